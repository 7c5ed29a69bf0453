package dashboards

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// barChart is amounts as bars, which begin at nought whatever the amounts are: the length is what is read. Upright
// bars are for what has an order of its own (days, ages, months), lying ones for names.
type barChart struct {
	ID       string
	Number   int
	Title    string
	Subtitle string
	Unit     string // of the axis; words of the points are the caller's
	Head     string // heads the rows of the table
	Labels   []string
	Series   []barSeries // at most four, side by side
	Upright  bool
	Axis     string      // what the labels of upright bars are, below them: working days
	Breaks   []lineBreak // between upright bars, before the one named: a limit
	Levels   []level     // across the bars: England, a target
	More     []column
	TableID  string // empty: made of the number
}

// barSeries is a set of bars, one for each label. A point's own style goes before that of the series.
type barSeries struct {
	Name, Style string
	Points      []point
}

// newBarChart draws bars and makes their table.
func newBarChart(c barChart) chartBlock {
	var values []float64
	for _, series := range c.Series {
		for _, p := range series.Points {
			if p.Value != nil {
				values = append(values, *p.Value)
			}
		}
	}
	for _, l := range c.Levels {
		values = append(values, l.Value)
	}
	scale := newAxis(values, true, axisLabel(c.Unit))
	out := chart{ID: c.ID, Number: c.Number, Title: c.Title, Subtitle: c.Subtitle, Desc: c.describe()}
	if slices.ContainsFunc(c.Series, func(s barSeries) bool { return hasGap(s.Points) }) {
		out.Note = gapsNote
	}
	if c.Upright {
		out.Static = c.columns(scale)
	} else {
		out.Static = c.lying(scale)
	}
	out.Option = script(c.payload(scale, out.Desc))
	return chartBlock{chart: out, Table: c.table()}
}

func (c barChart) table() table {
	var drawn []column
	for _, series := range c.Series {
		one := column{Head: series.Name}
		for _, p := range series.Points {
			one.Cells = append(one.Cells, p.Cell)
		}
		drawn = append(drawn, one)
	}
	out := withColumns(cmp.Or(c.TableID, fmt.Sprintf("table-%d", c.Number)), captionOf(c.Number, c.Title), c.Head, c.Labels, arranged(drawn, c.More))
	return out.withLevels(c.Levels)
}

// withLevels adds a row for each level, its value in the first column.
func (t table) withLevels(levels []level) table {
	for _, l := range levels {
		one := row{Head: l.Name, Cells: make([]string, len(t.Columns)-1)}
		one.Cells[0] = l.Cell
		t.Rows = append(t.Rows, one)
	}
	return t
}

// describe names the first and last bar of what has an order, else the highest and lowest.
func (c barChart) describe() string {
	parts := []string{"Bar chart."}
	for _, series := range c.Series {
		low, high, first, last := extremes(series.Points)
		lead := ""
		if len(c.Series) > 1 {
			lead = series.Name + ": "
		}
		say := func(i int) string { return c.Labels[i] + ", " + series.Points[i].Text }
		switch {
		case first < 0:
			parts = append(parts, lead+"no figure.")
		case first == last:
			parts = append(parts, lead+"only "+say(first)+".")
		default:
			parts = append(parts, fmt.Sprintf("%sfirst %s; last %s; highest %s; lowest %s.", lead, say(first), say(last), say(high), say(low)))
		}
	}
	for _, b := range c.Breaks {
		parts = append(parts, b.Desc+" "+c.Labels[b.At]+".")
	}
	for _, l := range c.Levels {
		parts = append(parts, l.Name+": "+l.Text+".")
	}
	return strings.Join(parts, " ")
}

// extremes are the places of the least and greatest value, the first and the last; -1 without any.
func extremes(points []point) (low, high, first, last int) {
	low, high, first, last = -1, -1, -1, -1
	for i, p := range points {
		if p.Value == nil {
			continue
		}
		if first < 0 {
			low, high, first = i, i, i
		}
		last = i
		if *p.Value < *points[low].Value {
			low = i
		}
		if *p.Value > *points[high].Value {
			high = i
		}
	}
	return low, high, first, last
}

// The frame of a drawing with names beside its rows.
const (
	rowsLeft   = 210.0
	rowsRight  = 690.0
	rowsTop    = 26.0
	rowHeight  = 26.0
	namesRoom  = rowsLeft - 16
	levelsRoom = 18.0
)

// lying draws bars from left to right.
func (c barChart) lying(scale axis) drawing {
	step := rowHeight * max(1, 0.8*float64(len(c.Series)))
	bottom := rowsTop + step*float64(len(c.Labels))
	out := newDrawing(drawingWidth, bottom+34)
	x := func(v float64) float64 { return scale.between(v, rowsLeft, rowsRight) }
	out.stepsBelow(scale, rowsTop, bottom, x)
	for i, label := range c.Labels {
		out.Texts = append(out.Texts, drawnText{"", coordinate(namesRoom), coordinate(rowsTop + step*(float64(i)+0.5) + 5), "end", shortened(label, 24)})
	}
	thick := step * 0.7 / float64(len(c.Series))
	for n, series := range c.Series {
		group := drawnGroup{Class: "bars line-" + cmp.Or(series.Style, "own")}
		for i, p := range series.Points {
			top := rowsTop + step*(float64(i)+0.15) + thick*float64(n)
			if p.Value == nil {
				group.Texts = append(group.Texts, drawnText{"gap", coordinate(x(0) + 6), coordinate(top + thick/2 + 5), "start", p.Mark})
				continue
			}
			from, to := min(x(0), x(*p.Value)), max(x(0), x(*p.Value))
			group.Bars = append(group.Bars, drawnBar{barClass(p.Style), coordinate(from), coordinate(top), coordinate(to - from), coordinate(thick)})
			group.Texts = append(group.Texts, drawnText{"figure", coordinate(to + 6), coordinate(top + thick/2 + 5), "start", p.Cell})
		}
		out.Groups = append(out.Groups, group)
	}
	out.levelsUpright(c.Levels, bottom, x)
	return out
}

func barClass(style string) string {
	if style == "" {
		return "bar"
	}
	return "bar bar-" + style
}

// levelsUpright draws what runs through rows from top to bottom, with its name above.
func (d *drawing) levelsUpright(levels []level, bottom float64, x func(float64) float64) {
	for _, l := range levels {
		at := x(l.Value)
		d.Groups = append(d.Groups, drawnGroup{
			Class: "level line-" + cmp.Or(l.Style, "england"), Path: "M" + coordinate(at) + " " + coordinate(rowsTop) + "V" + coordinate(bottom),
			Name: drawnText{"", coordinate(at), coordinate(rowsTop - 8), "middle", l.Name + " " + l.Cell},
		})
	}
}

// columns draws upright bars.
func (c barChart) columns(scale axis) drawing {
	out := newDrawing(drawingWidth, drawingHeight)
	right := drawingWidth - 10.0
	if len(c.Levels) > 0 || len(c.Series) > 1 {
		right = plotRight
	}
	step := (right - plotLeft) / float64(len(c.Labels))
	y := func(v float64) float64 { return scale.between(v, plotBottom, plotTop) }
	x := func(i int) float64 { return plotLeft + (float64(i)+0.5)*step }
	out.steps(scale, plotLeft, right, y)
	out.categories(c.Labels, x)
	if c.Axis != "" {
		out.Height = coordinate(drawingHeight + 18)
		out.Texts = append(out.Texts, drawnText{"", coordinate((plotLeft + right) / 2), coordinate(drawingHeight + 8), "middle", c.Axis})
	}
	thick := step * 0.8 / float64(len(c.Series))
	for n, series := range c.Series {
		group := drawnGroup{Class: "bars line-" + cmp.Or(series.Style, "own")}
		for i, p := range series.Points {
			left := x(i) - step*0.4 + thick*float64(n)
			if p.Value == nil {
				group.Texts = append(group.Texts, drawnText{"gap", coordinate(left + thick/2), coordinate(y(0) - 6), "middle", p.Mark})
				continue
			}
			top, foot := min(y(0), y(*p.Value)), max(y(0), y(*p.Value))
			group.Bars = append(group.Bars, drawnBar{barClass(p.Style), coordinate(left), coordinate(top), coordinate(thick), coordinate(foot - top)})
			if len(c.Labels)*len(c.Series) <= 14 {
				group.Texts = append(group.Texts, drawnText{"figure", coordinate(left + thick/2), coordinate(top - 5), "middle", p.Cell})
			}
		}
		if len(c.Series) > 1 {
			at := plotTop + 10 + 22*float64(n)
			group.Bars = append(group.Bars, drawnBar{"bar key", coordinate(right + 14), coordinate(at), "12", "12"})
			group.Name = drawnText{"", coordinate(right + 32), coordinate(at + 11), "start", series.Name}
		}
		out.Groups = append(out.Groups, group)
	}
	for _, b := range c.Breaks {
		at := coordinate(x(b.At) - step/2)
		out.Rules = append(out.Rules, drawnRule{"limit", at, coordinate(plotTop - 4), at, coordinate(plotBottom)})
		out.Texts = append(out.Texts, drawnText{"", at, coordinate(plotTop - 7), "middle", b.Text})
	}
	for _, l := range c.Levels {
		at := coordinate(y(l.Value))
		out.Groups = append(out.Groups, drawnGroup{
			Class: "level line-" + cmp.Or(l.Style, "england"), Path: "M" + coordinate(plotLeft) + " " + at + "H" + coordinate(right),
			Name: drawnText{"", coordinate(right + 8), coordinate(y(l.Value) + 5), "start", l.Name + " " + l.Cell},
		})
	}
	return out
}

// payload builds the ECharts option object of bars.
//
//nolint:misspell // ECharts spells its fields the American way
func (c barChart) payload(scale axis, desc string) payload {
	drawn := charts.NewBar()
	drawn.ChartID = c.ID
	right := "60"
	if c.Upright && len(c.Levels) > 0 {
		right = "150"
	}
	drawn.SetGlobalOptions(append(frameOptions(desc, right), charts.WithTooltipOpts(opts.Tooltip{Show: opts.Bool(true), Trigger: "axis"}))...)
	for _, series := range c.Series {
		data := make([]opts.BarData, len(series.Points))
		for i, p := range series.Points {
			data[i] = opts.BarData{Value: item(p.Value), Name: p.Cell}
			if p.Style != "" {
				data[i].ItemStyle = &opts.ItemStyle{Color: lookOf(p.Style).colour}
			}
		}
		drawn.AddSeries(series.Name, data, charts.WithItemStyleOpts(opts.ItemStyle{Color: lookOf(series.Style).colour}))
	}
	drawn.Validate()
	object := objectOf(drawn)
	names := categoryAxis(c.Labels, !c.Upright)
	position := 0
	each(object["series"], func(series map[string]any) {
		place := "right"
		if c.Upright {
			place = "top"
		}
		if len(c.Labels)*len(c.Series) <= 40 && (!c.Upright || len(c.Labels)*len(c.Series) <= 14) {
			series["label"] = map[string]any{"show": true, "position": place, "formatter": "{b}", "color": colourInk, "fontSize": 13}
		}
		if position == 0 {
			series["markLine"] = c.markLines()
		}
		position++
	})
	out := payload{Option: object, Tips: c.tips(), Kind: "bar"}
	for _, series := range c.Series {
		out.Columns = append(out.Columns, series.Name)
	}
	if len(c.Series) > 1 {
		for _, series := range c.Series {
			out.Key = append(out.Key, series.Name)
		}
		out.Narrow = out.Key
	}
	if c.Upright {
		if c.Axis != "" {
			roomBelow(object)
			names["name"], names["nameLocation"], names["nameGap"] = c.Axis, "middle", 30
			names["nameTextStyle"] = map[string]any{"color": colourInk, "fontSize": 14}
		}
		object["xAxis"], object["yAxis"] = []any{names}, []any{valueAxis(scale, "")}
		out.Scales = map[string]axisWords{"yAxis": scale.words()}
		c.addBreaks(object)
	} else {
		names["inverse"] = true
		object["xAxis"], object["yAxis"] = []any{valueAxis(scale, "")}, []any{names}
		out.Scales = map[string]axisWords{"xAxis": scale.words()}
	}
	return out
}

// categoryAxis is the part of the option that an axis of names has.
//
//nolint:misspell // ECharts spells its fields the American way
func categoryAxis(labels []string, beside bool) map[string]any {
	label := map[string]any{"color": colourAxis, "fontSize": 14, "hideOverlap": true, "margin": 14} // clear of the lowest step beside it
	if beside {
		label = map[string]any{"color": colourInk, "fontSize": 14, "interval": 0, "width": 190, "overflow": "truncate"}
	}
	return map[string]any{
		"type": "category", "data": labels, "axisLabel": label,
		"axisTick": map[string]any{"show": false}, "axisLine": map[string]any{"lineStyle": map[string]any{"color": colourAxis}},
	}
}

// markLines are the levels across the bars.
func (c barChart) markLines() map[string]any {
	return map[string]any{"silent": true, "symbol": "none", "animation": false, "data": levelLines(c.Levels, c.Upright)}
}

// addBreaks draws the limits between bars on an axis of numbers of its own: an axis of names has no place between two
// of them.
//
//nolint:misspell // ECharts spells its fields the American way
func (c barChart) addBreaks(object map[string]any) {
	if len(c.Breaks) == 0 {
		return
	}
	var data []map[string]any
	for _, b := range c.Breaks {
		data = append(data, map[string]any{
			"xAxis": b.At, "label": map[string]any{"formatter": b.Text, "position": "end", "distance": 5, "color": colourInk, "fontSize": 13},
			"lineStyle": map[string]any{"type": "solid", "color": colourInk, "width": 2},
		})
	}
	names, _ := object["xAxis"].([]any)
	object["xAxis"] = append(names, map[string]any{
		"type": "value", "min": 0, "max": len(c.Labels), "show": false, "axisPointer": map[string]any{"show": false},
	})
	series, _ := object["series"].([]any)
	object["series"] = append(series, map[string]any{
		"type": "line", "xAxisIndex": 1, "data": []any{}, "silent": true,
		"markLine": map[string]any{"silent": true, "symbol": "none", "animation": false, "data": data},
	})
}

// levelLines are lines through the chart at values, each with its name at its end.
//
//nolint:misspell // ECharts spells its fields the American way
func levelLines(levels []level, upright bool) []map[string]any {
	var data []map[string]any
	for _, l := range levels {
		style := lookOf(cmp.Or(l.Style, "england"))
		// A list of names runs downwards, so that a line up through it starts above.
		axis, end := "xAxis", "start"
		if upright {
			axis, end = "yAxis", "end"
		}
		data = append(data, map[string]any{
			axis: l.Value, "label": map[string]any{"formatter": l.Name + " " + l.Cell, "position": end, "distance": 5, "color": colourInk, "fontSize": 14},
			"lineStyle": map[string]any{"type": style.dash, "color": style.colour, "width": 2},
		})
	}
	return data
}

func (c barChart) tips() []string {
	out := make([]string, len(c.Labels))
	for i, label := range c.Labels {
		rows := []string{label}
		for _, series := range c.Series {
			rows = append(rows, series.Name+": "+series.Points[i].Text)
		}
		out[i] = strings.Join(rows, "\n")
	}
	return out
}

// shortened cuts words that have no room.
func shortened(text string, most int) string {
	letters := []rune(text)
	if len(letters) <= most {
		return text
	}
	return strings.TrimSpace(string(letters[:most-1])) + "…"
}
