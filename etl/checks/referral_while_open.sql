/* check
title: "A referral while an earlier one is open"
severity: fail
rule: CIN 8820, CIN 8815, CIN 8816
about: child
message: >-
  The child was referred while an earlier referral, not closed as no further action, was still open. What
  comes in on an open case is no referral: close the earlier one, or take this one out.
figures:
  - {of: referrals, how: "a referral too many"}
  - {of: re_referrals_12_months, how: "counted as one that came back"}
tables: [core.referral]
source: "DfE validation rules of the children in need census, numbered as in the sector's CIN validator"
*/
with
followed as (
    select
        *,
        max(case when coalesce(no_further_action, false) then null else coalesce(closed_on, date '9999-12-31') end) over (
            partition by area_code, child_id
            order by referred_on, referral_no
            rows between unbounded preceding and 1 preceding
        ) as earlier_closed_on
    from core.referral
    where source <> 'annex_a' -- its list of referrals does not say when they were closed
)

select
    followed.area_code,
    followed.child_id as person_id,
    followed.team_id as team_id,
    followed.referred_on as since,
    followed.source_file,
    followed.source_row
from followed
where followed.earlier_closed_on > followed.referred_on

/* example: referred the day before the earlier one was closed, and while one is open
at: 2025-03-31
-- core.referral --
child_id,referral_no,referred_on,closed_on,source
a,1,2024-05-10,2024-08-10,cin_census
a,1,2024-08-09,,cin_census
b,1,2023-05-10,,cin_census
b,1,2024-08-09,,cin_census
-- want --
person_id,since
a,2024-08-09
b,2024-08-09
*/

/* example: referred the day the earlier one was closed, and after one without further action
at: 2025-03-31
-- core.referral --
child_id,referral_no,referred_on,closed_on,no_further_action,source
a,1,2024-05-10,2024-08-10,false,cin_census
a,1,2024-08-10,,false,cin_census
b,1,2024-05-10,,true,cin_census
b,1,2024-08-10,,false,cin_census
-- want --
person_id
*/

/* example: a list that tells no closures
at: 2025-03-31
-- core.referral --
child_id,referral_no,referred_on,closed_on,source
a,1,2024-05-10,,annex_a
a,1,2024-08-09,,annex_a
-- want --
person_id,since
*/
