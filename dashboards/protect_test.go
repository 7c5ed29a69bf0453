package dashboards

import (
	"errors"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"time"

	"sightline/dashboards/attack"
	"sightline/indicators"
)

// flows are counts over months of a made-up authority, and stocks its numbers at their ends.
type smallWorld struct {
	months int
	flows  map[string][]int // indicator and side, to months
	stocks map[string][]int
}

// smallAuthority makes a world in which few children come and go.
func smallAuthority(random *rand.Rand, months, size int) smallWorld {
	w := smallWorld{months, map[string][]int{}, map[string][]int{}}
	up := func(most int) int { return random.IntN(most + 1) }
	plans, looked := 2*size+up(4*size), 2*size+up(4*size)
	add := func(m map[string][]int, name string, n int) { m[name] = append(m[name], n) }
	for range months {
		started, ceased := up(size), min(up(size), plans)
		plans += started - ceased
		repeat := up(started)
		add(w.flows, "plans_started/n", started)
		add(w.flows, "repeat_plans/n", repeat)
		add(w.flows, "repeat_plans_24_months/n", up(repeat))
		add(w.flows, "plans_ceased_two_years/d", ceased)
		add(w.flows, "plans_ceased_two_years/n", up(ceased))
		add(w.stocks, "plans_open/n", plans)
		add(w.stocks, "plans_open_two_years/n", up(plans/3))
		in, out := up(size), min(up(size), looked)
		looked += in - out
		adopted := up(out)
		add(w.flows, "cla_started/n", in)
		add(w.flows, "cla_ceased/n", out)
		add(w.flows, "adopted_share/n", adopted)
		add(w.flows, "placed_within_12_months/n", up(adopted))
		add(w.stocks, "cla/n", looked)
		add(w.stocks, "residential_share/n", up(looked/2))
		referrals := up(4 * size)
		add(w.flows, "referrals/n", referrals)
		add(w.flows, "re_referrals_12_months/n", up(referrals))
		add(w.flows, "referrals_no_further_action/n", up(referrals))
	}
	for _, same := range [][2]string{
		{"repeat_plans", "plans_started/n"},
		{"repeat_plans_24_months", "plans_started/n"},
		{"adopted_share", "cla_ceased/n"},
		{"placed_within_12_months", "adopted_share/n"},
		{"re_referrals_12_months", "referrals/n"},
		{"referrals_no_further_action", "referrals/n"},
	} {
		w.flows[same[0]+"/d"] = w.flows[same[1]]
	}
	w.stocks["plans_open_two_years/d"], w.stocks["residential_share/d"] = w.stocks["plans_open/n"], w.stocks["cla/n"]
	w.stocks["plans_rate/n"], w.stocks["cla_rate/n"] = w.stocks["plans_open/n"], w.stocks["cla/n"]
	return w
}

// figures are the world's figures of an indicator for all windows.
func (w smallWorld) figures(def *indicators.Definition) []Figure {
	var out []Figure
	first := time.Date(2021, time.April, 1, 0, 0, 0, 0, time.UTC)
	add := func(period string, from, to int, counts map[string][]int, stock bool) {
		if from < 0 {
			return
		}
		f := Figure{
			Indicator: def.ID, AreaCode: "601", Period: period, Start: first.AddDate(0, from, 0), End: first.AddDate(0, to+1, -1), Breakdown: "none", Unit: def.Unit,
			Edition: "R",
		}
		total := func(side string) (int, bool) {
			months, ok := counts[def.ID+"/"+side]
			n := 0
			for m := from; ok && m <= to; m++ {
				n += months[m]
			}
			return n, ok
		}
		if stock {
			f.Start = f.End
		}
		n, _ := total("n")
		d, share := total("d")
		value, lower, upper := float64(n), math.NaN(), math.NaN()
		f.Numerator = strconv.Itoa(n)
		switch {
		case share && d == 0:
			f.Denominator, f.Symbol = "0", NotApplicable
			out = append(out, f)
			return
		case share:
			f.Denominator = strconv.Itoa(d)
			value = 100 * float64(n) / float64(d)
			lower, upper = wilson95(float64(n), float64(d))
		case def.Unit == "per 10,000":
			f.Denominator = "51234"
			value = float64(n) / 5.1234
		}
		f.Value = &value
		if !math.IsNaN(lower) {
			f.Lower, f.Upper = &lower, &upper
		}
		out = append(out, f)
	}
	if _, stock := w.stocks[def.ID+"/n"]; stock {
		for m := range w.months {
			add(periodSnapshot, m, m, w.stocks, true)
		}
		return out
	}
	if _, flow := w.flows[def.ID+"/n"]; !flow {
		return nil
	}
	for m := range w.months {
		add(periodMonth, m, m, w.flows, false)
		add(periodToDate, m-m%12, m, w.flows, false)
		add(periodRolling, m-11, m, w.flows, false)
		if m%3 == 2 {
			add(periodQuarter, m-2, m, w.flows, false)
		}
		if m%12 == 11 {
			add(periodYear, m-11, m, w.flows, false)
		}
	}
	return out
}

func wilson95(x, n float64) (lower, upper float64) {
	const z = 1.959963984540054
	root := z * math.Sqrt(z*z+4*x*(1-x/n))
	return 100 * math.Max((2*x+z*z-root)/(2*(n+z*z)), 0), 100 * math.Min((2*x+z*z+root)/(2*(n+z*z)), 1)
}

// guarded is a made-up authority's entries as the public edition would carry them, before they are guarded.
func guarded(list *indicators.Catalogue, w smallWorld, carried func(*indicators.Definition, Figure) bool) []*entry {
	var entries []*entry
	for _, def := range list.Definitions {
		e := &entry{Def: def}
		for _, f := range w.figures(def) {
			if carried(def, f) {
				e.Cells = append(e.Cells, disclose(def, f, 6))
			}
		}
		entries = append(entries, e)
	}
	return entries
}

func attackers(list *indicators.Catalogue) func() func([]attack.Cell) *attack.Report {
	return func() func([]attack.Cell) *attack.Report {
		return attack.NewAuditor(list.Definitions, attack.Rules{}).Cells
	}
}

// Whatever the counts, what the guard leaves gives nothing away; and where numbers are large it takes nothing.
func TestWhatIsGuardedGivesNothingAway(t *testing.T) {
	list, err := indicators.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	leaking := 0
	for size, least := range map[int]float64{3: 0.2, 8: 0.6, 40: 1} {
		for seed := range uint64(2) {
			w := smallAuthority(rand.New(rand.NewPCG(seed, 7)), 48, size)
			g := newGuard(guarded(list, w, inPublic), attackers(list))
			leaking += len(g.audit(nil).Findings)
			before := shownCells(g.entries)
			if err := g.settle(); err != nil {
				t.Fatalf("size %d, seed %d: %v", size, seed, err)
			}
			if found := g.attacker()(g.printed(nil)).Findings; len(found) > 0 {
				t.Errorf("size %d, seed %d: %d findings are left, the first %s", size, seed, len(found), found[0])
			}
			after := shownCells(g.entries)
			t.Logf("size %d, seed %d: %d figures shown of %d after %d attacks", size, seed, after, before, g.rounds)
			if float64(after) < least*float64(before) {
				t.Errorf("size %d, seed %d: of %d figures that rest on enough people %d are shown", size, seed, before, after)
			}
		}
	}
	if leaking == 0 {
		t.Error("nothing leaked before, which proves nothing")
	}
}

func shownCells(entries []*entry) int {
	n := 0
	for _, e := range entries {
		for _, c := range e.Cells {
			if c.Has() {
				n++
			}
		}
	}
	return n
}

// BenchmarkGuard attacks and guards the figures of one authority: most have large numbers, some small ones.
func BenchmarkGuard(b *testing.B) {
	list, err := indicators.Embedded()
	if err != nil {
		b.Fatal(err)
	}
	for _, size := range []int{2, 8, 40} {
		b.Run("cases "+strconv.Itoa(size), func(b *testing.B) {
			w := smallAuthority(rand.New(rand.NewPCG(2, 7)), 60, size)
			rounds := 0
			for b.Loop() {
				g := newGuard(guarded(list, w, inPublic), attackers(list))
				if err := g.settle(); err != nil {
					b.Fatal(err)
				}
				rounds = g.rounds
			}
			b.ReportMetric(float64(rounds), "attacks")
		})
	}
}

// What readers miss least goes first: rolling years, of which the newest stays longest, then what is told of
// completeness, older days and years, and the newest figure last.
func TestTheLeastUsefulGoesFirst(t *testing.T) {
	def := editionsOf(&indicators.Definition{ID: "starts", Statistic: indicators.Count, Unit: "children", Window: indicators.Flow, YearEnd: "03-31"})
	nought := int64(0)
	e := &entry{Def: def}
	for _, c := range []struct{ period, start, end string }{
		{periodRolling, "2023-10-01", "2024-09-30"},
		{periodRolling, "2024-01-01", "2024-12-31"},
		{periodYear, "2023-04-01", "2024-03-31"},
		{periodYear, "2024-04-01", "2025-03-31"},
	} {
		v := 20.0
		f := Figure{Indicator: "starts", AreaCode: "1", Period: c.period, Breakdown: "none", Numerator: "20", Value: &v, Unjudged: &nought}
		f.Start, _ = time.Parse(time.DateOnly, c.start)
		f.End, _ = time.Parse(time.DateOnly, c.end)
		e.Cells = append(e.Cells, disclose(def, f, 6))
	}
	var evidence []attack.Evidence
	for _, c := range e.Cells {
		one := asEvidence(c)
		evidence = append(evidence, one)
		one.Completeness = true
		evidence = append(evidence, one)
	}
	state := func() string {
		out := ""
		for _, c := range e.Cells {
			out += c.Period + " " + c.End.Format("2006-01") + map[bool]string{true: "", false: " hidden"}[c.Has()] + map[bool]string{true: "", false: " bare"}[c.Gap == GapShown] + "; "
		}
		return out
	}
	var states []string
	finding := attack.Finding{Kind: attack.Narrow, Indicator: "starts", Area: "1", Period: periodYear, End: "2025-03-31", Breakdown: "none", Evidence: evidence}
	g := newGuard([]*entry{e}, func() func([]attack.Cell) *attack.Report {
		return func([]attack.Cell) *attack.Report {
			states = append(states, state())
			return &attack.Report{Findings: []attack.Finding{finding}}
		}
	})
	err := g.settle()
	want := []string{
		"rolling12 2024-09; rolling12 2024-12; year 2024-03; year 2025-03; ",
		"rolling12 2024-12; year 2024-03; year 2025-03; ",
		"year 2024-03; year 2025-03; ",
		"year 2024-03 bare; year 2025-03; ",
		"year 2024-03 bare; year 2025-03 bare; ",
		"year 2024-03 hidden bare; year 2025-03 bare; ",
		"year 2024-03 hidden bare; year 2025-03 hidden bare; ",
	}
	if got := strings.Join(states, "\n"); got != strings.Join(want, "\n") {
		t.Errorf("it goes\n%s\nwant\n%s", got, strings.Join(want, "\n"))
	}
	var leak *LeakError
	if !errors.As(err, &leak) || !strings.Contains(err.Error(), "starts (year)") {
		t.Errorf("with nothing left to take the error is %v", err)
	}
}

// The number of children in care now outlives the children who came in the year; an older one does not.
func TestTheNewestNumberAtADayStaysLongest(t *testing.T) {
	entryOf := func(id, period string, window indicators.Window, ends ...string) *entry {
		e := &entry{Def: editionsOf(&indicators.Definition{ID: id, Statistic: indicators.Count, Unit: "children", Window: window, YearEnd: "03-31"})}
		for _, end := range ends {
			v := 20.0
			f := Figure{Indicator: id, AreaCode: "1", Period: period, Breakdown: "none", Numerator: "20", Value: &v}
			f.End, _ = time.Parse(time.DateOnly, end)
			f.Start = f.End
			e.Cells = append(e.Cells, disclose(e.Def, f, 6))
		}
		return e
	}
	stock := entryOf("stock", periodSnapshot, indicators.Snapshot, "2024-03-31", "2025-03-31")
	flow := entryOf("flow", periodYear, indicators.Flow, "2024-03-31", "2025-03-31")
	g := newGuard([]*entry{stock, flow}, func() func([]attack.Cell) *attack.Report { return nil })
	worth := func(e *entry, i int) worth { return g.worth(asEvidence(e.Cells[i])) }
	if worth(stock, 1).compare(worth(flow, 1)) <= 0 {
		t.Error("the newest number at a day goes before the newest year")
	}
	if worth(stock, 0).compare(worth(flow, 0)) >= 0 || worth(stock, 0).compare(worth(flow, 1)) >= 0 {
		t.Error("an older number at a day stays longer than a year")
	}
}
