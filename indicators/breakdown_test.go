package indicators_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"sightline/etl"
	"sightline/indicators"
)

// groupsOf computes a definition for March 2025 by one breakdown and writes its groups with their
// numerators, noughts left out.
func groupsOf(t *testing.T, def *indicators.Definition, prepare []string, by indicators.Breakdown) string {
	t.Helper()
	conn := mustConn(t)
	exec(t, conn, prepare...)
	if err := etl.Derive(context.Background(), conn); err != nil {
		t.Fatal(err)
	}
	exec(t, conn, `create or replace temp table broken_down as select * from indicators.value limit 0`)
	if err := indicators.Compute(context.Background(), conn, []*indicators.Definition{def},
		indicators.Options{From: day("2025-03-01"), To: day("2025-03-31"), Into: "temp.broken_down", By: []indicators.Breakdown{by}}); err != nil {
		t.Fatal(err)
	}
	values, err := indicators.ReadValues(context.Background(), conn, "temp.broken_down", indicators.Filter{Breakdown: string(by)})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, v := range values {
		if v.Numerator != nil && *v.Numerator != "0" && (v.Period == indicators.AtDay || v.Period == indicators.Month) {
			got = append(got, v.Group+" "+*v.Numerator)
		}
	}
	return strings.Join(got, ", ")
}

// Five children: a in a children's home under a full care order with a plan, b left foster care that day, c
// in a short break, d on a plan that ended that day, e in nothing.
func breakdownChildren() []string {
	return []string{
		`insert into core.coverage values ('901', 'ssda903', null, null, null)`,
		`insert into core.child (area_code, child_id, sex, born_on, ethnicity) values
			('901', 'a', 'M', '2009-04-01', 'WBRI'), ('901', 'b', 'F', '2009-03-31', 'CHNE'), ('901', 'c', 'U', '2020-02-29', 'REFU'),
			('901', 'd', null, '2024-04-01', null), ('901', 'e', 'M', null, 'WROM')`,
		`insert into core.care_episode (area_code, child_id, started_on, reason_new_episode, legal_status, category_of_need, placement_type, ended_on, reason_ceased) values
			('901', 'a', '2024-01-01', 'S', 'C2', 'N1', 'K2', null, null), ('901', 'b', '2024-01-01', 'S', 'V2', 'N4', 'U6', '2025-03-31', 'E4A'),
			('901', 'c', '2025-03-30', 'S', 'V3', 'N2', 'U1', null, null)`,
		`insert into core.protection_plan (area_code, child_id, started_on, ended_on, initial_category, latest_category, source) values
			('901', 'a', '2024-06-01', null, 'NEG', 'EMO', 'cin_census'), ('901', 'd', '2024-06-01', '2025-03-31', 'PHY', null, 'cin_census')`,
		`insert into core.referral (area_code, child_id, referral_no, referred_on, closed_on, primary_need, source) values
			('901', 'd', 1, '2024-05-01', null, 'N5', 'cin_census'), ('901', 'e', 1, '2023-05-01', '2023-06-01', 'N5', 'cin_census')`,
		`insert into core.uasc (area_code, child_id, uasc_ceased_on) values ('901', 'a', '2025-04-01'), ('901', 'b', '2025-03-31')`,
		`insert into core.disability (area_code, child_id, disability, source) values
			('901', 'a', 'LD', 'cin_census'), ('901', 'a', 'AUT', 'cin_census'), ('901', 'b', 'NONE', 'cin_census')`,
		`insert into core.allocation (area_code, child_id, worker_ref, team_id, started_on, ended_on) values
			('901', 'a', 'SW1', 'North', '2024-01-01', null), ('901', 'a', 'SW2', 'Family support', '2024-02-01', '2025-03-31'),
			('901', 'b', 'SW3', null, '2024-01-01', null)`,
		`insert into core.worker (area_code, worker_id, swe_number, agency, fte, team_id) values ('901', 'w3', 'SW3', false, 1, 'South')`,
	}
}

func TestGroupsAreThoseOfTheDay(t *testing.T) {
	def := definition(t, "select area_code, child_id as case_id, child_id as person_id, as_at, 1 as numerator, 1 as denominator\nfrom core.child\ncross join snapshot\n")
	want := map[indicators.Breakdown]string{
		indicators.Team:        "North 1, South 1, unknown 3",
		indicators.Sex:         "female 1, male 2, unknown 2",
		indicators.Age:         "10 to 15 1, 16 and over 1, 5 to 9 1, under 1 1, unknown 1",
		indicators.Ethnicity:   "Asian or Asian British 1, unknown 2, white 2",
		indicators.Ethnicity18: "Chinese 1, Gypsy or Roma 1, unknown 2, white British 1",
		indicators.LegalStatus: "full care order (C2) 1, not looked after 2, series of short breaks (V3, V4) 1, voluntary agreement (V2) 1",
		indicators.Placement:   "children's home 1, foster care with another carer 1, not looked after 2, series of short breaks (V3, V4) 1",
		indicators.Need:        "abuse or neglect (N1) 1, child's disability or illness (N2) 1, family dysfunction (N5) 1, family in acute stress (N4) 1, unknown 1",
		indicators.Abuse:       "emotional abuse 1, not on a plan 3, physical abuse 1",
		indicators.UASC:        "other 4, unaccompanied asylum-seeking 1",
		indicators.Disability:  "disabled 1, not disabled 1, unknown 3",
	}
	for _, by := range indicators.Breakdowns() {
		t.Run(string(by), func(t *testing.T) {
			if got := groupsOf(t, def, breakdownChildren(), by); got != want[by] {
				t.Errorf("\n got %s\nwant %s", got, want[by])
			}
		})
	}
}

// A worker's team is that of the post held; a child with the worker's id changes nothing.
func TestWorkersAreGroupedByTheirOwnTeams(t *testing.T) {
	prepare := append(breakdownChildren(), `insert into core.worker (area_code, worker_id, agency, fte, started_on, ended_on, team_id) values
		('901', 'a', false, 1, '2020-01-01', '2025-01-01', 'Duty'), ('901', 'a', false, 1, '2025-01-01', null, 'Court'), ('901', 'z', false, 1, '2020-01-01', null, null)`)
	def := *definition(t, "select area_code, worker_id as case_id, worker_id as person_id, as_at, 1 as numerator, 1 as denominator\nfrom core.worker\ninner join snapshot on started_on <= as_at and coalesce(ended_on, date '9999-12-31') > as_at\n")
	def.Theme = "workforce"
	if got := groupsOf(t, &def, prepare, indicators.Team); got != "Court 1, unknown 1" {
		t.Errorf("by team: got %s", got)
	}
	if got := groupsOf(t, &def, prepare, indicators.Sex); got != "unknown 2" {
		t.Errorf("by sex: got %s", got)
	}
}

// Every code of the returns that tells a group has one: a code without would be a group 'unknown' that is
// not.
func TestEveryCodeHasItsGroup(t *testing.T) {
	lists := map[indicators.Breakdown][]string{
		indicators.LegalStatus: {"C1", "C2", "D1", "E1", "V2", "V3", "V4", "L1", "L2", "L3", "J1", "J2", "J3"},
		indicators.Placement: {
			"A3", "A4", "A5", "A6", "H5", "K1", "K2", "K3", "P1", "P2", "P3", "Q1", "Q2", "R1", "R2", "R3", "R5", "S1",
			"T0", "T1", "T2", "T3", "T4", "U1", "U2", "U3", "U4", "U5", "U6", "Z1", "Z11", "Z12", "Z13", "Z14", "M1", "M2", "M3",
		},
		indicators.Need: {"N1", "N2", "N3", "N4", "N5", "N6", "N7", "N8"},
		indicators.Ethnicity18: {
			"WBRI", "WIRI", "WIRT", "WROM", "WOTH", "MWBC", "MWBA", "MWAS", "MOTH", "AIND", "APKN", "ABAN", "AOTH",
			"BCRB", "BAFR", "BOTH", "CHNE", "OOTH",
		},
	}
	for by, codes := range lists {
		prepare := []string{`insert into core.coverage values ('901', 'ssda903', null, null, null)`}
		for i, code := range codes {
			status, placement, need, ethnicity := "C2", "U6", "N1", "WBRI"
			*map[indicators.Breakdown]*string{
				indicators.LegalStatus: &status, indicators.Placement: &placement, indicators.Need: &need, indicators.Ethnicity18: &ethnicity,
			}[by] = code
			prepare = append(prepare,
				fmt.Sprintf(`insert into core.child (area_code, child_id, ethnicity) values ('901', '%d', '%s')`, i, ethnicity),
				fmt.Sprintf(`insert into core.care_episode (area_code, child_id, started_on, reason_new_episode, legal_status, category_of_need, placement_type)
					values ('901', '%d', '2024-01-01', 'S', '%s', '%s', '%s')`, i, status, need, placement))
		}
		def := definition(t, "select area_code, child_id as case_id, child_id as person_id, as_at, 1 as numerator, 1 as denominator\nfrom core.child\ncross join snapshot\n")
		groups := strings.Split(groupsOf(t, def, prepare, by), ", ")
		if slices.ContainsFunc(groups, func(group string) bool { return strings.HasPrefix(group, "unknown") }) {
			t.Errorf("%s: a code is in no group: %v", by, groups)
		}
	}
}
