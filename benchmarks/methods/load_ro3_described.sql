-- The return describes its items by service line and column. What agency staff cost is a part of
-- the total, and a memorandum.
insert into benchmarks.described by name
select
    $1::integer as file_id,
    'ro3:' || item as measure,
    'Revenue outturn RO3: ' || title as title,
    'Revenue outturn' as topic,
    '-' as polarity,
    0 as decimals,
    '£ thousand' as axis,
    'Financial year' as year_type,
from outturn_item
order by position
