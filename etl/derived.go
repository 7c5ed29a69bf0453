package etl

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"sightline/etl/warehouse"
)

//go:embed derived/*.sql
var derivedFiles embed.FS

// Derive replaces core.care_period, core.placement, core.placement_episode and core.looked_after with
// what follows from core.care_episode, core.gross_expenditure with what follows from
// core.ledger_line, and the notices about episodes that the spell rules had to interpret. It
// never refuses a row: overlapping or unfinished episodes take their place in date order. It is
// safe to repeat; run it in a transaction where a reader could see it half done.
func Derive(ctx context.Context, q warehouse.Querier) (err error) {
	// The files share a temporary table, and temporary tables are per connection.
	if pool, ok := q.(interface {
		Conn(ctx context.Context) (*sql.Conn, error)
	}); ok {
		conn, connErr := pool.Conn(ctx)
		if connErr != nil {
			return fmt.Errorf("derive: %w", connErr)
		}
		defer func() { err = errors.Join(err, conn.Close()) }()
		q = conn
	}
	names, err := fs.Glob(derivedFiles, "derived/*.sql")
	if err != nil {
		return err
	}
	slices.Sort(names)
	for _, name := range names {
		text, err := derivedFiles.ReadFile(name)
		if err != nil {
			return err
		}
		if _, err := q.ExecContext(ctx, string(text)); err != nil {
			return fmt.Errorf("derive %s: %w", name, err)
		}
	}
	return nil
}
