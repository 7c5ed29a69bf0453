package main

import (
	"fmt"
	"html"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"sightline/indicators"
)

// pageText is a page without its markup, blanks run together.
func pageText(text string) string {
	return strings.Join(strings.Fields(html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(text, " "))), " ")
}

// printed is a number as a page writes it, without unit and separators.
func printedNumber(text string) (float64, int, bool) {
	text = strings.NewReplacer(",", "", "%", "", "£", "", "\u2212", "-").Replace(strings.TrimSpace(text))
	scale := 1.0
	for suffix, by := range map[string]float64{" million": 1e6, "m": 1e6} {
		if rest, ok := strings.CutSuffix(text, suffix); ok {
			text, scale = rest, by
		}
	}
	text, _, _ = strings.Cut(text, " ")
	_, fraction, _ := strings.Cut(text, ".")
	v, err := strconv.ParseFloat(text, 64)
	return v * scale, len(fraction), err == nil
}

// saysNumber tells whether a page's number is the unrounded one, rounded half away from zero to the places that
// it is printed with.
func saysNumber(printed, unrounded string) bool {
	got, places, ok := printedNumber(printed)
	want, err := strconv.ParseFloat(unrounded, 64)
	if !ok || err != nil {
		return false
	}
	if strings.Contains(printed, "m") {
		return math.Abs(got-want) <= 0.5*math.Pow(10, 6-float64(places))+1e-6
	}
	if strings.Contains(printed, "£") && math.Abs(got) >= 10_000 && math.Mod(got, 1000) == 0 { // sentences write money to the thousand
		return math.Abs(got-want) <= 500
	}
	return math.Abs(got-indicators.Round(want, places)) < 1e-9
}

var comparisonSentences = map[string]*regexp.Regexp{
	"relation":  regexp.MustCompile(`: ([^:]{1,40}?), (lower than|higher than|similar to|the same as|not comparable with|not judged beside) neighbours \(([^()]+?)(?: in ([0-9/-]+))?\)\.`),
	"spread":    regexp.MustCompile(`The neighbours’ figures run from (\S+) to (\S+); their mean is (\S+) and their median (\S+)\. `),
	"disagree":  regexp.MustCompile(`beside the neighbours’ mean the figure is (\w[\w ]*?), beside their median (\w[\w ]*?)\. `),
	"within":    regexp.MustCompile(`within the 95% limits of (\d+) of the (\d+) neighbours`),
	"place":     regexp.MustCompile(`By its published figure for (\S+(?: \(\w+\))?) the authority has place (\d+) of (\d+), the best being 1(?:; the limits of all figures allow any place from (\d+) to (\d+))?\. `),
	"trend":     regexp.MustCompile(`A test for a trend over the figures of (\d+) years to (\d+ \w+ \d{4}) finds (a rise|a fall|no clear rise or fall)(?:, (getting \w+))?\. `),
	"five":      regexp.MustCompile(`Over the five years to (\d+ \w+ \d{4}) the figure (rose|fell) from ([^ ]+)[^()]* \((year to|at) (\d+ \w+ \d{4}); 95% limits (\S+) to (\S+)\) to ([^ ]+)[^()]* \((year to|at) (\d+ \w+ \d{4}); 95% limits (\S+) to (\S+)\)\. The limits do not overlap`),
	"variation": regexp.MustCompile(`(Month|Quarter) by \w+ from \w+ \d{4} to \w+ \d{4}: (no real change|a real change for the better|a real change for the worse|a real change)[^.]*\. The usual range is (\S+) to (\S+) about (\S+?)\. `),
	"target":    regexp.MustCompile(`As it runs, the work (will meet|may meet|will not meet) the target of (\S+?)\. `),
}

// comparisonTables are what the sentences of one authority's pages are held against.
type comparisonTables struct{ comparison, trend, process, values []map[string]string }

// sentencesAreTrue reads every page of a demonstration and holds each sentence about a comparison, a trend, a
// process or a tally against the unrounded tables. It returns how many of each kind it has read.
func sentencesAreTrue(t *testing.T, dir string) map[string]int {
	t.Helper()
	config := filepath.Join(dir, "sightline.yaml")
	table := func(of string) []map[string]string {
		return rows(t, sightline(t, "compare", "--of", of, "--format", "csv", "--config", config))
	}
	tables := comparisonTables{
		table("comparison"), table("trend"), table("process"),
		rows(t, sightline(t, "values", "--format", "csv", "--config", config)),
	}
	seen := map[string]int{}
	for _, audience := range []string{"public", "internal"} {
		folder := filepath.Join(dir, "published", "current", audience)
		pages, err := filepath.Glob(filepath.Join(folder, "indicators", "*.html"))
		if err != nil || len(pages) == 0 {
			t.Fatalf("no pages in %s: %v", folder, err)
		}
		for _, page := range pages {
			text, err := os.ReadFile(page)
			if err != nil {
				t.Fatal(err)
			}
			id := strings.TrimSuffix(filepath.Base(page), ".html")
			for kind, form := range comparisonSentences {
				for _, said := range form.FindAllStringSubmatch(pageText(string(text))+" ", -1) {
					seen[kind]++
					if fault := tables.fault(id, kind, said); fault != "" {
						t.Errorf("%s %s: %q: %s", audience, id, said[0], fault)
					}
				}
			}
		}
		front, err := os.ReadFile(filepath.Join(folder, "index.html"))
		if err != nil {
			t.Fatal(err)
		}
		seen["tally"] += talliesAddUp(t, string(front))
		told, faults := signalsAreTrue(t, config, string(front), tables.process)
		seen["signal"] += told
		lines, more := frontIsTrue(t, dir, string(front), tables)
		for kind, n := range lines {
			seen["front "+kind] += n
		}
		for _, fault := range append(faults, more...) {
			t.Errorf("%s front page: %s", audience, fault)
		}
	}
	return seen
}

// fault is why a sentence is not what any row of the tables says; empty when one says it.
func (c comparisonTables) fault(id, kind string, said []string) string {
	from := c.comparison
	switch kind {
	case "trend":
		from = c.trend
	case "variation", "target":
		from = c.process
	case "five":
		return c.fiveYears(id, said)
	}
	var mine []map[string]string
	for _, row := range from {
		if row["indicator"] == id {
			mine = append(mine, row)
		}
	}
	if !slices.ContainsFunc(mine, func(row map[string]string) bool { return saysRow(kind, said, row) }) {
		return fmt.Sprintf("none of %d rows says so", len(mine))
	}
	return ""
}

// fiveYears is why two figures, five years of figures apart with limits that do not overlap, are not what the values say.
func (c comparisonTables) fiveYears(id string, said []string) string {
	figure := func(of, at, value, lower, upper string) (end time.Time, row map[string]string) {
		end, err := time.Parse("2 January 2006", at)
		if err != nil {
			return end, nil
		}
		period := map[string]string{"year to": "year", "at": "snapshot"}[of]
		for _, row := range c.values {
			if row["indicator"] == id && row["period"] == period && row["breakdown"] == "none" && row["period_end"] == end.Format(time.DateOnly) &&
				saysNumber(value, row["value"]) && saysNumber(lower, row["lower"]) && saysNumber(upper, row["upper"]) {
				return end, row
			}
		}
		return end, nil
	}
	first, from := figure(said[4], said[5], said[3], said[6], said[7])
	last, to := figure(said[9], said[10], said[8], said[11], said[12])
	number := func(row map[string]string, column string) float64 {
		v, _ := strconv.ParseFloat(row[column], 64)
		return v
	}
	switch {
	case from == nil || to == nil:
		return "no such figures"
	case said[1] != said[10] || last.Year()-first.Year() != 4 || from["edition"] != to["edition"]:
		return "not the first and the last of five years by one rule"
	case said[2] == "rose" && number(from, "upper") >= number(to, "lower"), said[2] == "fell" && number(from, "lower") <= number(to, "upper"):
		return "the limits do overlap"
	}
	return ""
}

// saysRow tells whether a sentence says what a row does.
func saysRow(kind string, said []string, row map[string]string) bool {
	switch kind {
	case "relation":
		return relationHolds(said, row)
	case "spread":
		return saysNumber(said[1], row["neighbour_low"]) && saysNumber(said[2], row["neighbour_high"]) &&
			saysNumber(said[3], row["neighbour_mean"]) && saysNumber(said[4], row["neighbour_median"])
	case "disagree":
		return row["averages_differ"] == "true" && said[1] == row["verdict_neighbours"] && said[2] == row["verdict_median"] && said[1] != said[2]
	case "within":
		return said[1] == row["neighbours_within"] && said[2] == row["neighbours_limited"]
	case "place":
		return said[1] == row["comparator_years"] && said[2] == row["rank"] && said[3] == row["ranked"] &&
			said[4] == row["rank_best"] && said[5] == row["rank_worst"]
	case "trend":
		words := map[string]string{"increasing": "a rise", "decreasing": "a fall", "no significant change": "no clear rise or fall"}
		return said[1] == row["points"] && said[3] == words[row["trend"]] && (said[4] == row["verdict"] || said[4] == "" && row["verdict"] == row["trend"])
	case "variation":
		words := map[string]string{
			"common cause": "no real change", "improvement": "a real change for the better", "concern": "a real change for the worse",
			"special cause": "a real change",
		}
		return strings.EqualFold(said[1], row["period"]) && said[2] == words[row["variation"]] &&
			saysNumber(said[3], row["lower"]) && saysNumber(said[4], row["upper"]) && saysNumber(said[5], row["centre"])
	case "target":
		return said[1] == row["assurance"] && saysNumber(said[2], row["target"])
	}
	return false
}

// relationHolds tells whether a figure lies beside the neighbours' mean as a sentence says. Similar, not
// comparable and not judged are verdicts; the other words follow from the two numbers as they are printed.
func relationHolds(said []string, row map[string]string) bool {
	if !saysNumber(said[1], row["own_value"]) || !saysNumber(said[3], row["neighbour_mean"]) {
		return false
	}
	if said[4] != "" && said[4] != row["comparator_years"] {
		return false
	}
	if apart := yearsApart(row) > 1; apart || said[2] == "not judged beside" {
		return apart && row["verdict_neighbours"] == "not comparable" &&
			said[2] == map[bool]string{true: "not judged beside", false: "not comparable with"}[strings.HasSuffix(row["reason"], "more than one year apart")]
	}
	if row["verdict_neighbours"] == "not comparable" || said[2] == "not comparable with" {
		return said[2] == "not comparable with" && row["verdict_neighbours"] == "not comparable"
	}
	own, _, _ := printedNumber(said[1])
	mean, _, _ := printedNumber(said[3])
	if row["verdict_neighbours"] == "similar" || said[2] == "similar to" {
		return said[2] == "similar to" && row["verdict_neighbours"] == "similar"
	}
	return said[2] == map[int]string{1: "higher than", -1: "lower than", 0: "the same as"}[int(math.Copysign(1, own-mean))*boolInt(own != mean)]
}

// yearsApart is how many years the published figures of a row lie from its own, by the years that both end in.
func yearsApart(row map[string]string) int {
	own, err := strconv.Atoi(row["period_end"][:4])
	label := regexp.MustCompile(`^[0-9]{4}(?:[-/]([0-9]{2}))?`).FindStringSubmatch(row["comparator_years"])
	if err != nil || label == nil {
		return 0
	}
	theirs := label[0][:4]
	if label[1] != "" {
		theirs = theirs[:2] + label[1]
	}
	year, err := strconv.Atoi(theirs)
	if err != nil {
		return 0
	}
	return max(own-year, year-own)
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

var (
	tallyRule     = regexp.MustCompile(`a tie (counts|does not count) as met\.`)
	tallySection  = regexp.MustCompile(`(?s)<p>(Meets or beats[^<]*)</p>.*?</details>`)
	tallySentence = regexp.MustCompile(`^Meets or beats .*? in (\d+) of (\d+) indicators?`)
	tallyWords    = regexp.MustCompile(`(\d+) (better|similar|worse|not comparable)`)
)

// talliesAddUp counts the rows under each tally's sentence.
func talliesAddUp(t *testing.T, page string) int {
	sections := tallySection.FindAllStringSubmatchIndex(page, -1)
	for _, at := range sections {
		// The rule that stands above a sentence holds for it: above each tally or, where they share it, above all.
		rules := tallyRule.FindAllStringSubmatch(page[:at[0]], -1)
		if len(rules) == 0 {
			t.Error("a tally without a rule for ties")
			continue
		}
		readingAddsUp(t, []string{page[at[0]:at[1]], page[at[2]:at[3]]}, rules[len(rules)-1][1] == "counts")
	}
	return len(sections)
}

// readingAddsUp counts the rows under one sentence.
func readingAddsUp(t *testing.T, section []string, tiesMeet bool) {
	t.Helper()
	sentence := html.UnescapeString(section[1])
	said := tallySentence.FindStringSubmatch(sentence)
	if said == nil {
		t.Errorf("a tally that says no numbers: %q", sentence)
		return
	}
	met, counted, verdicts := 0, 0, map[string]int{}
	for _, row := range regexp.MustCompile(`(?s)<tr><th scope="row">.*?</tr>`).FindAllString(section[0], -1) {
		counted++
		if strings.Contains(row, "<td>met</td>") || strings.Contains(row, "<td>tied</td>") && tiesMeet {
			met++
		}
		for _, verdict := range []string{"better", "similar", "worse", "not comparable"} {
			if strings.Contains(row, ">"+verdict+"</td>") {
				verdicts[verdict]++
			}
		}
	}
	if said[1] != strconv.Itoa(met) || said[2] != strconv.Itoa(counted) {
		t.Errorf("%q: the members say %d of %d", sentence, met, counted)
	}
	for _, word := range tallyWords.FindAllStringSubmatch(sentence, -1) {
		if word[1] != strconv.Itoa(verdicts[word[2]]) {
			t.Errorf("%q: %d members are %s", sentence, verdicts[word[2]], word[2])
		}
	}
}
