package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"sightline/indicators"

	"github.com/spf13/cobra"
)

var caseColumns = []string{
	"indicator", "area_code", "period", "period_start", "period_end", "case_id", "person_id", "numerator", "denominator", "reason",
}

func newExplain(a *app) *cobra.Command {
	var at, area, period, person, showAs string
	cmd := &cobra.Command{
		Use:   "explain [ID] --at DATE [--case PERSON]",
		Short: "Show the definition, the figure and every case behind it",
		Long: `Compute one indicator again for one day or period and show the definition in words, the SQL, the figure
with its limits, what must be read beside it and every case in numerator and denominator with the reason. A
candidate that the rules leave out appears with a denominator of 0; of a case that could not be judged the
reason begins "not recorded". Cases are child-level records: keep the output as you keep the extracts.

A snapshot indicator is shown at --at. Any other covers the period that ends there: by default the
indicator's year when --at is its last day, else the year so far.

--case follows one child or worker, by the id that the extracts use, through all indicators or the one
named, and shows every record of the extracts that names the person and what became of it: why a child is
counted, or in none of them.` + "\n" + exitHelp,
		Example: "  sightline explain placements_three_or_more --at 2025-03-31 --format csv\n" +
			"  sightline explain --case 901234 --at 2025-03-31",
		Args: func(_ *cobra.Command, args []string) error {
			switch {
			case len(args) == 0 && person == "":
				return usagef("want the id of an indicator, or --case with the id of a child or worker; `sightline indicators` lists the indicators")
			case len(args) > 1:
				return usagef("want one indicator, got %d", len(args))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			day, err := parseDay("at", at)
			if err != nil {
				return err
			}
			var kind indicators.PeriodKind
			if period != "" {
				if kind, err = indicators.ParsePeriodKind(period); err != nil {
					return usageError{err}
				}
			}
			return a.withWarehouse(cmd.Context(), func(ctx context.Context, c *config, conn *sql.Conn) error {
				if err := c.knowsArea(area); err != nil {
					return err
				}
				if person != "" {
					return a.followPerson(ctx, conn, args, following{person: person, day: day, kind: kind, area: area, showAs: showAs})
				}
				explanation, err := explain(ctx, c, conn, args[0], day, kind, area)
				if err != nil {
					return err
				}
				return a.printExplanation(explanation, showAs)
			})
		},
	}
	cmd.Flags().StringVar(&at, "at", "", "day of the snapshot or last day of the period, YYYY-MM-DD")
	cmd.Flags().StringVar(&area, "area", "", "authority, by its three-digit code")
	cmd.Flags().StringVar(&period, "period", "", "month, quarter, year, ytd or rolling12 (ignored for snapshots)")
	cmd.Flags().StringVar(&person, "case", "", "follow one child or worker, by the id that the extracts use")
	formatFlag(cmd, &showAs)
	if err := cmd.MarkFlagRequired("at"); err != nil {
		panic(err) // the flag is defined three lines up
	}
	return cmd
}

func explain(ctx context.Context, c *config, conn *sql.Conn, id string, day time.Time, kind indicators.PeriodKind, area string) (*indicators.Explanation, error) {
	catalogue, err := loadCatalogue()
	if err != nil {
		return nil, err
	}
	catalogue = catalogue.With(c.choices())
	def, err := catalogue.Find(id)
	if err != nil {
		return nil, err
	}
	span, err := def.Ending(day, kind)
	if err != nil {
		return nil, usageError{err}
	}
	return indicators.Explain(ctx, conn, catalogue, def, span, area)
}

func (a *app) printExplanation(e *indicators.Explanation, showAs string) error {
	cases := caseGrid(e)
	switch showAs {
	case "csv":
		if err := cases.write(a.stdout, showAs); err != nil {
			return err
		}
		notes := &printer{w: a.stderr}
		for _, v := range e.Figures {
			notes.linef("sightline: note: %s", completenessWords(e, v))
			if words := historyWords(e, v); words != "" {
				notes.linef("sightline: note: %s", words)
			}
		}
		return notes.err
	case "json":
		return a.printExplanationJSON(e)
	}
	out := &printer{w: a.stdout}
	a.describe(out, e.Definition)
	if e.Chosen != "" {
		out.linef("%-14s %s", "Chosen", e.Chosen)
	}
	out.linef("")
	out.linef("Figure: %s", periodWords(e.Span))
	if out.err != nil {
		return out.err
	}
	if err := valueGrid(e.Figures).write(a.stdout, showAs); err != nil {
		return err
	}
	for _, v := range e.Figures {
		out.linef("%s", completenessWords(e, v))
		if words := historyWords(e, v); words != "" {
			out.linef("%s", words)
		}
	}
	if len(e.Companions) > 0 {
		out.linef("")
		out.linef("Read beside it")
		if out.err != nil {
			return out.err
		}
		if err := companionGrid(e).write(a.stdout, showAs); err != nil {
			return err
		}
	}
	out.linef("")
	out.linef("Cases")
	if out.err != nil {
		return out.err
	}
	if err := cases.write(a.stdout, showAs); err != nil {
		return err
	}
	out.linef("")
	out.linef("SQL (%s)", e.Definition.File)
	out.linef("%s", indicators.QueryText(e.Definition))
	return out.err
}

// periodWords says which days a figure covers.
func periodWords(span indicators.Span) string {
	const day = "2 January 2006"
	if span.Kind == indicators.AtDay {
		return "at " + span.End.Format(day)
	}
	names := map[indicators.PeriodKind]string{
		indicators.Month: "month", indicators.Quarter: "quarter", indicators.Year: "year", indicators.YTD: "year so far",
		indicators.Rolling12: "twelve months",
	}
	return fmt.Sprintf("%s, %s to %s", names[span.Kind], span.Start.Format(day), span.End.Format(day))
}

// companionGrid shows what must be read beside an indicator, with its figures for the same day and why.
func companionGrid(e *indicators.Explanation) *grid {
	out := &grid{
		columns: []string{"indicator", "area_code", "period", "period_start", "period_end", "value", "lower", "upper", "unit", "symbol", "why"},
		numeric: []string{"value", "lower", "upper"},
	}
	for _, companion := range e.Companions {
		for _, v := range companion.Figures {
			out.rows = append(out.rows, []string{
				companion.Definition.ID, v.AreaCode, string(v.Period), v.PeriodStart.Format(time.DateOnly), v.PeriodEnd.Format(time.DateOnly),
				number(v.Value), number(v.Lower), number(v.Upper), v.Unit, v.Symbol, companion.Why,
			})
		}
	}
	return out
}

// completenessWords says how many of an area's cases could not be judged, what was not recorded of them,
// and between what the figure therefore lies.
func completenessWords(e *indicators.Explanation, v indicators.Value) string {
	if v.Unjudged == nil {
		return fmt.Sprintf("%s: not available, because the extracts do not cover the period", v.AreaName)
	}
	if *v.Unjudged == 0 {
		return fmt.Sprintf("%s: every case could be judged", v.AreaName)
	}
	missing := map[string]int{}
	seen := map[string]bool{} // a case of several rows is one case
	for _, c := range e.Cases {
		if c.Area == v.AreaCode && c.NotRecorded != "" && !seen[c.CaseID] {
			seen[c.CaseID] = true
			missing[c.NotRecorded]++
		}
	}
	var words []string
	for _, what := range slices.Sorted(maps.Keys(missing)) {
		words = append(words, fmt.Sprintf("%s %d", what, missing[what]))
	}
	text := fmt.Sprintf("%s: %s could not be judged, because something was not recorded (%s)",
		v.AreaName, countOf(int(*v.Unjudged), "case"), strings.Join(words, ", "))
	if v.Lowest == nil || v.Highest == nil {
		return text + "; nothing bounds what they would add"
	}
	places := e.Definition.DecimalsAt(v.PeriodEnd) + 1
	return fmt.Sprintf("%s; with none of them the figure would be %s, with all %s",
		text, indicators.Format(v.Lowest, places), indicators.Format(v.Highest, places))
}

// historyWords says that an area's figure misses what came before the extracts begin; empty when it does not.
func historyWords(e *indicators.Explanation, v indicators.Value) string {
	if !v.ShortHistory {
		return ""
	}
	return fmt.Sprintf("%s: the extracts begin on %s, but the rule looks back %s; what came before is missing, so that the figure may be too low or otherwise wrong",
		v.AreaName, e.Begins[v.AreaCode].Format("2 January 2006"), e.Definition.LooksBack())
}

func caseGrid(e *indicators.Explanation) *grid {
	out := &grid{columns: caseColumns, numeric: []string{"numerator", "denominator"}}
	for _, c := range e.Cases {
		out.rows = append(out.rows, []string{
			e.Definition.ID, c.Area, string(c.Span.Kind), c.Span.Start.Format(time.DateOnly), c.Span.End.Format(time.DateOnly),
			c.CaseID, c.PersonID, c.Numerator, c.Denominator, c.Reason,
		})
	}
	return out
}

func (a *app) printExplanationJSON(e *indicators.Explanation) error {
	figures, err := valueGrid(e.Figures).json()
	if err != nil {
		return err
	}
	completeness, err := completenessGrid(e.Figures).json()
	if err != nil {
		return err
	}
	cases, err := caseGrid(e).json()
	if err != nil {
		return err
	}
	companions, err := companionGrid(e).json()
	if err != nil {
		return err
	}
	short := []string{}
	for _, v := range e.Figures {
		if words := historyWords(e, v); words != "" {
			short = append(short, words)
		}
	}
	encoder := json.NewEncoder(a.stdout)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(struct {
		Indicator    string          `json:"indicator"`
		Title        string          `json:"title"`
		Numerator    string          `json:"numerator"`
		Denominator  string          `json:"denominator"`
		Exclusions   []string        `json:"exclusions"`
		SQL          string          `json:"sql"`
		Figures      json.RawMessage `json:"figures"`
		Cases        json.RawMessage `json:"cases"`
		Completeness json.RawMessage `json:"completeness"`
		History      []string        `json:"history"` // what the extracts do not reach back to
		Companions   json.RawMessage `json:"companions"`
		Chosen       string          `json:"chosen"`
	}{
		e.Definition.ID, e.Definition.Title, e.Definition.Numerator, e.Definition.Denominator, e.Definition.Exclusions,
		indicators.QueryText(e.Definition), figures, cases, completeness, short, companions, e.Chosen,
	})
}
