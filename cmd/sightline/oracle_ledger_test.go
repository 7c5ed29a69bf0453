package main

import (
	"math/big"
	"os"
	"path/filepath"
	"strconv"
	"testing"
)

// The maps of the invented ledgers: cost centres to lines, accounts to kinds of entry.
const (
	costCentreMap = "cost_centre,cost_centre_name,s251_line\nC1010,Homes,3.1.1\nC1011,Oak House,3.1.1\nC1020,Fostering,3.1.2a\nC3000,Social work,3.3.1\n"
	accountMap    = "account,account_name,subjective_group,s251_provider_column,kind\n1000,Pay,Employees,own,E\n5100,Private,Third party,private,E\n" +
		"7000,Recharge,Support,own,R\n8200,Health,Income,,I\n9000,Grant,Grant,,G_IN\n"
)

var (
	lineOf  = map[string]string{"C1010": "3.1.1", "C1011": "3.1.1", "C1020": "3.1.2a", "C3000": "3.3.1"}
	entryOf = map[string]string{"1000": "E", "5100": "E", "7000": "R", "8200": "I", "9000": "G_IN"}
)

type posting struct {
	year, line, centre, account, entry string
	month                              day // its last day
	amount                             *big.Rat
}

type ledgerFacts struct{ postings []posting }

func (w *area) writeLedger(tb testing.TB) {
	tb.Helper()
	s := sheet{columns: columns("financial_year,period,trans_no,seq_no,cost_centre,account,amount")}
	for i, seed := range w.seeds {
		makeLedger(newDice(seed, 4), 100_000*(i+1), &s)
	}
	d := newDice(w.seeds[0], 7)
	writeCSV(tb, filepath.Join(w.dir, "ledger.csv"), s, style{crlf: d.in100(20), mark: d.in100(20)})
}

// makeLedger invents two years of postings, some of which cannot be read or are there twice.
func makeLedger(d dice, number int, s *sheet) {
	for _, year := range []string{"2023-24", "2024-25"} {
		recharge := pick(d, 1, 1, -1) // over a year an account of recharges is one or the other, mostly
		for range 20 + d.IntN(30) {
			number++
			account := pick(d, "1000", "1000", "5100", "5100", "7000", "8200", "9000")
			pence := d.IntN(5_000_000)
			if account == "8200" || account == "9000" || account == "7000" && recharge < 0 || d.in100(10) {
				pence = -pence
			}
			amount := big.NewRat(int64(pence), 100).FloatString(2)
			if d.in100(3) {
				amount = pick(d, "n/a", "12.3.4", "")
			}
			period := pick(d, "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "00", "13")
			if d.in100(2) {
				period = pick(d, "19", "spring")
			}
			row := []string{year, period, itoa(number), "1", pick(d, "C1010", "C1010", "C1011", "C1020", "C3000"), account, amount}
			s.add(row...)
			if d.in100(4) {
				s.add(row...) // the same posting twice
			}
		}
	}
}

func readCSVFile(tb testing.TB, path string) []record {
	tb.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		tb.Fatal(err)
	}
	return readCSV(tb, string(text))
}

func (w *area) readLedger(tb testing.TB) *ledgerFacts {
	tb.Helper()
	f := &ledgerFacts{}
	for _, r := range readCSVFile(tb, filepath.Join(w.dir, "ledger.csv")) {
		amount := fraction(r["amount"])
		period, err := strconv.Atoi(r["period"])
		if amount == nil || err != nil || period > 16 {
			continue
		}
		year := r["financial_year"]
		month := min(max(period, 1), 12) // opening entries in April, adjustments in March
		april, _ := readDay(year[:4] + "-04-30")
		f.postings = append(f.postings, posting{
			year: year, line: lineOf[r["cost_centre"]], centre: r["cost_centre"], account: r["account"], entry: entryOf[r["account"]],
			month: april.addMonths(month - 1).monthEnd(), amount: amount,
		})
	}
	return f
}

// income tells whether a posting is a recharge to others: a credit on an account of a cost centre that
// is a net credit over the year (spec 3.9: such a credit is income and lowers neither figure).
func (f *ledgerFacts) income(p posting) bool {
	sum := new(big.Rat)
	for _, other := range f.postings {
		if other.year == p.year && other.centre == p.centre && other.account == p.account {
			sum.Add(sum, other.amount)
		}
	}
	return p.entry == "R" && p.amount.Sign() < 0 && sum.Sign() < 0
}

// residentialSpend is FIN-RES (spec 1.22): gross total of line 3.1.1, recharges received included.
func (f *ledgerFacts) residentialSpend(s span) (out []contribution) {
	for _, p := range f.postings {
		if s.holds(p.month) && p.line == "3.1.1" && (p.entry == "E" || p.entry == "R" && !f.income(p)) {
			out = append(out, contribution{"", p.amount, exactly(1)})
		}
	}
	return out
}

// lessRecharges is FIN-GLR: gross expenditure without the recharges received.
func (f *ledgerFacts) lessRecharges(s span) (out []contribution) {
	for _, p := range f.postings {
		if s.holds(p.month) && p.entry == "E" {
			out = append(out, contribution{"", p.amount, exactly(1)})
		}
	}
	return out
}

// grossSpend is both together.
func (f *ledgerFacts) grossSpend(s span) (out []contribution) {
	for _, p := range f.postings {
		if s.holds(p.month) && (p.entry == "E" || p.entry == "R" && !f.income(p)) {
			out = append(out, contribution{"", p.amount, exactly(1)})
		}
	}
	return out
}
