-- What the files held say of measures. $1 lists their ids.
with asked as (
    select distinct unnest($1::varchar[]) as measure
),
held as (
    select distinct measure from benchmarks.published where value is not null
),
described as (
    select distinct measure from benchmarks.dictionary
)
select
    asked.measure,
    held.measure is not null as held,
    described.measure is not null as described,
    coalesce(measure.polarity, '-') as polarity,
    coalesce(measure.axis, '') as axis,
    coalesce(measure.title, '') as title,
    coalesce(measure.year_type, '') as year_type,
from asked
left join held using (measure)
left join described using (measure)
left join benchmarks.measure using (measure)
order by asked.measure
