-- Pairs of files of which neither is the newer and that give one figure different values: the first such
-- figure of each pair, and how many there are.
with
level_claims as (
    select * from standing where place = 1
),
pairs as (
    select
        later.file_id,
        earlier.file_id as other_id,
        later.row_number,
        later.column_name,
        later.measure,
        later.area_code || ' ' || later.area_name as area,
        later.years,
    from level_claims as later
    inner join level_claims as earlier using (measure, years, area_code)
    where later.file_id > earlier.file_id
        and later.value is distinct from earlier.value
        and ($1 = 0 or $1 in (later.file_id, earlier.file_id))
),
first_pairs as (
    select *, count(*) over (partition by file_id, other_id) as figures
    from pairs
    qualify row_number() over (
        partition by file_id, other_id
        order by row_number, measure, years, area
    ) = 1
)
select
    first_pairs.file_id,
    file.file,
    coalesce(row_number, 0),
    coalesce(column_name, ''),
    other.file as other_file,
    measure,
    area,
    years,
    figures,
from first_pairs
inner join benchmarks.file using (file_id)
inner join benchmarks.file as other on first_pairs.other_id = other.file_id
order by first_pairs.file_id, other_id
