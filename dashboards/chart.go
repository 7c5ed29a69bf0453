package dashboards

import (
	"encoding/json"
	"fmt"
	"html/template"
	"slices"
	"strings"

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

// point is a value as published; nil where it is hidden or not held, drawn as a gap. The chart, its drawing,
// its description and its table are all made of it.
type point struct {
	Value        *float64
	Text         string // in a sentence
	Cell         string // in the table
	Mark         string // the symbol to print in a gap
	Lower, Upper *float64
	Limits       string // the two in the table
	Style        string // of a bar that differs from its series
}

// chart is a figure of a page: words, the option object for scripts, and a drawing without them.
type chart struct {
	ID       string
	Number   int // 0: not numbered
	Title    string
	Subtitle string
	Desc     string
	Note     string
	Tall     bool // many names go above it on a narrow page
	Option   template.JS
	Static   drawing
}

// chartBlock is a chart with what stands about it and the table of what it draws.
type chartBlock struct {
	chart
	Before []string // what it shows, in words before the picture
	Table  table
	Second *table // of what is drawn besides
	Folded bool   // the tables are long: they open on request
	Breaks []ruleView
	After  []string // what else has to be known, below the picture
}

// column is a column of a figure's table that is not drawn.
type column struct {
	Head  string
	Cells []string
	Last  bool // stands after what is drawn
}

// lineBreak is a place from which on a line is not to be read on from before.
type lineBreak struct {
	At   int
	Text string // by the line
	Desc string // in the description, before the label
}

// level is a value that runs through a whole chart of bars or dots: England, a target, a limit.
type level struct {
	Name  string
	Value float64
	Text  string // in a sentence
	Cell  string // in the table
	Style string
}

// look is how a series is drawn. No two looks of a chart differ by colour alone.
type look struct {
	colour, dash, symbol string
	width                float32
	size                 int
	dashes               []int // instead of dash
}

func lookOf(name string) look {
	switch name {
	case "neighbours":
		return look{colourNeighbours, "dashed", "rect", 2, 7, nil}
	case "england":
		return look{colourEngland, "dotted", "triangle", 2, 8, nil}
	case "region":
		return look{colourLater, "solid", "path://M0 0L10 0L5 9Z", 2, 9, []int{10, 3, 3, 3}}
	case "former":
		return look{colourFormer, "solid", "diamond", 2, 10, []int{12, 4, 2, 4}}
	case "later":
		return look{colourLater, "solid", "roundRect", 2, 8, []int{2, 2, 8, 2}}
	case "average":
		return look{colourFormer, "solid", "none", 1.5, 0, nil}
	case "limit":
		return look{colourAxis, "dashed", "none", 1.5, 0, []int{6, 4}}
	case "target":
		return look{colourNeighbours, "solid", "none", 2, 0, []int{12, 3, 2, 3}}
	case "better":
		return look{colourLater, "solid", "rect", 0, 11, nil}
	case "worse":
		return look{colourEngland, "solid", "triangle", 0, 13, nil}
	case "signal":
		return look{colourNeighbours, "solid", "diamond", 0, 14, nil}
	case "further":
		return look{colourAxis, "solid", "none", 1.5, 0, []int{2, 3}}
	case "chosen":
		return look{colourOwn, "solid", "circle", 0, 15, nil}
	case "others":
		return look{colourAxis, "solid", "emptyCircle", 1, 7, nil}
	default:
		return look{colourOwn, "solid", "circle", 3, 8, nil}
	}
}

// payload is what page.js reads. Ticks and tips are words, so that numbers are written in one place.
type payload struct {
	Option map[string]any       `json:"option"`
	Scales map[string]axisWords `json:"scales"` // by axis
	Tips   any                  `json:"tips"`   // by place on the axis, or by series and point
	Ends   bool                 `json:"ends"`   // names stand at the ends of lines, and above where the page is narrow
	Key    []string             `json:"key"`    // series named above the chart, whatever its width
	Narrow []string             `json:"narrow"` // and where the page is narrow

	// For whoever checks the page: what kind of chart it is, the table's column of each series (empty: marks on
	// another), and whether the table runs the other way. proveCharts does so before a page is written.
	Kind    string   `json:"kind"`
	Columns []string `json:"columns"`
	Newest  bool     `json:"newest,omitempty"`
}

// axisWords are the words on the steps of a value axis.
type axisWords struct {
	Low   float64  `json:"low"`
	Step  float64  `json:"step"`
	Ticks []string `json:"ticks"`
}

func (a axis) words() axisWords { return axisWords{a.tick(0), a.Step, a.Labels} }

// frameOptions are what every chart has: no motion, a description for readers of the screen, plain grid.
func frameOptions(desc string, right string) []charts.GlobalOpts {
	return []charts.GlobalOpts{
		charts.WithAnimation(false),
		charts.WithColorsOpts(opts.Colors{colourOwn, colourNeighbours, colourEngland, colourInk}), //nolint:misspell // ECharts spells its fields the American way
		charts.WithLegendOpts(opts.Legend{Show: opts.Bool(false), SelectedMode: "false", Top: "0", Left: "0"}),
		charts.WithAriaOpts(&opts.Aria{Enabled: opts.Bool(true), Label: &opts.AriaLabel{Description: desc}}),
		charts.WithGridOpts(opts.Grid{Left: "8", Right: right, Top: "18", Bottom: "8", ContainLabel: opts.Bool(true)}),
	}
}

// objectOf is the option object of a chart as JSON has it, without what go-echarts adds for its own pages.
func objectOf(drawn interface{ JSON() map[string]any }) map[string]any {
	text, err := json.Marshal(drawn.JSON())
	if err != nil {
		return nil
	}
	var out map[string]any
	if err := json.Unmarshal(text, &out); err != nil {
		return nil
	}
	delete(out, "toolbox")
	delete(out, "title")
	if tooltip, ok := out["tooltip"].(map[string]any); ok {
		// As HTML a tooltip would carry style attributes, which the page's policy refuses.
		tooltip["renderMode"] = "richText"
		tooltip["confine"] = true
		tooltip["transitionDuration"] = 0
	}
	each(out["series"], func(series map[string]any) {
		series["emphasis"] = map[string]any{"disabled": true}
		delete(series, "animation") // the chart has none
		plainItems(series["data"])
	})
	return out
}

// plainItems makes of items that have nothing but a value that value, which is half of what a page would carry.
func plainItems(list any) {
	items, _ := list.([]any)
	for i, item := range items {
		if object, ok := item.(map[string]any); ok && len(object) == 1 && object["value"] != nil {
			items[i] = object["value"]
		}
	}
}

// script is a payload as it stands in a page. go-echarts' own rendering writes scripts into the page and does
// not escape titles, so only its typed options are used; json.Marshal escapes <, > and &.
func script(data payload) template.JS {
	text, err := json.Marshal(data)
	if err != nil {
		return "null" // every value is a string or a finite number
	}
	return template.JS(text) //nolint:gosec // json.Marshal has escaped what could end the element
}

func each(list any, change func(item map[string]any)) {
	items, _ := list.([]any)
	for _, item := range items {
		if object, ok := item.(map[string]any); ok {
			change(object)
		}
	}
}

// item is a value in ECharts' data; a gap is its mark for one.
func item(v *float64) any {
	if v == nil {
		return "-"
	}
	return *v
}

// valueAxis is the part of the option that an axis of values has.
//
//nolint:misspell // ECharts spells its fields the American way
func valueAxis(a axis, name string) map[string]any {
	out := map[string]any{
		"type": "value", "min": a.tick(0), "max": a.top(), "interval": a.Step,
		"axisLabel": map[string]any{"color": colourAxis, "fontSize": 14, "hideOverlap": true},
		"splitLine": map[string]any{"lineStyle": map[string]any{"color": colourGrid}},
	}
	if name != "" {
		out["name"], out["nameLocation"], out["nameGap"] = name, "middle", 30
		out["nameTextStyle"] = map[string]any{"color": colourInk, "fontSize": 14}
	}
	return out
}

// roomBelow leaves room for the name of the axis below a chart.
func roomBelow(object map[string]any) {
	grid := object["grid"]
	if list, ok := grid.([]any); ok && len(list) > 0 {
		grid = list[0]
	}
	if one, ok := grid.(map[string]any); ok {
		one["bottom"] = "36"
	}
}

const gapsNote = "Gaps are figures that are hidden, not available, not applicable or too close to nought to write; the table gives the symbol."

func hasGap(points []point) bool {
	return slices.ContainsFunc(points, func(p point) bool { return p.Mark != "" })
}

// withColumns makes the rows of a figure's table: heads, then columns side by side.
func withColumns(id, caption, head string, heads []string, columns []column) table {
	out := table{ID: id, Caption: caption, Columns: []string{head}}
	for _, c := range columns {
		out.Columns = append(out.Columns, c.Head)
	}
	for i, name := range heads {
		one := row{Head: name}
		for _, c := range columns {
			one.Cells = append(one.Cells, c.Cells[i])
		}
		out.Rows = append(out.Rows, one)
	}
	return out
}

// arranged puts the drawn columns among the others.
func arranged(drawn, more []column) []column {
	var first, last []column
	for _, c := range more {
		if c.Last {
			last = append(last, c)
		} else {
			first = append(first, c)
		}
	}
	if len(drawn) == 0 {
		return slices.Concat(first, last)
	}
	return slices.Concat(drawn[:1], first, drawn[1:], last)
}

// captionOf is the caption of a figure's table.
func captionOf(number int, title string) string {
	if number == 0 {
		return title
	}
	return fmt.Sprintf("Table %d: the figures of figure %d", number, number)
}

// Heading is the title with the number of the figure.
func (c chart) Heading() string {
	if c.Number == 0 {
		return c.Title
	}
	return fmt.Sprintf("Figure %d: %s", c.Number, c.Title)
}

// TableWords open a folded table.
func (c chart) TableWords() string {
	if c.Number == 0 {
		return "The figures of this chart as a table"
	}
	return fmt.Sprintf("The figures of figure %d as a table", c.Number)
}

// joined puts sentences one after the other.
func joined(parts ...string) string {
	return strings.TrimSpace(strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " "))
}
