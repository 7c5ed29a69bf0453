package attack

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// page reads a page: its tables, words, attributes, comments, pictures and the options of its charts.
func (c *collection) page(k *known, s scope, name string, root *html.Node) {
	p := &reading{c: c, k: k, page: s, name: name, kinds: map[*html.Node]string{}}
	p.charts(root)
	p.visit(root)
}

// learnOthers learns from the tables of a page what regions and other authorities are called.
func (k *known) learnOthers(n *html.Node) {
	if n.Type == html.ElementNode && n.Data == "table" {
		rows := rowsOf(n)
		for i, row := range rows {
			texts := textsOf(row)
			if i > 0 {
				k.nameOthers(textsOf(rows[0]), texts)
				continue
			}
			// Columns between those of neighbours and England are others' as well.
			from := slices.IndexFunc(texts, others.MatchString)
			to := slices.Index(texts, "England")
			for _, text := range texts[max(from, 0):max(to, from, 0)] {
				if !hasDigit(text) && !own.MatchString(text) && !slices.Contains(k.others, text) && !slices.Contains(k.areaNames(), text) {
					k.others = append(k.others, text)
				}
			}
		}
		return
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		k.learnOthers(child)
	}
}

// reading is a page being read.
type reading struct {
	c     *collection
	k     *known
	page  scope
	name  string
	kinds map[*html.Node]string // the kind of period of the chart in a section
}

// blocks are the elements whose words are read together.
var blocks = []string{"p", "li", "h1", "h2", "h3", "h4", "caption", "figcaption", "dd", "dt", "title", "desc", "summary", "td", "th", "text", "blockquote", "div"}

// telling are the attributes whose words a reader, or a reader's program, gets to see.
func telling(name string) bool {
	return slices.Contains([]string{"title", "alt", "content", "value", "summary", "placeholder", "label"}, name) ||
		strings.HasPrefix(name, "data-") || strings.HasPrefix(name, "aria-")
}

func (p *reading) visit(n *html.Node) {
	switch n.Type {
	default:
	case html.CommentNode:
		p.c.say(p.k, p.scope(n), "", p.name+", comment", n.Data)
		p.c.lines(p.k, p.name+", comment", n.Data, 4000)
	case html.ElementNode:
		for _, a := range n.Attr {
			if telling(a.Key) && hasDigit(a.Val) {
				p.attribute(n, a)
			}
		}
		switch {
		case n.Data == "table":
			p.table(n)
		case n.Data == "svg":
			p.picture(n)
		case n.Data == "script" || n.Data == "style":
			return
		case slices.Contains(blocks, n.Data) && !hasBlock(n):
			p.c.say(p.k, p.scope(n), p.kindAt(n), p.name+", "+n.Data, textOf(n))
		}
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		p.visit(child)
	}
}

// hasBlock tells whether an element holds others that are read on their own.
func hasBlock(n *html.Node) bool {
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		if child.Type == html.ElementNode && (slices.Contains(blocks, child.Data) || child.Data == "table" || child.Data == "svg" || hasBlock(child)) {
			return true
		}
	}
	return false
}

// attribute reads the words of an attribute: numbers given for a day, and any number on a cell that shows a mark
// instead of a figure.
func (p *reading) attribute(n *html.Node, a html.Attribute) {
	place := p.name + ", " + n.Data + " " + a.Key
	p.c.say(p.k, p.scope(n), p.kindAt(n), place, a.Val)
	if !hiddenMark(textOf(n)) || p.scope(n).indicator == "" {
		return
	}
	if numbers := numbersIn(a.Val, mentions(a.Val)); len(numbers) > 0 {
		about := key{area: p.page.area, indicator: p.scope(n).indicator, period: "hidden"}
		p.c.found(about, place, "an element that shows a hidden mark carries "+numbers[0].text)
	}
}

// hiddenMark tells whether a text is the mark of a hidden figure.
func hiddenMark(text string) bool {
	text = strings.ToLower(strings.Trim(strings.TrimSpace(text), "[]"))
	return text == Hidden || text == "hidden"
}

func textOf(n *html.Node) string {
	var out strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			out.WriteString(n.Data)
		}
		if n.Type == html.ElementNode && (n.Data == "script" || n.Data == "style") {
			return
		}
		for child := n.FirstChild; child != nil; child = child.NextSibling {
			walk(child)
		}
		if n.Type == html.ElementNode && (n.Data == "span" || n.Data == "a" || n.Data == "br") {
			out.WriteByte(' ')
		}
	}
	walk(n)
	return strings.Join(strings.Fields(out.String()), " ")
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

var indicatorLink = regexp.MustCompile(`([a-z][a-z0-9_]*)\.html`)

// scope is what an element is about: the indicator that it links to, or that the list item or row around it links
// to, else the page's.
func (p *reading) scope(n *html.Node) scope {
	out := p.page
	for at := n; at != nil; at = at.Parent {
		if at != n && !slices.Contains([]string{"li", "tr", "dd", "dt", "p", "td", "th"}, at.Data) {
			continue
		}
		if ids := p.links(at); len(ids) == 1 {
			out.indicator = ids[0]
			return out
		} else if len(ids) > 1 {
			out.indicator = ""
			return out
		}
	}
	return out
}

// links are the indicators that the elements in one link to.
func (p *reading) links(n *html.Node) []string {
	var out []string
	if n.Type == html.ElementNode && n.Data == "a" {
		if href := attr(n, "href"); !strings.Contains(href, "method/") {
			if m := indicatorLink.FindStringSubmatch(href); m != nil && p.k.ids[m[1]] {
				out = append(out, m[1])
			}
		}
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		for _, id := range p.links(child) {
			if !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
	}
	return out
}

// own are the heads of columns that hold the area's own numbers.
var own = regexp.MustCompile(`(?i)^(figure|value|latest|latest figure|now|95% limits|limits|lower.*|upper.*|numerator|denominator|cases|count|number|not recorded|bounds)$`)

// rowsOf are the cells of a table, row by row.
func rowsOf(n *html.Node) (rows [][]*html.Node) {
	if n.Type == html.ElementNode && n.Data == "tr" {
		var cells []*html.Node
		for child := n.FirstChild; child != nil; child = child.NextSibling {
			if child.Type == html.ElementNode && (child.Data == "td" || child.Data == "th") {
				cells = append(cells, child)
			}
		}
		return [][]*html.Node{cells}
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		rows = append(rows, rowsOf(child)...)
	}
	return rows
}

func textsOf(row []*html.Node) []string {
	out := make([]string, len(row))
	for at, cell := range row {
		out[at] = textOf(cell)
	}
	return out
}

// table reads a table row by row.
func (p *reading) table(n *html.Node) {
	var heads []string
	for i, row := range rowsOf(n) {
		texts := textsOf(row)
		if i == 0 {
			heads = texts
			continue
		}
		s := p.page
		if len(row) > 0 {
			s = p.scope(row[0])
		}
		if s.indicator == "" && len(texts) > 0 {
			s.indicator = p.k.byTitle[texts[0]]
		}
		place := strings.TrimSpace(p.name + ", table " + clip(attr(n, "id")))
		for _, cell := range row {
			p.sparks(s, place, cell)
		}
		p.c.tableRow(p.k, s, place, heads, texts)
		p.c.yearRow(p.k, s, place, heads, texts)
	}
}

// tableRow compares a row of a table on a page, or of a sheet, with the cell that it is about.
func (c *collection) tableRow(k *known, s scope, place string, heads, texts []string) {
	if s.indicator == "" {
		return
	}
	var about *mention
	for i, text := range texts {
		if i > 4 || about != nil {
			break
		}
		for _, m := range mentions(text) {
			if m.kind == "" && i == 0 && len(text) == m.to-m.from {
				m.kind = "month"
			}
			if m.kind != "" {
				about = &m
				break
			}
		}
	}
	if about == nil {
		c.undated(k, s, place, heads, texts)
		return
	}
	for i, text := range texts {
		if i == 0 || i >= len(heads) {
			continue
		}
		kind := about.kind
		head := noteMark.ReplaceAllString(strings.TrimSpace(heads[i]), "")
		if strings.EqualFold(head, "Year to date at its end") {
			kind = "ytd"
		} else if head != s.areaName && !own.MatchString(head) {
			continue
		}
		cell, hidden := k.hiddenAt(s, kind, about.end, "")
		numbers := numbersIn(text, mentions(text))
		switch {
		case hidden && cell.Period == kind && len(numbers) > 0:
			c.found(cell.key(), place+", column "+head, "the table gives "+clip(text)+" where the data file hides the figure")
		case !hidden && hiddenMark(text) && (head == s.areaName || strings.EqualFold(head, "figure")):
			c.shownBeside(k, s, kind, *about, place)
		}
	}
}

// noteMark is what a head of a table says of its notes.
var noteMark = regexp.MustCompile(` ?\[notes? [^\]]*\]`)

// latest are the heads of columns that hold the area's own latest figure.
var latest = regexp.MustCompile(`(?i)^(latest|latest figure|figure|now)$`)

// undated looks at a row that names no day: what it gives as the area's figure has to be one that a data file shows.
func (c *collection) undated(k *known, s scope, place string, heads, texts []string) {
	if len(heads) > 0 && heads[0] == "Authority" && texts[0] != s.areaName {
		return
	}
	for i, text := range texts {
		if i == 0 || i >= len(heads) || heads[i] != s.areaName && !latest.MatchString(noteMark.ReplaceAllString(heads[i], "")) {
			continue
		}
		numbers := numbersIn(text, mentions(text))
		if len(numbers) == 0 || k.shows(s, numbers[0].text) {
			continue
		}
		c.found(key{area: s.area, indicator: s.indicator, period: "latest"}, place+", column "+heads[i],
			"the table gives "+clip(text)+", which no data file shows, of an indicator with hidden figures")
	}
}

// shows tells whether a number is one that the data files give of an indicator, or the indicator hides none.
func (k *known) shows(s scope, number string) bool {
	given := readPrinted(plain(number))
	hides := false
	for _, cell := range k.of[standing{s.area, s.indicator, ""}] {
		hides = hides || cell.Symbol == Hidden
		for _, text := range []string{cell.Value, cell.Numerator, cell.Denominator} {
			if v := readPrinted(text); v.ok && (given.allows(v.v) || v.allows(given.v)) {
				return true
			}
		}
	}
	return !hides || !given.ok
}

var yearHead = regexp.MustCompile(`^(?:19|20)\d\d$`)

// yearRow looks at a row with a column to a year.
func (c *collection) yearRow(k *known, s scope, place string, heads, texts []string) {
	if s.indicator == "" {
		return
	}
	for i, text := range texts {
		if i >= len(heads) || !yearHead.MatchString(heads[i]) {
			continue
		}
		end := k.dated(s, "in "+heads[i])
		for _, m := range mentions(end) {
			numbers := numbersIn(text, nil)
			cell, hidden := k.hiddenAt(s, "", m.end, "")
			if hidden && len(numbers) > 0 {
				c.found(cell.key(), place+", column "+heads[i], "the table gives "+clip(text)+" where the data file hides the figure")
			}
		}
	}
}

// shownBeside reports a figure that a table hides and a data file shows.
func (c *collection) shownBeside(k *known, s scope, kind string, m mention, place string) {
	for _, cell := range k.at[standing{s.area, s.indicator, m.end.Format("2006-01-02")}] {
		if cell.Period == kind && cell.Symbol == "" && cell.Value != "" {
			c.found(cell.key(), place+" and "+cell.Place, "the table hides the figure that the data file shows")
		}
	}
}

// charts reads the options of the charts of a page, and learns what kind of period each chart shows.
func (p *reading) charts(n *html.Node) {
	if n.Type == html.ElementNode && n.Data == "script" && strings.Contains(attr(n, "type"), "json") {
		var tree any
		if n.FirstChild != nil && json.Unmarshal([]byte(n.FirstChild.Data), &tree) == nil {
			kind := p.option(n, tree)
			for at := n.Parent; at != nil; at = at.Parent {
				if at.Data == "section" || at.Data == "figure" || at.Data == "body" {
					p.kinds[at] = kind
					break
				}
			}
		}
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		p.charts(child)
	}
}

// kindAt is the kind of period of the chart around an element.
func (p *reading) kindAt(n *html.Node) string {
	for at := n; at != nil; at = at.Parent {
		if kind, ok := p.kinds[at]; ok {
			return kind
		}
	}
	return ""
}
