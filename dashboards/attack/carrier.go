package attack

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"
)

// scope is what a page or a part of it is about.
type scope struct {
	area, areaName, indicator string
}

// standing is the cells of an indicator that end on a day.
type standing struct{ area, indicator, end string }

// known is what the data files of the edition attacked say, by where a reader would look for it.
type known struct {
	at    map[standing][]Cell
	ids   map[string]bool
	areas []string
	names map[string]string // area code to name

	titles  []string            // of indicators, those with numbers
	others  []string            // names of regions and of other authorities
	ends    map[string]string   // the month that an indicator's years end in
	of      map[standing][]Cell // the cells of an indicator, without a day
	byTitle map[string]string   // indicator
}

var (
	inYear  = regexp.MustCompile(`\bin ((?:19|20)\d\d)\b`)
	regions = []string{
		"East Midlands", "East of England", "Inner London", "Outer London", "London Inner", "London Outer", "North East", "North West",
		"South East", "South West", "West Midlands", "Yorkshire and The Humber", "Yorkshire and the Humber",
	}
)

// dated is a text in which a year of an indicator is named by its last month: in 2024 is in March 2024.
func (k *known) dated(s scope, text string) string {
	month := k.ends[s.indicator]
	if month == "" {
		return text
	}
	return inYear.ReplaceAllString(text, "in "+month+" $1")
}

// nameOthers learns the names of regions and authorities from the tables that have a column of them.
func (k *known) nameOthers(heads, row []string) {
	for i, head := range heads {
		if i >= len(row) || row[i] == "" || hasDigit(row[i]) || slices.Contains(k.areaNames(), row[i]) || strings.HasPrefix(row[i], "[") {
			continue
		}
		if (head == "Region" || head == "Authority") && !slices.Contains(k.others, row[i]) {
			k.others = append(k.others, row[i])
		}
	}
}

func (k *known) areaNames() []string { return slices.Sorted(maps.Values(k.names)) }

func (c *collection) known() *known {
	out := &known{at: map[standing][]Cell{}, ids: map[string]bool{}, names: c.areaNames, others: slices.Clone(regions), ends: map[string]string{}, of: map[standing][]Cell{}, byTitle: map[string]string{}}
	for _, def := range c.defs {
		out.byTitle[def.Title] = def.ID
		if hasDigit(def.Title) {
			out.titles = append(out.titles, def.Title)
		}
		if day, err := time.Parse("01-02", def.YearEnd); err == nil {
			out.ends[def.ID] = day.Format("Jan")
		}
	}
	for _, cell := range c.list() {
		if cell.Edition != "" {
			continue
		}
		if !slices.Contains(out.areas, cell.Area) {
			out.areas = append(out.areas, cell.Area)
		}
		out.ids[cell.Indicator] = true
		if cell.Breakdown == wholeFigure {
			at := standing{cell.Area, cell.Indicator, cell.End.Format(time.DateOnly)}
			out.at[at] = append(out.at[at], cell)
			at.end = ""
			out.of[at] = append(out.of[at], cell)
		}
	}
	return out
}

// hiddenAt is the hidden cell that a number about a day would be about, unless it is a number that the edition
// prints for that day. An empty kind stands for any.
func (k *known) hiddenAt(s scope, kind string, end time.Time, number string) (Cell, bool) {
	cells := k.at[standing{s.area, s.indicator, end.Format(time.DateOnly)}]
	var hidden []Cell
	for _, cell := range cells {
		if cell.Symbol == Hidden {
			if kind == "" || cell.Period == kind {
				hidden = append(hidden, cell)
			}
			continue
		}
		for _, printed := range []string{cell.Value, cell.Numerator, cell.Denominator, cell.Lower, cell.Upper, cell.Unjudged, cell.Lowest, cell.Highest} {
			if printed != "" && plain(printed) == plain(number) {
				return Cell{}, false
			}
		}
		if kind == "" && cell.Symbol == "" && number == "" {
			return Cell{}, false
		}
	}
	if len(hidden) == 0 {
		return Cell{}, false
	}
	return hidden[0], true
}

// carriers reads every file of the edition for numbers about cells that its data files hide. Pages and workbooks
// tell first what regions and other authorities are called.
func (c *collection) carriers(e edition) {
	k := c.known()
	roots := make([]*html.Node, len(e.files))
	for i, f := range e.files {
		switch strings.ToLower(path.Ext(f.name)) {
		case ".html", ".htm", ".svg", ".xhtml":
			if root, err := html.Parse(bytes.NewReader(f.text)); err == nil {
				roots[i] = root
				k.learnOthers(root)
			}
		case ".xlsx":
			c.archive(k, k.scopeOf(f.name), f)
		}
	}
	for i, f := range e.files {
		s := k.scopeOf(f.name)
		switch ext := strings.ToLower(path.Ext(f.name)); {
		case ext == ".xlsx":
		case roots[i] != nil:
			c.page(k, s, f.name, roots[i])
		case ext == ".json":
			c.object(k, f)
		case ext == ".js", ext == ".css":
			// Code is the program's own; data in it would have to name an indicator.
			c.lines(k, f.name, string(f.text), 400)
		case ext == ".csv":
			c.comments(k, f)
		default:
			c.archive(k, s, f)
		}
	}
}

var idPattern = regexp.MustCompile(`[a-z][a-z0-9]*(?:_[a-z0-9]+)*`)

// scopeOf is what a file is about, by its path.
func (k *known) scopeOf(name string) scope {
	out := scope{}
	if len(k.areas) == 1 {
		out.area = k.areas[0]
	}
	first, _, _ := strings.Cut(name, "/")
	if slices.Contains(k.areas, first) {
		out.area = first
	}
	out.areaName = k.names[out.area]
	base := strings.TrimSuffix(path.Base(name), path.Ext(name))
	if k.ids[base] && !strings.HasPrefix(name, "method/") && !strings.Contains(name, "/method/") {
		out.indicator = base
	}
	return out
}

// say looks at a text about an indicator for numbers given for days on which it is hidden. kind is that of a
// chart whose days do not say it.
func (c *collection) say(k *known, s scope, kind, place, text string) {
	if s.indicator == "" || !hasDigit(text) {
		return
	}
	for _, title := range k.titles { // a title may have numbers that are no figures
		if strings.Contains(text, title) {
			text = strings.ReplaceAll(text, title, strings.Repeat("·", len(title)/2))
		}
	}
	if !k.inDays(s) {
		text = ruleDays.ReplaceAllStringFunc(text, func(days string) string { return strings.Repeat(" ", len(days)) })
	}
	for _, claim := range k.claims(k.dated(s, text)) {
		way := claim.kind
		if way == "" {
			way = kind
		}
		if cell, ok := k.hiddenAt(s, way, claim.end, claim.number); ok {
			c.found(cell.key(), place, "the words give "+claim.number+": "+clip(text))
		}
	}
}

// ruleDays are the days that a rule allows: due 28 days after care started, within 15 working days. Days that are
// told of people, such as those lost, are not among them.
var ruleDays = regexp.MustCompile(`\b\d+ (?:working )?days after\b|\bwithin \d+ (?:working )?days\b`)

// inDays tells whether the figures of an indicator are days, or may be: then no number of days is a rule's alone.
func (k *known) inDays(s scope) bool {
	cells := k.of[standing{s.area, s.indicator, ""}]
	return len(cells) == 0 || slices.ContainsFunc(cells, func(c Cell) bool { return c.Unit == "" || strings.Contains(c.Unit, "day") })
}

// lines reads a text line by line: what a line says of an indicator that it names.
func (c *collection) lines(k *known, name, text string, longest int) {
	for number, line := range strings.Split(text, "\n") {
		if len(line) > longest || !hasDigit(line) {
			continue
		}
		for _, id := range idPattern.FindAllString(line, -1) {
			if !k.ids[id] {
				continue
			}
			for _, area := range k.areas {
				if len(k.areas) > 1 && !strings.Contains(line, area) {
					continue
				}
				c.say(k, scope{area, k.names[area], id}, kindIn(line), fmt.Sprintf("%s:%d", name, number+1), line)
			}
			break
		}
	}
}

// kindIn is the kind of period that a line names as the data files do.
func kindIn(line string) string {
	for _, kind := range []string{"rolling12", "quarter", "month", "ytd", snapshot, "year"} {
		if strings.Contains(line, kind) {
			return kind
		}
	}
	return ""
}

// comments reads the lines of a data file that are none of its rows.
func (c *collection) comments(k *known, f file) {
	for number, line := range strings.Split(string(f.text), "\n") {
		if strings.HasPrefix(line, "#") {
			s := k.scopeOf(f.name)
			c.say(k, s, "", fmt.Sprintf("%s:%d", f.name, number+1), line)
			c.lines(k, f.name, line, 4000)
		}
	}
}

// object reads a JSON file.
func (c *collection) object(k *known, f file) {
	var tree any
	if json.Unmarshal(f.text, &tree) != nil {
		c.lines(k, f.name, printable(f.text), 4000)
		return
	}
	c.walk(k, f.name, "", tree)
}

// walk looks for objects that name an indicator and a day on which it is hidden, and hold a number.
func (c *collection) walk(k *known, name, at string, tree any) {
	switch node := tree.(type) {
	case []any:
		for i, item := range node {
			c.walk(k, name, fmt.Sprintf("%s[%d]", at, i), item)
		}
	case map[string]any:
		c.record(k, name, at, node)
		keys := make([]string, 0, len(node))
		for field := range node {
			keys = append(keys, field)
		}
		slices.Sort(keys)
		for _, field := range keys {
			c.walk(k, name, at+"."+field, node[field])
		}
	case string:
		c.lines(k, name+" "+at, node, 4000)
	}
}

// record looks at the fields of one object.
func (c *collection) record(k *known, name, at string, node map[string]any) {
	var id, kind string
	var day time.Time
	var numbers []string
	keys := make([]string, 0, len(node))
	for field := range node {
		keys = append(keys, field)
	}
	slices.Sort(keys)
	for _, field := range keys {
		switch v := node[field].(type) {
		case string:
			switch dates := mentions(v); {
			case k.ids[v]:
				id = v
			case len(dates) > 0:
				if day.IsZero() || strings.Contains(field, "end") {
					day = dates[len(dates)-1].end
				}
			case kindIn(v) == v && v != "":
				kind = v
			case readPrinted(plain(v)).ok && !strings.Contains(field, "area") && !strings.Contains(field, "code"):
				numbers = append(numbers, v)
			}
		case float64:
			numbers = append(numbers, strings.TrimSuffix(fmt.Sprintf("%v", v), ".0"))
		}
	}
	if id == "" || day.IsZero() {
		return
	}
	for _, area := range k.areas {
		for _, n := range numbers {
			if cell, ok := k.hiddenAt(scope{area, "", id}, kind, day, n); ok {
				c.found(cell.key(), name+" "+at, "the object gives "+n)
			}
		}
	}
}

// printable is the runs of a file's bytes that can be read, a run to a line.
func printable(raw []byte) string {
	var out strings.Builder
	run := 0
	for i, b := range raw {
		if b >= ' ' && b < 127 {
			run++
			if i < len(raw)-1 {
				continue
			}
			i++
		}
		if run >= 6 {
			out.Write(raw[i-run : i])
			out.WriteByte('\n')
		}
		run = 0
	}
	return out.String()
}
