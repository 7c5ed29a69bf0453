package etl

import (
	"context"
	"embed"
	"io/fs"
	"regexp"
	"slices"
	"strings"
)

//go:embed staging/*.sql
var stagingFiles embed.FS

// model is one file of staging: statements that fill core from the typed tables, and the work tables
// in between.
type model struct {
	name      string
	text      string
	mentions  map[string]bool // every name in it
	touches   map[string]bool // every name in it, with its schema
	typed     []string        // typed tables that it reads
	creates   []string        // work tables that it makes
	temporary []string        // those of them that only its connection knows
	fills     []string        // work tables of other models that it adds to
	writes    []string        // all tables that it changes, makes or drops
	values    int64           // of the typed tables that it reads
	live      bool
	home      bool // it runs on the load's own connection
}

var (
	sqlComment = regexp.MustCompile(`(?m)--.*$`)
	sqlName    = regexp.MustCompile(`[a-z_][a-z0-9_]*`)
	sqlTable   = regexp.MustCompile(`[a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)?`)
	sqlTemp    = regexp.MustCompile(`create (?:or replace )?temp table (?:if not exists )?([a-z_][a-z0-9_]*)`)
	sqlCreate  = regexp.MustCompile(`create (?:or replace )?(?:temp )?table (?:if not exists )?([a-z_][a-z0-9_]*)`)
	sqlInsert  = regexp.MustCompile(`insert into ([a-z_][a-z0-9_]*)[^a-z0-9_.]`)
	sqlChange  = regexp.MustCompile(`(?:insert into|update|delete from|drop table(?: if exists)?) ([a-z_][a-z0-9_.]*)`)
)

func readModel(name, text string) *model {
	m := &model{name: name, text: text, mentions: map[string]bool{}, touches: map[string]bool{}}
	code := strings.ToLower(sqlComment.ReplaceAllString(text, ""))
	code = strings.ReplaceAll(code, working+".", "") // no other name of a table there is the same
	for _, word := range sqlName.FindAllString(code, -1) {
		m.mentions[word] = true
	}
	for _, word := range sqlTable.FindAllString(code, -1) {
		m.touches[word] = true
	}
	for _, found := range sqlCreate.FindAllStringSubmatch(code, -1) {
		m.creates = append(m.creates, found[1])
		m.writes = append(m.writes, found[1])
	}
	for _, found := range sqlTemp.FindAllStringSubmatch(code, -1) {
		m.temporary = append(m.temporary, found[1])
	}
	for _, found := range sqlChange.FindAllStringSubmatch(code, -1) {
		m.writes = append(m.writes, found[1])
	}
	for _, found := range sqlInsert.FindAllStringSubmatch(code, -1) {
		m.fills = append(m.fills, found[1])
	}
	return m
}

// readModels reads the models in the order of their names.
func readModels(files fs.FS, sources []*source) ([]*model, error) {
	names, err := fs.Glob(files, "staging/*.sql")
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	models := make([]*model, 0, len(names))
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		m := readModel(name, string(text))
		for _, src := range sources {
			for _, tbl := range src.Tables {
				if m.mentions[tbl.typedName()] {
					m.typed = append(m.typed, tbl.typedName())
				}
			}
		}
		models = append(models, m)
	}
	return models, nil
}

// followsRecords tells whether a model that reads the table's typed records asks for the numbers that
// they have in raw.
func (l *loader) followsRecords(tbl *table) bool {
	return slices.ContainsFunc(l.models, func(m *model) bool { return m.mentions["received_id"] && m.mentions[tbl.typedName()] })
}

// markLive marks the models that read a table that was read, or what such a model adds to, and those
// that read none. There are many kinds, an authority has a few of them, and a model of tables without
// a record would only cost its time. What a live model mentions has to exist, so that the model that
// makes it is live too.
func (l *loader) markLive(models []*model) {
	read := map[string]bool{}
	for _, src := range l.sources {
		for _, tbl := range src.Tables {
			_, read[tbl.typedName()] = l.tables[tbl.rawName()]
		}
	}
	for changed := true; changed; {
		changed = false
		for _, m := range models {
			if !m.live && m.hasWork(models, read) {
				m.live, changed = true, true
			}
		}
	}
}

func (m *model) hasWork(models []*model, read map[string]bool) bool {
	inputs := len(m.typed) > 0
	if !inputs && m.mentions["load_file"] {
		return true // it is about the files themselves
	}
	for _, name := range m.typed {
		if read[name] {
			return true
		}
	}
	for _, other := range models {
		if other == m {
			continue
		}
		for _, name := range other.fills {
			if m.mentions[name] && !slices.Contains(m.fills, name) && !slices.Contains(m.creates, name) {
				inputs = true
				if other.live {
					return true
				}
			}
		}
		if other.live && slices.ContainsFunc(m.creates, func(name string) bool { return other.mentions[name] }) {
			return true
		}
	}
	return !inputs
}

// runModels fills core: one model per core table, in the order of their names. Typed tables that no
// file was read for exist, empty, where a model reads them.
func (l *loader) runModels(ctx context.Context) error {
	models := l.models
	l.markLive(models)
	wanted := map[string]bool{}
	for _, m := range models {
		for _, name := range m.typed {
			wanted[name] = wanted[name] || m.live
		}
		for name := range m.mentions {
			if m.live && strings.HasPrefix(name, "refused_") {
				wanted["typed_"+strings.TrimPrefix(name, "refused_")] = true
			}
		}
	}
	for _, src := range l.sources {
		for _, tbl := range src.Tables {
			if _, read := l.tables[tbl.rawName()]; read || !wanted[tbl.typedName()] {
				continue
			}
			if err := l.createEmptyTyped(ctx, tbl); err != nil {
				return err
			}
		}
	}
	for _, src := range l.sources {
		for _, tbl := range src.Tables {
			for _, m := range models {
				if m.mentions[tbl.typedName()] {
					m.values += l.values(tbl)
				}
			}
		}
	}
	last := lastReaders(models)
	models = slices.DeleteFunc(models, func(m *model) bool { return !m.live })
	for _, m := range models {
		// Typed tables are as large as the extracts, so none outlives the last model that reads it.
		for _, name := range m.typed {
			if last[name] == m {
				m.text += "\ndrop table if exists " + name + ";"
				m.writes = append(m.writes, name)
			}
		}
	}
	markHome(models)
	return l.runTasks(ctx, modelTasks(models))
}

// lastReaders is, of each typed table, the last of the live models that read it.
func lastReaders(models []*model) map[string]*model {
	last := map[string]*model{}
	for _, m := range models {
		for _, name := range m.typed {
			if m.live {
				last[name] = m
			}
		}
	}
	return last
}
