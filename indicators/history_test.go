package indicators_test

import (
	"context"
	"testing"

	"sightline/indicators"
)

// A query that counts nobody: what is short of history depends on the extracts alone.
const nobodyAtADay = "select '901' as area_code, 'a' as case_id, as_at, 0 as numerator, 1 as denominator\nfrom snapshot\n"

func TestAFigureIsShortOfHistoryWhenTheExtractsBeginAfterTheDayThatItsRuleLooksBackTo(t *testing.T) {
	const episodes, plans = "[{return: ssda903, table: episodes, field: F}]", "[{return: cin_census, table: protection_plan, field: F, any_of: plans}, {return: ssd, table: cp_plans, field: F, any_of: plans}]"
	const twoNeeds = "[{return: ssda903, table: episodes, field: F}, {return: ssda903, table: reviews, field: F}]"
	const twoTables = "[{return: ssd, table: cla_episodes, field: F, any_of: care}, {return: ssd, table: legal_status, field: F, any_of: care}]"
	cases := []struct {
		name, sources, history, at string
		coverage                   []string
		short                      bool
		begins                     string
	}{
		{"the twelve months are all covered", episodes, "12", "2024-03-31", []string{"'ssda903', 'episodes', '2023-04-01', '2025-03-31'"}, false, "2023-04-01"},
		{"a month of them is not", episodes, "12", "2024-02-29", []string{"'ssda903', 'episodes', '2023-04-01', '2025-03-31'"}, true, "2023-04-01"},
		{"a day of them is not", episodes, "12", "2024-03-30", []string{"'ssda903', 'episodes', '2023-04-01', '2025-03-31'"}, true, "2023-04-01"},
		{"a rule that does not look back", episodes, "0", "2023-03-31", []string{"'ssda903', 'episodes', '2023-04-01', '2025-03-31'"}, false, ""},
		{"an extract without a beginning", episodes, "120", "2024-03-31", []string{"'ssda903', null, null, null"}, false, "2014-04-01"},
		{"of two needs one reaches back", twoNeeds, "12", "2024-03-31", []string{"'ssda903', 'episodes', '2020-04-01', null", "'ssda903', 'reviews', '2023-05-01', null"}, true, "2023-05-01"},
		{"of two ways one is enough", plans, "24", "2024-03-31", []string{"'cin_census', 'protection_plan', '2023-04-01', null", "'ssd', 'cp_plans', '2020-01-01', null"}, false, "2022-04-01"},
		{"neither of two ways reaches back", plans, "24", "2024-03-31", []string{"'cin_census', 'protection_plan', '2023-04-01', null", "'ssd', 'cp_plans', '2022-07-01', null"}, true, "2022-07-01"},
		{"a way needs all of its tables", twoTables, "12", "2024-03-31", []string{"'ssd', 'cla_episodes', null, null", "'ssd', 'legal_status', '2023-06-01', null"}, true, "2023-06-01"},
		{"the day it looks back to lies in a gap", episodes, "24", "2024-03-31", []string{"'ssda903', 'episodes', '2018-04-01', '2020-03-31'", "'ssda903', 'episodes', '2023-04-01', '2025-03-31'"}, true, "2023-04-01"},
		{"one return after another", plans, "12", "2025-03-31", []string{"'cin_census', 'protection_plan', '2020-04-01', '2024-06-30'", "'ssd', 'cp_plans', '2024-07-01', null"}, false, "2024-04-01"},
		{"no figure is short of nothing", episodes, "12", "2026-03-31", []string{"'ssda903', 'episodes', '2025-04-01', '2025-12-31'"}, false, "2025-04-01"},
		{"extracts of another authority", episodes, "12", "2024-03-31", []string{"'ssda903', 'episodes', '2023-05-01', null"}, true, "2023-05-01"},
	}
	conn := mustConn(t)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			exec(t, conn, "delete from core.coverage", "insert into core.coverage values ('902', 'ssda903', null, null, null)")
			for _, row := range c.coverage {
				exec(t, conn, "insert into core.coverage values ('901', "+row+")")
			}
			def := definition(t, nobodyAtADay, "sources: "+c.sources, "history: "+c.history, "statistic: ratio", "unit: percent")
			e, err := indicators.Explain(context.Background(), conn, nil, def, indicators.Span{Kind: indicators.AtDay, Start: day(c.at), End: day(c.at)}, "901")
			if err != nil {
				t.Fatal(err)
			}
			if e.Figures[0].ShortHistory != c.short {
				t.Errorf("short of history: want %v, got %+v", c.short, e.Figures[0])
			}
			if begins, ok := e.Begins["901"]; ok != (c.begins != "") || ok && !begins.Equal(day(c.begins)) {
				t.Errorf("what is needed is covered from %v on, want %s", begins, c.begins)
			}
		})
	}
}

// A referral of April 2023 that came back in June, and one of April 2024: the extracts begin in April 2023.
func TestTheFirstMonthsOfReReferralsAreShortOfHistory(t *testing.T) {
	conn := mustConn(t)
	exec(t, conn,
		`insert into core.coverage values ('901', 'cin_census', null, '2023-04-01', '2025-03-31')`,
		`insert into core.referral (area_code, child_id, referral_no, referred_on, source) values
		('901', 'a', 1, '2023-04-10', 'cin_census'), ('901', 'a', 1, '2023-06-20', 'cin_census'), ('901', 'b', 1, '2024-04-10', 'cin_census')`)
	catalogue, err := indicators.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	def, err := catalogue.Find("re_referrals_12_months")
	if err != nil {
		t.Fatal(err)
	}
	if err := indicators.Compute(context.Background(), conn, []*indicators.Definition{def}, indicators.Options{From: day("2023-04-01"), To: day("2025-03-31")}); err != nil {
		t.Fatal(err)
	}
	values, err := indicators.ReadValues(context.Background(), conn, "", indicators.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	short := map[string]string{}
	figures := map[string]string{}
	for _, v := range values {
		key := string(v.Period) + " from " + v.PeriodStart.Format("2006-01-02")
		figures[key] = *v.Numerator + " of " + *v.Denominator
		if v.ShortHistory {
			short[string(v.Period)] = v.PeriodStart.Format("2006-01-02") // the last, since values are in order
		}
	}
	for kind, last := range map[string]string{"month": "2024-03-01", "quarter": "2024-01-01", "ytd": "2023-04-01", "rolling12": "2024-03-01", "year": "2023-04-01"} {
		if short[kind] != last {
			t.Errorf("%s: the last that is short of history begins on %s, want %s", kind, short[kind], last)
		}
	}
	for key, want := range map[string]string{"month from 2023-06-01": "1 of 1", "year from 2023-04-01": "1 of 2", "month from 2024-04-01": "0 of 1"} {
		if figures[key] != want {
			t.Errorf("%s: the figure must stay %s, got %s", key, want, figures[key])
		}
	}
}
