-- The dictionary cleaned: discontinued measures dropped, NA read as nothing, and one decimal where
-- no number is given. Dates come as a spreadsheet's day number or as words.
insert into benchmarks.dictionary
with
current_rows as (
    select
        row_number,
        trim("Measure_short") as measure,
        trim("Measure") as title,
        nullif(nullif(trim("Topic"), ''), 'NA') as topic,
        trim("Polarity") as polarity,
        trim("dps") as decimals,
        trim("No_Quartile") as no_quartile,
        nullif("Chart_title", 'NA') as chart_title,
        nullif("y_axis_name", 'NA') as axis,
        nullif("Description", 'NA') as description,
        nullif("Methodology", 'NA') as methodology,
        nullif("Data Owner (DO) /Supplier and Contact Details", 'NA') as owner,
        nullif("Hyperlink(s)", 'NA') as link,
        nullif("Year_Type", 'NA') as year_type,
        nullif("Last Update", 'NA') as last_update,
        nullif("Next Update", 'NA') as next_update,
        nullif("Table_status", 'NA') as table_status,
    from received
    where coalesce("Table_status", '') not like '%DISCONTINUE%'
)
select
    ? as file_id,
    row_number,
    measure,
    title,
    topic,
    if(polarity in ('High', 'Low'), polarity, '-') as polarity,
    coalesce(try_cast(decimals as integer), 1) as decimals,
    coalesce(no_quartile, '') <> 'N' as banded,
    chart_title,
    axis,
    -- Line breaks come as two returns and a feed.
    regexp_replace(description, '\r+\n', chr(10), 'g') as description,
    regexp_replace(methodology, '\r+\n', chr(10), 'g') as methodology,
    owner,
    link,
    year_type,
    if(
        regexp_full_match(last_update, '[0-9]{5}'),
        (date '1899-12-30' + try_cast(last_update as integer))::varchar,
        last_update
    ) as last_update,
    if(
        regexp_full_match(next_update, '[0-9]{5}'),
        (date '1899-12-30' + try_cast(next_update as integer))::varchar,
        next_update
    ) as next_update,
    table_status,
from current_rows
order by row_number
