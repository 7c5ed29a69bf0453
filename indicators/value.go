package indicators

import (
	"context"
	"database/sql"
	_ "embed"
	"fmt"
	"slices"
	"strings"
)

//go:embed value.sql
var valueQuery string

// sumTables wait to be turned into values: the sums of the cases of one indicator after the other, and what
// their definitions say. It costs less to value many indicators at once than one at a time.
const sumTables = `
create or replace temp table definition (
    indicator varchar, statistic varchar, unit varchar, multiplier double, money boolean, bounds_given boolean, aside varchar, history integer, clustered boolean
);
create or replace temp table definition_need (indicator varchar, need varchar, way varchar, source varchar, table_name varchar);
create or replace temp table definition_edition (indicator varchar, edition_from date, rule varchar);
create or replace temp table definition_period (indicator varchar, period varchar, period_start date, period_end date);
create or replace temp table indicator_sum (
    indicator varchar, area_code varchar, period varchar, period_end date,
    breakdown varchar, group_number utinyint, group_word varchar,
    numerator decimal(38, 9), denominator decimal(38, 9), mean_n bigint, countable boolean, flags boolean,
    sum_of_squares decimal(38, 9), in_order double[]
);
create or replace temp table indicator_unjudged (
    indicator varchar, area_code varchar, period varchar, period_end date,
    breakdown varchar, group_number utinyint, group_word varchar,
    cases bigint, mean_n bigint, numerator decimal(38, 9), denominator decimal(38, 9),
    lowest decimal(38, 9), highest decimal(38, 9), bounded boolean
)`

// mostSums is how many sums wait at most: what is kept in memory does not grow with the authorities.
const mostSums = 500_000

// sum adds the sums of indicator_case to those that wait.
func (c *computer) sum(ctx context.Context, def *Definition, got returned) error {
	if _, err := c.q.ExecContext(ctx, def.definitionRows(got)); err != nil {
		return fmt.Errorf("compute %s: %w", def.ID, err)
	}
	added, err := c.q.ExecContext(ctx, "insert into indicator_sum by name select "+quoted(def.ID)+" as indicator, sums.* from ("+
		c.sumQuery(def, def.allMeasures(), "")+") as sums")
	if err == nil {
		var rows int64
		rows, err = added.RowsAffected()
		c.waiting += rows
	}
	if err == nil {
		err = c.sumUnjudged(ctx, def, got)
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		return fmt.Errorf("compute %s: %w", def.ID, err)
	}
	if c.waiting > mostSums {
		return c.finish(ctx)
	}
	return nil
}

// definitionRows are the statements that say of the indicator what values are made with.
func (d *Definition) definitionRows(got returned) string {
	id := quoted(d.ID)
	aside := ""
	if got.aside != "" {
		aside = " (" + got.aside + ")"
	}
	var editions []string
	for _, edition := range d.Editions {
		editions = append(editions, fmt.Sprintf("(%s, %s, %s)", id, quoted(edition.From), quoted(edition.Rule)))
	}
	return fmt.Sprintf(`insert into definition values (%s, %s, %s, %v, %v, %v, %s, %d, %v);
insert into definition_need values %s;
insert into definition_edition values %s;
insert into definition_period select %s, period, period_start, period_end from period`,
		id, quoted(string(d.Statistic)), quoted(d.Unit), d.Multiplier(), d.Money(), got.bounds, quoted(aside), d.History, d.Clustered != "",
		strings.Join(d.needRows(), ", "), strings.Join(editions, ", "), id)
}

// needRows are the rows of definition_need: what the indicator needs, and the tables of each way to it.
func (d *Definition) needRows() []string {
	var rows []string
	for _, source := range d.Sources {
		row := fmt.Sprintf("(%s, %s, %s, %s, %s)", quoted(d.ID), quoted(source.need()), quoted(source.way()), quoted(source.Return), quoted(source.Table))
		if !slices.Contains(rows, row) {
			rows = append(rows, row)
		}
	}
	return rows
}

// finish turns the sums that wait into rows of the computer's table.
func (c *computer) finish(ctx context.Context) error {
	if err := c.limits.extend(ctx, c.q); err != nil {
		return err
	}
	_, err := c.q.ExecContext(ctx, fmt.Sprintf(valueQuery, c.into), sql.Named("z", normalQuantile))
	if err == nil {
		_, err = c.q.ExecContext(ctx, sumTables)
	}
	c.waiting = 0
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		return fmt.Errorf("value indicators: %w", err)
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
		number = measure{"mean_n", "count(*) filter (indicator_case.denominator = 1)", "sum"}
	}
	list = append(list, number)
	// Squares are summed as decimals: a sum of doubles depends on the order that threads deliver them in.
	squares := measure{"sum_of_squares", "null::decimal(38, 9)", "any_value"}
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

// meanOfCases tells whether the figure may be a mean over cases, such as days or points.
func (d *Definition) meanOfCases() bool {
	return d.Statistic == Ratio && d.Multiplier() == 1 && !d.Money()
}

// sumUnjudged adds the sums of the cases that could not be judged. A case of several rows, such as one
// that happens in two months of a year, is one case; only where there are any must cases be told apart.
func (c *computer) sumUnjudged(ctx context.Context, def *Definition, got returned) error {
	const unjudged = "indicator_case.not_recorded is not null"
	var rows, cases int64
	if err := c.q.QueryRowContext(ctx, `
		select count(*), count(distinct (area_code, case_id)) from indicator_case where `+unjudged).Scan(&rows, &cases); err != nil {
		return err
	}
	if rows == 0 {
		return nil
	}
	measures := def.unjudgedMeasures(got.bounds)
	if rows == cases {
		measures[0].of = "count(*)"
		measures[0].together = "sum"
	}
	_, err := c.q.ExecContext(ctx, "insert into indicator_unjudged by name select "+quoted(def.ID)+" as indicator, sums.* from ("+
		c.sumQuery(def, measures, unjudged)+") as sums")
	return err
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
        bucketed.group_number,
        bucketed.group_word,
        ` + strings.Join(together, ",\n        ") + `
    from period
    inner join (` + c.groupedSums([]string{"area_code", bucket}, "", measures, "indicator_case", condition) + `) as bucketed
        on bucketed.bucket between period.period_start and period.period_end
    group by bucketed.area_code, period.period, period.period_end, bucketed.breakdown,
        bucketed.group_number, bucketed.group_word`
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
            ` + groupInWords + `::utinyint as group_number,
            '' as group_word
        from ` + from + where + `
        group by ` + byKeys
	}
	sets := []string{"(" + byKeys + ")"}
	var breakdown, number, word strings.Builder
	var inWords []string
	for _, b := range c.by {
		column := b.groupColumn()
		sets = append(sets, "("+byKeys+", "+column+")")
		fmt.Fprintf(&breakdown, " when grouping(%s) = 0 then '%s'", column, b)
		if b.inWords() {
			inWords = append(inWords, quoted(string(b)))
			fmt.Fprintf(&word, " when grouping(%s) = 0 then coalesce(%s, 'unknown')", column, column)
		} else {
			fmt.Fprintf(&number, " when grouping(%s) = 0 then coalesce(%s, %s)", column, column, groupUnknown)
		}
	}
	inGroup := "group_number <> 0"
	if len(inWords) > 0 {
		inGroup += " and (breakdown not in (" + strings.Join(inWords, ", ") + ") or group_word <> '')"
	}
	return `
    select * from (
        select
            ` + list + `,
            case` + breakdown.String() + ` else 'none' end as breakdown,
            (` + caseOf(&number, groupInWords) + `)::utinyint as group_number,
            ` + caseOf(&word, "''") + ` as group_word
        from ` + from + where + `
        group by grouping sets (` + strings.Join(sets, ", ") + `)
    ) as grouped
    where ` + inGroup + `
`
}

// Numbers of groups that are none of group_code: the word says the group, or there is none to say; and what
// is not recorded.
const (
	groupInWords = "254"
	groupUnknown = "255"
)

func caseOf(whens *strings.Builder, otherwise string) string {
	if whens.Len() == 0 {
		return otherwise
	}
	return "case" + whens.String() + " else " + otherwise + " end"
}
