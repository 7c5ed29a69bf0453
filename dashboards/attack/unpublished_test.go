package attack

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"sightline/indicators"
)

// folderOf is a public edition with the figures given, each of which is an indicator, a kind of period, its last day, the
// numerator and the denominator, or -. Its columns are those of a real one.
func folderOf(short string, figures ...string) map[string]string {
	data, gaps := dataHead, strings.TrimSuffix(gapsHead, "\n")+",short_history\n"
	for _, line := range figures {
		f := strings.Fields(strings.ReplaceAll(line, "-", ""))
		end, _ := time.Parse("20060102", f[2])
		start := end
		if f[1] != snapshot {
			start = end.AddDate(0, 0, 1).AddDate(-1, 0, 0)
		}
		d := ""
		if len(f) > 4 {
			d = f[4]
		}
		from, to := start.Format(time.DateOnly), end.Format(time.DateOnly)
		data += fmt.Sprintf("%s,E,601,Wexmoor,%s,%s,%s,none,,%s,%s,,,,,\n", f[0], f[1], from, to, f[3], d)
		gaps += fmt.Sprintf("%s,601,%s,%s,%s,none,,,,,,,%s\n", f[0], f[1], from, to, short)
	}
	return map[string]string{"manifest.json": `{"suppress_below":6}`, "data/all.csv": data, "data/completeness.csv": gaps}
}

// rollingOf are the twelve months to the end of each quarter, of quarters that begin in April 2021.
func rollingOf(indicator string, denominator int, quarters ...int) []string {
	var out []string
	for last := 3; last < len(quarters); last++ {
		total := 0
		for _, n := range quarters[last-3 : last+1] {
			total += n
		}
		end := time.Date(2021, time.Month(4+3*(last+1)), 0, 0, 0, 0, 0, time.UTC)
		out = append(out, indicator+" rolling12 "+end.Format(time.DateOnly)+" "+strconv.Itoa(total)+" "+strconv.Itoa(denominator))
	}
	return out
}

// Counts that nothing publishes are found where what is published gives them away, and not where it does not.
func TestCountsThatNothingPublishesAreFound(t *testing.T) {
	list, err := indicators.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	leavers := func(started, ceased string) []string {
		return []string{
			"cla snapshot 2024-03-31 100", "cla snapshot 2024-06-30 92", "cla snapshot 2024-09-30 101", "cla snapshot 2024-12-31 95", "cla snapshot 2025-03-31 99",
			"cla_started year 2025-03-31 " + started, "cla_ceased year 2025-03-31 " + ceased,
		}
	}
	pooled := []string{
		"entry_to_placement_days rolling12 2022-03-31 4870 12", "entry_to_placement_days rolling12 2022-06-30 5985 13", "entry_to_placement_days rolling12 2022-09-30 8956 19",
	}
	for _, c := range []struct {
		name              string
		leak, twin        map[string]string
		indicator, period string
		end               string
		low, high         float64
	}{
		{
			"windows of three years that begin where the extracts do", folderOf("true", pooled...), folderOf("false", pooled...),
			"entry_to_placement_days", "window from 2022-04-01", "2022-06-30", 1, 1,
		},
		{
			"windows of three years in a file that says nothing of the extracts", folderOf("", pooled...), folderOf("", pooled[0], pooled[2]),
			"entry_to_placement_days", "window from 2022-04-01", "2022-06-30", 1, 1,
		},
		{
			"care leavers abroad",
			folderOf("false", "in_eet_19_21 snapshot 2023-09-30 80 123", "suitable_accommodation_19_21 snapshot 2023-09-30 100 121"),
			folderOf("false", "in_eet_19_21 snapshot 2023-09-30 80 123", "suitable_accommodation_19_21 snapshot 2023-09-30 100 117"),
			"in_eet_19_21", snapshot, "2023-09-30", 2, 2,
		},
		{
			"children whose first review is not due",
			folderOf("false", "cla snapshot 2026-03-31 403", "cla_reviews_in_time snapshot 2026-03-31 300 398"),
			folderOf("false", "cla snapshot 2026-03-31 403", "cla_reviews_in_time snapshot 2026-03-31 300 397"),
			"cla", snapshot, "2026-03-31", 5, 5,
		},
		{
			"quarters of rolling years",
			folderOf("false", rollingOf("referrals_no_further_action", 400, 0, 9, 9, 9, 9, 0, 9, 9, 9, 9, 0, 9, 9, 9, 9, 1)...),
			folderOf("false", rollingOf("referrals_no_further_action", 400, 10, 19, 19, 19, 19, 10, 19, 19, 19, 19, 10, 19, 19, 19, 19, 11)...),
			"referrals_no_further_action", "window from 2022-07-01", "2022-09-30", 0, 1,
		},
		{
			"children who cease by the years and the numbers at days", folderOf("false", leavers("15", "16")...), folderOf("false", leavers("29", "30")...),
			"cla_ceased", "window from 2024-07-01", "2024-09-30", 0, 2,
		},
		{
			"children who start by the years and the numbers at days", folderOf("false", leavers("15", "16")...), folderOf("false", leavers("29", "30")...),
			"cla_started", "window from 2024-04-01", "2024-06-30", 0, 2,
		},
		{
			"children who ceased by who was there in the year and who is there",
			folderOf("false", "missing_from_placement year 2025-03-31 12 64", "cla snapshot 2025-03-31 60"),
			folderOf("false", "missing_from_placement year 2025-03-31 12 66", "cla snapshot 2025-03-31 60", "cla snapshot 2024-03-31 50"),
			"missing_from_placement", "year", "2025-03-31", 4, 4,
		},
		{
			"children who started by who was there in the year and who was before it",
			folderOf("false", "missing_from_placement year 2025-03-31 12 64", "cla snapshot 2024-03-31 61"),
			folderOf("false", "missing_from_placement year 2025-03-31 12 64", "cla snapshot 2024-06-30 61"),
			"missing_from_placement", "year", "2025-03-31", 3, 3,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			attackOf := func(files map[string]string) *Report {
				dir := t.TempDir()
				write(t, dir, files)
				r, err := Folder(dir, list.Definitions)
				if err != nil {
					t.Fatal(err)
				}
				return r
			}
			r := attackOf(c.leak)
			switch f := find(r, Window, c.indicator, c.period, c.end, ""); {
			case f == nil:
				t.Errorf("it is not found; findings are %v, notes %v", r.Findings, r.Notes)
			case f.Low != c.low || f.High != c.high || len(f.Because) < 2:
				t.Errorf("it is %v to %v by %d numbers, want %v to %v", f.Low, f.High, len(f.Because), c.low, c.high)
			}
			if twin := attackOf(c.twin); len(twin.Findings) > 0 {
				t.Errorf("the twin leaks nothing, but: %v", twin.Findings)
			}
		})
	}
}

// Every pair of counts names indicators and sides that there are, and no count is part of itself.
func TestPairsAreOfTheCatalogue(t *testing.T) {
	list, err := indicators.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	sides := map[[2]string]kind{}
	for _, def := range list.Definitions {
		for _, s := range figureOf(def).sides {
			sides[[2]string{def.ID, s.name}] = s.kind
		}
	}
	for _, id := range inclusions {
		part, ok := sides[[2]string{id.indicator, id.side}]
		whole, found := sides[[2]string{id.of, id.ofSide}]
		if !ok || !found || id.indicator == id.of || (part == apart) != (whole == apart) {
			t.Errorf("%s of %s and %s of %s make no pair", id.side, id.indicator, id.ofSide, id.of)
		}
		if !Part(id.indicator) {
			t.Errorf("%s is a part", id.indicator)
		}
	}
}

// A quarter in which nobody was counted is no secret where noughts are shown, and one like any other where they are not.
func TestAQuarterOfNoughtsIsASecretWhereNoughtsAre(t *testing.T) {
	published := cells("events year 2023-04-01 2024-03-31 20", "events ytd 2023-04-01 2023-12-31 20")
	for zero, secret := range map[string]bool{"": false, ZeroShown: false, ZeroHidden: true} {
		r := NewAuditor(definitions(), Rules{Policy: Policy{Below: 6, Zero: zero}}).Cells(published)
		f := find(r, Window, "events", "window from 2024-01-01", "2024-03-31", numerator)
		if (f != nil) != secret || f != nil && (f.Low != 0 || f.High != 0) {
			t.Errorf("noughts %q: findings are %v", zero, r.Findings)
		}
	}
}
