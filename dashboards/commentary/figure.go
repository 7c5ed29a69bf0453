package commentary

import (
	"regexp"
	"strings"
)

// Figure is a figure as a comment names it. Numbers are plain decimals without trailing noughts; Numerator and
// Denominator are empty where the comment does not give them.
type Figure struct {
	Text                          string // as typed
	Value, Numerator, Denominator string
}

const numberForm = `[-−]?£?\d[\d,]*(?:\.\d+)?`

var figureForm = regexp.MustCompile(`^(` + numberForm + `)%?(?: [^()\d]*(?:per 10,000)?[^()\d]*)?(?:\((?:(` + numberForm + `) (?:[^()\d]* )?)?(?:of|over) (` + numberForm + `)[^()\d]*\))?$`)

// ParseFigure reads a figure: a number as a page prints it and, in brackets, what it is made of: 214 of 1,000, or
// 2,432 days over 175 for a mean, or of 124 for a median, whose numerator is no number. Words between are passed over.
func ParseFigure(text string) (Figure, bool) {
	if len(text) > 200 {
		return Figure{}, false
	}
	match := figureForm.FindStringSubmatch(text)
	if match == nil {
		return Figure{}, false
	}
	return Figure{text, Plain(match[1]), Plain(match[2]), Plain(match[3])}, true
}

// Plain is a printed number without its dress: £1,234.50 is 1234.5.
func Plain(text string) string {
	text = strings.NewReplacer(",", "", "£", "", "%", "", "−", "-").Replace(text)
	if strings.Contains(text, ".") {
		text = strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
	}
	if digits := strings.TrimLeft(strings.TrimPrefix(text, "-"), "0"); digits == "" && text != "" {
		return "0"
	}
	return text
}

// Same tells whether f names the figure now, a part at a time: what one of them does not give is not held against it.
func (f Figure) Same(now Figure) bool {
	same := func(a, b string) bool { return a == "" || b == "" || a == b }
	return f.Value == now.Value && same(f.Numerator, now.Numerator) && same(f.Denominator, now.Denominator)
}
