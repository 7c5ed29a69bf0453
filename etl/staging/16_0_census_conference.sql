-- The conferences that the children in need census reports. Of an enquiry that several years report the
-- conference of the report that stands is the one: a corrected date is no second conference.
-- A conference stands with the enquiry that led to it, the last one where several did. The referral's
-- own date is of a child who came on another authority's plan, unless an enquiry names the same day.
insert into reported_conference (
    area_code, child_id, held_on, section47_started_on, transfer_in, collection_year, source, source_file, source_row,
    known_to, rank, file_id
)
with
conferences as (
    select
        enquiry.area_code,
        enquiry.lachildid as child_id,
        enquiry.dateofinitialcpc as held_on,
        enquiry.s47actualstartdate as section47_started_on,
        false as transfer_in,
        enquiry.collection_year,
        enquiry.source_file,
        enquiry.source_row,
        make_date(enquiry.collection_year, 3, 31) as known_to,
        enquiry.file_id
    from typed_cin_census_section47 as enquiry
    semi join core.section47 as standing
        on standing.area_code = enquiry.area_code
        and standing.child_id = enquiry.lachildid
        and standing.started_on = enquiry.s47actualstartdate
        and standing.conference_on = enquiry.dateofinitialcpc
    union all
    select
        area_code,
        lachildid,
        dateofinitialcpc,
        null,
        true,
        collection_year,
        source_file,
        source_row,
        make_date(collection_year, 3, 31),
        file_id
    from typed_cin_census_cin_details
    where dateofinitialcpc is not null
)

select
    area_code,
    child_id,
    held_on,
    section47_started_on,
    transfer_in,
    collection_year,
    'cin_census',
    source_file,
    source_row,
    known_to,
    1,
    file_id
from conferences;

-- Few days have more than one report, and only those need to be told apart.
create or replace temp table census_conference_day as
select
    area_code,
    child_id,
    held_on
from reported_conference
where rank = 1
group by all
having count(*) > 1;

create or replace temp table census_conference as
with
by_day as (
    select
        *,
        bool_and(transfer_in) over (partition by area_code, child_id, held_on) as never_after_enquiry
    from reported_conference
    semi join census_conference_day using (area_code, child_id, held_on)
    where rank = 1
)

select * exclude (never_after_enquiry)
from by_day
where transfer_in = never_after_enquiry
qualify row_number() over (
    partition by source_file, area_code, child_id, held_on
    order by section47_started_on desc, source_row
) = 1;

delete from reported_conference
using census_conference_day as day
where
    reported_conference.rank = 1
    and day.area_code = reported_conference.area_code
    and day.child_id = reported_conference.child_id
    and day.held_on = reported_conference.held_on;

insert into reported_conference
select * from census_conference;

drop table census_conference_day;
drop table census_conference;
