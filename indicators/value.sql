-- From the sums of cases to values, for every indicator that waits in indicator_sum: the table to fill is put in.
insert into %[1]s
-- A group of an authority has a figure for every period, be it nought.
with case_groups as (
    select
        waiting.indicator,
        waiting.area_code,
        waiting.breakdown,
        waiting.group_number,
        waiting.group_word,
        case waiting.group_number
            when 254 then waiting.group_word
            when 255 then 'unknown'
            else named."group"
        end as "group"
    from (
        select indicator, area_code, breakdown, group_number, group_word from indicator_sum
        union
        select definition.indicator, area.area_code, 'none' as breakdown, 254 as group_number, '' as group_word
        from core.area as area
        cross join definition
        where area.own
    ) as waiting
    left join (select distinct breakdown, group_id, "group" from group_code) as named
        on named.breakdown = waiting.breakdown
        and named.group_id = waiting.group_number
),
own_periods as (
    select
        definition_period.indicator,
        area.area_code,
        definition_period.period,
        definition_period.period_start,
        definition_period.period_end,
        definition.history > 0 as looks_back,
        cast(
            case definition_period.period
                when 'snapshot' then definition_period.period_end + 1
                else definition_period.period_start
            end - to_months(definition.history) as date
        ) as looked_back_to
    from core.area as area
    cross join definition_period
    inner join definition
        on definition.indicator = definition_period.indicator
    where area.own
),
-- An extract that was never given, or ends before the period does, makes a figure 'not available':
-- nought is a count, not an absence. Of the ways of meeting a need one is enough, but all of its tables
-- are needed. What begins after the day that the rule looks back to leaves a figure that misses something.
covered_tables as (
    select
        own_periods.indicator,
        own_periods.area_code,
        own_periods.period,
        own_periods.period_end,
        needed.need,
        needed.way,
        coalesce(bool_or(
            coverage.covered_from is null
            or case own_periods.period
                when 'snapshot' then coverage.covered_from - 1 <= own_periods.period_end
                else coverage.covered_from <= own_periods.period_start
            end
        ) filter (coverage.area_code is not null), false) as begins,
        coalesce(bool_or(
            (coverage.covered_to is null or coverage.covered_to >= own_periods.period_end)
            and (coverage.covered_from is null or coverage.covered_from - 1 <= own_periods.period_end)
        ) filter (coverage.area_code is not null), false) as ends,
        not own_periods.looks_back
        or coalesce(bool_or(
            own_periods.looked_back_to between coalesce(coverage.covered_from, date '0001-01-01')
            and coalesce(coverage.covered_to, date '9999-12-31')
        ) filter (coverage.area_code is not null), false) as reaches_back
    from own_periods
    inner join definition_need as needed
        on needed.indicator = own_periods.indicator
    left join core.coverage as coverage
        on coverage.area_code = own_periods.area_code
        and coverage.source = needed.source
        and coalesce(coverage.table_name, needed.table_name) = needed.table_name
    group by
        own_periods.indicator, own_periods.area_code, own_periods.period, own_periods.period_end,
        own_periods.looks_back, own_periods.looked_back_to, needed.need, needed.way, needed.source, needed.table_name
),
covered_ways as (
    select
        indicator,
        area_code,
        period,
        period_end,
        need,
        bool_and(begins) as begins,
        bool_and(ends) as ends,
        bool_and(reaches_back) as reaches_back
    from covered_tables
    group by indicator, area_code, period, period_end, need, way
),
covered_needs as (
    select
        indicator,
        area_code,
        period,
        period_end,
        bool_or(begins) and bool_or(ends) as met,
        bool_or(reaches_back) as reached_back
    from covered_ways
    group by indicator, area_code, period, period_end, need
),
complete as (
    select indicator, area_code, period, period_end, not bool_and(reached_back) as short_history
    from covered_needs
    group by indicator, area_code, period, period_end
    having bool_and(met)
),
-- The edition in force when a period ends, or else the first.
period_editions as (
    select
        definition_period.indicator,
        definition_period.period,
        definition_period.period_end,
        coalesce(
            max_by(edition.rule, edition.edition_from) filter (edition.edition_from <= definition_period.period_end),
            min_by(edition.rule, edition.edition_from)
        ) as rule
    from definition_period
    inner join definition_edition as edition
        on edition.indicator = definition_period.indicator
    group by definition_period.indicator, definition_period.period, definition_period.period_end
),
area_periods as (
    select
        own_periods.indicator,
        own_periods.area_code,
        own_periods.period,
        own_periods.period_start,
        own_periods.period_end,
        complete.period is null as missing,
        coalesce(complete.short_history, false) as short_history,
        period_editions.rule
    from own_periods
    inner join period_editions
        on period_editions.indicator = own_periods.indicator
        and period_editions.period = own_periods.period
        and period_editions.period_end = own_periods.period_end
    left join complete
        on complete.indicator = own_periods.indicator
        and complete.area_code = own_periods.area_code
        and complete.period = own_periods.period
        and complete.period_end = own_periods.period_end
),
figures as (
    select
        area_periods.indicator,
        area_periods.rule || definition.aside as edition,
        area_periods.area_code,
        area_periods.period,
        area_periods.period_start,
        area_periods.period_end,
        area_periods.short_history,
        case_groups.breakdown,
        case_groups."group",
        definition.statistic,
        definition.unit,
        definition.multiplier,
        definition.money,
        -- The numerators of a median do not add up; what it rests on is the number of cases.
        case when definition.statistic <> 'median' then coalesce(sums.numerator, 0) end as numerator,
        case definition.statistic
            when 'ratio' then coalesce(sums.denominator, 0)
            when 'median' then coalesce(sums.mean_n, 0)
        end as denominator,
        sums.in_order,
        sums.mean_n,
        sums.countable,
        definition.clustered,
        sums.sum_of_squares,
        coalesce(unjudged_sums.cases, 0) as unjudged,
        coalesce(unjudged_sums.mean_n, 0) as unjudged_n,
        case
            when definition.statistic <> 'median' then coalesce(sums.numerator, 0) - coalesce(unjudged_sums.numerator, 0)
        end as judged_numerator,
        case
            when definition.statistic = 'ratio' then coalesce(sums.denominator, 0) - coalesce(unjudged_sums.denominator, 0)
        end as judged_denominator,
        coalesce(unjudged_sums.lowest, 0) as unjudged_lowest,
        coalesce(unjudged_sums.highest, 0) as unjudged_highest,
        -- What a case could add at most is known of one that counts as 0 or 1, or by the query's own word.
        coalesce(unjudged_sums.bounded, true) and (definition.bounds_given or coalesce(sums.flags, true)) as bounded,
        case
            when area_periods.missing then 'x'
            when definition.statistic = 'median' and coalesce(sums.mean_n, 0) = 0 then 'z'
            when definition.statistic = 'ratio' and coalesce(sums.denominator, 0) = 0
                then case when coalesce(sums.numerator, 0) = 0 then 'z' else 'x' end
            else ''
        end as symbol
    from area_periods
    inner join definition
        on definition.indicator = area_periods.indicator
    inner join case_groups
        on case_groups.indicator = area_periods.indicator
        and case_groups.area_code = area_periods.area_code
    left join indicator_sum as sums
        on sums.indicator = area_periods.indicator
        and sums.area_code = area_periods.area_code
        and sums.period = area_periods.period
        and sums.period_end = area_periods.period_end
        and sums.breakdown = case_groups.breakdown
        and sums.group_number = case_groups.group_number
        and sums.group_word = case_groups.group_word
    left join indicator_unjudged as unjudged_sums
        on unjudged_sums.indicator = area_periods.indicator
        and unjudged_sums.area_code = area_periods.area_code
        and unjudged_sums.period = area_periods.period
        and unjudged_sums.period_end = area_periods.period_end
        and unjudged_sums.breakdown = case_groups.breakdown
        and unjudged_sums.group_number = case_groups.group_number
        and unjudged_sums.group_word = case_groups.group_word
),
values_ as (
    select
        *,
        case
            when symbol <> '' then null
            when statistic = 'ratio' then numerator::double * multiplier / denominator::double
            when statistic = 'median' then (in_order[((mean_n + 1) // 2)::bigint] + in_order[(mean_n // 2 + 1)::bigint]) / 2
            else numerator::double
        end as value,
        numerator::double as x,
        denominator::double as n,
        $z::double as z,
        -- Keys of their own, so that the joins below compare equals and nothing else.
        case when statistic = 'ratio' and countable and denominator = mean_n then mean_n end as cases_of_mean,
        case when statistic = 'median' then mean_n end as cases_of_median
    from figures
),
limits as (
    select
        values_.*,
        case
            when symbol <> '' or money then null
            -- Wilson score: E. B. Wilson, J. Am. Stat. Assoc. 22 (1927) 209. It takes each one of the denominator for
            -- a trial of its own, which the days of one worker are not.
            when unit = 'percent' and clustered then null
            when unit = 'percent' and x between 0 and n
                then 100 * greatest((2 * x + z * z - z * sqrt(z * z + 4 * x * (1 - x / n))) / (2 * (n + z * z)), 0)
            -- Exact below ten events, Byar's approximation from ten on: Breslow and Day (1987), vol. 2.
            when statistic = 'count' or unit = 'per 10,000'
                then coalesce(exact_limit.lower, x * pow(1 - 1 / (9 * x) - z / (3 * sqrt(x)), 3))
                    * case when statistic = 'count' then 1 else multiplier / n end
            when student_t.t is not null
                then value - student_t.t * sqrt(greatest(sum_of_squares - x * x / n, 0) / (n - 1) / n)
            when statistic = 'median' then in_order[median_rank.lower_rank]
        end as lower,
        case
            when symbol <> '' or money then null
            when unit = 'percent' and clustered then null
            when unit = 'percent' and x between 0 and n
                then 100 * least((2 * x + z * z + z * sqrt(z * z + 4 * x * (1 - x / n))) / (2 * (n + z * z)), 1)
            when statistic = 'count' or unit = 'per 10,000'
                then coalesce(exact_limit.upper, (x + 1) * pow(1 - 1 / (9 * (x + 1)) + z / (3 * sqrt(x + 1)), 3))
                    * case when statistic = 'count' then 1 else multiplier / n end
            when student_t.t is not null
                then value + student_t.t * sqrt(greatest(sum_of_squares - x * x / n, 0) / (n - 1) / n)
            when statistic = 'median' then in_order[median_rank.upper_rank]
        end as upper
    from values_
    left join exact_limit on exact_limit.events = values_.numerator
    left join student_t on student_t.cases = values_.cases_of_mean
    left join median_rank on median_rank.cases = values_.cases_of_median
),
-- What a figure is divided by when every case that could not be judged is in its denominator: the
-- population of a rate, the cases of a share or a mean. Null where it has no bounds.
bases as (
    select
        limits.*,
        case
            when not bounded or statistic = 'median' then null
            when statistic = 'count' then 1
            when unit = 'per 10,000' then nullif(judged_denominator, 0)::double
            when coalesce(countable, true) then nullif(judged_denominator + unjudged_n, 0)::double
        end as base,
        case when statistic = 'ratio' then multiplier else 1 end as factor
    from limits
)
select
    indicator,
    edition,
    area_code,
    period,
    period_start,
    period_end,
    breakdown,
    "group",
    case when symbol <> 'x' then numerator end as numerator,
    case when symbol <> 'x' then denominator end as denominator,
    value,
    -- Of a share of nought or all the formula may miss the figure itself by its last digit.
    case when lower is not null then least(lower, value) end as lower,
    case when upper is not null then greatest(upper, value) end as upper,
    unit,
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
    case when symbol <> 'x' then judged_denominator end as judged_denominator,
    short_history
from bases
