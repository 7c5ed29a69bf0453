-- One row per section 47 enquiry, as last reported. An enquiry that one report alone has, and no census
-- leaves out, stands as reported.

-- What the census reports, and what other kinds do.
create or replace temp view every_section47 as
select
    area_code,
    lachildid as child_id,
    cinreferraldate as referred_on,
    s47actualstartdate as started_on,
    initialcpctarget as conference_due_on,
    dateofinitialcpc as conference_on,
    icpcnotrequired as conference_not_required,
    collection_year,
    'cin_census'::load_kind as source,
    source_file,
    source_row,
    make_date(collection_year, 3, 31) as known_to,
    1 as rank,
    file_id,
    record_key as key
from typed_cin_census_section47
union all by name
select *, hash(child_id, started_on) as key from reported_section47;

create or replace temp table contested_section47 as
select key from shared_cin_census_section47
union
select key
from every_section47
where key in (select hash(child_id, started_on) from reported_section47)
group by key
having count(*) > 1 or (max(rank) > 1 and exists (select 1 from census_year));

create or replace temp table resolved_section47 as
with
judged as (
    select
        reported.*,
        reported.rank > 1
        and census_year.area_code is not null
        and min(reported.rank) over (
            partition by reported.area_code, reported.child_id, reported.started_on
        ) > 1 as not_in_return
    from every_section47 as reported
    semi join contested_section47 using (key)
    left join census_year
        on census_year.area_code = reported.area_code
        and census_year.table_name = 'section47'
        and reported.started_on between census_year.covered_from and census_year.covered_to
)

select
    *,
    rank() over latest_first as standing,
    first_value(team_id ignore nulls) over latest_first as latest_team_id,
    first_value(worker_ref ignore nulls) over latest_first as latest_worker_ref
from judged
window latest_first as (
    partition by area_code, child_id, started_on, not_in_return
    order by known_to desc nulls last, rank, file_id desc
    rows between unbounded preceding and unbounded following
);

insert into core.section47 (
    area_code, child_id, referred_on, started_on, conference_due_on, conference_on, conference_not_required, team_id,
    worker_ref, collection_year, source, source_file, source_row
)
select
    area_code,
    child_id,
    referred_on,
    started_on,
    conference_due_on,
    conference_on,
    conference_not_required,
    latest_team_id,
    latest_worker_ref,
    collection_year,
    source,
    source_file,
    source_row
from resolved_section47
where standing = 1 and not not_in_return
union all
select
    area_code,
    child_id,
    referred_on,
    started_on,
    conference_due_on,
    conference_on,
    conference_not_required,
    team_id,
    worker_ref,
    collection_year,
    source,
    source_file,
    source_row
from every_section47
anti join contested_section47 using (key);

insert into audit.notice (source_file, rule, message)
select
    source_file,
    'not-in-return',
    count(*) || ' rows: an enquiry in a year that the CIN census covers and not in it: left out'
from resolved_section47
where not_in_return
group by source_file
order by source_file;

drop view every_section47;
drop table reported_section47;
drop table contested_section47;
drop table resolved_section47;
