package sample

import (
	"fmt"
	"strings"
)

// printedComparator is what the evaluation prints of neighbours or England beside an indicator: a number,
// or only how Hackney stands.
type printedComparator struct{ indicator, comparator, value, says, note string }

const (
	lowScore = "a lower score is better"
	lowShare = "a lower share is better"
	twoYears = "the document states the two years but neither the two and a half years in care nor the age limit"
	// The words of the document where it prints no number of neighbours and of England.
	slightlyHigher = "no number is printed, only that it is slightly higher than both"
	comparesWell   = "no number is printed, only that it compares well"
)

func printedComparators() []printedComparator {
	return []printedComparator{
		{"placements_three_or_more", "neighbours", "12.2", "", "printed with the indicator's own text; the document's summary prints 11.6"},
		{"placements_three_or_more", "neighbours", "11.6", "", "printed in the document's summary; the indicator's own text prints 12.2"},
		{"placements_three_or_more", "england", "10.7", "", ""},
		{"placement_two_years", "neighbours", "67.9", "", twoYears},
		{"placement_two_years", "england", "67", "", twoYears},
		{"sdq_average", "neighbours", "10.2", "", lowScore},
		{"sdq_average", "england", "13.8", "", lowScore},
		{"initial_assessments_7_days", "neighbours", "", "met", slightlyHigher},
		{"initial_assessments_7_days", "england", "", "met", slightlyHigher},
		{"core_assessments_35_days", "neighbours", "80", "", ""},
		{"core_assessments_35_days", "england", "78", "", ""},
		{"placed_within_12_months", "neighbours", "78.8", "", ""},
		{"placed_within_12_months", "england", "75.8", "", ""},
		{"plans_ceased_two_years", "neighbours", "8", "", lowShare},
		{"plans_ceased_two_years", "england", "6", "", lowShare},
		{"repeat_plans", "neighbours", "11", "", lowShare},
		{"repeat_plans", "england", "13", "", lowShare},
		{"plan_reviews_in_time", "neighbours", "100", "", ""},
		{"plan_reviews_in_time", "england", "99", "", ""},
		{"suitable_accommodation_at_19", "neighbours", "", "met", comparesWell},
		{"suitable_accommodation_at_19", "england", "", "met", comparesWell},
		{"in_eet_at_19", "neighbours", "", "met", comparesWell},
		{"in_eet_at_19", "england", "", "met", comparesWell},
		{"residential_share", "neighbours", "17", "", ""},
		{"residential_share", "england", "15", "", ""},
	}
}

// writePrinted writes the comparators of the evaluation. The document's author and date are not
// known here, so it is named by what it is.
func writePrinted(t *tree) error {
	b, err := t.create("benchmarks/printed_comparators.csv",
		[]string{"measure", "comparator", "years", "value", "says", "source", "note", "not_comparable"}, style{})
	if err != nil {
		return err
	}
	const document = "the published evaluation of Hackney's Reclaiming Social Work, printed "
	for _, one := range printedComparators() {
		years, source, notComparable := "2009", document+"figure", ""
		if one.says != "" {
			source = document + "text"
		}
		if one.indicator == "residential_share" {
			years = "2010"
			notComparable = "the printed comparators are an Ofsted figure whose placements and date are not printed"
		}
		b.write(one.indicator, one.comparator, years, one.value, one.says, source, one.note, notComparable)
	}
	return b.close()
}

// nationalIndicatorIDs are the thirteen National Indicators that the evaluation goes through, in its order:
// NI 58 to 68, 147 and 148.
func nationalIndicatorIDs() []string {
	return []string{
		"sdq_average", "initial_assessments_7_days", "core_assessments_35_days", "placed_within_12_months",
		"placements_three_or_more", "placement_two_years", "plans_ceased_two_years", "repeat_plans", "cla_reviews_in_time",
		"plan_reviews_in_time", "referrals_to_initial_assessment", "suitable_accommodation_at_19", "in_eet_at_19",
	}
}

// hackneyTallies are the evaluation's two counts, as configuration. It prints that Hackney matched or beat
// its neighbours in seven of the thirteen and England in eight. By the polarity of each it is seven and
// nine; seven and eight come out when NI 58 is left out, eight and eight when a high score is taken for good.
func hackneyTallies() string {
	var b strings.Builder
	b.WriteString("# The document counts in how many of thirteen National Indicators of 2008/09 Hackney matched or beat others.\n")
	b.WriteString("tallies:\n")
	for _, one := range [][2]string{{"neighbours", "statistical neighbours"}, {"england", "England"}} {
		fmt.Fprintf(&b, "  - name: \"National Indicators of 2008/09 against %s\"\n", one[1])
		fmt.Fprintf(&b, "    against: %s\n    at: %s\n    ties: met\n", one[0], yearEnd(hackneyPrinted).iso())
		fmt.Fprintf(&b, "    members: [%s]\n", strings.Join(nationalIndicatorIDs(), ", "))
		b.WriteString("    readings:\n")
		b.WriteString("      - name: NI 58 left out\n")
		b.WriteString("        leave_out: {sdq_average: \"the document calls a score above the neighbours' higher and one near England's in line\"}\n")
		b.WriteString("      - {name: NI 58 with a high score as the better, polarity: {sdq_average: high}}\n")
	}
	return b.String()
}
