package main

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"sightline/dashboards/browser/browsertest"
	"sightline/dashboards/contents"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// sheetSides is how many sides of A4 a sheet of paper has.
const sheetSides = 2

// pdfPage is how a PDF of Chromium writes that an object is a page; the tree of pages is of another type.
var pdfPage = regexp.MustCompile(`/Type /Page\b`)

// oneSheet refuses front pages that do not print on one sheet of A4, or do so in letters of less than nine points.
func oneSheet(t *testing.T, b *browsertest.Tab, home string) {
	t.Helper()
	for _, edition := range []string{"public", "internal"} {
		address := home + edition + "/index.html"
		b.Show(t, address, 1280)
		yes := true
		text := browsertest.Run(t, b, chromedp.PrintToPDF(chromedp.PDFPaper(chromedp.PaperA4), chromedp.PDFPrintBackground(),
			func(p *page.PrintToPDFParams) { p.PreferCSSPageSize, p.GenerateTaggedPDF = &yes, &yes }))
		if sides := len(pdfPage.FindAll(text, -1)); sides < 1 || sides > sheetSides {
			t.Errorf("the %s front page prints on %d sides of A4, want no more than %d", edition, sides, sheetSides)
		}
		b.Do(t, browsertest.Media("print"))
		small := browsertest.Evaluate[string](t, b, `Array.from(document.querySelectorAll('body *')).filter(function (e) {
			var own = Array.from(e.childNodes).some(function (n) { return n.nodeType === 3 && n.data.trim() !== ''; });
			return own && e.getClientRects().length > 0 && !e.closest('.hush') && parseFloat(getComputedStyle(e).fontSize) < 11.99;
		}).slice(0, 5).map(function (e) { return e.textContent.slice(0, 40) + ' (' + getComputedStyle(e).fontSize + ')'; }).join('; ')`)
		b.Do(t, browsertest.Media(""))
		if small != "" {
			t.Errorf("the %s front page prints letters of less than nine points: %s", edition, small)
		}
	}
}

// fullSheets refuses a board pack with a side that has next to nothing on it: the last words of a part that spilled. The
// last side ends where the pack ends.
func fullSheets(t *testing.T, file string) {
	t.Helper()
	const fewest = 500 // characters, marking and foot included: some five lines
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	parts, err := contents.Parts(filepath.Base(file), raw)
	if err != nil {
		t.Fatal(err)
	}
	parts = slices.DeleteFunc(parts, func(p contents.Part) bool { return !p.Page })
	if len(parts) < 10 {
		t.Fatalf("%d sides of the board pack could be read", len(parts))
	}
	for i, part := range parts[:len(parts)-1] {
		if len(part.Text) < fewest {
			t.Errorf("side %d of the board pack is nearly empty: %q", i+1, part.Text)
		}
	}
}

// A front page that warns of every extract being old still goes on one sheet, and still names each of them.
func TestOldExtractsLeaveTheFrontPageOneSheet(t *testing.T) {
	browsertest.Path(t)
	dir := demoSite(t, "modern")
	a := &app{stdout: io.Discard, stderr: io.Discard, now: time.Now, demonstrating: true}
	a.configPath = filepath.Join(dir, "..", "..", "..", "sightline.yaml")
	c, err := loadConfig(a.configPath)
	if err != nil {
		t.Fatal(err)
	}
	if err := a.runOnce(context.Background(), c, runOptions{asAt: time.Date(2026, time.September, 30, 0, 0, 0, 0, time.UTC), until: untilPublish, pdf: true}); err != nil {
		t.Fatal(err)
	}
	if dir, err = filepath.EvalSymlinks(filepath.Join(c.resolve(c.Publish.Dir), "current")); err != nil {
		t.Fatal(err)
	}
	fullSheets(t, filepath.Join(dir, "internal", "board-pack.pdf"))
	b := browsertest.Open(t, 3*time.Minute)
	server := httptest.NewServer(http.FileServer(http.Dir(dir)))
	defer server.Close()
	oneSheet(t, b, server.URL+"/")
	b.Show(t, server.URL+"/internal/index.html", 1280)
	warning := browsertest.Evaluate[string](t, b, `Array.from(document.querySelectorAll('.warning > p')).map(function (e) { return e.textContent; }).join('\n')`)
	if strings.Contains(warning, "\n") {
		t.Errorf("several warnings of old extracts, want one: %s", warning)
	}
	for _, name := range []string{"the ledger", "the absence extract", "the budget", "the children in need census", "the placement costs", "(SSDA903)"} {
		if !strings.Contains(warning, name) {
			t.Errorf("the warning does not name %s: %s", name, warning)
		}
	}
}
