package database

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
)

func postgres() dialect {
	return dialect{
		name: "postgres", open: openPostgres, begin: beginPostgres, shape: postgresShape,
		explain: explainPostgres, grace: 5 * time.Second,
	}
}

func openPostgres(dsn string) (*sql.DB, error) {
	config, err := postgresConfig(dsn)
	if err != nil {
		return nil, err
	}
	return stdlib.OpenDB(*config), nil
}

func postgresConfig(dsn string) (*pgx.ConnConfig, error) {
	config, err := pgx.ParseConfig(dsn)
	if err != nil { // which quotes the connection text
		return nil, &Error{
			Driver: "postgres", What: Connect,
			Message: "the connection text cannot be read (wanted postgres://user@host:5432/database, or host=… dbname=… user=…)",
		}
	}
	// Records about children do not cross a network in the clear because a server happened not to
	// offer encryption. sslmode=disable in the connection text still says so on purpose.
	if config.TLSConfig != nil {
		config.Fallbacks = slices.DeleteFunc(config.Fallbacks, func(f *pgconn.FallbackConfig) bool {
			return f.TLSConfig == nil && !local(f.Host)
		})
	}
	if config.ConnectTimeout == 0 || config.ConnectTimeout > connectTimeout {
		config.ConnectTimeout = connectTimeout
	}
	// Rows arrive as the server sends them in this mode, no statement is left on the server (so
	// that a pooler may stand between), and the server takes one statement only.
	config.DefaultQueryExecMode = pgx.QueryExecModeDescribeExec
	config.RuntimeParams["client_encoding"] = "UTF8"
	if config.RuntimeParams["application_name"] == "" {
		config.RuntimeParams["application_name"] = "sightline"
	}
	return config, nil
}

// local says whether the host is this machine.
func local(host string) bool {
	address, err := netip.ParseAddr(host)
	return strings.HasPrefix(host, "/") || host == "localhost" || err == nil && address.IsLoopback()
}

func beginPostgres(ctx context.Context, conn *sql.Conn, limit time.Duration) (*sql.Tx, error) {
	tx, err := conn.BeginTx(ctx, &sql.TxOptions{ReadOnly: true, Isolation: sql.LevelRepeatableRead})
	if err != nil {
		return nil, err
	}
	milliseconds := max(limit.Milliseconds(), 1)
	for _, setting := range []string{
		"default_transaction_read_only = on",
		fmt.Sprintf("statement_timeout = %d", milliseconds),
		fmt.Sprintf("idle_in_transaction_session_timeout = %d", milliseconds),
		"standard_conforming_strings = on", // as the guard reads them
		"datestyle = 'ISO, YMD'",           // of dates within arrays and ranges
		"extra_float_digits = 1",
	} {
		if _, err := tx.ExecContext(ctx, "set local "+setting); err != nil {
			return nil, errors.Join(err, tx.Rollback())
		}
	}
	return tx, nil
}

func postgresShape(typeName string) shape {
	switch typeName {
	case "BPCHAR":
		return padded
	case "TIMESTAMPTZ":
		return utc
	case "FLOAT4":
		return single
	case "JSON", "JSONB", "XML":
		return digits
	case "BYTEA", "_BYTEA":
		return binary
	case "MONEY", "790": // the driver knows the type by its number only
		return currency
	}
	return plain
}

func explainPostgres(err error, query string) *Error {
	var server *pgconn.PgError
	if !errors.As(err, &server) {
		return nil
	}
	e := postgresWording(server.Code)
	e.Code = "SQLSTATE " + server.Code
	switch {
	// Only a position proves that the words are about the text of the query: at run time the same
	// codes come with values, as in child_name::regclass or to_tsquery(child_name). Where and
	// InternalQuery are set when a function ran a statement of its own.
	case server.Where != "" || server.InternalQuery != "":
	case strings.HasPrefix(server.Code, "42") && server.Position > 0,
		server.Code == "42501" && strings.HasPrefix(server.Message, "permission denied for "):
		e.Message = stated(e.Message, harmless(server.Message, query))
	}
	return &e
}

// postgresWording is for the codes of the manual's appendix A.
func postgresWording(code string) Error {
	switch code {
	case "28P01":
		return Error{What: SignIn, Message: "the server refuses the user name or the password"}
	case "28000":
		return Error{What: SignIn, Message: "the server lets in no such account from here (ask who administers it)"}
	case "3D000":
		return Error{What: SignIn, Message: "the server has no database of that name"}
	case "53300":
		return Error{What: Connect, Message: "the server has no free connection: run again later"}
	case "57P03":
		return Error{What: Connect, Message: "the server is starting up or shutting down: run again later"}
	case "57014":
		return Error{
			What: Timeout, cause: context.DeadlineExceeded,
			Message: "the server stopped the query, which took too long: narrow the query or raise the timeout",
		}
	case "25006":
		return Error{What: Query, Message: "the query writes, and extracts are only read (wanted a select)"}
	case "22021", "22P05":
		return Error{What: Query, Message: "a text is not in the encoding that the database declares"}
	case "42501":
		return Error{What: Query, Message: "the account may not read what the query asks for"}
	}
	switch code[:min(2, len(code))] {
	case "42", "3F", "0A":
		return Error{What: Query, Message: "the server does not accept the query"}
	case "22":
		return Error{What: Query, Message: "a value cannot be converted or computed as the query asks"}
	case "40":
		return Error{What: Query, Message: "the server gave up the query for other work: run again"}
	case "53", "54":
		return Error{What: Query, Message: "the query asks for more than the server has"}
	case "08", "57":
		return Error{What: Read, Message: "the server ended the connection; the rows are not complete"}
	}
	return Error{What: Query, Message: "the server did not run the query"}
}
