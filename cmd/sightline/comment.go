package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"sightline/dashboards"
	"sightline/dashboards/commentary"
	"sightline/indicators"

	"github.com/spf13/cobra"
)

type commentOptions struct {
	id, area string
	at       time.Time
	period   indicators.PeriodKind
	public   bool
}

func newComment(a *app) *cobra.Command {
	var (
		opts       commentOptions
		at, period string
	)
	cmd := &cobra.Command{
		Use:   "comment [ID]",
		Short: "Begin a comment on a figure, with the figure filled in",
		Long: `Write a file into the folder of commentary with the indicator, the period and the figure of the last run filled in,
for somebody to write the comment below it in any editor. The figure is what the comment is about: when a later run
makes it another, the pages flag the comment. A file that exists is left alone.

Without an indicator the figures that can be written about are listed, with whether somebody has. Comments that the
pages ask for are on the front page of the internal edition.` + "\n" + exitHelp,
		Example: "  sightline comment\n  sightline comment re_referrals_12_months\n  sightline comment cla --at 2026-03-31 --public",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 {
				opts.id = args[0]
			} else if opts.public {
				return usagef("--public is for a comment: name an indicator; `sightline comment` lists those with a figure")
			}
			var err error
			if opts.at, err = parseDay("at", at); err != nil {
				return err
			}
			if period != "" {
				if opts.period, err = indicators.ParsePeriodKind(period); err != nil {
					return usageError{err}
				}
			}
			return a.withWarehouse(cmd.Context(), func(ctx context.Context, c *config, conn *sql.Conn) error {
				return a.comment(ctx, c, conn, opts)
			})
		},
	}
	cmd.Flags().StringVar(&at, "at", "", "last day of the figure's period, YYYY-MM-DD (default the newest)")
	cmd.Flags().StringVar(&period, "period", "", "month, quarter, year, ytd or rolling12 (default a year, else twelve months; snapshots have no period)")
	cmd.Flags().StringVar(&opts.area, "area", "", "authority, by its three-digit code; wanted where several are configured")
	cmd.Flags().BoolVar(&opts.public, "public", false, "for the public edition too; it may name no number that the public page does not print")
	return cmd
}

func (a *app) comment(ctx context.Context, c *config, conn *sql.Conn, opts commentOptions) error {
	if c.Commentary == nil {
		return usagef("%s: commentary is not configured: add commentary: {path: commentary/}", c.file)
	}
	if err := c.knowsArea(opts.area); err != nil {
		return err
	}
	if opts.area == "" && len(c.Authorities) > 1 {
		return usagef("several authorities are configured: name one with --area")
	}
	catalogue, err := loadCatalogue()
	if err != nil {
		return err
	}
	if opts.id == "" {
		return a.listFigures(ctx, c, conn, catalogue, opts)
	}
	chosen, err := catalogue.Select([]string{opts.id})
	if err != nil {
		return usageError{err}
	}
	values, err := indicators.ReadValues(ctx, conn, "", indicators.Filter{
		Indicators: []string{opts.id}, Area: opts.area, From: opts.at, To: opts.at, Breakdown: string(indicators.None),
	})
	if err != nil {
		return err
	}
	value, figure := figureFor(chosen[0], values, opts.period)
	if value == nil {
		return usagef("%s has no such figure: `sightline values %[1]s` lists those it has", opts.id)
	}
	name := fmt.Sprintf("%s-%s.md", value.Period, value.PeriodEnd.Format(time.DateOnly))
	folder := filepath.Join(c.resolve(c.Commentary.Path), opts.id)
	audience := "internal"
	if opts.public {
		audience, name = "public", fmt.Sprintf("%s-%s-public.md", value.Period, value.PeriodEnd.Format(time.DateOnly))
	}
	text := fmt.Sprintf("---\nindicator: %s\nperiod: %s\nend: %s\nfigure: %s\nauthor: \ndate: %s\naudience: %s\n", opts.id, value.Period,
		value.PeriodEnd.Format(time.DateOnly), figure, a.now().In(c.Schedule.location).Format(time.DateOnly), audience)
	if len(c.Authorities) > 1 {
		folder = filepath.Join(c.resolve(c.Commentary.Path), opts.area, opts.id)
		text += "authority: " + opts.area + "\n"
	}
	return a.beginComment(folder, name, text+"---\n\n")
}

// listFigures lists, in the order of the catalogue, the figure of each indicator that a comment would be about, and
// whether there is one: "stands" for the figure as it is, "written about another figure" once it moved.
func (a *app) listFigures(ctx context.Context, c *config, conn *sql.Conn, catalogue *indicators.Catalogue, opts commentOptions) error {
	values, err := indicators.ReadValues(ctx, conn, "", indicators.Filter{
		Area: opts.area, From: opts.at, To: opts.at, Breakdown: string(indicators.None),
	})
	if err != nil {
		return err
	}
	folder, err := c.comments()
	if err != nil {
		return err
	}
	byID := map[string][]indicators.Value{}
	for _, v := range values {
		byID[v.Indicator] = append(byID[v.Indicator], v)
	}
	list := &grid{columns: []string{"indicator", "title", "period", "end", "figure", "comment"}}
	for _, def := range catalogue.Definitions {
		value, figure := figureFor(def, byID[def.ID], opts.period)
		if value == nil {
			continue
		}
		list.rows = append(list.rows, []string{
			def.ID, def.Title, string(value.Period), value.PeriodEnd.Format(time.DateOnly), figure, writtenAbout(folder, opts.area, value, figure),
		})
	}
	if len(list.rows) == 0 {
		return usagef("there is no such figure yet: `sightline run` computes figures, `sightline values` lists them")
	}
	if err := list.writeTable(a.stdout); err != nil {
		return err
	}
	_, err = fmt.Fprintln(a.stdout, "To begin a comment: sightline comment and an id of the first column.")
	return err
}

// writtenAbout says whether a comment of the folder is about a figure; empty when none is.
func writtenAbout(folder *commentary.Folder, area string, value *indicators.Value, figure string) string {
	now, _ := commentary.ParseFigure(figure)
	out := ""
	for _, one := range folder.Comments {
		if one.Indicator != value.Indicator || one.Period != string(value.Period) || !one.End.Equal(value.PeriodEnd) || one.Authority != "" && area != "" && one.Authority != area {
			continue
		}
		if one.Figure.Same(now) {
			return "stands"
		}
		out = "written about another figure"
	}
	return out
}

// figureFor is the newest figure among values that a comment can be about: of the period asked for, else of a year or
// at a day, which pages begin with, else of what is shorter.
func figureFor(def *indicators.Definition, values []indicators.Value, period indicators.PeriodKind) (*indicators.Value, string) {
	asked := [][]indicators.PeriodKind{
		{indicators.Year, indicators.Rolling12, indicators.AtDay}, {indicators.YTD, indicators.Quarter, indicators.Month},
	}
	if period != "" && def.Window != indicators.Snapshot {
		asked = [][]indicators.PeriodKind{{period}}
	}
	for _, kinds := range asked {
		var newest *indicators.Value
		written := ""
		for _, kind := range kinds {
			for i, v := range values {
				if v.Period != kind || newest != nil && !v.PeriodEnd.After(newest.PeriodEnd) {
					continue
				}
				if text, ok := dashboards.FigureText(def, v); ok {
					newest, written = &values[i], text
				}
			}
		}
		if newest != nil {
			return newest, written
		}
	}
	return nil, ""
}

// beginComment writes the file unless it is there.
func (a *app) beginComment(folder, name, text string) error {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return fmt.Errorf("comment: %w", err)
	}
	path := filepath.Join(folder, name)
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return usagef("%s exists: write in it, and when its figure moved put the figure of today into its line figure", path)
	}
	if err != nil {
		return fmt.Errorf("comment: %w", err)
	}
	if _, err := file.WriteString(text); err != nil {
		return errors.Join(err, file.Close())
	}
	if err := file.Close(); err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.stdout, "written %s: put an author after author: and the comment below the second line of hyphens\n", path)
	return err
}
