package etl

import (
	"context"
	"database/sql"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"sightline/etl/warehouse"
)

// lanesOf opens a warehouse in memory with the given number of lanes.
func lanesOf(t *testing.T, count int) (db *sql.DB, lanes []*sql.Conn) {
	t.Helper()
	db, err := warehouse.Memory(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	for range count {
		conn, err := db.Conn(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = conn.Close() })
		lanes = append(lanes, conn)
	}
	return db, lanes
}

func threads(t *testing.T, db *sql.DB) (count int) {
	t.Helper()
	if err := db.QueryRowContext(t.Context(), "select current_setting('threads')").Scan(&count); err != nil {
		t.Fatal(err)
	}
	return count
}

// Whatever runs beside what, a model sees what those before it wrote and nothing of those behind it.
func TestModelsOnLanesSeeWhatThoseBeforeThemWrote(t *testing.T) {
	for _, count := range []int{1, 2, 3} {
		db, lanes := lanesOf(t, count)
		before := threads(t, db)
		var texts []string
		for chain := range 4 {
			texts = append(texts, fmt.Sprintf("create table step_%d as select 0 as i;", chain))
		}
		for i := range 20 {
			for chain := range 4 {
				// Slower or faster, so that the chains overtake each other.
				texts = append(texts, fmt.Sprintf("insert into step_%d select max(i) + 1 from step_%[1]d where (select count(*) from range(%d)) > 0;",
					chain, 1+(i*chain%5)*200_000))
			}
		}
		texts = append(texts, "create table total as select sum(i) as i from (from step_0 union all from step_1 union all from step_2 union all from step_3);")
		var models []*model
		for i, text := range texts {
			models = append(models, readModel(fmt.Sprint(i), text))
		}
		markHome(models)
		if err := runOnLanes(t.Context(), lanes, modelTasks(models)); err != nil {
			t.Fatal(err)
		}
		var total int
		if err := db.QueryRowContext(t.Context(), "select i from total").Scan(&total); err != nil {
			t.Fatal(err)
		}
		if want := 4 * 20 * 21 / 2; total != want {
			t.Errorf("%d lanes: %d, want %d", count, total, want)
		}
		if after := threads(t, db); after != before {
			t.Errorf("%d lanes: %d threads afterwards, %d before", count, after, before)
		}
	}
}

// The first error ends the run, what had not begun is left, and no lane is left running.
func TestAnErrorOnALaneStopsTheOthers(t *testing.T) {
	db, lanes := lanesOf(t, 2)
	before := threads(t, db)
	models := []*model{
		readModel("good", "create table good as select 1 as i;"),
		readModel("bad", "create table bad as select error('no') as i;"),
		readModel("after", "create table after_bad as select * from bad;"),
	}
	markHome(models)
	if err := runOnLanes(t.Context(), lanes, modelTasks(models)); err == nil || !strings.HasPrefix(err.Error(), "bad: ") {
		t.Fatalf("error %v, want that of the model bad", err)
	}
	var made int
	if err := db.QueryRowContext(t.Context(), "select count(*) from duckdb_tables() where table_name in ('bad', 'after_bad')").Scan(&made); err != nil {
		t.Fatal(err)
	}
	if made != 0 || threads(t, db) != before {
		t.Errorf("%d tables made, %d threads, %d before", made, threads(t, db), before)
	}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	if err := runOnLanes(stopped, lanes, modelTasks(models[:1])); err == nil {
		t.Error("no error of a run that was stopped before it began")
	}
}

// The models of staging may run side by side where they share nothing, and only there.
func TestModelsThatShareATableKeepTheirOrder(t *testing.T) {
	sources, err := loadSources(sourceFiles)
	if err != nil {
		t.Fatal(err)
	}
	names, err := fs.Glob(stagingFiles, "staging/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	models := map[string]*model{}
	var list []*model
	for _, name := range names {
		text, err := fs.ReadFile(stagingFiles, name)
		if err != nil {
			t.Fatal(err)
		}
		short := strings.TrimSuffix(strings.TrimPrefix(name, "staging/"), ".sql")
		models[short] = readModel(name, string(text))
		list = append(list, models[short])
	}
	markHome(list)
	for _, pair := range []struct {
		first, second string
		conflict      bool
	}{
		{"00_reported", "03_ssd", true},
		{"03_ssd", "10_child", true},
		{"04_annex_a", "12_assessment", true},
		{"12_assessment", "13_assessment_factor", true},  // core.assessment
		{"14_section47", "16_0_census_conference", true}, // core.section47
		{"85_ledger_line", "93_control_total", true},     // audit.file
		{"11_referral", "12_assessment", false},          // both only add notices
		{"16_0_census_conference", "17_cin_plan", false},
		{"13_assessment_factor", "18_protection_plan", false},
	} {
		if got := models[pair.first].conflicts(models[pair.second]); got != pair.conflict {
			t.Errorf("%s and %s keep their order: %t, want %t", pair.first, pair.second, got, pair.conflict)
		}
	}
	for name, home := range map[string]bool{
		"84_code_map": true, "85_ledger_line": true, "86_budget_line": true,
		"10_child": false, "11_referral": false, "13_assessment_factor": false,
	} {
		if models[name].home != home {
			t.Errorf("%s runs on the load's own connection: %t, want %t", name, models[name].home, home)
		}
	}
	// A model that reads typed records of a connection's own would not find them on another.
	for _, src := range sources {
		for _, tbl := range src.Tables {
			for _, m := range list {
				if slices.Contains(m.temporary, tbl.typedName()) {
					t.Errorf("%s makes %s anew", m.name, tbl.typedName())
				}
			}
		}
	}
}
