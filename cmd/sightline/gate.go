package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"sightline/etl"
	"sightline/etl/checks"
)

// inspect runs the checks over what was loaded, says what they found, and refuses the sources of
// which they found too much.
func (r *runner) inspect(ctx context.Context, db *sql.DB, report *etl.Report) error {
	summary, err := r.runChecks(ctx, db)
	if err != nil {
		return err
	}
	if err := r.reportChecks(summary); err != nil {
		return err
	}
	return r.gateFindings(report, summary)
}

// gateFindings refuses each source whose share of records that a check of severity fail finds is
// above its limit: the entry's own, else the configuration's. Without a limit nothing is refused.
func (r *runner) gateFindings(report *etl.Report, summary *checks.Summary) error {
	var faults []error
	for i, one := range r.config.Extracts {
		limit := r.config.Quality.MaxFailShare
		if one.Quality.MaxFailShare != nil {
			limit = one.Quality.MaxFailShare
		}
		if limit == nil {
			continue
		}
		var files []string
		for _, file := range report.Files {
			if file.Extract == i {
				files = append(files, file.File)
			}
		}
		count, causes := summary.OfFiles(files)
		if count.Share() <= *limit {
			continue
		}
		words := make([]string, len(causes))
		for n, cause := range causes {
			words[n] = fmt.Sprintf("%s (%s) in %s", cause.Check.ID, cause.Check.Title, countOf(int(cause.Rows), "row"))
		}
		faults = append(faults, fmt.Errorf("extract %s: %d of %d records cannot be right (%.1f%%, limit %.1f%%): %s; `sightline check` lists them",
			r.extracts[i].Label, count.Rows, count.Records, 100*count.Share(), 100**limit, strings.Join(words, "; ")))
	}
	if err := errors.Join(faults...); err != nil {
		return refusedError{err}
	}
	return nil
}

// untiedFiles are the files of amounts whose rows do not sum to the total that they state themselves:
// something of them is missing, or was read as what it is not. Their notice says by how much.
func untiedFiles(ctx context.Context, db *sql.DB) (_ []etl.FileFault, err error) {
	rows, err := db.QueryContext(ctx, `
		select distinct source_file
		from audit.control_total
		where stated <> received and loaded <> 0
		order by source_file`)
	if err != nil {
		return nil, fmt.Errorf("control totals: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	var out []etl.FileFault
	for rows.Next() {
		fault := etl.FileFault{Kind: "total", Message: "does not tie to its own total", Wanted: "rows that sum to the total that the report states"}
		if err := rows.Scan(&fault.File); err != nil {
			return nil, fmt.Errorf("control totals: %w", err)
		}
		out = append(out, fault)
	}
	return out, rows.Err()
}
