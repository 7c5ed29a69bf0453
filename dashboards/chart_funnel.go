package dashboards

import (
	"fmt"
	"slices"
	"strings"

	"sightline/indicators"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// funnelChart is the figures of all authorities over the numbers behind them, with the limits between which
// chance, and what authorities differ beyond it, leaves nearly all.
type funnelChart struct {
	ID       string
	Number   int
	Title    string
	Subtitle string
	Unit     string
	Places   int
	Areas    []funnelArea
	Limits   []funnelLimits
	Pooled   float64
	Own      *funnelArea // nil: the own figure is not shown
	OwnText  string      // what is said of it instead
	TableID  string
}

// funnelBlock is a funnel with its second table.
func newFunnelChart(c funnelChart) chartBlock {
	var values, sizes []float64
	for _, a := range c.Areas {
		values, sizes = append(values, a.Value), append(sizes, a.Denominator)
	}
	if c.Own != nil {
		values, sizes = append(values, c.Own.Value), append(sizes, c.Own.Denominator)
	}
	for _, l := range c.Limits {
		values, sizes = append(values, l.FurtherLower, l.FurtherUpper), append(sizes, l.Denominator)
	}
	y := newAxis(values, false, axisLabel(c.Unit))
	x := newAxis(sizes, true, func(v float64, places int) string { return number(v, places) })
	out := chart{ID: c.ID, Number: c.Number, Title: c.Title, Subtitle: c.Subtitle, Desc: c.describe()}
	out.Note = strings.TrimSpace(y.note("vertical"))
	out.Static = c.draw(x, y)
	out.Option = script(c.payload(x, y, out.Desc))
	block := chartBlock{chart: out, Table: c.table()}
	block.Second = c.limitTable()
	return block
}

// What is published of others, and limits, are drawn a decimal finer than the figure is given.
func (c funnelChart) write(v float64) string    { return inTable(v, c.Unit, c.Places+1) }
func (c funnelChart) sentence(v float64) string { return inSentence(v, c.Unit, c.Places+1) }
func (c funnelChart) fine(v float64) float64    { return indicators.Round(v, c.Places+1) }

// ownWords is our figure as it is given elsewhere.
func (c funnelChart) ownWords() string { return inTable(c.Own.Value, c.Unit, c.Places) }

// table has a row for each authority, ours first.
func (c funnelChart) table() table {
	columns := []column{{Head: "Denominator"}, {Head: "Figure"}}
	var heads []string
	add := func(a funnelArea) {
		heads = append(heads, a.Name)
		columns[0].Cells, columns[1].Cells = append(columns[0].Cells, number(a.Denominator, 0)), append(columns[1].Cells, c.write(a.Value))
	}
	if c.Own != nil {
		add(*c.Own)
		columns[1].Cells[0] = c.ownWords()
	}
	for _, a := range c.Areas {
		add(a)
	}
	return withColumns(c.TableID, captionOf(c.Number, c.Title), "Authority", heads, columns)
}

// limitTable has the limits that are drawn, at every other denominator and the last.
func (c funnelChart) limitTable() *table {
	columns := []column{{Head: "95%, lower"}, {Head: "95%, upper"}, {Head: "99.8%, lower"}, {Head: "99.8%, upper"}}
	var heads []string
	for _, l := range c.Limits {
		heads = append(heads, number(l.Denominator, 0))
		for i, v := range []float64{l.Lower, l.Upper, l.FurtherLower, l.FurtherUpper} {
			columns[i].Cells = append(columns[i].Cells, c.write(v))
		}
	}
	out := withColumns(c.TableID+"-limits", fmt.Sprintf("The limits of figure %d, about %s", c.Number, c.write(c.Pooled)), "Denominator", heads, columns)
	return &out
}

func (c funnelChart) describe() string {
	parts := []string{fmt.Sprintf("Funnel plot of %d authorities: figures over the numbers behind them.", len(c.Areas))}
	if c.Own != nil {
		above := 0
		for _, a := range c.Areas {
			if a.Value > c.Own.Value {
				above++
			}
		}
		parts = append(parts, fmt.Sprintf("%s: %s of %s, with %d of the others higher.", c.Own.Name, c.ownWords(), number(c.Own.Denominator, 0), above))
	} else {
		parts = append(parts, c.OwnText)
	}
	var points []point
	for i := range c.Areas {
		points = append(points, point{Value: &c.Areas[i].Value})
	}
	if low, high, _, _ := extremes(points); high >= 0 {
		parts = append(parts, fmt.Sprintf("Highest %s, %s; lowest %s, %s.", c.Areas[high].Name, c.sentence(c.Areas[high].Value), c.Areas[low].Name, c.sentence(c.Areas[low].Value)))
	}
	return strings.Join(append(parts, "All together: "+c.sentence(c.Pooled)+"."), " ")
}

// lines are the limits and what they lie about, outermost last.
func (c funnelChart) lines() []struct {
	name, style string
	at          func(l funnelLimits) float64
} {
	return []struct {
		name, style string
		at          func(l funnelLimits) float64
	}{
		{"All together", "average", func(funnelLimits) float64 { return c.fine(c.Pooled) }},
		{"95% limits", "limit", func(l funnelLimits) float64 { return c.fine(l.Upper) }},
		{"95% limits", "limit", func(l funnelLimits) float64 { return c.fine(l.Lower) }},
		{"99.8% limits", "further", func(l funnelLimits) float64 { return c.fine(l.FurtherUpper) }},
		{"99.8% limits", "further", func(l funnelLimits) float64 { return c.fine(l.FurtherLower) }},
	}
}

func (c funnelChart) draw(scaleX, scaleY axis) drawing {
	x := func(v float64) float64 { return scaleX.between(v, plotLeft, plotRight) }
	y := func(v float64) float64 { return scaleY.between(v, plotBottom, plotTop) }
	out := newDrawing(drawingWidth, drawingHeight+18)
	out.steps(scaleY, plotLeft, plotRight, y)
	for i, label := range scaleX.Labels {
		out.Texts = append(out.Texts, drawnText{"tick", coordinate(x(scaleX.tick(i))), "318", "middle", label})
	}
	out.Texts = append(out.Texts, drawnText{"", coordinate((plotLeft + plotRight) / 2), coordinate(drawingHeight + 4), "middle", "Denominator: cases behind the figure"})
	ends := make([]float64, 0, 5)
	for _, l := range c.lines() {
		var path strings.Builder
		for i, at := range c.Limits {
			command := "L"
			if i == 0 {
				command = "M"
			}
			path.WriteString(command + coordinate(x(at.Denominator)) + " " + coordinate(y(l.at(at))))
		}
		out.Groups = append(out.Groups, drawnGroup{Class: "line line-" + l.style, Path: path.String()})
		if n := len(c.Limits); n > 0 {
			ends = append(ends, y(l.at(c.Limits[n-1])))
		}
	}
	for i, place := range spread(ends, plotTop, plotBottom, 17) {
		out.Groups[i].Name = drawnText{"", coordinate(plotRight + 12), coordinate(place + 5), "start", c.lines()[i].name}
	}
	others := drawnGroup{Class: "dots line-others"}
	for _, a := range c.Areas {
		others.Marks = append(others.Marks, shape("others", x(a.Denominator), y(c.fine(a.Value))))
	}
	out.Groups = append(out.Groups, others)
	if c.Own != nil {
		at, v := x(c.Own.Denominator), y(indicators.Round(c.Own.Value, c.Places))
		out.Groups = append(out.Groups, drawnGroup{
			Class: "dots line-own", Marks: []string{shape("chosen", at, v)},
			Name: drawnText{"", coordinate(at + 12), coordinate(v + 5), "start", c.Own.Name + " " + c.ownWords()},
		})
	}
	return out
}

// payload builds the ECharts option object of a funnel.
//
//nolint:misspell // ECharts spells its fields the American way
func (c funnelChart) payload(scaleX, scaleY axis, desc string) payload {
	drawn := charts.NewScatter()
	drawn.ChartID = c.ID
	drawn.SetGlobalOptions(append(frameOptions(desc, "120"), charts.WithTooltipOpts(opts.Tooltip{Show: opts.Bool(true), Trigger: "item"}))...)
	var all [][]string
	data, said := []opts.ScatterData{}, []string{}
	for _, a := range c.Areas {
		data = append(data, opts.ScatterData{Value: []any{a.Denominator, c.fine(a.Value)}})
		said = append(said, a.Name+": "+c.sentence(a.Value)+" of "+number(a.Denominator, 0))
	}
	drawn.AddSeries("Authorities", data)
	all = append(all, said)
	styles := []string{"others"}
	if c.Own != nil {
		drawn.AddSeries(c.Own.Name, []opts.ScatterData{{Value: []any{c.Own.Denominator, indicators.Round(c.Own.Value, c.Places)}, Name: c.Own.Name + " " + c.ownWords()}})
		all = append(all, []string{c.Own.Name + ": " + c.ownWords() + " of " + number(c.Own.Denominator, 0)})
		styles = append(styles, "chosen")
	}
	for _, l := range c.lines() {
		line := charts.NewLine()
		var points []opts.LineData
		for _, at := range c.Limits {
			points = append(points, opts.LineData{Value: []any{at.Denominator, l.at(at)}})
		}
		style := lookOf(l.style)
		line.AddSeries(l.name, points, charts.WithLineChartOpts(opts.LineChart{Symbol: "none"}),
			charts.WithLineStyleOpts(opts.LineStyle{Color: style.colour, Width: style.width, Type: style.dash}))
		drawn.Overlap(line)
		styles = append(styles, l.style)
	}
	drawn.Validate()
	object := objectOf(drawn)
	shifts := c.nameShifts(scaleY)
	position := 0
	each(object["series"], func(series map[string]any) {
		style := lookOf(styles[position])
		if series["type"] == "scatter" {
			series["symbol"], series["symbolSize"], series["z"] = style.symbol, style.size, 3+position
			series["itemStyle"] = map[string]any{"color": style.colour, "opacity": 1}
			if position == 1 && c.Own != nil {
				series["label"] = map[string]any{"show": true, "formatter": "{b}", "position": "right", "color": colourInk, "fontSize": 14, "fontWeight": "bold"}
			}
		} else {
			at := position - (len(styles) - len(c.lines()))
			series["silent"] = true
			series["endLabel"] = map[string]any{"show": true, "formatter": "{a}", "color": colourInk, "fontSize": 13, "distance": 8, "offset": []float64{0, shifts[at]}}
			if line, ok := series["lineStyle"].(map[string]any); ok && style.dashes != nil {
				line["type"] = style.dashes
			}
		}
		position++
	})
	roomBelow(object)
	object["xAxis"], object["yAxis"] = []any{valueAxis(scaleX, "Denominator: cases behind the figure")}, []any{valueAxis(scaleY, "")}
	return payload{
		Option: object, Scales: map[string]axisWords{"xAxis": scaleX.words(), "yAxis": scaleY.words()}, Tips: all, Ends: true,
		Kind: "funnel", Columns: []string{"Denominator", "Figure"},
	}
}

func (c funnelChart) nameShifts(scaleY axis) []float64 {
	var ends []float64
	for _, l := range c.lines() {
		if n := len(c.Limits); n > 0 {
			ends = append(ends, scaleY.between(l.at(c.Limits[n-1]), liveHeight, 0))
		}
	}
	places := spread(slices.Clone(ends), 0, liveHeight, 18)
	for i := range places {
		places[i] -= ends[i]
	}
	return places
}
