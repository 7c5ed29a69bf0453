package dashboards

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// proveCharts reads a finished page as a visitor's program would and wants of every chart that its option data,
// its drawing (measured along its own axis) and its table say the same, that what has no figure in the table has
// none in the picture, that bars begin at nought, and that the words for those who do not see it say what the
// kind calls for. An error names the chart and what differs; it stops the publication.
func proveCharts(page []byte) error {
	for {
		at := bytes.Index(page, chartMark)
		if at < 0 {
			return nil
		}
		section, rest, err := sectionAround(page, at)
		if err != nil {
			return err
		}
		if err := proveSection(section); err != nil {
			return err
		}
		page = rest
	}
}

// chartMark begins the attribute that names a chart's data. Nothing else in a page does: in its texts and data a
// quotation mark is written otherwise.
var chartMark = []byte(` data-chart="`)

// sectionAround is the section of a page that holds the place, and the page after it. Sections of charts hold no others.
func sectionAround(page []byte, at int) (section, rest []byte, err error) {
	from, to := bytes.LastIndex(page[:at], []byte("<section")), bytes.Index(page[at:], []byte("</section>"))
	if from < 0 || to < 0 {
		return nil, nil, errors.New("a chart stands in no section")
	}
	to += at
	return page[from:to], page[to:], nil
}

// proveSection proves the charts of a section.
func proveSection(section []byte) error {
	nodes, err := html.ParseFragment(bytes.NewReader(section), &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body})
	if err != nil {
		return err
	}
	proved := 0
	for _, root := range nodes {
		for holder := range root.Descendants() {
			if attribute(holder, "data-chart") == "" {
				continue
			}
			proved++
			p, err := readProof(holder)
			if err == nil {
				err = p.check()
			}
			if err != nil {
				return fmt.Errorf("%s: %w", attribute(holder, "id"), err)
			}
		}
	}
	if proved == 0 {
		return errors.New("a chart is not where its mark is")
	}
	return nil
}

// proof is a chart as it stands in a page.
type proof struct {
	kind    string
	columns []string
	newest  bool
	scales  map[string]axisWords
	series  []proofSeries
	labels  []string
	desc    string
	spoken  string // the description that the option carries
	heads   []string
	rows    [][]string // cells by row, the row heading first, in the order of the labels
	svg     *html.Node
}

type proofSeries struct {
	Name, Type string
	Data       []json.RawMessage
}

// readProof finds the option, the drawing and the table of a chart.
func readProof(holder *html.Node) (*proof, error) {
	section := holder.Parent
	out := &proof{}
	var data struct {
		Kind    string               `json:"kind"`
		Columns []string             `json:"columns"`
		Newest  bool                 `json:"newest"`
		Scales  map[string]axisWords `json:"scales"`
		Option  struct {
			Series []proofSeries
			XAxis  []struct{ Data []json.RawMessage }
			Aria   struct {
				Label struct{ Description string }
			}
		} `json:"option"`
	}
	var grid *html.Node
	for n := range section.Descendants() {
		switch {
		case n.Type != html.ElementNode:
		case n.Data == "script" && attribute(n, "id") == attribute(holder, "data-chart") && n.FirstChild != nil:
			if err := json.Unmarshal([]byte(n.FirstChild.Data), &data); err != nil {
				return nil, fmt.Errorf("option: %w", err)
			}
		case n.Data == "svg" && out.svg == nil:
			out.svg = n
		case n.Data == "desc":
			out.desc = wordsIn(n)
		case n.Data == "table" && grid == nil:
			grid = n
		}
	}
	if data.Kind == "" || out.svg == nil || grid == nil {
		return nil, fmt.Errorf("want option data, a drawing and a table in the section")
	}
	out.kind, out.columns, out.newest, out.scales, out.series = data.Kind, data.Columns, data.Newest, data.Scales, data.Option.Series
	// A line without points carries limits between bars and shows no figure.
	out.series = slices.DeleteFunc(out.series, func(s proofSeries) bool { return s.Type == "line" && len(s.Data) == 0 })
	out.spoken = blanksOnce(data.Option.Aria.Label.Description)
	for i, head := range out.columns {
		out.columns[i] = blanksOnce(head)
	}
	if len(data.Option.XAxis) > 0 {
		for _, label := range data.Option.XAxis[0].Data {
			var text string
			_ = json.Unmarshal(label, &text) // an axis of values has no labels
			out.labels = append(out.labels, text)
		}
	}
	out.readTable(grid)
	return out, nil
}

func (p *proof) readTable(grid *html.Node) {
	for n := range grid.Descendants() {
		if n.Type != html.ElementNode || n.Data != "tr" {
			continue
		}
		var cells []string
		for cell := range n.ChildNodes() {
			if cell.Type == html.ElementNode {
				cells = append(cells, wordsIn(cell))
			}
		}
		if p.heads == nil {
			p.heads = cells
		} else {
			p.rows = append(p.rows, cells)
		}
	}
	if p.newest {
		slices.Reverse(p.rows)
	}
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func wordsIn(n *html.Node) string {
	var out strings.Builder
	for one := range n.Descendants() {
		if one.Type == html.TextNode {
			out.WriteString(one.Data)
		}
	}
	return blanksOnce(out.String())
}

// blanksOnce is text as a page shows it.
func blanksOnce(text string) string { return strings.Join(strings.Fields(text), " ") }

// cellValue is the number in a cell; ok is false for a symbol or nothing. A symbol is never a number: not even one that
// says that a figure rounds to nought.
func cellValue(text string) (v float64, ok bool) {
	text = strings.TrimSuffix(strings.TrimSpace(text), shortMark)
	text = strings.NewReplacer(minus, "-", "£", "", "%", "", ",", "").Replace(text)
	whole, millions := strings.CutSuffix(text, "m")
	v, err := strconv.ParseFloat(whole, 64)
	if millions {
		v *= 1e6
	}
	return v, err == nil
}

// agrees tells whether a cell shows the value: exactly as drawn or, where the table has an amount of money, to the
// last digit that the amount is written with.
func agrees(cell string, v float64) bool {
	told, ok := cellValue(cell)
	return ok && math.Abs(told-v) <= writtenTo(cell, told)
}

// writtenTo is half of the last digit of an amount as shortPounds writes it: millions with their decimals, thousands
// in round numbers, pounds with or without pence. Other figures are written as they are drawn.
func writtenTo(cell string, told float64) float64 {
	text := strings.TrimPrefix(strings.TrimSuffix(strings.TrimSpace(cell), shortMark), minus)
	amount, isMoney := strings.CutPrefix(text, "£")
	if !isMoney {
		return closeEnough
	}
	whole, millions := strings.CutSuffix(amount, "m")
	_, fraction, _ := strings.Cut(whole, ".")
	const justOver = 0.5000001
	switch {
	case millions:
		return justOver * math.Pow(10, float64(6-len(fraction)))
	case math.Abs(told) >= 10_000 && math.Mod(told, 1000) == 0:
		return justOver * 1000
	default:
		return justOver * math.Pow(10, -float64(len(fraction)))
	}
}

// text is what stands in a row and column of the table.
func (p *proof) text(row int, head string) (string, error) {
	at := slices.Index(p.heads, head)
	if at < 0 {
		return "", nil // a column without anything in it is left out
	}
	if row >= len(p.rows) || at >= len(p.rows[row]) {
		return "", fmt.Errorf("the table has no row %d", row+1)
	}
	return p.rows[row][at], nil
}

// cell is the number in a row and column of the table.
func (p *proof) cell(row int, head string) (v float64, ok bool, err error) {
	text, err := p.text(row, head)
	v, ok = cellValue(text)
	return v, ok, err
}

// value is a number of the option's data; ok is false for a gap.
func value(raw json.RawMessage) (v float64, ok bool) {
	var one struct{ Value json.RawMessage }
	if json.Unmarshal(raw, &one) == nil && one.Value != nil {
		raw = one.Value
	}
	return v, json.Unmarshal(raw, &v) == nil
}

// pair is a point of two numbers; ok is false for a gap.
func pair(raw json.RawMessage) (x, y float64, ok bool) {
	var one struct{ Value []json.RawMessage }
	if json.Unmarshal(raw, &one) != nil && json.Unmarshal(raw, &one.Value) != nil || len(one.Value) != 2 {
		return 0, 0, false
	}
	return x, y, json.Unmarshal(one.Value[0], &x) == nil && json.Unmarshal(one.Value[1], &y) == nil
}

// ruler measures a drawing along one of its axes by the lines that are drawn at its steps.
type ruler struct{ from, to, low, high float64 }

// ruler finds the steps of an axis in the drawing: lines across an upright one, lines down a lying one.
func (p *proof) ruler(axis string) (ruler, error) {
	scale, ok := p.scales[axis]
	if !ok || len(scale.Ticks) < 2 {
		return ruler{}, fmt.Errorf("%s: no steps", axis)
	}
	out := ruler{low: scale.Low, high: scale.Low + float64(len(scale.Ticks)-1)*scale.Step}
	var places []float64
	for n := range p.svg.Descendants() {
		class := attribute(n, "class")
		if n.Type != html.ElementNode || axis == "yAxis" && (n.Data != "line" || class != "step" && class != "base") {
			continue
		}
		switch {
		case axis == "yAxis" && attribute(n, "y1") == attribute(n, "y2"):
			places = append(places, length(n, "y1"))
		case axis == "xAxis" && n.Data == "text" && class == "tick" && attribute(n, "text-anchor") == "middle":
			places = append(places, length(n, "x"))
		}
	}
	if len(places) != len(scale.Ticks) {
		return ruler{}, fmt.Errorf("%s: %d steps are drawn, %d have words", axis, len(places), len(scale.Ticks))
	}
	out.from, out.to = places[0], places[len(places)-1]
	return out, nil
}

func (r ruler) at(place float64) float64 {
	return r.low + (place-r.from)/(r.to-r.from)*(r.high-r.low)
}

// same tells whether a place in the drawing shows the value, to the tenth of a unit that it is drawn with.
func (r ruler) same(place, v float64) bool {
	return math.Abs(r.at(place)-v) <= 0.11*(r.high-r.low)/math.Abs(r.to-r.from)+1e-9
}

func length(n *html.Node, name string) float64 {
	v, err := strconv.ParseFloat(attribute(n, name), 64)
	if err != nil {
		return math.NaN()
	}
	return v
}

// drawnSeries is a group of a drawing: a line's corners, the middles of marks, and bars.
type drawnSeries struct {
	class  string
	path   [][2]float64
	marks  [][2]float64
	bars   [][4]float64 // x, y, width, height
	extent [][2]float64 // of lines to the right: from and to
}

var (
	cornerForm = regexp.MustCompile(`[ML](-?[\d.]+) (-?[\d.]+)`)
	extentForm = regexp.MustCompile(`M(-?[\d.]+) (-?[\d.]+)H(-?[\d.]+)`)
)

// groups reads the drawing's series; keys are none.
func (p *proof) groups() []drawnSeries {
	var out []drawnSeries
	for n := range p.svg.Descendants() {
		class := attribute(n, "class")
		if n.Data != "g" || strings.HasPrefix(class, "key") || strings.HasPrefix(class, "level") {
			continue
		}
		one := drawnSeries{class: class}
		for child := range n.ChildNodes() {
			d := attribute(child, "d")
			switch {
			case child.Data == "rect" && !strings.Contains(attribute(child, "class"), "key"):
				one.bars = append(one.bars, [4]float64{length(child, "x"), length(child, "y"), length(child, "width"), length(child, "height")})
			case attribute(child, "class") == "stroke":
				one.path = cornersOf(cornerForm, d)
				for _, m := range extentForm.FindAllStringSubmatch(d, -1) {
					from, _ := strconv.ParseFloat(m[1], 64)
					to, _ := strconv.ParseFloat(m[3], 64)
					one.extent = append(one.extent, [2]float64{from, to})
				}
			case attribute(child, "class") == "mark":
				one.marks = append(one.marks, middle(d))
			}
		}
		out = append(out, one)
	}
	return out
}

func cornersOf(form *regexp.Regexp, text string) (out [][2]float64) {
	for _, m := range form.FindAllStringSubmatch(text, -1) {
		x, _ := strconv.ParseFloat(m[1], 64)
		y, _ := strconv.ParseFloat(m[2], 64)
		out = append(out, [2]float64{x, y})
	}
	return out
}

var arcForm = regexp.MustCompile(`^M(-?[\d.]+) (-?[\d.]+)a([\d.]+) `)

// middle is the middle of a round mark or of a square one.
func middle(d string) [2]float64 {
	if m := arcForm.FindStringSubmatch(d); m != nil {
		x, _ := strconv.ParseFloat(m[1], 64)
		y, _ := strconv.ParseFloat(m[2], 64)
		r, _ := strconv.ParseFloat(m[3], 64)
		return [2]float64{x + r, y}
	}
	corners := cornersOf(regexp.MustCompile(`[M](-?[\d.]+) (-?[\d.]+)`), d)
	sides := regexp.MustCompile(`H(-?[\d.]+)V(-?[\d.]+)`).FindStringSubmatch(d)
	if len(corners) == 0 || sides == nil {
		return [2]float64{math.NaN(), math.NaN()}
	}
	right, _ := strconv.ParseFloat(sides[1], 64)
	bottom, _ := strconv.ParseFloat(sides[2], 64)
	return [2]float64{(corners[0][0] + right) / 2, (corners[0][1] + bottom) / 2}
}
