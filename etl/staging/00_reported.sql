-- Several extract kinds report the same referrals, assessments and plans. Each kind's model adds what
-- its files report to these tables; the model of the core table settles which report stands. What the
-- census reports is most of it, and its typed tables are its reports: a document is known to the end of its
-- collection year.
-- known_to is the last day that the file speaks about, rank the standing of its kind among reports
-- of one day: 0 ssda903, 1 cin_census, 2 ssd, 3 annex_a, 4 assessment. These tables are the largest of a
-- load: a model drops what it was the last to read.
create or replace table working.reported_child as
select * replace (null::load_area as area_code, null::load_name as source_file, null::load_kind as source),
    null::date as known_to, null::integer as rank, null::integer as file_id
from core.child limit 0;

create or replace table working.reported_referral as
select * replace (null::load_area as area_code, null::load_name as source_file, null::load_kind as source),
    null::date as known_to, null::integer as rank, null::integer as file_id
from core.referral limit 0;

create or replace table working.reported_assessment as
select * replace (null::load_area as area_code, null::load_name as source_file, null::load_kind as source),
    null::date as known_to, null::integer as rank, null::integer as file_id
from core.assessment limit 0;

create or replace table working.reported_assessment_factor as
select * replace (null::load_area as area_code, null::load_name as source_file, null::load_kind as source),
    null::date as known_to, null::integer as rank, null::integer as file_id
from core.assessment_factor limit 0;

create or replace table working.reported_section47 as
select * replace (null::load_area as area_code, null::load_name as source_file, null::load_kind as source),
    null::date as known_to, null::integer as rank, null::integer as file_id
from core.section47 limit 0;

create or replace table working.reported_conference as
select * replace (null::load_area as area_code, null::load_name as source_file, null::load_kind as source),
    null::date as known_to, null::integer as rank, null::integer as file_id
from core.conference limit 0;

create or replace table working.reported_cin_plan as
select * replace (null::load_area as area_code, null::load_name as source_file, null::load_kind as source),
    null::date as known_to, null::integer as rank, null::integer as file_id
from core.cin_plan limit 0;

create or replace table working.reported_protection_plan as
select * replace (null::load_area as area_code, null::load_name as source_file, null::load_kind as source),
    null::date as known_to, null::integer as rank, null::integer as file_id
from core.protection_plan limit 0;

create or replace table working.reported_plan_review as
select * replace (null::load_area as area_code, null::load_name as source_file, null::load_kind as source),
    null::date as known_to, null::integer as rank, null::integer as file_id
from core.plan_review limit 0;

create or replace table working.reported_disability as
select * replace (null::load_area as area_code, null::load_name as source_file, null::load_kind as source),
    null::date as known_to, null::integer as rank, null::integer as file_id
from core.disability limit 0;

create or replace table working.reported_pre_proceedings as
select * replace (null::load_area as area_code, null::load_name as source_file, null::load_kind as source),
    null::date as known_to, null::integer as rank, null::integer as file_id
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

-- What every row of these tables carries for its file is a number there, too, which reads as the text that
-- it stands for: columns of text are what writing takes longest over.
alter table core.child alter column area_code type load_area;
alter table core.child alter column source type load_kind;
alter table core.child alter column source_file type load_name;
alter table core.referral alter column area_code type load_area;
alter table core.referral alter column source type load_kind;
alter table core.referral alter column source_file type load_name;
alter table core.assessment alter column area_code type load_area;
alter table core.assessment alter column source type load_kind;
alter table core.assessment alter column source_file type load_name;
alter table core.assessment_factor alter column area_code type load_area;
alter table core.assessment_factor alter column source type load_kind;
alter table core.assessment_factor alter column source_file type load_name;
alter table core.section47 alter column area_code type load_area;
alter table core.section47 alter column source type load_kind;
alter table core.section47 alter column source_file type load_name;
alter table core.conference alter column area_code type load_area;
alter table core.conference alter column source type load_kind;
alter table core.conference alter column source_file type load_name;
alter table core.cin_plan alter column area_code type load_area;
alter table core.cin_plan alter column source type load_kind;
alter table core.cin_plan alter column source_file type load_name;
alter table core.protection_plan alter column area_code type load_area;
alter table core.protection_plan alter column source type load_kind;
alter table core.protection_plan alter column source_file type load_name;
alter table core.plan_review alter column area_code type load_area;
alter table core.plan_review alter column source type load_kind;
alter table core.plan_review alter column source_file type load_name;
alter table core.disability alter column area_code type load_area;
alter table core.disability alter column source type load_kind;
alter table core.disability alter column source_file type load_name;
alter table core.pre_proceedings alter column area_code type load_area;
alter table core.pre_proceedings alter column source type load_kind;
alter table core.pre_proceedings alter column source_file type load_name;
