package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Values of a child's record, faulty or not, stay out of messages, logs, history and public pages; the
// faulty ones are in the reject file beside the extract and nowhere else.
func TestNoValueOfAChildsRecordLeavesTheExtractsAndTheWarehouse(t *testing.T) {
	dir := smallAuthority(t)
	episodes := filepath.Join(dir, "extracts", "ssda903", "2025", "episodes.csv")
	text, err := os.ReadFile(episodes)
	if err != nil {
		t.Fatal(err)
	}
	// Markers in every kind of bad cell, and in the ids and postcodes of good rows.
	text = append(text, []byte(""+
		"MARKER1,MARKER2,S,V2,N1,U6,PR1,,,,,AA1 1AA,1234567\n"+
		"MARKER3,01/02/2024,MARKER4,V2,N1,U6,PR1,,,,,AA1 1AA,1234567\n"+
		"MARKER5,01/02/2024,S,V2,N1,MARKER6,PR1,,,MARKER7,,AA1 1AA,1234567\n"+
		"MARKER8,01/02/2024,S,V2,N1,U6,PR1,01/01/2024,E4A,,,MARKER9,MARKER10,too,many\n"+
		"MARKER11,01/02/2024,S,V2,MARKER12,U6,PR1,,,,MARKER13,MARKER14,MARKER15\n")...)
	if err := os.WriteFile(episodes, text, 0o600); err != nil {
		t.Fatal(err)
	}
	config := filepath.Join(dir, "sightline.yaml")
	for _, args := range [][]string{
		{"check", "--config", config, "-v"},
		{"run", "--config", config, "-v", "--as-at", "2025-03-31"},
		{"history", "--config", config, "--format", "json"},
		{"values", "--config", config},
	} {
		stdout, stderr, _ := try(t, args...)
		for stream, said := range map[string]string{"stdout": stdout, "stderr": stderr} {
			if strings.Contains(said, "MARKER") {
				t.Errorf("%s: a value of a child's record on %s:\n%s", args[0], stream, said)
			}
		}
	}
	searched := 0
	for _, folder := range []string{"published", filepath.Join("warehouse", "history")} {
		err := filepath.WalkDir(filepath.Join(dir, folder), func(path string, entry os.DirEntry, err error) error {
			// The work lists name children, and are for the data team alone.
			if err == nil && entry.IsDir() && entry.Name() == "lists" {
				return filepath.SkipDir
			}
			if err != nil || entry.IsDir() || entry.Type()&os.ModeSymlink != 0 {
				return err
			}
			searched++
			text, err := os.ReadFile(path)
			if bytes.Contains(text, []byte("MARKER")) {
				t.Errorf("a value of a child's record is in %s", path)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if searched < 20 {
		t.Errorf("only %d files searched", searched)
	}
	rejects, err := os.ReadFile(episodes + ".rejects.csv")
	if err != nil || !bytes.Contains(rejects, []byte("MARKER2")) || !bytes.Contains(rejects, []byte("MARKER6")) {
		t.Errorf("the reject file does not hold the offending values: %v", err)
	}
	if info, err := os.Stat(episodes + ".rejects.csv"); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the reject file can be read by others: %v %v", info.Mode(), err)
	}
}

// DuckDB quotes the value that it could not use; a message of ours never does.
func TestADatabaseMessageLosesTheValueItQuotes(t *testing.T) {
	for _, message := range []string{
		"compute cla: Conversion Error: Could not convert string 'MARKER' to INT32\n\nLINE 1: select ...",
		"Constraint Error: Duplicate key \"child_id: MARKER\" violates primary key constraint",
		"Invalid Input Error: Failed to cast value: MARKER",
	} {
		if got := withoutValues(message); strings.Contains(got, "MARKER") || !strings.Contains(got, "Error (the value is not repeated here)") {
			t.Errorf("%s became %s", message, got)
		}
	}
}
