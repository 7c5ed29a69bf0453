package benchmarks

import (
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

const (
	ro3File = publishedData + "/finance/RO3_LA_Data_2024-25_data_by_LA.ods"
	ro3Long = publishedData + "/finance/ro3_2024-25_childrens_long.csv"
)

// Every cell of the long extract of the same workbook is held as it is printed there, a mark as a symbol.
func TestTheRevenueOutturnIsHeldCellForCell(t *testing.T) {
	needPublished(t)
	db := load(t, folderOf(t, ro3File))
	type cellOf struct {
		value  *float64
		symbol string
	}
	held := map[string]cellOf{}
	rows, err := db.QueryContext(t.Context(), "select measure, area_code, value, symbol from benchmarks.published where years = '2024-25'")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var measure, code string
		var one cellOf
		if err := rows.Scan(&measure, &code, &one.value, &one.symbol); err != nil {
			t.Fatal(err)
		}
		held[measure+" "+code] = one
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	compared, marks := 0, 0
	for _, row := range longExtract(t) {
		code := "970"
		switch ons := row["ons_code"]; {
		case len(ons) < 9: // the unitary authorities together
			continue
		case ons != england:
			code = geography().owners[ons]
		}
		key := "ro3:" + row["ro3_item"] + " " + code
		got, ok := held[key]
		want, err := strconv.ParseFloat(row["value_gbp_thousand"], 64)
		switch {
		case !ok:
			t.Errorf("%s (%s) is not held", key, row["authority"])
		case err == nil && (got.value == nil || *got.value != want || got.symbol != ""):
			t.Errorf("%s is %+v, want %v", key, got, want)
		case err != nil && (got.value != nil || got.symbol != "x"):
			t.Errorf("%s is %+v, want x for %s", key, got, row["value_gbp_thousand"])
		}
		if err != nil {
			marks++
		}
		compared++
	}
	// 153 authorities and England, 92 items; Birmingham, Cumberland and Slough sent no return, Gateshead did
	// not divide one line, and England has no estimate of what agency staff cost.
	if compared != 154*92 || len(held) != compared || marks != 3*92+28+1 {
		t.Errorf("%d cells compared, %d held, %d of them marks", compared, len(held), marks)
	}
	var title, axis, polarity, yearType string
	err = db.QueryRowContext(t.Context(), "select title, axis, polarity, year_type from benchmarks.measure where measure = 'ro3:RO3-csclkdres-tot-exp'").Scan(&title, &axis, &polarity, &yearType)
	if err != nil || title != "Revenue outturn RO3: Children's social care - Children Looked After of which residential care - Total Expenditure (C3 = C1 + C2)" ||
		axis != "£ thousand" || polarity != "-" || yearType != "Financial year" {
		t.Errorf("described as %s, %s, %s, %s, %v", title, axis, polarity, yearType, err)
	}
}

// longExtract reads the extract, in which names with a comma were not quoted.
func longExtract(t *testing.T) []map[string]string {
	t.Helper()
	file, err := os.Open(ro3Long)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	records, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, record := range records[1:] {
		row := map[string]string{}
		for i, name := range records[0] {
			row[name] = record[i]
		}
		out = append(out, row)
	}
	return out
}

// ro3Sheet writes a sheet as the return has it, of two lines of the return and the memorandum.
func ro3Sheet(name string, change func(rows [][]string) [][]string) string {
	heading := []string{"E-code", "ONS Code", "Local authority", "Notes", "Class", "Detailed Class", "Certification"}
	items := make([]string, len(heading))
	for _, line := range [][2]string{{"csclkd", "Children Looked After"}, {"csctot", "TOTAL"}} {
		for _, column := range [][2]string{
			{"empl", "Employees (C1)"},
			{"run-exp", "Running Expenses (C2)"},
			{"tot-exp", "Total Expenditure (C3 = C1 + C2)"},
			{"sfc", "Sales (C4)"},
			{"oth-inc", "Other Income (C5)"},
			{"tot-inc", "Total Income (C6 = C4 + C5)"},
			{"net-cur-exp", "Net (C7 = C3 - C6)"},
		} {
			heading = append(heading, line[1]+" - "+column[1])
			items = append(items, "RO3-"+line[0]+"-"+column[0])
		}
	}
	heading = append(heading, "TOTAL - agency staff cost memorandum item", "Adults - Employees (C1)")
	items = append(items, "RO3-cscsvmem-run-exp", "RO3-ascold-empl")
	authority := func(code, ons, name, class, first string) []string {
		row := []string{code, ons, name, "", class, class, "Y", first}
		for i := 1; i < 16; i++ {
			row = append(row, strconv.Itoa(i))
		}
		return row
	}
	rows := [][]string{
		{"Worksheet 2: Revenue Outturn (RO) 2024-25"},
		{"Last updated: 4 December 2025"},
		heading,
		authority("E5013", "E09000012", "Hackney", "LB", "1.5"),
		authority("E3831", "E07000223", "Adur", "SD", "0"),
		authority("E5100", "E12000007", "Greater London Authority", "O", "0"),
		authority("E4601", "E08000025", "Birmingham", "MD", "[x]"),
		authority("E0000", "E06000999", "Newshire", "UA", "7"),
		authority("Eng", "E92000001", "ENGLAND", "Eng", "[n]"),
		heading, authority("[Y]", "E06", "Unitary Authorities", "UA", "9"), items,
	}
	if change != nil {
		rows = change(rows)
	}
	var out strings.Builder
	fmt.Fprintf(&out, `<table:table table:name="%s">`, name)
	for _, row := range rows {
		out.WriteString("<table:table-row>")
		for _, text := range row {
			if _, err := strconv.ParseFloat(text, 64); err == nil {
				fmt.Fprintf(&out, `<table:table-cell office:value-type="float" office:value="%s"><text:p>shown</text:p></table:table-cell>`, text)
			} else {
				fmt.Fprintf(&out, `<table:table-cell><text:p>%s</text:p></table:table-cell>`, text)
			}
		}
		out.WriteString("</table:table-row>")
	}
	return odsContent(out.String() + "</table:table>")
}

// Districts, the Greater London Authority (whose code is that of the region London) and the totals of classes
// are left out by their class, and an authority that no list knows by name.
func TestOnlyAuthoritiesWithChildrensServicesAreTakenIn(t *testing.T) {
	dir := t.TempDir()
	taken, err := Import(t.Context(), memory(t), []string{odsFile(t, filepath.Join(t.TempDir(), "ro3.ods"), ro3Sheet("RO3_LA_Data_202425", nil))}, dir)
	if err != nil || len(taken) != 1 || taken[0].Kind != RO3 || taken[0].What != "45 values of 15 measures, latest 2024" {
		t.Fatalf("%+v, %v", taken, err)
	}
	notes := strings.Join(taken[0].Notes, "\n")
	if !strings.Contains(notes, "Newshire (E06000999, row 8)") || !strings.Contains(notes, "3 rows of bodies without children's services") {
		t.Errorf("the notes say %s", notes)
	}
	db := load(t, dir)
	var areas string
	var first, england *float64
	var symbol string
	var day time.Time
	err = db.QueryRowContext(t.Context(), `
		select
			(select string_agg(distinct area_code, ' ' order by area_code) from benchmarks.published),
			(select value from benchmarks.published where area_code = '204' and measure = 'ro3:RO3-csclkd-empl'),
			(select value from benchmarks.published where area_code = '970' and measure = 'ro3:RO3-csclkd-empl'),
			(select symbol from benchmarks.published where area_code = '330' and measure = 'ro3:RO3-csclkd-empl'),
			(select published_on from benchmarks.file)`).Scan(&areas, &first, &england, &symbol, &day)
	if err != nil || areas != "204 330 970" || first == nil || *first != 1.5 || england != nil || symbol != "x" || day.Format(time.DateOnly) != "2025-12-04" {
		t.Errorf("areas %s, %v, %v, %q, %s, %v", areas, first, england, symbol, day, err)
	}
}

func TestAFaultyRevenueOutturnIsRefusedWithItsPlace(t *testing.T) {
	db := memory(t)
	set := func(row, column int, text string) func([][]string) [][]string {
		return func(rows [][]string) [][]string {
			rows[row][column] = text
			return rows
		}
	}
	for _, c := range []struct {
		name, sheet, want string
		change            func([][]string) [][]string
	}{
		{"no items", "RO3_LA_Data_202425", "has lost the row of item names", func(rows [][]string) [][]string { return rows[:len(rows)-1] }},
		{"a column too many above", "RO3_LA_Data_202425", "row 3, column H: want the heading of item RO3-csclkd-empl, which row 12 has in this column: the columns have slipped", func(rows [][]string) [][]string {
			rows[2] = append(append(append([]string{}, rows[2][:7]...), "New"), rows[2][7:]...)
			return rows
		}},
		{"a heading gone", "RO3_LA_Data_202425", "row 3: want a column Class", set(2, 4, "Type")},
		{"an item twice", "RO3_LA_Data_202425", "row 12, column P: the item RO3-csclkd-run-exp stands in two columns", func(rows [][]string) [][]string {
			rows[2][15], rows[11][15] = rows[2][8], rows[11][8]
			return rows
		}},
		{"an item of no column", "RO3_LA_Data_202425", "row 12, column H: the item RO3-csclkd-wages ends in none", set(11, 7, "RO3-csclkd-wages")},
		{"no year", "Data", "neither the name of sheet Data nor the notes above", set(0, 0, "Revenue Outturn")},
		{"two years", "RO3_LA_Data_202324", "several financial years, 2023-24 and 2024-25", nil},
		{"text for a number", "RO3_LA_Data_202425", "row 4, column H: want a number in thousands of pounds", set(3, 7, "1,500")},
		{"an unknown mark", "RO3_LA_Data_202425", "row 4, column H: want a number in thousands of pounds", set(3, 7, "[q]")},
		{"a blank", "RO3_LA_Data_202425", "row 4, column H: want a number in thousands of pounds", set(3, 7, "")},
		{"no ONS code", "RO3_LA_Data_202425", "row 4, column B: want the nine-character code", set(3, 1, "204")},
		{"an authority twice", "RO3_LA_Data_202425", "row 7, column B: Hackney has a row above already", set(6, 1, "E09000012")},
		{"no class", "RO3_LA_Data_202425", "row 4, column E: want the class of the authority", set(3, 4, "")},
		{"an unknown class", "RO3_LA_Data_202425", "row 8, column E: want UA, MD, LB, SC, SD or O", func(rows [][]string) [][]string { return set(7, 4, "XX")(rows) }},
		{"no authority", "RO3_LA_Data_202425", "row 3: under this heading is no authority with children's services whose ONS code is known", func(rows [][]string) [][]string {
			return append(rows[:3:3], rows[9:]...)
		}},
		{"none known", "RO3_LA_Data_202425", "row 3: under this heading is no authority", func(rows [][]string) [][]string {
			return append(append(rows[:3:3], rows[7]), rows[9:]...)
		}},
		{"another workbook", "Sheet1", "no sheet of the workbook has the heading E-code", set(2, 0, "Name")},
	} {
		path := odsFile(t, filepath.Join(t.TempDir(), "ro3.ods"), ro3Sheet(c.sheet, c.change))
		_, err := Import(t.Context(), db, []string{path}, t.TempDir())
		var fault *FileError
		if err == nil || !strings.Contains(err.Error(), c.want) || !errors.As(err, &fault) {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
	path := odsFile(t, filepath.Join(t.TempDir(), "cut.ods"), strings.TrimSuffix(ro3Sheet("RO3_LA_Data_202425", nil), odsTail))
	if _, err := Import(t.Context(), db, []string{path}, t.TempDir()); err == nil || !strings.Contains(err.Error(), "the OpenDocument workbook is damaged, encrypted or cut short") {
		t.Errorf("a workbook cut off: %v", err)
	}
}

// Whatever stands in a cell, the workbook is read or refused with its place.
func FuzzRO3(f *testing.F) {
	sheets, err := parseODS(strings.NewReader(ro3Sheet("RO3_LA_Data_202425", nil)))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(3, 7, "1.5", 4, 4, "SD")
	f.Add(2, 4, "Class", 11, 7, "RO3-csclkd-empl")
	f.Add(0, 0, "2024-25 2023-24", 1, 0, "Last updated: 31 February 2025")
	f.Add(3, 1, "E09000012", 9, 0, "[Y]")
	f.Fuzz(func(t *testing.T, row, column int, text string, otherRow, otherColumn int, otherText string) {
		changed := odsSheet{name: sheets[0].name}
		for i, one := range sheets[0].rows {
			one.cells = append([]string{}, one.cells...)
			for _, put := range []struct {
				row, column int
				text        string
			}{{row, column, text}, {otherRow, otherColumn, otherText}} {
				if put.row == i && put.column >= 0 && put.column < len(one.cells) {
					one.cells[put.column] = put.text
				}
			}
			changed.rows = append(changed.rows, one)
		}
		content, err := parseRO3("x.ods", []odsSheet{changed})
		var fault *FileError
		switch {
		case err != nil && !errors.As(err, &fault):
			t.Fatal(err)
		case err != nil:
			return
		}
		for _, area := range content.areas {
			for i, printed := range area.Values {
				if _, _, ok := ro3Value(printed); ok == (area.Symbols[i] != "") || len(area.Values) != len(content.items) {
					t.Fatalf("%+v", area)
				}
			}
		}
	})
}
