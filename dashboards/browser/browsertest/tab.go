// Package browsertest looks at published pages in an installed browser.
package browsertest

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"sightline/dashboards/browser"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// Tab is a browser tab that remembers what went wrong and whom the page asked for something.
type Tab struct {
	ctx  context.Context
	mu   sync.Mutex
	said []string
	asks []string
}

// Path is the installed browser. Without one the test is skipped; on the build server that is a failure.
func Path(t testing.TB) string {
	t.Helper()
	if testing.Short() {
		t.Skip("browser tests are left out of a short run")
	}
	path, err := browser.Find()
	if errors.Is(err, browser.ErrNone) && os.Getenv("CI") != "true" {
		t.Skipf("%v: the pages were not checked in a browser", err)
	}
	if err != nil {
		t.Fatalf("%v: the pages were not checked in a browser", err)
	}
	return path
}

// Open opens a tab that stays open for at most the given time.
func Open(t testing.TB, most time.Duration) *Tab {
	t.Helper()
	path := Path(t)
	out := &Tab{}
	ctx, cancel := context.WithTimeout(context.Background(), most)
	t.Cleanup(cancel)
	ctx, cancel = browser.Open(ctx, path, chromedp.WithListener(out.hear))
	t.Cleanup(cancel)
	out.ctx = ctx
	out.Do(t, chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		if _, err := cdp.Call(ctx, target, log.Enable, cdp.Empty{}); err != nil {
			return err
		}
		_, err := cdp.Call(ctx, target, network.Enable, network.EnableParams{})
		return err
	}))
	return out
}

func (b *Tab) hear(event any) {
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

// Take gives and forgets what the browser said and whom it asked.
func (b *Tab) Take() (said, asks []string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	said, asks, b.said, b.asks = b.said, b.asks, nil, nil
	return said, asks
}

// Quiet fails the test for whatever the browser said, and for every request to another host than the page's.
func (b *Tab) Quiet(t testing.TB, address string) {
	t.Helper()
	said, asks := b.Take()
	for _, line := range said {
		t.Errorf("%s: the browser said %s", address, line)
	}
	home, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	for _, ask := range asks {
		if to, err := url.Parse(ask); err != nil || to.Scheme != "data" && (to.Scheme != home.Scheme || to.Host != home.Host) {
			t.Errorf("%s: asked %s", address, ask)
		}
	}
}

// Do carries out steps.
func (b *Tab) Do(t testing.TB, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

// Run carries out an action that gives something.
func Run[T any](t testing.TB, b *Tab, action chromedp.Action[T]) T {
	t.Helper()
	out, err := chromedp.Run(b.ctx, action)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Evaluate runs a script in the page.
func Evaluate[T any](t testing.TB, b *Tab, script string) T {
	t.Helper()
	out, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("%s: %v", script[:min(len(script), 60)], err)
	}
	return out
}

// Show opens a page in a window of a width and waits until its charts are drawn.
func (b *Tab) Show(t testing.TB, address string, width int64) {
	t.Helper()
	b.Do(t, chromedp.EmulateViewport(width, 900), chromedp.Navigate(address))
	b.Settle(t)
}

// Resize gives the window another width and waits for the page to follow.
func (b *Tab) Resize(t testing.TB, width int64) {
	t.Helper()
	b.Do(t, chromedp.EmulateViewport(width, 900))
	Evaluate[bool](t, b, `new Promise(function (done) { requestAnimationFrame(function () { requestAnimationFrame(function () { done(true); }); }); })`)
}

// Settle waits until every chart says that it is drawn.
func (b *Tab) Settle(t testing.TB) {
	t.Helper()
	for range 1000 {
		if Evaluate[int](t, b, `document.querySelectorAll('.chart:not([data-ready])').length`) == 0 {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Error("a chart was not drawn")
}

// Scripts switches scripts of pages off or on.
func Scripts(off bool) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: off})
		return err
	})
}

// Before runs a script in every page before its own.
func Before(script string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script})
		return err
	})
}

// Media takes a kind of medium (print, or none for the screen) and features as name and value.
func Media(kind string, features ...string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		params := emulation.SetEmulatedMediaParams{Media: kind}
		for pair := range slices.Chunk(features, 2) {
			params.Features = append(params.Features, &emulation.MediaFeature{Name: pair[0], Value: pair[1]})
		}
		_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, params)
		return err
	})
}

// Move moves the mouse.
func Move(x, y float64) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, input.DispatchMouseEvent, input.DispatchMouseEventParams{Type: input.DispatchMouseEventTypeMouseMoved, X: x, Y: y})
		return err
	})
}

// Press presses a key a number of times: Tab or Enter.
func Press(key string, times int) chromedp.Action[chromedp.Void] {
	codes := map[string]int64{"Tab": 9, "Enter": 13}
	text := map[string]string{"Enter": "\r"}
	return chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		for range times {
			params := input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyDown, Key: key, Code: key, WindowsVirtualKeyCode: codes[key], Text: text[key]}
			if _, err := cdp.Call(ctx, target, input.DispatchKeyEvent, params); err != nil {
				return err
			}
			params.Type, params.Text = input.DispatchKeyEventTypeKeyUp, ""
			if _, err := cdp.Call(ctx, target, input.DispatchKeyEvent, params); err != nil {
				return err
			}
		}
		return nil
	})
}

// Levels are the sets of axe-core's rules that pages are held to; target-size, which is off by default, comes on.
var Levels = []string{"wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"}

// Findings are what axe-core found in a page.
type Findings struct {
	Engine     string
	Violations []string // a line each
	Unsure     []string // rules that it leaves to a person
	Rules      int
}

// Axe runs axe-core in the page; source is its script.
func Axe(t testing.TB, b *Tab, source string) Findings {
	t.Helper()
	Evaluate[bool](t, b, `typeof axe !== 'undefined' || (`+"function(){"+source+"\nreturn true;}).call(window); true")
	levels, err := json.Marshal(Levels)
	if err != nil {
		t.Fatal(err)
	}
	text := Evaluate[string](t, b, `axe.run(document, {runOnly: {type: 'tag', values: `+string(levels)+`}, rules: {'target-size': {enabled: true}}, preload: false})
		.then(function (found) {
			var ran = {};
			[found.violations, found.passes, found.incomplete, found.inapplicable].forEach(function (list) { list.forEach(function (rule) { ran[rule.id] = true; }); });
			return JSON.stringify({Engine: found.testEngine.name + ' ' + found.testEngine.version, Rules: Object.keys(ran).length,
				Violations: found.violations.map(function (v) {
					return v.id + ': ' + v.nodes.map(function (n) { return n.target.join(' ') + ' ' + n.failureSummary; }).join(' | ');
				}), Unsure: found.incomplete.map(function (v) { return v.id; })}); })`)
	var out Findings
	if err := json.Unmarshal([]byte(text), &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// Overflow is by how many pixels the page is wider than its window.
func Overflow(t testing.TB, b *Tab) int {
	t.Helper()
	return Evaluate[int](t, b, `document.documentElement.scrollWidth - document.documentElement.clientWidth`)
}

// Shift is how much of the page moved after it was first painted, as the sum of the browser's layout shifts.
func Shift(t testing.TB, b *Tab) float64 {
	t.Helper()
	return Evaluate[float64](t, b, `new Promise(function (done) {
		var sum = 0;
		new PerformanceObserver(function (list) { list.getEntries().forEach(function (e) { sum += e.value; }); }).observe({type: 'layout-shift', buffered: true});
		requestAnimationFrame(function () { setTimeout(function () { done(sum); }, 30); });
	})`)
}

// Kind is what sort of page a path inside an edition names: the pages of one kind come from one template.
func Kind(path string) string {
	parts := strings.Split(strings.TrimSuffix(path, ".html"), "/")
	last := parts[len(parts)-1]
	if len(parts) > 2 && last != "index" {
		kind := parts[len(parts)-2] + "/"
		if strings.HasPrefix(last, "by-") {
			kind += "by-"
		}
		return kind + "*"
	}
	return strings.Join(parts[1:], "/")
}
