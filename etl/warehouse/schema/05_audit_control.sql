-- What a file of amounts summed to when it came, and where the sum went, to the penny. One row per
-- file, table and measure: the column of amounts.
create table audit.control_total (
    source_file varchar not null,
    table_name varchar not null,
    measure varchar not null,            -- amount, budget, cost_to_date, ...
    received decimal(38, 2) not null,    -- every amount that could be read, totals of the report left out
    loaded decimal(38, 2) not null,      -- in core
    superseded decimal(38, 2) not null,  -- another file stands in their place
    rejected decimal(38, 2) not null,    -- of rows that were refused for another fault
    unreadable bigint not null,          -- rows whose amount could not be read: in none of the sums
    stated decimal(38, 2),               -- the report's own grand total; null when it has none
    primary key (source_file, table_name, measure),
    check (received = loaded + superseded + rejected)
);
