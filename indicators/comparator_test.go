package indicators_test

import (
	"slices"
	"strings"
	"testing"

	"sightline/indicators"
)

// ratioFile is goodFile as a share, with a comparator that nothing is wrong with.
var ratioFile = strings.NewReplacer(
	"statistic: count", "statistic: ratio", "unit: children", "unit: percent", "denominator: none", "denominator: all of them",
	"comparator: {}", `comparator:
  lait: SomeShare
  ees: "ees:children_percent [A; B]"
  numerator: [SomeNumber, "ees:children_count [A; B]"]
  denominator: ["ees:children_count [A; Total]"]
  differs:
    rounding: "published in whole numbers"
  same: [population]
  note: Published once a year.`,
).Replace(goodFile)

func TestAComparatorIsReadWhole(t *testing.T) {
	catalogue, err := indicators.LoadCatalogue(mapFile("looked_after/cla.sql", ratioFile))
	if err != nil {
		t.Fatal(err)
	}
	c := catalogue.Definitions[0].Comparator
	if got := strings.Join(c.Values(), "|"); got != "SomeShare|ees:children_percent [A; B]" || !c.Published() {
		t.Errorf("values: got %s", got)
	}
	if len(c.Numerator) != 2 || len(c.Denominator) != 1 || c.Differs["rounding"] == "" || !slices.Equal(c.Same, []string{"population"}) {
		t.Errorf("got %+v", c)
	}
}

func TestAFaultInAComparatorIsNamedByFileAndLine(t *testing.T) {
	cases := []struct{ name, old, new, want string }{
		{"unknown key", "  lait: SomeShare", "  laid: SomeShare", `looked_after/cla.sql:20: header: unknown field "laid"`},
		{"population not looked at", "  same: [population]\n", "", `looked_after/cla.sql:19: header: comparator: want population under differs, or under same`},
		{"unknown aspect", "    rounding:", "    colour:", `looked_after/cla.sql:25: header: comparator: differs: unknown aspect colour: want one of unit, polarity, population, period, rounding`},
		{"unknown aspect alike", "[population]", "[population, colour]", `looked_after/cla.sql:26: header: comparator: same: unknown aspect colour`},
		{"aspect alike twice", "[population]", "[population, population]", "same: population is there twice"},
		{"both alike and other", "[population]", "[population, rounding]", "looked_after/cla.sql:26: header: comparator: same: rounding stands under differs too"},
		{"difference without words", `"published in whole numbers"`, `" "`, "differs: want in words how the rounding is another"},
		{"semicolon", "in whole numbers", "rounded; whole", "rounding: want words without a semicolon"},
		{"another unit", "ees:children_percent [A; B]", "ees:children_count [A; B]", "looked_after/cla.sql:19: header: comparator: ees:children_count [A; B] is number and the indicator percent: want unit under differs"},
		{"unit that nothing tells", "ees:children_percent [A; B]", "ees:turnover_rate_fte", "nothing tells the unit of ees:turnover_rate_fte: want unit under same or differs"},
		{"id of EES", "ees:children_percent [A; B]", "ees:children_percent[A;B]", `looked_after/cla.sql:21: header: comparator: ees "ees:children_percent[A;B]": want ees:column [filter; filter]`},
		{"id of EES without prefix", `"ees:children_percent [A; B]"`, "la_cla children_percent", "want ees:column [filter; filter]"},
		{"id of LAIT", "lait: SomeShare", `lait: "ees:children_percent"`, `looked_after/cla.sql:20: header: comparator: lait "ees:children_percent": want the Short Desc`},
		{"id of EES as measure", "  same:", "  measure: \"ees:x\"\n  same:", "want it under ees"},
		{"id of RO3", "  same:", "  measure: \"ro3:csclkd\"\n  same:", "want ro3: and the item's name"},
		{"id of section 251", "  same:", "  measure: \"s251:20 Residential care\"\n  same:", "want s251:line; Column"},
		{"id in a list", "[SomeNumber,", "[\" SomeNumber\",", `looked_after/cla.sql:22: header: comparator: numerator " SomeNumber": want an id without space`},
		{"twice in a list", "[SomeNumber,", "[SomeNumber, SomeNumber,", "numerator: SomeNumber is there twice"},
		{"share as a count", "ees:children_count [A; Total]", "ees:children_percent [A; Total]", "looked_after/cla.sql:23: header: comparator: denominator: ees:children_percent [A; Total] is percent: want a count or an amount"},
		{"numerator alone", "  denominator: [\"ees:children_count [A; Total]\"]\n", "", "want numerator and denominator together"},
		{"counts of a count", "statistic: ratio", "statistic: count", "looked_after/cla.sql:22: header: comparator: numerator: want none: only a ratio is made of two counts"},
		{"negative scale", "  same:", "  scale: -1\n  same:", "looked_after/cla.sql:26: header: comparator: scale -1: want a positive number"},
		{"scale of no value", "  lait: SomeShare\n  ees: \"ees:children_percent [A; B]\"\n", "  scale: 2\n", "scale: want lait, ees or measure"},
		{"thousands", "  same:", "  measure: \"ro3:RO3-csclkd-tot-exp\"\n  same:", "ro3:RO3-csclkd-tot-exp is in thousands of pounds: want scale: 1000"},
		{"thousands beside others", "  same:", "  measure: \"ro3:RO3-csclkd-tot-exp\"\n  scale: 1000\n  same:", "the scale is of all measures: want no other measure"},
		{"about nothing", ratioFile[strings.Index(ratioFile, "  lait:"):strings.Index(ratioFile, "  differs:")], "", "differs and same are about a published measure"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			text := strings.Replace(ratioFile, c.old, c.new, 1)
			if text == ratioFile {
				t.Fatal("the fault was not planted")
			}
			_, err := indicators.LoadCatalogue(mapFile("looked_after/cla.sql", text))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("want %q, got %v", c.want, err)
			}
		})
	}
}

func TestTheFlowsOfAStockAreInTheCatalogueAndNoStocks(t *testing.T) {
	flow := strings.Replace(goodFile, "window: snapshot", "window: flow", 1)
	with := func(text, flows string) string {
		return strings.Replace(text, "companions: []", "companions: []\nflows: "+flows, 1)
	}
	files := func(stock, other string) error {
		all := mapFile("looked_after/cla.sql", stock)
		all["looked_after/cla_started.sql"] = mapFile("looked_after/cla_started.sql", other)["looked_after/cla_started.sql"]
		_, err := indicators.LoadCatalogue(all)
		return err
	}
	if err := files(with(goodFile, "[cla_started]"), flow); err != nil {
		t.Errorf("a stock with its flow: %v", err)
	}
	for name, c := range map[string]struct{ stock, other, want string }{
		"unknown":         {with(goodFile, "[cla_ceased]"), flow, "looked_after/cla.sql:21: header: flows: cla_ceased is not in the catalogue"},
		"a stock":         {with(goodFile, "[cla_started]"), goodFile, "looked_after/cla.sql:21: header: flows: cla_started is a snapshot"},
		"flows of a flow": {goodFile, with(flow, "[cla]"), "looked_after/cla_started.sql:21: header: flows: want none: only a snapshot has flows"},
		"itself":          {with(goodFile, "[cla]"), flow, `flows: "cla": want the id of another indicator, once`},
		"twice":           {with(goodFile, "[cla_started, cla_started]"), flow, `flows: "cla_started": want the id of another indicator, once`},
	} {
		if err := files(c.stock, c.other); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: want %q, got %v", name, c.want, err)
		}
	}
}

func TestAMeasuresIDTellsItsUnitOrDoesNot(t *testing.T) {
	for id, want := range map[string]string{
		"ees:children_percent [CLA on 31 March; Total children]": indicators.Percent,
		"ees:percentage [A]":              indicators.Percent,
		"ees:2_years_or_more_percent [A]": indicators.Percent,
		"ees:rate_per_10000 [A]":          "per 10,000",
		"ees:children_count [A; B]":       indicators.Number,
		"ees:number [A]":                  indicators.Number,
		"ees:Anypoint_child [A]":          indicators.Number,
		"ees:population_estimate [A]":     indicators.Number,
		"ees:leavers_headcount":           indicators.Number,
		"ees:agency_rate_headcount":       "",
		"ees:children_count [SDQ average score; Ages 5 to 16 years with SDQ score]": "",
		"ees:turnover_rate_fte":           "",
		"ees:CPP_At31 [A]":                "",
		"ro3:RO3-csclkd-tot-exp":          "£",
		"s251:6 Residential care; Income": "£",
		"%_of LAC Adopted":                "",
		"local measure (percent)":         "",
	} {
		if got := indicators.PublishedUnit(id); got != want {
			t.Errorf("%s: want %q, got %q", id, want, got)
		}
	}
}

// What stands in the catalogue about published figures is complete: a measure, or why there is none.
func TestEveryIndicatorHasAComparatorOrSaysWhyNot(t *testing.T) {
	catalogue, err := indicators.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for _, def := range catalogue.Definitions {
		if !def.Comparator.Published() && strings.TrimSpace(def.Comparator.Note) == "" {
			t.Errorf("%s: no published measure and no reason", def.ID)
		}
	}
	for stock, flow := range map[string]string{
		"cla": "cla_started, cla_ceased", "cla_rate": "cla_started, cla_ceased", "plans_open": "plans_started",
		"plans_rate": "plans_started", "plans_open_two_years": "plans_ceased_two_years",
	} {
		def, err := catalogue.Find(stock)
		if err != nil || strings.Join(def.Flows, ", ") != flow {
			t.Errorf("%s: want the flows %s, got %v, %v", stock, flow, def.Flows, err)
		}
	}
}
