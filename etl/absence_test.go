package etl_test

import (
	"testing"
)

const spells = "absence_id,employee_id,start_date,end_date,absence_type,fte_working_days_lost_in_year\n"

// absences lists what core has of absences.
func (w *world) absences() []string {
	w.t.Helper()
	return w.rows("select absence_id, worker_id, started_on, ended_on, days_lost::double from core.absence order by all")
}

// The public list names its year, which is the census year: no spell reaches beyond it.
func TestPublicAbsencesOfAYear(t *testing.T) {
	w := newWorld(t)
	w.publicCopy("synthetic/hr_sickness_2023-24_SYNTHETIC.csv", "absence/hr_sickness_2023-24.csv")
	report := w.mustLoad(w.extract("absence", "absence"))
	reconciles(t, w.db, report)
	same(t, "days", w.rows("select sum(days_lost)::decimal(9, 1)::varchar, count(*), min(started_on), max(ended_on) from core.absence"),
		[]string{"373.7|52|2023-10-10|2024-09-16"})
	same(t, "notices", w.notices("absence-part", "absence-superseded", "absence-overlap"), nil)
}

// A spell that each year's list reports with the days of that year is in parts, each day once.
func TestAbsencesAcrossYearEnds(t *testing.T) {
	w := newWorld(t)
	w.write("absence/hr_2023-24.csv", spells+"A1,e,20/03/2024,10/04/2024,Sickness,8\nA2,e,01/05/2023,02/05/2023,Sickness,2\nA3,f,01/03/2024,,Sickness,22\nA4,g,01/03/2024,,Sickness,21\n")
	w.write("absence/hr_2024-25.csv", spells+"A1,e,20/03/2024,10/04/2024,Sickness,7\nA3,f,01/03/2024,30/04/2024,Sickness,21.5\n")
	// The same rows again, in an extract of another day.
	w.write("absence/hr_2024-25_v2.csv", spells+"A3,f,01/03/2024,30/04/2024,Sickness,21.5\nA1,e,20/03/2024,10/04/2024,Sickness,7\n")
	report := w.mustLoad(w.extract("absence", "absence"))
	reconciles(t, w.db, report)
	same(t, "absences", w.absences(), []string{
		"A1|e|2024-03-20|2024-03-31|8", "A1|e|2024-04-01|2024-04-10|7", "A2|e|2023-05-01|2023-05-02|2",
		"A3|f|2024-03-01|2024-03-31|22", "A3|f|2024-04-01|2024-04-30|21.5", "A4|g|2024-03-01|-|21",
	})
	same(t, "notices", w.notices("absence-part", "absence-superseded", "absence-overlap", "absence-phased"), []string{
		"absence-part|1 rows: an absence that reaches beyond the year whose days the row reports: kept as the part in that year",
		"absence-part|2 rows: an absence that reaches beyond the year whose days the row reports: kept as the part in that year",
		"absence-superseded|2 rows: a later file reports the same days of the absence: left out",
	})
}

// One file may report the years of a spell one below the other.
func TestAbsencesWithAYearColumn(t *testing.T) {
	w := newWorld(t)
	w.write("absence/a.csv", "Financial Year,absence_id,employee_id,start_date,end_date,absence_type,days\n"+
		"2023-24,A1,e,2024-03-20,2024-04-10,Sickness,8\n2024/25,A1,e,2024-03-20,2024-04-10,Sickness,7\n2024/25,A1,e,2024-03-20,2024-04-10,Sickness,6\n"+
		"2024-25,,f,2024-05-01,2024-05-02,Sickness,0.5\n")
	report := w.mustLoad(w.extract("absence", "absence"))
	reconciles(t, w.db, report)
	same(t, "absences", w.absences(), []string{
		"A1|e|2024-03-20|2024-03-31|8", "A1|e|2024-04-01|2024-04-10|7", "f 2024-05-01|f|2024-05-01|2024-05-02|0.5",
	})
	same(t, "rejects", w.rejects(), []string{"4|absence_id|duplicate|one row per absence, first day and year|row"})
}

// Without a year a row tells the whole spell: a later file's row stands in place of the earlier's.
func TestLaterAbsenceListsCorrectEarlierOnes(t *testing.T) {
	const whole = "absence_id,employee_id,start_date,end_date,absence_type,days_lost\n"
	w := newWorld(t)
	w.write("absence/hr_2023-24.csv", whole+"A1,e,20/03/2024,,Sickness,\nA2,e,01/05/2023,05/05/2023,Sickness,5\nA3,e,01/06/2023,01/06/2023,Sickness,1\n")
	w.write("absence/hr_2024-25.csv", whole+"A1,e,20/03/2024,10/04/2024,Sickness,14\nA2,e,02/05/2023,05/05/2023,Sickness,4\nA3,f,01/06/2023,01/06/2023,Sickness,1\n")
	report := w.mustLoad(w.extract("absence", "absence"))
	reconciles(t, w.db, report)
	same(t, "absences", w.absences(), []string{
		"A1|e|2024-03-20|2024-04-10|14", "A2|e|2023-05-02|2023-05-05|4", "A3|e|2023-06-01|2023-06-01|1", "A3|f|2023-06-01|2023-06-01|1",
	})
}

func TestAbsencesInHoursAndPartDays(t *testing.T) {
	w := newWorld(t)
	w.opts.ShareConfigured, w.opts.MaxRejectShare = true, 0.5
	w.write("absence/a.csv", "employee_id,start_date,end_date,absence_type,hours_lost,hours_per_day\n"+
		"e,01/05/2024,01/05/2024,Sickness,3.7,7.4\nf,01/05/2024,03/05/2024,Sickness,22.2,7.4\ng,01/05/2024,03/05/2024,Sickness,22.2,\nh,01/05/2024,03/05/2024,Sickness,-1,7.4\n")
	w.write("absence/b.csv", spells[:len(spells)-1]+",hours_lost,hours_per_day\nA1,e,01/06/2024,01/06/2024,Sickness,0.5,3.7,7.4\nA2,e,02/06/2024,02/06/2024,Sickness,1,3.7,7.4\n"+
		"A3,e,03/06/2024,03/06/2024,Sickness,,3.7,7.4\n")
	report := w.mustLoad(w.extract("absence", "absence"))
	reconciles(t, w.db, report)
	same(t, "absences", w.absences(), []string{
		"A1|e|2024-06-01|2024-06-01|0.5", "A3|e|2024-06-03|2024-06-03|0.5",
		"e 2024-05-01|e|2024-05-01|2024-05-01|0.5", "f 2024-05-01|f|2024-05-01|2024-05-03|3",
	})
	same(t, "rejects", w.rejects(), []string{
		"3|hours_lost|contradiction|the hours of the days that the row says were lost|row",
		"4|hours_per_day|required|the hours of a full-time working day|row", "5|hours_lost|range|a number of 0 or more|row",
	})
}

// A phased return is an absence of part days beside, or within, another; two full absences on a day are
// counted too, and pointed out.
func TestOverlappingAbsencesAreNoticed(t *testing.T) {
	w := newWorld(t)
	w.write("hr/hr.csv", "employee_id,swe_number,agency_worker,org_role_code,org_role,fte,role_start_date,role_end_date,cases_at_30_sept\nh,SW1,0,5,x,0.5,01/01/2020,,1\n")
	w.write("absence/a.csv", spells+
		"A1,e,13/05/2024,24/05/2024,Sickness,5\nA2,e,20/05/2024,24/05/2024,Phased return,2.5\n"+ // half days of ten, half days of five
		"B1,f,13/05/2024,17/05/2024,Sickness,5\nB2,f,17/05/2024,20/05/2024,Sickness,2\n"+
		"C1,g,13/05/2024,,Sickness,\nC2,g,20/05/2024,21/05/2024,Sickness,0.2\n"+
		"D1,h,13/05/2024,17/05/2024,Sickness,2.5\nD2,h,16/05/2024,17/05/2024,Sickness,1\n"+ // full days of a half post
		"E1,i,13/05/2024,17/05/2024,Sickness,5\nE2,j,13/05/2024,17/05/2024,Sickness,5\n")
	report := w.mustLoad(w.extract("workforce", "hr"), w.extract("absence", "absence"))
	reconciles(t, w.db, report)
	same(t, "count", w.rows("select count(*), sum(days_lost)::double from core.absence"), []string{"10|28.2"})
	same(t, "notices", w.rows("select rule, source_row from audit.notice where rule like 'absence-%' order by source_row"), []string{
		"absence-phased|3", "absence-overlap|5", "absence-overlap|7", "absence-overlap|9",
	})
}
