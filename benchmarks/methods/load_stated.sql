-- Stated comparators typed. The verbs in the list are the columns a file may leave out.
insert into benchmarks.stated by name
select
    ? as file_id,
    row_number,
    trim("measure") as measure,
    lower(trim("comparator")) as comparator,
    trim("years") as years,
    nullif(trim("value"), '')::double as value,
    nullif(lower(trim(%s)), '') as says,
    trim("source") as source,
    nullif(trim(%s), '') as note,
    nullif(trim(%s), '') as not_comparable,
from received
order by row_number
