package main

import (
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strings"
	"testing"
)

// share is what one person adds to a figure, over all the cases of the person, and why.
type share struct {
	num, den big.Rat
	reasons  string
}

func (s *share) add(num, den *big.Rat, reason string) {
	s.num.Add(&s.num, num)
	s.den.Add(&s.den, den)
	s.reasons += reason
}

// shares are by person; of some kinds of case, such as postings, nobody is the person.
type shares map[string]*share

func (s shares) of(person string) *share {
	if s[person] == nil {
		s[person] = &share{}
	}
	return s[person]
}

// said is what the program explains of a figure, by area; an empty code asks for all of them.
func said(t *testing.T, q question, config, code string, s span) map[string]shares {
	t.Helper()
	args := []string{"explain", q.id, "--config", config, "--at", s.end.iso(), "--area", code, "--format", "csv"}
	if !q.snapshot {
		args = append(args, "--period", s.kind)
	}
	out := map[string]shares{}
	for _, row := range rows(t, sightline(t, args...)) {
		area := row["area_code"]
		if out[area] == nil {
			out[area] = shares{}
		}
		num, okNum := new(big.Rat).SetString(row["numerator"])
		den, okDen := new(big.Rat).SetString(row["denominator"])
		if !okNum || !okDen {
			t.Fatalf("explain %s: a case without numbers: %v", q.id, row)
		}
		out[area].of(row["person_id"]).add(num, den, row["reason"]+"; ")
	}
	return out
}

// disputed lists the people of an area of whom the program and the oracle do not say the same, with
// the program's reason and, of a child, the episodes. All of them are invented.
func (q question) disputed(w *area, s span, byArea map[string]shares) string {
	program, oracle := byArea[w.code], shares{}
	for _, one := range q.cases(w, s) {
		oracle.of(one.person).add(one.num, one.den, "")
	}
	people := maps.Clone(oracle)
	maps.Copy(people, program)
	var out strings.Builder
	for _, person := range slices.Sorted(maps.Keys(people)) {
		a, b := &share{}, oracle.of(person)
		if program[person] != nil {
			a = program[person]
		}
		if a.num.Cmp(&b.num) != 0 || a.den.Cmp(&b.den) != 0 && q.multiplier != 0 {
			fmt.Fprintf(&out, "  %s: program %s/%s, oracle %s/%s: %s\n", person, a.num.RatString(), a.den.RatString(), b.num.RatString(), b.den.RatString(), a.reasons)
			out.WriteString(w.story(person))
		}
	}
	return out.String()
}

// compareCases holds the cases of every indicator against the oracle's, person by person, for one of
// the periods that the figures cover.
func compareCases(t *testing.T, config string, areas []*area, chosen func([]span) span) int {
	t.Helper()
	cases := 0
	for _, q := range questions() {
		s := chosen(spansOf(q))
		byArea, shown := said(t, q, config, "", s), 0
		for _, w := range areas {
			cases += len(byArea[w.code])
			if fault := q.disputed(w, s, byArea); fault != "" && shown < casesShown {
				shown++
				t.Errorf("worlds %v, cases of %s, %s %s to %s:\n%s", w.seeds, q.id, s.kind, s.start.iso(), s.end.iso(), fault)
			}
		}
	}
	return cases
}

// story is what the oracle read of a person, for the report of a difference.
func (w *area) story(person string) string {
	var out strings.Builder
	for _, e := range w.care.children[person] {
		fmt.Fprintf(&out, "    %s %s %s %s to %s %s (return of %d)\n", e.decom.iso(), e.rne, e.ls, e.key, e.dec.iso(), e.rec, e.year)
	}
	return out.String()
}
