package attack

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"sightline/indicators"
)

// collection is what the files of an edition, and of those before it, say.
type collection struct {
	defs     []*indicators.Definition
	cells    map[cellAt]*Cell
	findings []Finding
	notes    []string

	areaNames map[string]string // by code
}

type cellAt struct {
	edition string
	key     key
}

// list is the cells in order.
func (c *collection) list() []Cell {
	out := make([]Cell, 0, len(c.cells))
	for _, cell := range c.cells {
		out = append(out, *cell)
	}
	slices.SortFunc(out, func(a, b Cell) int {
		if n := a.order(b); n != 0 {
			return n
		}
		return strings.Compare(a.Edition, b.Edition)
	})
	return out
}

// columns of published figures and of their completeness, by which a table is known for one.
var (
	wanted       = []string{"indicator", "area_code", "period", "period_end", "symbol"}
	described    = []string{"indicator", "edition", "area_code", "area_name", "period", "period_start", "period_end", "breakdown", "group", "unit", "symbol"}
	errNoFigures = errors.New("not a table of figures")
)

// csv reads a data file; a file of other columns is left alone.
func (c *collection) csv(e edition, f file) error {
	reader := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(f.text, []byte("\ufeff"))))
	reader.FieldsPerRecord = -1
	reader.LazyQuotes = true
	reader.Comment = '#'
	var header []string
	for {
		record, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		line, _ := reader.FieldPos(0)
		if err != nil {
			return fmt.Errorf("verify: %s: line %d: not CSV that can be read: %w", f.name, line, err)
		}
		if header == nil {
			header = record
			continue
		}
		if err := c.row(e, fmt.Sprintf("%s:%d", f.name, line), header, record); errors.Is(err, errNoFigures) {
			return nil
		} else if err != nil {
			return fmt.Errorf("verify: %s: line %d: %w", f.name, line, err)
		}
	}
}

// row takes in a row of a table of figures.
func (c *collection) row(e edition, place string, header, record []string) error {
	at := func(name string) string {
		if i := slices.Index(header, name); i >= 0 && i < len(record) {
			return strings.TrimSpace(record[i])
		}
		return ""
	}
	for _, name := range wanted {
		if !slices.Contains(header, name) {
			return errNoFigures
		}
	}
	end, err := time.Parse(time.DateOnly, at("period_end"))
	if err != nil {
		return fmt.Errorf("column period_end: %q is not a date (want YYYY-MM-DD)", at("period_end"))
	}
	start := end
	if text := at("period_start"); text != "" {
		if start, err = time.Parse(time.DateOnly, text); err != nil {
			return fmt.Errorf("column period_start: %q is not a date (want YYYY-MM-DD)", text)
		}
	}
	if c.areaNames == nil {
		c.areaNames = map[string]string{}
	}
	if name := at("area_name"); name != "" {
		c.areaNames[at("area_code")] = name
	}
	breakdown := at("breakdown")
	if breakdown == "" {
		breakdown = wholeFigure
	}
	read := Cell{
		Edition: e.name, Indicator: at("indicator"), Area: at("area_code"), Period: at("period"), Start: start, End: end,
		Breakdown: breakdown, Group: at("group"), Unit: at("unit"), Place: place,
	}
	gaps := slices.Contains(header, "unjudged")
	if gaps {
		read.Unjudged, read.Lowest, read.Highest, read.Gap = at("unjudged"), at("lowest"), at("highest"), symbol(at("symbol"))
		read.Value, read.Short = at("value"), strings.ToLower(at("short_history"))
	} else {
		read.Numerator, read.Denominator, read.Value, read.Lower, read.Upper = at("numerator"), at("denominator"), at("value"), at("lower"), at("upper")
		read.Symbol = symbol(at("symbol"))
	}
	if e.name == "" {
		c.beside(read, gaps, header, record)
	}
	c.merge(read, gaps)
	return nil
}

// symbol reads a symbol with or without brackets.
func symbol(text string) string { return strings.ToLower(strings.Trim(strings.TrimSpace(text), "[]")) }

// beside finds numbers in a row that says they are hidden.
func (c *collection) beside(read Cell, gaps bool, header, record []string) {
	if read.Symbol != Hidden && read.Gap != Hidden {
		return
	}
	for i, name := range header {
		if i >= len(record) || slices.Contains(described, name) || !hasDigit(record[i]) {
			continue
		}
		if gaps && name == "value" { // the symbol there is that of the number not recorded, too
			continue
		}
		c.found(read.key(), read.Place+", column "+name, "a number stands beside the symbol c: "+clip(record[i]))
	}
}

// merge joins a row with what other files of the edition say of the same cell.
func (c *collection) merge(read Cell, gaps bool) {
	if c.cells == nil {
		c.cells = map[cellAt]*Cell{}
	}
	at := cellAt{read.Edition, read.key()}
	known := c.cells[at]
	if known == nil {
		if gaps { // a completeness row alone is no figure yet
			read.Symbol = ""
		}
		c.cells[at] = &read
		return
	}
	report := func(what string) {
		if read.Edition == "" {
			c.found(read.key(), read.Place+" and "+known.Place, what)
		}
	}
	switch {
	case gaps:
		if known.Symbol == Hidden && hasDigit(read.Value) {
			report("one file shows the figure that another hides")
		}
		known.Unjudged, known.Lowest, known.Highest, known.Gap, known.Short = read.Unjudged, read.Lowest, read.Highest, read.Gap, read.Short
	case known.Symbol == "" && known.Numerator+known.Denominator+known.Value == "" || known.Unit == "" && known.Symbol == "":
		if read.Symbol == Hidden && hasDigit(known.Value) {
			report("one file shows the figure that another hides")
		}
		read.Unjudged, read.Lowest, read.Highest, read.Gap, read.Short = known.Unjudged, known.Lowest, known.Highest, known.Gap, known.Short
		c.cells[at] = &read
	case (known.Symbol == Hidden) != (read.Symbol == Hidden):
		report("one file shows the figure that another hides")
		if known.Symbol != Hidden {
			known.Symbol, known.Place = Hidden, read.Place // hidden somewhere: then it is one to attack
		}
	}
}

func hasDigit(text string) bool { return strings.ContainsAny(text, "0123456789") }

func clip(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if runes := []rune(text); len(runes) > 80 {
		return string(runes[:80]) + "…"
	}
	return text
}

// found adds a finding about a hidden cell in a carrier.
func (c *collection) found(about key, place, what string) {
	c.findings = append(c.findings, Finding{
		Kind: Carrier, Indicator: about.indicator, Area: about.area, Period: about.period, Start: about.start, End: about.end,
		Breakdown: about.breakdown, Group: about.group, Place: place, What: what, Secret: true,
	})
}
