package dashboards_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// tab is a browser tab that remembers what went wrong and whom the page asked for something.
type tab struct {
	ctx  context.Context
	mu   sync.Mutex
	said []string
	asks []string
}

func (b *tab) hear(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *log.EventEntryAdded:
		b.said = append(b.said, string(e.Entry.Level)+": "+e.Entry.Text)
	case *runtime.EventExceptionThrown:
		b.said = append(b.said, "exception: "+e.ExceptionDetails.Text)
	case *runtime.EventConsoleAPICalled:
		b.said = append(b.said, "console."+string(e.Type))
	case *network.EventRequestWillBeSent:
		b.asks = append(b.asks, e.Request.URL)
	}
}

// take gives and forgets what was heard.
func (b *tab) take() (said, asks []string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	said, asks, b.said, b.asks = b.said, b.asks, nil, nil
	return said, asks
}

func (b *tab) do(t *testing.T, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

func evaluate[T any](t *testing.T, b *tab, script string) T {
	t.Helper()
	out, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("%s: %v", script[:min(len(script), 60)], err)
	}
	return out
}

// browser opens a tab, or skips the test where there is no browser; on the build server that is a
// failure.
func browser(t *testing.T) *tab {
	t.Helper()
	if testing.Short() {
		t.Skip("browser tests are left out of a short run")
	}
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		if os.Getenv("CI") == "true" {
			t.Fatal("no Chromium or Chrome found: the pages were not checked in a browser")
		}
		t.Skip("no Chromium or Chrome found: the pages were not checked in a browser")
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.DisableGPU, chromedp.ExecPath(path), chromedp.Flag("no-proxy-server", true),
		chromedp.Flag("hide-scrollbars", true), chromedp.Flag("font-render-hinting", "none"),
		chromedp.Flag("disable-component-update", true))
	if os.Geteuid() == 0 {
		opts = append(opts, chromedp.NoSandbox) // our own pages only
	}
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), opts...)
	t.Cleanup(cancel)
	out := &tab{}
	ctx, cancel = chromedp.NewContext(ctx, chromedp.WithListener(out.hear))
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 3*time.Minute)
	t.Cleanup(cancel)
	out.ctx = ctx
	out.do(t, chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		if _, err := cdp.Call(ctx, target, log.Enable, cdp.Empty{}); err != nil {
			return err
		}
		_, err := cdp.Call(ctx, target, network.Enable, network.EnableParams{})
		return err
	}))
	return out
}

func scripts(off bool) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: off})
		return err
	})
}

func move(x, y float64) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, input.DispatchMouseEvent, input.DispatchMouseEventParams{Type: input.DispatchMouseEventTypeMouseMoved, X: x, Y: y})
		return err
	})
}

// undrawn counts charts that have not said that they are ready.
const undrawn = `document.querySelectorAll('.chart:not([data-ready])').length`

func settle(t *testing.T, b *tab) {
	t.Helper()
	for range 100 {
		if evaluate[int](t, b, undrawn) == 0 {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Error("a chart was not drawn")
}

// axe runs axe-core in the page and returns a line per violation.
func axe(t *testing.T, b *tab, source string) []string {
	t.Helper()
	evaluate[bool](t, b, source+"; true")
	text := evaluate[string](t, b, `axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], preload: false})
		.then(function (found) { return JSON.stringify(found.violations.map(function (v) {
			return v.id + ': ' + v.nodes.map(function (n) { return n.target.join(' ') + ' ' + n.failureSummary; }).join(' | ');
		})); })`)
	var out []string
	if err := json.Unmarshal([]byte(text), &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func pagesOf(t *testing.T, dir string) []string {
	t.Helper()
	var out []string
	for name := range files(t, dir) {
		if strings.HasSuffix(name, ".html") {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

func TestPagesInABrowser(t *testing.T) {
	b := browser(t)
	source, err := os.ReadFile("testdata/axe.min.js")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	publish(t, world(t), dir)
	current := filepath.Join(dir, "current")
	server := httptest.NewServer(http.FileServer(http.Dir(current)))
	defer server.Close()
	local, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	charts := 0
	check := func(address, host string) {
		t.Helper()
		for _, width := range []int64{1280, 320} {
			b.do(t, chromedp.EmulateViewport(width, 900), chromedp.Navigate(address))
			settle(t, b)
			evaluate[bool](t, b, `document.querySelectorAll('details').forEach(function (d) { d.open = true; }), true`)
			charts += evaluate[int](t, b, `document.querySelectorAll('.chart[data-ready] .chart-live svg path').length > 0 ? 1 : 0`)
			if over := evaluate[int](t, b, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); over > 0 {
				t.Errorf("%s: at %d pixels the page is %d too wide", address, width, over)
			}
			if width == 1280 || strings.HasSuffix(address, "index.html") || strings.HasSuffix(address, "more.html") || strings.HasSuffix(address, "45_days.html") {
				for _, violation := range axe(t, b, string(source)) {
					t.Errorf("%s at %d pixels: %s", address, width, violation)
				}
			}
		}
		said, asks := b.take()
		for _, line := range said {
			t.Errorf("%s: the browser said %s", address, line)
		}
		for _, ask := range asks {
			if parsed, err := url.Parse(ask); err != nil || (parsed.Host != host && parsed.Scheme != "data") {
				t.Errorf("%s: asked %s", address, ask)
			}
		}
	}
	for _, page := range pagesOf(t, current) {
		if strings.HasPrefix(page, "public/") || page == "internal/index.html" || page == "internal/indicators/placed_within_12_months.html" {
			check(server.URL+"/"+page, local.Host)
		}
	}
	real, err := filepath.EvalSymlinks(current)
	if err != nil {
		t.Fatal(err)
	}
	check("file://"+filepath.ToSlash(real)+"/public/indicators/placements_three_or_more.html", "")
	if charts < 12 {
		t.Errorf("only %d views had a drawn chart", charts)
	}
}

func TestTooltipsKeepToThePolicy(t *testing.T) {
	b := browser(t)
	dir := t.TempDir()
	publish(t, world(t), dir)
	server := httptest.NewServer(http.FileServer(http.Dir(filepath.Join(dir, "current"))))
	defer server.Close()
	b.do(t, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(server.URL+"/public/indicators/placements_three_or_more.html"))
	settle(t, b)
	box := evaluate[[]float64](t, b, `(function () {
		var live = document.querySelector('.chart-live'); live.scrollIntoView({block: 'center'});
		var r = live.getBoundingClientRect(); return [r.left + r.width * 0.4, r.top + r.height * 0.5];
	}())`)
	b.do(t, move(box[0], box[1]), move(box[0]+3, box[1]+3))
	text := ""
	for range 50 {
		if text = evaluate[string](t, b, `document.querySelector('.chart-live svg').textContent`); strings.Contains(text, "Neighbours’ mean: ") {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	if !strings.Contains(text, "Neighbours’ mean: ") || !strings.Contains(text, "England: 10.7%") {
		t.Error("pointing at the chart shows no figures")
	}
	if said, _ := b.take(); len(said) > 0 {
		t.Errorf("the browser said %v", said)
	}
}

func TestPagesAreCompleteWithoutScripts(t *testing.T) {
	b := browser(t)
	dir := t.TempDir()
	publish(t, world(t), dir)
	server := httptest.NewServer(http.FileServer(http.Dir(filepath.Join(dir, "current"))))
	defer server.Close()
	for _, width := range []int64{1280, 320} {
		b.do(t, scripts(true), chromedp.EmulateViewport(width, 900),
			chromedp.Navigate(server.URL+"/public/indicators/placements_three_or_more.html"))
		b.do(t, scripts(false))
		got := evaluate[map[string]any](t, b, `(function () {
			var svg = document.querySelector('.chart-static svg'), table = document.querySelector('#table-years').closest('table');
			return {
				drawing: svg.getBoundingClientRect().height, marks: svg.querySelectorAll('.mark').length,
				live: document.querySelector('.chart-live').getBoundingClientRect().height,
				rows: table.tBodies[0].rows.length, table: table.getBoundingClientRect().height,
				named: svg.querySelector('title').textContent !== '' && svg.querySelector('desc').textContent !== '',
				over: document.documentElement.scrollWidth - document.documentElement.clientWidth
			};
		}())`)
		if got["drawing"].(float64) < 100 || got["marks"].(float64) != 18 || got["live"].(float64) != 0 || got["rows"].(float64) != 6 || got["table"].(float64) < 100 || got["named"] != true || got["over"].(float64) > 0 {
			t.Errorf("without scripts at %d pixels: %v", width, fmt.Sprint(got))
		}
	}
}
