-- One row per child and day of an initial conference, as last reported. What the latest report does
-- not say, its enquiry or its outcome, an earlier one may; a conference that any report puts after an
-- enquiry is no transfer. A conference that one report alone has, and no census leaves out, stands as
-- reported.
create or replace temp table contested_conference as
select
    area_code,
    child_id,
    held_on
from reported_conference
group by all
having count(*) > 1 or (max(rank) > 1 and exists (select 1 from census_year));

create or replace temp table resolved_conference as
with
-- The census writes a conference with an enquiry or with a referral, so both blocks make its year.
conference_year as (
    select
        area_code,
        covered_from,
        covered_to
    from census_year
    where table_name in ('section47', 'cin_details')
    group by all
    having count(*) = 2
),

judged as (
    select
        reported.*,
        reported.rank > 1
        and conference_year.area_code is not null
        and min(reported.rank) over (
            partition by reported.area_code, reported.child_id, reported.held_on
        ) > 1 as not_in_return
    from reported_conference as reported
    semi join contested_conference using (area_code, child_id, held_on)
    left join conference_year
        on conference_year.area_code = reported.area_code
        and reported.held_on between conference_year.covered_from and conference_year.covered_to
)

select
    *,
    row_number() over latest_first as standing,
    bool_and(transfer_in) over latest_first as always_transfer_in,
    first_value(section47_started_on ignore nulls) over latest_first as latest_section47_started_on,
    first_value(resulted_in_plan ignore nulls) over latest_first as latest_resulted_in_plan,
    first_value(team_id ignore nulls) over latest_first as latest_team_id
from judged
window latest_first as (
    partition by area_code, child_id, held_on, not_in_return
    order by known_to desc nulls last, rank, file_id desc, section47_started_on desc nulls last, source_row
    rows between unbounded preceding and unbounded following
);

insert into core.conference (
    area_code, child_id, held_on, section47_started_on, transfer_in, resulted_in_plan, team_id, collection_year, source,
    source_file, source_row
)
select
    area_code,
    child_id,
    held_on,
    latest_section47_started_on,
    always_transfer_in,
    latest_resulted_in_plan,
    latest_team_id,
    collection_year,
    source,
    source_file,
    source_row
from resolved_conference
where standing = 1 and not not_in_return
union all
select
    area_code,
    child_id,
    held_on,
    section47_started_on,
    transfer_in,
    resulted_in_plan,
    team_id,
    collection_year,
    source,
    source_file,
    source_row
from reported_conference
anti join contested_conference using (area_code, child_id, held_on);

insert into audit.notice (source_file, rule, message)
select
    source_file,
    'not-in-return',
    count(*) || ' rows: a conference in a year that the CIN census covers and not in it: left out'
from resolved_conference
where not_in_return
group by source_file
order by source_file;

drop table reported_conference;
drop table contested_conference;
drop table resolved_conference;
