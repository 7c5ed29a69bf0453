package dashboards

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"sightline/indicators"
)

//go:embed queries/ledger_lines.sql
var ledgerLinesQuery string

//go:embed queries/ledger_bridge.sql
var ledgerBridgeQuery string

//go:embed queries/ledger_files.sql
var ledgerFilesQuery string

//go:embed queries/budget.sql
var budgetQuery string

// pence is an exact sum of money.
type pence int64

// readPence reads an exact decimal of pounds, as cells have it; false with more than two decimals.
func readPence(text string) (pence, bool) {
	whole, fraction, _ := strings.Cut(text, ".")
	if len(fraction) > 2 || whole == "" {
		return 0, false
	}
	n, err := strconv.ParseInt(whole+(fraction + "00")[:2], 10, 64)
	return pence(n), err == nil
}

// full writes pounds and pence.
func (p pence) full() string {
	sign := ""
	if p < 0 {
		sign, p = minus, -p
	}
	return fmt.Sprintf("%s£%s.%02d", sign, count(int64(p/100)), int64(p%100))
}

// short writes pounds as a sentence does.
func (p pence) short() string { return shortPounds(float64(p)/100, 0) }

// size is the amount without its sign.
func (p pence) size() pence { return max(p, -p) }

// ledger is what the ledger and the budget of one authority say behind its figures of money.
type ledger struct {
	lines   map[string][]ledgerSum // by indicator: section 251 lines of every year
	centres map[string][]ledgerSum // by indicator: cost centres and groups of the newest year
	bridge  []bridgeYear
	files   []ledgerFile
	budget  []budgetSum
}

// ledgerSum is what of a figure stands on a section 251 line or, with the rest, a cost centre and subjective group.
type ledgerSum struct {
	area, indicator, detail      string
	End                          time.Time
	Line, Centre, CentreName, On string
	Amount                       pence
}

// bridgeYear is the way from gross to net in a financial year.
type bridgeYear struct {
	area, Year                                                         string
	End, LastMonth                                                     time.Time
	Expenditure, Recharges, Income, Credits, GrantInside, GrantOutside pence
}

type ledgerFile struct {
	area     string
	End      time.Time
	File     string
	Postings int64
}

// budgetSum is budget, forecast and spending of a year, one of its lines or one of its cost centres. Nil: none is held.
type budgetSum struct {
	area, Year                        string
	End                               time.Time
	LastMonth                         sql.NullTime // the last month of the ledger; not valid: nothing was spent yet
	Monthly                           bool         // every budget line of the year is of a month
	detail                            string       // year, line or centre
	Line, Centre, CentreName          string
	Budget, Revised, Forecast, ToDate *pence
	Spent                             *pence
}

// complete tells whether the ledger has all of the year.
func (s budgetSum) complete() bool { return s.LastMonth.Valid && !s.LastMonth.Time.Before(s.End) }

// readLedgers reads what stands behind the figures of money of every own authority. Without a ledger there is nothing.
func readLedgers(ctx context.Context, q Querier, catalogue *indicators.Catalogue, asAt time.Time) (_ map[string]*ledger, err error) {
	var held int64
	if err := q.QueryRowContext(ctx, `
		select (select count(*) from core.ledger_line) + (select count(*) from core.budget_line)`).Scan(&held); err != nil {
		return nil, fmt.Errorf("read ledger: %w", err)
	}
	out := map[string]*ledger{}
	if held == 0 {
		return out, nil
	}
	// The cases behind figures stand in temporary tables, which are of one connection.
	q, release, err := oneConnection(ctx, q)
	if err != nil {
		return nil, fmt.Errorf("read ledger: %w", err)
	}
	defer func() { err = errors.Join(err, release()) }()
	of := func(area string) *ledger {
		if out[area] == nil {
			out[area] = &ledger{lines: map[string][]ledgerSum{}, centres: map[string][]ledgerSum{}}
		}
		return out[area]
	}
	if err := readLedgerSums(ctx, q, catalogue, asAt, of); err != nil {
		return nil, err
	}
	return out, readLedgerYears(ctx, q, asAt.Format(time.DateOnly), of)
}

// readLedgerSums works out once more, for the years that have figures, which cases they are made of.
func readLedgerSums(ctx context.Context, q Querier, catalogue *indicators.Catalogue, asAt time.Time, of func(string) *ledger) error {
	if _, err := q.ExecContext(ctx, "drop table if exists money_case"); err != nil {
		return fmt.Errorf("read ledger: %w", err)
	}
	asked := false
	for _, def := range catalogue.Definitions {
		if !def.Money() {
			continue
		}
		ends, err := collect(ctx, q, "years of "+def.ID, `
			select distinct period_end
			from indicators.value
			where indicator = ? and period = 'year' and breakdown = 'none' and symbol = '' and period_end <= cast(? as date)
			order by period_end`,
			func(rows *sql.Rows, end *time.Time) error { return rows.Scan(end) }, def.ID, asAt.Format(time.DateOnly))
		if err != nil {
			return err
		}
		var spans []indicators.Span
		for _, end := range ends {
			span, err := def.Ending(end, indicators.Year)
			if err != nil {
				return fmt.Errorf("read ledger: %w", err)
			}
			spans = append(spans, span)
		}
		if len(spans) == 0 {
			continue
		}
		asked = true
		if err := indicators.CasesBehind(ctx, q, def, spans, "money_case"); err != nil {
			return err
		}
	}
	if !asked {
		return nil
	}
	sums, err := collect(ctx, q, "ledger lines", ledgerLinesQuery, func(rows *sql.Rows, s *ledgerSum) error {
		return rows.Scan(&s.area, &s.indicator, &s.End, &s.detail, &s.Line, &s.Centre, &s.CentreName, &s.On, &s.Amount)
	})
	if err != nil {
		return err
	}
	for _, s := range sums {
		into := of(s.area).lines
		if s.detail == "centre" {
			into = of(s.area).centres
		}
		into[s.indicator] = append(into[s.indicator], s)
	}
	_, err = q.ExecContext(ctx, "drop table money_case")
	return err
}

func readLedgerYears(ctx context.Context, q Querier, asAt string, of func(string) *ledger) error {
	bridge, err := collect(ctx, q, "years of the ledger", ledgerBridgeQuery, func(rows *sql.Rows, y *bridgeYear) error {
		return rows.Scan(&y.area, &y.Year, &y.End, &y.LastMonth, &y.Expenditure, &y.Recharges, &y.Income, &y.Credits, &y.GrantInside, &y.GrantOutside)
	}, asAt)
	if err != nil {
		return err
	}
	for _, y := range bridge {
		of(y.area).bridge = append(of(y.area).bridge, y)
	}
	files, err := collect(ctx, q, "files of the ledger", ledgerFilesQuery, func(rows *sql.Rows, f *ledgerFile) error {
		return rows.Scan(&f.area, &f.End, &f.File, &f.Postings)
	}, asAt)
	if err != nil {
		return err
	}
	for _, f := range files {
		of(f.area).files = append(of(f.area).files, f)
	}
	budget, err := collect(ctx, q, "budgets", budgetQuery, func(rows *sql.Rows, s *budgetSum) error {
		return rows.Scan(&s.area, &s.Year, &s.End, &s.LastMonth, &s.Monthly, &s.detail, &s.Line, &s.Centre, &s.CentreName,
			&s.Budget, &s.Revised, &s.Forecast, &s.ToDate, &s.Spent)
	}, asAt)
	if err != nil {
		return err
	}
	for _, s := range budget {
		of(s.area).budget = append(of(s.area).budget, s)
	}
	return nil
}

// lineWords names a line of the section 251 outturn (numbering since 2014-15).
func lineWords(line string) string {
	words := map[string]string{
		"3.0.1": "Sure Start and under 5", "3.0.2": "Sure Start and under 5", "3.0.3": "Sure Start and under 5", "3.0.4": "Sure Start and under 5",
		"3.1.1": "residential care", "3.1.2": "fostering", "3.1.2a": "fostering, without own carers’ fees and allowances",
		"3.1.2b": "fees and allowances of own foster carers", "3.1.3": "adoption", "3.1.4": "special guardianship",
		"3.1.5": "other looked after", "3.1.6": "short breaks of looked after disabled children", "3.1.7": "placed with family and friends",
		"3.1.8": "education of looked after children", "3.1.9": "leaving care", "3.1.10": "asylum-seeking children",
		"3.2.1": "other children and families", "3.3.1": "social work", "3.3.2": "commissioning and strategy",
		"3.3.3": "local safeguarding", "3.4.1": "direct payments", "3.4.2": "short breaks of disabled children",
		"3.4.3": "other support of disabled children", "3.4.4": "targeted family support", "3.4.5": "universal family support",
		"3.5.1": "universal services for young people", "3.5.2": "targeted services for young people", "3.6.1": "youth justice",
		"4.0.1": "capital charged to revenue",
	}[line]
	switch {
	case line == "":
		return "On no line of the ledger"
	case line == "UNALLOCATED":
		return "Cost centres without a section 251 line"
	case words == "":
		return line
	default:
		return line + " " + words
	}
}
