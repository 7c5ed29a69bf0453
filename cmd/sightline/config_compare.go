package main

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"sightline/benchmarks"
	"sightline/indicators"
)

// benchmarkConfig says where the published files are and what own figures are set against.
type benchmarkConfig struct {
	Path       string        `yaml:"path"`
	Neighbours string        `yaml:"neighbours"`
	Former     []formerModel `yaml:"former_neighbours"`
	Groups     []groupConfig `yaml:"groups"`
	StaleAfter int           `yaml:"stale_after_months"`
}

// formerModel is a neighbour model for the years up to a day.
type formerModel struct {
	Model string `yaml:"model"`
	Until string `yaml:"until"`
}

type groupConfig struct {
	Name    string   `yaml:"name"`
	Members []string `yaml:"members"`
	Reason  string   `yaml:"reason"`
}

type processConfig struct {
	Rebase []rebaseConfig `yaml:"rebase"`
}

// rebaseConfig is a decision that a process is another from a month on.
type rebaseConfig struct {
	Indicator string `yaml:"indicator"`
	Area      string `yaml:"area"`
	From      string `yaml:"from"`
	Reason    string `yaml:"reason"`
}

type tallyConfig struct {
	Name     string          `yaml:"name"`
	Against  string          `yaml:"against"`
	Members  []string        `yaml:"members"`
	Ties     string          `yaml:"ties"`
	At       string          `yaml:"at"`
	Readings []readingConfig `yaml:"readings"`
}

type readingConfig struct {
	Name     string            `yaml:"name"`
	Polarity map[string]string `yaml:"polarity"`
	LeaveOut map[string]string `yaml:"leave_out"`
}

// The ways to count a figure that is equal to its comparator's.
const (
	tiesMet    = "met"
	tiesNotMet = "not_met"
)

type faultFunc = func(path, format string, args ...any)

// readDate reads a configured date; it is a fault when it is none.
func readDate(text, path, key string, fault faultFunc) time.Time {
	read, err := time.Parse(time.DateOnly, text)
	if err != nil {
		fault(path, "%s: want a date as YYYY-MM-DD", key)
	}
	return read
}

// needed refuses a key that is missing or blank.
func needed(text, path, what, key string, fault faultFunc) {
	if strings.TrimSpace(text) == "" {
		fault(path, "%s: missing key %s", what, key)
	}
}

// validateComparison looks at what own figures are set against, rebases and tallies.
func (c *config) validateComparison(fault faultFunc) {
	var known *indicators.Catalogue
	if len(c.Process.Rebase) > 0 || len(c.Tallies) > 0 {
		var err error
		if known, err = loadCatalogue(); err != nil {
			fault("$", "%v", err)
			return
		}
	}
	c.validateModels(fault)
	c.validateGroups(fault)
	c.validateRebases(known, fault)
	c.validateTallies(known, fault)
}

func (c *config) validateModels(fault faultFunc) {
	if c.Benchmarks.StaleAfter < 1 || c.Benchmarks.StaleAfter > 600 {
		fault("$.benchmarks.stale_after_months", "benchmarks.stale_after_months: want 1 to 600")
	}
	var before time.Time
	for i, one := range c.Benchmarks.Former {
		path := fmt.Sprintf("$.benchmarks.former_neighbours[%d]", i)
		needed(one.Model, path, "former_neighbours", "model", fault)
		if one.Model == c.Benchmarks.Neighbours {
			fault(path+".model", "former_neighbours: %s is the model of today: want an earlier one", one.Model)
		}
		if one.Until == "" {
			fault(path, "former_neighbours: missing key until: the last day that the model was in force")
			continue
		}
		until := readDate(one.Until, path+".until", "former_neighbours: until", fault)
		if !until.IsZero() && !until.After(before) {
			fault(path+".until", "former_neighbours: until %s: want the models in their order, the earliest first", one.Until)
		}
		before = until
	}
}

func (c *config) validateGroups(fault faultFunc) {
	seen := map[string]bool{}
	for i, group := range c.Benchmarks.Groups {
		path := fmt.Sprintf("$.benchmarks.groups[%d]", i)
		needed(group.Name, path, "groups", "name", fault)
		needed(group.Reason, path, "groups", "reason", fault)
		switch {
		case slices.Contains(benchmarks.Against(), strings.ToLower(group.Name)):
			fault(path+".name", "groups: name %q stands for something else: want a name of its own", group.Name)
		case seen[group.Name]:
			fault(path+".name", "groups: the name %q is given twice", group.Name)
		}
		seen[group.Name] = true
		if len(group.Members) < 2 {
			fault(path, "groups: members: want two or more, e.g. [\"206\", \"309\"]")
		}
		members := map[string]bool{}
		for j, member := range group.Members {
			place := fmt.Sprintf("%s.members[%d]", path, j)
			switch {
			case !areaCodeForm.MatchString(member):
				fault(place, "groups: member %q: want the DfE three-digit code in quotes, e.g. \"204\"", member)
			case members[member]:
				fault(place, "groups: member %q is listed twice", member)
			}
			members[member] = true
		}
	}
}

func (c *config) validateRebases(known *indicators.Catalogue, fault faultFunc) {
	seen := map[rebaseConfig]bool{}
	for i, one := range c.Process.Rebase {
		path := fmt.Sprintf("$.process.rebase[%d]", i)
		needed(one.Reason, path, "rebase", "reason", fault)
		validateRebased(known, one.Indicator, path, fault)
		if one.Area != "" && !slices.ContainsFunc(c.Authorities, func(a authority) bool { return a.Code == one.Area }) {
			fault(path+".area", "rebase: area %q is not among the configured authorities", one.Area)
		}
		if one.From == "" {
			fault(path, "rebase: missing key from: the first day of the month that the new limits begin with")
			continue
		}
		if from := readDate(one.From, path+".from", "rebase: from", fault); !from.IsZero() && from.Day() != 1 {
			fault(path+".from", "rebase: from %s: want the first day of a month", one.From)
		}
		key := rebaseConfig{Indicator: one.Indicator, Area: one.Area, From: one.From}
		if seen[key] {
			fault(path, "rebase: %s from %s is listed twice", one.Indicator, one.From)
		}
		seen[key] = true
	}
}

// validateRebased refuses an id that is missing, not in the catalogue, or of a stock.
func validateRebased(known *indicators.Catalogue, id, path string, fault faultFunc) {
	if id == "" {
		fault(path, "rebase: missing key indicator")
		return
	}
	def, err := known.Find(id)
	switch {
	case err != nil:
		fault(path+".indicator", "rebase: %v", err)
	case def.Window == indicators.Snapshot && len(def.Flows) > 0:
		fault(path+".indicator", "rebase: %s is a stock, which has no control chart: want one of its flows, %s", id, strings.Join(def.Flows, ", "))
	case def.Window == indicators.Snapshot:
		fault(path+".indicator", "rebase: %s is a stock, which has no control chart", id)
	}
}

func (c *config) validateTallies(known *indicators.Catalogue, fault faultFunc) {
	seen := map[string]bool{}
	for i := range c.Tallies {
		one, path := &c.Tallies[i], fmt.Sprintf("$.tallies[%d]", i)
		needed(one.Name, path, "tally", "name", fault)
		switch {
		case slices.Contains(benchmarks.StandingTallies(), one.Name):
			fault(path+".name", "tally: %q is always made, of every indicator: want another name", one.Name)
		case seen[one.Name]:
			fault(path+".name", "tally: the name %q is given twice", one.Name)
		}
		seen[one.Name] = true
		c.validateAgainst(one.Against, path, fault)
		if one.Ties == "" {
			one.Ties = tiesMet
		}
		if one.Ties != tiesMet && one.Ties != tiesNotMet {
			fault(path+".ties", "tally: ties %q: want met or not_met", one.Ties)
		}
		if one.At != "" {
			readDate(one.At, path+".at", "tally: at", fault)
		}
		listed := map[string]bool{}
		for j, id := range one.Members {
			place := fmt.Sprintf("%s.members[%d]", path, j)
			if _, err := known.Find(id); err != nil {
				fault(place, "tally: %v", err)
			} else if listed[id] {
				fault(place, "tally: member %s is listed twice", id)
			}
			listed[id] = true
		}
		one.validateReadings(known, path, fault)
	}
}

func (c *config) validateAgainst(against, path string, fault faultFunc) {
	words := benchmarks.TallyAgainst()
	for _, group := range c.Benchmarks.Groups {
		words = append(words, group.Name)
	}
	if against == "" {
		fault(path, "tally: missing key against: want one of %s", strings.Join(words, ", "))
	} else if !slices.Contains(words, against) {
		fault(path+".against", "tally: against %q: want one of %s", against, strings.Join(words, ", "))
	}
}

func (t *tallyConfig) validateReadings(known *indicators.Catalogue, path string, fault faultFunc) {
	seen := map[string]bool{}
	for i, reading := range t.Readings {
		place := fmt.Sprintf("%s.readings[%d]", path, i)
		needed(reading.Name, place, "reading", "name", fault)
		switch {
		case reading.Name == benchmarks.ByPolarity:
			fault(place+".name", "reading: %q is the one that is always made: want another name", reading.Name)
		case seen[reading.Name]:
			fault(place+".name", "reading: the name %q is given twice", reading.Name)
		}
		seen[reading.Name] = true
		if len(reading.Polarity)+len(reading.LeaveOut) == 0 {
			fault(place, "reading: want polarity or leave_out: without either it is the same as the one by polarity")
		}
		member := func(id, key string) {
			if _, err := known.Find(id); err != nil {
				fault(at(place+"."+key, id), "reading: %v", err)
			} else if len(t.Members) > 0 && !slices.Contains(t.Members, id) {
				fault(at(place+"."+key, id), "reading: %s is no member of the tally", id)
			}
		}
		for _, id := range slices.Sorted(maps.Keys(reading.Polarity)) {
			member(id, "polarity")
			if way := indicators.Direction(reading.Polarity[id]); way != indicators.High && way != indicators.Low {
				fault(at(place+".polarity", id), "reading: polarity of %s: want high or low", id)
			}
		}
		for _, id := range slices.Sorted(maps.Keys(reading.LeaveOut)) {
			member(id, "leave_out")
			if strings.TrimSpace(reading.LeaveOut[id]) == "" {
				fault(at(place+".leave_out", id), "reading: %s is left out: want the reason", id)
			}
		}
	}
}

var plainKey = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

// at is the path of a key of a map, or of the map when the key cannot stand in a path.
func at(path, key string) string {
	if !plainKey.MatchString(key) {
		return path
	}
	return path + "." + key
}

// comparison is what own figures are set against, for the benchmarks.
func (c *config) comparison(asAt time.Time) benchmarks.Options {
	date := func(text string) time.Time {
		read, err := time.Parse(time.DateOnly, text)
		if err != nil {
			return time.Time{} // not given; what is given was looked at when the file was read
		}
		return read
	}
	opts := benchmarks.Options{Model: c.Benchmarks.Neighbours, AsAt: asAt, StaleAfter: c.Benchmarks.StaleAfter}
	for _, one := range c.Benchmarks.Former {
		opts.Former = append(opts.Former, benchmarks.Former{Model: one.Model, Until: date(one.Until)})
	}
	for _, one := range c.Benchmarks.Groups {
		opts.Groups = append(opts.Groups, benchmarks.Group{Name: one.Name, Members: one.Members, Reason: one.Reason})
	}
	for _, one := range c.Process.Rebase {
		opts.Rebases = append(opts.Rebases, benchmarks.Rebase{
			Indicator: one.Indicator, Area: one.Area, From: date(one.From), Reason: one.Reason,
		})
	}
	for _, one := range c.Tallies {
		tally := benchmarks.Tally{
			Name: one.Name, Against: one.Against, Members: one.Members, TiesFail: one.Ties == tiesNotMet, End: date(one.At),
		}
		for _, reading := range one.Readings {
			tally.Readings = append(tally.Readings, benchmarks.Reading{
				Name: reading.Name, Polarity: reading.Polarity, LeaveOut: reading.LeaveOut,
			})
		}
		opts.Tallies = append(opts.Tallies, tally)
	}
	return opts
}
