package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Two releases of one file through the front door: refused while nothing is said of them, told apart by the
// days on which they came out, and listed with what gave way.
func TestReleasesOfAPublishedFile(t *testing.T) {
	dir := t.TempDir()
	put := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	config := put("sightline.yaml", "authority: {code: \"204\", name: Hackney}\nextracts:\n  - {kind: ssda903, path: extracts}\n")
	const text = "time_period,time_identifier,geographic_level,country_code,country_name,old_la_code,new_la_code,la_name,turnover_rate_fte\n" +
		"2025,Reporting year,National,E92000001,England,,,,11.8\n2025,Reporting year,Local authority,E92000001,England,204,E09000012,Hackney,9.5\n"
	first := put("first.txt", text)
	revised := put("revised.txt", strings.Replace(text, "9.5", "9.7", 1))

	if got, want := sightline(t, "benchmarks", "import", first, "--config", config), "first.txt: ees: 2 records of 1 measures, latest 2025\n"; got != want {
		t.Errorf("import said %q, want %q", got, want)
	}
	_, stderr, code := try(t, "benchmarks", "import", revised, "--config", config)
	if code != exitRefused || !strings.Contains(stderr, "revised.txt: row 3, column turnover_rate_fte: the held file first.txt gives another value") {
		t.Errorf("a revision of which nothing is said: exit %d, %s", code, stderr)
	}
	_, stderr, code = try(t, "benchmarks", "import", "--published", "20/11/2025", first, "--config", config)
	if code != exitUsage || !strings.Contains(stderr, `--published "20/11/2025": want a date as YYYY-MM-DD`) {
		t.Errorf("a date in another form: exit %d, %s", code, stderr)
	}
	sightline(t, "benchmarks", "import", "--published", "2025-11-20", first, "--config", config)
	got := sightline(t, "benchmarks", "import", "--published", "2026-03-05", "--release", "Rev", revised, "--config", config)
	if want := "revised.txt: ees: 2 records of 1 measures, latest 2025\n  takes the place of first.txt in 2 figures\n"; got != want {
		t.Errorf("import said %q, want %q", got, want)
	}

	held := rows(t, sightline(t, "benchmarks", "list", "--format", "csv", "--config", config))
	for i, want := range []map[string]string{
		{"file": "first.txt", "published_on": "2025-11-20", "release": "", "age_months": "19", "superseded": "2", "doubtful": ""},
		{"file": "revised.txt", "published_on": "2026-03-05", "release": "Rev", "age_months": "19", "superseded": "0", "doubtful": ""},
	} {
		for column, value := range want {
			if held[i][column] != value {
				t.Errorf("%s of %s: %q, want %q", column, want["file"], held[i][column], value)
			}
		}
	}

	// The measure of LAIT that this one equals is answered from it.
	stdout, stderr, code := try(t, "benchmarks", "show", "Work_Force_TO_Rate", "--area", "204", "--format", "csv", "--config", config)
	shown := rows(t, stdout)
	if code != exitDone || len(shown) != 1 || shown[0]["value"] != "9.7" || shown[0]["england"] != "11.8" {
		t.Errorf("exit %d, %v", code, shown)
	}
	if !strings.Contains(stderr, "Work_Force_TO_Rate is not held: shown is ees:turnover_rate_fte") {
		t.Errorf("show said %s", stderr)
	}
}
