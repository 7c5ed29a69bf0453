package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"sightline/etl"
	"sightline/etl/checks"
	"sightline/etl/warehouse"
)

// runChecks looks for rows that should not be as they are, once core is filled. The day of the run
// decides what lies in the future; the day that figures cover last, how long something has been open.
func (r *runner) runChecks(ctx context.Context, db *sql.DB) (*checks.Summary, error) {
	all, err := checks.Embedded()
	if err != nil {
		return nil, err
	}
	summary, err := checks.Run(ctx, db, all, checks.Moment{AsAt: r.opts.asAt, Today: r.now().In(r.config.Schedule.location)})
	if err != nil {
		return nil, err
	}
	r.log.Info("checks run", slog.Int("checks", summary.Checks), slog.Int64("fail", summary.Fails), slog.Int64("warn", summary.Warns))
	return summary, nil
}

// reportChecks says in one line what the checks of a run found.
func (r *runner) reportChecks(summary *checks.Summary) error {
	out := &printer{w: r.stdout}
	out.linef("%s: %s that cannot be right, %s to look at%s", countOf(summary.Checks, "check"),
		countOf(int(summary.Fails), "row"), countOf(int(summary.Warns), "row"),
		map[bool]string{true: "; `sightline check` lists them"}[summary.Fails+summary.Warns > 0])
	return out.err
}

// printFindings lists what the checks found by rule, by team and by age: counts, and never an id of a
// child or a value of a record.
func (a *app) printFindings(summary *checks.Summary) error {
	out := &printer{w: a.stdout}
	if len(summary.ByRule) == 0 {
		out.linef("%s: nothing found", countOf(summary.Checks, "check"))
		return out.err
	}
	out.linef("%s: %s found something; `sightline check --rule ID` shows one in full", countOf(summary.Checks, "check"),
		fmt.Sprint(len(summary.ByRule)))
	byRule := &grid{
		columns: []string{"check", "rule", "severity", "title", "rows", "people", "oldest"},
		numeric: []string{"rows", "people"},
	}
	for _, count := range summary.ByRule {
		oldest := ""
		if !count.Oldest.IsZero() {
			oldest = count.Oldest.Format(time.DateOnly)
		}
		byRule.rows = append(byRule.rows, []string{
			count.Check.ID, *count.Check.Rule, string(count.Check.Severity), count.Check.Title,
			fmt.Sprint(count.Rows), fmt.Sprint(count.People), oldest,
		})
	}
	byTeam := &grid{columns: []string{"team", "fail", "warn", "people"}, numeric: []string{"fail", "warn", "people"}}
	for _, count := range summary.ByTeam {
		team := count.Team
		switch {
		case team == "":
			team = "no team recorded"
		case count.Name != "" && count.Name != team:
			team += " (" + count.Name + ")"
		}
		byTeam.rows = append(byTeam.rows, []string{team, fmt.Sprint(count.Fails), fmt.Sprint(count.Warns), fmt.Sprint(count.People)})
	}
	byAge := &grid{columns: []string{"age of error", "fail", "warn"}, numeric: []string{"fail", "warn"}}
	for _, count := range summary.ByAge {
		byAge.rows = append(byAge.rows, []string{count.Band, fmt.Sprint(count.Fails), fmt.Sprint(count.Warns)})
	}
	return errors.Join(out.err, byRule.writeTable(a.stdout), byTeam.writeTable(a.stdout), byAge.writeTable(a.stdout))
}

// printCheck writes the whole file of a check, named by its id or by the field's number.
func (a *app) printCheck(name string) error {
	all, err := checks.Embedded()
	if err != nil {
		return err
	}
	found := slices.DeleteFunc(slices.Clone(all), func(check *checks.Check) bool {
		return check.ID != name && !slices.ContainsFunc(strings.Split(*check.Rule, ", "), func(rule string) bool {
			_, number, _ := strings.Cut(rule, " ")
			return strings.EqualFold(rule, name) || strings.EqualFold(number, name)
		})
	})
	if len(found) == 0 {
		return usagef("--rule %q: no check of this id or number; a check's id is the first column of what `sightline check` lists", name)
	}
	out := &printer{w: a.stdout}
	for _, check := range found {
		out.linef("-- etl/checks/%s\n%s", check.File, strings.TrimRight(check.Query, "\n"))
	}
	return out.err
}

// runCheckExamples runs the worked examples of checks.
func (a *app) runCheckExamples(ctx context.Context, list []*checks.Check) (err error) {
	db, err := warehouse.Memory(ctx)
	if err != nil {
		return err
	}
	defer closing(&err, db.Close)
	if err := etl.LoadReference(ctx, db, nil); err != nil {
		return err
	}
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer closing(&err, conn.Close)
	derive := func(ctx context.Context, q warehouse.Querier) error { return etl.Derive(ctx, q) }
	var faults []error
	passed := 0
	for _, check := range list {
		for _, one := range check.Examples {
			if err := checks.RunExample(ctx, conn, check, one, derive); err != nil {
				faults = append(faults, err)
				continue
			}
			passed++
		}
	}
	out := &printer{w: a.stdout}
	out.linef("%s: %d examples passed, %d failed", countOf(len(list), "check"), passed, len(faults))
	return errors.Join(append(faults, out.err)...)
}
