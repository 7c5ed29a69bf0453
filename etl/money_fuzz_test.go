package etl

import (
	"database/sql"
	"fmt"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"sightline/etl/warehouse"
)

// FuzzMoney holds the reader of amounts against another one, written from the grammar:
//
//	amount = [sign] [pound] [sign] figure ["-"] [side] | [pound] "(" [pound] figure ")" [side] | [pound] "-"
//	figure = whole ["." up to two decimals and noughts] | "." one or two decimals and noughts
//	whole  = 1 to 15 digits, or groups of three after one to three, all with commas or all with blanks between
//	sign   = "+" | "-", one in the whole at most;  pound = "£" | "GBP";  side = "CR" | "DR"
//
// Blanks of any kind may stand between the parts; long dashes are minus signs; case does not matter.
// Minus, brackets and CR make an amount negative, once; a dash without a figure is nought.
func FuzzMoney(f *testing.F) {
	for _, seed := range []string{
		"2,500.00-", "(310.40)", "£1,234.56", "-£1.00", "£-1.00", "450 DR", "450.00cr", "£(310.40)", "( £ 5 ) CR", "GBP 1 234.50",
		"\u00a0£\u00a012.00\u00a0", "\u22121.5", "1.000,00", "12 34", "1,2,3", "-450-", "+450-", "-", "£ -", "1.005", "1.0500", ".5", "5.", "0001,234",
		"999999999999999.99", "1000000000000000", "1,000,000,000,000,000", "1e5", "", "--1", "(1", "1)", "(-1)", "CR", "1 DR CR", "¼", "\u0661",
	} {
		f.Add(seed)
	}
	db, err := warehouse.Memory(f.Context())
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { _ = db.Close() })
	col := column{Name: "amount", Type: "money"}
	name, expression := col.plain()
	statement, err := db.PrepareContext(f.Context(), fmt.Sprintf(
		"select cast(%s as varchar) from (select %s as %s from (select nullif(trim(cast(? as varchar)), '') as %s))",
		(&table{}).cast(col), expression, name, received(col)))
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { _ = statement.Close() })
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
			t.Skip("no file reaches the reader with such bytes")
		}
		var got sql.NullString
		if err := statement.QueryRowContext(t.Context(), text).Scan(&got); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		want, ok := parseMoney(text)
		if got.Valid != ok || got.String != want {
			t.Errorf("%q: got %q (%t), want %q (%t)", text, got.String, got.Valid, want, ok)
		}
	})
}

// moneyText is what is left of an amount that is being read.
type moneyText struct{ rest string }

// take removes one of the words, and a blank behind it, from the beginning.
func (m *moneyText) take(words ...string) string {
	for _, word := range words {
		if rest, found := strings.CutPrefix(m.rest, word); found {
			m.rest = strings.TrimPrefix(rest, " ")
			return word
		}
	}
	return ""
}

func (m *moneyText) digits() string {
	n := 0
	for n < len(m.rest) && m.rest[n] >= '0' && m.rest[n] <= '9' {
		n++
	}
	out := m.rest[:n]
	m.rest = m.rest[n:]
	return out
}

// figure reads pounds and pence; what of a group would not make three digits stays.
func (m *moneyText) figure() (pounds, pence string, ok bool) {
	pounds = m.digits()
	if n := len(pounds); n >= 1 && n <= 3 {
		for _, separator := range []string{",", " "} {
			for strings.HasPrefix(m.rest, separator) {
				group := moneyText{rest: m.rest[1:]}
				three := group.digits()
				if len(three) != 3 {
					break
				}
				pounds, m.rest = pounds+three, group.rest
			}
			if len(pounds) > n {
				break
			}
		}
	}
	if len(pounds) > 15 {
		return "", "", false
	}
	point := strings.HasPrefix(m.rest, ".")
	if point {
		m.rest = m.rest[1:]
		pence = m.digits()
	}
	if pounds == "" && pence == "" || len(pence) > 2 && strings.Trim(pence[2:], "0") != "" {
		return "", "", false
	}
	pence = (pence + "00")[:2]
	if pounds = strings.TrimLeft(pounds, "0"); pounds == "" {
		pounds = "0"
	}
	return pounds, pence, true
}

// parseMoney reads an amount by the grammar, as pounds with two decimals.
func parseMoney(text string) (amount string, ok bool) {
	var plain strings.Builder
	blank := false
	for _, r := range strings.ToUpper(text) {
		switch {
		case strings.ContainsRune("\t\n\f\r ", r), unicode.Is(unicode.Zs, r):
			blank = true
			continue
		case r == '\u2212', r == '\u2013':
			r = '-'
		}
		if blank && plain.Len() > 0 {
			plain.WriteByte(' ')
		}
		blank = false
		plain.WriteRune(r)
	}
	in := &moneyText{rest: plain.String()}
	sign := in.take("+", "-")
	pound := in.take("£", "GBP")
	if in.rest == "" && sign == "-" && pound == "" {
		return "0.00", true
	}
	negative, bracket := sign == "-", false
	if sign == "" && in.take("(") != "" {
		bracket, negative = true, true
		in.take("£", "GBP")
	} else if second := in.take("+", "-"); second != "" {
		if sign != "" {
			return "", false
		}
		if in.rest == "" && second == "-" && pound != "" {
			return "0.00", true
		}
		sign, negative = second, second == "-"
	}
	pounds, pence, found := in.figure()
	if !found {
		return "", false
	}
	in.rest = strings.TrimPrefix(in.rest, " ")
	switch {
	case bracket:
		if in.take(")") == "" {
			return "", false
		}
	case in.take("-") != "":
		if sign != "" {
			return "", false
		}
		negative = true
	}
	negative = in.take("CR", "DR") == "CR" || negative
	if in.rest != "" {
		return "", false
	}
	amount = pounds + "." + pence
	if negative && amount != "0.00" {
		amount = "-" + amount
	}
	return amount, true
}
