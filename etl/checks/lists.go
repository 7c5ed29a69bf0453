package checks

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
	"time"

	"sightline/etl/warehouse"
)

// WriteLists gives write the work lists of what audit.finding holds, in a fixed order and with the
// same bytes for the same findings: index.csv with every check that found something, one
// <check>.csv each, and by_team/<team>.csv where an extract names teams. Names have forward slashes.
// The lists carry ids of children and workers: write has to keep them from others.
func WriteLists(ctx context.Context, q warehouse.Querier, all []*Check, asAt time.Time, write func(name string, text []byte) error) error {
	l := &lister{all: all, asAt: asAt, write: write, teamFiles: map[string]bool{}}
	if err := l.index(ctx, q); err != nil {
		return fmt.Errorf("work lists: %w", withoutValues(ctx, err))
	}
	for _, check := range l.found {
		if err := l.list(ctx, q, check); err != nil {
			return err
		}
	}
	teams, err := l.teams(ctx, q)
	if err != nil {
		return fmt.Errorf("work lists: %w", withoutValues(ctx, err))
	}
	for _, team := range teams {
		if err := l.teamList(ctx, q, team); err != nil {
			return err
		}
	}
	return nil
}

type lister struct {
	all       []*Check
	asAt      time.Time
	write     func(name string, text []byte) error
	found     []*Check
	teamFiles map[string]bool // names in use
}

// sheet collects the rows of a CSV.
type sheet struct {
	out    bytes.Buffer
	writer *csv.Writer
}

func newSheet(columns ...string) *sheet {
	s := &sheet{}
	s.writer = csv.NewWriter(&s.out)
	s.add(columns...)
	return s
}

func (s *sheet) add(cells ...string) { _ = s.writer.Write(cells) } // a buffer refuses nothing

func (s *sheet) text() []byte {
	s.writer.Flush()
	return s.out.Bytes()
}

func (l *lister) index(ctx context.Context, q warehouse.Querier) error {
	s := newSheet("check", "severity", "rule", "title", "findings", "people", "figures", "what_to_do")
	err := each(ctx, q, `
		select check_id, count(*), count(distinct (area_code, person_id)) filter (where person_id is not null)
		from audit.finding
		group by check_id, severity
		order by severity, check_id`,
		func(rows *sql.Rows) error {
			var (
				id             string
				findings, many int64
			)
			if err := rows.Scan(&id, &findings, &many); err != nil {
				return err
			}
			check := Find(l.all, id)
			l.found = append(l.found, check)
			var figures []string
			for _, effect := range check.Figures {
				figures = append(figures, effect.Of+": "+effect.How)
			}
			s.add(id, string(check.Severity), *check.Rule, check.Title, strconv.FormatInt(findings, 10), strconv.FormatInt(many, 10),
				strings.Join(figures, "; "), check.Message)
			return nil
		})
	if err != nil {
		return err
	}
	return l.write("index.csv", s.text())
}

// entry is one finding of a list, as text.
type entry struct {
	checkID, area, person, team, since, age, file, row string
}

func (l *lister) entries(ctx context.Context, q warehouse.Querier, condition string, take func(entry), args ...any) error {
	return each(ctx, q, `
		select
			check_id,
			area_code,
			coalesce(person_id, ''),
			coalesce(team_id, ''),
			coalesce(cast(since as varchar), ''),
			coalesce(cast(date `+warehouse.Quote(l.asAt.Format(time.DateOnly))+` - since as varchar), ''),
			coalesce(source_file, ''),
			coalesce(cast(source_row as varchar), '')
		from audit.finding
		where `+condition+`
		order by severity, check_id, area_code, since nulls last, person_id nulls last, source_file, source_row, team_id`,
		func(rows *sql.Rows) error {
			var e entry
			if err := rows.Scan(&e.checkID, &e.area, &e.person, &e.team, &e.since, &e.age, &e.file, &e.row); err != nil {
				return err
			}
			take(e)
			return nil
		}, args...)
}

func (l *lister) list(ctx context.Context, q warehouse.Querier, check *Check) error {
	s := newSheet("area_code", string(check.About)+"_id", "team", "since", "age_days", "source_file", "source_row", "what_to_do")
	err := l.entries(ctx, q, "check_id = ?", func(e entry) {
		s.add(e.area, e.person, harmless(e.team), e.since, e.age, harmless(e.file), e.row, check.Message)
	}, check.ID)
	if err != nil {
		return fmt.Errorf("work list of %s: %w", check.ID, withoutValues(ctx, err))
	}
	return l.write(check.ID+".csv", s.text())
}

func (l *lister) teams(ctx context.Context, q warehouse.Querier) (teams []string, err error) {
	err = each(ctx, q, `select distinct team_id from audit.finding where team_id is not null order by team_id`,
		func(rows *sql.Rows) error {
			var team string
			if err := rows.Scan(&team); err != nil {
				return err
			}
			teams = append(teams, team)
			return nil
		})
	return teams, err
}

func (l *lister) teamList(ctx context.Context, q warehouse.Querier, team string) error {
	name := l.teamFile(team)
	s := newSheet("team", "area_code", "about", "person_id", "check", "severity", "rule", "title", "since", "age_days",
		"source_file", "source_row", "what_to_do")
	err := l.entries(ctx, q, "team_id = ?", func(e entry) {
		check := Find(l.all, e.checkID)
		s.add(harmless(e.team), e.area, string(check.About), e.person, check.ID, string(check.Severity), *check.Rule, check.Title,
			e.since, e.age, harmless(e.file), e.row, check.Message)
	}, team)
	if err != nil {
		return fmt.Errorf("work list of a team: %w", withoutValues(ctx, err))
	}
	return l.write(name, s.text())
}

// teamFile names a team's file in letters, digits and hyphens; of teams that come to the same name
// the later ones carry a number.
func (l *lister) teamFile(team string) string {
	var slug strings.Builder
	for _, r := range strings.ToLower(team) {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			slug.WriteRune(r)
		} else if s := slug.String(); s != "" && !strings.HasSuffix(s, "-") {
			slug.WriteByte('-')
		}
	}
	base := strings.TrimSuffix(slug.String(), "-")
	if len(base) > 60 {
		base = base[:60]
	}
	if base == "" {
		base = "team"
	}
	name := "by_team/" + base + ".csv"
	for number := 2; l.teamFiles[name]; number++ {
		name = fmt.Sprintf("by_team/%s-%d.csv", base, number)
	}
	l.teamFiles[name] = true
	return name
}

// harmless keeps spreadsheets from taking words for a formula.
func harmless(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) {
		return "'" + text
	}
	return text
}
