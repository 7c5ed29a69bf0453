package main

import (
	"encoding/csv"
	"html"
	"math/big"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var (
	rowForm  = regexp.MustCompile(`(?s)<tr>(.*?)</tr>`)
	cellForm = regexp.MustCompile(`(?s)<t[hd][^>]*>(.*?)</t[hd]>`)
	tagForm  = regexp.MustCompile(`(?s)<[^>]*>`)
)

// pageTable reads the table of a page whose caption has an id: its rows of plain text, the heading first.
func pageTable(t *testing.T, page, id string) [][]string {
	t.Helper()
	_, after, found := strings.Cut(page, `<caption id="`+id+`">`)
	if !found {
		t.Fatalf("the page has no table %s", id)
	}
	text, _, _ := strings.Cut(after, "</table>")
	var out [][]string
	for _, tr := range rowForm.FindAllStringSubmatch(text, -1) {
		var row []string
		for _, cell := range cellForm.FindAllStringSubmatch(tr[1], -1) {
			row = append(row, strings.TrimSpace(html.UnescapeString(tagForm.ReplaceAllString(cell[1], ""))))
		}
		out = append(out, row)
	}
	return out
}

// penceOf reads pounds and pence as a page writes them; an empty cell is nought.
func penceOf(t *testing.T, text string) int64 {
	t.Helper()
	if text == "" {
		return 0
	}
	plain := strings.NewReplacer("£", "", ",", "", "\u2212", "-").Replace(text)
	n, ok := new(big.Rat).SetString(plain)
	if !ok {
		t.Fatalf("%q is no amount", text)
	}
	n.Mul(n, big.NewRat(100, 1))
	if !n.IsInt() {
		t.Fatalf("%q has parts of a penny", text)
	}
	return n.Num().Int64()
}

// ledgerEntry is a posting as the CSV has it, with what the maps say of its codes.
type ledgerEntry struct {
	year, line, centre, account, name, group, kind string
	pence                                          int64
}

func csvRows(t *testing.T, path string) []map[string]string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	reader := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(text), "\ufeff")))
	records, err := reader.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, record := range records[1:] {
		row := map[string]string{}
		for i, column := range records[0] {
			row[column] = record[i]
		}
		out = append(out, row)
	}
	return out
}

func ledgerOf(t *testing.T, dir string) []ledgerEntry {
	t.Helper()
	lines, accounts := map[string]string{}, map[string]map[string]string{}
	for _, row := range csvRows(t, filepath.Join(dir, "extracts", "maps", "cost_centres.csv")) {
		lines[row["cost_centre"]] = row["s251_line"]
	}
	for _, row := range csvRows(t, filepath.Join(dir, "extracts", "maps", "accounts.csv")) {
		accounts[row["account"]] = row
	}
	paths, err := filepath.Glob(filepath.Join(dir, "extracts", "ledger", "*.csv"))
	if err != nil || len(paths) == 0 {
		t.Fatal("no ledger", err)
	}
	var out []ledgerEntry
	for _, path := range paths {
		for _, row := range csvRows(t, path) {
			account := accounts[row["account"]]
			out = append(out, ledgerEntry{
				year: row["financial_year"], line: lines[row["cost_centre"]], centre: row["cost_centre"], account: row["account"],
				name: account["account_name"], group: account["subjective_group"], kind: account["kind"], pence: penceOf(t, row["amount"]),
			})
		}
	}
	return out
}

// counts tells which postings each figure of money is made of, worked out from the definitions and not by their queries.
// spent says whether a posting is expenditure: a credit on a recharge account that is a net credit over the year is not.
func counts(id string, e ledgerEntry, spent bool) bool {
	switch id {
	case "gross_expenditure":
		return spent
	case "gross_less_recharges":
		return spent && e.kind != "R"
	case "net_expenditure":
		return e.kind == "E" || e.kind == "R" || e.kind == "I"
	case "residential_spend":
		return spent && e.line == "3.1.1"
	case "cla_spend":
		return spent && strings.HasPrefix(e.line, "3.1.")
	case "agency_spend":
		return spent && strings.Contains(strings.ToLower(e.name), "agency")
	default: // spend_per_child
		return spent && strings.HasPrefix(e.line, "3.")
	}
}

// moneyTies checks every sum of the money pages against the postings of the extracts: each section 251 line, each
// cost centre and subjective group, their totals, the figure that they must make, and the way from gross to net.
func moneyTies(t *testing.T, dir string) {
	t.Helper()
	entries := ledgerOf(t, dir)
	type code struct{ year, centre, account string }
	net := map[code]int64{}
	years := map[string]bool{}
	for _, e := range entries {
		net[code{e.year, e.centre, e.account}] += e.pence
		years[e.year] = true
	}
	spent := func(e ledgerEntry) bool {
		return e.kind == "E" || e.kind == "R" && (e.pence >= 0 || net[code{e.year, e.centre, e.account}] >= 0)
	}
	for _, edition := range []string{"public", "internal"} {
		for _, id := range []string{"gross_expenditure", "gross_less_recharges", "net_expenditure", "residential_spend", "agency_spend", "cla_spend", "spend_per_child"} {
			byLine, total := map[[2]string]int64{}, map[string]int64{}
			for _, e := range entries {
				if counts(id, e, spent(e)) {
					byLine[[2]string{e.line, e.year}] += e.pence
					total[e.year] += e.pence
				}
			}
			page := readPage(t, dir, edition, "money/"+id+".html")
			if !strings.Contains(page, "to the penny") {
				t.Errorf("%s %s: the page does not say that its lines add up", edition, id)
			}
			checkLines(t, edition+" "+id, pageTable(t, page, "table-lines"), byLine, total, len(years))
			if edition == "internal" {
				checkCentres(t, id, pageTable(t, page, "table-centres"), total[slices.Max(keysOf(years))])
			} else if strings.Contains(page, "table-centres") {
				t.Errorf("%s: cost centres are in the public edition", id)
			}
		}
		checkBridge(t, edition, pageTable(t, readPage(t, dir, edition, "money.html"), "table-bridge"), entries, spent)
	}
}

func readPage(t *testing.T, dir, edition, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, "published", "current", edition, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func keysOf(of map[string]bool) []string {
	var out []string
	for key := range of {
		out = append(out, key)
	}
	return out
}

func checkLines(t *testing.T, what string, table [][]string, byLine map[[2]string]int64, total map[string]int64, years int) {
	t.Helper()
	heads, seen := table[0][1:], 0
	if len(heads) != years {
		t.Errorf("%s: %d years are shown, want %d", what, len(heads), years)
	}
	for _, row := range table[1:] {
		line, _, _ := strings.Cut(row[0], " ")
		if row[0] == "Cost centres without a section 251 line" {
			line = ""
		}
		for i, year := range heads {
			want, known := byLine[[2]string{line, year}]
			switch {
			case strings.HasPrefix(row[0], "Total of"), row[0] == "The figure", row[0] == "What the figure divides":
				want, known = total[year], true
			case strings.HasPrefix(row[0], "Divided by"), !known:
				continue
			default:
				seen++
			}
			if got := penceOf(t, row[i+1]); got != want || !known {
				t.Errorf("%s: %s in %s is %d pence, want %d", what, row[0], year, got, want)
			}
		}
	}
	if seen != len(byLine) {
		t.Errorf("%s: the table has %d sums of lines, want %d", what, seen, len(byLine))
	}
}

// checkCentres adds up a table of cost centres and groups both ways.
func checkCentres(t *testing.T, id string, table [][]string, want int64) {
	t.Helper()
	last := table[len(table)-1]
	sums := make([]int64, len(last))
	for _, row := range table[1 : len(table)-1] {
		var across int64
		for i := 3; i < len(row); i++ {
			across += penceOf(t, row[i])
			sums[i] += penceOf(t, row[i])
		}
		sums[2] += penceOf(t, row[2])
		if across != penceOf(t, row[2]) {
			t.Errorf("%s: the groups of %s make %d pence, the page says %s", id, row[0], across, row[2])
		}
	}
	for i := 2; i < len(last); i++ {
		if penceOf(t, last[i]) != sums[i] {
			t.Errorf("%s: column %s adds up to %d pence, the page says %s", id, table[0][i], sums[i], last[i])
		}
	}
	if penceOf(t, last[2]) != want {
		t.Errorf("%s: the cost centres make %s, want %d pence", id, last[2], want)
	}
}

func checkBridge(t *testing.T, edition string, table [][]string, entries []ledgerEntry, spent func(ledgerEntry) bool) {
	t.Helper()
	rules := map[string]func(e ledgerEntry) bool{
		"Expenditure without recharges":             func(e ledgerEntry) bool { return spent(e) && e.kind != "R" },
		"Recharges received from other services":    func(e ledgerEntry) bool { return spent(e) && e.kind == "R" },
		"Gross expenditure":                         spent,
		"Income: fees, charges, contributions":      func(e ledgerEntry) bool { return e.kind == "I" },
		"Net expenditure before government grants":  func(e ledgerEntry) bool { return !strings.HasPrefix(e.kind, "G_") },
		"Grants inside aggregate external finance":  func(e ledgerEntry) bool { return e.kind == "G_in" },
		"Grants outside aggregate external finance": func(e ledgerEntry) bool { return e.kind == "G_out" },
		"Net expenditure after government grants":   func(ledgerEntry) bool { return true },
	}
	met := 0
	for _, row := range table[1:] {
		rule, ok := rules[row[0]]
		if !ok {
			t.Errorf("%s: a row %q that the test does not know", edition, row[0])
			continue
		}
		met++
		for i, year := range table[0][1:] {
			var want int64
			for _, e := range entries {
				if e.year == year && rule(e) {
					want += e.pence
				}
			}
			if got := penceOf(t, row[i+1]); got != want {
				t.Errorf("%s: %s in %s is %s, want %d pence", edition, row[0], year, row[i+1], want)
			}
		}
	}
	if met != len(rules) {
		t.Errorf("%s: %d of the %d rows from gross to net are there", edition, met, len(rules))
	}
}

// teamsAddUp checks in the data file of the internal edition that the teams of every indicator, and what is allocated to
// none, make the whole, at every period; and that the public edition knows no team.
func teamsAddUp(t *testing.T, dir string) {
	t.Helper()
	type at struct{ indicator, period, end string }
	whole, sums, teams := map[at][2]*big.Rat{}, map[at][2]*big.Rat{}, map[string]bool{}
	decimals := func(row map[string]string) (out [2]*big.Rat) {
		for i, column := range []string{"numerator", "denominator"} {
			out[i] = new(big.Rat)
			if text := row[column]; text != "" {
				out[i].SetString(text)
			}
		}
		return out
	}
	for _, row := range csvRows(t, filepath.Join(dir, "published", "current", "internal", "data", "all.csv")) {
		key := at{row["indicator"], row["period"], row["period_end"]}
		switch row["breakdown"] {
		case "none":
			whole[key] = decimals(row)
		case "team":
			n := decimals(row)
			if before, ok := sums[key]; ok {
				n[0].Add(n[0], before[0])
				n[1].Add(n[1], before[1])
			}
			sums[key] = n
			if row["group"] != "unknown" {
				teams[row["group"]] = true
			}
		}
	}
	if len(sums) < 100 || len(teams) < 5 {
		t.Fatalf("%d figures are parted among %d teams: too few to say anything", len(sums), len(teams))
	}
	for key, sum := range sums {
		// Posts that nobody holds are in no team.
		if all, ok := whole[key]; ok && key.indicator != "vacancy_rate" && (all[0].Cmp(sum[0]) != 0 || all[1].Cmp(sum[1]) != 0) {
			t.Errorf("%v: the teams make %s of %s, the whole is %s of %s", key, sum[0].RatString(), sum[1].RatString(), all[0].RatString(), all[1].RatString())
		}
	}
	index := readPage(t, dir, "internal", "team/index.html")
	if strings.Contains(index, "does not add up") || strings.Contains(index, "do not add up") {
		t.Error("the page of teams says that they do not add up")
	}
	loadAddsUp(t, pageTable(t, index, "table-teams"))
	if _, err := os.Stat(filepath.Join(dir, "published", "current", "public", "team")); !os.IsNotExist(err) {
		t.Error("the public edition has a folder of teams")
	}
}

// loadAddsUp checks that case holders and children of the teams make those of the authority.
func loadAddsUp(t *testing.T, table [][]string) {
	t.Helper()
	last := table[len(table)-1]
	for column, head := range table[0] {
		if head != "Case holders" && head != "Children held" && head != "FTE in post" {
			continue
		}
		sum := new(big.Rat)
		for _, row := range table[1 : len(table)-1] {
			if n, ok := new(big.Rat).SetString(strings.ReplaceAll(row[column], ",", "")); ok {
				sum.Add(sum, n)
			}
		}
		want, _ := strconv.ParseFloat(strings.ReplaceAll(last[column], ",", ""), 64)
		got, _ := sum.Float64()
		if allowed := map[string]float64{"FTE in post": 0.05 * float64(len(table))}[head]; got < want-allowed || got > want+allowed {
			t.Errorf("%s: the teams make %g, the authority is %s", head, got, last[column])
		}
	}
}
