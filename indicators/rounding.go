package indicators

import (
	"bytes"
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
	// The shortest decimal fraction that reads back as value is what the figure says; it is rounded as written. An
	// edition rounds some hundred thousand figures, so its digits are rounded where they stand.
	digits := strconv.AppendFloat(make([]byte, 1, 32), value, 'f', -1, 64) // the first byte is for a carry
	digits[0] = '0'
	point := bytes.IndexByte(digits, '.')
	if point < 0 {
		if !isDigit(digits[len(digits)-1]) { // infinities and NaN
			return string(digits[1:])
		}
		point = len(digits)
		digits = append(digits, '.')
	}
	negative := digits[1] == '-'
	if negative {
		digits[1] = '0'
	}
	end := point + 1 + decimals
	for len(digits) < end {
		digits = append(digits, '0')
	}
	up := len(digits) > end && digits[end] >= '5'
	digits = digits[:end]
	if decimals == 0 {
		digits = digits[:point]
	}
	for i := len(digits) - 1; up; i-- {
		switch digits[i] {
		case '.':
		case '9':
			digits[i] = '0'
		default:
			digits[i]++
			up = false
		}
	}
	// Noughts before the first digit are room that was not needed.
	first := 0
	for first < len(digits)-1 && digits[first] == '0' && isDigit(digits[first+1]) {
		first++
	}
	text := string(digits[first:])
	if negative && !isNought(text) { // no minus nought
		return "-" + text
	}
	return text
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

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
