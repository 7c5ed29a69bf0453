package judge

import (
	"encoding/csv"
	"math"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
)

// Two authorities of 100 with 10 and 30 events: pooled 0.2, z scores ∓2.5. Drawn in to the 10th and 90th
// percentiles they are ∓2, so phi is 4; w is 625, tau² (2·4 − 1)/(1,250 − 625) = 0.0112.
func TestFunnelByHand(t *testing.T) {
	got, err := Funnel(counts(10, 100, 30, 100), Count{30, 100}, Proportion)
	if err != nil {
		t.Fatal(err)
	}
	if !near(got.Pooled, 0.2) || !near(got.Own, 0.3) || !near(got.Z, 2.5) || !near(got.Phi, 4) || !near(got.TauSquared, 0.0112) {
		t.Errorf("%+v", got)
	}
	if want := (Limits{0.2 - 1.959963984540054*0.04, 0.2 + 1.959963984540054*0.04}); !nearLimits(got.Limits, want) {
		t.Errorf("plain %v, want %v", got.Limits, want)
	}
	if reach := 1.959963984540054 * math.Sqrt(0.0016+0.0112); !nearLimits(got.Wide, Limits{0, 0.2 + reach}) {
		t.Errorf("wide %v, want 0 to %v", got.Wide, 0.2+reach)
	}
	if got.Authorities != 2 || got.Outside != 2 || got.Outside998 != 0 {
		t.Errorf("%d, %d, %d of %d", got.Authorities, got.Outside, got.Outside998, 2)
	}
	if verdict, strength := got.Verdict(false, Low); verdict != Worse || strength != Strength95 {
		t.Errorf("plain: %s %s", verdict, strength)
	}
	if verdict, strength := got.Verdict(true, Low); verdict != Similar || strength != "" {
		t.Errorf("wide: %s %s", verdict, strength)
	}
}

// An authority is outside the funnel exactly where its own limits leave the pooled figure out.
func TestFunnelAgreesWithOwnLimits(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 1))
	for range 2000 {
		n := float64(1 + random.IntN(400))
		x := float64(random.IntN(int(n) + 1))
		pooled := 0.01 + 0.98*random.Float64()
		for _, level := range []Level{Level95, Level998} {
			own, _ := Wilson(x, n, level)
			inside := funnelLimits(pooled, n, Proportion, level).Contains(x / n)
			if inside != own.Contains(pooled) {
				t.Fatalf("%v of %v about %v: inside the funnel %v, own limits %v", x, n, pooled, inside, own)
			}
			exact, _ := garwood(x, level)
			rate := 0.001 + random.Float64()
			inside = funnelLimits(rate, n, Rate, level).Contains(x / n)
			if inside != exact.Contains(rate*n) {
				t.Fatalf("%v in %v about %v: inside the funnel %v, own limits %v of %v", x, n, rate, inside, exact, rate*n)
			}
		}
	}
}

// Garwood's limits of 5 events are 1.623486 and 11.66833: with as many expected, 5 is a limit.
func TestFunnelOfRatesKnownAnswers(t *testing.T) {
	if got := funnelLimits(11.66833207, 1, Rate, Level95).Lower; math.Abs(got-5) > 1e-6 {
		t.Errorf("lower %v, want 5", got)
	}
	if got := funnelLimits(1.62348639, 1, Rate, Level95).Upper; math.Abs(got-5) > 1e-6 {
		t.Errorf("upper %v, want 5", got)
	}
	if got := funnelLimits(3.688, 1, Rate, Level95).Lower; got != 0 {
		t.Errorf("lower %v, want 0: of 3.688 expected none is not too few", got)
	}
}

// Without differences beyond chance there is nothing to widen by.
func TestFunnelWithoutOverdispersion(t *testing.T) {
	for _, kind := range []Kind{Proportion, Rate} {
		got, err := Funnel(counts(20, 100, 21, 100, 19, 100, 41, 200), Count{30, 100}, kind)
		if err != nil {
			t.Fatal(err)
		}
		if got.TauSquared != 0 || got.Wide != got.Limits || got.Wide998 != got.Limits998 || got.Outside != 0 {
			t.Errorf("%s: %+v", kind, got)
		}
	}
}

// In worlds where authorities differ by chance alone phi is the mean square of a normal score with its
// ends drawn in to ∓1.2816: 0.2·1.2816² + 0.8 − 2·1.2816·0.1755 = 0.679. Where each has a rate of its own
// phi finds out.
func TestFunnelPhi(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 2))
	average := func(spread float64) (phi, outside float64) {
		const worlds, areas = 200, 150
		for range worlds {
			points := make([]Count, areas)
			for i := range points {
				p := 0.25 + spread*random.NormFloat64()
				points[i].Denominator = float64(100 + random.IntN(600))
				for range int(points[i].Denominator) {
					if random.Float64() < p {
						points[i].Numerator++
					}
				}
			}
			got, err := Funnel(points, points[0], Proportion)
			if err != nil {
				t.Fatal(err)
			}
			phi += got.Phi / worlds
			outside += float64(got.Outside) / worlds / areas
		}
		return phi, outside
	}
	if phi, outside := average(0); math.Abs(phi-0.679) > 0.02 || outside < 0.04 || outside > 0.06 {
		t.Errorf("chance alone: phi %.3f, outside %.3f", phi, outside)
	}
	if phi, outside := average(0.05); phi < 3 || outside < 0.3 {
		t.Errorf("rates of their own: phi %.2f, outside %.3f", phi, outside)
	}
}

func TestFunnelRefuses(t *testing.T) {
	good := counts(10, 100, 30, 100)
	for name, err := range map[string]error{
		"one authority":          refusal(Funnel(good[:1], good[0], Proportion)),
		"more events than cases": refusal(Funnel(counts(10, 100, 130, 100), good[0], Proportion)),
		"own not a number":       refusal(Funnel(good, Count{math.NaN(), 100}, Proportion)),
		"no population":          refusal(Funnel(counts(10, 100, 10, 0), good[0], Rate)),
		"nothing happened":       refusal(Funnel(counts(0, 100, 0, 10), Count{0, 10}, Proportion)),
		"all happened":           refusal(Funnel(counts(100, 100, 10, 10), Count{10, 10}, Proportion)),
		"no rate at all":         refusal(Funnel(counts(0, 100, 0, 10), Count{0, 10}, Rate)),
		"another kind":           refusal(Funnel(good, good[0], "mean")),
	} {
		if err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func refusal(_ FunnelPlot, err error) error { return err }

func FuzzFunnel(f *testing.F) {
	f.Add(10.0, 100.0, 30.0, 100.0, true)
	f.Add(1e-300, 1e-300, 1e300, 1e300, false)
	f.Fuzz(func(t *testing.T, x1, n1, x2, n2 float64, proportion bool) {
		kind := Rate
		if proportion {
			kind = Proportion
		}
		got, err := Funnel(counts(x1, n1, x2, n2), Count{x1, n1}, kind)
		if err != nil {
			return
		}
		within := func(inner, outer Limits) bool { return outer.Lower <= inner.Lower && inner.Upper <= outer.Upper }
		if !within(got.Limits, got.Limits998) || !within(got.Limits, got.Wide) || !within(got.Limits998, got.Wide998) ||
			!got.Limits.Contains(got.Pooled) || !finite(got.Z, got.Phi, got.TauSquared) || got.TauSquared < 0 {
			t.Fatalf("%+v", got)
		}
	})
}

const publishedTables = "../../../shared/data/ees/"

// table reads the 2025 rows of authorities of a published file as maps by column.
func table(tb testing.TB, file string) []map[string]string {
	tb.Helper()
	f, err := os.Open(publishedTables + file)
	if err != nil {
		tb.Skip("the published files are not beside this repository (../shared/data)")
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		tb.Fatal(err)
	}
	var out []map[string]string
	for _, row := range rows[1:] {
		fields := map[string]string{}
		for i, column := range rows[0] {
			fields[strings.TrimPrefix(column, "\ufeff")] = row[i]
		}
		if fields["time_period"] == "2025" && fields["geographic_level"] == "Local authority" {
			out = append(out, fields)
		}
	}
	return out
}

// pairs makes counts of those authorities that have both numbers.
func pairs(numerators, denominators map[string]string) []Count {
	var out []Count
	for area, text := range denominators {
		numerator, err := strconv.ParseFloat(numerators[area], 64)
		denominator, derr := strconv.ParseFloat(text, 64)
		if err == nil && derr == nil && denominator > 0 {
			out = append(out, Count{numerator, denominator})
		}
	}
	return out
}

// column gives a column by area of the rows in which other columns have the values asked for.
func column(rows []map[string]string, name string, where ...string) map[string]string {
	out := map[string]string{}
	for _, row := range rows {
		matches := true
		for i := 0; i < len(where); i += 2 {
			matches = matches && row[where[i]] == where[i+1]
		}
		if matches {
			out[row["old_la_code"]] = row[name]
		}
	}
	return out
}

// How English authorities differ in the Department for Education's files of 2025: measured elsewhere
// with the same definitions and printed with one decimal.
func TestOverdispersionOfPublishedFigures(t *testing.T) {
	plans := table(t, "d3_cpps_subsequent_plan_2013_to_2025.csv")
	stability := table(t, "la_cla_placement_stability.csv")
	activity := table(t, "la_care_leavers_activity.csv")
	longTerm := "Children looked after continuously for at least 2.5 years on 31 March aged under 16 years"
	moves := func(group, of string) map[string]string {
		return column(stability, "children_count", "cla_group", group, "placement_stability", of)
	}
	doing := func(of string) map[string]string {
		return column(activity, "care_leaver_count", "care_leaver_age", "19 to 21 years", "breakdown", of)
	}
	for _, test := range []struct {
		name             string
		points           []Count
		areas, outside   int
		phi              string
		outside998Stated int
	}{
		{"repeat plans", pairs(column(plans, "CPP_subsequent"), column(plans, "CPP_start")), 151, 61, "3.8", 26},
		{
			"three or more placements",
			pairs(moves("CLA on 31 March", "With 3 or more placements during the year"), moves("CLA on 31 March", "Total children")),
			150, 42, "2.3", -1,
		},
		{"long-term stability", pairs(moves(longTerm, "Living with the same carer for at least 2 years"), moves(longTerm, "Total children")), 150, 33, "1.8", -1},
		{"education, employment or training at 19 to 21", pairs(doing("Total in education, employment or training"), doing("Total")), 152, 62, "3.7", -1},
	} {
		got, err := Funnel(test.points, test.points[0], Proportion)
		if err != nil {
			t.Fatalf("%s: %v", test.name, err)
		}
		t.Logf("%s: %d authorities, pooled %.4f, outside 95%% %d, 99.8%% %d, phi %.3f, tau %.4f",
			test.name, got.Authorities, got.Pooled, got.Outside, got.Outside998, got.Phi, math.Sqrt(got.TauSquared))
		if got.Authorities != test.areas || got.Outside != test.outside || !printed(got.Phi, test.phi) {
			t.Errorf("%s: %d of %d outside, phi %.3f; want %d of %d, %s", test.name, got.Outside, got.Authorities, got.Phi, test.outside, test.areas, test.phi)
		}
		if test.outside998Stated >= 0 && got.Outside998 != test.outside998Stated {
			t.Errorf("%s: %d beyond 99.8%%, want %d", test.name, got.Outside998, test.outside998Stated)
		}
	}
}
