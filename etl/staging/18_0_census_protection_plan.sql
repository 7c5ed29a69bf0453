-- The protection plans that the children in need census reports.
insert into reported_protection_plan (
    area_code, child_id, referred_on, started_on, ended_on, initial_category, latest_category, previous_plans,
    collection_year, source, source_file, source_row, known_to, rank, file_id
)
select
    plan.area_code,
    referral.child_id,
    referral.referred_on,
    plan.cppstartdate,
    plan.cppenddate,
    plan.initialcategoryofabuse,
    plan.latestcategoryofabuse,
    plan.numberofpreviouscpp,
    plan.collection_year,
    'cin_census',
    plan.source_file,
    plan.source_row,
    referral.known_to,
    1,
    plan.file_id
from typed_cin_census_protection_plan as plan
inner join census_referral as referral
    on referral.source_file = plan.source_file and referral.source_row = plan.parent_row;
