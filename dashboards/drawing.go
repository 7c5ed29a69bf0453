package dashboards

import (
	"math"
	"strings"

	"sightline/indicators"
)

// The frame of the drawing that stands in for the chart where scripts are off and on paper.
const (
	drawingWidth  = 760.0
	drawingHeight = 340.0
	plotLeft      = 70.0
	plotRight     = 570.0
	plotTop       = 18.0
	plotBottom    = 300.0
)

// drawing is the geometry of a static line chart; the template gives it class names, never styles.
type drawing struct {
	Steps  []drawnStep
	Labels []drawnText
	Lines  []drawnLine
	Gaps   []drawnText
	Breaks []drawnText
}

type drawnStep struct {
	Y     string
	Label string
	Base  bool
}

type drawnText struct{ X, Y, Text string }

type drawnLine struct {
	Style  string
	Path   string
	Marks  []drawnText // positions; Text is the shape's path
	Name   drawnText
	Leader string // from the last mark to a name that had to move
}

func draw(labels []string, lines []line, breaks []lineBreak, scale axis) drawing {
	y := func(v float64) float64 {
		return plotBottom - (v-scale.Low)/(scale.tick(len(scale.Labels)-1)-scale.Low)*(plotBottom-plotTop)
	}
	x := func(i int) float64 {
		return plotLeft + (float64(i)+0.5)*(plotRight-plotLeft)/float64(len(labels))
	}
	var out drawing
	for i, label := range scale.Labels {
		out.Steps = append(out.Steps, drawnStep{Y: coordinate(y(scale.tick(i))), Label: label, Base: i == 0})
	}
	every := max(1, (len(labels)+7)/8)
	for i, label := range labels {
		// Counted from the end, so that the newest always has its label.
		if (len(labels)-1-i)%every == 0 {
			out.Labels = append(out.Labels, drawnText{X: coordinate(x(i)), Text: label})
		}
	}
	for i := range labels {
		for _, series := range lines {
			if lines[0].Points[i].Value != nil {
				break
			}
			if p := series.Points[i]; p.Mark != "" {
				out.Gaps = append(out.Gaps, drawnText{X: coordinate(x(i)), Y: coordinate(plotBottom - 6), Text: p.Mark})
				break
			}
		}
	}
	for _, b := range breaks {
		out.Breaks = append(out.Breaks, drawnText{X: coordinate((x(b.At-1) + x(b.At)) / 2), Y: coordinate(plotTop - 6), Text: b.Text})
	}
	out.Lines = drawLines(lines, x, y)
	return out
}

func drawLines(lines []line, x func(int) float64, y func(float64) float64) []drawnLine {
	out := make([]drawnLine, len(lines))
	endX, endY := make([]float64, len(lines)), make([]float64, len(lines))
	for n, series := range lines {
		endY[n] = math.NaN()
		out[n].Style = series.Style
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
			endX[n], endY[n] = x(i), y(*p.Value)
			path.WriteString(command + coordinate(endX[n]) + " " + coordinate(endY[n]))
			out[n].Marks = append(out[n].Marks, drawnText{Text: shape(series.Style, endX[n], endY[n])})
		}
		out[n].Path = path.String()
	}
	// Names stand at the ends of lines, a line's height apart.
	for n, place := range spread(endY, plotTop, plotBottom, 20) {
		if math.IsNaN(place) {
			continue
		}
		out[n].Name = drawnText{X: coordinate(plotRight + 12), Y: coordinate(place + 5), Text: lines[n].Name}
		out[n].Leader = "M" + coordinate(endX[n]+8) + " " + coordinate(endY[n]) + "L" + coordinate(plotRight+8) + " " + coordinate(place)
	}
	return out
}

// shape is the path of a mark: a round for our own line, a square for neighbours, a triangle for
// England, a diamond and a flat bar for other rules, so that lines differ in print and without colour.
func shape(style string, x, y float64) string {
	at := func(dx, dy float64) string { return coordinate(x+dx) + " " + coordinate(y+dy) }
	switch style {
	case "neighbours":
		return "M" + at(-4, -4) + "H" + coordinate(x+4) + "V" + coordinate(y+4) + "H" + coordinate(x-4) + "Z"
	case "england":
		return "M" + at(0, -5) + "L" + at(5, 4) + "L" + at(-5, 4) + "Z"
	case "former":
		return "M" + at(0, -5) + "L" + at(5, 0) + "L" + at(0, 5) + "L" + at(-5, 0) + "Z"
	case "later":
		return "M" + at(-5, -2.5) + "H" + coordinate(x+5) + "V" + coordinate(y+2.5) + "H" + coordinate(x-5) + "Z"
	default:
		return "M" + at(-4.5, 0) + "a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0Z"
	}
}

// sparkline is a small line without axes; it goes beside figures in words.
type sparkline struct {
	Path string
	X, Y string // the newest point
}

const (
	sparkWidth  = 96.0
	sparkHeight = 28.0
)

func spark(cells []Cell) *sparkline {
	low, high, shown := math.Inf(1), math.Inf(-1), 0
	for _, c := range cells {
		if c.Has() {
			v := indicators.Round(*c.Value, c.Places)
			low, high = math.Min(low, v), math.Max(high, v)
			shown++
		}
	}
	if shown < 2 {
		return nil
	}
	span := math.Max(high-low, math.Abs(high)*0.02)
	if span == 0 {
		span = 1
	}
	var out sparkline
	var path strings.Builder
	open := false
	for i, c := range cells {
		if !c.Has() {
			open = false
			continue
		}
		command := "L"
		if !open {
			command = "M"
		}
		open = true
		out.X = coordinate(4 + float64(i)*(sparkWidth-8)/float64(len(cells)-1))
		out.Y = coordinate(sparkHeight - 4 - (indicators.Round(*c.Value, c.Places)-low)/span*(sparkHeight-8))
		path.WriteString(command + out.X + " " + out.Y)
	}
	out.Path = path.String()
	return &out
}
