package benchmarks

import (
	"encoding/csv"
	"errors"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

func TestTheFinancialYearIsReadFromTheFilesName(t *testing.T) {
	for name, want := range map[string]string{
		"s251_outturn_tableA1_2013-14.csv": "2013-14",
		"outturn_1314.csv":                 "2013-14",
		"outturn 201314.csv":               "2013-14",
		"outturn_2013_14.csv":              "2013-14",
		"outturn_2013-2014.csv":            "2013-14",
		"outturn_20132014.csv":             "2013-14",
		"outturn_13-14_v2.csv":             "2013-14",
		"table_1_2013-14_2013_14.csv":      "2013-14",
		"table 10_2013-14.csv":             "2013-14",
		"outturn_1999-00.csv":              "",
		"outturn_9900.csv":                 "",
		"outturn.csv":                      "",
		"outturn_2013.csv":                 "",
		"outturn_2021.csv":                 "", // the year, or 2020-21
		"outturn_202021.csv":               "2020-21",
		"outturn_2013-15.csv":              "",
		"outturn_2013-14_2014-15.csv":      "",
		"outturn_2023-11-12.csv":           "",
		"outturn_2012-13-01.csv":           "",
		"outturn_20130614.csv":             "",
		"s251_tableA1.csv":                 "",
	} {
		got, ok := financialYearOf(name)
		if got != want || ok != (want != "") {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

const s251File = publishedData + "/finance/s251_outturn_tableA1_2013-14.csv"

// Every cell of the published table is held under its line and column; what a line does not ask for is z.
func TestTableA1IsHeldCellForCell(t *testing.T) {
	needPublished(t)
	dir := folderOf(t, s251File)
	db := load(t, dir)
	text, err := os.ReadFile(s251File)
	if err != nil {
		t.Fatal(err)
	}
	records, err := csv.NewReader(strings.NewReader(strings.ReplaceAll(string(text), "\x92", "'"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	number := regexp.MustCompile(`^[0-9]+ *`)
	want := map[string]string{}
	for _, record := range records[1:] {
		line := record[2] + " " + strings.Join(strings.Fields(number.ReplaceAllString(record[3], "")), " ")
		for i := 5; i < len(record); i++ {
			want["s251:"+line+"; "+records[0][i]+"|"+record[0]] = record[i]
		}
	}
	rows, err := db.QueryContext(t.Context(), "select measure || '|' || area_code, value, symbol from benchmarks.published where years = '2013-14' and year_number = 2013")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	held, notAsked, absent := 0, 0, 0
	for rows.Next() {
		var key, symbol string
		var value *float64
		if err := rows.Scan(&key, &value, &symbol); err != nil {
			t.Fatal(err)
		}
		held++
		printed, ok := want[key]
		wanted, err := strconv.ParseFloat(printed, 64)
		switch {
		case !ok:
			t.Fatalf("%s is not in the table", key)
		case err == nil && (value == nil || *value != wanted || symbol != ""):
			t.Errorf("%s is %v %s, want %v", key, value, symbol, wanted)
		case err != nil && value != nil:
			t.Errorf("%s is %v, want nothing", key, *value)
		case symbol == "z":
			notAsked++
		case symbol == "x":
			absent++
		}
	}
	// Lines 31 to 34 ask for three of ten columns, 35 and 36 for one; one authority leaves one cell of line 7 blank.
	if err := rows.Err(); err != nil || held != 5472*10 || len(want) != held || notAsked != 152*(4*7+2*9) || absent != 1 {
		t.Errorf("%d cells of %d held, %d not asked for, %d absent, %v", held, len(want), notAsked, absent, err)
	}
	var title, axis string
	var areas int
	err = db.QueryRowContext(t.Context(), `
		select title, axis, (select count(distinct area_code) from benchmarks.published)
		from benchmarks.measure
		where measure = 's251:11 Short breaks (respite) for looked after disabled children; NetCurrentExpenditure'`).Scan(&title, &axis, &areas)
	if err != nil || title != "Section 251 outturn, Table A1: 11 Short breaks (respite) for looked after disabled children, net current expenditure" || axis != "£" || areas != 152 {
		t.Errorf("described as %s in %s, of %d areas, %v", title, axis, areas, err)
	}
	taken, err := Import(t.Context(), memory(t), []string{s251File}, t.TempDir())
	if err != nil || len(taken) != 1 || strings.Join(taken[0].Notes, "; ") != "read as Windows-1252" || taken[0].What != "54,720 values of 360 measures, latest 2013" {
		t.Errorf("imported: %+v, %v", taken, err)
	}
}

var s251Small = strings.Join(s251Columns[:4], ",") + ",ReportGroup," + strings.Join(s251Columns[4:], ",") + `
204,Hackney,1,1  Centres,A,10,20,30,40,100,30,70,5,5,60
204,Hackney,2,2Youth,A,,,,,100,30,70,,,
330.0,Birmingham,1,1 Centres,A,10,20,30,40,100,30,70,5,5,60
330.0,Birmingham,2,2 Youth,A,,,,,100.5,30,70.5,,,
`

func TestSumsThatDoNotAddUpAreSaidAndKept(t *testing.T) {
	dir := t.TempDir()
	text := strings.Replace(s251Small, "10,20,30,40,100,30,70,5,5,60", "10,20,30,40,100,30,71,5,5,64", 1) // a pound is rounding
	text = strings.Replace(text, "2 Youth,A,,,,,100.5,30,70.5", "2 Youth,A,1,1,1,,100.5,30,20", 1)
	taken, err := Import(t.Context(), memory(t), []string{write(t, t.TempDir(), "a1_2013-14.csv", text)}, dir)
	if err != nil || len(taken) != 1 {
		t.Fatal(err)
	}
	want := []string{
		"row 2: LEANetRevenueExpenditure is not NetCurrentExpenditure less the grants, by more than a pound; kept as published",
		"row 5: NetCurrentExpenditure is not TotalExpenditure less Income, by more than a pound; kept as published",
	}
	if !slices.Equal(taken[0].Notes, want) {
		t.Errorf("the notes are %q, want %q", taken[0].Notes, want)
	}
	var kept float64
	var symbol string
	err = load(t, dir).QueryRowContext(t.Context(), `
		select
			(select value from benchmarks.published where measure = 's251:1 Centres; LEANetRevenueExpenditure' and area_code = '204'),
			(select symbol from benchmarks.published where measure = 's251:2 Youth; Voluntary' and area_code = '330')`).Scan(&kept, &symbol)
	if err != nil || kept != 64 || symbol != "z" {
		t.Errorf("kept %v and %s, %v", kept, symbol, err)
	}
}

func TestAFaultyTableA1IsRefusedWithItsPlace(t *testing.T) {
	db := memory(t)
	for _, c := range []struct{ name, file, old, new, want string }{
		{"undated", "a1.csv", "", "", "put the one year into the file's name, e.g. s251_outturn_2013-14.csv"},
		{"two years", "a1_2013-14_2014-15.csv", "", "", "put the one year into the file's name"},
		{"an unknown authority", "", "204,Hackney,1", "299,Hackney,1", "row 2, column LA: want the three-digit code of an authority"},
		{"another's name", "", "204,Hackney,1", "204,Camden,1", "row 2, column LA: the name is of another authority, 202"},
		{"a region", "", "204,Hackney,1", "980,North East,1", "row 2, column LA: want the three-digit code of an authority"},
		{"no line", "", "204,Hackney,1,", "204,Hackney,,", "row 2, column LineNumber: want the number of a line"},
		{"another line's words", "", "1,1  Centres", "1,3  Centres", "row 2, column CYPServiceDescription: want the description of line 1, which begins with its number"},
		{"other words", "", "1,1 Centres", "1,1 Centre", "row 4, column CYPServiceDescription: an earlier record describes line 1 otherwise"},
		{"no words", "", "2,2 Youth", "2,", "row 5, column CYPServiceDescription: want the description of line 2"},
		{"a line twice", "", "204,Hackney,2,2Youth", "204,Hackney,1,1 Centres", "row 3, column LineNumber: an earlier record is of this authority and line"},
		{"thousands", "", "A,10,20", `A,"1,000",20`, "row 2, column OwnProvision: want a number of pounds, without unit or thousands separator"},
		{"a mark", "", "A,10,20", "A,..,20", "row 2, column OwnProvision: want a number of pounds"},
		{"a column gone", "", "Voluntary", "Charity", "the heading of the section 251 outturn, Table A1 lacks Voluntary"},
	} {
		file := c.file
		if file == "" {
			file = "a1_2013-14.csv"
		}
		path := write(t, t.TempDir(), file, strings.Replace(s251Small, c.old, c.new, 1))
		_, err := Import(t.Context(), db, []string{path}, t.TempDir())
		var fault *FileError
		if err == nil || !strings.Contains(err.Error(), c.want) || !errors.As(err, &fault) {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
}

func FuzzFinancialYearOf(f *testing.F) {
	f.Add("s251_outturn_tableA1_2013-14.csv")
	f.Add("20132014 13-14 1314_201314")
	f.Fuzz(func(t *testing.T, name string) {
		label, ok := financialYearOf(name)
		if _, err := parseLabel(label); ok != (err == nil) {
			t.Fatalf("%q: %q, %v, %v", name, label, ok, err)
		}
	})
}
