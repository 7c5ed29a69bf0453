package sample

import (
	"path"
	"slices"
	"strings"
	"sync"
)

// fault is one way in which a row can be wrong. Unless inPlace is set the faulty row stands beside
// the right one, as a mis-keyed row does that was entered again, so that no child's history is lost.
type fault struct {
	table   string // file name without year and extension
	column  string // "" when the fault is of the whole row
	kind    string // what a reader calls it
	how     string // how it comes about, see apply
	inPlace bool   // a cell of the row itself is spoilt
}

// catalogue is every kind of fault, by the table that shows it.
func catalogue() []fault {
	return []fault{
		{"episodes", "DECOM", "date", "no such day", false},
		{"episodes", "DECOM", "date", "two-digit year", false},
		{"episodes", "PLACE", "code", "unknown code", false},
		{"episodes", "LS", "code", "unknown code", false},
		{"episodes", "RNE", "required", "left out", false},
		{"episodes", "DEC", "order", "ends before", false},
		{"episodes", "", "duplicate", "twice", false},
		{"episodes", "", "fields", "one field more", false},
		{"header", "DOB", "date", "no such day", false},
		{"header", "ETHNIC", "code", "unknown code", true},
		{"header", "UPN", "code", "cut short", true},
		{"header", "", "duplicate", "twice", false},
		{"reviews", "REVIEW", "date", "no such day", false},
		{"reviews", "REVIEW_CODE", "code", "unknown code", true},
		{"reviews", "", "duplicate", "twice", false},
		{"reviews", "", "fields", "two fields less", false},
		{"oc2", "SDQ_SCORE", "integer", "words", true},
		{"oc2", "SDQ_SCORE", "range", "above 40", true},
		{"oc2", "SDQ_REASON", "code", "unknown code", true},
		{"missing", "MIS_END", "order", "ends before", false},
		{"hr_establishment", "fte", "decimal", "words", false},
		{"hr_establishment", "role_start_date", "date", "no such day", false},
		{"hr_sickness", "end_date", "order", "ends before", false},
		{"hr_sickness", "fte_working_days_lost_in_year", "decimal", "words", true},
		{"ledger", "amount", "decimal", "words", false},
		{"ledger", "period", "code", "words", false},
	}
}

// dirt is what stands in the files of the modern scenario: a few faults in each year's set.
func dirt() []fault {
	return []fault{
		{"episodes", "DECOM", "date", "no such day", false},
		{"episodes", "PLACE", "code", "unknown code", false},
		{"episodes", "DEC", "order", "ends before", false},
		{"episodes", "", "duplicate", "twice", false},
		{"episodes", "", "fields", "one field more", false},
		{"reviews", "REVIEW", "date", "no such day", false},
		{"reviews", "", "duplicate", "twice", false},
		{"oc2", "SDQ_SCORE", "range", "above 40", true},
		{"header", "ETHNIC", "code", "unknown code", true},
	}
}

// plannedFault is a fault and the number of rows after which it is due.
type plannedFault struct {
	fault
	after int
}

// faultLedger plans the faults of every file and notes the rows at which they ended up.
type faultLedger struct {
	mu    sync.Mutex
	seed  uint64
	kinds []fault
	noted []noted
}

type noted struct {
	file   string
	row    int // as a spreadsheet numbers it: the header is row 1
	column string
	kind   string
}

// tableOf names the kind of a file from its path: extracts/ledger/2024-25.csv is a ledger.
func tableOf(name string) string {
	if path.Base(path.Dir(name)) == "ledger" {
		return "ledger"
	}
	base := strings.TrimSuffix(path.Base(name), path.Ext(name))
	for _, prefix := range []string{"hr_establishment", "hr_sickness"} {
		if strings.HasPrefix(base, prefix) {
			return prefix
		}
	}
	return base
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
	l.mu.Lock()
	defer l.mu.Unlock()
	l.noted = append(l.noted, noted{file: file, row: row, column: f.column, kind: f.kind})
}

// write lists the injected faults for whoever checks that a reader finds them.
func (l *faultLedger) write(t *tree) error {
	slices.SortFunc(l.noted, func(a, b noted) int {
		if c := strings.Compare(a.file, b.file); c != 0 {
			return c
		}
		return a.row - b.row
	})
	plain := &tree{root: t.root}
	list, err := plain.create("faults.csv", []string{"file", "row", "column", "kind"}, style{})
	if err != nil {
		return err
	}
	for _, n := range l.noted {
		list.write(n.file, whole(n.row), n.column, n.kind)
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
	case "above 40":
		spoiled[at] = "41"
		spoiled[slices.Index(columns, "SDQ_REASON")] = ""
	case "ends before":
		p.reverse(columns, spoiled, at)
	case "one field more":
		spoiled = append(spoiled, "one more")
	case "two fields less":
		spoiled = spoiled[:len(spoiled)-2]
	}
	return spoiled
}

// reverse makes the end of an interval fall a week before its beginning.
func (p plannedFault) reverse(columns, cells []string, at int) {
	pairs := map[string]string{"DEC": "DECOM", "MIS_END": "MIS_START", "end_date": "start_date"}
	from := cells[slices.Index(columns, pairs[p.column])]
	began := newDay(int(number(from[6:])), monthOf(from[3:5]), int(number(from[:2])))
	cells[at] = (began - 7).String()
	if rec := slices.Index(columns, "REC"); rec >= 0 {
		cells[rec] = "X1"
	}
}
