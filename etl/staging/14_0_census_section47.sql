-- The enquiries that the children in need census reports.
insert into reported_section47 (
    area_code, child_id, referred_on, started_on, conference_due_on, conference_on, conference_not_required,
    collection_year, source, source_file, source_row, known_to, rank, file_id
)
select
    enquiry.area_code,
    referral.child_id,
    referral.referred_on,
    enquiry.s47actualstartdate,
    enquiry.initialcpctarget,
    enquiry.dateofinitialcpc,
    enquiry.icpcnotrequired,
    enquiry.collection_year,
    'cin_census',
    enquiry.source_file,
    enquiry.source_row,
    referral.known_to,
    1,
    enquiry.file_id
from typed_cin_census_section47 as enquiry
inner join census_referral as referral
    on referral.source_file = enquiry.source_file and referral.source_row = enquiry.parent_row;
