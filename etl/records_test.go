package etl

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"sightline/etl/warehouse"
)

func readAll(t *testing.T, text string) (records []record) {
	t.Helper()
	reader := newRecordReader(strings.NewReader(text), '\n')
	for {
		rec, err := reader.next()
		if errors.Is(err, io.EOF) {
			return records
		}
		if err != nil {
			t.Fatal(err)
		}
		records = append(records, rec)
	}
}

// One slip with a quotation mark costs one record, wherever the next mark stands.
func TestQuotationMarksThatDoNotAddUp(t *testing.T) {
	for text, want := range map[string][]string{
		"\"a,b\nc,d\ne,f\n":     {"1 a closing quotation mark", "2 c|d", "3 e|f"},
		"\"a,b\n\"c\",d\ne,f\n": {"1 a comma after the closing quotation mark", "2 c|d", "3 e|f"},
		"a,\"b\nc\"\ne,f\n":     {"1 a|b\nc", "2 e|f"},
		"a,\"b\"\"c\"\r\n\r\nd": {"1 a|b\"c", "2 ", "3 d"},
		"a\"b,5\" x\n":          {"1 a\"b|5\" x"},
	} {
		var got []string
		for _, rec := range readAll(t, text) {
			got = append(got, strings.TrimSuffix(strings.Join([]string{string(rune('0' + rec.row)), rec.fault + strings.Join(rec.fields, "|")}, " "), "\x00"))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

// Where the standard library reads a text without complaint, our reader finds the same records.
func FuzzRecords(f *testing.F) {
	for _, seed := range []string{
		"a,b\nc,d\n", "\"a\nb\",c\r\n\r\nd,e", "\"a\"\"b\",\"\"\n", "\"open\na,b\n", "\"x\"y,z\nq\n", ",,,\n", "\"\n\n\"\n",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var rows int64
		var got [][]string
		sound := true
		for _, rec := range readAll(t, text) {
			if rec.row != rows+1 {
				t.Fatalf("row %d after %d", rec.row, rows)
			}
			rows = rec.row
			sound = sound && rec.fault == ""
			if rec.fields != nil {
				got = append(got, rec.fields)
			}
		}
		standard := csv.NewReader(strings.NewReader(text))
		standard.FieldsPerRecord = -1
		want, err := standard.ReadAll()
		if err != nil || !sound || strings.Contains(strings.ReplaceAll(text, "\r\n", ""), "\r") {
			return
		}
		// The standard reader keeps a line of spaces as a record; a spreadsheet shows it as blank.
		want = slices.DeleteFunc(want, func(fields []string) bool { return len(fields) == 1 && strings.TrimSpace(fields[0]) == "" })
		got = slices.DeleteFunc(got, func(fields []string) bool { return len(fields) == 1 && strings.TrimSpace(fields[0]) == "" })
		if !slices.EqualFunc(got, want, slices.Equal) {
			t.Fatalf("got %q, want %q", got, want)
		}
	})
}

// Whatever the bytes, a survey ends, the header search ends, and a file that is split has every
// record in one of the copies, which the standard library reads back.
func FuzzReadHeader(f *testing.F) {
	sources, err := loadSources(sourceFiles)
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range []string{
		"CHILD,DOB,DOLO_START,DOLO_END\na,1,2,3\n", "\xef\xbb\xbfCHILD,DOB\n", "\xff\xfeC\x00", "title,,\n\nCHILD,DOB,DOLO_START,DOLO_END\n\"a\n",
		"Period,Cost Centre,Account,Amount\r\n202401,C1,5,\xa31\r\n", "PK\x03\x04", "", "a\rb\rc", "\xe2\x82",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		s, err := surveyReader(bytes.NewReader(content))
		if err != nil {
			t.Fatal(err)
		}
		if s.size != int64(len(content)) {
			t.Fatalf("size %d of %d", s.size, len(content))
		}
		if s.fault != nil {
			return
		}
		records, rows, err := s.headRecords()
		if err != nil {
			return
		}
		for _, src := range sources {
			layout, fault := recognise(src, records, rows)
			if (layout == nil) == (fault == nil) {
				t.Fatal("want a layout or a fault")
			}
			if layout != nil {
				checkSplit(t, s, layout, content)
			}
		}
	})
}

func checkSplit(t *testing.T, s *survey, layout *layout, content []byte) {
	t.Helper()
	var good, bad bytes.Buffer
	goodOut, badOut := bufio.NewWriter(&good), bufio.NewWriter(&bad)
	count, err := splitText(s.text(bytes.NewReader(content)), s.end, layout, goodOut, badOut)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(goodOut.Flush(), badOut.Flush()); err != nil {
		t.Fatal(err)
	}
	for text, want := range map[*bytes.Buffer]int64{&good: count.good, &bad: count.bad} {
		records, err := csv.NewReader(text).ReadAll()
		if err != nil || int64(len(records)-1) != want {
			t.Fatalf("%d records written, %d read back: %v", want, len(records)-1, err)
		}
	}
	if s.plain && layout.headerRow == 1 && s.commas == s.lines*int64(len(layout.names)-1) && count.bad+count.good != s.lines-1 {
		t.Fatalf("%d lines, but %d records", s.lines-1, count.good+count.bad)
	}
}

func TestSourceFilesAreStrict(t *testing.T) {
	const good = "kind: k\ntitle: t\ncarriers: [csv]\ntables:\n  - name: t\n    feeds: [x]\n    columns:\n      - {name: A, type: text}\n"
	for change, want := range map[string]string{
		"":                                           "",
		"carriers: [csv]|carriers: [csx]":            "sources/k.yaml: carrier \"csx\": want csv, xml, xlsx, parquet",
		"kind: k|kind: j":                            "sources/k.yaml: kind \"j\": want k, as the file is named",
		"type: text|type: t":                         "sources/k.yaml: table t: column A: type \"t\": want one of text, code, date, any_date, date_or_zz, integer, decimal, money, boolean, boolean01, postcode",
		"text}|text, codes: Q}":                      "sources/k.yaml: table t: column A: no code list Q",
		"text}|text, fault: file}":                   "sources/k.yaml: table t: column A: fault \"file\": want row or cell",
		"text}|text, pattern: x}":                    "sources/k.yaml: table t: column A: want pattern and wanted together",
		"feeds: [x]|area_column: B":                  "sources/k.yaml: table t: area_column: no column B",
		"feeds: [x]|repeats: sometimes":              "sources/k.yaml: table t: repeats \"sometimes\": want keep or nothing",
		"carriers: [csv]|carriers: [xml]":            "sources/k.yaml: want document: with the carrier xml, and only with it",
		"feeds: [x]|parent: p":                       "sources/k.yaml: table t: parent: no table p",
		"feeds: [x]|identity: [B]":                   "sources/k.yaml: table t: identity: no column B in the table, and none that it carries",
		"feeds: [x]|orphans: keep\n    carries: [B]": "sources/k.yaml: table t: orphans: a record that carries what its parent says is nothing without it",
		"feeds: [x]|carries: [B]":                    "sources/k.yaml: table t: carries: no column B in a parent",
		"feeds: [x]|when: A is null":                 "sources/k.yaml: table t: when: want an element",
		"feeds: [x]|resubmitted_by: B":               "sources/k.yaml: table t: resubmitted_by: no column B",
		"text}|text, inherit: B}":                    "sources/k.yaml: table t: column A: inherit: no column B in a parent",
		"text}|text, spelled: true}":                 "sources/k.yaml: table t: column A: spelled without codes",
		"title: t|title: t\ncolour: red":             "sources/k.yaml: [3:1] unknown field \"colour\"",
		"title: t|title: t\ntitle: again ":           "sources/k.yaml: [3:1] mapping key \"title\" already defined at [2:1]",
	} {
		text := good
		if from, to, found := strings.Cut(change, "|"); found {
			text = strings.Replace(good, from, to, 1)
		}
		_, err := loadSources(fstest.MapFS{"sources/k.yaml": {Data: []byte(text)}})
		got := ""
		if err != nil {
			got = strings.SplitN(err.Error(), "\n", 2)[0]
		}
		if got != want {
			t.Errorf("%s: got %s, want %s", change, got, want)
		}
	}
}

// A kind that comes as CSV is one file in sources and one model: the loader knows it by those alone.
func TestNewKindNeedsNoGo(t *testing.T) {
	files := fstest.MapFS{
		"sources/visit.yaml": {Data: []byte(`
kind: visit
title: visits
carriers: [csv]
tables:
  - name: visits
    feeds: [care_review]
    columns:
      - {name: Child ref, type: text, required: true}
      - {name: Seen on, type: date, required: true, aliases: [visited]}
      - {name: Outcome, type: code, codes: OUTCOME, fault: cell}
codes:
  OUTCOME:
    - {code: "SEEN", means: seen}
`)},
		"staging/10_care_review.sql": {Data: []byte(`
insert into core.care_review (area_code, child_id, reviewed_on, review_code, source_file, source_row)
select area_code, "child ref", "seen on", outcome, source_file, source_row
from typed_visit_visits;`)},
	}
	db, err := warehouse.Memory(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	conn, err := db.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	sources, err := loadSources(files)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "visits.csv")
	if err := os.WriteFile(path, []byte("visited,CHILD REF,outcome\n2024-05-01,a,seen\n2024-05-41,b,seen\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	l := &loader{
		Options: Options{Root: dir, Authorities: []Authority{{Code: "901"}}, Log: slog.New(slog.DiscardHandler)},
		db:      db, conn: conn, sources: sources, staging: files, report: &Report{}, tables: map[string]*rawTable{},
	}
	if err := l.load(t.Context(), []Extract{{Kind: "visit", Label: "visits", Paths: []string{path}}}); err != nil {
		t.Fatal(err)
	}
	var got string
	err = conn.QueryRowContext(t.Context(), `select string_agg(area_code || child_id || reviewed_on || review_code || source_row) from core.care_review`).Scan(&got)
	if err != nil || got != "901a2024-05-01SEEN2" || l.report.Read != 2 || l.report.Rejected != 1 {
		t.Errorf("got %s, %+v, %v", got, l.report, err)
	}
}
