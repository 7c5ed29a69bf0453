package benchmarks

import (
	"math"
	"regexp"
	"strconv"
	"strings"
)

// sortOfCell says what a cell of an Explore Education Statistics file holds.
type sortOfCell int

const (
	blankCell    sortOfCell = iota
	numberCell              // a number
	durationCell            // years and months as YY:MM
	symbolCell              // a reason why there is no number
	mangledCell             // what a spreadsheet or a person makes of a number; refused
	textCell                // anything else
)

// eesCell is a cell taken apart.
type eesCell struct {
	sort     sortOfCell
	value    float64 // number; months of a duration
	decimals int     // printed after the point
	symbol   string  // z x c u low
	undone   string  // what was undone, in words; empty: nothing
}

// eesSymbols are the Department's symbols and what they are kept as. k is the older form of low and ~ one
// before it; : is an older form of x; two dots and a dash, in files before the symbols were settled, say no
// more than that there is no figure. Source: Government Analysis Function, symbols in tables; Department for
// Education, open data standards.
var eesSymbols = map[string]string{
	"z": "z", "x": "x", "c": "c", "u": "u", "low": "low", "k": "low", "~": "low", ":": "x", "..": "x", "-": "x",
}

var (
	plainNumber   = regexp.MustCompile(`^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)$`)
	groupedNumber = regexp.MustCompile(`^[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?$`)
	powerNumber   = regexp.MustCompile(`^[+-]?[0-9](\.[0-9]+)?[eE][+-]?[0-9]{1,3}$`)
	codeDigits    = regexp.MustCompile(`^[0-9]{1,6}$`)
	duration      = regexp.MustCompile(`^([0-9]{1,2}):([0-9]{2})(:00)?$`)
	// mangled is a number with a unit, in brackets or with a comma for a point, a date, or what a spreadsheet
	// prints in place of a figure.
	mangled = regexp.MustCompile(`^(#.*|[£$€(]?[+-]?[0-9][0-9.,  ]*[%)]?|[0-9]{1,4}[/-][0-9]{1,2}[/-][0-9]{1,4}|[0-9]+:[0-9:]+|[+-]?[0-9.]+[eE][+-]?[0-9]+|[−–][0-9.]+)$`)
)

const (
	undoneGroups   = "commas between thousands"
	undonePower    = "numbers written with a power of ten"
	undoneSeconds  = "seconds after years and months"
	undoneDecimals = "codes with .0"
)

// readCell takes a cell apart. Commas between thousands are undone only where commas separate the fields:
// where something else does, the spreadsheet's language may write a decimal point as a comma.
func readCell(text string, comma rune) eesCell {
	text = strings.TrimSpace(text)
	if text == "" {
		return eesCell{sort: blankCell}
	}
	bare := strings.ToLower(strings.TrimSuffix(strings.TrimPrefix(text, "["), "]"))
	if symbol, ok := eesSymbols[bare]; ok && (len(bare) == len(text) || len(bare) == len(text)-2) {
		return eesCell{sort: symbolCell, symbol: symbol}
	}
	switch {
	case plainNumber.MatchString(text):
		return numberOf(text, "")
	case comma == ',' && groupedNumber.MatchString(text):
		return numberOf(strings.ReplaceAll(text, ",", ""), undoneGroups)
	case powerNumber.MatchString(text):
		if plain, ok := fromPower(text); ok {
			return numberOf(plain, undonePower)
		}
	}
	if parts := duration.FindStringSubmatch(text); parts != nil {
		years, _ := strconv.Atoi(parts[1])
		months, _ := strconv.Atoi(parts[2])
		if months < 12 {
			out := eesCell{sort: durationCell, value: float64(12*years + months)}
			if parts[3] != "" {
				out.undone = undoneSeconds
			}
			return out
		}
	}
	if mangled.MatchString(text) {
		return eesCell{sort: mangledCell}
	}
	return eesCell{sort: textCell}
}

func numberOf(text, undone string) eesCell {
	value, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsInf(value, 0) {
		return eesCell{sort: mangledCell}
	}
	_, after, _ := strings.Cut(text, ".")
	return eesCell{sort: numberCell, value: value, decimals: len(after), undone: undone}
}

// fromPower writes a number with a power of ten in full: 2.01E+02 is 201. It is refused where the power goes
// beyond the digits printed, as the spreadsheet has then rounded: 1.22E+07 may have been any of many numbers.
func fromPower(text string) (string, bool) {
	mantissa, power, ok := strings.Cut(strings.ToLower(text), "e")
	shift, err := strconv.Atoi(power)
	sign := ""
	if strings.HasPrefix(mantissa, "-") {
		sign = "-"
	}
	whole, fraction, _ := strings.Cut(strings.TrimLeft(mantissa, "+-"), ".")
	switch {
	case !ok || err != nil || shift > len(fraction) || shift < -maxPower || len(whole) != 1:
		return "", false
	case shift < 0:
		return sign + "0." + strings.Repeat("0", -shift-1) + whole + fraction, true
	}
	out := sign + whole + fraction[:shift]
	if fraction[shift:] != "" {
		out += "." + fraction[shift:]
	}
	return out, true
}

// maxPower bounds the noughts that a small number is written out with.
const maxPower = 20

// wholeText undoes what a spreadsheet makes of a code or a year of digits alone: 201.0 and 2.01E+02 are 201.
// It is false for anything else.
func wholeText(text string) (string, bool) {
	text = strings.TrimSpace(text)
	if powerNumber.MatchString(text) {
		plain, ok := fromPower(text)
		if !ok {
			return "", false
		}
		text = plain
	}
	whole, fraction, _ := strings.Cut(text, ".")
	if !codeDigits.MatchString(whole) || strings.Trim(fraction, "0") != "" {
		return "", false
	}
	return whole, true
}
