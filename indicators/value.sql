-- From case sums to values, for one indicator: the table to fill, the query of the sums and the query of
-- the sums of the cases that could not be judged are put in.
insert into %[1]s
with case_groups as (
    select distinct "group" from indicator_case
    union
    select '' where $breakdown = 'none'
),
area_periods as (
    select
        area.area_code,
        period.period,
        period.period_start,
        period.period_end,
        case_groups."group"
    from core.area as area
    cross join period
    cross join case_groups
    where area.own
),
sums as (%[2]s
),
unjudged_sums as (%[3]s
),
-- An extract that was never given, or ends before the period does, makes a figure 'not available':
-- nought is a count, not an absence.
uncovered as (
    select
        area_periods.area_code,
        area_periods.period,
        area_periods.period_end,
        area_periods."group",
        bool_or(not coalesce(covered.begins, false) or not coalesce(covered.ends, false)) as missing
    from area_periods
    cross join (
        select
            unnest(string_split($returns, ',')) as source,
            unnest(string_split($tables, ',')) as table_name
    ) as needed
    left join lateral (
        select
            bool_or(
                coverage.covered_from is null
                or case $window
                    when 'snapshot' then coverage.covered_from - 1 <= area_periods.period_end
                    else coverage.covered_from <= area_periods.period_start
                end
            ) as begins,
            bool_or(
                (coverage.covered_to is null or coverage.covered_to >= area_periods.period_end)
                and (coverage.covered_from is null or coverage.covered_from - 1 <= area_periods.period_end)
            ) as ends
        from core.coverage as coverage
        where coverage.area_code = area_periods.area_code
            and coverage.source = needed.source
            and (coverage.table_name is null or coverage.table_name = needed.table_name)
    ) as covered on true
    group by area_periods.area_code, area_periods.period, area_periods.period_end, area_periods."group"
),
editions as (
    select
        unnest(string_split($edition_from, '|'))::date as edition_from,
        unnest(string_split($edition_rule, '|')) as edition_rule
),
figures as (
    select
        area_periods.area_code,
        area_periods.period,
        area_periods.period_start,
        area_periods.period_end,
        area_periods."group",
        coalesce(sums.numerator, 0) as numerator,
        case when $statistic = 'ratio' then coalesce(sums.denominator, 0) end as denominator,
        sums.mean_n,
        sums.countable,
        sums.sum_of_squares,
        coalesce(unjudged_sums.cases, 0) as unjudged,
        coalesce(unjudged_sums.mean_n, 0) as unjudged_n,
        coalesce(sums.numerator, 0) - coalesce(unjudged_sums.numerator, 0) as judged_numerator,
        case
            when $statistic = 'ratio' then coalesce(sums.denominator, 0) - coalesce(unjudged_sums.denominator, 0)
        end as judged_denominator,
        coalesce(unjudged_sums.lowest, 0) as unjudged_lowest,
        coalesce(unjudged_sums.highest, 0) as unjudged_highest,
        -- What a case could add at most is known of one that counts as 0 or 1, or by the query's own word.
        coalesce(unjudged_sums.bounded, true) and ($bounds_given or coalesce(sums.flags, true)) as bounded,
        case
            when coalesce(uncovered.missing, false) then 'x'
            when $statistic = 'ratio' and coalesce(sums.denominator, 0) = 0
                then case when coalesce(sums.numerator, 0) = 0 then 'z' else 'x' end
            else ''
        end as symbol
    from area_periods
    left join sums using (area_code, period, period_end, "group")
    left join unjudged_sums using (area_code, period, period_end, "group")
    left join uncovered using (area_code, period, period_end, "group")
),
values_ as (
    select
        *,
        case
            when symbol <> '' then null
            when $statistic = 'ratio' then numerator::double * $multiplier / denominator::double
            else numerator::double
        end as value,
        numerator::double as x,
        denominator::double as n,
        1.959963984540054 as z
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
        end as upper
    from values_
    left join exact_limit on exact_limit.events = values_.numerator
    left join student_t
        on values_.countable
        and student_t.cases = values_.mean_n
        and values_.denominator = values_.mean_n
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
    coalesce(
        (select max_by(edition_rule, edition_from) from editions where edition_from <= bases.period_end),
        (select min_by(edition_rule, edition_from) from editions)
    ) as edition,
    area_code,
    period,
    period_start,
    period_end,
    $breakdown as breakdown,
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
order by area_code, period_end, period, "group"
