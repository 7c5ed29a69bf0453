package indicators

import (
	"math/big"
	"strconv"
)

// Round rounds half away from zero, as the Department for Education publishes. It works on the
// shortest decimal that stands for the value, so that 0.35, which no float64 holds exactly, rounds
// to 0.4 and not to 0.3.
func Round(value float64, decimals int) float64 {
	rounded, err := strconv.ParseFloat(Text(value, decimals), 64)
	if err != nil {
		return value // infinities and NaN pass through; no statistic here yields them
	}
	return rounded
}

// Text writes the value rounded as Round does, with exactly that many decimals.
func Text(value float64, decimals int) string {
	exact, ok := new(big.Rat).SetString(strconv.FormatFloat(value, 'f', -1, 64))
	if !ok {
		return strconv.FormatFloat(value, 'f', decimals, 64)
	}
	text := exact.FloatString(decimals)
	if exact.Sign() < 0 && isNought(text) {
		return text[1:] // no minus nought
	}
	return text
}

func isNought(text string) bool {
	for _, digit := range text {
		if digit >= '1' && digit <= '9' {
			return false
		}
	}
	return true
}

// Format is Text for a value that may be absent; empty when it is.
func Format(value *float64, decimals int) string {
	if value == nil {
		return ""
	}
	return Text(*value, decimals)
}
