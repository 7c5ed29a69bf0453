-- Authorities whose neighbours, closeness or region the file $2 and another held file give
-- differently under model $1: how many, the first of them and that other file. An authority that
-- one of the files has no neighbours for, or no row, is no difference; nor is London undivided
-- beside a part of it.
with
regions as (
    select area_code, region_name, file_id
    from benchmarks.area_region
    where model = $1
),
sets as (
    select
        area_code,
        list((neighbour_code, closeness_ordinal) order by rank) as neighbours,
        file_id,
    from benchmarks.neighbour
    where model = $1
    group by area_code, file_id
),
differing_regions as (
    select incoming.area_code, held.file_id
    from regions as incoming
    inner join regions as held using (area_code)
    where incoming.file_id = $2
        and held.file_id <> $2
        and incoming.region_name <> held.region_name
        and not (
            incoming.region_name like 'London%'
            and held.region_name like 'London%'
            and 'London' in (incoming.region_name, held.region_name)
        )
),
differing_sets as (
    select incoming.area_code, held.file_id
    from sets as incoming
    inner join sets as held using (area_code)
    where incoming.file_id = $2
        and held.file_id <> $2
        and incoming.neighbours <> held.neighbours
),
differing as (
    from differing_regions
    union
    from differing_sets
)
select
    count(distinct area_code),
    coalesce(min(area_code), ''),
    coalesce(min_by(file.file, (area_code, file_id)), ''),
from differing
inner join benchmarks.file using (file_id)
