package benchmarks

import "time"

// Options say what own figures are set against.
type Options struct {
	Model      string   // neighbour model, e.g. dfe-2025
	Former     []Former // models for earlier years; empty: Model for all years, as LAIT does
	Groups     []Group
	AsAt       time.Time // day that the age of a comparator is reckoned to
	StaleAfter int       // months after the end of its period from which a comparator is stale; 0 means DefaultStaleAfter
	Rebases    []Rebase
	Tallies    []Tally
}

// DefaultStaleAfter is the age in months beyond which a comparator is called stale. An annual release comes
// out eight months after its year and stands for twelve more.
const DefaultStaleAfter = 24

// Former is a neighbour model that was in force up to a day.
type Former struct {
	Model string
	Until time.Time // last day, inclusive, that a comparator's period may end on
}

// Group is a set of authorities chosen in the configuration.
type Group struct {
	Name    string
	Members []string // three-digit codes
	Reason  string
}

// Rebase begins a new stretch of a process, from which its limits are reckoned anew. It is a decision of a
// person and never made by the program.
type Rebase struct {
	Indicator string
	Area      string // empty: every own authority
	From      time.Time
	Reason    string
}

// Tally counts in how many of its members the own figure meets or beats a comparator.
type Tally struct {
	Name     string
	Against  string   // neighbours, median, region, england or the name of a group
	Members  []string // indicator ids; empty: every indicator that has a better way and a comparator
	TiesFail bool     // a figure equal to the comparator's is not counted; by default it is
	End      time.Time
	Readings []Reading // other ways to read it, beside the one by polarity
}

// Reading is a tally read otherwise: with another polarity for some members, or without them.
type Reading struct {
	Name     string
	Polarity map[string]string // indicator to high or low
	LeaveOut map[string]string // indicator to the reason
}
