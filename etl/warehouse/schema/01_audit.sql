-- What was read, what was refused and why. Nothing in these tables repeats a value of a child's
-- record: the offending values stay in the reject file beside the extract.
create schema if not exists audit;

create table audit.run (
    run_id varchar not null primary key,
    started_at timestamptz not null,
    as_at date not null,
    reporting_from date not null,
    version varchar not null
);

-- One row per table of each file read (maps of a ledger included): a CSV file is one table, an XML
-- document or a workbook several.
create table audit.file (
    file_id integer not null primary key,
    kind varchar not null,               -- extract kind
    table_name varchar not null,         -- the kind's table that the header was recognised as, e.g. episodes
    source_file varchar not null,        -- path relative to the configuration file, with forward slashes
    sha256 varchar not null,
    area_code varchar,                   -- authority of the file's rows; null when the rows name it themselves
    collection_year integer,             -- SSDA903: 2025 is the year to 31 March 2025
    read bigint not null,                -- records after the header
    loaded bigint not null,              -- records that reached core
    rejected bigint not null,            -- records refused; read = loaded + rejected
    superseded_by varchar,               -- source_file that replaced the whole of this one, if any
    unique (source_file, table_name)
);

-- One row per fault. severity 'row': the record is not in core. severity 'cell': the record is in
-- core, the faulty optional value is left out of it.
create table audit.reject (
    source_file varchar not null,
    table_name varchar,                  -- the kind's table; null when the file could not be read as any
    source_row bigint not null,          -- an element's number in a document, else as a spreadsheet numbers it: the header is row 1
    column_name varchar,                 -- as the extract spells it; null when the fault is of the whole row
    kind varchar not null,               -- date, integer, decimal, code, required, length, fields, duplicate, order, ...
    wanted varchar not null,             -- what was wanted, in words
    severity varchar not null check (severity in ('row', 'cell'))
);

-- Rows that were accepted but changed or merged on the way, and things a person should look at.
create table audit.notice (
    source_file varchar,
    source_row bigint,
    column_name varchar,
    rule varchar not null,               -- e.g. stitch-superseded, stitch-closed, code-out-of-year, unmapped-cost-centre
    message varchar not null
);
