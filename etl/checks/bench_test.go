package checks_test

import (
	"database/sql"
	"path/filepath"
	"testing"
	"time"

	"sightline/etl"
	"sightline/etl/checks"
	"sightline/etl/sample"
	"sightline/etl/warehouse"
)

// BenchmarkChecks reports what all checks cost on the extracts of one authority over five years, as a
// multiple of the time that loading them took.
func BenchmarkChecks(b *testing.B) {
	ctx := b.Context()
	dir := b.TempDir()
	yearEnd := time.Date(2026, 3, 31, 0, 0, 0, 0, time.UTC)
	if err := sample.Modern(ctx, dir, 1, yearEnd); err != nil {
		b.Fatal(err)
	}
	all, err := checks.Embedded()
	if err != nil {
		b.Fatal(err)
	}
	var loading, checking time.Duration
	var found int64
	for b.Loop() {
		db, err := warehouse.Memory(ctx)
		if err != nil {
			b.Fatal(err)
		}
		began := time.Now()
		loadSample(b, db, dir)
		loading += time.Since(began)
		began = time.Now()
		summary, err := checks.Run(ctx, db, all, checks.Moment{AsAt: yearEnd})
		if err != nil {
			b.Fatal(err)
		}
		checking += time.Since(began)
		found = summary.Fails + summary.Warns
		if err := db.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(loading.Seconds()/float64(b.N), "load-s")
	b.ReportMetric(checking.Seconds()/float64(b.N), "checks-s")
	b.ReportMetric(checking.Seconds()/loading.Seconds(), "checks/load")
	b.ReportMetric(float64(found), "findings")
}

// loadSample loads the extracts that the modern scenario wrote into dir.
func loadSample(tb testing.TB, db *sql.DB, dir string) {
	tb.Helper()
	kinds := []etl.Extract{
		{Kind: "ssda903", Label: "extracts/ssda903/*/*.csv"},
		{Kind: "workforce", Label: "extracts/workforce/*.csv"},
		{Kind: "absence", Label: "extracts/absence/*.csv"},
		{
			Kind: "ledger", Label: "extracts/ledger/*.csv",
			CostCentres: filepath.Join(dir, "extracts/maps/cost_centres.csv"), Accounts: filepath.Join(dir, "extracts/maps/accounts.csv"),
		},
		{Kind: "population", Label: "extracts/population.csv"},
	}
	for i := range kinds {
		paths, err := filepath.Glob(filepath.Join(dir, filepath.FromSlash(kinds[i].Label)))
		if err != nil || len(paths) == 0 {
			tb.Fatalf("%s: %v", kinds[i].Label, err)
		}
		kinds[i].Paths = paths
	}
	_, err := etl.Load(tb.Context(), db, kinds, etl.Options{
		Root: dir, Authorities: []etl.Authority{{Code: "601", Name: "Wexmoor"}}, AsAt: time.Date(2026, 3, 31, 0, 0, 0, 0, time.UTC),
	})
	if err != nil {
		tb.Fatal(err)
	}
}
