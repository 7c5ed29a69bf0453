-- Our own figures with the comparators that answer them, one row each, for the verdicts.
create or replace temporary table comparison_pair as
with
own_areas as (
    select area_code, area_name from core.area where own
),
file_words as (
    select
        file_id,
        file || coalesce(' (' || release || ')', '') || coalesce(', latest year ' || vintage, '') as words,
    from benchmarks.file
),
published_comparators as (
    select
        comparator_label.indicator,
        own_areas.area_code,
        comparator_label.label_end,
        comparator_label.stance,
        comparator_label.years,
        comparator_label.measure,
        comparator_label.key,
        comparator_label.doubt,
        lait_figure.neighbour_mean,
        lait_figure.neighbours_used,
        lait_figure.neighbour_median,
        lait_figure.neighbour_low,
        lait_figure.neighbour_high,
        lait_figure.neighbours_missing,
        lait_figure.region_name,
        lait_figure.region,
        england.value as england,
        lait_figure.rank,
        lait_figure.ranked,
        lait_figure.band,
        concat_ws('; ', value_file.words, denominator_file.words) as source,
        comparator_measure.polarity as rank_polarity,
        comparator_measure.next_update,
    from comparator_label
    cross join own_areas
    inner join model_span
        on comparator_label.label_end between model_span.first_day and model_span.last_day
    left join comparator_measure on comparator_label.key = comparator_measure.measure
    left join lait_figure
        on comparator_label.key = lait_figure.measure
        and comparator_label.years = lait_figure.years
        and own_areas.area_code = lait_figure.area_code
        and model_span.model = lait_figure.model
    -- England has a figure for authorities, too, that neither model nor files know.
    left join lait_figure as england
        on comparator_label.key = england.measure
        and comparator_label.years = england.years
        and england.area_level = 'country'
        and model_span.model = england.model
    left join file_words as value_file on comparator_label.file_id = value_file.file_id
    left join file_words as denominator_file
        on comparator_label.denominator_file_id = denominator_file.file_id
        and comparator_label.denominator_file_id <> comparator_label.file_id
),
-- The first value stated for a comparator and year is used, later ones are noted. What a source says
-- in words and without a number is for tallies.
stated_measures as (
    select indicator, indicator as measure from benchmarks.match
    union
    select indicator, measure from benchmarks.crosswalk where role = 'value'
),
stated_figures as (
    select
        stated_measures.indicator,
        comparator_end.label_end,
        stated.*,
        row_number() over (
            partition by stated_measures.indicator, comparator_end.label_end, stated.comparator
            order by stated.file_id, stated.row_number
        ) as place,
    from stated_measures
    inner join benchmarks.stated using (measure)
    inner join comparator_end
        on stated_measures.indicator = comparator_end.indicator and stated.years = comparator_end.years
    where stated.value is not null
),
stated_comparators as (
    select
        indicator,
        label_end,
        arg_min(years, (file_id, row_number)) as years,
        arg_min(measure, (file_id, row_number)) as measure,
        max(value) filter (where comparator = 'neighbours' and place = 1) as neighbour_mean,
        max(value) filter (where comparator = 'region' and place = 1) as region,
        max(value) filter (where comparator = 'england' and place = 1) as england,
        max(not_comparable) as not_comparable,
        string_agg(comparator || ' stated in ' || source, '; ' order by file_id, row_number)
            filter (where place = 1) as source,
        string_agg(
            concat_ws(
                ', ',
                if(place > 1, comparator || ' also stated as ' || value || ' in ' || source, null),
                note
            ),
            '; ' order by file_id, row_number
        ) filter (where place > 1 or note is not null) as note,
    from stated_figures
    group by indicator, label_end
),
stated_for_areas as (
    select own_areas.area_code, stated_comparators.*
    from stated_comparators
    cross join own_areas
),
-- A stated figure stands in only where the published files have none.
comparators as (
    select
        indicator,
        area_code,
        label_end,
        coalesce(published.stance, 'stated') as stance,
        published.key,
        if(stated.years is null, published.doubt, null) as doubt,
        coalesce(published.years, stated.years) as years,
        coalesce(published.measure, stated.measure) as measure,
        coalesce(published.neighbour_mean, stated.neighbour_mean) as neighbour_mean,
        case
            when published.neighbour_mean is not null or stated.neighbour_mean is null
                then published.neighbours_used
        end as neighbours_used,
        published.neighbour_median,
        published.neighbour_low,
        published.neighbour_high,
        published.neighbours_missing,
        published.region_name,
        coalesce(published.region, stated.region) as region,
        coalesce(published.england, stated.england) as england,
        published.region is not null as region_published,
        published.england is not null as england_published,
        published.rank,
        published.ranked,
        published.band,
        published.rank_polarity,
        published.next_update,
        published.source as published_source,
        published.neighbour_mean is not null as mean_computed,
        stated.source as stated_source,
        stated.note as stated_note,
        case
            when published.neighbour_mean is null and published.england is null
                then stated.not_comparable
        end as stated_obstacle,
        coalesce(
            published.neighbour_mean, stated.neighbour_mean,
            published.region, stated.region,
            published.england, stated.england
        ) is not null as has_value,
    from published_comparators as published
    full join stated_for_areas as stated using (indicator, area_code, label_end)
),
aged as (
    select
        *,
        label_end = max(label_end) filter (where has_value) over (
            partition by indicator, area_code
        ) as newest_label,
    from comparators
),
-- Whole years, and the latest figure of each kind of period.
own_figures as (
    select
        value.indicator,
        value.area_code,
        value.period,
        value.period_end,
        value.numerator::double as numerator,
        value.denominator::double as denominator,
        value.value,
        value.lower,
        value.upper,
        -- A snapshot meets a label only on the last day of a year, because labels end only there.
        value.period in ('year', 'snapshot') as whole_year,
        value.period_end = max(value.period_end) filter (where value.value is not null) over (
            partition by value.indicator, value.area_code, value.period
        ) as latest,
    from indicators.value
    semi join own_areas on value.area_code = own_areas.area_code
    semi join benchmarks.match on value.indicator = match.indicator
    where value.breakdown = 'none' and value.period in ('year', 'rolling12', 'snapshot')
),
paired as (
    select
        own_figures.*,
        aged.* exclude (indicator, area_code),
    from own_figures
    inner join aged
        on own_figures.indicator = aged.indicator
        and own_figures.area_code = aged.area_code
        and (
            (own_figures.whole_year and aged.label_end = own_figures.period_end)
            or (
                own_figures.latest
                and aged.has_value
                and aged.label_end <= own_figures.period_end
            )
        )
    qualify row_number() over (
        partition by
            own_figures.indicator,
            own_figures.area_code,
            own_figures.period,
            own_figures.period_end
        -- What is in doubt on the day itself does not give way to an earlier label.
        order by
            aged.doubt is not null and aged.label_end = own_figures.period_end desc,
            aged.has_value desc,
            aged.label_end desc
    ) = 1
)
select
    row_number() over (
        order by paired.indicator, paired.area_code, paired.period, paired.period_end
    )::integer as pair_id,
    paired.*,
    own_areas.area_name,
    model_span.model,
    area_region.area_code is not null as in_model,
    coalesce(listed.neighbours, 0)::integer as neighbours_listed,
    concat_ws(
        '; ',
        nullif(paired.published_source, ''),
        if(paired.mean_computed, 'neighbours of model ' || model_span.model, null),
        paired.stated_source
    ) as source,
from paired
inner join own_areas using (area_code)
inner join model_span on paired.label_end between model_span.first_day and model_span.last_day
left join benchmarks.area_region
    on model_span.model = area_region.model and paired.area_code = area_region.area_code
left join (
    select model, area_code, count(*) as neighbours
    from benchmarks.neighbour
    group by model, area_code
) as listed
    on model_span.model = listed.model and paired.area_code = listed.area_code
order by pair_id;

-- What the areas have of the figures that stand in those rows, one row per figure and area: neighbours and
-- members of groups, regions and England, and all authorities where the numbers behind the figures are held.
create or replace temporary table comparator_cell as
with
labels as (
    select comparator_label.*
    from comparator_label
    where stance in ('published', 'made')
        and (indicator, label_end) in (select (indicator, label_end) from comparison_pair)
),
members as (
    select neighbour_code as area_code
    from benchmarks.neighbour
    where area_code in (select area_code from core.area where own)
    union
    select area_code from benchmarks.custom_group
    union
    select area_code from core.area where own
),
parts as (
    select label_id, 'value' as part, value_id as measure_id, years, numerator_id is not null as of_all
    from labels
    where value_id is not null
    union all
    select label_id, 'numerator' as part, numerator_id, numerator_years, true
    from labels
    where numerator_id is not null
    union all
    select label_id, 'denominator' as part, denominator_id, denominator_years, true
    from labels
    where denominator_id is not null
    union all
    select label_id, 'twin' as part, twin_id, twin_years, numerator_id is not null
    from labels
    where twin_id is not null
),
-- LAIT's table prints a dash for every reason.
printed as (
    select parts.label_id, parts.part, held.*, held.symbol = 'x' and file.kind = 'values' as dash,
    from comparator_held as held
    inner join parts using (measure_id, years)
    inner join benchmarks.file using (file_id)
    where parts.of_all
        or held.area_level <> 'authority'
        or held.area_code in (select area_code from members)
),
by_area as (
    select
        label_id,
        area_code,
        min(area_name) as area_name,
        min(area_level) as area_level,
        bool_or(part = 'value') as in_file,
        max(value) filter (where part = 'value') as printed_value,
        max(symbol) filter (where part = 'value') as symbol,
        bool_or(dash) filter (where part = 'value') as value_dash,
        bool_or(dash) filter (where part in ('numerator', 'denominator')) as number_dash,
        max(value) filter (where part = 'numerator') as numerator,
        max(symbol) filter (where part = 'numerator') as numerator_symbol,
        max(value) filter (where part = 'denominator') as denominator,
        max(symbol) filter (where part = 'denominator') as denominator_symbol,
        max(symbol) filter (where part = 'twin') as twin_symbol,
        max(value) filter (where part = 'twin') as twin_value,
        bool_or(shared) as shared,
    from printed
    group by label_id, area_code
),
cells as (
    select
        labels.label_id,
        labels.indicator,
        labels.label_end,
        by_area.* exclude (label_id, in_file, printed_value, symbol, numerator, value_dash, number_dash),
        by_area.numerator * labels.scale as numerator,
        match.multiplier,
        coalesce(if(labels.stance = 'published', by_area.value_dash, by_area.number_dash), false) as dash,
        if(
            labels.stance = 'published',
            by_area.printed_value * labels.scale,
            by_area.numerator / nullif(by_area.denominator, 0) * match.multiplier * labels.scale
        ) as value,
        case
            when labels.stance = 'published' then by_area.symbol
            when by_area.numerator is null then coalesce(nullif(by_area.numerator_symbol, ''), 'x')
            when by_area.denominator is null then coalesce(nullif(by_area.denominator_symbol, ''), 'x')
            when by_area.denominator = 0 then 'z'
            else ''
        end as symbol,
    from by_area
    inner join labels using (label_id)
    inner join benchmarks.match using (indicator)
    where by_area.in_file or labels.stance = 'made'
),
-- Numbers stand behind a figure only where they give it, but for what rounding to whole units and
-- counts rounded to tens take away.
tested as (
    select
        *,
        denominator > 0
        and numerator >= 0
        and abs(numerator / denominator * multiplier - value) <= greatest(0.5, abs(value) / 100) as agrees,
    from cells
)
select
    label_id,
    indicator,
    label_end,
    area_code,
    area_name,
    area_level,
    value,
    -- A dash gives way to a mark that says why.
    if(value is null, coalesce(nullif(twin_symbol, ''), symbol), symbol) as symbol,
    value is null and dash and coalesce(twin_symbol, '') = '' as dashed,
    if(value is null, twin_value, null) as other_value,
    value = 0 and coalesce(twin_symbol, '') = 'low' as printed_low,
    shared,
    if(agrees, numerator, null) as numerator,
    if(agrees, denominator, null) as denominator,
    coalesce(numerator is not null and denominator is not null and value is not null and not agrees, false) as at_odds,
from tested
order by label_id, area_code;
