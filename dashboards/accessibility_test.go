package dashboards

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

const soundPage = `<!DOCTYPE html><html lang="en-GB"><head><meta name="viewport" content="width=device-width, initial-scale=1"><title>A page</title></head><body>
<a class="skip" href="#main">Skip</a><main id="main"><h1>One</h1>
<section aria-labelledby="c-title"><h2 id="c-title">Figure</h2>
<div class="chart" id="c" data-chart="c-data"><div class="chart-static scroll" role="region" aria-label="Drawing" tabindex="0"><svg role="img" aria-labelledby="c-name"><title id="c-name">Line</title><desc>Up from 1 to 2.</desc></svg></div></div>
<script type="application/json" id="c-data">{}</script>
<table><caption>Figures</caption><thead><tr><th scope="col">Year</th></tr></thead><tbody><tr><th scope="row">2025</th><td>1</td></tr></tbody></table></section>
<h3>Three</h3><p><img src="data:," alt=""><a href="x.html">words</a></p></main></body></html>`

// Each fault of a page is found, and a sound page has none.
func TestPagesAreMeasured(t *testing.T) {
	if found := measurePage("sound.html", []byte(soundPage), 5); len(found.Faults) > 0 || found.Tables != 1 || found.Charts != 1 || found.Links != 2 || found.Heaviest != len(soundPage)+5 {
		t.Fatalf("a sound page measures %+v", found)
	}
	for _, fault := range []struct{ was, is, want string }{
		{`lang="en-GB"`, ``, "the language is"},
		{`<title>A page</title>`, `<title> </title>`, "no title"},
		{`<h1>One</h1>`, `<h1>One</h1><h1>Two</h1>`, "2 headings of the first level"},
		{`<h3>Three</h3>`, `<h4>Four</h4>`, "a heading of level 4 follows one of level 2"},
		{`<main id="main">`, `<div id="main">`, "0 main parts"},
		{`<a class="skip" href="#main">Skip</a>`, ``, "the first link does not lead"},
		{`initial-scale=1`, `initial-scale=1, user-scalable=no`, "cannot be enlarged"},
		{`<caption>Figures</caption>`, ``, "a table has no caption"},
		{`<th scope="row">`, `<th>`, "1 heads of a table do not say"},
		{`alt=""`, ``, "no alternative text"},
		{`>words</a>`, `> </a>`, "a link has no text"},
		{`<desc>Up from 1 to 2.</desc>`, ``, "a chart has no description"},
		{`role="img" aria-labelledby="c-name"><title id="c-name">Line</title>`, `role="img">`, "a drawing has no name"},
		{`svg role="img"`, `svg`, "not marked as a picture"},
		{`tabindex="0"`, ``, "cannot be reached by keyboard"},
		{`tabindex="0"`, `tabindex="3"`, "set by hand"},
		{`id="c-title">`, `id="c">`, "two elements have the id c"},
		{`data-chart="c-data"`, `data-chart="d-data"`, "names d-data, which is not in the page"},
		{`<script type="application/json"`, `<script>1</script><script type="application/json"`, "a script stands in the page"},
		{`<h3>`, `<h3 style="color: red">`, "a style stands in the page"}, //nolint:misspell // a property of style sheets
		{`<td>1</td></tr></tbody></table>`, `<td>1</td></tr></tbody></table><table><caption>Figures</caption><tr><th scope="col">Y</th></tr></table>`, "two tables have the caption"},
		{`<table><caption>Figures</caption><thead><tr><th scope="col">Year</th></tr></thead><tbody><tr><th scope="row">2025</th><td>1</td></tr></tbody></table>`, ``, "a chart has no table below it"},
	} {
		text := strings.Replace(soundPage, fault.was, fault.is, 1)
		if text == soundPage {
			t.Fatalf("%s is not in the page", fault.was)
		}
		if found := fmt.Sprint(measurePage("page.html", []byte(text), 0).Faults); !strings.Contains(found, fault.want) {
			t.Errorf("without %s: found %s, want %q", fault.was, found, fault.want)
		}
	}
}

func TestContrast(t *testing.T) {
	for _, pair := range []struct {
		a, b string
		want float64
	}{{"#000", "#ffffff", 21}, {"#767676", "#fff", 4.54}, {"#12436d", "#fff", 10.25}, {"#f46a25", "#fff", 3.03}} {
		if got := contrast(pair.a, pair.b); got < pair.want-0.01 || got > pair.want+0.01 {
			t.Errorf("%s on %s is %.2f, want %.2f", pair.a, pair.b, got, pair.want)
		}
	}
	sheet, err := os.ReadFile("assets/style.css")
	if err != nil {
		t.Fatal(err)
	}
	found := readColours(string(sheet))
	for _, fault := range found.Faults {
		t.Errorf("style.css: %s", fault)
	}
	if found.Texts < 20 || found.Marks < 15 {
		t.Errorf("only %d colours of text and %d of marks were found", found.Texts, found.Marks)
	}
	faint := readColours(string(sheet) + ".faint { color: #aaa; } .drawing .pale { fill: #eee; } @media print { .x { color: #eee; } }") //nolint:misspell // a property of style sheets
	if len(faint.Faults) != 2 {
		t.Errorf("two faint colours make %d faults", len(faint.Faults))
	}
}

func FuzzMeasurePage(f *testing.F) {
	f.Add([]byte(soundPage))
	f.Add([]byte(`<table><caption><a><svg><title></svg></a><th></table>`))
	f.Fuzz(func(_ *testing.T, text []byte) { measurePage("page.html", text, 0) })
}

func FuzzReadColours(f *testing.F) {
	f.Add(":root { --wash: #f4f6f8; } .a { color: var(--wash); } @media print { .b { fill: #fff } }") //nolint:misspell // a property of style sheets
	f.Fuzz(func(_ *testing.T, sheet string) { readColours(sheet) })
}
