package sample

import "fmt"

// account is one subjective code of a ledger. kind is E expenditure, R recharge, I income, G_in and
// G_out grant inside and outside aggregate external finance.
type account struct{ code, name, group, column, kind string }

// accounts are the subjective codes in use; the map of accounts lists them.
func accounts() []account {
	return []account{
		{"1000", "Basic pay", "Employees", "own", "E"},
		{"1020", "Employer NI", "Employees", "own", "E"},
		{"1030", "Employer pension", "Employees", "own", "E"},
		{"1100", "Agency staff", "Employees", "own", "E"},
		{"2100", "Premises", "Premises", "own", "E"},
		{"3100", "Car allowances", "Transport", "own", "E"},
		{"4100", "Supplies and services", "Supplies and services", "own", "E"},
		{"5100", "Private provider placements", "Third party payments", "private", "E"},
		{"5200", "Voluntary provider placements", "Third party payments", "voluntary", "E"},
		{"5300", "Other LA placements", "Third party payments", "other_public", "E"},
		{"5400", "Foster carer allowances", "Transfer payments", "own", "E"},
		{"6100", "Recharge ICT", "Support services", "own", "R"},
		{"6110", "Recharge legal", "Support services", "own", "R"},
		{"6120", "Recharge finance", "Support services", "own", "R"},
		{"8100", "Fees and charges", "Income", "", "I"},
		{"8200", "Health contributions", "Income", "", "I"},
		{"8300", "Grant for unaccompanied children", "Income", "", "G_out"},
		{"8400", "Specific grant", "Income", "", "G_in"},
	}
}

// centre is a cost centre: its line of the section 251 return, blank for overheads that have none,
// its gross spending of the latest year in thousands of pounds and how that is made up, per thousand.
type centre struct {
	code, name, line string
	thousands        int
	mix              []weighted
	income           []weighted // per thousand of gross
}

func staffed(supplies, agency int) []weighted {
	pay := 1000 - supplies - agency - 60
	return []weighted{
		{"1000", pay * 74 / 100},
		{"1020", pay * 8 / 100},
		{"1030", pay * 18 / 100},
		{"1100", agency},
		{"3100", 12},
		{"4100", supplies},
		{"6100", 22},
		{"6110", 18},
		{"6120", 8},
	}
}

func bought(private, voluntary, public int) []weighted {
	return []weighted{{"5100", private}, {"5200", voluntary}, {"5300", public}, {"6120", 1000 - private - voluntary - public}}
}

// centres is the ledger of an authority that spends about ninety million pounds.
func centres() []centre {
	health := []weighted{{"8200", 45}}
	return []centre{
		{"C1010", "Residential placements external", "3.1.1", 14300, bought(820, 110, 60), health},
		{"C1011", "Oak House childrens home", "3.1.1", 3100, append(staffed(80, 70), weighted{"2100", 30}), nil},
		{"C1020", "In-house fostering team", "3.1.2a", 2600, staffed(90, 20), nil},
		{"C1021", "Foster carer payments", "3.1.2b", 5300, []weighted{{"5400", 1000}}, nil},
		{"C1022", "Independent fostering agencies", "3.1.2a", 5900, bought(780, 200, 0), nil},
		{"C1030", "Adoption agency", "3.1.3", 1400, bought(0, 250, 740), []weighted{{"8100", 25}}},
		{"C1040", "Special guardianship support", "3.1.4", 3300, []weighted{{"5400", 960}, {"4100", 40}}, nil},
		{"C1050", "Other looked after services", "3.1.5", 1200, staffed(200, 0), nil},
		{"C1055", "Short breaks looked after", "3.1.6", 700, bought(400, 500, 60), health},
		{"C1060", "Virtual school", "3.1.8", 800, staffed(260, 0), []weighted{{"8400", 310}}},
		{"C1070", "Leaving care team", "3.1.9", 4300, append(staffed(120, 30), weighted{"5100", 500}), nil},
		{"C1080", "Unaccompanied children", "3.1.10", 3100, bought(760, 60, 120), []weighted{{"8300", 690}}},
		{"C2010", "Assessment and safeguarding teams", "3.3.1", 20900, staffed(50, 190), nil},
		{"C2020", "Commissioning and strategy", "3.3.2", 4200, staffed(140, 30), nil},
		{"C2030", "Safeguarding partnership", "3.3.3", 500, staffed(200, 0), health},
		{"C3005", "Direct payments", "3.4.1", 1800, []weighted{{"5400", 1000}}, nil},
		{"C3010", "Disabled children short breaks", "3.4.2", 3500, bought(350, 550, 60), health},
		{"C3020", "Targeted family support", "3.4.4", 7400, staffed(120, 25), []weighted{{"8400", 210}}},
		{"C3030", "Youth drop-in", "3.5.2", 1300, append(staffed(160, 0), weighted{"2100", 90}), []weighted{{"8100", 30}}},
		{"C4010", "Youth justice service", "3.6.1", 1900, staffed(110, 15), []weighted{{"8400", 380}}},
		{"C5000", "Directorate overheads", "", 2500, append(staffed(180, 0), weighted{"2100", 130}), nil},
	}
}

// amount is what one cost centre books to one account in a year, in pence, with its sign.
type amount struct {
	centre  centre
	account string
	pence   int64
}

// budgetOf scales the cost centres to a year's spending and splits them over accounts.
func (r dice) budgetOf(list []centre, scale float64) []amount {
	var all []amount
	for _, c := range list {
		gross := int64(float64(c.thousands) * 100000 * scale * (0.97 + 0.06*r.Float64()))
		total := int64(0)
		for _, m := range c.mix {
			total += int64(m.weight)
		}
		for _, m := range c.mix {
			all = append(all, amount{c, m.value, gross * int64(m.weight) / total})
		}
		for _, m := range c.income {
			all = append(all, amount{c, m.value, -gross * int64(m.weight) / 1000})
		}
	}
	return all
}

// months splits a year's amount over the twelve periods; the parts add up to it.
func (r dice) months(pence int64) [12]int64 {
	var parts [12]int64
	weights, total := [12]int64{}, int64(0)
	for i := range weights {
		weights[i] = int64(r.between(88, 112))
		total += weights[i]
	}
	left := pence
	for i := range 11 {
		parts[i] = pence / total * weights[i]
		left -= parts[i]
	}
	parts[11] = left
	return parts
}

var ledgerColumns = []string{
	"financial_year", "period", "trans_date", "trans_no", "seq_no", "trans_type", "cost_centre", "cost_centre_name",
	"account", "account_name", "subjective_group", "supplier_id", "description", "amount", "currency",
}

// writeLedger writes a year's postings: every amount month by month, a few corrected in period 13.
func (t *tree) writeLedger(r dice, folder string, year int, all []amount) error {
	b, err := t.create(folder+"/ledger/"+financialYear(year)+".csv", ledgerColumns, style{})
	if err != nil {
		return err
	}
	split := make([][12]int64, len(all))
	moved := make([]int64, len(all)) // from period 12 to period 13
	for i, a := range all {
		split[i] = r.months(a.pence)
		if r.chance(0.1) {
			moved[i] = split[i][11] / int64(r.between(8, 25))
			split[i][11] -= moved[i]
		}
	}
	w := ledgerWriter{table: b, year: year, next: year*100000 + 1, accounts: map[string]account{}}
	for _, one := range accounts() {
		w.accounts[one.code] = one
	}
	for period := 1; period <= 12; period++ {
		for i, a := range all {
			parts := int64(1)
			if t := transactionType(a.account); t == "AP" && split[i][period-1] > 2000000 {
				parts = int64(r.between(1, 3))
			}
			left := split[i][period-1]
			for part := range parts {
				pence := split[i][period-1] / parts
				if part == parts-1 {
					pence = left
				}
				left -= pence
				w.post(r, period, a, pence)
			}
		}
	}
	for i, a := range all {
		if moved[i] != 0 {
			w.post(r, 13, a, moved[i])
		}
	}
	return b.close()
}

type ledgerWriter struct {
	table *table
	year  int
	next  int
	// accounts by code; looked up only
	accounts map[string]account
	unmapped bool // a posting without a line of the return has been written
}

func (w *ledgerWriter) post(r dice, period int, a amount, pence int64) {
	if pence == 0 {
		return
	}
	kind, on := transactionType(a.account), yearEnd(w.year)
	if period <= 12 {
		on = yearStart(w.year).addMonths(period-1) + day(r.IntN(28))
	} else {
		kind = "GJ"
	}
	supplier := ""
	if kind == "AP" {
		supplier = fmt.Sprintf("S%04d", r.between(1000, 1099))
	}
	name := w.accounts[a.account]
	if w.table.ledger.full() && a.centre.line == "" && !w.unmapped {
		w.unmapped = true
		w.table.ledger.say(noted{
			file: w.table.name, table: "postings", row: w.table.row + 1, kind: "ledger_cost_centre_unmapped", severity: "warn",
			note: "the map gives the cost centre no line",
		})
	}
	w.table.write(financialYear(w.year), twoDigits(period), on.String(), whole(w.next), "1", kind,
		a.centre.code, a.centre.name, name.code, name.name, name.group, supplier,
		name.name+" P"+twoDigits(period), pounds(pence), "GBP")
	w.next++
}

func twoDigits(n int) string { return string([]byte{byte('0' + n/10), byte('0' + n%10)}) }

func transactionType(code string) string {
	switch code[0] {
	case '1':
		if code != "1100" {
			return "PY"
		}
	case '6':
		return "RC"
	case '8':
		return "AR"
	}
	return "AP"
}

// writeMaps writes which line of the return a cost centre belongs to and what an account means.
func (t *tree) writeMaps(folder string, list []centre) error {
	b, err := t.create(folder+"/maps/cost_centres.csv", []string{"cost_centre", "cost_centre_name", "s251_line"}, style{})
	if err != nil {
		return err
	}
	for _, c := range list {
		b.write(c.code, c.name, c.line)
	}
	if err := b.close(); err != nil {
		return err
	}
	b, err = t.create(folder+"/maps/accounts.csv",
		[]string{"account", "account_name", "subjective_group", "s251_provider_column", "kind"}, style{})
	if err != nil {
		return err
	}
	for _, a := range accounts() {
		b.write(a.code, a.name, a.group, a.column, a.kind)
	}
	return b.close()
}
