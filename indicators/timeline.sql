-- What is known of one child ($1) or worker, of one authority ($2) or of all when that is empty.
with events as (
    select area_code, child_id as person_id, born_on as from_on, died_on as to_on, 'born' as what, coalesce(sex, '') as detail
    from core.child
    union all
    select area_code, child_id, referred_on, closed_on, 'referral', concat_ws(', ', primary_need, case when no_further_action then 'no further action' end)
    from core.referral
    union all
    select area_code, child_id, started_on, completed_on, assessment_type || ' assessment', coalesce('of the referral of ' || referred_on, '')
    from core.assessment
    union all
    select area_code, child_id, started_on, conference_on, 'section 47 enquiry', case when conference_not_required then 'no conference required' else '' end
    from core.section47
    union all
    select area_code, child_id, held_on, null, 'initial conference', case when transfer_in then 'transferred in' else '' end
    from core.conference
    union all
    select area_code, child_id, started_on, ended_on, 'child protection plan', coalesce(latest_category, initial_category, '')
    from core.protection_plan
    union all
    select area_code, child_id, reviewed_on, null, 'review of the plan', ''
    from core.plan_review
    union all
    select
        area_code, child_id, started_on, ended_on, 'episode of care',
        concat_ws(', ', reason_new_episode, legal_status, placement_type, 'ended: ' || reason_ceased, 'stitched: ' || stitched)
    from core.care_episode
    union all
    select area_code, child_id, reviewed_on, null, 'looked-after review', coalesce(review_code, '')
    from core.care_review
    union all
    select area_code, child_id, known_on, null, 'strengths and difficulties', coalesce(score::varchar, reason_not_completed, 'not recorded')
    from core.strengths_difficulties
    union all
    select
        area_code, child_id, make_date(collection_year, 3, 31), null, 'care leaver',
        concat_ws(', ', in_touch, activity, accommodation)
    from core.care_leaver
    union all
    select area_code, child_id, decided_on, ceased_on, 'decision to place for adoption', coalesce(reason_ceased, '')
    from core.adoption_decision
    union all
    select area_code, child_id, matched_on, null, 'matched with adopters', ''
    from core.adoption
    union all
    select area_code, child_id, started_on, ended_on, 'missing', missing_type
    from core.missing_episode
    union all
    select area_code, child_id, started_on, ended_on, 'allocated worker', concat_ws(', ', role, team_id)
    from core.allocation
    union all
    select area_code, worker_id, started_on, ended_on, 'post', concat_ws(', ', role, fte || ' FTE', case when agency then 'agency' end, team_id)
    from core.worker
    union all
    select area_code, worker_id, started_on, ended_on, 'absence', absence_type
    from core.absence
)

select
    coalesce(strftime(from_on, '%Y-%m-%d'), '') as from_on,
    coalesce(strftime(to_on, '%Y-%m-%d'), '') as to_on,
    what,
    detail
from events
where person_id = $1 and ($2 = '' or area_code = $2)
order by events.from_on nulls first, events.to_on nulls last, what, detail
