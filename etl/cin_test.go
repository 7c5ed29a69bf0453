package etl_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"sightline/etl"
)

// census is a document of the children in need census of authority 901.
func census(year, wrote string, children ...string) string {
	return `<?xml version="1.0" encoding="UTF-8"?>
<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>` + year + `</Year></CollectionDetails>
<Source><SourceLevel>L</SourceLevel><LEA>901</LEA><DateTime>` + wrote + `</DateTime></Source></Header>
<Children>` + strings.Join(children, "\n") + `</Children></Message>`
}

// censusChild is a child with the elements given; sex is one too.
func censusChild(id, sex, disabilities string, details ...string) string {
	return `<Child><ChildIdentifiers><LAchildID>` + id + `</LAchildID><PersonBirthDate>2012-05-06</PersonBirthDate>` + sex +
		`</ChildIdentifiers><ChildCharacteristics><Ethnicity>WBRI</Ethnicity>` + disabilities + `</ChildCharacteristics>` +
		strings.Join(details, "") + `</Child>`
}

// details is a referral: elements up to the assessments and enquiries, and from ReferralNFA on.
func details(date, source, more string) string {
	return `<CINdetails><CINreferralDate>` + date + `</CINreferralDate><ReferralSource>` + source + `</ReferralSource>` +
		`<PrimaryNeedCode>N1</PrimaryNeedCode>` + more + `</CINdetails>`
}

// elements writes name, value, name, value ... as elements.
func elements(pairs ...string) string {
	var out strings.Builder
	for pair := range slices.Chunk(pairs, 2) {
		fmt.Fprintf(&out, "<%[1]s>%[2]s</%[1]s>", pair[0], pair[1])
	}
	return out.String()
}

// tables lists what was read of each table of each file that held any of it.
func (w *world) tables() []string {
	w.t.Helper()
	return w.rows(`select parse_filename(source_file), table_name, read, loaded, rejected from audit.file where read > 0 order by all`)
}

// reconcilesByTable asserts that read = loaded + rejected and that audit.reject agrees, for each table
// of each file.
func (w *world) reconcilesByTable(report *etl.Report) {
	w.t.Helper()
	if len(report.Files) == 0 {
		w.t.Error("nothing was read")
	}
	off := w.rows(`
select file.source_file, file.table_name, file.read, file.loaded, file.rejected, coalesce(refused.records, 0)
from audit.file as file
left join (
    select source_file, table_name, count(distinct source_row) as records
    from audit.reject where severity = 'row' group by source_file, table_name
) as refused using (source_file, table_name)
where file.table_name <> 'unrecognised' and file.superseded_by is null
    and (read <> loaded + rejected or rejected <> coalesce(refused.records, 0))
order by all`)
	if len(off) > 0 {
		w.t.Errorf("audit.file does not reconcile: %v", off)
	}
}

func TestCINPublicSamples(t *testing.T) {
	whole := []string{
		"assessment|1|1|0", "assessment_factor|2|2|0", "child|1|1|0", "cin_details|1|1|0", "cin_plan|1|1|0", "disability|2|2|0",
		"plan_review|1|1|0", "protection_plan|1|1|0", "section47|1|1|0",
	}
	bad := []string{ // of two children, one assessment with the factor RB
		"assessment|2|2|0", "assessment_factor|3|2|1", "child|2|2|0", "cin_details|2|2|0", "cin_plan|1|1|0", "disability|3|3|0",
		"plan_review|1|1|0", "protection_plan|1|1|0", "section47|1|1|0",
	}
	for name, want := range map[string][]string{
		"CIN_Census_2021.xml": whole, "CIN_header_issues_100.xml": whole, "CIN_la_issues_2887Q.xml": whole, "CIN_Census_2024.xml": bad,
		"CIN_Census_2026.xml": slices.Insert(slices.Clone(bad), 7, "pre_proceedings|1|1|0"),
		"CIN_Census_2021_no_assessment_factors.xml": slices.DeleteFunc(slices.Clone(whole), func(row string) bool {
			return strings.HasPrefix(row, "assessment_factor")
		}),
		// The same plan stands twice in one referral: the second and its review are refused.
		"CIN2rows.xml": {
			"assessment|1|1|0", "child|1|1|0", "cin_details|1|1|0", "cin_plan|1|1|0", "disability|2|2|0", "plan_review|2|1|1",
			"protection_plan|2|1|1", "section47|1|1|0",
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.opts.Authorities = []etl.Authority{{Code: "201", Name: "City of London"}}
			w.publicCopy("cin/"+name, "cin/"+name)
			report := w.mustLoad(w.extract("cin_census", "cin"))
			w.reconcilesByTable(report)
			same(t, "tables", w.rows("select table_name, read, loaded, rejected from audit.file where read > 0 order by table_name"), want)
			wrong := []string{}
			switch {
			case slices.Contains([]string{"CIN_Census_2021.xml", "CIN_header_issues_100.xml", "CIN_la_issues_2887Q.xml"}, name):
				wrong = []string{"child|1|date|cell"} // a birth expected in 1066
			case strings.Contains(name, "2024"), strings.Contains(name, "2026"):
				wrong = []string{"assessment_factor|2|code|row"}
			case name == "CIN2rows.xml":
				wrong = []string{"plan_review|2|parent|row", "protection_plan|2|duplicate|row"}
			}
			same(t, "rejects", w.rows("select table_name, source_row, kind, severity from audit.reject order by all"), wrong)
			same(t, "stray text", w.rows("select message from audit.notice where rule = 'stray-text'"),
				[]string{"1 rows: text between elements, where none belongs: ignored"})
		})
	}
}

func TestCINSampleRowByRow(t *testing.T) {
	w := newWorld(t)
	w.opts.Authorities = []etl.Authority{{Code: "201", Name: "City of London"}}
	w.publicCopy("cin/CIN_Census_2026.xml", "cin/CIN_Census_2026.xml")
	w.mustLoad(w.extract("cin_census", "cin"))
	one, two := "201|DfEX0000001|", "201|child_fails_assessments|"
	for _, c := range []struct {
		what, query string
		want        []string
	}{
		{
			"child", "select area_code, child_id, sex, born_on, ethnicity, expected_on, died_on, is_mother, source, source_row from core.child order by all",
			[]string{one + "M|2015-03-27|WBRI|-|-|-|cin_census|1", two + "M|2023-09-25|WBRI|-|-|-|cin_census|2"},
		},
		{"disability", "select area_code, child_id, disability from core.disability order by all", []string{one + "HAND", one + "HEAR", two + "NONE"}},
		{
			"referral", `select area_code, child_id, referral_no, referred_on, referral_source, primary_need, no_further_action, closed_on, reason_closed,
			team_id, collection_year, source from core.referral order by all`,
			[]string{one + "1|2022-10-06|1A|N4|false|2023-02-27|RC1|-|2023|cin_census", two + "1|2024-10-24|1A|N1|false|2024-10-29|RC9|-|2023|cin_census"},
		},
		{
			"assessment", "select area_code, child_id, assessment_type, referred_on, started_on, internal_review_on, completed_on, collection_year from core.assessment order by all",
			[]string{one + "single|2022-10-06|2028-04-28|-|2020-09-19|2023", two + "single|2024-10-24|2023-12-25|-|2024-01-27|2023"},
		},
		{
			"factors", "select area_code, child_id, assessment_started_on, factor from core.assessment_factor order by all",
			[]string{one + "2028-04-28|1C", one + "2028-04-28|6B"},
		},
		{
			"section 47", "select area_code, child_id, referred_on, started_on, conference_due_on, conference_on, conference_not_required from core.section47 order by all",
			[]string{one + "2022-10-06|2022-06-02|2022-06-23|2022-06-17|false"},
		},
		{
			"conferences: the referral's own is a transfer", "select area_code, child_id, held_on, section47_started_on, transfer_in, resulted_in_plan from core.conference order by all",
			[]string{one + "2022-06-17|2022-06-02|false|-", one + "2022-12-06|-|true|-"},
		},
		{
			"plans in need", "select area_code, child_id, referred_on, started_on, ended_on from core.cin_plan order by all",
			[]string{one + "2022-10-06|2023-01-24|2023-01-26"},
		},
		{"protection plans", `select area_code, child_id, referred_on, started_on, ended_on, initial_category, latest_category, previous_plans, other_authority
			from core.protection_plan order by all`, []string{one + "2022-10-06|2022-02-17|2023-03-14|PHY|PHY|10|-"}},
		{"reviews", "select area_code, child_id, plan_started_on, reviewed_on from core.plan_review order by all", []string{one + "2022-02-17|2023-02-15"}},
		{
			"pre-proceedings", "select * exclude (source, source_file, source_row) from core.pre_proceedings order by all",
			[]string{one + "2022-10-06|2026-09-09|2026-09-20|true|true|2026-09-28|3|2026-12-01|A|2026-12-18|2027-02-05|2023"},
		},
		{
			"coverage", "select source, table_name, covered_from, covered_to from core.coverage where table_name in ('child', 'pre_proceedings') order by all",
			[]string{"cin_census|child|2022-04-01|2023-03-31", "cin_census|pre_proceedings|2022-04-01|2023-03-31"},
		},
	} {
		same(t, c.what, w.rows(c.query), c.want)
	}
}

// What a year's census did not have yet, or has no more, is accepted and counted.
func TestCINYearDifferences(t *testing.T) {
	assessment := func(factors ...string) string {
		var list strings.Builder
		for _, factor := range factors {
			list.WriteString(elements("AssessmentFactors", factor))
		}
		return elements("Assessments", elements("AssessmentActualStartDate", "2020-01-02", "FactorsIdentifiedAtAssessment", list.String()))
	}
	plan := elements("CINPlanDates", elements("CINPlanStartDate", "2020-01-03"))
	closed := elements("CINclosureDate", "2020-02-03", "ReasonForClosure", "RC9")
	nfa := elements("ReferralNFA", "0")
	w := newWorld(t)
	w.write("cin/2020.xml", census("2020", "2020-05-01T00:00:00", censusChild("old", elements("Sex", "M"), "",
		details("2020-01-01", "5D", closed+assessment("18B", "24A", "18A", "21")+plan+nfa))))
	w.write("cin/2025.xml", census("2025", "2025-05-01T00:00:00Z",
		censusChild("a-name-of-23-characters", elements("GenderCurrent", "2"), "", details("2020-01-01", "1A", assessment("18A", "19B")+nfa))))
	w.write("cin/2026.xml", census("2026", "2026-05-01T00:00:00",
		censusChild("new", elements("Sex", "F"), elements("Disabilities", elements("Disability", "NONE")), details("2020-01-01", "5D", closed+assessment("18B", "18C", "19B", "19C", "24A")+plan+nfa))))
	report := w.mustLoad(w.extract("cin_census", "cin"))
	w.reconcilesByTable(report)
	same(t, "rejects", w.rejects(), []string{})
	same(t, "notices", w.rows("select parse_filename(source_file), column_name, rule, message from audit.notice order by all"), []string{
		"2020.xml|AssessmentFactors|code-out-of-year|2 rows: a code that belongs to other collection years: accepted",
		"2020.xml|CINPlanDates/CINPlanStartDate|block-out-of-year|1 rows: plans of children in need belong to the census from 2022: accepted",
		"2020.xml|CINdetails/ReasonForClosure|code-out-of-year|1 rows: a code that belongs to other collection years: accepted",
		"2020.xml|CINdetails/ReferralSource|code-out-of-year|1 rows: a code that belongs to other collection years: accepted",
		"2020.xml|Child/ChildIdentifiers/Sex|code-out-of-year|1 rows: a code that belongs to other collection years: accepted",
		"2025.xml|AssessmentFactors|code-out-of-year|1 rows: a code that belongs to other collection years: accepted",
		"2025.xml|Child/ChildIdentifiers/GenderCurrent|code-out-of-year|1 rows: a code that belongs to other collection years: accepted",
		"2025.xml|Child/ChildIdentifiers/LAchildID|child-id-form|1 rows: LAchildID is not of letters and digits alone, an error from 2024-25 (rule 1580)",
		"2025.xml|Child/ChildIdentifiers/LAchildID|child-id-too-long|1 rows: LAchildID has more than 20 characters, an error from 2024-25 (rule 1570)",
	})
	same(t, "children", w.rows("select child_id, sex from core.child order by all"), []string{"a-name-of-23-characters|F", "new|F", "old|M"})
	same(t, "what is not filled is not covered", w.rows("select covered_from, covered_to from core.coverage where table_name = 'cin_plan' order by all"),
		[]string{"2019-04-01|2020-03-31", "2025-04-01|2026-03-31"})
	same(t, "years in a row are one stretch", w.rows("select covered_from, covered_to from core.coverage where table_name = 'assessment' order by all"),
		[]string{"2019-04-01|2020-03-31", "2024-04-01|2026-03-31"})
}

// A fault costs what it touches and what hangs on it, and no more.
func TestCINFaults(t *testing.T) {
	unborn := `<Child><ChildIdentifiers><LAchildID>unborn</LAchildID><ExpectedPersonBirthDate>2023-06-01</ExpectedPersonBirthDate>` +
		`<GenderCurrent>0</GenderCurrent></ChildIdentifiers><ChildCharacteristics><Ethnicity>NOBT</Ethnicity></ChildCharacteristics>` +
		details("2023-02-01", "3B", elements("ReferralNFA", "true")) + `</Child>`
	nobody := strings.Replace(censusChild("", "", elements("Disabilities", elements("Disability", "LD")), details("2023-01-01", "6",
		elements("ReferralNFA", "false"))), "<LAchildID></LAchildID>", "", 1)
	plans := elements("ChildProtectionPlans", elements("CPPstartDate", "2022-05-01", "CPPendDate", "soon", "InitialCategoryOfAbuse", "NEG",
		"LatestCategoryOfAbuse", "NEG", "NumberOfPreviousCPP", "0", "Reviews", elements("CPPreviewDate", "2022-07-01"))) +
		elements("ChildProtectionPlans", elements("CPPstartDate", "2022-06-01", "InitialCategoryOfAbuse", "EMOTIONAL",
			"LatestCategoryOfAbuse", "mul", "NumberOfPreviousCPP", "-1", "Reviews", elements("CPPreviewDate", "2022-08-01", "CPPreviewDate", "2022-13-01")))
	w := newWorld(t)
	w.opts.MaxRejectShare, w.opts.ShareConfigured = 0.9, true
	w.write("cin/2023.xml", census("2023", "2023-05-01T00:00:00", unborn, nobody,
		censusChild("a", elements("GenderCurrent", "9"), elements("Disabilities", elements("Disability", "AUT", "Disability", "XXX", "Disability", "aut")),
			// A referral keeps what it can.
			details("2023-01-01", "11Z", elements("CINclosureDate", "31/02/2023", "ReasonForClosure", "RC99")+plans+elements("ReferralNFA", "no")),
			// Without its date it is none, and what hangs on it is nobody's.
			details("2023-02-30", "6", elements("Assessments", elements("AssessmentActualStartDate", "2023-02-01", "FactorsIdentifiedAtAssessment",
				elements("AssessmentFactors", "1A")))+elements("Section47", elements("S47ActualStartDate", "2023-02-01", "ICPCnotRequired", "1"))+
				elements("ReferralNFA", "0")),
			details("2023-03-01", "6", elements("Section47", elements("S47ActualStartDate", "2023-03-02", "DateOfInitialCPC", "2023-03-32", "ICPCnotRequired", "maybe"))+
				elements("Assessments", elements("AssessmentActualStartDate", "2023-03-01", "AssessmentAuthorisationDate", "later", "FactorsIdentifiedAtAssessment",
					elements("AssessmentFactors", "1A")))+elements("ReferralNFA", "1")))))
	report := w.mustLoad(w.extract("cin_census", "cin"))
	w.reconcilesByTable(report)
	same(t, "rejects", w.rows("select table_name, source_row, column_name, kind, severity from audit.reject order by all"), []string{
		"assessment|1|-|parent|row",
		"assessment|2|Assessments/AssessmentAuthorisationDate|date|row",
		"assessment_factor|1|-|parent|row",
		"assessment_factor|2|-|parent|row",
		"child|2|Child/ChildIdentifiers/LAchildID|required|row",
		"cin_details|2|-|parent|row",
		"cin_details|3|CINdetails/CINclosureDate|date|cell",
		"cin_details|3|CINdetails/ReasonForClosure|code|cell",
		"cin_details|3|CINdetails/ReferralSource|code|cell",
		"cin_details|4|CINdetails/CINreferralDate|date|row",
		"disability|1|-|parent|row",
		"disability|3|Disability|code|row",
		"disability|4|-|duplicate|row",
		"plan_review|1|-|parent|row",
		"plan_review|3|CPPreviewDate|date|row",
		"protection_plan|1|ChildProtectionPlans/CPPendDate|date|row",
		"protection_plan|2|ChildProtectionPlans/InitialCategoryOfAbuse|code|cell",
		"protection_plan|2|ChildProtectionPlans/NumberOfPreviousCPP|range|cell",
		"section47|1|-|parent|row",
		"section47|2|Section47/DateOfInitialCPC|date|cell",
		"section47|2|Section47/ICPCnotRequired|code|cell",
	})
	same(t, "children", w.rows("select child_id, sex, born_on, expected_on, ethnicity from core.child order by all"),
		[]string{"a|U|2012-05-06|-|WBRI", "unborn|U|-|2023-06-01|NOBT"})
	same(t, "referrals", w.rows("select child_id, referred_on, referral_source, no_further_action, closed_on, reason_closed from core.referral order by all"),
		[]string{"a|2023-01-01|-|false|-|-", "a|2023-03-01|6|true|-|-", "unborn|2023-02-01|3B|true|-|-"})
	same(t, "plans", w.rows("select started_on, initial_category, latest_category, previous_plans from core.protection_plan"), []string{"2022-06-01|-|MUL|-"})
	same(t, "reviews", w.rows("select plan_started_on, reviewed_on from core.plan_review"), []string{"2022-06-01|2022-08-01"})
	same(t, "enquiries", w.rows("select started_on, conference_on, conference_not_required from core.section47"), []string{"2023-03-02|-|-"})
	same(t, "conferences", w.rows("from core.conference"), []string{})
	same(t, "nothing is left behind", w.rows("select table_name from duckdb_tables() where temporary and internal = false"), []string{})
	same(t, "no work table is left", w.rows("select database_name from duckdb_databases() where database_name = 'working'"), []string{})
}

// What several years' censuses report of one referral or plan is one row; no row is lost or doubled.
func TestCINSeveralYears(t *testing.T) {
	plan := func(more string, reviews ...string) string {
		var list strings.Builder
		for _, review := range reviews {
			list.WriteString(elements("CPPreviewDate", review))
		}
		return elements("ChildProtectionPlans", elements("CPPstartDate", "2023-02-01")+more+elements("InitialCategoryOfAbuse", "NEG",
			"LatestCategoryOfAbuse", "NEG", "NumberOfPreviousCPP", "0", "Reviews", list.String()))
	}
	assessment := func(more string, factors ...string) string {
		var list strings.Builder
		for _, factor := range factors {
			list.WriteString(elements("AssessmentFactors", factor))
		}
		return elements("Assessments", elements("AssessmentActualStartDate", "2023-01-02")+more+elements("FactorsIdentifiedAtAssessment", list.String()))
	}
	enquiry := func(start, conference string) string {
		return elements("Section47", elements("S47ActualStartDate", start, "DateOfInitialCPC", conference, "ICPCnotRequired", "0"))
	}
	nfa := elements("ReferralNFA", "0")
	male := elements("GenderCurrent", "1")
	w := newWorld(t)
	// Of two referrals of one day the first is over before the year ends, so the next census has one.
	w.write("cin/early.xml", census("2023", "2023-05-01T00:00:00",
		censusChild("a", male, elements("Disabilities", elements("Disability", "NONE")),
			details("2023-01-01", "6", elements("DateOfInitialCPC", "2023-01-20")+assessment("", "1A", "2B")+enquiry("2023-01-05", "2023-01-20")+enquiry("2023-01-10", "2023-01-20")+nfa+plan("", "2023-03-01", "2023-03-20")),
			details("2022-12-01", "1A", elements("CINclosureDate", "2023-02-01", "ReasonForClosure", "RC8")+nfa),
			details("2022-12-01", "2A", nfa)),
		censusChild("b", male, elements("Disabilities", elements("Disability", "LD")), details("2022-10-01", "6", elements("DateOfInitialCPC", "2023-02-20")+nfa))))
	w.write("cin/late.xml", census("2024", "2024-05-01T00:00:00",
		censusChild("a", elements("GenderCurrent", "2"), elements("Disabilities", elements("Disability", "MOB", "Disability", "LD")),
			details("2023-01-01", "6", elements("CINclosureDate", "2023-09-01", "ReasonForClosure", "RC7")+
				assessment(elements("AssessmentAuthorisationDate", "2023-04-20"), "2B", "3B")+nfa+plan(elements("CPPendDate", "2023-08-01"), "2023-03-20", "2023-06-20")),
			details("2022-12-01", "2A", elements("CINclosureDate", "2023-05-01", "ReasonForClosure", "RC7")+nfa)),
		censusChild("b", elements("GenderCurrent", "0"), "", details("2022-10-01", "6", nfa))))
	report := w.mustLoad(w.extract("cin_census", "cin"))
	w.reconcilesByTable(report)
	for _, c := range []struct {
		what, query string
		want        []string
	}{
		{
			"children: what the later census does not say the earlier does", "select child_id, sex, source_file from core.child order by all",
			[]string{"a|F|cin/late.xml", "b|M|cin/late.xml"},
		},
		{"disabilities as last reported", "select child_id, disability from core.disability order by all", []string{"a|LD", "a|MOB", "b|LD"}},
		{
			"referrals", "select child_id, referred_on, referral_no, referral_source, closed_on, reason_closed, collection_year from core.referral order by all",
			[]string{"a|2022-12-01|1|1A|2023-02-01|RC8|2023", "a|2022-12-01|2|2A|2023-05-01|RC7|2024", "a|2023-01-01|1|6|2023-09-01|RC7|2024", "b|2022-10-01|1|6|-|-|2024"},
		},
		{"assessments", "select child_id, started_on, completed_on from core.assessment order by all", []string{"a|2023-01-02|2023-04-20"}},
		{"factors of both", "select factor from core.assessment_factor order by all", []string{"1A", "2B", "3B"}},
		{"enquiries", "select started_on, conference_on from core.section47 order by all", []string{"2023-01-05|2023-01-20", "2023-01-10|2023-01-20"}},
		{
			"conferences: one a day, and none twice", "select child_id, held_on, section47_started_on, transfer_in from core.conference order by all",
			[]string{"a|2023-01-20|2023-01-10|false", "b|2023-02-20|-|true"},
		},
		{"plans", "select started_on, ended_on, collection_year from core.protection_plan order by all", []string{"2023-02-01|2023-08-01|2024"}},
		{"reviews of both", "select reviewed_on from core.plan_review order by all", []string{"2023-03-01", "2023-03-20", "2023-06-20"}},
		{"notices", "select parse_filename(source_file), rule from audit.notice order by all", []string{"early.xml|extract-superseded"}},
	} {
		same(t, c.what, w.rows(c.query), c.want)
	}
}

// Of two documents of one authority and year the one written later stands, whatever they are called.
func TestCINResubmission(t *testing.T) {
	document := func(year, wrote, child string) string {
		return census(year, wrote, censusChild(child, elements("GenderCurrent", "1"), "", details("2023-01-01", "6", elements("ReferralNFA", "0"))))
	}
	w := newWorld(t)
	w.opts.Authorities = append(w.opts.Authorities, etl.Authority{Code: "902", Name: "Southshire"})
	w.write("cin/a corrected.xml", document("2023", "2023-06-02T09:00:00", "a"))
	w.write("cin/z first.xml", document("2023", "2023-05-31T17:00:00Z", "z"))
	w.write("cin/last year.xml", document("2022", "2022-05-31T17:00:00Z", "y"))
	w.write("cin/neighbour.xml", strings.Replace(document("2023", "2023-05-01T00:00:00", "z"), "<LEA>901", "<LEA>902", 1))
	w.write("cin/stranger.xml", strings.Replace(document("2023", "2023-05-01T00:00:00", "z"), "<LEA>901", "<LEA>903", 1))
	w.write("cin/workforce.xml", strings.Replace(document("2023", "2023-05-01T00:00:00", "z"), ">CIN<", ">CSWW<", 1))
	report := w.mustLoad(w.extract("cin_census", "cin"))
	w.reconcilesByTable(report)
	same(t, "referrals", w.rows("select area_code, child_id from core.referral order by all"), []string{"901|a", "901|y", "902|z"})
	same(t, "children", w.rows("select area_code, child_id from core.child order by all"), []string{"901|a", "901|y", "902|z"})
	same(t, "which one won", w.rows("select source_file, superseded_by from audit.file where table_name = 'cin_details' and superseded_by is not null"),
		[]string{"cin/z first.xml|cin/a corrected.xml"})
	same(t, "documents that are not read", faultsOf(report), []string{
		"authority|cin/stranger.xml: is of authority 903, which the configuration does not name (wanted: a document of one of the configured authorities)",
		"unrecognised|cin/workforce.xml: is not a children in need census: its element Header/CollectionDetails/Collection names another return, or none (wanted: CIN)",
	})
}

// The census and other extracts report the same referrals: the report that knows of the latest day
// stands, and in the years that the census tells the whole of nothing is added to it.
func TestCINBesideOtherExtracts(t *testing.T) {
	w := newWorld(t)
	w.write("cin/2023.xml", census("2023", "2023-05-01T00:00:00", censusChild("a", elements("GenderCurrent", "1"), "",
		details("2023-01-01", "6", elements("Assessments", elements("AssessmentActualStartDate", "2023-01-02"))+elements("ReferralNFA", "0")),
		details("2022-12-01", "6", elements("CINclosureDate", "2022-12-20", "ReasonForClosure", "RC8")+elements("ReferralNFA", "0")))))
	w.write("ssd/ssd_cin_episodes.csv", "cine_referral_id,cine_person_id,cine_referral_date,cine_cin_primary_need_code,cine_referral_source_code,cine_referral_nfa,"+
		"cine_close_reason,cine_close_date,cine_referral_team,cine_referral_worker_id\n"+
		"r1,a,2023-01-01,N1,6,N,RC7,2024-02-01,t1,w1\nr2,a,2022-06-01,N1,6,N,RC8,2022-07-01,t1,w1\nr3,b,2023-06-01,N2,2A,N,,,t2,w2\n")
	w.write("list/assessments.csv", "child_id,referral_on,type,started_on,completed_on,team\n"+
		"a,2023-01-01,single,2023-01-02,2023-02-03,t1\na,2022-06-01,single,2022-06-02,2022-07-01,t1\n"+
		"a,2022-06-01,initial,2022-06-02,2022-06-10,t1\nb,2023-06-01,single,2023-06-03,,t2\n")
	report := w.mustLoad(w.extract("cin_census", "cin"), w.extract("ssd", "ssd"), w.extract("assessment", "list"))
	w.reconcilesByTable(report)
	same(t, "referrals", w.rows("select child_id, referred_on, closed_on, reason_closed, team_id, source from core.referral order by all"), []string{
		"a|2022-12-01|2022-12-20|RC8|-|cin_census", "a|2023-01-01|2024-02-01|RC7|t1|ssd", "b|2023-06-01|-|-|t2|ssd",
	})
	same(t, "assessments", w.rows("select child_id, assessment_type, started_on, completed_on, team_id, source from core.assessment order by all"), []string{
		"a|initial|2022-06-02|2022-06-10|t1|assessment", "a|single|2023-01-02|2023-02-03|t1|assessment", "b|single|2023-06-03|-|t2|assessment",
	})
	same(t, "what is left out is counted", w.rows("select source_file, message from audit.notice where rule = 'not-in-return' order by all"), []string{
		"list/assessments.csv|1 rows: an assessment in a year that the CIN census covers and not in it: left out",
		"ssd/ssd_cin_episodes.csv|1 rows: a referral in a year that the CIN census covers and not in it: left out",
	})
	same(t, "coverage", w.rows("select source, table_name, covered_from, covered_to from core.coverage where table_name is null or table_name like 'cin%' or source = 'assessment' order by all"), []string{
		"assessment|initial assessments|2022-04-01|2023-03-31", "assessment|single assessments|2022-04-01|2024-03-31",
		"cin_census|cin_details|2022-04-01|2023-03-31", "ssd|cin_episodes|-|-",
	})
}

// What every row carries for its file, and a code, is a number inside, and nobody who asks can tell: it
// compares, orders, joins and falls back as the text that it reads as, to texts that no file has, too.
func TestFileColumnsReadAsText(t *testing.T) {
	w := newWorld(t)
	w.write("cin/b.xml", census("2023", "2023-05-31T17:00:00", censusChild("z", elements("GenderCurrent", "1"), "", details("2023-01-01", "6", elements("ReferralNFA", "0")))))
	w.mustLoad(w.extract("cin_census", "cin"))
	same(t, "texts", w.rows(`
select
    area_code || source, source = 'nobody', source in ('nobody', 'cin_census'), coalesce(nullif(source_file, 'cin/b.xml'), 'none'),
    source_file > 'cin/a.xml', upper(source_file), case when area_code = '902' then area_code else 'other' end
from core.referral
inner join core.area using (area_code)`), []string{"901cin_census|false|true|none|true|CIN/B.XML|other"})
	same(t, "codes", w.rows(`
select
    referral_source || primary_need, referral_source = 'nobody', coalesce(reason_closed, 'none'), primary_need like 'N%',
    primary_need < 'N10', case referral_source when 'nobody' then 1 when '6' then 2 end, referral_source in (select 'nobody' union select '6')
from core.referral`), []string{"6N1|false|none|true|true|2|true"})
	same(t, "raw", w.rows(`select source_file || "CINreferralDate", source_file = 'none' from raw.cin_census_cin_details`), []string{"cin/b.xml2023-01-01|false"})
	same(t, "beside text", w.rows("select area_code from core.referral union all select '999' order by 1 desc"), []string{"999", "901"})
}
