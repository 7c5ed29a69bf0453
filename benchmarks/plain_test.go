package benchmarks

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

const plainList = `measure,area_code,area_name,period_end,value,symbol,numerator,denominator,title,polarity,unit,decimals,source
cla_rate,204,Hackney,31/03/2025,62.5,,500,80000,Looked after per 10 000,low,per 10 000,0,Regional collection
cla_rate,205.0,H & F,31/03/2025,,c,,,,,,,
cla_rate,E09000019,Islington,31/03/2025,0,,0,40000,,Low,,0.0,
cla_rate,e12000007,London,31/03/2025,51.25,,,,,,,,
cla_rate,970,England,31/03/2025,70,,,,,,,,
cla_rate,970,England,30/6/2025,71,,,,,,,,
spend,204,Hackney,31/03/2025,-1.5e3,,,,,,,,
`

func plainFigures(t *testing.T, dir string) []string {
	t.Helper()
	rows, err := load(t, dir).QueryContext(t.Context(), `
		select concat_ws('|', measure, area_code, area_name, area_level, years, year_number, value, symbol)
		from benchmarks.published
		order by measure, years, area_code`)
	if err != nil {
		t.Fatal(err)
	}
	return scanLines(t, rows)
}

func TestAPlainListIsHeldWithItsNumeratorsAndReasons(t *testing.T) {
	dir := t.TempDir()
	taken, err := Import(t.Context(), memory(t), []string{write(t, t.TempDir(), "regional.csv", plainList)}, dir)
	if err != nil || len(taken) != 1 || taken[0].Kind != Plain || taken[0].What != "11 values of 4 measures, latest 2025" {
		t.Fatalf("%+v, %v", taken, err)
	}
	want := []string{
		"cla_rate|204|Hackney|authority|2025-03-31|2025|62.5|",
		"cla_rate|205|Hammersmith and Fulham|authority|2025-03-31|2025|c",
		"cla_rate|206|Islington|authority|2025-03-31|2025|0.0|",
		"cla_rate|970|England|country|2025-03-31|2025|70.0|",
		"cla_rate|986|London|region|2025-03-31|2025|51.25|",
		"cla_rate|970|England|country|2025-06-30|2025|71.0|",
		"cla_rate; denominator|204|Hackney|authority|2025-03-31|2025|80000.0|",
		"cla_rate; denominator|206|Islington|authority|2025-03-31|2025|40000.0|",
		"cla_rate; numerator|204|Hackney|authority|2025-03-31|2025|500.0|",
		"cla_rate; numerator|206|Islington|authority|2025-03-31|2025|0.0|",
		"spend|204|Hackney|authority|2025-03-31|2025|-1500.0|",
	}
	if got := plainFigures(t, dir); !slices.Equal(got, want) {
		t.Errorf("held are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	rows, err := load(t, dir).QueryContext(t.Context(), `
		select concat_ws('|', measure, title, polarity, decimals, coalesce(axis, '-'), coalesce(owner, '-'))
		from benchmarks.measure
		order by measure`)
	if err != nil {
		t.Fatal(err)
	}
	want = []string{
		"cla_rate|Looked after per 10 000|Low|0|per 10 000|Regional collection",
		"cla_rate; denominator|Looked after per 10 000: denominator|-|0|-|Regional collection",
		"cla_rate; numerator|Looked after per 10 000: numerator|-|0|-|Regional collection",
		"spend|spend|-|1|-|-",
	}
	if got := scanLines(t, rows); !slices.Equal(got, want) {
		t.Errorf("described are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// A list may be of years, with the least of columns, and say one figure twice.
func TestAPlainListMayBeOfYears(t *testing.T) {
	dir := t.TempDir()
	text := "value,measure,years,area_code\n3,x,2024-25,204\n3.0,x,2024-25,204\n4,x,2024/25 (prov),205\n"
	taken, err := Import(t.Context(), memory(t), []string{write(t, t.TempDir(), "x.csv", text)}, dir)
	if err != nil || taken[0].What != "2 values of 1 measures, latest 2024" {
		t.Fatalf("%+v, %v", taken, err)
	}
	want := []string{"x|204|Hackney|authority|2024-25|2024|3.0|", "x|205|Hammersmith and Fulham|authority|2024/25 (prov)|2024|4.0|"}
	if got := plainFigures(t, dir); !slices.Equal(got, want) {
		t.Errorf("held are %q, want %q", got, want)
	}
}

func TestAFaultyPlainListIsRefusedWithItsPlace(t *testing.T) {
	db := memory(t)
	for _, c := range []struct{ name, old, new, want string }{
		{"no measure", "spend,204", ",204", "row 8, column measure: want the id of a measure"},
		{"a reserved ending", "spend,204", "spend; numerator,204", "row 8, column measure: the endings ; numerator and ; denominator"},
		{"an unknown code", "spend,204", "spend,299", "row 8, column area_code: want the code of an English authority"},
		{"a district", "spend,204", "spend,E07000223", "row 8, column area_code: want the code of an English authority"},
		{"a name for a code", "spend,204", "spend,Hackney", "row 8, column area_code: want the code of an English authority"},
		{"another's name", "spend,204,Hackney", "spend,204,Camden", "row 8, column area_code: the name is of another area, 202: the codes and the names have slipped"},
		{"a day that is none", "30/6/2025", "31/6/2025", "row 7, column period_end: want a day that there is"},
		{"a month for a day", "30/6/2025", "June 2025", "row 7, column period_end: want a day that there is"},
		{"a short year", "30/6/2025", "30/6/25", "row 7, column period_end: want a day that there is"},
		{"two forms", "30/6/2025", "2025-06-30", "row 7, column period_end: the first day of the list is written with the day first: want one form for all"},
		{"no day", "30/6/2025", "", "row 7, column period_end: want when the figure is of"},
		{"thousands", "2025,70,", `2025,"70,000",`, "row 6, column value: want a number without unit or thousands separator"},
		{"a unit", "2025,70,", "2025,70%,", "row 6, column value: want a number without unit"},
		{"endless", "2025,70,", "2025,1e999,", "row 6, column value: want a number without unit"},
		{"a mark for a value", "2025,70,", "2025,c,", "row 6, column value: want a number without unit or thousands separator, or nothing here and the reason in column symbol"},
		{"neither value nor reason", "2025,70,", "2025,,", "row 6, column value: want a number, or in column symbol why there is none"},
		{"both", "2025,70,,", "2025,70,c,", "row 6, column symbol: there is a value too: want one of the two"},
		{"an unknown symbol", "2025,,c,", "2025,,q,", "row 3, column symbol: want z, x, c, u or low"},
		{"a numerator of words", ",500,", ",many,", "row 2, column numerator: want a number"},
		{"a denominator below nought", ",80000,", ",-80000,", "row 2, column denominator: want a number without sign"},
		{"a way that is none", ",low,", ",down,", "row 2, column polarity: want high, low, neutral or nothing"},
		{"too many decimals", ",0,Regional", ",12,Regional", "row 2, column decimals: want a whole number from 0 to 9"},
		{"two ways", ",Low,", ",high,", "row 4, column polarity: an earlier record says otherwise of this measure"},
		{"two titles", "2025,51.25,,,,,", "2025,51.25,,,,Rate,", "row 5, column title: an earlier record says otherwise of this measure"},
		{"another's title", "-1.5e3,,,,,", "-1.5e3,,,,Looked after per 10 000,", "row 8, column title: the measure cla_rate has this title"},
		{"a cell twice", "970,England,30/6/2025,71", "970,England,31/03/2025,71", "row 7, column value: an earlier record gives this measure, time and area another figure"},
		{"a cell twice by another code", "e12000007,London", "E92000001,England", "row 6, column value: an earlier record gives"},
		{"a column misspelt", ",polarity,", ",polarty,", "row 1, column polarty: the list has no such column: want measure, area_code, value, years"},
		{"years and days", ",area_name,", ",years,", "row 1, column period_end: there is a column years too: want one of the two"},
		{"no time", ",period_end,", ",source_note,", "row 1: want a column years or period_end"},
	} {
		path := write(t, t.TempDir(), "regional.csv", strings.Replace(plainList, c.old, c.new, 1))
		_, err := Import(t.Context(), db, []string{path}, t.TempDir())
		var fault *FileError
		if err == nil || !strings.Contains(err.Error(), c.want) || !errors.As(err, &fault) {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
	path := write(t, t.TempDir(), "x.csv", "measure,area_code,years,value\nx,204,2025,1\nx,205,Dec-11,1\n")
	if _, err := Import(t.Context(), db, []string{path}, t.TempDir()); err == nil || !strings.Contains(err.Error(), "x.csv: row 3, column years: want a year such as 2025") {
		t.Errorf("a label that is a month: %v", err)
	}
}
