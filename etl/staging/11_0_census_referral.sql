-- The referrals that the children in need census reports.
insert into reported_referral (
    area_code, child_id, referred_on, referral_source, primary_need, no_further_action, closed_on, reason_closed,
    collection_year, source, source_file, source_row, known_to, rank, file_id
)
select
    details.area_code,
    referral.child_id,
    details.cinreferraldate,
    details.referralsource,
    details.primaryneedcode,
    details.referralnfa,
    details.cinclosuredate,
    details.reasonforclosure,
    details.collection_year,
    'cin_census',
    details.source_file,
    details.source_row,
    referral.known_to,
    1,
    details.file_id
from typed_cin_census_cin_details as details
inner join census_referral as referral
    on referral.source_file = details.source_file and referral.source_row = details.source_row;
