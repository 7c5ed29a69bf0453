package dashboards_test

import (
	"testing"

	"sightline/dashboards/browser/browsertest"
)

// A table or drawing that is wider than the window says that it scrolls, in words that forced colours leave; one that
// is not says nothing.
func TestWhatScrollsSidewaysSaysSo(t *testing.T) {
	b := browsertest.Open(t, aWhile)
	dir, home := serve(t)
	wide, narrow := 0, 0
	for _, width := range []int64{320, 1000} {
		for _, name := range oneOfEach(t, dir) {
			b.Show(t, home+name, width)
			browsertest.Evaluate[bool](t, b, `document.querySelectorAll('details').forEach(function (d) { d.open = true; }), true`)
			b.Settle(t)
			// The browser reckons how far a region scrolls once a frame, and what follows from it in the next.
			browsertest.Evaluate[bool](t, b, `new Promise(function (done) { var left = 4, next = function () { if (left-- === 0) { done(true); } else { requestAnimationFrame(next); } }; next(); })`)
			got := browsertest.Evaluate[struct {
				Wide, Narrow int
				Wrong        string
			}](t, b, `(function () {
				var out = {Wide: 0, Narrow: 0, Wrong: ''};
				Array.from(document.querySelectorAll('.scroll')).forEach(function (e) {
					if (e.clientWidth === 0) { return; }
					var more = e.scrollWidth > e.clientWidth + 1;
					var says = getComputedStyle(e, '::before').visibility === 'visible' && getComputedStyle(e, '::before').content !== 'none';
					if (more) { out.Wide++; } else { out.Narrow++; }
					if (more !== says) { out.Wrong += (more ? 'silent (' + e.scrollWidth + ' of ' + e.clientWidth + '): ' : 'false alarm: ') + (e.getAttribute('aria-label') || e.getAttribute('aria-labelledby')) + '; '; }
				});
				return out;
			}())`)
			wide, narrow = wide+got.Wide, narrow+got.Narrow
			if got.Wrong != "" {
				t.Errorf("%s at %d pixels: %s", name, width, got.Wrong)
			}
		}
	}
	if wide == 0 || narrow == 0 {
		t.Errorf("%d regions were wider than the window and %d were not: the test looks at nothing", wide, narrow)
	}
}
