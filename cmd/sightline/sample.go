package main

import (
	"fmt"
	"time"

	"sightline/etl/sample"

	"github.com/spf13/cobra"
)

func newSample(a *app) *cobra.Command {
	opts := sample.Options{}
	var out string
	cmd := &cobra.Command{
		Use:   "sample --out DIR",
		Short: "Write synthetic extracts of any size",
		Long: `Write seeded synthetic extracts of one made-up history in the sources' own formats, and the configuration that
reads them: SSDA903, children in need census, workforce, absence, allocation, ledger, budget, placement costs, targets
and population; annex_a.yaml reads the inspectors' lists instead of the census. The same flags give the same bytes.

With --faults the extracts hold every kind of fault. faults.csv lists each with file, table, row, column and the kind of
reject, check or notice that has to name it; broken.yaml names the files that cannot be read at all.` + "\n" + exitHelp,
		Example: "  sightline sample --out sample --areas 1 --years 5 --children 400 --seed 1",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if opts.Areas < 1 || opts.Years < 1 || opts.Children < 1 {
				return usagef("want --areas, --years and --children of 1 or more")
			}
			opts.YearEnd = lastYearEnd(a.now())
			bar := a.progress("writing extracts")
			defer bar.close()
			err := sample.Write(cmd.Context(), out, opts, func(done, total int) { bar.show(done, total, "") })
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(a.stdout, "written to %s; next: sightline run --config %s/sightline.yaml --as-at %s\n",
				out, out, opts.YearEnd.Format(time.DateOnly))
			return err
		},
	}
	cmd.Flags().StringVar(&out, "out", "", "folder to write into")
	cmd.Flags().IntVar(&opts.Areas, "areas", 1, "authorities")
	cmd.Flags().IntVar(&opts.Years, "years", 5, "years up to the last 31 March")
	cmd.Flags().IntVar(&opts.Children, "children", 400, "children looked after at any time in those years, in each authority")
	cmd.Flags().Uint64Var(&opts.Seed, "seed", 1, "seed")
	cmd.Flags().BoolVar(&opts.Faults, "faults", false, "inject faults")
	if err := cmd.MarkFlagRequired("out"); err != nil {
		panic(err) // the flag is defined seven lines up
	}
	return cmd
}

// lastYearEnd is the last 31 March on or before a day.
func lastYearEnd(now time.Time) time.Time {
	end := time.Date(now.Year(), time.March, 31, 0, 0, 0, 0, time.UTC)
	if end.After(now) {
		end = end.AddDate(-1, 0, 0)
	}
	return end
}
