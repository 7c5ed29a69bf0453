// Package warehouse opens, builds and switches the DuckDB files that every stage reads and writes.
//
// What comes in: a folder. What goes out: *sql.DB handles. Each run builds a new file
// run_<id>.duckdb beside the others and, when all is well, the name current is switched to it in
// one step; a run that fails or is killed leaves current where it was. Readers open the current
// file read-only and keep it until they close. No other package imports the DuckDB driver.
package warehouse

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/duckdb/duckdb-go/v2"
)

//go:embed schema/*.sql
var schemaFiles embed.FS

// catalog is the name the warehouse file is attached under; every connection uses it by default,
// so stages write core.child and not warehouse.core.child.
const catalog = "warehouse"

// storageVersion is refused by DuckDB older than 1.5 and, in exchange, loads faster and notices a
// write-ahead log that belongs to another file.
const storageVersion = "v1.5.0"

// Names, to which an id is added, of the folders for what does not fit into memory.
const (
	buildSpills  = "tmp_"
	readerSpills = "reader_tmp_"
)

// readers counts those of this process. Two that write what does not fit into memory into one folder would
// overwrite each other's.
var readers atomic.Int64 //nolint:gochecknoglobals // names are unique in a process

// ErrNone is returned by OpenCurrent when no run has finished in the folder yet.
var ErrNone = errors.New("no warehouse yet")

// Querier is what stages need of a database handle; *sql.DB, *sql.Conn and *sql.Tx satisfy it.
type Querier interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// Memory opens an empty in-memory warehouse with the audit and core tables in place.
func Memory(ctx context.Context) (*sql.DB, error) {
	db, err := open(ctx, nil, nil)
	if err != nil {
		return nil, err
	}
	if err := ApplySchema(ctx, db); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// ApplySchema creates the audit and core schemas, tables empty.
func ApplySchema(ctx context.Context, q Querier) error {
	names, err := fs.Glob(schemaFiles, "schema/*.sql")
	if err != nil {
		return err
	}
	slices.Sort(names)
	for _, name := range names {
		text, err := schemaFiles.ReadFile(name)
		if err != nil {
			return err
		}
		if _, err := q.ExecContext(ctx, string(text)); err != nil {
			return fmt.Errorf("apply %s: %w", name, err)
		}
	}
	return nil
}

// open starts an in-memory DuckDB and runs once on its first connection and each on every one. What holds
// for the whole database is said once: one that has run out of memory and written to its temporary folder
// refuses to be told again where that is.
func open(ctx context.Context, once, each []string) (*sql.DB, error) {
	once = slices.Concat([]string{
		"set autoinstall_known_extensions = false",
		"set autoload_known_extensions = false",
		"set memory_limit = '3GB'",
		// Sums of doubles and first-of-group picks must not depend on which thread came first;
		// queries order explicitly, and files are numbered by insertion order.
		"set preserve_insertion_order = true",
	}, once)
	// icu is compiled in but a session's zone must not follow the machine's.
	each = slices.Concat([]string{"set timezone = 'UTC'"}, each)
	var first sync.Once
	connector, err := duckdb.NewConnector("", func(execer driver.ExecerContext) (err error) {
		run := func(statements []string) {
			for _, statement := range statements {
				if err == nil {
					_, err = execer.ExecContext(context.WithoutCancel(ctx), statement, nil)
				}
			}
		}
		first.Do(func() { run(once) })
		run(each)
		return err
	})
	if err != nil {
		return nil, err
	}
	db := sql.OpenDB(connector)
	// Nobody has the handle before its first connection stands.
	if err := db.PingContext(ctx); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// Building is a warehouse file under construction.
type Building struct {
	RunID string
	Path  string
	dir   string
	db    *sql.DB
}

// Build creates run_<runID>.duckdb in dir, with audit and core tables in place. It fails when the
// file exists already.
func Build(ctx context.Context, dir, runID string) (*Building, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("warehouse folder: %w", err)
	}
	path := filepath.Join(dir, "run_"+runID+".duckdb")
	if _, err := os.Stat(path); err == nil {
		return nil, fmt.Errorf("warehouse: %s exists already", path)
	}
	db, err := open(ctx, []string{
		fmt.Sprintf("set temp_directory = %s", Quote(filepath.Join(dir, buildSpills+runID))),
		fmt.Sprintf("attach %s as %s (storage_version %s)", Quote(path), catalog, Quote(storageVersion)),
	}, []string{"use " + catalog})
	if err != nil {
		return nil, fmt.Errorf("build warehouse: %w", err)
	}
	building := &Building{RunID: runID, Path: path, dir: dir, db: db}
	if err := os.Chmod(path, 0o600); err != nil {
		return nil, errors.Join(err, building.Discard())
	}
	if err := ApplySchema(ctx, db); err != nil {
		return nil, errors.Join(err, building.Discard())
	}
	return building, nil
}

// DB is the handle to the file under construction.
func (b *Building) DB() *sql.DB { return b.db }

// Promote checkpoints and closes the file, makes it durable and makes it the current one. All but
// the newest keep files are removed. After an error the former current file still stands.
func (b *Building) Promote(ctx context.Context, keep int) error {
	if err := b.seal(ctx); err != nil {
		return errors.Join(err, b.Discard())
	}
	if err := switchCurrent(b.dir, filepath.Base(b.Path)); err != nil {
		return fmt.Errorf("switch warehouse: %w", err)
	}
	return prune(b.dir, keep)
}

func (b *Building) seal(ctx context.Context) error {
	if _, err := b.db.ExecContext(ctx, "checkpoint "+catalog); err != nil {
		return fmt.Errorf("checkpoint warehouse: %w", err)
	}
	if err := b.db.Close(); err != nil {
		return fmt.Errorf("close warehouse: %w", err)
	}
	b.db = nil
	// A left-over log would be replayed into whatever file later bears the name.
	if _, err := os.Stat(b.Path + ".wal"); err == nil {
		return fmt.Errorf("close warehouse: %s.wal was left behind", filepath.Base(b.Path))
	}
	_ = os.RemoveAll(filepath.Join(b.dir, buildSpills+b.RunID))
	return syncPath(b.Path)
}

// Discard closes and removes the file under construction.
func (b *Building) Discard() error {
	var err error
	if b.db != nil {
		err = b.db.Close()
		b.db = nil
	}
	for _, path := range []string{b.Path, b.Path + ".wal"} {
		if removeErr := os.Remove(path); removeErr != nil && !errors.Is(removeErr, fs.ErrNotExist) {
			err = errors.Join(err, removeErr)
		}
	}
	return errors.Join(err, os.RemoveAll(filepath.Join(b.dir, buildSpills+b.RunID)))
}

// OpenCurrent opens the current file of dir read-only. Temporary tables still work: they live in
// memory and, where they do not fit, in a folder of this reader beside the file. The error is ErrNone when
// no run has finished in dir.
func OpenCurrent(ctx context.Context, dir string) (*sql.DB, error) {
	path, err := currentPath(dir)
	if err != nil {
		return nil, err
	}
	db, err := open(ctx, []string{
		fmt.Sprintf("set temp_directory = %s", Quote(filepath.Join(dir, fmt.Sprintf("%s%d_%d", readerSpills, os.Getpid(), readers.Add(1))))),
		fmt.Sprintf("attach %s as %s (read_only)", Quote(path), catalog),
	}, []string{"use " + catalog})
	if err != nil {
		return nil, fmt.Errorf("open warehouse %s: %w", path, err)
	}
	return db, nil
}

// Quote writes s as an SQL string literal, for the statements that take no parameters.
func Quote(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// QuoteName writes s as an SQL identifier.
func QuoteName(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }
