package dashboards_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// Every figure, numerator and denominator that the data file has of a team stands in the team's column of the
// workbook, in the row of its window and day, as a number or as the mark that says why there is none.
func TestTeamsStandSideBySideInAWorkbook(t *testing.T) {
	db, dir := world(t), t.TempDir()
	if _, err := db.Exec(`insert into indicators.value
		select * replace ('team' as breakdown, 'Team North' as "group") from indicators.value where indicator = 'cla' and breakdown = 'none'`); err != nil {
		t.Fatal(err)
	}
	publish(t, db, dir)
	tree := files(t, filepath.Join(dir, "current"))
	windows := map[string]string{
		"month": "Month", "quarter": "Quarter", "year": "Whole year", "ytd": "Year to date", "rolling12": "Rolling 12 months", "snapshot": "At a day",
	}
	for _, indicator := range []string{"placed_within_12_months", "cla"} {
		numbers, checked := teamNumbers(t, openBook(t, tree["internal/data/"+indicator+".xlsx"])), 0
		columns := map[string]string{"value": "%s", "numerator": "%s: numerator", "denominator": "%s: denominator"}
		if indicator == "cla" { // a count is its own numerator
			columns = map[string]string{"value": "%s"}
		}
		for _, row := range records(t, tree["internal/data/"+indicator+".csv"]) {
			if row["breakdown"] != "team" {
				continue
			}
			for column, head := range columns {
				checked++
				got := numbers[[3]string{windows[row["period"]], row["period_end"], fmt.Sprintf(head, row["group"])}]
				switch {
				case row[column] != "" && number(t, got) != number(t, row[column]), row[column] == "" && !strings.HasPrefix(got, "["):
					t.Errorf("%s, %s of %s of %s to %s: the workbook has %q, the data file %q", indicator, column, row["period"], row["group"], row["period_end"], got, row[column])
				case column == "value" && row["value"] == "" && got != "["+row["symbol"]+"]":
					t.Errorf("%s, %s to %s: the mark is %s, the symbol %q", indicator, row["group"], row["period_end"], got, row["symbol"])
				}
			}
		}
		if checked == 0 || len(numbers) != checked {
			t.Errorf("%s: %d cells in the workbook, %d in the data file", indicator, len(numbers), checked)
		}
		if strings.Contains(tree["public/data/"+indicator+".csv"], ",team,") || slices.Contains(openBook(t, tree["public/data/"+indicator+".xlsx"]).GetSheetList(), "Teams") {
			t.Errorf("%s: teams are in the public edition", indicator)
		}
	}
}

// teamNumbers are the cells of the teams' sheet by window, last day and head.
func teamNumbers(t *testing.T, book *excelize.File) map[[3]string]string {
	t.Helper()
	rows, err := book.GetRows("Teams", excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	out := map[[3]string]string{}
	nought := time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC)
	for _, row := range rows[3:] {
		day := nought.AddDate(0, 0, int(number(t, row[2]))).Format(time.DateOnly)
		for i, team := range rows[2][3:] {
			out[[3]string{row[0], day, team}] = row[3+i]
		}
	}
	return out
}

// The heads of a table have to be there and to differ, by more than capitals; names of teams need not.
func TestTeamsOfOneNameHaveColumnsOfTheirOwn(t *testing.T) {
	db, dir := world(t), t.TempDir()
	for _, name := range []string{"north", "North"} {
		if _, err := db.Exec(`insert into indicators.value
			select * replace (? as "group") from indicators.value where breakdown = 'team' and "group" = 'Team North'`, name); err != nil {
			t.Fatal(err)
		}
	}
	publish(t, db, dir)
	text := files(t, filepath.Join(dir, "current"))["internal/data/placed_within_12_months.xlsx"]
	rows := tableOf(t, openBook(t, text), "Teams", map[string]bool{})
	if !slices.Contains(rows[0], "North") || !slices.Contains(rows[0], "north (2)") || !slices.Contains(rows[0], "north (2): denominator") {
		t.Errorf("the heads are %q", rows[0])
	}
}
