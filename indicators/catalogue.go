package indicators

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"reflect"
	"slices"
	"strings"
)

//go:embed catalogue
var embedded embed.FS

// ErrNoSuchIndicator is returned when an id is not in the catalogue.
var ErrNoSuchIndicator = errors.New("no such indicator")

// Catalogue is the list of definitions, sorted by theme and id.
type Catalogue struct {
	Definitions []*Definition
}

// Embedded is the catalogue built into the program.
func Embedded() (*Catalogue, error) {
	sub, err := fs.Sub(embedded, "catalogue")
	if err != nil {
		return nil, err
	}
	return LoadCatalogue(sub)
}

// LoadCatalogue reads every theme/id.sql of files. The error joins the faults of all files.
func LoadCatalogue(files fs.FS) (*Catalogue, error) {
	names, err := fs.Glob(files, "*/*.sql")
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	catalogue := &Catalogue{}
	var faults []error
	seen := map[string]string{}
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		def, err := ParseDefinition(name, text)
		if err != nil {
			faults = append(faults, err)
			continue
		}
		if other, ok := seen[def.ID]; ok {
			faults = append(faults, &DefinitionError{File: name, Err: fmt.Errorf("id %s is taken by %s", def.ID, other)})
			continue
		}
		seen[def.ID] = name
		catalogue.Definitions = append(catalogue.Definitions, def)
	}
	for _, def := range catalogue.Definitions {
		links := append([]string{def.Succeeds, def.SucceededBy}, def.AlsoAfter...)
		for _, companion := range def.Companions {
			links = append(links, companion.ID)
		}
		for _, id := range links {
			if _, ok := seen[id]; id != "" && !ok {
				faults = append(faults, &DefinitionError{File: def.File, Line: 1, Err: fmt.Errorf("header: names %q, which is not in the catalogue", id)})
			}
		}
	}
	faults = append(faults, catalogue.brokenSuccessions()...)
	faults = append(faults, catalogue.brokenFlows()...)
	if _, err := catalogue.Options(); err != nil {
		faults = append(faults, err)
	}
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	return catalogue, nil
}

// brokenSuccessions wants of each rule that followed another that the other says so, and the reverse.
func (c *Catalogue) brokenSuccessions() (faults []error) {
	for _, def := range c.Definitions {
		for _, other := range c.Definitions {
			after := def.Succeeds == other.ID || slices.Contains(def.AlsoAfter, other.ID)
			if after != (other.SucceededBy == def.ID) {
				faults = append(faults, &DefinitionError{File: def.File, Line: 1, Err: fmt.Errorf("header: succeeds here and succeeded_by in %s do not agree", other.File)})
			}
		}
	}
	return faults
}

// brokenFlows wants what a stock names as its flows to be in the catalogue and no stock itself.
func (c *Catalogue) brokenFlows() (faults []error) {
	for _, def := range c.Definitions {
		for _, id := range def.Flows {
			reason := "is not in the catalogue"
			if i := slices.IndexFunc(c.Definitions, func(other *Definition) bool { return other.ID == id }); i >= 0 {
				if c.Definitions[i].Window != Snapshot {
					continue
				}
				reason = "is a snapshot: want what happens in a period"
			}
			faults = append(faults, &DefinitionError{
				File: def.File, Line: headerLine([]byte(def.Query), "flows") - 1, Err: fmt.Errorf("header: flows: %s %s", id, reason),
			})
		}
	}
	return faults
}

// Options lists the options of all definitions by name. The error joins those that are declared in
// two ways.
func (c *Catalogue) Options() ([]Option, error) {
	var (
		out    []Option
		faults []error
		first  = map[string]string{} // option name to the file that declared it first
	)
	for _, def := range c.Definitions {
		for _, option := range def.Options {
			i := slices.IndexFunc(out, func(o Option) bool { return o.Name == option.Name })
			if i < 0 {
				first[option.Name] = def.File
				out = append(out, option)
				continue
			}
			if !reflect.DeepEqual(out[i], option) {
				faults = append(faults, &DefinitionError{File: def.File, Line: 1, Err: fmt.Errorf("header: option %s is declared otherwise in %s", option.Name, first[option.Name])})
			}
		}
	}
	slices.SortFunc(out, func(a, b Option) int { return strings.Compare(a.Name, b.Name) })
	return out, errors.Join(faults...)
}

// Find returns the definition with the id, or an error that wraps ErrNoSuchIndicator and names the
// ids that look like it.
func (c *Catalogue) Find(id string) (*Definition, error) {
	var near []string
	for _, def := range c.Definitions {
		if def.ID == id {
			return def, nil
		}
		if strings.Contains(def.ID, id) || strings.Contains(id, def.ID) {
			near = append(near, def.ID)
		}
	}
	if len(near) > 0 {
		return nil, fmt.Errorf("%w: %q; did you mean %s?", ErrNoSuchIndicator, id, strings.Join(near, " or "))
	}
	return nil, fmt.Errorf("%w: %q; `sightline indicators` lists them", ErrNoSuchIndicator, id)
}

// Select returns the definitions with the given ids, in catalogue order; all of them for none.
func (c *Catalogue) Select(ids []string) ([]*Definition, error) {
	if len(ids) == 0 {
		return c.Definitions, nil
	}
	var faults []error
	for _, id := range ids {
		if _, err := c.Find(id); err != nil {
			faults = append(faults, err)
		}
	}
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	var out []*Definition
	for _, def := range c.Definitions {
		if slices.Contains(ids, def.ID) {
			out = append(out, def)
		}
	}
	return out, nil
}
