-- Stated comparators typed. The verb in the list is the note, where the file has one.
insert into benchmarks.stated
select
    ? as file_id,
    row_number,
    trim("measure") as measure,
    lower(trim("comparator")) as comparator,
    trim("years") as years,
    trim("value")::double as value,
    trim("source") as source,
    nullif(trim(%s), '') as note,
from received
order by row_number
