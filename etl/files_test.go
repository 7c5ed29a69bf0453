package etl_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"sightline/etl"
)

// faultsOf words the report's file faults with their kinds.
func faultsOf(report *etl.Report) []string {
	faults := []string{}
	for _, fault := range report.FileFaults {
		faults = append(faults, fault.Kind+"|"+fault.Error())
	}
	return faults
}

func TestOtherSeparatorsAreNamed(t *testing.T) {
	const (
		wanted   = " (wanted: a comma between cells: save it as CSV (comma delimited))"
		crlf     = "\r\n"
		quotedUp = "\"CHILD\";\"SEX\";\"DOB\";\"ETHNIC\";\"UPN\";\"MOTHER\";\"MC_DOB\"\n\"a\";\"1\";\"11/07/2010\";\"WBRI\";\"1,5\";;\n"
	)
	w := newWorld(t)
	text := headerColumns + goodChild
	w.write("in/2024/a_semicolon.csv", "\xef\xbb\xbf"+strings.ReplaceAll(strings.ReplaceAll(text, ",", ";"), "\n", crlf))
	w.write("in/2024/b_tab.csv", "Extract of the year\n\n"+strings.ReplaceAll(text, ",", "\t"))
	w.write("in/2024/c_bar.csv", strings.ReplaceAll("CHILD,SEX,DOB,UPN\na,1,11/07/2010,b\n", ",", "|"))
	w.write("in/2024/d_quoted.csv", quotedUp)
	w.write("in/2024/e_episodes.csv", "sep=;\n"+strings.ReplaceAll(episodesColumns+goodEpisode, ",", ";"))
	w.write("in/2024/f_none.csv", "name;colour;shape\nrow;blue;round\n")
	w.write("in/2024/g_good.csv", text)
	report := w.mustLoad(w.extract("ssda903", "in"))
	reconciles(t, w.db, report)
	faults := faultsOf(report)
	same(t, "faults", faults[:len(faults)-1], []string{
		"header|in/2024/a_semicolon.csv: row 1: is separated by semicolons, not commas" + wanted,
		"header|in/2024/b_tab.csv: row 3: is separated by tabs, not commas" + wanted,
		"header|in/2024/c_bar.csv: row 1: is separated by vertical bars, not commas" + wanted,
		"header|in/2024/d_quoted.csv: row 1: is separated by semicolons, not commas" + wanted,
		"header|in/2024/e_episodes.csv: row 2: is separated by semicolons, not commas" + wanted,
	})
	if last := faults[len(faults)-1]; !strings.HasPrefix(last, "unrecognised|in/2024/f_none.csv: ") {
		t.Errorf("a file of other columns: %s", last)
	}
	if report.Loaded != 1 {
		t.Errorf("loaded %d, want the one good record", report.Loaded)
	}
}

func TestReportHoldsTheNotices(t *testing.T) {
	w := newWorld(t)
	w.write("in/2024/episodes.csv", strings.ReplaceAll(episodesColumns, "\n", "\r\n"))
	w.write("in/2024/header.csv", "\xef\xbb\xbf"+strings.ReplaceAll(strings.ReplaceAll(headerColumns, "\n", ",Team\n")+
		"ren\xe9,M,11/07/2010,WBRI,A123456789012,,,North\nb,U,11/07/2010,WBRI,A123456789013,,,North\n", "\n", "\r\n"))
	w.write("in/2025/header.csv", headerColumns+"b,F,12/07/2010,WBRI,A123456789013,,\n")
	// Open at the end of 2023 and in no later file: closed, a notice for each row.
	w.write("in/2023/episodes.csv", episodesColumns+"a,01/05/2022,S,C2,N1,U6,PR1,,,,,,\nb,01/05/2022,S,C2,N1,U6,PR1,,,,,,\n")
	w.write("in/2025/episodes.csv", episodesColumns+"c,01/05/2024,S,C2,N1,U6,PR1,,,,,,\n")
	report := w.mustLoad(w.extract("ssda903", "in"))
	got := []string{}
	for _, n := range report.Notices {
		got = append(got, fmt.Sprintf("%s|%s|%s|%s|%d", n.File, n.Column, n.Rule, n.Message, n.Rows))
	}
	same(t, "notices", got, []string{
		"in/2023/episodes.csv|DEC|stitch-closed|open in an earlier year and in no later file: closed on 31 March of its year|2",
		"in/2024/episodes.csv||no-records|has a header and no records|0",
		"in/2024/header.csv||byte-order-mark|begins with a byte order mark: ignored|0",
		"in/2024/header.csv||encoding|is not UTF-8: read as Windows-1252|0",
		"in/2024/header.csv||extra-columns|has columns that the table does not know, kept as received: Team|0",
		"in/2024/header.csv||header-superseded|1 rows: other details of the child stand in a later header and are used|1",
		"in/2024/header.csv||line-ends|lines end in CRLF|0",
		"in/2024/header.csv|SEX|code-out-of-year|2 rows: a code that belongs to other collection years: accepted|2",
	})
}

func TestRefusedLoadReportsItsNotices(t *testing.T) {
	w := newWorld(t)
	w.write("in/2024/header.csv", strings.ReplaceAll(headerColumns+"a,1,31/02/2010,WBRI,A123456789012,,\n", "\n", "\r\n"))
	report, err := w.load(w.extract("ssda903", "in"))
	if err == nil {
		t.Error("one bad record of one was not refused")
	}
	want := []etl.Notice{{File: "in/2024/header.csv", Rule: "line-ends", Message: "lines end in CRLF"}}
	if !slices.Equal(report.Notices, want) {
		t.Errorf("got %v, want %v", report.Notices, want)
	}
}

// The one CRLF of the file falls between two of the chunks that a file is surveyed in.
func TestLineEndAcrossChunks(t *testing.T) {
	const chunk = 1 << 20
	const rest = ",1,11/07/2010,WBRI,A123456789012,,"
	w := newWorld(t)
	text := headerColumns
	for i := 0; len(text) < chunk-200; i++ {
		text += fmt.Sprintf("child%d%s\n", i, rest)
	}
	text += strings.Repeat("x", chunk-1-len(text)-len(rest)) + rest + "\r\n"
	if text[chunk-1] != '\r' {
		t.Fatal("the text does not have its line end where the chunk ends")
	}
	w.write("in/2024/header.csv", text+"last"+rest+"\n")
	report := w.mustLoad(w.extract("ssda903", "in"))
	reconciles(t, w.db, report)
	same(t, "notices", w.notices(), []string{"line-ends|some lines end in CRLF, the others in LF"})
	same(t, "the record there", w.rows("select count(*) from core.child where child_id like 'x%' and born_on = '2010-07-11'"), []string{"1"})
}

func TestFilesWithoutRecordsCoverNothing(t *testing.T) {
	const (
		reviews = "CHILD,DOB,REVIEW,REVIEW_CODE\n"
		oc2     = "CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,HEALTH_ASSESSMENT,SUBSTANCE_MISUSE,INTERVENTION_RECEIVED,INTERVENTION_OFFERED\n"
		missing = "CHILD,DOB,MISSING,MIS_START,MIS_END\n"
	)
	w := newWorld(t)
	w.write("in/2024/episodes.csv", episodesColumns+goodEpisode)
	w.write("in/2025/episodes.csv", episodesColumns)
	w.write("in/2025/header.csv", headerColumns+",,,,,,\n")
	w.write("in/2025/reviews.csv", reviews)
	w.write("in/2025/oc2.csv", oc2)
	w.write("in/2025/missing.csv", missing)
	report := w.mustLoad(w.extract("ssda903", "in"))
	if len(report.Files) != 6 || len(report.FileFaults) > 0 {
		t.Fatalf("%d files read, faults %v", len(report.Files), report.FileFaults)
	}
	// That no child went missing may be true, so an empty list of that is a statement.
	same(t, "coverage", w.rows("select table_name, covered_from, covered_to from core.coverage order by all"), []string{
		"episodes|2023-04-01|2024-03-31", "missing|2024-04-01|2025-03-31",
	})
}

func TestCollectionYear(t *testing.T) {
	severalIn := func(name, years string) string {
		return "year: could be of any of the years that " + name + " names: " + years +
			" (wanted: year: on the extract in the configuration, or one collection year in the file's name)"
	}
	cases := []struct {
		file         string
		plain, given string // without a year in the configuration, and with 2031
	}{
		{"in/2024/header.csv", "2024", "2024"},
		{"in/2024-25/header.csv", "2025", "2025"},
		{"in/202425/header.csv", "2025", "2025"},
		{"in/2024-2025/header.csv", "2025", "2025"},
		{"in/2020/SSDA903_2019_header.csv", "2019", "2019"},
		{"in/header 2023-24.csv", "2024", "2024"},
		{"in/x/header_2008_09.csv", "2009", "2009"},
		{"in/header_2024_written_2025-04-30.csv", "2024", "2024"},
		{"in/header_2025-04-30.csv", "2025", "2025"},
		{"in/2024/all/header.csv", "2024", "2031"},
		{"in/header.csv", "", "2031"},
		{"in/20240331/header.csv", "", "2031"},
		{"in/1985/header.csv", "", "2031"},
		{"in/SSDA903_2020_to_2025/header_2023.csv", "2023", "2023"},
		{"in/SSDA903_2020_to_2025/2023/header.csv", "2023", "2023"},
		{"in/SSDA903_2020_to_2025/header.csv", severalIn("SSDA903_2020_to_2025", "2020 and 2025"), "2031"},
		{"in/2024/SSDA903_2020_to_2025/all/header.csv", severalIn("SSDA903_2020_to_2025", "2020 and 2025"), "2031"},
		{"in/2018-19 2019-20 202021/header.csv", severalIn("2018-19 2019-20 202021", "2019, 2020 and 2021"), "2031"},
		{"in/2024/header_2020-25.csv", severalIn("header_2020-25.csv", "2020 and 2025"), "2031"},
	}
	for _, c := range cases {
		for configured, want := range map[int]string{0: c.plain, 2031: c.given} {
			w := newWorld(t)
			w.write(c.file, headerColumns+goodChild)
			e := w.extract("ssda903", "in")
			e.Year = configured
			report := w.mustLoad(e)
			if len(report.FileFaults) == 0 {
				same(t, fmt.Sprintf("%s, year: %d", c.file, configured), w.rows("select collection_year from audit.file"), []string{want})
				continue
			}
			fault := report.FileFaults[0]
			got := fault.Kind + ": " + fault.Message + " (wanted: " + fault.Wanted + ")"
			if want == "" {
				want = "year: has no collection year (wanted: four digits (or 2024-25, 202425) in the file's or its folder's name, or year: on the extract)"
			}
			same(t, fmt.Sprintf("%s, year: %d", c.file, configured), []string{got}, []string{want})
			same(t, c.file+" in audit.reject", w.rows("select source_row, kind from audit.reject"), []string{"0|year"})
		}
	}
}
