package etl_test

import (
	"context"
	"database/sql"
	"encoding/csv"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"sightline/etl"
	"sightline/etl/warehouse"
)

// world is a folder of extracts and the warehouse they were loaded into.
type world struct {
	t    *testing.T
	dir  string
	db   *sql.DB
	opts etl.Options
}

func newWorld(t *testing.T) *world {
	t.Helper()
	db, err := warehouse.Memory(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	dir := t.TempDir()
	return &world{t: t, dir: dir, db: db, opts: etl.Options{
		Root:        dir,
		Authorities: []etl.Authority{{Code: "901", Name: "Northshire"}},
		AsAt:        time.Date(2025, 3, 31, 0, 0, 0, 0, time.UTC),
	}}
}

func (w *world) write(name, content string) string {
	w.t.Helper()
	path := filepath.Join(w.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		w.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		w.t.Fatal(err)
	}
	return path
}

// extract is an entry of all files written under folder.
func (w *world) extract(kind, folder string) etl.Extract {
	w.t.Helper()
	e := etl.Extract{Kind: kind, Label: folder}
	err := filepath.WalkDir(filepath.Join(w.dir, folder), func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			e.Paths = append(e.Paths, path)
		}
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	slices.Sort(e.Paths)
	return e
}

func (w *world) load(extracts ...etl.Extract) (*etl.Report, error) {
	return etl.Load(w.t.Context(), w.db, extracts, w.opts)
}

func (w *world) mustLoad(extracts ...etl.Extract) *etl.Report {
	w.t.Helper()
	report, err := w.load(extracts...)
	if err != nil {
		w.t.Fatal(err)
	}
	return report
}

// rows runs a query and gives each row as its values between bars, null as a dash.
func (w *world) rows(query string, args ...any) []string {
	w.t.Helper()
	return queryRows(w.t, w.db, query, args...)
}

func queryRows(t testing.TB, db *sql.DB, query string, args ...any) []string {
	t.Helper()
	result, err := db.QueryContext(context.Background(), query, args...)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = result.Close() }()
	columns, err := result.Columns()
	if err != nil {
		t.Fatal(err)
	}
	rows := []string{}
	for result.Next() {
		values := make([]any, len(columns))
		for i := range values {
			values[i] = new(any)
		}
		if err := result.Scan(values...); err != nil {
			t.Fatal(err)
		}
		words := make([]string, len(columns))
		for i, value := range values {
			switch v := (*value.(*any)).(type) {
			case nil:
				words[i] = "-"
			case time.Time:
				words[i] = v.Format(time.DateOnly)
			default:
				words[i] = fmt.Sprint(v)
			}
		}
		rows = append(rows, strings.Join(words, "|"))
	}
	if err := result.Err(); err != nil {
		t.Fatal(err)
	}
	return rows
}

func (w *world) rejects() []string {
	w.t.Helper()
	return w.rows(`select source_row, column_name, kind, wanted, severity from audit.reject order by all`)
}

func (w *world) notices(rules ...string) []string {
	w.t.Helper()
	return slices.DeleteFunc(w.rows(`select rule, message from audit.notice order by all`), func(row string) bool {
		return len(rules) > 0 && !slices.Contains(rules, strings.SplitN(row, "|", 2)[0])
	})
}

func same(t *testing.T, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n got %s\nwant %s", what, strings.Join(got, "\n     "), strings.Join(want, "\n     "))
	}
}

// reconciles asserts that every record of every file is loaded or rejected, in the report and in
// audit.file, and that audit.reject agrees.
func reconciles(t *testing.T, db *sql.DB, report *etl.Report) {
	t.Helper()
	for _, f := range report.Files {
		if f.Read != f.Loaded+f.Rejected {
			t.Errorf("%s: read %d, loaded %d, rejected %d", f.File, f.Read, f.Loaded, f.Rejected)
		}
	}
	off := queryRows(t, db, `
select file.source_file, file.read, file.loaded, file.rejected, coalesce(refused.records, 0)
from audit.file as file
left join (
    select source_file, count(distinct source_row) as records from audit.reject where severity = 'row' group by source_file
) as refused using (source_file)
where file.table_name <> 'unrecognised' and (read <> loaded + rejected or rejected <> coalesce(refused.records, 0))
order by all`)
	if len(off) > 0 {
		t.Errorf("audit.file does not reconcile: %v", off)
	}
}

const (
	headerColumns   = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n"
	episodesColumns = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
	goodChild       = "a,1,11/07/2010,WBRI,A123456789012,,\n"
	goodEpisode     = "a,01/05/2023,S,C2,N1,U6,PR1,,,,AB1 2CD,ab12cd,1234567\n"
)

func TestBadInput(t *testing.T) {
	utf16 := "\xff\xfe"
	for _, b := range []byte(headerColumns + goodChild) {
		utf16 += string([]byte{b, 0})
	}
	cases := []struct {
		name, file, content  string
		read, loaded         int64
		rejects              []string // row|column|kind|wanted|severity
		faults               []string // messages of files that could not be read
		notices              []string // rule|message
		children, openStarts []string
	}{
		{
			name: "an empty file", file: "2024/header.csv", content: "",
			faults:  []string{"in/2024/header.csv: is empty (wanted: a header row and records)"},
			rejects: []string{"0|-|empty|a header row and records|row"},
		},
		{
			name: "a header only", file: "2024/header.csv", content: headerColumns,
			notices: []string{"no-records|has a header and no records"},
		},
		{
			name: "a missing column", file: "2024/header.csv", content: "CHILD,SEX,DOB,UPN,MOTHER,MC_DOB\na,1,11/07/2010,A123456789012,,\n",
			faults:  []string{"in/2024/header.csv: row 1: column ETHNIC missing (wanted: the columns of header: CHILD, SEX, DOB, ETHNIC, UPN, MOTHER, MC_DOB)"},
			rejects: []string{"1|ETHNIC|header|the columns of header: CHILD, SEX, DOB, ETHNIC, UPN, MOTHER, MC_DOB|row"},
		},
		{
			name: "an unknown column", file: "2024/header.csv",
			content: "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB,Team\na,1,11/07/2010,WBRI,A123456789012,,,North\n",
			read:    1, loaded: 1, children: []string{"a|M|2010-07-11|WBRI"},
			notices: []string{"extra-columns|has columns that the table does not know, kept as received: Team"},
		},
		{
			name: "unrecognised columns", file: "2024/other.csv", content: "name,colour\nrow,blue\n",
			faults: []string{"in/2024/other.csv: row 1: not recognised by its columns (wanted: a header row with all the columns of one of the tables " +
				"header, episodes, reviews, uasc, oc2, oc3, ad1, placed_adoption, prev_perm, missing, social_worker, dolo)"},
			rejects: []string{"1|-|unrecognised|a header row with all the columns of one of the tables " +
				"header, episodes, reviews, uasc, oc2, oc3, ad1, placed_adoption, prev_perm, missing, social_worker, dolo|row"},
		},
		{
			name: "semicolons", file: "2024/header.csv", content: strings.ReplaceAll(headerColumns+goodChild, ",", ";"),
			faults:  []string{"in/2024/header.csv: row 1: is separated by semicolons, not commas (wanted: a comma between cells: save it as CSV (comma delimited))"},
			rejects: []string{"1|-|header|a comma between cells: save it as CSV (comma delimited)|row"},
		},
		{
			name: "UTF-16", file: "2024/header.csv", content: utf16,
			faults:  []string{"in/2024/header.csv: is UTF-16: save it as UTF-8 (wanted: UTF-8 text)"},
			rejects: []string{"0|-|encoding|UTF-8 text|row"},
		},
		{
			name: "a workbook renamed", file: "2024/header.csv", content: "PK\x03\x04\x14\x00\x06\x00",
			faults:  []string{"in/2024/header.csv: is a workbook or zip archive, not CSV (wanted: the sheet saved as UTF-8 CSV)"},
			rejects: []string{"0|-|encoding|the sheet saved as UTF-8 CSV|row"},
		},
		{
			name: "a NUL byte", file: "2024/header.csv", content: headerColumns + "a,1,11/07/2010,WBRI,A12345\x006789012,,\n",
			faults:  []string{"in/2024/header.csv: holds NUL bytes, so it is not text (wanted: UTF-8 text)"},
			rejects: []string{"0|-|encoding|UTF-8 text|row"},
		},
		{
			name: "Windows-1252", file: "2024/header.csv", content: headerColumns + "ren\xe9,1,11/07/2010,WBRI,A123456789012,,\n",
			read: 1, loaded: 1, children: []string{"ren\u00e9|M|2010-07-11|WBRI"},
			notices: []string{"encoding|is not UTF-8: read as Windows-1252"},
		},
		{
			name: "bytes that are no UTF-8 and a byte order mark", file: "2024/header.csv",
			content: "\xef\xbb\xbf" + headerColumns + "a\xc3\x28,1,11/07/2010,WBRI,A123456789012,,\n",
			read:    1, loaded: 1, children: []string{"a\u00c3(|M|2010-07-11|WBRI"},
			notices: []string{"byte-order-mark|begins with a byte order mark: ignored", "encoding|is not UTF-8: read as Windows-1252"},
		},
		{
			name: "a byte order mark", file: "2024/header.csv", content: "\xef\xbb\xbf" + headerColumns + goodChild,
			read: 1, loaded: 1, children: []string{"a|M|2010-07-11|WBRI"},
			notices: []string{"byte-order-mark|begins with a byte order mark: ignored"},
		},
		{
			name: "a byte order mark and a blank row", file: "2024/header.csv", content: "\xef\xbb\xbf" + headerColumns + "\n" + goodChild + ",,,,,,\n",
			read: 1, loaded: 1, children: []string{"a|M|2010-07-11|WBRI"},
			notices: []string{"blank-rows|has 2 blank rows: ignored", "byte-order-mark|begins with a byte order mark: ignored"},
		},
		{
			name: "CRLF", file: "2024/header.csv", content: strings.ReplaceAll(headerColumns+goodChild, "\n", "\r\n"),
			read: 1, loaded: 1, children: []string{"a|M|2010-07-11|WBRI"}, notices: []string{"line-ends|lines end in CRLF"},
		},
		{
			name: "CRLF and a header only", file: "2024/header.csv", content: strings.ReplaceAll(headerColumns, "\n", "\r\n"),
			notices: []string{"no-records|has a header and no records"},
		},
		{
			name: "a stray CRLF in an LF file", file: "2024/header.csv",
			content: headerColumns + goodChild + "b,2,01/02/2011,WBRI,A123456789012,,\r\nc,M,01/02/2011,WBRI,A123456789012,,\n",
			read:    3, loaded: 3, children: []string{"a|M|2010-07-11|WBRI", "b|F|2011-02-01|WBRI", "c|M|2011-02-01|WBRI"},
			notices: []string{
				"code-out-of-year|1 rows: a code that belongs to other collection years: accepted",
				"line-ends|some lines end in CRLF, the others in LF",
			},
		},
		{
			name: "CR alone", file: "2024/header.csv", content: strings.ReplaceAll(headerColumns+goodChild, "\n", "\r"),
			read: 1, loaded: 1, children: []string{"a|M|2010-07-11|WBRI"}, notices: []string{"line-ends|lines end in CR"},
		},
		{
			name: "a row with too many fields", file: "2024/header.csv",
			content: headerColumns + goodChild + "b,2,01/02/2011,WBRI,A123456789012,,,x\nc,2,01/02/2011,WBRI,A123456789012,,\n",
			read:    3, loaded: 2, rejects: []string{"3|-|fields|7 fields, as the header has; the row has 8|row"},
			children: []string{"a|M|2010-07-11|WBRI", "c|F|2011-02-01|WBRI"},
		},
		{
			name: "a row with an empty field too many", file: "2024/header.csv",
			content: headerColumns + "b,2,01/02/2011,WBRI,A123456789012,,,\n" + goodChild + "\"c\",2,01/02/2011,WBRI,A123456789012,,\n",
			read:    3, loaded: 2, rejects: []string{"2|-|fields|7 fields, as the header has; the row has 8|row"},
			children: []string{"a|M|2010-07-11|WBRI", "c|F|2011-02-01|WBRI"},
		},
		{
			name: "a row with too few fields", file: "2024/header.csv",
			content: headerColumns + "b,2,01/02/2011,WBRI\n" + goodChild,
			read:    2, loaded: 1, rejects: []string{"2|-|fields|7 fields, as the header has; the row has 4|row"},
			children: []string{"a|M|2010-07-11|WBRI"},
		},
		{
			name: "a quoted line break before a bad row", file: "2024/header.csv",
			content: headerColumns + "\"a\nb\",1,11/07/2010,WBRI,A123456789012,,\nc,2,31/02/2011,WBRI,A123456789012,,\n",
			read:    2, loaded: 1, rejects: []string{"3|DOB|date|a date as dd/mm/yyyy|row"},
			children: []string{"a\nb|M|2010-07-11|WBRI"},
		},
		{
			name: "an open quotation mark", file: "2024/header.csv",
			content: headerColumns + "\"b,2,01/02/2011,WBRI,A123456789012,,\n" + goodChild + "c,2,01/02/2011,WBRI,A123456789012,,\n",
			read:    3, loaded: 2, rejects: []string{"2|-|fields|a closing quotation mark|row"},
			children: []string{"a|M|2010-07-11|WBRI", "c|F|2011-02-01|WBRI"},
		},
		{
			name: "text behind a closing quotation mark", file: "2024/header.csv",
			content: headerColumns + "\"b\"x,2,01/02/2011,WBRI,A123456789012,,\n" + goodChild,
			read:    2, loaded: 1, rejects: []string{"2|-|fields|a comma after the closing quotation mark|row"},
			children: []string{"a|M|2010-07-11|WBRI"},
		},
		{
			name: "an impossible date", file: "2024/header.csv", content: headerColumns + goodChild + "b,2,31/02/2011,WBRI,A123456789012,,\n",
			read: 2, loaded: 1, rejects: []string{"3|DOB|date|a date as dd/mm/yyyy|row"}, children: []string{"a|M|2010-07-11|WBRI"},
		},
		{
			name: "a year of two digits", file: "2024/header.csv", content: headerColumns + goodChild + "b,2,1/04/2011,WBRI,A123456789012,,\nc,2,01/04/11,WBRI,A123456789012,,\nd,2,01/04/0011,WBRI,A123456789012,,\n",
			read: 4, loaded: 1, children: []string{"a|M|2010-07-11|WBRI"},
			rejects: []string{"3|DOB|date|a date as dd/mm/yyyy|row", "4|DOB|date|a date as dd/mm/yyyy|row", "5|DOB|date|a date as dd/mm/yyyy|row"},
		},
		{
			name: "one form of date in a file", file: "2024/header.csv",
			content: headerColumns + "a,1,2010-07-11,WBRI,A123456789012,,\nb,1,2010-07-12,WBRI,A123456789012,,\nc,1,11/07/2010,WBRI,A123456789012,,\n",
			read:    3, loaded: 2, rejects: []string{"4|DOB|date|a date as yyyy-mm-dd|row"},
			children: []string{"a|M|2010-07-11|WBRI", "b|M|2010-07-12|WBRI"},
		},
		{
			name: "a duplicate child", file: "2024/header.csv",
			content: headerColumns + goodChild + "a,1,12/07/2010,WBRI,A123456789012,,\n" + goodChild,
			read:    3, loaded: 1, children: []string{"a|M|2010-07-11|WBRI"},
			rejects: []string{"3|CHILD|duplicate|one row per child in a file|row", "4|-|duplicate|each record once: an equal one stands above|row"},
		},
		{
			name: "a value that decides no figure", file: "2024/header.csv", content: headerColumns + "a,7,11/07/2010,XXXX,123,2,99/99/2020\n",
			read: 1, loaded: 1, children: []string{"a|-|2010-07-11|-"},
			rejects: []string{
				"2|ETHNIC|code|one of WBRI, WIRI, WIRT, WROM, WOTH, MWBC, MWBA, MWAS, MOTH, AIND, APKN, ABAN, AOTH, BCRB, BAFR, BOTH, CHNE, OOTH, REFU, NOBT; nearest are MOTH, ABAN, AIND|cell",
				"2|MC_DOB|date|a date as dd/mm/yyyy|cell", "2|MOTHER|code|0 or 1|cell", "2|SEX|code|one of 1, 2, M, F, U; nearest are 1, 2, F|cell",
				"2|UPN|code|13 characters, or UN1 to UN7|cell",
			},
		},
		{
			name: "no child", file: "2024/header.csv", content: headerColumns + "  ,1,11/07/2010,WBRI,A123456789012,,\n",
			read: 1, rejects: []string{"2|CHILD|required|a value|row"},
		},
		{
			name: "no collection year", file: "header.csv", content: headerColumns + goodChild,
			faults: []string{"in/header.csv: has no collection year (wanted: four digits (or 2024-25, 202425) in the file's or its folder's name, " +
				"or year: on the extract)"},
			rejects: []string{"0|-|year|four digits (or 2024-25, 202425) in the file's or its folder's name, or year: on the extract|row"},
		},
		{
			name: "an episode that ends before it starts", file: "2024/episodes.csv",
			content: episodesColumns + goodEpisode +
				"b,02/05/2023,S,C2,N1,U6,PR1,01/05/2023,E4A,,,,\nc,02/05/2023,S,C2,N1,U6,PR1,02/05/2023,E4A,,,,\n",
			read: 3, loaded: 1, openStarts: []string{"a|2023-05-01|U6|AB1 2CD"},
			rejects: []string{"3|DEC|order|a date after DECOM|row", "4|DEC|order|a date after DECOM|row"},
		},
		{
			name: "an unknown code", file: "2024/episodes.csv",
			content: strings.ToLower(episodesColumns) + goodEpisode + "b,01/05/2023,Q,C2,N1,U6,PR1,,,,,,\nc,01/05/2023,s ,c2,n1, u6,PR1,,,WHY,SW1,,\n",
			read:    3, loaded: 2, openStarts: []string{"a|2023-05-01|U6|AB1 2CD", "c|2023-05-01|U6|-"},
			rejects: []string{
				"3|rne|code|one of S, L, P, T, B, U; nearest are B, L, P|row", "4|home_post|postcode|a postcode|cell",
				"4|reason_place_change|code|one of CARPL, CLOSE, ALLEG, STAND, APPRR, CREQB, CREQO, CHILD, LAREQ, PLACE, CUSTOD, OTHER; nearest are CHILD, OTHER, CUSTOD|cell",
			},
		},
		{
			name: "a score out of range", file: "2024/oc2.csv",
			content: "CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,HEALTH_ASSESSMENT,SUBSTANCE_MISUSE,INTERVENTION_RECEIVED,INTERVENTION_OFFERED\n" +
				"a,11/07/2010,41,,0,,1,1,1,0,,\nb,11/07/2010,40.0,,0,,1.0,1,1,0,,\nc,11/07/2010,4.5,,0,,1,1,1,0,,\n",
			read: 3, loaded: 1,
			rejects: []string{"2|SDQ_SCORE|range|a number from 0 to 40|row", "4|SDQ_SCORE|integer|a whole number|row"},
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.write("in/"+c.file, c.content)
			w.opts.MaxRejectShare, w.opts.ShareConfigured = 1, true
			report := w.mustLoad(w.extract("ssda903", "in"))
			reconciles(t, w.db, report)
			if report.Read != c.read || report.Loaded != c.loaded {
				t.Errorf("read %d and loaded %d, want %d and %d", report.Read, report.Loaded, c.read, c.loaded)
			}
			var faults []string
			for _, fault := range report.FileFaults {
				faults = append(faults, fault.Error())
			}
			same(t, "file faults", faults, c.faults)
			same(t, "rejects", w.rejects(), c.rejects)
			same(t, "notices", w.notices(), c.notices)
			same(t, "children", w.rows("select child_id, sex, born_on, ethnicity from core.child order by all"), c.children)
			same(t, "episodes", w.rows("select child_id, started_on, placement_type, placement_postcode from core.care_episode order by all"), c.openStarts)
		})
	}
}

func TestOneBadFileDoesNotLoseTheOthers(t *testing.T) {
	w := newWorld(t)
	w.write("in/2024/empty.csv", "")
	w.write("in/2024/header.csv", headerColumns+goodChild)
	w.write("in/2024/header.csv.rejects.csv", "row,column\n1,stale\n")
	report := w.mustLoad(w.extract("ssda903", "in"))
	if len(report.FileFaults) != 1 || report.Loaded != 1 || len(report.Files) != 2 {
		t.Errorf("got %+v", report)
	}
	if _, err := os.Stat(filepath.Join(w.dir, "in/2024/header.csv.rejects.csv")); !os.IsNotExist(err) {
		t.Errorf("the stale reject file still stands: %v", err)
	}
}

func TestRejectFileStandsBesideTheExtract(t *testing.T) {
	w := newWorld(t)
	w.opts.MaxRejectShare, w.opts.ShareConfigured = 1, true
	path := w.write("in/2024/header.csv", headerColumns+"b,2,99/02/2011,WBRI,A123456789012,,\n"+goodChild+"c,2\n"+
		"a,1,\" 12/07/2010\",WBRI,A123456789012,,\n")
	report := w.mustLoad(w.extract("ssda903", "in"))
	rejectFile := path + ".rejects.csv"
	same(t, "reject files", report.RejectFiles, []string{rejectFile})
	info, err := os.Stat(rejectFile)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, want 0600", info.Mode())
	}
	file, err := os.Open(rejectFile)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	records, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	got := make([]string, len(records))
	for i, record := range records {
		got[i] = strings.Join(record, "|")
	}
	same(t, "reject file", got, []string{
		"row|column|kind|wanted|value|table|line",
		"2|DOB|date|a date as dd/mm/yyyy|99/02/2011|header|",
		"4||fields|7 fields, as the header has; the row has 2|c,2|header|",
		"5|CHILD|duplicate|one row per child in a file|a|header|",
	})
}

func TestExtractErrors(t *testing.T) {
	w := newWorld(t)
	path := w.write("in/2024/header.csv", headerColumns+goodChild)
	two := []etl.Authority{{Code: "901", Name: "Northshire"}, {Code: "902", Name: "Southshire"}}
	cases := []struct {
		extract etl.Extract
		areas   []etl.Authority
		want    string
	}{
		{etl.Extract{Kind: "ssda903", Label: "in/*.csv"}, two[:1], "extract in/*.csv: no file matches"},
		{etl.Extract{Kind: "ssda904", Label: "in", Paths: []string{path}}, two[:1], "extract in: kind ssda904: want one of absence, "},
		{etl.Extract{Kind: "ssda903", Label: "in", Paths: []string{path}}, two, "extract in: its files do not name their authority: want authority: with one of the 2 configured codes"},
		{etl.Extract{Kind: "ssda903", Label: "in", Paths: []string{path}, Authority: "903"}, two, "extract in: authority 903: want one of the configured authorities"},
		{etl.Extract{Kind: "ssda903", Label: "in", Paths: []string{path}, Year: 1999}, two[:1], "extract in: year 1999: want a collection year from 2000 to 2035"},
	}
	for _, c := range cases {
		w.opts.Authorities = c.areas
		if _, err := w.load(c.extract); err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
}

func TestTooManyRejectsRefuseTheEntry(t *testing.T) {
	bad := func(n, of int) string {
		text := headerColumns
		for i := range of {
			day := "01/02/2011"
			if i < n {
				day = "31/02/2011"
			}
			text += fmt.Sprintf("c%d,1,%s,WBRI,A123456789012,,\n", i, day)
		}
		return text
	}
	cases := []struct {
		name       string
		bad, of    int
		share      float64
		configured bool
		want       string
	}{
		{"a tenth of a hundred stands", 10, 100, 0, false, ""},
		{
			"more than a tenth of a hundred is refused", 11, 100, 0, false,
			"extract in: 11 of 100 records rejected (11.0%, limit 10.0%): header DOB: date in 11 rows, wanted a date as dd/mm/yyyy",
		},
		{"a half of fewer than a hundred stands", 49, 98, 0, false, ""},
		{
			"more than a half of fewer than a hundred is refused", 50, 99, 0, false,
			"extract in: 50 of 99 records rejected (50.5%, limit 50.0%): header DOB: date in 50 rows, wanted a date as dd/mm/yyyy",
		},
		{
			"a configured share holds for a small file", 1, 4, 0.2, true,
			"extract in: 1 of 4 records rejected (25.0%, limit 20.0%): header DOB: date in 1 rows, wanted a date as dd/mm/yyyy",
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			w.opts.MaxRejectShare, w.opts.ShareConfigured = c.share, c.configured
			path := w.write("in/2024/header.csv", bad(c.bad, c.of))
			report, err := w.load(w.extract("ssda903", "in"))
			if fmt.Sprint(err) != c.want && (err != nil || c.want != "") {
				t.Errorf("got %v, want %s", err, c.want)
			}
			if report.Rejected != int64(c.bad) {
				t.Errorf("%d rejected, want %d", report.Rejected, c.bad)
			}
			if _, err := os.Stat(path + ".rejects.csv"); err != nil {
				t.Errorf("no reject file: %v", err)
			}
			if filled := len(w.rows("select 1 from core.child")) > 0; filled != (c.want == "") {
				t.Errorf("core filled: %v", filled)
			}
		})
	}
}

// TestFileThatCannotBeOpened covers a file that vanished between listing and reading.
func TestFileThatCannotBeOpened(t *testing.T) {
	w := newWorld(t)
	report := w.mustLoad(etl.Extract{Kind: "ssda903", Label: "in", Paths: []string{filepath.Join(w.dir, "gone.csv")}})
	if len(report.FileFaults) != 1 || report.FileFaults[0].Error() != "gone.csv: cannot be opened (wanted: a file that can be read)" {
		t.Errorf("got %v", report.FileFaults)
	}
}

func textLogger(out io.Writer) *slog.Logger {
	return slog.New(slog.NewTextHandler(out, &slog.HandlerOptions{Level: slog.LevelDebug}))
}

// Small files are read together; a row must lead back to its own file and line all the same.
func TestRowsLeadBackToTheirFiles(t *testing.T) {
	w := newWorld(t)
	const files, rows = 60, 40
	for i := range files {
		text := headerColumns
		if i%7 == 3 {
			text = "MC_DOB," + strings.Replace(text, ",MC_DOB", "", 1)
		}
		for row := 2; row < rows+2; row++ {
			line := fmt.Sprintf("f%d_%d,1,11/07/2010,WBRI,A123456789012,", i, row)
			switch {
			case i%7 == 3:
				line = "," + line
			case i == 20 && row == 9:
				line += ",,,"
			default:
				line += ","
			}
			text += line + "\n"
		}
		w.write(fmt.Sprintf("in/2024/header_%02d.csv", i), text)
	}
	report := w.mustLoad(w.extract("ssda903", "in"))
	reconciles(t, w.db, report)
	if report.Read != files*rows || report.Rejected != 1 {
		t.Errorf("read %d, rejected %d", report.Read, report.Rejected)
	}
	same(t, "rejects", w.rejects(), []string{"9|-|fields|7 fields, as the header has; the row has 9|row"})
	same(t, "rows", w.rows(`
select count(*) from raw.ssda903_header
where "CHILD" <> 'f' || cast(regexp_extract(source_file, '([0-9]+).csv', 1) as integer) || '_' || source_row`), []string{"0"})
	same(t, "children", w.rows("select count(*) from core.child"), []string{fmt.Sprint(files*rows - 1)})
}
