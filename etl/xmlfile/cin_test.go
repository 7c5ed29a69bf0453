package xmlfile

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// cinLayout is the children in need census.
func cinLayout() Layout {
	child := []string{"Message", "Children", "Child"}
	under := func(names ...string) []string { return append(slices.Clone(child), names...) }
	leaves := func(paths ...string) (columns []Column) {
		for _, path := range paths {
			columns = append(columns, Column{Name: path, Path: strings.Split(path, "/")})
		}
		return columns
	}
	text := []Column{{Name: "text"}}
	return Layout{Root: []string{"Message"}, Tables: []Table{
		{Name: "header", Element: []string{"Message", "Header"}, Columns: leaves("CollectionDetails/Collection", "CollectionDetails/Year", "CollectionDetails/ReferenceDate")},
		{Name: "source", Element: []string{"Message", "Header", "Source"}, Columns: leaves("SourceLevel", "LEA", "SoftwareCode", "Release", "SerialNo", "DateTime")},
		{Name: "child", Element: child, Columns: leaves(
			"ChildIdentifiers/LAchildID", "ChildIdentifiers/UPN", "ChildIdentifiers/FormerUPN", "ChildIdentifiers/UPNunknown", "ChildIdentifiers/PersonBirthDate",
			"ChildIdentifiers/ExpectedPersonBirthDate", "ChildIdentifiers/GenderCurrent", "ChildIdentifiers/Sex", "ChildIdentifiers/PersonDeathDate", "ChildCharacteristics/Ethnicity")},
		{Name: "disability", Element: under("ChildCharacteristics", "Disabilities", "Disability"), Columns: text},
		{Name: "cin", Element: under("CINdetails"), Columns: leaves("CINreferralDate", "ReferralSource", "PrimaryNeedCode", "CINclosureDate", "ReasonForClosure", "DateOfInitialCPC", "ReferralNFA")},
		{Name: "assessment", Element: under("CINdetails", "Assessments"), Columns: leaves("AssessmentActualStartDate", "AssessmentInternalReviewDate", "AssessmentAuthorisationDate")},
		{Name: "factor", Element: under("CINdetails", "Assessments", "FactorsIdentifiedAtAssessment", "AssessmentFactors"), Columns: text},
		{Name: "cin_plan", Element: under("CINdetails", "CINPlanDates"), Columns: leaves("CINPlanStartDate", "CINPlanEndDate")},
		{Name: "section47", Element: under("CINdetails", "Section47"), Columns: leaves("S47ActualStartDate", "InitialCPCtarget", "DateOfInitialCPC", "ICPCnotRequired")},
		{Name: "cp_plan", Element: under("CINdetails", "ChildProtectionPlans"), Columns: leaves("CPPstartDate", "CPPendDate", "InitialCategoryOfAbuse", "LatestCategoryOfAbuse", "NumberOfPreviousCPP")},
		{Name: "cp_review", Element: under("CINdetails", "ChildProtectionPlans", "Reviews", "CPPreviewDate"), Columns: text},
		{Name: "pre_proceedings", Element: under("CINdetails", "PreProceedingsandFGDM"), Columns: leaves("PPStartDate", "LBPSentDate", "FGDMMeetingOffer", "FGDMMeetingFac",
			"InitialPPMeetingDate", "ReviewMeetingsCount", "StepDecisionDate", "PPOutcome", "CourtAppDate", "LetterInitCPDate")},
	}}
}

// cswwLayout is the workforce census, as far as the sample needs it: the rest is unknown on purpose.
func cswwLayout() Layout {
	return Layout{Root: []string{"Message"}, Tables: []Table{
		{Name: "vacancies", Element: []string{"Message", "LALevelVacancies"}, Columns: []Column{
			{Name: "vacancies", Path: []string{"NumberOfVacancies"}}, {Name: "fte", Path: []string{"NoAgencyFTE"}},
		}},
		{Name: "worker", Element: []string{"Message", "CSWWWorker"}, Columns: []Column{
			{Name: "id", Path: []string{"SWENo"}}, {Name: "fte", Path: []string{"FTE"}}, {Name: "institution", Path: []string{"QualInst"}},
		}},
	}}
}

// sharedFiles finds public samples, or skips.
func sharedFiles(t *testing.T, pattern ...string) []string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(append([]string{"..", "..", "..", "shared", "data"}, pattern...)...))
	if err != nil {
		t.Fatal(err)
	}
	if len(paths) == 0 {
		t.Skip("the public samples in ../shared/data are not here")
	}
	return paths
}

func TestPublicSamplesGiveTheRowsThatEncodingXMLSees(t *testing.T) {
	for pattern, layout := range map[string]Layout{"cin": cinLayout(), "csww": cswwLayout()} {
		reader := compile(t, layout)
		for _, path := range sharedFiles(t, pattern, "*.xml") {
			doc, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			got, err := readAll(reader, bytes.NewReader(doc))
			if err != nil {
				t.Errorf("%s: %v", filepath.Base(path), err)
				continue
			}
			ref := newReference(layout)
			if err := ref.read(doc); err != nil {
				t.Fatal(err)
			}
			if diff := ref.differs(got); diff != "" {
				t.Errorf("%s: %s", filepath.Base(path), diff)
			}
			if !slices.Equal(got.Result.Rows, ref.started) {
				t.Errorf("%s: rows %v, the reference has %v", filepath.Base(path), got.Result.Rows, ref.started)
			}
			if got.Result.Bytes != int64(len(doc)) {
				t.Errorf("%s: %d bytes of %d", filepath.Base(path), got.Result.Bytes, len(doc))
			}
		}
	}
}

// The counts were taken from the file with grep.
func TestThe2026CensusSample(t *testing.T) {
	doc, err := os.ReadFile(sharedFiles(t, "cin", "CIN_Census_2026.xml")[0])
	if err != nil {
		t.Fatal(err)
	}
	got, err := readAll(compile(t, cinLayout()), bytes.NewReader(doc))
	if err != nil {
		t.Fatal(err)
	}
	// header, source, child, disability, cin, assessment, factor, cin_plan, section47, cp_plan, cp_review, pre_proceedings
	if want := []int64{1, 1, 2, 3, 2, 2, 3, 1, 1, 1, 1, 1}; !slices.Equal(got.Result.Rows, want) {
		t.Errorf("rows %v, want %v", got.Result.Rows, want)
	}
	if got.Result.Stray != 1 { // the word between UPNunknown and PersonBirthDate
		t.Errorf("%d stray texts, want 1", got.Result.Stray)
	}
	if len(got.Result.Unknown) > 0 {
		t.Errorf("unknown elements %v, want none", got.Result.Unknown)
	}
	if want := int64(bytes.Count(doc, []byte("\n")) + 1); got.Result.Lines != want {
		t.Errorf("%d lines, want %d", got.Result.Lines, want)
	}
	s47 := got.Rows[slices.IndexFunc(got.Rows, func(g gathered) bool { return g.Table == 8 })]
	if want := []string{"2022-06-02", "2022-06-23", "2022-06-17", "false"}; !slices.Equal(s47.Values, want) || s47.Line != 54 || s47.Parent != 1 {
		t.Errorf("section 47 row %+v, want %v on line 54 of parent 1", s47, want)
	}
}

// writeCensus makes a census of about the wanted size, the same every time.
func writeCensus(size int) []byte {
	var b bytes.Buffer
	b.Grow(size + 8<<10)
	b.WriteString("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Message>\n  <Header>\n    <CollectionDetails>\n      <Collection>CIN</Collection>\n" +
		"      <Year>2025</Year>\n      <ReferenceDate>2025-03-31</ReferenceDate>\n    </CollectionDetails>\n    <Source>\n      <SourceLevel>L</SourceLevel>\n" +
		"      <LEA>201</LEA>\n      <SoftwareCode>Case &amp; Co</SoftwareCode>\n    </Source>\n  </Header>\n  <Children>\n")
	for n := 0; b.Len() < size; n++ {
		writeChild(&b, n)
	}
	b.WriteString("  </Children>\n</Message>\n")
	return b.Bytes()
}

func writeChild(b *bytes.Buffer, n int) {
	day := func(k int) string { return fmt.Sprintf("20%02d-%02d-%02d", 10+(n+k)%15, 1+(n*7+k)%12, 1+(n*11+k)%28) }
	leaf := func(indent int, name, value string) {
		b.WriteString("                    "[:indent])
		b.WriteString("<" + name + ">" + value + "</" + name + ">\n")
	}
	b.WriteString("    <Child>\n      <ChildIdentifiers>\n")
	leaf(8, "LAchildID", fmt.Sprintf("C%09d", n))
	leaf(8, "UPN", fmt.Sprintf("A%012d", n))
	leaf(8, "PersonBirthDate", day(1))
	leaf(8, "Sex", string("MF"[n%2]))
	b.WriteString("      </ChildIdentifiers>\n      <ChildCharacteristics>\n")
	leaf(8, "Ethnicity", "WBRI")
	b.WriteString("        <Disabilities>\n")
	for k := range 1 + n%3 {
		leaf(10, "Disability", [...]string{"NONE", "AUT", "LD"}[k])
	}
	b.WriteString("        </Disabilities>\n      </ChildCharacteristics>\n      <CINdetails>\n")
	leaf(8, "CINreferralDate", day(2))
	leaf(8, "ReferralSource", "1A")
	leaf(8, "PrimaryNeedCode", "N1")
	for a := range 1 + n%2 {
		b.WriteString("        <Assessments>\n")
		leaf(10, "AssessmentActualStartDate", day(3+a))
		leaf(10, "AssessmentAuthorisationDate", day(9+a))
		b.WriteString("          <FactorsIdentifiedAtAssessment>\n")
		for k := range 1 + n%4 {
			leaf(12, "AssessmentFactors", [...]string{"1A", "3B", "4B", "16A"}[k])
		}
		b.WriteString("          </FactorsIdentifiedAtAssessment>\n        </Assessments>\n")
	}
	if n%2 == 0 {
		b.WriteString("        <Section47>\n")
		leaf(10, "S47ActualStartDate", day(4))
		leaf(10, "ICPCnotRequired", "0")
		b.WriteString("        </Section47>\n")
	}
	leaf(8, "ReferralNFA", "0")
	if n%3 == 0 {
		b.WriteString("        <ChildProtectionPlans>\n")
		leaf(10, "CPPstartDate", day(5))
		b.WriteString("          <CPPendDate/>\n")
		leaf(10, "InitialCategoryOfAbuse", "NEG")
		leaf(10, "LatestCategoryOfAbuse", "EMO")
		leaf(10, "NumberOfPreviousCPP", "0")
		b.WriteString("          <Reviews>\n")
		for k := range 2 + n%4 {
			leaf(12, "CPPreviewDate", day(20+k))
		}
		b.WriteString("          </Reviews>\n        </ChildProtectionPlans>\n")
	}
	b.WriteString("      </CINdetails>\n    </Child>\n")
}
