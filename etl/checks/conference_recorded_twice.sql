/* check
title: "An initial conference in both places of the census"
severity: fail
rule: CIN 2884
about: child
message: >-
  One referral has an initial conference of its own (a transfer from another authority) and another one with a
  section 47 enquiry. It is recorded in one place: take the wrong one out.
figures:
  - {of: conferences_15_days, how: "a conference counts twice"}
  - {of: plans_started, how: "one of them has no plan"}
tables: [core.conference, core.section47, core.referral]
source: "DfE validation rules of the children in need census, numbered as in the sector's CIN validator"
*/
with
transfers as (
    select *
    from core.conference
    where transfer_in
)

select
    transfer.area_code,
    transfer.child_id as person_id,
    transfer.team_id as team_id,
    transfer.held_on as since,
    transfer.source_file,
    transfer.source_row
from transfers as transfer
inner join core.section47 as enquiry
    on enquiry.area_code = transfer.area_code
    and enquiry.child_id = transfer.child_id
    and enquiry.conference_on is not null
inner join core.referral as referral
    on referral.area_code = enquiry.area_code
    and referral.child_id = enquiry.child_id
    and referral.referred_on = enquiry.referred_on
    and transfer.held_on between referral.referred_on and coalesce(referral.closed_on, date '9999-12-31')

/* example: a transfer and an enquiry in one referral
at: 2025-03-31
-- core.referral --
child_id,referral_no,referred_on,closed_on,source
a,1,2024-05-10,,cin_census
-- core.conference --
child_id,held_on,section47_started_on,transfer_in,source
a,2024-05-28,,true,cin_census
-- core.section47 --
child_id,referred_on,started_on,conference_on,conference_not_required,source
a,2024-05-10,2024-05-15,2024-05-30,false,cin_census
-- want --
person_id,since
a,2024-05-28
*/

/* example: a transfer in an earlier referral
at: 2025-03-31
-- core.referral --
child_id,referral_no,referred_on,closed_on,source
a,1,2023-05-10,2024-01-10,cin_census
a,1,2024-05-10,,cin_census
-- core.conference --
child_id,held_on,section47_started_on,transfer_in,source
a,2023-05-28,,true,cin_census
-- core.section47 --
child_id,referred_on,started_on,conference_on,conference_not_required,source
a,2024-05-10,2024-05-15,2024-05-30,false,cin_census
-- want --
person_id
*/
