package dashboards_test

import (
	"slices"
	"strings"
	"testing"

	"sightline/dashboards/browser/browsertest"
)

// watchFocus remembers every element that takes focus: its place among all that can, whether it can be seen, and
// whether something shows that it has focus.
const watchFocus = `(function () {
	var can = Array.from(document.querySelectorAll('a[href], summary, button, input, select, textarea, [tabindex="0"]')).filter(function (e) {
		return e.getClientRects().length > 0 && getComputedStyle(e).visibility !== 'hidden' && (!e.closest('details:not([open])') || e.tagName === 'SUMMARY');
	});
	window.focused = [];
	document.addEventListener('focusin', function (event) {
		var e = event.target, style = getComputedStyle(e), box = e.getBoundingClientRect();
		window.focused.push({
			place: can.indexOf(e), name: e.tagName + ' ' + (e.getAttribute('href') || e.id || e.textContent.trim().slice(0, 40)),
			shown: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
			inside: box.bottom > 0 && box.top < innerHeight && box.width > 0 && box.height > 0
		});
	});
	return can.length;
}())`

type focus struct {
	Place  int    `json:"place"`
	Name   string `json:"name"`
	Shown  bool   `json:"shown"`
	Inside bool   `json:"inside"`
}

// With the Tab key alone one comes by everything that can be used, in the order in which it is read, and sees
// where one is.
func TestKeyboardPath(t *testing.T) {
	b := browsertest.Open(t, aWhile)
	dir, home := serve(t)
	for _, page := range oneOfEach(t, dir) {
		b.Show(t, home+page, 1280)
		all := browsertest.Evaluate[int](t, b, watchFocus)
		b.Do(t, browsertest.Press("Tab", all))
		path := browsertest.Evaluate[[]focus](t, b, `window.focused`)
		var places []int
		for _, step := range path {
			places = append(places, step.Place)
			if !step.Shown || !step.Inside {
				t.Errorf("%s: %s has focus, marked %v, in sight %v", page, step.Name, step.Shown, step.Inside)
			}
		}
		if !slices.IsSorted(places) || len(slices.Compact(slices.Clone(places))) != all || len(path) == 0 || path[0].Name != "A #main" {
			t.Errorf("%s: %d of %d elements took focus, in order %v; the first was %v", page, len(path), all, slices.IsSorted(places), path[:min(1, len(path))])
		}
	}
}

// The first step leads past the navigation, and from there on into the main content.
func TestSkipLink(t *testing.T) {
	b := browsertest.Open(t, aWhile)
	_, home := serve(t)
	for _, page := range []string{"public/index.html", "public/indicators/cla.html"} {
		b.Show(t, home+page, 1280)
		b.Do(t, browsertest.Press("Tab", 1))
		if seen := browsertest.Evaluate[bool](t, b, `(function () { var r = document.activeElement.getBoundingClientRect(); return document.activeElement.className === 'skip' && r.left >= 0 && r.top >= 0 && r.height >= 24; }())`); !seen {
			t.Errorf("%s: the skip link is not seen when it has focus", page)
		}
		b.Do(t, browsertest.Press("Enter", 1), browsertest.Press("Tab", 1))
		if inside := browsertest.Evaluate[bool](t, b, `document.querySelector('main').contains(document.activeElement)`); !inside {
			t.Errorf("%s: after the skip link the next step is outside the main content", page)
		}
	}
}

// Everything that scrolls sideways can be reached and scrolled by keyboard.
func TestWideTablesScrollByKeyboard(t *testing.T) {
	b := browsertest.Open(t, aWhile)
	dir, home := serve(t)
	for _, page := range oneOfEach(t, dir) {
		b.Show(t, home+page, 320)
		stuck := browsertest.Evaluate[[]string](t, b, `Array.from(document.querySelectorAll('main *')).filter(function (e) {
			var flow = getComputedStyle(e).overflowX;
			return (flow === 'auto' || flow === 'scroll') && e.scrollWidth > e.clientWidth + 1 && e.getClientRects().length > 0 && e.tabIndex < 0;
		}).map(function (e) { return e.tagName + '.' + e.className; })`)
		if len(stuck) > 0 {
			t.Errorf("%s: these scroll and cannot be reached: %s", page, strings.Join(stuck, ", "))
		}
	}
}
