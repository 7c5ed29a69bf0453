// Command sightline turns a council's children's services extracts into indicators, comparisons
// and a static site. This package reads flags, configuration and environment, opens the warehouse
// and wires the stages; it computes nothing itself.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr, time.Now)
	stop()
	os.Exit(code)
}

// run is the whole program with its surroundings passed in, so that tests start the real thing.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer, now func() time.Time) int {
	app := &app{stdin: stdin, stdout: stdout, stderr: stderr, now: now}
	root := newRoot(app) //nolint:contextcheck // cobra hands the context to the commands in ExecuteContext
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	return app.exit(ctx, root.ExecuteContext(ctx))
}
