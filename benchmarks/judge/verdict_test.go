package judge

import (
	"math"
	"testing"
)

func TestAgainst(t *testing.T) {
	own, far := &Limits{10, 20}, &Limits{7, 23}
	for _, test := range []struct {
		name      string
		own95     *Limits
		own998    *Limits
		benchmark float64
		polarity  Polarity
		wanted    Verdict
		strength  string
	}{
		{"inside", own, far, 15, Low, Similar, ""},
		{"at the lower end", own, far, 10, Low, Similar, ""},
		{"at the upper end", own, far, 20, High, Similar, ""},
		{"below ours, low is good", own, far, 9, Low, Worse, Strength95},
		{"below ours, high is good", own, far, 9, High, Better, Strength95},
		{"above ours, low is good", own, far, 21, Low, Better, Strength95},
		{"above ours, high is good", own, far, 21, High, Worse, Strength95},
		{"at the far end", own, far, 7, Low, Worse, Strength95},
		{"beyond the far end", own, far, 6.999, Low, Worse, Strength998},
		{"neutral, ours above", own, far, 6, Neutral, Higher, Strength998},
		{"neutral, ours below", own, far, 21, Neutral, Lower, Strength95},
		{"a polarity of another word is neutral", own, far, 21, "-", Lower, Strength95},
		{"no limits at 99.8%", own, nil, 6, Low, Worse, ""},
		{"no limits", nil, nil, 6, Low, NotComparable, ""},
		{"limits the wrong way about", &Limits{20, 10}, nil, 6, Low, NotComparable, ""},
		{"no benchmark", own, far, math.NaN(), Low, NotComparable, ""},
		{"limits that are no number", &Limits{math.NaN(), 10}, far, 6, Low, NotComparable, ""},
	} {
		if got, strength := Against(test.own95, test.own998, test.benchmark, test.polarity); got != test.wanted || strength != test.strength {
			t.Errorf("%s: %s %q, want %s %q", test.name, got, strength, test.wanted, test.strength)
		}
	}
}

// Turning every figure round, as a share of children into that of the others, turns the polarity round.
func FuzzAgainst(f *testing.F) {
	f.Add(10.0, 20.0, 15.0)
	f.Fuzz(func(t *testing.T, lower, upper, benchmark float64) {
		verdict, _ := Against(&Limits{lower, upper}, nil, benchmark, Low)
		turned, _ := Against(&Limits{-upper, -lower}, nil, -benchmark, High)
		if verdict != turned {
			t.Fatalf("%v to %v against %v: %s, turned round %s", lower, upper, benchmark, verdict, turned)
		}
	})
}
