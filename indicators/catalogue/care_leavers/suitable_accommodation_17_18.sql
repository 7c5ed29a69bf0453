/* indicator
title: Care leavers aged 17 and 18 in suitable accommodation
finding: "{} of care leavers aged 17–18 suitably housed"
question: Do our care leavers of 17 and 18 have a decent place to live?
also: [CL-ACC]
edition:
  - {from: 2015-04-01, rule: CL.2016, source: "DfE metadata notes 2016; data guidance 2023"}
statistic: ratio
unit: percent
decimals: 0
polarity: {direction: high, reason: "a place to live that is safe, secure and affordable is what the rest of a young adult's life is built on"}
window: snapshot
year_end: 03-31
history: 12
numerator: >-
  Young people of the denominator whose accommodation around their birthday was recorded as suitable (digit 1 of the
  code). Custody and no fixed abode are never suitable; accommodation that is not known is not.
denominator: >-
  Care leavers who turned 17 or 18 in the twelve months to the date, as the return of care leavers lists them, each
  counted once, at the age they turned. The return lists those who had at least thirteen weeks (91 days in all) of care
  after their fourteenth birthday, short breaks aside, and some of it after their sixteenth; the list stands where the
  extracts do not reach back to the fourteenth birthday, and for a young person of whom they hold no episode of care at
  all. Young people who are not in touch, refuse contact or no longer require services count. The answer to a birthday is
  in the return of the year to 31 March that the birthday falls in, so a date within a year takes the birthdays of the
  twelve months to it from two returns; while one of them is not held nobody is counted.
exclusions:
  - Young people who have died (DIED) or have been home with a parent for six months or more (RHOM)
  - Young people whose care was taken over by another authority (last period of care ended with E3)
  - Young people who were looked after in short breaks only (V3, V4)
  - Young people who have gone abroad, were deported or whose residence is not known (G, H, R), whose suitability is usually not known
  - Young people of whom episodes of care are held that show fewer than 91 days of it since the fourteenth birthday, or no day of it after the sixteenth
  - The answers of a young person who is twice in one return, but for the later row
sources:
  - {return: ssda903, table: oc3, field: DOB}
  - {return: ssda903, table: oc3, field: IN_TOUCH}
  - {return: ssda903, table: oc3, field: ACCOM}
comparator:
  ees: "ees:care_leaver_percent [Accommodation considered suitable; 17 to 18 years]"
  numerator: ["ees:care_leaver_count [Accommodation considered suitable; 17 to 18 years]"]
  denominator: ["ees:care_leaver_count [Suitability total; 17 to 18 years]"]
  differs:
    rounding: "published in whole numbers, ours is compared before rounding"
  same: [population]
  note: Published for years to 31 March only.
companions:
  - {id: in_eet_17_18, why: "the two are of the same young people, but for those abroad, deported or of unknown residence"}
  - {id: suitable_accommodation_19_21, why: "the same question two years on"}
options:
  - name: care_leaver_eligibility
    question: Does everybody count whom the return lists as a care leaver, or is the care that is held checked?
    default: checked
    values: {checked: "a young person of whom an episode of care is held is left out when extracts that reach back far enough show too little care", return: "everybody whom the return lists counts"}
    source: "The return lists the young people whom the authority found eligible; how DfE checks the list was not found"
completeness: >-
  Of a young person whose accommodation is not known, as of one who is not in touch, suitability cannot be judged; such a
  person counts as not suitable. A young person without a date of birth, and all of them while the return for a part of
  the twelve months is not held, cannot be judged and are left out.
caution: Suitable is what the authority judges. It tells of the weeks around a birthday, not of the year, and in few young people one moves the figure.
owner: children's services performance team
*/
with
accommodation_codes (letter, meaning, kind) as (
    values
        ('B', 'with parents or relatives', 'either'),
        ('C', 'community home or other residential care', 'either'),
        ('D', 'semi-independent or transitional', 'either'),
        ('E', 'supported lodgings', 'either'),
        ('G', 'gone abroad', 'outside'),
        ('H', 'deported', 'outside'),
        ('K', 'ordinary lodgings', 'either'),
        ('R', 'residence not known', 'outside'),
        ('S', 'no fixed abode', 'never suitable'),
        ('T', 'foyer', 'either'),
        ('U', 'independent living', 'either'),
        ('V', 'emergency accommodation', 'either'),
        ('W', 'bed and breakfast', 'either'),
        ('X', 'custody', 'never suitable'),
        ('Y', 'other accommodation', 'either'),
        ('Z', 'with former foster carers', 'either')
),

-- A birthday in the twelve months to the date is in the return of the year to 31 March that it falls in.
asked_returns as (
    select
        as_at,
        year(as_at + interval 9 month) as return_year
    from snapshot
    union
    select
        as_at,
        year(as_at + 1 - interval 3 month) as return_year
    from snapshot
),

snapshot_returns as (
    select
        *,
        count(*) over (partition by as_at) as returns_asked,
        min(return_year) over (partition by as_at) as first_return
    from asked_returns
),

-- Of two rows of one young person in one return the later stands.
answers as (
    select
        leaver.area_code,
        leaver.child_id,
        leaver.collection_year,
        coalesce(leaver.born_on, child.born_on) as born_on,
        leaver.in_touch,
        leaver.activity,
        leaver.accommodation
    from core.care_leaver as leaver
    left join core.child as child
        on child.area_code = leaver.area_code
        and child.child_id = leaver.child_id
    qualify row_number() over (
        partition by leaver.area_code, leaver.child_id, leaver.collection_year
        order by leaver.source_row desc
    ) = 1
),

-- What the care has to be: 91 days from the fourteenth birthday to the end of the return's year, short
-- breaks aside, and a day after the sixteenth birthday. Days counted on from the first of the month make a
-- 29 February birthday fall on 1 March in other years.
eligibility_rules as (
    select
        area_code,
        child_id,
        collection_year,
        cast(date_trunc('month', born_on) + interval 14 year as date) + cast(day(born_on) - 1 as integer) as fourteen_on,
        cast(date_trunc('month', born_on) + interval 16 year as date) + cast(day(born_on) - 1 as integer) as sixteen_on,
        make_date(collection_year, 3, 31) as return_ends_on
    from answers
),

care_stays as (
    select
        rules.*,
        greatest(care.started_on, rules.fourteen_on) as from_on,
        least(coalesce(care.ended_on, date '9999-12-31'), rules.return_ends_on + 1) as to_on
    from eligibility_rules as rules
    inner join core.looked_after as care
        on care.area_code = rules.area_code
        and care.child_id = rules.child_id
        and care.left_out is null
),

care_found as (
    select
        area_code,
        child_id,
        collection_year,
        sum(to_on - from_on) >= 91 and bool_or(to_on > sixteen_on + 1) as enough
    from care_stays
    where to_on > from_on
    group by area_code, child_id, collection_year
),

-- Those whose care since the fourteenth birthday is held, and is too little. Of whom no episode is held at
-- all the return's list stands: the ids of the two may differ.
ineligible as (
    select
        rules.area_code,
        rules.child_id,
        rules.collection_year
    from eligibility_rules as rules
    semi join core.care_episode as episode
        on episode.area_code = rules.area_code
        and episode.child_id = rules.child_id
    left join care_found
        on care_found.area_code = rules.area_code
        and care_found.child_id = rules.child_id
        and care_found.collection_year = rules.collection_year
    where not coalesce(care_found.enough, false)
        and exists (
            select coverage.area_code
            from core.coverage as coverage
            where coverage.area_code = rules.area_code
                and coverage.source = 'ssda903'
                and coverage.table_name = 'episodes'
                and coverage.covered_from <= rules.fourteen_on
                and coverage.covered_to >= rules.return_ends_on
        )
),

-- From when to when a young person's last care is one that another authority took over.
transfers as (
    select
        area_code,
        child_id,
        ended_on as from_on,
        lead(started_on, 1, date '9999-12-31') over (
            partition by area_code, child_id
            order by care_period_no
        ) as to_on
    from core.care_period
    qualify reason_ceased = 'E3'
),

short_breaks_only as (
    select
        area_code,
        child_id
    from core.care_period
    group by area_code, child_id
    having count(counted_from) = 0
),

-- Numbers of the form 20250331 give completed years; a 29 February birthday falls on 1 March.
young_people as (
    select
        snapshot_returns.*,
        answers.*,
        (
            cast(strftime(snapshot_returns.as_at, '%Y%m%d') as integer)
            - cast(strftime(answers.born_on, '%Y%m%d') as integer)
        ) // 10000 as age,
        cast(date_trunc('month', answers.born_on) + to_years(age) as date)
        + cast(day(answers.born_on) - 1 as integer) as birthday_on,
        count(distinct answers.collection_year) over (
            partition by answers.area_code, snapshot_returns.as_at
        ) as returns_held
    from snapshot_returns
    inner join answers
        on answers.collection_year = snapshot_returns.return_year
    qualify answers.collection_year = year(coalesce(birthday_on, snapshot_returns.as_at) + interval 9 month)
),

judged_people as (
    select
        young_people.*,
        codes.kind = 'either' and right(young_people.accommodation, 1) = '1' as suitable,
        coalesce(young_people.accommodation || ' ' || codes.meaning, 'accommodation not known') as answer,
        codes.letter is null as unknown,
        case
            when young_people.in_touch = 'DIED' then 'died'
            when young_people.in_touch = 'RHOM' then 'returned home for six months or more'
            when transfers.child_id is not null then 'care was taken over by another authority'
            when short_breaks_only.child_id is not null then 'looked after in short breaks only (V3, V4)'
            when young_people.age is null then 'age not known'
            when young_people.age not between 17 and 18 then 'turned ' || young_people.age || ', outside 17 to 18'
            when young_people.first_return < 2016 then 'this definition begins with the year to 31 March 2016'
            when codes.kind = 'outside' then young_people.accommodation || ' ' || codes.meaning
            when ineligible.child_id is not null and chosen.care_leaver_eligibility = 'checked'
                then 'less than thirteen weeks of care after the fourteenth birthday, or none after the sixteenth'
            when young_people.returns_held < young_people.returns_asked
                then 'the return for a part of the twelve months is not held'
        end as left_out
    from young_people
    cross join chosen
    left join accommodation_codes as codes
        on codes.letter = left(young_people.accommodation, 1)
    left join transfers
        on transfers.area_code = young_people.area_code
        and transfers.child_id = young_people.child_id
        and transfers.from_on <= young_people.as_at
        and transfers.to_on > young_people.as_at
    left join short_breaks_only
        on short_breaks_only.area_code = young_people.area_code
        and short_breaks_only.child_id = young_people.child_id
    left join ineligible
        on ineligible.area_code = young_people.area_code
        and ineligible.child_id = young_people.child_id
        and ineligible.collection_year = young_people.collection_year
)

select
    area_code,
    child_id as case_id,
    child_id as person_id,
    as_at,
    cast(coalesce(left_out is null and suitable, false) as integer) as numerator,
    cast(left_out is null as integer) as denominator,
    case
        when left_out = 'age not known' then 'date of birth'
        when left_out = 'the return for a part of the twelve months is not held' then 'return for a part of the twelve months'
        when left_out is null and unknown then 'accommodation'
    end as not_recorded,
    case
        when left_out is not null then 'left out: ' || left_out
        else 'turned ' || age || ' on ' || strftime(birthday_on, '%-d %B %Y') || ', ' || answer
            || case when suitable then ': suitable' else ': not suitable' end
    end as note
from judged_people

/* example: a care leaver in suitable accommodation counts
at: 2025-03-31
-- core.care_leaver --
child_id,born_on,collection_year,in_touch,activity,accommodation
a,2007-11-10,2025,YES,F2,U1
-- want --
case_id,numerator,denominator,reason
a,1,1,"turned 17 on 10 November 2024, U1 independent living: suitable"
*/

/* example: the digit of the code tells whether accommodation is suitable
at: 2025-03-31
-- core.care_leaver --
child_id,born_on,collection_year,in_touch,activity,accommodation
b,2007-11-10,2025,YES,F2,B1
c,2007-11-10,2025,YES,F2,C1
d,2007-11-10,2025,YES,F2,D1
e,2007-11-10,2025,YES,F2,E2
k,2007-11-10,2025,YES,F2,K1
t,2007-11-10,2025,YES,F2,T1
u,2007-11-10,2025,YES,F2,U2
v,2007-11-10,2025,YES,F2,V2
w,2007-11-10,2025,YES,F2,W2
y,2007-11-10,2025,YES,F2,Y1
z,2007-11-10,2025,YES,F2,Z1
-- want --
case_id,numerator,denominator,reason
b,1,1,"turned 17 on 10 November 2024, B1 with parents or relatives: suitable"
c,1,1,"turned 17 on 10 November 2024, C1 community home or other residential care: suitable"
d,1,1,"turned 17 on 10 November 2024, D1 semi-independent or transitional: suitable"
e,0,1,"turned 17 on 10 November 2024, E2 supported lodgings: not suitable"
k,1,1,"turned 17 on 10 November 2024, K1 ordinary lodgings: suitable"
t,1,1,"turned 17 on 10 November 2024, T1 foyer: suitable"
u,0,1,"turned 17 on 10 November 2024, U2 independent living: not suitable"
v,0,1,"turned 17 on 10 November 2024, V2 emergency accommodation: not suitable"
w,0,1,"turned 17 on 10 November 2024, W2 bed and breakfast: not suitable"
y,1,1,"turned 17 on 10 November 2024, Y1 other accommodation: suitable"
z,1,1,"turned 17 on 10 November 2024, Z1 with former foster carers: suitable"
*/

/* example: custody and no fixed abode are never suitable, whatever the digit
at: 2025-03-31
-- core.care_leaver --
child_id,born_on,collection_year,in_touch,activity,accommodation
a,2007-11-10,2025,YES,G5,X2
b,2007-11-10,2025,YES,G5,X1
c,2007-11-10,2025,YES,G5,S1
-- want --
case_id,numerator,denominator,reason
a,0,1,"turned 17 on 10 November 2024, X2 custody: not suitable"
b,0,1,"turned 17 on 10 November 2024, X1 custody: not suitable"
c,0,1,"turned 17 on 10 November 2024, S1 no fixed abode: not suitable"
*/

/* example: a young person who went abroad, was deported or whose residence is not known is left out
at: 2025-03-31
-- core.care_leaver --
child_id,born_on,collection_year,in_touch,activity,accommodation
a,2007-11-10,2025,YES,G5,R2
b,2007-11-10,2025,YES,F2,G1
c,2007-11-10,2025,NO,0,H1
-- want --
case_id,numerator,denominator,reason
a,0,0,left out: R2 residence not known
b,0,0,left out: G1 gone abroad
c,0,0,left out: H1 deported
*/

/* example: a young person who is not in touch, refuses contact or no longer requires services counts as not suitable while the accommodation is not known
at: 2025-03-31
-- core.care_leaver --
child_id,born_on,collection_year,in_touch,activity,accommodation
a,2007-11-10,2025,NO,0,0
b,2007-11-10,2025,REFU,0,0
c,2007-11-10,2025,NREQ,0,0
d,2007-11-10,2025,NO,F2,0
e,2007-11-10,2025,YES,F2,
f,2007-11-10,2025,NREQ,0,U1
-- want --
case_id,numerator,denominator,not_recorded,reason
a,0,1,accommodation,"not recorded: accommodation; turned 17 on 10 November 2024, accommodation not known: not suitable"
b,0,1,accommodation,"not recorded: accommodation; turned 17 on 10 November 2024, accommodation not known: not suitable"
c,0,1,accommodation,"not recorded: accommodation; turned 17 on 10 November 2024, accommodation not known: not suitable"
d,0,1,accommodation,"not recorded: accommodation; turned 17 on 10 November 2024, accommodation not known: not suitable"
e,0,1,accommodation,"not recorded: accommodation; turned 17 on 10 November 2024, accommodation not known: not suitable"
f,1,1,,"turned 17 on 10 November 2024, U1 independent living: suitable"
-- want total --
numerator,denominator,value,unjudged,lowest,highest
1,6,17,5,16.67,100
*/

/* example: a young person who died or has been home for six months is left out
at: 2025-03-31
-- core.care_leaver --
child_id,born_on,collection_year,in_touch,activity,accommodation
a,2007-11-10,2025,RHOM,,
b,2007-11-10,2025,DIED,0,0
-- want --
case_id,numerator,denominator,reason
a,0,0,left out: returned home for six months or more
b,0,0,left out: died
*/

/* example: a young person whose care another authority has taken over is left out, unless care here began again
at: 2025-03-31
-- core.care_leaver --
child_id,born_on,collection_year,in_touch,activity,accommodation
a,2007-11-10,2025,YES,F2,U1
b,2007-11-10,2025,YES,F2,U1
c,2007-11-10,2025,YES,F2,U1
d,2007-11-10,2025,YES,F2,U1
e,2007-11-10,2025,YES,F2,U1
f,2007-11-10,2025,YES,F2,U1
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2015-02-01,S,C2,U4,2023-06-01,E3
b,2015-02-01,S,C2,U4,2025-03-31,E3
c,2015-02-01,S,C2,U4,2025-04-01,E3
d,2015-02-01,S,C2,U4,2023-06-01,E3
d,2025-03-31,S,C2,U4,,
e,2015-02-01,S,C2,U4,2023-06-01,E3
e,2025-04-01,S,C2,U4,,
f,2015-02-01,S,C2,U4,2023-06-01,E6
-- want --
case_id,numerator,denominator,reason
a,0,0,left out: care was taken over by another authority
b,0,0,left out: care was taken over by another authority
c,1,1,"turned 17 on 10 November 2024, U1 independent living: suitable"
d,1,1,"turned 17 on 10 November 2024, U1 independent living: suitable"
e,0,0,left out: care was taken over by another authority
f,1,1,"turned 17 on 10 November 2024, U1 independent living: suitable"
*/

/* example: of two stays in care the last decides whether another authority took over
at: 2025-03-31
-- core.care_leaver --
child_id,born_on,collection_year,in_touch,activity,accommodation
a,2007-11-10,2025,YES,F2,U1
b,2007-11-10,2025,YES,F2,U1
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2015-02-01,S,C2,U4,2021-05-10,E4A
a,2021-06-01,S,C2,U4,2023-06-01,E3
b,2015-02-01,S,C2,U4,2021-05-10,E3
b,2021-06-01,S,C2,U4,2023-06-01,E4A
-- want --
case_id,numerator,denominator,reason
a,0,0,left out: care was taken over by another authority
b,1,1,"turned 17 on 10 November 2024, U1 independent living: suitable"
*/

/* example: a young person whose care held was short breaks only is left out
at: 2025-03-31
-- core.care_leaver --
child_id,born_on,collection_year,in_touch,activity,accommodation
a,2007-11-10,2025,YES,F2,U1
b,2007-11-10,2025,YES,F2,U1
c,2007-11-10,2025,YES,F2,U1
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2015-02-01,S,V4,U4,2023-06-01,E4A
b,2015-02-01,S,V3,U4,2019-06-03,X1
b,2019-06-03,L,V2,U4,2023-06-01,E4A
-- want --
case_id,numerator,denominator,reason
a,0,0,"left out: looked after in short breaks only (V3, V4)"
b,1,1,"turned 17 on 10 November 2024, U1 independent living: suitable"
c,1,1,"turned 17 on 10 November 2024, U1 independent living: suitable"
*/

/* example: a birthday on the first or on the last day of the year is in it, one on either side is not
at: 2025-03-31
-- core.care_leaver --
child_id,born_on,collection_year,in_touch,activity,accommodation
a,2006-03-31,2025,YES,F2,U1
b,2006-04-01,2025,YES,F2,U1
c,2008-03-31,2025,YES,F2,U1
d,2008-04-01,2025,YES,F2,U1
-- want --
case_id,numerator,denominator,reason
a,0,0,"left out: turned 19, outside 17 to 18"
b,1,1,"turned 18 on 1 April 2024, U1 independent living: suitable"
c,1,1,"turned 17 on 31 March 2025, U1 independent living: suitable"
d,0,0,"left out: turned 16, outside 17 to 18"
*/

/* example: a young person counts once at each age, in the year of the birthday
at: 2025-03-31
-- core.care_leaver --
child_id,born_on,collection_year,in_touch,activity,accommodation
a,2007-01-15,2024,YES,G5,U2
a,2007-01-15,2025,YES,F2,U1
-- want --
case_id,numerator,denominator,reason
a,1,1,"turned 18 on 15 January 2025, U1 independent living: suitable"
*/

/* example: a young person who is twice in one return counts once, by the later row
at: 2025-03-31
-- core.care_leaver --
child_id,born_on,collection_year,in_touch,activity,accommodation,source_row
a,2007-11-10,2025,NO,G5,U2,3
a,2007-11-10,2025,YES,F2,U1,7
a,2007-11-10,2025,NO,G5,U2,5
-- want --
case_id,numerator,denominator,reason
a,1,1,"turned 17 on 10 November 2024, U1 independent living: suitable"
*/

/* example: the date of birth is the return's own, else the header's; without one the age is not known
at: 2025-03-31
-- core.care_leaver --
child_id,born_on,collection_year,in_touch,activity,accommodation
a,2007-11-10,2025,YES,F2,U1
b,,2025,YES,F2,U1
c,,2025,YES,F2,U1
-- core.child --
child_id,born_on
a,1950-01-01
b,2007-11-10
-- want --
case_id,numerator,denominator,not_recorded,reason
a,1,1,,"turned 17 on 10 November 2024, U1 independent living: suitable"
b,1,1,,"turned 17 on 10 November 2024, U1 independent living: suitable"
c,0,0,date of birth,not recorded: date of birth; left out: age not known
-- want total --
numerator,denominator,value,unjudged,lowest,highest
2,2,100,1,66.67,100
*/

/* example: at a date within a year the birthdays of the twelve months to it count, each by the return of its own year
at: 2024-09-30
-- core.care_leaver --
child_id,born_on,collection_year,in_touch,activity,accommodation
a,2006-10-01,2024,YES,F2,U1
b,2005-09-30,2025,YES,F2,U1
c,2007-09-30,2025,YES,F2,U1
d,2007-10-01,2025,YES,F2,U1
e,2007-03-31,2024,YES,F2,U1
e,2007-03-31,2025,YES,G5,U2
f,2007-04-01,2024,YES,G5,U2
f,2007-04-01,2025,YES,F2,U1
-- want --
case_id,numerator,denominator,reason
a,1,1,"turned 17 on 1 October 2023, U1 independent living: suitable"
b,0,0,"left out: turned 19, outside 17 to 18"
c,1,1,"turned 17 on 30 September 2024, U1 independent living: suitable"
e,1,1,"turned 17 on 31 March 2024, U1 independent living: suitable"
f,1,1,"turned 17 on 1 April 2024, U1 independent living: suitable"
*/

/* example: while a return that the twelve months need is not held, nobody is counted
at: 2024-09-30
-- core.care_leaver --
child_id,born_on,collection_year,in_touch,activity,accommodation
a,2007-09-30,2025,YES,F2,U1
b,2007-09-30,2025,YES,G5,U2
-- want --
case_id,numerator,denominator,not_recorded
a,0,0,return for a part of the twelve months
b,0,0,return for a part of the twelve months
-- want total --
numerator,denominator,value,unjudged,lowest,highest
0,0,z,2,0,100
*/

/* example: on 30 March the twelve months reach into the return before by a day, on 31 March they do not
at: 2025-03-30
-- core.care_leaver --
child_id,born_on,collection_year,in_touch,activity,accommodation
a,2007-11-10,2025,YES,F2,U1
-- want --
case_id,numerator,denominator,not_recorded
a,0,0,return for a part of the twelve months
*/

/* example: a return of another authority is not ours
at: 2024-09-30
-- core.care_leaver --
area_code,child_id,born_on,collection_year,in_touch,activity,accommodation
901,a,2007-09-30,2025,YES,F2,U1
902,b,2006-10-01,2024,YES,F2,U1
-- want total --
numerator,denominator,value,unjudged,lowest,highest
0,0,z,1,0,100
*/

/* example: on 1 April the twelve months reach into the return that begins by a day
at: 2025-04-01
-- core.care_leaver --
child_id,born_on,collection_year,in_touch,activity,accommodation
a,2008-03-31,2025,YES,F2,U1
b,2008-04-01,2026,YES,F2,U1
c,2007-04-01,2025,YES,F2,U1
-- want --
case_id,numerator,denominator,reason
a,1,1,"turned 17 on 31 March 2025, U1 independent living: suitable"
b,1,1,"turned 17 on 1 April 2025, U1 independent living: suitable"
*/

/* example: the definition begins with the year to 31 March 2016
at: 2016-03-31
-- core.care_leaver --
child_id,born_on,collection_year,in_touch,activity,accommodation
a,1998-11-10,2016,YES,F2,U1
-- want --
case_id,numerator,denominator
a,1,1
*/

/* example: before the year to 31 March 2016 nobody counts
at: 2016-01-31
-- core.care_leaver --
child_id,born_on,collection_year,in_touch,activity,accommodation
a,1998-11-10,2016,YES,F2,U1
b,1998-02-10,2015,YES,F2,U1
-- want --
case_id,numerator,denominator,reason
a,0,0,left out: this definition begins with the year to 31 March 2016
b,0,0,left out: this definition begins with the year to 31 March 2016
*/

/* example: a 29 February birthday falls on 1 March
at: 2021-02-28
-- core.care_leaver --
child_id,born_on,collection_year,in_touch,activity,accommodation
a,2004-02-29,2021,YES,F2,U1
a,2004-02-29,2020,YES,F2,U1
-- want --
case_id,numerator,denominator,reason
a,0,0,"left out: turned 16, outside 17 to 18"
*/

/* example: 91 days of care in all from the fourteenth birthday, some after the sixteenth and short breaks aside, are needed where the episodes held show them
at: 2025-03-31
-- core.care_leaver --
child_id,born_on,collection_year,in_touch,activity,accommodation
a,2007-11-10,2025,YES,F2,U1
b,2007-11-10,2025,YES,F2,U1
c,2007-11-10,2025,YES,F2,U1
d,2007-11-10,2025,YES,F2,U1
e,2007-11-10,2025,YES,F2,U1
f,2007-11-10,2025,YES,F2,U1
g,2007-11-10,2025,YES,F2,U1
h,2007-11-10,2025,YES,F2,U1
i,2007-11-10,2025,YES,F2,U1
j,2007-11-10,2025,YES,F2,U1
k,2007-11-10,2025,YES,F2,U1
-- core.coverage --
source,table_name,covered_from,covered_to
ssda903,episodes,2021-11-10,2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2023-12-10,S,C2,U4,2024-03-10,E6
b,2023-12-10,S,C2,U4,2024-03-09,E6
c,2022-02-18,S,C2,U4,2022-04-19,E6
c,2023-11-30,S,C2,U4,2023-12-31,E6
d,2021-11-30,S,C2,U4,2023-11-11,E4A
e,2021-11-30,S,C2,U4,2023-11-12,E4A
f,2015-02-01,S,C2,U4,2018-05-01,E4A
g,2021-01-14,S,C2,U4,2021-08-02,E6
g,2023-12-10,S,C2,U4,2024-03-09,E6
h,2021-10-11,S,C2,U4,2022-01-09,E4A
h,2023-12-10,S,C2,U4,2024-01-09,E6
i,2021-10-11,S,C2,U4,2022-01-10,E4A
i,2023-12-10,S,C2,U4,2024-01-09,E6
j,2023-11-15,S,V4,U4,2024-03-09,X1
j,2024-03-09,L,V2,U4,2024-04-08,E4A
k,2022-02-18,S,C2,U4,2022-09-06,E6
k,2025-04-01,S,C2,U4,,
-- want --
case_id,numerator,denominator,reason
a,1,1,"turned 17 on 10 November 2024, U1 independent living: suitable"
b,0,0,"left out: less than thirteen weeks of care after the fourteenth birthday, or none after the sixteenth"
c,1,1,"turned 17 on 10 November 2024, U1 independent living: suitable"
d,0,0,"left out: less than thirteen weeks of care after the fourteenth birthday, or none after the sixteenth"
e,1,1,"turned 17 on 10 November 2024, U1 independent living: suitable"
f,0,0,"left out: less than thirteen weeks of care after the fourteenth birthday, or none after the sixteenth"
g,0,0,"left out: less than thirteen weeks of care after the fourteenth birthday, or none after the sixteenth"
h,0,0,"left out: less than thirteen weeks of care after the fourteenth birthday, or none after the sixteenth"
i,1,1,"turned 17 on 10 November 2024, U1 independent living: suitable"
j,0,0,"left out: less than thirteen weeks of care after the fourteenth birthday, or none after the sixteenth"
k,0,0,"left out: less than thirteen weeks of care after the fourteenth birthday, or none after the sixteenth"
*/

/* example: care that goes on counts to the end of the return's year
at: 2025-03-31
-- core.care_leaver --
child_id,born_on,collection_year,in_touch,activity,accommodation
a,2007-11-10,2025,YES,F2,U1
b,2007-11-10,2025,YES,F2,U1
-- core.coverage --
source,table_name,covered_from,covered_to
ssda903,episodes,2021-11-10,2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2024-12-31,S,C2,U4,,
b,2025-01-01,S,C2,U4,,
-- want --
case_id,numerator,denominator,reason
a,1,1,"turned 17 on 10 November 2024, U1 independent living: suitable"
b,0,0,"left out: less than thirteen weeks of care after the fourteenth birthday, or none after the sixteenth"
*/

/* example: where the episodes held do not reach back to the fourteenth birthday, or not on to the end of the return's year, its list stands
at: 2025-03-31
-- core.care_leaver --
child_id,born_on,collection_year,in_touch,activity,accommodation
a,2007-11-10,2025,YES,F2,U1
b,2007-11-10,2025,YES,F2,U1
-- core.coverage --
source,table_name,covered_from,covered_to
ssda903,episodes,2021-11-11,2025-03-31
ssda903,episodes,2018-04-01,2025-03-30
ssda903,reviews,2018-04-01,2025-03-31
ssd,episodes,2018-04-01,2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2023-12-10,S,C2,U4,2023-12-30,E6
b,2015-02-01,S,C2,U4,2018-05-01,E4A
-- want --
case_id,numerator,denominator,reason
a,1,1,"turned 17 on 10 November 2024, U1 independent living: suitable"
b,1,1,"turned 17 on 10 November 2024, U1 independent living: suitable"
*/

/* example: a young person of whom no episode of care is held counts: the list stands
at: 2025-03-31
-- core.care_leaver --
child_id,born_on,collection_year,in_touch,activity,accommodation
a,2007-11-10,2025,YES,F2,U1
b,2007-11-10,2025,YES,F2,U1
-- core.coverage --
source,table_name,covered_from,covered_to
ssda903,episodes,2021-11-10,2025-03-31
-- core.care_episode --
area_code,child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
901,b,2015-02-01,S,C2,U4,2018-05-01,E4A
902,a,2015-02-01,S,C2,U4,2018-05-01,E4A
-- want --
case_id,numerator,denominator,reason
a,1,1,"turned 17 on 10 November 2024, U1 independent living: suitable"
b,0,0,"left out: less than thirteen weeks of care after the fourteenth birthday, or none after the sixteenth"
*/

/* example: where the return is to decide, its list stands whatever the episodes show
at: 2025-03-31
option: care_leaver_eligibility = return
-- core.care_leaver --
child_id,born_on,collection_year,in_touch,activity,accommodation
a,2007-11-10,2025,YES,F2,U1
-- core.coverage --
source,table_name,covered_from,covered_to
ssda903,episodes,2021-11-10,2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2023-12-10,S,C2,U4,2023-12-30,E6
-- want --
case_id,numerator,denominator,reason
a,1,1,"turned 17 on 10 November 2024, U1 independent living: suitable"
*/

/* example: one of eight is 12.5 percent, printed as 13
at: 2025-03-31
-- core.care_leaver --
child_id,born_on,collection_year,in_touch,activity,accommodation
a,2007-11-10,2025,YES,F2,U1
b,2007-11-10,2025,YES,F2,U2
c,2007-11-10,2025,YES,F2,U2
d,2007-11-10,2025,YES,F2,U2
e,2007-11-10,2025,YES,F2,U2
f,2007-11-10,2025,YES,F2,U2
g,2007-11-10,2025,YES,F2,U2
h,2007-11-10,2025,YES,F2,U2
-- want total --
numerator,denominator,value,unjudged,lowest,highest
1,8,13,0,12.5,12.5
*/

/* example: with no care leaver of the age there is no percentage
at: 2025-03-31
-- core.care_leaver --
child_id,born_on,collection_year,in_touch,activity,accommodation
a,2007-11-10,2025,DIED,0,0
-- want total --
numerator,denominator,value
0,0,z
*/

/* example: a young person born on 29 February has birthdays on 1 March: 91 days of care from that day on are enough, 90 are not
at: 2025-03-31
-- core.care_leaver --
child_id,born_on,collection_year,in_touch,activity,accommodation
a,2008-02-29,2025,YES,F2,U1
b,2008-02-29,2025,YES,F2,U1
-- core.coverage --
source,table_name,covered_from,covered_to
ssda903,episodes,2022-03-01,2025-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2022-02-01,S,C2,U4,2022-05-30,E4A
a,2025-01-10,S,C2,U4,2025-01-11,E4A
b,2022-02-01,S,C2,U4,2022-05-29,E4A
b,2025-01-10,S,C2,U4,2025-01-11,E4A
-- want --
case_id,numerator,denominator,reason
a,1,1,"turned 17 on 1 March 2025, U1 independent living: suitable"
b,0,0,"left out: less than thirteen weeks of care after the fourteenth birthday, or none after the sixteenth"
*/
