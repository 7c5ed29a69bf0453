-- Published comparators and the comparison of our own figures with them. The tables are refilled as
-- a whole by every load; the statements may be repeated.
create schema if not exists benchmarks;

-- One row per file held.
create table if not exists benchmarks.file (
    file_id integer not null primary key,  -- files in the order of their names
    file varchar not null unique,          -- name inside the folder of published files
    sha256 varchar not null,
    kind varchar not null check (kind in ('values', 'dictionary', 'neighbours', 'stated')),
    vintage varchar,                       -- neighbours: the model's year; values: the latest year
    rows bigint not null,                  -- records of the file
    measures bigint not null,              -- in the file, whether or not another holds them too
    areas bigint not null,
    first_year varchar,                    -- label
    last_year varchar
);

-- LAIT's data dictionary, every row as held; a title may be claimed by several files.
create table if not exists benchmarks.dictionary (
    file_id integer not null,
    row_number bigint not null,            -- record after the header
    measure varchar not null,              -- Measure_short, trimmed
    title varchar not null,                -- Measure
    topic varchar,
    polarity varchar not null,             -- High, Low or -
    decimals integer not null,
    banded boolean not null,               -- false: No_Quartile is N
    chart_title varchar,
    axis varchar,
    description varchar,
    methodology varchar,
    owner varchar,
    link varchar,
    year_type varchar,
    last_update varchar,                   -- ISO date where the dictionary gives a day
    next_update varchar,
    table_status varchar
);

-- One row per measure that is described or published. A short id that the dictionary gives to two
-- titles keeps the first of them.
create table if not exists benchmarks.measure (
    measure varchar not null primary key,  -- Short Desc of the long table, opaque
    title varchar not null,                -- the measure's id when no dictionary describes it
    other_titles varchar,                  -- '; '-joined
    topic varchar,                         -- '; '-joined
    polarity varchar not null,             -- High, Low or -
    decimals integer not null,             -- LAIT's display; 1 when not stated
    banded boolean not null,
    chart_title varchar,
    axis varchar,
    description varchar,
    methodology varchar,
    owner varchar,
    link varchar,
    year_type varchar,
    last_update varchar,
    next_update varchar,
    table_status varchar
);

-- Published values: key measure, years, area_code. A value is null where the table prints a mark.
create table if not exists benchmarks.published (
    measure varchar not null,
    area_code varchar not null,            -- 204, 970 England, 980 to 990 regions
    area_name varchar not null,
    area_level varchar not null check (area_level in ('authority', 'region', 'country')),
    years varchar not null,                -- the label as published
    year_number integer not null,          -- its first four characters
    value double,
    symbol varchar not null,               -- '' or x, not available
    file_id integer not null               -- the first file that holds it
);

-- When each label of published and stated figures ends.
create table if not exists benchmarks.label (
    years varchar not null primary key,
    first_year integer,                    -- null when the label cannot be read as a year
    last_year integer,
    single_year boolean                    -- '2025'; false for '2024-25', '2022-24'
);

-- Statistical neighbours of a model such as dfe-2025, nearest first. The relation is not symmetric.
create table if not exists benchmarks.neighbour (
    model varchar not null,
    area_code varchar not null,
    neighbour_code varchar not null,
    rank integer not null,
    closeness varchar not null,
    closeness_ordinal integer not null,    -- 1 Extremely close to 5 Not close
    file_id integer not null
);

-- The region that a model's workbook compares an authority with (GOReg).
create table if not exists benchmarks.area_region (
    model varchar not null,
    area_code varchar not null,
    area_name varchar not null,
    region_name varchar not null,
    file_id integer not null
);

-- Comparators that exist only as a printed figure.
create table if not exists benchmarks.stated (
    file_id integer not null,
    row_number bigint not null,
    measure varchar not null,              -- an indicator id or a measure of the long table
    comparator varchar not null check (comparator in ('neighbours', 'region', 'england')),
    years varchar not null,
    value double not null,
    source varchar not null,
    note varchar,
    not_comparable varchar                 -- why no verdict may rest on it; null when one may
);

-- The published measure of each indicator, from the catalogue's headers.
create table if not exists benchmarks.match (
    indicator varchar not null primary key,
    position integer not null,             -- place in the catalogue
    measure varchar,                       -- null: stated comparators only
    statistic varchar not null,
    polarity varchar not null,             -- high, low or neutral, the indicator's own
    year_end varchar not null,             -- MM-DD
    decimals integer not null,
    note varchar,                          -- how the published measure differs, if it does
    aside varchar                          -- options of the definition that are not at their defaults
);

-- One row per own figure that a comparator answers. Values are unrounded.
create table if not exists benchmarks.comparison (
    indicator varchar not null,
    area_code varchar not null,
    period varchar not null,
    period_end date not null,
    comparator_years varchar,              -- the label the comparators were published under
    measure varchar,
    model varchar not null,                -- empty: no neighbour model is held
    own_value double,
    neighbour_mean double,
    neighbours_used integer,               -- null when the mean was stated and not computed
    neighbour_median double,
    neighbours_missing varchar,            -- names, nearest first, '; '-joined
    region_name varchar,
    region double,
    england double,
    rank integer,                          -- of the authority's own published value, see Compare
    ranked integer,
    band varchar,
    verdict_neighbours varchar not null,
    verdict_england varchar not null,
    reason varchar not null,
    source varchar not null,
    note varchar not null
);
