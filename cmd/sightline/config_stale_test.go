package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAnExtractMayBeAsOldAsTheConfigurationSays(t *testing.T) {
	dir := t.TempDir()
	write := func(extracts, quality string) string {
		path := filepath.Join(dir, "sightline.yaml")
		text := "authority: {code: \"204\", name: Hackney}\nextracts:\n" + extracts + quality
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	const two = "  - {kind: absence, path: a.csv}\n  - {kind: workforce, path: w/, quality: {stale_after_days: 400}}\n"
	c, err := loadConfig(write(two, "quality: {stale_after_days: 30, max_reject_share: 0.2}\n"))
	if err != nil {
		t.Fatal(err)
	}
	if got := c.staleAfter(); len(got) != 2 || got[""] != 30 || got["workforce"] != 400 {
		t.Errorf("limits are %v, want 30 for all and 400 for workforce", got)
	}
	if c, err = loadConfig(write("  - {kind: absence, path: a.csv}\n", "")); err != nil || len(c.staleAfter()) != 0 {
		t.Errorf("limits without configuration are %v (%v), want none: the default is the pages'", c.staleAfter(), err)
	}
	for quality, want := range map[string]string{
		"quality: {stale_after_days: 0}\n":    "sightline.yaml:4:29: quality.stale_after_days: want 1 to 3650",
		"quality: {stale_after_days: 9999}\n": "sightline.yaml:4:29: quality.stale_after_days: want 1 to 3650",
		"quality: {stale_after_day: 9}\n":     `sightline.yaml:4:11: unknown key "stale_after_day"; did you mean "stale_after_days"?`,
		"quality: {stale_after_days: soon}\n": "sightline.yaml:4:29: ",
	} {
		if _, err := loadConfig(write("  - {kind: absence, path: a.csv}\n", quality)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v; want %q", quality, err, want)
		}
	}
	const bad = "  - {kind: absence, path: a.csv, quality: {stale_after_days: -1}}\n"
	if _, err := loadConfig(write(bad, "")); err == nil || !strings.Contains(err.Error(), "sightline.yaml:3:") {
		t.Errorf("an extract's own limit of -1: %v; want a fault in line 3", err)
	}
}
