package main

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"slices"

	"sightline/etl"
	"sightline/etl/warehouse"
	"sightline/indicators"

	"github.com/spf13/cobra"
)

func newCheck(a *app) *cobra.Command {
	var rule, unknown string
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Check configuration, catalogue and extracts without publishing",
		Long: `Check that the configuration, the catalogue and the extracts are well formed: load everything into memory,
list what is refused and why and what the checks find in the rest, by rule, team and age of the error, and change
nothing but the reject files beside the extracts. Published files that are held are read too, and where a measure is
not what the catalogue declares it to be, that is listed as a warning.` + "\n" + exitHelp,
		Example: "  sightline check\n  sightline check --rule episodes_overlap",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if rule != "" {
				return a.printCheck(rule)
			}
			c, err := loadConfig(a.configPath)
			if err != nil {
				return err
			}
			return a.check(cmd.Context(), c, unknown)
		},
	}
	cmd.Flags().StringVar(&unknown, "unknown", "", "write the spellings that no code list knows to this CSV file, for a person to fill in")
	cmd.Flags().StringVar(&rule, "rule", "", "show one check in full, by its id or the field's number, and do nothing else")
	return cmd
}

func (a *app) check(ctx context.Context, c *config, unknown string) (err error) {
	catalogue, err := loadCatalogue()
	if err != nil {
		return err
	}
	extracts, err := c.extractsToLoad()
	if err != nil {
		return err
	}
	db, err := warehouse.Memory(ctx)
	if err != nil {
		return err
	}
	defer closing(&err, db.Close)
	if err := checkCatalogue(ctx, db, catalogue); err != nil {
		return err
	}
	out := &printer{w: a.stdout}
	out.linef("configuration: %d authorities, %d extracts: well formed", len(c.Authorities), len(extracts))
	out.linef("catalogue: %d indicators: well formed", len(catalogue.Definitions))
	if out.err != nil {
		return out.err
	}
	r := &runner{
		app: a, config: c, catalogue: catalogue, extracts: extracts, record: &warehouse.Run{}, log: a.logger(false),
		opts: runOptions{asAt: lastCompleteMonth(a.now().In(c.Schedule.location))}, keepUnknown: unknown != "",
	}
	report, err := r.loadInto(ctx, db)
	if report != nil {
		r.reportLoad(report)
	}
	if unknown != "" && report != nil {
		if writeErr := a.saveUnknown(unknown, report); writeErr != nil {
			return errors.Join(err, writeErr)
		}
	}
	if err != nil {
		return err
	}
	if err := errors.Join(r.warnOfUnlistedAuthorities(ctx, db), r.warnOfStrayTargets(ctx, db), r.printComments()); err != nil {
		return err
	}
	if err := a.printRejects(ctx, db); err != nil {
		return err
	}
	if err := a.printNotices(report); err != nil {
		return err
	}
	summary, err := r.runChecks(ctx, db)
	if err != nil {
		return err
	}
	if err := a.printFindings(summary); err != nil {
		return err
	}
	err = r.printCrosswalk(ctx, db)
	if len(r.unusable) > 0 {
		err = errors.Join(refusedError{fmt.Errorf("%s cannot be used: a run would publish nothing", countOf(len(r.unusable), "file"))}, err)
	}
	return err
}

// checkCatalogue runs every query once on empty tables, which proves its columns and its reading.
func checkCatalogue(ctx context.Context, db *sql.DB, catalogue *indicators.Catalogue) (err error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer closing(&err, conn.Close)
	if err := indicators.ApplySchema(ctx, conn); err != nil {
		return err
	}
	return indicators.Check(ctx, conn, catalogue)
}

// printRejects lists the commonest faults by file, column and kind; never a value.
func (a *app) printRejects(ctx context.Context, db *sql.DB) (err error) {
	rows, err := db.QueryContext(ctx, `
		select source_file, coalesce(column_name, '') as faulty_column, kind, wanted, severity, count(*) as faults, min(source_row)
		from audit.reject
		group by all
		order by severity desc, faults desc, source_file, faulty_column, kind, wanted`)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	list := &grid{columns: []string{"file", "column", "fault", "wanted", "effect", "rows", "first_row"}, numeric: []string{"rows", "first_row"}}
	for rows.Next() {
		var file, column, kind, wanted, severity, count, first string
		if err := rows.Scan(&file, &column, &kind, &wanted, &severity, &count, &first); err != nil {
			return err
		}
		effect := "row refused"
		switch {
		case severity == "cell":
			effect = "value left out"
		case first == "0" || kind == "unrecognised" || kind == "empty":
			effect = "file not read"
		}
		list.rows = append(list.rows, []string{file, column, kind, wanted, effect, count, first})
	}
	if err := rows.Err(); err != nil {
		return err
	}
	if len(list.rows) == 0 {
		_, err := fmt.Fprintln(a.stdout, "no row was refused")
		return err
	}
	return list.writeTable(a.stdout)
}

// printNotices lists what was accepted but should be looked at.
func (a *app) printNotices(report *etl.Report) error {
	if len(report.Notices) == 0 {
		return nil
	}
	list := &grid{columns: []string{"file", "column", "note", "rows"}, numeric: []string{"rows"}}
	for _, notice := range report.Notices {
		count := ""
		if notice.Rows > 0 {
			count = fmt.Sprint(notice.Rows)
		}
		list.rows = append(list.rows, []string{notice.File, notice.Column, notice.Message, count})
	}
	return list.writeTable(a.stdout)
}

// surprises are the rules of notices that a run mentions by itself: each means that a file is not
// what it was.
func surprises(notices []etl.Notice) []etl.Notice {
	rules := []string{"no-records", "encoding", "extra-columns", "does-not-tie", "superseded"}
	return slices.DeleteFunc(slices.Clone(notices), func(notice etl.Notice) bool { return !slices.Contains(rules, notice.Rule) })
}

// reportLoad says on stdout what was read and on stderr what cannot be used.
func (r *runner) reportLoad(report *etl.Report) {
	var read, loaded, rejected int64
	names := map[string]bool{}
	for _, file := range report.Files {
		read, loaded, rejected = read+file.Read, loaded+file.Loaded, rejected+file.Rejected
		names[file.File] = true
	}
	out := &printer{w: r.stdout}
	out.linef("read %d rows from %d files: %d loaded, %d refused", read, len(names), loaded, rejected)
	faults := slices.Clone(report.FileFaults)
	slices.SortStableFunc(faults, func(a, b etl.FileFault) int { return cmp.Compare(a.File, b.File) })
	for _, fault := range faults {
		r.printError(fault.Error())
	}
	if !r.demonstrating {
		for _, notice := range surprises(report.Notices) {
			r.printError(fmt.Sprintf("note: %s: %s", notice.File, notice.Message))
		}
	}
	r.log.Info("extracts loaded", slog.Int64("rows", read), slog.Int64("loaded", loaded), slog.Int64("rejected", rejected))
}
