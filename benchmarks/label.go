package benchmarks

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"
)

// label is a Years label read: the years it begins and ends in. Single tells "2025" from a span
// such as "2024-25" or "2022-24".
type label struct {
	First    int
	Last     int
	Single   bool
	EndsOn   string // ISO date, where the label is a day
	Revision string // the remark in brackets
}

var errLabel = errors.New("want a year such as 2025, 2024-25, 2024/25, 2022-24 or 2021/22-23/24, with nothing after it but a remark in brackets, or a day such as 2025-09-30")

// revisions orders the remarks that tell editions of one figure: a provisional figure gives way to any other,
// a final one to a revised. A remark that is none of these (OT, outturn) says nothing of the order.
var revisions = map[string]int{
	"prov": 0, "provisional": 0, "p": 0, "": unremarked, "final": 2, "f": 2, "rev": 3, "revised": 3, "r": 3,
}

const unremarked = 1

// revisionOrder is the place of a remark among the editions of a figure; the greatest stands.
func revisionOrder(remark string) int {
	if order, ok := revisions[strings.ToLower(strings.TrimSpace(remark))]; ok {
		return order
	}
	return unremarked
}

// longestSpan bounds the years a label may cover: published spans have two to four.
const longestSpan = 10

// parseLabel reads a Years label as published tables write them. A remark in brackets, (Rev),
// (prov), (Final) or (OT), does not change the dates. In a span the later years may leave out their
// century, and the last one named is the one it ends in. A day is read as one even where it could be a span
// of three years, which nobody writes so: 2008-09-10.
func parseLabel(text string) (label, error) {
	text = strings.TrimSpace(strings.ReplaceAll(text, "–", "-"))
	remark := ""
	if before, after, ok := strings.Cut(text, "("); ok {
		if !strings.HasSuffix(after, ")") {
			return label{}, errLabel
		}
		text, remark = strings.TrimSpace(before), strings.TrimSpace(strings.TrimSuffix(after, ")"))
	}
	if day, err := time.Parse(time.DateOnly, text); err == nil && validYear(day.Year()) {
		return label{First: day.Year(), Last: day.Year(), Single: true, EndsOn: text, Revision: remark}, nil
	}
	parts := strings.FieldsFunc(text, func(r rune) bool { return r == '-' || r == '/' })
	// FieldsFunc forgives doubled and trailing separators; a label does not have them.
	if len(parts) == 0 || len(parts) > 4 || len(text) != len(strings.Join(parts, "-")) {
		return label{}, errLabel
	}
	first, ok := wholeNumber(parts[0])
	if !ok || len(parts[0]) != 4 || !validYear(first) {
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
	return label{First: first, Last: last, Single: len(parts) == 1, Revision: remark}, nil
}

func validYear(year int) bool { return year >= 1900 && year <= 2199 }

// fillLabels lists when each label of published and stated figures ends.
func fillLabels(ctx context.Context, q Querier) error {
	rows, err := q.QueryContext(ctx, `
		select distinct years from (
			select years from benchmarks.published union all select years from benchmarks.stated
		) order by years`)
	if err != nil {
		return fmt.Errorf("list years: %w", err)
	}
	texts, err := scanAll(rows, func(rows *sql.Rows, into *string) error { return rows.Scan(into) })
	if err != nil {
		return fmt.Errorf("list years: %w", err)
	}
	type line struct {
		Years    string  `json:"years"`
		First    *int    `json:"first_year"`
		Last     *int    `json:"last_year"`
		Single   *bool   `json:"single_year"`
		EndsOn   *string `json:"ends_on"`
		Revision *string `json:"revision"`
		Order    *int    `json:"revision_order"`
	}
	lines := []line{}
	for _, text := range texts {
		one := line{Years: text}
		// A label that cannot be read (LAIT has one, "0") is held and shown, and compared with nothing.
		if read, err := parseLabel(text); err == nil {
			order := revisionOrder(read.Revision)
			one.First, one.Last, one.Single, one.Order = &read.First, &read.Last, &read.Single, &order
			if read.EndsOn != "" {
				one.EndsOn = &read.EndsOn
			}
			if read.Revision != "" {
				one.Revision = &read.Revision
			}
		}
		lines = append(lines, one)
	}
	err = insertJSON(ctx, q, "label",
		map[string]string{
			"years": "varchar", "first_year": "integer", "last_year": "integer", "single_year": "boolean",
			"ends_on": "date", "revision": "varchar", "revision_order": "integer",
		},
		"years, first_year, last_year, single_year, ends_on, revision, revision_order", lines)
	if err != nil {
		return fmt.Errorf("list years: %w", err)
	}
	return nil
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
