package main

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"sightline/benchmarks"

	"github.com/spf13/cobra"
)

// asked is what a grid of comparisons is asked for: indicators (none named: all), an authority (empty: all)
// and, of process control, a period (empty: all).
type asked struct {
	ids          []string
	area, period string
}

// comparisonView is one of the tables that compare prints.
type comparisonView struct {
	name string
	read func(ctx context.Context, q benchmarks.Querier, what asked) (*grid, error)
}

// comparisonViews are the tables in the order in which the help names them.
func comparisonViews() []comparisonView {
	return []comparisonView{
		{"comparison", comparisonsGrid},
		{"judgements", judgementsGrid},
		{"neighbours", membersGrid},
		{"trend", trendsGrid},
		{"funnel", funnelsGrid},
		{"process", processGrid},
		{"points", pointsGrid},
		{"tally", tallyGrid},
		{"tally-members", tallyMembersGrid},
	}
}

func newCompare(a *app) *cobra.Command {
	var of, showAs string
	var what asked
	views := comparisonViews()
	names := make([]string, 0, len(views))
	for _, view := range views {
		names = append(names, view.name)
	}
	cmd := &cobra.Command{
		Use:   "compare [ID...]",
		Short: "Compare our own figures with neighbours, region and England",
		Long: `Print the comparisons of the last run, unrounded, with the verdicts: better, similar, worse, higher, lower or
not comparable. A comparator inside the figure's 95% limits is similar.

--of prints what lies behind them or beside them:
  comparison     one row per own figure with its comparators
  judgements     one row per own figure and thing that it is set against, with limits, difference and method
  neighbours     the neighbours and the members of groups one by one, with closeness and why a value is missing
  trend          the five-point trend test of the own figures of years
  funnel         the own figure among all authorities, with control limits
  process        control charts of single months, of quarters where months are too few cases, or why there is none
  points         the points of those charts, with what marks them
  tally          in how many of its members a comparator is met or beaten, by each reading
  tally-members  the members, each with its polarity and outcome, or why it is left out` + "\n" + exitHelp,
		Example: "  sightline compare placements_three_or_more --format json\n  sightline compare cla_started --of process",
		RunE: func(cmd *cobra.Command, ids []string) error {
			what.ids = ids
			at := slices.IndexFunc(views, func(view comparisonView) bool { return view.name == of })
			if at < 0 {
				return usagef("--of %q: want one of %s", of, strings.Join(names, ", "))
			}
			if err := wantsPeriod(of, what.period); err != nil {
				return err
			}
			catalogue, err := loadCatalogue()
			if err != nil {
				return err
			}
			if _, err := catalogue.Select(ids); err != nil {
				return err
			}
			return a.withWarehouse(cmd.Context(), func(ctx context.Context, c *config, conn *sql.Conn) error {
				if err := c.knowsArea(what.area); err != nil {
					return err
				}
				found, err := views[at].read(ctx, conn, what)
				if err != nil {
					return err
				}
				return found.write(a.stdout, showAs)
			})
		},
	}
	cmd.Flags().StringVar(&what.area, "area", "", "authority, by its three-digit code")
	cmd.Flags().StringVar(&of, "of", names[0], strings.Join(names, ", "))
	cmd.Flags().StringVar(&what.period, "period", "", "of process and points: month or quarter (default both)")
	formatFlag(cmd, &showAs)
	return cmd
}

// wantsPeriod refuses a period that no process is charted by.
func wantsPeriod(of, period string) error {
	if period == "" {
		return nil
	}
	if of != "process" && of != "points" {
		return usagef("--period goes with --of process or points")
	}
	if reason := benchmarks.Unchartable(period); reason != "" {
		return usagef("--period %s: %s: want month or quarter", period, reason)
	}
	return nil
}
