package main

import (
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"sightline/dashboards/browser/browsertest"

	"github.com/chromedp/chromedp"
)

// demoSite makes a demonstration and gives the folder of its current edition.
func demoSite(t *testing.T, scenario string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), scenario)
	a := &app{stdout: io.Discard, stderr: io.Discard, now: func() time.Time { return time.Date(2026, time.May, 4, 9, 0, 0, 0, time.UTC) }}
	if err := a.demo(t.Context(), scenario, dir, 1); err != nil {
		t.Fatal(err)
	}
	out, err := filepath.EvalSymlinks(filepath.Join(dir, "published", "current"))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func demoPages(t *testing.T, dir string) []string {
	t.Helper()
	var out []string
	if err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".html") {
			relative, _ := filepath.Rel(dir, path)
			out = append(out, filepath.ToSlash(relative))
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return out
}

// Every public page of both demonstrations, and every kind of internal page: no word in the console, no request to
// anybody else, nothing that moves after the first paint, nothing wider than its window, no rule of axe-core broken,
// no page too heavy.
func TestDemonstrationsInABrowser(t *testing.T) {
	browsertest.Path(t)
	source, err := os.ReadFile("../../dashboards/testdata/axe.min.js")
	if err != nil {
		t.Fatal(err)
	}
	for _, scenario := range []string{"modern", "hackney"} {
		t.Run(scenario, func(t *testing.T) {
			dir := demoSite(t, scenario)
			pages := demoPages(t, dir)
			weigh(t, dir, pages)
			b := browsertest.Open(t, 14*time.Minute)
			server := httptest.NewServer(http.FileServer(http.Dir(dir)))
			defer server.Close()
			seen := map[string]bool{}
			for _, page := range pages {
				edition, _, _ := strings.Cut(page, "/")
				first := !seen[edition+browsertest.Kind(page)]
				seen[edition+browsertest.Kind(page)] = true
				if edition != "public" && !first {
					continue
				}
				address := server.URL + "/" + page
				b.Show(t, address, 1280)
				if shift := browsertest.Shift(t, b); shift > 0 {
					t.Errorf("%s: %.4f of the page moved after the first paint", page, shift)
				}
				browsertest.Evaluate[bool](t, b, `document.querySelectorAll('details').forEach(function (d) { d.open = true; }), true`)
				if over := browsertest.Overflow(t, b); over > 0 {
					t.Errorf("%s is %d pixels too wide", page, over)
				}
				if first || os.Getenv("CI") == "true" { // minutes, which the build server has
					for _, violation := range browsertest.Axe(t, b, string(source)).Violations {
						t.Errorf("%s: %s", page, violation)
					}
				}
				b.Resize(t, 320)
				if over := browsertest.Overflow(t, b); over > 0 {
					t.Errorf("%s at 320 pixels is %d too wide", page, over)
				}
				b.Quiet(t, address)
			}
			oneSheet(t, b, server.URL+"/")
			if folder := os.Getenv("ARTIFACTS"); folder != "" { //nolint:misspell // build servers spell it so
				keepPictures(t, b, server.URL+"/", filepath.Join(folder, scenario), pages)
			}
		})
	}
}

// weigh refuses pages that are too heavy: a public indicator page with style and script, every other page alone.
func weigh(t *testing.T, dir string, pages []string) {
	t.Helper()
	const most = 100_000
	size := func(name string) int64 {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		return info.Size()
	}
	besides := size("public/assets/style.css") + size("public/assets/page.js")
	for _, page := range pages {
		weight := size(page)
		if strings.HasPrefix(page, "public/indicators/") {
			weight += besides
		}
		if weight > most {
			t.Errorf("%s weighs %d bytes, more than %d", page, weight, most)
		}
	}
}

// keepPictures keeps pictures of the front page, an indicator page and a team page, wide and narrow.
func keepPictures(t *testing.T, b *browsertest.Tab, home, folder string, pages []string) {
	t.Helper()
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	wanted := map[string]string{"front": "public/index.html", "indicator": "public/indicators/placements_three_or_more.html", "internal-indicator": "internal/indicators/placements_three_or_more.html"}
	if at := slices.IndexFunc(pages, func(page string) bool { return browsertest.Kind(page) == "team/*" }); at >= 0 {
		wanted["team"] = pages[at]
	}
	for name, page := range wanted {
		for _, width := range []int64{1280, 320} {
			b.Show(t, home+page, width)
			picture := browsertest.Run(t, b, chromedp.FullScreenshot(100))
			file := filepath.Join(folder, name+map[int64]string{1280: "-1280.png", 320: "-320.png"}[width])
			if err := os.WriteFile(file, picture, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}
