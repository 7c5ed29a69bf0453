package database

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	mssql "github.com/microsoft/go-mssqldb"
	"github.com/microsoft/go-mssqldb/msdsn"
	"github.com/sijms/go-ora/v2/network"
)

func TestDrivers(t *testing.T) {
	for _, name := range Drivers() {
		if d, err := dialectOf(name); err != nil || d.name != name {
			t.Errorf("%s: %q, %v", name, d.name, err)
		}
	}
	_, err := Stream(t.Context(), Source{Driver: "mysql", DSN: "planted", Query: "select 1 as n"}, dropColumns, dropRow)
	wantError(t, err, Connect, "", "mysql: connect: no such driver (wanted one of postgres, sqlserver, oracle)")
}

func TestPostgresConfig(t *testing.T) {
	for _, test := range []struct {
		dsn   string
		plain bool // a connection without TLS may be tried
	}{
		{"postgres://u:p@db.council.example/ssd", false},
		{"postgres://u:p@db.council.example/ssd?sslmode=prefer", false},
		{"postgres://u:p@db.council.example/ssd?sslmode=disable", true},
		{"postgres://u:p@localhost/ssd", true},
		{"host=/run/postgresql dbname=ssd user=u", true},
	} {
		config, err := postgresConfig(test.dsn)
		if err != nil {
			t.Fatal(err)
		}
		plain := config.TLSConfig == nil
		for _, f := range config.Fallbacks {
			plain = plain || f.TLSConfig == nil
		}
		if plain != test.plain {
			t.Errorf("%s: without TLS: %t", test.dsn, plain)
		}
		if config.RuntimeParams["client_encoding"] != "UTF8" || config.ConnectTimeout != connectTimeout {
			t.Errorf("%s: %v, %s", test.dsn, config.RuntimeParams, config.ConnectTimeout)
		}
	}
}

func TestSQLServerConfig(t *testing.T) {
	for _, test := range []struct {
		dsn        string
		readOnly   bool
		encryption msdsn.Encryption
	}{
		{"sqlserver://u:p@host:1433?database=ssd", true, msdsn.EncryptionRequired},
		{"server=host;database=ssd;user id=u;password=p", true, msdsn.EncryptionRequired},
		{"sqlserver://u:p@host?database=ssd&ApplicationIntent=ReadWrite&encrypt=disable", false, msdsn.EncryptionDisabled},
		{"sqlserver://u:p@host?database=ssd&encrypt=strict&timezone=Europe%2FLondon&log=63", true, msdsn.EncryptionStrict},
		{"sqlserver://u:p@host?guid+conversion=true", false, msdsn.EncryptionRequired}, // the driver allows it with a database only
	} {
		config, err := sqlserverConfig(test.dsn)
		if err != nil {
			t.Fatalf("%s: %v", test.dsn, err)
		}
		if config.ReadOnlyIntent != test.readOnly || int(config.Encryption) != int(test.encryption) {
			t.Errorf("%s: read only %t, encryption %d", test.dsn, config.ReadOnlyIntent, config.Encryption)
		}
		if config.LogFlags != 0 || config.Encoding.GetTimezone() != time.UTC || config.Encoding.GuidConversion || config.AppName != "sightline" {
			t.Errorf("%s: %d, %v, %s", test.dsn, config.LogFlags, config.Encoding, config.AppName)
		}
	}
}

func TestOracleDSN(t *testing.T) {
	for dsn, want := range map[string]string{
		"oracle://u:p%40ss@host:1521/service":                               "oracle://u:p%40ss@host:1521/service?PREFETCH_ROWS=1000",
		"oracle://u:p@host:1521/service?SSL=true":                           "oracle://u:p@host:1521/service?PREFETCH_ROWS=1000&SSL=true",
		"oracle://u:p@host:1521/service?prefetch_rows=5":                    "oracle://u:p@host:1521/service?prefetch_rows=5",
		"oracle://planted:planted@host:1521/planted?trace+file=planted.trc": "oracle: connect: the connection text asks for a trace file, which would hold records: take it out",
		"oracle://planted:planted@host/planted":                             "oracle: connect: the connection text cannot be read (wanted oracle://user@host:1521/service)",
		"oracle://planted:planted@host:1521/planted?planted=1":              "oracle: connect: the connection text cannot be read (wanted oracle://user@host:1521/service)",
		"planted/planted@planted":                                           "oracle: connect: the connection text cannot be read (wanted oracle://user@host:1521/service)",
		"oracle://planted:pla%nted@host:1521/planted":                       "oracle: connect: the connection text cannot be read (wanted oracle://user@host:1521/service)",
	} {
		got, err := oracleDSN(dsn)
		if err != nil {
			got = err.Error()
			private(t, dsn, err)
		}
		if got != want {
			t.Errorf("%s: got %s, want %s", dsn, got, want)
		}
	}
}

// TestNoServer goes the whole way to a server that is not there, or not one of this kind.
func TestNoServer(t *testing.T) {
	rude, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer rude.Close()
	go func() {
		for {
			conn, err := rude.Accept()
			if err != nil {
				return
			}
			_, _ = conn.Write([]byte("HTTP/1.1 400 MARKER\r\n\r\n"))
			_ = conn.Close()
		}
	}()
	closed, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed.Close()
	for _, test := range []struct{ driver, dsn, want string }{
		{"postgres", "postgres://planted:planted@%s/planted?sslmode=disable", ""},
		{"postgres", "postgres://planted:planted@%s/planted?sslmode=require", ""},
		{"sqlserver", "sqlserver://planted:planted@%s?database=planted", ""},
		{"oracle", "oracle://planted:planted@%s/planted", ""},
	} {
		for address, want := range map[string]string{
			closed.Addr().String(): "nothing answers at that host and port",
			rude.Addr().String():   "the server does not ",
		} {
			ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
			src := Source{Driver: test.driver, DSN: fmt.Sprintf(test.dsn, address), Query: "select 1 as n"}
			_, err := Stream(ctx, src, dropColumns, dropRow)
			cancel()
			wantError(t, err, Connect, "", test.driver+": connect: "+want)
			private(t, test.driver, err)
		}
	}
}

// TestExplain words the drivers' own errors.
func TestExplain(t *testing.T) {
	const query = "select No_Such, a.n from dbo.child as a"
	for _, test := range []struct {
		driver string
		err    error
		step   What
		want   string
	}{
		{
			"sqlserver",
			mssql.Error{Number: 18456, Message: "login error: Login failed for user 'planted'."},
			Connect,
			"sqlserver: sign in: the server refuses the user name or the password (error 18456)",
		},
		{"sqlserver", errors.New("login error: planted"), Connect, "sqlserver: sign in: the server refuses the account"},
		{
			"sqlserver",
			mssql.Error{Number: 4060, Message: `Cannot open database "planted" requested by the login.`},
			Connect,
			"sqlserver: sign in: the server has no database of that name for this account (error 4060)",
		},
		{"sqlserver", mssql.Error{Number: 99999, Message: "planted"}, Connect, "sqlserver: connect: the server refuses the connection (error 99999)"},
		{
			"sqlserver",
			mssql.Error{Number: 207, Message: "Invalid column name 'no_such'."},
			Query,
			"sqlserver: query: the server does not accept the query: Invalid column name 'no_such'. (error 207)",
		},
		{
			"sqlserver",
			mssql.Error{Number: 208, Message: "Invalid object name 'dbo.child'."},
			Query,
			"sqlserver: query: the server does not accept the query: Invalid object name 'dbo.child'. (error 208)",
		},
		{
			"sqlserver",
			mssql.Error{Number: 229, Message: "The SELECT permission was denied on the object 'child', database 'planted', schema 'dbo'."},
			Query,
			"sqlserver: query: the account may not read what the query asks for: The SELECT permission was denied on the object 'child', database …, schema 'dbo'. (error 229)",
		},
		{
			"sqlserver",
			mssql.Error{Number: 207, Message: "Ungültiger Spaltenname „MARKER“."},
			Query,
			"sqlserver: query: the server does not accept the query (error 207)",
		},
		{
			"sqlserver", fmt.Errorf("read: %w", mssql.Error{Number: 245, Message: "Conversion failed when converting the varchar value 'MARKER' to data type int."}), Read,
			"sqlserver: read: after 7 rows: a value cannot be converted or computed as the query asks (error 245)",
		},
		{
			"sqlserver",
			mssql.Error{Number: 3952, Message: "Snapshot isolation transaction failed accessing database 'planted'"},
			Query,
			"sqlserver: query: the server gave up the query for other work: run again (error 3952)",
		},
		{
			"sqlserver",
			mssql.StreamError{InnerError: errors.New("MARKER")},
			Read,
			"sqlserver: read: after 7 rows: the connection ended; the rows are not complete",
		},
		{"sqlserver", context.DeadlineExceeded, Query, "sqlserver: timeout: not finished after 1m0s: narrow the query or raise the timeout"},
		{
			"oracle", &network.OracleError{ErrCode: 1017, ErrMsg: "ORA-01017: invalid username/password; logon denied planted"}, Connect,
			"oracle: sign in: the server refuses the user name or the password (ORA-01017)",
		},
		{"oracle", &network.OracleError{ErrCode: 12514}, Connect, "oracle: sign in: the server has no service of that name (ORA-12514)"},
		{
			"oracle", &network.OracleError{ErrCode: 942, ErrMsg: "ORA-00942: table or view does not exist\n"}, Query,
			"oracle: query: there is no such table, or the account may not read it: table or view does not exist (ORA-00942)",
		},
		{
			"oracle", &network.OracleError{ErrCode: 904, ErrMsg: `ORA-00904: "A"."NO_SUCH": invalid identifier`}, Query,
			`oracle: query: the server does not accept the query: "A"."NO_SUCH": invalid identifier (ORA-00904)`,
		},
		{
			"oracle", &network.OracleError{ErrCode: 904, ErrMsg: `ORA-00904: "MARKER": invalid identifier`}, Query,
			"oracle: query: the server does not accept the query: …: invalid identifier (ORA-00904)",
		},
		{
			"oracle", &network.OracleError{ErrCode: 942, ErrMsg: "ORA-00942: MARKER\nORA-06512: at line 1"}, Query,
			"oracle: query: there is no such table, or the account may not read it (ORA-00942)",
		},
		{"oracle", &network.OracleError{ErrCode: 20001, ErrMsg: "ORA-20001: MARKER"}, Query, "oracle: query: the server does not accept the query (ORA-20001)"},
		{
			"oracle", &network.OracleError{ErrCode: 1722, ErrMsg: "ORA-01722: unable to convert string value containing 'MARKER' to a number"}, Read,
			"oracle: read: after 7 rows: a value cannot be converted or computed as the query asks (ORA-01722)",
		},
		{"oracle", &network.OracleError{ErrCode: 1456}, Query, "oracle: query: the query writes, and extracts are only read (wanted a select) (ORA-01456)"},
		{"oracle", network.ErrConnReset, Read, "oracle: read: after 7 rows: the connection ended; the rows are not complete"},
		{
			"postgres", &pgconn.PgError{Code: "42P01", Message: `relation "MARKER" does not exist`}, Query,
			"postgres: query: the server does not accept the query (SQLSTATE 42P01)",
		},
		{
			"postgres", &pgconn.PgError{Code: "42601", Message: `syntax error at or near "MARKER"`, Position: 8}, Query,
			"postgres: query: the server does not accept the query: syntax error at or near … (SQLSTATE 42601)",
		},
		{
			"postgres", &pgconn.PgError{Code: "57P01", Message: "MARKER"}, Read,
			"postgres: read: after 7 rows: the server ended the connection; the rows are not complete (SQLSTATE 57P01)",
		},
	} {
		d, err := dialectOf(test.driver)
		if err != nil {
			t.Fatal(err)
		}
		s := &session{dialect: d, query: query, limit: time.Minute, caller: t.Context(), rows: 7}
		got := s.failure(t.Context(), test.step, test.err)
		if got.Error() != test.want {
			t.Errorf("got  %s\nwant %s", got, test.want)
		}
		private(t, strings.SplitN(test.want, ":", 2)[0], got)
	}
}
