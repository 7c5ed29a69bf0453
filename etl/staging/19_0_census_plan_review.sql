-- The review conferences that the children in need census reports.
insert into reported_plan_review (
    area_code, child_id, plan_started_on, reviewed_on, collection_year, source, source_file, source_row, known_to, rank,
    file_id
)
select
    review.area_code,
    referral.child_id,
    plan.cppstartdate,
    review.cppreviewdate,
    review.collection_year,
    'cin_census',
    review.source_file,
    review.source_row,
    referral.known_to,
    1,
    review.file_id
from typed_cin_census_plan_review as review
inner join typed_cin_census_protection_plan as plan
    on plan.source_file = review.source_file and plan.source_row = review.parent_row
inner join census_referral as referral
    on referral.source_file = plan.source_file and referral.source_row = plan.parent_row;
