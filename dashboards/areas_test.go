package dashboards_test

import (
	"database/sql"
	"path/filepath"
	"strings"
	"testing"
)

func secondAuthority(t testing.TB, db *sql.DB) {
	t.Helper()
	execute(t, db, `
		insert or replace into core.area values ('205', 'Hammersmith and Fulham', 'authority', 'E09000013', 'London Inner', true);
		insert into indicators.value by name
		select * replace ('205' as area_code) from indicators.value where indicator = 'cla';`)
}

func TestSeveralAuthoritiesHaveAFolderEach(t *testing.T) {
	dir, db := t.TempDir(), world(t)
	secondAuthority(t, db)
	publish(t, db, dir)
	tree := files(t, filepath.Join(dir, "current", "public"))
	for _, name := range []string{"index.html", "204/index.html", "205/index.html", "method/index.html", "method/cla.html", "205/indicators/cla.html", "205/data/all.csv", "assets/style.css"} {
		if _, ok := tree[name]; !ok {
			t.Errorf("%s was not published", name)
		}
	}
	if !strings.Contains(tree["index.html"], `<a href="205/index.html">Hammersmith and Fulham</a>`) {
		t.Error("the first page does not lead to the authorities")
	}
	if _, ok := tree["204/method/cla.html"]; ok || !strings.Contains(tree["204/indicators/cla.html"], `href="../../method/cla.html"`) {
		t.Error("method pages belong to all authorities together")
	}
	for name, text := range tree {
		if !strings.HasSuffix(name, ".html") {
			continue
		}
		for _, link := range links(text) {
			target, _, _ := strings.Cut(link, "#")
			if strings.HasPrefix(link, "data:,") || target == "" {
				continue
			}
			if _, ok := tree[filepath.ToSlash(filepath.Join(filepath.Dir(name), target))]; !ok {
				t.Errorf("%s: the link %s leads nowhere", name, link)
			}
		}
	}
}

// links are the values of href and src.
func links(text string) []string {
	var out []string
	for _, mark := range []string{` href="`, ` src="`} {
		for _, part := range strings.Split(text, mark)[1:] {
			link, _, _ := strings.Cut(part, `"`)
			out = append(out, link)
		}
	}
	return out
}

func BenchmarkPublish(b *testing.B) {
	db, dir := world(b), b.TempDir()
	pages := 0
	for b.Loop() {
		pages += publish(b, db, dir).Pages
	}
	b.ReportMetric(float64(pages)/b.Elapsed().Seconds(), "pages/s")
}
