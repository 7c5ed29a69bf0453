package benchmarks

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// Imported is one file that Import took in, or found held already.
type Imported struct {
	Kind        Kind
	File        string // name in the folder
	Rows        int64
	What        string   // e.g. 641,070 values of 434 measures, latest 2025
	Notes       []string // what was undone in reading it and whose figures it takes the place of, in words
	AlreadyHeld bool     // the same bytes were there; nothing was written but what was said of the release
}

// storedName is the mark that Import puts before the extension of a file whose name was taken.
var storedName = regexp.MustCompile(`\.sha-[0-9a-f]{8}`)

// Import is ImportRelease for files of which nothing is said.
func Import(ctx context.Context, db *sql.DB, files []string, dir string) ([]Imported, error) {
	return ImportRelease(ctx, db, files, dir, Release{})
}

// ImportRelease loads each file into db, which should be an in-memory handle, together with what dir holds,
// and copies those that load into dir, each as a whole or not at all. A file whose bytes are held
// already is reported and not copied; a file whose name is taken by other bytes is stored with a
// mark of its hash. What is said of their release is kept in releases.csv of dir, also of files that were
// held. A file that is unrecognised, faulty or at odds with a held one is left out; the error joins their
// faults and the result lists the others.
func ImportRelease(ctx context.Context, db *sql.DB, files []string, dir string, said Release) ([]Imported, error) {
	kept, err := readReleases(dir)
	if err != nil {
		return nil, fmt.Errorf("import: %w", err)
	}
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	if err := ApplySchema(ctx, conn); err != nil {
		return nil, err
	}
	if err := empty(ctx, conn); err != nil {
		return nil, err
	}
	i := &importer{
		loader: loader{q: conn, releases: kept, sources: map[int]*source{}},
		dir:    dir, said: said, held: map[string]Holding{},
	}
	if err := i.loadHeld(ctx); err != nil {
		return nil, err
	}
	var taken []Imported
	var faults []error
	for _, at := range leading(files) {
		one, err := i.take(ctx, files[at])
		if err != nil {
			if ctx.Err() != nil {
				return taken, err
			}
			faults = append(faults, fmt.Errorf("import %w", err))
			continue
		}
		taken = append(taken, *one)
	}
	return taken, errors.Join(append(faults, empty(ctx, conn))...)
}

// importer takes files into a folder.
type importer struct {
	loader
	dir  string
	said Release
	held map[string]Holding // by hash
	next int                // file_id of the next file
}

// loadHeld loads the files of the folder. A held file that no longer loads does not stand in the way of
// others: Load will name it.
func (i *importer) loadHeld(ctx context.Context) error {
	paths, err := filesOf(i.dir)
	if err != nil {
		return err
	}
	i.next = len(paths) + 1
	for _, at := range leading(paths) {
		file, err := i.loadFile(ctx, paths[at], filepath.Base(paths[at]), at+1)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			if err := forget(ctx, i.q, at+1); err != nil {
				return err
			}
			continue
		}
		i.held[file.SHA256] = *file
	}
	return nil
}

// forget removes what a file that turned out faulty has left in the tables.
func forget(ctx context.Context, q Querier, id int) error {
	for _, table := range []string{
		"benchmarks.file", "benchmarks.dictionary", "benchmarks.ees_column", "benchmarks.described", "benchmarks.published",
		"benchmarks.neighbour", "benchmarks.area_region", "benchmarks.stated", "claim",
	} {
		if _, err := q.ExecContext(ctx, "delete from "+table+" where file_id = ?", id); err != nil {
			return err
		}
	}
	return nil
}

// take imports one file.
func (i *importer) take(ctx context.Context, path string) (*Imported, error) {
	sum, err := hashFile(path)
	if err != nil {
		return nil, pathFault(path, err)
	}
	if file, ok := i.held[sum]; ok {
		return i.sayAgain(ctx, file)
	}
	name, err := freeName(path, i.dir)
	if err != nil {
		return nil, err
	}
	before := i.releases.clone()
	if i.said.said() {
		i.releases[sum] = releaseLine{Release: i.said, file: name}
	}
	id := i.next
	i.next++
	one, err := i.add(ctx, path, name, id)
	if err != nil {
		i.releases = before
		return nil, errors.Join(err, forget(ctx, i.q, id))
	}
	return one, nil
}

// add loads a file beside the held ones, and copies it when nothing speaks against it. What is said of it is
// written first: a line about a file that is not there does no harm, a file without its line might.
func (i *importer) add(ctx context.Context, path, name string, id int) (*Imported, error) {
	file, err := i.loadFile(ctx, path, name, id)
	if err != nil {
		return nil, err
	}
	if file.Kind == EESMetadata {
		if err := i.checkMetadata(ctx, i.dir, i.held, path); err != nil {
			return nil, err
		}
	}
	standing, err := i.weigh(ctx, id)
	if err != nil {
		return nil, err
	}
	if i.said.said() {
		if err := i.releases.write(i.dir); err != nil {
			return nil, err
		}
	}
	if err := copyFile(path, filepath.Join(i.dir, name)); err != nil {
		return nil, err
	}
	i.held[file.SHA256] = *file
	return &Imported{
		Kind: file.Kind, File: name, Rows: file.Rows, What: describe(*file),
		Notes: append(i.sources[id].notes, standing...),
	}, nil
}

// sayAgain keeps what is said of a file that is held already.
func (i *importer) sayAgain(ctx context.Context, file Holding) (*Imported, error) {
	one := &Imported{Kind: file.Kind, File: file.File, Rows: file.Rows, What: describe(file), AlreadyHeld: true}
	said := i.said.over(file.Release)
	if said == file.Release {
		return one, nil
	}
	date := func(r Release) error {
		_, err := i.q.ExecContext(ctx, "update benchmarks.file set published_on = ?, release = nullif(?, '') where file_id = ?",
			dayOrNull(r.PublishedOn), r.Name, file.id)
		return err
	}
	if err := date(said); err != nil {
		return nil, fmt.Errorf("%s: %w", file.File, err)
	}
	standing, err := i.weigh(ctx, file.id)
	if err != nil {
		return nil, errors.Join(err, date(file.Release))
	}
	before := i.releases.clone()
	i.releases[file.SHA256] = releaseLine{Release: said, file: file.File}
	if err := i.releases.write(i.dir); err != nil {
		i.releases = before
		return nil, errors.Join(err, date(file.Release))
	}
	file.Release = said
	i.held[file.SHA256] = file
	one.Notes = append(standing, "said of it: "+said.words())
	return one, nil
}

// weigh refuses a file that is at odds with a held one, and says whose figures it takes the place of.
func (i *importer) weigh(ctx context.Context, id int) ([]string, error) {
	conflicts, err := i.standings(ctx, id)
	if err := errors.Join(append(conflicts, err)...); err != nil {
		return nil, err
	}
	if !i.contested {
		return nil, nil
	}
	rows, err := i.q.QueryContext(ctx, `
		select standing.by_file_id = $1, file.file, winner.file, count(*)
		from standing
		inner join benchmarks.file using (file_id)
		inner join benchmarks.file as winner on standing.by_file_id = winner.file_id
		where place > 1 and $1 in (standing.file_id, standing.by_file_id)
		group by standing.by_file_id, standing.file_id, file.file, winner.file
		order by standing.by_file_id, standing.file_id`, id)
	if err != nil {
		return nil, fmt.Errorf("weigh releases: %w", err)
	}
	return scanAll(rows, func(rows *sql.Rows, into *string) error {
		var wins bool
		var loser, winner string
		var figures int
		if err := rows.Scan(&wins, &loser, &winner, &figures); err != nil {
			return err
		}
		*into = fmt.Sprintf("gives way to %s in %s", winner, count(figures, "figure"))
		if wins {
			*into = fmt.Sprintf("takes the place of %s in %s", loser, count(figures, "figure"))
		}
		return nil
	})
}

// freeName is the file's own name, or with a mark of its hash when dir has another file under it or
// keeps the name for itself.
func freeName(path, dir string) (string, error) {
	name := strings.TrimLeft(filepath.Base(path), ".~$")
	if _, err := os.Lstat(filepath.Join(dir, name)); errors.Is(err, os.ErrNotExist) && name != releasesFile {
		return name, nil
	}
	sum, err := hashFile(path)
	if err != nil {
		return "", pathFault(path, err)
	}
	extension := filepath.Ext(name)
	return strings.TrimSuffix(name, extension) + ".sha-" + sum[:8] + extension, nil
}

// copyFile copies a file to its place in a folder.
func copyFile(from, to string) error {
	source, err := os.Open(from)
	if err != nil {
		return err
	}
	defer source.Close()
	if err := writeFile(filepath.Dir(to), filepath.Base(to), source); err != nil {
		return fmt.Errorf("copy %s: %w", filepath.Base(from), err)
	}
	return nil
}

// writeFile writes beside the target and renames, so that the folder never shows half a file.
func writeFile(dir, name string, content io.Reader) (err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("comparator folder: %w", err)
	}
	target, err := os.CreateTemp(dir, ".import-*")
	if err != nil {
		return fmt.Errorf("comparator folder: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(target.Name()))
		}
	}()
	_, err = io.Copy(target, content)
	if err = errors.Join(err, target.Sync(), target.Close()); err != nil {
		return err
	}
	return os.Rename(target.Name(), filepath.Join(dir, name))
}

// describe says what a file holds, in one line.
func describe(file Holding) string { return formatOf(file.Kind).describe(file) }

// grouped writes n with commas between thousands.
func grouped(n int64) string {
	text := strconv.FormatInt(n, 10)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}
