package indicators_test

import (
	"context"
	"database/sql"
	"testing"

	"sightline/indicators"
)

// counting counts the statements that pass through it.
type counting struct {
	indicators.Querier
	statements int
}

func (c *counting) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	c.statements++
	return c.Querier.ExecContext(ctx, query, args...)
}

func (c *counting) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	c.statements++
	return c.Querier.QueryContext(ctx, query, args...)
}

func (c *counting) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	c.statements++
	return c.Querier.QueryRowContext(ctx, query, args...)
}

// Every period is computed at once: the number of statements is that of the indicators, whatever the
// number of months, breakdowns or cases.
func TestStatementsDoNotGrowWithMonths(t *testing.T) {
	catalogue, err := indicators.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	conn := mustConn(t)
	mustProof(t, conn, catalogue.Definitions) // cases of every kind
	exec(t, conn, `update core.area set own = true`)
	const most = 18 // of which 6 are of a computer, not of an indicator
	for _, def := range catalogue.Definitions {
		count := func(from string, by []indicators.Breakdown) int {
			exec(t, conn, `create or replace temp table counted as select * from indicators.value limit 0`)
			q := &counting{Querier: conn}
			if err := indicators.Compute(context.Background(), q, []*indicators.Definition{def},
				indicators.Options{From: day(from), To: day("2025-03-31"), Into: "temp.counted", By: by}); err != nil {
				t.Fatal(err)
			}
			return q.statements
		}
		year, two := count("2024-04-01", nil), count("2023-04-01", nil)
		if two > year+1 || two > most { // one more: quantiles for other numbers of cases
			t.Errorf("%s: %d statements for 12 months, %d for 24: want no more, and at most %d", def.ID, year, two, most)
		}
		if broken := count("2023-04-01", indicators.Breakdowns()); broken > two+1 {
			t.Errorf("%s: %d statements with every breakdown, %d without: want one more, for the groups", def.ID, broken, two)
		}
	}
}

// A period that ends within a month begins the day after its namesake day; no day is in two.
func TestPeriodsThatEndOnAnyDay(t *testing.T) {
	def := definition(t, flowQuery, "window: flow", "unit: £", "decimals: 2", "sources: [{return: ledger, table: postings, field: amount}]")
	for _, c := range []struct {
		end   string
		kind  indicators.PeriodKind
		start string
	}{
		{"2024-02-28", indicators.Rolling12, "2023-03-01"},
		{"2024-02-29", indicators.Rolling12, "2023-03-01"},
		{"2023-02-28", indicators.Rolling12, "2022-03-01"},
		{"2025-02-27", indicators.Rolling12, "2024-02-28"},
		{"2025-03-30", indicators.Month, "2025-03-01"},
		{"2025-03-31", indicators.Month, "2025-03-01"},
		{"2025-03-15", indicators.Month, "2025-02-16"},
		{"2024-02-29", indicators.Quarter, "2023-12-01"},
		{"2025-05-30", indicators.Quarter, "2025-03-01"},
	} {
		span, err := def.Ending(day(c.end), c.kind)
		if err != nil || !span.Start.Equal(day(c.start)) {
			t.Errorf("%s to %s: want it to begin on %s, got %v (%v)", c.kind, c.end, c.start, span.Start, err)
		}
	}
}
