package etl_test

import (
	"fmt"
	"strings"
	"testing"

	"sightline/etl"
)

const (
	postings   = "financial_year,period,cost_centre,account,description,amount\n"
	centreMap  = "cost_centre,s251_line\nC1,3.1.1\nC2,3.3.1\nC9,\n"
	accountMap = "account,s251_provider_column,kind\n5100,private,E\n1100,own,E\n6100,own,R\n8200,,I\n8400,,G_in\n"
)

// money is an entry of a kind that is read with maps, of all files under folder.
func (w *world) money(kind, folder string) etl.Extract {
	w.t.Helper()
	e := w.extract(kind, folder)
	e.CostCentres, e.Accounts = w.write("maps/cost_centres.csv", centreMap), w.write("maps/accounts.csv", accountMap)
	return e
}

// ties asserts that what core holds of each file is what its control total calls loaded, and that no
// amount of a file is anywhere else than loaded, superseded or rejected.
func (w *world) ties() {
	w.t.Helper()
	same(w.t, "control totals that core does not bear out", w.rows(`
with
held as (
    select source_file, 'amount' as measure, sum(amount) as held from core.ledger_line group by source_file
    union all
    select source_file, 'budget', sum(budget) from core.budget_line group by source_file
    union all
    select source_file, 'cost_to_date', sum(cost_to_date) from core.placement_cost group by source_file
    union all
    select source_file, 'cost_to_date', sum(cost_to_date) from core.residential_cost group by source_file
)

select total.source_file, total.measure
from audit.control_total as total
left join held using (source_file, measure)
where
    (total.measure in ('amount', 'budget', 'cost_to_date') and total.loaded <> coalesce(held.held, 0))
    or total.received <> total.loaded + total.superseded + total.rejected
order by all`), nil)
}

func TestAmountsAsLedgersWriteThem(t *testing.T) {
	amounts := []struct{ text, want string }{
		{"2,500.00-", "-2500.00"},
		{"(310.40)", "-310.40"},
		{"£1,234.56", "1234.56"},
		{"-£1.00", "-1.00"},
		{"£-1.00", "-1.00"},
		{"450.00CR", "-450.00"},
		{"450 DR", "450.00"},
		{"1,234.5 cr", "-1234.50"},
		{"(£5)", "-5.00"},
		{"£(5.10)", "-5.10"},
		{"\u00a3\u00a012", "12.00"},
		{"1 234 567.89", "1234567.89"},
		{".5", "0.50"},
		{"7.", "7.00"},
		{"0012.30", "12.30"},
		{"+3", "3.00"},
		{"-", "0.00"},
		{"- 9.990", "-9.99"},
		{"1.2000", "1.20"},
		{"GBP 4", "4.00"},
		{"\u22122", "-2.00"},
	}
	unreadable := []string{"1.000,00", "12 34", "1,2,3", "1.005", "-5-", "(5", "5)", "(-5)", "1e3", "five", "12,34", "£"}
	w := newWorld(t)
	w.opts.ShareConfigured, w.opts.MaxRejectShare = true, 0.5
	text := postings
	var want, rejects []string
	for _, a := range amounts {
		text += fmt.Sprintf("2024-25,01,C1,5100,x,\"%s\"\n", a.text)
		want = append(want, a.want)
	}
	for i, bad := range unreadable {
		text += fmt.Sprintf("2024-25,01,C1,5100,x,\"%s\"\n", bad)
		rejects = append(rejects, fmt.Sprintf("%d|amount|decimal|an amount in pounds|row", i+len(amounts)+2))
	}
	w.write("ledger/a.csv", text+"2024-25,01,C1,5100,x,\n")
	rejects = append(rejects, fmt.Sprintf("%d|amount|required|a value|row", len(amounts)+len(unreadable)+2))
	report := w.mustLoad(w.money("ledger", "ledger"))
	reconciles(t, w.db, report)
	w.ties()
	same(t, "amounts", w.rows("select amount::varchar from core.ledger_line order by source_row"), want)
	same(t, "rejects", w.rejects(), rejects)
	// 2500.00 + 310.40 + 1 + 1 + 450 + 1234.50 + 5 + 5.10 + 9.99 + 2 = 4518.99 less than
	// 1234.56 + 450 + 12 + 1234567.89 + 0.50 + 7 + 12.30 + 3 + 1.20 + 4 = 1236292.45.
	same(t, "control totals", w.controls(), []string{"amount|1231773.46|1231773.46|0.00|0.00|13|-"})
}

// Windows-1252 text with title rows, a Cr/Dr column and dates as they come.
func TestLedgerReportInWindows1252(t *testing.T) {
	w := newWorld(t)
	w.write("ledger/a.csv", "Ledger \xa3\r\nfor April\r\n\r\nFinancial Year,Period,Cost Centre,Account,Trans Date,Amount,Dr/Cr\r\n"+
		"2024/25,01,C1,5100,45383,\"\xa31,000.00\",\r\n"+
		"2024/25,01,C1,5100,01/04/2024 00:00:00,\x961.00,\r\n"+
		"2024/25,01,C1,8200,2024-04-02,\xa3\xa02.00,Cr\r\n"+
		"2024/25,01,C1,8200,03-Apr-24,-4,CR\r\n"+
		"2024/25,01,C1,5100,04.04.2024,8,dr\r\n"+
		"2024/25,01,C1,5100,31/04/2024,16,\r\n")
	report := w.mustLoad(w.money("ledger", "ledger"))
	reconciles(t, w.db, report)
	w.ties()
	same(t, "postings", w.rows("select transacted_on, amount::varchar from core.ledger_line order by source_row"), []string{
		"2024-04-01|1000.00", "2024-04-01|-1.00", "2024-04-02|-2.00", "2024-04-03|-4.00", "2024-04-04|8.00", "-|16.00",
	})
	same(t, "rejects", w.rejects(), []string{"10|Trans Date|date|a date|cell"})
	same(t, "control totals", w.controls(), []string{"amount|1017.00|1017.00|0.00|0.00|0|-"})
	same(t, "notices", w.notices("credit-sign"), []string{"credit-sign|1 rows: a credit that has a minus sign besides: taken as a credit once"})
}

func TestDebitsAndCreditsApart(t *testing.T) {
	const columns = "period,cost_centre,account,description,Debit,Credit\n"
	w := newWorld(t)
	w.opts.ShareConfigured, w.opts.MaxRejectShare = true, 0.5
	w.write("ledger/a.csv", columns+"202401,C1,5100,x,\"1,000.10\",\n202401,C1,8200,x,,300\n202401,C1,5100,x,7.00,0.00\n202401,C1,8200,x,-,2\n"+
		"202401,C1,5100,x,-1,\n202401,C1,5100,x,5,5\n202401,C1,5100,x,,\n202401,C1,5100,x,6,six\n,,,Total,\"1,017.10\",307.00\n")
	// A system that writes the sign into its credit column.
	w.write("ledger/b.csv", columns+"202402,C1,5100,x,50,\n202402,C1,8200,x,,-20\n202402,C1,8200,x,,(5)\n")
	// All three columns: they must agree.
	w.write("ledger/c.csv", "period,cost_centre,account,amount,dr,cr\n202403,C1,5100,4,4,\n202403,C1,5100,-3,,3\n202403,C1,5100,9,4,\n")
	report := w.mustLoad(w.money("ledger", "ledger"))
	reconciles(t, w.db, report)
	w.ties()
	same(t, "amounts", w.rows("select ledger_period, amount::varchar from core.ledger_line order by source_file, source_row"), []string{
		"1|1000.10", "1|-300.00", "1|7.00", "1|-2.00", "1|-1.00", "2|50.00", "2|-20.00", "2|-5.00", "3|4.00", "3|-3.00",
	})
	same(t, "rejects", w.rejects(), []string{
		"4|amount|contradiction|the debit less the credit of the row|row",
		"7|Credit|contradiction|a debit or a credit, not both|row",
		"8|Debit|required|a debit or a credit|row", "9|Credit|decimal|an amount in pounds|row",
		"10|-|total|a posting: the total of the report is not one|row",
	})
	same(t, "control totals", w.controls(), []string{
		"amount|704.10|704.10|0.00|0.00|2|710.10", "amount|25.00|25.00|0.00|0.00|0|-", "amount|10.00|1.00|0.00|9.00|0|-",
	})
	same(t, "notices", w.notices("does-not-tie"), []string{
		"does-not-tie|does not tie: its rows sum to 704.10 pounds and its own total says 710.10, a difference of 6.00: ask for the file again",
	})
}

// Totals, headings of pages and lines of text are no postings; they are listed, not summed, and however
// many there are they do not make the file a bad one.
func TestTotalsOfReports(t *testing.T) {
	const (
		total   = "|-|total|a posting: the total of the report is not one|row"
		heading = "|-|heading|a posting: the heading of the report's next page is not one|row"
		text    = "|-|text|a posting: a line of the report without codes and amount is not one|row"
	)
	w := newWorld(t)
	w.write("ledger/a.csv", postings+
		"2024-25,01,C1,5100,Total Cleaning Ltd,10\n"+ // a posting: it has both codes
		"2024-25,01,C1,1100,x,5\n"+
		",,C1 Total,,,15\n"+
		"Financial Year,Period,Cost Centre,Account,Description,Amount\n"+
		"2024-25,01,C2,5100,x,7.50\n"+
		"2024-25,01,C2,,Sub-total: C2,7.50\n"+
		"Total,,,,,22.50\n"+
		",,,,*** end of report ***,\n")
	w.write("ledger/b.csv", postings+"2024-25,02,C1,5100,x,1\n,,,,Total,1\n2024-25,02,C2,5100,x,2\n,,,,Total,2\n,,,,Total,3\n")
	// Without a row for the whole, the last sub-total is not one.
	w.write("ledger/c.csv", postings+"2024-25,03,C1,5100,x,1\n,,,,Total,1\n2024-25,03,C2,5100,x,2\n,,,,Total,2\n")
	w.write("ledger/d.csv", postings+"2024-25,04,C1,5100,x,1\n2024-25,04,C1,,Total Energy,2\n,,,,Report total,\"1,000.00\"\n")
	report := w.mustLoad(w.money("ledger", "ledger"))
	reconciles(t, w.db, report)
	w.ties()
	same(t, "rejects", w.rows("select parse_filename(source_file), source_row, column_name, kind, wanted, severity from audit.reject order by all"), []string{
		"a.csv|4" + total, "a.csv|5" + heading, "a.csv|7" + total, "a.csv|8" + total, "a.csv|9" + text,
		"b.csv|3" + total, "b.csv|5" + total, "b.csv|6" + total, "c.csv|3" + total, "c.csv|5" + total,
		"d.csv|3" + total, "d.csv|4" + total,
	})
	same(t, "control totals", w.controls(), []string{
		"amount|22.50|22.50|0.00|0.00|0|22.50", "amount|3.00|3.00|0.00|0.00|0|3.00", "amount|3.00|3.00|0.00|0.00|0|-",
		"amount|1.00|1.00|0.00|0.00|0|1000.00",
	})
	same(t, "notices", w.notices("does-not-tie"), []string{
		"does-not-tie|does not tie: its rows sum to 1.00 pounds and its own total says 1000.00, a difference of 999.00: ask for the file again",
	})
}

func TestPeriodsAsLedgersWriteThem(t *testing.T) {
	cases := []struct{ year, period, want string }{ // want: year, period and month of the posting; "" is refused
		{"2024-25", "01", "2024-25|1|2024-04-30"},
		{"2024/25", "P12", "2024-25|12|2025-03-31"},
		{"2024-2025", "00", "2024-25|0|2024-04-30"},
		{"202425", "13", "2024-25|13|2025-03-31"},
		{"FY24/25", "016", "2024-25|16|2025-03-31"},
		{"2024", "Period 3", "2024-25|3|2024-06-30"},
		{"1999-00", "1.0", "1999-00|1|1999-04-30"},
		{"", "202401", "2024-25|1|2024-04-30"},
		{"", "2024P10", "2024-25|10|2025-01-31"},
		{"", "2024/013", "2024-25|13|2025-03-31"},
		{"", "Apr-24", "2024-25|1|2024-04-30"},
		{"", "jan 2025", "2024-25|10|2025-01-31"},
		{"2024-25", "March", "2024-25|12|2025-03-31"},
		{"2024-25", "Sept", "2024-25|6|2024-09-30"},
		{"2024-25", "Feb-25", "2024-25|11|2025-02-28"},
		{"2024-25", "202412", "2024-25|12|2025-03-31"},
		{"2019-20", "Feb-20", "2019-20|11|2020-02-29"},
		{"2020-21", "MAY-20", "2020-21|2|2020-05-31"},
		{"2024-26", "01", ""},
		{"2024-25", "17", ""},
		{"", "01", ""},
		{"", "April", ""},
		{"2023-24", "202401", ""},
		{"2024-25", "Apr-25", ""},
		{"2024-25", "Mar-24", ""},
		{"24", "01", ""},
		{"", "2024-01", ""},
		{"2024-25", "", ""},
		{"", "201713x", ""},
	}
	w := newWorld(t)
	w.opts.ShareConfigured, w.opts.MaxRejectShare = true, 0.5
	text := postings
	var want []string
	refused := 0
	for _, c := range cases {
		text += fmt.Sprintf("%s,%s,C1,5100,x,1\n", c.year, c.period)
		if c.want != "" {
			want = append(want, c.want)
		} else {
			refused++
		}
	}
	w.write("ledger/a.csv", text)
	report := w.mustLoad(w.money("ledger", "ledger"))
	reconciles(t, w.db, report)
	w.ties()
	same(t, "periods", w.rows("select financial_year, ledger_period, month_ends_on from core.ledger_line order by source_row"), want)
	same(t, "control totals", w.controls(), []string{fmt.Sprintf("amount|%d.00|%d.00|0.00|%d.00|0|-", len(cases), len(want), refused)})
	same(t, "notices", w.notices("opening-period", "adjustment-period"), []string{
		"adjustment-period|3 rows of 3.00 pounds in periods 13 and over, adjustments: counted in March",
		"opening-period|1 rows of 1.00 pounds in period 00, opening balances: counted in April",
	})
}

// cumulative is a ledger of the year so far without transaction numbers: n postings of 1 pound in each
// of the periods.
func cumulative(n int, periods ...string) string {
	var text strings.Builder
	text.WriteString(postings)
	for _, period := range periods {
		for i := range n {
			fmt.Fprintf(&text, "2024-25,%s,C1,5100,posting %d,1\n", period, i)
		}
	}
	return text.String()
}

// Each month the year so far: the file that goes on longest stands for the others, whatever their names.
func TestCumulativeLedgersCountOnce(t *testing.T) {
	w := newWorld(t)
	w.write("ledger/apr.csv", cumulative(4, "01"))
	w.write("ledger/aug.csv", cumulative(4, "01", "02", "03"))
	w.write("ledger/may.csv", cumulative(4, "01", "02"))
	report := w.mustLoad(w.money("ledger", "ledger"))
	reconciles(t, w.db, report)
	w.ties()
	same(t, "sum", w.rows("select sum(amount)::varchar, any_value(source_file) from core.ledger_line"), []string{"12.00|ledger/aug.csv"})
	same(t, "superseded", w.rows("select source_file, superseded_by from audit.file where kind = 'ledger' and superseded_by is not null order by all"), []string{
		"ledger/apr.csv|ledger/aug.csv", "ledger/may.csv|ledger/aug.csv",
	})
	same(t, "control totals", w.controls(), []string{"amount|4.00|0.00|4.00|0.00|0|-", "amount|12.00|12.00|0.00|0.00|0|-", "amount|8.00|0.00|8.00|0.00|0|-"})
	same(t, "notices", w.notices("ledger-superseded"), []string{
		"ledger-superseded|4 rows: 4 of them stand in ledger/aug.csv, a later extract of the year, which is used instead",
		"ledger-superseded|8 rows: 8 of them stand in ledger/aug.csv, a later extract of the year, which is used instead",
	})
}

func TestWhatMakesALedgerCumulative(t *testing.T) {
	first := cumulative(20, "01")
	row := func(i int) string { return fmt.Sprintf("2024-25,01,C1,5100,posting %d,1\n", i) }
	cases := []struct{ name, second, sum string }{
		{"each month by itself", cumulative(20, "02"), "40.00"},
		{"19 of 20 postings stand in the later file", strings.Replace(cumulative(20, "01", "02"), row(0), "", 1), "39.00"},
		{"18 of 20 do", strings.Replace(strings.Replace(cumulative(20, "01", "02"), row(0), "", 1), row(1), "", 1), "58.00"},
		{"another year", strings.ReplaceAll(cumulative(20, "01", "02"), "2024-25", "2023-24"), "60.00"},
	}
	for _, c := range cases {
		w := newWorld(t)
		w.write("ledger/first.csv", first)
		w.write("ledger/second.csv", c.second)
		w.mustLoad(w.money("ledger", "ledger"))
		w.ties()
		same(t, c.name, w.rows("select sum(amount)::varchar from core.ledger_line"), []string{c.sum})
	}
	// Equal rows count as often as they stand: one of three is not three.
	w := newWorld(t)
	same3 := "2024-25,01,C1,5100,x,1\n2024-25,01,C1,5100,x,1\n2024-25,01,C1,5100,x,1\n"
	w.write("ledger/first.csv", postings+same3)
	w.write("ledger/second.csv", postings+same3[:len(same3)/3]+"2024-25,02,C1,5100,x,1\n")
	w.mustLoad(w.money("ledger", "ledger"))
	same(t, "equal rows", w.rows("select sum(amount)::varchar from core.ledger_line"), []string{"5.00"})
	// Two authorities may well have the same postings.
	w = newWorld(t)
	w.opts.Authorities = []etl.Authority{{Code: "901", Name: "Northshire"}, {Code: "902", Name: "Southshire"}}
	w.write("north/a.csv", first)
	w.write("south/a.csv", cumulative(20, "01", "02"))
	north, south := w.money("ledger", "north"), w.money("ledger", "south")
	north.Authority, south.Authority = "901", "902"
	w.mustLoad(north, south)
	same(t, "authorities", w.rows("select area_code, sum(amount)::varchar from core.ledger_line group by all order by all"), []string{"901|20.00", "902|40.00"})
}

func TestCopyOfALedgerHasAControlTotal(t *testing.T) {
	w := newWorld(t)
	w.write("ledger/a.csv", cumulative(4, "01"))
	w.write("ledger/b.csv", cumulative(4, "01"))
	report := w.mustLoad(w.money("ledger", "ledger"))
	reconciles(t, w.db, report)
	same(t, "control totals", w.controls(), []string{"amount|4.00|4.00|0.00|0.00|0|-", "amount|4.00|0.00|4.00|0.00|0|-"})
}

func TestLeadingNoughtsOfMaps(t *testing.T) {
	w := newWorld(t)
	w.write("ledger/a.csv", postings+"2024-25,01,0100,00200,x,1\n2024-25,01,100,200,x,2\n2024-25,01,00100,0200,x,4\n2024-25,01,0300,300,x,8\n2024-25,01,77,0400,x,16\n")
	e := w.extract("ledger", "ledger")
	e.CostCentres = w.write("maps/cost_centres.csv", "cost_centre,s251_line\n100,3.1.1\n0100,3.3.1\n300,3.2.1\n")
	e.Accounts = w.write("maps/accounts.csv", "account,s251_provider_column,kind\n200,own,E\n0200,private,E\n00300,,I\n400,own,E\n00400,own,E\n")
	w.mustLoad(e)
	w.ties()
	same(t, "postings", w.rows("select amount::varchar, s251_line, provider_column, entry from core.ledger_line order by source_row"), []string{
		"1.00|3.3.1|-|unmapped", "2.00|3.1.1|own|expenditure", "4.00|UNALLOCATED|private|expenditure", "8.00|3.2.1|-|income", "16.00|UNALLOCATED|own|expenditure",
	})
	same(t, "notices", w.notices("ambiguous-cost-centre", "ambiguous-account", "unmapped-cost-centre", "unmapped-account"), []string{
		"ambiguous-account|1 rows of 1 accounts that rows of the map, which differ by leading noughts, call different kinds: unmapped",
		"ambiguous-cost-centre|1 rows of 1 cost centres that rows of the map, which differ by leading noughts, put on different lines: UNALLOCATED",
		"unmapped-cost-centre|1 rows of 1 cost centres without a section 251 line: UNALLOCATED",
	})
}

func TestOtherCurrenciesAreRefused(t *testing.T) {
	w := newWorld(t)
	w.opts.ShareConfigured, w.opts.MaxRejectShare = true, 0.5
	w.write("ledger/a.csv", "period,cost_centre,account,amount,currency\n202401,C1,5100,1,GBP\n202401,C1,5100,2,gbp\n202401,C1,5100,4,\n202401,C1,5100,8,EUR\n")
	report := w.mustLoad(w.money("ledger", "ledger"))
	reconciles(t, w.db, report)
	w.ties()
	same(t, "rejects", w.rejects(), []string{"5|currency|code|an amount in pounds: GBP|row"})
	same(t, "control totals", w.controls(), []string{"amount|15.00|7.00|0.00|8.00|0|-"})
}

func TestLedgerWithoutAmountsIsNamed(t *testing.T) {
	w := newWorld(t)
	w.write("ledger/a.csv", "financial_year,period,cost_centre,account,amnt\n2024-25,01,C1,5100,1\n")
	report := w.mustLoad(w.money("ledger", "ledger"))
	if faults := faultsOf(report); len(faults) != 1 || !strings.Contains(faults[0], "column amount missing") {
		t.Errorf("got %v, want the missing column named", faults)
	}
}

func TestBudgets(t *testing.T) {
	const columns = "Financial Year,Period,Cost Centre,Account,Budget,Revised Budget,Forecast\n"
	w := newWorld(t)
	w.opts.ShareConfigured, w.opts.MaxRejectShare = true, 0.5
	w.write("budget/a.csv", columns+"2024-25,,C1,5100,\"£1,000.00\",\"1,100.00\",(5.00)\n2024/25,,C1,5100,10,,\n2024-25,,C2,,200,200,\n2024-25,,C1,8200,50.00-,,60 CR\n"+
		"2024-25,Apr,0C9,9999,,7,\n2024-25,13,C1,5100,1,1,1\n2024-25,,C1,6100,x,3,\n2024-25,,C2,6100,,,\n,,,Grand total,1160.00,1307.00,-65.00\n")
	w.write("budget/b.csv", columns+"2023-24,,C1,5100,1,,\n2023-24,,C2,5100,2,,\n")
	w.write("budget/c.csv", columns+"2023-24,,C1,5100,5,,\n2023-24,,C9,5100,7,,\n2023-24,,C8,5100,9,,\n")
	w.write("budget/d.csv", columns+"2023-24,,C7,5100,100,,\n")
	report := w.mustLoad(w.money("budget", "budget"))
	reconciles(t, w.db, report)
	w.ties()
	same(t, "budgets", w.rows(`
select financial_year, month_ends_on, cost_centre, account, s251_line, provider_column, entry, budget::varchar, revised_budget::varchar, forecast::varchar
from core.budget_line
order by source_file, source_row`), []string{
		"2024-25|-|C1|5100|3.1.1|private|expenditure|1000.00|1100.00|-5.00", "2024-25|-|C1|5100|3.1.1|private|expenditure|10.00|-|-",
		"2024-25|-|C2|-|3.3.1|-|unmapped|200.00|200.00|-", "2024-25|-|C1|8200|3.1.1|-|income|-50.00|-|-60.00",
		"2024-25|2024-04-30|0C9|9999|UNALLOCATED|-|unmapped|-|7.00|-",
		"2023-24|-|C1|5100|3.1.1|private|expenditure|5.00|-|-", "2023-24|-|C9|5100|UNALLOCATED|private|expenditure|7.00|-|-",
		"2023-24|-|C8|5100|UNALLOCATED|private|expenditure|9.00|-|-", "2023-24|-|C7|5100|UNALLOCATED|private|expenditure|100.00|-|-",
	})
	same(t, "rejects", w.rejects(), []string{
		"7|Period|code|an accounting period as 01 to 12, or 202401, P01, Apr-24; empty for the whole year|row",
		"8|Budget|decimal|an amount in pounds|row", "9|Budget|required|a budget, a revised budget or a forecast|row",
		"10|-|total|a budget line: the total of the report is not one|row",
	})
	same(t, "control totals", w.controls(), []string{
		"budget|1161.00|1160.00|0.00|1.00|1|1160.00", "forecast|-64.00|-65.00|0.00|1.00|0|-65.00", "revised_budget|1311.00|1307.00|0.00|4.00|0|1307.00",
		"budget|3.00|0.00|3.00|0.00|0|-", "budget|21.00|21.00|0.00|0.00|0|-", "budget|100.00|100.00|0.00|0.00|0|-",
	})
	same(t, "superseded", w.rows("select source_file, superseded_by from audit.file where kind = 'budget' and superseded_by is not null"), []string{"budget/b.csv|budget/c.csv"})
	if notices := w.notices("does-not-tie"); len(notices) != 3 {
		t.Errorf("got %v, want a notice of each column that does not tie", notices)
	}
}

// A ledger and a budget may name the same maps.
func TestLedgerAndBudgetShareTheMaps(t *testing.T) {
	w := newWorld(t)
	w.write("ledger/a.csv", postings+"2024-25,01,C1,5100,x,1\n")
	w.write("budget/a.csv", "financial_year,cost_centre,account,budget\n2024-25,c1,005100,2\n")
	w.mustLoad(w.money("ledger", "ledger"), w.money("budget", "budget"))
	w.ties()
	same(t, "lines", w.rows("select s251_line, entry from core.ledger_line union all select s251_line, entry from core.budget_line"),
		[]string{"3.1.1|expenditure", "3.1.1|expenditure"})
}

const placementColumns = "Child ID,Legal status,Placement start date,Placement end date,Placement type,Provider type,Procurement platform,Ofsted URN," +
	"Total committed cost accrued in FY to date,Contribution from social care provider/s,Contribution from health provider/s,Contribution from education provider/s"

func TestPlacementCosts(t *testing.T) {
	w := newWorld(t)
	w.opts.ShareConfigured, w.opts.MaxRejectShare = true, 0.5
	w.write("cost/2024-25_Q1/placements.csv", placementColumns+"\n"+
		"a,C2,01/04/2023,,U6,PR4,Spot,SC123456,\"£1,000.50\",900.50,100,\nb,V2,01/05/2024,30/06/2024,K2,PR4,framework,1234567,500,,,\n"+
		"b,V2,01/05/2024,30/06/2024,K2,PR4,,1234567,501,,,\nc,C2,,,K2,PR4,,,7,,,\nd,C2,01/05/2024,01/04/2024,K2,PR4,,,8,,,\ne,C2,01/05/2024,,K2,PR4,,,nine,,,\nTotal,,,,,,,,1500.50,900.50,100.00,\n")
	w.write("cost/2024-25_Q2/placements.csv", placementColumns+"\na,C2,01/04/2023,,U6,PR4,Spot,SC123456,2000,,,\nf,XX,01/05/2024,,Q9,,bulk,,3,,,\n")
	w.write("cost/correction.csv", placementColumns+",Year,Quarter\nb,V2,01/05/2024,30/06/2024,K2,PR4,Block,1234567,550,,,,2024/25,Q1\nb,V2,01/05/2024,30/06/2024,K2,PR4,Block,1234567,650,,,,2024/25,2\n")
	w.write("cost/homes_2024-25_Q1.csv", "Asset name,Ofsted URN,Start date,End date,Total committed cost accrued in FY to date\nOak House,SC1,01/04/2024,31/03/2025,\"100,000.00\"\nElm House,SC2,01/04/2024,,50.25\n")
	w.write("cost/undated.csv", placementColumns+"\na,C2,01/04/2023,,U6,PR4,Spot,SC123456,77,,,\n")
	report := w.mustLoad(w.extract("placement_cost", "cost"))
	reconciles(t, w.db, report)
	w.ties()
	same(t, "placements", w.rows(`
select financial_year, quarter, child_id, legal_status, placement_started_on, placement_ended_on, placement_type, placement_provider,
    procurement_platform, urn, cost_to_date::varchar, from_social_care::varchar, from_health::varchar, from_education::varchar
from core.placement_cost
order by all`), []string{
		"2024-25|1|a|C2|2023-04-01|-|U6|PR4|Spot|SC123456|1000.50|900.50|100.00|-", "2024-25|1|b|V2|2024-05-01|2024-06-30|K2|PR4|Block|1234567|550.00|-|-|-",
		"2024-25|2|a|C2|2023-04-01|-|U6|PR4|Spot|SC123456|2000.00|-|-|-", "2024-25|2|b|V2|2024-05-01|2024-06-30|K2|PR4|Block|1234567|650.00|-|-|-",
		"2024-25|2|f|-|2024-05-01|-|-|-|-|-|3.00|-|-|-",
	})
	same(t, "homes", w.rows("select financial_year, quarter, asset_name, urn, started_on, ended_on, cost_to_date::varchar from core.residential_cost order by all"), []string{
		"2024-25|1|Elm House|SC2|2024-04-01|-|50.25", "2024-25|1|Oak House|SC1|2024-04-01|2025-03-31|100000.00",
	})
	same(t, "rejects", w.rows("select parse_filename(source_file), source_row, column_name, kind, severity from audit.reject order by source_file, source_row, column_name"), []string{
		"placements.csv|4|Child ID|duplicate|row", "placements.csv|5|Placement start date|required|row", "placements.csv|6|Placement end date|order|row",
		"placements.csv|7|Total committed cost accrued in FY to date|decimal|row", "placements.csv|8|-|total|row",
		"placements.csv|3|Legal status|code|cell", "placements.csv|3|Placement type|code|cell", "placements.csv|3|Procurement platform|code|cell",
		"undated.csv|2|quarter|required|row", "undated.csv|2|year|required|row",
	})
	same(t, "control totals", w.controls(), []string{
		"cost_to_date|2016.50|1000.50|500.00|516.00|1|1500.50", "from_health|100.00|100.00|0.00|0.00|0|100.00", "from_social_care|900.50|900.50|0.00|0.00|0|900.50",
		"cost_to_date|2003.00|2003.00|0.00|0.00|0|-", "cost_to_date|1200.00|1200.00|0.00|0.00|0|-", "cost_to_date|100050.25|100050.25|0.00|0.00|0|-",
		"cost_to_date|77.00|0.00|0.00|77.00|0|-",
	})
}

// The layout as it is published, every column.
func TestPlacementCostLayout(t *testing.T) {
	w := newWorld(t)
	columns := queryRows(t, w.db, `select "table", string_agg('"' || "column" || '"', ',' order by position::integer) from read_csv(?, header = true, all_varchar = true) group by all order by all`,
		public(t, "finance/placement_costs_columns.csv"))
	same(t, "tables", []string{columns[0][:strings.IndexByte(columns[0], '|')], columns[1][:strings.IndexByte(columns[1], '|')]}, []string{"internal_residential_costs", "placement_costs"})
	w.write("cost/2024-25_Q3/homes.csv", strings.SplitN(columns[0], "|", 2)[1]+"\nOak House,SC1,01/04/2024,31/03/2025,1.10\n")
	w.write("cost/2024-25_Q3/placements.csv", strings.SplitN(columns[1], "|", 2)[1]+
		"\na,01/02/2010,1,WBRI,NONE,3B,01/03/2024,No,Yes,0,C2,01/04/2023,,01/04/2023,CARPL,1,2,U6,PR4,Spot,x,SC123456,AB1 2CD,ab12cd,901,2.20,1,,\n")
	report := w.mustLoad(w.extract("placement_cost", "cost"))
	reconciles(t, w.db, report)
	w.ties()
	same(t, "rejects", w.rejects(), nil)
	same(t, "notices", w.notices("extra-columns"), nil)
	same(t, "control totals", w.controls(), []string{
		"cost_to_date|1.10|1.10|0.00|0.00|0|-", "cost_to_date|2.20|2.20|0.00|0.00|0|-", "from_social_care|1.00|1.00|0.00|0.00|0|-",
	})
}

// The names of cost centres and the groups of accounts are those of the maps and, where these are silent, the ledger's own.
func TestPostingsKeepNamesAndGroups(t *testing.T) {
	w := newWorld(t)
	w.write("ledger/2024-25.csv", "financial_year,period,cost_centre,cost_centre_name,account,account_name,subjective_group,amount\n"+
		"2024-25,01,C1,Homes of old,5100,Private,Third party,10.00\n2024-25,02,C3,Family help,1100,Agency,Staff,20.00\n")
	e := w.extract("ledger", "ledger")
	e.CostCentres = w.write("maps/centres.csv", "cost_centre,cost_centre_name,s251_line\nC1,Homes,3.1.1\n")
	e.Accounts = w.write("maps/accounts.csv", "account,subjective_group,s251_provider_column,kind\n5100,Third party payments,private,E\n1100,,own,E\n")
	w.mustLoad(e)
	same(t, "names and groups", w.rows(`
		select cost_centre, cost_centre_name, subjective_group, amount::varchar from core.ledger_line order by cost_centre`),
		[]string{"C1|Homes|Third party payments|10.00", "C3|Family help|Staff|20.00"})
}
