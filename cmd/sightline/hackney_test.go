package main

import (
	"context"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"sightline/etl/sample"
)

// printedFigure is a figure of the evaluation of Reclaiming Social Work: what is printed, with as many
// decimals as are printed. of is how many cases it is of, so "5/11", where the scenario says so.
type printedFigure struct{ id, end, printed, of string }

// printedFigures are all that it prints. Years that it does not name, or names as so many years ago, are
// those that the scenario's own documentation gives them. The rates of 2006 to 2008 are printed elsewhere,
// in Hackney's memorandum to a parliamentary committee.
func printedFigures() []printedFigure {
	return []printedFigure{
		{"cla", "2006-03-31", "467", ""},
		{"cla", "2009-03-31", "327", ""},
		{"cla", "2010-03-31", "298", ""},
		{"cla_rate", "2006-03-31", "89.5", ""},
		{"cla_rate", "2007-03-31", "84.4", ""},
		{"cla_rate", "2008-03-31", "73.7", ""},
		{"sdq_average", "2009-03-31", "13.2", "1980/150"},
		{"initial_assessments_7_days", "2006-03-31", "63", "901/1430"},
		{"initial_assessments_7_days", "2009-03-31", "78", "1226/1572"},
		{"core_assessments_35_days", "2009-03-31", "79.4", "405/510"},
		{"placed_within_12_months", "2009-03-31", "45.5", "5/11"},
		{"placements_three_or_more", "2009-03-31", "8.3", "27/327"},
		{"placement_two_years", "2009-03-31", "72.2", "91/126"},
		{"plans_ceased_two_years", "2006-03-31", "6.2", "13/210"},
		{"plans_ceased_two_years", "2007-03-31", "3.3", "7/212"},
		{"plans_ceased_two_years", "2008-03-31", "10", "20/200"},
		{"plans_ceased_two_years", "2009-03-31", "9.9", "20/202"},
		{"repeat_plans", "2009-03-31", "8.4", "18/214"},
		{"plan_reviews_in_time", "2009-03-31", "100", ""},
		{"referrals_to_initial_assessment", "2006-03-31", "72.2", "1430/1980"},
		{"referrals_to_initial_assessment", "2007-03-31", "93.7", "1874/2000"},
		{"referrals_to_initial_assessment", "2009-03-31", "78.6", "1572/2000"},
		{"sickness_days_per_fte", "2009-03-31", "15.66", "3132/200"},
		{"sickness_days_per_fte", "2010-03-31", "7.00", "1470/210"},
		{"gross_expenditure", "2009-03-31", "42700000", ""},
		{"gross_expenditure", "2011-03-31", "44200000", ""},
		{"residential_spend", "2008-03-31", "4300000", ""},
		{"residential_spend", "2009-03-31", "3690000", ""},
		{"residential_spend", "2010-03-31", "3200000", ""},
		{"cla_spend", "2009-03-31", "14582253", ""},
	}
}

// ranTo runs the pipeline once on what is written into a folder and gives its configuration. Pages take
// as long as figures do, and other tests look at them.
func ranTo(t *testing.T, until, asAt string, write func(dir string) error) string {
	t.Helper()
	dir := t.TempDir()
	if err := write(dir); err != nil {
		t.Fatal(err)
	}
	config := filepath.Join(dir, "sightline.yaml")
	sightline(t, "run", "--until", until, "--as-at", asAt, "--config", config)
	return config
}

// figuresOf are the figures of the whole authority, snapshots and years, by indicator and last day.
func figuresOf(t *testing.T, config string) map[string]map[string]string {
	t.Helper()
	found := map[string]map[string]string{}
	for _, row := range rows(t, sightline(t, "values", "--config", config, "--format", "csv")) {
		if row["period"] == "snapshot" || row["period"] == "year" {
			found[row["indicator"]+" "+row["period_end"]] = row
		}
	}
	return found
}

// asPrinted rounds a computed value to the decimals of a printed one.
func asPrinted(t *testing.T, computed, printed string) string {
	t.Helper()
	value, err := strconv.ParseFloat(computed, 64)
	if err != nil {
		return "nothing"
	}
	_, decimals, _ := strings.Cut(printed, ".")
	return strconv.FormatFloat(value, 'f', len(decimals), 64)
}

// ratio is numerator over denominator without decimals of nought.
func ratio(t *testing.T, numerator, denominator string) string {
	t.Helper()
	parts := make([]string, 0, 2)
	for _, text := range []string{numerator, denominator} {
		value, err := strconv.ParseFloat(text, 64)
		if err != nil {
			return "nothing"
		}
		parts = append(parts, strconv.FormatFloat(value, 'f', -1, 64))
	}
	return strings.Join(parts, "/")
}

// Every figure that the evaluation prints comes out of the row-level extracts of the scenario.
func TestHackneyComesOutAsPrinted(t *testing.T) {
	config := ranTo(t, "compare", "2011-03-31", func(dir string) error { return sample.Hackney(context.Background(), dir, 1) })
	found := figuresOf(t, config)
	for _, want := range printedFigures() {
		row := found[want.id+" "+want.end]
		if got := asPrinted(t, row["value"], want.printed); got != want.printed {
			t.Errorf("%s of %s: printed %s, computed %s (%s, symbol %q)", want.id, want.end, want.printed, got, row["value"], row["symbol"])
		}
		if got := ratio(t, row["numerator"], row["denominator"]); want.of != "" && got != want.of {
			t.Errorf("%s of %s: of %s cases, want %s", want.id, want.end, got, want.of)
		}
	}
	for _, fall := range []struct{ id, from, to, printed string }{
		{"cla", "2006-03-31", "2009-03-31", "30"},
		{"cla", "2009-03-31", "2010-03-31", "9"},
		{"gross_less_recharges", "2009-03-31", "2011-03-31", "4.97"},
		{"agency_spend", "2009-03-31", "2011-03-31", "54"},
		{"residential_spend", "2008-03-31", "2009-03-31", "14"},
		{"residential_spend", "2010-03-31", "2011-03-31", "14"},
		{"sickness_days_per_fte", "2009-03-31", "2010-03-31", "55"},
	} {
		before, _ := strconv.ParseFloat(found[fall.id+" "+fall.from]["value"], 64)
		after, _ := strconv.ParseFloat(found[fall.id+" "+fall.to]["value"], 64)
		share := strconv.FormatFloat(100*(before-after)/before, 'f', -1, 64)
		if got := asPrinted(t, share, fall.printed); got != fall.printed {
			t.Errorf("%s: printed a fall of %s%% from %s to %s, computed %s%%", fall.id, fall.printed, fall.from, fall.to, share)
		}
	}
	// Printed without a value, or as less than one.
	for _, id := range []string{"cla_reviews_in_time", "suitable_accommodation_at_19", "in_eet_at_19"} {
		value, err := strconv.ParseFloat(found[id+" 2009-03-31"]["value"], 64)
		if err != nil || value < 50 || value > 100 {
			t.Errorf("%s: compares well in print, computed %q", id, found[id+" 2009-03-31"]["value"])
		}
	}
	for _, day := range []string{"2009-03-31", "2010-03-31"} {
		value, err := strconv.ParseFloat(found["residential_share "+day]["value"], 64)
		if err != nil || value >= 11 {
			t.Errorf("residential share on %s: printed less than 11, computed %v", day, found["residential_share "+day]["value"])
		}
	}
	t.Run("case by case", func(t *testing.T) { hackneyCaseByCase(t, config) })
	t.Run("comparators", func(t *testing.T) { hackneyComparators(t, config) })
	t.Run("tallies", func(t *testing.T) { hackneyTallies(t, config) })
}

// The evaluation prints that Hackney matched or beat its neighbours in seven of thirteen National Indicators of
// 2008/09 and England in eight. By the polarity of each it is seven and nine; without NI 58 it is as printed,
// and with a high score of NI 58 taken for good it is eight and eight. NI 66 has no comparator and NI 68 no
// better way, so that eleven are counted of thirteen; NI 59, 147 and 148 rest on words.
func hackneyTallies(t *testing.T, config string) {
	const neighbours, england = "National Indicators of 2008/09 against statistical neighbours", "National Indicators of 2008/09 against England"
	const without, high = "NI 58 left out", "NI 58 with a high score as the better"
	// Met and counted.
	want := map[[2]string][2]string{
		{neighbours, "by polarity"}: {"7", "11"}, {neighbours, without}: {"7", "10"}, {neighbours, high}: {"8", "11"},
		{england, "by polarity"}: {"9", "11"}, {england, without}: {"8", "10"}, {england, high}: {"8", "11"},
	}
	members := rows(t, sightline(t, "compare", "--of", "tally-members", "--config", config, "--format", "csv"))
	for _, row := range rows(t, sightline(t, "compare", "--of", "tally", "--config", config, "--format", "csv")) {
		numbers, ok := want[[2]string{row["name"], row["reading"]}]
		if !ok {
			continue // the standing ones
		}
		delete(want, [2]string{row["name"], row["reading"]})
		if row["met"] != numbers[0] || row["counted"] != numbers[1] || row["ties"] != "met" {
			t.Errorf("%s, %s: met %s of %s, want %v", row["name"], row["reading"], row["met"], row["counted"], numbers)
		}
		listed, left := 0, 0
		for _, m := range members {
			if m["name"] == row["name"] && m["reading"] == row["reading"] {
				listed++
				if m["outcome"] == "left out" {
					left++
				}
				if m["reason"] == "" || m["polarity"] == "" {
					t.Errorf("%s, %s: %s is %s without a reason or a polarity", row["name"], row["reading"], m["indicator"], m["outcome"])
				}
			}
		}
		for _, words := range []string{
			" in " + row["met"] + " of " + row["counted"] + ".", "better in " + row["better"] + ", similar in " + row["alike"] + " and worse in " + row["worse"] + ";",
			"; 3 on printed words alone", "Left out: " + strconv.Itoa(left) + " of " + strconv.Itoa(listed) + ".",
		} {
			if !strings.Contains(row["sentence"], words) {
				t.Errorf("%s, %s: %q does not say %q", row["name"], row["reading"], row["sentence"], words)
			}
		}
		if listed != 13 {
			t.Errorf("%s, %s: %d members", row["name"], row["reading"], listed)
		}
	}
	for key := range want {
		t.Errorf("no tally %s, %s", key[0], key[1])
	}
	met := map[string][]string{}
	for _, m := range members {
		if m["reading"] == "by polarity" && (m["name"] == neighbours || m["name"] == england) {
			key := m["outcome"]
			if strings.Contains(m["reason"], "printed words alone") {
				key += " in words"
			}
			met[m["name"]+": "+key] = append(met[m["name"]+": "+key], m["indicator"])
		}
	}
	for key, ids := range map[string][]string{
		neighbours + ": met":          {"placements_three_or_more", "placement_two_years", "repeat_plans"},
		neighbours + ": tied":         {"plan_reviews_in_time"},
		neighbours + ": met in words": {"initial_assessments_7_days", "suitable_accommodation_at_19", "in_eet_at_19"},
		neighbours + ": not met":      {"sdq_average", "core_assessments_35_days", "placed_within_12_months", "plans_ceased_two_years"},
		neighbours + ": left out":     {"cla_reviews_in_time", "referrals_to_initial_assessment"},
		england + ": met":             {"sdq_average", "core_assessments_35_days", "placements_three_or_more", "placement_two_years", "repeat_plans", "plan_reviews_in_time"},
		england + ": met in words":    {"initial_assessments_7_days", "suitable_accommodation_at_19", "in_eet_at_19"},
		england + ": not met":         {"placed_within_12_months", "plans_ceased_two_years"},
		england + ": left out":        {"cla_reviews_in_time", "referrals_to_initial_assessment"},
	} {
		if !slices.Equal(met[key], ids) {
			t.Errorf("%s: %v, want %v", key, met[key], ids)
		}
	}
}

// hackneyCaseByCase adds up what explain tells of each case, for an indicator of each kind of extract.
func hackneyCaseByCase(t *testing.T, config string) {
	for _, want := range printedFigures() {
		if want.end != "2009-03-31" || !slices.Contains([]string{
			"initial_assessments_7_days", "referrals_to_initial_assessment", "placed_within_12_months", "plans_ceased_two_years",
		}, want.id) {
			continue
		}
		numerator, denominator, silent := 0.0, 0.0, 0
		for _, row := range rows(t, sightline(t, "explain", want.id, "--at", want.end, "--config", config, "--format", "csv")) {
			n, _ := strconv.ParseFloat(row["numerator"], 64)
			d, _ := strconv.ParseFloat(row["denominator"], 64)
			numerator, denominator = numerator+n, denominator+d
			if row["reason"] == "" || row["person_id"] == "" {
				silent++
			}
		}
		if got := strconv.FormatFloat(numerator, 'f', -1, 64) + "/" + strconv.FormatFloat(denominator, 'f', -1, 64); got != want.of {
			t.Errorf("explain %s: the cases add up to %s, want %s", want.id, got, want.of)
		}
		if silent > 0 {
			t.Errorf("explain %s: %d cases without a child or a reason", want.id, silent)
		}
	}
}

// hackneyComparators checks what is printed of neighbours and England, and what may not be compared.
func hackneyComparators(t *testing.T, config string) {
	printed := map[string][2]string{
		"sdq_average": {"10.2", "13.8"}, "core_assessments_35_days": {"80", "78"}, "placed_within_12_months": {"78.8", "75.8"},
		"placements_three_or_more": {"12.2", "10.7"}, "placement_two_years": {"67.9", "67"}, "plans_ceased_two_years": {"8", "6"},
		"repeat_plans": {"11", "13"}, "plan_reviews_in_time": {"100", "99"},
	}
	seen := 0
	for _, row := range rows(t, sightline(t, "compare", "--config", config, "--format", "csv")) {
		if row["indicator"] == "residential_share" && (row["verdict_neighbours"] != "not comparable" || !strings.Contains(row["reason"], "Ofsted") || row["neighbour_mean"] != "17") {
			t.Errorf("residential share: the printed comparators have another definition: want the number and no verdict, got %v", row)
		}
		want, ok := printed[row["indicator"]]
		if !ok || row["period_end"] != "2009-03-31" || row["period"] != "snapshot" && row["period"] != "year" {
			continue
		}
		seen++
		if row["neighbour_mean"] != want[0] || row["england"] != want[1] {
			t.Errorf("%s in 2009: neighbours %s and England %s, want %s and %s", row["indicator"], row["neighbour_mean"], row["england"], want[0], want[1])
		}
	}
	if seen != len(printed) {
		t.Errorf("%d of %d indicators with printed comparators are compared", seen, len(printed))
	}
}

// endedEditions are indicators of a stretch of time that was over before the demonstration's years.
func endedEditions() []string {
	return []string{
		"core_assessments_35_days",
		"initial_assessments_7_days",
		"initial_assessments_10_days",
		"referrals_to_initial_assessment",
	}
}

// The extracts of the modern demonstration feed the whole catalogue: each indicator has a figure in the
// last year, but for those whose definition ended long before.
func TestTheModernScenarioFeedsEveryIndicator(t *testing.T) {
	asAt := time.Date(2026, time.March, 31, 0, 0, 0, 0, time.UTC)
	config := ranTo(t, "compute", asAt.Format(time.DateOnly), func(dir string) error {
		return sample.Modern(context.Background(), dir, 1, asAt)
	})
	catalogue, err := loadCatalogue()
	if err != nil {
		t.Fatal(err)
	}
	figured := map[string]bool{}
	since := asAt.AddDate(-1, 0, 0).Format(time.DateOnly)
	for _, row := range rows(t, sightline(t, "values", "--config", config, "--from", since, "--format", "csv")) {
		if row["symbol"] == "" && row["period_end"] > since && (row["period"] == "snapshot" || row["period"] == "year") {
			figured[row["indicator"]] = true
		}
	}
	for _, def := range catalogue.Definitions {
		if ended := slices.Contains(endedEditions(), def.ID); figured[def.ID] == ended {
			t.Errorf("%s: a figure in the last year is %v, want %v", def.ID, figured[def.ID], !ended)
		}
	}
}
