package sample

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"sync"
)

// fault is one way in which a row can be wrong. Unless inPlace is set the faulty row stands beside
// the right one, as a mis-keyed row does that was entered again, so that no child's history is lost.
type fault struct {
	table   string // as tableOf names it
	column  string // "" when the fault is of the whole row
	kind    string // what a reader calls it
	how     string // how it comes about, see apply
	inPlace bool   // a cell of the row itself is spoilt
	cell    bool   // it costs the value, not the row
}

// catalogue is every kind of fault of a row of a CSV file, by the table that shows it.
func catalogue() []fault {
	return []fault{
		{table: "episodes", column: "DECOM", kind: "date", how: "no such day"},
		{table: "episodes", column: "DECOM", kind: "date", how: "two-digit year"},
		{table: "episodes", column: "PLACE", kind: "code", how: "unknown code"},
		{table: "episodes", column: "LS", kind: "code", how: "unknown code"},
		{table: "episodes", column: "RNE", kind: "required", how: "left out"},
		{table: "episodes", column: "DEC", kind: "order", how: "ends before"},
		{table: "episodes", kind: "duplicate", how: "twice"},
		{table: "episodes", kind: "fields", how: "one field more"},
		{table: "header", column: "DOB", kind: "date", how: "no such day"},
		{table: "header", column: "ETHNIC", kind: "code", how: "unknown code", inPlace: true, cell: true},
		{table: "header", column: "UPN", kind: "code", how: "cut short", inPlace: true, cell: true},
		{table: "header", kind: "duplicate", how: "twice"},
		{table: "reviews", column: "REVIEW", kind: "date", how: "no such day"},
		{table: "reviews", column: "REVIEW_CODE", kind: "code", how: "unknown code", inPlace: true, cell: true},
		{table: "reviews", kind: "duplicate", how: "twice"},
		{table: "reviews", kind: "fields", how: "two fields less"},
		{table: "oc2", column: "SDQ_SCORE", kind: "integer", how: "words", inPlace: true},
		{table: "oc2", column: "SDQ_SCORE", kind: "range", how: "above 40", inPlace: true},
		{table: "oc2", column: "SDQ_REASON", kind: "code", how: "unknown code", inPlace: true, cell: true},
		{table: "missing", column: "MIS_END", kind: "order", how: "ends before"},
		{table: "uasc", column: "DUC", kind: "date", how: "no such day"},
		{table: "oc3", column: "ACCOM", kind: "code", how: "unknown code"},
		{table: "prev_perm", column: "PREV_PERM", kind: "code", how: "unknown code"},
		{table: "placed_adoption", column: "DATE_PLACED", kind: "date", how: "no such day"},
		{table: "social_worker", column: "SW_DEC", kind: "order", how: "ends before"},
		{table: "hr_establishment", column: "fte", kind: "decimal", how: "words"},
		{table: "hr_establishment", column: "employee_id", kind: "duplicate", how: "another FTE"},
		{table: "hr_establishment", column: "role_start_date", kind: "date", how: "no such day"},
		{table: "hr_sickness", column: "end_date", kind: "order", how: "ends before"},
		{table: "hr_sickness", column: "fte_working_days_lost_in_year", kind: "decimal", how: "words", inPlace: true},
		{table: "ledger", column: "amount", kind: "decimal", how: "words"},
		{table: "ledger", column: "period", kind: "code", how: "words"},
		{table: "ledger", column: "financial_year", kind: "form", how: "years apart"},
		{table: "ledger", column: "currency", kind: "code", how: "euros"},
		{table: "ledger", column: "period", kind: "contradiction", how: "another year"},
		{table: "ledger", kind: "heading", how: "heading again"},
		{table: "ledger", kind: "total", how: "total"},
		{table: "ledger", kind: "text", how: "line of text"},
		{table: "budget", column: "budget", kind: "decimal", how: "words"},
		{table: "budget", column: "period", kind: "code", how: "words"},
		{table: "budget", kind: "total", how: "total"},
		{table: "involvements", column: "started_on", kind: "date", how: "no such day"},
		{table: "involvements", column: "worker_id", kind: "required", how: "left out"},
		{table: "involvements", column: "ended_on", kind: "order", how: "ends before"},
		{table: "involvements", kind: "duplicate", how: "twice"},
		{table: "placement_costs", column: "Placement start date", kind: "date", how: "no such day"},
		{table: "placement_costs", column: "Legal status", kind: "code", how: "unknown code", inPlace: true, cell: true},
		{table: "placement_costs", column: "Total committed cost accrued in FY to date", kind: "decimal", how: "words"},
		{table: "placement_costs", column: "Child ID", kind: "duplicate", how: "another cost"},
		{table: "placement_costs", kind: "total", how: "total"},
		{table: "internal_residential_costs", column: "Start date", kind: "date", how: "no such day"},
		{table: "targets", column: "valid_from", kind: "overlap", how: "another value"},
		{table: "targets", column: "valid_to", kind: "order", how: "ends before"},
		{table: "targets", column: "value", kind: "form", how: "words"},
		{table: "targets", column: "owner", kind: "fields", how: "one field more"},
		{table: "population", column: "population", kind: "integer", how: "words"},
		{table: "population", column: "population", kind: "range", how: "below nought"},
	}
}

// dirt is what stands in the files of the modern scenario: a few faults in each year's set.
func dirt() []fault {
	return []fault{
		{table: "episodes", column: "DECOM", kind: "date", how: "no such day"},
		{table: "episodes", column: "PLACE", kind: "code", how: "unknown code"},
		{table: "episodes", column: "DEC", kind: "order", how: "ends before"},
		{table: "episodes", kind: "duplicate", how: "twice"},
		{table: "episodes", kind: "fields", how: "one field more"},
		{table: "reviews", column: "REVIEW", kind: "date", how: "no such day"},
		{table: "reviews", kind: "duplicate", how: "twice"},
		{table: "oc2", column: "SDQ_SCORE", kind: "range", how: "above 40", inPlace: true},
		{table: "header", column: "ETHNIC", kind: "code", how: "unknown code", inPlace: true, cell: true},
	}
}

// plannedFault is a fault and the number of rows after which it is due.
type plannedFault struct {
	fault
	after int
}

// faultLedger plans the faults of every file and notes the rows at which they ended up.
type faultLedger struct {
	mu       sync.Mutex
	seed     uint64
	kinds    []fault
	noted    []noted
	appended map[string][]appendix // by file: rows at its end
	last     int                   // collection year whose files have more than faulty rows
}

// noted is a line of faults.csv.
type noted struct {
	file     string
	table    string // as the reader calls it
	row      int    // as a spreadsheet numbers it: the header is row 1; of a document the element's number
	column   string
	kind     string // of a reject; of a finding the check's id; of a remark its rule
	severity string // row, cell, file, fail, warn, note
	note     string
}

// appendix is a row at the end of a file, and what is said of it.
type appendix struct {
	cells []string
	says  []noted // file, table and row are filled in
}

// tableOf names the kind of a file from its path: extracts/ledger/2024-25.csv is a ledger.
func tableOf(name string) string {
	base := strings.TrimSuffix(path.Base(name), path.Ext(name))
	switch folder := path.Base(path.Dir(name)); {
	case folder == "ledger" || folder == "budget":
		return folder
	case folder == "placement_cost" && strings.HasSuffix(base, "_homes"):
		return "internal_residential_costs"
	case folder == "placement_cost":
		return "placement_costs"
	}
	for _, prefix := range []string{"hr_establishment", "hr_sickness", "involvements"} {
		if strings.HasPrefix(base, prefix) {
			return prefix
		}
	}
	return base
}

// readersTable is what the reader calls a table.
func readersTable(table string) string {
	switch table {
	case "hr_establishment":
		return "establishment"
	case "hr_sickness":
		return "spells"
	case "ledger":
		return "postings"
	case "budget":
		return "lines"
	case "population":
		return "estimates"
	}
	return table
}

// plan spreads the faults of a file over its first hundred rows or so, in an order and at
// distances that depend only on the seed and the file's name.
func (l *faultLedger) plan(name string) []plannedFault {
	if l == nil {
		return nil
	}
	kind := tableOf(name)
	stream := uint64(14695981039346656037)
	for _, b := range []byte(name) {
		stream = (stream ^ uint64(b)) * 1099511628211
	}
	r := newDice(l.seed, stream)
	var plan []plannedFault
	for _, f := range l.kinds {
		if f.table == kind {
			plan = append(plan, plannedFault{fault: f})
		}
	}
	r.Shuffle(len(plan), func(i, j int) { plan[i], plan[j] = plan[j], plan[i] })
	after := 1
	for i := range plan {
		after += r.between(2, 11)
		plan[i].after = after
	}
	return plan
}

func (l *faultLedger) note(file string, row int, f fault) {
	severity, column := "row", f.column
	if f.cell {
		severity = "cell"
	}
	if f.kind == "fields" {
		column = ""
	}
	l.say(noted{file: file, table: readersTable(f.table), row: row, column: column, kind: f.kind, severity: severity, note: f.how})
}

func (l *faultLedger) say(n noted) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.noted = append(l.noted, n)
}

// full says whether every kind of fault is wanted, and not only some dirt.
func (l *faultLedger) full() bool { return l != nil && l.appended != nil }

// append plans rows at the end of a file.
func (l *faultLedger) append(file string, rows ...appendix) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.appended[file] = append(l.appended[file], rows...)
}

// appendices are the rows at the end of a file.
func (l *faultLedger) appendices(file string) []appendix {
	if !l.full() {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.appended[file]
}

// write lists the injected faults for whoever checks that a reader finds them.
func (l *faultLedger) write(t *tree) error {
	slices.SortFunc(l.noted, func(a, b noted) int {
		return cmp.Or(cmp.Compare(a.file, b.file), cmp.Compare(a.table, b.table), cmp.Compare(a.row, b.row), cmp.Compare(a.column, b.column),
			cmp.Compare(a.kind, b.kind))
	})
	plain := &tree{root: t.root}
	list, err := plain.create("faults.csv", []string{"file", "table", "row", "column", "kind", "severity", "note"}, style{})
	if err != nil {
		return err
	}
	for _, n := range l.noted {
		list.write(n.file, n.table, whole(n.row), n.column, n.kind, n.severity, n.note)
	}
	return list.close()
}

// apply makes the faulty form of a row.
func (p plannedFault) apply(columns, cells []string) []string {
	spoiled := slices.Clone(cells)
	at := slices.Index(columns, p.column)
	switch p.how {
	case "no such day":
		spoiled[at] = "31/02/2024"
	case "two-digit year":
		spoiled[at] = "01/04/24"
	case "unknown code":
		spoiled[at] = "X9"
		if p.column == "SDQ_REASON" {
			spoiled[slices.Index(columns, "SDQ_SCORE")] = ""
		}
	case "left out":
		spoiled[at] = ""
	case "cut short":
		spoiled[at] = "Z00"
	case "words":
		spoiled[at] = "many"
		if p.table == "targets" { // of an indicator without another target that it could overlap
			spoiled[slices.Index(columns, "indicator")] = "cla"
		}
	case "above 40":
		spoiled[at] = "41"
		spoiled[slices.Index(columns, "SDQ_REASON")] = ""
	case "ends before":
		p.reverse(columns, spoiled, at)
	case "years apart":
		spoiled[at] = "2024-26"
	case "euros":
		spoiled[at] = "EUR"
	case "another year":
		spoiled[at] = "199901"
	case "heading again":
		copy(spoiled, columns)
	case "another FTE":
		spoiled[slices.Index(columns, "fte")] = "0.4"
	case "below nought":
		spoiled[at] = "-5"
	case "another cost":
		cost := slices.Index(columns, "Total committed cost accrued in FY to date")
		spoiled[cost] = "1" + spoiled[cost]
	case "another value":
		spoiled[slices.Index(columns, "value")] = "1"
	case "total", "line of text":
		p.reportLine(columns, spoiled)
	case "one field more":
		spoiled = append(spoiled, "one more")
	case "two fields less":
		spoiled = spoiled[:len(spoiled)-2]
	}
	return spoiled
}

// reportLine makes a line of the report that is no record: its total, or words.
func (p plannedFault) reportLine(columns, cells []string) {
	amounts := []string{"amount", "budget", "revised_budget", "forecast", "Total committed cost accrued in FY to date"}
	for i, column := range columns {
		if p.how != "total" || !slices.Contains(amounts, column) {
			cells[i] = ""
		}
	}
	at := max(slices.Index(columns, "description"), slices.Index(columns, "cost_centre_name"), slices.Index(columns, "Placement type"))
	cells[at] = "End of the report"
	if p.how == "total" {
		cells[at] = "Sub-total" // its amount is that of the row it was made of, so no total of the whole
	}
}

// reverse makes the end of an interval fall a week before its beginning.
func (p plannedFault) reverse(columns, cells []string, at int) {
	pairs := map[string]string{"DEC": "DECOM", "MIS_END": "MIS_START", "end_date": "start_date", "valid_to": "valid_from", "SW_DEC": "SW_DECOM", "ended_on": "started_on"}
	from := cells[slices.Index(columns, pairs[p.column])]
	began := newDay(int(number(from[6:])), monthOf(from[3:5]), int(number(from[:2])))
	cells[at] = (began - 7).String()
	if rec := slices.Index(columns, "REC"); rec >= 0 {
		cells[rec] = "X1"
	}
	if of := slices.Index(columns, "indicator"); of >= 0 {
		cells[of] = "cla_rate" // which has no other target that it could overlap
	}
}
