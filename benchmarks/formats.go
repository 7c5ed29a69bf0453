package benchmarks

import (
	"fmt"
	"strings"
)

// The kinds of published file that are neither LAIT's nor of Explore Education Statistics.
const (
	RO3   Kind = "ro3"   // revenue outturn RO3, OpenDocument workbook
	S251  Kind = "s251"  // section 251 outturn, Table A1, CSV
	Plain Kind = "plain" // list for local or regional benchmarking, CSV
)

// otherFormats lists the forms of these kinds, and those in which statistical neighbours come as CSV.
func otherFormats() []format {
	describe := func(file Holding) string {
		return fmt.Sprintf("model dfe-%s, neighbours of %s authorities", file.Vintage, grouped(file.Rows))
	}
	return []format{
		{
			kind: Neighbours, words: "statistical neighbours, a row for each",
			want:    "statistical neighbours (CSV with the columns " + strings.Join(tidyColumns, ", ") + ")",
			columns: tidyColumns, keep: true, accented: accentedName, load: loadNeighbourText(parseTidy), describe: describe,
		},
		{
			kind: Neighbours, words: "statistical neighbours, a row for each authority",
			want:    "the same with the columns old_la_code, la_name, region_name, SN_1, SN_1P to SN_10P",
			columns: wideColumns(), keep: true, accented: accentedName, load: loadNeighbourText(parseWide), describe: describe,
		},
		{
			kind: Neighbours, words: "statistical-neighbour workbook saved as CSV", want: "the statistical-neighbour workbook saved as CSV",
			columns: workbookHeading(), heading: isSheetText, keep: true,
			accented: func(column string) bool { return column == workbookHeading()[1] || column == "B" }, // as the row of letters calls it
			load:     loadNeighbourText(parseSheetText), describe: describe,
		},
		{
			kind: RO3, words: "revenue outturn RO3", want: "the revenue outturn RO3 (ODS)",
			container: odsMark, book: recogniseRO3, load: loadRO3, describe: describeValues,
		},
		{
			kind: S251, words: "section 251 outturn, Table A1",
			want:    "the section 251 outturn, Table A1 (CSV with the columns " + strings.Join(s251Columns[:5], ", ") + " and so on)",
			columns: s251Columns, accented: accentedName, load: loadS251, describe: describeValues,
		},
		{
			kind: Plain, words: "list for local benchmarking",
			want:    "a list of your own (CSV with the columns " + strings.Join(plainColumns, ", ") + " and " + strings.Join(plainTimes, " or ") + ")",
			columns: plainColumns, accented: accentedName, load: loadPlain, describe: describeValues,
		},
	}
}

// accentedName tells the columns of words, in which a letter or an apostrophe beyond ASCII does no harm. What
// is matched by its code is not among them, nor is a name that is.
func accentedName(column string) bool {
	switch column {
	case "la_name", "neighbour_name", "LA Name", "CYPServiceDescription", "ReportGroup", "area_name", "title", "unit", "source":
		return true
	}
	return false
}
