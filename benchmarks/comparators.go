package benchmarks

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"sightline/benchmarks/judge"
	"sightline/indicators"
)

// isoDay is a date in a record that goes into a table.
type isoDay string

func dayOf(t time.Time) isoDay { return isoDay(t.Format(time.DateOnly)) }

// modelSpan is a neighbour model and the days on which the labels end that it is used for.
type modelSpan struct {
	Model    string `json:"model"`
	FirstDay isoDay `json:"first_day"`
	LastDay  isoDay `json:"last_day"`
}

// The days before and after all labels.
var (
	dawn = time.Date(1000, 1, 1, 0, 0, 0, 0, time.UTC)
	dusk = time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)
)

// modelSpans puts the models asked for one after the other in time; one span without a model when none is
// held. A model that is not held while others are is an error that wraps ErrNotHeld.
func modelSpans(ctx context.Context, q Querier, opts Options) ([]modelSpan, error) {
	var models int
	if err := q.QueryRowContext(ctx, "select count(distinct model) from benchmarks.area_region").Scan(&models); err != nil {
		return nil, err
	}
	if models == 0 {
		return []modelSpan{{FirstDay: dayOf(dawn), LastDay: dayOf(dusk)}}, nil
	}
	former := slices.Clone(opts.Former)
	slices.SortStableFunc(former, func(a, b Former) int { return a.Until.Compare(b.Until) })
	var spans []modelSpan
	from := dawn
	for _, one := range append(former, Former{Model: opts.Model, Until: dusk}) {
		if err := checkModel(ctx, q, one.Model); err != nil {
			return nil, err
		}
		if one.Until.Before(from) {
			return nil, fmt.Errorf("neighbour model %s: want a day until which it is used that no other former model has", one.Model)
		}
		spans = append(spans, modelSpan{one.Model, dayOf(from), dayOf(one.Until)})
		from = one.Until.AddDate(0, 0, 1)
	}
	return spans, nil
}

// comparer makes one comparison inside a transaction.
type comparer struct {
	q         Querier
	opts      Options
	catalogue *indicators.Catalogue
	facts     map[string]*facts

	cells map[labelKey][]*areaFigure // in the order of their codes
	sets  map[setKey][]string        // codes of the members, nearest first, the own authority left out
	names []string                   // groups, in order
}

// temporaries are the temporary tables of a comparison.
var temporaries = []string{
	"model_span", "comparator_name", "comparator_held", "comparator_end", "comparator_label", "comparator_measure",
	"lait_figure", "comparison_pair", "comparator_cell", "comparator_limit", "neighbour_since", "comparison_verdict",
}

func (c *comparer) tidy(ctx context.Context) error {
	if _, err := c.q.ExecContext(ctx, "drop view if exists temp.comparator_published"); err != nil {
		return err
	}
	for _, table := range temporaries {
		if _, err := c.q.ExecContext(ctx, "drop table if exists temp."+table); err != nil {
			return err
		}
	}
	return nil
}

// countryCode is England's in the published files.
const countryCode = "970"

// gather makes the temporary tables: which published figures answer each indicator, LAIT's comparison of
// them under each model, and our own figures paired with them.
func (c *comparer) gather(ctx context.Context, spans []modelSpan) error {
	_, err := c.q.ExecContext(ctx, "create or replace temporary table model_span (model varchar, first_day date, last_day date)")
	if err != nil {
		return err
	}
	if err := addRows(ctx, c.q, "temp.model_span", spans); err != nil {
		return err
	}
	if _, err := c.q.ExecContext(ctx, comparatorsSQL); err != nil {
		return fmt.Errorf("find comparators: %w", err)
	}
	var models, parts []string
	for _, span := range spans {
		if slices.Contains(models, span.Model) {
			continue
		}
		models = append(models, span.Model)
		parts = append(parts, fmt.Sprintf(`
			select %s as model, lait.*
			from benchmarks.lait_over(
				'comparator_published', 'comparator_measure', %s, null,
				(select coalesce(list(area_code), []) || [%s] from core.area where own)
			) as lait`, quote(span.Model), quote(span.Model), quote(countryCode)))
	}
	_, err = c.q.ExecContext(ctx, "create or replace temporary table lait_figure as"+strings.Join(parts, " union all by name"))
	if err != nil {
		return fmt.Errorf("average neighbours: %w", err)
	}
	if _, err := c.q.ExecContext(ctx, compareSQL); err != nil {
		return fmt.Errorf("pair figures: %w", err)
	}
	return nil
}

// facts are what judging has to know of an indicator.
type facts struct {
	def      *indicators.Definition
	polarity judge.Polarity
	factor   float64 // of a proportion or of events per head
	obstacle string  // why no verdict may rest on its comparators at all
}

// kinds of figure by what their limits rest on.
func (f *facts) proportion() bool { return f.def.Unit == indicators.Percent }
func (f *facts) rate() bool       { return f.def.Multiplier() == 10_000 }
func (f *facts) count() bool      { return f.def.Statistic == indicators.Count }

func factsOf(def *indicators.Definition, aside string) *facts {
	f := &facts{def: def, polarity: judge.Polarity(def.Polarity.Direction), factor: def.Multiplier()}
	switch words := def.Comparator.Differs["unit"]; {
	case aside != "":
		f.obstacle = "computed with another reading than the published measure: " + aside
	case words != "" && def.Comparator.Scale == 0:
		f.obstacle = "the published measure is in another unit: " + words
	case f.count():
		f.obstacle = "a count follows the size of the authority"
	}
	return f
}

// noInterval is why a figure has no limits.
func (f *facts) noInterval() string {
	const none = "no confidence interval for this statistic"
	if why := strings.TrimSuffix(f.def.Clustered, "."); why != "" {
		return none + ": " + strings.ToLower(why[:1]) + why[1:]
	}
	return none
}

// limits gives the limits of a share or a rate from its numbers, in the indicator's unit; nil for other
// statistics and where the numbers make none.
func (f *facts) limits(numerator, denominator *float64, level judge.Level) *judge.Limits {
	var limits judge.Limits
	var ok bool
	switch {
	case numerator == nil:
		return nil
	case f.count():
		limits, ok = judge.Poisson(*numerator, level)
	case denominator == nil || *denominator <= 0 || f.def.Clustered != "":
		return nil
	case f.proportion():
		limits, ok = judge.Wilson(*numerator, *denominator, level)
		limits = limits.Scale(f.factor)
	case f.rate():
		limits, ok = judge.Poisson(*numerator, level)
		limits = limits.Scale(f.factor / *denominator)
	}
	if !ok {
		return nil
	}
	return &limits
}

// areaFigure is what an area has of the figures that stand for an indicator on a day.
type areaFigure struct {
	code, name, level string
	value             *float64
	shared            bool
	numerator         *float64
	denominator       *float64

	limits *judge.Limits // 95%, of the numbers behind the value; nil where there are none
}

// estimate is the value that the numbers behind a figure give, with their limits; where none are held, the
// published value without limits. What is published is rounded, and may lie outside the limits of its own numbers.
func (x *areaFigure) estimate(f *facts) judge.Estimate {
	if x.limits == nil {
		return judge.Estimate{Value: *x.value}
	}
	return judge.Estimate{Value: *x.numerator / *x.denominator * f.factor, Limits: x.limits}
}

type labelKey struct {
	indicator string
	end       isoDay
}

type setKey struct{ name, area string }

// readCells reads what every area has of the figures that stand.
func (c *comparer) readCells(ctx context.Context) error {
	rows, err := c.q.QueryContext(ctx, `
		select indicator, label_end, area_code, area_name, area_level, value, shared, numerator, denominator
		from comparator_cell
		order by indicator, label_end, area_code`)
	if err != nil {
		return err
	}
	defer rows.Close()
	c.cells = map[labelKey][]*areaFigure{}
	for rows.Next() {
		one := &areaFigure{}
		var key labelKey
		var end time.Time
		if err := rows.Scan(&key.indicator, &end, &one.code, &one.name, &one.level, &one.value, &one.shared, &one.numerator, &one.denominator); err != nil {
			return err
		}
		key.end = dayOf(end)
		if f := c.facts[key.indicator]; one.value != nil && !f.count() {
			one.limits = f.limits(one.numerator, one.denominator, judge.Level95)
		}
		c.cells[key] = append(c.cells[key], one)
	}
	return rows.Err()
}

// find is the cell of an area; nil when the files have none.
func (c *comparer) find(key labelKey, code string) *areaFigure {
	list := c.cells[key]
	at, ok := slices.BinarySearchFunc(list, code, func(x *areaFigure, code string) int { return strings.Compare(x.code, code) })
	if !ok {
		return nil
	}
	return list[at]
}

// readSets reads the neighbours of every own authority by model and the members of every group.
func (c *comparer) readSets(ctx context.Context) error {
	rows, err := c.q.QueryContext(ctx, `
		select model as set_name, area_code, neighbour_code as member_code, rank, false as is_group
		from benchmarks.neighbour
		where area_code in (select area_code from core.area where own)
		union all
		select custom_group.name, area.area_code, custom_group.area_code, null, true
		from benchmarks.custom_group
		cross join core.area
		where area.own and custom_group.area_code <> area.area_code
		order by set_name, area_code, rank, member_code`)
	if err != nil {
		return err
	}
	defer rows.Close()
	c.sets = map[setKey][]string{}
	for rows.Next() {
		var key setKey
		var member string
		var rank sql.NullInt64
		var group bool
		if err := rows.Scan(&key.name, &key.area, &member, &rank, &group); err != nil {
			return err
		}
		c.sets[key] = append(c.sets[key], member)
		if group && !slices.Contains(c.names, key.name) {
			c.names = append(c.names, key.name)
		}
	}
	return rows.Err()
}

// mostRows go into a table by one statement.
const mostRows = 5000

// addRows adds records to a table, whose columns have the names in their json tags.
func addRows[T any](ctx context.Context, q Querier, table string, records []T) error {
	shape := map[string]string{}
	for field := range reflect.TypeFor[T]().Fields() {
		shape[field.Tag.Get("json")] = columnType(field.Type)
	}
	form, err := json.Marshal([]map[string]string{shape})
	if err != nil {
		return err
	}
	query := fmt.Sprintf("insert into %s by name select record.* from (select unnest(from_json(?::json, '%s')) as record)", table, form)
	for part := range slices.Chunk(records, mostRows) {
		text, err := json.Marshal(part)
		if err != nil {
			return fmt.Errorf("fill %s: %w", table, err)
		}
		if _, err := q.ExecContext(ctx, query, string(text)); err != nil {
			return fmt.Errorf("fill %s: %w", table, err)
		}
	}
	return nil
}

func columnType(t reflect.Type) string {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch {
	case t == reflect.TypeFor[isoDay]():
		return "date"
	case t.Kind() == reflect.Float64:
		return "double"
	case t.Kind() == reflect.Int || t.Kind() == reflect.Int64:
		return "bigint"
	case t.Kind() == reflect.Bool:
		return "boolean"
	default:
		return "varchar"
	}
}
