-- What answers each indicator, one row per indicator and own area. $1 is the catalogue's declarations as
-- JSON, $2 the neighbour model, $3 the own areas, $4 the day that ages are reckoned to or null, $5 its
-- indicators as JSON.
with
declared as (
    select
        unnest(
            from_json(
                $1::json,
                '[{"indicator": "varchar", "role": "varchar", "place": "integer", "measure": "varchar",
                "factor": "double", "year_end": "varchar"}]'
            ),
            recursive := true
        ),
),
asked as (
    select
        unnest(
            from_json($5::json, '[{"indicator": "varchar", "position": "integer", "year_end": "varchar"}]'),
            recursive := true
        ),
),
-- '2025' ends on the last day of the indicator's year; a span ends on 31 March of its last year.
label_ends as (
    select
        asked.indicator,
        label.years,
        label.revision_order,
        case
            when label.ends_on is not null then label.ends_on
            when label.single_year
                then try_cast(label.last_year::varchar || '-' || asked.year_end as date)
            else make_date(label.last_year, 3, 31)
        end as label_end,
    from asked
    cross join benchmarks.label
),
-- Of labels of one measure that end alike the last revision stands.
cells as (
    select
        declared.indicator,
        declared.role,
        declared.place,
        declared.measure,
        published.years,
        published.area_code,
        published.file_id,
        label_ends.label_end,
    from declared
    inner join benchmarks.published using (measure)
    inner join label_ends
        on declared.indicator = label_ends.indicator and published.years = label_ends.years
    where published.value is not null and label_ends.label_end is not null
    qualify rank() over (
        partition by declared.indicator, declared.role, declared.measure, label_ends.label_end
        order by label_ends.revision_order desc nulls last, published.years desc
    ) = 1
),
held as (
    select
        indicator,
        role,
        place,
        measure,
        label_end,
        min(years) as years,
        min(file_id) as file_id,
    from cells
    group by indicator, role, place, measure, label_end
),
-- Of several measures of one role the first that has a figure for the label.
counts as (
    select
        indicator,
        role,
        label_end,
        arg_min(measure, place) as measure,
        arg_min(years, place) as years,
        arg_min(file_id, place) as file_id,
    from held
    where role <> 'value'
    group by indicator, role, label_end
),
-- A value that is made of its counts comes after every published one, and one that is stated last.
answers as (
    select indicator, label_end, place, measure, '' as divisor, years, file_id
    from held
    where role = 'value'
    union all by name
    select
        numerator.indicator,
        numerator.label_end,
        1000 as place,
        numerator.measure,
        denominator.measure as divisor,
        numerator.years,
        numerator.file_id,
    from counts as numerator
    inner join counts as denominator using (indicator, label_end)
    where numerator.role = 'numerator' and denominator.role = 'denominator'
    union all by name
    select
        label_ends.indicator,
        label_ends.label_end,
        2000 as place,
        '' as measure,
        '' as divisor,
        label_ends.years,
        min(stated.file_id) as file_id,
    from label_ends
    inner join benchmarks.stated
        on label_ends.indicator = stated.measure and label_ends.years = stated.years
    where label_ends.label_end is not null
    group by label_ends.indicator, label_ends.label_end, label_ends.years
),
answer as (
    select *
    from answers
    qualify row_number() over (
        partition by indicator order by label_end desc, place, years desc
    ) = 1
),
areas as (
    select unnest($3::varchar[]) as area_code
),
neighbours as (
    select areas.area_code, neighbour.neighbour_code
    from areas
    inner join benchmarks.neighbour
        on areas.area_code = neighbour.area_code and neighbour.model = $2
),
-- The areas that have the answer's figure.
answered as (
    select answer.indicator, cells.area_code
    from answer
    inner join cells
        on answer.indicator = cells.indicator
        and answer.label_end = cells.label_end
        and cells.measure in (answer.measure, answer.divisor)
        and cells.role = any(if(answer.divisor = '', ['value'], ['numerator', 'denominator']))
    group by answer.indicator, answer.divisor, cells.area_code
    having count(distinct cells.role) = if(any_value(answer.divisor) = '', 1, 2)
),
coverage as (
    select
        answer.indicator,
        neighbours.area_code,
        count(*) as neighbours,
        count(answered.area_code) as neighbours_held,
    from answer
    cross join neighbours
    left join answered
        on answer.indicator = answered.indicator
        and neighbours.neighbour_code = answered.area_code
    group by answer.indicator, neighbours.area_code
)
select
    asked.indicator,
    coalesce(answer.measure, '') as measure,
    coalesce(answer.divisor, '') as divisor,
    coalesce(file.kind, '') as kind,
    coalesce(file.file, '') as file,
    coalesce(answer.years, '') as years,
    answer.label_end,
    -- Whole months since the day after, so that the end of June is three months after the end of March.
    datesub('month', answer.label_end + 1, $4::date + 1) as age,
    coalesce(numerator.measure, '') as numerator,
    coalesce(denominator.measure, '') as denominator,
    coalesce(coverage.area_code, '') as area_code,
    coalesce(coverage.neighbours_held, 0) as neighbours_held,
    coalesce(coverage.neighbours, 0) as neighbours,
from asked
left join answer using (indicator)
left join benchmarks.file on answer.file_id = file.file_id
left join counts as numerator
    on answer.indicator = numerator.indicator
    and answer.label_end = numerator.label_end
    and numerator.role = 'numerator'
left join counts as denominator
    on answer.indicator = denominator.indicator
    and answer.label_end = denominator.label_end
    and denominator.role = 'denominator'
left join coverage on asked.indicator = coverage.indicator
order by asked.position, area_code
