package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"sightline/etl"
	"sightline/indicators"
)

// following is a question about one child or worker.
type following struct {
	person string
	day    time.Time
	kind   indicators.PeriodKind
	area   string
	showAs string
}

// followPerson answers why a person is counted, left out or not looked at by the indicators named, or all.
func (a *app) followPerson(ctx context.Context, conn *sql.Conn, ids []string, f following) error {
	catalogue, err := loadCatalogue()
	if err != nil {
		return err
	}
	definitions, err := catalogue.Select(ids)
	if err != nil {
		return err
	}
	found, err := indicators.Follow(ctx, conn, definitions, f.person, f.day, f.kind, f.area)
	if err != nil {
		return err
	}
	traces, err := etl.TracePerson(ctx, conn, f.person)
	if err != nil {
		return err
	}
	events, err := indicators.Timeline(ctx, conn, f.person, f.area)
	if err != nil {
		return err
	}
	cases, records, known := followGrid(found), traceGrid(traces), timelineGrid(events)
	switch f.showAs {
	case "csv":
		return cases.write(a.stdout, f.showAs)
	case "json":
		return a.printFollowJSON(cases, known, records)
	}
	out := &printer{w: a.stdout}
	out.linef("%s in the indicators, at %s or in the period that ends then", f.person, f.day.Format("2 January 2006"))
	if err := errors.Join(out.err, candidateGrid(found).write(a.stdout, f.showAs)); err != nil {
		return err
	}
	var others []string
	for _, e := range found {
		if len(e.Cases) == 0 {
			others = append(others, e.Definition.ID)
		}
	}
	if len(others) > 0 {
		out.linef("No candidate in the other %d, because no record is of the kind and the time that they look at: %s", len(others), strings.Join(others, ", "))
	}
	for _, section := range []struct {
		heading string
		rows    *grid
		none    string
	}{
		{"What is known", known, "nothing: no record of such a child or worker was taken in"},
		{"In the extracts, as received", records, "nothing: no record names such a child or worker"},
	} {
		out.linef("")
		out.linef("%s", section.heading)
		if len(section.rows.rows) == 0 {
			out.linef("%s", section.none)
			continue
		}
		if err := errors.Join(out.err, section.rows.write(a.stdout, f.showAs)); err != nil {
			return err
		}
	}
	return out.err
}

// candidateGrid has the cases of the person.
func candidateGrid(found []*indicators.Explanation) *grid {
	out := &grid{columns: []string{"indicator", "period", "period_start", "period_end", "numerator", "denominator", "reason"}, numeric: []string{"numerator", "denominator"}}
	for _, e := range found {
		for _, c := range e.Cases {
			out.rows = append(out.rows, []string{
				e.Definition.ID, string(e.Span.Kind), e.Span.Start.Format(time.DateOnly), e.Span.End.Format(time.DateOnly),
				c.Numerator, c.Denominator, c.Reason,
			})
		}
	}
	return out
}

func timelineGrid(events []indicators.Event) *grid {
	out := &grid{columns: []string{"from", "to", "what", "detail"}}
	for _, e := range events {
		out.rows = append(out.rows, []string{e.From, e.To, e.What, e.Detail})
	}
	return out
}

// noCandidate is the reason beside an indicator that has no row for a person.
const noCandidate = "no candidate: the records of this person are not of the kind, or not of the time, that the indicator looks at"

// followGrid has the columns of cases; an indicator that does not look at the person has one row without
// a case.
func followGrid(found []*indicators.Explanation) *grid {
	out := &grid{columns: caseColumns, numeric: []string{"numerator", "denominator"}}
	for _, e := range found {
		if len(e.Cases) > 0 {
			out.rows = append(out.rows, caseGrid(e).rows...)
			continue
		}
		out.rows = append(out.rows, []string{
			e.Definition.ID, "", string(e.Span.Kind), e.Span.Start.Format(time.DateOnly), e.Span.End.Format(time.DateOnly),
			"", "", "0", "0", noCandidate,
		})
	}
	return out
}

// traceGrid has a row for each file and fate, with the numbers of its records.
func traceGrid(traces []etl.Trace) *grid {
	out := &grid{columns: []string{"table", "file", "column", "rows", "what_became_of_them"}}
	type place struct{ table, file, column, fate string }
	var order []place
	rows := map[place][]int64{}
	for _, t := range traces {
		at := place{t.Table, t.File, t.Column, t.Fate}
		if len(rows[at]) == 0 {
			order = append(order, at)
		}
		rows[at] = append(rows[at], t.Row)
	}
	for _, at := range order {
		out.rows = append(out.rows, []string{at.table, at.file, at.column, rowRanges(rows[at]), at.fate})
	}
	return out
}

// rowRanges writes ascending row numbers, runs of them as "18 to 25".
func rowRanges(rows []int64) string {
	var parts []string
	for i := 0; i < len(rows); {
		last := i
		for last+1 < len(rows) && rows[last+1] == rows[last]+1 {
			last++
		}
		switch {
		case last > i+1:
			parts = append(parts, fmt.Sprintf("%d to %d", rows[i], rows[last]))
		case last == i+1:
			parts = append(parts, fmt.Sprint(rows[i]), fmt.Sprint(rows[last]))
		default:
			parts = append(parts, fmt.Sprint(rows[i]))
		}
		i = last + 1
	}
	return strings.Join(parts, ", ")
}

func (a *app) printFollowJSON(cases, known, records *grid) error {
	rows, err := cases.json()
	if err != nil {
		return err
	}
	events, err := known.json()
	if err != nil {
		return err
	}
	received, err := records.json()
	if err != nil {
		return err
	}
	encoder := json.NewEncoder(a.stdout)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(struct {
		Cases   json.RawMessage `json:"cases"`
		Known   json.RawMessage `json:"known"`
		Records json.RawMessage `json:"records"`
	}{rows, events, received})
}
