package sample

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
)

// firstCensus is the first year whose layout of the children in need census is written.
const firstCensus = 2017

// document is an XML file being written, one element a line.
type document struct {
	name string
	file *os.File
	out  *bufio.Writer
	line []byte
	err  error
}

func (t *tree) document(name string) (*document, error) {
	path := filepath.Join(t.root, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("create folder of %s: %w", name, err)
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return nil, fmt.Errorf("create %s: %w", name, err)
	}
	return &document{name: name, file: file, out: bufio.NewWriterSize(file, 1<<16)}, nil
}

// raw writes text as it stands.
func (d *document) raw(text string) {
	if _, err := d.out.WriteString(text); err != nil && d.err == nil {
		d.err = err
	}
}

func (d *document) flush(line []byte) {
	if _, err := d.out.Write(line); err != nil && d.err == nil {
		d.err = err
	}
	d.line = line[:0]
}

// text writes an element with a value that needs no escapes, or nothing when there is no value.
func (d *document) text(tag, value string) {
	if value == "" {
		return
	}
	line := append(append(append(d.line, '<'), tag...), '>')
	line = append(line, value...)
	d.flush(append(append(append(line, "</"...), tag...), ">\n"...))
}

// day writes an element with a date; no date, no element.
func (d *document) day(tag string, on day) {
	if on == never || on == 0 {
		return
	}
	line := append(append(append(d.line, '<'), tag...), '>')
	line = appendISO(line, on)
	d.flush(append(append(append(line, "</"...), tag...), ">\n"...))
}

func appendISO(to []byte, d day) []byte {
	year, month, dayOfMonth := d.civil()
	return append(to,
		byte('0'+year/1000), byte('0'+year/100%10), byte('0'+year/10%10), byte('0'+year%10), '-',
		byte('0'+int(month)/10), byte('0'+int(month)%10), '-',
		byte('0'+dayOfMonth/10), byte('0'+dayOfMonth%10))
}

func (d *document) close() error {
	if err := errors.Join(d.err, d.out.Flush(), d.file.Close()); err != nil {
		return fmt.Errorf("write %s: %w", d.name, err)
	}
	return nil
}

// censusYear is what decides whether something belongs into a year's census.
type censusYear struct {
	year       int
	from, to   day
	everything bool // the first file carries the earlier history of its open cases
}

// touches says whether something that began and ended on the days given belongs into the year.
func (y censusYear) touches(from, to day) bool {
	return from <= y.to && (to >= y.from || y.everything)
}

// known is the day where the year knows it already, else never.
func (y censusYear) known(on day) day {
	if on > y.to {
		return never
	}
	return on
}

// writeCensus writes the children in need census of a year to 31 March, as it stood that day.
func (c *caseload) writeCensus(t *tree, folder, code string, year int) error {
	d, err := t.document(fmt.Sprintf("%s/cin_census/CIN_%s_%d.xml", folder, code, year))
	if err != nil {
		return err
	}
	y := censusYear{year: year, from: yearStart(year), to: yearEnd(year), everything: c.first == yearStart(year)}
	d.raw(censusHeader(code, year, "2"))
	for _, p := range c.people {
		c.writePerson(d, y, p)
	}
	if t.ledger.full() && year == t.ledger.last {
		if err := t.ledger.elements(d); err != nil {
			return err
		}
	}
	d.raw("</Children>\n</Message>\n")
	return d.close()
}

func censusHeader(code string, year int, serial string) string {
	return `<?xml version="1.0" encoding="UTF-8"?>
<Message>
<Header>
<CollectionDetails><Collection>CIN</Collection><Year>` + strconv.Itoa(year) + `</Year><ReferenceDate>` + strconv.Itoa(year) +
		`-03-31</ReferenceDate></CollectionDetails>
<Source><SourceLevel>L</SourceLevel><LEA>` + code + `</LEA><SoftwareCode>invented</SoftwareCode><Release>1</Release><SerialNo>` +
		serial + `</SerialNo><DateTime>` + strconv.Itoa(year) + `-06-0` + serial + `T09:30:00</DateTime></Source>
</Header>
<Children>
`
}

// inYear says whether a case belongs into a year's census: it came in or was open in it.
func (y censusYear) holds(r *referral) bool {
	if r.nothing {
		return y.from <= r.on && r.on <= y.to
	}
	return r.on <= y.to && r.closed >= y.from
}

func (c *caseload) writePerson(d *document, y censusYear, p *person) {
	begun := false
	for _, r := range p.referrals {
		if !y.holds(r) {
			continue
		}
		if !begun {
			begun = true
			d.raw("<Child>\n")
			writeIdentifiers(d, y, p)
		}
		writeCase(d, y, r)
	}
	if begun {
		d.raw("</Child>\n")
	}
}

func writeIdentifiers(d *document, y censusYear, p *person) {
	d.raw("<ChildIdentifiers>\n")
	d.text("LAchildID", p.id)
	if len(p.upn) > 3 {
		d.text("UPN", p.upn)
	} else {
		d.text("UPNunknown", p.upn)
	}
	unborn := p.born > y.to
	if unborn {
		d.day("ExpectedPersonBirthDate", p.expected)
	} else {
		d.day("PersonBirthDate", p.born)
	}
	sex := [3]string{"U", "F", "M"}
	tag := "Sex"
	if y.year < 2025 {
		tag, sex = "GenderCurrent", [3]string{"0", "2", "1"}
	}
	switch {
	case unborn:
		d.text(tag, sex[0])
	case p.male:
		d.text(tag, sex[2])
	default:
		d.text(tag, sex[1])
	}
	if p.died != 0 && p.died <= y.to {
		d.day("PersonDeathDate", p.died)
	}
	d.raw("</ChildIdentifiers>\n<ChildCharacteristics>\n")
	d.text("Ethnicity", p.ethnicity)
	if len(p.disabilities) > 0 {
		d.raw("<Disabilities>\n")
		for _, one := range p.disabilities {
			d.text("Disability", one)
		}
		d.raw("</Disabilities>\n")
	}
	d.raw("</ChildCharacteristics>\n")
}

func writeCase(d *document, y censusYear, r *referral) {
	d.raw("<CINdetails>\n")
	d.day("CINreferralDate", r.on)
	d.text("ReferralSource", r.source)
	d.text("PrimaryNeedCode", r.need)
	if r.closed <= y.to {
		d.day("CINclosureDate", r.closed)
		d.text("ReasonForClosure", r.reason)
	}
	if r.transferred <= y.to {
		d.day("DateOfInitialCPC", r.transferred)
	}
	for _, a := range r.assessments {
		if y.touches(a.from, a.to) {
			writeAssessment(d, y, a)
		}
	}
	for _, p := range r.needPlans {
		if y.year >= 2022 && y.touches(p.from, p.to) {
			d.raw("<CINPlanDates>\n")
			d.day("CINPlanStartDate", p.from)
			d.day("CINPlanEndDate", y.known(p.to))
			d.raw("</CINPlanDates>\n")
		}
	}
	for _, e := range r.enquiries {
		if y.touches(e.on, max(e.on, e.held)) {
			writeEnquiry(d, y, e)
		}
	}
	if r.nothing {
		d.raw("<ReferralNFA>1</ReferralNFA>\n")
	} else {
		d.raw("<ReferralNFA>0</ReferralNFA>\n")
	}
	for _, p := range r.protection {
		if y.touches(p.from, p.to) {
			writeProtection(d, y, p)
		}
	}
	d.raw("</CINdetails>\n")
}

func writeAssessment(d *document, y censusYear, a assessment) {
	d.raw("<Assessments>\n")
	d.day("AssessmentActualStartDate", a.from)
	if a.to <= y.to {
		d.day("AssessmentAuthorisationDate", a.to)
		d.raw("<FactorsIdentifiedAtAssessment>\n")
		for _, factor := range a.factors {
			d.text("AssessmentFactors", factor)
		}
		d.raw("</FactorsIdentifiedAtAssessment>\n")
	}
	d.raw("</Assessments>\n")
}

func writeEnquiry(d *document, y censusYear, e enquiry) {
	d.raw("<Section47>\n")
	d.day("S47ActualStartDate", e.on)
	if e.held == 0 {
		d.raw("<ICPCnotRequired>true</ICPCnotRequired>\n</Section47>\n")
		return
	}
	d.day("InitialCPCtarget", e.due)
	d.day("DateOfInitialCPC", y.known(e.held))
	d.raw("<ICPCnotRequired>false</ICPCnotRequired>\n</Section47>\n")
}

func writeProtection(d *document, y censusYear, p protection) {
	d.raw("<ChildProtectionPlans>\n")
	d.day("CPPstartDate", p.from)
	d.day("CPPendDate", y.known(p.to))
	d.text("InitialCategoryOfAbuse", p.first)
	d.text("LatestCategoryOfAbuse", p.latest)
	d.text("NumberOfPreviousCPP", whole(p.previous))
	begun := false
	for _, on := range p.reviews {
		if !y.touches(on, on) {
			continue
		}
		if !begun {
			begun = true
			d.raw("<Reviews>\n")
		}
		d.day("CPPreviewDate", on)
	}
	if begun {
		d.raw("</Reviews>\n")
	}
	d.raw("</ChildProtectionPlans>\n")
}
