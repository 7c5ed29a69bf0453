package dashboards

import (
	"bytes"
	"context"
	"embed"
	"encoding/csv"
	"fmt"
	"io/fs"
	"log/slog"
	"maps"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"
)

// ownSource is the text of this package: its words are words that pages print whoever is in core.
//
//go:embed *.go
var ownSource embed.FS

// prepareSearch makes the lookout for the people in core, while pages are written.
func (s *site) prepareSearch(ctx context.Context, q Querier) error {
	defer close(s.prepared)
	known, err := s.readPeople(ctx, q)
	if err != nil || len(known.identifiers) == 0 {
		return err
	}
	named, days := slices.Clone(known.named), slices.Clone(known.days)
	days = append(append(days, s.opts.AsAt), s.printed...)
	for _, reaches := range s.reaches {
		for _, r := range reaches {
			days = append(days, r.Newest, r.Covered)
		}
	}
	for _, comments := range s.remarks.byArea {
		for _, all := range comments {
			for _, c := range all {
				named, days = append(named, c.Author), append(days, c.Date, c.End)
			}
		}
	}
	s.lookout = newLookout(known.identifiers, known.printed, named, days)
	return nil
}

// setAside are the identifiers, by kind, that are not searched for because pages print the same by construction. It waits
// for the lookout. Numbers that turn out to be figures of the edition as well are in the log of the run alone.
func (s *site) setAside() []tallyRow {
	<-s.prepared
	if s.lookout == nil {
		return nil
	}
	var out []tallyRow
	for _, kind := range slices.Sorted(maps.Keys(s.lookout.Untold)) {
		out = append(out, tallyRow{Rule: upperFirst(string(kind)), Words: setAsideWords[kind], Rows: count(int64(s.lookout.Untold[kind]))})
	}
	return out
}

// setAsideWords say what identifiers of a kind cannot be told from.
var setAsideWords = map[identifierKind]string{
	childID: tooShort, workerID: tooShort, adopterID: tooShort, answerID: tooShort, officialID: tooShort,
	birthDay: "a day on which a period begins or ends, or that an extract, a target or a definition names",
	postcode: "shorter than five characters, or the postcode of a worked example",
	fullName: "the words of a page, or the name of a team or of somebody who answers for a target",
	oneName:  "shorter than three letters, a word of a page, or part of the name of a team or of somebody who answers for a target",
}

const tooShort = "shorter than five characters, or the same as a word or a code that pages print"

// checkIdentifiers searches every byte of every file of the edition for identifiers of the people in core: ids,
// days of birth, postcodes, pupil numbers and names. It fails with an IdentifierError when there is one. What cannot
// be told from a figure or a word that pages print by construction is counted in the log.
func (s *site) checkIdentifiers() error {
	l := s.lookout
	if l == nil {
		return nil
	}
	failed := &IdentifierError{}
	equals := map[string]bool{}
	for i, audience := range audiences {
		found, same, err := l.tree(s.trees[i], audience.name)
		if err != nil {
			return err
		}
		failed.Found = append(failed.Found, found...)
		maps.Copy(equals, same)
	}
	for _, id := range slices.Sorted(maps.Keys(equals)) {
		for _, kind := range l.ids[id].kinds {
			l.Untold[kind]++
		}
	}
	for _, kind := range slices.Sorted(maps.Keys(l.Untold)) {
		s.opts.Log.Warn("identifiers that cannot be told from what pages print were not searched for",
			slog.String("kind", string(kind)), slog.Int("count", l.Untold[kind]))
	}
	if len(failed.Found) > 0 {
		return failed
	}
	return nil
}

// tree searches the files of an audience, its manifest included. Assets that are the program's own are left out.
func (l *lookout) tree(t *tree, audience string) (found []FoundIdentifier, equals map[string]bool, err error) {
	names := []string{manifestName}
	for _, f := range t.files {
		names = append(names, f.Path)
	}
	slices.Sort(names)
	texts, figures, err := t.texts(names)
	if err != nil {
		return nil, nil, err
	}
	var both sync.Mutex
	var once clean
	equals = map[string]bool{}
	var work errgroup.Group
	work.SetLimit(runtime.GOMAXPROCS(0))
	for i, name := range names {
		if own, err := assetFiles.ReadFile(name); err == nil && bytes.Equal(own, texts[i]) {
			continue
		}
		work.Go(func() error {
			seen, named, err := l.lookIn(name, texts[i], figures, &once)
			if err != nil {
				return fmt.Errorf("publish: search for identifiers: %w", err)
			}
			both.Lock()
			defer both.Unlock()
			maps.Copy(equals, seen.equals)
			place := audience + "/" + name
			if len(named.kinds) > 0 {
				found = append(found, FoundIdentifier{File: audience, Kinds: kindsOf(named), Named: true})
				place = audience
			}
			if len(seen.kinds) > 0 {
				found = append(found, FoundIdentifier{File: place, Kinds: kindsOf(seen)})
			}
			return nil
		})
	}
	if err := work.Wait(); err != nil {
		return nil, nil, err
	}
	slices.SortFunc(found, FoundIdentifier.order)
	return found, equals, nil
}

// texts reads the files named, and the whole numbers that their data files hold as figures. Of a data file that repeats
// others beside it only what those do not hold is kept.
func (t *tree) texts(names []string) (texts [][]byte, figures map[string]bool, err error) {
	texts, figures = make([][]byte, len(names)), map[string]bool{}
	var work errgroup.Group
	work.SetLimit(runtime.GOMAXPROCS(0))
	for i, name := range names {
		work.Go(func() (err error) {
			if texts[i], err = os.ReadFile(filepath.Join(t.root, filepath.FromSlash(name))); err != nil {
				return fmt.Errorf("publish: search for identifiers: %w", err)
			}
			return nil
		})
	}
	if err := work.Wait(); err != nil {
		return nil, nil, err
	}
	byName := map[string][]byte{}
	for i, name := range names {
		byName[name] = texts[i]
	}
	var both sync.Mutex
	for i, name := range names {
		if path.Base(name) == wholeData {
			texts[i] = withoutRepeats(texts[i], func(id string) []byte { return byName[path.Join(path.Dir(name), id+".csv")] })
		}
		if !strings.HasSuffix(name, ".csv") {
			continue
		}
		work.Go(func() error {
			own := map[string]bool{}
			gatherFigures(own, texts[i])
			both.Lock()
			defer both.Unlock()
			maps.Copy(figures, own)
			return nil
		})
	}
	if err := work.Wait(); err != nil {
		return nil, nil, err
	}
	if manifest, ok := parseManifest(byName[manifestName]); ok {
		for _, f := range manifest.Files {
			figures[fmt.Sprint(f.Bytes)] = true
		}
	}
	return texts, figures, nil
}

// wholeData is the data file that holds the rows of all others, one indicator after another.
const wholeData = "all.csv"

// withoutRepeats is such a data file without the rows that stand in the same order in the file of their indicator, where
// they are searched: what is kept of them is the first and the last, beside which something may stand that is in no
// other file. file gives the file of an indicator; nothing where there is none.
func withoutRepeats(text []byte, file func(id string) []byte) []byte {
	line := func(text []byte) []byte { return text[:bytes.IndexByte(text, '\n')+1] }
	head := line(text)
	out, rest := bytes.Clone(head), text[len(head):]
	for len(rest) > 0 {
		id, _, _ := bytes.Cut(rest, []byte(","))
		whole := file(string(id))
		rows := whole[len(line(whole)):]
		if len(rows) == 0 || !bytes.HasPrefix(rest, rows) || rows[len(rows)-1] != '\n' {
			return text
		}
		first, last := line(rows), rows[bytes.LastIndexByte(rows[:len(rows)-1], '\n')+1:]
		out = append(append(append(out, first...), apart...), last...)
		rest = rest[len(rows):]
	}
	return out
}

func kindsOf(s sighting) (out []string) {
	for _, kind := range slices.Sorted(maps.Keys(s.kinds)) {
		out = append(out, string(kind))
	}
	return out
}

// figureColumns are the columns of data files that hold nothing but figures of groups of people.
var figureColumns = []string{"numerator", "denominator", "value", "lower", "upper", "unjudged", "lowest", "highest"}

// gatherFigures takes in the whole numbers of a data file's columns of figures.
func gatherFigures(figures map[string]bool, text []byte) {
	reader := csv.NewReader(bytes.NewReader(text))
	reader.FieldsPerRecord, reader.LazyQuotes, reader.ReuseRecord = -1, true, true
	var columns []int
	for {
		record, err := reader.Read()
		if err != nil {
			return // what is no data file has no figures
		}
		if columns == nil {
			columns = []int{}
			for i, name := range record {
				if slices.Contains(figureColumns, name) {
					columns = append(columns, i)
				}
			}
			continue
		}
		for _, i := range columns {
			if i < len(record) && len(record[i]) >= fewestCharacters && strings.Trim(record[i], "0123456789") == "" {
				figures[strings.Clone(record[i])] = true
			}
		}
	}
}

// printedWords are the texts whose words and days pages print by construction: those of the program and of its
// definitions, and the codes that core has for things that are no people. named are those whose words somebody chose.
func (s *site) printedWords(ctx context.Context, q Querier) (words, named []string, err error) {
	texts, err := readPrintedTexts(ctx, q)
	if err != nil {
		return nil, nil, err
	}
	for _, one := range texts {
		if one.Code {
			words = append(words, one.Text)
		} else {
			named = append(named, one.Text)
		}
	}
	templates, err := sourceTexts(templateFiles, "templates")
	if err != nil {
		return nil, nil, err
	}
	words = append(words, templates...)
	for _, def := range s.opts.Catalogue.Definitions {
		head, _, _ := strings.Cut(def.Query, "*/") // which pages of the indicator print, its lines joined
		words = append(words, blanksOnce(head), def.ID, def.Theme)
	}
	return words, named, nil
}

// ownWords are the texts of this package, whose words pages print. The days in it they do not.
func ownWords() ([]string, error) { return sourceTexts(ownSource, ".") }

func sourceTexts(files embed.FS, folder string) (out []string, err error) {
	err = fs.WalkDir(files, folder, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasSuffix(name, "_test.go") {
			return err
		}
		text, err := files.ReadFile(name)
		out = append(out, string(text))
		return err
	})
	return out, err
}
