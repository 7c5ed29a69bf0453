/* indicator
title: Care leavers aged 19 in education, employment or training
finding: "{} of care leavers aged 19 learning or working"
question: Are our care leavers learning or working at 19?
also: [NI 148]
edition:
  - {from: 2005-04-01, rule: NI148.e1, source: "published to 2012/13; DfE metadata notes 2013; LAIT measure 220, note on the years before 2013-14"}
succeeded_by: in_eet_19_21
statistic: ratio
unit: percent
decimals: 1
polarity: {direction: high, reason: "education, training or work is the way to an independent life"}
window: snapshot
year_end: 03-31
history: 36
numerator: >-
  Young people of the denominator who around their birthday were in higher or other education, an apprenticeship, training
  or employment, full time or part time (F1, P1, F2, P2, F4, P4, F5, P5, and F3, P3 of old), also when that is known from
  somebody else.
denominator: >-
  Care leavers who turned 19 in the twelve months to the date and had been looked after, short breaks aside, and been 16
  on the 1 April three years before the year to 31 March of the birthday ended (1 April 2006 for the year to 31 March
  2009). The return lists them; the list stands where the extracts do not cover that day, and for a young person of whom
  they hold no episode of care at all. Young people who are not in touch, refuse contact or no longer require services
  count. The answer to a birthday is in the return of the year to 31 March that the birthday falls in, so a date within a
  year takes the birthdays of the twelve months to it from two returns; while one of them is not held nobody is counted.
exclusions:
  - Young people who have died (DIED) or have been home with a parent for six months or more (RHOM)
  - Young people whose care was taken over by another authority (last period of care ended with E3)
  - Young people who were looked after in short breaks only (V3, V4)
  - Young people of whom episodes of care are held that show them not looked after on that 1 April, and those who turned 17 on it
  - The answers of a young person who is twice in one return, but for the later row
sources:
  - {return: ssda903, table: oc3, field: DOB}
  - {return: ssda903, table: oc3, field: IN_TOUCH}
  - {return: ssda903, table: oc3, field: ACTIV}
comparator:
  note: Published in the statistical first releases to 2013 only. The notes of 2011 and 2012 both print 1 April 2007 for the day on which the young person was looked after, which cannot be right for both; the day here is that of the note of 2013.
companions:
  - {id: suitable_accommodation_at_19, why: "the two are of the same young people, but for those abroad, deported or of unknown residence"}
options:
  - name: care_leaver_eligibility
    question: Does everybody count whom the return lists as a care leaver, or is the care that is held checked?
    default: checked
    values: {checked: "a young person of whom an episode of care is held is left out when extracts that reach back far enough show too little care", return: "everybody whom the return lists counts"}
    source: "The return lists the young people whom the authority found eligible; how DfE checks the list was not found"
completeness: >-
  A young person whose activity is not known, as of one who is not in touch, cannot be judged; such a person counts as not
  in education, employment or training. A young person without a date of birth, and all of them while the return for a
  part of the twelve months is not held, cannot be judged and are left out.
caution: It tells of the weeks around a birthday, not of the day that is printed. The young people of this definition are not a part of those of the later one. In few young people one moves the figure.
owner: children's services performance team
*/
with
activity_codes (code, meaning, counts) as (
    values
        ('F1', 'higher education', true),
        ('P1', 'part-time higher education', true),
        ('F2', 'other education', true),
        ('P2', 'part-time other education', true),
        ('F3', 'training or employment (code of old)', true),
        ('P3', 'part-time training or employment (code of old)', true),
        ('F4', 'apprenticeship', true),
        ('P4', 'part-time apprenticeship', true),
        ('F5', 'training or employment', true),
        ('P5', 'part-time training or employment', true),
        ('G4', 'not in education, employment or training because of illness or disability', false),
        ('G5', 'not in education, employment or training for other reasons', false),
        ('G6', 'not in education, employment or training because of pregnancy or parenting', false)
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
        count(*) over (partition by as_at) as returns_asked
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

-- Those whose care on the 1 April three years before the return's year ends is held, and is none. Of whom
-- no episode is held at all the return's list stands: the ids of the two may differ.
ineligible as (
    select
        answers.area_code,
        answers.child_id,
        answers.collection_year
    from answers
    semi join core.care_episode as episode
        on episode.area_code = answers.area_code
        and episode.child_id = answers.child_id
    left join core.looked_after as care
        on care.area_code = answers.area_code
        and care.child_id = answers.child_id
        and care.left_out is null
        and care.started_on <= make_date(answers.collection_year - 3, 4, 1)
        and coalesce(care.ended_on, date '9999-12-31') > make_date(answers.collection_year - 3, 4, 1)
    where care.child_id is null
        and exists (
            select coverage.area_code
            from core.coverage as coverage
            where coverage.area_code = answers.area_code
                and coverage.source = 'ssda903'
                and coverage.table_name = 'episodes'
                and coverage.covered_from <= make_date(answers.collection_year - 3, 4, 1)
                and coverage.covered_to >= make_date(answers.collection_year - 3, 4, 1)
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
        codes.counts,
        coalesce(young_people.activity || ' ' || codes.meaning, 'activity not known') as answer,
        codes.code is null as unknown,
        case
            when young_people.in_touch = 'DIED' then 'died'
            when young_people.in_touch = 'RHOM' then 'returned home for six months or more'
            when transfers.child_id is not null then 'care was taken over by another authority'
            when short_breaks_only.child_id is not null then 'looked after in short breaks only (V3, V4)'
            when young_people.age is null then 'age not known'
            when young_people.age <> 19 then 'turned ' || young_people.age || ', not 19'
            when strftime(young_people.born_on, '%m%d') = '0401'
                then 'aged 17, not 16, on 1 April ' || (young_people.collection_year - 3)
            when ineligible.child_id is not null and chosen.care_leaver_eligibility = 'checked'
                then 'not looked after on 1 April ' || (young_people.collection_year - 3)
            when young_people.returns_held < young_people.returns_asked
                then 'the return for a part of the twelve months is not held'
        end as left_out
    from young_people
    cross join chosen
    left join activity_codes as codes
        on codes.code = young_people.activity
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
    cast(coalesce(left_out is null and counts, false) as integer) as numerator,
    cast(left_out is null as integer) as denominator,
    case
        when left_out = 'age not known' then 'date of birth'
        when left_out = 'the return for a part of the twelve months is not held' then 'return for a part of the twelve months'
        when left_out is null and unknown then 'activity'
    end as not_recorded,
    case
        when left_out is not null then 'left out: ' || left_out
        else 'turned ' || age || ' on ' || strftime(birthday_on, '%-d %B %Y') || ', ' || answer
    end as note
from judged_people

/* example: a care leaver in education counts
at: 2009-03-31
-- core.care_leaver --
child_id,born_on,collection_year,in_touch,activity,accommodation
a,1989-11-10,2009,YES,F2,U1
-- want --
case_id,numerator,denominator,reason
a,1,1,"turned 19 on 10 November 2008, F2 other education"
*/

/* example: higher and other education, apprenticeships, training and employment count, full time or part time
at: 2009-03-31
-- core.care_leaver --
child_id,born_on,collection_year,in_touch,activity,accommodation
a,1989-11-10,2009,YES,F1,U1
b,1989-11-10,2009,YES,P1,U1
c,1989-11-10,2009,YES,F2,U1
d,1989-11-10,2009,YES,P2,U1
e,1989-11-10,2009,YES,F4,U1
f,1989-11-10,2009,YES,P4,U1
g,1989-11-10,2009,YES,F5,U1
h,1989-11-10,2009,YES,P5,U1
-- want --
case_id,numerator,denominator,reason
a,1,1,"turned 19 on 10 November 2008, F1 higher education"
b,1,1,"turned 19 on 10 November 2008, P1 part-time higher education"
c,1,1,"turned 19 on 10 November 2008, F2 other education"
d,1,1,"turned 19 on 10 November 2008, P2 part-time other education"
e,1,1,"turned 19 on 10 November 2008, F4 apprenticeship"
f,1,1,"turned 19 on 10 November 2008, P4 part-time apprenticeship"
g,1,1,"turned 19 on 10 November 2008, F5 training or employment"
h,1,1,"turned 19 on 10 November 2008, P5 part-time training or employment"
*/

/* example: the codes of old for training or employment count
at: 2009-03-31
-- core.care_leaver --
child_id,born_on,collection_year,in_touch,activity,accommodation
a,1989-11-10,2009,YES,F3,U1
b,1989-11-10,2009,YES,P3,U1
-- want --
case_id,numerator,denominator,reason
a,1,1,"turned 19 on 10 November 2008, F3 training or employment (code of old)"
b,1,1,"turned 19 on 10 November 2008, P3 part-time training or employment (code of old)"
*/

/* example: illness or disability, pregnancy or parenting and other reasons do not count
at: 2009-03-31
-- core.care_leaver --
child_id,born_on,collection_year,in_touch,activity,accommodation
a,1989-11-10,2009,YES,G4,U1
b,1989-11-10,2009,YES,G5,X2
c,1989-11-10,2009,YES,G6,B1
-- want --
case_id,numerator,denominator,reason
a,0,1,"turned 19 on 10 November 2008, G4 not in education, employment or training because of illness or disability"
b,0,1,"turned 19 on 10 November 2008, G5 not in education, employment or training for other reasons"
c,0,1,"turned 19 on 10 November 2008, G6 not in education, employment or training because of pregnancy or parenting"
*/

/* example: an activity that is known counts although the young person is not in touch
at: 2009-03-31
-- core.care_leaver --
child_id,born_on,collection_year,in_touch,activity,accommodation
a,1989-11-10,2009,NO,F2,0
-- want --
case_id,numerator,denominator,reason
a,1,1,"turned 19 on 10 November 2008, F2 other education"
*/

/* example: residence abroad or not known leaves nobody out
at: 2009-03-31
-- core.care_leaver --
child_id,born_on,collection_year,in_touch,activity,accommodation
a,1989-11-10,2009,YES,G5,R2
b,1989-11-10,2009,YES,F2,G1
-- want --
case_id,numerator,denominator
a,0,1
b,1,1
*/

/* example: a young person who is not in touch, refuses contact or no longer requires services does not count while the activity is not known
at: 2009-03-31
-- core.care_leaver --
child_id,born_on,collection_year,in_touch,activity,accommodation
a,1989-11-10,2009,NO,0,0
b,1989-11-10,2009,REFU,0,0
c,1989-11-10,2009,NREQ,0,0
d,1989-11-10,2009,YES,,U1
e,1989-11-10,2009,NREQ,F2,0
-- want --
case_id,numerator,denominator,not_recorded,reason
a,0,1,activity,"not recorded: activity; turned 19 on 10 November 2008, activity not known"
b,0,1,activity,"not recorded: activity; turned 19 on 10 November 2008, activity not known"
c,0,1,activity,"not recorded: activity; turned 19 on 10 November 2008, activity not known"
d,0,1,activity,"not recorded: activity; turned 19 on 10 November 2008, activity not known"
e,1,1,,"turned 19 on 10 November 2008, F2 other education"
-- want total --
numerator,denominator,value,unjudged,lowest,highest
1,5,20,4,20,100
*/

/* example: a young person who died or has been home for six months is left out
at: 2009-03-31
-- core.care_leaver --
child_id,born_on,collection_year,in_touch,activity,accommodation
a,1989-11-10,2009,RHOM,,
b,1989-11-10,2009,DIED,0,0
-- want --
case_id,numerator,denominator,reason
a,0,0,left out: returned home for six months or more
b,0,0,left out: died
*/

/* example: a young person whose care another authority has taken over is left out, unless care here began again
at: 2009-03-31
-- core.care_leaver --
child_id,born_on,collection_year,in_touch,activity,accommodation
a,1989-11-10,2009,YES,F2,U1
b,1989-11-10,2009,YES,F2,U1
c,1989-11-10,2009,YES,F2,U1
d,1989-11-10,2009,YES,F2,U1
e,1989-11-10,2009,YES,F2,U1
f,1989-11-10,2009,YES,F2,U1
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2005-02-01,S,C2,U4,2007-06-01,E3
b,2005-02-01,S,C2,U4,2009-03-31,E3
c,2005-02-01,S,C2,U4,2009-04-01,E3
d,2005-02-01,S,C2,U4,2007-06-01,E3
d,2009-03-31,S,C2,U4,,
e,2005-02-01,S,C2,U4,2007-06-01,E3
e,2009-04-01,S,C2,U4,,
f,2005-02-01,S,C2,U4,2007-06-01,E6
-- want --
case_id,numerator,denominator,reason
a,0,0,left out: care was taken over by another authority
b,0,0,left out: care was taken over by another authority
c,1,1,"turned 19 on 10 November 2008, F2 other education"
d,1,1,"turned 19 on 10 November 2008, F2 other education"
e,0,0,left out: care was taken over by another authority
f,1,1,"turned 19 on 10 November 2008, F2 other education"
*/

/* example: of two stays in care the last decides whether another authority took over
at: 2009-03-31
-- core.care_leaver --
child_id,born_on,collection_year,in_touch,activity,accommodation
a,1989-11-10,2009,YES,F2,U1
b,1989-11-10,2009,YES,F2,U1
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2005-02-01,S,C2,U4,2005-05-10,E4A
a,2005-06-01,S,C2,U4,2007-06-01,E3
b,2005-02-01,S,C2,U4,2005-05-10,E3
b,2005-06-01,S,C2,U4,2007-06-01,E4A
-- want --
case_id,numerator,denominator,reason
a,0,0,left out: care was taken over by another authority
b,1,1,"turned 19 on 10 November 2008, F2 other education"
*/

/* example: a young person whose care held was short breaks only is left out
at: 2009-03-31
-- core.care_leaver --
child_id,born_on,collection_year,in_touch,activity,accommodation
a,1989-11-10,2009,YES,F2,U1
b,1989-11-10,2009,YES,F2,U1
c,1989-11-10,2009,YES,F2,U1
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2005-02-01,S,V4,U4,2007-06-01,E4A
b,2005-02-01,S,V3,U4,2003-06-03,X1
b,2003-06-03,L,V2,U4,2007-06-01,E4A
-- want --
case_id,numerator,denominator,reason
a,0,0,"left out: looked after in short breaks only (V3, V4)"
b,1,1,"turned 19 on 10 November 2008, F2 other education"
c,1,1,"turned 19 on 10 November 2008, F2 other education"
*/

/* example: a birthday on the first or on the last day of the year is in it, one on either side is not
at: 2009-03-31
-- core.care_leaver --
child_id,born_on,collection_year,in_touch,activity,accommodation
a,1989-03-31,2009,YES,F2,U1
b,1989-04-02,2009,YES,F2,U1
c,1990-03-31,2009,YES,F2,U1
d,1990-04-01,2009,YES,F2,U1
-- want --
case_id,numerator,denominator,reason
a,0,0,"left out: turned 20, not 19"
b,1,1,"turned 19 on 2 April 2008, F2 other education"
c,1,1,"turned 19 on 31 March 2009, F2 other education"
d,0,0,"left out: turned 18, not 19"
*/

/* example: a young person who turned 17 on the 1 April three years before was not 16 on it
at: 2009-03-31
-- core.care_leaver --
child_id,born_on,collection_year,in_touch,activity,accommodation
a,1989-04-01,2009,YES,F2,U1
-- want --
case_id,numerator,denominator,reason
a,0,0,"left out: aged 17, not 16, on 1 April 2006"
*/

/* example: a young person who is twice in one return counts once, by the later row
at: 2009-03-31
-- core.care_leaver --
child_id,born_on,collection_year,in_touch,activity,accommodation,source_row
a,1989-11-10,2009,NO,G5,U2,3
a,1989-11-10,2009,YES,F2,U1,7
a,1989-11-10,2009,NO,G5,U2,5
-- want --
case_id,numerator,denominator,reason
a,1,1,"turned 19 on 10 November 2008, F2 other education"
*/

/* example: the date of birth is the return's own, else the header's; without one the age is not known
at: 2009-03-31
-- core.care_leaver --
child_id,born_on,collection_year,in_touch,activity,accommodation
a,1989-11-10,2009,YES,F2,U1
b,,2009,YES,F2,U1
c,,2009,YES,F2,U1
-- core.child --
child_id,born_on
a,1950-01-01
b,1989-11-10
-- want --
case_id,numerator,denominator,not_recorded,reason
a,1,1,,"turned 19 on 10 November 2008, F2 other education"
b,1,1,,"turned 19 on 10 November 2008, F2 other education"
c,0,0,date of birth,not recorded: date of birth; left out: age not known
-- want total --
numerator,denominator,value,unjudged,lowest,highest
2,2,100,1,66.67,100
*/

/* example: a 29 February birthday falls on 1 March
at: 2007-02-28
-- core.care_leaver --
child_id,born_on,collection_year,in_touch,activity,accommodation
a,1988-02-29,2007,YES,F2,U1
a,1988-02-29,2006,YES,F2,U1
-- want --
case_id,numerator,denominator,reason
a,0,0,"left out: turned 18, not 19"
*/

/* example: at a date within a year the birthdays of the twelve months to it count, each by the return of its own year
at: 2009-09-30
-- core.care_leaver --
child_id,born_on,collection_year,in_touch,activity,accommodation
a,1989-10-01,2009,YES,F2,U1
b,1989-09-30,2009,YES,F2,U1
c,1990-09-30,2010,YES,F2,U1
d,1990-10-01,2010,YES,F2,U1
e,1990-03-31,2009,YES,F2,U1
e,1990-03-31,2010,YES,G5,U2
f,1990-04-02,2009,YES,G5,U2
f,1990-04-02,2010,YES,F2,U1
-- want --
case_id,numerator,denominator,reason
a,1,1,"turned 19 on 1 October 2008, F2 other education"
c,1,1,"turned 19 on 30 September 2009, F2 other education"
e,1,1,"turned 19 on 31 March 2009, F2 other education"
f,1,1,"turned 19 on 2 April 2009, F2 other education"
*/

/* example: while a return that the twelve months need is not held, nobody is counted
at: 2009-09-30
-- core.care_leaver --
child_id,born_on,collection_year,in_touch,activity,accommodation
a,1989-10-01,2009,YES,F2,U1
b,1990-03-31,2009,YES,F2,U1
-- want --
case_id,numerator,denominator,not_recorded
a,0,0,return for a part of the twelve months
b,0,0,return for a part of the twelve months
-- want total --
numerator,denominator,value,unjudged,lowest,highest
0,0,z,2,0,100
*/

/* example: on 30 March the twelve months reach into the return before by a day, on 31 March they do not
at: 2009-03-30
-- core.care_leaver --
child_id,born_on,collection_year,in_touch,activity,accommodation
a,1989-11-10,2009,YES,F2,U1
-- want --
case_id,numerator,denominator,not_recorded
a,0,0,return for a part of the twelve months
*/

/* example: a young person looked after at 16 on the 1 April three years before is in, as the return says
at: 2009-03-31
-- core.care_leaver --
child_id,born_on,collection_year,in_touch,activity,accommodation
a,1989-11-10,2009,YES,F2,U1
-- core.coverage --
source,table_name,covered_from,covered_to
ssda903,episodes,2006-04-01,2009-03-31
ssda903,oc3,2006-04-01,2009-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2004-02-01,S,C2,U4,2008-01-05,E6
-- want --
case_id,numerator,denominator,reason
a,1,1,"turned 19 on 10 November 2008, F2 other education"
*/

/* example: a young person whom the episodes show not looked after on that day is left out
at: 2009-03-31
-- core.care_leaver --
child_id,born_on,collection_year,in_touch,activity,accommodation
a,1989-11-10,2009,YES,F2,U1
b,1989-11-10,2009,YES,F2,U1
c,1989-11-10,2009,YES,F2,U1
d,1989-11-10,2009,YES,F2,U1
e,1989-11-10,2009,YES,F2,U1
f,1989-11-10,2009,YES,F2,U1
-- core.coverage --
source,table_name,covered_from,covered_to
ssda903,episodes,2006-04-01,2009-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2004-02-01,S,C2,U4,2006-04-01,E4A
b,2004-02-01,S,C2,U4,2006-04-02,E4A
c,2006-04-01,S,C2,U4,2008-01-05,E6
d,2006-04-02,S,C2,U4,2008-01-05,E6
e,2004-02-01,S,C2,U4,2005-06-01,E4A
f,2005-01-10,S,V4,U4,2006-05-01,X1
f,2006-05-01,L,V2,U4,2008-01-05,E6
-- want --
case_id,numerator,denominator,reason
a,0,0,left out: not looked after on 1 April 2006
b,1,1,"turned 19 on 10 November 2008, F2 other education"
c,1,1,"turned 19 on 10 November 2008, F2 other education"
d,0,0,left out: not looked after on 1 April 2006
e,0,0,left out: not looked after on 1 April 2006
f,0,0,left out: not looked after on 1 April 2006
*/

/* example: where the episodes held do not cover that day the return's list stands
at: 2009-03-31
-- core.care_leaver --
child_id,born_on,collection_year,in_touch,activity,accommodation
a,1989-11-10,2009,YES,F2,U1
b,1989-11-10,2009,YES,F2,U1
-- core.coverage --
source,table_name,covered_from,covered_to
ssda903,episodes,2006-04-02,2009-03-31
ssda903,episodes,2004-04-01,2006-03-31
ssda903,reviews,2004-04-01,2009-03-31
ssd,episodes,2004-04-01,2009-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2006-05-02,S,C2,U4,2008-01-05,E6
b,2004-02-01,S,C2,U4,2005-06-01,E4A
-- want --
case_id,numerator,denominator,reason
a,1,1,"turned 19 on 10 November 2008, F2 other education"
b,1,1,"turned 19 on 10 November 2008, F2 other education"
*/

/* example: episodes that end with that day cover it
at: 2009-03-31
-- core.care_leaver --
child_id,born_on,collection_year,in_touch,activity,accommodation
a,1989-11-10,2009,YES,F2,U1
-- core.coverage --
source,table_name,covered_from,covered_to
ssda903,episodes,2005-04-01,2006-04-01
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2004-02-01,S,C2,U4,2005-06-01,E4A
-- want --
case_id,numerator,denominator,reason
a,0,0,left out: not looked after on 1 April 2006
*/

/* example: a young person of whom no episode of care is held counts: the list stands
at: 2009-03-31
-- core.care_leaver --
child_id,born_on,collection_year,in_touch,activity,accommodation
a,1989-11-10,2009,YES,F2,U1
b,1989-11-10,2009,YES,F2,U1
-- core.coverage --
source,table_name,covered_from,covered_to
ssda903,episodes,2006-04-01,2009-03-31
-- core.care_episode --
area_code,child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
901,b,2004-02-01,S,C2,U4,2005-06-01,E4A
902,a,2004-02-01,S,C2,U4,2005-06-01,E4A
-- want --
case_id,numerator,denominator,reason
a,1,1,"turned 19 on 10 November 2008, F2 other education"
b,0,0,left out: not looked after on 1 April 2006
*/

/* example: where the return is to decide, its list stands whatever the episodes show
at: 2009-03-31
option: care_leaver_eligibility = return
-- core.care_leaver --
child_id,born_on,collection_year,in_touch,activity,accommodation
a,1989-11-10,2009,YES,F2,U1
-- core.coverage --
source,table_name,covered_from,covered_to
ssda903,episodes,2006-04-01,2009-03-31
-- core.care_episode --
child_id,started_on,reason_new_episode,legal_status,placement_type,ended_on,reason_ceased
a,2004-02-01,S,C2,U4,2005-06-01,E4A
-- want --
case_id,numerator,denominator,reason
a,1,1,"turned 19 on 10 November 2008, F2 other education"
*/

/* example: one of eight is 12.5 percent
at: 2009-03-31
-- core.care_leaver --
child_id,born_on,collection_year,in_touch,activity,accommodation
a,1989-11-10,2009,YES,F2,U1
b,1989-11-10,2009,YES,G5,U1
c,1989-11-10,2009,YES,G5,U1
d,1989-11-10,2009,YES,G5,U1
e,1989-11-10,2009,YES,G5,U1
f,1989-11-10,2009,YES,G5,U1
g,1989-11-10,2009,YES,G5,U1
h,1989-11-10,2009,YES,G5,U1
-- want total --
numerator,denominator,value,unjudged,lowest,highest
1,8,12.5,0,12.5,12.5
*/

/* example: with no care leaver of the age there is no percentage
at: 2009-03-31
-- core.care_leaver --
child_id,born_on,collection_year,in_touch,activity,accommodation
a,1989-11-10,2009,DIED,0,0
-- want total --
numerator,denominator,value
0,0,z
*/

/* example: a young person born on 29 February turns 19 on 1 March
at: 2007-03-31
-- core.care_leaver --
child_id,born_on,collection_year,in_touch,activity,accommodation
a,1988-02-29,2007,YES,F2,U1
b,1988-02-28,2007,YES,F2,U1
c,1988-03-01,2007,YES,F2,U1
-- want --
case_id,numerator,denominator,reason
a,1,1,"turned 19 on 1 March 2007, F2 other education"
b,1,1,"turned 19 on 28 February 2007, F2 other education"
c,1,1,"turned 19 on 1 March 2007, F2 other education"
*/
