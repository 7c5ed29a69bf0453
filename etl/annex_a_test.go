package etl_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// sheet is a sheet of a workbook: its rows, the header first. A string that begins with = is a formula
// whose result, the text after the last |, is kept with it.
type sheet struct {
	name string
	rows [][]any
}

// workbook writes sheets as a workbook below the world's folder.
func (w *world) workbook(name string, sheets ...sheet) {
	w.t.Helper()
	book := excelize.NewFile()
	defer func() { _ = book.Close() }()
	for _, s := range sheets {
		if _, err := book.NewSheet(s.name); err != nil {
			w.t.Fatal(err)
		}
		for i, row := range s.rows {
			for j, value := range row {
				cell, err := excelize.CoordinatesToCellName(j+1, i+1)
				if err != nil {
					w.t.Fatal(err)
				}
				w.cell(book, s.name, cell, value)
			}
		}
	}
	if err := book.DeleteSheet("Sheet1"); err != nil {
		w.t.Fatal(err)
	}
	path := w.write(name, "")
	if err := book.SaveAs(path); err != nil {
		w.t.Fatal(err)
	}
}

// computed is a cell with a formula and its result.
type computed struct {
	formula string
	result  any
}

func (w *world) cell(book *excelize.File, sheet, cell string, value any) {
	w.t.Helper()
	formula, isFormula := value.(computed)
	if isFormula {
		value = formula.result
	}
	if err := book.SetCellValue(sheet, cell, value); err != nil {
		w.t.Fatal(err)
	}
	if isFormula {
		if err := book.SetCellFormula(sheet, cell, formula.formula); err != nil {
			w.t.Fatal(err)
		}
	}
}

func day(text string) time.Time {
	d, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return d
}

var childBlock = []any{"Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age of Child (Years)"}

func header(columns ...any) []any { return append(slices.Clone(childBlock), columns...) }

func child(id string, values ...any) []any {
	return append([]any{id, "b) Female", "a) WBRI", day("2012-05-01"), 8.25}, values...)
}

// The public workbook is a made-up one with the traps of real ones: formulas, #N/A, non-breaking
// blanks, ids as numbers, spellings with and without their letters.
func TestAnnexAPublicWorkbook(t *testing.T) {
	w := newWorld(t)
	w.publicCopy("annex_a/Annex_A_2024_Jan.xlsx", "annex/Annex_A_2024_Jan.xlsx")
	report := w.mustLoad(w.extract("annex_a", "annex"))
	reconciles(t, w.db, report)
	if len(report.FileFaults) > 0 {
		t.Errorf("faults: %v", report.FileFaults)
	}
	same(t, "lists", w.rows("select table_name, read, loaded, rejected from audit.file order by file_id"), []string{
		"contacts|5|5|0", "early_help_assessments|5|5|0", "referrals|6|6|0", "assessments|5|5|0", "section47_enquiries|5|5|0",
		"children_in_need|5|5|0", "protection_plans|7|7|0", "looked_after|5|5|0", "care_leavers|6|6|0", "adoption_children|5|5|0", "adopters|5|5|0",
	})
	// A form's name where yes or no is asked, an adults' code where a child's need is, a word where a
	// postcode is, nothing where an ethnicity is, a number where a reason is.
	same(t, "rejects", w.rows("select table_name, column_name, kind, severity, count(*) from audit.reject group by all order by all"), []string{
		"adopters|Reason for leaving adoption process|code|cell|1",
		"assessments|Was the child assessed as requiring LA children's social care support?|code|cell|5",
		"children_in_need|Primary Need Code|code|cell|1",
		"looked_after|Ethnicity|required|cell|1",
		"looked_after|Placement postcode|postcode|cell|1",
	})
	same(t, "core", w.rows(`
select 'child', count(*) from core.child union all select 'contact', count(*) from core.contact
union all select 'early help', count(*) from core.early_help_assessment union all select 'referral', count(*) from core.referral
union all select 'assessment', count(*) from core.assessment union all select 'section47', count(*) from core.section47
union all select 'conference', count(*) from core.conference union all select 'plan', count(*) from core.protection_plan
union all select 'review', count(*) from core.plan_review union all select 'in need', count(*) from core.child_in_need_list
union all select 'looked after', count(*) from core.looked_after_list union all select 'leaver', count(*) from core.care_leaver_list
union all select 'adoption', count(*) from core.adoption_case union all select 'adopter', count(*) from core.adopter
union all select 'team', count(*) from core.team union all select 'episode', count(*) from core.care_episode`), []string{
		"child|48", "contact|5", "early help|5", "referral|6", "assessment|5", "section47|5", "conference|3", "plan|7", "review|5", "in need|5",
		"looked after|5", "leaver|6", "adoption|5", "adopter|5", "team|13", "episode|0",
	})
	same(t, "a referral; the blank in the worker's name does not break", w.rows("select referred_on, referral_source, no_further_action, team_id, worker_ref, source from core.referral where child_id = '4653765'"),
		[]string{"2020-09-16|3D|false|Locality 4 Duty Team|Mathilde Cutsforth|annex_a"})
	same(t, "an enquiry and its conference", w.rows(`
select section47.started_on, section47.conference_not_required, conference.held_on, conference.resulted_in_plan, conference.transfer_in
from core.section47 as section47 inner join core.conference as conference using (child_id) where child_id = '11578763'`),
		[]string{"2020-09-16|false|2020-10-01|true|false"})
	same(t, "a plan and its latest review", w.rows(`
select plan.started_on, plan.ended_on, plan.initial_category, plan.previous_plans, review.reviewed_on
from core.protection_plan as plan inner join core.plan_review as review using (child_id) where child_id = '10721552'`),
		[]string{"2020-11-23|2021-02-16|PHY|0|2021-02-16"})
	same(t, "a child in care", w.rows("select legal_status, placement_type, placement_provider, ended_on, reason_ceased from core.looked_after_list where child_id = '3623204'"),
		[]string{"C1|H5|PR4|2020-09-22|E47"})
	same(t, "dates that formulas worked out", w.rows("select decided_on, placement_order_on, placed_on, adopted_on, reason_reversed from core.adoption_case where child_id = '13782635'"),
		[]string{"2014-09-17|2014-09-22|2014-10-02|2014-10-07|RD2"})
	same(t, "a cell that shows an error is blank", w.notices("error-values"),
		[]string{"error-values|5 rows: cells of sheet List 6 show an error (as #N/A) instead of a value: read as blank"})
}

// Headers drift and sheets end in rows of nothing.
func TestAnnexAHeaderDrift(t *testing.T) {
	w := newWorld(t)
	w.workbook("annex/book.xlsx",
		sheet{"list 1", [][]any{
			{"Contact Source", "Date of Contact", "Childs Unique ID", "SEX", "Ethnicity", "Child’s Date of Birth", "Age", "Notes"},
			{"g) Police", day("2024-01-02"), 1001, "Male", "WBRI", day("2012-05-01"), 11.7, "kept"},
			{"", "", "", "", "", "", "", ""},
			{nil, nil, "  ", "\u00a0", nil, nil, nil, nil},
		}},
		sheet{"List 8", [][]any{
			header("Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N))", "Does the Child have a Disability", "Date Started to be Looked After",
				"Child’s Category of Need", "Child’s Legal Status", "Date Ceased to be Looked After", "Placement Type", "Placement Provider",
				"Number of Episodes the Child has been ‘Missing’ from their Placement in the last 12 months", "Allocated Team"),
			child("1001", "b) No", "a)\u00a0Yes", "45000", "N1 – Abuse or Neglect", "e) Accommodated under S20", nil, "a) Foster placement", "c) Other", 2.0, "North\u00a0Team"),
		}},
		sheet{"Notes", [][]any{{"drawn up on", day("2024-01-31")}}},
	)
	report := w.mustLoad(w.extract("annex_a", "annex"))
	reconciles(t, w.db, report)
	same(t, "rejects", w.rejects(), []string{})
	same(t, "lists", w.rows("select table_name, read, loaded from audit.file order by file_id"), []string{"contacts|1|1", "looked_after|1|1"})
	same(t, "contact", w.rows("select child_id, contacted_on, contact_source from core.contact"), []string{"1001|2024-01-02|6"})
	same(t, "looked after: Annex A's own groups stay groups", w.rows("select started_on, category_of_need, legal_status, placement_type, placement_provider, missing_12_months, team_id from core.looked_after_list"),
		[]string{"2023-03-15|N1|V|FOSTER|OTHER|2|North Team"})
	same(t, "a column that the list does not know is kept", w.rows(`select "Notes" from raw.annex_a_contacts`), []string{"kept"})
	same(t, "child: the first list goes before later ones", w.rows("select child_id, sex, born_on, ethnicity, source from core.child"), []string{"1001|M|2012-05-01|WBRI|annex_a"})
}

func TestAnnexAFaultyCells(t *testing.T) {
	w := newWorld(t)
	w.opts.MaxRejectShare, w.opts.ShareConfigured = 1, true
	w.workbook("annex/book.xlsx",
		sheet{"List 3", [][]any{
			header("Date of referral", "Referral Source", "Referral NFA?", "Number of Referrals in Last 12 Months", "Allocated Team", "Allocated Worker"),
			child("1", computed{"DATE(2024,1,2)", 45293}, "Polic", "a) Yes", 1, "#N/A", "#N/A"),
			child("2", "soon", "g) Police", "perhaps", -1, "North", "A Worker"),
			child("3", nil, "g) Police", "No", 1, "North", "A Worker"),
			child("", day("2024-01-02"), "g) Police", "No", 1, "North", "A Worker"),
			child("4", "02/01/2024", "b) 1D - Individual", "N", "2", "North", "A Worker"),
			child("4", "02/01/2024", "b) 1D - Individual", "N", "2", "North", "A Worker"),
		}},
	)
	reconciles(t, w.db, w.mustLoad(w.extract("annex_a", "annex")))
	same(t, "rejects", w.rejects(), []string{
		"2|Referral Source|code|one of 1A, 1B, 1C, 1D, 2A, 2B, 3A, 3B, 3C, 3D, 3E, 3F, 4, 5A, 5B, 5C, 5D, 6, 7, 8, 9, 10, 1, 3, 5; nearest are 6, 5, 3A|cell",
		"3|Date of referral|date|a date|row",
		"3|Number of Referrals in Last 12 Months|range|a number of 0 or more|cell",
		"3|Referral NFA?|code|one of TRUE, FALSE, UNKNOWN|cell",
		"4|Date of referral|required|a value|row",
		"5|Child Unique ID|required|a value|row",
		"7|-|duplicate|each record once: an equal one stands above|row",
	})
	same(t, "referrals", w.rows("select child_id, referred_on, referral_source, no_further_action, team_id from core.referral order by all"), []string{
		"1|2024-01-02|-|true|-", "4|2024-01-02|1D|false|North",
	})
}

// A sheet that lacks what its list cannot do without is named; the other sheets are loaded.
func TestAnnexAFaultySheet(t *testing.T) {
	w := newWorld(t)
	w.workbook("annex/book.xlsx",
		sheet{"List 1", [][]any{header("Date of Contact", "Contact Source"), child("1", day("2024-01-02"), "g) Police")}},
		sheet{"List 7", [][]any{header("Child Protection Plan Start Date", "Initial Category of Abuse"), child("1", day("2024-01-02"), "a) Neglect")}},
		sheet{"List 9", [][]any{header("Eligibility Category"), child("1", "b) Former relevant")}},
	)
	report := w.mustLoad(w.extract("annex_a", "annex"))
	if len(report.FileFaults) != 1 || !strings.Contains(report.FileFaults[0].Error(), "List 7") || !strings.Contains(report.FileFaults[0].Error(), "child_protection_plan_end_date") {
		t.Errorf("faults: got %v, want List 7 without its end date", report.FileFaults)
	}
	same(t, "lists", w.rows("select table_name, read, loaded, rejected from audit.file order by file_id"), []string{"contacts|1|1|0", "care_leavers|1|1|0"})
	same(t, "core", w.rows("select 'contact', count(*) from core.contact union all select 'leaver', count(*) from core.care_leaver_list"), []string{"contact|1", "leaver|1"})
}

// The spellings that an analyst takes for certain, and some that nobody should: a group of the list's own
// says no more than was written, what is not known is refused.
func TestAnnexASpellings(t *testing.T) {
	cases := []struct {
		column, core string
		spellings    [][2]string // as received, what core has of it; "" refused
	}{
		{"Gender", "child.sex", [][2]string{
			{"a) Male", "M"}, {"MALE", "M"}, {"f", "F"}, {"2", "F"}, {"c) Not stated/recorded", "U"}, {"d) Neither", "U"}, {"a) Male / d) Neither", ""}, {"X", ""},
		}},
		{"Ethnicity", "child.ethnicity", [][2]string{
			{"a) WBRI", "WBRI"},
			{"White - British", "WBRI"},
			{"a) White", "-"},
			{"d) Black or black British", "-"},
			{"e) Other ethnic group", "OOTH"},
			{"f) Not stated", "-"},
			{"s) NOBT", "NOBT"},
			{"l)  ABAN ", "ABAN"},
			{"chinese", "CHNE"},
			{"White European", ""},
			{"WB", ""},
		}},
		{"Child's Category of Need", "list.category_of_need", [][2]string{
			{"a) Abuse or neglect", "N1"},
			{"N1 - Abuse or Neglect", "N1"},
			{"b) Child’s disability", "N2"},
			{"c) Parents illness or disability", "N3"},
			{"i) Not CIN", "N9"},
			{"n8", "N8"},
			{"N1/N5", ""},
			{"Neglect", ""},
		}},
		{"Child's Legal Status", "list.legal_status", [][2]string{
			{"a) Interim care orders", "C1"},
			{"C1: ICO", "C1"},
			{"C2: FCO", "C2"},
			{"c) Freed for  Adoption", "D1"},
			{"E1: Placement order", "E1"},
			{"d) Placement order granted", "E1"},
			{"e) Accommodated under S20", "V"},
			{"f) Detained on child protection grounds in LA accomodation", "L"}, //nolint:misspell // as the public layout has it
			{"J1: Remanded to LA or youth detention", "J1"},
			{"V2", "V2"},
			{"Section 31", ""},
			{"C3", ""},
		}},
		{"Reason Ceased to be Looked After", "list.reason_ceased", [][2]string{
			{"a) Adopted", "ADOPTED"},
			{"b) Died", "E2"},
			{"c) Care taken by another LA", "E3"},
			{"d) Returned home to live with parents or relatives", "E4"},
			{"k) E47: Special Guardianship Orders - relative/friend", "E47"},
			{"g) Special Guardianship Orders", "SGO"},
			{"n) Care ceased for any other reason", "E8"},
			{"E1", ""},
			{"left", ""},
		}},
		{"Placement Type", "list.placement_type", [][2]string{
			{"f) U6: Foster placement - not FFA", "U6"},
			{"a) U1: Foster placement - relatives - long term", "U1"},
			{"a) Foster Placement", "FOSTER"},
			{"g) Secure Children’s Homes", "K1"},
			{"h) Children's Homes", "K2"},
			{"k) Family Centre or Mother and Baby Unit", "R3"},
			{"o) Temporary placement", "T0"},
			{"Unregulated", ""},
			{"U7", ""},
		}},
		{"Placement Provider", "list.placement_provider", [][2]string{
			{"a) Own LA", "PR1"}, {"e) PR4 - Private provision", "PR4"}, {"f) PR5 - Voluntary/third sector", "PR5"}, {"b) Private", "PR4"}, {"c) Other", "OTHER"}, {"Agency", ""},
		}},
		{"What is the permanence plan for this child?", "list.permanence_plan", [][2]string{
			{"a) Return to family", "RETURN TO FAMILY"}, {"c) SGO/CAO", "SGO/CAO"}, {"f) Long-term fostering", "FOSTERING"}, {"Long term fostering", "FOSTERING"}, {"n/k", ""},
		}},
	}
	columns := []any{"Child Unique ID", "Date of Birth", "Date Started to be Looked After", "Date Ceased to be Looked After"}
	rows := [][]any{nil}
	for i := range 12 {
		rows = append(rows, []any{string(rune('a' + i)), day("2012-05-01"), day("2024-01-02"), nil})
	}
	for _, c := range cases {
		columns = append(columns, c.column)
		for i := range rows[1:] {
			value := any(nil)
			if i < len(c.spellings) {
				value = c.spellings[i][0]
			}
			rows[i+1] = append(rows[i+1], value)
		}
	}
	rows[0] = columns
	w := newWorld(t)
	w.workbook("annex/book.xlsx", sheet{"List 8", rows})
	reconciles(t, w.db, w.mustLoad(w.extract("annex_a", "annex")))
	for _, c := range cases {
		core := w.rows("select " + c.core + " from core.looked_after_list as list inner join core.child as child using (child_id) order by child_id")
		refused := w.rows("select source_row from audit.reject where column_name = ? and kind = 'code'", c.column)
		for i, s := range c.spellings {
			if slices.Contains(refused, strconv.Itoa(i+2)) != (s[1] == "") {
				t.Errorf("%s %q: refused %t", c.column, s[0], s[1] != "")
			}
			if want := max(s[1], "-"); core[i] != want && s[1] != "" || core[i] != "-" && s[1] == "" {
				t.Errorf("%s %q: got %s, want %s", c.column, s[0], core[i], want)
			}
		}
	}
}

// Of two workbooks the later stands for lists of how things are; what happened stays, as last told.
func TestAnnexATwoWorkbooks(t *testing.T) {
	w := newWorld(t)
	referrals := header("Date of referral", "Referral NFA?", "Allocated Team")
	leavers := header("Eligibility Category", "LA in Touch", "Latest Date of Contact")
	w.workbook("annex/june.xlsx",
		sheet{"List 3", [][]any{referrals, child("1", day("2024-05-01"), "No", "South"), child("3", day("2024-06-03"), "Yes", "South")}},
		sheet{"List 9", [][]any{leavers, child("8", "b) Former relevant", "a) In touch", day("2024-06-01"))}},
	)
	w.workbook("annex/march.xlsx",
		sheet{"List 3", [][]any{referrals, child("1", day("2024-05-01"), "No", "North"), child("2", day("2024-02-01"), "No", "North")}},
		sheet{"List 9", [][]any{leavers, child("7", "b) Former relevant", "a) In touch", day("2024-03-01")), child("8", "d) Eligible", "d) Exclude", day("2099-01-01"))}},
	)
	w.opts.AsAt = day("2024-06-30")
	reconciles(t, w.db, w.mustLoad(w.extract("annex_a", "annex")))
	same(t, "referrals", w.rows("select child_id, referred_on, no_further_action, team_id from core.referral order by all"),
		[]string{"1|2024-05-01|false|South", "2|2024-02-01|false|North", "3|2024-06-03|true|South"})
	same(t, "care leavers", w.rows("select child_id, eligibility, in_touch from core.care_leaver_list order by all"), []string{"8|FORMER RELEVANT|YES"})
}
