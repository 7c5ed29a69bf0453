package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"sightline/benchmarks"
	"sightline/etl/sample"
	"sightline/indicators"

	"github.com/spf13/cobra"
)

// demoMarker tells a folder that demo wrote, and may overwrite, from one that holds somebody's work.
const demoMarker = ".sightline-demo"

func newDemo(a *app) *cobra.Command {
	var (
		scenario, dir string
		seed          uint64
	)
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Write sample extracts, run the whole pipeline on them and print a scorecard",
		Long: `Write sample extracts and a configuration into a folder, run the whole pipeline on them and print a scorecard
and the path of the site. Scenario modern is an invented authority, five years to the last 31 March; hackney
rebuilds the published evaluation of Reclaiming Social Work in Hackney from row-level records.` + "\n" + exitHelp,
		Example: "  sightline demo\n  sightline demo --scenario hackney --dir hackney-demo",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.demo(cmd.Context(), scenario, dir, seed)
		},
	}
	cmd.Flags().StringVar(&scenario, "scenario", "modern", "modern or hackney")
	cmd.Flags().StringVar(&dir, "dir", "sightline-demo", "folder to write into")
	cmd.Flags().Uint64Var(&seed, "seed", 1, "seed of the invented records")
	return cmd
}

func (a *app) demo(ctx context.Context, scenario, dir string, seed uint64) error {
	asAt := lastYearEnd(a.now())
	write := func() error { return sample.Modern(ctx, dir, seed, asAt) }
	switch scenario {
	case "modern":
	case "hackney":
		asAt = time.Date(2011, time.March, 31, 0, 0, 0, 0, time.UTC)
		write = func() error { return sample.Hackney(ctx, dir, seed) }
	default:
		return usagef("--scenario %q: want modern or hackney", scenario)
	}
	if err := claimDemoFolder(dir); err != nil {
		return err
	}
	out := &printer{w: a.stdout}
	out.linef("writing invented extracts into %s", dir)
	if err := errors.Join(write(), out.err); err != nil {
		return err
	}
	a.configPath, a.demonstrating = filepath.Join(dir, "sightline.yaml"), true
	c, err := loadConfig(a.configPath)
	if err != nil {
		return err
	}
	if err := a.runOnce(ctx, c, runOptions{asAt: asAt, until: untilPublish}); err != nil {
		return err
	}
	if err := a.withWarehouse(ctx, func(ctx context.Context, _ *config, conn *sql.Conn) error {
		return a.printScorecard(ctx, conn)
	}); err != nil {
		return err
	}
	out.linef("")
	out.linef("Open %s", filepath.Join(c.resolve(c.Publish.Dir), "current", "public", "index.html"))
	out.linef("Every record is invented. Behind a figure:")
	out.linef("  sightline explain placements_three_or_more --at %s --config %s", asAt.Format(time.DateOnly), a.configPath)
	return out.err
}

// claimDemoFolder makes the folder, or makes sure that an earlier demo made it.
func claimDemoFolder(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("demo: %w", err)
	}
	marker := filepath.Join(dir, demoMarker)
	if _, err := os.Stat(marker); err != nil && len(entries) > 0 {
		return usagef("%s is not empty and no earlier demo made it: name another folder with --dir", dir)
	}
	// Extracts, benchmarks and comments of another scenario or seed must not mix with the new ones.
	for _, name := range []string{"extracts", "benchmarks", "commentary"} {
		if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
			return fmt.Errorf("demo: %w", err)
		}
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("demo: %w", err)
	}
	return os.WriteFile(marker, []byte("Written by sightline demo; it may be overwritten.\n"), 0o600)
}

// printScorecard prints the latest figure of every indicator with its comparators.
func (a *app) printScorecard(ctx context.Context, conn *sql.Conn) error {
	catalogue, err := loadCatalogue()
	if err != nil {
		return err
	}
	values, err := indicators.ReadValues(ctx, conn, "", indicators.Filter{Breakdown: string(indicators.None)})
	if err != nil {
		return err
	}
	comparisons, err := benchmarks.Comparisons(ctx, conn, nil, "")
	if err != nil {
		return err
	}
	card := &grid{
		columns: []string{"indicator", "to", "figure", "unit", "neighbours", "England", "against neighbours"},
		numeric: []string{"figure", "neighbours", "England"},
	}
	for _, def := range catalogue.Definitions {
		latest := latestFigure(def, values)
		if latest == nil {
			continue
		}
		row := []string{def.Title, latest.PeriodEnd.Format(time.DateOnly), indicators.Format(latest.Value, def.DecimalsAt(latest.PeriodEnd)), def.Unit, "", "", ""}
		for _, c := range comparisons {
			if c.Indicator == def.ID && c.AreaCode == latest.AreaCode && c.PeriodEnd.Equal(latest.PeriodEnd) {
				decimals := def.DecimalsAt(latest.PeriodEnd)
				row[4], row[5], row[6] = indicators.Format(c.NeighbourMean, decimals), indicators.Format(c.England, decimals), c.VerdictNeighbours
			}
		}
		card.rows = append(card.rows, row)
	}
	return card.writeTable(a.stdout)
}

// latestFigure is the newest year-long or snapshot figure that has a value.
func latestFigure(def *indicators.Definition, values []indicators.Value) *indicators.Value {
	var latest *indicators.Value
	for i, v := range values {
		whole := v.Period == indicators.AtDay || v.Period == indicators.Year
		if v.Indicator == def.ID && whole && v.Value != nil && v.Breakdown == string(indicators.None) &&
			(latest == nil || v.PeriodEnd.After(latest.PeriodEnd)) {
			latest = &values[i]
		}
	}
	return latest
}
