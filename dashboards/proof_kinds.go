package dashboards

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

func (p *proof) check() error {
	if p.desc == "" || p.desc != p.spoken {
		return fmt.Errorf("the drawing and the chart are described in other words, or not at all")
	}
	switch p.kind {
	case "line":
		return p.checkLines()
	case "bar":
		return p.checkBars()
	case "dot":
		return p.checkDots()
	case "funnel":
		return p.checkFunnel()
	}
	return fmt.Errorf("kind %q is none that is known", p.kind)
}

const closeEnough = 1e-9

// checkSeries sets the values of the series, one for each label, against the table, both ways.
func (p *proof) checkSeries() error {
	if len(p.columns) != len(p.series) {
		return fmt.Errorf("%d series and columns for %d", len(p.series), len(p.columns))
	}
	shown := map[string][]bool{}
	for n, series := range p.series {
		if p.columns[n] != "" && shown[p.columns[n]] == nil {
			shown[p.columns[n]] = make([]bool, len(series.Data))
		}
		for i, raw := range series.Data {
			v, ok := value(raw)
			if !ok {
				continue
			}
			if p.columns[n] == "" { // marks lie on the first line
				if first, ok := value(p.series[0].Data[i]); !ok || math.Abs(first-v) > closeEnough {
					return fmt.Errorf("%s: a mark at point %d lies beside the line", series.Name, i+1)
				}
				continue
			}
			told, err := p.text(i, p.columns[n])
			if err != nil {
				return err
			}
			if !agrees(told, v) {
				return fmt.Errorf("%s: point %d is %v, in the table %q", series.Name, i+1, v, told)
			}
			shown[p.columns[n]][i] = true
		}
	}
	for column, places := range shown {
		for i, drawn := range places {
			if _, told, err := p.cell(i, column); err != nil || told && !drawn {
				return fmt.Errorf("%s: row %d has a figure that is not drawn", column, i+1)
			}
		}
	}
	return nil
}

func (p *proof) checkLines() error {
	if len(p.rows) != len(p.labels) {
		return fmt.Errorf("%d points and %d rows", len(p.labels), len(p.rows))
	}
	if err := p.checkSeries(); err != nil {
		return err
	}
	y, err := p.ruler("yAxis")
	if err != nil {
		return err
	}
	groups := p.groups()
	if len(groups) != len(p.series) {
		return fmt.Errorf("%d series are drawn, the option has %d", len(groups), len(p.series))
	}
	for n, series := range p.series {
		var values []float64
		for _, raw := range series.Data {
			if v, ok := value(raw); ok {
				values = append(values, v)
			}
		}
		if p.columns[n] == "" {
			if len(groups[n].marks) != len(values) {
				return fmt.Errorf("%s: %d marks are drawn of %d", series.Name, len(groups[n].marks), len(values))
			}
			continue
		}
		if len(groups[n].path) != len(values) {
			return fmt.Errorf("%s: %d points are drawn of %d", series.Name, len(groups[n].path), len(values))
		}
		for i, v := range values {
			if !y.same(groups[n].path[i][1], v) {
				return fmt.Errorf("%s: %v is drawn at %.4g", series.Name, v, y.at(groups[n].path[i][1]))
			}
		}
	}
	return p.checkDirection()
}

// checkDirection wants the first and last figure of the first line with their labels, and which way it went.
func (p *proof) checkDirection() error {
	first, last := -1, -1
	var from, to float64
	for i, raw := range p.series[0].Data {
		if v, ok := value(raw); ok {
			if first < 0 {
				first, from = i, v
			}
			last, to = i, v
		}
	}
	way := map[bool]string{true: "up from", false: "down from"}[to > from]
	if to == from {
		way = "unchanged from"
	}
	if first == last {
		way = ""
	}
	if first >= 0 && (!strings.Contains(p.desc, blanksOnce(p.labels[first])) || !strings.Contains(p.desc, blanksOnce(p.labels[last])) || !strings.Contains(p.desc, way)) {
		return fmt.Errorf("the description does not say the first figure, the last and the direction of %s", p.series[0].Name)
	}
	return nil
}

func (p *proof) checkBars() error {
	axis, upright := "xAxis", false
	if _, ok := p.scales["yAxis"]; ok {
		axis, upright = "yAxis", true
	}
	if scale := p.scales[axis]; scale.Low > 0 || scale.Low+float64(len(scale.Ticks)-1)*scale.Step < 0 {
		return fmt.Errorf("bars have to begin at nought, and the axis begins at %v", scale.Low)
	}
	if err := p.checkSeries(); err != nil {
		return err
	}
	measure, err := p.ruler(axis)
	if !upright || err != nil && len(p.labels) > 0 {
		// Words below an upright picture are those of the labels, not of steps.
		if err != nil {
			return err
		}
	}
	groups := p.groups()
	if len(groups) != len(p.series) {
		return fmt.Errorf("%d series are drawn, the option has %d", len(groups), len(p.series))
	}
	for n, series := range p.series {
		at := 0
		for _, raw := range series.Data {
			v, ok := value(raw)
			if !ok {
				continue
			}
			if at >= len(groups[n].bars) {
				return fmt.Errorf("%s: fewer bars are drawn than there are", series.Name)
			}
			b := groups[n].bars[at]
			at++
			ends := []float64{b[0], b[0] + b[2]}
			if upright {
				ends = []float64{b[1] + b[3], b[1]}
			}
			if v < 0 {
				slices.Reverse(ends)
			}
			if !measure.same(ends[0], 0) || !measure.same(ends[1], v) {
				return fmt.Errorf("%s: %v is drawn from %.4g to %.4g", series.Name, v, measure.at(ends[0]), measure.at(ends[1]))
			}
		}
		if at != len(groups[n].bars) {
			return fmt.Errorf("%s: more bars are drawn than there are", series.Name)
		}
	}
	if !strings.Contains(p.desc, "highest") && !strings.Contains(p.desc, "only") && !strings.Contains(p.desc, "no figure") {
		return fmt.Errorf("the description does not say the first, the last, the highest and the lowest")
	}
	return nil
}

func (p *proof) checkDots() error {
	x, err := p.ruler("xAxis")
	if err != nil {
		return err
	}
	drawn := map[int]float64{}
	for _, group := range p.groups() {
		for _, m := range group.marks {
			drawn[int(math.Round((m[1]-rowsTop)/rowHeight-0.5))] = m[0]
		}
	}
	found := 0
	for _, series := range p.series {
		if series.Type != "scatter" {
			continue
		}
		for _, raw := range series.Data {
			v, row, ok := pair(raw)
			if !ok {
				return fmt.Errorf("%s: a point without a place", series.Name)
			}
			told, err := p.text(int(row), p.columns[0])
			if err != nil {
				return err
			}
			place, in := drawn[int(row)]
			if !agrees(told, v) || !in || !x.same(place, v) {
				return fmt.Errorf("row %d: %v in the chart, %q in the table, %.4g in the drawing", int(row)+1, v, told, x.at(place))
			}
			found++
		}
	}
	told := 0
	for i := range p.rows {
		if _, ok, _ := p.cell(i, p.columns[0]); ok {
			told++
		}
	}
	if levels := len(p.rows) - p.namedRows(); found != len(drawn) || told-levels != found {
		return fmt.Errorf("%d figures in the table, %d in the chart, %d in the drawing", told-levels, found, len(drawn))
	}
	if !strings.Contains(p.desc, "Highest ") || !strings.Contains(p.desc, "lowest ") {
		return fmt.Errorf("the description does not say the highest and the lowest")
	}
	return nil
}

// namedRows is how many names stand beside the drawing's rows; further rows of the table are lines through it.
func (p *proof) namedRows() int {
	names := 0
	for n := range p.svg.Descendants() {
		if n.Data == "text" && attribute(n, "text-anchor") == "end" && attribute(n, "class") == "" {
			names++
		}
	}
	return names
}

func (p *proof) checkFunnel() error {
	y, err := p.ruler("yAxis")
	if err != nil {
		return err
	}
	x, err := p.ruler("xAxis")
	if err != nil {
		return err
	}
	var marks [][2]float64
	for _, group := range p.groups() {
		marks = append(marks, group.marks...)
	}
	var points [][2]float64
	for _, series := range p.series {
		for _, raw := range series.Data {
			if size, v, ok := pair(raw); ok && series.Type == "scatter" {
				points = append(points, [2]float64{size, v})
			}
		}
	}
	if len(marks) != len(points) || len(p.rows) != len(points) {
		return fmt.Errorf("%d points, %d marks and %d rows", len(points), len(marks), len(p.rows))
	}
	told := map[[2]float64]int{}
	for i := range p.rows {
		size, _, err := p.cell(i, p.columns[0])
		if err != nil {
			return err
		}
		v, _, err := p.cell(i, p.columns[1])
		if err != nil {
			return err
		}
		told[[2]float64{size, v}]++
	}
	for i, point := range points {
		if told[[2]float64{math.Round(point[0]), point[1]}]--; told[[2]float64{math.Round(point[0]), point[1]}] < 0 {
			return fmt.Errorf("a point of %v at %v is not in the table", point[1], point[0])
		}
		if !x.same(marks[i][0], point[0]) || !y.same(marks[i][1], point[1]) {
			return fmt.Errorf("%v at %v is drawn as %.4g at %.4g", point[1], point[0], y.at(marks[i][1]), x.at(marks[i][0]))
		}
	}
	if !strings.Contains(p.desc, "Highest ") {
		return fmt.Errorf("the description does not say the highest and the lowest")
	}
	return nil
}
