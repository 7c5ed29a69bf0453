package dashboards

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"time"

	spc "sightline/benchmarks/process"
	"sightline/indicators"
)

// controlPoint is a row of benchmarks.process_point.
type controlPoint struct {
	Indicator, Period string
	Stretch           int64
	End               time.Time
	Value             float64
	Signal            string // common cause, outside limits, trend, two of three, shift
}

// readControlPoints is the points of every chart of an authority, by indicator, in order of time.
func readControlPoints(ctx context.Context, q Querier, areaCode string) (map[string][]controlPoint, error) {
	list, err := collect(ctx, q, "points of process control", `
		select indicator, period, stretch, period_end, value, signal
		from benchmarks.process_point
		where area_code = ?
		order by indicator, period, stretch, period_end`,
		func(rows *sql.Rows, p *controlPoint) error {
			return rows.Scan(&p.Indicator, &p.Period, &p.Stretch, &p.End, &p.Value, &p.Signal)
		}, areaCode)
	if err != nil {
		return nil, err
	}
	out := map[string][]controlPoint{}
	for _, p := range list {
		out[p.Indicator] = append(out[p.Indicator], p)
	}
	return out, nil
}

// control is the newest stretch of an indicator's chart and what its newest point shows.
type control struct {
	process
	points    []controlPoint
	newest    controlPoint
	direction int  // of the newest point's signal: 1 up, -1 down; 0 without one
	run       int  // how many points, the newest the last, show it without a break
	fresh     bool // the chart without the newest point shows nothing of the kind at its end
}

// chart is the chart that an entry has; nil when it has none, or when a figure that it rests on is not shown here.
func (b *book) chart(e *entry) *control {
	charted, _ := newestProcess(b.standing.processes[e.Def.ID])
	if charted == nil || charted.Centre == nil || charted.Lower == nil || charted.Upper == nil ||
		!e.allShown(e.Cells.of(charted.Period), charted.First, charted.Last) {
		return nil
	}
	out := &control{process: *charted}
	for _, p := range b.standing.points[e.Def.ID] {
		if p.Period == charted.Period && p.Stretch == charted.Stretch {
			out.points = append(out.points, p)
		}
	}
	if len(out.points) == 0 {
		return nil
	}
	out.newest = out.points[len(out.points)-1]
	out.look()
	return out
}

// look finds which way the newest signal points and whether it is new.
func (c *control) look() {
	if c.newest.Signal == string(spc.CommonCause) {
		return
	}
	now, before := lastMark(c.points), lastMark(c.points[:len(c.points)-1])
	if c.direction = now.Direction; c.direction == 0 {
		c.direction = side(c.newest.Value, *c.Centre)
	}
	c.fresh = before.Signal == spc.CommonCause || before.Direction != c.direction
	c.run = c.running()
}

// lastMark is what the chart of some points shows at their end.
func lastMark(points []controlPoint) spc.Marked {
	none := spc.Marked{Signal: spc.CommonCause}
	list := make([]spc.Point, len(points))
	for i, p := range points {
		list[i] = spc.Point{End: p.End, Value: p.Value}
	}
	stretches, err := spc.Chart(list, nil, spc.Options{})
	if err != nil || len(stretches) == 0 {
		return none // without points there is nothing to see
	}
	marked := stretches[len(stretches)-1].Points
	return marked[len(marked)-1]
}

// running counts the points, from the newest back, that show what the newest one does.
func (c *control) running() int {
	like := func(i int) bool {
		v := c.points[i].Value
		switch spc.Signal(c.newest.Signal) {
		case spc.OutsideLimits:
			return c.direction > 0 && v > *c.Upper || c.direction < 0 && v < *c.Lower
		case spc.Trend:
			return i > 0 && side(v, c.points[i-1].Value) == c.direction
		default:
			return side(v, *c.Centre) == c.direction
		}
	}
	n := 0
	for i := len(c.points) - 1; i >= 0 && like(i); i-- {
		n++
	}
	if spc.Signal(c.newest.Signal) == spc.Trend {
		return n + 1 // the point that the first step leaves from
	}
	return max(n, 1)
}

func side(v, other float64) int {
	switch {
	case v > other:
		return 1
	case v < other:
		return -1
	default:
		return 0
	}
}

// distance is how far the newest point lies from the mean, in thirds of the way to a limit: standard errors of an
// XmR chart.
func (c *control) distance() float64 {
	third := (*c.Upper - *c.Centre) / 3
	if third <= 0 {
		return 0
	}
	return math.Abs(c.newest.Value-*c.Centre) / third
}

// tag is the newest point's verdict: which way, and whether that is the better one.
func (c *control) tag() tag {
	switch c.Variation {
	case "improvement":
		return tag{"better", "✓", "real change, better"}
	case "concern":
		return tag{"worse", "!", "real change, worse"}
	case "special cause":
		if c.direction < 0 {
			return tag{"plain", "▼", "real change, lower"}
		}
		return tag{"plain", "▲", "real change, higher"}
	default:
		return tag{"same", "≈", "no real change"}
	}
}

// each is what a point covers: month or quarter.
func (c *control) each() string {
	if c.Period == periodQuarter {
		return "quarter"
	}
	return "month"
}

// rule says in a few words which rule marks the newest point.
func (c *control) rule() string {
	way := map[bool]string{true: "above", false: "below"}[c.direction > 0]
	switch spc.Signal(c.newest.Signal) {
	case spc.OutsideLimits:
		if c.run > 1 {
			return fmt.Sprintf("%s the usual range, %s %s in a row", way, ordinal(c.run), c.each())
		}
		return way + " the usual range"
	case spc.Trend:
		return fmt.Sprintf("%s %ss in a row, each %s", count(int64(c.run)), c.each(), map[bool]string{true: "higher", false: "lower"}[c.direction > 0])
	case spc.TwoOfThree:
		return "2 of 3 " + c.each() + "s near the edge of the usual range"
	case spc.Shift:
		return fmt.Sprintf("%s %s in a row %s the mean", ordinal(c.run), c.each(), way)
	default:
		return ""
	}
}

// sentence says what the newest point shows, with the numbers that it rests on.
func (c *control) sentence(def *indicators.Definition) string {
	write := func(v float64) string { return controlFigure(v, def, max(def.Decimals, 1)) }
	now := controlFigure(c.newest.Value, def, def.DecimalsAt(c.newest.End)) + " in " + periodName(c.Period, c.newest.End)
	span := write(*c.Lower) + " to " + write(*c.Upper)
	switch { // a limit beyond what a figure can be is none
	case *c.Lower < 0 && !def.Money():
		span = "up to " + write(*c.Upper)
	case *c.Upper > 100 && def.Unit == indicators.Percent:
		span = write(*c.Lower) + " or more"
	}
	way := map[bool]string{true: "above", false: "below"}[c.direction > 0]
	switch spc.Signal(c.newest.Signal) {
	case spc.OutsideLimits:
		text := fmt.Sprintf("%s, %s the usual range of %s", now, way, span)
		if c.run > 1 {
			text += fmt.Sprintf(", the %s %s in a row", ordinal(c.run), c.each())
		}
		return text
	case spc.Trend:
		return fmt.Sprintf("%s, the last of %s %ss each %s than the one before", now, count(int64(c.run)), c.each(),
			map[bool]string{true: "higher", false: "lower"}[c.direction > 0])
	case spc.TwoOfThree:
		return fmt.Sprintf("%s, with 2 of the last 3 %ss near the %s edge of the usual range of %s", now, c.each(),
			map[bool]string{true: "upper", false: "lower"}[c.direction > 0], span)
	default:
		return fmt.Sprintf("%s, the %s %s in a row %s the mean of %s", now, ordinal(c.run), c.each(), way, write(*c.Centre))
	}
}

// controlFigure is a figure beside its limits: money above a million to ten thousand pounds, so that the two can be
// told apart.
func controlFigure(v float64, def *indicators.Definition, places int) string {
	if !def.Money() {
		return inTable(v, def.Unit, places)
	}
	if math.Abs(v) < 999_500 {
		return pounds(v, 0)
	}
	sign := ""
	if v < 0 {
		sign = minus
	}
	return sign + "£" + number(math.Abs(v)/1e6, 2) + "m"
}

// periodName names a month or a quarter after "in".
func periodName(period string, end time.Time) string {
	if period == periodQuarter {
		return "the quarter to " + longDate(end)
	}
	return end.Format("January 2006")
}

// ordinal writes 1st, 2nd, 3rd, 11th.
func ordinal(n int) string {
	suffix := "th"
	if n%100 < 11 || n%100 > 13 {
		switch n % 10 {
		case 1:
			suffix = "st"
		case 2:
			suffix = "nd"
		case 3:
			suffix = "rd"
		}
	}
	return count(int64(n)) + suffix
}

// refusedShort says in a few words why there is no chart. The reason of the tables begins with its name.
func refusedShort(reason string) string {
	for _, known := range []struct{ begins, says string }{
		{"stock", "counts at month ends: no chart of months"},
		{"small", "too few cases a month to chart"},
		{"near its ceiling", "too near its ceiling to chart"},
		{"too few points", "too few months to chart"},
		{"too many gaps", "too many gaps to chart"},
	} {
		if len(reason) >= len(known.begins) && reason[:len(known.begins)] == known.begins {
			return known.says
		}
	}
	return "no chart of months"
}
