package main

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sightline/etl/database/postgrestest"

	_ "github.com/jackc/pgx/v5/stdlib"
)

// Any kind may come from a database: the same figures as from the files, and neither the connection
// text nor a value of a record in anything that is said.
func TestExtractFromDatabase(t *testing.T) {
	dsn := postgrestest.Start(t)
	db, err := sql.Open("pgx", dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	for _, statement := range []string{
		`create table episode ("CHILD" text, "DECOM" date, "RNE" char(1), "LS" text, "CIN" text, "PLACE" text, "PLACE_PROVIDER" text,
			"DEC" timestamp, "REC" text, "REASON_PLACE_CHANGE" text, "HOME_POST" text, "PL_POST" text, "URN" text)`,
		`insert into episode values
			('child-marker-1', '2024-05-01', 'S', 'C2', 'N1', 'U6', 'PR1', null, null, null, null, null, null),
			('child-marker-2', '2024-06-01', 'S', 'V2', 'N1', 'K2', 'PR4', '2025-01-10 00:00', 'E4A', null, null, null, null),
			('child-marker-3', '2024-06-01', 'S', 'V2', 'N1', 'code-marker', 'PR4', null, null, null, null, null, null)`,
	} {
		if _, err := db.ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	dir := t.TempDir()
	write := func(name, query string) string {
		path := filepath.Join(dir, name)
		text := fmt.Sprintf(`authority: {code: "901", name: Northshire}
extracts:
  - {kind: ssda903, database: {driver: postgres, dsn_env: CASE_SYSTEM}, query: %q, year: 2025, quality: {max_reject_share: 0.5}}
`, query)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	t.Setenv("CASE_SYSTEM", dsn)
	good := write("sightline.yaml", `select * from episode order by "CHILD"`)
	stdout, stderr, code := try(t, "run", "--config", good, "--as-at", "2025-03-31", "--until", "compute")
	if code != exitDone || !strings.Contains(stdout, "read 3 rows from 1 files: 2 loaded, 1 refused") {
		t.Fatalf("exit %d, stdout %s, stderr %s", code, stdout, stderr)
	}
	rejects := filepath.Join(dir, "rejects", "01-ssda903-query-to-CASE_SYSTEM.rejects.csv")
	text, err := os.ReadFile(rejects)
	if err != nil || !strings.Contains(string(text), "code-marker") {
		t.Errorf("reject file: %v: %s", err, text)
	}
	values, _, _ := try(t, "values", "cla", "--config", good, "--from", "2025-03-31", "--to", "2025-03-31", "--format", "csv")
	if !strings.Contains(values, ",none,,1,,1,") {
		t.Errorf("one child is looked after at 31 March 2025: %s", values)
	}
	said := stdout + stderr
	for name, c := range map[string]struct {
		query string
		want  string
		code  int
	}{
		"a column that is not there": {`select "CHLD" from episode`, "extract ssda903 query to CASE_SYSTEM: ", exitRefused},
		"a statement that writes":    {`delete from episode`, "select", exitRefused},
		"columns of no table":        {`select "CHILD" as a, "RNE" as b from episode`, "not recognised by its columns", exitRefused},
	} {
		path := write("bad.yaml", c.query)
		stdout, stderr, code := try(t, "run", "--config", path, "--as-at", "2025-03-31")
		if code != c.code || !strings.Contains(stderr, c.want) {
			t.Errorf("%s: exit %d, stderr %s", name, code, stderr)
		}
		said += stdout + stderr
	}
	for _, secret := range []string{"child-marker", "code-marker", postgrestest.Password, dsn} {
		if strings.Contains(said, secret) {
			t.Errorf("%s is repeated: %s", secret, said)
		}
	}
	t.Setenv("CASE_SYSTEM", "")
	if _, stderr, code := try(t, "run", "--config", good); code != exitUsage || !strings.Contains(stderr, "environment variable CASE_SYSTEM is not set") {
		t.Errorf("exit %d, stderr %s", code, stderr)
	}
}
