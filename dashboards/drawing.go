package dashboards

import (
	"math"
	"strconv"
	"strings"
)

// The frame of the drawing of a line chart or of columns, which stands in for the chart where scripts are off
// and on paper.
const (
	drawingWidth  = 760.0
	drawingHeight = 340.0
	plotLeft      = 70.0
	plotRight     = 570.0
	plotTop       = 18.0
	plotBottom    = 300.0
)

// drawing is the geometry of a static chart; the template gives it class names, never styles.
type drawing struct {
	Width, Height string
	Rules         []drawnRule
	Texts         []drawnText
	Groups        []drawnGroup
}

// drawnRule is a straight line of the frame. Class is base, step or break, or a level's.
type drawnRule struct{ Class, X1, Y1, X2, Y2 string }

// drawnText is a word in the picture. Anchor is start, middle or end.
type drawnText struct{ Class, X, Y, Anchor, Text string }

// drawnGroup is a series.
type drawnGroup struct {
	Class  string
	Leader string // from the last mark to a name that had to move
	Path   string
	Bars   []drawnBar
	Marks  []string // the paths of shapes
	Texts  []drawnText
	Name   drawnText
}

type drawnBar struct{ Class, X, Y, Width, Height string }

// coordinate is a length in a drawing, to a tenth of a unit.
func coordinate(v float64) string { return strconv.FormatFloat(math.Round(v*10)/10, 'f', -1, 64) }

func newDrawing(width, height float64) drawing {
	return drawing{Width: coordinate(width), Height: coordinate(height)}
}

// steps draws the value axis of an upright picture.
func (d *drawing) steps(scale axis, left, right float64, y func(float64) float64) {
	for i, label := range scale.Labels {
		at := coordinate(y(scale.tick(i)))
		class := "step"
		if scale.tick(i) == 0 || i == 0 {
			class = "base"
		}
		d.Rules = append(d.Rules, drawnRule{class, coordinate(left), at, coordinate(right), at})
		d.Texts = append(d.Texts, drawnText{"tick", coordinate(left - 8), coordinate(y(scale.tick(i)) + 5), "end", label})
	}
}

// stepsBelow draws the value axis of a picture whose values run to the right.
func (d *drawing) stepsBelow(scale axis, top, bottom float64, x func(float64) float64) {
	for i, label := range scale.Labels {
		at := coordinate(x(scale.tick(i)))
		class := "step"
		if scale.tick(i) == 0 || i == 0 {
			class = "base"
		}
		d.Rules = append(d.Rules, drawnRule{class, at, coordinate(top), at, coordinate(bottom)})
		d.Texts = append(d.Texts, drawnText{"tick", at, coordinate(bottom + 18), "middle", label})
	}
}

func drawLines(c lineChart, scale axis) drawing {
	y := func(v float64) float64 { return scale.between(v, plotBottom, plotTop) }
	x := func(i int) float64 {
		return plotLeft + (float64(i)+0.5)*(plotRight-plotLeft)/float64(len(c.Labels))
	}
	out := newDrawing(drawingWidth, drawingHeight)
	out.steps(scale, plotLeft, plotRight, y)
	out.categories(c.Labels, x)
	for i := range c.Labels {
		for _, series := range c.Lines {
			if c.Lines[0].Points[i].Value != nil {
				break
			}
			if p := series.Points[i]; p.Mark != "" {
				out.Texts = append(out.Texts, drawnText{"gap", coordinate(x(i)), coordinate(plotBottom - 6), "middle", p.Mark})
				break
			}
		}
	}
	for _, b := range c.Breaks {
		at := coordinate((x(b.At-1) + x(b.At)) / 2)
		out.Rules = append(out.Rules, drawnRule{"break", at, coordinate(plotTop), at, coordinate(plotBottom)})
		out.Texts = append(out.Texts, drawnText{"tick", at, coordinate(plotTop - 6), "middle", b.Text})
	}
	out.Groups = lineGroups(c.Lines, x, y)
	out.key(c.Lines)
	return out
}

// key says below the picture what marks on a line mean.
func (d *drawing) key(lines []line) {
	at := plotLeft
	for _, series := range lines {
		if !series.Marks {
			continue
		}
		d.Groups = append(d.Groups, drawnGroup{
			Class: "key line-" + series.Style, Marks: []string{shape(series.Style, at+6, drawingHeight+8)},
			Name: drawnText{"", coordinate(at + 18), coordinate(drawingHeight + 13), "start", series.Name},
		})
		at += 40 + 7.5*float64(len([]rune(series.Name)))
		d.Height = coordinate(drawingHeight + 24)
	}
}

// letterWidth is the room that a letter of a label takes, in the units of a drawing.
const letterWidth = 8

// categories writes the labels below an upright picture, as many as there is room for with a letter's width between
// them, counted from the end, so that the newest always has its label.
func (d *drawing) categories(labels []string, x func(int) float64) {
	every := max(1, (len(labels)+7)/8)
	widest := 0
	for _, label := range labels {
		widest = max(widest, len([]rune(label)))
	}
	if room := float64(widest+1) * letterWidth; len(labels) > 1 {
		every = max(every, int(math.Ceil(room/(x(1)-x(0)))))
	}
	for i, label := range labels {
		if (len(labels)-1-i)%every == 0 {
			d.Texts = append(d.Texts, drawnText{"tick", coordinate(x(i)), "324", "middle", label})
		}
	}
}

func lineGroups(lines []line, x func(int) float64, y func(float64) float64) []drawnGroup {
	out := make([]drawnGroup, len(lines))
	endX, endY := make([]float64, len(lines)), make([]float64, len(lines))
	for n, series := range lines {
		endY[n] = math.NaN()
		out[n].Class = "line line-" + series.Style
		var path strings.Builder
		open := false
		for i, p := range series.Points {
			if p.Value == nil {
				open = false
				continue
			}
			command := "L"
			if !open {
				command = "M"
			}
			open = true
			atX, atY := x(i), y(*p.Value)
			path.WriteString(command + coordinate(atX) + " " + coordinate(atY))
			if mark := shape(series.Style, atX, atY); mark != "" {
				out[n].Marks = append(out[n].Marks, mark)
			}
			if !series.Marks && !series.Silent {
				endX[n], endY[n] = atX, atY
			}
		}
		if !series.Marks {
			out[n].Path = path.String()
		}
	}
	// Names stand at the ends of lines, a line's height apart.
	for n, place := range spread(endY, plotTop, plotBottom, 20) {
		if math.IsNaN(place) {
			continue
		}
		out[n].Name = drawnText{"", coordinate(plotRight + 12), coordinate(place + 5), "start", lines[n].Name}
		out[n].Leader = "M" + coordinate(endX[n]+8) + " " + coordinate(endY[n]) + "L" + coordinate(plotRight+8) + " " + coordinate(place)
	}
	return out
}

// shape is the path of a mark, so that series differ in print and without colour: a round for our own, a
// square for neighbours, a triangle for England, one upside down for a region, a diamond and a flat bar for
// other rules, and of points out of the ordinary a square for better, a triangle for worse, a diamond for neither.
func shape(style string, x, y float64) string {
	at := func(dx, dy float64) string { return coordinate(x+dx) + " " + coordinate(y+dy) }
	box := func(w, h float64) string {
		return "M" + at(-w, -h) + "H" + coordinate(x+w) + "V" + coordinate(y+h) + "H" + coordinate(x-w) + "Z"
	}
	diamond := func(r float64) string {
		return "M" + at(0, -r) + "L" + at(r, 0) + "L" + at(0, r) + "L" + at(-r, 0) + "Z"
	}
	switch style {
	case "neighbours":
		return box(4, 4)
	case "better":
		return box(5.5, 5.5)
	case "england":
		return "M" + at(0, -5) + "L" + at(5, 4) + "L" + at(-5, 4) + "Z"
	case "worse":
		return "M" + at(0, -8) + "L" + at(7, 6) + "L" + at(-7, 6) + "Z"
	case "region":
		return "M" + at(0, 5) + "L" + at(5, -4) + "L" + at(-5, -4) + "Z"
	case "former":
		return diamond(5)
	case "signal":
		return diamond(7.5)
	case "later":
		return box(5, 2.5)
	case "chosen":
		return "M" + at(-7, 0) + "a7 7 0 1 0 14 0a7 7 0 1 0 -14 0Z"
	case "average", "limit", "target", "further":
		return ""
	case "others":
		return "M" + at(-3.5, 0) + "a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0Z"
	default:
		return "M" + at(-4.5, 0) + "a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0Z"
	}
}
