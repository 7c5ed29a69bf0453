package benchmarks

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"sightline/indicators"
)

// funnelWorld has twenty authorities: half of them are gap per cent below a fifth of 100 cases, half above.
func funnelWorld(t *testing.T, authorities int, gap float64) *world {
	t.Helper()
	w := newWorld(t, shareOf("part", indicators.Low))
	w.areas("901 Ayton*")
	for i := range authorities {
		x := 20 + gap*float64(1-2*(i%2))
		code := fmt.Sprintf("%d", 910+i)
		w.publish("PART", "2025", fmt.Sprintf("%s %v", code, x))
		w.publish("ees:part_n", "2025", fmt.Sprintf("%s %v", code, x))
		w.publish("ees:part_d", "2025", code+" 100")
	}
	w.figure("part", "901", "year", "2025-03-31", 40, 100)
	w.compare(Options{})
	return w
}

// About 20% of 100 cases the standard error is 4 points, so the plain limits are 20 ± 1.96·4. Where half the
// authorities are 4 points below and half above, every z is 1 and phi is 1; with 12 points every z is 3, phi
// is 9, and tau² is (I·phi - (I - 1))/(Σw - Σw²/Σw) = (180 - 19)/(19/16) in square points.
func TestFunnelWidensByWhatAuthoritiesDiffer(t *testing.T) {
	for _, c := range []struct{ gap, phi, tau float64 }{{4, 1, (20.0 - 19) / (19.0 / 16)}, {12, 9, (180.0 - 19) / (19.0 / 16)}} {
		w := funnelWorld(t, 20, c.gap)
		funnels, err := Funnels(t.Context(), w.db, nil, "")
		must(t, err)
		if len(funnels) != 1 {
			t.Fatalf("%d funnels", len(funnels))
		}
		f := funnels[0]
		reach := 1.959963984540054 * 4
		wide := 1.959963984540054 * math.Sqrt(16+c.tau)
		if f.Authorities != 20 || !nearly(&f.Pooled, 20) || !nearly(&f.Lower, 20-reach) || !nearly(&f.Upper, 20+reach) || !nearly(&f.Phi, c.phi) ||
			!nearly(&f.TauSquared, c.tau) || !nearly(&f.WideUpper, 20+wide) || f.OwnValue != 40 || f.Denominator != 100 {
			t.Errorf("gap %v: %+v, want limits ± %v and ± %v", c.gap, f, reach, wide)
		}
		want := Worse
		if c.gap == 12 {
			want = Similar
		}
		j := w.judgement("part", "901", "year", "2025-03-31", "funnel", "")
		if f.Verdict != want || j.Verdict != want || j.Reason != f.Reason || !nearly(j.Lower, f.WideLower) || !nearly(j.Value, 20) {
			t.Errorf("gap %v: %s, %+v", c.gap, f.Verdict, j)
		}
	}
}

func TestALargeOverdispersionIsOneOfDefinition(t *testing.T) {
	w := funnelWorld(t, 20, 16)
	j := w.judgement("part", "901", "year", "2025-03-31", "funnel", "")
	if !strings.Contains(j.Reason, "(overdispersion 16.0); with an overdispersion this large the definition differs between authorities more than performance does") {
		t.Errorf("phi of 16: %s", j.Reason)
	}
}

func TestAFunnelTakesTenAuthorities(t *testing.T) {
	w := funnelWorld(t, 9, 4)
	j := w.judgement("part", "901", "year", "2025-03-31", "funnel", "")
	funnels, err := Funnels(t.Context(), w.db, nil, "")
	if err != nil || len(funnels) != 0 || j.Verdict != NotComparable || j.Reason != "the numbers of 9 authorities are held: a funnel takes 10" {
		t.Errorf("nine authorities: %d funnels, %+v, %v", len(funnels), j, err)
	}
}
