package benchmarks

import (
	"cmp"
	"context"
	"database/sql"
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"sightline/indicators"
)

//go:embed methods/readiness.sql
var readinessSQL string

// Ready says what the files held have to set an indicator against.
type Ready struct {
	Indicator string
	Measure   string // that answers; empty when none does
	Divisor   string // the measure it is divided by, where the value is made of its counts
	Stated    bool   // only a stated comparator answers
	Kind      Kind   // of the file that answers
	File      string
	Years     string // latest label
	Ends      time.Time
	Age       *int64 // whole months from the end of the label to Options.AsAt; nil when no day is given
	Stale     bool
	Near      []Near // in the order of their codes

	// Numerator and Denominator are the measures held for the same label that give other authorities their
	// limits; empty where there is none.
	Numerator   string
	Denominator string

	Missing   []string // what no file held has, each with the publication that brings it
	Faults    []Fault  // of the crosswalk
	Unmatched bool     // no published measure is declared
	Note      string   // of the header
}

// Near counts of how many of an authority's neighbours the answer has a figure for its latest label.
type Near struct {
	Area string
	Held int64
	Of   int64
}

// Readiness says of each indicator, in the order of the catalogue, what answers it: of the latest label the
// measure to be preferred, as Compare chooses. Of opts it takes the model, AsAt and StaleAfter. areas are the
// own authorities; without any, or where the model is not held, Near is empty.
func Readiness(ctx context.Context, q Querier, catalogue *indicators.Catalogue, opts Options, areas ...string) ([]Ready, error) {
	out, err := readyRows(ctx, q, catalogue, opts, areas)
	if err != nil {
		return nil, fmt.Errorf("list readiness: %w", err)
	}
	facts, err := crosswalkFacts(ctx, q, catalogue)
	if err != nil {
		return nil, fmt.Errorf("list readiness: %w", err)
	}
	faults, err := CheckCrosswalk(ctx, q, catalogue)
	if err != nil {
		return nil, fmt.Errorf("list readiness: %w", err)
	}
	stale := int64(cmp.Or(opts.StaleAfter, DefaultStaleAfter))
	for i, def := range catalogue.Definitions {
		one := &out[i]
		one.Stale = one.Age != nil && *one.Age >= stale
		one.Unmatched, one.Note = !def.Comparator.Published(), strings.Join(strings.Fields(def.Comparator.Note), " ")
		one.Missing = missingFrom(def, facts)
		for _, fault := range faults {
			if fault.Indicator == def.ID {
				one.Faults = append(one.Faults, fault)
			}
		}
	}
	return out, nil
}

// readyRows asks the tables; the result has one entry per definition, in their order.
func readyRows(ctx context.Context, q Querier, catalogue *indicators.Catalogue, opts Options, areas []string) ([]Ready, error) {
	declared, err := declarations(catalogue)
	if err != nil {
		return nil, err
	}
	type question struct {
		Indicator string `json:"indicator"`
		Position  int    `json:"position"`
		YearEnd   string `json:"year_end"`
	}
	questions := []question{}
	for i, def := range catalogue.Definitions {
		questions = append(questions, question{def.ID, i, def.YearEnd})
	}
	asked, err := json.Marshal(questions)
	if err != nil {
		return nil, err
	}
	var asAt any
	if !opts.AsAt.IsZero() {
		asAt = opts.AsAt.Format(time.DateOnly)
	}
	if areas == nil {
		areas = []string{}
	}
	rows, err := q.QueryContext(ctx, readinessSQL, declared, opts.Model, areas, asAt, string(asked))
	if err != nil {
		return nil, err
	}
	type row struct {
		ready Ready
		near  Near
	}
	list, err := scanAll(rows, func(rows *sql.Rows, r *row) error {
		var ends sql.NullTime
		err := rows.Scan(&r.ready.Indicator, &r.ready.Measure, &r.ready.Divisor, &r.ready.Kind, &r.ready.File, &r.ready.Years, &ends,
			&r.ready.Age, &r.ready.Numerator, &r.ready.Denominator, &r.near.Area, &r.near.Held, &r.near.Of)
		r.ready.Ends, r.ready.Stated = ends.Time, ends.Valid && r.ready.Measure == ""
		return err
	})
	if err != nil {
		return nil, err
	}
	var out []Ready
	for _, r := range list {
		if len(out) == 0 || out[len(out)-1].Indicator != r.ready.Indicator {
			out = append(out, r.ready)
		}
		if r.near.Of > 0 {
			last := &out[len(out)-1]
			last.Near = append(last.Near, r.near)
		}
	}
	return out, nil
}

// missingFrom lists what is declared of an indicator and not held: value, numerator and denominator, with the
// publications that bring them.
func missingFrom(def *indicators.Definition, facts map[string]fact) []string {
	c := def.Comparator
	held := func(ids []string) bool {
		return slices.ContainsFunc(ids, func(id string) bool { return facts[id].held })
	}
	var out, roles []string // publications, and what each of them brings
	for _, one := range []struct {
		role string
		ids  []string
	}{{"value", c.Values()}, {"numerator", c.Numerator}, {"denominator", c.Denominator}} {
		if len(one.ids) == 0 || held(one.ids) {
			continue
		}
		var names []string
		for _, id := range one.ids {
			if name := datasetOf(id); !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
		publications := strings.Join(names, ", or ")
		if i := slices.Index(out, publications); i >= 0 {
			roles[i] += ", " + one.role
			continue
		}
		out, roles = append(out, publications), append(roles, one.role)
	}
	for i := range out {
		out[i] = roles[i] + ": " + out[i]
	}
	return out
}
