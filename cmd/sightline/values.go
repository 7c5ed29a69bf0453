package main

import (
	"context"
	"database/sql"
	"strconv"
	"time"

	"sightline/etl/warehouse"
	"sightline/indicators"

	"github.com/spf13/cobra"
)

var (
	valueNumbers        = []string{"numerator", "denominator", "value", "lower", "upper"}
	completenessNumbers = []string{"value", "unjudged", "lowest", "highest"}
)

type valuesOptions struct {
	ids      []string
	area     string
	from, to time.Time
	period   indicators.PeriodKind
}

func newValues(a *app) *cobra.Command {
	var (
		opts                         valuesOptions
		from, to, period, by, showAs string
		completeness                 bool
	)
	cmd := &cobra.Command{
		Use:   "values [ID...]",
		Short: "Print unsuppressed figures from the warehouse",
		Long: `Print the figures of the last run, unsuppressed and unrounded, for the data team. --from and --to narrow
the day that a period ends on. When --to is a day that no computed period ends on, the figures that end
there are computed as well.

--by splits figures into groups, with what is not recorded in a group of its own. A rate per 10,000 has no
groups, because its population has none: split the count beside it.

--completeness prints instead how many cases could not be judged because something was not recorded, and
what the figure would be with none of them (lowest) and all of them (highest) in the numerator. The bounds
are empty where nothing limits what such a case would add.` + "\n" + exitHelp,
		Example: "  sightline values cla placements_three_or_more --from 2024-03-31 --format csv\n" +
			"  sightline values sdq_average --completeness",
		RunE: func(cmd *cobra.Command, ids []string) (err error) {
			opts.ids = ids
			if opts.from, err = parseDay("from", from); err != nil {
				return err
			}
			if opts.to, err = parseDay("to", to); err != nil {
				return err
			}
			if period != "" {
				if opts.period, err = indicators.ParsePeriodKind(period); err != nil {
					return usageError{err}
				}
			}
			breakdown, err := indicators.ParseBreakdown(by)
			if err != nil {
				return usageError{err}
			}
			return a.withWarehouse(cmd.Context(), func(ctx context.Context, c *config, conn *sql.Conn) error {
				values, err := collectValues(ctx, c, conn, opts, breakdown)
				if err != nil {
					return err
				}
				if completeness {
					return completenessGrid(values).write(a.stdout, showAs)
				}
				return valueGrid(values).write(a.stdout, showAs)
			})
		},
	}
	cmd.Flags().StringVar(&opts.area, "area", "", "authority, by its three-digit code")
	cmd.Flags().StringVar(&from, "from", "", "first day a period may end on, YYYY-MM-DD")
	cmd.Flags().StringVar(&to, "to", "", "last day a period may end on, YYYY-MM-DD")
	cmd.Flags().StringVar(&period, "period", "", "month, quarter, year, ytd or rolling12 (snapshots have no period)")
	cmd.Flags().StringVar(&by, "by", "none", "breakdown: "+indicators.BreakdownNames())
	cmd.Flags().BoolVar(&completeness, "completeness", false, "print how complete the figures are instead")
	formatFlag(cmd, &showAs)
	return cmd
}

// collectValues reads the stored figures, or computes them when a breakdown or an odd day is asked for.
func collectValues(ctx context.Context, c *config, conn *sql.Conn, opts valuesOptions, by indicators.Breakdown) ([]indicators.Value, error) {
	catalogue, err := loadCatalogue()
	if err != nil {
		return nil, err
	}
	definitions, err := catalogue.Select(opts.ids)
	if err != nil {
		return nil, err
	}
	if err := c.knowsArea(opts.area); err != nil {
		return nil, err
	}
	filter := indicators.Filter{Indicators: opts.ids, Area: opts.area, From: opts.from, To: opts.to, Period: opts.period, Breakdown: string(by)}
	var asAt time.Time
	if err := conn.QueryRowContext(ctx, `select as_at from audit.run`).Scan(&asAt); err != nil {
		return nil, err
	}
	// A snapshot has no period of its own to choose, so --period leaves it in.
	read := func(table string) ([]indicators.Value, error) {
		return indicators.ReadValues(ctx, conn, table, filter)
	}
	oddDay := !opts.to.IsZero() && (opts.to.After(asAt) || !indicators.IsMonthEnd(opts.to)) && !opts.to.Equal(asAt)
	if by == indicators.None && !oddDay {
		return read("")
	}
	const into = "temp.values_asked"
	if _, err := conn.ExecContext(ctx, `create or replace temp table values_asked as select * from indicators.value limit 0`); err != nil {
		return nil, err
	}
	if by == indicators.None {
		if _, err := conn.ExecContext(ctx, `insert into values_asked select * from indicators.value where breakdown = 'none'`); err != nil {
			return nil, err
		}
	} else if err := indicators.Compute(ctx, conn, definitions, indicators.Options{
		From: c.Reporting.from, To: asAt, Into: into, By: []indicators.Breakdown{by},
	}); err != nil {
		return nil, err
	}
	if oddDay {
		for _, def := range definitions {
			for _, span := range def.SpansEnding(opts.to) {
				if err := indicators.ComputeSpan(ctx, conn, def, span, into, by); err != nil {
					return nil, err
				}
			}
		}
	}
	return read(into)
}

func valueGrid(values []indicators.Value) *grid {
	out := &grid{columns: indicators.ValueColumns(), numeric: valueNumbers}
	for _, v := range values {
		out.rows = append(out.rows, []string{
			v.Indicator, v.Edition, v.AreaCode, v.AreaName, string(v.Period), v.PeriodStart.Format(time.DateOnly),
			v.PeriodEnd.Format(time.DateOnly), v.Breakdown, v.Group, orEmpty(v.Numerator), orEmpty(v.Denominator),
			number(v.Value), number(v.Lower), number(v.Upper), v.Unit, v.Symbol,
		})
	}
	return out
}

func completenessGrid(values []indicators.Value) *grid {
	out := &grid{columns: indicators.CompletenessColumns(), numeric: completenessNumbers}
	for _, v := range values {
		unjudged := ""
		if v.Unjudged != nil {
			unjudged = strconv.FormatInt(*v.Unjudged, 10)
		}
		out.rows = append(out.rows, []string{
			v.Indicator, v.AreaCode, string(v.Period), v.PeriodStart.Format(time.DateOnly), v.PeriodEnd.Format(time.DateOnly),
			v.Breakdown, v.Group, number(v.Value), unjudged, number(v.Lowest), number(v.Highest), v.Symbol,
		})
	}
	return out
}

// withWarehouse opens the current warehouse read-only on one connection.
func (a *app) withWarehouse(ctx context.Context, do func(context.Context, *config, *sql.Conn) error) (err error) {
	c, err := loadConfig(a.configPath)
	if err != nil {
		return err
	}
	db, err := warehouse.OpenCurrent(ctx, c.resolve(c.Warehouse.Dir))
	if err != nil {
		return err
	}
	defer closing(&err, db.Close)
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer closing(&err, conn.Close)
	return do(ctx, c, conn)
}
