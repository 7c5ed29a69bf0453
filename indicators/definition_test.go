package indicators_test

import (
	"strings"
	"testing"
	"time"

	"sightline/indicators"
)

const goodFile = `/* indicator
title: Children looked after
question: How many children are in care?
also: [LAC-N]
edition:
  - {from: 2008-04-01, to: 2015-03-31, rule: OLD, source: somewhere, decimals: 1}
  - {from: 2015-04-01, rule: NEW, source: somewhere}
statistic: count
unit: children
decimals: 0
polarity: {direction: neutral, reason: neither way is better}
window: snapshot
year_end: "03-31"
numerator: children
denominator: none
exclusions: []
sources:
  - {return: ssda903, table: episodes, field: DECOM}
comparator: {}
companions: []
caution: none
owner: nobody
completeness: every case is judged
*/
select 1
/* example: a rule
at: 2025-03-31
-- core.child --
child_id
a
-- want --
case_id,numerator
a,1
*/
`

func TestAFaultInADefinitionIsNamedByFileAndLine(t *testing.T) {
	cases := []struct{ name, old, new, want string }{
		{"no header", "/* indicator", "/* something", `looked_after/cla.sql:1: want the first line to be "/* indicator"`},
		{"header not closed", "*/\nselect", "\nselect", "looked_after/cla.sql:25: header"},
		{"unknown key", "title:", "titel:", `looked_after/cla.sql:2: header: unknown field "titel"`},
		{"key twice", "owner: nobody", "owner: nobody\nowner: me", `looked_after/cla.sql:23: header: mapping key "owner" already defined`},
		{"missing title", "title: Children looked after\n", "", "header: missing key title"},
		{"missing completeness", "completeness: every case is judged\n", "", "header: missing key completeness"},
		{"unknown statistic", "statistic: count", "statistic: mode", `looked_after/cla.sql:8: header: statistic "mode": want count, ratio or median`},
		{"unknown window", "window: snapshot", "window: day", `looked_after/cla.sql:12: header: window "day": want flow, snapshot or period`},
		{"unknown direction", "direction: neutral", "direction: up", `looked_after/cla.sql:11: header: polarity direction "up"`},
		{"no reason", "{direction: neutral, reason: neither way is better}", "{direction: neutral}", "missing key polarity.reason"},
		{"bad year end", `"03-31"`, `"31-03"`, `year_end "31-03": want month and day as MM-DD`},
		{"history before it begins", `year_end: "03-31"`, "year_end: \"03-31\"\nhistory: -1", "looked_after/cla.sql:14: header: history: want whole months, 0 to 120"},
		{"history too long", `year_end: "03-31"`, "year_end: \"03-31\"\nhistory: 121", "history: want whole months, 0 to 120"},
		{"history in words", `year_end: "03-31"`, "year_end: \"03-31\"\nhistory: a year", "looked_after/cla.sql:14: header: history: want"},
		{"history not in whole months", `year_end: "03-31"`, "year_end: \"03-31\"\nhistory: 1.5", "looked_after/cla.sql:14: header: history: want"},
		{"no edition", "  - {from: 2008-04-01, to: 2015-03-31, rule: OLD, source: somewhere, decimals: 1}\n  - {from: 2015-04-01, rule: NEW, source: somewhere}\n", "", "missing key edition"},
		{"decimals", "decimals: 0", "decimals: 9", "decimals 9: want 0 to 6"},
		{"no sources", "sources:\n  - {return: ssda903, table: episodes, field: DECOM}", "sources: []", "missing key sources"},
		{"no query", "select 1", "-- select 1", "want a query after the header"},
		{"two statements", "select 1", "select 1; select 2", "want one select without a semicolon"},
		{"example without a date", "at: 2025-03-31\n", "", `looked_after/cla.sql:26: example: missing at`},
		{"example with a bad date", "at: 2025-03-31", "at: 2025-02-30", "looked_after/cla.sql:27: example: parsing time"},
		{"example with an odd line", "at: 2025-03-31", "on: 2025-03-31", "looked_after/cla.sql:27: example: want at"},
		{"example wants nothing", "-- want --\ncase_id,numerator\na,1\n", "", "missing -- want --"},
		{"example row too long", "a,1", "a,1,2", "looked_after/cla.sql:33: example: want 2 cells as in the header of want, got 3"},
		{"example not closed", "a,1\n*/\n", "a,1\n", "example: not closed"},
		{"unknown companion", "companions: []", "companions: [{id: nowhere, why: x}]", `names "nowhere", which is not in the catalogue`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			text := strings.Replace(goodFile, c.old, c.new, 1)
			if text == goodFile {
				t.Fatal("the fault was not planted")
			}
			_, err := indicators.LoadCatalogue(mapFile("looked_after/cla.sql", text))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("want %q, got %v", c.want, err)
			}
		})
	}
}

func TestAllFaultsAreReportedTogether(t *testing.T) {
	text := strings.NewReplacer("statistic: count", "statistic: mode", "window: snapshot", "window: day", "at: 2025-03-31\n", "").Replace(goodFile)
	_, err := indicators.LoadCatalogue(mapFile("looked_after/cla.sql", text))
	for _, want := range []string{"statistic", "window", "missing at"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("want a fault about %s, got %v", want, err)
		}
	}
}

func TestTheEditionIsTheOneInForceWhenThePeriodEnds(t *testing.T) {
	catalogue, err := indicators.LoadCatalogue(mapFile("looked_after/cla.sql", goodFile))
	if err != nil {
		t.Fatal(err)
	}
	def := catalogue.Definitions[0]
	for at, want := range map[string]struct {
		rule     string
		decimals int
	}{"2001-03-31": {"OLD", 1}, "2015-03-31": {"OLD", 1}, "2015-04-01": {"NEW", 0}, "2030-03-31": {"NEW", 0}} {
		if got := def.EditionAt(day(at)).Rule; got != want.rule || def.DecimalsAt(day(at)) != want.decimals {
			t.Errorf("%s: want %v, got %s with %d decimals", at, want, got, def.DecimalsAt(day(at)))
		}
	}
}

func TestAPeriodThatEndsOnADay(t *testing.T) {
	text := strings.Replace(goodFile, "window: snapshot", "window: flow", 1)
	workforce := strings.Replace(text, `"03-31"`, `"09-30"`, 1)
	cases := []struct {
		text, at string
		kind     indicators.PeriodKind
		want     string
	}{
		{text, "2025-03-31", "", "year 2024-04-01"},
		{text, "2025-02-28", "", "ytd 2024-04-01"},
		{text, "2024-02-29", "month", "month 2024-02-01"},
		{text, "2024-02-29", "rolling12", "rolling12 2023-03-01"},
		{text, "2025-06-30", "quarter", "quarter 2025-04-01"},
		{text, "2025-04-01", "ytd", "ytd 2025-04-01"},
		{text, "2025-02-28", "year", "no year ends on 2025-02-28"},
		{workforce, "2025-09-30", "", "year 2024-10-01"},
		{workforce, "2025-03-31", "ytd", "ytd 2024-10-01"},
		{goodFile, "2025-02-11", "year", "snapshot 2025-02-11"},
	}
	for _, c := range cases {
		catalogue, err := indicators.LoadCatalogue(mapFile("looked_after/cla.sql", c.text))
		if err != nil {
			t.Fatal(err)
		}
		span, err := catalogue.Definitions[0].Ending(day(c.at), c.kind)
		got := string(span.Kind) + " " + span.Start.Format(time.DateOnly)
		if err != nil {
			got = err.Error()
		}
		if !strings.Contains(got, c.want) {
			t.Errorf("%s ending %s: want %s, got %s", c.kind, c.at, c.want, got)
		}
	}
}

// A definition is written by people: whatever they write, the answer is a definition or a fault
// with the file's name, never a panic.
func FuzzParseDefinition(f *testing.F) {
	f.Add(goodFile)
	f.Add("/* indicator\n*/\n")
	f.Add("/* indicator\ntitle: [\n*/\nselect 1\n/* example: \n-- want --\n\"\n*/")
	f.Fuzz(func(t *testing.T, text string) {
		def, err := indicators.ParseDefinition("looked_after/cla.sql", []byte(text))
		if err == nil && (def.Title == "" || len(def.Editions) == 0) {
			t.Errorf("accepted without title or edition")
		}
		if err != nil && !strings.Contains(err.Error(), "looked_after/cla.sql") {
			t.Errorf("fault without the file's name: %v", err)
		}
	})
}
