package sample

import (
	"bytes"
	"fmt"
	"os"
	"strings"
)

// faultyChild is a child of a census whose record is wrong, and where: in the nth element of a name
// within the child.
type faultyChild struct {
	text string
	says []saidOf
}

type saidOf struct {
	element string
	nth     int
	noted
}

// censusTables are the reader's tables by the elements that they are made of.
var censusTables = map[string]string{
	"Child": "child", "Disability": "disability", "CINdetails": "cin_details", "Assessments": "assessment", "AssessmentFactors": "assessment_factor",
	"CINPlanDates": "cin_plan", "Section47": "section47", "ChildProtectionPlans": "protection_plan", "CPPreviewDate": "plan_review",
}

// elements writes faulty children at the end of a census and notes the numbers of their elements.
func (l *faultLedger) elements(d *document) error {
	if err := d.out.Flush(); err != nil {
		return fmt.Errorf("write %s: %w", d.name, err)
	}
	before, err := os.ReadFile(d.file.Name())
	if err != nil {
		return fmt.Errorf("read %s again: %w", d.name, err)
	}
	counts := map[string]int{}
	for element := range censusTables {
		counts[element] = bytes.Count(before, []byte("<"+element+">"))
	}
	for _, child := range append(faultyChildren(l.last), doubtfulChildren(l.last)...) {
		for _, says := range child.says {
			n := says.noted
			n.file, n.table, n.row = d.name, censusTables[says.element], counts[says.element]+says.nth
			l.say(n)
		}
		for element := range censusTables {
			counts[element] += strings.Count(child.text, "<"+element+">")
		}
		d.raw(strings.ReplaceAll(child.text, usualBirth, fmt.Sprintf("%d-05-06", l.last-12)))
	}
	return nil
}

// usualBirth stands in the texts for the day on which most faulty children are born.
const usualBirth = "BORN"

// rowFault is a fault that costs the row of the nth element of a name.
func rowFault(element string, nth int, column, kind, note string) saidOf {
	return saidOf{element, nth, noted{column: column, kind: kind, severity: "row", note: note}}
}

func cellFault(element string, nth int, column, kind, note string) saidOf {
	return saidOf{element, nth, noted{column: column, kind: kind, severity: "cell", note: note}}
}

// doubt is what a check finds: it cannot be true.
func doubt(element string, nth int, check string) saidOf {
	return saidOf{element, nth, noted{kind: check, severity: "fail", note: "found by the check"}}
}

// within are the records that go with one that is refused.
func within(says saidOf, elements ...string) []saidOf {
	all := []saidOf{says}
	for _, element := range elements {
		all = append(all, rowFault(element, 1, "", "parent", "what it belongs to is refused"))
	}
	return all
}

func tagged(tag string, values ...string) string {
	var b strings.Builder
	for _, value := range values {
		b.WriteString("<" + tag + ">" + value + "</" + tag + ">")
	}
	return b.String()
}

// aChild is a child with its referral. Whatever of the parts is "" is a right one.
func aChild(number int, identifiers, disabilities, details string) string {
	if identifiers == "" {
		identifiers = tagged("LAchildID", fmt.Sprintf("ZZF%05d", number)) + tagged("UPN", "A123456789012") +
			tagged("PersonBirthDate", usualBirth) + tagged("Sex", "F")
	}
	return tagged("Child", tagged("ChildIdentifiers", identifiers)+
		tagged("ChildCharacteristics", tagged("Ethnicity", "WBRI")+disabilities)+details) + "\n"
}

// aCase is a referral of a day with what follows it, before and after the mark of no further action.
func aCase(on, before, nothing, after string) string {
	return tagged("CINdetails", tagged("CINreferralDate", on)+tagged("ReferralSource", "6")+tagged("PrimaryNeedCode", "N1")+before+
		tagged("ReferralNFA", nothing)+after)
}

func anAssessment(from, to, factor string) string {
	return tagged("Assessments", tagged("AssessmentActualStartDate", from)+tagged("AssessmentAuthorisationDate", to)+
		tagged("FactorsIdentifiedAtAssessment", tagged("AssessmentFactors", factor)))
}

func aPlan(from, to, previous string, reviews ...string) string {
	inner := tagged("CPPstartDate", from)
	if to != "" {
		inner += tagged("CPPendDate", to)
	}
	inner += tagged("InitialCategoryOfAbuse", "NEG") + tagged("LatestCategoryOfAbuse", "NEG") + tagged("NumberOfPreviousCPP", previous)
	if len(reviews) > 0 {
		inner += tagged("Reviews", tagged("CPPreviewDate", reviews...))
	}
	return tagged("ChildProtectionPlans", inner)
}

func anEnquiry(on, held string) string {
	return tagged("Section47", tagged("S47ActualStartDate", on)+tagged("DateOfInitialCPC", held)+tagged("ICPCnotRequired", "0"))
}

// faultyChildren have what a reader refuses.
func faultyChildren(year int) []faultyChild {
	at := func(monthDay string) string { return fmt.Sprintf("%d-%s", year-1, monthDay) }
	usual := aCase(at("06-02"), anAssessment(at("06-03"), at("07-01"), "4B"), "0", "")
	ids := func(inner string) string { return inner + tagged("PersonBirthDate", usualBirth) + tagged("Sex", "F") }
	return []faultyChild{
		{aChild(1, ids(tagged("UPN", "A123456789012")), "", usual), within(
			rowFault("Child", 1, "Child/ChildIdentifiers/LAchildID", "required", "left out"), "CINdetails", "Assessments", "AssessmentFactors")},
		{aChild(2, ids(tagged("LAchildID", "ZZF00002", "ZZF00003")), "", usual), within(
			rowFault("Child", 1, "", "element", "an element given twice"), "CINdetails", "Assessments", "AssessmentFactors")},
		{aChild(4, "", "", aCase(at("06-31"), anAssessment(at("06-03"), at("07-01"), "4B"), "0", "")), within(
			rowFault("CINdetails", 1, "CINdetails/CINreferralDate", "date", "no such day"), "Assessments", "AssessmentFactors")},
		{aChild(5, "", "", strings.Replace(usual, tagged("ReferralSource", "6"), tagged("ReferralSource", "XX"), 1)), []saidOf{
			cellFault("CINdetails", 1, "CINdetails/ReferralSource", "code", "unknown code"),
		}},
		{aChild(6, "", "", strings.Replace(usual, tagged("ReferralNFA", "0"), tagged("ReferralNFA", "perhaps"), 1)), []saidOf{
			cellFault("CINdetails", 1, "CINdetails/ReferralNFA", "code", "neither yes nor no"),
		}},
		{aChild(7, "", "", strings.Replace(usual, "<AssessmentActualStartDate>"+at("06-03")+"</AssessmentActualStartDate>", "", 1)), within(
			rowFault("Assessments", 1, "Assessments/AssessmentActualStartDate", "required", "left out"), "AssessmentFactors")},
		{aChild(8, "", "", aCase(at("06-02"), anAssessment(at("06-03"), "1 July", "4B"), "0", "")), within(
			rowFault("Assessments", 1, "Assessments/AssessmentAuthorisationDate", "date", "in words"), "AssessmentFactors")},
		{aChild(9, "", "", aCase(at("06-02"), anAssessment(at("06-03"), at("07-01"), "RB"), "0", "")), []saidOf{
			rowFault("AssessmentFactors", 1, "AssessmentFactors", "code", "unknown code"),
		}},
		{aChild(10, "", "", aCase(at("06-02"), anAssessment(at("06-03"), at("07-01"), "4B")+anAssessment(at("06-03"), at("07-01"), "4B"), "0", "")), []saidOf{
			rowFault("Assessments", 2, "", "duplicate", "twice"), rowFault("AssessmentFactors", 2, "", "parent", "what it belongs to is refused"),
		}},
		{aChild(11, "", tagged("Disabilities", tagged("Disability", "BLUE")), usual), []saidOf{
			rowFault("Disability", 1, "Disability", "code", "unknown code"),
		}},
		{aChild(12, ids(tagged("LAchildID", "ZZF00012")+tagged("UPN", "A12")), "", usual), []saidOf{
			cellFault("Child", 1, "Child/ChildIdentifiers/UPN", "code", "cut short"),
		}},
		{aChild(13, "", "", aCase(at("06-02"), "", "0", aPlan(at("07-01"), "", "many"))), []saidOf{
			cellFault("ChildProtectionPlans", 1, "ChildProtectionPlans/NumberOfPreviousCPP", "integer", "words"),
			doubt("ChildProtectionPlans", 1, "previous_plans_missing"),
		}},
		{aChild(14, "", "", aCase(at("06-02"), "", "0", aPlan(at("07-01"), "", "120"))), []saidOf{
			cellFault("ChildProtectionPlans", 1, "ChildProtectionPlans/NumberOfPreviousCPP", "range", "above 99"),
			doubt("ChildProtectionPlans", 1, "previous_plans_missing"),
		}},
		{aChild(15, "", "", aCase(at("06-02"), "", "0", aPlan(at("07-01"), "", "0", at("09-26"), at("09-31")))), []saidOf{
			rowFault("CPPreviewDate", 2, "CPPreviewDate", "date", "no such day"),
		}},
		{aChild(16, strings.Replace(ids(tagged("LAchildID", "ZZF00016")), usualBirth, "06/05/2014", 1), "", usual), []saidOf{
			cellFault("Child", 1, "Child/ChildIdentifiers/PersonBirthDate", "date", "written in another form"), doubt("Child", 1, "birth_date_missing"),
		}},
	}
}

// doubtfulChildren have what can be read and cannot be true.
func doubtfulChildren(year int) []faultyChild {
	at := func(monthDay string) string { return fmt.Sprintf("%d-%s", year-1, monthDay) }
	closed := func(on, reason string) string {
		return tagged("CINclosureDate", on) + tagged("ReasonForClosure", reason)
	}
	return []faultyChild{
		{aChild(31, "", "", aCase(at("05-01"), "", "0", aPlan(at("06-02"), "", "0")+aPlan(at("09-01"), "", "1"))), []saidOf{
			doubt("ChildProtectionPlans", 1, "plans_open_twice"),
		}},
		{aChild(32, "", "", aCase(at("05-01"), "", "0", aPlan(at("07-01"), at("06-20"), "0"))), []saidOf{
			doubt("ChildProtectionPlans", 1, "plan_ends_before_it_starts"),
		}},
		{aChild(33, "", "", aCase(at("05-01"), "", "0", aPlan(at("07-01"), "", "0", at("06-24")))), []saidOf{
			doubt("CPPreviewDate", 1, "plan_review_before_start"),
		}},
		{aChild(34, "", "", aCase(at("05-01"), "", "0", aPlan(at("06-02"), at("09-01"), "0")+aPlan(at("11-03"), "", "0"))), []saidOf{
			doubt("ChildProtectionPlans", 2, "previous_plans_contradict_history"),
		}},
		{aChild(35, "", "", aCase(at("05-01"), "", "0", aPlan(at("06-02"), at("11-03"), "0")+aPlan(at("09-01"), at("12-01"), "1"))), []saidOf{
			doubt("ChildProtectionPlans", 2, "plans_overlap"),
		}},
		{aChild(36, "", "", aCase(at("05-01"), anAssessment(at("04-21"), at("05-20"), "4B"), "0", "")), []saidOf{
			doubt("Assessments", 1, "assessment_before_referral"),
		}},
		{aChild(37, "", "", aCase(at("05-01"), anAssessment(at("05-06"), at("05-02"), "4B"), "0", "")), []saidOf{
			doubt("Assessments", 1, "assessment_ends_before_it_starts"),
		}},
		{aChild(38, "", "", aCase(at("05-01"), anEnquiry(at("05-12"), at("05-08")), "0", "")), []saidOf{
			doubt("Section47", 1, "conference_before_discussion"),
		}},
		{aChild(39, "", "", aCase(at("05-01"), anAssessment(at("05-02"), at("05-20"), "4B"), "1", "")), []saidOf{
			doubt("CINdetails", 1, "nfa_referral_with_activity"),
		}},
		{aChild(40, "", "", aCase(at("05-01"), "", "0", "")+aCase(at("08-01"), "", "0", "")), []saidOf{
			doubt("CINdetails", 2, "referral_while_open"),
		}},
		{aChild(41, "", "", aCase(at("05-01"), closed(at("04-20"), "RC7"), "0", "")), []saidOf{
			doubt("CINdetails", 1, "referral_closed_before_it_began"),
		}},
		{aChild(42, "", "", aCase(at("05-01"), tagged("CINclosureDate", at("08-01")), "0", "")), []saidOf{
			doubt("CINdetails", 1, "closure_without_reason"),
		}},
		{aChild(43, "", "", aCase(at("05-01"), closed(at("08-01"), "RC7"), "0", aPlan(at("06-02"), "", "0"))), []saidOf{
			doubt("ChildProtectionPlans", 1, "case_closed_with_open_plan"),
		}},
	}
}
