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
