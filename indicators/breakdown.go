package indicators

import (
	"fmt"
	"slices"
	"strings"
)

// Breakdown is a way to split a figure. Groups add up to the whole; cases whose group is not
// recorded are in the group unknown.
type Breakdown string

// The breakdowns. They come from core tables and work for every indicator whose cases are people.
const (
	None      Breakdown = "none"
	Sex       Breakdown = "sex"
	Age       Breakdown = "age"       // DfE's five bands, on the day of the case
	Ethnicity Breakdown = "ethnicity" // the five main groups
	Team      Breakdown = "team"      // of the worker allocated on the day of the case
)

var breakdowns = []Breakdown{None, Sex, Age, Ethnicity, Team}

func (b Breakdown) orNone() Breakdown {
	if b == "" {
		return None
	}
	return b
}

// BreakdownNames lists the breakdowns for help texts.
func BreakdownNames() string {
	words := make([]string, len(breakdowns))
	for i, b := range breakdowns {
		words[i] = string(b)
	}
	return strings.Join(words, ", ")
}

// ParseBreakdown reads a breakdown's name.
func ParseBreakdown(text string) (Breakdown, error) {
	if b := Breakdown(text); slices.Contains(breakdowns, b) {
		return b, nil
	}
	return "", fmt.Errorf("unknown breakdown %q: want one of %s", text, BreakdownNames())
}

// breakdownQueries add the group to the cases. case_day stands for the day of the case.
var breakdownQueries = map[Breakdown]string{
	None: `select indicator_case.*, '' as "group" from indicator_case`,
	Sex: `
		select
			indicator_case.*,
			case child.sex when 'M' then 'male' when 'F' then 'female' else 'unknown' end as "group"
		from indicator_case
		left join core.child as child
			on child.area_code = indicator_case.area_code and child.child_id = indicator_case.person_id`,
	Age: `
		with ages as (
			select indicator_case.*, date_diff('month', child.born_on, case_day)
				- case when day(case_day) < day(child.born_on) then 1 else 0 end as months
			from indicator_case
			left join core.child as child
				on child.area_code = indicator_case.area_code and child.child_id = indicator_case.person_id
		)
		select
			ages.* exclude (months),
			case
				when months is null or months < 0 then 'unknown'
				when months < 12 then 'under 1'
				when months < 60 then '1 to 4'
				when months < 120 then '5 to 9'
				when months < 192 then '10 to 15'
				else '16 and over'
			end as "group"
		from ages`,
	Ethnicity: `
		select
			indicator_case.*,
			case
				when child.ethnicity in ('WBRI', 'WIRI', 'WIRT', 'WROM', 'WOTH') then 'white'
				when child.ethnicity in ('MWBC', 'MWBA', 'MWAS', 'MOTH') then 'mixed'
				when child.ethnicity in ('AIND', 'APKN', 'ABAN', 'AOTH', 'CHNE') then 'Asian or Asian British'
				when child.ethnicity in ('BCRB', 'BAFR', 'BOTH') then 'black or black British'
				when child.ethnicity = 'OOTH' then 'other'
				else 'unknown'
			end as "group"
		from indicator_case
		left join core.child as child
			on child.area_code = indicator_case.area_code and child.child_id = indicator_case.person_id`,
	Team: `
		with worker_teams as (
			select area_code, swe_number, max_by(team_id, (started_on, worker_id)) as team_id
			from core.worker
			where team_id is not null and swe_number is not null
			group by area_code, swe_number
		),
		worker_own_teams as (
			select area_code, worker_id, max_by(team_id, (started_on, worker_id)) as team_id
			from core.worker
			where team_id is not null
			group by area_code, worker_id
		),
		allocated as (
			select
				indicator_case.rowid as case_row,
				max_by(worker_teams.team_id, (allocation.started_on, allocation.worker_ref)) as team_id
			from indicator_case
			inner join core.allocation as allocation
				on allocation.area_code = indicator_case.area_code
				and allocation.child_id = indicator_case.person_id
				and allocation.started_on <= case_day
				and (allocation.ended_on is null or allocation.ended_on > case_day)
			inner join worker_teams
				on worker_teams.area_code = allocation.area_code
				and worker_teams.swe_number = allocation.worker_ref
			group by indicator_case.rowid
		)
		select
			indicator_case.*,
			coalesce(indicator_case.team_id, allocated.team_id, worker_own_teams.team_id, 'unknown') as "group"
		from indicator_case
		left join allocated on allocated.case_row = indicator_case.rowid
		left join worker_own_teams
			on worker_own_teams.area_code = indicator_case.area_code
			and worker_own_teams.worker_id = indicator_case.person_id`,
}
