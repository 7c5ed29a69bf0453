-- The review conferences that any report gives of a plan, each once. Those of a plan that its model
-- left out are left out too, and those in a year whose census tells all reviews but not them.
-- A day's review that the census alone has, once, stands as reported.

-- What the census reports, and what other kinds do.
create or replace temp view every_plan_review as
select
    area_code,
    lachildid as child_id,
    cppstartdate as plan_started_on,
    cppreviewdate as reviewed_on,
    collection_year,
    'cin_census'::load_kind as source,
    source_file,
    source_row,
    make_date(collection_year, 3, 31) as known_to,
    1 as rank,
    file_id,
    record_key as key
from typed_cin_census_plan_review
union all by name
select *, hash(child_id, reviewed_on) as key from reported_plan_review;

create or replace temp table contested_plan_review as
select key from shared_cin_census_plan_review
union
select key
from every_plan_review
where key in (select hash(child_id, reviewed_on) from reported_plan_review)
group by key
having count(*) > 1 or max(rank) > 1;

create or replace temp table resolved_plan_review as
select
    reported.*,
    reported.rank > 1
    and (
        (
            census_year.area_code is not null
            and min(reported.rank) over (
                partition by reported.area_code, reported.child_id, reported.reviewed_on
            ) > 1
        )
        or not exists (
            select 1
            from core.protection_plan as plan
            where
                plan.area_code = reported.area_code
                and plan.child_id = reported.child_id
                and plan.started_on = reported.plan_started_on
        )
    ) as not_in_return
from every_plan_review as reported
semi join contested_plan_review using (key)
left join census_year
    on census_year.area_code = reported.area_code
    and census_year.table_name = 'plan_review'
    and reported.reviewed_on between census_year.covered_from and census_year.covered_to;

insert into core.plan_review (
    area_code, child_id, plan_started_on, reviewed_on, collection_year, source, source_file, source_row
)
select
    area_code,
    child_id,
    plan_started_on,
    reviewed_on,
    collection_year,
    source,
    source_file,
    source_row
from resolved_plan_review
where not not_in_return
qualify row_number() over (
    partition by area_code, child_id, plan_started_on, reviewed_on
    order by known_to desc nulls last, rank, file_id desc, source_row
) = 1
union all
select
    area_code,
    child_id,
    plan_started_on,
    reviewed_on,
    collection_year,
    source,
    source_file,
    source_row
from every_plan_review
anti join contested_plan_review using (key);

insert into audit.notice (source_file, rule, message)
select
    source_file,
    'not-in-return',
    count(*) || ' rows: a plan review that the CIN census of its year or its plan''s does not have: left out'
from resolved_plan_review
where not_in_return
group by source_file
order by source_file;

drop view every_plan_review;
drop table reported_plan_review;
drop table contested_plan_review;
drop table resolved_plan_review;
