package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// sides is the sentence of a distribution on both sides of its limit.
var sides = regexp.MustCompile(`(?:Up to|Less than) [^:<]*: ([\d,]+) \([\d.]+%\); [^:<]*: ([\d,]+) \([\d.]+%\)\.`)

// closerLooksAgree reads the pages of a demonstration: on the internal ones the cases on one side of a limit are the
// figure's numerator and both sides its denominator, what is not recorded left out; the public ones tell of neither
// days nor groups. It returns on how many pages there are days, and groups.
func closerLooksAgree(t *testing.T, dir string) (days, groups int) {
	t.Helper()
	figures := map[string][]map[string]string{}
	for _, row := range rows(t, sightline(t, "values", "--config", filepath.Join(dir, "sightline.yaml"), "--format", "csv")) {
		figures[row["indicator"]] = append(figures[row["indicator"]], row)
	}
	pages, err := filepath.Glob(filepath.Join(dir, "published", "current", "*", "indicators", "*.html"))
	if err != nil || len(pages) == 0 {
		t.Fatalf("no indicator pages: %v", err)
	}
	for _, path := range pages {
		read, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		page, id := string(read), strings.TrimSuffix(filepath.Base(path), ".html")
		if len(page) > 100_000 {
			t.Errorf("%s weighs %d bytes", path, len(page))
		}
		if strings.Contains(path, string(filepath.Separator)+"public"+string(filepath.Separator)) {
			for _, never := range []string{"Half of the cases", "Who the children are", "Look here", "No clear difference next to the limit"} {
				if strings.Contains(page, never) {
					t.Errorf("%s tells %q", path, never)
				}
			}
			continue
		}
		if strings.Contains(page, "Who the children are") {
			groups++
			if strings.Contains(page, "The groups do not add up") {
				t.Errorf("%s: groups do not add up to the whole", path)
			}
		}
		if !strings.Contains(page, "Half of the cases") {
			continue
		}
		days++
		found := sides.FindStringSubmatch(page)
		if found == nil {
			continue // without a limit there are no sides
		}
		if !slices.ContainsFunc(figures[id], func(row map[string]string) bool {
			plain := func(text string) string { return strings.ReplaceAll(text, ",", "") }
			return row["unit"] != "percent" || row["numerator"] == plain(found[1]) || row["numerator"] == plain(found[2])
		}) {
			t.Errorf("%s: neither side of the limit, %s and %s, is the numerator of a figure", path, found[1], found[2])
		}
	}
	return days, groups
}
