package benchmarks

import (
	"database/sql"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"sightline/indicators"
)

// tallyWorld holds Ayton's figures of the year to 31 March 2025 and what they are judged against.
func tallyWorld(t *testing.T) (*sql.DB, *indicators.Catalogue) {
	t.Helper()
	dir := t.TempDir()
	write(t, dir, "printed.csv", "measure,comparator,years,value,says,source,note,not_comparable\n"+
		"worded,england,2024-25,,met,A report,compares well,\n"+
		"unworded,england,2024-25,,not met,A report,,\n"+
		"foreign,england,2024-25,,met,A report,,the report counts other children\n")
	db := load(t, dir)
	must(t, indicators.ApplySchema(t.Context(), db))
	_, err := db.ExecContext(t.Context(), `
		insert into core.area (area_code, area_name, area_level, own) values ('901', 'Ayton', 'authority', true)`)
	must(t, err)
	catalogue := &indicators.Catalogue{}
	for _, id := range []string{"more", "fewer", "tie", "near", "plain", "lost", "alone", "aside", "worded", "unworded", "foreign", "aged"} {
		way := indicators.High
		switch id {
		case "fewer":
			way = indicators.Low
		case "plain":
			way = indicators.Neutral
		}
		catalogue.Definitions = append(catalogue.Definitions, &indicators.Definition{
			ID: id, Statistic: indicators.Ratio, Polarity: indicators.Polarity{Direction: way}, YearEnd: "03-31", Decimals: 1,
			Editions: []indicators.Edition{{From: "2010-01-01", Rule: "R"}},
		})
	}
	must(t, fillMatch(t.Context(), db, catalogue))
	year := func(id, value string) { own(t, db, id, "901", "year", "2025-03-31", value, "null", "null") }
	for id, value := range map[string]string{
		"more": "60", "fewer": "12", "tie": "80.04", "near": "80.06", "plain": "5", "alone": "7", "aside": "9", "worded": "50",
	} {
		year(id, value)
	}
	own(t, db, "aged", "901", "year", "2019-03-31", "1", "null", "null")
	// A later figure of single months does not take the place of the year's.
	own(t, db, "more", "901", "month", "2025-06-30", "1", "null", "null")
	judged := func(id, end, value, verdict, reason string) {
		_, err := db.ExecContext(t.Context(), `
			insert into benchmarks.judgement
				(indicator, area_code, "period", period_end, against, name, value, verdict, strength, method, reason)
			values (?, '901', 'year', ?::date, 'england', 'England', ?::double, ?, '', '', ?)`, id, end, value, verdict, reason)
		must(t, err)
	}
	judged("more", "2025-03-31", "50", Better, "")
	judged("fewer", "2025-03-31", "10", Worse, "")
	judged("tie", "2025-03-31", "79.96", Similar, "")
	judged("near", "2025-03-31", "80.04", Similar, "")
	judged("plain", "2025-03-31", "4", Higher, "")
	judged("aside", "2025-03-31", "4", NotComparable, "no limits")
	judged("aged", "2019-03-31", "2", Worse, "")
	return db, catalogue
}

func tallied(t *testing.T, db *sql.DB, catalogue *indicators.Catalogue, opts Options) (map[string]TallyResult, map[string]TallyMember) {
	t.Helper()
	must(t, FillTallies(t.Context(), db, catalogue, opts))
	tallies, err := Tallies(t.Context(), db, nil, "")
	must(t, err)
	members, err := TallyMembers(t.Context(), db, nil, "")
	must(t, err)
	results, listed := map[string]TallyResult{}, map[string]TallyMember{}
	for _, one := range tallies {
		results[one.Name+", "+one.Reading] = one
		checkSentence(t, one, members)
	}
	for _, one := range members {
		listed[one.Name+", "+one.Reading+", "+one.Indicator] = one
	}
	return results, listed
}

var sentenceForm = regexp.MustCompile(`^Meets or beats .* in (\d+) of (\d+)\. By 95% limits better in (\d+), similar in (\d+) and worse in (\d+)` +
	`(?:; (\d+) on printed words alone, which have no limits)?\. Ties: (\d+), counted as (met|not met)\. Left out: (\d+) of (\d+)\.$`)

// checkSentence counts every number of a sentence again, from the members.
func checkSentence(t *testing.T, tally TallyResult, members []TallyMember) {
	t.Helper()
	seen := map[string]int{}
	listed := 0
	for _, m := range members {
		if m.Name != tally.Name || m.Reading != tally.Reading || m.AreaCode != tally.AreaCode {
			continue
		}
		listed++
		seen[m.Outcome]++
		if m.Outcome != LeftOut {
			seen[m.Verdict]++
		}
	}
	met := seen[Met]
	if tally.Ties == Met {
		met += seen[Tied]
	}
	counted := listed - seen[LeftOut]
	if counted == 0 {
		if !strings.HasPrefix(tally.Sentence, "Nothing can be counted against ") || !strings.HasSuffix(tally.Sentence, fmt.Sprintf("Left out: %d of %d.", listed, listed)) {
			t.Errorf("%s: %s", tally.Name, tally.Sentence)
		}
		return
	}
	found := sentenceForm.FindStringSubmatch(tally.Sentence)
	if found == nil {
		t.Fatalf("%s, %s: %q", tally.Name, tally.Reading, tally.Sentence)
	}
	want := []int{met, counted, seen[Better], seen[Similar], seen[Worse], seen[NotComparable], seen[Tied], seen[LeftOut], listed}
	got := slices.Delete(slices.Clone(found[1:]), 7, 8)
	for i, text := range got {
		if number, _ := strconv.Atoi(text); number != want[i] {
			t.Errorf("%s, %s: %q: number %d is %s, counted again %d", tally.Name, tally.Reading, tally.Sentence, i+1, text, want[i])
		}
	}
	if found[8] != tally.Ties || met != tally.Met || counted != tally.Counted || seen[Better] != tally.Better || seen[Similar] != tally.Alike || seen[Worse] != tally.Worse {
		t.Errorf("%s, %s: %+v does not agree with its members %v", tally.Name, tally.Reading, tally, seen)
	}
}

func TestATallyListsItsMembersAndWhatIsLeftOut(t *testing.T) {
	db, catalogue := tallyWorld(t)
	asAt := time.Date(2025, time.June, 30, 0, 0, 0, 0, time.UTC)
	results, members := tallied(t, db, catalogue, Options{AsAt: asAt})
	got := results["against England, by polarity"]
	// More, tie, near and the words are met; fewer, where low is good, is not.
	if got.Met != 4 || got.Counted != 5 || got.Better != 1 || got.Alike != 2 || got.Worse != 1 || got.Ties != Met || got.AreaCode != "901" {
		t.Errorf("the standing tally is %+v", got)
	}
	for id, want := range map[string][3]string{
		"more":   {Met, Better, "60.0 against 50.0, higher is better"},
		"fewer":  {NotMet, Worse, "12.0 against 10.0, lower is better"},
		"tie":    {Tied, Similar, "80.0 against 80.0, higher is better"},
		"near":   {Met, Similar, "80.1 against 80.0, higher is better"},
		"plain":  {LeftOut, NotComparable, "neither a higher nor a lower figure is better"},
		"lost":   {LeftOut, NotComparable, "no figure of ours: not available"},
		"alone":  {LeftOut, NotComparable, "no comparator is held for this figure"},
		"aside":  {LeftOut, NotComparable, "cannot be compared: no limits"},
		"worded": {Met, NotComparable, "rests on printed words alone, without a number: A report: compares well"},
		// Without a figure of ours there is no year whose words would count; see the dated tally.
		"unworded": {LeftOut, NotComparable, "no figure of ours: not available"},
		"foreign":  {LeftOut, NotComparable, "no figure of ours: not available"},
		"aged":     {LeftOut, NotComparable, "our latest figure is more than a year older than this comparison"},
	} {
		m := members["against England, by polarity, "+id]
		if [3]string{m.Outcome, m.Verdict, m.Reason} != want {
			t.Errorf("%s: %q, want %q", id, [3]string{m.Outcome, m.Verdict, m.Reason}, want)
		}
	}
	if nothing := results["against statistical neighbours, by polarity"]; nothing.Counted != 0 || nothing.Met != 0 {
		t.Errorf("without neighbours: %+v", nothing)
	}
}

func TestATallyIsReadAsTheConfigurationSays(t *testing.T) {
	db, catalogue := tallyWorld(t)
	dated := Tally{
		Name: "dated", Against: "england", TiesFail: true, End: time.Date(2025, time.March, 31, 0, 0, 0, 0, time.UTC),
		Members: []string{"fewer", "tie", "plain", "unworded", "foreign", "more"},
		Readings: []Reading{
			{Name: "high", Polarity: map[string]string{"fewer": "high", "plain": "low"}},
			{Name: "without", LeaveOut: map[string]string{"more": "another reason"}},
		},
	}
	for range 2 { // a repeated tally replaces the first
		results, members := tallied(t, db, catalogue, Options{Tallies: []Tally{dated}})
		for reading, want := range map[string][2]int{ByPolarity: {1, 4}, "high": {2, 5}, "without": {0, 3}} {
			if got := results["dated, "+reading]; got.Met != want[0] || got.Counted != want[1] || got.Ties != NotMet {
				t.Errorf("%s: %+v, want %v", reading, got, want)
			}
		}
		for key, want := range map[string][3]string{
			"by polarity, unworded": {NotMet, NotComparable, "rests on printed words alone, without a number: A report"},
			"by polarity, foreign":  {LeftOut, NotComparable, "the report counts other children"},
			"high, fewer":           {Met, Better, "12.0 against 10.0, higher is better"},
			"high, plain":           {NotMet, Worse, "5.0 against 4.0, lower is better"},
			"without, more":         {LeftOut, NotComparable, "left out by this reading: another reason"},
		} {
			m := members["dated, "+key]
			if [3]string{m.Outcome, m.Verdict, m.Reason} != want {
				t.Errorf("%s: %q, want %q", key, [3]string{m.Outcome, m.Verdict, m.Reason}, want)
			}
		}
		if len(results) != 5 {
			t.Errorf("%d tallies: %v", len(results), slices.Sorted(maps.Keys(results)))
		}
	}
	// With several own authorities nobody knows of which of them the words are.
	_, err := db.ExecContext(t.Context(), "insert into core.area (area_code, area_name, area_level, own) values ('902', 'Beeford', 'authority', true)")
	must(t, err)
	must(t, FillTallies(t.Context(), db, catalogue, Options{Tallies: []Tally{dated}}))
	members, err := TallyMembers(t.Context(), db, []string{"unworded"}, "902")
	must(t, err)
	if len(members) != 5 || members[0].Outcome != LeftOut || !strings.Contains(members[0].Reason, "not which of ours") {
		t.Errorf("of two authorities: %+v", members)
	}
}
