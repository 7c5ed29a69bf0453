/* check
title: "A case left open that the later returns do not mention"
severity: fail
rule: ""
rule_note: >-
  Each return is checked by itself; this looks across them.
about: child
message: >-
  The last return that names this referral shows it open, and a later return of the authority does not name
  it. Enter its closure in the case system, or find out why it dropped out.
figures:
  - {of: children_per_case_holder, how: "the case counts as open for ever"}
  - {of: re_referrals_12_months, how: "what comes in later looks like work on an open case"}
tables: [core.referral]
source: "CIN census guide: every case open in the year is returned"
*/
with
last_years as (
    select
        area_code,
        max(collection_year) as collection_year
    from core.referral
    group by area_code
)

select
    referral.area_code,
    referral.child_id as person_id,
    referral.team_id as team_id,
    make_date(referral.collection_year, 3, 31) as since,
    referral.source_file,
    referral.source_row
from core.referral as referral
inner join last_years
    on last_years.area_code = referral.area_code
where referral.closed_on is null
    and not coalesce(referral.no_further_action, false)
    and referral.collection_year < last_years.collection_year

/* example: open in 2024 and not in 2025
at: 2025-03-31
-- core.referral --
child_id,referral_no,referred_on,collection_year,source
a,1,2023-06-20,2024,cin_census
b,1,2024-06-20,2025,cin_census
-- want --
person_id,since
a,2024-03-31
*/

/* example: without further action, closed, and open in the last return
at: 2025-03-31
-- core.referral --
child_id,referral_no,referred_on,closed_on,no_further_action,collection_year,source
a,1,2023-06-20,,true,2024,cin_census
b,1,2023-06-20,2024-01-01,false,2024,cin_census
c,1,2024-06-20,,false,2025,cin_census
-- want --
person_id
*/
