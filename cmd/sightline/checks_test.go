package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// faultyAuthority has one known fault per child, whose id says so.
func faultyAuthority(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	files := map[string]string{
		"sightline.yaml": "authority: {code: \"204\", name: Hackney}\nextracts:\n  - {kind: ssda903, path: extracts/ssda903/}\n" +
			"  - {kind: population, path: extracts/population.csv}\nreporting: {from: 2024-04-01}\n",
		"extracts/population.csv": "area_code,year,population\n204,2023,60000\n204,2024,60000\n",
		"extracts/ssda903/2025/episodes.csv": "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n" +
			"sound,01/02/2023,S,C2,N1,U6,PR1,10/05/2024,X1,CREQB,,AA1 1AA,1234567\n" +
			"sound,10/05/2024,P,C2,N1,U6,PR4,,,,,AA2 2BB,7654321\n" +
			"MARKERoverlap,01/02/2023,S,C2,N1,U6,PR1,10/05/2024,X1,CREQB,,AA1 1AA,1234567\n" +
			"MARKERoverlap,09/05/2024,P,C2,N1,U6,PR4,10/06/2024,E4A,,,AA2 2BB,7654321\n" +
			"MARKERgap,01/02/2023,S,C2,N1,U6,PR1,10/05/2024,X1,CREQB,,AA1 1AA,1234567\n" +
			"MARKERgap,12/05/2024,P,C2,N1,U6,PR4,10/06/2024,E4A,,,AA2 2BB,7654321\n" +
			"MARKERadult,01/02/2023,S,C2,N1,U6,PR1,10/05/2024,E7,,,AA1 1AA,1234567\n" +
			"MARKERprovider,01/02/2023,S,C2,N1,U6,,10/05/2024,E4A,,,AA1 1AA,1234567\n" +
			"MARKERheader,01/02/2023,S,C2,N1,U6,PR1,10/05/2024,E4A,,,AA1 1AA,1234567\n" +
			"MARKERfuture,01/02/2023,S,C2,N1,U6,PR1,23/11/2026,E4A,,,AA1 1AA,1234567\n",
		"extracts/ssda903/2025/header.csv": "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\nsound,M,12/08/2014,WBRI,UN1,,\n" +
			"MARKERoverlap,M,12/08/2014,WBRI,UN1,,\nMARKERgap,M,12/08/2014,WBRI,UN1,,\nMARKERadult,M,09/05/2006,WBRI,UN1,,\n" +
			"MARKERprovider,M,12/08/2014,WBRI,UN1,,\nMARKERfuture,M,12/08/2014,WBRI,UN1,,\n",
	}
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(dir, "sightline.yaml")
}

// Extracts with known faults give exactly these findings: on the screen as counts, in the work lists
// with the child, and nowhere an id else.
func TestKnownFaultsAreFoundAndListedForTheDataTeamAlone(t *testing.T) {
	config := faultyAuthority(t)
	checked := sightline(t, "check", "--config", config)
	ran, errs, code := try(t, "run", "--config", config, "--as-at", "2025-03-31")
	if code != exitDone {
		t.Fatalf("run: exit %d\n%s", code, errs)
	}
	if strings.Contains(checked+ran+errs, "MARKER") {
		t.Errorf("an id on the screen:\n%s%s%s", checked, ran, errs)
	}
	if !strings.Contains(ran, "that cannot be right") {
		t.Errorf("run says nothing of the checks:\n%s", ran)
	}
	current := filepath.Join(filepath.Dir(config), "published", "current")
	got := map[string]string{}
	for _, row := range rows(t, readFile(t, filepath.Join(current, "lists", "index.csv"))) {
		got[row["check"]] = row["findings"]
	}
	for id, child := range map[string]string{
		"episodes_overlap": "MARKERoverlap", "episode_gap": "MARKERgap", "looked_after_over_18": "MARKERadult",
		"placement_provider_missing": "MARKERprovider", "child_not_in_header": "MARKERheader", "episode_in_future": "MARKERfuture",
	} {
		list := rows(t, readFile(t, filepath.Join(current, "lists", id+".csv")))
		if got[id] != "1" || len(list) != 1 || list[0]["child_id"] != child || list[0]["what_to_do"] == "" {
			t.Errorf("%s: want one finding, of %s, and what to do; got %s: %v", id, child, got[id], list)
		}
		if !strings.Contains(checked, "│ "+id+" ") {
			t.Errorf("check does not list %s:\n%s", id, checked)
		}
		delete(got, id)
	}
	// The episodes before the overlap and the gap end because another begins, and none does that day.
	if len(got) != 1 || got["episode_end_not_met"] != "2" {
		t.Errorf("found besides: %v", got)
	}
	for name, mode := range map[string]os.FileMode{"lists": 0o700, "lists/index.csv": 0o600, "lists/manifest.json": 0o600} {
		if info, err := os.Stat(filepath.Join(current, name)); err != nil || info.Mode().Perm() != mode {
			t.Errorf("%s: want mode %o, got %v %v", name, mode, info, err)
		}
	}
	if said := sightline(t, "verify", filepath.Join(filepath.Dir(config), "published")); !strings.Contains(said, "is as published") {
		t.Errorf("verify: %s", said)
	}
}

func TestACheckIsShownInFullByItsIDOrNumber(t *testing.T) {
	for _, name := range []string{"episodes_overlap", "SSDA903 501", "501"} {
		if said := sightline(t, "check", "--rule", name); !strings.Contains(said, "etl/checks/episodes_overlap.sql") || !strings.Contains(said, "rule: SSDA903 501") {
			t.Errorf("%s: got %s", name, said)
		}
	}
	if _, _, code := try(t, "check", "--rule", "no_such_check"); code != exitUsage {
		t.Errorf("want exit %d, got %d", exitUsage, code)
	}
}

func TestTheExamplesOfOneCheckCanBeRun(t *testing.T) {
	if said := sightline(t, "test", "episodes_overlap"); said != "1 check: 3 examples passed, 0 failed\n" {
		t.Errorf("got %q", said)
	}
}

func readFile(tb testing.TB, path string) string {
	tb.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		tb.Fatal(err)
	}
	return string(text)
}
