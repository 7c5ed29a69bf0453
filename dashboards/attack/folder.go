package attack

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"sightline/indicators"
)

const (
	manifestName = "manifest.json"
	publicName   = "public"
	currentName  = "current"
	editionsName = "editions"
)

// file is a published file; its name has forward slashes and begins at the folder of the edition.
type file struct {
	name string
	text []byte
}

// edition is the public folder of one edition.
type edition struct {
	name  string // empty for the edition attacked
	rules Rules  // the manifest's
	files []file
}

// Folder attacks the public edition in dir: the folder public itself, an edition that holds it, or the folder that
// is published into. Earlier editions that lie beside it are read with it. Thresholds, rounding and what is
// done with noughts are the manifest's; without one, counts of 1 to 5 are the secret ones.
// The error says that there is nothing to attack, or that a file cannot be read.
func Folder(dir string, definitions []*indicators.Definition) (*Report, error) {
	current, others, err := locate(dir)
	if err != nil {
		return nil, err
	}
	main, err := readEdition(current, "")
	if err != nil {
		return nil, err
	}
	found := &collection{defs: definitions}
	if err := found.data(main); err != nil {
		return nil, err
	}
	if len(found.cells) == 0 {
		return nil, fmt.Errorf("verify %s: no data file in it has the columns of published figures", dir)
	}
	for _, other := range others {
		former, err := readEdition(other, editionsName+"/"+filepath.Base(filepath.Dir(other)))
		if err != nil {
			return nil, err
		}
		if err := found.data(former); err != nil {
			return nil, err
		}
	}
	found.carriers(main)
	r := NewAuditor(definitions, main.rules).Cells(found.list())
	r.Files = len(main.files)
	r.Findings = append(r.Findings, found.findings...)
	r.Notes = append(r.Notes, found.notes...)
	r.sort()
	return r, nil
}

// locate finds the public folder to attack and those of the editions beside it.
func locate(dir string) (current string, others []string, err error) {
	for _, candidate := range []string{filepath.Join(dir, currentName, publicName), filepath.Join(dir, publicName), dir} {
		if info, statErr := os.Stat(candidate); statErr == nil && info.IsDir() {
			current = candidate
			break
		}
	}
	if current == "" {
		return "", nil, fmt.Errorf("verify %s: no such folder", dir)
	}
	if current, err = filepath.EvalSymlinks(current); err != nil {
		return "", nil, fmt.Errorf("verify %s: %w", dir, err)
	}
	if current, err = filepath.Abs(current); err != nil {
		return "", nil, fmt.Errorf("verify %s: %w", dir, err)
	}
	above := filepath.Dir(filepath.Dir(current))
	for _, editions := range []string{above, filepath.Join(above, editionsName)} {
		if filepath.Base(editions) != editionsName {
			continue
		}
		folders, err := os.ReadDir(editions) // the folder may have any name: no pattern is made of it
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", nil, fmt.Errorf("verify %s: %w", dir, err)
		}
		for _, folder := range folders {
			other := filepath.Join(editions, folder.Name(), publicName)
			if info, statErr := os.Stat(other); statErr == nil && info.IsDir() && other != current && !strings.HasPrefix(folder.Name(), ".") {
				others = append(others, other)
			}
		}
	}
	// Where links are not to be had the current edition is a folder beside the others.
	beside := filepath.Join(filepath.Dir(above), currentName)
	if info, statErr := os.Lstat(beside); statErr == nil && info.IsDir() && filepath.Base(above) == editionsName {
		others = append(others, filepath.Join(beside, publicName))
	}
	slices.Sort(others)
	return current, slices.Compact(others), nil
}

func readEdition(dir, name string) (edition, error) {
	out := edition{name: name}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return edition{}, fmt.Errorf("verify: %w", err)
	}
	defer func() { _ = root.Close() }() // it is only read from
	tree := root.FS()
	err = fs.WalkDir(tree, ".", func(place string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(tree, place)
		if err == nil {
			out.files = append(out.files, file{place, text})
		}
		return err
	})
	if err != nil {
		return edition{}, fmt.Errorf("verify: %w", err)
	}
	slices.SortFunc(out.files, func(a, b file) int { return strings.Compare(a.name, b.name) })
	for _, f := range out.files {
		if f.name == manifestName {
			out.rules, _ = readRules(f.text)
		}
	}
	return out, nil
}

// data reads the data files of an edition.
func (c *collection) data(e edition) error {
	var faults []error
	for _, f := range e.files {
		if strings.EqualFold(path.Ext(f.name), ".csv") {
			faults = append(faults, c.csv(e, f))
		}
	}
	return errors.Join(faults...)
}
