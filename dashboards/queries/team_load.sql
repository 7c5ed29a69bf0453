-- How many children each case holder of a team holds a case for, on the newest day that has a figure: spread, most,
-- and what is left for each of the others when one or two are away. Team '' is the authority as a whole.
with
newest as (
    select area_code, max(period_end) as day
    from team_case
    where indicator = 'children_per_case_holder' and denominator > 0
    group by area_code
),

holders as (
    select
        held.area_code,
        newest.day,
        coalesce(nullif(held.team, ''), 'unknown') as team,
        cast(held.numerator as bigint) as children
    from team_case as held
    inner join newest
        on newest.area_code = held.area_code
        and newest.day = held.period_end
    where held.indicator = 'children_per_case_holder' and held.denominator > 0
)

select
    area_code,
    day,
    coalesce(team, '') as team,
    count(*) as holders,
    cast(sum(children) as bigint) as children,
    min(children) as fewest,
    cast(median(children) as double) as middle,
    max(children) as most,
    count(*) filter (children < 10) as under_10,
    count(*) filter (children between 10 and 14) as from_10,
    count(*) filter (children between 15 and 19) as from_15,
    count(*) filter (children between 20 and 24) as from_20,
    count(*) filter (children >= 25) as from_25
from holders
group by grouping sets ((area_code, day), (area_code, day, team))
order by area_code, team
