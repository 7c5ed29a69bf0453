package dashboards_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"sightline/dashboards"
)

// An extract that ended months before the day asked for says nothing of the months after it, however the figures were
// carried on: no figure, no verdict, and the page is of the day that the data reach.
func TestAStaleExtractGivesNoFigureAfterItsEnd(t *testing.T) {
	db, dir := world(t), t.TempDir()
	execute(t, db, `insert into core.coverage values ('204', 'ledger', 'postings', '2019-04-01', '2025-01-20')`)
	opts := options(t, dir)
	for _, def := range opts.Catalogue.Definitions {
		for i := range def.Sources {
			def.Sources[i].Return, def.Sources[i].AnyOf = "ledger", ""
		}
	}
	if _, err := dashboards.Publish(context.Background(), db, opts); err != nil {
		t.Fatal(err)
	}
	tree := files(t, filepath.Join(dir, "current"))
	for edition, want := range map[string]string{"internal": "Data to 31 January 2025", "public": "Data to 31 January 2025"} {
		page := plainText(tree[edition+"/index.html"])
		if !strings.Contains(page, want) {
			t.Errorf("%s does not say %q", edition, want)
		}
		if before, _, _ := strings.Cut(page, "Scorecard"); strings.Contains(before, "at 31 March 2025") || strings.Contains(before, "in March 2025") {
			t.Errorf("%s tells of March, which the extracts do not reach", edition)
		}
		rows := 0
		for _, line := range strings.Split(tree[edition+"/data/all.csv"], "\n") {
			if !strings.Contains(line, ",2025-02-28,") && !strings.Contains(line, ",2025-03-31,") {
				continue
			}
			if rows++; !strings.HasSuffix(strings.TrimSpace(line), ",x") {
				t.Errorf("%s: a figure after the end of the extract: %s", edition, line)
			}
		}
		if rows == 0 {
			t.Errorf("%s: the data file has no row after the end of the extract", edition)
		}
	}
	if page := plainText(tree["internal/indicators/cla.html"]); !strings.Contains(page, "At 31 January 2025") {
		t.Error("the headline is not the newest month that the extract reaches")
	}

	opts.StaleAfter = map[string]int{"": 90}
	if _, err := dashboards.Publish(context.Background(), db, opts); err != nil {
		t.Fatal(err)
	}
	if page := plainText(files(t, filepath.Join(dir, "current"))["internal/index.html"]); !strings.Contains(page, "Data to 31 March 2025") {
		t.Error("an extract within its limit is not read to the day asked for")
	}
}
