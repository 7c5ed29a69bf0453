package benchmarks

import (
	"context"
	"database/sql"
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"sightline/benchmarks/process"
	"sightline/indicators"
)

//go:embed methods/control.sql
var controlSQL string

// mostPeriods are charted at most, the latest: three years of months, as a chart for a meeting shows, and as
// many quarters. Of more points chance alone would mark some on nearly every chart.
const mostPeriods = 36

// chartOptions are the package's own: limits as they are reckoned, not cut to what a figure can be.
var chartOptions = process.Options{}

// variationRefused is the variation of a series that is not charted.
const variationRefused = "refused"

// series is the own figures of an indicator by one kind of period, in order of time and under one rule.
type series struct {
	def          *indicators.Definition
	area, period string
	edition      string
	earlierUntil *time.Time // last figure by another rule, which is not charted
	held         int        // figures under this rule, of which the latest are charted
	points       []process.Point
	numerators   []float64 // nil where there are none
	denominators []float64
}

// Control replaces benchmarks.process and benchmarks.process_point: for every own authority and indicator the
// single months through XmR process control (package process), the latest three years of them, all by one
// edition of the rule. Where months rest on too small numbers, quarters are tried beside them. What is not
// charted has a row with the reason: the month ends of a stock, small numbers, few figures, many gaps. Years to
// date and rolling months are never charted, see Unchartable.
//
// Limits are those of the method and may reach beyond what a figure can be. Only a rebase of opts begins them
// anew. The target is the one in force at the last point of a stretch; counts, and ratios whose months do
// not add up to a year, have none, because theirs is of a year.
func Control(ctx context.Context, db *sql.DB, catalogue *indicators.Catalogue, opts Options) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // after a commit there is nothing to roll back
	for _, table := range []string{"process", "process_point"} {
		if _, err := tx.ExecContext(ctx, "delete from benchmarks."+table); err != nil {
			return fmt.Errorf("process control: %w", err)
		}
	}
	c := controller{opts: opts}
	if err := c.read(ctx, tx); err != nil {
		return fmt.Errorf("process control: %w", err)
	}
	for _, def := range catalogue.Definitions {
		for _, area := range c.areas {
			c.chart(def, area)
		}
	}
	if err := writeProcesses(ctx, tx, c.processes, c.points); err != nil {
		return fmt.Errorf("process control: %w", err)
	}
	return tx.Commit()
}

// Unchartable says why figures of a kind of period are not charted, empty where they may be.
func Unchartable(period string) string {
	switch process.Window(period) {
	case process.Month, process.Quarter:
		return ""
	case process.YearToDate, process.Rolling12:
		return "successive figures overlap and count the same events again, so that nearly every chart of chance alone shows a signal"
	case process.Snapshot:
		return "month ends of a stock are mostly the same cases, so that chance alone makes trends; chart what comes and goes"
	case process.Year:
		return "a chart takes more figures than there are years"
	}
	return "no such period"
}

// controller carries the series in and the charts out.
type controller struct {
	opts      Options
	areas     []string
	series    map[string]*series // by seriesKey
	targets   map[string][]target
	processes []Process
	points    []ProcessPoint
}

// target is one of core.target.
type target struct {
	value float64
	from  time.Time
	to    *time.Time // inclusive
}

func seriesKey(indicator, area, period string) string { return indicator + " " + area + " " + period }

func (c *controller) read(ctx context.Context, q Querier) error {
	rows, err := q.QueryContext(ctx, "select area_code from core.area where own order by area_code")
	if err != nil {
		return err
	}
	if c.areas, err = scanAll(rows, func(rows *sql.Rows, area *string) error { return rows.Scan(area) }); err != nil {
		return err
	}
	if err := c.readTargets(ctx, q); err != nil {
		return err
	}
	if rows, err = q.QueryContext(ctx, controlSQL, mostPeriods); err != nil {
		return err
	}
	defer rows.Close()
	c.series = map[string]*series{}
	for rows.Next() {
		var (
			id, area, period, edition string
			earlier                   *time.Time
			held                      int
			point                     process.Point
			numerator, denominator    *float64
		)
		if err := rows.Scan(&id, &area, &period, &point.End, &point.Value, &numerator, &denominator, &edition, &earlier, &held); err != nil {
			return err
		}
		key := seriesKey(id, area, period)
		one := c.series[key]
		if one == nil {
			one = &series{area: area, period: period, edition: edition, earlierUntil: earlier, held: held}
			c.series[key] = one
		}
		one.points = append(one.points, point)
		if numerator != nil {
			one.numerators = append(one.numerators, *numerator)
		}
		if denominator != nil {
			one.denominators = append(one.denominators, *denominator)
		}
	}
	return rows.Err()
}

func (c *controller) readTargets(ctx context.Context, q Querier) error {
	rows, err := q.QueryContext(ctx, `
		select indicator, area_code, value::double, valid_from, valid_to
		from core.target
		order by indicator, area_code, valid_from, valid_to, value`)
	if err != nil {
		return err
	}
	defer rows.Close()
	c.targets = map[string][]target{}
	for rows.Next() {
		var (
			id, area string
			one      target
		)
		if err := rows.Scan(&id, &area, &one.value, &one.from, &one.to); err != nil {
			return err
		}
		key := seriesKey(id, area, "")
		c.targets[key] = append(c.targets[key], one)
	}
	return rows.Err()
}

// targetAt is the target in force on a day, nil for none.
func (c *controller) targetAt(id, area string, day time.Time) *float64 {
	for _, one := range c.targets[seriesKey(id, area, "")] {
		if !one.from.After(day) && (one.to == nil || !one.to.Before(day)) {
			return &one.value
		}
	}
	return nil
}

// chart charts the months of an indicator, or its quarters beside the reason why not the months.
func (c *controller) chart(def *indicators.Definition, area string) {
	window := process.Month
	if def.Window == indicators.Snapshot {
		window = process.Snapshot
	}
	if refused := c.chartOne(c.find(def, area, window), window); byQuarter(refused) {
		c.chartOne(c.find(def, area, process.Quarter), process.Quarter)
	}
}

// find is the series of an indicator by a window, without points where there are none.
func (c *controller) find(def *indicators.Definition, area string, window process.Window) *series {
	one := c.series[seriesKey(def.ID, area, string(window))]
	if one == nil {
		one = &series{area: area}
	}
	one.def, one.period = def, string(window)
	if window == process.Snapshot {
		one.period = string(process.Month) // its figures are of month ends
	}
	return one
}

// byQuarter tells whether longer periods may mend all that is refused.
func byQuarter(refused []process.Refusal) bool {
	mended := []process.Reason{process.SmallCounts, process.SmallShares, process.NearCeiling, process.TooManyGaps, smallAverages}
	return len(refused) > 0 && !slices.ContainsFunc(refused, func(one process.Refusal) bool {
		return !slices.Contains(mended, one.Reason)
	})
}

// chartOne charts a series, or says and gives the reasons why not.
func (c *controller) chartOne(s *series, window process.Window) []process.Refusal {
	rebases := c.rebasesOf(s)
	days := slices.SortedFunc(maps.Keys(rebases), time.Time.Compare)
	refused := s.refusals(window)
	if len(refused) > 0 {
		c.refuse(s, refused)
		return refused
	}
	stretches, err := process.Chart(s.points, days, chartOptions)
	if err != nil { // one series that cannot be reckoned with does not stop the others
		refused = []process.Refusal{{Reason: process.NotNumbers, Words: err.Error()}}
		c.refuse(s, refused)
		return refused
	}
	// Numbers that suffice over all may be small since a rebase.
	if refused = s.refusalsWithin(stretches, window); len(refused) > 0 {
		c.refuse(s, refused)
		return refused
	}
	for i, stretch := range stretches {
		c.add(s, i+1, i+1 == len(stretches), stretch, rebases[stretch.Rebased])
	}
	return nil
}

// rebasesOf are the reasons of the rebases of a series by their days.
func (c *controller) rebasesOf(s *series) map[time.Time]string {
	out := map[time.Time]string{}
	for _, one := range c.opts.Rebases {
		if one.Indicator != s.def.ID || one.Area != "" && one.Area != s.area {
			continue
		}
		if out[one.From] != "" {
			out[one.From] += "; "
		}
		out[one.From] += one.Reason
	}
	return out
}

func (c *controller) refuse(s *series, refused []process.Refusal) {
	words := make([]string, 0, len(refused))
	for _, one := range refused {
		words = append(words, string(one.Reason)+": "+s.wordsOfRefusal(one))
	}
	row := Process{
		Indicator: s.def.ID, AreaCode: s.area, Period: s.period, Points: len(s.points), Variation: variationRefused,
		Assurance: string(process.NoTarget), Instead: strings.Join(s.def.Flows, "; "), Reason: strings.Join(words, "; "),
	}
	if len(s.points) > 0 {
		row.FirstEnd, row.LastEnd = &s.points[0].End, &s.points[len(s.points)-1].End
	}
	c.processes = append(c.processes, row)
}

// add keeps a stretch and its points.
func (c *controller) add(s *series, number int, last bool, stretch process.Stretch, rebased string) {
	polarity := process.Polarity(s.def.Polarity.Direction)
	first, end := stretch.First(), stretch.Last()
	var aim *float64
	aimless := noTarget(s.def)
	if aimless == "" {
		if aim = c.targetAt(s.def.ID, s.area, end); aim == nil {
			aimless = "no target is set for " + end.Format(time.DateOnly)
		}
	}
	row := Process{
		Indicator: s.def.ID, AreaCode: s.area, Period: s.period, Stretch: number, FirstEnd: &first, LastEnd: &end,
		Points: len(stretch.Points), Centre: &stretch.Centre, Firm: stretch.Firm,
		Variation: string(process.VariationOf(stretch, polarity)), Assurance: string(process.AssuranceOf(stretch, aim, polarity)),
		Target: aim, RebaseReason: rebased,
	}
	if stretch.Limited {
		row.Lower, row.Upper, row.Lower2, row.Upper2 = &stretch.Lower, &stretch.Upper, &stretch.Lower2, &stretch.Upper2
	}
	if chance, ok := process.FalseSignal(len(stretch.Points), chartOptions); ok {
		row.FalseSignal = &chance
	}
	words := s.wordsOf(stretch, last, c.opts.AsAt)
	if aim == nil {
		words = append(words, aimless)
	}
	row.Reason = strings.Join(words, "; ")
	c.processes = append(c.processes, row)
	for _, point := range stretch.Points {
		c.points = append(c.points, ProcessPoint{
			Indicator: s.def.ID, AreaCode: s.area, Period: s.period, Stretch: number, PeriodEnd: point.End, Value: point.Value,
			Signal: string(point.Signal), Variation: string(process.VariationAt(point, polarity)),
		})
	}
}
