/* check
title: "Something begins for a person over 25"
severity: fail
rule: SSDA903 351
rule_note: >-
  The return looks at the first day of its year; here each record is held against its own day.
about: child
message: >-
  An episode of care, a referral, a protection plan or care leaver support starts after the 26th birthday.
  Correct the date of birth, or the id.
figures:
  - {of: cla, how: "an adult is counted"}
  - {of: referrals, how: "an adult is counted"}
  - {of: in_eet_19_21, how: "as above"}
tables: [core.care_episode, core.referral, core.protection_plan, core.care_leaver, core.child]
source: "DfE validation checks of the children looked after return (SSDA903), numbered as in the sector's 903 validator, 2024-25"
*/
with
starts as (
    select area_code, child_id, started_on as day, source_file, source_row
    from core.care_episode
    union all
    select area_code, child_id, referred_on as day, source_file, source_row
    from core.referral
    union all
    select area_code, child_id, started_on as day, source_file, source_row
    from core.protection_plan
    union all
    select area_code, child_id, make_date(collection_year - 1, 4, 1) as day, source_file, source_row
    from core.care_leaver
)

select
    starts.area_code,
    starts.child_id as person_id,
    null as team_id,
    starts.day as since,
    starts.source_file,
    starts.source_row
from starts
inner join core.child as child
    on child.area_code = starts.area_code
    and child.child_id = starts.child_id
where (cast(strftime(starts.day, '%Y%m%d') as integer) - cast(strftime(child.born_on, '%Y%m%d') as integer)) // 10000 > 25

/* example: a referral on the 26th birthday
at: 2025-03-31
-- core.child --
child_id,born_on
a,1998-05-10
-- core.referral --
child_id,referral_no,referred_on,closed_on,source
a,1,2024-05-10,,cin_census
-- want --
person_id,since
a,2024-05-10
*/

/* example: a referral on the day before
at: 2025-03-31
-- core.child --
child_id,born_on
a,1998-05-10
-- core.referral --
child_id,referral_no,referred_on,closed_on,source
a,1,2024-05-09,,cin_census
-- want --
person_id
*/
