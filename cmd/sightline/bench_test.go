package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"testing"
	"time"

	"sightline/etl/sample"
	"sightline/etl/warehouse"
	"sightline/indicators"
)

// BenchmarkComputeAgainstLoad reports what computing all indicators for sixty months costs as a multiple of
// loading the same extracts: whole figures alone, with those of teams as a run stores them, the closer look at the newest periods, and with every breakdown.
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
			var sum stageTimes
			for b.Loop() {
				one := timeStages(b, dir, asAt)
				sum.load, sum.whole, sum.stored, sum.broken = sum.load+one.load, sum.whole+one.whole, sum.stored+one.stored, sum.broken+one.broken
				sum.closer += one.closer
				sum.storedRows, sum.brokenRows = one.storedRows, one.brokenRows
			}
			b.ReportMetric(float64(sum.whole)/float64(sum.load), "x_load")
			b.ReportMetric(float64(sum.stored)/float64(sum.load), "x_load_with_teams")
			b.ReportMetric(float64(sum.stored)/float64(sum.whole), "teams_x_whole")
			b.ReportMetric(float64(sum.closer)/float64(sum.whole), "closer_x_whole")
			b.ReportMetric(float64(sum.broken)/float64(sum.load), "x_load_with_breakdowns")
			b.ReportMetric(sum.load.Seconds()/float64(b.N), "s_load")
			b.ReportMetric(sum.broken.Seconds()/float64(b.N), "s_with_breakdowns")
			b.ReportMetric(float64(sum.storedRows), "values_stored")
			b.ReportMetric(float64(sum.brokenRows), "values")
		})
	}
}

// stageTimes is what the stages took, and how many values were made.
type stageTimes struct {
	load, whole, stored, closer, broken time.Duration
	storedRows, brokenRows              int64
}

// timeStages loads the extracts into a new warehouse file and computes all indicators without breakdowns, with
// those that a run stores, and with every one.
func timeStages(b *testing.B, dir string, asAt time.Time) (out stageTimes) {
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
	out.load = time.Since(began)
	compute := func(table string, by []indicators.Breakdown) time.Duration {
		if _, err := db.ExecContext(ctx, "create table if not exists "+table+" as select * from indicators.value limit 0"); err != nil {
			b.Fatal(err)
		}
		began := time.Now()
		if err := onAllProcessors(ctx, db, func(connections []indicators.Querier) error {
			return indicators.ComputeOn(ctx, connections, catalogue.Definitions, indicators.Options{
				From: asAt.AddDate(-5, 0, 1), To: asAt, Into: table, By: by,
			})
		}); err != nil {
			b.Fatal(err)
		}
		return time.Since(began)
	}
	out.whole = compute("whole_value", nil)
	out.stored = compute("indicators.value", storedBreakdowns())
	began = time.Now()
	if err := onAllProcessors(ctx, db, func(connections []indicators.Querier) error {
		return indicators.LookCloser(ctx, connections, catalogue.Definitions, indicators.Options{})
	}); err != nil {
		b.Fatal(err)
	}
	out.closer = time.Since(began)
	// The groups of every breakdown are computed when asked for, and not stored.
	if _, err := db.ExecContext(ctx, "attach ':memory:' as asked"); err != nil {
		b.Fatal(err)
	}
	out.broken = compute("asked.main.broken_value", indicators.Breakdowns())
	if err := errors.Join(countRows(ctx, db, "indicators.value", &out.storedRows), countRows(ctx, db, "asked.main.broken_value", &out.brokenRows)); err != nil {
		b.Fatal(err)
	}
	return out
}

func countRows(ctx context.Context, db *sql.DB, table string, into *int64) error {
	return db.QueryRowContext(ctx, "select count(*) from "+table).Scan(into)
}
