package main

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"

	"sightline/benchmarks"
)

// listReadiness prints for each indicator what answers it among the comparator files held.
func (a *app) listReadiness(ctx context.Context, c *config, db *sql.DB, showAs string) error {
	catalogue, err := loadCatalogue()
	if err != nil {
		return err
	}
	var areas []string
	for _, one := range c.Authorities {
		areas = append(areas, one.Code)
	}
	opts := benchmarks.Options{
		Model: c.Benchmarks.Neighbours, StaleAfter: c.Benchmarks.StaleAfter,
		AsAt: lastCompleteMonth(a.now().In(c.Schedule.location)),
	}
	ready, err := benchmarks.Readiness(ctx, db, catalogue, opts, areas...)
	if err != nil {
		return err
	}
	list := &grid{
		columns: []string{
			"indicator", "measure", "kind", "file", "latest", "ends", "age_months", "stale", "neighbours", "numerator", "denominator",
			"missing", "crosswalk",
		},
		numeric: []string{"age_months"},
	}
	for _, one := range ready {
		list.rows = append(list.rows, []string{
			one.Indicator, answerWords(one), string(one.Kind), one.File, one.Years, dayOrNone(one.Ends), whole(one.Age),
			map[bool]string{true: "stale"}[one.Stale], nearWords(one.Near), one.Numerator, one.Denominator,
			strings.Join(one.Missing, "; "), faultWords(one.Faults),
		})
	}
	return list.write(a.stdout, showAs)
}

// answerWords names the measure that answers, or says why none can.
func answerWords(one benchmarks.Ready) string {
	switch {
	case one.Divisor != "":
		return "made of " + one.Measure + " / " + one.Divisor
	case one.Measure != "":
		return one.Measure
	case one.Stated:
		return "stated comparator"
	case one.Unmatched:
		return "no published measure: " + one.Note
	}
	return "not held"
}

func dayOrNone(day time.Time) string {
	if day.IsZero() {
		return ""
	}
	return day.Format(time.DateOnly)
}

// nearWords says of how many neighbours there is a figure; of several authorities each with its code.
func nearWords(near []benchmarks.Near) string {
	var out []string
	for _, one := range near {
		words := fmt.Sprintf("%d of %d", one.Held, one.Of)
		if len(near) > 1 {
			words = one.Area + ": " + words
		}
		out = append(out, words)
	}
	return strings.Join(out, ", ")
}

func faultWords(faults []benchmarks.Fault) string {
	var out []string
	for _, fault := range faults {
		out = append(out, fmt.Sprintf("%s of %s: ours %s, published %s", fault.Aspect, fault.Measure, fault.Ours, fault.Theirs))
	}
	return strings.Join(out, "; ")
}

// printCrosswalk reads the published files held and warns of measures that are not what the catalogue declares
// them to be. They refuse nothing: the header is at fault, or the file.
func (r *runner) printCrosswalk(ctx context.Context, db *sql.DB) error {
	held, err := benchmarks.Load(ctx, db, r.config.resolve(r.config.Benchmarks.Path), r.log)
	if err != nil {
		return refusedError{err}
	}
	if len(held.Files) == 0 {
		return nil
	}
	faults, err := benchmarks.CheckCrosswalk(ctx, db, r.catalogue)
	if err != nil || len(faults) == 0 {
		return err
	}
	out := &printer{w: r.stdout}
	out.linef("%s that the catalogue declares otherwise than the published files have it:", countOf(len(faults), "point"))
	list := &grid{columns: []string{"indicator", "measure", "aspect", "ours", "published", "what to do"}}
	for _, fault := range faults {
		list.rows = append(list.rows, []string{fault.Indicator, fault.Measure, fault.Aspect, fault.Ours, fault.Theirs, fault.Do})
	}
	if out.err != nil {
		return out.err
	}
	return list.writeTable(r.stdout)
}
