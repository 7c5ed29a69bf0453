package etl_test

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"sightline/etl"
	"sightline/etl/checks"
	"sightline/etl/sample"
)

var sampleEnd = time.Date(2026, time.March, 31, 0, 0, 0, 0, time.UTC)

// sampled is a folder of invented extracts, loaded as its configuration says.
func sampled(t *testing.T, opts sample.Options, kinds map[string]string) (*world, *etl.Report) {
	t.Helper()
	w := newWorld(t)
	opts.YearEnd = sampleEnd
	if err := sample.Write(t.Context(), w.dir, opts, nil); err != nil {
		t.Fatal(err)
	}
	w.opts.Authorities = []etl.Authority{{Code: "601", Name: "Wexmoor"}}
	w.opts.AsAt = sampleEnd
	var extracts []etl.Extract
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		e := w.extract(kind, kinds[kind])
		if kind == "ledger" || kind == "budget" {
			e.CostCentres = filepath.Join(w.dir, "extracts", "maps", "cost_centres.csv")
			e.Accounts = filepath.Join(w.dir, "extracts", "maps", "accounts.csv")
		}
		extracts = append(extracts, e)
	}
	report := w.mustLoad(extracts...)
	for _, file := range report.Files {
		if file.Read != file.Loaded+file.Rejected {
			t.Errorf("%s %s: %d read, %d loaded, %d rejected", file.File, file.Table, file.Read, file.Loaded, file.Rejected)
		}
	}
	same(t, "rejected rows and audit.reject", w.rows(`select source_file, table_name, rejected from audit.file where rejected > 0 order by all`),
		w.rows(`select source_file, table_name, count(distinct source_row) from audit.reject where severity = 'row' and table_name is not null group by all order by all`))
	return w, report
}

// sampleKinds are the extracts of a sample and where they stand.
func sampleKinds(more ...string) map[string]string {
	kinds := map[string]string{"population": "extracts/population.csv"}
	for _, kind := range append(more, "ssda903", "workforce", "absence", "ledger", "allocation", "budget", "placement_cost", "targets") {
		kinds[kind] = "extracts/" + kind
	}
	return kinds
}

// planted reads faults.csv: what is said of each place, by severity.
func planted(t *testing.T, w *world) map[string][]string {
	t.Helper()
	file, err := os.Open(filepath.Join(w.dir, "faults.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if header := strings.Join(rows[0], ","); header != "file,table,row,column,kind,severity,note" {
		t.Fatalf("the header of faults.csv is %s", header)
	}
	lists := map[string][]string{}
	for _, row := range rows[1:] {
		at := strings.Join(row[:5], "|")
		lists[row[5]] = append(lists[row[5]], at)
	}
	for _, list := range lists {
		slices.Sort(list)
	}
	return lists
}

// found runs the checks and gives the findings of a severity as file, row and check.
func (w *world) found(severity checks.Severity) []string {
	w.t.Helper()
	all, err := checks.Embedded()
	if err != nil {
		w.t.Fatal(err)
	}
	if _, err := checks.Run(w.t.Context(), w.db, all, checks.Moment{AsAt: sampleEnd, Today: sampleEnd.AddDate(0, 0, 1)}); err != nil {
		w.t.Fatal(err)
	}
	return w.rows(`select coalesce(source_file, ''), coalesce(source_row, 0), check_id from audit.finding where severity = ? order by all`, string(severity))
}

// A sample without faults loads whole and nothing in it is wrong.
func TestSampleWithoutFaults(t *testing.T) {
	for _, seed := range []uint64{1, 5} {
		w, report := sampled(t, sample.Options{Areas: 1, Years: 4, Children: 300, Seed: seed}, sampleKinds("cin_census"))
		if report.Rejected != 0 || len(report.FileFaults) > 0 || report.Read < 10000 {
			t.Errorf("seed %d: %d records read, %d rejected, faults %v", seed, report.Read, report.Rejected, report.FileFaults)
		}
		same(t, "rejects", w.rejects(), nil)
		same(t, "findings that fail", w.found(checks.Fail), nil)
	}
}

// compare reports what is only in one of two sorted lists.
func compare(t *testing.T, what string, got, want []string) {
	t.Helper()
	for len(got) > 0 || len(want) > 0 {
		switch c := cmp.Compare(strings.Join(got[:min(1, len(got))], ""), strings.Join(want[:min(1, len(want))], "")); {
		case c == 0:
			got, want = got[1:], want[1:]
		case len(want) == 0 || c < 0 && len(got) > 0:
			t.Errorf("%s: not planted: %s", what, got[0])
			got = got[1:]
		default:
			t.Errorf("%s: not found: %s", what, want[0])
			want = want[1:]
		}
	}
}

// Of a sample with faults exactly those are reported that faults.csv lists.
func TestSampleWithFaults(t *testing.T) {
	w, report := sampled(t, sample.Options{Areas: 1, Years: 3, Children: 400, Seed: 3, Faults: true}, sampleKinds("cin_census"))
	lists := planted(t, w)
	for _, severity := range []string{"row", "cell"} {
		got := w.rows(`select source_file, table_name, source_row, coalesce(column_name, ''), kind from audit.reject where severity = ?`, severity)
		slices.Sort(got)
		compare(t, severity, got, without(lists[severity], "/annex_a/"))
	}
	var want []string
	for _, place := range without(lists["fail"], "/annex_a/") {
		part := strings.Split(place, "|")
		want = append(want, part[0]+"|"+part[2]+"|"+part[4])
	}
	slices.Sort(want)
	got := w.found(checks.Fail)
	slices.Sort(got)
	compare(t, "findings", got, want)
	for _, place := range without(lists["note"], "/annex_a/") {
		part := strings.Split(place, "|")
		if !slices.ContainsFunc(report.Notices, func(n etl.Notice) bool { return n.File == part[0] && n.Rule == part[4] }) {
			t.Errorf("no notice: %s", place)
		}
	}
}

// Files that cannot be read are refused one by one, each for its own reason.
func TestSampleWithBrokenFiles(t *testing.T) {
	kinds := map[string]string{}
	for _, kind := range []string{"ssda903", "cin_census", "annex_a", "ledger"} {
		kinds[kind] = "broken/" + kind
	}
	w, report := sampled(t, sample.Options{Areas: 1, Years: 2, Children: 60, Seed: 4, Faults: true}, kinds)
	var got []string
	for _, fault := range report.FileFaults {
		got = append(got, fmt.Sprintf("%s||%d|%s|%s", fault.File, fault.Row, fault.Column, fault.Kind))
	}
	slices.Sort(got)
	compare(t, "files", got, planted(t, w)["file"])
}

// without leaves out the places in a folder.
func without(places []string, folder string) []string {
	return slices.DeleteFunc(slices.Clone(places), func(place string) bool { return strings.Contains(place, folder) })
}

// The workbook's faults, read instead of the census.
func TestSampleListsWithFaults(t *testing.T) {
	kinds := map[string]string{"annex_a": "extracts/annex_a"}
	w, report := sampled(t, sample.Options{Areas: 1, Years: 2, Children: 200, Seed: 4, Faults: true}, kinds)
	lists := planted(t, w)
	for _, severity := range []string{"row", "cell"} {
		got := w.rows(`select source_file, table_name, source_row, coalesce(column_name, ''), kind from audit.reject where severity = ?`, severity)
		slices.Sort(got)
		var want []string
		for _, place := range lists[severity] {
			if strings.Contains(place, "/annex_a/") {
				want = append(want, place)
			}
		}
		compare(t, severity, got, want)
	}
	if !slices.ContainsFunc(report.Notices, func(n etl.Notice) bool { return n.Rule == "error-values" }) {
		t.Error("no notice of the cell that shows an error")
	}
}
