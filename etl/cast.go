package etl

import (
	"fmt"
	"slices"
	"strings"

	"sightline/etl/warehouse"
)

// plain is the received value without what may vary in how it is written; "" for types that are
// read as received.
func (c column) plain() (name, expression string) {
	name = warehouse.QuoteName("plain_" + strings.ToLower(c.Name))
	switch c.Type {
	case "code":
		return name, fmt.Sprintf("upper(%s)", received(c))
	case "postcode":
		return name, fmt.Sprintf("upper(replace(%s, ' ', ''))", received(c))
	case "money":
		// Blanks of every kind are one blank, and the long dashes that word processors make are a minus.
		return name, fmt.Sprintf(`upper(trim(translate(regexp_replace(%s, '[\s\p{Zs}]+', ' ', 'g'), '−–', '--')))`, received(c))
	default:
		return received(c), ""
	}
}

// present is a value without surrounding blanks, null where nothing is left, or a word that stands
// for nothing.
func (t *table) present(value string, col column) string {
	trimmed := t.trimmed(value, col)
	if len(t.missing) == 0 {
		return fmt.Sprintf("nullif(%s, '')", trimmed)
	}
	words := make([]string, len(t.missing))
	for i, word := range t.missing {
		words[i] = warehouse.Quote(strings.ToUpper(word))
	}
	return fmt.Sprintf("case when not list_contains(['', %[2]s], upper(%[1]s)) then %[1]s end", trimmed, strings.Join(words, ", "))
}

// trimmed is a value without surrounding blanks. Documents and sheets surround values with line ends
// and non-breaking spaces, too.
func (t *table) trimmed(value string, col column) string {
	if t.Element == "" && t.Sheet == "" {
		return "trim(" + value + ")"
	}
	trimmed := "trim(" + value + ", ' ' || chr(9) || chr(10) || chr(13) || chr(160))"
	if col.Type != "text" {
		return trimmed
	}
	// Every text may be another. Few have blanks around them, and looking for those takes a third of the
	// time that trimming takes.
	return fmt.Sprintf(`(case when %[1]s < '!' or (%[1]s >= chr(160) and %[1]s < chr(161)) or ends_with(%[1]s, ' ') or ends_with(%[1]s, chr(9))
            or ends_with(%[1]s, chr(10)) or ends_with(%[1]s, chr(13)) or ends_with(%[1]s, chr(160)) then %[2]s else %[1]s end)`, value, trimmed)
}

// sqlType is the type of the typed column.
func (c column) sqlType() string {
	switch c.Type {
	case "date", "any_date":
		return "date"
	case "integer":
		return "bigint"
	case "decimal":
		return "decimal(18, 6)"
	case "money":
		return "decimal(18, 2)"
	case "boolean", "boolean01":
		return "boolean"
	case "code":
		if c.Codes != "" {
			return "load_code"
		}
		return "varchar"
	default:
		return "varchar"
	}
}

// cast is the expression for the typed value of a column; null when the value is not of the type.
// It must not raise an error for any text.
func (t *table) cast(col column) string {
	in, _ := col.plain()
	matches := func() string {
		if col.Pattern == "" {
			return in
		}
		return fmt.Sprintf("case when regexp_full_match(%[1]s, %[2]s) then %[1]s end", in, warehouse.Quote(col.Pattern))
	}
	switch col.Type {
	case "text":
		return matches()
	case "code":
		if col.Codes == "" {
			return matches()
		}
		return t.castCode(in, col)
	case "date":
		// %Y takes years of two digits, so the length and the year's digits are looked at first.
		return fmt.Sprintf(`case when length(%[1]s) = 10 and (case when iso_dates then left(%[1]s, 4) else right(%[1]s, 4) end) between '1900' and '2100'
            then cast(case when iso_dates then try_strptime(%[1]s, '%%Y-%%m-%%d') else try_strptime(%[1]s, '%%d/%%m/%%Y') end as date) end`, in)
	case "any_date":
		// A serial number of a spreadsheet may carry the time of day; eight digits are a date without
		// separators; %Y would take the year 24 for the year 24.
		date := fmt.Sprintf(`case when regexp_full_match(%[1]s, '[0-9]{5}([.][0-9]+)?') then date '1899-12-30' + cast(left(%[1]s, 5) as integer)
            when regexp_full_match(%[1]s, '(19|20)[0-9]{6}') then cast(try_strptime(%[1]s, '%%Y%%m%%d') as date)
            when regexp_full_match(%[1]s, '[0-9]{1,2}/[0-9]{1,2}/[0-9]{2}') then cast(try_strptime(%[1]s, '%%d/%%m/%%y') as date)
            else cast(try_strptime(regexp_replace(replace(%[1]s, 'T', ' '), ' [0-9:.]+( ?[AaPp][Mm]|Z)?$', ''),
                ['%%Y-%%m-%%d', '%%d/%%m/%%Y', '%%d-%%b-%%y', '%%d-%%b-%%Y', '%%d %%b %%Y', '%%d %%B %%Y', '%%d-%%m-%%Y', '%%d.%%m.%%Y']) as date) end`, in)
		return fmt.Sprintf("case when (%[1]s) between date '1900-01-01' and date '2100-12-31' then (%[1]s) end", date)
	case "date_or_zz":
		return fmt.Sprintf(`case when regexp_full_match(lower(%[1]s),
            '([0-3][0-9]|zz)/([01][0-9]|zz)/((19|20)[0-9]{2}|zzzz)|(19|20)[0-9]{2}-[01][0-9]-[0-3][0-9]') then lower(%[1]s) end`, in)
	case "integer":
		return fmt.Sprintf(`case when regexp_full_match(%[1]s, '[+-]?[0-9]{1,15}([.]0*)?') then try_cast(split_part(%[1]s, '.', 1) as bigint) end`, in)
	case "decimal":
		return fmt.Sprintf(`case when regexp_full_match(%[1]s, '[+-]?([0-9]{1,11}[.]?[0-9]*|[.][0-9]+)') then try_cast(%[1]s as decimal(18, 6)) end`, in)
	case "boolean":
		return fmt.Sprintf("%s[lower(%s)]", booleans("1", "1.0", "true", "yes", "y", "0", "0.0", "false", "no", "n"), in)
	case "boolean01":
		return fmt.Sprintf("%s[%s]", booleans("1", "1.0", "0", "0.0"), in)
	case "money":
		return castMoney(in)
	case "postcode":
		return fmt.Sprintf(`case when length(%[1]s) between 5 and 7 and left(%[1]s, 1) between 'A' and 'Z'
            and %[1]s[-3] between '0' and '9' and right(%[1]s, 1) between 'A' and 'Z'
            then left(%[1]s, length(%[1]s) - 3) || ' ' || right(%[1]s, 3) end`, in)
	default:
		return "null"
	}
}

// What a value stands for is looked up in a map: a column holds few values, and the database looks each of
// them up once. A list after "in" it makes a join of.

// booleans is a map to truth: the first half of the words is true.
func booleans(words ...string) string {
	entries := make([]string, len(words))
	for i, word := range words {
		entries[i] = fmt.Sprintf("%s: %t", warehouse.Quote(word), i < len(words)/2)
	}
	return "map {" + strings.Join(entries, ", ") + "}"
}

func (t *table) castCode(in string, col column) string {
	var list []string
	numeric := false
	for _, c := range t.codes[col.Codes] {
		if !slices.Contains(list, c.Code) {
			list = append(list, c.Code)
		}
		numeric = numeric || strings.Trim(c.Code, "0123456789") == ""
	}
	var entries []string
	for _, code := range list {
		entry := ": " + warehouse.Quote(code) + "::load_code"
		entries = append(entries, warehouse.Quote(code)+entry)
		if numeric { // a spreadsheet may have made 1.0 of 1
			entries = append(entries, warehouse.Quote(code+".0")+entry)
		}
	}
	lookup := fmt.Sprintf("map {%s}[%s]", strings.Join(entries, ", "), in)
	if t.readsSpellings(col) {
		return fmt.Sprintf("coalesce(%s, cast(%s as load_code))", lookup, spelledName(col))
	}
	return lookup
}

// How an amount is written: at most one sign, before or behind the figure or as brackets; a pound sign
// or GBP; thousands in groups of three; CR or DR behind.
const (
	moneyFigure = `([0-9]{1,15}|[0-9]{1,3}(,[0-9]{3}){1,4}|[0-9]{1,3}( [0-9]{3}){1,4})([.][0-9]{0,2}0*)?|[.][0-9]{1,2}0*`
	moneyForm   = `([+-]? ?(£|GBP)? ?[+-]? ?(` + moneyFigure + `)( ?-)?|(£|GBP)? ?[(] ?(£|GBP)? ?(` + moneyFigure + `) ?[)])( ?(CR|DR))?`
)

// castMoney reads an amount as ledgers write it. A minus sign, brackets or CR make it negative, once.
// A dash by itself is how the accounting format of a spreadsheet shows nought.
func castMoney(plain string) string {
	return fmt.Sprintf(`case
            when regexp_full_match(%[1]s, %[2]s) and length(regexp_replace(%[1]s, '[^+-]', '', 'g')) <= 1
            then try_cast(regexp_replace(%[1]s, '[^0-9.]', '', 'g') as decimal(18, 2))
                * case when regexp_matches(%[1]s, '[-(]|CR') then -1 else 1 end
            when regexp_full_match(%[1]s, '((£|GBP) ?)?-') then 0 end`, plain, warehouse.Quote(moneyForm))
}
