package main

import (
	"fmt"
	"maps"
	"math"
	"math/big"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// The oracle: figures worked out again in plain Go from the extract files, written from the words of
// the definitions alone. It shares no code with the program but the command line that it drives.

const (
	oracleWorlds  = 200
	oracleRuns    = 2
	worldsPerArea = 4
	oracleFrom    = "2023-04-01"
	oracleAsAt    = "2025-03-31"
	dirtyOutOfTen = 7
	casesShown    = 4 // of the worlds in which an indicator differs, those of which the cases are listed
)

// area is an invented authority that holds the children, workers and postings of some worlds, which
// the first letter of an id tells apart.
type area struct {
	code  string
	seeds []uint64 // of its worlds
	dir   string   // of its extracts
	care  *careFacts
	need  *needFacts
	team  *staffFacts
	book  *ledgerFacts
	pop   map[int]int // mid-year population, 0 to 17
}

// question is one indicator as the oracle understands it.
type question struct {
	id         string
	snapshot   bool
	multiplier int64
	median     bool // of the numerators, instead of their sum over that of the denominators
	yearsOnly  bool // the definition speaks of 31 March alone
	cases      func(w *area, s span) []contribution
}

func questions() []question {
	care := func(f func(*careFacts, span) []contribution) func(*area, span) []contribution {
		return func(w *area, s span) []contribution { return f(w.care, s) }
	}
	need := func(f func(*needFacts, span) []contribution) func(*area, span) []contribution {
		return func(w *area, s span) []contribution { return f(w.need, s) }
	}
	team := func(w *area, s span) []contribution { return w.team.sickDays(s) }
	book := func(f func(*ledgerFacts, span) []contribution) func(*area, span) []contribution {
		return func(w *area, s span) []contribution { return f(w.book, s) }
	}
	return []question{
		{id: "cla", snapshot: true, cases: care((*careFacts).lookedAfter)},
		{id: "cla_started", cases: care((*careFacts).started)},
		{id: "cla_ceased", cases: care((*careFacts).ceased)},
		{id: "cla_rate", snapshot: true, multiplier: 10_000, cases: claRate},
		{id: "placements_three_or_more", snapshot: true, multiplier: 100, cases: care((*careFacts).threePlacements)},
		{id: "placement_two_years", snapshot: true, multiplier: 100, cases: care((*careFacts).twoYears)},
		{id: "residential_share", snapshot: true, multiplier: 100, cases: care((*careFacts).residential)},
		{id: "in_eet_19_21", snapshot: true, multiplier: 100, yearsOnly: true, cases: care((*careFacts).inWork)},
		{id: "sickness_days_per_fte", multiplier: 1, cases: team},
		{id: "residential_spend", cases: book((*ledgerFacts).residentialSpend)},
		{id: "gross_less_recharges", cases: book((*ledgerFacts).lessRecharges)},
		{id: "gross_expenditure", cases: book((*ledgerFacts).grossSpend)},
		{id: "referrals", cases: need((*needFacts).referred)},
		{id: "re_referrals_12_months", multiplier: 100, cases: need((*needFacts).reReferrals)},
		{id: "assessments_45_days", multiplier: 100, cases: need((*needFacts).within45)},
		{id: "assessment_duration", median: true, multiplier: 1, cases: need((*needFacts).durations)},
		{id: "conferences_15_days", multiplier: 100, cases: need((*needFacts).conferences)},
		{id: "repeat_plans", multiplier: 100, cases: need((*needFacts).repeated)},
		{id: "plans_ceased_two_years", multiplier: 100, cases: need((*needFacts).twoYearsCeased)},
		{id: "plans_open_two_years", snapshot: true, multiplier: 100, cases: need((*needFacts).twoYearsOpen)},
		{id: "sdq_average", snapshot: true, multiplier: 1, yearsOnly: true, cases: care((*careFacts).strengths)},
	}
}

// claRate puts under the children looked after the population of the mid-year before the end of the
// reporting year that the day is in: mid-2024 for the year to 31 March 2025 (spec 1.17 and formats 4.7:
// the count in year Y over the estimate of mid-year Y-1).
func claRate(w *area, s span) []contribution {
	var out []contribution
	for _, one := range w.care.lookedAfter(s) {
		out = append(out, contribution{one.person, exactly(1), exactly(0)})
	}
	return append(out, contribution{"", exactly(0), exactly(w.pop[s.end.collectionYear()-1])})
}

// spansOf are the periods that lie wholly within the days reported on.
func spansOf(q question) []span {
	from, _ := readDay(oracleFrom)
	asAt, _ := readDay(oracleAsAt)
	var out []span
	for end := from.monthEnd(); end <= asAt; end = (end + 1).monthEnd() {
		_, month, _ := end.date()
		if q.snapshot {
			if !q.yearsOnly || month == 3 {
				out = append(out, span{"snapshot", end, end})
			}
			continue
		}
		next := end + 1
		kinds := map[string]day{
			"month": next.addMonths(-1), "rolling12": next.addMonths(-12),
			"ytd": yearEnd(end.collectionYear()-1) + 1,
		}
		if month%3 == 0 {
			kinds["quarter"] = next.addMonths(-3)
		}
		if month == 3 {
			kinds["year"] = next.addMonths(-12)
		}
		for _, kind := range slices.Sorted(maps.Keys(kinds)) {
			if kinds[kind] >= from {
				out = append(out, span{kind, kinds[kind], end})
			}
		}
	}
	return out
}

func TestTheOracleAgreesOnEveryWorld(t *testing.T) {
	if testing.Short() {
		t.Skip("two hundred worlds take a while")
	}
	const areas = oracleWorlds / worldsPerArea / oracleRuns
	for i := range oracleRuns {
		t.Run(fmt.Sprintf("run %d", i+1), func(t *testing.T) {
			t.Parallel()
			worlds := makeAreas(t, filepath.Join(t.TempDir(), "worlds"), i*areas, areas)
			config := filepath.Join(filepath.Dir(worlds[0].dir), "sightline.yaml")
			sightline(t, "run", "--config", config, "--as-at", oracleAsAt, "--until", "compute")
			figures := compareFigures(t, config, worlds)
			cases := compareCases(t, config, worlds, func(all []span) span { return all[(len(all)-1)/(i+1)] })
			t.Logf("%d worlds, %d figures, %d cases", areas*worldsPerArea, figures, cases)
		})
	}
}

func prefixOf(world int) string { return string(rune('a' + world)) }

// makeAreas writes the extracts of some areas and a configuration that names them all, and reads
// them again with the oracle's own readers.
func makeAreas(tb testing.TB, dir string, first, number int) []*area {
	tb.Helper()
	var authorities, extracts, population strings.Builder
	population.WriteString("area_code,year,population\n")
	var out []*area
	for i := first; i < first+number; i++ {
		w := &area{code: fmt.Sprintf("%03d", 1+i), pop: map[int]int{}}
		for j := range worldsPerArea {
			w.seeds = append(w.seeds, uint64(worldsPerArea*i+j))
		}
		w.dir = filepath.Join(dir, w.code)
		w.writeCare(tb)
		w.writeNeed(tb)
		w.writeStaff(tb)
		w.writeLedger(tb)
		fmt.Fprintf(&authorities, "  - {code: %q, name: World %s}\n", w.code, w.code)
		fmt.Fprintf(&extracts, "  - {kind: ssda903, path: %[1]s/ssda903/, authority: %[1]q}\n"+
			"  - {kind: workforce, path: %[1]s/establishment.csv, authority: %[1]q}\n"+
			"  - {kind: absence, path: %[1]s/absence.csv, authority: %[1]q}\n"+
			"  - {kind: ledger, path: %[1]s/ledger.csv, authority: %[1]q, cost_centres: cost_centres.csv, accounts: accounts.csv}\n", w.code)
		d := newDice(w.seeds[0], 8)
		for year := 2021; year <= 2024; year++ {
			w.pop[year] = 1000 + d.IntN(90_000)
			fmt.Fprintf(&population, "%s,%d,%d\n", w.code, year, w.pop[year])
		}
		w.care = readCare(tb, filepath.Join(w.dir, "ssda903"))
		w.need = readNeed(tb, filepath.Join(w.dir, "cin"))
		w.team, w.book = w.readStaff(tb), w.readLedger(tb)
		out = append(out, w)
	}
	writeText(tb, filepath.Join(dir, "cost_centres.csv"), costCentreMap)
	writeText(tb, filepath.Join(dir, "accounts.csv"), accountMap)
	writeText(tb, filepath.Join(dir, "population.csv"), population.String())
	writeText(tb, filepath.Join(dir, "sightline.yaml"), "authorities:\n"+authorities.String()+"extracts:\n"+extracts.String()+
		"  - {kind: cin_census, path: \"*/cin/*.xml\"}\n"+
		"  - {kind: population, path: population.csv}\nreporting: {from: "+oracleFrom+"}\nquality: {max_reject_share: 1}\n")
	return out
}

// writeCare writes the returns on looked-after children: each world's as faulty as it is, in one set
// of CSV files or one document a year.
func (w *area) writeCare(tb testing.TB) {
	tb.Helper()
	type life struct {
		dice
		children, leavers []childLife
		dirty             bool
	}
	var lives []life
	for i, seed := range w.seeds {
		d := newDice(seed, 1)
		children := makeChildren(d, prefixOf(i), 10+d.IntN(15))
		lives = append(lives, life{d, children, makeLeavers(newDice(seed, 5), prefixOf(i), 12), d.IntN(10) < dirtyOutOfTen})
	}
	d := newDice(w.seeds[0], 9)
	asDocument := d.in100(60)
	for year := firstReturn; year <= lastReturn; year++ {
		var whole *careReturn
		for i, one := range lives {
			r := makeReturn(one.dice, append(one.children, one.leavers...), year)
			r.addLeavers(newDice(w.seeds[i], uint64(year)), one.leavers)
			if one.dirty {
				r.spoil(one.dice, prefixOf(i))
			}
			whole = whole.and(r)
		}
		whole.write(tb, d, filepath.Join(w.dir, "ssda903"), asDocument)
	}
}

// readCare reads the returns of all years.
func readCare(tb testing.TB, dir string) *careFacts {
	tb.Helper()
	f := &careFacts{born: map[string]day{}}
	var rows []episode
	for year := firstReturn; year <= lastReturn; year++ {
		tables := readTables(tb, filepath.Join(dir, itoa(year)))
		for _, r := range tables["episodes"] {
			if e, ok := readEpisode(r, year); ok {
				rows = append(rows, e)
			}
		}
		for _, r := range tables["header"] { // the latest year's header stands
			if born, ok := readDay(r["DOB"]); ok {
				f.born[r["CHILD"]] = born
			}
		}
		for _, r := range tables["oc3"] {
			if l, ok := readLeaver(r, year); ok {
				f.leavers = append(f.leavers, l)
			}
		}
		for _, r := range tables["oc2"] {
			if o, ok := readOutcome(r, year); ok {
				f.scores = append(f.scores, o)
			}
		}
	}
	f.children = stitch(rows, lastReturn)
	f.order = slices.Sorted(maps.Keys(f.children))
	return f
}

// compareFigures holds every figure of the program against the oracle's.
func compareFigures(t *testing.T, config string, worlds []*area) int {
	t.Helper()
	cells := 0
	var ids []string
	for _, q := range questions() {
		ids = append(ids, q.id)
	}
	printed := map[string]map[string]string{}
	of := map[string]int{}
	args := append([]string{"values", "--config", config, "--format", "csv"}, ids...)
	for _, row := range rows(t, sightline(t, args...)) {
		printed[row["indicator"]+" "+row["area_code"]+" "+row["period"]+" "+row["period_end"]] = row
		of[row["indicator"]]++
	}
	for _, q := range questions() {
		expected, shown := 0, 0
		for _, w := range worlds {
			wrong := 0
			for _, s := range spansOf(q) {
				row := printed[q.id+" "+w.code+" "+s.kind+" "+s.end.iso()]
				cells, expected = cells+1, expected+1
				if fault := q.differs(w, s, row); fault != "" {
					if wrong++; wrong > 1 {
						continue
					}
					t.Errorf("worlds %v, %s, %s %s to %s: %s", w.seeds, q.id, s.kind, s.start.iso(), s.end.iso(), fault)
					if shown++; shown <= casesShown {
						t.Log(q.disputed(w, s, said(t, q, config, w.code, s)))
					}
				}
			}
		}
		if !q.yearsOnly && of[q.id] != expected {
			t.Errorf("%s: %d figures printed, the oracle knows of %d", q.id, of[q.id], expected)
		}
	}
	return cells
}

// differs says how a printed figure is not the oracle's; empty when it is.
func (q question) differs(w *area, s span, row map[string]string) string {
	if row == nil {
		return "no figure"
	}
	num, den := new(big.Rat), new(big.Rat)
	for _, one := range q.cases(w, s) {
		num.Add(num, one.num)
		den.Add(den, one.den)
	}
	if q.median {
		return q.medianDiffers(w, s, row)
	}
	wantNum, okNum := new(big.Rat).SetString(row["numerator"])
	if !okNum || wantNum.Cmp(num) != 0 {
		return fmt.Sprintf("numerator %q, the oracle has %s (of %s; printed %q, symbol %q)", row["numerator"], num.RatString(), den.RatString(), row["denominator"], row["symbol"])
	}
	if q.multiplier == 0 {
		value, err := strconv.ParseFloat(row["value"], 64)
		if want, _ := num.Float64(); err != nil || value != want {
			return fmt.Sprintf("value %q, the oracle has %v", row["value"], want)
		}
		return ""
	}
	wantDen, okDen := new(big.Rat).SetString(row["denominator"])
	if !okDen || wantDen.Cmp(den) != 0 {
		return fmt.Sprintf("denominator %q, the oracle has %s", row["denominator"], den.RatString())
	}
	if den.Sign() == 0 {
		if row["value"] != "" || row["symbol"] != "z" {
			return fmt.Sprintf("value %q and symbol %q of nothing, want z", row["value"], row["symbol"])
		}
		return ""
	}
	top, _ := num.Float64()
	bottom, _ := den.Float64()
	value, err := strconv.ParseFloat(row["value"], 64)
	if want := top * float64(q.multiplier) / bottom; err != nil || math.Float64bits(value) != math.Float64bits(want) {
		return fmt.Sprintf("value %q, the oracle has %v", row["value"], want)
	}
	return ""
}

// medianDiffers is differs for the median: the middle numerator, or half-way between the middle two.
func (q question) medianDiffers(w *area, s span, row map[string]string) string {
	var numbers []float64
	for _, one := range q.cases(w, s) {
		number, _ := one.num.Float64()
		numbers = append(numbers, number)
	}
	slices.Sort(numbers)
	if row["denominator"] != itoa(len(numbers)) {
		return fmt.Sprintf("denominator %q, the oracle has %d", row["denominator"], len(numbers))
	}
	if len(numbers) == 0 {
		if row["value"] != "" || row["symbol"] != "z" {
			return fmt.Sprintf("value %q and symbol %q of nothing, want z", row["value"], row["symbol"])
		}
		return ""
	}
	middle := (numbers[(len(numbers)-1)/2] + numbers[len(numbers)/2]) / 2
	if value, err := strconv.ParseFloat(row["value"], 64); err != nil || value != middle {
		return fmt.Sprintf("value %q, the oracle has %v", row["value"], middle)
	}
	return ""
}
