package attack

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Kind is what is wrong.
type Kind string

// The kinds of finding.
const (
	Narrow    Kind = "narrow"      // a hidden count is bounded more tightly than the threshold
	Own       Kind = "own count"   // a hidden count is bounded more tightly if the figure is hidden for it and not for others
	Window    Kind = "window"      // a small count of a window that is not published follows from those that are
	Earlier   Kind = "edition"     // an earlier edition that is still there shows what this one hides
	Small     Kind = "small"       // a count that should have been hidden is printed
	Carrier   Kind = "carrier"     // a number stands somewhere about a cell that is hidden elsewhere
	Undecided Kind = "not decided" // nothing could be proved either way within the limits of the search
)

// Finding is a way in which the edition tells more than it means to.
type Finding struct {
	Kind             Kind
	Indicator, Area  string
	Period           string
	Start, End       string // ISO dates
	Breakdown, Group string
	Count            string // numerator, denominator, ...
	Low, High        float64
	Open             bool // nothing bounds it from above
	// Secret tells that the count may be one of those that are never shown; else it is a nought, or a large
	// number that was hidden for the sake of others.
	Secret  bool
	Nearly  bool     // it rests on something that holds nearly always
	Place   string   // file and place, of what stands in one
	What    string   // what is wrong, in words
	Because []string // the published numbers that give it away
	// Evidence is the cells behind Because, each once; where nothing narrower is known, all that hang together with
	// the count. Hiding any of them takes a support away.
	Evidence []Evidence
}

// Evidence is a number of a published cell that a finding rests on.
type Evidence struct {
	Edition                 string // of an earlier edition; empty for the one attacked
	Indicator, Area, Period string
	Start, End              string // ISO dates
	Breakdown, Group        string
	Completeness            bool // it is the number not recorded, or the bounds, and not the figure
}

func (k key) evidence(edition, side string) Evidence {
	return Evidence{edition, k.indicator, k.area, k.period, k.start, k.end, k.breakdown, k.group, side == unjudged}
}

// Matters tells whether a finding stands against publishing. That a hidden count is nought, or surely a large one that
// was hidden for the sake of others, is no secret by itself: what follows from it for others is a finding of its own.
func (f Finding) Matters() bool { return f.Kind != Narrow || f.Secret }

// Width is how far apart the ends of the range are.
func (f Finding) Width() float64 { return f.High - f.Low }

// mostNamed is how many published numbers a line names; Because has all.
const mostNamed = 6

// String is the finding in one line.
func (f Finding) String() string {
	var out strings.Builder
	out.WriteString(string(f.Kind) + ": ")
	if f.Indicator != "" {
		out.WriteString(key{f.Area, f.Indicator, f.Period, f.Start, f.End, f.Breakdown, f.Group}.String())
		if f.Count != "" {
			out.WriteString(", " + f.Count)
		}
		out.WriteString(": ")
	}
	out.WriteString(f.What)
	if f.Place != "" {
		out.WriteString(" (" + f.Place + ")")
	}
	if len(f.Because) > 0 {
		out.WriteString("; given away by " + strings.Join(f.Because[:min(mostNamed, len(f.Because))], "; "))
		if more := len(f.Because) - mostNamed; more > 0 {
			out.WriteString("; and " + number(more) + " more")
		}
	}
	return out.String()
}

// Report is the result of an attack.
type Report struct {
	Below     int    // counts of 1 to Below-1 are hidden, unless a table has a policy of its own
	Hides     string // the same in words, with the tables that differ
	Files     int    // read; 0 when cells were attacked that are in no file yet
	Figures   int    // cells read
	Hidden    int    // of them hidden
	Attacked  int    // hidden counts attacked: a hidden share has two
	NoPeople  int    // hidden cells that hold no count of people
	Narrowest *Finding
	Findings  []Finding
	Notes     []string
}

// Against is the findings that stand against publishing.
func (r *Report) Against() int {
	n := 0
	for _, f := range r.Findings {
		if f.Matters() {
			n++
		}
	}
	return n
}

// Summary says in a few lines, for whoever answers for what is published, what was attacked, how near it came, and
// what that means.
func (r *Report) Summary() string {
	out := fmt.Sprintf("Read: %s in %s, of which %s hidden (%s).", plural(r.Figures, "figure"), plural(r.Files, "file"), number(r.Hidden), r.Hides)
	out += fmt.Sprintf("\nTried: to work out %s behind the hidden figures from everything else that is published", plural(r.Attacked, "count"))
	if r.NoPeople > 0 {
		out += fmt.Sprintf("; %s no count of people", countedHold(r.NoPeople))
	}
	out += "."
	if n := r.Narrowest; n != nil {
		out += fmt.Sprintf("\nNearest: %s may be anything from %s.",
			key{n.Area, n.Indicator, n.Period, n.Start, n.End, n.Breakdown, n.Group}.String()+", "+n.Count, rangeWords(n.Low, n.High, n.Open))
	}
	switch against := r.Against(); {
	case against > 0:
		out += fmt.Sprintf("\nResult: %s. This edition should not be published.", plural(against, "finding"))
	case r.Hidden == 0:
		out += "\nResult: nothing is hidden, so there is nothing to work out."
	default:
		out += fmt.Sprintf("\nResult: no hidden count can be narrowed to fewer than %s numbers, and no file gives one away.", number(r.Below+1))
	}
	return out
}

func countedHold(n int) string {
	if n == 1 {
		return "1 hidden figure holds"
	}
	return number(n) + " hidden figures hold"
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return number(n) + " " + word + "s"
}

func number(n int) string {
	text := strconv.Itoa(n)
	for at := len(text) - 3; at > 0; at -= 3 {
		text = text[:at] + "," + text[at:]
	}
	return text
}

func rangeWords(low, high float64, open bool) string {
	write := func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
	switch {
	case open:
		return write(low) + " or more"
	case low == high:
		return "exactly " + write(low)
	default:
		return write(low) + " to " + write(high)
	}
}

// sort puts findings in order: what may be secret first, then by cell.
func (r *Report) sort() {
	weight := func(f Finding) int {
		switch {
		case f.Kind == Undecided:
			return 2
		case f.Kind == Narrow && !f.Secret:
			return 1
		}
		return 0
	}
	of := func(f Finding) key {
		return key{f.Area, f.Indicator, f.Period, f.Start, f.End, f.Breakdown, f.Group}
	}
	slices.SortStableFunc(r.Findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(weight(a), weight(b)), of(a).order(of(b)), strings.Compare(string(a.Kind), string(b.Kind)),
			strings.Compare(a.Count, b.Count), strings.Compare(a.Place, b.Place), strings.Compare(a.What, b.What))
	})
	r.Findings = slices.CompactFunc(r.Findings, func(a, b Finding) bool { return a.String() == b.String() })
}
