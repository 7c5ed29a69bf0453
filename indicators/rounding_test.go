package indicators_test

import (
	"math"
	"math/big"
	"strconv"
	"strings"
	"testing"

	"sightline/indicators"
)

// A half goes away from nought, as written: 0.285 is 0.29, though the nearest binary fraction lies below it.
func TestRoundingIsHalfAwayFromZeroOnTheShortestDecimal(t *testing.T) {
	for _, c := range []struct {
		value    float64
		decimals int
		want     string
	}{
		{0, 0, "0"},
		{13.25, 1, "13.3"},
		{12.5, 0, "13"},
		{-12.5, 0, "-13"},
		{0.35, 1, "0.4"},
		{2.675, 2, "2.68"},
		{64.955, 0, "65"},
		{0.388, 0, "0"},
		{1e15 + 0.5, 0, "1000000000000001"},
		{15.66, 2, "15.66"},
		{0.25, 1, "0.3"},
		{-0.35, 1, "-0.4"},
		{1.005, 2, "1.01"},
		{8.25688, 1, "8.3"},
		{-0.5, 0, "-1"},
		{99.95, 1, "100.0"},
		{3, 2, "3.00"},
		{0.0049, 2, "0.00"},
		{1234567.895, 2, "1234567.90"},
		{0, 2, "0.00"},
		{0.285, 2, "0.29"},
		{-0.285, 2, "-0.29"},
		{2.5, 0, "3"},
		{-2.5, 0, "-3"},
		{0.5, 0, "1"},
		{-0.4, 0, "0"},
		{-0.04, 1, "0.0"},
		{9.96, 1, "10.0"},
		{99.5, 0, "100"},
		{-999.995, 2, "-1000.00"},
		{1e21, 0, "1000000000000000000000"},
		{12, 3, "12.000"},
		{1234.5678, 2, "1234.57"},
		{5e-324, 2, "0.00"},
		{0.05, 1, "0.1"},
		{math.Inf(1), 1, "+Inf"},
		{math.Inf(-1), 1, "-Inf"},
		{math.NaN(), 1, "NaN"},
	} {
		if got := indicators.Text(c.value, c.decimals); got != c.want {
			t.Errorf("%v with %d decimals is %s, want %s", c.value, c.decimals, got, c.want)
		}
	}
}

// Whatever the figure, its text is that of the exact fraction which its shortest decimal form says.
func FuzzText(f *testing.F) {
	for _, seed := range []float64{0, 0.5, -0.05, 99.95, 1e15, 123456.789, -9.9999999, 0.1 + 0.2} {
		f.Add(seed, uint8(1))
	}
	f.Fuzz(func(t *testing.T, value float64, more uint8) {
		decimals := int(more % 9)
		exact, ok := new(big.Rat).SetString(strconv.FormatFloat(value, 'f', -1, 64))
		if !ok {
			t.Skip("no number")
		}
		want := exact.FloatString(decimals)
		if strings.Trim(want, "-0.") == "" {
			want = strings.TrimPrefix(want, "-")
		}
		if got := indicators.Text(value, decimals); got != want {
			t.Errorf("%v with %d decimals is %s, want %s", value, decimals, got, want)
		}
	})
}
