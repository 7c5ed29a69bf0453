-- One row per child. Of every detail the latest known value stands, on one day that of the return on
-- children looked after; a sex or an ethnicity that is not known gives way to one that is. A child that
-- one report alone has stands as reported.

-- What the census reports, and what other kinds do.
create or replace temp view every_child as
select
    area_code,
    lachildid as child_id,
    case coalesce(sex, gendercurrent) when '1' then 'M' when '2' then 'F' when '0' then 'U' when '9' then 'U'
        else coalesce(sex, gendercurrent) end as sex,
    personbirthdate as born_on,
    ethnicity,
    expectedpersonbirthdate as expected_on,
    persondeathdate as died_on,
    'cin_census'::load_kind as source,
    source_file,
    source_row,
    make_date(collection_year, 3, 31) as known_to,
    1 as rank,
    file_id,
    record_key as key
from typed_cin_census_child
union all by name
select *, hash(child_id) as key from reported_child;

create or replace temp table contested_child as
select key from shared_cin_census_child
union
select key
from every_child
where key in (select hash(child_id) from reported_child)
group by key
having count(*) > 1;

create or replace temp table resolved_child as
select
    area_code,
    child_id,
    coalesce(first_value(nullif(sex, 'U') ignore nulls) over latest_first, first_value(sex ignore nulls) over latest_first)
        as sex,
    first_value(born_on ignore nulls) over latest_first as born_on,
    coalesce(
        first_value(nullif(ethnicity, 'NOBT') ignore nulls) over latest_first,
        first_value(ethnicity ignore nulls) over latest_first
    ) as ethnicity,
    first_value(is_mother ignore nulls) over latest_first as is_mother,
    first_value(mother_child_born_on ignore nulls) over latest_first as mother_child_born_on,
    first_value(expected_on ignore nulls) over latest_first as expected_on,
    first_value(died_on ignore nulls) over latest_first as died_on,
    source,
    source_file,
    source_row
from every_child
semi join contested_child using (key)
window latest_first as (
    partition by area_code, child_id
    order by known_to desc nulls last, rank, file_id desc, source_row
    rows between unbounded preceding and unbounded following
)
qualify row_number() over (
    partition by area_code, child_id
    order by known_to desc nulls last, rank, file_id desc, source_row
) = 1;

insert into core.child (
    area_code, child_id, sex, born_on, ethnicity, is_mother, mother_child_born_on, expected_on, died_on, source,
    source_file, source_row
)
select
    area_code,
    child_id,
    sex,
    born_on,
    ethnicity,
    is_mother,
    mother_child_born_on,
    case when born_on is null then expected_on end,
    died_on,
    source,
    source_file,
    source_row
from resolved_child
union all
select
    area_code,
    child_id,
    sex,
    born_on,
    ethnicity,
    is_mother,
    mother_child_born_on,
    case when born_on is null then expected_on end,
    died_on,
    source,
    source_file,
    source_row
from every_child
anti join contested_child using (key);

-- A child whose birth date, sex or ethnicity differs between years is worth a look, once per file.
insert into audit.notice (source_file, rule, message)
with
reports as (
    select
        area_code,
        child as child_id,
        case sex when '1' then 'M' when '2' then 'F' else sex end as sex,
        dob as born_on,
        ethnic as ethnicity,
        'header' as report,
        source_file
    from typed_ssda903_header
    union all
    select
        area_code,
        child_id,
        sex,
        born_on,
        ethnicity,
        'extract',
        source_file
    from every_child
    semi join contested_child using (key)
    where rank > 0
),

differing_reports as (
    select
        report.source_file,
        report.report
    from reports as report
    inner join core.child as child
        on child.area_code = report.area_code and child.child_id = report.child_id
    where
        child.source_file <> report.source_file
        and case
            -- A header tells all three; other extracts may leave a detail to others.
            when report.report = 'header'
            then row(child.born_on, child.ethnicity, child.sex)
                is distinct from row(report.born_on, report.ethnicity, report.sex)
            else coalesce(report.born_on <> child.born_on, false)
                or coalesce(report.ethnicity <> child.ethnicity, false)
                or coalesce(report.sex <> child.sex, false)
        end
)

select
    source_file,
    report || '-superseded',
    count(*) || ' rows: other details of the child stand in a later ' || report || ' and are used'
from differing_reports
group by source_file, report
order by source_file, report;

drop view every_child;
drop table reported_child;
drop table contested_child;
drop table resolved_child;
