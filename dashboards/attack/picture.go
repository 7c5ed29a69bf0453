package attack

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/html"
)

var kindsOfPeriod = []string{"year", snapshot, "rolling12", "quarter", "month", "ytd"}

// option reads the data of a chart against its labels and returns the kind of period that it shows.
func (p *reading) option(n *html.Node, tree any) (kind string) {
	s := p.page
	place := p.name + ", script " + attr(n, "id")
	labels := labelsIn(tree)
	if len(labels) > 0 && s.indicator != "" {
		kind = p.kindOf(s, labels, tree)
		p.arrays(s, kind, labels, tree, place)
	}
	var words func(any)
	words = func(node any) {
		switch v := node.(type) {
		case map[string]any:
			for _, field := range sortedKeys(v) {
				words(v[field])
			}
		case []any:
			for _, item := range v {
				words(item)
			}
		case string:
			if !slices.Contains(labelTexts(labels), v) {
				p.c.say(p.k, s, kind, place, v)
			}
		}
	}
	words(tree)
	return kind
}

// label is a category of a chart that names a day.
type label struct {
	text string
	end  time.Time
}

func labelTexts(labels []label) []string {
	var out []string
	for _, l := range labels {
		out = append(out, l.text)
	}
	return out
}

// labelsIn finds the first list of texts that all name a day.
func labelsIn(tree any) []label {
	switch node := tree.(type) {
	case []any:
		var out []label
		for _, item := range node {
			text, ok := item.(string)
			if !ok {
				break
			}
			dates := mentions(text)
			if len(dates) != 1 || len(text)-(dates[0].to-dates[0].from) > 12 {
				break
			}
			out = append(out, label{text, dates[0].end})
		}
		if len(out) == len(node) && len(out) > 0 {
			return out
		}
		for _, item := range node {
			if found := labelsIn(item); found != nil {
				return found
			}
		}
	case map[string]any:
		for _, field := range sortedKeys(node) {
			if found := labelsIn(node[field]); found != nil {
				return found
			}
		}
	}
	return nil
}

func sortedKeys(node map[string]any) []string {
	keys := make([]string, 0, len(node))
	for field := range node {
		keys = append(keys, field)
	}
	slices.Sort(keys)
	return keys
}

// kindOf is the kind of period whose published values a chart draws most of; where all are hidden, the first that
// has a hidden cell for every label.
func (p *reading) kindOf(s scope, labels []label, tree any) string {
	best, most := "", 0
	for _, kind := range kindsOfPeriod {
		hits := 0
		eachArray(tree, len(labels), func(_ string, items []any) {
			for i, item := range items {
				for _, cell := range p.k.at[standing{s.area, s.indicator, labels[i].end.Format(time.DateOnly)}] {
					if v, ok := valueOf(item); ok && cell.Period == kind && cell.Value != "" && plain(cell.Value) == plain(v) {
						hits++
					}
				}
			}
		})
		if hits > most {
			best, most = kind, hits
		}
	}
	if best != "" {
		return best
	}
	for _, kind := range kindsOfPeriod {
		if !slices.ContainsFunc(labels, func(l label) bool {
			return !slices.ContainsFunc(p.k.at[standing{s.area, s.indicator, l.end.Format(time.DateOnly)}], func(c Cell) bool { return c.Period == kind })
		}) {
			return kind
		}
	}
	return ""
}

// eachArray calls do for every list that has an item for each label, with the name of the series it is in.
func eachArray(tree any, length int, do func(series string, items []any)) {
	var walk func(any, string)
	walk = func(node any, series string) {
		switch v := node.(type) {
		case []any:
			if len(v) == length {
				do(series, v)
			}
			for _, item := range v {
				walk(item, series)
			}
		case map[string]any:
			if name, ok := v["name"].(string); ok {
				series = name
			}
			for _, field := range sortedKeys(v) {
				if !slices.Contains(looks, field) {
					walk(v[field], series)
				}
			}
		}
	}
	walk(tree, "")
}

// looks are the fields of a chart's options that say how it looks.
//
//nolint:misspell // ECharts spells its fields the American way
var looks = []string{"type", "color", "offset", "padding", "margin", "symbolSize", "symbol", "ticks", "lineStyle", "itemStyle", "axisLabel", "borderRadius"}

// valueOf is the number of a data item.
func valueOf(item any) (string, bool) {
	switch v := item.(type) {
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64), true
	case map[string]any:
		return valueOf(v["value"])
	case []any:
		if len(v) > 0 {
			return valueOf(v[len(v)-1])
		}
	}
	return "", false
}

// arrays finds numbers at labels where the figure is hidden.
func (p *reading) arrays(s scope, kind string, labels []label, tree any, place string) {
	eachArray(tree, len(labels), func(series string, items []any) {
		if series != "" && series != s.areaName && p.k.other(series) {
			return
		}
		for i, item := range items {
			number, ok := valueOf(item)
			if text, isText := item.(string); isText {
				number, ok = p.k.ownLine(text, labels[i].text, s.areaName)
			}
			if cell, hidden := p.k.hiddenAt(s, kind, labels[i].end, ""); ok && hidden && cell.Period == kind {
				p.c.found(cell.key(), place, fmt.Sprintf("the chart's data give %s for %s", number, labels[i].text))
			}
		}
	})
}

// ownLine is the number that a tooltip gives for the area's own line.
func (k *known) ownLine(text, label, area string) (string, bool) {
	for _, line := range strings.Split(strings.TrimPrefix(text, label), "\n") {
		subject, said, found := strings.Cut(line, ": ")
		if !found {
			said = line
		} else if subject != area && k.other(subject) {
			continue
		}
		if numbers := numbersIn(said, mentions(said)); len(numbers) > 0 {
			return numbers[0].text, true
		}
	}
	return "", false
}

// frame maps the places of a picture to months and values.
type frame struct {
	months, values line
}

// line is a straight line through points.
type line struct {
	slope, base float64
	ok          bool
}

func through(x, y []float64) line {
	if len(x) < 2 || x[0] == x[len(x)-1] {
		return line{}
	}
	slope := (y[len(y)-1] - y[0]) / (x[len(x)-1] - x[0])
	return line{slope, y[0] - slope*x[0], slope != 0}
}

func (l line) at(x float64) float64 { return l.slope*x + l.base }

// picture finds marks of the area's own line at months where the figure is hidden.
func (p *reading) picture(n *html.Node) {
	s, kind := p.page, p.kindAt(n)
	f, step := p.frame(n)
	if s.indicator == "" || !f.months.ok {
		return
	}
	seen := map[string]bool{}
	var walk func(*html.Node, bool)
	walk = func(at *html.Node, mine bool) {
		if at.Type == html.ElementNode && at.Data == "g" {
			class := " " + attr(at, "class") + " "
			name := groupName(at)
			mine = strings.Contains(class, "own") || name != "" && name == s.areaName || name == "" && !strings.Contains(class, "line-")
		}
		if at.Type == html.ElementNode && mine {
			for _, point := range pointsOf(at) {
				month := int(math.Round(f.months.at(point[0])))
				if math.Abs(f.months.at(point[0])-float64(month)) > 0.3*math.Max(step, 1) {
					continue
				}
				end := time.Date(month/12, time.Month(month%12)+2, 0, 0, 0, 0, 0, time.UTC)
				cell, hidden := p.k.hiddenAt(s, kind, end, "")
				if !hidden || kind != "" && cell.Period != kind || seen[cell.key().String()] {
					continue
				}
				seen[cell.key().String()] = true
				what := "the picture has a mark for " + end.Format("January 2006")
				if f.values.ok {
					what += fmt.Sprintf(", at about %.3g", f.values.at(point[1]))
				}
				p.c.found(cell.key(), p.name+", "+at.Data+" in the picture", what)
			}
		}
		for child := at.FirstChild; child != nil; child = child.NextSibling {
			walk(child, mine)
		}
	}
	walk(n, false)
}

// groupName is the text that stands in a group of its own.
func groupName(n *html.Node) string {
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		if child.Type == html.ElementNode && child.Data == "text" {
			return textOf(child)
		}
	}
	return ""
}

// frame reads the labels along the axes; step is the months between two labels of the chart.
func (p *reading) frame(n *html.Node) (f frame, step float64) {
	var x, months, y, values []float64
	var walk func(*html.Node)
	walk = func(at *html.Node) {
		if at.Type == html.ElementNode && at.Data == "text" {
			text := textOf(at)
			px, errX := strconv.ParseFloat(attr(at, "x"), 64)
			py, errY := strconv.ParseFloat(attr(at, "y"), 64)
			dates := mentions(text)
			switch {
			case errX == nil && len(dates) == 1 && dates[0].to-dates[0].from == len(text):
				x = append(x, px)
				months = append(months, float64(dates[0].end.Year()*12+int(dates[0].end.Month())-1))
			case errY == nil && attr(at, "text-anchor") == "end" && readPrinted(plain(text)).ok:
				y = append(y, py)
				values = append(values, readPrinted(plain(text)).v)
			}
		}
		for child := at.FirstChild; child != nil; child = child.NextSibling {
			walk(child)
		}
	}
	walk(n)
	step = 1
	if len(months) > 1 {
		step = math.Abs(months[1] - months[0])
		if step < 12 { // not every month has its label
			step = 1
		}
	}
	return frame{through(x, months), through(y, values)}, step
}

var pathPoint = regexp.MustCompile(`[ML]\s*(-?\d+(?:\.\d+)?)[ ,]+(-?\d+(?:\.\d+)?)`)

// markRound is half the width of a round mark: its path begins at the left edge.
const markRound = 4.5

// pointsOf is where an element of a picture stands.
func pointsOf(n *html.Node) (out [][2]float64) {
	number := func(name string) float64 {
		v, err := strconv.ParseFloat(attr(n, name), 64)
		if err != nil {
			return math.NaN()
		}
		return v
	}
	switch n.Data {
	case "circle", "ellipse":
		out = append(out, [2]float64{number("cx"), number("cy")})
	case "rect":
		out = append(out, [2]float64{number("x") + number("width")/2, number("y")})
	case "path", "polyline", "polygon":
		if strings.Contains(attr(n, "class"), "leader") {
			return nil
		}
		offset := 0.0
		if strings.Contains(attr(n, "class"), "mark") {
			offset = markRound
		}
		for _, m := range pathPoint.FindAllStringSubmatch(attr(n, "d"), -1) {
			x, _ := strconv.ParseFloat(m[1], 64)
			y, _ := strconv.ParseFloat(m[2], 64)
			out = append(out, [2]float64{x + offset, y})
		}
	}
	return slices.DeleteFunc(out, func(p [2]float64) bool { return math.IsNaN(p[0]) || math.IsNaN(p[1]) })
}
