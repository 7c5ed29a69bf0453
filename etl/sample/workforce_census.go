package sample

import (
	"errors"
	"fmt"
	"strconv"
)

// writeWorkforceCensuses writes the workforce census of each 30 September that the files hold the year
// before of: the same workers as the establishment list, and the posts that were vacant.
func (a *authority) writeWorkforceCensuses(t *tree) error {
	var faults []error
	r := newDice(a.seed, workforceStream)
	for year := a.year; year < a.last; year++ {
		faults = append(faults, a.writeWorkforceCensus(t, r, year))
	}
	return errors.Join(faults...)
}

func (a *authority) writeWorkforceCensus(t *tree, r dice, year int) error {
	d, err := t.document(fmt.Sprintf("%s/workforce/CSWW_%s_%d.xml", a.folder, a.code, year))
	if err != nil {
		return err
	}
	on := newDay(year, 9, 30)
	from := newDay(year-1, 10, 1)
	agency, posts := 0, 0
	for _, w := range a.staff.workers {
		switch {
		case !w.inPost(on):
		case w.agency:
			agency++
		default:
			posts++
		}
	}
	d.raw(workforceHeader(a.code, year))
	covered := agency * 8 // of ten agency workers eight cover a vacancy
	d.raw("<LALevelVacancies>\n")
	d.text("NumberOfVacancies", strconv.FormatFloat(float64(covered)/10+float64(r.between(2, 5)*posts)/100, 'f', 2, 64))
	d.text("NoAgencyFTE", strconv.FormatFloat(float64(covered)/10, 'f', 2, 64))
	d.text("NoAgencyHeadcount", whole((covered+9)/10))
	d.raw("</LALevelVacancies>\n")
	for _, w := range a.staff.workers {
		if w.from <= on && w.to >= from {
			a.writeWorker(d, r, w, from, on)
		}
	}
	if t.ledger.full() && year == a.last-1 {
		t.ledger.workers(d, a.staff.countCensus(from, on))
	}
	d.raw("</Message>\n")
	return d.close()
}

func workforceHeader(code string, year int) string {
	y := whole(year)
	return `<?xml version="1.0" encoding="UTF-8"?>
<Message>
<Header>
<CollectionDetails><Collection>CSWW</Collection><Year>` + y + `</Year><ReferenceDate>` + y + `-09-30</ReferenceDate></CollectionDetails>
<Source><SourceLevel>L</SourceLevel><LEA>` + code + `</LEA><SoftwareCode>invented</SoftwareCode><Release>1</Release><SerialNo>1</SerialNo><DateTime>` +
		y + `-11-03T10:00:00</DateTime></Source>
</Header>
`
}

// countCensus is how many workers a census lists.
func (w *workforce) countCensus(from, on day) int {
	n := 0
	for _, one := range w.workers {
		if one.from <= on && one.to >= from {
			n++
		}
	}
	return n
}

func (a *authority) writeWorker(d *document, r dice, w *worker, from, on day) {
	d.raw("<CSWWWorker>\n")
	if w.agency {
		d.text("AgencyWorker", "1")
	} else {
		d.text("AgencyWorker", "0")
	}
	d.text("SWENo", w.swe)
	d.text("FTE", tenths(w.fte))
	d.text("GenderCurrent", r.pick([]weighted{{"2", 86}, {"1", 14}}))
	d.text("OrgRole", whole(w.role+1))
	d.day("RoleStartDate", w.from)
	if w.to <= on {
		d.day("RoleEndDate", w.to)
		d.text("ReasonLeave", r.pick([]weighted{{"1", 70}, {"5", 8}, {"7", 6}, {"8", 10}, {"9", 6}}))
	} else if on == newDay(a.last-1, 9, 30) {
		d.text("Cases30", whole(w.cases))
	} else if w.role == caseHolder || w.role == 3 {
		d.text("Cases30", whole(r.between(11, 20)*w.fte/10))
	}
	if !w.agency {
		lost := 0
		for _, s := range a.absences {
			if s.worker == w && s.kind == "Sickness" && s.from >= from && s.from <= on {
				lost += s.lost
			}
		}
		d.text("WorkingDaysLost", strconv.FormatFloat(float64(lost)/10, 'f', 2, 64))
	}
	d.raw("</CSWWWorker>\n")
}

// workers writes faulty workers at the end of a census that has so many right ones.
func (l *faultLedger) workers(d *document, right int) {
	for i, one := range []struct {
		text           string
		column, kind   string
		severity, note string
	}{
		{tagged("SWENo", "SW0000090011") + tagged("FTE", "1"), "AgencyWorker", "required", "row", "left out"},
		{tagged("AgencyWorker", "0") + tagged("SWENo", "90012") + tagged("FTE", "1"), "SWENo", "code", "row", "no letters"},
		{tagged("AgencyWorker", "0") + tagged("SWENo", "SW0000090013") + tagged("FTE", "full"), "FTE", "decimal", "cell", "words"},
		{tagged("AgencyWorker", "0") + tagged("SWENo", "SW0000090014") + tagged("FTE", "0.5") + tagged("OrgRole", "9"), "OrgRole", "code", "cell", "unknown code"},
		{tagged("AgencyWorker", "0") + tagged("SWENo", "SW0000090015") + tagged("FTE", "1") + tagged("RoleStartDate", "2020-02-30"), "RoleStartDate", "date", "row", "no such day"},
	} {
		l.say(noted{
			file: d.name, table: "worker_census", row: right + i + 1, column: "CSWWWorker/" + one.column, kind: one.kind,
			severity: one.severity, note: one.note,
		})
		d.raw(tagged("CSWWWorker", one.text) + "\n")
	}
}
