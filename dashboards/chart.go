package dashboards

import (
	"cmp"
	"encoding/json"
	"fmt"
	"html/template"
	"math"
	"slices"
	"strconv"
	"strings"

	"sightline/indicators"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// Colours of the Analysis Function's palette, in fixed order; ink is for words and axes.
const (
	colourOwn        = "#12436D"
	colourNeighbours = "#801650"
	colourEngland    = "#F46A25"
	colourFormer     = "#3D3D3D"
	colourLater      = "#28A197"
	colourInk        = "#3D3D3D"
	colourAxis       = "#595959"
	colourGrid       = "#DDE1E6"
)

// point is a value as published; nil where it is hidden or not held, drawn as a gap.
type point struct {
	Value *float64
	Text  string
	Mark  string // the symbol to print in a gap of our own lines
}

// line is one series. Style names its colour, dash and shape.
type line struct {
	Name   string
	Style  string // own, former, later, neighbours, england
	Points []point
}

// chart is a figure of a page: words, the option object for scripts, and a drawing without them.
type chart struct {
	ID       string
	Number   int
	Title    string
	Subtitle string
	Desc     string
	Note     string
	Option   template.JS
	Static   drawing
}

// axis is a value axis with evenly spaced labelled steps.
type axis struct {
	Low, High, Step float64
	Labels          []string
	places          int
	FromZero        bool
}

// newAxis covers the values. It starts at nought when it must, and when nought is not far off.
func newAxis(values []float64, mustZero bool, label func(v float64, places int) string) axis {
	low, high := math.Inf(1), math.Inf(-1)
	for _, v := range values {
		low, high = math.Min(low, v), math.Max(high, v)
	}
	if len(values) == 0 {
		low, high = 0, 1
	}
	fromZero := mustZero || low < high*0.75 || low == high
	if fromZero {
		low, high = math.Min(low, 0), math.Max(high, 0)
	}
	if low == high {
		high = low + 1
	}
	step := niceStep((high - low) / 5)
	out := axis{Low: math.Floor(low/step) * step, High: math.Ceil(high/step-1e-9) * step, Step: step, FromZero: fromZero}
	if !fromZero && out.Low < 0 && low >= 0 {
		out.Low = 0
	}
	for out.places < 6 && indicators.Round(step, out.places) != indicators.Round(step, 9) {
		out.places++
	}
	for i := 0; ; i++ {
		v := out.Low + float64(i)*step
		if v > out.High+step/2 {
			break
		}
		out.Labels = append(out.Labels, label(indicators.Round(v, out.places), out.places))
	}
	return out
}

// startsAtNought tells whether a chart must begin at nought: always for counts, money, rates and medians, and
// for shares unless all of them lie in the upper part, where nought would flatten what there is.
func startsAtNought(def *indicators.Definition, values []float64) bool {
	if def.Unit == indicators.Percent {
		return len(values) == 0 || slices.Min(values) < 60
	}
	return !isMean(def) || def.Statistic == indicators.Median
}

func niceStep(rough float64) float64 {
	magnitude := math.Pow(10, math.Floor(math.Log10(rough)))
	for _, factor := range []float64{1, 2, 2.5, 5, 10} {
		if rough <= factor*magnitude*1.0000001 {
			return factor * magnitude
		}
	}
	return 10 * magnitude
}

func (a axis) tick(i int) float64 { return indicators.Round(a.Low+float64(i)*a.Step, a.places+1) }

// axisLabel writes a step of the value axis.
func axisLabel(unit string) func(v float64, places int) string {
	return func(v float64, places int) string {
		switch {
		case strings.HasPrefix(unit, "£") && math.Abs(v) >= 1e6:
			return strings.Replace(shortPounds(v, 0), ".0m", "m", 1)
		case strings.HasPrefix(unit, "£"):
			return pounds(v, places)
		default:
			return inTable(v, unit, places)
		}
	}
}

// lineBreak is a place from which on a line is not to be read on from before.
type lineBreak struct {
	At   int
	Text string // by the line
	Desc string // in the description, before the label
}

// ruleBreaks are the places from which on figures are made by another rule than before.
func ruleBreaks(places []int) []lineBreak {
	var out []lineBreak
	for _, at := range places {
		out = append(out, lineBreak{at, "new rule from here", "A new rule begins with"})
	}
	return out
}

// newChart draws the lines over the labels of the category axis.
func newChart(id string, figure int, labels []string, lines []line, breaks []lineBreak, def *indicators.Definition) chart {
	var values []float64
	for _, series := range lines {
		for _, p := range series.Points {
			if p.Value != nil {
				values = append(values, *p.Value)
			}
		}
	}
	scale := newAxis(values, startsAtNought(def, values), axisLabel(def.Unit))
	out := chart{ID: id, Number: figure, Desc: describe(labels, lines)}
	for _, b := range breaks {
		out.Desc += " " + b.Desc + " " + labels[b.At] + "."
	}
	if !scale.FromZero {
		out.Note = "The vertical axis does not start at nought. "
	}
	if gaps(lines) {
		out.Note += "Gaps are figures that are hidden, not available or not applicable; the table gives the symbol."
	}
	out.Static = draw(labels, lines, breaks, scale)
	out.Option = option(id, labels, lines, breaks, scale, out.Desc)
	return out
}

func gaps(lines []line) bool {
	return slices.ContainsFunc(lines, func(series line) bool {
		return slices.ContainsFunc(series.Points, func(p point) bool { return p.Mark != "" })
	})
}

// describe is the drawing in words: each line's first and last value.
func describe(labels []string, lines []line) string {
	var parts []string
	for _, series := range lines {
		first, last := -1, -1
		for i, p := range series.Points {
			if p.Value == nil {
				continue
			}
			if first < 0 {
				first = i
			}
			last = i
		}
		switch {
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

type lineStyle struct {
	colour, dash, symbol string
	width                float32
	size                 int
	dashes               []int // instead of dash
}

func styleOf(name string) lineStyle {
	switch name {
	case "neighbours":
		return lineStyle{colourNeighbours, "dashed", "rect", 2, 7, nil}
	case "england":
		return lineStyle{colourEngland, "dotted", "triangle", 2, 8, nil}
	case "former":
		return lineStyle{colourFormer, "solid", "diamond", 2, 10, []int{12, 4, 2, 4}}
	case "later":
		return lineStyle{colourLater, "solid", "roundRect", 2, 8, []int{2, 2, 8, 2}}
	default:
		return lineStyle{colourOwn, "solid", "circle", 3, 8, nil}
	}
}

// payload is what page.js reads. Ticks and tips are words, so that numbers are written in one place.
type payload struct {
	Option map[string]any `json:"option"`
	Ticks  []string       `json:"ticks"`
	Low    float64        `json:"low"`
	Step   float64        `json:"step"`
	Tips   []string       `json:"tips"`
}

// option builds the ECharts option object. go-echarts' own rendering writes scripts into the page
// and does not escape titles, so only its typed options are used; json.Marshal escapes <, > and &.
//
//nolint:misspell // ECharts spells its fields the American way
func option(id string, labels []string, lines []line, breaks []lineBreak, scale axis, desc string) template.JS {
	drawn := charts.NewLine()
	drawn.ChartID = id
	drawn.SetGlobalOptions(
		charts.WithAnimation(false),
		charts.WithColorsOpts(opts.Colors{colourOwn, colourNeighbours, colourEngland, colourInk}),
		charts.WithLegendOpts(opts.Legend{Show: opts.Bool(false), SelectedMode: "false", Top: "0", Left: "0"}),
		charts.WithTooltipOpts(opts.Tooltip{Show: opts.Bool(true), Trigger: "axis"}),
		charts.WithAriaOpts(&opts.Aria{Enabled: opts.Bool(true), Label: &opts.AriaLabel{Description: desc}}),
		charts.WithGridOpts(opts.Grid{Left: "8", Right: "190", Top: "18", Bottom: "8", ContainLabel: opts.Bool(true)}),
		charts.WithXAxisOpts(opts.XAxis{
			Type:      "category",
			AxisLabel: &opts.AxisLabel{Color: colourAxis, FontSize: 14, HideOverlap: opts.Bool(true)},
			AxisLine:  &opts.AxisLine{LineStyle: &opts.LineStyle{Color: colourAxis}},
			AxisTick:  &opts.AxisTick{AlignWithLabel: opts.Bool(true)},
		}),
		charts.WithYAxisOpts(opts.YAxis{
			Type: "value", Min: scale.tick(0), Max: scale.tick(len(scale.Labels) - 1),
			AxisLabel: &opts.AxisLabel{Color: colourAxis, FontSize: 14},
			SplitLine: &opts.SplitLine{LineStyle: &opts.LineStyle{Color: colourGrid}},
		}),
	)
	drawn.SetXAxis(labels)
	for _, series := range lines {
		style := styleOf(series.Style)
		data := make([]opts.LineData, len(series.Points))
		for i, p := range series.Points {
			data[i] = opts.LineData{Value: "-"} // ECharts' mark for a gap
			if p.Value != nil {
				data[i].Value = *p.Value
			}
		}
		drawn.AddSeries(series.Name, data,
			charts.WithLineChartOpts(opts.LineChart{Symbol: style.symbol, SymbolSize: style.size, ShowSymbol: opts.Bool(true)}),
			charts.WithLineStyleOpts(opts.LineStyle{Color: style.colour, Width: style.width, Type: style.dash}),
			charts.WithItemStyleOpts(opts.ItemStyle{Color: style.colour}),
		)
	}
	drawn.Validate()
	text, err := json.Marshal(payload{
		Option: refine(drawn.JSON(), lines, breaks, scale), Ticks: scale.Labels, Low: scale.tick(0), Step: scale.Step, Tips: tips(labels, lines),
	})
	if err != nil {
		return "null" // every value above is a string or a finite number
	}
	return template.JS(text) //nolint:gosec // json.Marshal has escaped what could end the element
}

// refine sets what go-echarts has no field for: labels at the ends of lines, tooltips drawn in the
// picture (as HTML they would carry style attributes, which the page's policy refuses), steps.
//
//nolint:misspell // ECharts spells its fields the American way
func refine(object map[string]any, lines []line, breaks []lineBreak, scale axis) map[string]any {
	text, err := json.Marshal(object)
	if err != nil {
		return object
	}
	var out map[string]any
	if err := json.Unmarshal(text, &out); err != nil {
		return object
	}
	delete(out, "toolbox")
	delete(out, "title")
	position, shifts := 0, endShifts(lines, scale)
	each(out["series"], func(series map[string]any) {
		series["endLabel"] = map[string]any{
			"show": true, "formatter": "{a}", "color": colourInk, "fontSize": 14, "width": 165, "overflow": "break",
			"distance": 10, "offset": []float64{0, shifts[position]},
		}
		if drawn, ok := series["lineStyle"].(map[string]any); ok {
			if dashes := styleOf(lines[position].Style).dashes; dashes != nil {
				drawn["type"] = dashes
			}
		}
		if position == 0 && len(breaks) > 0 {
			series["markLine"] = markBreaks(breaks)
		}
		position++
		series["emphasis"] = map[string]any{"disabled": true}
	})
	each(out["yAxis"], func(y map[string]any) { y["interval"] = scale.Step })
	if tooltip, ok := out["tooltip"].(map[string]any); ok {
		tooltip["renderMode"] = "richText"
		tooltip["confine"] = true
		tooltip["transitionDuration"] = 0
	}
	return out
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

func each(list any, change func(item map[string]any)) {
	items, _ := list.([]any)
	for _, item := range items {
		if object, ok := item.(map[string]any); ok {
			change(object)
		}
	}
}

func tips(labels []string, lines []line) []string {
	out := make([]string, len(labels))
	for i, label := range labels {
		rows := []string{label}
		for _, series := range lines {
			rows = append(rows, series.Name+": "+series.Points[i].Text)
		}
		out[i] = strings.Join(rows, "\n")
	}
	return out
}

// coordinate is a length in a drawing, to a tenth of a unit.
func coordinate(v float64) string { return strconv.FormatFloat(math.Round(v*10)/10, 'f', -1, 64) }

// endShifts is how far the name of each line moves up or down from the line's end, in pixels, so
// that names do not lie on each other. The plot is about liveHeight high.
func endShifts(lines []line, scale axis) []float64 {
	ends := make([]float64, len(lines))
	for i, series := range lines {
		ends[i] = math.NaN()
		for _, p := range series.Points {
			if p.Value != nil {
				ends[i] = (scale.tick(len(scale.Labels)-1) - *p.Value) / (scale.tick(len(scale.Labels)-1) - scale.tick(0)) * liveHeight
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

// liveHeight is the height of the plot of a chart that is 22rem high, less its margins.
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
