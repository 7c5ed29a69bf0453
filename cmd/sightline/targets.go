package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"

	"sightline/dashboards"
	"sightline/indicators"
)

// warnOfStrayTargets names targets of indicators that the catalogue does not have: the extract cannot know its ids.
func (r *runner) warnOfStrayTargets(ctx context.Context, db *sql.DB) (err error) {
	rows, err := db.QueryContext(ctx, `
		select indicator, coalesce(source_file, ''), min(coalesce(source_row, 0))
		from core.target
		group by indicator, source_file
		order by source_file, min(source_row), indicator`)
	if err != nil {
		return fmt.Errorf("targets: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	known := map[string]bool{}
	for _, def := range r.catalogue.Definitions {
		known[def.ID] = true
	}
	for rows.Next() {
		var id, file string
		var row int64
		if err := rows.Scan(&id, &file, &row); err != nil {
			return fmt.Errorf("targets: %w", err)
		}
		if !known[id] {
			r.log.Warn("a target is of an indicator that the catalogue does not have", slog.String("file", file), slog.Int64("row", row),
				slog.String("indicator", id), slog.String("what", "correct the id"+nearID(id, r.catalogue)+"; `sightline indicators` lists them"))
		}
	}
	return rows.Err()
}

// nearID suggests the id that looks most like one, where one does.
func nearID(id string, catalogue *indicators.Catalogue) string {
	best, distance := "", max(3, len(id)/4)
	for _, def := range catalogue.Definitions {
		if d := editDistance(id, def.ID); d < distance {
			best, distance = def.ID, d
		}
	}
	if best == "" {
		return ""
	}
	return ": did you mean " + best + "?"
}

// printComments lists the comments that could not be used as far as that shows without figures.
func (r *runner) printComments() error {
	comments, err := r.config.comments()
	if err != nil || comments == nil {
		return err
	}
	var areas []dashboards.Area
	for _, one := range r.config.Authorities {
		areas = append(areas, dashboards.Area{Code: one.Code, Name: one.Name})
	}
	faults := dashboards.CommentFaults(comments, areas, r.catalogue)
	bad, all := map[string]bool{}, map[string]bool{}
	for _, one := range comments.Comments {
		all[one.File] = true
	}
	for _, fault := range faults {
		bad[fault.File], all[fault.File] = true, true
	}
	out := &printer{w: r.stdout}
	out.linef("commentary: %s, %d of them cannot be used", countOf(len(all), "file"), len(bad))
	for _, fault := range faults {
		out.linef("  %s", fault)
	}
	return out.err
}
