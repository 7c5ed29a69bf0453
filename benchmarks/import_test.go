package benchmarks

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
)

const valuesHeading = "Short Desc,Data item,Years,LA and Regions,Values,LA Number,Region\n"

// smallValues is one measure over two years: three authorities, their region and England.
const smallValues = valuesHeading + `Rate,,2024,Ayton,10,901,North
Rate,,2024,Beeford,12,902,North
Rate,,2024,Ceeham,-,903,North
Rate,,2024,North East,11,980,NA
Rate,,2024,England,11.5,970,NA
Rate,,2025,Ayton,11,901,North
Rate,,2025,Beeford,13,902,North
Rate,,2025,Ceeham,c,903,North
Rate,,2025,North East,12,980,NA
Rate,,2025,England,12.5,970,NA
`

var smallDictionary = strings.Join(append([]string{"Measure_code", "state_funded_flag"}, dictionaryColumns...), ",") + "\r\n" +
	`1,NA,Care,A rate,A rate,Rate,Low,Per 100,src.csv,"Two` + "\r\r\n" + `lines",45962,soon,DfE,Method,http://x,NA,Annual,NA` + "\r\n"

// workbook writes a statistical-neighbour workbook. rows are LA num, name, region, then the codes
// of the neighbours; short lists are filled with dashes.
func workbook(t *testing.T, path string, change func(*excelize.File), rows ...[]string) {
	t.Helper()
	book := excelize.NewFile()
	defer book.Close()
	set := func(column, row int, value any) {
		at, err := excelize.CoordinatesToCellName(column, row)
		if err == nil {
			err = book.SetCellValue("Sheet1", at, value)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for i, name := range workbookHeading() {
		set(i+1, 1, "A")
		set(i+1, 2, i+1)
		set(i+1, headingRow, name)
	}
	for i, row := range rows {
		number, err := strconv.Atoi(row[0])
		if err != nil {
			t.Fatal(err)
		}
		line := headingRow + 1 + i
		set(1, line, number)
		set(2, line, row[1])
		set(3, line, number)
		set(4, line, 9)
		set(5, line, row[2])
		for pair := range neighbourCount {
			code, words := "-", "-"
			if 3+pair < len(row) {
				code, words = row[3+pair], " very  Close "
			}
			set(firstPair+1+2*pair, line, code)
			set(firstPair+2+2*pair, line, words)
		}
	}
	if change != nil {
		change(book)
	}
	if err := book.SaveAs(path); err != nil {
		t.Fatal(err)
	}
}

// elevenAuthorities are neighbours of each other: ten each. Their codes are 901 and on, without that of
// Cumbria, which has ended.
func elevenAuthorities() [][]string {
	code := func(i int) string { return strconv.Itoa(901 + i + i/8) }
	var rows [][]string
	for i := range 11 {
		row := []string{code(i), []string{"Ayton", "Beeford", "Ceeham"}[min(i, 2)], "North East"}
		if i > 2 {
			row[1] = "Other " + row[0]
		}
		for j := range 11 {
			if j != i {
				row = append(row, code(j))
			}
		}
		rows = append(rows, row)
	}
	return rows
}

func write(t *testing.T, dir, name, text string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func inUTF16(text string) string {
	var out bytes.Buffer
	out.WriteString("\xff\xfe")
	for _, unit := range utf16.Encode([]rune(text)) {
		out.WriteByte(byte(unit))
		out.WriteByte(byte(unit >> 8))
	}
	return out.String()
}

func TestAFaultyFileIsRefusedWithItsPlaceAndTheRestAreTaken(t *testing.T) {
	source, dir := t.TempDir(), t.TempDir()
	db := memory(t)
	parquet := filepath.Join(source, "cut.parquet")
	if _, err := db.ExecContext(t.Context(), "copy (select range as \"Short Desc\" from range(1000)) to "+quote(parquet)); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(parquet)
	if err != nil {
		t.Fatal(err)
	}
	one := elevenAuthorities()
	for _, c := range []struct{ name, text, want string }{
		{"empty.csv", " \n", "empty.csv: the file is empty: want the LAIT long table"},
		{"heading.csv", valuesHeading, "nothing below it"},
		{"children.csv", "CHILD,SEX\n1,2\n", "of no published file that is known"},
		{"utf16.csv", inUTF16(smallValues)[:len(inUTF16(smallValues))-1], "bytes that are not text"},
		{"latin.csv", valuesHeading + "Rate,,2024,Aytn\xe9,1,901,N\n", "latin.csv: row 2, column LA and Regions: the text is not UTF-8"},
		{"shifted.csv", "Exported\n\n" + smallValues, "shifted.csv: row 3: the heading of the LAIT long table stands here: want it in row 1"},
		{"lacks.csv", "Short Desc,Data item,Years,LA and Regions,Values,Region\nRate,,2024,Ayton,1,N\n", "the heading of the LAIT long table lacks LA Number"},
		{"short.csv", valuesHeading + "Rate,,2024,Ayton,1,901,N\nRate,,2024\n", "short.csv: row 3: want as many fields"},
		{"quote.csv", valuesHeading + "Rate,,2024,\"Ayton\" x,1,901,N\n", "quote.csv: row 2: a quotation mark"},
		{"value.csv", valuesHeading + "Rate,,2024,Ayton,1,901,N\nRate,,2025,Ayton,1 to 5,901,N\n", "value.csv: row 3, column Values: want a number"},
		{"infinite.csv", valuesHeading + "Rate,,2024,Ayton,inf,901,N\n", "row 2, column Values: want a number"},
		{"year.csv", valuesHeading + "Rate,,March,Ayton,1,901,N\n", "row 2, column Years: want a label that begins with a year"},
		{"code.csv", valuesHeading + "Rate,,2024,Ayton,1,E06000001,N\n", "row 2, column LA Number: want a three-digit area code"},
		{"twice.csv", valuesHeading + "Rate,,2024,Ayton,1,901,N\nRate,,2024,Ayton,2,901,N\n", "row 3, column Values: an earlier record"},
		{"mark.csv", valuesHeading + "Rate,,2024,Ayton,1,901,N\nRate,,2024,Ayton,1.0,901,N\nRate,,2025,Ayton,c,901,N\nRate,,2025,Ayton,2,901,N\n", "row 5, column Values: an earlier record"},
		{"polarity.csv", strings.Replace(smallDictionary, ",Low,", ",Up,", 1), "row 2, column Polarity: want High, Low, - or NA"},
		{"comparator.csv", "measure,comparator,years,value,source\nx,wales,2009,1,report\n", "row 2, column comparator: want neighbours, region or england"},
		{"stated.csv", "measure,comparator,years,value,source\nx,england,2009,1,report\nx,england,2009,n/a,report\n", "row 3, column value: want a number"},
		{"statedyear.csv", "measure,comparator,years,value,source\n\nx,england,last year,1,report\n", "row 3, column years: want a year such as 2025"},
		{"bytes.csv", "Short Desc\x00", "neither text, Parquet nor a workbook"},
		{"cut.parquet", string(whole[:len(whole)/2]), "damaged or cut short"},
		{"other.parquet", string(whole), "no column Data item"},
		{"cut.xlsx", "PK\x03\x04 and then nothing", "damaged, encrypted or cut short"},
	} {
		path := write(t, source, c.name, c.text)
		taken, err := Import(t.Context(), db, []string{path, write(t, source, "good.csv", smallValues)}, dir)
		var fault *FileError
		if err == nil || !strings.Contains(err.Error(), c.want) || !errors.As(err, &fault) || fault.File != c.name {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
		if len(taken) != 1 || taken[0].Kind != Values || taken[0].Rows != 10 {
			t.Errorf("%s: the good file beside it gave %+v", c.name, taken)
		}
	}
	for _, c := range []struct {
		name, want string
		change     func(*excelize.File)
		rows       [][]string
	}{
		{"none_2025.xlsx", "no authorities", nil, nil},
		{"undated.xlsx", "put the year of the model in the file's name", nil, one},
		{
			"moved_2025.xlsx", "row 4: sheet Sheet1: the headings of the statistical neighbours stand here: want them in row 3",
			func(f *excelize.File) { must(t, f.InsertRows("Sheet1", 1, 1)) }, one,
		},
		{"column_2025.xlsx", "row 3, column D: want the heading GOInd", func(f *excelize.File) { must(t, f.RemoveCol("Sheet1", "D")) }, one},
		{
			"slipped_2025.xlsx", "row 4, column LA number (C): want the code of the first column again",
			func(f *excelize.File) { must(t, f.SetCellInt("Sheet1", "C4", 999)) }, one,
		},
		{
			"words_2025.xlsx", "row 5, column SNP (I): want one of Extremely close, Very close",
			func(f *excelize.File) { must(t, f.SetCellStr("Sheet1", "I5", "near")) }, one,
		},
		{
			"lost_2025.xlsx", "neighbour 1 of authority 902 has no row of its own",
			func(f *excelize.File) { must(t, f.RemoveRow("Sheet1", 4)) }, one,
		},
		{"nine_2025.xlsx", "row 4, column SN10 (X): want ten neighbours or none", func(f *excelize.File) {
			must(t, f.SetCellStr("Sheet1", "X4", "-"))
		}, one},
		{"unrelated_2025.xlsx", "no sheet of the workbook has the headings", func(f *excelize.File) { must(t, f.RemoveRow("Sheet1", 3)) }, one},
	} {
		path := filepath.Join(source, c.name)
		workbook(t, path, c.change, c.rows...)
		_, err := Import(t.Context(), db, []string{path}, dir)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
	held, err := os.ReadDir(dir)
	if err != nil || len(held) != 1 || held[0].Name() != "good.csv" {
		t.Errorf("the folder holds %v, want good.csv alone, %v", held, err)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestImportKeepsEachContentOnce(t *testing.T) {
	source, dir, ctx := t.TempDir(), filepath.Join(t.TempDir(), "new", "benchmarks"), t.Context()
	db := memory(t)
	sheet := filepath.Join(source, "sn_2025.xlsx")
	workbook(t, sheet, nil, elevenAuthorities()...)
	files := []string{
		write(t, source, "odd name.TXT", "\ufeff"+smallValues),
		write(t, source, "words.csv", smallDictionary),
		write(t, source, "printed.csv", "measure,comparator,years,value,source,note\nx,England,2008-09,10.7,A report,\n"),
		sheet,
	}
	taken, err := Import(ctx, db, files, dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, one := range taken {
		got = append(got, one.File+": "+one.What)
	}
	want := []string{
		"odd name.TXT: 10 values of 1 measures, latest 2025", "words.csv: 1 descriptions of 1 measures",
		"printed.csv: 1 stated comparators of 1 measures", "sn_2025.xlsx: model dfe-2025, neighbours of 11 authorities",
	}
	if !slices.Equal(got, want) {
		t.Errorf("imported %q, want %q", got, want)
	}
	again, err := Import(ctx, db, []string{write(t, source, "other name.csv", "\ufeff"+smallValues)}, dir)
	if err != nil || len(again) != 1 || !again[0].AlreadyHeld || again[0].File != "odd name.TXT" {
		t.Errorf("the same bytes under another name: %+v, %v", again, err)
	}
	other := write(t, source, "printed.csv", "measure,comparator,years,value,source\ny,england,2009,10.7,Another report\n")
	beside, err := Import(ctx, db, []string{other}, dir)
	if err != nil || len(beside) != 1 || !storedName.MatchString(beside[0].File) {
		t.Errorf("other bytes under a name that is taken: %+v, %v", beside, err)
	}
	revised := write(t, source, "revised.csv", strings.Replace(smallValues, "2025,Ayton,11,", "2025,Ayton,14,", 1))
	_, err = Import(ctx, db, []string{revised}, dir)
	if err == nil || !strings.Contains(err.Error(), "import revised.csv: row 7, column Values: the held file odd name.TXT gives another value for measure Rate, area 901 Ayton, year 2025") {
		t.Errorf("a revised figure: %v", err)
	}
	if _, err := Load(ctx, db, dir, nil); err != nil {
		t.Fatal(err)
	}
	holdings, err := Holdings(ctx, db)
	if err != nil || len(holdings) != 5 {
		t.Fatalf("%d files held, want 5, %v", len(holdings), err)
	}
	first := holdings[0]
	if first.File != "odd name.TXT" || first.Kind != Values || first.Measures != 1 || first.Areas != 5 || first.FirstYear != "2024" || first.LastYear != "2025" {
		t.Errorf("the first file held is %+v", first)
	}
}

func TestLoadRefusesFilesThatDisagreeAndSkipsStrangers(t *testing.T) {
	dir, ctx := t.TempDir(), t.Context()
	db := memory(t)
	if held, err := Load(ctx, db, filepath.Join(dir, "absent"), nil); err != nil || len(held.Files) != 0 {
		t.Fatalf("a folder that is not there: %+v, %v", held, err)
	}
	write(t, dir, "README.txt", "Published comparator files go here, at \xa35 each.\n")
	write(t, dir, "a.csv", smallValues)
	write(t, dir, "b.csv", smallValues)
	held, err := Load(ctx, db, dir, nil)
	if err != nil || len(held.Files) != 2 || !slices.Equal(held.Skipped, []string{"README.txt"}) {
		t.Fatalf("two files that agree and a note: %+v, %v", held, err)
	}
	var figures int
	if err := db.QueryRowContext(ctx, "select count(*) from benchmarks.published").Scan(&figures); err != nil || figures != 10 {
		t.Errorf("%d figures, want 10, %v", figures, err)
	}
	write(t, dir, "c.csv", strings.Replace(smallValues, "Ayton", "Aytn\xe9", 1))
	if _, err := Load(ctx, db, dir, nil); err == nil || !strings.Contains(err.Error(), "load c.csv: row 2, column LA and Regions: the text is not UTF-8") {
		t.Errorf("a published file in another encoding: %v", err)
	}
	must(t, os.Remove(filepath.Join(dir, "c.csv")))
	write(t, dir, "b.csv", strings.Replace(smallValues, "2024,Beeford,12,", "2024,Beeford,-,", 1))
	_, err = Load(ctx, db, dir, nil)
	if err == nil || !strings.Contains(err.Error(), "load b.csv: row 3, column Values: the held file a.csv gives another value for measure Rate, area 902 Beeford, year 2024") {
		t.Errorf("two files that disagree: %v", err)
	}
	sheets := t.TempDir()
	workbook(t, filepath.Join(sheets, "a_2025.xlsx"), nil, elevenAuthorities()...)
	rows := elevenAuthorities()
	rows[0][3], rows[0][4] = rows[0][4], rows[0][3]
	workbook(t, filepath.Join(sheets, "b_2025.xlsx"), nil, rows...)
	_, err = Load(ctx, db, sheets, nil)
	if err == nil || !strings.Contains(err.Error(), "b_2025.xlsx: the held file a_2025.xlsx gives authority 901 other neighbours") {
		t.Errorf("two workbooks that disagree: %v", err)
	}
}

func TestMeasuresWithoutADictionaryAreNeitherRankedNorBanded(t *testing.T) {
	dir, ctx := t.TempDir(), t.Context()
	write(t, dir, "values.csv", smallValues)
	db := load(t, dir)
	rows, err := Show(ctx, db, "Rate", "901", "")
	if err != nil || len(rows) != 2 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	if last := rows[1]; last.Rank != nil || last.Ranked != nil || last.Band != "-" || *last.Change != 1 || *last.England != 12.5 || last.Region != nil || last.NeighboursUsed != nil {
		t.Errorf("without dictionary and neighbours: %+v", last)
	}
}

// The sub-regions of London give way to London when they have no value in the latest year; other
// regions stand, with or without one.
func TestOnlyLondonHasARegionBehindTheRegion(t *testing.T) {
	dir, ctx := t.TempDir(), t.Context()
	write(t, dir, "values.csv", valuesHeading+`Rate,,2024,London (Inner),1,987,NA
Rate,,2025,London (Inner),-,987,NA
Rate,,2024,London (Outer),2,988,NA
Rate,,2025,London (Outer),3,988,NA
Rate,,2024,North East,4,980,NA
Rate,,2025,North East,-,980,NA
Rate,,2024,London,5,986,NA
Rate,,2025,London,6,986,NA
`)
	rows := elevenAuthorities()
	rows[0][2], rows[1][2] = "London (Inner)", "London (Outer)"
	workbook(t, filepath.Join(dir, "sn_2025.xlsx"), nil, rows...)
	db := load(t, dir)
	for area, want := range map[string]float64{"901": 5, "902": 2, "903": 4} {
		var got float64
		err := db.QueryRowContext(ctx, "select region from benchmarks.lait('dfe-2025', ['Rate'], [?]) where years = '2024'", area).Scan(&got)
		if err != nil || got != want {
			t.Errorf("%s is compared with %v in 2024, want %v, %v", area, got, want, err)
		}
	}
}
