package main

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

const (
	figuresHead = "indicator,edition,area_code,area_name,period,period_start,period_end,breakdown,group,numerator,denominator,value,lower,upper,unit,symbol\n"
	gapsHead    = "indicator,area_code,period,period_start,period_end,breakdown,group,value,unjudged,lowest,highest,symbol\n"
)

// started is a row of plans started; n is empty where it is hidden.
func started(period, from, to, breakdown, group, n string) string {
	symbol := ""
	if n == "" {
		symbol = "c"
	}
	return fmt.Sprintf("plans_started,CPP-START,601,Wexmoor,%s,%s,%s,%s,%s,%s,,%s,,,plans,%s\n", period, from, to, breakdown, group, n, n, symbol)
}

func startedIn(year int, n string) string {
	return started("year", fmt.Sprintf("%d-04-01", year-1), fmt.Sprintf("%d-03-31", year), "none", "", n)
}

// edition is a public edition that gives nothing away: plans started in three years, the middle one hidden.
func edition() map[string]string {
	return map[string]string{
		"manifest.json":         `{"format":"sightline publication 1","audience":"public","suppress_below":6,"files":[]}`,
		"data/all.csv":          figuresHead + startedIn(2022, "40") + startedIn(2023, "") + startedIn(2024, "44"),
		"data/completeness.csv": gapsHead + "plans_started,601,year,2022-04-01,2023-03-31,none,,,,,,c\n",
		"indicators/plans_started.html": `<!DOCTYPE html><html lang="en"><head><title>Child protection plans started: 44 – Wexmoor</title>
<meta name="description" content="44 in the year to 31 March 2024"></head><body><h1>44 child protection plans started</h1>
<p>Over the 5 years to 31 March 2023: no significant change.</p>
<section><svg role="img"><desc>Wexmoor: 44 in Mar 2024, up from 40 in Mar 2022.</desc>
<text x="60" y="300" text-anchor="end">0</text><text x="60" y="20" text-anchor="end">50</text>
<text x="120" y="324">Mar 2022</text><text x="220" y="324">Mar 2023</text><text x="320" y="324">Mar 2024</text>
<g class="line-own"><path d="M120 76M320 53.6"/><text x="580" y="50">Wexmoor</text></g></svg>
<script type="application/json" id="chart">{"option":{"series":[{"name":"Wexmoor","data":[{"value":40},{"value":"-"},{"value":44}]},{"name":"Neighbours’ mean","data":[{"value":31},{"value":30},{"value":29}]}],"xAxis":[{"data":["Mar 2022","Mar 2023","Mar 2024"]}]},"tips":["Mar 2022\nWexmoor: 40","Mar 2023\nWexmoor: hidden\nNeighbours’ mean: 30","Mar 2024\nWexmoor: 44"]}</script>
<table id="years"><thead><tr><th>Period</th><th>Wexmoor</th><th>Numerator</th><th>Neighbours’ mean</th></tr></thead><tbody>
<tr><th>Year to 31 March 2024</th><td>44</td><td>44</td><td>29</td></tr>
<tr><th>Year to 31 March 2023</th><td>c</td><td></td><td>30</td></tr>
<tr><th>Year to 31 March 2022</th><td>40</td><td>40</td><td>31</td></tr></tbody></table></section>
<section><h2>Commentary</h2><p>More conferences were held in the year to 31 March 2024.</p></section></body></html>`,
		"theme/child_protection.html": `<html><body><table><thead><tr><th>Indicator</th><th>2022</th><th>2023</th><th>2024</th></tr></thead><tbody>
<tr><th><a href="../indicators/plans_started.html">Child protection plans started</a></th><td>40</td><td>c</td><td>44</td></tr></tbody></table>
<table><thead><tr><th>Indicator</th><th>Line</th></tr></thead><tbody>
<tr><th><a href="../indicators/plans_started.html">Child protection plans started</a></th><td><svg viewBox="0 0 96 28"><path d="M4 24M92 4"/></svg></td></tr></tbody></table>
<table><thead><tr><th>Indicator</th><th>Figure</th><th>Neighbours</th></tr></thead><tbody>
<tr><th><a href="../indicators/plans_started.html">Child protection plans started</a></th><td>44</td><td>29</td></tr></tbody></table></body></html>`,
	}
}

// leak is a change to the edition: the text old of a file becomes new; without old, new is a file of its own, or is
// added to the end of the one that is there.
type leak struct{ name, file, old, planted, twin, says string }

func pdfFile(t *testing.T, line, title string) string {
	var packed bytes.Buffer
	w := zlib.NewWriter(&packed)
	_, err := fmt.Fprintf(w, "BT /F1 12 Tf 1 0 0 1 72 700 Tm (Child protection plans started) Tj ET BT 1 0 0 1 72 680 Tm (%s) Tj ET", line)
	if err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%%PDF-1.7\n1 0 obj\n<</Filter /FlateDecode /Length %d>>\nstream\n%s\nendstream\nendobj\n2 0 obj\n<</Title (%s)>>\nendobj\n", packed.Len(), packed.String(), title)
}

func sheetFile(t *testing.T, hidden, subject string) string {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }()
	for i, row := range [][]any{
		{"Child protection plans started: every figure"},
		{"Indicator", "Indicator id", "Window [note 4]", "Period", "To", "Figure [note 1]", "Numerator [note 3]"},
		{"Child protection plans started", "plans_started", "Year", "Year to 31 March 2023", 45016, hidden, hidden},
		{"Child protection plans started", "plans_started", "Year", "Year to 31 March 2024", 45382, 44, 44},
	} {
		if err := f.SetSheetRow("Sheet1", fmt.Sprint("A", i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.SetDocProps(&excelize.DocProperties{Subject: subject, Created: "2024-05-01T00:00:00Z", Modified: "2024-05-01T00:00:00Z"}); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// leaks are ways in which an edition gives away a hidden count, each beside a twin that gives nothing away.
func leaks(t *testing.T) []leak {
	page, theme := "indicators/plans_started.html", "theme/child_protection.html"
	year := func(group, n string) string { return started("year", "2023-04-01", "2024-03-31", "sex", group, n) }
	share := func(n, d, value, symbol string) string {
		return "repeat_plans,CPP-REP,601,Wexmoor,snapshot,2023-06-30,2023-06-30,none,," + n + "," + d + "," + value + ",,,percent," + symbol + "\n"
	}
	month := func(period, from, to, n string) string { return started(period, from, to, "none", "", n) }
	return []leak{
		{"a single hidden group of a row", "data/all.csv", "", year("male", "41") + year("female", ""), year("male", "") + year("female", ""), "female"},
		{
			"two hidden groups with a small sum", "data/all.csv", "",
			year("male", "39") + year("female", "") + year("not known", ""), year("male", "24") + year("female", "") + year("not known", ""), "it is 0 to 5",
		},
		{
			"a month by subtraction of years to date", "data/all.csv", "",
			month("ytd", "2024-04-01", "2024-05-31", "12") + month("ytd", "2024-04-01", "2024-06-30", "15") + month("month", "2024-06-01", "2024-06-30", ""),
			month("ytd", "2024-04-01", "2024-05-31", "12") + month("ytd", "2024-04-01", "2024-07-31", "45") + month("month", "2024-06-01", "2024-06-30", ""),
			"month to 2024-06-30, numerator: it is exactly 3",
		},
		{
			"a month by subtraction of rolling years", "data/all.csv", "",
			month("rolling12", "2024-05-01", "2025-04-30", "50") + month("month", "2024-04-01", "2024-04-30", "9") + month("rolling12", "2024-04-01", "2025-03-31", "57") + month("month", "2025-04-01", "2025-04-30", ""),
			month("rolling12", "2024-05-01", "2025-04-30", "50") + month("month", "2024-04-01", "2024-04-30", "9") + month("month", "2025-04-01", "2025-04-30", ""),
			"month to 2025-04-30, numerator: it is exactly 2",
		},
		{"a small count that is printed", "data/all.csv", "", startedIn(2025, "3"), startedIn(2025, "6"), "a count that should be hidden is printed"},
		{"a share times its denominator", "data/all.csv", "", share("", "40", "7.5", ""), share("", "", "", "c"), "repeat_plans, 601, at 2023-06-30"},
		{"a column beside the symbol", "data/all.csv", "2023-03-31,none,,,,,,,plans,c", "2023-03-31,none,,4,,,,,plans,c", "2023-03-31,none,,,,,,,plans,c", "column numerator"},
		{"a data file beside the page", "data/plans_started.csv", "", figuresHead + startedIn(2023, "4"), figuresHead + startedIn(2023, ""), "plans_started.csv"},
		{"numbers of completeness", "data/completeness.csv", "2023-03-31,none,,,,,,c", "2023-03-31,none,,4,0,4,4,", "2023-03-31,none,,,,,,c", "completeness.csv"},
		{"the line of a chart without scripts", page, "M120 76M320 53.6", "M120 76L220 277.6L320 53.6", "M120 76L320 53.6", "the picture has a mark for March 2023, at about 4"},
		{"the options of a chart", page, `{"value":"-"}`, `{"value":4}`, `{"value":null}`, "the chart's data give 4 for Mar 2023"},
		{"a tooltip", page, "Wexmoor: hidden", "Wexmoor: 4", "Wexmoor: c", "the chart's data give 4 for Mar 2023"},
		{"alternative text", page, "<table", `<img alt="40 in Mar 2022, 4 in Mar 2023"><table`, `<img alt="40 in Mar 2022, 44 in Mar 2024"><table`, "img alt"},
		{"the description of a picture", page, "up from 40 in Mar 2022", "up from 4 in Mar 2023", "up from 40 in Mar 2022", "desc"},
		{"the title of a cell", page, "<td>c</td>", `<td title="4 plans">c</td>`, `<td title="hidden: fewer than 6">c</td>`, "td title"},
		{"a table on a page", page, "<td>c</td><td></td>", "<td>c</td><td>4</td>", "<td>c</td><td>c</td>", "column Numerator"},
		{"a commentary", page, "More conferences were held", "Only 4 plans began in the year to 31 March 2023", "40 plans began in the year to 31 March 2022", "the words give 4"},
		{"a commentary in words", page, "More conferences were held", "Only four children were put on a plan in the year to 31 March 2023", "Fewer conferences were held", "the words give 4"},
		{"a commentary that names neighbours", page, "More conferences were held", "There were 4 in the year to 31 March 2023, below the neighbours’ 30", "The neighbours had 30 in the year to 31 March 2023", "the words give 4"},
		{"a stretch of years that is none", page, "Over the 5 years to 31 March 2023", "There were 5 in the year to 31 March 2023", "Over the 6 years to 31 March 2023", "the words give 5"},
		{"a theme page", theme, "<td>c</td>", "<td>4</td>", "<td>–</td>", "child_protection.html, table, column 2023"},
		{"a small line", theme, "M4 24M92 4", "M4 4.7L48 24L92 4", "M4 24L92 4", "the points of the small line"},
		{"a figure of no day", theme, "<td>44</td><td>29</td>", "<td>4</td><td>29</td>", "<td>40</td><td>29</td>", "which no data file shows"},
		{"the head of a page", page, `content="44 in the year to 31 March 2024"`, `content="4 in the year to 31 March 2023"`, `content="40 in the year to 31 March 2022"`, "meta content"},
		{"a workbook", "data/plans_started.xlsx", "", sheetFile(t, "4", ""), sheetFile(t, "[c]", ""), "sheet Sheet1, row 3"},
		{"the properties of a workbook", "data/plans_started.xlsx", "", sheetFile(t, "[c]", "4 in the year to 31 March 2023"), sheetFile(t, "[c]", "44 in the year to 31 March 2024"), "docProps/core.xml"},
		{"the words of a document", "pack.pdf", "", pdfFile(t, "There were 4 in the year to 31 March 2023.", ""), pdfFile(t, "There were 44 in the year to 31 March 2024.", ""), "pack.pdf, stream 1"},
		{
			"the properties of a document", "pack.pdf", "", pdfFile(t, "", "Child protection plans started: 4 in the year to 31 March 2023"),
			pdfFile(t, "", "Child protection plans started: 44 in the year to 31 March 2024"), "pack.pdf, strings",
		},
		{"a document that cannot be read", "pack.pdf", "", "%PDF-1.7\ntrailer <</Encrypt 1 0 R>>", pdfFile(t, "", ""), "nothing can be said of it"},
		{
			"the metadata of a picture", "plans_started.png", "", "\x89PNG\r\n\x1a\n\x00\x00\x00\x28tEXtComment\x004 in the year to 31 March 2023  \x00\x00\x00\x00",
			"\x89PNG\r\n\x1a\n\x00\x00\x00\x28tEXtComment\x0044 in the year to 31 March 2024 \x00\x00\x00\x00", "chunk tEXt",
		},
		{"an earlier edition", "../../../editions/a/public/data/all.csv", "", figuresHead + startedIn(2023, "4"), figuresHead + startedIn(2023, ""), "an earlier edition that is still there shows what this one hides"},
	}
}

// lay writes an edition into a folder of editions and names its public folder.
func lay(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "editions", "b", "public")
	for _, name := range slices.Sorted(maps.Keys(files)) {
		target := filepath.Join(dir, filepath.FromSlash(strings.TrimPrefix(name, "../../")))
		if strings.HasPrefix(name, "../") {
			target = filepath.Join(dir, filepath.FromSlash("../../../"+strings.TrimPrefix(name, "../../../")))
		}
		if err := os.MkdirAll(filepath.Dir(target), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(target, []byte(files[name]), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestVerifyAttackFindsPlantedLeaksAndPassesTheirTwins(t *testing.T) {
	for _, one := range leaks(t) {
		t.Run(one.name, func(t *testing.T) {
			plant := func(text string) string {
				files := edition()
				switch {
				case one.old == "":
					files[one.file] += text
				case !strings.Contains(files[one.file], one.old):
					t.Fatalf("%s does not hold %q", one.file, one.old)
				default:
					files[one.file] = strings.Replace(files[one.file], one.old, text, 1)
				}
				return lay(t, files)
			}
			stdout, stderr, code := try(t, "verify", "--attack", plant(one.planted))
			if code != exitRefused || !strings.Contains(stderr, one.says) || !strings.Contains(stdout, "This edition should not be published.") {
				t.Errorf("exit %d, want 3 and %q\n%s%s", code, one.says, stdout, stderr)
			}
			if stdout, stderr, code := try(t, "verify", "--attack", plant(one.twin)); code != exitDone || stderr != "" {
				t.Errorf("the twin gives nothing away, but exit %d\n%s%s", code, stdout, stderr)
			}
		})
	}
}

// The policies of the manifest say what is secret: rounding widens what a sum tells, a threshold of its own narrows it.
func TestVerifyAttackReadsThePoliciesOfTheManifest(t *testing.T) {
	rounded := edition()
	rounded["data/all.csv"] = figuresHead +
		started("year", "2023-04-01", "2024-03-31", "none", "", "40") + started("year", "2023-04-01", "2024-03-31", "sex", "male", "35") + started("year", "2023-04-01", "2024-03-31", "sex", "female", "")
	delete(rounded, "data/completeness.csv")
	delete(rounded, "indicators/plans_started.html")
	delete(rounded, "theme/child_protection.html")
	for manifest, want := range map[string]struct {
		code int
		says string
	}{
		`{"suppress_below":6}`:               {exitRefused, "it is exactly 5"},
		`{"suppress_below":6,"round_to":2}`:  {exitRefused, "it is 4 to 5"},
		`{"suppress_below":6,"round_to":5}`:  {exitDone, "may be anything from 1 to 9"},
		`{"suppress_below":6,"round_to":10}`: {exitDone, "others are rounded to the nearest 10"},
		`{"suppress_below":3}`:               {exitDone, "counts of 1 to 2 are meant to be"},
		`{"suppress_below":3,"policy":[{"indicator":"plans_started","suppress_below":6,"round_to":0,"zero":"shown"}]}`: {exitRefused, "it is exactly 5"},
		`{"suppress_below":6,"policy":[{"indicator":"plans_started","suppress_below":4,"zero":"hidden"}]}`:             {exitDone, "1 table by a policy of its own"},
	} {
		rounded["manifest.json"] = manifest
		stdout, stderr, code := try(t, "verify", "--attack", lay(t, rounded))
		if code != want.code || !strings.Contains(stdout+stderr, want.says) {
			t.Errorf("%s: exit %d, want %d and %q\n%s%s", manifest, code, want.code, want.says, stdout, stderr)
		}
	}
}
