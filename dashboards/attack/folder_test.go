package attack

import (
	"archive/zip"
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

const (
	dataHead = "indicator,edition,area_code,area_name,period,period_start,period_end,breakdown,group,numerator,denominator,value,lower,upper,unit,symbol\n"
	gapsHead = "indicator,area_code,period,period_start,period_end,breakdown,group,value,unjudged,lowest,highest,symbol\n"
)

// sound is a public edition that leaks nothing: a count of three years, the middle one hidden.
func sound() map[string]string {
	return map[string]string{
		"manifest.json": `{"format":"x","suppress_below":6,"files":[{"path":"data/events.csv","sha256":"44","bytes":12}]}`,
		"data/events.csv": dataHead +
			"events,E,1,Wexmoor,year,2021-04-01,2022-03-31,none,,40,,40,28.6,54.5,events,\n" +
			"events,E,1,Wexmoor,year,2022-04-01,2023-03-31,none,,,,,,,events,c\n" +
			"events,E,1,Wexmoor,year,2023-04-01,2024-03-31,none,,44,,44,32.0,59.1,events,\n",
		"data/completeness.csv": gapsHead +
			"events,1,year,2021-04-01,2022-03-31,none,,40,0,40,40,\n" +
			"events,1,year,2022-04-01,2023-03-31,none,,,,,,c\n" +
			"events,1,year,2023-04-01,2024-03-31,none,,44,0,44,44,\n",
		"indicators/events.html": `<!DOCTYPE html><html><head><title>Events: 44, up from 40 – Wexmoor</title>
<meta name="description" content="Events in Wexmoor: 44 in the year to 31 March 2024"></head><body><h1>Events: 44</h1>
<section><h2>Figure 1: Year by year</h2>
<svg role="img"><title>Year by year</title><desc>Line chart. Wexmoor: 44 in Mar 2024, up from 40 in Mar 2022.</desc>
<text class="tick" x="62" y="300" text-anchor="end">0</text><text class="tick" x="62" y="18" text-anchor="end">50</text>
<text class="tick" x="120" y="324" text-anchor="middle">Mar 2022</text><text class="tick" x="220" y="324" text-anchor="middle">Mar 2023</text><text class="tick" x="320" y="324" text-anchor="middle">Mar 2024</text>
<text class="gap" x="220" y="294" text-anchor="middle">c</text>
<g class="line line-own"><path class="stroke" d="M120 74.4M320 51.8"/><text class="name" x="582" y="51.2">Wexmoor</text></g></svg>
<script type="application/json" id="chart-1-data">{"option":{"aria":{"label":{"description":"Line chart. Wexmoor: 44 in Mar 2024."}},"dashes":["a","b","d"],"series":[{"name":"Wexmoor","data":[{"value":40},{"value":"-"},{"value":44}]},{"name":"Neighbours’ mean","data":[{"value":31},{"value":30},{"value":29}]}],"xAxis":[{"data":["Mar 2022","Mar 2023","Mar 2024"]}]},"tips":["Mar 2022\nWexmoor: 40","Mar 2023\nWexmoor: hidden\nNeighbours’ mean: 30","Mar 2024\nWexmoor: 44"]}</script>
<table id="years"><thead><tr><th>Period</th><th>Wexmoor</th><th>95% limits</th><th>Numerator</th><th>Neighbours’ mean</th></tr></thead><tbody>
<tr><th>Year to 31 March 2024</th><td>44</td><td>32.0 to 59.1</td><td>44</td><td>29</td></tr>
<tr><th>Year to 31 March 2023</th><td>c</td><td></td><td></td><td>30</td></tr>
<tr><th>Year to 31 March 2022</th><td>40</td><td>28.6 to 54.5</td><td>40</td><td>31</td></tr></tbody></table></section></body></html>`,
		"index.html": `<html><body><ul><li><a href="indicators/events.html">Events</a> <span>44</span> <span class="sub">Year to 31 March 2024</span></li></ul></body></html>`,
	}
}

func write(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		target := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(target, []byte(files[name]), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func attackFiles(t *testing.T, files map[string]string) *Report {
	t.Helper()
	dir := t.TempDir()
	write(t, dir, files)
	r, err := Folder(dir, definitions())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestASoundEditionHasNoFindings(t *testing.T) {
	r := attackFiles(t, sound())
	if len(r.Findings)+len(r.Notes) > 0 {
		t.Errorf("findings %v, notes %v", r.Findings, r.Notes)
	}
	if r.Figures != 3 || r.Hidden != 1 || r.Attacked != 2 || r.Below != 6 {
		t.Errorf("report is %+v", r)
	}
	if !strings.HasPrefix(r.Summary(), "Read: 3 figures in 5 files, of which 1 hidden (counts of 1 to 5 are meant to be).\nTried: to work out 2 counts ") ||
		!strings.HasSuffix(r.Summary(), "no file gives one away.") {
		t.Errorf("summary is %q", r.Summary())
	}
}

// Each carrier is given a number about the hidden year, by a change that leaves the rest as it was. A twin is the
// same change about a year that is shown.
func TestNumbersAboutAHiddenCellAreFoundInEveryCarrier(t *testing.T) {
	page := "indicators/events.html"
	for _, c := range []struct {
		name, file string
		old        string // empty: new is the whole file
		leak, twin string
		place      string
	}{
		{"a number beside the symbol", "data/events.csv", "2023-03-31,none,,,,,,,events,c", "2023-03-31,none,,,,,1.1,,events,c", "2023-03-31,none,,,,,,,events,c", "column lower"},
		{"a column of its own", "data/notes.csv", "", "indicator,area_code,period,period_start,period_end,symbol,note\nevents,1,year,2022-04-01,2023-03-31,c,4 children\n", "indicator,area_code,period,period_start,period_end,symbol,note\nevents,1,year,2022-04-01,2023-03-31,c,hidden\n", "column note"},
		{"completeness beside the data", "data/completeness.csv", "2023-03-31,none,,,,,,c", "2023-03-31,none,,4,0,4,4,", "2023-03-31,none,,,,,,c", "completeness.csv:3"},
		{"another data file", "data/all.csv", "", dataHead + "events,E,1,Wexmoor,year,2022-04-01,2023-03-31,none,,4,,4,,,events,\n", dataHead + "events,E,1,Wexmoor,year,2022-04-01,2023-03-31,none,,,,,,,events,c\n", "all.csv:2"},
		{"a comment in a data file", "data/events.csv", "indicator,edition", "# the year to 31 March 2023 has 4\nindicator,edition", "# the year to 31 March 2024 has 44\nindicator,edition", "events.csv:1"},
		{"the table on a page", page, "<td>c</td><td></td><td></td><td>30</td>", "<td>c</td><td></td><td>4</td><td>30</td>", "<td>c</td><td></td><td></td><td>31</td>", "table"},
		{"the figure in the table on a page", page, "<td>c</td>", "<td>4</td>", "<td>[c]</td>", "table"},
		{"the title of a cell", page, "<td>c</td>", `<td title="4 children">c</td>`, `<td title="hidden: fewer than 6">c</td>`, "td title"},
		{"a data attribute", page, "<td>c</td>", `<td data-value="4">c</td>`, `<td data-value="c">c</td>`, "td data-value"},
		{"an aria-label", page, "<td>c</td>", `<td aria-label="4, hidden">c</td>`, `<td aria-label="hidden">c</td>`, "td aria-label"},
		{"the points of a chart", page, `{"value":"-"}`, `{"value":4}`, `{"value":null}`, "script"},
		{"a list beside the points", page, `"tips":[`, `"counts":[40,4,44],"tips":[`, `"counts":[40,null,44],"tips":[`, "script"},
		{"a tooltip", page, "Wexmoor: hidden", "Wexmoor: 4", "Wexmoor: c", "script"},
		{"the words of a chart", page, `Wexmoor: 44 in Mar 2024."`, `Wexmoor: 44 in Mar 2024, up from 4 in Mar 2023."`, `Wexmoor: 44 in Mar 2024, up from 40 in Mar 2022."`, "script"},
		{"the line of a picture", page, "M120 74.4M320 51.8", "M120 74.4L220 277.4L320 51.8", "M120 74.4L320 51.8", "path in the picture"},
		{"a mark in a picture", page, `<text class="name"`, `<circle cx="220" cy="277.4" r="4"/><text class="name"`, `<circle cx="320" cy="51.8" r="4"/><text class="name"`, "circle in the picture"},
		{"the description of a picture", page, "up from 40 in Mar 2022.", "up from 4 in Mar 2023.", "up from 40 in Mar 2022.", "desc"},
		{"alternative text", page, "<table", `<img alt="Events: 40 in Mar 2022, 4 in Mar 2023"><table`, `<img alt="Events: 40 in Mar 2022, 44 in Mar 2024"><table`, "img alt"},
		{"the description in the head", page, "44 in the year to 31 March 2024", "44 in the year to 31 March 2024, 4 in the year to 31 March 2023", "44 in the year to 31 March 2024, 40 in the year to 31 March 2022", "meta content"},
		{"a comment on a page", page, "<table", "<!-- year to 31 March 2023: 4 --><table", "<!-- year to 31 March 2024: 44 --><table", "comment"},
		{"a sentence", page, "<table", "<p>There were 4 in the year to 31 March 2023.</p><table", "<p>There were 44 in the year to 31 March 2024.</p><table", ", p"},
		{"another page", "index.html", "Year to 31 March 2024", "Year to 31 March 2024; 4 in the year to 31 March 2023", "Year to 31 March 2024; 40 in the year to 31 March 2022", "index.html"},
		{"the manifest", "manifest.json", `"files"`, `"hidden":[{"indicator":"events","period":"year","period_end":"2023-03-31","numerator":"4"}],"files"`, `"shown":[{"indicator":"events","period":"year","period_end":"2024-03-31","numerator":"44"}],"files"`, "manifest.json .hidden[0]"},
		{"another file of data", "data/events.json", "", `{"rows":[{"id":"events","end":"2023-03-31","n":4}]}`, `{"rows":[{"id":"events","end":"2024-03-31","n":44}]}`, "events.json"},
		{"a log", "build.log", "", "wrote events year to 2023-03-31: hidden 4\n", "wrote events year to 2024-03-31: 44\n", "build.log:1"},
		{"a drawing of its own", "img/events.svg", "", `<svg><desc>4 in Mar 2023</desc></svg>`, `<svg><desc>44 in Mar 2024</desc></svg>`, "events.svg"},
		{"the metadata of a picture", "img/a.png", "", "\x89PNG\r\n\x00\x01tEXtComment\x00events: 4 in the year to 31 March 2023\x00\x02", "\x89PNG\r\n\x00\x01tEXtComment\x00events: 44 in the year to 31 March 2024\x00\x02", "a.png"},
		{"the metadata of a document", "events.pdf", "", "%PDF-1.7\n<< /Title (events: 4 in the year to 31 March 2023) >>\n", "%PDF-1.7\n<< /Title (events: 44 in the year to 31 March 2024) >>\n", "events.pdf"},
		{"the properties of a workbook", "events.xlsx", "", book(t, "c", "4 in the year to 31 March 2023"), book(t, "c", "44 in the year to 31 March 2024"), "docProps"},
		{"a sheet of a workbook", "events.xlsx", "", book(t, "4", ""), book(t, "c", ""), "sheet events, row 2"},
		{"a sheet with the columns of the data", "data/figures.xlsx", "", figures(t, "4", ""), figures(t, "", "c"), "figures.xlsx"},
		{"the comment of an archive", "data.zip", "", archive(t, "events: 4 in the year to 31 March 2023"), archive(t, "events: 44 in the year to 31 March 2024"), "comment"},
	} {
		t.Run(c.name, func(t *testing.T) {
			plant := func(text string) map[string]string {
				files := sound()
				if c.old == "" {
					files[c.file] = text
					return files
				}
				if strings.Count(files[c.file], c.old) == 0 {
					t.Fatalf("%s does not hold %q", c.file, c.old)
				}
				files[c.file] = strings.Replace(files[c.file], c.old, text, 1)
				return files
			}
			r := attackFiles(t, plant(c.leak))
			if !slices.ContainsFunc(r.Findings, func(f Finding) bool {
				return f.Kind == Carrier && strings.Contains(f.Place, c.place) && f.Indicator == "events"
			}) {
				t.Errorf("no finding in %q; findings are %v", c.place, r.Findings)
			}
			if r := attackFiles(t, plant(c.twin)); len(r.Findings) > 0 {
				t.Errorf("the twin leaks nothing, but: %v", r.Findings)
			}
		})
	}
}

// book is a workbook with a sheet of years and a description in its properties.
func book(t *testing.T, hidden, description string) string {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }()
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	must(f.SetSheetName("Sheet1", "events"))
	for i, row := range [][]any{{"Period", "Wexmoor", "Numerator"}, {"Year to 31 March 2023", hidden, ""}, {"Year to 31 March 2024", 44, 44}} {
		at, err := excelize.CoordinatesToCellName(1, i+1)
		must(err)
		must(f.SetSheetRow("events", at, &row))
	}
	must(f.SetDocProps(&excelize.DocProperties{Description: description, Created: "2024-05-01T00:00:00Z", Modified: "2024-05-01T00:00:00Z"}))
	var out bytes.Buffer
	must(f.Write(&out))
	return out.String()
}

// figures is a workbook with the columns of the data files.
func figures(t *testing.T, n, symbol string) string {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }()
	for i, row := range [][]any{
		{"indicator", "area_code", "period", "period_start", "period_end", "numerator", "value", "symbol"},
		{"events", "1", "year", "2022-04-01", "2023-03-31", n, n, symbol},
	} {
		at, err := excelize.CoordinatesToCellName(1, i+1)
		if err != nil {
			t.Fatal(err)
		}
		if err := f.SetSheetRow("Sheet1", at, &row); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func archive(t *testing.T, comment string) string {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	if err := z.SetComment(comment); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// The days that a rule allows are no figure of an indicator that counts children; days told of people are.
func TestTheDaysOfARuleAreNoFigure(t *testing.T) {
	tell := func(unit, words string) []Finding {
		files := sound()
		for name, text := range files {
			files[name] = strings.ReplaceAll(text, ",events,", ","+unit+",")
		}
		page := "indicators/events.html"
		files[page] = strings.Replace(files[page], "<table", "<p>"+words+"</p><table", 1)
		return attackFiles(t, files).Findings
	}
	rule := "Due 4 days after care started (care that started to 31 March 2023)."
	for _, words := range []string{rule, "Seen within 4 working days in the year to 31 March 2023."} {
		if found := tell("children", words); len(found) > 0 {
			t.Errorf("%q is taken for a figure: %v", words, found)
		}
		if found := tell("working days", words); len(found) == 0 {
			t.Errorf("%q is not found where the figures are days", words)
		}
	}
	for _, words := range []string{
		"There were 4 days lost in the year to 31 March 2023.", "There were 4 days in the year to 31 March 2023.",
		"4 in the year to 31 March 2023, each 28 days after care started.",
	} {
		if found := tell("children", words); len(found) == 0 {
			t.Errorf("%q gives the hidden number away and is not found", words)
		}
	}
}

func TestAFigureThatAPageHidesAndADataFileShowsIsFound(t *testing.T) {
	files := sound()
	files["indicators/events.html"] = strings.Replace(files["indicators/events.html"], "<td>44</td><td>32.0 to 59.1</td><td>44</td>", "<td>c</td><td></td><td></td>", 1)
	r := attackFiles(t, files)
	if !slices.ContainsFunc(r.Findings, func(f Finding) bool {
		return strings.Contains(f.What, "the table hides the figure that the data file shows")
	}) {
		t.Errorf("findings are %v", r.Findings)
	}
}

// The folder that is published into, an edition and its public folder are all found, with the editions beside them.
func TestEditionsBesideTheOneAttackedAreRead(t *testing.T) {
	former := sound()
	former["data/events.csv"] = strings.Replace(former["data/events.csv"], "none,,,,,,,events,c", "none,,4,,4,,,events,", 1)
	for _, beside := range []bool{true, false} {
		dir := t.TempDir()
		write(t, filepath.Join(dir, "editions", "b", "public"), sound())
		if beside {
			write(t, filepath.Join(dir, "editions", "a", "public"), former)
		}
		if err := os.Symlink(filepath.Join("editions", "b"), filepath.Join(dir, "current")); err != nil {
			t.Skip("no symbolic links here")
		}
		for _, name := range []string{"", "current", "current/public", "editions/b/public"} {
			r, err := Folder(filepath.Join(dir, name), definitions())
			if err != nil {
				t.Fatal(err)
			}
			if found := slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.Kind == Earlier }); found != beside {
				t.Errorf("%q: with a former edition %v, findings are %v", name, beside, r.Findings)
			}
		}
	}
}

func TestThereMustBeSomethingToAttack(t *testing.T) {
	if _, err := Folder(filepath.Join(t.TempDir(), "none"), definitions()); err == nil || !strings.Contains(err.Error(), "no such folder") {
		t.Errorf("a folder that is not there: %v", err)
	}
	empty := t.TempDir()
	if _, err := Folder(empty, definitions()); err == nil || !strings.Contains(err.Error(), "no data file") {
		t.Errorf("an empty folder: %v", err)
	}
	bad := sound()
	bad["data/events.csv"] = dataHead + "events,E,1,Wexmoor,year,2021-04-01,31 March,none,,40,,40,,,events,\n"
	dir := t.TempDir()
	write(t, dir, bad)
	if _, err := Folder(dir, definitions()); err == nil || !strings.Contains(err.Error(), "data/events.csv: line 2: column period_end") {
		t.Errorf("a date that is none: %v", err)
	}
}

// No text makes a reader of pages, data files or words panic.
func FuzzFiles(f *testing.F) {
	for name, text := range sound() {
		f.Add(name, text)
	}
	f.Add("a.svg", `<svg><text x="1">Mar 2022</text><text x="2">Mar 2023</text><g class="own"><path d="M1 2L"/></g></svg>`)
	f.Add("data/x.xlsx", "PK\x03\x04")
	f.Add("data/x.csv", dataHead+"events,E,1,W,year,2021-04-01,2022-03-31,none,,-1,1e300,NaN,,,events,c\n")
	f.Fuzz(func(t *testing.T, name, text string) {
		if len(text) > 1<<14 {
			return
		}
		c := &collection{defs: definitions()}
		for place, sane := range sound() {
			if strings.HasSuffix(place, "events.csv") {
				if err := c.data(edition{files: []file{{place, []byte(sane)}}}); err != nil {
					t.Fatal(err)
				}
			}
		}
		e := edition{files: []file{{"indicators/" + filepath.Base(name), []byte(text)}}}
		if c.data(e) == nil {
			c.carriers(e)
			Cells(definitions(), c.list(), 6)
		}
	})
}

func TestTheCompletenessFileIsReadWithTheData(t *testing.T) {
	for unjudged, small := range map[string]bool{"4": true, "7": false} {
		files := sound()
		files["data/all.csv"] = files["data/events.csv"] // one is read before it, one after
		files["data/completeness.csv"] = strings.Replace(files["data/completeness.csv"], ",44,0,44,44,", ",44,"+unjudged+",,,", 1)
		r := attackFiles(t, files)
		if found := find(r, Small, "events", "year", "2024-03-31", "not recorded") != nil; found != small {
			t.Errorf("%s not recorded: findings are %v", unjudged, r.Findings)
		}
	}
}
