package main

import (
	"encoding/csv"
	"fmt"
	"html"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

var (
	yearForm    = regexp.MustCompile(`^(.+?) (in the year to|in the 12 months to|at) (\d+ \w+ \d{4}), (up|down) (.+?) from (.+?) a year before$`)
	targetForm  = regexp.MustCompile(`^(.+?) (in the year to|in the 12 months to|at) (\d+ \w+ \d{4}) misses the target of (.+?); (.+?), (in the year to|in the 12 months to|at) (\d+ \w+ \d{4}), met it$`)
	verdictForm = regexp.MustCompile(`^(\w+) beside neighbours \((\S+); neighbours (\S+?)(?: in (\S+))?\), where the edition to \d+ \w+ \d{4} said (\w+)$`)
	decideLine  = regexp.MustCompile(`(?s)<li><a href="indicators/(\w+)\.html">[^<]*</a>: (.*?)\.</li>`)
	// The reasons for which an indicator stands among those to decide about.
	decideForms = map[string]*regexp.Regexp{
		"beside":  regexp.MustCompile(`^worse than (neighbours|England) \((\S+); (?:neighbours|England) (\S+?)(?: in (\S+))?\)$`),
		"year":    regexp.MustCompile(`^(up|down) (.+?) from (.+?) a year before$`),
		"target":  regexp.MustCompile(`^misses the target of (\S+)(?: .*?)??(?: or (more|less))? beyond chance(?: \((.+)\))?$`),
		"runs":    regexp.MustCompile(`^will not meet the target of (\S+)(?: .*)? as it runs(?: \((.+)\))?$`),
		"months":  regexp.MustCompile(`^a real change for the worse, (?:above|below) .*|^a real change for the worse, .* in a row.*|^a real change for the worse, 2 of 3 .*$`),
		"review":  regexp.MustCompile(`^the target’s review was due on \d+ \w+ \d{4}$`),
		"comment": regexp.MustCompile(`^(?:a comment is owed(?:: that in \S+ cannot be used)?|its comment was written about another figure)$`),
	}
	// A semicolon within brackets is no end of a reason.
	reasonEnd = regexp.MustCompile(`; (?:worse than|up |down |misses|will not|a real change|the target’s|a comment|its comment)`)
)

// values finds an indicator's figures among those of `sightline values`.
type values []map[string]string

func (v values) at(id, words, day string) map[string]string {
	end, err := time.Parse("2 January 2006", day)
	if err != nil {
		return nil
	}
	for _, period := range map[string][]string{"in the year to": {"year"}, "in the 12 months to": {"rolling12"}, "at": {"snapshot"}}[words] {
		for _, row := range v {
			if row["indicator"] == id && row["period"] == period && row["breakdown"] == "none" && row["period_end"] == end.Format(time.DateOnly) {
				return row
			}
		}
	}
	return nil
}

// newest are an indicator's figures of a year or a day that end last.
func (v values) newest(id string) []map[string]string {
	var out []map[string]string
	for _, row := range v {
		if row["indicator"] != id || row["breakdown"] != "none" || row["value"] == "" || !slices.Contains([]string{"year", "rolling12", "snapshot"}, row["period"]) {
			continue
		}
		switch {
		case len(out) > 0 && row["period_end"] < out[0]["period_end"]:
		case len(out) > 0 && row["period_end"] == out[0]["period_end"]:
			out = append(out, row)
		default:
			out = []map[string]string{row}
		}
	}
	return out
}

// yearBefore is the same figure a year earlier.
func (v values) yearBefore(row map[string]string) map[string]string {
	end, err := time.Parse(time.DateOnly, row["period_end"])
	if err != nil {
		return nil
	}
	before := end.AddDate(-1, 0, 0)
	if end.AddDate(0, 0, 1).Day() == 1 {
		before = time.Date(end.Year()-1, end.Month()+1, 0, 0, 0, 0, 0, time.UTC)
	}
	for _, other := range v {
		if other["indicator"] == row["indicator"] && other["period"] == row["period"] && other["breakdown"] == "none" && other["period_end"] == before.Format(time.DateOnly) {
			return other
		}
	}
	return nil
}

// moved tells whether a figure went the way and the distance that a sentence says, from the figure that it names.
func (v values) moved(row map[string]string, way, distance, from string) bool {
	before := v.yearBefore(row)
	if before == nil || !saysNumber(from, before["value"]) {
		return false
	}
	now, _ := strconv.ParseFloat(row["value"], 64)
	then, _ := strconv.ParseFloat(before["value"], 64)
	got, places, ok := printedNumber(distance)
	grain := math.Pow(10, -float64(places))
	switch {
	case strings.Contains(distance, "m"):
		grain *= 1e6
	case strings.Contains(distance, "£") && got >= 10_000:
		grain = 1000
	}
	return ok && (way == "up") == (now > then) && math.Abs(got-math.Abs(now-then)) <= grain+1e-9
}

// frontIsTrue holds what a front page tells of years, targets and verdicts, among what changed and among what may need a
// decision, against the tables. A line in no known form is a fault.
func frontIsTrue(t *testing.T, dir, page string, tables comparisonTables) (told map[string]int, faults []string) {
	t.Helper()
	told = map[string]int{}
	held := values(tables.values)
	for _, line := range newsLine.FindAllStringSubmatch(page, -1) {
		id, text := line[1], html.UnescapeString(line[2])
		switch {
		case yearForm.MatchString(text):
			told["year"]++
			said := yearForm.FindStringSubmatch(text)
			row := held.at(id, said[2], said[3])
			if row == nil || !saysNumber(said[1], row["value"]) || !held.moved(row, said[4], said[5], said[6]) {
				faults = append(faults, fmt.Sprintf("%s: %q: the values do not say so", id, text))
			}
		case targetForm.MatchString(text):
			told["target"]++
			said := targetForm.FindStringSubmatch(text)
			now, before := held.at(id, said[2], said[3]), held.at(id, said[6], said[7])
			if now == nil || before == nil || !saysNumber(said[1], now["value"]) || !saysNumber(said[5], before["value"]) || !isTarget(t, dir, id, said[4]) {
				faults = append(faults, fmt.Sprintf("%s: %q: the values and targets do not say so", id, text))
			}
		case verdictForm.MatchString(text):
			told["verdict"]++
			said := verdictForm.FindStringSubmatch(text)
			if said[1] == said[5] || !tables.beside(id, said[1], "neighbours", said[2], said[3]) {
				faults = append(faults, fmt.Sprintf("%s: %q: no comparison says so", id, text))
			}
		case !isSignal(text):
			faults = append(faults, fmt.Sprintf("%s: %q: in no known form", id, text))
		}
	}
	_, decide, _ := strings.Cut(page, `<h2 id="decide">`)
	decide, _, _ = strings.Cut(decide, "</section>")
	for _, line := range decideLine.FindAllStringSubmatch(decide, -1) {
		for _, reason := range reasonsOf(html.UnescapeString(line[2])) {
			kind, said := "", []string(nil)
			for name, form := range decideForms {
				if match := form.FindStringSubmatch(reason); match != nil {
					kind, said = name, match
				}
			}
			told["decide"]++
			if kind == "" || !tables.decides(t, dir, line[1], kind, said) {
				faults = append(faults, fmt.Sprintf("%s: %q: no table says so", line[1], reason))
			}
		}
	}
	return told, faults
}

// reasonsOf parts the reasons of a line.
func reasonsOf(text string) []string {
	var out []string
	for {
		at := reasonEnd.FindStringIndex(text)
		if at == nil {
			return append(out, text)
		}
		out, text = append(out, text[:at[0]]), text[at[0]+2:]
	}
}

func isSignal(text string) bool {
	for _, form := range signalForms {
		if form.MatchString(text) {
			return true
		}
	}
	return false
}

// beside tells whether a comparison has the verdict and the two figures.
func (c comparisonTables) beside(id, verdict, whom, own, theirs string) bool {
	columns := map[string][2]string{"neighbours": {"verdict_neighbours", "neighbour_mean"}, "England": {"verdict_england", "england"}}[whom]
	return slices.ContainsFunc(c.comparison, func(row map[string]string) bool {
		return row["indicator"] == id && row[columns[0]] == verdict && saysNumber(own, row["own_value"]) && saysNumber(theirs, row[columns[1]])
	})
}

// decides tells whether the tables give a reason.
func (c comparisonTables) decides(t *testing.T, dir, id, kind string, said []string) bool {
	t.Helper()
	held := values(c.values)
	process := func(column, value string) bool {
		return slices.ContainsFunc(c.process, func(row map[string]string) bool { return row["indicator"] == id && row[column] == value })
	}
	switch kind {
	case "beside":
		return c.beside(id, "worse", said[1], said[2], said[3])
	case "year":
		return slices.ContainsFunc(held.newest(id), func(row map[string]string) bool { return held.moved(row, said[1], said[2], said[3]) })
	case "target":
		target, _, _ := printedNumber(said[1])
		return isTarget(t, dir, id, said[1]) && slices.ContainsFunc(held.newest(id), func(row map[string]string) bool {
			lower, _ := strconv.ParseFloat(row["lower"], 64)
			upper, _ := strconv.ParseFloat(row["upper"], 64)
			return row["lower"] != "" && (said[2] != "more" && lower > target || said[2] != "less" && upper < target) && (said[3] == "" || saysNumber(said[3], row["value"]))
		})
	case "runs":
		return process("assurance", "will not meet") && isTarget(t, dir, id, said[1]) && (said[2] == "" || slices.ContainsFunc(held.newest(id), func(row map[string]string) bool {
			return saysNumber(said[2], row["value"])
		}))
	case "months":
		return process("variation", "concern")
	default:
		return true // a day of the target's, or what somebody wrote: no figure
	}
}

// isTarget tells whether the demonstration's targets have one of the indicator with the value.
func isTarget(t *testing.T, dir, id, value string) bool {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, "extracts", "targets", "*.csv"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		file, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		records, err := csv.NewReader(file).ReadAll()
		if err != nil || file.Close() != nil {
			t.Fatal(path, err)
		}
		for _, record := range records[1:] {
			if at := slices.Index(records[0], "value"); record[slices.Index(records[0], "indicator")] == id && saysNumber(value, record[at]) {
				return true
			}
		}
	}
	return false
}

// A sentence that says another number, way or verdict than the tables is found, in each form.
func TestFrontPageSentencesThatAreWrongAreFound(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "extracts", "targets"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "extracts", "targets", "t.csv"), []byte("indicator,value\na,10\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	value := func(end, v, lower, upper string) map[string]string {
		return map[string]string{"indicator": "a", "period": "year", "breakdown": "none", "period_end": end, "value": v, "lower": lower, "upper": upper}
	}
	tables := comparisonTables{
		values:     []map[string]string{value("2026-03-31", "14.04", "12", "16"), value("2025-03-31", "9.96", "8", "12")},
		comparison: []map[string]string{{"indicator": "a", "own_value": "14.04", "neighbour_mean": "12.2", "england": "10", "verdict_neighbours": "worse", "verdict_england": "worse"}},
	}
	news := func(text string) string {
		return `<li><span class="tag tag-plain"><span class="sign">!</span> x</span> <a href="indicators/a.html">A</a>: ` + text + `.</li>`
	}
	decide := func(text string) string {
		return `<h2 id="decide">x</h2><ul><li><a href="indicators/a.html">A</a>: ` + text + `.</li></ul></section>`
	}
	for page, wrong := range map[string]int{
		news("14.0% in the year to 31 March 2026, up 4.1 percentage points from 10.0% a year before"):                            0,
		news("14.1% in the year to 31 March 2026, up 4.1 percentage points from 10.0% a year before"):                            1,
		news("14.0% in the year to 31 March 2026, down 4.1 percentage points from 10.0% a year before"):                          1,
		news("14.0% in the year to 31 March 2026, up 5.1 percentage points from 10.0% a year before"):                            1,
		news("14.0% in the year to 31 March 2026, up 4.1 percentage points from 11.0% a year before"):                            1,
		news("14.0% in the year to 31 March 2024, up 4.1 percentage points from 10.0% a year before"):                            1,
		news("14.0% in the year to 31 March 2026 misses the target of 10% or less; 10.0%, in the year to 31 March 2025, met it"): 0,
		news("14.0% in the year to 31 March 2026 misses the target of 11% or less; 10.0%, in the year to 31 March 2025, met it"): 1,
		news("14.0% in the year to 31 March 2026 misses the target of 10% or less; 10.2%, in the year to 31 March 2025, met it"): 1,
		news("worse beside neighbours (14.0%; neighbours 12.2%), where the edition to 28 February 2026 said similar"):            0,
		news("better beside neighbours (14.0%; neighbours 12.2%), where the edition to 28 February 2026 said similar"):           1,
		news("worse beside neighbours (14.0%; neighbours 12.3% in 2025), where the edition to 28 February 2026 said similar"):    1,
		news("worse beside neighbours (14.0%; neighbours 12.2%), where the edition to 28 February 2026 said worse"):              1,
		news("it went up"): 1,
		decide("worse than neighbours (14.0%; neighbours 12.2%); worse than England (14.0%; England 10.0%); misses the target of 10% or less beyond chance; a comment is owed"): 0,
		decide("worse than neighbours (14.0%; neighbours 12.4%)"):                                                   1,
		decide("up 4.1 percentage points from 10.0% a year before; misses the target of 13% or less beyond chance"): 1,
		decide("misses the target of 10% or less beyond chance (14.0%); a comment is owed"):                         0,
		decide("misses the target of 10% or less beyond chance (14.1%)"):                                            1,
		decide("misses the target of 10% or more beyond chance"):                                                    1,
		decide("will not meet the target of 10% or less as it runs"):                                                1,
		decide("something else"): 1,
	} {
		told, faults := frontIsTrue(t, dir, page, tables)
		if len(faults) != wrong || len(told) == 0 && wrong == 0 {
			t.Errorf("%s: %v", page, faults)
		}
	}
}
