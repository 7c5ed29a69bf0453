package dashboards_test

import (
	"encoding/json"
	"flag"
	"fmt"
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
)

var update = flag.Bool("update", false, "write what the browser finds into assets/accessibility.json")

func browserPath(t *testing.T) string { t.Helper(); return browsertest.Path(t) }

const aWhile = 5 * time.Minute

// serve publishes the seeded world and serves its current edition.
func serve(t *testing.T) (dir, address string) {
	t.Helper()
	dir = t.TempDir()
	publish(t, world(t), dir)
	dir = filepath.Join(dir, "current")
	server := httptest.NewServer(http.FileServer(http.Dir(dir)))
	t.Cleanup(server.Close)
	return dir, server.URL + "/"
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

// oneOfEach is a page of every kind of both editions; of indicators the ones with the most on them.
func oneOfEach(t *testing.T, dir string) []string {
	t.Helper()
	rich := map[string]string{"indicators/*": "placements_three_or_more", "method/*": "placements_three_or_more", "theme/*": "looked_after"}
	var out []string
	seen := map[string]bool{}
	for _, page := range pagesOf(t, dir) {
		edition, _, _ := strings.Cut(page, "/")
		kind := browsertest.Kind(page)
		if want := rich[kind]; seen[edition+kind] || want != "" && !strings.Contains(page, want) {
			continue
		}
		seen[edition+kind] = true
		out = append(out, page)
	}
	return out
}

// record is assets/accessibility.json.
type record struct {
	Checked    string   `json:"checked"`
	Engine     string   `json:"engine"`
	Rules      int      `json:"rules"`
	Levels     []string `json:"levels"`
	Browser    string   `json:"browser"`
	Pages      int      `json:"pages"`
	Kinds      []string `json:"kinds"`
	Widths     []int64  `json:"widths"`
	Violations []string `json:"violations"`
	Unsure     []string `json:"unsure"`
}

// Every page of both editions: nothing said in the console, nobody else asked, nothing moved after the first
// paint, nothing wider than its window, no rule of axe-core broken. What was found is what the accessibility
// statement says.
func TestAccessibilityOfEveryPage(t *testing.T) {
	b := browsertest.Open(t, aWhile)
	source, err := os.ReadFile("testdata/axe.min.js")
	if err != nil {
		t.Fatal(err)
	}
	dir, home := serve(t)
	found := record{Levels: browsertest.Levels, Widths: []int64{1280, 320}, Violations: []string{}}
	thorough := oneOfEach(t, dir)
	charts := 0
	for _, page := range pagesOf(t, dir) {
		address := home + page
		b.Show(t, address, 1280)
		if shift := browsertest.Shift(t, b); shift > 0 {
			t.Errorf("%s: %.4f of the page moved after the first paint", page, shift)
		}
		charts += browsertest.Evaluate[int](t, b, `document.querySelectorAll('.chart[data-ready] .chart-live svg path').length > 0 ? 1 : 0`)
		browsertest.Evaluate[bool](t, b, `document.querySelectorAll('details').forEach(function (d) { d.open = true; }), true`)
		for _, width := range found.Widths {
			b.Resize(t, width)
			if over := browsertest.Overflow(t, b); over > 0 {
				t.Errorf("%s: at %d pixels the page is %d too wide: %s", page, width, over, widest(t, b))
			}
			if width != 1280 && !slices.Contains(thorough, page) || strings.HasPrefix(page, "internal/") && !slices.Contains(thorough, page) {
				continue
			}
			run := browsertest.Axe(t, b, string(source))
			for _, violation := range run.Violations {
				t.Errorf("%s at %d pixels: %s", page, width, violation)
				found.Violations = append(found.Violations, page+": "+violation)
			}
			for _, rule := range run.Unsure {
				if !slices.Contains(found.Unsure, rule) {
					found.Unsure = append(found.Unsure, rule)
				}
			}
			found.Engine, found.Rules = run.Engine, max(found.Rules, run.Rules)
		}
		b.Quiet(t, address)
		found.Pages++
		if kind := browsertest.Kind(page); !slices.Contains(found.Kinds, kind) {
			found.Kinds = append(found.Kinds, kind)
		}
	}
	if charts < 12 {
		t.Errorf("only %d pages had a drawn chart", charts)
	}
	version := regexp.MustCompile(`Chrome/(\d+)`).FindStringSubmatch(browsertest.Evaluate[string](t, b, `navigator.userAgent`))
	if version != nil {
		found.Browser = "Chromium " + version[1]
	}
	slices.Sort(found.Kinds)
	slices.Sort(found.Unsure)
	checkRecord(t, found)
}

// checkRecord holds what was found against the record that the statement is written from, or writes it.
func checkRecord(t *testing.T, found record) {
	t.Helper()
	const path = "assets/accessibility.json"
	if *update {
		found.Checked = time.Now().UTC().Format(time.DateOnly)
		text, err := json.MarshalIndent(found, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, append(text, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var held record
	if err := json.Unmarshal(text, &held); err != nil {
		t.Fatal(err)
	}
	if held.Engine != found.Engine || held.Rules != found.Rules || !slices.Equal(held.Levels, found.Levels) || !slices.Equal(held.Kinds, found.Kinds) ||
		!slices.Equal(held.Violations, found.Violations) || !slices.Equal(held.Unsure, found.Unsure) || held.Pages == 0 {
		t.Errorf("the record in %s no longer says what the browser finds: run go test ./dashboards -run Accessibility -update\nheld  %+v\nfound %+v", path, held, found)
	}
}

// The pages work from a file share, with scripts, without a server.
func TestPagesWorkFromFiles(t *testing.T) {
	b := browsertest.Open(t, aWhile)
	dir, _ := serve(t)
	real, err := filepath.EvalSymlinks(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range []string{"public/index.html", "public/indicators/placements_three_or_more.html", "public/theme/looked_after.html"} {
		address := "file://" + filepath.ToSlash(real) + "/" + page
		b.Show(t, address, 1280)
		if wanted, drawn := browsertest.Evaluate[int](t, b, `document.querySelectorAll('.chart').length`), browsertest.Evaluate[int](t, b, `document.querySelectorAll('.chart[data-ready] .chart-live svg').length`); wanted != drawn {
			t.Errorf("%s: %d of %d charts were drawn", page, drawn, wanted)
		}
		b.Quiet(t, address)
	}
}

// Every link of a page leads to a file of the edition.
func TestLinksLeadSomewhere(t *testing.T) {
	dir := t.TempDir()
	publish(t, world(t), dir)
	tree := files(t, filepath.Join(dir, "current"))
	link := regexp.MustCompile(`(?:href|src)="([^"#]+)(?:#[^"]*)?"`)
	for name, text := range tree {
		if !strings.HasSuffix(name, ".html") {
			continue
		}
		for _, match := range link.FindAllStringSubmatch(text, -1) {
			if strings.HasPrefix(match[1], "data:") {
				continue
			}
			target := filepath.ToSlash(filepath.Join(filepath.Dir(name), match[1]))
			if _, ok := tree[target]; !ok {
				t.Errorf("%s leads to %s, which is not there", name, target)
			}
		}
	}
}

func TestTooltipsKeepToThePolicy(t *testing.T) {
	b := browsertest.Open(t, aWhile)
	_, home := serve(t)
	b.Show(t, home+"public/indicators/placements_three_or_more.html", 1280)
	box := browsertest.Evaluate[[]float64](t, b, `(function () {
		var live = document.querySelector('.chart-live'); live.scrollIntoView({block: 'center'});
		var r = live.getBoundingClientRect(); return [r.left + r.width * 0.4, r.top + r.height * 0.5];
	}())`)
	b.Do(t, browsertest.Move(box[0], box[1]), browsertest.Move(box[0]+3, box[1]+3))
	text := ""
	for range 50 {
		if text = browsertest.Evaluate[string](t, b, `document.querySelector('.chart-live svg').textContent`); strings.Contains(text, "Neighbours’ mean: ") {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	if !strings.Contains(text, "Neighbours’ mean: ") || !strings.Contains(text, "England: 10.7%") {
		t.Error("pointing at the chart shows no figures")
	}
	if said, _ := b.Take(); len(said) > 0 {
		t.Errorf("the browser said %v", said)
	}
}

// What a chart in the browser holds are figures of the table below it, each of them and no other.
func TestLiveChartsHoldTheirTables(t *testing.T) {
	b := browsertest.Open(t, aWhile)
	dir, home := serve(t)
	// The library hands out no charts: what it makes is kept where the test finds it.
	b.Do(t, browsertest.Before(`Object.defineProperty(window, 'echarts', {configurable: true, set: function (library) {
		var copy = Object.assign({}, library, {init: function (dom) { return dom.made = library.init.apply(library, arguments); }});
		Object.defineProperty(window, 'echarts', {value: copy});
	}})`))
	checked := 0
	for _, page := range pagesOf(t, dir) {
		if kind := browsertest.Kind(page); !strings.HasSuffix(kind, "/*") || kind == "method/*" {
			continue
		}
		b.Show(t, home+page, 1280)
		type chart struct {
			ID     string
			Values []float64
			Cells  []string
		}
		for _, c := range browsertest.Evaluate[[]chart](t, b, `Array.from(document.querySelectorAll('.chart')).map(function (holder) {
			var option = holder.querySelector('.chart-live').made.getOption(), values = [];
			option.series.forEach(function (series) { (series.data || []).forEach(function (point) {
				var v = point !== null && typeof point === 'object' && !Array.isArray(point) ? point.value : point;
				if (Array.isArray(v)) { // a place on an axis of names is no figure
					v = v.filter(function (n, i) { return [option.xAxis, option.yAxis][i] === undefined || [].concat([option.xAxis, option.yAxis][i])[0].type !== 'category'; });
				}
				(Array.isArray(v) ? v : [v]).forEach(function (n) { if (typeof n === 'number' && isFinite(n)) { values.push(n); } });
			}); });
			var table = holder.closest('section').querySelector('table');
			return {ID: holder.id, Values: values, Cells: Array.from(table.querySelectorAll('td, th')).map(function (cell) { return cell.textContent; })};
		})`) {
			checked++
			stray := strayValues(c.Values, c.Cells)
			if len(c.Values) == 0 || len(stray) > 0 {
				t.Errorf("%s, %s: %d values, of which these are in no cell of the table: %v", page, c.ID, len(c.Values), stray)
			}
		}
	}
	if checked < 12 {
		t.Errorf("only %d charts were looked at", checked)
	}
}

var figureText = regexp.MustCompile(`−?£?\d[\d,]*(?:\.\d+)?m?`)

// strayValues are those that no figure of the cells is when it is rounded as the cell is.
func strayValues(values []float64, cells []string) []float64 {
	type shown struct {
		value  float64
		places int
	}
	var figures []shown
	for _, cell := range cells {
		for _, text := range figureText.FindAllString(cell, -1) {
			text = strings.NewReplacer(",", "", "£", "", "−", "-").Replace(text)
			if strings.HasSuffix(text, "m") {
				continue
			}
			_, fraction, _ := strings.Cut(text, ".")
			var v float64
			if _, err := fmt.Sscanf(text, "%g", &v); err == nil {
				figures = append(figures, shown{v, len(fraction)})
			}
		}
	}
	var out []float64
	for _, value := range values {
		if !slices.ContainsFunc(figures, func(f shown) bool {
			half := 0.5
			for range f.places {
				half /= 10
			}
			return value-f.value <= half*1.0001 && f.value-value <= half*1.0001
		}) {
			out = append(out, value)
		}
	}
	return out
}
