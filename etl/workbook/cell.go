package workbook

import (
	"bytes"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"
)

// Cell is a cell of a row.
//
// Text is the value that the cell holds, in one form whatever the sheet's number formats and the
// country of who made it:
//   - a text as it stands, the differently styled runs of it joined, with its blanks and its
//     non-breaking spaces (the loader trims), Excel's _x000D_ escapes decoded;
//   - a number in the shortest form that gives the same number back, without an exponent from 1e-15
//     to 1e15 and beyond to 1e21, without the signs, roundings and percentages of its number format;
//   - a number whose format shows a day, month or year as 2006-01-02, or 2006-01-02T15:04:05 when it
//     has a time of day (to the second), in the workbook's own date system; serial numbers that no
//     calendar has (0, 60, negative ones, beyond 9999) and those shown as a time alone as numbers;
//   - TRUE or FALSE; an error value as it is written, e.g. #N/A;
//   - of a formula, the value that Excel left with it, by the rules above;
//   - "" for a blank cell.
//
// Of merged cells the value stands in the top-left one, as Excel stores it.
//
// Fault says in words, without the value, why a cell that is not blank has no Text.
type Cell struct {
	Text  string
	Fault string
}

const (
	faultFormula = "a formula without a calculated value: open the workbook in Excel, calculate and save"
	faultShared  = "a reference to a shared text that the workbook does not have: open the workbook in Excel, repair and save"
	faultBoolean = "a truth value that is neither true nor false: open the workbook in Excel, repair and save"
)

// stored is a cell as the sheet stores it.
type stored struct {
	kind     string
	format   int
	formula  bool
	hasValue bool // an element for the value is there, though it may be empty
	value    []byte
	inline   []byte
}

func (b *Book) cell(c *stored) Cell {
	if c.formula && len(c.value) == 0 && len(c.inline) == 0 {
		if c.kind == "str" && c.hasValue {
			return Cell{} // a formula whose value is the empty text
		}
		return Cell{Fault: faultFormula}
	}
	switch c.kind {
	case "s":
		return b.sharedCell(c.value)
	case "inlineStr":
		if len(c.inline) == 0 {
			return Cell{Text: unescape(c.value)}
		}
		return Cell{Text: unescape(c.inline)}
	case "str":
		return Cell{Text: unescape(c.value)}
	case "b":
		return booleanCell(c.value)
	case "d":
		return Cell{Text: isoDate(string(bytes.TrimSpace(c.value)))}
	case "", "n":
		return Cell{Text: b.number(bytes.TrimSpace(c.value), c.format)}
	}
	return Cell{Text: string(c.value)} // "e", an error value
}

func (b *Book) sharedCell(value []byte) Cell {
	index := bytes.TrimSpace(value)
	if len(index) == 0 {
		return Cell{}
	}
	i, err := strconv.Atoi(string(index))
	if err != nil || i < 0 || i >= len(b.shared) {
		return Cell{Fault: faultShared}
	}
	return Cell{Text: b.shared[i]}
}

func booleanCell(value []byte) Cell {
	switch string(bytes.TrimSpace(value)) {
	case "1", "true", "TRUE":
		return Cell{Text: "TRUE"}
	case "0", "false", "FALSE":
		return Cell{Text: "FALSE"}
	case "":
		return Cell{}
	}
	return Cell{Fault: faultBoolean}
}

// number writes a number, or what stands in its place as it stands.
func (b *Book) number(value []byte, format int) string {
	date := format >= 0 && format < len(b.dates) && b.dates[format]
	if !date && isPlain(value) {
		return string(value)
	}
	text := string(value)
	if !isDecimal(text) {
		return text
	}
	number, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return text
	}
	if date {
		if day, ok := b.from.date(number); ok {
			return day
		}
	}
	size := math.Abs(number)
	switch {
	case number == 0:
		return "0"
	case size < 1e-15 || size >= 1e21:
		return strconv.FormatFloat(number, 'g', -1, 64)
	}
	return strconv.FormatFloat(number, 'f', -1, 64)
}

// isPlain says whether a number is already in the form that number would give it.
func isPlain(value []byte) bool {
	if len(value) == 0 || len(value) > 15 || value[0] == '0' && len(value) > 1 {
		return false
	}
	for _, c := range value {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

// isDecimal keeps the infinities, hexadecimals and underscores of Go's own notation out.
func isDecimal(text string) bool {
	return text != "" && strings.Trim(text, "0123456789.eE+-") == ""
}

// isoDate writes a date that is stored as text, which the strict form allows, as the others are
// written; anything else as it stands.
func isoDate(text string) string {
	for _, layout := range []string{time.DateOnly, "2006-01-02T15:04:05", "2006-01-02T15:04", time.RFC3339} {
		if t, err := time.Parse(layout, text); err == nil {
			return dateText(t)
		}
	}
	return text
}

// unescape decodes the signs that XML cannot hold, which Excel writes as _xHHHH_ with the UTF-16
// unit in hexadecimals. Half a pair of units, and the unit 0, which no text may hold, stay as they
// are written.
func unescape(text []byte) string {
	if !bytes.Contains(text, []byte("_x")) {
		return string(text)
	}
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); {
		unit, ok := escapedUnit(text[i:])
		if !ok || unit == 0 {
			out = append(out, text[i])
			i++
			continue
		}
		if !utf16.IsSurrogate(unit) {
			out = utf8.AppendRune(out, unit)
			i += escapeLength
			continue
		}
		if low, ok := escapedUnit(text[i+escapeLength:]); ok && utf16.DecodeRune(unit, low) != utf8.RuneError {
			out = utf8.AppendRune(out, utf16.DecodeRune(unit, low))
			i += 2 * escapeLength
			continue
		}
		out = append(out, text[i:i+escapeLength]...)
		i += escapeLength
	}
	return string(out)
}

const escapeLength = len("_x000D_")

// escapedUnit is the unit that an escape at the start of the text stands for.
func escapedUnit(text []byte) (rune, bool) {
	if len(text) < escapeLength || text[0] != '_' || text[1] != 'x' || text[escapeLength-1] != '_' {
		return 0, false
	}
	unit, err := strconv.ParseUint(string(text[2:escapeLength-1]), 16, 16)
	if err != nil {
		return 0, false
	}
	return rune(unit), true
}
