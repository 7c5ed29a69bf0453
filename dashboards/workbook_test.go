package dashboards_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// parts reads the files of a workbook by their names.
func parts(t testing.TB, text string) map[string]string {
	t.Helper()
	archive, err := zip.NewReader(strings.NewReader(text), int64(len(text)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, part := range archive.File {
		reader, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(reader)
		if err != nil {
			t.Fatal(err)
		}
		out[part.Name] = string(content)
	}
	return out
}

func openBook(t testing.TB, text string) *excelize.File {
	t.Helper()
	book, err := excelize.OpenReader(bytes.NewReader([]byte(text)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = book.Close() })
	return book
}

var noteMark = regexp.MustCompile(`\[note \d+\]`)

// A workbook is a cover, contents, notes, and then sheets that each hold one named table and nothing beside it.
func TestWorkbooksAreAccessible(t *testing.T) {
	dir := t.TempDir()
	publish(t, world(t), dir)
	tree := files(t, filepath.Join(dir, "current"))
	for _, name := range []string{"data/figures.xlsx", "data/placed_within_12_months.xlsx", "data/cla.xlsx", "data/re_referrals.xlsx"} {
		for _, audience := range []string{"public/", "internal/"} {
			t.Run(audience+name, func(t *testing.T) { accessibleWorkbook(t, tree[audience+name], audience == "internal/") })
		}
		page := "public/indicators/" + strings.TrimSuffix(filepath.Base(name), "xlsx") + "html"
		if name != "data/figures.xlsx" && !strings.Contains(tree[page], `href="../`+name+`"`) {
			t.Errorf("%s does not lead to %s", page, name)
		}
	}
	if !strings.Contains(tree["public/index.html"], `href="data/figures.xlsx"`) {
		t.Error("the front page does not lead to the workbook")
	}
}

func accessibleWorkbook(t *testing.T, text string, private bool) {
	book := openBook(t, text)
	tabs := book.GetSheetList()
	if len(tabs) < 4 || !slices.Equal(tabs[:3], []string{"Cover", "Contents", "Notes"}) {
		t.Fatalf("sheets are %v; want Cover, Contents, Notes and tables", tabs)
	}
	properties, err := book.GetDocProps()
	if err != nil {
		t.Fatal(err)
	}
	if properties.Title == "" || properties.Creator != "Hackney" || properties.Language != "en-GB" || properties.Created != asAt+"T00:00:00Z" {
		t.Errorf("properties are %+v", properties)
	}
	if book.GetActiveSheetIndex() != 0 {
		t.Errorf("opens at sheet %d", book.GetActiveSheetIndex())
	}
	cover, err := book.GetCols("Cover")
	if err != nil || len(cover) != 1 {
		t.Fatalf("the cover has %d columns: %v", len(cover), err)
	}
	words := strings.Join(cover[0], "\n")
	for _, want := range []string{"Data to 31 March 2025", "These records are invented.", "[c] confidential", "[z] not applicable", "[x] not available", "[low] not nought", "[u] too unreliable", "No cell of a table is blank"} {
		if !strings.Contains(words, want) {
			t.Errorf("the cover does not say %q", want)
		}
	}
	if marked := strings.Contains(words, "OFFICIAL-SENSITIVE"); marked != private {
		t.Errorf("the cover is marked OFFICIAL-SENSITIVE: %v", marked)
	}
	for i, tab := range tabs[2:] {
		linked, target, err := book.GetCellHyperLink("Contents", fmt.Sprintf("A%d", 4+i))
		if err != nil || !linked || target != "'"+tab+"'!A1" {
			t.Errorf("contents row %d leads to %q, want %s", i+1, target, tab)
		}
	}
	notes := ""
	seen := map[string]bool{}
	for _, tab := range tabs[1:] {
		rows := tableOf(t, book, tab, seen)
		if tab == "Notes" {
			notes = fmt.Sprint(rows)
		}
		for _, note := range noteMark.FindAllString(fmt.Sprint(rows), -1) {
			if !strings.Contains(notes, note) {
				t.Errorf("sheet %s speaks of %s, which the notes do not have", tab, note)
			}
		}
	}
	for name, part := range parts(t, text) {
		for _, never := range []string{"<f>", "<f ", "<mergeCell", "<pane ", "autoFilter", "<drawing", "headerFooter", "vbaProject", "externalLink"} {
			if strings.Contains(part, never) {
				t.Errorf("%s holds %s", name, never)
			}
		}
		if strings.Count(part, "<worksheet") == 1 && strings.Contains(part, `activeCell=`) {
			t.Errorf("%s begins elsewhere than in A1", name)
		}
	}
}

// tableOf checks a sheet's table and gives its rows, heads first.
func tableOf(t *testing.T, book *excelize.File, tab string, seen map[string]bool) [][]string {
	t.Helper()
	tables, err := book.GetTables(tab)
	if err != nil || len(tables) != 1 {
		t.Fatalf("sheet %s has %d tables: %v", tab, len(tables), err)
	}
	if seen[tables[0].Name] {
		t.Errorf("two tables are called %s", tables[0].Name)
	}
	seen[tables[0].Name] = true
	rows, err := book.GetRows(tab, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	if rows[0][0] == "" || len(rows[0]) != 1 || len(rows[1]) != 1 {
		t.Errorf("sheet %s begins with %v", tab, rows[:2])
	}
	last, err := excelize.CoordinatesToCellName(len(rows[2]), len(rows))
	if err != nil {
		t.Fatal(err)
	}
	if want := "A3:" + last; tables[0].Range != want {
		t.Errorf("sheet %s: the table is %s, the rows are %s", tab, tables[0].Range, want)
	}
	size, err := book.GetSheetDimension(tab)
	if err != nil || tab != "Contents" && size != "A1:"+last {
		t.Errorf("sheet %s says that it is %s, not A1:%s", tab, size, last)
	}
	heads := map[string]bool{}
	for _, head := range rows[2] {
		if heads[head] || head == "" {
			t.Errorf("sheet %s: two heads are called %q", tab, head)
		}
		heads[head] = true
	}
	for i, row := range rows[3:] {
		if len(row) != len(rows[2]) || slices.Contains(row, "") {
			t.Errorf("sheet %s, row %d has a blank cell: %q", tab, i+4, row)
		}
	}
	return rows[2:]
}

// sheetRecords are the rows of a sheet by head, heads without their notes.
func sheetRecords(t testing.TB, text, tab string) []map[string]string {
	t.Helper()
	rows, err := openBook(t, text).GetRows(tab, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, row := range rows[3:] {
		record := map[string]string{}
		for i, head := range rows[2] {
			head, _, _ = strings.Cut(head, " [")
			record[head] = row[i]
		}
		out = append(out, record)
	}
	return out
}

// Every figure of the data file stands in the workbook as a number, or as the mark that says why there is none.
func TestWorkbookHoldsTheDataFile(t *testing.T) {
	dir := t.TempDir()
	publish(t, world(t), dir)
	tree := files(t, filepath.Join(dir, "current"))
	for _, audience := range []string{"public/", "internal/"} {
		want := slices.DeleteFunc(records(t, tree[audience+"data/all.csv"]), func(row map[string]string) bool { return row["breakdown"] != "none" })
		got := sheetRecords(t, tree[audience+"data/figures.xlsx"], "All figures")
		if len(got) != len(want) || len(got) < 100 {
			t.Fatalf("%s: %d rows in the workbook, %d in the data file", audience, len(got), len(want))
		}
		marked := map[string]int{}
		for i, row := range want {
			sheet := got[i]
			marked[sheet["Figure"]]++
			for head, column := range map[string]string{"Figure": "value", "Lower 95% limit": "lower", "Upper 95% limit": "upper", "Numerator": "numerator", "Denominator": "denominator"} {
				text := sheet[head]
				switch {
				case row[column] != "":
					if number(t, text) != number(t, row[column]) {
						t.Errorf("%s row %d: %s is %s, the data file has %s", audience, i, head, text, row[column])
					}
				case column == "value" && text != "["+row["symbol"]+"]", !strings.HasPrefix(text, "["):
					t.Errorf("%s row %d: %s is %q where the data file has none and symbol %q", audience, i, head, text, row["symbol"])
				}
			}
			if sheet["Indicator id"] != row["indicator"] || sheet["Rule"] != row["edition"] {
				t.Errorf("%s row %d is of %s", audience, i, sheet["Indicator id"])
			}
		}
		if marked["[x]"] == 0 || marked["[z]"] == 0 || marked["[low]"] == 0 || (marked["[c]"] > 0) != (audience == "public/") {
			t.Errorf("%s has the marks %v", audience, marked["[c]"])
		}
	}
}

// A rule that ended has no rows of marks for the years after it: they say nothing and hide the figures there are.
func TestAWorkbookEndsWithTheRule(t *testing.T) {
	dir := t.TempDir()
	publish(t, world(t), dir)
	tree := files(t, filepath.Join(dir, "current"))
	for _, audience := range []string{"public/", "internal/"} {
		text := tree[audience+"data/assessments_35_days.xlsx"]
		data := records(t, tree[audience+"data/assessments_35_days.csv"])
		within := slices.DeleteFunc(slices.Clone(data), func(row map[string]string) bool {
			return row["period_start"] > "2023-03-31" || row["breakdown"] == "team"
		})
		if got := sheetRecords(t, text, "Figures"); len(got) != len(within) || len(within) == 0 || len(within) == len(data) {
			t.Errorf("%s: the workbook has %d rows; %d of %d in the data file begin while the rule held", audience, len(got), len(within), len(data))
		}
		said := false
		for _, row := range sheetRecords(t, text, "Definition") {
			said = said || row["Part"] == "Periods" && strings.Contains(row["What it says"], "31 March 2023")
		}
		if !said {
			t.Errorf("%s: the workbook does not say which periods are left out", audience)
		}
	}
}

func number(t testing.TB, text string) float64 {
	t.Helper()
	var out float64
	if _, err := fmt.Sscanf(text, "%g", &out); err != nil {
		t.Errorf("%q is no number", text)
	}
	return out
}

// Hostile names reach workbooks and data files as the words that they are, without what would turn or break a line.
func TestHostileNamesAreNoFormulas(t *testing.T) {
	for _, name := range []string{
		`=HYPERLINK("http://x.example","y")`, `+1+1`, `-2+3`, `@SUM(A1)`, "\t=1+1", `<script>alert(1)</script>`, `"quoted", 'twice'`,
		"👩‍👧 Ward", "\u202eevitneres", "a\x01b\x0bc\nd", strings.Repeat("long name ", 30), `[history]:*?/\`,
	} {
		db, dir := world(t), t.TempDir()
		if _, err := db.Exec(`update core.area set area_name = ? where area_code = '204'`, name); err != nil {
			t.Fatal(err)
		}
		if _, err := db.Exec(`update indicators.value set "group" = ? where breakdown = 'team'`, name); err != nil {
			t.Fatal(err)
		}
		publish(t, db, dir)
		tree := files(t, filepath.Join(dir, "current"))
		for _, file := range []string{"public/data/figures.xlsx", "internal/data/figures.xlsx", "internal/data/placed_within_12_months.xlsx"} {
			for part, text := range parts(t, tree[file]) {
				if strings.Contains(text, "<f>") || strings.Contains(text, "<f ") {
					t.Errorf("%q: %s, part %s holds a formula", name, file, part)
				}
			}
		}
		cover, err := openBook(t, tree["public/data/figures.xlsx"]).GetCellValue("Cover", "A1")
		if want := plainWords(name) + ": children’s social care figures"; err != nil || cover != want {
			t.Errorf("%q: the cover says %q, want %q", name, cover, want)
		}
		rows, err := openBook(t, tree["internal/data/placed_within_12_months.xlsx"]).GetRows("Teams")
		want := []rune(strings.TrimSpace(plainWords(name)))
		if err != nil || rows[2][3] != strings.TrimSpace(string(want[:min(len(want), 253)])) {
			t.Errorf("%q: the team heads no column of the workbook: %v", name, err)
		}
		for _, row := range records(t, tree["internal/data/all.csv"]) {
			for column, text := range row {
				if strings.ContainsAny(text[:min(1, len(text))], "=+-@\t\r") && (column == "area_name" || column == "group") {
					t.Errorf("%q: the data file's %s begins with it", name, column)
				}
			}
		}
	}
}

// plainWords is a text as a cell can hold it.
func plainWords(text string) string {
	return strings.NewReplacer("\u202e", "", "\x01", "", "\x0b", "", "\n", " ", "\t", " ").Replace(text)
}
