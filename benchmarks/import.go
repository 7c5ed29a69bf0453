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
	What        string // e.g. 641,070 values of 434 measures, latest 2025
	AlreadyHeld bool   // the same bytes were there; nothing was written
}

// storedName is the mark that Import puts before the extension of a file whose name was taken.
var storedName = regexp.MustCompile(`\.sha-[0-9a-f]{8}`)

// Import loads each file into db, which should be an in-memory handle, together with what dir holds,
// and copies those that load into dir, each as a whole or not at all. A file whose bytes are held
// already is reported and not copied; a file whose name is taken by other bytes is stored with a
// mark of its hash. A file that is unrecognised, faulty or at odds with a held one is left out; the
// error joins their faults and the result lists the others.
func Import(ctx context.Context, db *sql.DB, files []string, dir string) ([]Imported, error) {
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
	held, next, err := heldHashes(ctx, conn, dir)
	if err != nil {
		return nil, err
	}
	var taken []Imported
	var faults []error
	for _, path := range files {
		one, err := importFile(ctx, conn, path, dir, held, next)
		next++
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

// heldHashes loads the files of dir and returns their names by hash, and the next file number. A
// held file that no longer loads does not stand in the way of others: Load will name it.
func heldHashes(ctx context.Context, q Querier, dir string) (map[string]Holding, int, error) {
	paths, err := filesOf(dir)
	if err != nil {
		return nil, 0, err
	}
	held := map[string]Holding{}
	for i, path := range paths {
		file, err := loadFile(ctx, q, path, filepath.Base(path), i+1)
		if ctx.Err() != nil {
			return nil, 0, ctx.Err()
		}
		if err != nil {
			if err := forget(ctx, q, i+1); err != nil {
				return nil, 0, err
			}
			continue
		}
		held[file.SHA256] = *file
	}
	return held, len(paths) + 1, nil
}

// forget removes what a file that turned out faulty has left in the tables.
func forget(ctx context.Context, q Querier, id int) error {
	for _, table := range []string{"file", "dictionary", "published", "neighbour", "area_region", "stated"} {
		if _, err := q.ExecContext(ctx, "delete from benchmarks."+table+" where file_id = ?", id); err != nil {
			return err
		}
	}
	return nil
}

func importFile(ctx context.Context, q Querier, path, dir string, held map[string]Holding, id int) (*Imported, error) {
	if sum, err := hashFile(path); err == nil {
		if file, ok := held[sum]; ok {
			return &Imported{Kind: file.Kind, File: file.File, Rows: file.Rows, What: describe(file), AlreadyHeld: true}, nil
		}
	}
	name, err := freeName(path, dir)
	if err != nil {
		return nil, err
	}
	file, err := loadFile(ctx, q, path, name, id)
	if err != nil {
		return nil, errors.Join(err, forget(ctx, q, id))
	}
	if err := copyFile(path, filepath.Join(dir, name)); err != nil {
		return nil, errors.Join(err, forget(ctx, q, id))
	}
	held[file.SHA256] = *file
	return &Imported{Kind: file.Kind, File: name, Rows: file.Rows, What: describe(*file)}, nil
}

// freeName is the file's own name, or with a mark of its hash when dir has another file under it.
func freeName(path, dir string) (string, error) {
	name := strings.TrimLeft(filepath.Base(path), ".~$")
	if _, err := os.Lstat(filepath.Join(dir, name)); errors.Is(err, os.ErrNotExist) {
		return name, nil
	}
	sum, err := hashFile(path)
	if err != nil {
		return "", fileFault(path, "%w", errors.Unwrap(err))
	}
	extension := filepath.Ext(name)
	return strings.TrimSuffix(name, extension) + ".sha-" + sum[:8] + extension, nil
}

// copyFile writes beside the target and renames, so that the folder never shows half a file.
func copyFile(from, to string) (err error) {
	dir := filepath.Dir(to)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("comparator folder: %w", err)
	}
	source, err := os.Open(from)
	if err != nil {
		return err
	}
	defer source.Close()
	target, err := os.CreateTemp(dir, ".import-*")
	if err != nil {
		return fmt.Errorf("comparator folder: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(target.Name()))
		}
	}()
	_, err = io.Copy(target, source)
	if err = errors.Join(err, target.Sync(), target.Close()); err != nil {
		return fmt.Errorf("copy %s: %w", filepath.Base(from), err)
	}
	return os.Rename(target.Name(), to)
}

// describe says what a file holds, in one line.
func describe(file Holding) string {
	switch file.Kind {
	case Values:
		return fmt.Sprintf("%s values of %s measures, latest %s", grouped(file.Rows), grouped(file.Measures), file.Vintage)
	case Dictionary:
		return fmt.Sprintf("%s descriptions of %s measures", grouped(file.Rows), grouped(file.Measures))
	case Neighbours:
		return fmt.Sprintf("model dfe-%s, neighbours of %s authorities", file.Vintage, grouped(file.Rows))
	default:
		return fmt.Sprintf("%s stated comparators of %s measures", grouped(file.Rows), grouped(file.Measures))
	}
}

// grouped writes n with commas between thousands.
func grouped(n int64) string {
	text := strconv.FormatInt(n, 10)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}
