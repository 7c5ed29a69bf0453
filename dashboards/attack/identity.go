package attack

import (
	"slices"

	"sightline/indicators"
)

// The two counts of a figure, what remains of the denominator, and the cases that could not be judged.
const (
	numerator   = "numerator"
	denominator = "denominator"
	remainder   = "denominator less numerator"
	unjudged    = "not recorded"
)

// same is a count that is published under two names.
type same struct {
	indicator, side string // the one name
	as, asSide      string // the other
	reason          string
}

// identities are numbers that are one by their definitions. An identity that two published numbers of the area
// contradict is not used there.
var identities = []same{
	{"repeat_plans", denominator, "plans_started", numerator, "the share is of the plans that began"},
	{"repeat_plans_24_months", denominator, "plans_started", numerator, "the share is of the plans that began"},
	{"re_referrals_12_months", denominator, "referrals", numerator, "the share is of the referrals"},
	{"referrals_no_further_action", denominator, "referrals", numerator, "the share is of the referrals"},
	{"referrals_to_initial_assessment", denominator, "referrals", numerator, "the share is of the referrals"},
	{"referrals_rate", numerator, "referrals", numerator, "the rate is of the referrals"},
	{"adopted_share", denominator, "cla_ceased", numerator, "the share is of the children who ceased to be looked after"},
	{"placed_within_12_months", denominator, "adopted_share", numerator, "both count the children adopted"},
	{"assessment_duration", denominator, "assessments_45_days", denominator, "both are of the assessments completed"},
	{"plans_open_two_years", denominator, "plans_open", numerator, "the share is of the children on a plan"},
	{"plans_rate", numerator, "plans_open", numerator, "the rate is of the children on a plan"},
	{"cla_rate", numerator, "cla", numerator, "the rate is of the children looked after"},
	{"placed_over_20_miles", denominator, "cla", numerator, "the share is of the children looked after"},
	{"placements_three_or_more", denominator, "cla", numerator, "the share is of the children looked after"},
	{"residential_share", denominator, "cla", numerator, "the share is of the children looked after"},
	{"workers_three_or_more", denominator, "cla", numerator, "the share is of the children looked after"},
	{"in_eet_19_21", denominator, "in_touch_19_21", denominator, "both are of the care leavers listed at that age"},
}

// SameCounts are the indicators, in order, that tell a count of the given one under another name, through however many
// of them; the given one is not among them.
func SameCounts(indicator string) []string {
	found := []string{indicator}
	for i := 0; i < len(found); i++ {
		for _, one := range identities {
			for _, pair := range [][2]string{{one.indicator, one.as}, {one.as, one.indicator}} {
				if pair[0] == found[i] && !slices.Contains(found, pair[1]) {
					found = append(found, pair[1])
				}
			}
		}
	}
	slices.Sort(found[1:])
	return found[1:]
}

// within is a count that is part of another. What the one leaves of the other is a count of people as well, which
// nothing publishes and a subtraction prints.
type within struct {
	indicator, side string
	of, ofSide      string
	reason          string
	close           bool // the definitions differ in rare cases, so that it holds nearly always
}

// inclusions are counts that are part of another by their definitions. A pair that is one number by an identity, where
// published numbers contradict that, is part and whole.
var inclusions = []within{
	// plans: newly begun, repeated long after the last, or between three months and two years old
	{"repeat_plans_24_months", numerator, "repeat_plans", numerator, "a plan within two years of the last is a repeat plan", false},
	{"plan_reviews_in_time", denominator, "plans_open", numerator, "children on a plan for three months are on a plan", false},
	{"plans_open_two_years", numerator, "plan_reviews_in_time", denominator, "children on a plan for two years are on it for three months", false},
	// children looked after: newly come, without a score, or not for long
	{"cla_reviews_in_time", denominator, "cla", numerator, "children due a review are looked after", false},
	{"placement_two_years", denominator, "cla", numerator, "children looked after for long are looked after", false},
	{"placement_two_years", denominator, "cla_reviews_in_time", denominator, "children looked after for long are due a review", true},
	{"sdq_average", denominator, "cla", numerator, "children with a score are looked after", false},
	{"sdq_average", denominator, "cla_reviews_in_time", denominator, "children looked after for a year are due a review", true},
	{"cla_started", numerator, "missing_from_placement", denominator, "children who start to be looked after are so in the period", true},
	{"cla_ceased", numerator, "missing_from_placement", denominator, "children who cease to be looked after were so in the period", true},
	// children adopted: without an order, a match or a placement on record
	{"entry_to_placement_days", denominator, "adopted_share", numerator, "children whose way is on record are adopted", true},
	{"order_to_match_days", denominator, "adopted_share", numerator, "children whose order and match are on record are adopted", true},
	// care leavers: abroad, deported or of unknown residence; known from somebody else alone
	{"suitable_accommodation_17_18", denominator, "in_eet_17_18", denominator, "both are of the care leavers of that age, but for those abroad", false},
	{"suitable_accommodation_19_21", denominator, "in_eet_19_21", denominator, "both are of the care leavers of that age, but for those abroad", false},
	{"suitable_accommodation_at_19", denominator, "in_eet_at_19", denominator, "both are of the care leavers of that age, but for those abroad", false},
	{"in_touch_19_21", denominator, "in_eet_19_21", denominator, "both are of the care leavers of that age, but for those known from others", false},
	{"in_eet_at_19", denominator, "in_eet_19_21", denominator, "care leavers who turned 19 turned 19 to 21", true},
	// assessments whose days cannot be counted
	{"assessment_duration", denominator, "assessments_45_days", denominator, "assessments whose days can be counted were completed", false},
	// social workers who hold no case
	{"caseload", denominator, "agency_rate", denominator, "social workers who hold a case are in post", true},
}

// stays are numbers at days that are part of a count of who was there on any day of a window: what is left at its last
// day came to an end in it, and what is left at the day before it began in it.
var stays = []within{
	{"cla", numerator, "missing_from_placement", denominator, "who was looked after in the period, less who is at its last day, or was before it", false},
}

// Part tells whether an indicator counts a part of what another one counts. Of two that give a count away between them
// the part says less: the whole is more often the whole of something else, too.
func Part(indicator string) bool {
	return slices.ContainsFunc(inclusions, func(id within) bool { return id.indicator == indicator })
}

// stock is a number at a day that grows by one flow and shrinks by another.
type stock struct {
	at           string // indicator of the number, by its numerator
	in, inSide   string
	out, outSide string
	longest      int // days of the longest window that it holds for; 0 for any
	reason       string
}

// stocks hold nearly always: only somebody who comes and goes twice in a window, or has two plans at once,
// breaks the sum.
var stocks = []stock{
	{"cla", "cla_started", numerator, "cla_ceased", numerator, 92, "children looked after = those before + started - ceased"},
	{"plans_open", "plans_started", numerator, "plans_ceased_two_years", denominator, 0, "children on a plan = those before + plans started - plans ended"},
}

// side is what one count of a figure is.
type side struct {
	name  string
	kind  kind
	scale int64 // parts of one: more than 1 where the count may be a fraction
	atEnd bool  // it stands at the last day of the window
}

// figure is what there is to attack about an indicator.
type figure struct {
	sides []side
	parts bool // the numerator is part of the denominator
	// longer windows than a quarter reach back this many months instead of to their first day
	pooled int
}

// workforce figures are in full-time equivalents, which may be fractions of a person.
var workforce = map[string]figure{
	"turnover_rate": {sides: []side{{numerator, additive, fixed, false}, {denominator, apart, fixed, true}}},
	"agency_rate":   {sides: []side{{numerator, apart, fixed, false}, {denominator, apart, fixed, false}}, parts: true},
	"vacancy_rate":  {sides: []side{{numerator, apart, fixed, false}, {denominator, apart, fixed, false}}, parts: true},
	"caseload":      {sides: []side{{denominator, apart, fixed, false}}},
	// Days, and days per equivalent, are no counts of people.
	"absence_rate": {}, "sickness_days_per_fte": {},
}

// pools are the indicators whose windows longer than a quarter pool three years.
var pools = map[string]int{"order_to_match_days": 36, "entry_to_placement_days": 36}

// eventsOfPeriod are indicators that are counted per period although every case lies on one day.
var eventsOfPeriod = map[string]bool{"referrals_rate": true}

// oncePeriod are indicators of what happens to a child once in a window by their rules and, but for the few who come
// or go twice, once at all: their windows add up nearly always.
var oncePeriod = map[string]bool{
	"cla_started": true, "cla_ceased": true, "adopted_share": true, "placed_within_12_months": true,
	"entry_to_placement_days": true, "order_to_match_days": true,
}

// figureOf says what of an indicator counts people. Money, days and points are about no one in particular,
// and the population is no secret.
func figureOf(def *indicators.Definition) figure {
	if known, ok := workforce[def.ID]; ok {
		return known
	}
	if def.Money() {
		return figure{}
	}
	shape := map[indicators.Window]kind{indicators.Flow: additive, indicators.Spanning: distinct, indicators.Snapshot: apart}[def.Window]
	switch {
	case eventsOfPeriod[def.ID]:
		shape = additive
	case oncePeriod[def.ID]:
		shape = once
	}
	count := func(name string) side { return side{name, shape, 1, false} }
	out := figure{pooled: pools[def.ID]}
	switch {
	case def.Statistic == indicators.Count:
		out.sides = []side{count(numerator)}
	case def.Statistic == indicators.Median || def.Multiplier() == 1:
		out.sides = []side{count(denominator)}
	case def.Unit == indicators.Percent:
		out.sides, out.parts = []side{count(numerator), count(denominator)}, true
	default:
		out.sides = []side{count(numerator)}
	}
	return out
}
