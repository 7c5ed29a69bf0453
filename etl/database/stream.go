package database

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"
)

// Source is a query and where to run it.
type Source struct {
	Driver  string        // postgres, sqlserver or oracle
	DSN     string        // the connection text, from the environment; in no log and in no error
	Query   string        // one select, or with … select; its columns are named as the table's are
	Timeout time.Duration // the longest that the query may take with the reading; 0 means ten minutes
}

// Text is one value of a row. The bytes are the callback's only until it returns: they are
// overwritten by the next row.
//
// A value is written as it is on the server:
//   - whole and exact numbers with the digits that are stored; floating-point numbers with the fewest
//     digits that give the same number back; true and false.
//   - a date as 2006-01-02; a date with a time and without a zone as 2006-01-02T15:04:05 with a
//     fraction of a second when there is one, or as the date alone at midnight; never moved by a zone.
//   - an instant with a zone as 2006-01-02T15:04:05+01:00: SQL Server's and Oracle's with the offset
//     that is stored, PostgreSQL's, which stores none, in UTC. It is never cut to a date, because the
//     date depends on the zone: the query has to say which, as in (at at time zone 'Europe/London')::date.
//   - a time of day as 15:04:05; a uuid as 8-4-4-4-12 lower-case digits; json, xml, arrays, intervals
//     and enums as the server writes them.
//   - char(n) without the blanks that pad it on the right. Any other text is left alone.
//
// Null is not the same as an empty text, except in Oracle, which cannot tell them apart: there an
// empty text is Null.
type Text struct {
	Value []byte
	Null  bool
}

const (
	defaultTimeout = 10 * time.Minute
	connectTimeout = 30 * time.Second
)

// dialect is what differs between the drivers; everything else is in Stream.
type dialect struct {
	name string
	// open prepares connections; it reaches no server. Its error is an *Error.
	open func(dsn string) (*sql.DB, error)
	// begin starts the transaction and applies the session's settings.
	begin func(ctx context.Context, conn *sql.Conn, limit time.Duration) (*sql.Tx, error)
	// shape says how the values of a type, named as the driver names it, are written.
	shape func(typeName string) shape
	// explain words the server's own error; nil when err is not one.
	explain func(err error, query string) *Error
	// grace is how much longer the context waits than the server does, so that the server's refusal
	// comes first where there is one.
	grace time.Duration
}

// Drivers returns the names that Source.Driver may take.
func Drivers() []string { return []string{"postgres", "sqlserver", "oracle"} }

func dialectOf(driver string) (dialect, error) {
	switch driver {
	case "postgres":
		return postgres(), nil
	case "sqlserver":
		return sqlserver(), nil
	case "oracle":
		return oracle(), nil
	}
	return dialect{}, &Error{
		Driver: driver, What: Connect,
		Message: "no such driver (wanted one of " + strings.Join(Drivers(), ", ") + ")",
	}
}

// Stream runs the query in a read-only transaction, calls columns once with the names of its columns
// and then row for each row, and returns how many rows it handed over. The values given to row are
// valid until row returns.
//
// When Stream returns an error, what was handed over is not the whole answer and must be thrown
// away. An error of a callback stops the query and is returned as it is; every other error is an
// *Error, and errors.Is finds context.Canceled or context.DeadlineExceeded in it when that is the
// cause. A query that is not a single select is refused before any server is reached.
func Stream(
	ctx context.Context, src Source, columns func(names []string) error, row func(values []Text) error,
) (rows int64, err error) {
	d, err := dialectOf(src.Driver)
	if err != nil {
		return 0, err
	}
	query, err := guard(src.Driver, src.Query)
	if err != nil {
		return 0, err
	}
	if strings.TrimSpace(src.DSN) == "" {
		return 0, &Error{Driver: d.name, What: Connect, Message: "the connection text is empty"}
	}
	db, err := d.open(src.DSN)
	if err != nil {
		return 0, err
	}
	defer db.Close()
	s := &session{dialect: d, query: query, limit: src.Timeout, caller: ctx}
	if s.limit <= 0 {
		s.limit = defaultTimeout
	}
	conn, err := s.connect(ctx, db)
	if err != nil {
		return 0, err
	}
	defer conn.Close()
	return s.read(ctx, conn, columns, row)
}

// session is one run of one query.
type session struct {
	dialect
	query  string
	limit  time.Duration
	caller context.Context // asked only whether it has ended, to word an error
	rows   int64
}

func (s *session) connect(ctx context.Context, db *sql.DB) (*sql.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, connectTimeout)
	defer cancel()
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, s.failure(ctx, Connect, err)
	}
	return conn, nil
}

func (s *session) read(
	ctx context.Context, conn *sql.Conn, columns func([]string) error, row func([]Text) error,
) (int64, error) {
	// Cancelled before anything is closed: a driver would otherwise read the rest of the rows.
	ctx, cancel := context.WithTimeout(ctx, s.limit+s.grace)
	defer cancel()
	tx, err := s.begin(ctx, conn, s.limit)
	if err != nil {
		return 0, s.failure(ctx, Query, err)
	}
	defer func() {
		cancel()
		_ = tx.Rollback() // nothing was written; the connection is closed next
	}()
	found, err := tx.QueryContext(ctx, s.query)
	if err != nil {
		return 0, s.failure(ctx, Query, err)
	}
	defer func() {
		cancel()
		_ = found.Close()
	}()
	names, shapes, err := s.columns(found)
	if err != nil {
		return 0, err
	}
	if err := columns(names); err != nil {
		return 0, err
	}
	if err := s.each(ctx, found, &record{names: names, shapes: shapes}, row); err != nil {
		return s.rows, err
	}
	return s.rows, nil
}

// each hands over the rows and proves that the answer ended where the server ended it.
func (s *session) each(ctx context.Context, found *sql.Rows, r *record, row func([]Text) error) error {
	r.prepare()
	for found.Next() {
		if err := found.Scan(r.targets...); err != nil {
			return s.failure(ctx, Read, err)
		}
		if fault := r.format(); fault != "" {
			return &Error{Driver: s.name, What: Read, Message: fmt.Sprintf("row %d, %s", s.rows+1, fault)}
		}
		if err := row(r.values); err != nil {
			return err
		}
		s.rows++
	}
	if err := found.Err(); err != nil {
		return s.failure(ctx, Read, err)
	}
	if found.NextResultSet() {
		return &Error{Driver: s.name, What: Query, Message: "the query gave more than one table: write one select"}
	}
	if err := found.Err(); err != nil {
		return s.failure(ctx, Read, err)
	}
	return nil
}

// columns names the columns and refuses those that no table can have or that are not text.
func (s *session) columns(found *sql.Rows) (names []string, shapes []shape, err error) {
	refuse := func(format string, args ...any) error {
		return &Error{Driver: s.name, What: Query, Message: fmt.Sprintf(format, args...)}
	}
	types, err := found.ColumnTypes()
	if err != nil {
		return nil, nil, refuse("the driver does not describe the columns")
	}
	seen := map[string]bool{}
	for i, column := range types {
		name := column.Name()
		if strings.TrimSpace(name) == "" || name == "?column?" {
			return nil, nil, refuse("column %d has no name: write <expression> as <column of the table>", i+1)
		}
		if seen[strings.ToLower(name)] {
			return nil, nil, refuse("two columns are called %s: name each column once, and rename with <expression> as <column of the table>", name)
		}
		seen[strings.ToLower(name)] = true
		shape := s.shape(strings.ToUpper(column.DatabaseTypeName()))
		if advice := shape.refusal(name); advice != "" {
			return nil, nil, refuse("%s", advice)
		}
		names, shapes = append(names, name), append(shapes, shape)
	}
	if len(names) == 0 {
		return nil, nil, refuse("the query gives no columns")
	}
	return names, shapes, nil
}
