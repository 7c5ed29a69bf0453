package indicators

import (
	"context"
	"database/sql"
	_ "embed"
	"fmt"
	"strings"
)

//go:embed value.sql
var valueQuery string

// value turns indicator_case into rows of the computer's table.
func (c *computer) value(ctx context.Context, def *Definition, got returned) error {
	if err := c.limits.extend(ctx, c.q, def, c.sumQuery(def, []measure{numberOfCases}, "")); err != nil {
		return fmt.Errorf("compute %s: %w", def.ID, err)
	}
	unjudged, err := c.unjudgedQuery(ctx, def, got)
	if err != nil {
		return fmt.Errorf("compute %s: %w", def.ID, err)
	}
	query := fmt.Sprintf(valueQuery, c.into, c.sumQuery(def, def.allMeasures(), ""), unjudged)
	arguments := append(def.valueArguments(), sql.Named("bounds_given", got.bounds), sql.Named("aside", got.aside), sql.Named("z", normalQuantile))
	if _, err := c.q.ExecContext(ctx, query, arguments...); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return fmt.Errorf("compute %s: %w", def.ID, err)
	}
	return nil
}

// measure is a sum of cases. Where together is set, the sum of a period is together of its months' sums.
type measure struct{ name, of, together string }

// allMeasures are the sums of all cases: countable tells that each is in the denominator once or not at
// all, flags that each counts as one or not at all.
func (d *Definition) allMeasures() []measure {
	list := []measure{
		{"numerator", "sum(indicator_case.numerator)", "sum"},
		{"flags", "bool_and(indicator_case.numerator in (0, 1))", "bool_and"},
	}
	if d.Statistic == Count {
		list = append(list, measure{"denominator", "null::decimal(38, 9)", "any_value"}, measure{"countable", "null::boolean", "any_value"})
	} else {
		list = append(list,
			measure{"denominator", "sum(indicator_case.denominator)", "sum"},
			measure{"countable", "bool_and(indicator_case.denominator in (0, 1))", "bool_and"})
	}
	number := measure{"mean_n", "null::bigint", "any_value"}
	if d.meanOfCases() || d.Statistic == Median {
		number = numberOfCases
	}
	list = append(list, number)
	// Squares are summed as decimals: a sum of doubles depends on the order that threads deliver them in.
	squares := measure{"sum_of_squares", "null::double", "any_value"}
	if d.meanOfCases() {
		squares.of = "sum((indicator_case.numerator::double * indicator_case.numerator::double)::decimal(38, 9))"
		squares.together = "sum"
	}
	list = append(list, squares)
	if d.Statistic == Median {
		return append(list,
			measure{"in_order", "list_sort(list(indicator_case.numerator::double) filter (indicator_case.denominator = 1))", ""})
	}
	return append(list, measure{"in_order", "null::double[]", "any_value"})
}

// numberOfCases is how many cases a mean or median rests on.
var numberOfCases = measure{"mean_n", "count(*) filter (indicator_case.denominator = 1)", "sum"}

// meanOfCases tells whether the figure may be a mean over cases, such as days or points.
func (d *Definition) meanOfCases() bool {
	return d.Statistic == Ratio && d.Multiplier() == 1 && !d.Money()
}

// unjudgedQuery gives the sums of the cases that could not be judged. A case of several rows, such as one
// that happens in two months of a year, is one case; only where there are any must cases be told apart.
func (c *computer) unjudgedQuery(ctx context.Context, def *Definition, got returned) (string, error) {
	var rows, cases int64
	if err := c.q.QueryRowContext(ctx, `
		select count(*), count(distinct (area_code, case_id)) from indicator_case where not_recorded is not null`).Scan(&rows, &cases); err != nil {
		return "", err
	}
	const unjudged = "indicator_case.not_recorded is not null"
	measures := def.unjudgedMeasures(got.bounds)
	if rows == cases {
		measures[0].of = "count(*)"
		measures[0].together = "sum"
	}
	return c.sumQuery(def, measures, unjudged), nil
}

// unjudgedMeasures are the sums of the cases that could not be judged, each row adding what it could.
// bounds says that the query gives the bounds of each case; else a case that is counted adds 0 to 1.
func (d *Definition) unjudgedMeasures(bounds bool) []measure {
	list := []measure{
		{"cases", "count(distinct indicator_case.case_id)", ""},
		{"mean_n", "count(*)", "sum"},
		{"numerator", "sum(indicator_case.numerator)", "sum"},
		{"denominator", "sum(indicator_case.denominator)", "sum"},
	}
	switch {
	case bounds:
		return append(list,
			measure{"lowest", "sum(indicator_case.lowest)", "sum"},
			measure{"highest", "sum(indicator_case.highest)", "sum"},
			measure{"bounded", "bool_and(indicator_case.lowest is not null and indicator_case.highest is not null)", "bool_and"})
	case d.Statistic == Count && !d.Money() || d.Statistic == Ratio && d.Multiplier() != 1:
		return append(list, measure{"lowest", "0", "any_value"}, measure{"highest", "count(*)", "sum"}, measure{"bounded", "true", "any_value"})
	default:
		return append(list, measure{"lowest", "null::decimal(38, 9)", "any_value"}, measure{"highest", "null::decimal(38, 9)", "any_value"}, measure{"bounded", "false", "any_value"})
	}
}

// sumQuery gives the cases' sums per area, period, breakdown and group: months add up in a flow,
// everything else is summed as it stands. An empty condition takes all cases.
func (c *computer) sumQuery(def *Definition, measures []measure, condition string) string {
	switch {
	case def.Window == Snapshot:
		return c.groupedSums([]string{"area_code", "as_at as period_end"}, "'snapshot' as period,", measures, "indicator_case", condition)
	case def.Window == Spanning:
		return c.groupedSums([]string{"area_code", "period", "period_end"}, "", measures, "indicator_case", condition)
	case addUp(measures):
		return c.sumOfMonths(measures, condition)
	default:
		return c.groupedSums([]string{"area_code", "period.period", "period.period_end"}, "", measures,
			"indicator_case inner join period on indicator_case.occurred_on between period.period_start and period.period_end", condition)
	}
}

func addUp(measures []measure) bool {
	for _, m := range measures {
		if m.together == "" {
			return false
		}
	}
	return true
}

// sumOfMonths adds each case once to its month, or to its day where a period asked for is not made of
// whole months, and then months to periods: a case lies in some thirty of them.
func (c *computer) sumOfMonths(measures []measure, condition string) string {
	bucket := "date_trunc('month', occurred_on)::date as bucket"
	for _, span := range c.asked {
		if span.Start.Day() != 1 || !IsMonthEnd(span.End) {
			bucket = "occurred_on as bucket"
		}
	}
	var together []string
	for _, m := range measures {
		together = append(together, fmt.Sprintf("%s(bucketed.%s) as %s", m.together, m.name, m.name))
	}
	return `
    select
        bucketed.area_code,
        period.period,
        period.period_end,
        bucketed.breakdown,
        bucketed."group",
        ` + strings.Join(together, ",\n        ") + `
    from period
    inner join (` + c.groupedSums([]string{"area_code", bucket}, "", measures, "indicator_case", condition) + `) as bucketed
        on bucketed.bucket between period.period_start and period.period_end
    group by bucketed.area_code, period.period, period.period_end, bucketed.breakdown, bucketed."group"`
}

// groupedSums sums cases by keys, for the whole and for each breakdown at once.
func (c *computer) groupedSums(keys []string, constants string, measures []measure, from, condition string) string {
	var names, expressions, sums []string
	for _, key := range keys {
		expression, name, renamed := strings.Cut(key, " as ")
		if !renamed {
			_, name, renamed = strings.Cut(expression, ".")
			if !renamed {
				name = expression
			}
		}
		names = append(names, name)
		expressions = append(expressions, expression)
	}
	for _, m := range measures {
		sums = append(sums, m.of+" as "+m.name)
	}
	byKeys := strings.Join(expressions, ", ")
	where := ""
	if condition != "" {
		where = "\n        where " + condition
	}
	selected := make([]string, len(keys))
	for i := range keys {
		selected[i] = expressions[i] + " as " + names[i]
	}
	list := constants + `
            ` + strings.Join(selected, ",\n            ") + `,
            ` + strings.Join(sums, ",\n            ")
	if len(c.by) == 0 {
		return `
        select
            ` + list + `,
            'none' as breakdown,
            '' as "group"
        from ` + from + where + `
        group by ` + byKeys
	}
	sets := []string{"(" + byKeys + ")"}
	var breakdown, number, word strings.Builder
	for _, b := range c.by {
		column := b.groupColumn()
		sets = append(sets, "("+byKeys+", "+column+")")
		fmt.Fprintf(&breakdown, " when grouping(%s) = 0 then '%s'", column, b)
		into := &number
		if b.inWords() {
			into = &word
		}
		fmt.Fprintf(into, " when grouping(%s) = 0 then %s", column, column)
	}
	caseOf := func(whens *strings.Builder, otherwise string) string {
		if whens.Len() == 0 {
			return otherwise
		}
		return "case" + whens.String() + " else " + otherwise + " end"
	}
	return `
    select
        grouped.* exclude (group_number, group_word),
        case when grouped.breakdown = 'none' then '' else coalesce(named."group", grouped.group_word, 'unknown') end as "group"
    from (
        select
            ` + list + `,
            ` + caseOf(&breakdown, "'none'") + ` as breakdown,
            ` + caseOf(&number, "null") + `::utinyint as group_number,
            ` + caseOf(&word, "null") + `::varchar as group_word
        from ` + from + where + `
        group by grouping sets (` + strings.Join(sets, ", ") + `)
    ) as grouped
    left join (select distinct breakdown, group_id, "group" from group_code) as named
        on named.breakdown = grouped.breakdown
        and named.group_id = grouped.group_number
    where grouped.group_number is distinct from 0
        and grouped.group_word is distinct from ''`
}

func (d *Definition) valueArguments() []any {
	return []any{
		sql.Named("indicator", d.ID),
		sql.Named("statistic", string(d.Statistic)),
		sql.Named("unit", d.Unit),
		sql.Named("multiplier", d.Multiplier()),
		sql.Named("money", d.Money()),
		sql.Named("window", string(d.Window)),
		sql.Named("returns", joinSources(d.Sources, func(s Source) string { return s.Return })),
		sql.Named("tables", joinSources(d.Sources, func(s Source) string { return s.Table })),
		sql.Named("needs", joinSources(d.Sources, Source.need)),
		sql.Named("ways", joinSources(d.Sources, Source.way)),
		sql.Named("edition_from", joinEditions(d.Editions, func(e Edition) string { return e.From })),
		sql.Named("edition_rule", joinEditions(d.Editions, func(e Edition) string { return e.Rule })),
	}
}

func joinEditions(editions []Edition, field func(Edition) string) string {
	out := make([]string, len(editions))
	for i, edition := range editions {
		out[i] = field(edition)
	}
	return strings.Join(out, "|")
}

func joinSources(sources []Source, field func(Source) string) string {
	out := make([]string, len(sources))
	for i, source := range sources {
		out[i] = field(source)
	}
	return strings.Join(out, ",")
}
