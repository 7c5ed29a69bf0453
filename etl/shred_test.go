package etl_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// manyChildren are children without anything else, numbered from 1.
func manyChildren(count int) string {
	var out strings.Builder
	for i := 1; i <= count; i++ {
		fmt.Fprintf(&out, "<Child><ChildIdentifiers><LAchildID>C%d</LAchildID></ChildIdentifiers>"+
			"<ChildCharacteristics><Ethnicity>WBRI</Ethnicity></ChildCharacteristics></Child>\n", i)
	}
	return out.String()
}

// manyReferrals are children with a referral and an assessment each, numbered from 1.
func manyReferrals(count int) string {
	var out strings.Builder
	for i := 1; i <= count; i++ {
		fmt.Fprintf(&out, "<Child><ChildIdentifiers><LAchildID>C%[1]d</LAchildID></ChildIdentifiers>"+
			"<ChildCharacteristics><Ethnicity>WBRI</Ethnicity></ChildCharacteristics>"+
			"<CINdetails><CINreferralDate>2023-05-%02[2]d</CINreferralDate><ReferralSource>1A</ReferralSource><ReferralNFA>0</ReferralNFA>"+
			"<Assessments><AssessmentActualStartDate>2023-06-%02[2]d</AssessmentActualStartDate></Assessments></CINdetails></Child>\n", i, 1+i%28)
	}
	return out.String()
}

// Rows of a large document go into raw before its end is known. All of them stand there, in the order of
// the document, or none does.
func TestLargeDocumentIsReadWholeOrNotAtAll(t *testing.T) {
	const children = 130_000
	w := newWorld(t)
	whole := census("2024", "2024-06-01T09:00:00", manyChildren(children))
	w.write("cin/2024.xml", whole)
	cut := strings.TrimSuffix(strings.Replace(whole, ">2024<", ">2023<", 1), "</Message>")
	path := w.write("cin/2023.xml", cut)
	foreign := w.write("cin/2022.xml", strings.Replace(strings.Replace(whole, ">2024<", ">2022<", 1), ">CIN<", ">SWF<", 1))
	w.write("cin/again/2024.xml", whole)
	report := w.mustLoad(w.extract("cin_census", "cin"))
	same(t, "read", w.tables(), []string{fmt.Sprintf("2024.xml|child|%[1]d|%[1]d|0", children), fmt.Sprintf("2024.xml|child|%[1]d|%[1]d|0", children)})
	same(t, "file faults", faultsOf(report), []string{
		"unrecognised|cin/2022.xml: is not a children in need census: its element Header/CollectionDetails/Collection names another return, or none (wanted: CIN)",
		"form|cin/2023.xml: row 130004: the file ends where <Message> is open (wanted: </Message>)",
	})
	same(t, "raw", w.rows(`
select count(*), min(source_row), max(source_row), count(*) filter ("LAchildID" = 'C' || source_row and source_row = rowid + 1)
from raw.cin_census_child`), []string{fmt.Sprintf("%[1]d|1|%[1]d|%[1]d", children)})
	same(t, "core", w.rows("select count(*), count(distinct child_id) from core.child"), []string{fmt.Sprintf("%[1]d|%[1]d", children)})
	for _, name := range []string{path, foreign} {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(content)
		same(t, "hash of a refused document", w.rows("select sha256 from audit.file where parse_filename(source_file) = ?", filepath.Base(name)),
			[]string{hex.EncodeToString(sum[:])})
	}
}

// A refused document leaves nothing behind that another file's records could be taken for.
func TestRefusedDocumentLeavesNoTable(t *testing.T) {
	w := newWorld(t)
	w.write("cin/2023.xml", strings.TrimSuffix(census("2023", "2023-06-01T09:00:00", manyReferrals(65_000)), "</Message>"))
	w.mustLoad(w.extract("cin_census", "cin"))
	same(t, "raw tables", w.rows("select table_name from duckdb_tables() where schema_name = 'raw'"), nil)
	same(t, "children", w.rows("select count(*) from core.child"), []string{"0"})
}

// Of a large document the elements are shared out between two connections. Each table has all of its rows
// in the order of the document, whichever way they went, and what lies within a child is that child's.
func TestElementsOfALargeDocumentGoTwoWays(t *testing.T) {
	const children = 110_000 // so many are typed in halves, too
	w := newWorld(t)
	w.write("cin/2024.xml", census("2024", "2024-06-01T09:00:00", manyReferrals(children)))
	w.mustLoad(w.extract("cin_census", "cin"))
	for _, table := range []string{"child", "cin_details", "assessment"} {
		same(t, "raw "+table, w.rows(fmt.Sprintf(`
select count(*), count(*) filter (source_row = rowid + 1), count(distinct source_file) from raw.cin_census_%s`, table)),
			[]string{fmt.Sprintf("%[1]d|%[1]d|1", children)})
	}
	same(t, "core", w.rows(`
select count(*), count(distinct child_id), count(*) filter (day(started_on) = 1 + cast(child_id[2:] as integer) % 28 and referred_on + 31 = started_on)
from core.assessment`), []string{fmt.Sprintf("%[1]d|%[1]d|%[1]d", children)})
	for _, table := range []string{"child", "referral", "assessment"} {
		same(t, "order of core."+table, w.rows("select count(*) filter (source_row = rowid + 1) from core."+table), []string{strconv.Itoa(children)})
	}
}
