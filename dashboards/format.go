package dashboards

import (
	"math"
	"strconv"
	"strings"
	"time"
	"unicode"

	"sightline/indicators"
)

// minus is the sign for negative numbers in text; data files use the plain hyphen.
const minus = "\u2212"

// grouped writes decimal text with thousands separators and a proper minus sign.
func grouped(text string) string {
	negative := strings.HasPrefix(text, "-")
	whole, fraction, found := strings.Cut(strings.TrimPrefix(text, "-"), ".")
	var out strings.Builder
	if negative {
		out.WriteString(minus)
	}
	for i, digit := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			out.WriteByte(',')
		}
		out.WriteRune(digit)
	}
	if found {
		out.WriteString("." + fraction)
	}
	return out.String()
}

// number is v rounded to places, with thousands separators.
func number(v float64, places int) string { return grouped(indicators.Text(v, places)) }

// inTable is a value for a table cell: the unit stands in the heading, except for % and £.
func inTable(v float64, unit string, places int) string {
	switch {
	case unit == indicators.Percent:
		return number(v, places) + "%"
	case strings.HasPrefix(unit, "£"):
		return pounds(v, places)
	default:
		return number(v, places)
	}
}

// inSentence is a value with its unit, money above a million in short form.
func inSentence(v float64, unit string, places int) string {
	switch {
	case unit == indicators.Percent:
		return number(v, places) + "%"
	case strings.HasPrefix(unit, "£"):
		rest := strings.TrimSpace(strings.TrimPrefix(unit, "£"))
		if rest != "" {
			rest = " " + rest
		}
		return shortPounds(v, places) + rest
	case strings.HasPrefix(unit, "per "):
		return number(v, places) + " " + unit
	default:
		text := plainDays(indicators.Text(v, places), unit)
		return grouped(text) + " " + unitFor(text, unit)
	}
}

// plainDays drops the nought after the point of days that are whole: in words nobody takes 35.0 working days. Tables and
// data files keep the decimals of the indicator, and so do all other units, where a nought tells how far a figure was worked out.
func plainDays(text, unit string) string {
	if unit == "days" || strings.HasSuffix(unit, " days") {
		return indicators.PlainNumber(text)
	}
	return text
}

// credited tells whether an amount of money, as it is written, is below nought: more came back than was spent.
func credited(v float64, unit string, places int) bool {
	return strings.HasPrefix(unit, "£") && strings.HasPrefix(inSentence(v, unit, places), minus)
}

// said is inSentence in running words: money below nought is a net credit, not spending with a sign.
func said(v float64, unit string, places int) string {
	if credited(v, unit, places) {
		return "a net credit of " + inSentence(-v, unit, places)
	}
	return inSentence(v, unit, places)
}

// difference is the size of a change, in words of its unit; the sign is left to the sentence.
func difference(v float64, unit string, places int) string {
	v = math.Abs(v)
	if unit == indicators.Percent {
		text := indicators.Text(v, places)
		return grouped(text) + " percentage " + unitFor(text, "points")
	}
	return inSentence(v, unit, places)
}

func unitFor(text, unit string) string {
	if text != "1" {
		return unit
	}
	first, rest, found := strings.Cut(unit, " ")
	switch {
	case first == "working": // its noun comes second
		return strings.TrimSuffix(first+" "+unitFor(text, rest), " ")
	case first == "children":
		first = "child"
	case first == "people":
		first = "person"
	case strings.HasSuffix(first, "ies"):
		first = strings.TrimSuffix(first, "ies") + "y"
	case !strings.HasSuffix(first, "ss"):
		first = strings.TrimSuffix(first, "s")
	}
	if found {
		return first + " " + rest
	}
	return first
}

func pounds(v float64, places int) string {
	text := number(math.Abs(v), places)
	if v < 0 && strings.Trim(text, "0.,") != "" {
		return minus + "£" + text
	}
	return "£" + text
}

// shortPounds is money in a sentence: millions to a decimal, above ten thousand to the thousand.
func shortPounds(v float64, places int) string {
	switch size := math.Abs(v); {
	case size < 10_000:
		return pounds(v, places)
	case size < 999_500:
		return pounds(indicators.Round(v/1000, 0)*1000, 0)
	}
	sign := ""
	if v < 0 {
		sign = minus
	}
	return sign + "£" + number(math.Abs(v)/1e6, 1) + "m"
}

// longDate is a day in words: 31 March 2025.
func longDate(day time.Time) string { return day.Format("2 January 2006") }

// isoWords is an ISO date in words; other text stays as it is.
func isoWords(iso string) string {
	day, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	return longDate(day)
}

// shortDate is a month in a chart label: Mar 2025.
func shortDate(day time.Time) string { return day.Format("Jan 2006") }

// The periods of indicators.value.
const (
	periodMonth    = "month"
	periodQuarter  = "quarter"
	periodYear     = "year"
	periodToDate   = "ytd"
	periodRolling  = "rolling12"
	periodSnapshot = "snapshot"
)

// periodWords names a period in a sentence: year to 31 March 2025.
func periodWords(period string, start, end time.Time) string {
	switch period {
	case periodMonth:
		return end.Format("January 2006")
	case periodQuarter:
		return "quarter to " + longDate(end)
	case periodYear:
		return "year to " + longDate(end)
	case periodToDate:
		return "year to date, " + longDate(start) + " to " + longDate(end)
	case periodRolling:
		return "12 months to " + longDate(end)
	default:
		return "at " + longDate(end)
	}
}

// yearBefore is the same point a year earlier; month ends stay month ends.
func yearBefore(day time.Time) time.Time {
	if day.AddDate(0, 0, 1).Day() == 1 {
		return time.Date(day.Year()-1, day.Month()+1, 0, 0, 0, 0, 0, time.UTC)
	}
	return day.AddDate(-1, 0, 0)
}

// count writes a whole number with thousands separators.
func count(n int64) string { return grouped(strconv.FormatInt(n, 10)) }

// upperFirst starts a sentence.
func upperFirst(text string) string {
	if text == "" {
		return ""
	}
	first := []rune(text)
	first[0] = unicode.ToUpper(first[0])
	return string(first)
}

// listWords joins words as a sentence does: a, b and c.
func listWords(words []string) string {
	switch len(words) {
	case 0:
		return ""
	case 1:
		return words[0]
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}
