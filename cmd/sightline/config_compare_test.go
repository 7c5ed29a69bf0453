package main

import (
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"sightline/benchmarks"
)

// What the scaffold shows in comments of comparisons is read when the comment marks are taken away, and
// reaches the benchmarks as it is written.
func TestTheScaffoldsComparisonsAreRead(t *testing.T) {
	text, err := scaffold.ReadFile("scaffold/sightline.yaml")
	if err != nil {
		t.Fatal(err)
	}
	shown := regexp.MustCompile(`^# (benchmarks:|process:|tallies:|  )`)
	var lines []string
	inside := false
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, "benchmarks: {") {
			inside = true
			continue
		}
		inside = inside && strings.HasPrefix(line, "#")
		if inside && shown.MatchString(line) {
			line = strings.TrimPrefix(line, "# ")
		}
		lines = append(lines, line)
	}
	path := filepath.Join(t.TempDir(), "sightline.yaml")
	if err := os.WriteFile(path, []byte(strings.Join(lines, "")), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := loadConfig(path)
	if err != nil {
		t.Fatal(err)
	}
	on := func(year int, month time.Month, day int) time.Time {
		return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	}
	want := benchmarks.Options{
		Model: "dfe-2025", Former: []benchmarks.Former{{Model: "dfe-2021", Until: on(2024, time.March, 31)}},
		Groups: []benchmarks.Group{{Name: "Adoption partnership", Members: []string{"206", "211"}, Reason: "we share an adoption agency"}},
		AsAt:   on(2025, time.March, 31), StaleAfter: 24,
		Rebases: []benchmarks.Rebase{{Indicator: "referrals", From: on(2024, time.April, 1), Reason: "one front door with the police"}},
		Tallies: []benchmarks.Tally{{
			Name: "Our plan against neighbours", Against: "neighbours",
			Members:  []string{"re_referrals_12_months", "repeat_plans", "placements_three_or_more"},
			Readings: []benchmarks.Reading{{Name: "without repeat plans", LeaveOut: map[string]string{"repeat_plans": "recorded otherwise until May"}}},
		}},
	}
	if got := c.comparison(on(2025, time.March, 31)); !reflect.DeepEqual(got, want) {
		t.Errorf("read %+v, want %+v", got, want)
	}
	// Without a word of it, what was always so.
	path = filepath.Join(t.TempDir(), "sightline.yaml")
	if err := os.WriteFile(path, []byte("authority: {code: \"204\", name: H}\nextracts: [{kind: ssda903, path: x}]\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if c, err = loadConfig(path); err != nil {
		t.Fatal(err)
	}
	if got := c.comparison(time.Time{}); !reflect.DeepEqual(got, benchmarks.Options{Model: "dfe-2025", StaleAfter: benchmarks.DefaultStaleAfter}) {
		t.Errorf("by default %+v", got)
	}
}
