package indicators

import (
	"context"
	_ "embed"
	"fmt"
	"slices"
	"strings"
)

// Breakdown is a way to split a figure. Groups add up to the whole; cases whose group is not
// recorded are in the group unknown.
type Breakdown string

// The breakdowns. They come from core tables, as things stood on the day of the case, and work for every
// indicator whose cases are people. A case of no person is in the group unknown of a count; the share or
// rate of a group cannot rest on it, so there it is in no group.
const (
	None        Breakdown = "none"
	Team        Breakdown = "team" // the case's own, else of the worker allocated, else the worker's
	Sex         Breakdown = "sex"
	Age         Breakdown = "age"         // DfE's five bands
	Ethnicity   Breakdown = "ethnicity"   // the five main groups
	Ethnicity18 Breakdown = "ethnicity18" // the eighteen groups
	LegalStatus Breakdown = "legal_status"
	Placement   Breakdown = "placement" // looking through temporary placements
	Need        Breakdown = "need"      // category of need of the period of care, else of the referral
	Abuse       Breakdown = "abuse"     // latest category of abuse of the plan
	UASC        Breakdown = "uasc"      // unaccompanied asylum-seeking children
	Disability  Breakdown = "disability"
)

// Breakdowns lists every breakdown but none, in the order they are shown.
func Breakdowns() []Breakdown {
	return []Breakdown{Team, Sex, Age, Ethnicity, Ethnicity18, LegalStatus, Placement, Need, Abuse, UASC, Disability}
}

// BreakdownNames lists the breakdowns for help texts.
func BreakdownNames() string {
	words := []string{string(None)}
	for _, b := range Breakdowns() {
		words = append(words, string(b))
	}
	return strings.Join(words, ", ")
}

// ParseBreakdown reads a breakdown's name.
func ParseBreakdown(text string) (Breakdown, error) {
	if b := Breakdown(text); b == None || slices.Contains(Breakdowns(), b) {
		return b, nil
	}
	return "", fmt.Errorf("unknown breakdown %q: want one of %s", text, BreakdownNames())
}

//go:embed breakdown.sql
var groupQuery string

//go:embed child_state.sql
var childStateQuery string

//go:embed worker_state.sql
var workerStateQuery string

// Tables of who children and workers were on each day.
const (
	childState  = "child_state"
	workerState = "worker_state"
)

// supplyStates fills the temporary tables named that the breakdowns take a person's groups from; where none are
// asked for, the names of groups are an empty table. A person's time is cut only where something asked for
// changes: a case is found among one or two stretches and not among dozens.
func supplyStates(ctx context.Context, q Querier, breakdowns []Breakdown, states ...string) error {
	query := `create or replace temp table group_code (breakdown varchar, code varchar, "group" varchar, group_id utinyint)`
	if len(breakdowns) > 0 {
		var asked []string
		for _, b := range breakdowns {
			asked = append(asked, quoted(string(b)))
		}
		query = "create or replace temp table asked_breakdown as select unnest([" + strings.Join(asked, ", ") + "]) as breakdown;\n" + groupQuery
		for _, state := range states {
			query += map[string]string{childState: childStateQuery, workerState: workerStateQuery}[state]
		}
	}
	if _, err := q.ExecContext(ctx, query); err != nil {
		return fmt.Errorf("groups of people: %w", err)
	}
	return nil
}

// states is the table of who the indicator's people were.
func (d *Definition) states() string {
	if d.aboutWorkers() {
		return workerState
	}
	return childState
}

// aboutWorkers tells whether the indicator's people are workers: their ids may equal children's.
func (d *Definition) aboutWorkers() bool { return d.Theme == "workforce" }

// caseDay is the column with the day that a case's groups are taken on.
func (d *Definition) caseDay() string {
	return map[Window]string{Flow: "occurred_on", Snapshot: "as_at", Spanning: "period_end"}[d.Window]
}

// groupColumn is the column of indicator_case with a breakdown's group.
func (b Breakdown) groupColumn() string { return "by_" + string(b) }

// groupList is the select list that adds the groups of the breakdowns to the cases in returned, which has
// the columns given.
func (d *Definition) groupList(breakdowns []Breakdown, columns []string) []string {
	given := func(column string) string {
		if slices.Contains(columns, column) {
			return "returned." + column + "::varchar"
		}
		return "null::varchar"
	}
	var list []string
	for _, b := range breakdowns {
		group, person, outside := "state."+string(b), given("person_id"), "0::utinyint"
		switch {
		case b == Team:
			group = "coalesce(" + given("team_id") + ", state.team)"
			person = "coalesce(" + person + ", " + given("team_id") + ")"
		case d.aboutWorkers() && b == Age:
			group = "null::varchar"
		case d.aboutWorkers():
			group = "null::utinyint"
		case b == Age:
			group = ageGroup("returned." + d.caseDay() + "::date")
		}
		if b.inWords() {
			outside = "''"
		}
		if d.Statistic != Count {
			// A population is in no group: as the denominator of 'unknown' it would make a false rate.
			group = "case when " + person + " is null then " + outside + " else " + group + " end"
		}
		list = append(list, group+" as "+b.groupColumn())
	}
	return list
}

// inWords tells whether cases carry the group itself; the others carry its number in group_code. The empty
// word and the number 0 are of cases in no group, null is unknown.
func (b Breakdown) inWords() bool { return b == Team || b == Age }

// ageGroup gives the band of the age on a day; a birthday of 29 February falls on 1 March in other years.
func ageGroup(day string) string {
	months := fmt.Sprintf("(date_diff('month', state.born_on, %[1]s) - (day(%[1]s) < day(state.born_on))::integer)", day)
	return strings.ReplaceAll(`case
        when state.born_on is null or state.born_on > `+day+` then null
        when MONTHS < 12 then 'under 1'
        when MONTHS < 60 then '1 to 4'
        when MONTHS < 120 then '5 to 9'
        when MONTHS < 192 then '10 to 15'
        else '16 and over'
    end`, "MONTHS", months)
}

// groupJoin joins the state of the case's person on its day; empty without a breakdown.
func (d *Definition) groupJoin(breakdowns []Breakdown, columns []string) string {
	if len(breakdowns) == 0 {
		return ""
	}
	person := "null"
	if slices.Contains(columns, "person_id") {
		person = "returned.person_id::varchar"
	}
	day := "returned." + d.caseDay() + "::date"
	return `
left join ` + d.states() + ` as state
    on state.area_code = returned.area_code
    and state.person_id = ` + person + `
    and state.from_on <= ` + day + `
    and state.to_on > ` + day
}
