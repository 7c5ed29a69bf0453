package benchmarks

import (
	"context"
	"database/sql"
	_ "embed"
	"fmt"
	"strings"

	"sightline/indicators"
)

var (
	//go:embed methods/comparators.sql
	comparatorsSQL string
	//go:embed methods/compare.sql
	compareSQL string
	//go:embed methods/judge_comparisons.sql
	judgeComparisonsSQL string
)

// The verdicts of a comparison. Better and worse follow the indicator's polarity; an indicator
// without one is higher or lower.
const (
	Better        = "better"
	Similar       = "similar"
	Worse         = "worse"
	Higher        = "higher"
	Lower         = "lower"
	NotComparable = "not comparable"
)

// Compare replaces benchmarks.comparison, judgement, member, trend and funnel, and the groups by those of opts.
//
// Every own authority's whole-year figures (breakdown none) that a published or stated label ends with,
// and its latest year, rolling-12 and snapshot figure with the latest label that ends on or before it,
// get a comparison. Per day that labels end on, the first held measure of the indicator's crosswalk
// stands, or what its published numerator and denominator make; stated comparators stand in where the
// published files have none. Cells in doubt are compared with nothing.
//
// Neighbour mean, region, England, rank and band are LAIT's (macro lait). Rank, ranked and band are those
// of the authority's own published value, not of the figure computed here, and are null where LAIT has
// none. The neighbours are those of the model in force when the comparator's label ends; the authority
// itself is never a member of a group that it is set against.
//
// The verdict is Fingertips' single-interval rule (OHID technical guidance, comparing with a benchmark):
// a comparator inside the figure's 95% limits, both ends included, is similar. Counts, which follow the
// size of the authority, and statistics without limits are not comparable with other authorities; the
// numbers are given all the same. The rule takes the comparator for fixed. The mean of ten neighbours varies
// too, so that of authorities that are all alike 6 in 100 are not called similar, and not 5; the limits of
// the difference, which stand beside the verdict, allow for it. Against the own past and the other own
// authorities it is the limits of the difference that decide: whether they hold nought.
//
// When no neighbour model at all is held, neighbours and regions are left out; when others than those asked
// for are, the error wraps ErrNotHeld and names them.
func Compare(ctx context.Context, db *sql.DB, catalogue *indicators.Catalogue, opts Options) error {
	spans, err := modelSpans(ctx, db, opts)
	if err != nil {
		return fmt.Errorf("compare: %w", err)
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // after a commit there is nothing to roll back
	c := &comparer{q: tx, opts: opts, catalogue: catalogue}
	for _, step := range []func(context.Context) error{
		c.begin,
		func(ctx context.Context) error { return c.gather(ctx, spans) },
		c.listMembers,
		c.judge,
		c.judgeOwn,
		c.testTrends,
		c.tidy,
	} {
		if err := step(ctx); err != nil {
			return fmt.Errorf("compare: %w", err)
		}
	}
	return tx.Commit()
}

// compared are the tables that Compare refills.
var compared = []string{"comparison", "judgement", "member", "trend", "funnel", "funnel_authority", "funnel_limit"}

// begin empties the tables and reads what the catalogue and the choices made say of each indicator.
func (c *comparer) begin(ctx context.Context) error {
	for _, table := range compared {
		if _, err := c.q.ExecContext(ctx, "delete from benchmarks."+table); err != nil {
			return err
		}
	}
	if _, err := c.q.ExecContext(ctx, "delete from benchmarks.custom_group"); err != nil {
		return err
	}
	if len(c.opts.Groups) > 0 {
		if err := FillGroups(ctx, c.q, c.opts.Groups); err != nil {
			return err
		}
	}
	if err := fillMatch(ctx, c.q, c.catalogue); err != nil {
		return err
	}
	rows, err := c.q.QueryContext(ctx, "select indicator, coalesce(aside, '') from benchmarks.match")
	if err != nil {
		return err
	}
	defer rows.Close()
	asides := map[string]string{}
	for rows.Next() {
		var id, aside string
		if err := rows.Scan(&id, &aside); err != nil {
			return err
		}
		asides[id] = aside
	}
	c.facts = map[string]*facts{}
	for _, def := range c.catalogue.Definitions {
		c.facts[def.ID] = factsOf(def, asides[def.ID])
	}
	return rows.Err()
}

// matchRow and crosswalkRow are what the catalogue says of an indicator and its published measures.
type matchRow struct {
	Indicator  string  `json:"indicator"`
	Position   int     `json:"position"`
	Title      string  `json:"title"`
	Statistic  string  `json:"statistic"`
	Window     string  `json:"window"`
	Unit       string  `json:"unit"`
	Multiplier float64 `json:"multiplier"`
	Polarity   string  `json:"polarity"`
	YearEnd    string  `json:"year_end"`
	Decimals   int     `json:"decimals"`
	Note       *string `json:"note"`
	Differs    *string `json:"differs"`
	Aside      *string `json:"aside"`
}

type crosswalkRow struct {
	Indicator string  `json:"indicator"`
	Role      string  `json:"role"`
	Place     int     `json:"place"`
	Measure   string  `json:"measure"`
	Scale     float64 `json:"scale"`
}

// fillMatch lists what the catalogue says of each indicator and its published measures. A measure that has
// the indicator's own id comes last; it is listed where it is held.
func fillMatch(ctx context.Context, q Querier, catalogue *indicators.Catalogue) error {
	for _, table := range []string{"match", "crosswalk"} {
		if _, err := q.ExecContext(ctx, "delete from benchmarks."+table); err != nil {
			return err
		}
	}
	var matches []matchRow
	var crosswalk []crosswalkRow
	for i, def := range catalogue.Definitions {
		aside, err := indicators.Aside(ctx, q, def)
		if err != nil {
			return err
		}
		matches = append(matches, matchRow{
			Indicator: def.ID, Position: i, Title: def.Title, Statistic: string(def.Statistic), Window: string(def.Window),
			Unit: def.Unit, Multiplier: def.Multiplier(), Polarity: string(def.Polarity.Direction), YearEnd: def.YearEnd,
			Decimals: def.Decimals, Note: orNull(def.Comparator.Note), Differs: orNull(differsWords(def.Comparator)), Aside: orNull(aside),
		})
		crosswalk = append(crosswalk, crosswalkOf(def)...)
	}
	if err := addRows(ctx, q, "benchmarks.match", matches); err != nil {
		return err
	}
	if err := addRows(ctx, q, "benchmarks.crosswalk", crosswalk); err != nil {
		return err
	}
	_, err := q.ExecContext(ctx, `
		insert into benchmarks.crosswalk
		select match.indicator, 'value', 3, match.indicator, 1
		from benchmarks.match
		anti join benchmarks.crosswalk
			on match.indicator = crosswalk.indicator and match.indicator = crosswalk.measure and crosswalk.role = 'value'
		where match.indicator in (select measure from benchmarks.published)
		order by match.indicator`)
	return err
}

// crosswalkOf lists the published measures of an indicator.
func crosswalkOf(def *indicators.Definition) []crosswalkRow {
	c := def.Comparator
	scale := c.Scale
	if scale == 0 {
		scale = 1
	}
	var rows []crosswalkRow
	for _, of := range []struct {
		role     string
		measures []string
	}{
		{"value", []string{c.LAIT, c.EES, c.Measure}}, {"numerator", c.Numerator}, {"denominator", c.Denominator},
	} {
		for place, measure := range of.measures {
			if measure != "" {
				rows = append(rows, crosswalkRow{def.ID, of.role, place, measure, scale})
			}
		}
	}
	return rows
}

// differsWords says in what a published measure is another than the indicator.
func differsWords(c indicators.Comparator) string {
	var out []string
	for _, aspect := range indicators.Aspects {
		if words, ok := c.Differs[aspect]; ok {
			out = append(out, aspect+": "+words)
		}
	}
	return strings.Join(out, "; ")
}

func orNull(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}
