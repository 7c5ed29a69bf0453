package dashboards

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strings"
	"time"

	"sightline/indicators"
)

// DefaultStaleAfter is how many days the newest record of an extract may lie before the day that figures are asked
// for: a month's extract, drawn some days into the next month.
const DefaultStaleAfter = 45

// What a kind of extract is late by when nothing is late: costs are told by the quarter, and a census of the
// workforce by the year.
const (
	quarterDays = 91
	yearDays    = 365
)

// reach is how far the records of a kind of extract go, for one authority.
type reach struct {
	Kind    string
	Covered time.Time // last day that its files say they cover; zero when they say none
	Newest  time.Time // day of its newest record up to the day asked for; zero where its records have no day
	Files   int64     // files that the newest records were looked for in
}

// to is the last day that the extract tells of; zero when nothing says.
func (r reach) to(asAt time.Time) time.Time {
	day := r.Newest
	if day.IsZero() || !r.Covered.IsZero() && r.Covered.Before(day) {
		day = r.Covered
	}
	if day.After(asAt) {
		return asAt
	}
	return day
}

// readReaches finds the newest record of every kind of extract that has records with a day. Records of days after
// asAt are plans or mistakes and count for nothing here.
func readReaches(ctx context.Context, q Querier, areaCode string, asAt time.Time) ([]reach, error) {
	return collect(ctx, q, "how far the extracts go", `
		with dated as (
			select area_code, source_file, unnest([started_on, ended_on]) as day from core.care_episode
			union all
			select area_code, source_file, reviewed_on from core.care_review
			union all
			select area_code, source_file, unnest([referred_on, closed_on]) from core.referral
			union all
			select area_code, source_file, unnest([started_on, completed_on]) from core.assessment
			union all
			select area_code, source_file, started_on from core.section47
			union all
			select area_code, source_file, unnest([started_on, ended_on]) from core.protection_plan
			union all
			select area_code, source_file, contacted_on from core.contact
			union all
			select area_code, source_file, unnest([started_on, ended_on]) from core.absence
			union all
			select area_code, source_file, unnest([started_on, ended_on]) from core.allocation
			union all
			select area_code, source_file, unnest([started_on, ended_on]) from core.worker
			union all
			select area_code, source_file, census_on from core.worker_census
			union all
			select area_code, source_file, month_ends_on from core.ledger_line
		),
		file as (
			select distinct source_file, kind
			from audit.file
		),
		newest as (
			select file.kind, max(dated.day) as newest_on, count(distinct dated.source_file) as files
			from dated
			inner join file using (source_file)
			where dated.area_code = $1 and dated.day <= cast($2 as date)
			group by file.kind
		),
		covered as (
			select source as kind, if(bool_or(covered_to is null), null, max(covered_to)) as covered_to
			from core.coverage
			where area_code = $1
			group by source
		)
		select kind, covered.covered_to, newest.newest_on, coalesce(newest.files, 0)
		from covered
		full join newest using (kind)
		order by kind`,
		func(rows *sql.Rows, r *reach) error {
			var covered, newest sql.NullTime
			err := rows.Scan(&r.Kind, &covered, &newest, &r.Files)
			r.Covered, r.Newest = covered.Time, newest.Time
			return err
		}, areaCode, asAt.Format(time.DateOnly))
}

// staleAfter is how many days old an extract may be: what the configuration says for its kind or for all, or the
// default with the time that lies between two extracts of the kind.
func (s *site) staleAfter(r reach) int {
	if days, ok := s.opts.StaleAfter[r.Kind]; ok {
		return days
	}
	days := DefaultStaleAfter
	if given, ok := s.opts.StaleAfter[""]; ok {
		days = given
	}
	switch {
	case r.Kind == "placement_cost":
		return days + quarterDays
	case r.Kind == "workforce" && !r.Covered.IsZero(): // without an establishment list
		return days + yearDays
	}
	return days
}

// daysBetween is whole days from one day to a later one.
func daysBetween(from, to time.Time) int { return int(to.Sub(from).Hours() / 24) }

// extractAge is how old a kind of extract is, in words.
type extractAge struct {
	Kind   string
	Name   string
	To     time.Time // last day that it tells of
	DataTo string
	Days   int
	Limit  int
	Stale  bool
}

// ages are the extracts that tell of days, oldest first. A kind whose records have no day, such as a directory of
// postcodes, has no age.
func (b *book) ages() []extractAge {
	var out []extractAge
	asAt := b.site.opts.AsAt
	for _, r := range b.reaches {
		to := r.to(asAt)
		if to.IsZero() {
			continue
		}
		age := extractAge{Kind: r.Kind, Name: kindWords(r.Kind), To: to, DataTo: longDate(to), Days: daysBetween(to, asAt), Limit: b.site.staleAfter(r)}
		age.Stale = age.Days > age.Limit
		out = append(out, age)
	}
	slices.SortStableFunc(out, func(x, y extractAge) int {
		return cmp.Or(cmp.Compare(y.Days, x.Days), strings.Compare(x.Kind, y.Kind))
	})
	return out
}

// staleSource is the oldest extract beyond its limit that an indicator cannot do without; nil when there is none.
// Of several ways to the same thing the freshest counts.
func staleSource(def *indicators.Definition, ages []extractAge, held func(kind string) bool) *extractAge {
	var worst *extractAge
	for _, need := range needsOf(def) {
		var best *extractAge
		fresh := false
		for _, way := range need.Ways {
			if slices.ContainsFunc(way.Returns, func(kind string) bool { return !held(kind) }) {
				continue
			}
			var oldest *extractAge
			for i, age := range ages {
				if age.Stale && slices.Contains(way.Returns, age.Kind) && (oldest == nil || age.Days > oldest.Days) {
					oldest = &ages[i]
				}
			}
			if oldest == nil {
				fresh = true
			} else if best == nil || oldest.Days < best.Days {
				best = oldest
			}
		}
		if !fresh && best != nil && (worst == nil || best.Days > worst.Days) {
			worst = best
		}
	}
	return worst
}

// holds tells whether an extract of the kind was read.
func (b *book) holds(kind string) bool {
	return slices.ContainsFunc(b.site.sources, func(s Source) bool {
		return s.Kind == kind && (s.AreaCode == "" || s.AreaCode == b.area.Code)
	})
}

// extractTable says how far each kind of extract goes. In public only whether it is within its limit is told.
func (b *book) extractTable() *table {
	ages := b.ages()
	if len(ages) == 0 {
		return nil
	}
	out := &table{
		ID: "table-reach", Caption: "How far the extracts go", Words: 2,
		Columns: []string{"Extract", "Newest record", "State", "Days old", "Limit in days"},
	}
	if !b.audience.private {
		out.Words, out.Columns = 1, []string{"Extract", "State", "Limit in days"}
	}
	for _, age := range ages {
		state := "within its limit"
		if age.Stale {
			state = "old"
		}
		cells := []string{age.DataTo, state, count(int64(age.Days)), count(int64(age.Limit))}
		if !b.audience.private {
			cells = []string{state, count(int64(age.Limit))}
		}
		out.Rows = append(out.Rows, row{upperFirst(age.Name), cells})
	}
	return out
}
