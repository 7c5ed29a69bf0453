package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
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
	var published, release string
	cmd := &cobra.Command{
		Use:   "import FILE...",
		Short: "Check published files and keep copies of them",
		Long: `Check published files and copy them into the benchmarks folder of the configuration. Files are recognised by
what is in them, not by their names: the LAIT long table (Parquet or CSV), the LAIT data dictionary, files of
Explore Education Statistics (CSV) and their metadata, the statistical-neighbour workbooks of 2021 and 2025,
revenue outturn, section 251 tables, population estimates, lists for local or regional benchmarking and lists
of stated comparators.

Of two files that hold one figure the one that came out later stands, where --published has said so of both;
else the one whose latest year of the measure is later. Both stay. Two that are level and disagree are
refused. What is said with --published and --release is kept in releases.csv in the benchmarks folder; a file
that is held already may be named again to say it.` + "\n" + exitHelp,
		Example: "  sightline benchmarks import bds_long_0.parquet lait_data_dictionary.csv sn_may_2025.xlsx\n" +
			"  sightline benchmarks import --published 2025-11-20 --release Rev la_cla_placement_stability.csv",
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, files []string) (err error) {
			day, err := parseDay("published", published)
			if err != nil {
				return err
			}
			c, err := loadConfig(a.configPath)
			if err != nil {
				return err
			}
			db, err := warehouse.Memory(cmd.Context())
			if err != nil {
				return err
			}
			defer closing(&err, db.Close)
			said := benchmarks.Release{PublishedOn: day, Name: release}
			imported, importErr := benchmarks.ImportRelease(cmd.Context(), db, files, c.resolve(c.Benchmarks.Path), said)
			out := &printer{w: a.stdout}
			for _, one := range imported {
				out.linef("%s: %s: %s", one.File, one.Kind, one.What)
				for _, note := range one.Notes {
					out.linef("  %s", note)
				}
			}
			if importErr != nil {
				out.linef("%d of %d files taken, the others refused whole", len(imported), len(files))
				return refusedError{importErr}
			}
			return out.err
		},
	}
	cmd.Flags().StringVar(&published, "published", "", "day on which the files came out, YYYY-MM-DD")
	cmd.Flags().StringVar(&release, "release", "", "name of the release or revision, e.g. Rev")
	return cmd
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
	var forIndicators bool
	cmd := &cobra.Command{
		Use:   "list",
		Short: "Say what comparator files are held",
		Long: `Say what comparator files are held: kind, vintage, measures, authorities and years; when each came out and as
what release, where that has been said; the age in whole months of its latest year (a single year is taken to
end on 31 March); how many of its figures have given way to a newer release; and its measures that changed
their unit, with the labels that are compared with nothing for it.` + "\n" + exitHelp,
		Example: "  sightline benchmarks list",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.withBenchmarks(cmd.Context(), func(c *config, db *sql.DB) error {
				if forIndicators {
					return a.listReadiness(cmd.Context(), c, db, showAs)
				}
				holdings, err := benchmarks.Holdings(cmd.Context(), db)
				if err != nil {
					return err
				}
				return holdingsGrid(holdings, a.now().In(c.Schedule.location)).write(a.stdout, showAs)
			})
		},
	}
	cmd.Flags().BoolVar(&forIndicators, "indicators", false, "say for each indicator what answers it, how old that is and what is missing")
	formatFlag(cmd, &showAs)
	return cmd
}

// holdingsGrid lists the files held, with their ages as at a day.
func holdingsGrid(holdings []benchmarks.Holding, today time.Time) *grid {
	list := &grid{
		columns: []string{
			"file", "kind", "vintage", "rows", "measures", "areas", "first", "latest", "sha256",
			"published_on", "release", "age_months", "superseded", "doubtful",
		},
		numeric: []string{"rows", "measures", "areas", "age_months", "superseded"},
	}
	for _, held := range holdings {
		day, age := "", ""
		if !held.Release.PublishedOn.IsZero() {
			day = held.Release.PublishedOn.Format(time.DateOnly)
		}
		if months, ok := held.Age(today); ok {
			age = fmt.Sprint(months)
		}
		list.rows = append(list.rows, []string{
			held.File, string(held.Kind), held.Vintage, fmt.Sprint(held.Rows), fmt.Sprint(held.Measures), fmt.Sprint(held.Areas),
			held.FirstYear, held.LastYear, held.SHA256,
			day, held.Release.Name, age, fmt.Sprint(held.Superseded), held.Doubtful,
		})
	}
	return list
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
				measure, err := benchmarks.HeldAs(cmd.Context(), db, args[0])
				if err != nil {
					return err
				}
				rows, err := benchmarks.Show(cmd.Context(), db, measure, area, chosen)
				if errors.Is(err, benchmarks.ErrNotHeld) && model == "" {
					// Without the configured neighbour model the measure can still be shown, unless it is
					// the measure or the authority that is not held: then this says so.
					if rows, err = benchmarks.Show(cmd.Context(), db, measure, area, ""); err == nil {
						a.printError(fmt.Sprintf("no neighbours are shown: model %s is not held; import its workbook", chosen))
					}
				}
				if err != nil {
					return err
				}
				if measure != args[0] {
					a.printError(fmt.Sprintf("%s is not held: shown is %s, which has equalled it in every published figure", args[0], measure))
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
