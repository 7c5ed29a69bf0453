/* indicator
title: Children per case holder
finding: "Case holders have {} each"
question: How many children does one of our workers hold a case for?
also: []
edition:
  - {from: 2005-04-01, rule: CHILDREN-PER-HOLDER, source: "Our own: children per named worker, as the critics of high caseloads count them; no return asks for it"}
statistic: ratio
unit: children
decimals: 1
polarity: {direction: low, reason: "a worker with fewer children can know each of them"}
window: snapshot
year_end: 03-31
numerator: Children allocated on the day to each case holder, each child once for each of its case holders.
denominator: Case holders, as heads - people to whom at least one child is allocated on the day, agency workers included.
exclusions:
  - Involvements in another role than social worker, case holder or case worker
  - Involvements of managers, reviewing officers and assistants, also where the role names social work, such as social work team manager or social work assistant
  - Allocations to a worker whose last role on the establishment list, or in the census, ended on the day or before
  - Allocations that begin after the day, and those that ended on it or before
  - Social worker episodes of the children looked after return, which know no child who is not looked after
options:
  - name: case_holding_roles
    question: Which involvements make a worker a case holder?
    default: case_holders
    values: {case_holders: "those as social worker, case holder or case worker, but not as manager, reviewing officer or assistant, and those without a role", all: "every involvement, whatever the role"}
    source: "Roles are the case system's own words; no list of them exists"
sources:
  - {return: allocation, table: involvements, field: worker_id, any_of: involvements}
  - {return: allocation, table: involvements, field: started_on, any_of: involvements}
  - {return: ssd, table: involvements, field: invo_professional_id, any_of: involvements}
  - {return: ssd, table: involvements, field: invo_involvement_start_date, any_of: involvements}
comparator:
  note: >-
    No published figure matches. The published caseload divides the cases that employers state on 30 September by full-time
    equivalents, so that two half-time workers with eight cases each have a caseload of 16 there and 8 children each here.
companions:
  - {id: caseload, why: "the published measure: cases as the employer states them, per full-time equivalent"}
completeness: >-
  The case system's list of involvements answers on any day. Where an authority gives none, the involvements of the Standard Safeguarding
  Dataset do. An involvement without a role counts. A worker who is on no list of workers is taken to be in post. A child
  whom nobody is allocated to is in neither part. Every case is judged.
caution: A mean hides the worker with the most. A child with two case holders counts with both, and brothers and sisters count each. It counts allocations, open case or not, and nobody's full-time equivalent.
owner: children's services performance team
*/
with
-- The two lists overlap; an authority's own list comes first.
lists as (
    select
        area_code,
        min(source) as source
    from core.allocation
    where source in ('allocation', 'ssd')
    group by area_code
),

-- A worker goes by the number of the employer or of the register.
references_to as (
    select area_code, worker_id as worker_ref, worker_id, ended_on
    from core.worker
    union all
    select area_code, swe_number as worker_ref, worker_id, ended_on
    from core.worker
),

known_workers as (
    select
        area_code,
        worker_ref,
        any_value(worker_id order by worker_id) as worker_id,
        max(coalesce(ended_on, date '9999-12-31')) as left_on
    from references_to
    group by area_code, worker_ref
),

allocations as (
    select
        allocation.area_code,
        coalesce(known_worker.worker_id, allocation.worker_ref) as worker_id,
        allocation.child_id,
        allocation.team_id,
        snapshot.as_at,
        case
            when chosen.case_holding_roles = 'case_holders'
                and (
                    regexp_matches(lower(allocation.role), 'manager|review|assistant')
                    or not regexp_matches(lower(allocation.role), 'social work|case ?(holder|worker)')
                )
                then 'involved in another role: ' || allocation.role
            when known_worker.left_on <= snapshot.as_at
                then 'the last role of the worker ended on ' || strftime(known_worker.left_on, '%-d %B %Y')
        end as left_out
    from core.allocation as allocation
    cross join chosen
    inner join lists
        on lists.area_code = allocation.area_code
        and lists.source = allocation.source
    inner join snapshot
        on allocation.started_on <= snapshot.as_at
        and coalesce(allocation.ended_on, date '9999-12-31') > snapshot.as_at
    left join known_workers as known_worker
        on known_worker.area_code = allocation.area_code
        and known_worker.worker_ref = allocation.worker_ref
),

workers as (
    select
        area_code,
        worker_id,
        as_at,
        any_value(team_id order by team_id) as team_id,
        count(distinct child_id) filter (where left_out is null) as children,
        any_value(left_out order by left_out) as left_out
    from allocations
    group by area_code, worker_id, as_at
)

select
    area_code,
    worker_id as case_id,
    worker_id as person_id,
    team_id,
    as_at,
    children as numerator,
    cast(children > 0 as integer) as denominator,
    case
        when children = 0 then 'left out: ' || left_out
        else children || case when children = 1 then ' child' else ' children' end || ' allocated'
    end as note
from workers

/* example: the children of each case holder are divided by the heads, however often a child is listed
at: 2024-09-30
-- core.allocation --
child_id,worker_ref,started_on,ended_on,role,source
a,w1,2024-01-01,,Allocated social worker,allocation
b,w1,2024-01-01,,Allocated social worker,allocation
b,w1,2024-03-01,,Allocated social worker,allocation
c,w1,2024-01-01,,,allocation
d,w2,2024-01-01,,Case holder,allocation
-- want --
case_id,numerator,denominator,reason
w1,3,1,3 children allocated
w2,1,1,1 child allocated
-- want total --
numerator,denominator,value
4,2,2
*/

/* example: a child with two case holders counts with both
at: 2024-09-30
-- core.allocation --
child_id,worker_ref,started_on,role,source
a,w1,2024-01-01,Social Worker,allocation
a,w2,2024-01-01,CASEWORKER,allocation
-- want --
case_id,numerator,denominator
w1,1,1
w2,1,1
*/

/* example: an allocation that begins on the day counts, one that begins on the next does not; one that ended on the day does not, one that ends on the next does
at: 2024-09-30
-- core.allocation --
child_id,worker_ref,started_on,ended_on,source
a,w1,2024-09-30,,allocation
b,w2,2024-10-01,,allocation
c,w3,2024-01-01,2024-09-30,allocation
d,w4,2024-01-01,2024-10-01,allocation
-- want --
case_id,numerator,denominator
w1,1,1
w4,1,1
*/

/* example: an involvement in another role makes no case holder
at: 2024-09-30
-- core.allocation --
child_id,worker_ref,started_on,role,source
a,w1,2024-01-01,Independent reviewing officer,allocation
b,w2,2024-01-01,Team manager,allocation
b,w3,2024-01-01,Senior social worker,allocation
c,w3,2024-01-01,Case progression officer,allocation
-- want --
case_id,numerator,denominator,reason
w1,0,0,left out: involved in another role: Independent reviewing officer
w2,0,0,left out: involved in another role: Team manager
w3,1,1,1 child allocated
*/

/* example: a manager, a reviewing officer or an assistant is no case holder, also where the role names social work
at: 2024-09-30
-- core.allocation --
child_id,worker_ref,started_on,role,source
a,w1,2024-01-01,Social work team manager,allocation
a,w2,2024-01-01,Social work assistant,allocation
a,w3,2024-01-01,Social worker (reviewing officer),allocation
a,w4,2024-01-01,Case worker,allocation
-- want --
case_id,numerator,denominator,reason
w1,0,0,left out: involved in another role: Social work team manager
w2,0,0,left out: involved in another role: Social work assistant
w3,0,0,left out: involved in another role: Social worker (reviewing officer)
w4,1,1,1 child allocated
*/

/* example: by choice every involvement counts
at: 2024-09-30
option: case_holding_roles = all
-- core.allocation --
child_id,worker_ref,started_on,role,source
a,w1,2024-01-01,Independent reviewing officer,allocation
a,w3,2024-01-01,Senior social worker,allocation
-- want --
case_id,numerator,denominator
w1,1,1
w3,1,1
*/

/* example: a worker whose last role ended on the day holds no case, one whose last role ends on the next day does
at: 2024-09-30
-- core.worker --
worker_id,swe_number,agency,fte,started_on,ended_on
w1,SW1,false,1,2020-01-01,2024-09-30
w2,SW2,false,1,2020-01-01,2024-10-01
w3,SW3,true,1,2020-01-01,2024-03-31
w3,SW3,false,1,2024-04-01,
w4,SW4,false,1,2020-01-01,2024-08-31
-- core.allocation --
child_id,worker_ref,started_on,source
a,w1,2024-01-01,allocation
b,w2,2024-01-01,allocation
c,w3,2024-01-01,allocation
d,SW4,2024-01-01,allocation
e,w5,2024-01-01,allocation
-- want --
case_id,numerator,denominator,reason
w1,0,0,left out: the last role of the worker ended on 30 September 2024
w2,1,1,1 child allocated
w3,1,1,1 child allocated
w4,0,0,left out: the last role of the worker ended on 31 August 2024
w5,1,1,1 child allocated
*/

/* example: a worker who goes by two numbers is one head
at: 2024-09-30
-- core.worker --
worker_id,swe_number,agency,fte,started_on
w1,SW1,false,1,2020-01-01
w2,,false,1,2020-01-01
-- core.allocation --
child_id,worker_ref,started_on,source
a,w1,2024-01-01,allocation
b,SW1,2024-01-01,allocation
c,w2,2024-01-01,allocation
-- want --
case_id,numerator,denominator
w1,2,1
w2,1,1
*/

/* example: the safeguarding dataset answers where there is no list, the return of children looked after does not
at: 2024-09-30
-- core.allocation --
child_id,worker_ref,started_on,role,source
a,w1,2024-01-01,Social worker,ssd
b,w2,2024-01-01,,ssda903
-- want --
case_id,numerator,denominator
w1,1,1
*/

/* example: the authority's own list stands before the dataset
at: 2024-09-30
-- core.allocation --
child_id,worker_ref,started_on,source
a,w1,2024-01-01,ssd
a,w2,2024-01-01,allocation
-- want --
case_id,numerator,denominator
w2,1,1
*/

/* example: with nobody allocated there is nothing to divide
at: 2024-09-30
-- want total --
numerator,denominator,value
0,0,z
*/
