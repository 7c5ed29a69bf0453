package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Whatever the file holds, the configuration is read, or refused as wrong with the file's name.
func FuzzLoadConfig(f *testing.F) {
	example, err := scaffold.ReadFile("scaffold/sightline.yaml")
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range []string{
		string(example), "", "a: &a [*a]", "authority: {code: \"204\", name: H}\nextracts:\n  - {kind: ssda903, path: x}\n",
		"authority: {code: 204}\nextracts: [{kind: ledger, database: {driver: postgres, dsn_env: A}, query: select 1}]\n",
		"extracts: {}\nschedule: {cron: \"TZ=UTC\"}\n", "? \n: -", "\tx", "authority:\n- \xff",
		"authority: {code: \"204\", name: H}\nextracts: [{kind: ssda903, path: x}]\n" +
			"benchmarks: {former_neighbours: [{model: a, until: 2021-03-31}], groups: [{name: g, members: [\"206\", \"207\"], reason: r}]}\n" +
			"process: {rebase: [{indicator: referrals, area: \"204\", from: 2024-04-01, reason: r}]}\n" +
			"tallies: [{name: t, against: g, members: [cla], ties: met, at: 2024-03-31, readings: [{name: o, polarity: {cla: high}, leave_out: {cla: r}}]}]\n",
	} {
		f.Add([]byte(seed))
	}
	path := filepath.Join(f.TempDir(), "sightline.yaml")
	f.Fuzz(func(t *testing.T, content []byte) {
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		c, err := loadConfig(path)
		var usage usageError
		switch {
		case err == nil && (len(c.Authorities) == 0 || len(c.Extracts) == 0):
			t.Fatalf("accepted without an authority or an extract: %q", content)
		case err != nil && (!errors.As(err, &usage) || !strings.Contains(err.Error(), path)):
			t.Fatalf("want a fault that names the file, got %v", err)
		}
	})
}

// Whatever the file of spellings holds, it is read, or refused with the row.
func FuzzReadSpellings(f *testing.F) {
	for _, seed := range []string{
		"kind,table,column,received,rows,nearest,code\nssda903,episodes,PLACE,home,3,\"K2, K1\",k2\n", "code,received,column,table,kind\nK2,a,b,c,d\n",
		"\xef\xbb\xbfkind,table,column,received,code\n,,,,K2\n", "kind\n\"", "", "kind,table,column,received,code\na,b\n",
	} {
		f.Add([]byte(seed))
	}
	path := filepath.Join(f.TempDir(), "spellings.csv")
	f.Fuzz(func(t *testing.T, content []byte) {
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		rows, err := readSpellings(path)
		if err != nil {
			if !strings.Contains(err.Error(), "row ") {
				t.Fatalf("want a fault that names the row, got %v", err)
			}
			return
		}
		for _, row := range rows {
			for i, cell := range row {
				if spellingColumns[i] != "rows" && spellingColumns[i] != "nearest" && cell == "" {
					t.Fatalf("%q: accepted without %s", content, spellingColumns[i])
				}
			}
		}
		// What was settled is still there after the file is written again.
		if err := writeUnknown(path, nil); err != nil {
			t.Fatal(err)
		}
		again, err := readSpellings(path)
		if err != nil || len(again) != len(rows) {
			t.Fatalf("%q: %d settled, %d after writing: %v", content, len(rows), len(again), err)
		}
	})
}
