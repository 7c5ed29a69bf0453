package indicators

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Distribution says of an indicator about time what its cases took: the words and the unit of a case's duration,
// and the limit, if it has one. The duration is the query's column duration or, of a median or a mean of
// cases, the numerator.
type Distribution struct {
	Of    string `yaml:"of"`   // from which day to which, in words that follow "days" or "working days"
	Unit  string `yaml:"unit"` // days or working days
	Limit *Limit `yaml:"limit,omitempty"`
}

// Limit parts the durations. Exactly one of UpTo and From is given: the numerator counts the cases that took up
// to so many days, or those that took so many or more.
type Limit struct {
	UpTo  *int   `yaml:"up_to,omitempty"`
	From  *int   `yaml:"from,omitempty"`
	Words string `yaml:"words"` // what the line is called: 45 working days

	// Only says which option must have which value for the limit to be this one; else none is drawn.
	Only map[string]string `yaml:"only,omitempty"`
}

// The units of a duration.
const (
	days        = "days"
	workingDays = "working days"
)

// Last is the last whole day before the line: of cases up to a limit the limit itself.
func (l *Limit) Last() int {
	if l.UpTo != nil {
		return *l.UpTo
	}
	return *l.From - 1
}

// Holds tells whether the limit is this one with the options chosen, each by its name.
func (l *Limit) Holds(chosen func(option string) string) bool {
	for name, value := range l.Only {
		if chosen(name) != value {
			return false
		}
	}
	return true
}

// Inside tells on which side of the line the figure has its better cases: true before it. ok is false where no way
// is better, or the figure is not the share of cases on one side.
func (d *Definition) Inside() (before, ok bool) {
	if d.Distribution == nil || d.Distribution.Limit == nil || d.Polarity.Direction == Neutral || d.Unit != Percent {
		return false, false
	}
	return (d.Distribution.Limit.UpTo != nil) == (d.Polarity.Direction == High), true
}

// distributionFaults lists what strict decoding cannot see of the header's distribution.
func (d *Definition) distributionFaults() (out []headerFault) {
	if d.Distribution == nil {
		return nil
	}
	add := func(key, format string, args ...any) {
		out = append(out, headerFault{"distribution." + key, "distribution: " + fmt.Sprintf(format, args...)})
	}
	if strings.TrimSpace(d.Distribution.Of) == "" {
		add("of", "missing key of")
	}
	if unit := d.Distribution.Unit; unit != days && unit != workingDays {
		add("unit", "unit %q: want days or working days", unit)
	}
	if d.Statistic == Count || d.Money() {
		add("of", "want a share, a mean or a median over cases")
	}
	limit := d.Distribution.Limit
	if limit == nil {
		return out
	}
	if (limit.UpTo == nil) == (limit.From == nil) {
		add("limit", "limit: want one of up_to and from")
	}
	if strings.TrimSpace(limit.Words) == "" {
		add("limit", "limit: missing key words")
	}
	for _, name := range slices.Sorted(maps.Keys(limit.Only)) {
		option := slices.IndexFunc(d.Options, func(o Option) bool { return o.Name == name })
		if option < 0 || d.Options[option].Values[limit.Only[name]] == "" {
			add("limit", "limit: only %s = %s: want an option of this definition and one of its values", name, limit.Only[name])
		}
	}
	return out
}

// durationFaults lists what does not fit between the header's distribution and the columns of the query.
func (d *Definition) durationFaults(returned []string) (faults []error) {
	for _, column := range []string{"duration", "unfinished"} {
		if d.Distribution == nil && slices.Contains(returned, column) {
			faults = append(faults, fmt.Errorf("the query returns column %s, but the header has no distribution", column))
		}
	}
	if d.Distribution != nil && !slices.Contains(returned, "duration") && d.Statistic != Median && !d.meanOfCases() {
		faults = append(faults, errors.New("the header has a distribution, but the query returns no column duration, and its numerator is none"))
	}
	return faults
}
