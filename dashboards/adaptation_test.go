package dashboards_test

import (
	"bytes"
	"os"
	"testing"

	"sightline/dashboards/browser/browsertest"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// What a style sheet calls the colours of the system and the wish for light or dark ones.
const (
	forcedColours = "forced-colors"        //nolint:misspell // the standard's spelling
	wishedColours = "prefers-color-scheme" //nolint:misspell // the standard's spelling
)

// visibleText is what a reader sees of a page, charts left out: with scripts they are drawn otherwise.
const visibleText = `(function () {
	document.querySelectorAll('details').forEach(function (d) { d.open = true; });
	var copy = Array.from(document.querySelectorAll('.chart'));
	copy.forEach(function (c) { c.style.display = 'none'; });
	var text = document.body.innerText.replace(/\s+/g, ' ');
	copy.forEach(function (c) { c.style.display = ''; });
	return text;
}())`

// Without scripts every page says the same, and every chart is a drawing beside its table.
func TestPagesAreCompleteWithoutScripts(t *testing.T) {
	b := browsertest.Open(t, aWhile)
	dir, home := serve(t)
	charts := 0
	for _, name := range oneOfEach(t, dir) {
		b.Show(t, home+name, 1280)
		with := browsertest.Evaluate[string](t, b, visibleText)
		for _, width := range []int64{1280, 320} {
			b.Do(t, browsertest.Scripts(true), chromedp.EmulateViewport(width, 900), chromedp.Navigate(home+name), browsertest.Scripts(false))
			got := browsertest.Evaluate[struct{ Charts, Drawn, Tables, Live, Over int }](t, b, `(function () {
				var out = {Charts: 0, Drawn: 0, Tables: 0, Live: 0, Over: document.documentElement.scrollWidth - document.documentElement.clientWidth};
				document.querySelectorAll('.chart').forEach(function (c) {
					var svg = c.querySelector('.chart-static svg'), table = c.closest('section').querySelector('table');
					out.Charts++;
					if (svg && svg.getBoundingClientRect().height > 60 && svg.querySelector('title').textContent && svg.querySelector('desc').textContent && svg.querySelector('.mark, rect')) { out.Drawn++; }
					if (table && table.tBodies[0].rows.length > 0) { out.Tables++; }
					if (c.querySelector('.chart-live').getBoundingClientRect().height > 0) { out.Live++; }
				});
				return out;
			}())`)
			charts += got.Charts
			if got.Drawn != got.Charts || got.Tables != got.Charts || got.Live > 0 || got.Over > 0 {
				t.Errorf("%s without scripts at %d pixels: %+v", name, width, got)
			}
		}
		b.Do(t, browsertest.Scripts(true), chromedp.EmulateViewport(1280, 900), chromedp.Navigate(home+name), browsertest.Scripts(false))
		if without := browsertest.Evaluate[string](t, b, visibleText); without != with {
			t.Errorf("%s says %d characters with scripts and %d without", name, len(with), len(without))
		}
	}
	if charts == 0 {
		t.Error("no page had a chart")
	}
}

// widest names what reaches beyond the window.
func widest(t *testing.T, b *browsertest.Tab) string {
	t.Helper()
	return browsertest.Evaluate[string](t, b, `Array.from(document.querySelectorAll('body *')).filter(function (e) {
		return e.getBoundingClientRect().right > document.documentElement.clientWidth + 1 && !e.closest('.hush, .skip') && getComputedStyle(e.parentElement).overflowX === 'visible';
	}).slice(0, 4).map(function (e) { return e.tagName + '.' + (e.getAttribute('class') || '') + ' in ' + e.parentElement.className; }).join('; ')`)
}

// On paper a page shows drawings for charts, nothing to click, and nothing cut off; the PDF is tagged.
func TestPagesPrint(t *testing.T) {
	b := browsertest.Open(t, aWhile)
	dir, home := serve(t)
	for _, name := range oneOfEach(t, dir) {
		b.Show(t, home+name, 1280)
		b.Do(t, browsertest.Media("print"), chromedp.EmulateViewport(688, 900)) // the width of A4 between its margins
		got := browsertest.Evaluate[struct{ Live, Static, Charts, Nav, Over int }](t, b, `(function () {
			var tall = function (q) { return Array.from(document.querySelectorAll(q)).filter(function (e) { return e.getBoundingClientRect().height > 0; }).length; };
			return {Live: tall('.chart-live'), Static: tall('.chart-static svg'), Charts: document.querySelectorAll('.chart').length, Nav: tall('.nav'),
				Over: document.documentElement.scrollWidth - document.documentElement.clientWidth};
		}())`)
		if got.Live > 0 || got.Static != got.Charts || got.Nav > 0 {
			t.Errorf("%s on paper: %+v", name, got)
		}
		if got.Over > 0 {
			t.Errorf("%s on paper is %d pixels too wide: %s", name, got.Over, widest(t, b))
		}
		b.Do(t, browsertest.Media(""))
		tagged := true
		text := browsertest.Run(t, b, chromedp.PrintToPDF(chromedp.PDFPaper(chromedp.PaperA4), func(p *page.PrintToPDFParams) { p.GenerateTaggedPDF, p.PreferCSSPageSize = &tagged, &tagged }))
		for _, want := range []string{"%PDF-", "/StructTreeRoot", "/Lang (en-GB)", "/Title "} {
			if !bytes.Contains(text, []byte(want)) {
				t.Errorf("%s printed holds no %s", name, want)
			}
		}
	}
}

// At 400% a window of 1280 by 1024 shows 320 by 256 pixels; large letters must fit too.
func TestPagesEnlarged(t *testing.T) {
	b := browsertest.Open(t, aWhile)
	dir, home := serve(t)
	for _, name := range oneOfEach(t, dir) {
		b.Do(t, chromedp.EmulateViewport(320, 256, chromedp.EmulateScale(4)), chromedp.Navigate(home+name))
		b.Settle(t)
		if over := browsertest.Overflow(t, b); over > 0 {
			t.Errorf("%s at 400%% is %d pixels too wide", name, over)
		}
		b.Do(t, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(home+name))
		b.Settle(t)
		browsertest.Evaluate[bool](t, b, `(document.documentElement.style.fontSize = '200%', true)`)
		if over := browsertest.Overflow(t, b); over > 0 {
			t.Errorf("%s with letters of twice the size is %d pixels too wide: %s", name, over, widest(t, b))
		}
		b.Take() // the style set here breaks the pages' own policy, which says so
	}
}

// With colours of the reader's own, lines and letters take them; a wish for dark colours changes nothing and
// spoils nothing.
func TestColoursOfTheReader(t *testing.T) {
	b := browsertest.Open(t, aWhile)
	source, err := os.ReadFile("testdata/axe.min.js")
	if err != nil {
		t.Fatal(err)
	}
	dir, home := serve(t)
	for _, name := range oneOfEach(t, dir) {
		// Charts are left to the drawings, which take the reader's colours.
		b.Do(t, browsertest.Media("", forcedColours, "active", wishedColours, "dark"), chromedp.EmulateViewport(1280, 900), chromedp.Navigate(home+name))
		faint := browsertest.Evaluate[[]string](t, b, `(function () {
			var ground = getComputedStyle(document.body).backgroundColor, out = [];
			document.querySelectorAll('.chart').forEach(function (c) { c.classList.remove('drawn'); });
			document.querySelectorAll('.drawing .stroke, .drawing .mark, .drawing rect, .drawing text, .spark path, .spark circle').forEach(function (e) {
				var s = getComputedStyle(e);
				if ((s.stroke === 'none' || s.stroke === ground) && (s.fill === 'none' || s.fill === ground)) { out.push(e.getAttribute('class') || e.tagName); }
			});
			return Array.from(new Set(out));
		}())`)
		if len(faint) > 0 {
			t.Errorf("%s: with colours of the system these cannot be seen: %v", name, faint)
		}
		b.Do(t, browsertest.Media("", wishedColours, "dark"))
		b.Show(t, home+name, 1280)
		if ground := browsertest.Evaluate[string](t, b, `getComputedStyle(document.body).backgroundColor`); ground != "rgb(255, 255, 255)" {
			t.Errorf("%s: a wish for dark colours makes the ground %s", name, ground)
		}
		for _, violation := range browsertest.Axe(t, b, string(source)).Violations {
			t.Errorf("%s with a wish for dark colours: %s", name, violation)
		}
		b.Do(t, browsertest.Media(""))
	}
}
