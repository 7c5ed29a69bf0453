package benchmarks

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const eesHead = "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,new_la_code,la_name,"

// smallEES is one filter and two indicators over England, a region and two authorities.
const smallEES = eesHead + `cla_group,number,percentage
2025,Reporting year,National,E92000001,England,,,,,,All,80000,10.5
2025,Reporting year,Regional,E92000001,England,E13000001,Inner London,,,,All,4000,z
2025,Reporting year,Local authority,E92000001,England,E13000001,Inner London,204,E09000012,Hackney,All,300,c
2025,Reporting year,Local authority,E92000001,England,E13000001,Inner London,206,E09000019,Islington,All,0,low
`

// hackney is a record of the authority for a period and what comes after the standard columns.
func hackney(period, rest string) string {
	return period + ",Reporting year,Local authority,E92000001,England,E13000001,Inner London,204,E09000012,Hackney," + rest + "\n"
}

// cells lists what is held as measure|area|years=value or symbol, in order.
func cells(t *testing.T, db *sql.DB) []string {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), `
		select measure || '|' || area_code || '|' || years || '=' || coalesce(value::varchar, symbol) || if(shared, ' shared', '')
		from benchmarks.published
		order by all`)
	must(t, err)
	out, err := scanAll(rows, func(rows *sql.Rows, into *string) error { return rows.Scan(into) })
	must(t, err)
	return out
}

// imported takes one text into a fresh folder and returns what was said of it and what is held.
func imported(t *testing.T, name, text string) (*Imported, []string) {
	t.Helper()
	dir := t.TempDir()
	db := memory(t)
	taken, err := Import(t.Context(), db, []string{write(t, t.TempDir(), name, text)}, dir)
	must(t, err)
	_, err = Load(t.Context(), db, dir, nil)
	must(t, err)
	return &taken[0], cells(t, db)
}

func TestAnEESFileIsOneMeasurePerIndicatorAndFilterValues(t *testing.T) {
	one, got := imported(t, "x.csv", smallEES)
	want := []string{
		"ees:number [All]|204|2025=300.0", "ees:number [All]|206|2025=0.0", "ees:number [All]|970|2025=80000.0", "ees:number [All]|987|2025=4000.0",
		"ees:percentage [All]|204|2025=c", "ees:percentage [All]|206|2025=low", "ees:percentage [All]|970|2025=10.5", "ees:percentage [All]|987|2025=z",
	}
	if !slices.Equal(got, want) || one.Kind != EES || one.Rows != 4 || len(one.Notes) > 0 {
		t.Errorf("%+v: %q", one, got)
	}
}

func TestEESLabelsFollowTheirIdentifier(t *testing.T) {
	for identifier, want := range map[string]string{
		"2025,Reporting year": "2025", "2024,Calendar year": "2024", "202425,Academic year": "2024-25",
		"202425,Financial year": "2024-25", "199900,Tax year": "1999-00", "2025.0,Reporting Year": "2025", "2.02425E+05,academic year": "2024-25",
	} {
		_, got := imported(t, "x.csv", eesHead+"number\n"+identifier+",Local authority,E92000001,England,,,204,E09000012,Hackney,1\n")
		if !slices.Equal(got, []string{"ees:number|204|" + want + "=1.0"}) {
			t.Errorf("%s: %q", identifier, got)
		}
	}
}

// What a spreadsheet does to a file is undone where it can be undone for certain, and said.
func TestWhatASpreadsheetDidIsUndoneAndSaid(t *testing.T) {
	_, want := imported(t, "x.csv", smallEES)
	tabs := strings.ReplaceAll(smallEES, ",", "\t")
	for _, c := range []struct{ name, text, note string }{
		{"codes as decimals", strings.NewReplacer(",204,", ",204.0,", ",206,", ",2.06E+02,").Replace(smallEES), "undone: codes with .0 (2 cells)"},
		{"periods as decimals", strings.ReplaceAll(smallEES, "2025,R", "2025.00,R"), "undone: codes with .0 (4 cells)"},
		{"thousands", strings.NewReplacer("80000", `"80,000"`, "4000", `"4,000"`).Replace(smallEES), "undone: commas between thousands (2 cells)"},
		{"powers", strings.Replace(smallEES, ",300,", ",3.00E+02,", 1), "undone: numbers written with a power of ten (1 cell)"},
		{"older symbols", strings.Replace(smallEES, "0,low", "0,~", 1), "symbols: ~ is kept as low (1 cell)"},
		{"semicolons", strings.ReplaceAll(smallEES, ",", ";"), "read with semicolons between the fields"},
		{"tabs", tabs, "read with tabs between the fields"},
		{"UTF-16", inUTF16(tabs), "read as UTF-16"},
		{"Windows-1252", strings.Replace(smallEES, "Islington", "\xc9slington", 1), "read as Windows-1252"},
		{"blank records", smallEES + ",,,,,,,,,,,,\n,,,,,,,,,,,,\n", "left out: 2 records without a single value"},
		{
			"other places", smallEES +
				"2025,Reporting year,Ward,E92000001,England,,,204,E09000012,Hackney,All,1,1\n" +
				"2025,Reporting year,National,W92000004,Wales,,,,,,All,1,1\n2025,Reporting year,Local authority,E92000001,England,,,x,x,Not available,All,1,1\n",
			"left out: 2 records of places outside England or unknown",
		},
		{"codes of another year", strings.Replace(smallEES, "E09000012", "E09000099", 1), "nine-character codes not on the list here, joined by the three-digit code: E09000099"},
		{"mark and capitals", "\ufeff" + strings.Replace(smallEES, "time_period,time_identifier", "Time_Period, TIME_IDENTIFIER ", 1), ""},
	} {
		one, got := imported(t, "x.csv", c.text)
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", c.name, got, want)
		}
		if c.note != "" && !slices.Contains(one.Notes, c.note) {
			t.Errorf("%s: said %q, want %q", c.name, one.Notes, c.note)
		}
	}
}

func TestAJointReturnIsGivenToEachOfItsAuthorities(t *testing.T) {
	one, got := imported(t, "x.csv", eesHead+"turnover_rate_fte\n"+
		"2025,Reporting year,Local authority,E92000001,England,E13000002,Outer London,314 / 318,E09000021 / E09000027,Kingston upon Thames / Richmond upon Thames,9.1\n")
	if want := []string{"ees:turnover_rate_fte|314|2025=9.1 shared", "ees:turnover_rate_fte|318|2025=9.1 shared"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if !slices.Equal(one.Notes, []string{"joint returns: 1 record given to each of its authorities"}) {
		t.Errorf("said %q", one.Notes)
	}
}

// Times between the stages of an adoption are printed as years and months.
func TestYearsAndMonthsAreMonths(t *testing.T) {
	text := eesHead + "stage,number\n" + hackney("2025", "Entry to match,01:04") + hackney("2024", "Entry to match,0:09:00") +
		hackney("2023", "Entry to match,k") + hackney("2025", "Within a year,180")
	one, got := imported(t, "x.csv", text)
	want := []string{
		"ees:number [Entry to match]|204|2023=low", "ees:number [Entry to match]|204|2024=9.0", "ees:number [Entry to match]|204|2025=16.0",
		"ees:number [Within a year]|204|2025=180.0",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if want := "column number: 01:04 is read as 1 year and 4 months, 16 months (2 cells)"; !slices.Contains(one.Notes, want) {
		t.Errorf("said %q, want %q", one.Notes, want)
	}
	db := load(t, filepath.Dir(write(t, t.TempDir(), "x.csv", text)))
	var axis string
	err := db.QueryRowContext(t.Context(), "select string_agg(coalesce(axis, 'none'), ' ' order by measure) from benchmarks.measure").Scan(&axis)
	if err != nil || axis != "months none" {
		t.Errorf("units %q, %v", axis, err)
	}
}

func TestAFaultyEESFileIsRefusedWithEveryPlace(t *testing.T) {
	db, source, dir := memory(t), t.TempDir(), t.TempDir()
	plain := eesHead + "number\n"
	la := func(codes string) string {
		return plain + "2025,Reporting year,Local authority,E92000001,England,,," + codes + ",Name,1\n"
	}
	for i, c := range []struct{ text, want string }{
		{plain + hackney("2025", "12.5%"), "row 2, column number: want a number without unit"},
		{plain + hackney("2025", "1") + hackney("2024", "£3"), "row 3, column number: want a number without unit"},
		{plain + hackney("2025", "1") + hackney("2024", `"12,5"`), "row 3, column number: want a number"},
		{plain + hackney("2025", "1") + hackney("2024", "01/02/2025"), "row 3, column number: want a number"},
		{plain + hackney("2025", "1") + hackney("2024", "#####"), "row 3, column number: want a number"},
		{plain + hackney("2025", "1.22E+07"), "row 2, column number: want a number"},
		{plain + hackney("2025", "1e400"), "row 2, column number: want a number"},
		{strings.ReplaceAll(plain+hackney("2025", "1|234"), ",", ";"), "no column holds figures"},
		{strings.ReplaceAll(strings.ReplaceAll(plain+hackney("2025", "1|234"), ",", ";"), "|", ","), "row 2, column number: want a number"},
		{plain + hackney("2025", "1") + hackney("2024", "2") + hackney("2023", "many"), "row 4, column number: want a number or one of z x c u low k : ~ .. -; a filter with numbers"},
		{plain + hackney("2025", "1:13"), "row 2, column number: want a number"},
		{plain + hackney("2025", "01:04") + hackney("2024", "12"), "row 3, column number: the column has a number here and years and months"},
		{plain + hackney("31/03/2025", "1"), "row 2, column time_period: want four digits such as 2025 for a reporting year"},
		{plain + hackney("202425", "1"), "row 2, column time_period: want four digits"},
		{plain + hackney("2.03E+03", "1"), "row 2, column time_period: want four digits"},
		{strings.Replace(plain+hackney("202426", "1"), "Reporting", "Academic", 1), "row 2, column time_period: want six digits for two years that follow each other"},
		{strings.Replace(plain+hackney("202425", "1"), "Reporting year", "Financial year Q1", 1), "row 2, column time_identifier: want whole years"},
		{strings.Replace(plain+hackney("2025", "1"), "Reporting year", "March", 1), "row 2, column time_identifier: want whole years"},
		{strings.Replace(plain+hackney("2025", "1"), "Local authority", "Borough", 1), "row 2, column geographic_level: want National, Regional or Local authority"},
		{strings.Replace(plain+hackney("2025", "1"), "E92000001", "E12", 1), "row 2, column country_code: want E92000001"},
		{plain + "2025,Reporting year,Regional,E92000001,England,E15000001,Somewhere,,,,1\n", "row 2, column region_code: want the code of an English region"},
		{plain + "2025,Reporting year,Regional,E92000001,England,E92000001,England,,,,1\n", "row 2, column region_code: want the code of an English region"},
		{la("999,E09000012"), "row 2, column old_la_code: want the three-digit code of an English authority"},
		{la(",E09000012"), "row 2, column old_la_code: want the three-digit code of an English authority"},
		{la("2.0E+01,E09000012"), "row 2, column old_la_code: want the three-digit code"},
		{la("204,E09000019"), "row 2, column new_la_code: this is the code of Islington, and old_la_code is that of Hackney: the codes have slipped"},
		{la("204,9000012"), "row 2, column new_la_code: want a code of nine characters"},
		{la("314 / 318,E09000021"), "row 2, column new_la_code: want as many codes as old_la_code has, 2"},
		{la("314 / 314,E09000021 / E09000021"), "row 2, column old_la_code: want each authority once"},
		{plain + hackney("2025", "1") + hackney("2025", "1"), "row 3: row 2 has the same period, area and filters: want one record each; a filter with numbers for its values is told from figures by the metadata file"},
		{eesHead + "age,number\n" + hackney("2025", "15,1") + hackney("2025", "16,1"), "row 3: row 2 has the same period, area and filters"},
		{eesHead + "breakdown\n" + hackney("2025", "Total"), "no column holds figures"},
		{eesHead + "number,number\n" + hackney("2025", "1,2"), "row 1, column number: the column occurs twice"},
		{strings.Replace(plain, "la_name", "La_Name,la_name", 1) + hackney("2025", "1,2"), "row 1, column la_name: the column occurs twice"},
		{eesHead + "number,\n" + hackney("2025", "1,2"), "row 1, column L: the column has no name"},
		{plain + "2025,Reporting year,School,E92000001,England,,,204,E09000012,Hackney,1\n", "there is no record of an authority, a region or England"},
		{strings.Replace(plain, "time_identifier,", "", 1) + "2025,Local authority\n", "row 1: the heading of the Explore Education Statistics file lacks time_identifier"},
		{"Downloaded\n\n" + smallEES, "row 3: the heading of the Explore Education Statistics file stands here"},
		{plain + hackney("2025", "1") + "2025,Reporting year\n", "row 3: want as many fields as the heading has"},
		{strings.Replace(smallEES, "All", "\xc4ll", 1), "row 2, column cla_group: the text is not UTF-8"},
		{strings.Replace(smallEES, "cla_group", "gr\xfcppe", 1), "row 1: the text is not UTF-8"},
		{strings.Replace(smallEES, "Hackney", "Hack\x81ney", 1), "row 4, column la_name: the text is not UTF-8"},
	} {
		name := fmt.Sprintf("f%d.csv", i)
		_, err := Import(t.Context(), db, []string{write(t, source, name, c.text)}, dir)
		var fault *FileError
		if err == nil || !strings.Contains(err.Error(), name+": "+c.want) || !errors.As(err, &fault) {
			t.Errorf("%v, want %s", err, c.want)
		}
	}
	if held, err := os.ReadDir(dir); err != nil || len(held) > 0 {
		t.Errorf("the folder holds %v, %v", held, err)
	}
	// Every fault is named, not the first alone.
	_, err := Import(t.Context(), db, []string{write(t, source, "many.csv", plain+hackney("March", "1")+hackney("2025", "5%")+la("999,")[len(plain):])}, dir)
	for _, want := range []string{"row 2, column time_period", "row 3, column number", "row 4, column old_la_code"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s among the faults", err, want)
		}
	}
}

func TestAFileWithoutTheCodesOfAuthoritiesIsRefusedByItsHeadingOnce(t *testing.T) {
	source, dir := t.TempDir(), t.TempDir()
	head := strings.Replace(eesHead, "old_la_code,", "", 1) + "number\n"
	row := "2025,Reporting year,Local authority,E92000001,England,E13000001,Inner London,E09000012,Hackney,7\n"
	_, err := Import(t.Context(), memory(t), []string{write(t, source, "f.csv", head+row+strings.Replace(row, "2025", "2024", 1))}, dir)
	if err == nil || strings.Count(err.Error(), "old_la_code") != 1 || !strings.Contains(err.Error(), "row 1, column old_la_code: the heading has no such column") {
		t.Errorf("want one fault of the heading, got %v", err)
	}
}

const smallMetadata = `col_name,col_type,label,indicator_grouping,indicator_unit,indicator_dp,filter_hint,filter_grouping_column
age,Filter,Age of child,,,,Filter by age,
number,Indicator,Number of children,,,0,,
percentage,Indicator,Percentage of children,,%,1,,
`

func TestMetadataDecideWhatIsAFilter(t *testing.T) {
	source, dir, db := t.TempDir(), t.TempDir(), memory(t)
	data := write(t, source, "ages.csv", eesHead+"age,number,percentage\n"+hackney("2025", "15,1,10.123")+hackney("2025", "16,2,low"))
	if _, err := Import(t.Context(), db, []string{data}, dir); err == nil {
		t.Fatal("a filter of numbers was taken without metadata")
	}
	// In one command the metadata come first, whatever the order.
	taken, err := Import(t.Context(), db, []string{data, write(t, source, "ages.meta.csv", smallMetadata)}, dir)
	if err != nil || len(taken) != 2 || taken[0].Kind != EESMetadata || taken[0].What != "descriptions of 3 columns, 2 of them indicators" {
		t.Fatalf("%+v, %v", taken, err)
	}
	_, err = Load(t.Context(), db, dir, nil)
	must(t, err)
	want := []string{
		"ees:number [15]|204|2025=1.0", "ees:number [16]|204|2025=2.0", "ees:percentage [15]|204|2025=10.123", "ees:percentage [16]|204|2025=low",
	}
	if got := cells(t, db); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	var title, unit string
	var decimals int
	err = db.QueryRowContext(t.Context(), "select title, axis, decimals from benchmarks.measure where measure = 'ees:percentage [15]'").Scan(&title, &unit, &decimals)
	if err != nil || title != "Percentage of children: 15" || unit != "%" || decimals != 1 {
		t.Errorf("%s, %s, %d decimals, %v", title, unit, decimals, err)
	}
	// Metadata with which a held file could not be read any more are refused.
	spoilt := strings.Replace(smallMetadata, "age,Filter", "age,Indicator", 1)
	_, err = Import(t.Context(), db, []string{write(t, source, "other.csv", spoilt)}, dir)
	if err == nil || !strings.Contains(err.Error(), "other.csv: with these metadata a held file cannot be read: ages.csv: the metadata files ages.meta.csv and other.csv disagree whether column age is a filter or an indicator") {
		t.Errorf("metadata that disagree: %v", err)
	}
	for text, want := range map[string]string{
		strings.Replace(smallMetadata, "age,Filter", "age,Sorter", 1):   "row 2, column col_type: want Filter or Indicator",
		strings.Replace(smallMetadata, ",,%,1,", ",,%,many,", 1):        "row 4, column indicator_dp: want a number of decimals",
		strings.Replace(smallMetadata, "\nnumber,", "\npercentage,", 1): "row 4, column col_name: the column has two rows",
	} {
		if _, err := Import(t.Context(), db, []string{write(t, source, "bad.csv", text)}, dir); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

// A column of ages such as 0 to 4 is a filter; a column of figures with a word in it is not made one.
func TestColumnsArePartedByTheirCells(t *testing.T) {
	for _, c := range []struct {
		cells string
		want  bool
	}{
		{"1 2 3", true},
		{"1 z c", true},
		{"z z", true},
		{"1.5 -2 +3 .5", true},
		{"00:10 01:11 k", true},
		{"1 2 many", true},
		{"5% 6%", true},
		{"0-4 5-10", false},
		{"Total 10 to 15", false},
		{"Total Male Female", false},
		{"1 Total Male", false},
		{"", false},
	} {
		tally := columnTally{}
		for cell := range strings.SplitSeq(c.cells, " ") {
			tally.counts[readCell(cell, ',').sort]++
		}
		if got := tally.indicator(); got != c.want {
			t.Errorf("%q: %v", c.cells, got)
		}
	}
}

func TestEESCellsAreReadAsPrinted(t *testing.T) {
	for text, want := range map[string]eesCell{
		"": {sort: blankCell}, " \u00a0": {sort: blankCell},
		"12": {sort: numberCell, value: 12}, "-0.50": {sort: numberCell, value: -0.5, decimals: 2}, "12.": {sort: numberCell, value: 12},
		"1,234,567.8": {sort: numberCell, value: 1234567.8, decimals: 1, undone: undoneGroups},
		"2.01E+02":    {sort: numberCell, value: 201, undone: undonePower}, "4.798E-2": {sort: numberCell, value: 0.04798, decimals: 5, undone: undonePower},
		"-1.5e1": {sort: numberCell, value: -15, undone: undonePower},
		"z":      {sort: symbolCell, symbol: "z"}, "Low": {sort: symbolCell, symbol: "low"}, "[c]": {sort: symbolCell, symbol: "c"},
		"k": {sort: symbolCell, symbol: "low"}, "~": {sort: symbolCell, symbol: "low"}, ":": {sort: symbolCell, symbol: "x"},
		"..": {sort: symbolCell, symbol: "x"}, "-": {sort: symbolCell, symbol: "x"}, "[c": {sort: textCell},
		"00:10": {sort: durationCell, value: 10}, "24:05:00": {sort: durationCell, value: 293, undone: undoneSeconds}, "00:12": {sort: mangledCell},
		"1,23": {sort: mangledCell}, "12,34,567": {sort: mangledCell}, "5 %": {sort: mangledCell}, "(5)": {sort: mangledCell}, "£5": {sort: mangledCell},
		"#N/A": {sort: mangledCell}, "2.01E+03": {sort: mangledCell}, "1/2/2025": {sort: mangledCell}, "0-4": {sort: textCell}, "NaN": {sort: textCell},
		"inf": {sort: textCell}, "0x10": {sort: textCell}, "1_000": {sort: textCell}, "Total": {sort: textCell},
	} {
		if got := readCell(text, ','); got != want {
			t.Errorf("%q: %+v, want %+v", text, got, want)
		}
	}
}

func TestPopulationsAnswerAsTheDepartmentsFileDoes(t *testing.T) {
	_, got := imported(t, "p.csv", "area_code,year,population,age_from,age_to\n204,2024,60000,,\nE92000001,2024,\"12,000,000\",0,17\n986,2024.0,x,0,4\n")
	want := []string{
		"ees:population_estimate [Aged 0 to 4 years]|986|2024=x",
		"ees:population_estimate [Children aged 0 to 17 years]|204|2024=60000.0", "ees:population_estimate [Children aged 0 to 17 years]|970|2024=12000000.0",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	for text, want := range map[string]string{
		"999,2024,1": "row 2, column area_code: want the code", "204,mid-2024,1": "row 2, column year: want a year", "204,2024,-5": "row 2, column population: want",
		"204,2024,many": "row 2, column population: want a number of people", "204,2024,1\nE09000012,2024,1": "row 3: row 2 is of the same area",
	} {
		_, err := Import(t.Context(), memory(t), []string{write(t, t.TempDir(), "p.csv", "area_code,year,population\n"+text+"\n")}, t.TempDir())
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}
