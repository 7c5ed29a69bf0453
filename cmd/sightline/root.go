package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"log/slog"
	"maps"
	"os"
	"runtime/debug"
	"slices"
	"time"

	"sightline/indicators"

	"github.com/mattn/go-isatty"
	"github.com/spf13/cobra"
)

// app is what every command shares: the streams, the clock and the global flags.
type app struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	now            func() time.Time

	configPath string
	verbose    bool

	demonstrating bool // the records and authorities are known to be invented
}

func newRoot(a *app) *cobra.Command {
	root := &cobra.Command{
		Use:   "sightline",
		Short: "Compute, compare and publish children's services indicators",
		Long: `Sightline reads a council's case, staffing and finance extracts into DuckDB, computes the national
indicators, compares them with statistical neighbours and publishes a static site.

Start with:  sightline demo` + "\n" + exitHelp,
		Version:           version(),
		SilenceErrors:     true,
		SilenceUsage:      true,
		CompletionOptions: cobra.CompletionOptions{HiddenDefaultCmd: true},
	}
	root.PersistentFlags().StringVar(&a.configPath, "config", "sightline.yaml", "configuration file")
	root.PersistentFlags().BoolVarP(&a.verbose, "verbose", "v", false, "log each step to stderr")
	root.AddCommand(
		newDemo(a), newInit(a), newCheck(a), newRun(a), newSchedule(a), newValues(a), newExplain(a),
		newIndicators(a), newTest(a), newBenchmarks(a), newCompare(a), newHistory(a), newPreview(a),
		newSample(a), newVerify(a), newComment(a),
	)
	return root
}

// logger writes to stderr: warnings always, each step with --verbose. JSON when stderr is no terminal
// and the command stays up, so that a log collector can read it.
func (a *app) logger(service bool) *slog.Logger {
	level := slog.LevelWarn
	if a.verbose || service {
		level = slog.LevelInfo
	}
	options := &slog.HandlerOptions{Level: level}
	if service && !a.terminal() {
		return slog.New(slog.NewJSONHandler(a.stderr, options))
	}
	return slog.New(slog.NewTextHandler(a.stderr, options))
}

// terminal tells whether stderr is one.
func (a *app) terminal() bool {
	file, ok := a.stderr.(*os.File)
	return ok && isatty.IsTerminal(file.Fd())
}

// version is the module's version and revision as the Go tool recorded them.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	out := info.Main.Version
	for _, setting := range info.Settings {
		if setting.Key == "vcs.revision" && len(setting.Value) >= 12 {
			out += " " + setting.Value[:12]
		}
	}
	return out
}

// catalogueHash identifies the definitions that a run used, and how it read what no source settles.
func catalogueHash(catalogue *indicators.Catalogue, choices map[string]string) string {
	sum := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(choices)) {
		_, _ = io.WriteString(sum, name+" = "+choices[name]+"\n")
	}
	for _, def := range catalogue.Definitions {
		_, _ = io.WriteString(sum, def.File+"\n"+def.Query+"\n")
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// loadCatalogue reads the built-in definitions.
func loadCatalogue() (*indicators.Catalogue, error) { return indicators.Embedded() }

// parseDay reads a date given on the command line.
func parseDay(flag, text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return time.Time{}, usagef("--%s %q: want a date as YYYY-MM-DD", flag, text)
	}
	return day, nil
}

// closing runs close after a command and joins its error.
func closing(err *error, closer func() error) {
	if closeErr := closer(); closeErr != nil && !errors.Is(closeErr, context.Canceled) {
		*err = errors.Join(*err, closeErr)
	}
}
