-- One row per assessment, as last reported. The census knows single assessments only. An assessment
-- that one report alone has, and no census leaves out, stands as reported.

-- What the census reports, and what other kinds do.
create or replace temp view every_assessment as
select
    area_code,
    lachildid as child_id,
    'single'::enum('core', 'initial', 'single') as assessment_type,
    cinreferraldate as referred_on,
    assessmentactualstartdate as started_on,
    assessmentinternalreviewdate as internal_review_on,
    assessmentauthorisationdate as completed_on,
    collection_year,
    'cin_census'::load_kind as source,
    source_file,
    source_row,
    make_date(collection_year, 3, 31) as known_to,
    1 as rank,
    file_id,
    record_key as key
from typed_cin_census_assessment
union all by name
select *, hash(child_id, started_on) as key from reported_assessment;

create or replace temp table contested_assessment as
select key from shared_cin_census_assessment
union
select key
from every_assessment
where key in (select hash(child_id, started_on) from reported_assessment)
group by key
having count(*) > 1 or (max(rank) > 1 and exists (select 1 from census_year));

create or replace temp table resolved_assessment as
with
judged as (
    select
        reported.*,
        reported.rank > 1
        and reported.assessment_type = 'single'
        and census_year.area_code is not null
        and min(reported.rank) over (
            partition by reported.area_code, reported.child_id, reported.assessment_type, reported.started_on
        ) > 1 as not_in_return
    from every_assessment as reported
    semi join contested_assessment using (key)
    left join census_year
        on census_year.area_code = reported.area_code
        and census_year.table_name = 'assessment'
        and reported.started_on between census_year.covered_from and census_year.covered_to
)

select
    *,
    rank() over latest_first as standing,
    first_value(team_id ignore nulls) over latest_first as latest_team_id,
    first_value(worker_ref ignore nulls) over latest_first as latest_worker_ref
from judged
window latest_first as (
    partition by area_code, child_id, assessment_type, started_on, not_in_return
    order by known_to desc nulls last, rank, file_id desc
    rows between unbounded preceding and unbounded following
);

insert into core.assessment (
    area_code, child_id, assessment_type, referred_on, started_on, internal_review_on, completed_on, team_id, worker_ref,
    collection_year, source, source_file, source_row
)
select
    area_code,
    child_id,
    assessment_type,
    referred_on,
    started_on,
    internal_review_on,
    completed_on,
    latest_team_id,
    latest_worker_ref,
    collection_year,
    source,
    source_file,
    source_row
from resolved_assessment
where standing = 1 and not not_in_return
union all
select
    area_code,
    child_id,
    assessment_type,
    referred_on,
    started_on,
    internal_review_on,
    completed_on,
    team_id,
    worker_ref,
    collection_year,
    source,
    source_file,
    source_row
from every_assessment
anti join contested_assessment using (key);

insert into audit.notice (source_file, rule, message)
select
    source_file,
    'not-in-return',
    count(*) || ' rows: an assessment in a year that the CIN census covers and not in it: left out'
from resolved_assessment
where not_in_return
group by source_file
order by source_file;

drop view every_assessment;
drop table reported_assessment;
drop table contested_assessment;
drop table resolved_assessment;
