-- One row per child, day and number of the referral on that day, as last reported. Nothing but their
-- order tells the referrals of one day apart: those that are over come first, and a later report,
-- which leaves out what was over before, is matched from the end. Only days that are reported more than
-- once, or outside a census that there is, need this; the others stand as reported.

-- What the census reports, and what other kinds do.
create or replace temp view every_referral as
select
    area_code,
    lachildid as child_id,
    cinreferraldate as referred_on,
    referralsource as referral_source,
    primaryneedcode as primary_need,
    referralnfa as no_further_action,
    cinclosuredate as closed_on,
    reasonforclosure as reason_closed,
    collection_year,
    'cin_census'::load_kind as source,
    source_file,
    source_row,
    make_date(collection_year, 3, 31) as known_to,
    1 as rank,
    file_id,
    record_key as key
from typed_cin_census_cin_details
union all by name
select *, hash(child_id, referred_on) as key from reported_referral;

create or replace temp table contested_referral as
select key from shared_cin_census_cin_details
union
select key
from every_referral
where key in (select hash(child_id, referred_on) from reported_referral)
group by key
having count(*) > 1 or (max(rank) > 1 and exists (select 1 from census_year));

create or replace temp table resolved_referral as
with
positions as (
    select
        * exclude (referral_no),
        row_number() over (
            of_one_day order by closed_on nulls last, coalesce(no_further_action, false) desc, source_row
        ) as position,
        count(*) over of_one_day as day_referrals
    from every_referral
    semi join contested_referral using (key)
    window of_one_day as (partition by file_id, area_code, child_id, referred_on)
),

numbered as (
    select
        *,
        position - day_referrals + max(day_referrals) over (
            partition by area_code, child_id, referred_on, source
            order by known_to
        ) as referral_no
    from positions
),

judged as (
    select
        numbered.*,
        numbered.rank > 1
        and census_year.area_code is not null
        and min(numbered.rank) over (
            partition by numbered.area_code, numbered.child_id, numbered.referred_on, numbered.referral_no
        ) > 1 as not_in_return
    from numbered
    left join census_year
        on census_year.area_code = numbered.area_code
        and census_year.table_name = 'cin_details'
        and numbered.referred_on between census_year.covered_from and census_year.covered_to
)

select
    *,
    rank() over latest_first as standing,
    first_value(team_id ignore nulls) over latest_first as latest_team_id,
    first_value(worker_ref ignore nulls) over latest_first as latest_worker_ref
from judged
window latest_first as (
    partition by area_code, child_id, referred_on, referral_no, not_in_return
    order by known_to desc nulls last, rank, file_id desc
    rows between unbounded preceding and unbounded following
);

insert into core.referral (
    area_code, child_id, referral_no, referred_on, referral_source, primary_need, no_further_action, closed_on,
    reason_closed, team_id, worker_ref, collection_year, source, source_file, source_row
)
select
    area_code,
    child_id,
    referral_no,
    referred_on,
    referral_source,
    primary_need,
    no_further_action,
    closed_on,
    reason_closed,
    latest_team_id,
    latest_worker_ref,
    collection_year,
    source,
    source_file,
    source_row
from resolved_referral
where standing = 1 and not not_in_return
union all
select
    area_code,
    child_id,
    1 as referral_no,
    referred_on,
    referral_source,
    primary_need,
    no_further_action,
    closed_on,
    reason_closed,
    team_id,
    worker_ref,
    collection_year,
    source,
    source_file,
    source_row
from every_referral
anti join contested_referral using (key);

insert into audit.notice (source_file, rule, message)
select
    source_file,
    'not-in-return',
    count(*) || ' rows: a referral in a year that the CIN census covers and not in it: left out'
from resolved_referral
where not_in_return
group by source_file
order by source_file;

drop view every_referral;
drop table reported_referral;
drop table contested_referral;
drop table resolved_referral;
