package checks

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"sightline/etl/warehouse"
)

// Summary counts what the checks found. It holds no id of a person and no value of a record.
type Summary struct {
	AsAt     time.Time
	Checks   int   // that ran
	Fails    int64 // findings
	Warns    int64
	ByRule   []RuleCount   // checks that found something: fails first, then by findings, most first
	ByTeam   []TeamCount   // by team, most fails first; findings without a team last
	ByAge    []AgeCount    // every band, youngest first
	BySource []SourceCount // every extract kind that was read, by name

	files []fileCount // every file that was read
	found []foundIn   // fail checks by file
}

// RuleCount is what one check found.
type RuleCount struct {
	Check  *Check
	Rows   int64     // findings
	People int64     // children or workers concerned
	Oldest time.Time // day that the oldest finding dates from; zero when none is dated
}

// TeamCount is what was found in the cases of one team. Team is empty for findings without one.
type TeamCount struct {
	Team, Name           string
	Fails, Warns, People int64
}

// AgeCount is what was found of one age, counted from the day the error dates from to AsAt.
type AgeCount struct {
	Band         string
	Fails, Warns int64
}

// SourceCount is what the fail checks found in some files, of one extract kind or of one entry.
type SourceCount struct {
	Kind     string // "" when the files are of several
	Records  int64  // that are in core
	Findings int64  // of fail checks
	Rows     int64  // records with at least one of them
}

// Share is the share of records with a fail finding, 0 to 1; 0 when no record was loaded.
func (s SourceCount) Share() float64 {
	if s.Records == 0 {
		return 0
	}
	return float64(s.Rows) / float64(s.Records)
}

// Cause is a fail check that found something in some files.
type Cause struct {
	Check *Check
	Rows  int64
}

// fileCount is what the fail checks found in one file.
type fileCount struct {
	file string
	SourceCount
}

// foundIn is what one fail check found in one file.
type foundIn struct {
	kind, file string
	Cause
}

const mostCauses = 3

// Causes are the three commonest fail checks of an extract kind, most findings first.
func (s *Summary) Causes(kind string) []Cause {
	return s.causes(func(one foundIn) bool { return one.kind == kind })
}

// OfFiles counts what the fail checks found in files, named as audit.file does: those of one entry of
// the configuration, to hold against its limit. The causes are the three commonest checks.
func (s *Summary) OfFiles(files []string) (SourceCount, []Cause) {
	var sum SourceCount
	kinds := map[string]bool{}
	for _, one := range s.files {
		if slices.Contains(files, one.file) {
			sum.Records, sum.Findings, sum.Rows = sum.Records+one.Records, sum.Findings+one.Findings, sum.Rows+one.Rows
			kinds[one.Kind], sum.Kind = true, one.Kind
		}
	}
	if len(kinds) > 1 {
		sum.Kind = ""
	}
	return sum, s.causes(func(one foundIn) bool { return slices.Contains(files, one.file) })
}

// causes sums what was found in the files that are wanted, most findings first.
func (s *Summary) causes(wanted func(foundIn) bool) []Cause {
	var out []Cause
	for _, one := range s.found {
		if !wanted(one) {
			continue
		}
		i := slices.IndexFunc(out, func(cause Cause) bool { return cause.Check == one.Check })
		if i < 0 {
			out = append(out, one.Cause)
			continue
		}
		out[i].Rows += one.Rows
	}
	slices.SortFunc(out, func(a, b Cause) int {
		return cmp.Or(cmp.Compare(b.Rows, a.Rows), strings.Compare(a.Check.ID, b.Check.ID))
	})
	return out[:min(len(out), mostCauses)]
}

func summarise(ctx context.Context, q warehouse.Querier, all []*Check, asAt time.Time) (*Summary, error) {
	summary := &Summary{AsAt: asAt, Checks: len(all)}
	for _, read := range []func(context.Context, warehouse.Querier, []*Check) error{
		summary.readRules, summary.readTeams, summary.readAges, summary.readFiles, summary.readCauses,
	} {
		if err := read(ctx, q, all); err != nil {
			return nil, fmt.Errorf("checks: count findings: %w", withoutValues(ctx, err))
		}
	}
	return summary, nil
}

func (s *Summary) readRules(ctx context.Context, q warehouse.Querier, all []*Check) error {
	return each(ctx, q, `
		select check_id, count(*), count(distinct (area_code, person_id)) filter (where person_id is not null), min(since)
		from audit.finding
		group by check_id, severity
		order by severity, count(*) desc, check_id`,
		func(rows *sql.Rows) error {
			var (
				id     string
				oldest sql.NullTime
				count  RuleCount
			)
			if err := rows.Scan(&id, &count.Rows, &count.People, &oldest); err != nil {
				return err
			}
			count.Check, count.Oldest = Find(all, id), oldest.Time
			if count.Check.Severity == Fail {
				s.Fails += count.Rows
			} else {
				s.Warns += count.Rows
			}
			s.ByRule = append(s.ByRule, count)
			return nil
		})
}

func (s *Summary) readTeams(ctx context.Context, q warehouse.Querier, _ []*Check) error {
	return each(ctx, q, `
		with
		team_names as (
			select area_code, team_id, min(team_name) as team_name
			from core.team
			group by area_code, team_id
		)

		select
			coalesce(finding.team_id, ''),
			coalesce(min(team_names.team_name), ''),
			count(*) filter (where severity = 'fail') as fails,
			count(*) filter (where severity = 'warn') as warns,
			count(distinct (finding.area_code, finding.person_id)) filter (where finding.person_id is not null)
		from audit.finding as finding
		left join team_names
			on team_names.area_code = finding.area_code and team_names.team_id = finding.team_id
		group by finding.team_id
		order by finding.team_id is null, fails desc, warns desc, finding.team_id`,
		func(rows *sql.Rows) error {
			var count TeamCount
			if err := rows.Scan(&count.Team, &count.Name, &count.Fails, &count.Warns, &count.People); err != nil {
				return err
			}
			s.ByTeam = append(s.ByTeam, count)
			return nil
		})
}

func (s *Summary) readAges(ctx context.Context, q warehouse.Querier, _ []*Check) error {
	return each(ctx, q, `
		with
		bands as (
			select *
			from (values
				(1, 'up to 30 days', -3650000, 30), (2, '31 to 90 days', 31, 90), (3, '91 to 365 days', 91, 365),
				(4, 'over a year', 366, 3650000), (5, 'undated', null, null)) as bands (position, band, age_from, age_to)
		),

		ages as (
			select severity, date `+warehouse.Quote(s.AsAt.Format(time.DateOnly))+` - since as age
			from audit.finding
		)

		select
			bands.band,
			count(ages.severity) filter (where ages.severity = 'fail'),
			count(ages.severity) filter (where ages.severity = 'warn')
		from bands
		left join ages
			on ages.age between bands.age_from and bands.age_to or (bands.age_from is null and ages.age is null)
		group by bands.position, bands.band
		order by bands.position`,
		func(rows *sql.Rows) error {
			var count AgeCount
			if err := rows.Scan(&count.Band, &count.Fails, &count.Warns); err != nil {
				return err
			}
			s.ByAge = append(s.ByAge, count)
			return nil
		})
}

// readFiles counts rows and not only findings: one bad row that five checks find is one. Row numbers
// of a document are per table, so a row is told by the table that its check is about.
func (s *Summary) readFiles(ctx context.Context, q warehouse.Querier, all []*Check) error {
	about := []string{"('', '')"}
	for _, check := range all {
		about = append(about, fmt.Sprintf("(%s, %s)", warehouse.Quote(check.ID), warehouse.Quote(check.Tables[0])))
	}
	err := each(ctx, q, `
		with
		check_tables (check_id, core_table) as (values `+strings.Join(about, ", ")+`),

		files as (
			select kind, source_file, sum(loaded) as records
			from audit.file
			group by kind, source_file
		),

		faults as (
			select
				finding.source_file,
				count(*) as findings,
				count(distinct (finding.source_row, check_tables.core_table)) as rows_found
			from audit.finding as finding
			inner join check_tables using (check_id)
			where finding.severity = 'fail'
			group by finding.source_file
		)

		select source_file, files.kind, files.records, coalesce(faults.findings, 0), coalesce(faults.rows_found, 0)
		from files
		left join faults using (source_file)
		order by files.kind, source_file`,
		func(rows *sql.Rows) error {
			var count fileCount
			if err := rows.Scan(&count.file, &count.Kind, &count.Records, &count.Findings, &count.Rows); err != nil {
				return err
			}
			s.files = append(s.files, count)
			return nil
		})
	for _, one := range s.files {
		if last := len(s.BySource) - 1; last >= 0 && s.BySource[last].Kind == one.Kind {
			sum := &s.BySource[last]
			sum.Records, sum.Findings, sum.Rows = sum.Records+one.Records, sum.Findings+one.Findings, sum.Rows+one.Rows
			continue
		}
		s.BySource = append(s.BySource, one.SourceCount)
	}
	return err
}

func (s *Summary) readCauses(ctx context.Context, q warehouse.Querier, all []*Check) error {
	return each(ctx, q, `
		with
		file_kinds as (
			select distinct source_file, kind
			from audit.file
		)

		select file_kinds.kind, source_file, finding.check_id, count(*) as findings
		from audit.finding as finding
		inner join file_kinds using (source_file)
		where finding.severity = 'fail'
		group by file_kinds.kind, source_file, finding.check_id
		order by file_kinds.kind, source_file, findings desc, finding.check_id`,
		func(rows *sql.Rows) error {
			var (
				one foundIn
				id  string
			)
			if err := rows.Scan(&one.kind, &one.file, &id, &one.Rows); err != nil {
				return err
			}
			one.Check = Find(all, id)
			s.found = append(s.found, one)
			return nil
		})
}

// each calls take with every row of a query.
func each(ctx context.Context, q warehouse.Querier, query string, take func(*sql.Rows) error, args ...any) (err error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		if err := take(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}
