package main

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"sightline/benchmarks"
	"sightline/dashboards"
	"sightline/etl"
	"sightline/etl/database"
	"sightline/etl/warehouse"
	"sightline/indicators"
)

// Exit codes, as every command's help lists them.
const (
	exitDone        = 0
	exitUnexpected  = 1
	exitUsage       = 2
	exitRefused     = 3
	exitInterrupted = 130
)

const exitHelp = `
EXIT STATUS
  0    done
  1    unexpected error
  2    wrong usage or configuration
  3    data refused and nothing published
  130  interrupted`

// usageError is a fault of the command line or the configuration.
type usageError struct{ err error }

func (e usageError) Error() string { return e.err.Error() }
func (e usageError) Unwrap() error { return e.err }

func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// refusedError is data that was refused; detail has been reported already.
type refusedError struct{ err error }

func (e refusedError) Error() string { return e.err.Error() }
func (e refusedError) Unwrap() error { return e.err }

// exit turns an error into words on stderr and an exit code. Nothing else prints errors.
func (a *app) exit(ctx context.Context, err error) int {
	if err == nil {
		return exitDone
	}
	code := exitUnexpected
	var (
		usage      usageError
		refused    refusedError
		share      *etl.RefusedError
		entry      *etl.ExtractError
		definition *indicators.DefinitionError
		busy       *warehouse.BusyError
		spelling   *etl.SpellingError
		source     *database.Error
		leak       *dashboards.LeakError
		identified *dashboards.IdentifierError
	)
	switch {
	case errors.Is(err, context.Canceled) || ctx.Err() != nil:
		a.printError("interrupted; what was published before still stands")
		return exitInterrupted
	case errors.As(err, &usage), errors.As(err, &definition), errors.Is(err, indicators.ErrNoSuchIndicator),
		errors.Is(err, warehouse.ErrNone), errors.Is(err, benchmarks.ErrNotHeld):
		code = exitUsage
	case errors.As(err, &entry) && !errors.As(err, &source), errors.As(err, &spelling):
		code = exitUsage
	case errors.As(err, &source), errors.As(err, &refused), errors.As(err, &share), errors.As(err, &leak), errors.As(err, &identified):
		code = exitRefused
	case errors.As(err, &busy):
		code = exitUnexpected
	case isCobraUsage(err):
		code = exitUsage
	}
	message := err.Error()
	if errors.Is(err, warehouse.ErrNone) {
		message = "no run has finished yet, so there is nothing to read: `sightline run` makes the first warehouse"
	}
	a.printError(message)
	return code
}

// isCobraUsage tells the errors that cobra and pflag make of a wrong command line; they have no type.
func isCobraUsage(err error) bool {
	text := err.Error()
	for _, start := range []string{
		"unknown command", "unknown flag", "unknown shorthand", "flag needs an argument",
		"invalid argument", "accepts ", "requires at least", "required flag",
	} {
		if strings.HasPrefix(text, start) {
			return true
		}
	}
	return false
}

// dataError matches the messages in which DuckDB quotes the value it could not use: it may be one of
// a child's record.
var dataError = regexp.MustCompile(`((?:Conversion|Invalid Input|Out of Range|Constraint|Mismatch Type|Invalid Type) Error): [^\n]*`)

// withoutValues leaves out of a message what DuckDB quotes of the data.
func withoutValues(message string) string {
	return dataError.ReplaceAllString(message, "$1 (the value is not repeated here)")
}

func (a *app) printError(message string) {
	message = withoutValues(message)
	for line := range strings.Lines(message) {
		_, _ = fmt.Fprintf(a.stderr, "sightline: %s\n", strings.TrimRight(line, "\n"))
	}
}
