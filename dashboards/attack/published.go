package attack

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
)

// wholeFiles are the data files that hold the cells of all indicators.
var wholeFiles = []string{"all.csv", "completeness.csv"}

// Published reads the cells that the public folder of an edition shows, under the name given, from the data files
// that hold all indicators. A folder without any is an error.
func Published(dir, name string) (_ []Cell, err error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("read edition: %w", err)
	}
	defer func() { err = errors.Join(err, root.Close()) }()
	e := edition{name: name}
	tree := root.FS()
	err = fs.WalkDir(tree, ".", func(place string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !slices.Contains(wholeFiles, path.Base(place)) {
			return err
		}
		text, err := fs.ReadFile(tree, place)
		e.files = append(e.files, file{place, text})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read edition: %w", err)
	}
	found := &collection{}
	if err := found.data(e); err != nil {
		return nil, err
	}
	if len(found.cells) == 0 {
		return nil, fmt.Errorf("read edition %s: no data file of it has the columns of published figures", name)
	}
	return found.list(), nil
}
