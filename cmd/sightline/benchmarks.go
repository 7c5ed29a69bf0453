package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"sightline/benchmarks"
	"sightline/etl/warehouse"

	"github.com/spf13/cobra"
)

func newBenchmarks(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "benchmarks",
		Short: "Import, list and show published comparator files",
		Long:  "Import, list and show published comparator files." + "\n" + exitHelp,
	}
	cmd.AddCommand(newBenchmarksImport(a), newBenchmarksList(a), newBenchmarksShow(a))
	return cmd
}

func newBenchmarksImport(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "import FILE...",
		Short: "Check published files and keep copies of them",
		Long: `Check published files and copy them into the benchmarks folder of the configuration. Files are recognised by
what is in them: the LAIT long table (Parquet or CSV), the LAIT data dictionary, the statistical-neighbour
workbooks of 2021 and 2025, and a CSV of stated comparators.` + "\n" + exitHelp,
		Example: "  sightline benchmarks import bds_long_0.parquet lait_data_dictionary.csv sn_may_2025.xlsx",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, files []string) (err error) {
			c, err := loadConfig(a.configPath)
			if err != nil {
				return err
			}
			db, err := warehouse.Memory(cmd.Context())
			if err != nil {
				return err
			}
			defer closing(&err, db.Close)
			imported, importErr := benchmarks.Import(cmd.Context(), db, files, c.resolve(c.Benchmarks.Path))
			out := &printer{w: a.stdout}
			for _, one := range imported {
				out.linef("%s: %s: %s", one.File, one.Kind, one.What)
			}
			if importErr != nil {
				return refusedError{importErr}
			}
			return out.err
		},
	}
}

// withBenchmarks loads the benchmark files held into memory: no run is needed to look at them.
func (a *app) withBenchmarks(ctx context.Context, do func(c *config, db *sql.DB) error) (err error) {
	c, err := loadConfig(a.configPath)
	if err != nil {
		return err
	}
	db, err := warehouse.Memory(ctx)
	if err != nil {
		return err
	}
	defer closing(&err, db.Close)
	if _, err := benchmarks.Load(ctx, db, c.resolve(c.Benchmarks.Path), a.logger(false)); err != nil {
		return err
	}
	return do(c, db)
}

func newBenchmarksList(a *app) *cobra.Command {
	var showAs string
	cmd := &cobra.Command{
		Use:     "list",
		Short:   "Say what comparator files are held",
		Long:    "Say what comparator files are held: kind, vintage, measures, authorities and years." + "\n" + exitHelp,
		Example: "  sightline benchmarks list",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.withBenchmarks(cmd.Context(), func(_ *config, db *sql.DB) error {
				holdings, err := benchmarks.Holdings(cmd.Context(), db)
				if err != nil {
					return err
				}
				list := &grid{
					columns: []string{"file", "kind", "vintage", "rows", "measures", "areas", "first", "latest", "sha256"},
					numeric: []string{"rows", "measures", "areas"},
				}
				for _, held := range holdings {
					list.rows = append(list.rows, []string{
						held.File, string(held.Kind), held.Vintage, fmt.Sprint(held.Rows), fmt.Sprint(held.Measures), fmt.Sprint(held.Areas),
						held.FirstYear, held.LastYear, held.SHA256,
					})
				}
				return list.write(a.stdout, showAs)
			})
		},
	}
	formatFlag(cmd, &showAs)
	return cmd
}

func newBenchmarksShow(a *app) *cobra.Command {
	var area, model, showAs string
	cmd := &cobra.Command{
		Use:   "show MEASURE",
		Short: "Show a published measure with its comparators",
		Long: `Show any published measure held, for one authority or for all: neighbours' mean and median, region, England,
rank, quartile band and change, by the method of the Local Authority Interactive Tool, unrounded.` + "\n" + exitHelp,
		Example: "  sightline benchmarks show LACStable_2016on --area 204 --neighbours dfe-2025 --format csv",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.withBenchmarks(cmd.Context(), func(c *config, db *sql.DB) error {
				chosen := model
				if chosen == "" {
					chosen = c.Benchmarks.Neighbours
				}
				rows, err := benchmarks.Show(cmd.Context(), db, args[0], area, chosen)
				if errors.Is(err, benchmarks.ErrNotHeld) && model == "" {
					// Without the configured neighbour model the measure can still be shown, unless it is
					// the measure or the authority that is not held: then this says so.
					if rows, err = benchmarks.Show(cmd.Context(), db, args[0], area, ""); err == nil {
						a.printError(fmt.Sprintf("no neighbours are shown: model %s is not held; import its workbook", chosen))
					}
				}
				if err != nil {
					return err
				}
				list := &grid{
					columns: []string{
						"measure", "area_code", "years", "value", "neighbour_mean", "neighbours_used", "neighbour_median",
						"region", "england", "rank", "ranked", "band", "change",
					},
					numeric: []string{
						"value", "neighbour_mean", "neighbours_used", "neighbour_median", "region", "england", "rank", "ranked", "change",
					},
				}
				for _, row := range rows {
					list.rows = append(list.rows, []string{
						row.Measure, row.AreaCode, row.Years, number(row.Value), number(row.NeighbourMean), whole(row.NeighboursUsed),
						number(row.NeighbourMedian), number(row.Region), number(row.England), whole(row.Rank), whole(row.Ranked),
						row.Band, number(row.Change),
					})
				}
				return list.write(a.stdout, showAs)
			})
		},
	}
	cmd.Flags().StringVar(&area, "area", "", "authority, by its three-digit code (default all)")
	cmd.Flags().StringVar(&model, "neighbours", "", "neighbour model, dfe-2021 or dfe-2025 (default the configured one)")
	formatFlag(cmd, &showAs)
	return cmd
}

// whole writes an integer; empty for nil.
func whole(value *int64) string {
	if value == nil {
		return ""
	}
	return fmt.Sprint(*value)
}

func newCompare(a *app) *cobra.Command {
	var area, showAs string
	cmd := &cobra.Command{
		Use:   "compare [ID...]",
		Short: "Compare our own figures with neighbours, region and England",
		Long: `Print the comparisons of the last run, unrounded, with the verdicts: better, similar, worse, higher, lower or
not comparable. A comparator inside the figure's 95% limits is similar.` + "\n" + exitHelp,
		Example: "  sightline compare placements_three_or_more --format json",
		RunE: func(cmd *cobra.Command, ids []string) error {
			catalogue, err := loadCatalogue()
			if err != nil {
				return err
			}
			if _, err := catalogue.Select(ids); err != nil {
				return err
			}
			return a.withWarehouse(cmd.Context(), func(ctx context.Context, c *config, conn *sql.Conn) error {
				if err := c.knowsArea(area); err != nil {
					return err
				}
				comparisons, err := benchmarks.Comparisons(ctx, conn, ids, area)
				if err != nil {
					return err
				}
				return comparisonGrid(comparisons).write(a.stdout, showAs)
			})
		},
	}
	cmd.Flags().StringVar(&area, "area", "", "authority, by its three-digit code")
	formatFlag(cmd, &showAs)
	return cmd
}

func comparisonGrid(comparisons []benchmarks.Comparison) *grid {
	out := &grid{
		columns: []string{
			"indicator", "area_code", "period", "period_end", "comparator_years", "measure", "model", "own_value",
			"neighbour_mean", "neighbours_used", "neighbour_median", "neighbours_missing", "region_name", "region", "england",
			"rank", "ranked", "band", "verdict_neighbours", "verdict_england", "reason", "source", "note",
		},
		numeric: []string{"own_value", "neighbour_mean", "neighbours_used", "neighbour_median", "region", "england", "rank", "ranked"},
	}
	for _, c := range comparisons {
		out.rows = append(out.rows, []string{
			c.Indicator, c.AreaCode, c.Period, c.PeriodEnd.Format(time.DateOnly), c.ComparatorYears, c.Measure, c.Model,
			number(c.OwnValue), number(c.NeighbourMean), whole(c.NeighboursUsed), number(c.NeighbourMedian),
			strings.TrimSpace(c.NeighboursMissing), c.RegionName, number(c.Region), number(c.England), whole(c.Rank),
			whole(c.Ranked), c.Band, c.VerdictNeighbours, c.VerdictEngland, c.Reason, c.Source, c.Note,
		})
	}
	return out
}
