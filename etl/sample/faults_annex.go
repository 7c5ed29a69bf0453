package sample

// rows adds faulty rows at the end of a workbook's sheets: lists 1, 3, 4 and 7.
func (l *faultLedger) rows(name string, sheets []*sheet) {
	if !l.full() {
		return
	}
	on := yearEnd(l.last) - 60
	b := []any{"ZZF00101", "b) Female", "a) WBRI", newDay(2014, 5, 6), 11.5}
	with := func(i int, cell any, more ...any) []any {
		cells := append(append([]any{}, b...), more...)
		cells[i] = cell
		return cells
	}
	add := func(sheet int, table string, cells []any, says ...noted) {
		sheets[sheet-1].row(cells...)
		for _, n := range says {
			n.file, n.table, n.row = name, table, sheets[sheet-1].rows
			l.say(n)
		}
	}
	row := func(column, kind, note string) noted {
		return noted{column: column, kind: kind, severity: "row", note: note}
	}
	cell := func(column, kind, note string) noted {
		return noted{column: column, kind: kind, severity: "cell", note: note}
	}
	add(1, "contacts", with(5, "", on, "6"), row("Date of Contact", "required", "left out"))
	add(1, "contacts", with(0, "", on, "6"), row("Child Unique ID", "required", "left out"))
	add(1, "contacts", with(1, "z) Zebra", on, "6"), cell("Gender", "code", "unknown spelling"))
	add(1, "contacts", with(2, "a) Martian", on-1, "6"), cell("Ethnicity", "code", "unknown spelling"))
	add(1, "contacts", with(5, 3.5, on, "6"), row("Date of Contact", "date", "a number that is no day"))
	add(1, "contacts", with(0, "ZZF00102", on, "6"))
	add(1, "contacts", with(0, "ZZF00102", on, "6"), row("", "duplicate", "twice"))
	add(1, "contacts", append(with(0, "ZZF00103", on, "6"), "beyond"), row("", "cell", "a cell beyond the header's columns"))
	referral := []any{on, "6", "b) No", 1, "Assessment", "E90001"}
	add(3, "referrals", with(6, "the postman", referral...), cell("Referral Source", "code", "unknown spelling"))
	add(3, "referrals", with(8, "several", referral...), cell("Number of Referrals in Last 12 Months", "integer", "words"))
	add(3, "referrals", with(10, rawCell(` t="e"><v>#N/A</v>`), referral...),
		noted{kind: "error-values", severity: "note", note: "an error in place of the worker: read as blank"})
	assessed := []any{"b) No", on - 60, "a) Yes", on, "b) No", "Assessment", "E90001"}
	add(4, "assessments", with(8, rawCell(`><f>G2+5</f>`), assessed...), row("", "cell", "a formula without a value"))
	add(4, "assessments", with(8, "31/02/2025", assessed...), row("Continuous Assessment Date of Authorisation", "date", "no such day"))
	plan := []any{"b) No", on - 60, "a) Neglect", "a) Neglect", on, "a) Yes", "", "", "b) No", 0, "Assessment", "E90001"}
	add(7, "protection_plans", with(7, "f) Unkindness", plan...), cell("Initial Category of Abuse", "code", "unknown spelling"))
	add(7, "protection_plans", with(14, -1, plan...), cell("Number of Previous Child Protection Plans", "range", "below nought"))
	sheets[0].rows += 3 // blank rows at the end are no records
	sheets[0].row("\u00a0", " ")
}
