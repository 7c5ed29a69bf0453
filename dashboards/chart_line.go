package dashboards

import (
	"cmp"
	"fmt"
	"html/template"
	"math"
	"slices"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// line is one series of a line chart. Style names its colour, dash and shape (see lookOf).
type line struct {
	Name   string
	Style  string
	Column string // heads its column of the table; empty: its name. Lines of one column follow each other.
	Points []point
	Silent bool // has no name at its end: another line says it
	Marks  bool // marks on another line, joined by none
	Level  bool // one value from end to end
}

func (l line) column() string { return cmp.Or(l.Column, l.Name) }

// lineChart is values over a category axis, mostly of time: at most four categories, all with as many points as
// there are labels.
type lineChart struct {
	ID       string
	Number   int
	Title    string
	Subtitle string
	Unit     string
	Labels   []string // along the axis
	Head     string   // heads the rows of the table
	Heads    []string // of the rows; nil: the labels
	Lines    []line   // the first is the one that the chart is about
	Breaks   []lineBreak
	More     []column
	FromZero func(values []float64) bool // nil: when nought is not far off
	Newest   bool                        // the table has the newest first
	TableID  string                      // empty: made of the number
}

// newLineChart draws lines and makes their table.
func newLineChart(c lineChart) chartBlock {
	var values []float64
	for _, series := range c.Lines {
		for _, p := range series.Points {
			if p.Value != nil {
				values = append(values, *p.Value)
			}
		}
	}
	scale := newAxis(values, c.FromZero != nil && c.FromZero(values), axisLabel(c.Unit))
	out := chart{ID: c.ID, Number: c.Number, Title: c.Title, Subtitle: c.Subtitle, Desc: describeLines(c.Labels, c.Lines)}
	for _, b := range c.Breaks {
		out.Desc += " " + b.Desc + " " + c.Labels[b.At] + "."
	}
	out.Note = scale.note("vertical")
	if slices.ContainsFunc(c.Lines, func(l line) bool { return hasGap(l.Points) }) {
		out.Note += gapsNote
	}
	out.Note = strings.TrimSpace(out.Note)
	out.Static, out.Tall = drawLines(c, scale), len(c.Lines) > mostLines
	out.Option = lineOption(c, scale, out.Desc)
	return chartBlock{chart: out, Table: c.table()}
}

// table has a column for each column of lines, made of the points that are drawn.
func (c lineChart) table() table {
	var drawn []column
	for _, series := range c.Lines {
		if series.Marks {
			continue
		}
		at := slices.IndexFunc(drawn, func(d column) bool { return d.Head == series.column() })
		if at < 0 {
			at = len(drawn)
			drawn = append(drawn, column{Head: series.column(), Cells: make([]string, len(c.Labels))})
		}
		for i, p := range series.Points {
			drawn[at].Cells[i] = cmp.Or(drawn[at].Cells[i], p.Cell)
		}
	}
	heads := c.Heads
	if heads == nil {
		heads = c.Labels
	}
	out := withColumns(cmp.Or(c.TableID, fmt.Sprintf("table-%d", c.Number)), captionOf(c.Number, c.Title), c.Head, heads, arranged(drawn, c.More))
	if c.Newest {
		slices.Reverse(out.Rows)
	}
	return out
}

// describeLines is the drawing in words: each line's first and last value.
func describeLines(labels []string, lines []line) string {
	var parts []string
	for _, series := range lines {
		if series.Silent {
			continue
		}
		first, last, drawn := -1, -1, 0
		for i, p := range series.Points {
			if p.Value == nil {
				continue
			}
			if first < 0 {
				first = i
			}
			last = i
			drawn++
		}
		switch {
		case series.Marks:
			parts = append(parts, fmt.Sprintf("Marked as %s: %d of %d points, the last in %s.", lowerFirst(series.Name), drawn, len(labels), labels[max(last, 0)]))
		case series.Level && first >= 0:
			parts = append(parts, fmt.Sprintf("%s: %s.", series.column(), series.Points[first].Text))
		case first < 0:
			parts = append(parts, series.Name+": no figure.")
		case first == last:
			parts = append(parts, fmt.Sprintf("%s: %s in %s.", series.Name, series.Points[first].Text, labels[first]))
		default:
			way := "unchanged from"
			if a, b := *series.Points[first].Value, *series.Points[last].Value; b > a {
				way = "up from"
			} else if b < a {
				way = "down from"
			}
			parts = append(parts, fmt.Sprintf("%s: %s in %s, %s %s in %s.", series.Name,
				series.Points[last].Text, labels[last], way, series.Points[first].Text, labels[first]))
		}
	}
	return "Line chart. " + strings.Join(parts, " ")
}

// lineOption builds the ECharts option object of lines.
//
//nolint:misspell // ECharts spells its fields the American way
func lineOption(c lineChart, scale axis, desc string) template.JS {
	drawn := charts.NewLine()
	drawn.ChartID = c.ID
	drawn.SetGlobalOptions(append(frameOptions(desc, "190"),
		charts.WithTooltipOpts(opts.Tooltip{Show: opts.Bool(true), Trigger: "axis"}),
		charts.WithXAxisOpts(opts.XAxis{
			Type:      "category",
			AxisLabel: &opts.AxisLabel{Color: colourAxis, FontSize: 14, HideOverlap: opts.Bool(true)},
			AxisLine:  &opts.AxisLine{LineStyle: &opts.LineStyle{Color: colourAxis}},
			AxisTick:  &opts.AxisTick{AlignWithLabel: opts.Bool(true)},
		}),
	)...)
	drawn.SetXAxis(c.Labels)
	for _, series := range c.Lines {
		style := lookOf(series.Style)
		data := make([]opts.LineData, len(series.Points))
		for i, p := range series.Points {
			data[i] = opts.LineData{Value: item(p.Value)}
		}
		drawn.AddSeries(series.Name, data,
			charts.WithLineChartOpts(opts.LineChart{Symbol: style.symbol, SymbolSize: style.size, ShowSymbol: opts.Bool(style.symbol != "none")}),
			charts.WithLineStyleOpts(opts.LineStyle{Color: style.colour, Width: style.width, Type: style.dash}),
			charts.WithItemStyleOpts(opts.ItemStyle{Color: style.colour}),
		)
	}
	drawn.Validate()
	object := objectOf(drawn)
	object["yAxis"] = []any{valueAxis(scale, "")}
	position, shifts := 0, endShifts(c.Lines, scale)
	each(object["series"], func(series map[string]any) {
		one := c.Lines[position]
		series["endLabel"] = map[string]any{
			"show": true, "formatter": "{a}", "color": colourInk, "fontSize": 14, "width": 165, "overflow": "break",
			"distance": 10, "offset": []float64{0, shifts[position]},
		}
		if one.Marks || one.Silent {
			delete(series, "endLabel")
		}
		if one.Marks {
			series["type"], series["z"] = "scatter", 5
			series["symbol"], series["symbolSize"] = lookOf(one.Style).symbol, lookOf(one.Style).size
			series["itemStyle"] = map[string]any{"color": lookOf(one.Style).colour, "opacity": 1}
			delete(series, "lineStyle")
			delete(series, "showSymbol")
		}
		if style, ok := series["lineStyle"].(map[string]any); ok {
			if dashes := lookOf(one.Style).dashes; dashes != nil {
				style["type"] = dashes
			}
		}
		if position == 0 && len(c.Breaks) > 0 {
			series["markLine"] = markBreaks(c.Breaks)
		}
		position++
	})
	out := payload{Option: object, Scales: map[string]axisWords{"yAxis": scale.words()}, Tips: lineTips(c.Labels, c.Lines), Ends: true, Kind: "line", Newest: c.Newest}
	for _, one := range c.Lines {
		if !one.Silent {
			out.Narrow = append(out.Narrow, one.Name)
		}
		if one.Marks {
			out.Key, out.Columns = append(out.Key, one.Name), append(out.Columns, "")
		} else {
			out.Columns = append(out.Columns, one.column())
		}
	}
	return script(out)
}

// markBreaks draws an upright line where a line is not to be read on.
//
//nolint:misspell // ECharts spells its fields the American way
func markBreaks(breaks []lineBreak) map[string]any {
	var data []map[string]any
	for _, b := range breaks {
		data = append(data, map[string]any{"xAxis": b.At, "label": map[string]any{"formatter": b.Text}})
	}
	return map[string]any{
		"silent": true, "symbol": "none", "data": data, "animation": false,
		"lineStyle": map[string]any{"type": "dashed", "color": colourAxis, "width": 1},
		"label":     map[string]any{"color": colourInk, "fontSize": 13, "position": "end", "distance": 2},
	}
}

func lineTips(labels []string, lines []line) []string {
	out := make([]string, len(labels))
	for i, label := range labels {
		rows := []string{label}
		for _, series := range lines {
			if series.Marks && series.Points[i].Value == nil || series.Silent && !series.Marks {
				continue
			}
			rows = append(rows, series.Name+": "+series.Points[i].Text)
		}
		out[i] = strings.Join(rows, "\n")
	}
	return out
}

// endShifts is how far the name of each line moves up or down from the line's end, in pixels, so
// that names do not lie on each other. The plot is about liveHeight high.
func endShifts(lines []line, scale axis) []float64 {
	ends := make([]float64, len(lines))
	for i, series := range lines {
		ends[i] = math.NaN()
		if series.Marks || series.Silent {
			continue
		}
		for _, p := range series.Points {
			if p.Value != nil {
				ends[i] = scale.between(*p.Value, liveHeight, 0)
			}
		}
	}
	shifts := make([]float64, len(lines))
	for i, place := range spread(ends, 0, liveHeight, 20) {
		if !math.IsNaN(place) {
			shifts[i] = math.Round(place - ends[i])
		}
	}
	return shifts
}

// liveHeight is about the height of the plot of a line chart, less its margins.
const liveHeight = 300

// spread moves places apart until they are gap from each other, within top and bottom, in the order
// they have. NaN stays.
func spread(places []float64, top, bottom, gap float64) []float64 {
	order := make([]int, 0, len(places))
	for i, place := range places {
		if !math.IsNaN(place) {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(places[a], places[b]) })
	out := slices.Clone(places)
	floor := top
	for n, i := range order {
		out[i] = math.Min(math.Max(places[i], floor), bottom-float64(len(order)-1-n)*gap)
		floor = out[i] + gap
	}
	return out
}
