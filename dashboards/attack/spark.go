package attack

import (
	"math"
	"slices"

	"golang.org/x/net/html"
)

// sparks looks at the small lines without axes in a cell of a table. The points of such a line have to be the figures
// that are shown, in their order and to one scale: a point more, or one elsewhere, is a figure that is hidden.
func (p *reading) sparks(s scope, place string, n *html.Node) {
	if n.Type == html.ElementNode && n.Data == "svg" {
		if f, _ := p.frame(n); s.indicator == "" || f.months.ok {
			return
		}
		points := lineOf(n)
		if len(points) > 1 && p.k.hides(s) && !p.k.drawn(s, points) {
			p.c.found(key{area: s.area, indicator: s.indicator, period: "small line"}, place,
				"the points of the small line are not the figures that a data file shows, of an indicator with hidden figures")
		}
		return
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		p.sparks(s, place, child)
	}
}

// lineOf is the points of the paths of a picture, in order.
func lineOf(n *html.Node) (out [][2]float64) {
	if n.Type == html.ElementNode && (n.Data == "path" || n.Data == "polyline") {
		out = pointsOf(n)
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		out = append(out, lineOf(child)...)
	}
	return out
}

// hides tells whether any figure of an indicator is hidden.
func (k *known) hides(s scope) bool {
	return slices.ContainsFunc(k.of[standing{s.area, s.indicator, ""}], func(c Cell) bool { return c.Symbol == Hidden })
}

// drawn tells whether points are the last figures shown of some kind of period, all or those of one month of the year,
// to one scale.
func (k *known) drawn(s scope, points [][2]float64) bool {
	for _, kind := range kindsOfPeriod {
		for month := range 13 {
			var shown []printed
			for _, cell := range k.of[standing{s.area, s.indicator, ""}] { // in the order of their ends
				if v := readPrinted(cell.Value); cell.Period == kind && v.ok && (month == 0 || int(cell.End.Month()) == month) {
					shown = append(shown, v)
				}
			}
			for end := len(shown); end >= len(points); end-- {
				if fits(shown[end-len(points):end], points) {
					return true
				}
			}
		}
	}
	return false
}

// fits tells whether points lie where values do, to one scale, within what rounding of the values allows.
func fits(values []printed, points [][2]float64) bool {
	low, high := 0, 0
	for i, v := range values {
		if v.v < values[low].v {
			low = i
		}
		if v.v > values[high].v {
			high = i
		}
	}
	spread := values[high].v - values[low].v
	slope := 0.0
	if spread > 0 {
		slope = (points[high][1] - points[low][1]) / spread
	}
	for i, v := range values {
		wanted := points[low][1] + slope*(v.v-values[low].v)
		if math.Abs(points[i][1]-wanted) > 0.3+3*math.Abs(slope)*v.half {
			return false
		}
	}
	return true
}
