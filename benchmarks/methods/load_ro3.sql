-- The children's items of the revenue outturn return typed, one row per item and area.
create or replace temporary table incoming as
select
    outturn_area.row_number,
    outturn_item.column_name,
    'ro3:' || outturn_item.item as measure,
    outturn_area.area_code,
    outturn_area.area_name,
    outturn_area.area_level,
    $1::varchar as years,
    left($1::varchar, 4)::integer as year_number,
    nullif(outturn_area.printed[outturn_item.position], '')::double as value,
    outturn_area.symbols[outturn_item.position] as symbol,
    false as shared,
from outturn_area
cross join outturn_item
