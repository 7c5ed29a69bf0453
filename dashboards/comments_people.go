package dashboards

import (
	"context"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"sightline/dashboards/commentary"
)

// people are the identifiers that no file may hold, with what pages print by construction.
type people struct {
	identifiers []identifier
	printed     *vocabulary
	named       []string // texts whose words somebody chose: names in them are no slip, ids are
	days        []time.Time
}

// readPeople reads them once.
func (s *site) readPeople(ctx context.Context, q Querier) (*people, error) {
	if s.people != nil {
		return s.people, nil
	}
	out := &people{}
	var err error
	if out.identifiers, err = readIdentifiers(ctx, q); err != nil {
		return nil, err
	}
	own, err := ownWords()
	if err != nil {
		return nil, err
	}
	words, named, err := s.printedWords(ctx, q)
	if err != nil {
		return nil, err
	}
	if out.days, err = readPrintedDays(ctx, q); err != nil {
		return nil, err
	}
	var worked []workedText // queries with their worked examples
	for _, def := range s.opts.Catalogue.Definitions {
		worked = append(worked, workedText{def.ID, def.Query})
	}
	out.named, out.printed = named, newVocabulary(own, words, worked...)
	s.people = out
	return out, nil
}

// bornWords are the words beside which a day is somebody's birthday.
var bornWords = regexp.MustCompile(`(?i)\b(?:born|birth|birthday|births|dob|d\.o\.b)\b`)

// screen takes out the comments that tell who somebody is, so that one person's slip neither reaches a page nor stops
// the publication. A day on which somebody happens to have been born is no such slip unless the comment speaks of birth.
func (s *site) screen(ctx context.Context, q Querier, folder *commentary.Folder) (*commentary.Folder, error) {
	if folder == nil || len(folder.Comments)+len(folder.Faults) == 0 {
		return folder, nil
	}
	known, err := s.readPeople(ctx, q)
	if err != nil || len(known.identifiers) == 0 {
		return folder, err
	}
	named := slices.Clone(known.named)
	for _, c := range folder.Comments {
		named = append(named, c.Author)
	}
	l := newLookout(known.identifiers, known.printed, named, append(slices.Clone(known.days), s.opts.AsAt))
	out := &commentary.Folder{}
	for _, fault := range folder.Faults {
		fault.File = l.safeName(fault.File)
		out.Faults = append(out.Faults, fault)
	}
	for _, c := range folder.Comments {
		kinds, days := l.tells(c)
		if name := l.safeName(c.File); name != c.File {
			out.Faults = append(out.Faults, commentary.Fault{File: name, Line: 1, Column: 1, What: "the file's name tells who somebody is: give it another"})
			continue
		}
		if len(kinds) > 0 {
			out.Faults = append(out.Faults, commentary.Fault{File: c.File, Line: c.TextLine, Column: 1, What: "it holds " + listWords(kinds) + ": nobody may be told from a comment, so take that out"})
			continue
		}
		s.printed = append(s.printed, days...)
		out.Comments = append(out.Comments, c)
	}
	return out, nil
}

// tells says what kinds of identifier a comment holds, and which days that somebody was born on it names otherwise.
func (l *lookout) tells(c commentary.Comment) (kinds []string, days []time.Time) {
	seen := newSighting()
	texts := []string{c.Text, textOf(string(commentary.HTML(c.Text, 3)), false), c.Figure.Text}
	for _, text := range texts {
		for _, reading := range readings([]byte(text)) {
			l.look(reading, nil, &seen)
		}
	}
	if seen.kinds[birthDay] && !slices.ContainsFunc(texts, bornWords.MatchString) {
		delete(seen.kinds, birthDay)
		for _, text := range texts {
			days = append(days, daysOf(text)...)
		}
	}
	return kindsOf(seen), days
}

// daysOf are the days that a text names.
func daysOf(text string) []time.Time {
	var out []time.Time
	t := tokenizer{text: []byte(text)}
	var days calendarDays
	for t.next() {
		if n := days.see(&t); n > 0 {
			out = append(out, time.Date(n/10000, time.Month(n/100%100), n%100, 0, 0, 0, 0, time.UTC))
		}
	}
	return out
}

// safeName is a file's name, without what tells who somebody is.
func (l *lookout) safeName(name string) string {
	parts := strings.Split(name, "/")
	for i, part := range parts {
		seen := newSighting()
		for _, reading := range readings([]byte(part)) {
			l.look(reading, nil, &seen)
		}
		delete(seen.kinds, birthDay) // a file is named for its period
		if len(seen.kinds) > 0 {
			parts[i] = "(a name that tells who somebody is)"
		}
	}
	return path.Join(parts...)
}
