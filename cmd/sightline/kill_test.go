package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"sightline/etl/warehouse"
)

// A run that is killed at any moment leaves the last good warehouse and publication, and the next
// run works and says what happened.
func TestAKilledRunLeavesWhatStood(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "sample")
	sightline(t, "sample", "--out", dir, "--children", "300", "--years", "3")
	config := filepath.Join(dir, "sightline.yaml")
	sightline(t, "run", "--config", config, "--as-at", "2026-03-31")
	figures := sightline(t, "values", "cla", "--config", config, "--format", "csv")
	manifest := filepath.Join(dir, "published", "current", "public", "manifest.json")
	before, err := os.ReadFile(manifest)
	if err != nil {
		t.Fatal(err)
	}
	for i, moment := range []time.Duration{50, 10, 300, 700, 1200, 2000} {
		began := len(runsOf(t, dir))
		// Another as-at date, so that a run that got through would be seen.
		cmd := exec.Command("sightline", "run", "--config", config, "--as-at", "2026-02-28")
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		// The first is killed while it starts, the others so long after they have begun to work, however
		// slow the machine is.
		for deadline := time.Now().Add(time.Minute); i > 0 && len(runsOf(t, dir)) == began && time.Now().Before(deadline); {
			time.Sleep(5 * time.Millisecond)
		}
		time.Sleep(moment * time.Millisecond)
		if err := cmd.Process.Kill(); err != nil && cmd.ProcessState == nil {
			t.Fatal(err)
		}
		finished := cmd.Wait() == nil
		if got := sightline(t, "values", "cla", "--config", config, "--format", "csv"); got != figures && !finished && !promoted(t, dir) {
			t.Errorf("killed after %d ms: the figures changed", moment)
		}
		after, err := os.ReadFile(manifest)
		if err != nil {
			t.Fatal(err)
		}
		if !finished && !bytes.Equal(before, after) && !promoted(t, dir) {
			t.Errorf("killed after %d ms: the publication changed", moment)
		}
		if problems, _, code := try(t, "verify", filepath.Dir(manifest)); code != exitDone {
			t.Errorf("killed after %d ms: %s", moment, problems)
		}
	}
	sightline(t, "run", "--config", config, "--as-at", "2026-03-31")
	if got := sightline(t, "values", "cla", "--config", config, "--format", "csv"); got != figures {
		t.Error("the run after the kills gives other figures")
	}
	interrupted := 0
	for _, run := range runsOf(t, dir) {
		if run.Status == warehouse.StatusInterrupted {
			interrupted++
		}
	}
	if interrupted == 0 {
		t.Error("no run is recorded as interrupted")
	}
	leftovers, err := filepath.Glob(filepath.Join(dir, "warehouse", "*.wal"))
	if err != nil || len(leftovers) > 0 {
		t.Errorf("left behind: %v %v", leftovers, err)
	}
}

// promoted tells whether the killed run had already switched the warehouse: then the new one stands,
// whole.
func promoted(t *testing.T, dir string) bool {
	t.Helper()
	target, err := os.Readlink(filepath.Join(dir, "warehouse", "current.duckdb"))
	if err != nil {
		t.Fatal(err)
	}
	runs := runsOf(t, dir)
	return runs[0].AsAt == "2026-02-28" && target == "run_"+runs[0].RunID+".duckdb"
}

func runsOf(t *testing.T, dir string) []warehouse.Run {
	t.Helper()
	runs, err := warehouse.Runs(filepath.Join(dir, "warehouse"))
	if err != nil {
		t.Fatal(err)
	}
	return runs
}
