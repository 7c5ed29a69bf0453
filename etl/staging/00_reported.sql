-- Several extract kinds report the same referrals, assessments and plans. Each kind's model adds what
-- its files report to these tables; the model of the core table settles which report stands. What the
-- census reports is most of it, and its typed tables are its reports: a document is known to the end of its
-- collection year.
-- known_to is the last day that the file speaks about, rank the standing of its kind among reports
-- of one day: 0 ssda903, 1 cin_census, 2 ssd, 3 annex_a, 4 assessment. These tables are the largest of a
-- load: a model drops what it was the last to read.
-- key is a hash of what a report is about, the same for the census and for the others: a kind's identity.
-- Reports whose key no other has stand as they are. Of those that share one a model says which stands; that
-- some of them are not about the same after all, or are one, changes nothing.
create or replace table working.reported_child as
select *, null::date as known_to, null::integer as rank, null::integer as file_id
from core.child limit 0;

create or replace table working.reported_referral as
select *, null::date as known_to, null::integer as rank, null::integer as file_id
from core.referral limit 0;

create or replace table working.reported_assessment as
select *, null::date as known_to, null::integer as rank, null::integer as file_id
from core.assessment limit 0;

create or replace table working.reported_assessment_factor as
select *, null::date as known_to, null::integer as rank, null::integer as file_id
from core.assessment_factor limit 0;

create or replace table working.reported_section47 as
select *, null::date as known_to, null::integer as rank, null::integer as file_id
from core.section47 limit 0;

create or replace table working.reported_conference as
select *, null::date as known_to, null::integer as rank, null::integer as file_id
from core.conference limit 0;

create or replace table working.reported_cin_plan as
select *, null::date as known_to, null::integer as rank, null::integer as file_id
from core.cin_plan limit 0;

create or replace table working.reported_protection_plan as
select *, null::date as known_to, null::integer as rank, null::integer as file_id
from core.protection_plan limit 0;

create or replace table working.reported_plan_review as
select *, null::date as known_to, null::integer as rank, null::integer as file_id
from core.plan_review limit 0;

create or replace table working.reported_disability as
select *, null::date as known_to, null::integer as rank, null::integer as file_id
from core.disability limit 0;

create or replace table working.reported_pre_proceedings as
select *, null::date as known_to, null::integer as rank, null::integer as file_id
from core.pre_proceedings limit 0;

-- The last day that Annex A speaks about, for its coverage.
create or replace table working.annex_a_known (area_code varchar, known_to date);

-- The years that the census tells the whole of, by block. Every authority has some of each block in a
-- year, so a block without a record was not filled and covers nothing.
create or replace table working.census_year as
select distinct
    area_code,
    table_name,
    collection_year,
    make_date(collection_year - 1, 4, 1) as covered_from,
    make_date(collection_year, 3, 31) as covered_to
from load_file
where kind = 'cin_census' and records > 0;
