package main

import (
	"fmt"
	"slices"
	"strings"
)

// The invented census of children in need. never in a date means: not yet, or not at all.

type assessmentLife struct{ started, completed day }

type enquiryLife struct {
	started, conference day
	notRequired         bool
}

type planLife struct {
	started, ended day
	previous       string // as written
	reviews        []day
}

type referralLife struct {
	on, closed  day
	noFurther   bool
	transferred day // a conference of a child who came on another authority's plan
	assessments []assessmentLife
	enquiries   []enquiryLife
	plans       []planLife
}

type needLife struct {
	id        string
	referrals []referralLife
}

// needMaker invents the children in need of one world.
type needMaker struct {
	dice
	anchors []day
}

func makeNeed(d dice, prefix string, number int) []needLife {
	m := needMaker{dice: d, anchors: []day{on(2023, 12, 22), on(2024, 3, 28), on(2024, 12, 24), on(2024, 12, 16)}}
	for end := on(2022, 4, 30); end <= yearEnd(lastReturn); end = (end + 1).monthEnd() {
		m.anchors = append(m.anchors, end, end+1)
	}
	var out []needLife
	for i := range number {
		child := needLife{id: fmt.Sprintf("%sn%02d", prefix, i+1)}
		at, free := m.someDay(), day(0)
		for range 1 + m.IntN(4) {
			r := m.referral(at)
			if len(r.plans) > 0 && r.plans[0].started <= free {
				r.plans = nil // a child is on one plan at a time
			}
			if len(r.plans) > 0 {
				free = r.plans[len(r.plans)-1].ended
			}
			child.referrals = append(child.referrals, r)
			if m.in100(6) {
				child.referrals = append(child.referrals, referralLife{on: at, closed: at, noFurther: true, transferred: never})
			}
			if at = at.addMonths(12) + day(pick(m.dice, -300, -200, -90, -30, -1, 0, 1, 40)); at > yearEnd(lastReturn) {
				break
			}
		}
		out = append(out, child)
	}
	return out
}

func (m needMaker) someDay() day {
	if m.in100(60) {
		return m.near(pick(m.dice, m.anchors...))
	}
	return on(2022, 2, 1) + day(m.IntN(1100))
}

// after is a day some working days later, often at the edge of a limit and sometimes on a weekend.
func (m needMaker) after(from day, limit int) day {
	number := pick(m.dice, limit-1, limit, limit, limit, limit+1, limit+2, m.IntN(limit+20), 0)
	return addWorkingDays(from, number) + day(pick(m.dice, 0, 0, 0, 0, 1, 2))
}

func (m needMaker) referral(at day) referralLife {
	r := referralLife{on: at, closed: at + day(m.IntN(20)), noFurther: m.in100(20), transferred: never}
	if r.noFurther {
		return r
	}
	last := at
	for i := range m.IntN(3) {
		a := assessmentLife{started: at + day(40*i+m.IntN(8))}
		a.completed = m.after(a.started, 45)
		last = max(last, a.completed)
		if m.in100(6) {
			a.completed = never
		}
		r.assessments = append(r.assessments, a)
	}
	begins := never
	for i := range m.IntN(3) {
		e := enquiryLife{started: at + day(60*i+m.IntN(12)), conference: never, notRequired: m.in100(30)}
		if !e.notRequired && m.in100(85) {
			e.conference = m.after(e.started, 15)
			last, begins = max(last, e.conference), e.conference
		}
		r.enquiries = append(r.enquiries, e)
	}
	if m.in100(7) {
		r.transferred = at + 2
		last, begins = max(last, r.transferred), r.transferred
	}
	if begins != never && m.in100(80) || m.in100(30) {
		if begins == never {
			begins = m.near(pick(m.dice, m.anchors...) - 729)
		}
		r.plans = m.plans(begins)
		last = max(last, r.plans[len(r.plans)-1].ended)
	}
	if r.closed = last; last != never {
		r.closed += day(m.IntN(30))
	}
	return r
}

// plans last around two years, by the day count and by the calendar, or any time.
func (m needMaker) plans(at day) []planLife {
	var out []planLife
	for {
		length := pick(m.dice, 728, 729, 730, 731, 1+m.IntN(900), 1+m.IntN(400), 1+m.IntN(400))
		p := planLife{started: at, ended: at + day(length), previous: itoa(pick(m.dice, 0, 0, 0, 1, 2))}
		if m.in100(20) {
			p.ended = never
		}
		for review := at.addMonths(3) + day(pick(m.dice, -20, -1, 0, 0, 1)); review < min(p.ended, yearEnd(lastReturn)); review = review.addMonths(6) + day(pick(m.dice, -30, -2, -1, 0, 0, 0, 1)) {
			p.reviews = append(p.reviews, review)
		}
		out = append(out, p)
		if p.ended == never || m.in100(75) {
			return out
		}
		at = p.ended + day(1+m.IntN(100))
	}
}

// until blanks what had not happened by the day.
func (d day) until(end day) day {
	if d > end {
		return never
	}
	return d
}

// at is the referral as it was known on the day. What had ended before begin is left out when brief.
func (r referralLife) at(end, begin day, brief bool) referralLife {
	gone := func(ended day) bool { return brief && ended < begin }
	r.closed, r.transferred = r.closed.until(end), r.transferred.until(end)
	r.assessments = slices.DeleteFunc(slices.Clone(r.assessments), func(a assessmentLife) bool { return a.started > end || gone(a.completed) })
	for i := range r.assessments {
		r.assessments[i].completed = r.assessments[i].completed.until(end)
	}
	r.enquiries = slices.DeleteFunc(slices.Clone(r.enquiries), func(e enquiryLife) bool { return e.started > end || gone(e.conference) })
	for i := range r.enquiries {
		r.enquiries[i].conference = r.enquiries[i].conference.until(end)
	}
	r.plans = slices.DeleteFunc(slices.Clone(r.plans), func(p planLife) bool { return p.started > end || gone(p.ended) })
	for i := range r.plans {
		r.plans[i].ended = r.plans[i].ended.until(end)
		r.plans[i].reviews = slices.DeleteFunc(slices.Clone(r.plans[i].reviews), func(at day) bool { return at > end })
	}
	return r
}

// censusDocument is the census of a collection year with the elements of its children.
func censusDocument(code, children string, year int, written string) string {
	return fmt.Sprintf("<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>%d</Year></CollectionDetails>"+
		"<Source><SourceLevel>L</SourceLevel><LEA>%s</LEA><DateTime>%s</DateTime></Source></Header><Children>%s</Children></Message>",
		year, code, written, steady+children)
}

// censusChildren are the elements of a world's children; faulty makes some of them unreadable, brief
// leaves out what had ended before the year.
func censusChildren(d dice, children []needLife, year int, brief, faulty bool) string {
	var out strings.Builder
	begin, end := yearEnd(year-1)+1, yearEnd(year)
	w := needWriter{dice: d, out: &out, faulty: faulty}
	for _, child := range children {
		var body []referralLife
		for _, r := range child.referrals {
			if r.on <= end && (r.closed >= begin || year == firstCensus) {
				body = append(body, r.at(end, begin, brief))
			}
		}
		if len(body) == 0 {
			continue
		}
		out.WriteString("<Child><ChildIdentifiers>")
		element(&out, "LAchildID", child.id)
		element(&out, "PersonBirthDate", "2012-05-06")
		element(&out, map[bool]string{true: "Sex", false: "GenderCurrent"}[year >= 2025], map[bool]string{true: "F", false: "2"}[year >= 2025])
		out.WriteString("</ChildIdentifiers><ChildCharacteristics><Ethnicity>WBRI</Ethnicity></ChildCharacteristics>")
		for _, r := range body {
			w.referral(r)
		}
		out.WriteString("</Child>")
	}
	return out.String()
}

// steady is a child in every census, so that none is without an assessment, an enquiry or a plan.
const steady = "<Child><ChildIdentifiers><LAchildID>n00</LAchildID><PersonBirthDate>2012-05-06</PersonBirthDate></ChildIdentifiers>" +
	"<ChildCharacteristics><Ethnicity>WBRI</Ethnicity></ChildCharacteristics><CINdetails><CINreferralDate>2022-01-10</CINreferralDate>" +
	"<ReferralSource>6</ReferralSource><Assessments><AssessmentActualStartDate>2022-01-10</AssessmentActualStartDate>" +
	"<AssessmentAuthorisationDate>2022-02-10</AssessmentAuthorisationDate></Assessments><Section47><S47ActualStartDate>2022-02-10</S47ActualStartDate>" +
	"<DateOfInitialCPC>2022-02-24</DateOfInitialCPC><ICPCnotRequired>0</ICPCnotRequired></Section47><ReferralNFA>0</ReferralNFA>" +
	"<ChildProtectionPlans><CPPstartDate>2022-02-24</CPPstartDate><InitialCategoryOfAbuse>NEG</InitialCategoryOfAbuse>" +
	"<LatestCategoryOfAbuse>NEG</LatestCategoryOfAbuse><NumberOfPreviousCPP>0</NumberOfPreviousCPP>" +
	"<Reviews><CPPreviewDate>2022-05-20</CPPreviewDate></Reviews></ChildProtectionPlans></CINdetails></Child>"

// needWriter writes the elements of a census.
type needWriter struct {
	dice
	out    *strings.Builder
	faulty bool
}

// date writes an element with a date, or nothing for never; some dates of a faulty census are none.
func (w needWriter) date(name string, at day, share int) {
	switch {
	case w.faulty && w.in100(share):
		element(w.out, name, pick(w.dice, "2024-02-30", "soon", "2023-13-01"))
	case at != never:
		element(w.out, name, at.iso())
	}
}

func (w needWriter) truth(name string, value bool) {
	element(w.out, name, map[bool]string{true: pick(w.dice, "1", "true"), false: pick(w.dice, "0", "false")}[value])
}

func (w needWriter) referral(r referralLife) {
	w.out.WriteString("<CINdetails>")
	w.date("CINreferralDate", r.on, map[bool]int{true: 3}[len(r.plans) == 0]) // a plan that cannot be read stands open beside the next
	element(w.out, "ReferralSource", "6")
	element(w.out, "PrimaryNeedCode", "N1")
	w.date("CINclosureDate", r.closed, 2)
	w.date("DateOfInitialCPC", r.transferred, 0)
	for _, a := range r.assessments {
		w.out.WriteString("<Assessments>")
		if w.faulty && w.in100(5) && a.completed != never {
			a.completed = a.started - 3 // completed before it was started
		}
		w.date("AssessmentActualStartDate", a.started, 2)
		w.date("AssessmentAuthorisationDate", a.completed, 2)
		w.out.WriteString("</Assessments>")
	}
	for _, e := range r.enquiries {
		w.out.WriteString("<Section47>")
		if w.faulty && w.in100(5) && e.conference != never {
			e.conference = e.started - 2
		}
		w.date("S47ActualStartDate", e.started, 2)
		w.date("DateOfInitialCPC", e.conference, 0)
		w.truth("ICPCnotRequired", e.notRequired)
		w.out.WriteString("</Section47>")
	}
	w.truth("ReferralNFA", r.noFurther)
	for _, p := range r.plans {
		for range 1 + map[bool]int{true: 1}[w.faulty && w.in100(4)] { // some are there twice
			w.out.WriteString("<ChildProtectionPlans>")
			element(w.out, "CPPstartDate", p.started.iso())
			if p.ended != never {
				element(w.out, "CPPendDate", p.ended.iso())
			}
			element(w.out, "InitialCategoryOfAbuse", "NEG")
			element(w.out, "LatestCategoryOfAbuse", "NEG")
			element(w.out, "NumberOfPreviousCPP", p.previous)
			w.out.WriteString("<Reviews>")
			for _, review := range p.reviews {
				element(w.out, "CPPreviewDate", review.iso())
			}
			w.out.WriteString("</Reviews></ChildProtectionPlans>")
		}
	}
	w.out.WriteString("</CINdetails>")
}
