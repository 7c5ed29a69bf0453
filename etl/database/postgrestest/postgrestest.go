// Package postgrestest gives a test a PostgreSQL server of its own.
//
// In comes a test, out goes the connection text of a server that listens on this machine only, whose
// data lie in a temporary folder, and that is gone when the test ends, or when the test's process
// dies. It uses the server programs that are installed and installs none. It is for tests alone.
package postgrestest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// Account and Password are of the one account, which may do everything on its server.
const (
	Account  = "sightline_test"
	Password = "planted-password-7f3a"
)

const patience = 30 * time.Second

// Start starts a server, waits until it answers, and returns the connection text of its database
// postgres (UTF-8, locale C). The server ends with t. Passwords are asked for (scram-sha-256), so
// that a wrong one is refused.
//
// Each call starts a server, which takes about a second: share one between subtests. Without the
// server programs the test is skipped, or fails when the environment says CI=true.
func Start(t testing.TB) (dsn string) {
	t.Helper()
	programs := find()
	if programs == "" {
		const words = "no PostgreSQL server programs (initdb, postgres) in PATH or /usr/lib/postgresql"
		if os.Getenv("CI") == "true" {
			t.Fatal(words + ", and CI=true asks for them")
		}
		t.Skip(words + ": this test needs a real server")
	}
	s := &server{programs: programs, folder: folder(t)}
	s.account(t)
	s.create(t)
	s.run(t)
	return s.dsn()
}

type server struct {
	programs string // the folder of initdb and postgres
	folder   string
	prefix   []string // what to put before a command so that it does not run as root
	port     int
}

// find returns the folder of the newest server programs, or "".
func find() string {
	if path, err := exec.LookPath("initdb"); err == nil {
		if path, err = filepath.EvalSymlinks(path); err == nil && exists(filepath.Join(filepath.Dir(path), "postgres")) {
			return filepath.Dir(path)
		}
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb") // fails for a bad pattern only
	slices.SortFunc(found, func(a, b string) int { return version(b) - version(a) })
	for _, path := range found {
		if exists(filepath.Join(filepath.Dir(path), "postgres")) {
			return filepath.Dir(path)
		}
	}
	return ""
}

func version(initdb string) int {
	number, _, _ := strings.Cut(filepath.Base(filepath.Dir(filepath.Dir(initdb))), ".")
	n, _ := strconv.Atoi(number) // 0 sorts last
	return n
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// folder is not t.TempDir(): that lies in a folder which only its owner may enter, and its name is
// too long for a socket.
func folder(t testing.TB) string {
	t.Helper()
	path, err := os.MkdirTemp("", "pg") //nolint:usetesting // said above
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(path); err != nil {
			t.Error(err)
		}
	})
	return path
}

// account makes the server run as postgres or nobody when the test runs as root, as which it refuses
// to run.
func (s *server) account(t testing.TB) {
	t.Helper()
	if os.Getuid() != 0 {
		return
	}
	runner, err := exec.LookPath("setpriv")
	if err != nil {
		t.Fatal("the test runs as root, PostgreSQL does not, and there is no setpriv to start it as another account")
	}
	as, err := user.Lookup("postgres")
	if err != nil {
		as, err = user.Lookup("nobody")
	}
	if err != nil {
		t.Fatal(err)
	}
	uid, err := strconv.Atoi(as.Uid)
	if err != nil {
		t.Fatal(err)
	}
	gid, err := strconv.Atoi(as.Gid)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chown(s.folder, uid, gid); err != nil {
		t.Fatal(err)
	}
	s.prefix = []string{runner, "--reuid=" + as.Uid, "--regid=" + as.Gid, "--clear-groups", "--"}
}

func (s *server) data() string { return filepath.Join(s.folder, "data") }

func (s *server) create(t testing.TB) {
	t.Helper()
	secret := filepath.Join(s.folder, "password")
	if err := os.WriteFile(secret, []byte(Password+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := s.command(context.WithoutCancel(t.Context()), filepath.Join(s.programs, "initdb"), "--pgdata="+s.data(),
		"--username="+Account, "--pwfile="+secret, "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-sync")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("initdb: %v\n%s", err, out)
	}
}

func (s *server) command(ctx context.Context, words ...string) *exec.Cmd {
	words = append(slices.Clone(s.prefix), words...)
	cmd := exec.CommandContext(ctx, words[0], words[1:]...) //nolint:gosec // the words are this package's own
	cmd.Dir = s.folder
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "LC_ALL=C", "HOME=" + s.folder}
	return cmd
}

// watch runs the server until it reads a line, or until standard input ends without one because the
// test's process is no more; then nobody else removes the folder, $0.
const watch = `"$@" & server=$!; read -r _ || orphan=yes; kill -QUIT "$server"; wait "$server"
[ -z "$orphan" ] || rm -rf "$0"; exit 0`

func (s *server) run(t testing.TB) {
	t.Helper()
	var err error
	for range 5 { // the port was free a moment ago; another process may have taken it since
		s.port = freePort(t)
		if err = s.try(t); err == nil {
			return
		}
	}
	t.Fatalf("postgres: %v", err)
}

func (s *server) try(t testing.TB) (err error) {
	t.Helper()
	output := &strings.Builder{}
	cmd := s.command(context.WithoutCancel(t.Context()), "/bin/sh", "-c", watch, s.folder, filepath.Join(s.programs, "postgres"),
		"-D", s.data(), "-h", "127.0.0.1", "-p", strconv.Itoa(s.port), "-k", s.folder, "-F",
		"-c", "shared_buffers=32MB", "-c", "max_connections=20", "-c", "log_min_messages=fatal")
	cmd.Stdout, cmd.Stderr = output, output
	cmd.WaitDelay = patience
	lifeline, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	if err := s.ready(t.Context()); err != nil {
		return fmt.Errorf("%w\n%s", errors.Join(err, stop(lifeline, cmd)), output)
	}
	t.Cleanup(func() {
		if err := stop(lifeline, cmd); err != nil {
			t.Errorf("stop postgres: %v\n%s", err, output)
		}
	})
	return nil
}

func stop(lifeline io.WriteCloser, cmd *exec.Cmd) error {
	_, err := lifeline.Write([]byte("\n"))
	return errors.Join(err, lifeline.Close(), cmd.Wait())
}

func (s *server) ready(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for {
		err := s.answers(ctx)
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// answers says whether the server that answers is this one: another test's may have taken the port.
func (s *server) answers(ctx context.Context) (err error) {
	conn, err := pgx.Connect(ctx, s.dsn())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close(ctx)) }()
	var data string
	if err := conn.QueryRow(ctx, "show data_directory").Scan(&data); err != nil {
		return err
	}
	if data != s.data() {
		return errors.New("another server has taken the port")
	}
	return nil
}

func (s *server) dsn() string {
	at := url.URL{
		Scheme: "postgres", User: url.UserPassword(Account, Password),
		Host: net.JoinHostPort("127.0.0.1", strconv.Itoa(s.port)), Path: "postgres", RawQuery: "sslmode=disable",
	}
	return at.String()
}

func freePort(t testing.TB) int {
	t.Helper()
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port
}
