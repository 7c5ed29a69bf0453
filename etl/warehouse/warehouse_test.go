package warehouse_test

import (
	"database/sql"
	"path/filepath"
	"testing"

	"sightline/etl/warehouse"
)

// A run that has more to sort than fits into memory writes it to its temporary folder. Whoever asks for a
// connection after that must get one: at England's size a run once failed when it was about to publish.
func TestBuildGivesConnectionsAfterMemoryRanOut(t *testing.T) {
	t.Parallel()
	build, err := warehouse.Build(t.Context(), t.TempDir(), "1")
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := build.Discard(); err != nil {
			t.Error(err)
		}
	}()
	first, err := build.DB().Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer closed(t, first)
	spill(t, first)
	second, err := build.DB().Conn(t.Context())
	if err != nil {
		t.Fatalf("a connection after memory ran out: %v", err)
	}
	defer closed(t, second)
	var limit, zone string
	const settings = "select current_setting('memory_limit'), current_setting('TimeZone')"
	if err := second.QueryRowContext(t.Context(), settings).Scan(&limit, &zone); err != nil {
		t.Fatal(err)
	}
	if limit != "22.8 MiB" {
		t.Errorf("memory limit %s: what was set for the whole database was set again by a connection", limit)
	}
	if zone != "UTC" {
		t.Errorf("time zone %s, want UTC on every connection", zone)
	}
	if _, err := second.ExecContext(t.Context(), "select count(*) from core.child"); err != nil {
		t.Errorf("a connection does not find the warehouse: %v", err)
	}
}

// A reader keeps what does not fit into memory beside the warehouse, where only its owner may look, in a
// folder that no other reader writes to, and removes it in the end.
func TestReaderSpillsBesideTheWarehouse(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	build, err := warehouse.Build(t.Context(), dir, "1")
	if err != nil {
		t.Fatal(err)
	}
	if err := build.Promote(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	folders := func() []string {
		found, err := filepath.Glob(filepath.Join(dir, "reader_tmp_*"))
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	var open []*sql.DB
	var held []*sql.Conn
	for range 2 {
		db, err := warehouse.OpenCurrent(t.Context(), dir)
		if err != nil {
			t.Fatal(err)
		}
		conn, err := db.Conn(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		open, held = append(open, db), append(held, conn)
		spill(t, conn)
	}
	if found := folders(); len(found) != len(open) {
		t.Errorf("%d readers that ran out of memory wrote to %q", len(open), found)
	}
	for i, db := range open {
		closed(t, held[i])
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}
	if found := folders(); len(found) != 0 {
		t.Errorf("left behind: %q", found)
	}
}

// spill has a connection keep more than fits into its memory.
func spill(t *testing.T, conn *sql.Conn) {
	t.Helper()
	for _, statement := range []string{
		"set memory_limit = '24MB'",
		"create temp table long as select i, repeat(hash(i)::varchar, 8) as text from range(300000) as r(i)",
	} {
		if _, err := conn.ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	var size int64
	if err := conn.QueryRowContext(t.Context(), "select coalesce(sum(size), 0) from duckdb_temporary_files()").Scan(&size); err != nil {
		t.Fatal(err)
	}
	if size == 0 {
		t.Fatal("nothing was written to the temporary folder: the test asks nothing")
	}
}

func closed(t *testing.T, conn *sql.Conn) {
	t.Helper()
	if err := conn.Close(); err != nil {
		t.Error(err)
	}
}
