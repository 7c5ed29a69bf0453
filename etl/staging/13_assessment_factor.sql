-- The factors that any report gives of an assessment, each once. Those of an assessment that its
-- model left out are left out too. A factor that the census alone gives, once, stands as reported.

-- What the census reports, and what other kinds do.
create or replace temp view every_assessment_factor as
select
    area_code,
    lachildid as child_id,
    assessmentactualstartdate as assessment_started_on,
    assessmentfactors as factor,
    'cin_census'::load_kind as source,
    source_file,
    source_row,
    make_date(collection_year, 3, 31) as known_to,
    1 as rank,
    file_id,
    record_key as key
from typed_cin_census_assessment_factor
union all by name
select *, hash(child_id, assessment_started_on, factor) as key from reported_assessment_factor;

create or replace temp table contested_assessment_factor as
select key from shared_cin_census_assessment_factor
union
select key
from every_assessment_factor
where key in (select hash(child_id, assessment_started_on, factor) from reported_assessment_factor)
group by key
having count(*) > 1 or max(rank) > 1;

insert into core.assessment_factor (
    area_code, child_id, assessment_started_on, factor, source, source_file, source_row
)
select
    reported.area_code,
    reported.child_id,
    reported.assessment_started_on,
    reported.factor,
    reported.source,
    reported.source_file,
    reported.source_row
from every_assessment_factor as reported
semi join contested_assessment_factor using (key)
where
    reported.rank = 1
    or exists (
        select 1
        from core.assessment as assessment
        where
            assessment.area_code = reported.area_code
            and assessment.child_id = reported.child_id
            and assessment.started_on = reported.assessment_started_on
    )
qualify row_number() over (
    partition by reported.area_code, reported.child_id, reported.assessment_started_on, reported.factor
    order by reported.known_to desc nulls last, reported.rank, reported.file_id desc, reported.source_row
) = 1
union all
select
    area_code,
    child_id,
    assessment_started_on,
    factor,
    source,
    source_file,
    source_row
from every_assessment_factor
anti join contested_assessment_factor using (key);

drop view every_assessment_factor;
drop table reported_assessment_factor;
drop table contested_assessment_factor;
