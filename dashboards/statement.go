package dashboards

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
)

//go:embed assets/accessibility.json
var gateRecordText []byte

// gateRecord is what the browser test found when it was last recorded. The test fails when what it finds is no
// longer what the record says.
type gateRecord struct {
	Checked    string   `json:"checked"` // ISO day
	Engine     string   `json:"engine"`
	Rules      int      `json:"rules"`
	Levels     []string `json:"levels"`
	Browser    string   `json:"browser"`
	Pages      int      `json:"pages"`      // of a made-up authority, with every kind of page
	Kinds      []string `json:"kinds"`      // templates among them
	Widths     []int    `json:"widths"`     // of the window, in pixels
	Violations []string `json:"violations"` // rules, with what broke them
	Unsure     []string `json:"unsure"`     // rules that the engine leaves to a person
}

func readGateRecord() (gateRecord, error) {
	var out gateRecord
	if err := json.Unmarshal(gateRecordText, &out); err != nil {
		return out, fmt.Errorf("assets/accessibility.json: %w", err)
	}
	return out, nil
}

// Day is the day of the record in words.
func (r gateRecord) Day() string { return isoWords(r.Checked) }

// Standards are the rule sets in words.
func (r gateRecord) Standards() string {
	names := map[string]string{
		"wcag2a": "WCAG 2.0 A", "wcag2aa": "WCAG 2.0 AA", "wcag21a": "WCAG 2.1 A", "wcag21aa": "WCAG 2.1 AA", "wcag22aa": "WCAG 2.2 AA",
		"best-practice": "best practice",
	}
	out := make([]string, 0, len(r.Levels))
	for _, level := range r.Levels {
		if name, ok := names[level]; ok {
			level = name
		}
		out = append(out, level)
	}
	return listWords(out)
}

// WindowWidths are the widths in words.
func (r gateRecord) WindowWidths() string {
	out := make([]string, 0, len(r.Widths))
	for _, width := range r.Widths {
		out = append(out, fmt.Sprintf("%d", width))
	}
	return listWords(out)
}

// statementView is the accessibility statement of an edition.
type statementView struct {
	layout
	Contact  string
	Measured accessMeasure
	Colours  colours
	Record   gateRecord
	Faults   []string // found when the pages were written
	More     int      // faults beyond those listed
	PDF      bool     // a board pack is part of the edition
}

// mostFaults are listed; the rest are counted.
const mostFaults = 20

// Kilobytes of the heaviest page.
func (v statementView) Kilobytes() string { return number(float64(v.Measured.Heaviest)/1000, 0) }

// Figures of the measures, grouped.
func (v statementView) Count(n int) string { return count(int64(n)) }

// Ratio is a contrast as the guidelines write it.
func (v statementView) Ratio(p colourPair) string { return number(p.Ratio, 1) + " to 1" }

// Clean tells whether nothing was found by either check.
func (v statementView) Clean() bool { return len(v.Faults) == 0 && len(v.Record.Violations) == 0 }

// writeStatements writes the accessibility statement of each audience from what was measured in its pages.
func (s *site) writeStatements() error {
	record, err := readGateRecord()
	if err != nil {
		return err
	}
	sheet, err := assetFiles.ReadFile("assets/style.css")
	if err != nil {
		return err
	}
	shades := readColours(string(sheet))
	for i, audience := range audiences {
		measured := &s.access[i]
		measured.settle()
		view := statementView{
			layout: s.sharedLayout(audience, "Accessibility statement", "accessibility", 0), Contact: strings.TrimSpace(s.opts.Contact),
			Measured: *measured, Colours: shades, Record: record, PDF: s.opts.Print != nil,
		}
		for _, fault := range measured.Faults {
			view.Faults = append(view.Faults, fault.Page+": "+fault.What)
		}
		for _, pair := range shades.Faults {
			view.Faults = append(view.Faults, "style.css: "+pair.String())
		}
		if n := len(view.Faults); n > 0 {
			s.opts.Log.Warn("pages have faults that keep people from using them: see accessibility.html",
				slog.String("audience", audience.name), slog.Int("faults", n), slog.String("first", view.Faults[0]))
			view.More = max(0, n-mostFaults)
			view.Faults = view.Faults[:n-view.More]
		}
		if err := s.page(i, "accessibility", "accessibility.html", view); err != nil {
			return err
		}
	}
	return nil
}
