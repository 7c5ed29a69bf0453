package dashboards_test

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"sightline/dashboards"
	"sightline/dashboards/attack"
	"sightline/indicators"
)

// planted is a warehouse that holds just the figures given, and the part of the real catalogue that they are of.
func planted(t testing.TB, figures []dashboards.Figure) (*sql.DB, *indicators.Catalogue) {
	t.Helper()
	db := world(t)
	execute(t, db, "delete from indicators.value; delete from benchmarks.comparison; delete from benchmarks.member; delete from benchmarks.trend; delete from benchmarks.process; delete from benchmarks.judgement; delete from benchmarks.tally; delete from benchmarks.tally_member;")
	number := func(v *float64) string {
		if v == nil {
			return "null"
		}
		return strconv.FormatFloat(*v, 'f', -1, 64)
	}
	text := func(s string) string { return cmp.Or(s, "null") }
	var rows []string
	for _, f := range figures {
		unjudged, lowest, highest := "0", number(f.Value), number(f.Value)
		if f.Unjudged != nil {
			unjudged, lowest, highest = strconv.FormatInt(*f.Unjudged, 10), number(f.Lowest), number(f.Highest)
		}
		rows = append(rows, fmt.Sprintf("('%s', 'R', '204', '%s', '%s', '%s', 'none', '', %s, %s, %s, %s, %s, '%s', '%s', %s, %s, %s, %s, %s, %t)",
			f.Indicator, f.Period, f.Start.Format(time.DateOnly), f.End.Format(time.DateOnly), text(f.Numerator), text(f.Denominator),
			number(f.Value), number(f.Lower), number(f.Upper), f.Unit, f.Symbol, unjudged, lowest, highest,
			text(cmp.Or(f.JudgedNumerator, f.Numerator)), text(cmp.Or(f.JudgedDenominator, f.Denominator)), f.ShortHistory))
	}
	for chunk := range slices.Chunk(rows, 500) {
		execute(t, db, `insert into indicators.value (indicator, edition, area_code, period, period_start, period_end, breakdown, "group",
			numerator, denominator, value, lower, upper, unit, symbol, unjudged, lowest, highest, judged_numerator, judged_denominator, short_history) values `+strings.Join(chunk, ","))
	}
	list, err := indicators.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	part := &indicators.Catalogue{}
	for _, def := range list.Definitions {
		if slices.ContainsFunc(figures, func(f dashboards.Figure) bool { return f.Indicator == def.ID }) {
			part.Definitions = append(part.Definitions, def)
		}
	}
	return db, part
}

// attackOf publishes what is planted and attacks the public folder.
func attackOf(t testing.TB, db *sql.DB, opts dashboards.Options) (*dashboards.Published, *attack.Report) {
	t.Helper()
	published, err := dashboards.Publish(context.Background(), db, opts)
	if err != nil {
		t.Fatal(err)
	}
	report, err := attack.Folder(filepath.Join(opts.Dir, "current", "public"), opts.Catalogue.Definitions)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range report.Findings {
		t.Errorf("the public folder tells: %s", f)
	}
	return published, report
}

func plantedOptions(t testing.TB, list *indicators.Catalogue) dashboards.Options {
	opts := options(t, t.TempDir())
	opts.Catalogue = list
	return opts
}

// few is a figure with one or two counts over a length of time that ends on a day.
func few(indicator, unit, period, end string, counts ...int) dashboards.Figure {
	day, _ := time.Parse(time.DateOnly, end)
	f := dashboards.Figure{Indicator: indicator, Period: period, End: day, Start: day, Unit: unit, Numerator: strconv.Itoa(counts[0])}
	if period != "snapshot" {
		f.Start = day.AddDate(0, 0, 1).AddDate(-1, 0, 0)
	}
	v := float64(counts[0])
	if len(counts) > 1 {
		f.Denominator = strconv.Itoa(counts[1])
		v = 100 * v / float64(counts[1])
		if strings.HasPrefix(unit, "per ") {
			v *= 100
		}
	}
	f.Value = &v
	return f
}

// Each world has a small count that the primary rule hides and that what is beside it would give away.
func TestNoStructureGivesAHiddenCountAway(t *testing.T) {
	const share, people = "percent", "children"
	unjudged := func(f dashboards.Figure, n int64, lowest, highest float64) dashboards.Figure {
		f.Unjudged, f.Lowest, f.Highest, f.JudgedNumerator = &n, &lowest, &highest, f.Numerator
		return f
	}
	for name, figures := range map[string][]dashboards.Figure{
		"rolling year and year": {
			few("plans_started", "plans", "year", "2024-03-31", 40), few("plans_started", "plans", "rolling12", "2024-03-31", 40),
			few("plans_started", "plans", "rolling12", "2024-06-30", 12), few("plans_started", "plans", "rolling12", "2024-09-30", 9),
			few("plans_started", "plans", "rolling12", "2024-12-31", 7), few("plans_started", "plans", "rolling12", "2025-03-31", 3),
			few("plans_started", "plans", "year", "2025-03-31", 3),
		},
		"number at days, starts and ends": {
			few("plans_open", people, "snapshot", "2024-03-31", 50), few("plans_open", people, "snapshot", "2025-03-31", 61),
			few("plans_started", "plans", "year", "2025-03-31", 15), few("plans_ceased_two_years", share, "year", "2025-03-31", 0, 4),
		},
		"share and count": {
			few("cla_ceased", people, "year", "2025-03-31", 40), few("adopted_share", share, "year", "2025-03-31", 7, 40),
			few("placed_within_12_months", share, "year", "2025-03-31", 3, 7),
		},
		"companions with one denominator": {
			few("plans_started", "plans", "year", "2025-03-31", 30), few("repeat_plans", share, "year", "2025-03-31", 8, 30),
			few("repeat_plans_24_months", share, "year", "2025-03-31", 5, 30),
		},
		"rate and number": {
			few("cla", people, "snapshot", "2025-03-31", 5), few("cla_rate", "per 10,000", "snapshot", "2025-03-31", 5, 51234),
			few("residential_share", share, "snapshot", "2025-03-31", 0, 5),
		},
		"number not recorded": {
			unjudged(few("cla_reviews_in_time", share, "snapshot", "2025-03-31", 30, 40), 8, 30.0*100/40, 33.0*100/40),
			unjudged(few("plan_reviews_in_time", share, "snapshot", "2025-03-31", 30, 40), 3, 30.0*100/40, 33.0*100/40),
		},
		"all but a few": {few("cla_reviews_in_time", share, "snapshot", "2025-03-31", 37, 40), few("cla", people, "snapshot", "2025-03-31", 40)},
	} {
		t.Run(name, func(t *testing.T) {
			db, list := planted(t, figures)
			published, report := attackOf(t, db, plantedOptions(t, list))
			if published.Hidden == 0 && name != "number not recorded" || report.Figures == 0 {
				t.Errorf("%d of %d cells are hidden, which proves nothing", published.Hidden, report.Figures)
			}
		})
	}
}

// Three years together less the two that are shown leave five at least, and five is the most that a figure is hidden for.
func TestAFigureMayBeHiddenForAnySmallNumber(t *testing.T) {
	db, list := planted(t, []dashboards.Figure{
		few("adopted_share", "percent", "year", "2023-03-31", 24, 150), few("adopted_share", "percent", "year", "2024-03-31", 11, 152),
		few("adopted_share", "percent", "year", "2025-03-31", 5, 149), few("entry_to_placement_days", "days", "year", "2025-03-31", 20000, 40),
	})
	opts := plantedOptions(t, list)
	attackOf(t, db, opts)
	shown := map[string]int{}
	for _, r := range records(t, files(t, filepath.Join(opts.Dir, "current", "public"))["data/all.csv"]) {
		if r["symbol"] == "" {
			shown[r["indicator"]]++
		}
	}
	if shown["adopted_share"] == 2 && shown["entry_to_placement_days"] == 1 {
		t.Error("40 less 24 and 11 are 5, and the year is hidden: it is 5")
	}
	if shown["adopted_share"]+shown["entry_to_placement_days"] < 2 {
		t.Errorf("%v are shown: one figure less is enough", shown)
	}
}

// Counts that no figure is of are not given away either, and of what gave them away as much stays as can.
func TestNothingGivesAwayACountThatIsNotPublished(t *testing.T) {
	const share, people = "percent", "children"
	adopted := func(end string, days, n int) dashboards.Figure {
		f := few("entry_to_placement_days", "days", "rolling12", end, days, n)
		v := float64(days) / float64(n)
		f.Value, f.ShortHistory = &v, true
		return f
	}
	closed := func(quarters ...int) (out []dashboards.Figure) {
		for i := 3; i < len(quarters); i++ {
			end := time.Date(2021, time.Month(4+3*(i+1)), 0, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
			total := quarters[i] + quarters[i-1] + quarters[i-2] + quarters[i-3]
			out = append(out, few("referrals_no_further_action", share, "rolling12", end, total, 400))
		}
		return out
	}
	at := func(indicator, unit, end string, counts ...int) dashboards.Figure {
		return few(indicator, unit, "snapshot", end, counts...)
	}
	for name, c := range map[string]struct {
		figures []dashboards.Figure
		stays   string // is still there
	}{
		"windows of three years that begin where the extracts do": {
			[]dashboards.Figure{adopted("2022-03-31", 4870, 12), adopted("2022-06-30", 5985, 13), adopted("2022-09-30", 8956, 19)},
			"entry_to_placement_days,R,204,Hackney,rolling12,2021-10-01,2022-09-30,none,,8956,19",
		},
		"care leavers abroad": {
			[]dashboards.Figure{
				at("in_eet_19_21", share, "2024-09-30", 80, 123), at("in_touch_19_21", share, "2024-09-30", 110, 123),
				at("suitable_accommodation_19_21", share, "2024-09-30", 100, 121),
			},
			"in_eet_19_21,R,204,Hackney,snapshot,2024-09-30,2024-09-30,none,,80,123",
		},
		"children whose first review is not due": {
			[]dashboards.Figure{at("cla", people, "2025-03-31", 403), at("cla_reviews_in_time", share, "2025-03-31", 300, 398)},
			"cla,R,204,Hackney,snapshot,2025-03-31,2025-03-31,none,,403,",
		},
		"quarters of rolling years": {
			closed(0, 9, 9, 9, 9, 0, 9, 9, 9, 9, 0, 9, 9, 9, 9, 1),
			"referrals_no_further_action,R,204,Hackney,rolling12,2024-04-01,2025-03-31,none,,28,400",
		},
		"children who left by who was there in the year and who is there at its end": {
			[]dashboards.Figure{
				at("cla", people, "2024-03-31", 90), at("cla", people, "2025-03-31", 100), few("missing_from_placement", share, "year", "2025-03-31", 12, 103),
			},
			"cla,R,204,Hackney,snapshot,2025-03-31,2025-03-31,none,,100,",
		},
		"children who came by who was there in the year and who was before it": {
			[]dashboards.Figure{
				at("cla", people, "2024-03-31", 100), at("cla", people, "2025-03-31", 90), few("missing_from_placement", share, "year", "2025-03-31", 12, 104),
			},
			"cla,R,204,Hackney,snapshot,2025-03-31,2025-03-31,none,,90,",
		},
		"children who come and go by the years and the numbers at days": {
			[]dashboards.Figure{
				at("cla", people, "2024-03-31", 100), at("cla", people, "2024-06-30", 92), at("cla", people, "2024-09-30", 101),
				at("cla", people, "2024-12-31", 95), at("cla", people, "2025-03-31", 99),
				few("cla_started", people, "year", "2025-03-31", 15), few("cla_ceased", people, "year", "2025-03-31", 16),
			},
			"cla,R,204,Hackney,snapshot,2025-03-31,2025-03-31,none,,99,",
		},
	} {
		t.Run(name, func(t *testing.T) {
			db, list := planted(t, c.figures)
			opts := plantedOptions(t, list)
			published, _ := attackOf(t, db, opts)
			text, err := os.ReadFile(filepath.Join(opts.Dir, "current", "public", "data", "all.csv"))
			if err != nil {
				t.Fatal(err)
			}
			if kept := strings.Count(string(text), "\n") - 1; published.Hidden == 0 && kept == len(c.figures) {
				t.Error("all of it is published")
			}
			if !strings.Contains(string(text), c.stays) {
				t.Errorf("more than need be is gone: of\n%swant %s to stay", text, c.stays)
			}
		})
	}
}

// Authorities with few cases, with every window in the tables: what is published gives nothing away, by whatever
// policy, and is the same whenever it is published.
func TestSmallAuthoritiesArePublishedSafely(t *testing.T) {
	list, err := indicators.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	first := map[uint64]string{}
	for _, c := range []struct {
		seed      uint64
		size      int
		policy    dashboards.Policy
		publishes int
	}{
		{11, 3, dashboards.Policy{}, 1},
		{12, 6, dashboards.Policy{}, 2},
		{13, 20, dashboards.Policy{}, 1},
		{14, 6, dashboards.Policy{SuppressBelow: 10, RoundTo: 5}, 1},
		{15, 8, dashboards.Policy{SuppressBelow: 6, RoundTo: 10, ZeroHidden: true}, 1},
		{16, 4, dashboards.Policy{SuppressBelow: 6, ZeroHidden: true}, 1},
	} {
		if testing.Short() && c.publishes == 1 && c.policy.RoundTo != 5 {
			continue
		}
		db, part := planted(t, dashboards.SmallFigures(list, c.seed, 36, c.size))
		for number := range c.publishes {
			opts := plantedOptions(t, part)
			opts.SuppressBelow, opts.RoundTo, opts.ZeroHidden = c.policy.SuppressBelow, c.policy.RoundTo, c.policy.ZeroHidden
			published, report := attackOf(t, db, opts)
			t.Logf("size %d, %+v: %d of %d figures hidden, %d of them as partners, edition %s", c.size, c.policy, published.Hidden, report.Figures, published.Partner, published.Edition)
			if first := first[c.seed]; number > 0 && first != published.Edition {
				t.Errorf("size %d: published again it is edition %s, want %s", c.size, published.Edition, first)
			}
			first[c.seed] = published.Edition
		}
	}
}

// When something is found that cannot be hidden, nothing is published and what stood still stands.
func TestAnEditionThatGivesSomethingAwayIsNotPublished(t *testing.T) {
	figures := []dashboards.Figure{few("plans_started", "plans", "year", "2025-03-31", 30), few("plans_open", "children", "snapshot", "2025-03-31", 44)}
	db, list := planted(t, figures)
	opts := plantedOptions(t, list)
	first, _ := attackOf(t, db, opts)
	opts.Version = "9.9.9"
	opts.AttackedBy(func([]attack.Cell) *attack.Report {
		return &attack.Report{Findings: []attack.Finding{{
			Kind: attack.Narrow, Indicator: "plans_started", Area: "204", Period: "year", Start: "2024-04-01", End: "2025-03-31", Low: 3, High: 4, What: "it is 3 to 4",
		}}}
	})
	_, err := dashboards.Publish(context.Background(), db, opts)
	var leak *dashboards.LeakError
	if !errors.As(err, &leak) {
		t.Fatalf("the error is %v, want one that a small count would be told", err)
	}
	if text := err.Error(); !strings.Contains(text, "plans_started (year)") || strings.Contains(text, "3 to 4") {
		t.Errorf("the error says %q, want the indicator and the period, and no count", text)
	}
	if got := editions(t, opts.Dir); !slices.Equal(got, []string{first.Edition}) {
		t.Errorf("editions are %v, want only %s", got, first.Edition)
	}
}

// Beside the new edition an earlier one would tell what the new one hides, or how many cases came late.
func TestAnEarlierEditionThatTellsTooMuchGoes(t *testing.T) {
	old := []dashboards.Figure{few("plans_started", "plans", "year", "2024-03-31", 50), few("plans_started", "plans", "year", "2025-03-31", 30)}
	for _, c := range []struct {
		name     string
		now      []dashboards.Figure
		policy   dashboards.Policy
		stays    bool
		threshed int
	}{
		{name: "nothing moved", now: old, stays: true},
		{name: "many came late", now: []dashboards.Figure{old[0], few("plans_started", "plans", "year", "2025-03-31", 41)}, stays: true},
		{name: "a few came late", now: []dashboards.Figure{old[0], few("plans_started", "plans", "year", "2025-03-31", 32)}},
		{name: "now too small to tell", now: []dashboards.Figure{old[0], few("plans_started", "plans", "year", "2025-03-31", 4)}},
		{name: "another policy", now: old, threshed: 10},
	} {
		t.Run(c.name, func(t *testing.T) {
			db, list := planted(t, old)
			opts := plantedOptions(t, list)
			opts.Dir = filepath.Join(opts.Dir, "published [2026]*") // no pattern
			if err := os.MkdirAll(opts.Dir, 0o755); err != nil {
				t.Fatal(err)
			}
			first, _ := attackOf(t, db, opts)
			later, _ := planted(t, c.now)
			opts.Version, opts.SuppressBelow = "9.9.9", c.threshed
			second, _ := attackOf(t, later, opts)
			want := []string{second.Edition}
			if c.stays {
				want = append(want, first.Edition)
			}
			slices.Sort(want)
			if got := editions(t, opts.Dir); !slices.Equal(got, want) || second.Withdrawn != 2-len(want) {
				t.Errorf("editions are %v (%d withdrawn), want %v", got, second.Withdrawn, want)
			}
		})
	}
}

// A table may have a policy of its own, which its method page prints and the manifest carries.
func TestTablesArePublishedByTheirPolicies(t *testing.T) {
	figures := []dashboards.Figure{
		few("cla_reviews_in_time", "percent", "snapshot", "2025-03-31", 63, 98), few("cla", "children", "snapshot", "2025-03-31", 98),
		few("cla_rate", "per 10,000", "snapshot", "2025-03-31", 98, 51234), few("plans_started", "plans", "year", "2025-03-31", 0),
		few("plans_open", "children", "snapshot", "2025-03-31", 8),
	}
	lower, upper := 53.0, 72.0
	figures[0].Lower, figures[0].Upper = &lower, &upper
	db, list := planted(t, figures)
	opts := plantedOptions(t, list)
	opts.Tables = map[string]dashboards.Policy{
		"cla_reviews_in_time": {SuppressBelow: 6, RoundTo: 5, Reason: "reviews are known to the family"},
		"cla_rate":            {SuppressBelow: 6, RoundTo: 10, Reason: "a test"},
		"plans_started":       {SuppressBelow: 6, ZeroHidden: true, Reason: "nobody is telling too"},
		"plans_open":          {SuppressBelow: 10, Reason: "few families"},
	}
	attackOf(t, db, opts)
	tree := files(t, filepath.Join(opts.Dir, "current", "public"))
	for id, want := range map[string][4]string{
		"cla_reviews_in_time": {"65", "100", "65.0", ""}, "cla_rate": {"100", "51234", "20", ""},
		"cla":           {"100", "", "100", ""}, // the same children as the rate's numerator
		"plans_started": {"", "", "", "c"}, "plans_open": {"", "", "", "c"},
	} {
		got := records(t, tree["data/"+id+".csv"])[0]
		if [4]string{got["numerator"], got["denominator"], got["value"], got["symbol"]} != want || id != "cla" && got["lower"]+got["upper"] != "" {
			t.Errorf("%s: the data file has %v, want %v and no limits where counts are rounded", id, got, want)
		}
	}
	for page, want := range map[string]string{
		"method/cla_reviews_in_time.html": "rounded to the nearest 5, halves away from nought, and shares and rates are worked out from the rounded counts, without limits. The reason: Reviews are known to the family.",
		"method/plans_open.html":          "Counts of 1 to 9 are hidden",
		"method/plans_started.html":       "Counts of 0 to 5 are hidden",
		"about.html":                      "Of the 5 figures of this authority 2 are hidden.",
		"manifest.json":                   `"indicator": "cla_rate",`,
		"method/cla.html":                 "The reason: It tells a count of cla_rate under another name.",
	} {
		if !strings.Contains(tree[page], want) {
			t.Errorf("%s does not say %q", page, want)
		}
	}
	if strings.Contains(tree["indicators/cla_reviews_in_time.html"], "53.0") {
		t.Error("limits of a rounded figure are told")
	}
}
