package dashboards

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// dotChart is figures with their limits, one row each, ranked by the caller. A position is read, not a length, so
// that the axis need not start at nought.
type dotChart struct {
	ID       string
	Number   int
	Title    string
	Subtitle string
	Unit     string
	Head     string // heads the rows of the table
	Value    string // heads the column of figures
	Rows     []dotRow
	Levels   []level
	More     []column
	FromZero func(values []float64) bool // nil: when nought is not far off
	TableID  string
	Order    string // in words: lowest first
}

// dotRow is a figure; without a value it is a gap that shows the symbol.
type dotRow struct {
	Name  string
	Own   bool
	Point point
}

// newDotChart draws dots with their limits and makes their table.
func newDotChart(c dotChart) chartBlock {
	var values []float64
	gap := false
	for _, r := range c.Rows {
		for _, v := range []*float64{r.Point.Value, r.Point.Lower, r.Point.Upper} {
			if v != nil && r.Point.Value != nil {
				values = append(values, *v)
			}
		}
		gap = gap || r.Point.Value == nil
	}
	for _, l := range c.Levels {
		values = append(values, l.Value)
	}
	scale := newAxis(values, c.FromZero != nil && c.FromZero(values), axisLabel(c.Unit))
	out := chart{ID: c.ID, Number: c.Number, Title: c.Title, Subtitle: c.Subtitle, Desc: c.describe()}
	out.Note = scale.note("horizontal")
	if gap {
		out.Note += gapsNote
	}
	out.Note = strings.TrimSpace(out.Note)
	out.Static = c.draw(scale)
	out.Option = script(c.payload(scale, out.Desc))
	return chartBlock{chart: out, Table: c.table()}
}

func (c dotChart) table() table {
	drawn := []column{{Head: cmp.Or(c.Value, "Figure")}, {Head: "95% limits"}}
	var heads []string
	limits := false
	for _, r := range c.Rows {
		heads = append(heads, r.Name)
		drawn[0].Cells, drawn[1].Cells = append(drawn[0].Cells, r.Point.Cell), append(drawn[1].Cells, r.Point.Limits)
		limits = limits || r.Point.Limits != ""
	}
	if !limits {
		drawn = drawn[:1]
	}
	out := withColumns(cmp.Or(c.TableID, fmt.Sprintf("table-%d", c.Number)), captionOf(c.Number, c.Title), c.Head, heads, slices.Concat(drawn, c.More))
	return out.withLevels(c.Levels)
}

// describe says what place our own has and which figures are the highest and lowest.
func (c dotChart) describe() string {
	parts := []string{"Dot plot" + strings.TrimSuffix(", "+c.Order, ", ") + "."}
	var points []point
	for _, r := range c.Rows {
		points = append(points, r.Point)
		switch {
		case r.Own && r.Point.Value == nil:
			parts = append(parts, r.Name+": "+r.Point.Text+".")
		case r.Own:
			place, _, shown := c.placeOf(r)
			parts = append(parts, fmt.Sprintf("%s: %s, place %d of %d.", r.Name, r.Point.Text, place, shown))
		}
	}
	if low, high, _, _ := extremes(points); high >= 0 {
		parts = append(parts, fmt.Sprintf("Highest %s, %s; lowest %s, %s.", c.Rows[high].Name, points[high].Text, c.Rows[low].Name, points[low].Text))
	}
	for _, l := range c.Levels {
		parts = append(parts, l.Name+": "+l.Text+".")
	}
	return strings.Join(parts, " ")
}

// placeOf is the place of a row among those with a figure, whether another has the same figure, and how many have one.
func (c dotChart) placeOf(own dotRow) (place int, shared bool, shown int) {
	alike := 0
	for _, r := range c.Rows {
		if r.Point.Value == nil {
			continue
		}
		shown++
		if *r.Point.Value == *own.Point.Value {
			if place == 0 {
				place = shown
			}
			alike++
		}
	}
	return place, alike > 1, shown
}

func (c dotChart) draw(scale axis) drawing {
	bottom := rowsTop + rowHeight*float64(len(c.Rows))
	out := newDrawing(drawingWidth, bottom+34)
	x := func(v float64) float64 { return scale.between(v, rowsLeft, rowsRight) }
	out.stepsBelow(scale, rowsTop, bottom, x)
	out.levelsUpright(c.Levels, bottom, x)
	others, own := drawnGroup{Class: "dots line-neighbours"}, drawnGroup{Class: "dots line-own"}
	for i, r := range c.Rows {
		y := rowsTop + rowHeight*(float64(i)+0.5)
		group := &others
		if r.Own {
			group = &own
		}
		group.Texts = append(group.Texts, drawnText{"", coordinate(namesRoom), coordinate(y + 5), "end", shortened(r.Name, 26)})
		p := r.Point
		if p.Value == nil {
			group.Texts = append(group.Texts, drawnText{"gap", coordinate(rowsLeft + 8), coordinate(y + 5), "start", cmp.Or(p.Mark, p.Text)})
			continue
		}
		if p.Lower != nil && p.Upper != nil {
			group.Path += "M" + coordinate(x(*p.Lower)) + " " + coordinate(y) + "H" + coordinate(x(*p.Upper))
		}
		group.Marks = append(group.Marks, shape(dotStyle(r.Own), x(*p.Value), y))
		group.Texts = append(group.Texts, drawnText{"figure", coordinate(rowsRight + 12), coordinate(y + 5), "start", p.Cell})
	}
	out.Groups = append(out.Groups, others, own)
	return out
}

func dotStyle(own bool) string {
	if own {
		return "own"
	}
	return "neighbours"
}

// payload builds the ECharts option object of dots: the limits as lines with gaps between the rows, the figures
// as points over them.
//
//nolint:misspell // ECharts spells its fields the American way
func (c dotChart) payload(scale axis, desc string) payload {
	drawn := charts.NewScatter()
	drawn.ChartID = c.ID
	drawn.SetGlobalOptions(append(frameOptions(desc, "8"), charts.WithTooltipOpts(opts.Tooltip{Show: opts.Bool(true), Trigger: "item"}))...)
	names, figures := make([]any, len(c.Rows)), make([]string, len(c.Rows))
	var whiskers []opts.LineData
	points := map[bool][]opts.ScatterData{}
	tips := map[bool][]string{}
	for i, r := range c.Rows {
		p := r.Point
		names[i] = r.Name
		if r.Own {
			names[i] = map[string]any{"value": r.Name, "textStyle": map[string]any{"fontWeight": "bold", "color": colourOwn}}
		}
		figures[i] = cmp.Or(p.Cell, p.Mark)
		if p.Value == nil {
			continue
		}
		if p.Lower != nil && p.Upper != nil {
			whiskers = append(whiskers, opts.LineData{Value: []any{*p.Lower, i}}, opts.LineData{Value: []any{*p.Upper, i}}, opts.LineData{Value: []any{"-", "-"}})
		}
		points[r.Own] = append(points[r.Own], opts.ScatterData{Value: []any{*p.Value, i}, Name: p.Cell})
		tip := r.Name + ": " + p.Text
		if p.Limits != "" {
			tip += "\n95% limits: " + p.Limits
		}
		tips[r.Own] = append(tips[r.Own], tip)
	}
	all := [][]string{tips[false], tips[true]}
	drawn.AddSeries("Others", points[false])
	drawn.AddSeries("Own", points[true])
	if len(whiskers) > 0 {
		lines := charts.NewLine()
		lines.AddSeries("95% limits", whiskers,
			charts.WithLineChartOpts(opts.LineChart{Symbol: "rect", SymbolSize: []int{2, 9}, ShowSymbol: opts.Bool(true)}),
			charts.WithLineStyleOpts(opts.LineStyle{Color: colourAxis, Width: 2}), charts.WithItemStyleOpts(opts.ItemStyle{Color: colourAxis}))
		drawn.Overlap(lines)
		all = append(all, make([]string, len(whiskers)))
	}
	drawn.Validate()
	object := objectOf(drawn)
	position := 0
	each(object["series"], func(series map[string]any) {
		if position < 2 {
			style := lookOf(dotStyle(position == 1))
			series["symbol"], series["symbolSize"], series["z"] = style.symbol, style.size+3, 4+position
			series["itemStyle"] = map[string]any{"color": style.colour, "opacity": 1}
		}
		if position == 0 {
			series["markLine"] = map[string]any{"silent": true, "symbol": "none", "animation": false, "data": levelLines(c.Levels, false)}
		}
		if position == 2 {
			series["silent"] = true
		}
		position++
	})
	axis, beside := categoryAxis(nil, true), categoryAxis(figures, true)
	axis["data"], axis["inverse"], beside["inverse"], beside["position"] = names, true, true, "right"
	beside["axisLine"] = map[string]any{"show": false}
	object["xAxis"], object["yAxis"] = []any{valueAxis(scale, "")}, []any{axis, beside}
	return payload{Option: object, Scales: map[string]axisWords{"xAxis": scale.words()}, Tips: all, Kind: "dot", Columns: []string{cmp.Or(c.Value, "Figure")}}
}
