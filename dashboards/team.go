package dashboards

import (
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql"
	_ "embed"
	"encoding/hex"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"time"

	"sightline/indicators"
)

// teamFolder holds the pages of teams, which are in the internal edition alone.
const teamFolder = "team/"

// unknownTeam is the group of the cases that are allocated to no team.
const unknownTeam = "unknown"

//go:embed queries/team_names.sql
var teamNamesQuery string

//go:embed queries/team_load.sql
var teamLoadQuery string

//go:embed queries/team_staff.sql
var teamStaffQuery string

// teamWork is what is known of the teams of one authority besides figures.
type teamWork struct {
	names     []teamName
	load      map[string]teamLoad // by team; '' is the authority
	staff     map[string]teamStaff
	staffDay  time.Time
	vacancies *vacancies
}

type teamName struct{ area, ID, Name string }

// teamLoad is how many children the case holders of a team hold a case for.
type teamLoad struct {
	area, Team                        string
	Day                               time.Time
	Holders, Children, Fewest, Most   int64
	Middle                            float64
	Under10, To14, To19, To24, From25 int64
}

type teamStaff struct {
	area, Team     string
	People         int64
	FTE, AgencyFTE float64
}

// vacancies are stated for an authority as a whole.
type vacancies struct {
	area string
	Day  time.Time
	FTE  float64
}

// readTeams reads what is known of the teams of every own authority.
func readTeams(ctx context.Context, q Querier, catalogue *indicators.Catalogue, asAt time.Time) (_ map[string]*teamWork, err error) {
	out := map[string]*teamWork{}
	of := func(area string) *teamWork {
		if out[area] == nil {
			out[area] = &teamWork{load: map[string]teamLoad{}, staff: map[string]teamStaff{}, staffDay: asAt}
		}
		return out[area]
	}
	names, err := collect(ctx, q, "teams", teamNamesQuery, func(rows *sql.Rows, t *teamName) error {
		err := rows.Scan(&t.area, &t.ID, &t.Name)
		t.Name = withoutTurns(t.Name)
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, t := range names {
		of(t.area).names = append(of(t.area).names, t)
	}
	day := asAt.Format(time.DateOnly)
	staff, err := collect(ctx, q, "staff of teams", teamStaffQuery, func(rows *sql.Rows, s *teamStaff) error {
		return rows.Scan(&s.area, &s.Team, &s.People, &s.FTE, &s.AgencyFTE)
	}, day)
	if err != nil {
		return nil, err
	}
	for _, s := range staff {
		of(s.area).staff[s.Team] = s
	}
	vacant, err := collect(ctx, q, "vacancies", `
		select area_code, max(census_on), max_by(vacancies_fte, census_on)::double
		from core.vacancy
		where census_on <= cast(? as date)
		group by area_code
		order by area_code`,
		func(rows *sql.Rows, v *vacancies) error { return rows.Scan(&v.area, &v.Day, &v.FTE) }, day)
	if err != nil {
		return nil, err
	}
	for _, v := range vacant {
		of(v.area).vacancies = &v
	}
	return out, readTeamLoad(ctx, q, catalogue, day, of)
}

// readTeamLoad works out the cases behind the newest figure of children per case holder, which are case holders. They
// are summed by team before they leave the tables.
func readTeamLoad(ctx context.Context, q Querier, catalogue *indicators.Catalogue, asAt string, of func(string) *teamWork) (err error) {
	at := slices.IndexFunc(catalogue.Definitions, func(d *indicators.Definition) bool { return d.ID == "children_per_case_holder" })
	if at < 0 {
		return nil
	}
	def := catalogue.Definitions[at]
	ends, err := collect(ctx, q, "days of "+def.ID, `
		select distinct day
		from (
			select max(period_end) as day
			from indicators.value
			where indicator = ? and breakdown = 'none' and symbol = '' and period_end <= cast(? as date)
			group by area_code
		) as newest
		order by day`,
		func(rows *sql.Rows, end *time.Time) error { return rows.Scan(end) }, def.ID, asAt)
	if err != nil || len(ends) == 0 {
		return err
	}
	q, release, err := oneConnection(ctx, q)
	if err != nil {
		return fmt.Errorf("read teams: %w", err)
	}
	defer func() { err = errors.Join(err, release()) }()
	var spans []indicators.Span
	for _, end := range ends {
		span, err := def.Ending(end, indicators.AtDay)
		if err != nil {
			return fmt.Errorf("read teams: %w", err)
		}
		spans = append(spans, span)
	}
	if _, err := q.ExecContext(ctx, "drop table if exists team_case"); err != nil {
		return fmt.Errorf("read teams: %w", err)
	}
	if err := indicators.CasesBehind(ctx, q, def, spans, "team_case", indicators.Team); err != nil {
		return err
	}
	load, err := collect(ctx, q, "work of teams", teamLoadQuery, func(rows *sql.Rows, l *teamLoad) error {
		return rows.Scan(&l.area, &l.Day, &l.Team, &l.Holders, &l.Children, &l.Fewest, &l.Middle, &l.Most,
			&l.Under10, &l.To14, &l.To19, &l.To24, &l.From25)
	})
	if err != nil {
		return err
	}
	for _, l := range load {
		of(l.area).load[l.Team] = l
	}
	_, err = q.ExecContext(ctx, "drop table team_case")
	return err
}

// oneConnection is q on one connection, which temporary tables are of, and what gives it back.
func oneConnection(ctx context.Context, q Querier) (Querier, func() error, error) {
	pool, ok := q.(interface {
		Conn(ctx context.Context) (*sql.Conn, error)
	})
	if !ok {
		return q, func() error { return nil }, nil
	}
	conn, err := pool.Conn(ctx)
	if err != nil {
		return nil, nil, err
	}
	return conn, conn.Close, nil
}

// team is a team or unit that has a page.
type team struct{ ID, Name, Slug string }

// teams are the teams that have a figure or case holders, in the order of their names.
func (b *book) teams(work *teamWork) []team {
	held := map[string]bool{}
	for _, e := range b.entries {
		for _, c := range e.Cells {
			if c.Breakdown == string(indicators.Team) && c.held() && (c.Has() || c.Symbol == Confidential) {
				held[c.Group] = true
			}
		}
	}
	for id := range work.load {
		held[id] = true
	}
	for id := range work.staff {
		held[id] = true
	}
	delete(held, "")
	delete(held, unknownTeam)
	names := map[string]string{}
	for _, t := range work.names {
		names[t.ID] = t.Name
	}
	var ids []string
	for id := range held {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	var out []team
	for _, id := range ids {
		one := team{ID: id, Name: cmp.Or(names[id], id)}
		one.Slug = slug(one.Name, id)
		out = append(out, one)
	}
	slices.SortStableFunc(out, func(x, y team) int {
		return cmp.Or(cmp.Compare(strings.ToLower(x.Name), strings.ToLower(y.Name)), cmp.Compare(x.ID, y.ID))
	})
	return out
}

// slugLength is how much of a name is in the name of its page.
const slugLength = 40

// slug makes the name of a page: letters and digits of the name, so that a reader knows it, and of the hash of the
// id, so that no two are alike and none is changed by another team.
func slug(name, id string) string {
	var out strings.Builder
	gap := false
	for _, r := range strings.ToLower(name) {
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') {
			gap = out.Len() > 0
			continue
		}
		if out.Len() >= slugLength {
			break
		}
		if gap {
			out.WriteByte('-')
			gap = false
		}
		out.WriteRune(r)
	}
	sum := sha256.Sum256([]byte(id))
	return strings.TrimPrefix(out.String()+"-", "-") + "t" + hex.EncodeToString(sum[:4])
}

// teamCells are the cells of teams over the time of an indicator's newest figure, by team.
func (e *entry) teamCells() map[string]Cell {
	out := map[string]Cell{}
	if !e.current() || e.Def.Money() {
		return out
	}
	for _, c := range e.Cells {
		if c.Breakdown == string(indicators.Team) && c.Period == e.Now.Period && c.End.Equal(e.Now.End) && c.Symbol != NotAvailable {
			out[c.Group] = c
		}
	}
	return out
}

// hasTeams tells whether any team has a part in the newest figure.
func (e *entry) hasTeams() bool {
	for group, c := range e.teamCells() {
		if group != unknownTeam && c.Has() {
			return true
		}
	}
	return false
}

// teamSum adds up exact decimals.
type teamSum struct{ numerator, denominator *big.Rat }

func newTeamSum() teamSum { return teamSum{new(big.Rat), new(big.Rat)} }

func (s teamSum) add(c Cell) {
	if n, ok := new(big.Rat).SetString(c.Numerator); ok {
		s.numerator.Add(s.numerator, n)
	}
	if n, ok := new(big.Rat).SetString(c.Denominator); ok {
		s.denominator.Add(s.denominator, n)
	}
}

// less is what is left of a whole figure, as exact decimals; empty where nothing is.
func (s teamSum) less(whole Cell) (numerator, denominator string) {
	rest := func(text string, sum *big.Rat) string {
		n, ok := new(big.Rat).SetString(text)
		if !ok {
			n = new(big.Rat)
		}
		if n.Sub(n, sum).Sign() == 0 {
			return ""
		}
		return indicators.PlainNumber(n.FloatString(9))
	}
	return rest(whole.Numerator, s.numerator), rest(whole.Denominator, s.denominator)
}
