package benchmarks

import (
	"context"
	"database/sql"
	"regexp"
	"strings"
)

// dataset is a published file by the measures that it brings.
type dataset struct {
	ids  *regexp.Regexp
	name string // publication and file, as a person would look for it
}

const (
	workforceRelease   = "Explore Education Statistics, Children's social work workforce: "
	needRelease        = "Explore Education Statistics, Children in need: "
	lookedAfterRelease = "Explore Education Statistics, Children looked after in England including adoptions: "
)

// longTableName stands for every measure whose id has no prefix.
const longTableName = "the LAIT long table"

// datasets lists the files that are known to publish measures of the catalogue; of several that match an id
// the first is meant.
var datasets = []dataset{
	{regexp.MustCompile(`^ees:([a-z_]+_(fte|headcount)|cases)$`), workforceRelease + "csww_indicators"},
	{regexp.MustCompile(`^ees:.* \[Child Protection Plans which are a second or subsequent plan\]$`), needRelease + "d3_cpps_subsequent_plan"},
	{regexp.MustCompile(`^ees:.* \[Child Protection Plans by length of time\]$`), needRelease + "d5_cpps_at31march_by_duration"},
	{regexp.MustCompile(`^ees:.* \[Referrals and Re-referrals\]$`), needRelease + "c1_children_in_need_referrals_and_rereferrals"},
	{regexp.MustCompile(`^ees:.* \[Children in Need\]$`), needRelease + "b1_children_in_need"},
	{
		regexp.MustCompile(`^ees:.* \[Children (looked after on 31 March|starting to be looked after|ceasing to be looked after) each year\]$`),
		lookedAfterRelease + "cla_number_and_rate_per_10k_children",
	},
	{
		regexp.MustCompile(`^ees:care_leaver_.* \[(Accommodation considered |No information|Suitability )`),
		lookedAfterRelease + "la_care_leavers_accommodation_suitability",
	},
	{regexp.MustCompile(`^ees:care_leaver_`), lookedAfterRelease + "la_care_leavers_activity"},
	{regexp.MustCompile(`^ees:(number|percentage) \[CLA on 31 March; `), lookedAfterRelease + "la_cla_swcount"},
	{
		regexp.MustCompile(`^ees:children_.* \[(CLA on 31 March|CLA 2 years on 31 March|Children looked after continuously )`),
		lookedAfterRelease + "la_cla_placement_stability",
	},
	{regexp.MustCompile(`^ees:children_.*; .*[Aa]ges`), lookedAfterRelease + "la_conviction_health_outcome_cla"},
	{
		regexp.MustCompile(`^ees:number \[.*; Age on starting final period of care; `),
		lookedAfterRelease + "national_cla_adopted_average_time_between_adoption_process_stages",
	},
	{regexp.MustCompile(`^ees:population_estimate \[Children aged 0 to 17 years\]$`), "the ONS mid-year population estimates"},
	{regexp.MustCompile(`^ro3:`), "revenue outturn RO3, data by local authority"},
	{regexp.MustCompile(`^s251:`), "section 251 outturn, Table A1"},
}

// datasetOf names the publication and file that bring a measure.
func datasetOf(id string) string {
	for _, one := range datasets {
		if one.ids.MatchString(id) {
			return one.name
		}
	}
	if column, ok := strings.CutPrefix(id, "ees:"); ok {
		column, _, _ = strings.Cut(column, " [")
		return "an Explore Education Statistics file with the column " + column
	}
	return longTableName
}

// heldDatasets tells of which files measures are held. A part of the long table is no long table: it counts
// from half of the measures on that the catalogue declares of it.
func heldDatasets(ctx context.Context, q Querier, facts map[string]fact) (map[string]bool, error) {
	out := map[string]bool{}
	declared, held := 0, 0
	for id, f := range facts {
		if datasetOf(id) == longTableName {
			declared++
			if f.held {
				held++
			}
		}
	}
	out[longTableName] = held > 0 && 2*held >= declared
	rows, err := q.QueryContext(ctx, `select distinct measure from benchmarks.published where regexp_matches(measure, '^[a-z0-9]+:')`)
	if err != nil {
		return nil, err
	}
	ids, err := scanAll(rows, func(rows *sql.Rows, id *string) error { return rows.Scan(id) })
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		if name := datasetOf(id); name != longTableName {
			out[name] = true
		}
	}
	return out, nil
}
