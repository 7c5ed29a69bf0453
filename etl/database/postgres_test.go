package database

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"sightline/etl/database/postgrestest"
)

// TestPostgres is everything that is shown against a real server; one server for all of it.
func TestPostgres(t *testing.T) {
	dsn := postgrestest.Start(t)
	t.Run("types", func(t *testing.T) { testTypes(t, dsn) })
	t.Run("columns", func(t *testing.T) { testColumns(t, dsn) })
	t.Run("encoding", func(t *testing.T) { testEncoding(t, dsn) })
	t.Run("memory", func(t *testing.T) { testMemory(t, dsn) })
	t.Run("limits", func(t *testing.T) { testLimits(t, dsn) })
	t.Run("callbacks", func(t *testing.T) { testCallbacks(t, dsn) })
	t.Run("read only", func(t *testing.T) { testReadOnly(t, dsn) })
	t.Run("sign in", func(t *testing.T) { testSignIn(t, dsn) })
	t.Run("wording", func(t *testing.T) { testWording(t, dsn) })
	t.Run("markers", func(t *testing.T) { testMarkers(t, dsn) })
	t.Run("server ends", func(t *testing.T) { testServerEnds(t, dsn) })
}

func testTypes(t *testing.T, dsn string) {
	exec(t, connect(t, dsn), "create type legal as enum ('C2', 'V2')")
	for _, test := range []struct{ expression, want string }{
		{"17::smallint", "17"},
		{"(-2147483648)::int", "-2147483648"},
		{"9223372036854775807::bigint", "9223372036854775807"},
		{"1234567890123456789.10::numeric(30,2)", "1234567890123456789.10"},
		{"0.1000::numeric", "0.1000"},
		{"'NaN'::numeric", "NaN"},
		{"0.1::float8", "0.1"},
		{"0.1::float4", "0.1"},
		{"16777216::float4", "16777216"},
		{"1e300::float8", "1e+300"},
		{"0.000001::float8", "0.000001"},
		{"'-Infinity'::float8", "-Infinity"},
		{"true", "true"},
		{"false", "false"},
		{"date '2024-03-31'", "2024-03-31"},
		{"date '0987-06-05'", "0987-06-05"},
		{"date 'infinity'", "infinity"},
		{"timestamp '2024-07-01'", "2024-07-01"},
		{"timestamp '2024-03-31 01:30'", "2024-03-31T01:30:00"}, // an hour that London did not have
		{"timestamp '2024-07-01 09:05:03.25'", "2024-07-01T09:05:03.25"},
		{"timestamptz '2024-07-01 00:00+01'", "2024-06-30T23:00:00Z"},
		{"timestamptz '2024-07-01 00:00+00'", "2024-07-01T00:00:00Z"},
		{"(timestamptz '2024-07-01 00:00+01' at time zone 'Europe/London')::date", "2024-07-01"},
		{"time '09:05'", "09:05:00"},
		{"interval '1 day 02:00'", "1 day 02:00:00"},
		{"'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'::uuid", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"},
		{"'x '::char(5)", "x"},
		{"' x '::varchar(5)", " x "},
		{"''::text", ""},
		{"'Zoë, \"O''Brien\"' || chr(10)", "Zoë, \"O'Brien\"\n"},
		{"'C2'::legal", "C2"},
		{`'{"a": 1}'::json`, `{"a": 1}`},
		{`'{"a":1}'::jsonb`, `{"a": 1}`},
		{"'<a/>'::xml", "<a/>"},
		{"array[date '2024-07-01', null]", "{2024-07-01,NULL}"},
		{"1::oid", "1"},
	} {
		rows := all(t, Source{Driver: "postgres", DSN: dsn, Query: "select " + test.expression + " as value, null as nothing"})
		if len(rows) != 1 || rows[0][0] != "="+test.want || rows[0][1] != "NULL" {
			t.Errorf("%s: got %q, want %q and NULL", test.expression, rows, "="+test.want)
		}
	}
}

func testColumns(t *testing.T, dsn string) {
	var names []string
	src := Source{Driver: "postgres", DSN: dsn, Query: `-- a note
		with one as (select 1 as n) select n as "Child ID", n as decom from one where false; -- the end`}
	n, err := Stream(t.Context(), src, func(got []string) error { names = got; return nil }, dropRow)
	if err != nil || n != 0 || strings.Join(names, "|") != "Child ID|decom" {
		t.Errorf("no rows: got %d, %v, columns %q", n, err, names)
	}
	for query, want := range map[string]string{
		"select 1":                             "column 1 has no name: write <expression> as <column of the table>",
		`select 1 as a, 2 as " "`:              "column 2 has no name: write <expression> as <column of the table>",
		`select 1 as decom, 2 as "DECOM"`:      "two columns are called DECOM: name each column once, and rename with <expression> as <column of the table>",
		`select 1 as a, '\x00'::bytea as scan`: "column scan holds binary data: leave it out of the query",
		"select 1::money as cost":              "column cost is of type money, which is written as the server's language has it: write cost::numeric as cost",
		"select":                               "the query gives no columns",
	} {
		wantError(t, stream(t.Context(), dsn, query), Query, "", "postgres: query: "+want)
	}
	early := stream(t.Context(), dsn, "select timestamp '0044-03-15 BC' as decom")
	wantError(t, early, Read, "", "postgres: read: row 1, column decom: a date before the year 1 or after 9999 (wanted a date within)")
}

// testEncoding reads a database whose encoding PostgreSQL does not check.
func testEncoding(t *testing.T, dsn string) {
	exec(t, connect(t, dsn), "create database unchecked template template0 encoding 'SQL_ASCII'")
	at := parse(t, dsn)
	at.Path = "unchecked"
	err := stream(t.Context(), at.String(), `select 1 as n, 'ok' as surname union all select 2, E'MARKER\xe9'`)
	wantError(t, err, Read, "SQLSTATE 22021", "postgres: read: after 1 rows: a text is not in the encoding that the database declares")
	private(t, "encoding", err)

	exec(t, connect(t, dsn), "create database western template template0 encoding 'LATIN1'")
	at.Path = "western"
	rows := all(t, Source{Driver: "postgres", DSN: at.String(), Query: "select chr(233) as letter"})
	if len(rows) != 1 || rows[0][0] != "=é" {
		t.Errorf("LATIN1: got %q", rows)
	}
}

// testMemory measures what is alive, not what is in use: a garbage collection comes first each time.
func testMemory(t *testing.T, dsn string) {
	const rows, width = 200_000, 500 // 100 MB
	alive := func() uint64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	before, most, seen, bytes := alive(), uint64(0), 0, 0
	src := Source{Driver: "postgres", DSN: dsn, Query: fmt.Sprintf("select g, repeat('x', %d) as filler from generate_series(1, %d) as g", width, rows)}
	n, err := Stream(t.Context(), src, dropColumns, func(values []Text) error {
		if seen++; string(values[0].Value) != strconv.Itoa(seen) {
			return fmt.Errorf("row %d is out of order", seen)
		}
		bytes += len(values[1].Value)
		if seen%20_000 == 0 {
			most = max(most, alive())
		}
		return nil
	})
	if err != nil || n != rows || seen != rows || bytes != rows*width {
		t.Fatalf("got %d rows, %d bytes, %v", n, bytes, err)
	}
	if grown := int64(most) - int64(before); grown > 16<<20 {
		t.Errorf("the heap grew by %d bytes while 100 MB went through it", grown)
	}
}

func testLimits(t *testing.T, dsn string) {
	started := time.Now()
	n, err := Stream(t.Context(), Source{Driver: "postgres", DSN: dsn, Query: "select pg_sleep(60)::text as nap", Timeout: 300 * time.Millisecond}, dropColumns, dropRow)
	wantError(t, err, Timeout, "SQLSTATE 57014", "the server stopped the query")
	if n != 0 || !errors.Is(err, context.DeadlineExceeded) || time.Since(started) > 10*time.Second {
		t.Errorf("timeout: %d rows, %v, %s", n, err, time.Since(started))
	}

	ctx, cancel := context.WithCancel(t.Context())
	n, err = Stream(ctx, Source{Driver: "postgres", DSN: dsn, Query: "select generate_series(1, 100000000) as g"}, dropColumns, func(v []Text) error {
		if string(v[0].Value) == "1000" {
			cancel()
		}
		return nil
	})
	wantError(t, err, Cancelled, "", "stopped before it was finished")
	if n < 1000 || !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %d rows, %v", n, err)
	}

	ctx, cancel = context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	err = stream(ctx, dsn, "select pg_sleep(60)::text as nap")
	wantError(t, err, Timeout, "", "the run's time was over")
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
	idle(t, dsn)
}

// idle proves that no query of an earlier test is still at work on the server.
func idle(t *testing.T, dsn string) {
	t.Helper()
	conn := connect(t, dsn)
	for range 200 {
		var busy int
		err := conn.QueryRow(t.Context(), "select count(*) from pg_stat_activity where application_name = 'sightline'").Scan(&busy)
		if err != nil {
			t.Fatal(err)
		}
		if busy == 0 {
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	t.Error("a query went on after Stream had returned")
}

func testCallbacks(t *testing.T, dsn string) {
	full := errors.New("disk full")
	src := Source{Driver: "postgres", DSN: dsn, Query: "select generate_series(1, 100000000) as g"}
	started := time.Now()
	n, err := Stream(t.Context(), src, dropColumns, func(v []Text) error {
		if string(v[0].Value) == "5" {
			return full
		}
		return nil
	})
	if n != 4 || err != full { //nolint:errorlint // it is returned as it is
		t.Errorf("row: %d rows, %v", n, err)
	}
	if _, err = Stream(t.Context(), src, func([]string) error { return full }, dropRow); err != full { //nolint:errorlint // as above
		t.Errorf("columns: %v", err)
	}
	if took := time.Since(started); took > 10*time.Second {
		t.Errorf("the rest of the rows was read: %s", took)
	}
	idle(t, dsn)
}

// testReadOnly sends what the guard would refuse as well: the server has to refuse it too.
func testReadOnly(t *testing.T, dsn string) {
	conn := connect(t, dsn)
	exec(t, conn, "create table child (child_id text)", "insert into child values ('a')", "create sequence counter",
		`create function remove() returns int language sql volatile as 'delete from child; select 1'`)
	for _, query := range []string{
		"insert into child values ('b') returning child_id",
		"with gone as (delete from child returning child_id) select child_id from gone",
		"select child_id into other from child",
		"select remove() as n",
		"select nextval('counter') as n",
		"select child_id from child for update",
		"create table other as select 1 as n",
		"select setval('counter', 7) as n",
	} {
		wantError(t, unguarded(t, dsn, query), Query, "SQLSTATE 25006",
			"postgres: query: the query writes, and extracts are only read (wanted a select) (SQLSTATE 25006)")
	}
	for _, query := range []string{
		"select set_config('transaction_read_only', 'off', true) as a, remove() as b",
		"select set_config('default_transaction_read_only', 'off', false) as a, remove() as b",
		"select 1 as n; delete from child",
		"commit; delete from child",
	} {
		if err := unguarded(t, dsn, query); err == nil {
			t.Errorf("%s: ran", query)
		}
	}
	for _, query := range []string{
		"insert into child values ('b') returning child_id",
		"with gone as (delete from child returning child_id) select child_id from gone",
		"select child_id into other from child",
		"select 1 as n; delete from child",
	} {
		wantError(t, stream(t.Context(), dsn, query), Query, "", "postgres: query: refused before it was sent: ")
	}
	var children int
	if err := conn.QueryRow(t.Context(), "select count(*) from child").Scan(&children); err != nil || children != 1 {
		t.Errorf("%d children, %v", children, err)
	}
}

// unguarded runs a query that the guard has not seen.
func unguarded(t *testing.T, dsn, query string) error {
	t.Helper()
	d := postgres()
	db, err := d.open(dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	s := &session{dialect: d, query: query, limit: time.Minute, caller: t.Context()}
	conn, err := s.connect(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_, err = s.read(t.Context(), conn, dropColumns, dropRow)
	return err
}

func testSignIn(t *testing.T, dsn string) {
	change := func(f func(*url.URL)) string { at := parse(t, dsn); f(at); return at.String() }
	silent, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	closed, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed.Close()
	for _, test := range []struct {
		name, dsn string
		what      What
		code      string
		want      string
	}{
		{
			"password", change(func(u *url.URL) { u.User = url.UserPassword(postgrestest.Account, "wrong-"+postgrestest.Password) }),
			SignIn, "SQLSTATE 28P01", "the server refuses the user name or the password",
		},
		{
			"account", change(func(u *url.URL) { u.User = url.UserPassword("planted_account", postgrestest.Password) }),
			SignIn, "SQLSTATE 28P01", "the server refuses the user name or the password",
		},
		{"database", change(func(u *url.URL) { u.Path = "planted_database" }), SignIn, "SQLSTATE 3D000", "the server has no database of that name"},
		{"closed port", change(func(u *url.URL) { u.Host = closed.Addr().String() }), Connect, "", "nothing answers at that host and port"},
		{"host", change(func(u *url.URL) { u.Host = "planted-host.invalid:5432" }), Connect, "", "the host's name is not known here"},
		{"no TLS", change(func(u *url.URL) { u.RawQuery = "sslmode=require" }), Connect, "", "the server does not encrypt its connections"},
		{"socket", "host=/nowhere/planted user=planted dbname=planted", Connect, "", "the server's socket is not there"},
		{"port", "postgres://planted:planted@planted:port/planted", Connect, "", "the connection text cannot be read"},
		{"empty", "  ", Connect, "", "the connection text is empty"},
		{"silent", change(func(u *url.URL) { u.Host = silent.Addr().String(); u.RawQuery += "&connect_timeout=1" }), Timeout, "", "no server answered in time"},
	} {
		err := stream(t.Context(), test.dsn, "select 1 as n")
		wantError(t, err, test.what, test.code, "postgres: "+string(test.what)+": "+test.want)
		private(t, test.name, err)
	}
}

func testWording(t *testing.T, dsn string) {
	conn := connect(t, dsn)
	exec(t, conn, "create table locked (child_id text)", "create role reader login password 'reader'")
	reader := parse(t, dsn)
	reader.User = url.UserPassword("reader", "reader")
	for _, test := range []struct{ dsn, query, code, want string }{
		{dsn, "select a frm b", "SQLSTATE 42601", `the server does not accept the query: syntax error at or near "b"`},
		{dsn, "select a from no_such_table", "SQLSTATE 42P01", `the server does not accept the query: relation "no_such_table" does not exist`},
		{dsn, "select no_such_column from locked", "SQLSTATE 42703", `the server does not accept the query: column "no_such_column" does not exist`},
		{dsn, "select no_such_function(1) as a", "SQLSTATE 42883", `the server does not accept the query: function no_such_function(integer) does not exist`},
		{dsn, "select child_id from nowhere.locked", "SQLSTATE 42P01", `the server does not accept the query: relation "nowhere.locked" does not exist`},
		{dsn, "select $1::text as a", "", "refused before it was sent: it holds a $ that begins neither a name nor a text (wanted the value itself, not a placeholder)"},
		{reader.String(), "select child_id from locked", "SQLSTATE 42501", "the account may not read what the query asks for: permission denied for table locked"},
	} {
		err := stream(t.Context(), test.dsn, test.query)
		var e *Error
		if !errors.As(err, &e) || e.What != Query || !strings.HasPrefix(e.Error(), "postgres: query: "+test.want) || test.code != "" && e.Code != test.code {
			t.Errorf("%s: got %v", test.query, err)
		}
	}
}

// testMarkers plants a value in a table and asks for it in ways that make the server quote it.
func testMarkers(t *testing.T, dsn string) {
	conn := connect(t, dsn)
	exec(t, conn, "create table secret (n int, surname text)", "insert into secret select g, 'fine' from generate_series(1, 3000) as g",
		"insert into secret values (3001, 'MARKER')",
		`create function shout(t text) returns text language plpgsql as $$begin
			if t = 'MARKER' then raise exception 'this is %', t using errcode = '42601'; end if; return t; end$$`,
		`create function run(t text) returns text language plpgsql as $$begin
			if t = 'MARKER' then execute t; end if; return t; end$$`)
	for _, query := range []string{
		"select case when n > 3000 then surname::int else n end as a from secret",
		"select case when n > 3000 then surname::date end as a from secret",
		"select case when n > 3000 then surname::regclass end as a from secret",
		"select case when n > 3000 then surname::regtype end as a from secret",
		"select case when n > 3000 then to_tsquery(surname || ' ' || surname) end as a from secret",
		"select case when n > 3000 then (surname || '(')::regprocedure end as a from secret",
		"select case when n > 3000 then nextval(surname) end as a from secret",
		"select case when n > 3000 then surname::json end as a from secret",
		"select case when n > 3000 then ('$.' || surname || '(')::jsonpath end as a from secret",
		"select case when n > 3000 then query_to_xml(surname, true, true, '')::text end as a from secret",
		"select case when n > 3000 then has_table_privilege(surname, 'select') end as a from secret",
		"select case when n > 3000 then now() at time zone surname end as a from secret",
		"select case when n > 3000 then set_config('timezone', surname, true) end as a from secret",
		"select shout(surname) as a from secret",
		"select run(surname) as a from secret",
	} {
		err := stream(t.Context(), dsn, query)
		if err == nil {
			t.Errorf("%s: ran", query)
		}
		private(t, query, err)
	}
}

func testServerEnds(t *testing.T, dsn string) {
	const query = "select pg_backend_pid() as pid, generate_series(1, 20000000) as g"
	admin := connect(t, dsn)
	dismiss := func(pid int) error {
		_, err := admin.Exec(t.Context(), "select pg_terminate_backend($1)", pid)
		return err
	}
	crash := func(pid int) error { // of a process of the server that this test started
		process, err := os.FindProcess(pid)
		if err != nil {
			return err
		}
		return process.Kill()
	}
	for i, end := range []func(pid int) error{dismiss, crash} {
		n, err := Stream(t.Context(), Source{Driver: "postgres", DSN: dsn, Query: query}, dropColumns, func(v []Text) error {
			if string(v[1].Value) != "1000" {
				return nil
			}
			pid, err := strconv.Atoi(string(v[0].Value))
			return errors.Join(err, end(pid))
		})
		if n < 1000 || n == 20_000_000 {
			t.Errorf("end %d: %d rows", i, n)
		}
		var e *Error
		if !errors.As(err, &e) || e.What != Read || !strings.Contains(e.Message, fmt.Sprintf("after %d rows: the ", n)) ||
			!strings.Contains(e.Message, "the rows are not complete") {
			t.Errorf("end %d: got %v", i, err)
		}
	}
}

// private proves that an error holds nothing of the connection text and no planted value.
func private(t *testing.T, name string, err error) {
	t.Helper()
	for _, text := range []string{fmt.Sprint(err), fmt.Sprintf("%+v", err), fmt.Sprintf("%#v", err)} {
		for _, secret := range []string{"marker", "planted", postgrestest.Password, postgrestest.Account, "127.0.0.1"} {
			if strings.Contains(strings.ToLower(text), secret) {
				t.Errorf("%s: the error holds %q: %s", name, secret, text)
			}
		}
	}
}

func wantError(t *testing.T, err error, what What, code, text string) {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) || e.What != what || e.Code != code || !strings.Contains(e.Error(), text) {
		t.Errorf("got %v, want %s, code %q, %s", err, what, code, text)
	}
}

func dropColumns([]string) error { return nil }
func dropRow([]Text) error       { return nil }

func stream(ctx context.Context, dsn, query string) error {
	_, err := Stream(ctx, Source{Driver: "postgres", DSN: dsn, Query: query}, dropColumns, dropRow)
	return err
}

// all returns every value, as = and the text or as NULL.
func all(t *testing.T, src Source) (rows [][]string) {
	t.Helper()
	n, err := Stream(t.Context(), src, dropColumns, func(values []Text) error {
		var row []string
		for _, v := range values {
			if v.Null {
				row = append(row, "NULL")
			} else {
				row = append(row, "="+string(v.Value))
			}
		}
		rows = append(rows, row)
		return nil
	})
	if err != nil || int(n) != len(rows) {
		t.Errorf("%s: %d rows, %v", src.Query, n, err)
	}
	return rows
}

func parse(t testing.TB, dsn string) *url.URL {
	t.Helper()
	at, err := url.Parse(dsn)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func connect(t testing.TB, dsn string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(context.WithoutCancel(t.Context())) })
	return conn
}

func exec(t testing.TB, conn *pgx.Conn, statements ...string) {
	t.Helper()
	for _, statement := range statements {
		if _, err := conn.Exec(t.Context(), statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
}
