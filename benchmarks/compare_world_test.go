package benchmarks

import (
	"database/sql"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"sightline/indicators"
)

// world is a database that holds what a test puts in and nothing else.
type world struct {
	t    testing.TB
	db   *sql.DB
	defs []*indicators.Definition
}

func newWorld(t testing.TB, defs ...*indicators.Definition) *world {
	t.Helper()
	db := memory(t)
	for _, apply := range []func() error{
		func() error { return ApplySchema(t.Context(), db) },
		func() error { return indicators.ApplySchema(t.Context(), db) },
	} {
		if err := apply(); err != nil {
			t.Fatal(err)
		}
	}
	w := &world{t: t, db: db, defs: defs}
	w.exec("insert into benchmarks.file (file_id, file, sha256, kind, vintage, rows, measures, areas) values (1, 'table.csv', '', 'values', '2025', 0, 0, 0), (2, 'ees.csv', '', 'ees', '2025', 0, 0, 0)")
	return w
}

func (w *world) exec(statement string, args ...any) {
	w.t.Helper()
	if _, err := w.db.ExecContext(w.t.Context(), statement, args...); err != nil {
		w.t.Fatalf("%s: %v", statement, err)
	}
}

// areas puts authorities in; those marked with a star are ours.
func (w *world) areas(names ...string) {
	w.t.Helper()
	for _, name := range names {
		code, rest, _ := strings.Cut(name, " ")
		plain, own := strings.CutSuffix(rest, "*")
		w.exec("insert into core.area (area_code, area_name, area_level, own) values (?, ?, 'authority', ?)", code, plain, own)
	}
}

// publish puts cells of a measure and label in, each "902 20" or "902 c" or "902 low/shared". Measures that
// begin with ees: come from another file than the others.
func (w *world) publish(measure, years string, cells ...string) {
	w.t.Helper()
	file := 1
	if strings.HasPrefix(measure, "ees:") {
		file = 2
	}
	for _, text := range cells {
		code, printed, _ := strings.Cut(text, " ")
		printed, shared := strings.CutSuffix(printed, "/shared")
		level := "authority"
		name := map[string]string{"980": "North", "970": "England"}[code]
		switch {
		case code == "970":
			level = "country"
		case strings.HasPrefix(code, "98"):
			level = "region"
		default:
			name = "Town " + code
		}
		var value any
		symbol := printed
		if number, err := strconv.ParseFloat(printed, 64); err == nil {
			value, symbol = number, ""
		}
		year, err := strconv.Atoi(years[:4])
		if err != nil {
			w.t.Fatal(err)
		}
		w.exec(`insert into benchmarks.published (measure, area_code, area_name, area_level, years, year_number, value, symbol, shared, file_id)
			values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, measure, code, name, level, years, year, value, symbol, shared, file)
	}
}

// describe puts a dictionary's words for a measure in.
func (w *world) describe(measure, polarity, nextUpdate string) {
	w.t.Helper()
	w.exec("insert into benchmarks.dictionary (file_id, row_number, measure, title, polarity, decimals, banded, next_update) values (1, 1, ?, ?, ?, 1, true, ?)",
		measure, measure, polarity, nextUpdate)
	w.exec("insert into benchmarks.measure (measure, title, polarity, decimals, banded, next_update) values (?, ?, ?, 1, true, ?)",
		measure, measure, polarity, nextUpdate)
}

// model puts an authority's neighbours in, nearest first.
func (w *world) model(model, area, region string, neighbours ...string) {
	w.t.Helper()
	w.exec("insert into benchmarks.area_region (model, area_code, area_name, region_name, file_id) values (?, ?, ?, ?, 1)", model, area, "Town "+area, region)
	for i, code := range neighbours {
		w.exec("insert into benchmarks.neighbour (model, area_code, neighbour_code, rank, closeness, closeness_ordinal, file_id) values (?, ?, ?, ?, 'Close', 3, 1)",
			model, area, code, i+1)
	}
}

// figure puts one of our figures in with the limits that the indicator's statistic has.
func (w *world) figure(id, area, period, end string, numerator, denominator float64) {
	w.t.Helper()
	w.edition(id, "R", area, period, end, numerator, denominator)
}

func (w *world) edition(id, edition, area, period, end string, numerator, denominator float64) {
	w.t.Helper()
	def := w.def(id)
	value := numerator
	var under any
	if def.Statistic == indicators.Ratio {
		value, under = numerator/denominator*def.Multiplier(), denominator
	}
	var lower, upper any
	if l := factsOf(def, "").limits(&numerator, &denominator, 0.95); l != nil {
		lower, upper = l.Lower, l.Upper
	}
	w.exec(`insert into indicators.value
		(indicator, edition, area_code, period, period_start, period_end, breakdown, "group", numerator, denominator, value, lower, upper, unit, symbol)
		values (?, ?, ?, ?, ?::date, ?::date, 'none', '', ?, ?, ?, ?, ?, ?, '')`,
		id, edition, area, period, end, end, numerator, under, value, lower, upper, def.Unit)
}

func (w *world) def(id string) *indicators.Definition {
	w.t.Helper()
	for _, def := range w.defs {
		if def.ID == id {
			return def
		}
	}
	w.t.Fatalf("no indicator %s", id)
	return nil
}

func (w *world) compare(opts Options) {
	w.t.Helper()
	w.exec("delete from benchmarks.label")
	if err := fillLabels(w.t.Context(), w.db); err != nil {
		w.t.Fatal(err)
	}
	if err := fillAuthorities(w.t.Context(), w.db); err != nil {
		w.exec("delete from benchmarks.authority")
		if err := fillAuthorities(w.t.Context(), w.db); err != nil {
			w.t.Fatal(err)
		}
	}
	if err := Compare(w.t.Context(), w.db, &indicators.Catalogue{Definitions: w.defs}, opts); err != nil {
		w.t.Fatal(err)
	}
	w.checkReasons()
}

func (w *world) comparison(id, area, period, end string) Comparison {
	w.t.Helper()
	rows, err := Comparisons(w.t.Context(), w.db, []string{id}, area)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, row := range rows {
		if row.Period == period && row.PeriodEnd.Format(time.DateOnly) == end {
			return row
		}
	}
	w.t.Fatalf("no comparison of %s, %s, %s to %s among %d", id, area, period, end, len(rows))
	return Comparison{}
}

// judgement finds one; name may be empty.
func (w *world) judgement(id, area, period, end, against, name string) Judgement {
	w.t.Helper()
	rows, err := Judgements(w.t.Context(), w.db, []string{id}, area)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, row := range rows {
		if row.Period == period && row.PeriodEnd.Format(time.DateOnly) == end && row.Against == against && (name == "" || row.Name == name) {
			return row
		}
	}
	w.t.Fatalf("no judgement of %s, %s, %s to %s against %s %s among %d", id, area, period, end, against, name, len(rows))
	return Judgement{}
}

// shareOf and rateOf make definitions with a published measure of their own name in capitals.
func shareOf(id string, direction indicators.Direction) *indicators.Definition {
	return &indicators.Definition{
		ID: id, Title: id, Statistic: indicators.Ratio, Unit: indicators.Percent, Polarity: indicators.Polarity{Direction: direction},
		YearEnd: "03-31", Decimals: 1, Comparator: indicators.Comparator{
			LAIT: strings.ToUpper(id), EES: "ees:" + id, Numerator: []string{"ees:" + id + "_n"}, Denominator: []string{"ees:" + id + "_d"},
		},
	}
}

func rateOf(id string, direction indicators.Direction) *indicators.Definition {
	def := shareOf(id, direction)
	def.Unit = "per 10,000"
	return def
}

func nearly(got *float64, want float64) bool {
	return got != nil && math.Abs(*got-want) <= 1e-9*max(1, math.Abs(want))
}

// The sentences of judgements, number by number.
var (
	number       = `(-?[0-9.]+)`
	singleForm   = regexp.MustCompile(`^(\S+): .+? ` + number + `(?: \((\d+) of (\d+)\))? lies (below|within|above) the 95% limits ` + number + ` to ` + number + ` of our ` + number + `(?: and (below|within|above) the 99\.8% limits ` + number + ` to ` + number + `)?(?:; (low is good|high is good|neither way is better))?(?:; the difference ` + number + ` has 95% limits ` + number + ` to ` + number + `(, which hold nought: the comparator varies, too)?)?(?:; it rests on few: (\d+) of (\d+) neighbours ha(?:ve|s) a figure)?$`)
	betweenForm  = regexp.MustCompile(`^(\S+): our ` + number + ` less ` + number + ` (?:a year before \([0-9A-Za-z ]+\)|of the (?:other authority|\d+ other authorities together|mean of the \d+ other authorities)) is ` + number + `, with 95% limits ` + number + ` to ` + number + ` (above nought|below nought|that hold nought)(?: and 99\.8% limits ` + number + ` to ` + number + ` (above nought|below nought|that hold nought))?(?:; (low is good|high is good|neither way is better))?(?:; \d+ of \d+ others ha(?:ve|s) no figure)?$`)
	funnelForm   = regexp.MustCompile(`^(\S+): our ` + number + ` lies (below|within|above) the 95% limits ` + number + ` to ` + number + `(?: and (below|within|above) the 99\.8% limits ` + number + ` to ` + number + `)? about ` + number + ` of (\d+) authorities together(?:, widened by how much authorities differ beyond chance \(overdispersion ` + number + `\))?(?:; (low is good|high is good|neither way is better))?(; with an overdispersion this large .*)?$`)
	polarityWord = map[indicators.Direction]string{
		indicators.Low: "low is good", indicators.High: "high is good", indicators.Neutral: "neither way is better",
	}
)

// checkReasons takes every sentence apart and holds its numbers and words against the row.
func (w *world) checkReasons() {
	w.t.Helper()
	judgements, err := Judgements(w.t.Context(), w.db, nil, "")
	if err != nil {
		w.t.Fatal(err)
	}
	for _, j := range judgements {
		if fault := reasonFault(j, w.def(j.Indicator)); fault != "" {
			w.t.Errorf("%s %s %s %s %s: %s\nin %q\nof %+v", j.Indicator, j.AreaCode, j.Period, j.Against, j.Name, fault, j.Reason, j)
		}
	}
}

func reasonFault(j Judgement, def *indicators.Definition) string {
	if j.Verdict == NotComparable {
		for _, word := range []string{Better, Similar, Worse, Higher, Lower} {
			if strings.HasPrefix(j.Reason, word+":") {
				return "a verdict in the reason and none in the row"
			}
		}
		if j.Reason == "" || j.Strength != "" || j.Difference != nil {
			return "not comparable without a reason, or with a strength or a difference"
		}
		return ""
	}
	r := &reading{j: j}
	switch j.Against {
	case "past", "others":
		r.difference(betweenForm.FindStringSubmatch(j.Reason))
	case "funnel":
		r.funnel(funnelForm.FindStringSubmatch(j.Reason))
	default:
		r.single(singleForm.FindStringSubmatch(j.Reason))
	}
	if r.fault != "" {
		return r.fault
	}
	if (j.Verdict == Similar) != (r.good == "") || r.good != "" && r.good != polarityWord[def.Polarity.Direction] {
		return "which way is good: " + r.good
	}
	return r.verdictFault(def)
}

// reading is a sentence taken apart. side is where our figure lies, far whether also at 99.8%.
type reading struct {
	j     Judgement
	fault string
	good  string
	side  int
	wide  string // side words at 99.8%, empty when not said
}

func (r *reading) say(format string, args ...any) {
	if r.fault == "" {
		r.fault = fmt.Sprintf(format, args...)
	}
}

// same holds a printed number against the row's at the number's own precision.
func (r *reading) same(what, printed string, held *float64) {
	if held == nil {
		r.say("%s %s is in the sentence and not in the row", what, printed)
		return
	}
	_, fraction, _ := strings.Cut(printed, ".")
	if want := indicators.Text(*held, len(fraction)); want != printed {
		r.say("%s is %s, the row has %s", what, printed, want)
	}
}

func (r *reading) side95(word string, at, lower, upper float64) {
	told := map[string]bool{"below": at < lower, "above": at > upper, "within": at >= lower && at <= upper}
	if !told[word] {
		r.say("%v is not %s %v to %v", at, word, lower, upper)
	}
}

func parsed(text string) float64 {
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return math.NaN()
	}
	return v
}

func (r *reading) single(m []string) {
	if m == nil {
		r.say("the sentence has another form")
		return
	}
	j := r.j
	r.verdict(m[1])
	r.same("comparator", m[2], j.Value)
	r.same("lower", m[6], j.Lower)
	r.same("upper", m[7], j.Upper)
	r.same("own", m[8], j.OwnValue)
	r.side95(m[5], parsed(m[2]), parsed(m[6]), parsed(m[7]))
	r.side = map[string]int{"below": 1, "within": 0, "above": -1}[m[5]]
	if r.wide = m[9]; r.wide != "" {
		r.same("lower at 99.8%", m[10], j.Lower998)
		r.same("upper at 99.8%", m[11], j.Upper998)
		r.side95(m[9], parsed(m[2]), parsed(m[10]), parsed(m[11]))
	}
	r.good = m[12]
	if (m[13] != "") != (j.Difference != nil) {
		r.say("the difference is in one of row and sentence")
	}
	if m[13] != "" {
		r.same("difference", m[13], j.Difference)
		r.same("its lower", m[14], j.DifferenceLower)
		r.same("its upper", m[15], j.DifferenceUpper)
	}
	if holds := m[13] != "" && parsed(m[14]) <= 0 && parsed(m[15]) >= 0; (m[16] != "") != (holds && j.Verdict != Similar) {
		r.say("whether the limits of the difference hold nought: %q", m[16])
	}
	if m[17] != "" && (m[17] != m[3] || m[18] != m[4] || parsed(m[17]) >= 5) || j.Against == "neighbours" && m[3] != "" && parsed(m[3]) < 5 && m[17] == "" {
		r.say("few neighbours: %s of %s", m[3], m[4])
	}
}

func (r *reading) difference(m []string) {
	if m == nil {
		r.say("the sentence has another form")
		return
	}
	j := r.j
	r.verdict(m[1])
	r.same("own", m[2], j.OwnValue)
	r.same("other", m[3], j.Value)
	r.same("difference", m[4], j.Difference)
	r.same("lower", m[5], j.DifferenceLower)
	r.same("upper", m[6], j.DifferenceUpper)
	side := map[string]string{"above nought": "below", "below nought": "above", "that hold nought": "within"}
	r.side95(side[m[7]], 0, parsed(m[5]), parsed(m[6]))
	r.side = map[string]int{"below": 1, "within": 0, "above": -1}[side[m[7]]]
	if r.wide = side[m[10]]; r.wide != "" {
		r.side95(r.wide, 0, parsed(m[8]), parsed(m[9]))
	}
	r.good = m[11]
	if j.OwnValue != nil && j.Value != nil && math.Abs(*j.OwnValue-*j.Value-*j.Difference) > 1e-9*max(1, math.Abs(*j.OwnValue)) {
		r.say("the difference is not ours less theirs")
	}
}

func (r *reading) funnel(m []string) {
	if m == nil {
		r.say("the sentence has another form")
		return
	}
	j := r.j
	r.verdict(m[1])
	r.same("own", m[2], j.OwnValue)
	r.same("lower", m[4], j.Lower)
	r.same("upper", m[5], j.Upper)
	r.side95(m[3], parsed(m[2]), parsed(m[4]), parsed(m[5]))
	r.side = map[string]int{"below": -1, "within": 0, "above": 1}[m[3]]
	if m[6] != "" {
		r.same("lower at 99.8%", m[7], j.Lower998)
		r.same("upper at 99.8%", m[8], j.Upper998)
		r.side95(m[6], parsed(m[2]), parsed(m[7]), parsed(m[8]))
		r.wide = m[6]
	}
	r.same("pooled", m[9], j.Value)
	r.good = m[12]
	if (m[13] != "") != (m[11] != "" && parsed(m[11]) >= largePhi) && parsed(m[11]) != largePhi {
		r.say("an overdispersion of %s and %q", m[11], m[13])
	}
}

func (r *reading) verdict(word string) {
	if word != r.j.Verdict {
		r.say("the sentence says %s, the row %s", word, r.j.Verdict)
	}
}

// verdictFault holds side and polarity against verdict and strength.
func (r *reading) verdictFault(def *indicators.Definition) string {
	want := Similar
	if r.side != 0 {
		switch {
		case def.Polarity.Direction == indicators.Neutral && r.side > 0:
			want = Higher
		case def.Polarity.Direction == indicators.Neutral:
			want = Lower
		case (r.side > 0) == (def.Polarity.Direction == indicators.High):
			want = Better
		default:
			want = Worse
		}
	}
	if want != r.j.Verdict {
		return "the side is that of " + want
	}
	strength := ""
	switch {
	case r.side != 0 && r.wide != "" && r.wide != "within":
		strength = "99.8%"
	case r.side != 0:
		strength = "95%"
	}
	if strength != r.j.Strength {
		return fmt.Sprintf("the strength is %q, the sentence says %q", r.j.Strength, strength)
	}
	return ""
}
