-- Which published figures answer each indicator: temporary tables that a comparison is made from.

-- What the crosswalk names, read once; long names of measures give way to numbers.
create or replace temporary table comparator_name as
select measure, row_number() over (order by measure)::integer as measure_id
from (select distinct measure from benchmarks.crosswalk);

create or replace temporary table comparator_held as
select comparator_name.measure_id, published.* exclude (measure)
from benchmarks.published
inner join comparator_name using (measure);

-- '2025' ends on the last day of the indicator's year, a span ends on 31 March of its last year.
create or replace temporary table comparator_end as
select
    match.indicator,
    label.years,
    coalesce(label.revision_order, 1) as revision_order,
    case
        when label.ends_on is not null then label.ends_on
        when label.single_year then (label.last_year::varchar || '-' || match.year_end)::date
        else make_date(label.last_year, 3, 31)
    end as label_end,
from benchmarks.match
cross join benchmarks.label
where label.ends_on is not null or label.last_year is not null;

-- One row per indicator and day that labels end on: what stands there.
create or replace temporary table comparator_label as
with
held as (
    select measure_id, years, count(value) > 0 as has_figure, min(file_id) as file_id
    from comparator_held
    group by measure_id, years
),
doubts as (
    select measure, years, string_agg(distinct reason, '; ' order by reason) as doubt
    from benchmarks.doubtful
    group by measure, years
),
candidates as (
    select
        crosswalk.indicator,
        crosswalk.role,
        crosswalk.place,
        crosswalk.measure,
        held.measure_id,
        crosswalk.scale,
        held.years,
        held.has_figure,
        held.file_id,
        doubts.doubt,
        comparator_end.label_end,
        comparator_end.revision_order,
    from benchmarks.crosswalk
    inner join comparator_name using (measure)
    inner join held using (measure_id)
    inner join comparator_end
        on crosswalk.indicator = comparator_end.indicator and held.years = comparator_end.years
    left join doubts
        on crosswalk.measure = doubts.measure and held.years = doubts.years
),
-- Of what ends on one day the later revision stands, then the earlier place, then the later text.
in_order as (
    select
        *,
        row_number() over (
            partition by indicator, role, label_end
            order by has_figure desc, revision_order desc, place, years desc, measure
        ) as turn,
    from candidates
    where doubt is null
),
values_first as (
    select * from in_order where role = 'value' and turn = 1
),
numerators as (
    select * from in_order where role = 'numerator' and turn = 1 and has_figure
),
denominators as (
    select * from in_order where role = 'denominator' and turn = 1 and has_figure
),
-- Another file with the same figures may say more of a missing or a joint one than the first does.
twins as (
    select in_order.*
    from in_order
    inner join values_first using (indicator, label_end)
    where in_order.role = 'value' and in_order.has_figure and in_order.place <> values_first.place
    qualify row_number() over (partition by indicator, label_end order by in_order.turn) = 1
),
doubted as (
    select
        indicator,
        label_end,
        min_by(measure, (place, years)) as measure,
        min_by(years, (place, years)) as years,
        min_by(doubt, (place, years)) as doubt,
    from candidates
    where doubt is not null and role = 'value'
    group by indicator, label_end
),
ends as (
    select indicator, label_end from values_first
    union
    select indicator, label_end from numerators semi join denominators using (indicator, label_end)
    union
    select indicator, label_end from doubted
),
stances as (
    select
        ends.*,
        case
            when values_first.has_figure then 'published'
            when numerators.measure is not null and denominators.measure is not null then 'made'
            when doubted.measure is not null then 'doubtful'
            else 'published'
        end as stance,
    from ends
    left join values_first using (indicator, label_end)
    left join numerators using (indicator, label_end)
    left join denominators using (indicator, label_end)
    left join doubted using (indicator, label_end)
)
select
    row_number() over (order by stances.indicator, stances.label_end)::integer as label_id,
    stances.indicator,
    stances.label_end,
    stances.stance,
    -- What LAIT's comparison takes for the measure: the published one in our unit, or the made one.
    case stances.stance
        when 'published' then match.position * 10 + values_first.place
        when 'made' then match.position * 10 + 9
    end as key,
    case stances.stance
        when 'published' then values_first.measure
        when 'made' then numerators.measure || ' / ' || denominators.measure
        else doubted.measure
    end as measure,
    case stances.stance
        when 'published' then values_first.years
        when 'made' then numerators.years
        else doubted.years
    end as years,
    case stances.stance
        when 'published' then values_first.scale
        when 'made' then numerators.scale
    end as scale,
    case stances.stance
        when 'published' then values_first.file_id
        when 'made' then numerators.file_id
    end as file_id,
    if(stances.stance = 'made', denominators.file_id, null) as denominator_file_id,
    if(stances.stance = 'published', values_first.measure_id, null) as value_id,
    -- The numbers behind the figures, where both are held.
    if(denominators.measure_id is not null, numerators.measure_id, null) as numerator_id,
    if(denominators.measure_id is not null, numerators.years, null) as numerator_years,
    if(numerators.measure_id is not null, denominators.measure_id, null) as denominator_id,
    if(numerators.measure_id is not null, denominators.years, null) as denominator_years,
    if(stances.stance = 'published', twins.measure_id, null) as twin_id,
    if(stances.stance = 'published', twins.years, null) as twin_years,
    if(stances.stance = 'doubtful', doubted.doubt, null) as doubt,
from stances
inner join benchmarks.match using (indicator)
left join values_first using (indicator, label_end)
left join numerators using (indicator, label_end)
left join denominators using (indicator, label_end)
left join twins using (indicator, label_end)
left join doubted using (indicator, label_end);

-- The figures in the indicator's unit, with all labels of the measures, because rank and region go by
-- the latest.
create or replace temporary view comparator_published as
with
doubts as (
    select distinct comparator_name.measure_id, doubtful.years
    from benchmarks.doubtful
    inner join comparator_name using (measure)
),
standing as (
    select distinct key, value_id as measure_id, scale
    from comparator_label
    where stance = 'published'
),
numbers as (
    select
        comparator_label.key,
        comparator_label.numerator_years as years,
        comparator_label.scale,
        match.multiplier,
        numerator.* exclude (measure_id, years, value),
        numerator.value as numerator,
        denominator.value as denominator,
        denominator.symbol as denominator_symbol,
        coalesce(denominator.shared, false) as denominator_shared,
    from comparator_label
    inner join benchmarks.match using (indicator)
    inner join comparator_held as numerator
        on comparator_label.numerator_id = numerator.measure_id
        and comparator_label.numerator_years = numerator.years
    left join comparator_held as denominator
        on comparator_label.denominator_id = denominator.measure_id
        and comparator_label.denominator_years = denominator.years
        and numerator.area_code = denominator.area_code
    where comparator_label.stance = 'made'
)
select
    standing.key as measure,
    held.area_code,
    held.area_name,
    held.area_level,
    held.years,
    held.year_number,
    held.value * standing.scale as value,
    held.symbol,
    held.shared,
from standing
inner join comparator_held as held using (measure_id)
anti join doubts
    on held.measure_id = doubts.measure_id and held.years = doubts.years
union all
select
    key as measure,
    area_code,
    area_name,
    area_level,
    years,
    year_number,
    numerator / nullif(denominator, 0) * multiplier * scale as value,
    case
        when numerator is null and symbol <> '' then symbol
        when denominator is null then coalesce(nullif(denominator_symbol, ''), 'x')
        when denominator = 0 then 'z'
        else ''
    end as symbol,
    shared or denominator_shared as shared,
from numbers;

-- LAIT ranks by its dictionary. A measure that no dictionary describes is ranked by that of the
-- indicator's other measures, or else by the indicator's own polarity.
create or replace temporary table comparator_measure as
with
described as (
    select
        crosswalk.indicator,
        crosswalk.measure,
        crosswalk.place,
        measure.polarity,
        measure.banded,
        measure.next_update,
    from benchmarks.crosswalk
    inner join benchmarks.measure using (measure)
    semi join benchmarks.dictionary using (measure)
    where crosswalk.role = 'value'
),
firsts as (
    select indicator, min_by(polarity, place) as polarity, min_by(banded, place) as banded
    from described
    group by indicator
),
keys as (
    select distinct indicator, key, measure
    from comparator_label
    where key is not null
)
select
    keys.key as measure,
    coalesce(
        described.polarity,
        firsts.polarity,
        case match.polarity when 'high' then 'High' when 'low' then 'Low' else '-' end
    ) as polarity,
    coalesce(described.banded, firsts.banded, true) as banded,
    described.next_update,
from keys
inner join benchmarks.match using (indicator)
left join described using (indicator, measure)
left join firsts using (indicator)
