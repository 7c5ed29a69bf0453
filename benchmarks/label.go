package benchmarks

import (
	"errors"
	"strings"
)

// label is a Years label read: the years it begins and ends in. Single tells "2025" from a span
// such as "2024-25" or "2022-24".
type label struct {
	First  int
	Last   int
	Single bool
}

var errLabel = errors.New("want a year such as 2025, 2024-25, 2024/25, 2022-24 or 2021/22-23/24, with nothing after it but a remark in brackets")

// longestSpan bounds the years a label may cover: published spans have two to four.
const longestSpan = 10

// parseLabel reads a Years label as published tables write them. A remark in brackets, (Rev),
// (prov), (Final) or (OT), does not change the dates. In a span the later years may leave out their
// century, and the last one named is the one it ends in.
func parseLabel(text string) (label, error) {
	text = strings.TrimSpace(strings.ReplaceAll(text, "–", "-"))
	if before, remark, ok := strings.Cut(text, "("); ok {
		if !strings.HasSuffix(remark, ")") {
			return label{}, errLabel
		}
		text = strings.TrimSpace(before)
	}
	parts := strings.FieldsFunc(text, func(r rune) bool { return r == '-' || r == '/' })
	// FieldsFunc forgives doubled and trailing separators; a label does not have them.
	if len(parts) == 0 || len(parts) > 4 || len(text) != len(strings.Join(parts, "-")) {
		return label{}, errLabel
	}
	first, ok := wholeNumber(parts[0])
	if !ok || len(parts[0]) != 4 || first < 1900 || first > 2199 {
		return label{}, errLabel
	}
	last := first
	for _, part := range parts[1:] {
		year, ok := wholeNumber(part)
		switch {
		case ok && len(part) == 2:
			year += last - last%100
			if year < last {
				year += 100
			}
		case !ok || len(part) != 4:
			return label{}, errLabel
		}
		if year < last || year-first > longestSpan {
			return label{}, errLabel
		}
		last = year
	}
	if len(parts) > 1 && last == first {
		return label{}, errLabel
	}
	return label{First: first, Last: last, Single: len(parts) == 1}, nil
}

func wholeNumber(text string) (int, bool) {
	n := 0
	for _, r := range []byte(text) {
		if r < '0' || r > '9' || n > 9999 {
			return 0, false
		}
		n = 10*n + int(r-'0')
	}
	return n, text != ""
}
