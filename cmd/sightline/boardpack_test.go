package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sightline/dashboards/browser"
)

// packWorld is a folder with one child's episode and a configuration that publishes; more is further keys of publish.
func packWorld(t *testing.T, more string) (dir, config string) {
	t.Helper()
	dir = t.TempDir()
	for name, text := range map[string]string{
		"sightline.yaml": "authority: {code: \"204\", name: Hackney}\nextracts:\n  - {kind: ssda903, path: extracts/}\n" +
			"reporting: {from: 2024-04-01}\nwarehouse: {dir: warehouse, keep_runs: 2}\npublish: {dir: published, suppress_below: 6, round_to: 0" + more + "}\n",
		"extracts/2025/header.csv": "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\na,1,01/01/2012,WBRI,,,\n",
		"extracts/2025/episodes.csv": "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n" +
			"a,01/05/2024,S,C2,N1,U4,PR1,,,,,,\n",
	} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir, filepath.Join(dir, "sightline.yaml")
}

// Who asks for a board pack and cannot have it is told so by words on stderr and by the exit code; the figures are
// published all the same, and the history says so.
func TestABoardPackThatNoBrowserCanPrint(t *testing.T) {
	dir, config := packWorld(t, "")
	t.Setenv(browser.Variable, filepath.Join(dir, "none"))
	stdout, stderr, code := try(t, "run", "--config", config, "--as-at", "2025-03-31", "--pdf")
	if code != exitUnexpected {
		t.Errorf("exit %d, want %d: %s", code, exitUnexpected, stderr)
	}
	for _, want := range []string{
		"sightline: no board pack was written: no Chromium, Chrome or Edge is installed where SIGHTLINE_BROWSER says",
		"sightline: the figures are published without it, and an earlier board pack is not part of this edition",
	} {
		if !strings.Contains(stderr, want) {
			t.Errorf("stderr does not say %q: %s", want, stderr)
		}
	}
	if !strings.Contains(stdout, "published ") {
		t.Errorf("stdout does not say that the figures are published: %s", stdout)
	}
	if _, err := os.Stat(filepath.Join(dir, "published", "current", "public", "index.html")); err != nil {
		t.Errorf("the figures are not published: %v", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "published", "current", "public", "board-pack.pdf")); err == nil {
		t.Error("there is a board pack")
	}
	if history := sightline(t, "history", "--config", config, "--format", "json"); !strings.Contains(history, `"status": "published"`) {
		t.Errorf("the history does not hold a published run: %s", history)
	}
}

// What the configuration wishes of every run fails none that published: it is warned of.
func TestAStandingWishForABoardPackFailsNoRun(t *testing.T) {
	dir, config := packWorld(t, ", pdf: true")
	t.Setenv(browser.Variable, filepath.Join(dir, "none"))
	_, stderr, code := try(t, "run", "--config", config, "--as-at", "2025-03-31")
	if code != exitDone || !strings.Contains(stderr, "publish.pdf asks for a board pack and none was written") || !strings.Contains(stderr, "no Chromium, Chrome or Edge is installed") {
		t.Errorf("exit %d: %s", code, stderr)
	}
}

func TestABoardPackNeedsARunThatPublishes(t *testing.T) {
	if _, stderr, code := try(t, "run", "--pdf", "--until", "compute"); code != exitUsage || !strings.Contains(stderr, "--until compute publishes nothing") {
		t.Errorf("exit %d: %s", code, stderr)
	}
	stdout, _, _ := try(t, "run", "--help")
	for _, want := range []string{"SIGHTLINE_BROWSER", "exits 1", "publish: {pdf: true}"} {
		if !strings.Contains(stdout, want) {
			t.Errorf("the help does not say %q", want)
		}
	}
}
