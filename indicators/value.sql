-- From case sums to values, for one indicator: the table to fill, the query of the sums and the query of
-- the sums of the cases that could not be judged are put in.
insert into %[1]s
with sums as (%[2]s
),
unjudged_sums as (%[3]s
),
-- A group of an authority has a figure for every period, be it nought.
case_groups as (
    select area_code, breakdown, "group" from sums
    union
    select area_code, 'none' as breakdown, '' as "group" from core.area where own
),
own_periods as (
    select
        area.area_code,
        period.period,
        period.period_start,
        period.period_end
    from core.area as area
    cross join period
    where area.own
),
-- An extract that was never given, or ends before the period does, makes a figure 'not available':
-- nought is a count, not an absence.
-- Of the ways of meeting a need one is enough, but all of its tables are needed.
needed as (
    select distinct
        unnest(string_split($needs, ',')) as need,
        unnest(string_split($ways, ',')) as way,
        unnest(string_split($returns, ',')) as source,
        unnest(string_split($tables, ',')) as table_name
),
covered_tables as (
    select
        own_periods.area_code,
        own_periods.period,
        own_periods.period_end,
        needed.need,
        needed.way,
        coalesce(bool_or(
            coverage.covered_from is null
            or case $window
                when 'snapshot' then coverage.covered_from - 1 <= own_periods.period_end
                else coverage.covered_from <= own_periods.period_start
            end
        ) filter (coverage.area_code is not null), false) as begins,
        coalesce(bool_or(
            (coverage.covered_to is null or coverage.covered_to >= own_periods.period_end)
            and (coverage.covered_from is null or coverage.covered_from - 1 <= own_periods.period_end)
        ) filter (coverage.area_code is not null), false) as ends
    from own_periods
    cross join needed
    left join core.coverage as coverage
        on coverage.area_code = own_periods.area_code
        and coverage.source = needed.source
        and coalesce(coverage.table_name, needed.table_name) = needed.table_name
    group by
        own_periods.area_code, own_periods.period, own_periods.period_end,
        needed.need, needed.way, needed.source, needed.table_name
),
covered_ways as (
    select area_code, period, period_end, need, way, bool_and(begins) as begins, bool_and(ends) as ends
    from covered_tables
    group by area_code, period, period_end, need, way
),
covered_needs as (
    select area_code, period, period_end, need, bool_or(begins) and bool_or(ends) as met
    from covered_ways
    group by area_code, period, period_end, need
),
complete as (
    select area_code, period, period_end
    from covered_needs
    group by area_code, period, period_end
    having bool_and(met)
),
editions as (
    select
        unnest(string_split($edition_from, '|'))::date as edition_from,
        unnest(string_split($edition_rule, '|')) as edition_rule
),
area_periods as (
    select
        own_periods.area_code,
        own_periods.period,
        own_periods.period_start,
        own_periods.period_end,
        complete.period is null as missing,
        case_groups.breakdown,
        case_groups."group"
    from own_periods
    inner join case_groups
        on case_groups.area_code = own_periods.area_code
    left join complete
        on complete.area_code = own_periods.area_code
        and complete.period = own_periods.period
        and complete.period_end = own_periods.period_end
),
ends as (
    select
        days.period_end,
        coalesce(
            (select max_by(edition_rule, edition_from) from editions where edition_from <= days.period_end),
            (select min_by(edition_rule, edition_from) from editions)
        ) || case when $aside <> '' then ' (' || $aside || ')' else '' end as edition
    from (select distinct period_end from period) as days
),
figures as (
    select
        area_periods.area_code,
        area_periods.period,
        area_periods.period_start,
        area_periods.period_end,
        area_periods.breakdown,
        area_periods."group",
        -- The numerators of a median do not add up; what it rests on is the number of cases.
        case when $statistic <> 'median' then coalesce(sums.numerator, 0) end as numerator,
        case $statistic
            when 'ratio' then coalesce(sums.denominator, 0)
            when 'median' then coalesce(sums.mean_n, 0)
        end as denominator,
        sums.in_order,
        sums.mean_n,
        sums.countable,
        sums.sum_of_squares,
        coalesce(unjudged_sums.cases, 0) as unjudged,
        coalesce(unjudged_sums.mean_n, 0) as unjudged_n,
        case
            when $statistic <> 'median' then coalesce(sums.numerator, 0) - coalesce(unjudged_sums.numerator, 0)
        end as judged_numerator,
        case
            when $statistic = 'ratio' then coalesce(sums.denominator, 0) - coalesce(unjudged_sums.denominator, 0)
        end as judged_denominator,
        coalesce(unjudged_sums.lowest, 0) as unjudged_lowest,
        coalesce(unjudged_sums.highest, 0) as unjudged_highest,
        -- What a case could add at most is known of one that counts as 0 or 1, or by the query's own word.
        coalesce(unjudged_sums.bounded, true) and ($bounds_given or coalesce(sums.flags, true)) as bounded,
        case
            when area_periods.missing then 'x'
            when $statistic = 'median' and coalesce(sums.mean_n, 0) = 0 then 'z'
            when $statistic = 'ratio' and coalesce(sums.denominator, 0) = 0
                then case when coalesce(sums.numerator, 0) = 0 then 'z' else 'x' end
            else ''
        end as symbol
    from area_periods
    left join sums using (area_code, period, period_end, breakdown, "group")
    left join unjudged_sums using (area_code, period, period_end, breakdown, "group")
),
values_ as (
    select
        *,
        case
            when symbol <> '' then null
            when $statistic = 'ratio' then numerator::double * $multiplier / denominator::double
            when $statistic = 'median' then (in_order[((mean_n + 1) // 2)::bigint] + in_order[(mean_n // 2 + 1)::bigint]) / 2
            else numerator::double
        end as value,
        numerator::double as x,
        denominator::double as n,
        $z::double as z
    from figures
),
limits as (
    select
        values_.*,
        case
            when symbol <> '' or $money then null
            -- Wilson score: E. B. Wilson, J. Am. Stat. Assoc. 22 (1927) 209.
            when $unit = 'percent' and x between 0 and n
                then 100 * greatest((2 * x + z * z - z * sqrt(z * z + 4 * x * (1 - x / n))) / (2 * (n + z * z)), 0)
            -- Exact below ten events, Byar's approximation from ten on: Breslow and Day (1987), vol. 2.
            when $statistic = 'count' or $unit = 'per 10,000'
                then coalesce(exact_limit.lower, x * pow(1 - 1 / (9 * x) - z / (3 * sqrt(x)), 3))
                    * case when $statistic = 'count' then 1 else $multiplier / n end
            when student_t.t is not null
                then value - student_t.t * sqrt(greatest(sum_of_squares - x * x / n, 0) / (n - 1) / n)
            when $statistic = 'median' then in_order[median_rank.lower_rank]
        end as lower,
        case
            when symbol <> '' or $money then null
            when $unit = 'percent' and x between 0 and n
                then 100 * least((2 * x + z * z + z * sqrt(z * z + 4 * x * (1 - x / n))) / (2 * (n + z * z)), 1)
            when $statistic = 'count' or $unit = 'per 10,000'
                then coalesce(exact_limit.upper, (x + 1) * pow(1 - 1 / (9 * (x + 1)) + z / (3 * sqrt(x + 1)), 3))
                    * case when $statistic = 'count' then 1 else $multiplier / n end
            when student_t.t is not null
                then value + student_t.t * sqrt(greatest(sum_of_squares - x * x / n, 0) / (n - 1) / n)
            when $statistic = 'median' then in_order[median_rank.upper_rank]
        end as upper
    from values_
    left join exact_limit on exact_limit.events = values_.numerator
    left join student_t
        on values_.countable
        and student_t.cases = values_.mean_n
        and values_.denominator = values_.mean_n
    left join median_rank
        on $statistic = 'median'
        and median_rank.cases = values_.mean_n
),
-- What a figure is divided by when every case that could not be judged is in its denominator: the
-- population of a rate, the cases of a share or a mean. Null where it has no bounds.
bases as (
    select
        limits.*,
        case
            when not bounded or $statistic = 'median' then null
            when $statistic = 'count' then 1
            when $unit = 'per 10,000' then nullif(judged_denominator, 0)::double
            when coalesce(countable, true) then nullif(judged_denominator + unjudged_n, 0)::double
        end as base,
        case when $statistic = 'ratio' then $multiplier else 1 end as factor
    from limits
)
select
    $indicator as indicator,
    ends.edition,
    area_code,
    period,
    period_start,
    period_end,
    breakdown,
    "group",
    case when symbol <> 'x' then numerator end as numerator,
    case when symbol <> 'x' then denominator end as denominator,
    value,
    lower,
    upper,
    $unit as unit,
    symbol,
    case when symbol <> 'x' then unjudged end as unjudged,
    case
        when symbol = 'x' then null
        when unjudged = 0 then value
        else (judged_numerator + unjudged_lowest)::double * factor / base
    end as lowest,
    case
        when symbol = 'x' then null
        when unjudged = 0 then value
        else (judged_numerator + unjudged_highest)::double * factor / base
    end as highest,
    case when symbol <> 'x' then judged_numerator end as judged_numerator,
    case when symbol <> 'x' then judged_denominator end as judged_denominator
from bases
inner join ends using (period_end)
order by area_code, breakdown, "group", period, period_end
