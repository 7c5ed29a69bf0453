package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sightline/etl/warehouse"
)

// Old warehouse files go, the newest stay, readers always find the current one.
func TestOnlyTheConfiguredNumberOfWarehousesIsKept(t *testing.T) {
	dir := smallAuthority(t)
	config := filepath.Join(dir, "sightline.yaml")
	text, err := os.ReadFile(config)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(config, append(text, []byte("warehouse: {dir: store, keep_runs: 2}\n")...), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, asAt := range []string{"2024-12-31", "2025-01-31", "2025-02-28", "2025-03-31"} {
		sightline(t, "run", "--config", config, "--as-at", asAt, "--until", "compute")
	}
	files, err := filepath.Glob(filepath.Join(dir, "store", "run_*.duckdb"))
	if err != nil || len(files) != 2 {
		t.Errorf("want two warehouse files, got %v (%v)", files, err)
	}
	runs, err := warehouse.Runs(filepath.Join(dir, "store"))
	if err != nil || len(runs) != 4 {
		t.Errorf("want the history of all four runs, got %d (%v)", len(runs), err)
	}
	if stdout := sightline(t, "values", "cla", "--config", config, "--format", "csv"); !strings.Contains(stdout, "2025-03-31") {
		t.Error("the current warehouse is not the newest")
	}
	for _, file := range files {
		if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s can be read by others: %v", file, err)
		}
	}
}

// A damaged record or a missing current file is said plainly and loses nothing.
func TestAMissingCurrentFileIsNamed(t *testing.T) {
	dir := smallAuthority(t)
	config := filepath.Join(dir, "sightline.yaml")
	sightline(t, "run", "--config", config, "--as-at", "2025-03-31", "--until", "compute")
	files, err := filepath.Glob(filepath.Join(dir, "warehouse", "run_*.duckdb"))
	if err != nil || len(files) != 1 {
		t.Fatalf("want one warehouse file, got %v (%v)", files, err)
	}
	if err := os.Remove(files[0]); err != nil {
		t.Fatal(err)
	}
	_, stderr, code := try(t, "values", "--config", config)
	if code == exitDone || !strings.Contains(stderr, "the current file") {
		t.Errorf("want the missing file named, got exit %d: %s", code, stderr)
	}
	sightline(t, "run", "--config", config, "--as-at", "2025-03-31", "--until", "compute")
	sightline(t, "values", "--config", config)
}
