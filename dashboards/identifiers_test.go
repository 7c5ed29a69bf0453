package dashboards_test

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sightline/dashboards"
)

const somebody = `
insert into core.child (area_code, child_id, born_on) values ('204', 'ZZ00001', date '2012-05-01'), ('204', 'A12', date '2025-03-31');
insert into core.worker (area_code, worker_id, swe_number, agency, fte) values ('204', 'E0107', 'SW100107', false, 1);
insert into core.care_episode (area_code, child_id, started_on, reason_new_episode, legal_status, placement_type, home_postcode)
values ('204', 'ZZ00001', date '2024-01-01', 'S', 'C2', 'U6', 'ZZ5 1AU');
create schema if not exists raw;
create table raw.ssd_person (pers_forename varchar, pers_surname varchar, "PersonUPN" varchar, pers_upn_unknown varchar, pers_dob varchar);
insert into raw.ssd_person values ('Zoë', 'Featherstone', 'Z000123456781', 'UN1', '02/06/2013');
`

// A notice stands on every page. An identifier in it stops the publication, and the one before it stands.
func TestAnIdentifierOnAPageStopsThePublication(t *testing.T) {
	db := world(t)
	execute(t, db, somebody)
	dir := t.TempDir()
	var log strings.Builder
	opts := options(t, dir)
	opts.Log = slog.New(slog.NewTextHandler(&log, nil))
	opts.Notice = "Figures for the year to 31 March 2025, children A12 and others."
	if _, err := dashboards.Publish(context.Background(), db, opts); err != nil {
		t.Fatal(err)
	}
	before, err := filepath.EvalSymlinks(filepath.Join(dir, "current"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`kind="a child's id" count=1`, `kind="a date of birth" count=1`} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("the log does not count what cannot be told, %s:\n%s", want, log.String())
		}
	}
	tree := files(t, before)
	if page := tree["internal/data-quality.html"]; !strings.Contains(page, `<th scope="row">A date of birth</th><td>a day on which a period begins or ends, or that an extract, a target or a definition names</td><td class="n">1</td>`) {
		t.Error("the internal page of data quality does not count the dates of birth that cannot be told")
	}
	if strings.Contains(tree["public/data-quality.html"], "date of birth") {
		t.Error("the public page of data quality tells of dates of birth")
	}
	for value, kind := range map[string]string{
		"ZZ00001": "a child's id", "1 May 2012": "a date of birth", "Z000123456781": "a pupil or health service number", "zoe featherstone": "a person's full name",
	} {
		opts.Notice = "About <" + value + ">."
		_, err := dashboards.Publish(context.Background(), db, opts)
		var found *dashboards.IdentifierError
		if !errors.As(err, &found) {
			t.Errorf("%s: error is %v", value, err)
			continue
		}
		message := err.Error()
		if strings.Contains(message, value) || !strings.Contains(message, kind) || !strings.Contains(message, "public/") || !strings.Contains(message, "what was published before still stands") {
			t.Errorf("%s: the message is %q", value, message)
		}
		now, err := filepath.EvalSymlinks(filepath.Join(dir, "current"))
		if err != nil || now != before {
			t.Errorf("%s: current is %s (%v), was %s", value, now, err, before)
		}
	}
}

// A column that core gets later either holds an identifier and is searched for, or is listed here as one that does not.
func TestEveryColumnOfCoreIsSearchedForOrTellsOfNobody(t *testing.T) {
	rows, err := world(t).QueryContext(context.Background(), `
		select table_name, column_name from duckdb_columns()
		where schema_name = 'core' and data_type in ('VARCHAR', 'DATE') order by all`)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	text, err := os.ReadFile("testdata/core_columns.txt")
	if err != nil {
		t.Fatal(err)
	}
	nobody := map[string]bool{}
	for line := range strings.Lines(string(text)) {
		nobody[strings.TrimSpace(line)] = true
	}
	count := 0
	for rows.Next() {
		var table, column string
		if err := rows.Scan(&table, &column); err != nil {
			t.Fatal(err)
		}
		kind := dashboards.IdentifyingColumn(table, column)
		if count++; (kind == "") != nobody[column] && table != "postcode" {
			t.Errorf("core.%s, column %s: is searched for as %q; listed in testdata/core_columns.txt as of nobody: %v", table, column, kind, nobody[column])
		}
	}
	if err := rows.Err(); err != nil || count < 200 {
		t.Errorf("%d columns, %v", count, err)
	}
}
