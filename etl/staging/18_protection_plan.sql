-- One row per child and first day of a protection plan, as last reported. Of two in one file the one
-- with an end stands: it says more. A plan that one report alone has, and no census leaves out, stands
-- as reported.

-- What the census reports, and what other kinds do.
create or replace temp view every_protection_plan as
select
    area_code,
    lachildid as child_id,
    cinreferraldate as referred_on,
    cppstartdate as started_on,
    cppenddate as ended_on,
    initialcategoryofabuse as initial_category,
    latestcategoryofabuse as latest_category,
    numberofpreviouscpp as previous_plans,
    collection_year,
    'cin_census'::load_kind as source,
    source_file,
    source_row,
    make_date(collection_year, 3, 31) as known_to,
    1 as rank,
    file_id,
    record_key as key
from typed_cin_census_protection_plan
union all by name
select *, hash(child_id, started_on) as key from reported_protection_plan;

create or replace temp table contested_protection_plan as
select key from shared_cin_census_protection_plan
union
select key
from every_protection_plan
where key in (select hash(child_id, started_on) from reported_protection_plan)
group by key
having count(*) > 1 or (max(rank) > 1 and exists (select 1 from census_year));

create or replace temp table resolved_protection_plan as
with
judged as (
    select
        reported.*,
        reported.rank > 1
        and census_year.area_code is not null
        and min(reported.rank) over (
            partition by reported.area_code, reported.child_id, reported.started_on
        ) > 1 as not_in_return
    from every_protection_plan as reported
    semi join contested_protection_plan using (key)
    left join census_year
        on census_year.area_code = reported.area_code
        and census_year.table_name = 'protection_plan'
        and reported.started_on between census_year.covered_from and census_year.covered_to
)

select
    *,
    row_number() over latest_first as standing,
    first_value(file_id) over latest_first as latest_file_id,
    first_value(other_authority ignore nulls) over latest_first as latest_other_authority,
    first_value(team_id ignore nulls) over latest_first as latest_team_id,
    first_value(worker_ref ignore nulls) over latest_first as latest_worker_ref
from judged
window latest_first as (
    partition by area_code, child_id, started_on, not_in_return
    order by known_to desc nulls last, rank, file_id desc, ended_on nulls last, source_row
    rows between unbounded preceding and unbounded following
);

insert into core.protection_plan (
    area_code, child_id, referred_on, started_on, ended_on, initial_category, latest_category, previous_plans,
    other_authority, team_id, worker_ref, collection_year, source, source_file, source_row
)
select
    area_code,
    child_id,
    referred_on,
    started_on,
    ended_on,
    initial_category,
    latest_category,
    previous_plans,
    latest_other_authority,
    latest_team_id,
    latest_worker_ref,
    collection_year,
    source,
    source_file,
    source_row
from resolved_protection_plan
where standing = 1 and not not_in_return
union all
select
    area_code,
    child_id,
    referred_on,
    started_on,
    ended_on,
    initial_category,
    latest_category,
    previous_plans,
    other_authority,
    team_id,
    worker_ref,
    collection_year,
    source,
    source_file,
    source_row
from every_protection_plan
anti join contested_protection_plan using (key);

insert into audit.notice (source_file, rule, message)
select
    source_file,
    case when not_in_return then 'not-in-return' else 'plan-repeated' end,
    case
        when not_in_return
        then count(*) || ' rows: a protection plan in a year that the CIN census covers and not in it: left out'
        else count(*) || ' rows: the file has another protection plan for the child and day: left out'
    end
from resolved_protection_plan
where not_in_return or (standing > 1 and file_id = latest_file_id)
group by source_file, not_in_return
order by source_file, not_in_return;

drop view every_protection_plan;
drop table reported_protection_plan;
drop table contested_protection_plan;
drop table resolved_protection_plan;
