package dashboards_test

import (
	"context"
	"database/sql"
	"path/filepath"
	"strings"
	"testing"

	"sightline/dashboards"
)

// publishLookingBack publishes with a placements' rule that looks back over twelve months.
func publishLookingBack(t *testing.T, db *sql.DB, dir string) {
	t.Helper()
	opts := options(t, dir)
	def, err := opts.Catalogue.Find("placements_three_or_more")
	if err != nil {
		t.Fatal(err)
	}
	def.History = 12
	if _, err := dashboards.Publish(context.Background(), db, opts); err != nil {
		t.Fatal(err)
	}
}

func TestAFigureThatTheExtractsBeginTooLateForIsMarkedAndNotCompared(t *testing.T) {
	dir, db := t.TempDir(), world(t)
	execute(t, db, `
		update indicators.value set short_history = true
		where indicator = 'placements_three_or_more' and symbol = '' and period_end <= date '2024-03-31'`)
	publishLookingBack(t, db, dir)
	tree := files(t, filepath.Join(dir, "current"))
	page := tree["public/indicators/placements_three_or_more.html"]
	for _, want := range []string{
		"<span class=\"fact-figure\">Not compared</span>", "The extracts begin too late for the earlier figure.",
		"%†</td>", "† The extracts begin too late for a figure with this mark: the rule looks back 12 months before the period. What came before is missing, so that it may be too low or otherwise wrong.",
		"Figures to 31 March 2024 may be too low or otherwise wrong: the extracts begin too late for them, because the rule looks back 12 months before the period.",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if strings.Contains(page, "in a year<") || strings.Contains(page, "for this figure") {
		t.Error("the page tells a change on a figure that misses something, or says that the latest one does")
	}
	if overview := tree["public/index.html"]; !strings.Contains(plainText(overview), "not compared the extracts begin too late for the earlier figure") {
		t.Error("the overview does not say why there is no change on a year before")
	}
	if strings.Contains(tree["public/data/placements_three_or_more.csv"], "†") {
		t.Error("the data file carries the mark")
	}
	if strings.Contains(tree["public/indicators/sdq_average.html"], "†") {
		t.Error("a page without such a figure speaks of the mark")
	}
}

func TestThePageOfAFigureThatTheExtractsBeginTooLateForSaysSo(t *testing.T) {
	dir, db := t.TempDir(), world(t)
	execute(t, db, `update indicators.value set short_history = true where indicator = 'placements_three_or_more' and symbol = ''`)
	publishLookingBack(t, db, dir)
	tree := files(t, filepath.Join(dir, "current", "public"))
	if page := tree["indicators/placements_three_or_more.html"]; !strings.Contains(page, "<p>The extracts begin too late for this figure: the rule looks back 12 months before the period.") {
		t.Error("the page does not say that its latest figure misses something")
	}
	if !strings.Contains(tree["index.html"], "the extracts begin too late for it") {
		t.Error("the overview does not say that the latest figure misses something")
	}
}
