package etl_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sightline/etl"
)

const publicData = "../../shared/data"

// public is the path of a file of the public test data.
func public(t testing.TB, name string) string {
	t.Helper()
	path, err := filepath.Abs(filepath.Join(publicData, name))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); err != nil {
		t.Skipf("the public test data is not at %s", publicData)
	}
	return path
}

// publicCopy copies a file of the public test data into the world, for its folder may not be written to.
func (w *world) publicCopy(name, as string) string {
	w.t.Helper()
	text, err := os.ReadFile(public(w.t, name))
	if err != nil {
		w.t.Fatal(err)
	}
	return w.write(as, string(text))
}

func (w *world) ledger(names ...string) etl.Extract {
	w.t.Helper()
	e := etl.Extract{
		Kind: "ledger", Label: "ledger",
		CostCentres: w.publicCopy("synthetic/gl_cost_centre_map_SYNTHETIC.csv", "maps/cost_centres.csv"),
		Accounts:    w.publicCopy("synthetic/gl_account_map_SYNTHETIC.csv", "maps/accounts.csv"),
	}
	for _, name := range names {
		e.Paths = append(e.Paths, w.publicCopy("synthetic/"+name, "ledger/"+name))
	}
	return e
}

// controls lists the control totals: measure, received, loaded, superseded, rejected, rows that cannot
// be read, stated.
func (w *world) controls() []string {
	w.t.Helper()
	return w.rows(`select measure, received::varchar, loaded::varchar, superseded::varchar, rejected::varchar, unreadable, stated::varchar
from audit.control_total
order by source_file, table_name, measure`)
}

func TestLedgerGivesTheSection251Lines(t *testing.T) {
	w := newWorld(t)
	report := w.mustLoad(w.ledger("gl_extract_2024-25_SYNTHETIC.csv"))
	reconciles(t, w.db, report)
	same(t, "rejects", w.rejects(), nil)
	file, err := os.Open(public(t, "synthetic/gl_expected_s251_SYNTHETIC.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	records, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, record := range records[1:] {
		want = append(want, strings.Join(record, "|"))
	}
	slices.Sort(want)
	got := w.rows(`
with
sums as (
    select
        s251_line,
        coalesce(sum(amount) filter (entry in ('expenditure', 'recharge') and provider_column = 'own'), 0) as own,
        coalesce(sum(amount) filter (entry in ('expenditure', 'recharge') and provider_column = 'private'), 0) as private,
        coalesce(sum(amount) filter (entry in ('expenditure', 'recharge') and provider_column = 'other_public'), 0) as other_public,
        coalesce(sum(amount) filter (entry in ('expenditure', 'recharge') and provider_column = 'voluntary'), 0) as voluntary,
        coalesce(sum(amount) filter (entry in ('expenditure', 'recharge')), 0) as total,
        coalesce(sum(amount) filter (entry = 'recharge'), 0) as recharges,
        -coalesce(sum(amount) filter (entry = 'income'), 0) as income,
        -coalesce(sum(amount) filter (entry = 'grant_inside_aef'), 0) as inside,
        -coalesce(sum(amount) filter (entry = 'grant_outside_aef'), 0) as outside
    from core.ledger_line
    group by s251_line
)

select s251_line, own::varchar, private::varchar, other_public::varchar, voluntary::varchar, total::varchar, recharges::varchar,
    income::varchar, (total - income)::varchar, inside::varchar, outside::varchar, (total - income - inside - outside)::varchar
from sums
order by all`)
	slices.Sort(got)
	same(t, "section 251 lines", got, want)
	same(t, "months", w.rows("select financial_year, min(month_ends_on), max(month_ends_on), count(*) from core.ledger_line group by all"),
		[]string{"2024-25|2024-04-30|2025-03-31|677"})
	same(t, "coverage", w.rows("select * from core.coverage"), []string{
		"901|ledger|account_map|2024-04-01|2025-03-31", "901|ledger|cost_centre_map|2024-04-01|2025-03-31",
		"901|ledger|postings|2024-04-01|2025-03-31",
	})
	same(t, "control totals", w.controls(), []string{"amount|11104771.84|11104771.84|0.00|0.00|0|-"})
	same(t, "notices", w.notices(), []string{
		"adjustment-period|5 rows of 67490.40 pounds in periods 13 and over, adjustments: counted in March",
		"control-total|postings sum to 11104771.84 pounds: 11104771.84 loaded, 0.00 superseded by a later file",
		"line-ends|lines end in CRLF", "line-ends|lines end in CRLF", "line-ends|lines end in CRLF",
		"unmapped-cost-centre|25 rows of 1 cost centres without a section 251 line: UNALLOCATED",
	})
}

func TestDirtyLedger(t *testing.T) {
	w := newWorld(t)
	report := w.mustLoad(w.ledger("gl_extract_dirty_SYNTHETIC.csv"))
	reconciles(t, w.db, report)
	same(t, "sum", w.rows("select sum(amount)::varchar, count(*) from core.ledger_line"), []string{"-1265.44|6"})
	same(t, "postings", w.rows("select ledger_period, transacted_on, account, amount::varchar, s251_line, provider_column, entry from core.ledger_line order by source_row"),
		[]string{
			"1|2024-04-01|5100|1234.56|3.1.1|private|expenditure", "1|2024-04-08|8200|-2500.00|3.1.1|-|income",
			"2|2024-05-14|1100|-310.40|3.3.1|own|expenditure", "2|2024-05-16|01100|310.40|3.3.1|own|expenditure",
			"3|2024-06-30|5400|450.00|3.1.2b|own|expenditure", "3|2024-06-30|5400|-450.00|3.1.2b|own|expenditure",
		})
	same(t, "rejects", w.rejects(), []string{"11|-|total|a posting: the total of the report is not one|row"})
	same(t, "control totals", w.controls(), []string{"amount|-1265.44|-1265.44|0.00|0.00|0|-1265.44"})
	same(t, "notices", w.notices(), []string{
		"control-total|postings sum to -1265.44 pounds: -1265.44 loaded, 0.00 superseded by a later file, as the report states",
		"encoding|is not UTF-8: read as Windows-1252",
		"line-ends|lines end in CRLF", "line-ends|lines end in CRLF", "line-ends|lines end in CRLF",
		"title-rows|has 3 rows above the header: ignored",
	})
}

func TestLaterLedgerFilesSupersedePostings(t *testing.T) {
	const columns = "financial_year,period,trans_date,trans_no,seq_no,cost_centre,account,description,amount\n"
	w := newWorld(t)
	w.write("ledger/p01.csv", columns+"2024-25,01,09/04/2024,7,1,C1010,5100,x,100.00\n2024-25,01,09/04/2024,7,1,C1010,5100,x,100.00\n")
	w.write("ledger/p02.csv", columns+"2024-25,01,09/04/2024,7,1,C1010,5100,x,120.00\n2024-25,00,,8,1,C9999,9999,x,\"1,000.50\"\n"+
		"2024-25,13,,9,1,C9999,9999,x,(2.50)\n2024/25,12,,,,C9999,9999,x,£1\n2024/25,12,,,,C9999,9999,x,£1\n2024-25,17,,,,C9999,9999,x,1\n2024-25,12,,,,C9999,9999,x,1.005\n")
	e := w.ledger()
	e.Paths = w.extract("ledger", "ledger").Paths
	report := w.mustLoad(e)
	reconciles(t, w.db, report)
	same(t, "postings", w.rows("select ledger_period, month_ends_on, transaction_no, amount::varchar, s251_line, entry from core.ledger_line order by all"), []string{
		"0|2024-04-30|8|1000.50|UNALLOCATED|unmapped", "1|2024-04-30|7|120.00|3.1.1|expenditure", "12|2025-03-31|-|1.00|UNALLOCATED|unmapped",
		"12|2025-03-31|-|1.00|UNALLOCATED|unmapped", "13|2025-03-31|9|-2.50|UNALLOCATED|unmapped",
	})
	same(t, "rejects", w.rejects(), []string{
		"3|trans_no|duplicate|one row per financial year, transaction and line|row",
		"7|period|code|an accounting period as 00 to 16, or 202401, P01, Apr-24|row", "8|amount|decimal|an amount in pounds|row",
	})
	same(t, "superseded", w.rows("select source_file, superseded_by from audit.file where superseded_by is not null"), []string{"ledger/p01.csv|ledger/p02.csv"})
	same(t, "notices", w.notices("control-total", "ledger-superseded", "unmapped-account"), []string{
		"control-total|postings sum to 1121.00 pounds: 1120.00 loaded, 0.00 superseded by a later file, 1.00 rejected, 1 rows whose amount cannot be read",
		"control-total|postings sum to 200.00 pounds: 0.00 loaded, 100.00 superseded by a later file, 100.00 rejected",
		"ledger-superseded|1 rows: a later file holds the same posting: left out",
		"unmapped-account|4 rows of 1 accounts without a kind: unmapped",
	})
}

// Two authorities may share the maps; each posting is read with the maps of its own entry.
func TestTwoLedgersShareTheMaps(t *testing.T) {
	const columns = "period,cost_centre,account,amount\n"
	w := newWorld(t)
	w.opts.Authorities = []etl.Authority{{Code: "901", Name: "Northshire"}, {Code: "902", Name: "Southshire"}}
	w.write("north/gl.csv", columns+"202401,C1010,5100,10\n")
	w.write("south/gl.csv", columns+"202401,c1010,005100,20\n")
	w.write("third/gl.csv", columns+"202401,C1010,5100,40\n")
	north, south, third := w.ledger(), w.ledger(), w.extract("ledger", "third")
	north.Authority, north.Paths = "901", w.extract("ledger", "north").Paths
	south.Authority, south.Paths = "902", w.extract("ledger", "south").Paths
	third.Authority = "902"
	report := w.mustLoad(north, south, third)
	reconciles(t, w.db, report)
	same(t, "postings", w.rows("select area_code, amount::varchar, s251_line, entry from core.ledger_line order by all"), []string{
		"901|10.00|3.1.1|expenditure", "902|20.00|3.1.1|expenditure", "902|40.00|UNALLOCATED|unmapped",
	})
	same(t, "coverage", w.rows("select * from core.coverage order by all"), []string{
		"901|ledger|account_map|2024-04-01|2025-03-31", "901|ledger|cost_centre_map|2024-04-01|2025-03-31",
		"901|ledger|postings|2024-04-01|2025-03-31", "902|ledger|account_map|2024-04-01|2025-03-31",
		"902|ledger|cost_centre_map|2024-04-01|2025-03-31", "902|ledger|postings|2024-04-01|2025-03-31",
	})
}

// Without maps nothing says which postings are of a line: a figure that needs them is not available, and
// not nought. A year between two that a ledger has postings of is not covered either.
func TestALedgerCoversWhatItHas(t *testing.T) {
	w := newWorld(t)
	w.write("ledger/gl.csv", "financial_year,period,cost_centre,account,amount\n2021-22,01,C1010,5100,10\n2023-24,01,C1010,5100,20\n")
	ledger := w.extract("ledger", "ledger")
	ledger.Authority = "901"
	reconciles(t, w.db, w.mustLoad(ledger))
	same(t, "coverage", w.rows("select * from core.coverage order by all"), []string{
		"901|ledger|postings|2021-04-01|2022-03-31", "901|ledger|postings|2023-04-01|2024-03-31",
	})
}
