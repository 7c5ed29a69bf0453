package benchmarks

import (
	"context"
	"database/sql"
	"encoding/csv"
	"errors"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// The forms in which the models of 2021 and 2025 have been published.
var neighbourForms = map[string][]string{
	"2021": {
		workbook2021,
		publishedData + "/statistical_neighbours/original/New_Statistical_Neighbour_Groupings_April_2021.csv",
		publishedData + "/statistical_neighbours/statistical_neighbours_2021.csv",
	},
	"2025": {
		workbook2025,
		publishedData + "/statistical_neighbours/original/sn_model_2025_wide.csv",
		publishedData + "/statistical_neighbours/statistical_neighbours_2025.csv",
	},
}

// neighbourLines lists the neighbours of a model, and the regions.
func neighbourLines(ctx context.Context, t *testing.T, db *sql.DB) (neighbours, regions []string) {
	t.Helper()
	read := func(query string) []string {
		rows, err := db.QueryContext(ctx, query)
		if err != nil {
			t.Fatal(err)
		}
		lines, err := scanAll(rows, func(rows *sql.Rows, into *string) error { return rows.Scan(into) })
		if err != nil {
			t.Fatal(err)
		}
		return lines
	}
	return read(`
			select concat_ws('|', model, area_code, rank, neighbour_code, closeness, closeness_ordinal)
			from benchmarks.neighbour
			order by model, area_code, rank`),
		read("select concat_ws('|', model, area_code, region_name) from benchmarks.area_region order by model, area_code")
}

func TestEveryFormOfAModelGivesTheSameNeighbours(t *testing.T) {
	needPublished(t)
	for year, forms := range neighbourForms {
		wanted, regions := neighbourLines(t.Context(), t, load(t, folderOf(t, forms[0])))
		if len(wanted) < 1560 {
			t.Fatalf("%s: the workbook holds %d neighbours", year, len(wanted))
		}
		for _, form := range forms[1:] {
			got, _ := neighbourLines(t.Context(), t, load(t, folderOf(t, form)))
			// The wide form leaves out the authorities that have ended.
			want := slices.DeleteFunc(slices.Clone(wanted), func(line string) bool {
				code := strings.Split(line, "|")[1]
				return filepath.Base(form) == "sn_model_2025_wide.csv" && endedBefore(code, "2025")
			})
			if !slices.Equal(got, want) {
				t.Errorf("%s: %d neighbours, want the workbook's %d", filepath.Base(form), len(got), len(want))
			}
		}
		// Whatever the order in which they are read, the regions are the workbook's.
		all, allRegions := neighbourLines(t.Context(), t, load(t, folderOf(t, forms...)))
		if !slices.Equal(all, wanted) || !slices.Equal(allRegions, regions) {
			t.Errorf("%s: held together the forms give %d neighbours and %d regions, want %d and %d", year, len(all), len(allRegions), len(wanted), len(regions))
		}
	}
}

// The wide form knows one London; where nothing better is held, that is the region.
func TestLondonUndividedGivesWayToItsParts(t *testing.T) {
	needPublished(t)
	dir, ctx := t.TempDir(), t.Context()
	wide, sheet := neighbourForms["2025"][1], neighbourForms["2025"][0]
	taken, err := Import(ctx, memory(t), []string{wide}, dir)
	if err != nil || len(taken) != 1 || taken[0].What != "model dfe-2025, neighbours of 153 authorities" {
		t.Fatalf("%+v, %v", taken, err)
	}
	if notes := strings.Join(taken[0].Notes, "\n"); !strings.Contains(notes, "33 authorities are given London undivided") {
		t.Errorf("the notes say %s", notes)
	}
	region := func(code string) (name string) {
		if err := load(t, dir).QueryRowContext(ctx, "select region_name from benchmarks.area_region where area_code = ?", code).Scan(&name); err != nil {
			t.Fatal(err)
		}
		return name
	}
	if got := region("204"); got != "London" {
		t.Errorf("Hackney's region is %s by the wide form alone", got)
	}
	if got := region("370"); got != "Yorkshire and the Humber" {
		t.Errorf("Barnsley's region is %s", got)
	}
	taken, err = Import(ctx, memory(t), []string{sheet}, dir)
	if err != nil || len(taken) != 1 || len(taken[0].Notes) != 0 {
		t.Fatalf("the workbook beside it: %+v, %v", taken, err)
	}
	if got := region("204"); got != "London (Inner)" {
		t.Errorf("Hackney's region is %s with the workbook", got)
	}
}

// asTidy writes the workbook fixture's rows a neighbour per line, and asWide an authority per line.
func asTidy(rows [][]string) [][]string {
	names := map[string]string{}
	for _, row := range rows {
		names[row[0]] = row[1]
	}
	out := [][]string{slices.Concat(tidyColumns, []string{"closeness_ordinal", "distance"})}
	for _, row := range rows {
		for i, code := range row[3:] {
			out = append(out, []string{row[0], row[1], row[2], strconv.Itoa(i + 1), code, names[code], "Very close", "2", ""})
		}
	}
	return out
}

func asWide(rows [][]string) [][]string {
	header := []string{"old_la_code", "la_name", "region_ind", "region_name"}
	for i := range neighbourCount {
		header = append(header, "SN_"+strconv.Itoa(i+1), "SN_"+strconv.Itoa(i+1)+"P")
	}
	out := [][]string{header}
	for _, row := range rows {
		line := []string{row[0], row[1], "1", row[2]}
		for _, code := range row[3:] {
			line = append(line, code, "Very close ")
		}
		out = append(out, line)
	}
	return out
}

func asSheet(rows [][]string) [][]string {
	out := [][]string{append(workbookHeading(), "")}
	for _, row := range rows {
		line := []string{row[0], row[1], row[0], "1", row[2]}
		for _, code := range row[3:] {
			line = append(line, code, "very  close")
		}
		out = append(out, append(line, ""))
	}
	blank := make([]string, 26)
	mark := slices.Clone(blank)
	mark[1] = "Old SNs:"
	return append(out, blank, mark, blank)
}

func csvText(t *testing.T, rows [][]string) string {
	t.Helper()
	var out strings.Builder
	writer := csv.NewWriter(&out)
	if err := writer.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestAFaultyListOfNeighboursIsRefusedWithItsPlace(t *testing.T) {
	db := memory(t)
	set := func(row, column int, text string) func([][]string) [][]string {
		return func(rows [][]string) [][]string {
			rows[row-1][column] = text
			return rows
		}
	}
	without := func(row int) func([][]string) [][]string {
		return func(rows [][]string) [][]string { return slices.Delete(rows, row-1, row) }
	}
	for _, c := range []struct {
		name, file string
		form       func([][]string) [][]string
		change     func([][]string) [][]string
		want       string
	}{
		{"undated", "neighbours.csv", asTidy, nil, "put the year of the model in the file's name, e.g. neighbours_2025.csv"},
		{"undated", "neighbours.csv", asWide, nil, "put the year of the model in the file's name"},
		{"undated", "neighbours.csv", asSheet, nil, "put the year of the model in the file's name"},
		{"a code of letters", "", asTidy, set(3, 0, "E09000001"), "row 3, column la_code: want a three-digit authority code"},
		{"no name", "", asTidy, set(3, 1, ""), "row 3, column la_name: want the authority's name"},
		{"a region of digits", "", asTidy, set(3, 2, "3"), "row 3, column region: want the authority's region, one of North East"},
		{"another region", "", asTidy, set(3, 2, "North West"), "row 3, column la_name: row 2 gives authority 901 another name or region"},
		{"a rank of words", "", asTidy, set(3, 3, "second"), "row 3, column neighbour_rank: want a whole number from 1 to 10"},
		{"a rank beyond ten", "", asTidy, set(3, 3, "11"), "row 3, column neighbour_rank: want a whole number from 1 to 10"},
		{"a rank twice", "", asTidy, set(3, 3, "1"), "row 3, column neighbour_rank: row 2 is of this authority and rank already"},
		{"nine neighbours", "", asTidy, without(3), "row 2, column neighbour_rank: want ten neighbours or none"},
		{"itself", "", asTidy, set(3, 4, "901"), "row 3, column neighbour_code: want the three-digit code of another authority, once"},
		{"one twice", "", asTidy, set(3, 4, "902"), "row 3, column neighbour_code: want the three-digit code of another authority, once"},
		{"one that never was", "", asTidy, set(3, 4, "299"), "row 3, column neighbour_code: neighbour 2 of authority 901 has no row of its own (299)"},
		{"another's name", "", asTidy, set(3, 5, "Ayton"), "row 3, column neighbour_name: want Ceeham, as authority 903 is called in its own rows"},
		{"an unknown band", "", asTidy, set(3, 6, "near"), "row 3, column closeness_band: want one of Extremely close"},
		{"another's code", "", asWide, set(3, 1, "Hackney"), "row 3, column old_la_code: 902 is the code of another authority than Hackney, whose is 204: the codes and the names have slipped"},
		{"another ordinal", "", asTidy, set(3, 7, "1"), "row 3, column closeness_ordinal: want the place of the words"},
		{"a distance of words", "", asTidy, set(3, 8, "far"), "row 3, column distance: want a number or nothing"},
		{"a column gone", "", asTidy, set(1, 3, "rank"), "row 1: the heading of the statistical neighbours, a row for each lacks neighbour_rank"},
		{"slipped down", "", asTidy, func(rows [][]string) [][]string { return append([][]string{{"Neighbours of 2025"}, {"x"}}, rows...) }, "row 3: the heading of the statistical neighbours, a row for each stands here: want it in row 1"},

		{"a code of letters", "", asWide, set(3, 0, "x"), "row 3, column old_la_code: want a three-digit authority code"},
		{"nine neighbours", "", asWide, set(3, 22, ""), "row 3, column SN_10: want ten neighbours or none"},
		{"a gap", "", asWide, set(3, 6, "-"), "row 3, column SN_2: want ten neighbours or none"},
		{"one that never was", "", asWide, set(3, 6, "299"), "row 3, column SN_2: neighbour 2 of authority 902 has no row of its own (299)"},
		{"an unknown band", "", asWide, set(3, 7, "near"), "row 3, column SN_2P: want one of Extremely close"},
		{"an authority twice", "", asWide, func(rows [][]string) [][]string { return append(rows, rows[1]) }, "row 13, column old_la_code: authority 901 has two rows, this and row 2"},
		{"an authority lost", "", asWide, without(2), "row 2, column SN_1: neighbour 1 of authority 902 has no row of its own (901)"},
		{"a column gone", "", asWide, set(1, 5, "SN1P"), "row 1: the heading of the statistical neighbours, a row for each authority lacks SN_1P"},
		{"nothing below", "", asWide, func(rows [][]string) [][]string { return rows[:1] }, "nothing below it"},

		{"slipped to the right", "", asSheet, func(rows [][]string) [][]string {
			rows[0] = slices.Insert(rows[0][:25], 3, "Type")
			return rows
		}, "row 1, column D: want the heading GOInd"},
		{"slipped down by one", "", asSheet, func(rows [][]string) [][]string { return append([][]string{make([]string, 26)}, rows...) }, "row 2: the heading of the statistical-neighbour workbook saved as CSV stands here"},
		{"another code", "", asSheet, set(2, 2, "902"), "row 2, column LA number (C): want the code of the first column again"},
		{"a code lost", "", asSheet, set(2, 0, ""), "row 2, column LA num (A): want a three-digit authority code"},
		{"a band lost", "", asSheet, set(2, 6, ""), "row 2, column SNP (G): want one of Extremely close"},
		{"nine neighbours", "", asSheet, set(2, 23, "-"), "row 2, column SN10 (X): want ten neighbours or none"},
		{"one that never was", "", asSheet, set(2, 7, "299"), "row 2, column SN2 (H): neighbour 2 of authority 901 has no row of its own (299)"},
	} {
		rows := c.form(elevenAuthorities())
		if c.change != nil {
			rows = c.change(rows)
		}
		file := c.file
		if file == "" {
			file = "neighbours_2025.csv"
		}
		path := write(t, t.TempDir(), file, csvText(t, rows))
		_, err := Import(t.Context(), db, []string{path}, t.TempDir())
		var fault *FileError
		if err == nil || !strings.Contains(err.Error(), c.want) || !errors.As(err, &fault) {
			t.Errorf("%s of %s: %v, want %s", c.name, rows[0][0], err, c.want)
		}
	}
}

// A spreadsheet that takes codes for measurements, capitals and blanks of its own, the two rows above the
// headings and the Windows alphabet change nothing.
func TestWhatASpreadsheetDoesToAListOfNeighboursIsUndone(t *testing.T) {
	plain := elevenAuthorities()
	plain[0][1] = "Âyton"
	for name, form := range map[string]func([][]string) [][]string{"tidy": asTidy, "wide": asWide, "sheet": asSheet} {
		_, err := Import(t.Context(), memory(t), []string{write(t, t.TempDir(), "sn_2025.csv", csvText(t, form(plain)))}, t.TempDir())
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		want, wantRegions := neighbourLines(t.Context(), t, load(t, filepath.Dir(write(t, t.TempDir(), "sn_2025.csv", csvText(t, form(plain))))))
		rows := form(plain)
		for i, row := range rows[1:] {
			for j, text := range row {
				switch {
				case isAreaCode(text):
					row[j] = text + ".0"
				case j > 2 && i%2 == 0:
					row[j] = "  " + strings.ToUpper(text)
				}
			}
		}
		if name == "sheet" {
			letters := make([]string, 26)
			copy(letters, []string{"A", "B", "C", "D", "E", "3", "4", "5"})
			rows = append([][]string{letters, letters}, rows...)
		}
		text := strings.ReplaceAll(csvText(t, rows), "Â", "\xc2")
		dir := t.TempDir()
		taken, err := Import(t.Context(), memory(t), []string{write(t, t.TempDir(), "sn_2025.csv", text)}, dir)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if notes := strings.Join(taken[0].Notes, "\n"); !strings.Contains(notes, "codes that had been saved with a decimal point read without it") {
			t.Errorf("%s: the notes say %s", name, notes)
		}
		got, gotRegions := neighbourLines(t.Context(), t, load(t, dir))
		if !slices.Equal(got, want) || !slices.Equal(gotRegions, wantRegions) || len(want) != 110 {
			t.Errorf("%s: %d neighbours, want %d; regions %v", name, len(got), len(want), gotRegions)
		}
	}
}

// Cumbria ended on 31 March 2023: a model of that year may still name it, one of a later year may not. Of an
// authority that has ended itself the former neighbours stand.
func TestANeighbourThatHasEndedIsRefused(t *testing.T) {
	rows := func() [][]string {
		rows := elevenAuthorities()
		for i := range rows {
			for j := range rows[i] {
				if rows[i][j] == "912" {
					rows[i][j] = "909"
				}
			}
		}
		return rows
	}
	for year, want := range map[string]string{
		"2023": "",
		"2025": "row 81, column neighbour_code: neighbour 10 of authority 908 is Cumbria (909), which ended on 2023-03-31, before the year of the model: want an authority of that year, as 942 or 943",
	} {
		path := write(t, t.TempDir(), "sn_"+year+".csv", csvText(t, asTidy(rows())))
		_, err := Import(t.Context(), memory(t), []string{path}, t.TempDir())
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: %v, want %q", year, err, want)
		}
	}
}

func TestFilesOfOneModelMustAgree(t *testing.T) {
	for _, c := range []struct {
		name, want string
		change     func([][]string)
	}{
		{"the same", "", func([][]string) {}},
		{"London and a part of it", "", func(rows [][]string) { rows[0][2] = "London" }},
		{"two parts of London", "b_2025.csv: the held file a_2025.xlsx gives authority 901 other neighbours, other closeness or another region under model dfe-2025 (and so for 1 authorities in all)", func(rows [][]string) { rows[0][2] = "London (Outer)" }},
		{"another region", "gives authority 902 other neighbours", func(rows [][]string) { rows[1][2] = "North West" }},
		{"another order", "gives authority 903 other neighbours", func(rows [][]string) { rows[2][3], rows[2][4] = rows[2][4], rows[2][3] }},
	} {
		dir := t.TempDir()
		rows := elevenAuthorities()
		rows[0][2] = "London (Inner)"
		workbook(t, filepath.Join(dir, "a_2025.xlsx"), nil, rows...)
		c.change(rows)
		write(t, dir, "b_2025.csv", csvText(t, asWide(rows)))
		db := memory(t)
		_, err := Load(t.Context(), db, dir, nil)
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
		if c.want == "" {
			var region string
			if err := db.QueryRowContext(t.Context(), "select region_name from benchmarks.area_region where area_code = '901'").Scan(&region); err != nil || region != "London (Inner)" {
				t.Errorf("%s: the region is %s, %v", c.name, region, err)
			}
		}
	}
}

func FuzzNeighbourText(f *testing.F) {
	forms := []func([][]string) [][]string{asTidy, asWide, asSheet}
	parsers := []func(neighbourText) (*neighbours, error){parseTidy, parseWide, parseSheetText}
	for i, form := range forms {
		var out strings.Builder
		if err := csv.NewWriter(&out).WriteAll(form(elevenAuthorities())[1:]); err != nil {
			f.Fatal(err)
		}
		f.Add(i, out.String())
	}
	f.Fuzz(func(t *testing.T, form int, body string) {
		form = (form%len(forms) + len(forms)) % len(forms)
		text := neighbourText{path: "sn_2025.csv", header: forms[form](nil)[0]}
		reader := csv.NewReader(strings.NewReader(body))
		reader.FieldsPerRecord = len(text.header)
		for {
			record, err := reader.Read()
			if err != nil {
				break
			}
			text.table = append(text.table, record)
			text.lines = append(text.lines, int64(len(text.table)+1))
		}
		content, err := parsers[form](text)
		if err != nil {
			return
		}
		perArea := map[string]int{}
		for _, p := range content.pairs {
			perArea[p.Area]++
		}
		for area, count := range perArea {
			if count != neighbourCount || !isAreaCode(area) {
				t.Fatalf("authority %q has %d neighbours", area, count)
			}
		}
		if len(content.authorities) == 0 {
			t.Fatal("a model without authorities")
		}
	})
}
