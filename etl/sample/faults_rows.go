package sample

import (
	"fmt"
	"strings"
)

// line is a row at the end of a CSV file, with what the checks find in it.
func line(text string, findings ...string) appendix {
	row := appendix{cells: strings.Split(text, ",")}
	for _, check := range findings {
		row.says = append(row.says, noted{kind: check, severity: "fail", note: "found by the check"})
	}
	return row
}

// plantDoubts plans rows that can be read and cannot be true, of children and workers of their own, at
// the end of the last year's files.
func (a *authority) plantDoubts(l *faultLedger) {
	if !l.full() {
		return
	}
	year := a.last
	at := func(dayMonth string) string { return fmt.Sprintf("%s/%d", dayMonth, year-1) }
	in := func(table string, rows ...appendix) {
		l.append(fmt.Sprintf("%s/ssda903/%d/%s.csv", a.folder, year, table), rows...)
	}
	sex := "F"
	if year < 2025 {
		sex = "2"
	}
	born := fmt.Sprintf("06/05/%d", year-12)
	var header []appendix
	for n := 1; n <= 9; n++ {
		on := born
		if n == 3 { // grown up while in care
			on = fmt.Sprintf("06/08/%d", year-19)
		}
		header = append(header, line(fmt.Sprintf("ZZG%05d,%s,%s,WBRI,A123456789012,,", n, sex, on)))
	}
	in("header", header...)
	const stay = ",N1,U6,PR1," // need, placement and provider
	ended := func(child int, from, rne, to, rec, postcode string, findings ...string) appendix {
		reason := ""
		if rec == "X1" {
			reason = "CARPL"
		}
		return line(fmt.Sprintf("ZZG%05d,%s,%s,C2%s%s,%s,%s,ZZ1 1AA,%s,9912345", child, from, rne, stay, to, rec, reason, postcode), findings...)
	}
	in("episodes",
		ended(1, at("01/05"), "S", at("01/09"), "X1", "ZZ2 2BB", "episode_end_not_met"),
		ended(1, at("01/08"), "P", at("01/11"), "E4A", "ZZ3 3CC", "episodes_overlap"),
		ended(2, at("01/05"), "S", at("01/09"), "E4A", "ZZ2 2BB"),
		ended(2, at("01/09"), "S", at("01/11"), "E4A", "ZZ3 3CC", "care_restarts_same_day"),
		ended(3, at("01/05"), "S", at("01/11"), "E4A", "ZZ2 2BB", "looked_after_over_18"),
		ended(4, at("01/05"), "S", at("01/11"), "E4A", "ZZ2 2BB"),
		ended(5, at("01/05"), "S", at("01/11"), "E4A", "ZZ2 2BB"),
		ended(6, at("01/05"), "S", at("01/08"), "X1", "ZZ2 2BB", "episode_end_not_met"),
		ended(6, at("01/09"), "P", at("01/11"), "E4A", "ZZ3 3CC", "episode_gap"),
		ended(7, at("01/05"), "S", at("01/08"), "X1", "ZZ2 2BB"),
		ended(7, at("01/08"), "P", at("01/11"), "E4A", "ZZ2 2BB", "move_without_change"),
		ended(8, at("01/05"), "S", at("01/11"), "E4A", "ZZ2 2BB"),
	)
	in("reviews",
		line("ZZG00004,"+born+","+at("10/04")+",PN1", "care_review_outside_care"),
		line("ZZG09999,"+born+","+at("10/04")+",PN1", "child_not_in_header"),
	)
	in("oc2", line("ZZG00005,"+born+",12,SDQ4,0,,1,1,1,0,,", "sdq_score_and_reason"))
	in("missing",
		line("ZZG00008,"+born+",M,"+at("10/06")+","+at("14/06")),
		line("ZZG00008,"+born+",M,"+at("12/06")+","+at("15/06"), "missing_overlaps"),
	)
	a.plantMoneyDoubts(l, sex, born)
	a.plantStaffDoubts(l)
}

// plantStaffDoubts does the same for workers and their absences.
func (a *authority) plantStaffDoubts(l *faultLedger) {
	year := a.last
	at := func(dayMonth string) string { return fmt.Sprintf("%s/%d", dayMonth, year-1) }
	l.append(fmt.Sprintf("%s/workforce/hr_establishment_%s.csv", a.folder, yearEnd(year).iso()),
		line("E90001,SW0000090001,0,5,Case Holder,1,"+at("01/01")+",,12,Assessment"),
		line("E90001,SW0000090001,0,5,Case Holder,0.5,"+at("01/06")+",,6,Assessment", "worker_over_full_time"),
		line("E90002,SW0000090002,0,5,Case Holder,1,"+at("01/01")+","+at("30/06")+",0,Assessment"),
	)
	l.append(fmt.Sprintf("%s/absence/hr_sickness_%s.csv", a.folder, financialYear(year)),
		line("A90001,E90002,"+at("07/07")+","+at("09/07")+",Sickness,3", "absence_outside_contract"),
		line("A90002,E90001,"+at("08/09")+","+at("12/09")+",Sickness,5"),
		line("A90003,E90001,"+at("10/09")+","+at("15/09")+",Sickness,3", "absences_overlap"),
		line("A90004,E90001,"+at("06/10")+","+at("07/10")+",Sickness,4", "absence_days_exceed_spell"),
		line("A90005,E90009,"+at("06/10")+","+at("07/10")+",Sickness,2", "absence_without_worker"),
	)
	l.append(fmt.Sprintf("%s/allocation/involvements_%s.csv", a.folder, yearEnd(year).iso()),
		line("ZZG00004,E90002,Allocated social worker,Assessment,"+at("01/05")+",,,", "allocated_after_leaving"))
}

// plantMoneyDoubts does the same for postings and for what placements cost.
func (a *authority) plantMoneyDoubts(l *faultLedger, sex, born string) {
	year := a.last
	at := func(dayMonth string) string { return fmt.Sprintf("%s/%d", dayMonth, year-1) }
	l.append(fmt.Sprintf("%s/ledger/%s.csv", a.folder, financialYear(year)),
		line(financialYear(year)+",09,"+at("12/12")+",900001,1,GJ,C2010,Assessment and safeguarding teams,9990,Suspense,,,Suspense,120.00,GBP",
			"ledger_account_unmapped"))
	costs := func(child int, from, to, social string, findings ...string) appendix {
		return line(fmt.Sprintf("ZZG%05d,%s,%s,WBRI,NONE,17A,,No,No,0,C2,%s,%s,%s,,1,1,U6,PR1,,,9912345,ZZ1 1AA,ZZ2 2BB,%s,1000.00,%s,0.00,0.00",
			child, born, sex, from, to, from, a.name, social), findings...)
	}
	l.append(fmt.Sprintf("%s/placement_cost/%s_Q4.csv", a.folder, financialYear(year)),
		costs(4, at("01/05"), at("01/11"), "900.00", "placement_cost_shares_differ"),
		costs(9, at("01/05"), at("01/11"), "1000.00", "placement_cost_not_looked_after"),
		costs(5, fmt.Sprintf("20/04/%d", year), "", "1000.00", "placement_cost_dates", "placement_cost_not_looked_after"),
	)
}
