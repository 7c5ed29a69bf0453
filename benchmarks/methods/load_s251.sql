-- A section 251 table typed, one row per line, column and authority. A column that is blank on a
-- line for every authority is not asked for there (z); where others give a figure it is not
-- available (x).
create or replace temporary table incoming as
with
lines as (
    select
        *,
        regexp_replace(trim("LineNumber"), '\.0+$', '') as line,
        -- The published text runs the number into the words, doubles blanks and curls apostrophes.
        trim(regexp_replace(
            replace("CYPServiceDescription", '’', ''''), '\s+', ' ', 'g'
        )) as words,
    from received
),
described as (
    select
        *,
        line || ' ' || ltrim(
            if(starts_with(words, line), substr(words, length(line) + 1), words)
        ) as description,
    from lines
),
figures as (
    unpivot (
        select
            row_number,
            regexp_replace(trim("LA"), '^([0-9]{3})\.0+$', '\1') as area,
            first_value(description) over (partition by line order by row_number) as description,
            coalesce(trim("OwnProvision"), '') as "OwnProvision",
            coalesce(trim("PrivateProvision"), '') as "PrivateProvision",
            coalesce(trim("OtherPublic"), '') as "OtherPublic",
            coalesce(trim("Voluntary"), '') as "Voluntary",
            coalesce(trim("TotalExpenditure"), '') as "TotalExpenditure",
            coalesce(trim("Income"), '') as "Income",
            coalesce(trim("NetCurrentExpenditure"), '') as "NetCurrentExpenditure",
            coalesce(trim("GovGrantsInsideAEF"), '') as "GovGrantsInsideAEF",
            coalesce(trim("GovGrantsOutsideAEF"), '') as "GovGrantsOutsideAEF",
            coalesce(trim("LEANetRevenueExpenditure"), '') as "LEANetRevenueExpenditure",
        from described
    )
    on columns(* exclude (row_number, area, description))
    into name column_name value printed
),
typed as (
    select
        figures.row_number,
        figures.column_name,
        figures.description,
        's251:' || figures.description || '; ' || figures.column_name as measure,
        place.area_code,
        place.area_name,
        place.area_level,
        nullif(figures.printed, '')::double as value,
    from figures
    inner join place on figures.area = place.printed
)
select
    row_number,
    column_name,
    description,
    measure,
    area_code,
    area_name,
    area_level,
    $1::varchar as years,
    left($1::varchar, 4)::integer as year_number,
    value,
    case
        when value is not null then ''
        when count(value) over (partition by measure) = 0 then 'z'
        else 'x'
    end as symbol,
    false as shared,
from typed
