package main

import (
	"path/filepath"
	"strings"
	"testing"

	"sightline/etl/warehouse"
)

func TestASecondProcessIsToldInPlainWords(t *testing.T) {
	dir := smallAuthority(t)
	release, err := warehouse.Lock(filepath.Join(dir, "warehouse"), fixedClock())
	if err != nil {
		t.Fatal(err)
	}
	_, stderr, code := try(t, "run", "--config", filepath.Join(dir, "sightline.yaml"), "--as-at", "2025-03-31")
	if code != exitUnexpected || !strings.Contains(stderr, "another sightline process (number ") || strings.Contains(stderr, "IO Error") {
		t.Errorf("want a plain message and exit 1, got exit %d: %s", code, stderr)
	}
	if err := release(); err != nil {
		t.Fatal(err)
	}
	sightline(t, "run", "--config", filepath.Join(dir, "sightline.yaml"), "--as-at", "2025-03-31")
}
