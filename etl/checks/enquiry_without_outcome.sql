/* check
title: "A section 47 enquiry without an outcome after 15 working days"
severity: warn
rule: CIN 8675Q
about: child
message: >-
  The enquiry began more than 15 working days ago and shows neither a conference nor that none was needed.
  Enter the outcome, or hold the conference.
figures:
  - {of: conferences_15_days, how: "the conference is late or missing"}
  - {of: section47_enquiries, how: "the enquiry has no outcome"}
tables: [core.section47, core.calendar]
source: "DfE validation rules of the children in need census, numbered as in the sector's CIN validator"
*/
with
-- Enquiries are known up to the last day that any of them names.
known_until as (
    select
        enquiry.area_code,
        least(max(greatest(enquiry.started_on, enquiry.conference_on)), min(moment.as_at)) as day
    from core.section47 as enquiry
    cross join moment
    where greatest(enquiry.started_on, enquiry.conference_on) <= moment.today
    group by enquiry.area_code
)

select
    enquiry.area_code,
    enquiry.child_id as person_id,
    enquiry.team_id as team_id,
    enquiry.started_on as since,
    enquiry.source_file,
    enquiry.source_row
from core.section47 as enquiry
inner join known_until
    on known_until.area_code = enquiry.area_code
inner join core.calendar as first_day
    on first_day.day = enquiry.started_on
inner join core.calendar as last_day
    on last_day.day = known_until.day
where enquiry.conference_on is null
    and not coalesce(enquiry.conference_not_required, false)
    and last_day.working_day_number - first_day.working_day_number > 15

/* example: 16 working days
at: 2025-03-31
-- core.section47 --
child_id,referred_on,started_on,conference_on,conference_not_required,source
a,,2025-03-03,,false,cin_census
b,,2025-03-25,,true,cin_census
-- want --
person_id,since
a,2025-03-03
*/

/* example: 15 working days
at: 2025-03-31
-- core.section47 --
child_id,referred_on,started_on,conference_on,conference_not_required,source
a,,2025-03-04,,false,cin_census
b,,2025-03-25,,true,cin_census
-- want --
person_id
*/
