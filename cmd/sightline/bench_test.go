package main

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"path/filepath"
	"testing"
	"time"

	"sightline/etl/sample"
	"sightline/etl/warehouse"
	"sightline/indicators"
)

// BenchmarkComputeAgainstLoad reports what computing all indicators for sixty months costs, with and
// without every breakdown, as a multiple of loading the same extracts.
func BenchmarkComputeAgainstLoad(b *testing.B) {
	for _, size := range []struct{ areas, children int }{{1, 1500}, {10, 1500}} {
		b.Run(fmt.Sprintf("areas=%d", size.areas), func(b *testing.B) {
			dir := b.TempDir()
			asAt := time.Date(2025, time.March, 31, 0, 0, 0, 0, time.UTC)
			if err := sample.Write(b.Context(), dir, sample.Options{
				Areas: size.areas, Years: 5, Children: size.children, Seed: 1, YearEnd: asAt,
			}, nil); err != nil {
				b.Fatal(err)
			}
			var load, whole, broken time.Duration
			var rows int64
			for b.Loop() {
				l, w, d, n := timeStages(b, dir, asAt)
				load, whole, broken, rows = load+l, whole+w, broken+d, n
			}
			b.ReportMetric(float64(whole)/float64(load), "x_load")
			b.ReportMetric(float64(broken)/float64(load), "x_load_with_breakdowns")
			b.ReportMetric(load.Seconds()/float64(b.N), "s_load")
			b.ReportMetric(broken.Seconds()/float64(b.N), "s_with_breakdowns")
			b.ReportMetric(float64(rows), "values")
		})
	}
}

// timeStages loads the extracts into a new warehouse file and computes all indicators twice, without and
// with every breakdown; it returns also the number of values that the second time made.
func timeStages(b *testing.B, dir string, asAt time.Time) (load, whole, broken time.Duration, values int64) {
	b.Helper()
	ctx := b.Context()
	c, err := loadConfig(filepath.Join(dir, "sightline.yaml"))
	if err != nil {
		b.Fatal(err)
	}
	a := &app{stdout: io.Discard, stderr: io.Discard, now: func() time.Time { return asAt }}
	catalogue, err := loadCatalogue()
	if err != nil {
		b.Fatal(err)
	}
	extracts, err := c.extractsToLoad()
	if err != nil {
		b.Fatal(err)
	}
	building, err := warehouse.Build(ctx, filepath.Join(b.TempDir(), "warehouse"), "1")
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = building.Discard() }()
	db := building.DB()
	if err := indicators.ApplySchema(ctx, db); err != nil {
		b.Fatal(err)
	}
	r := &runner{
		app: a, config: c, catalogue: catalogue, extracts: extracts, record: &warehouse.Run{}, log: a.logger(false),
		opts: runOptions{asAt: asAt},
	}
	began := time.Now()
	if _, err := r.loadInto(ctx, db); err != nil {
		b.Fatal(err)
	}
	load = time.Since(began)
	compute := func(table string, by []indicators.Breakdown) time.Duration {
		if _, err := db.ExecContext(ctx, "create table "+table+" as select * from indicators.value limit 0"); err != nil {
			b.Fatal(err)
		}
		began := time.Now()
		if err := computeOn(ctx, db, catalogue.Definitions, indicators.Options{
			From: asAt.AddDate(-5, 0, 1), To: asAt, Into: table, By: by,
		}); err != nil {
			b.Fatal(err)
		}
		return time.Since(began)
	}
	whole = compute("whole_value", nil)
	// A run stores whole figures; groups are computed when asked for, and not stored.
	if _, err := db.ExecContext(ctx, "attach ':memory:' as asked"); err != nil {
		b.Fatal(err)
	}
	broken = compute("asked.main.broken_value", indicators.Breakdowns())
	if err := countValues(ctx, db, &values); err != nil {
		b.Fatal(err)
	}
	return load, whole, broken, values
}

func countValues(ctx context.Context, db *sql.DB, into *int64) error {
	return db.QueryRowContext(ctx, `select count(*) from asked.main.broken_value`).Scan(into)
}
