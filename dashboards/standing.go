package dashboards

import (
	"context"
	"database/sql"
	"time"
)

// standings are what schema benchmarks says of one authority, by indicator.
type standings struct {
	comparisons map[string][]comparison
	members     map[string][]member
	judgements  map[string][]judgement
	trends      map[string]trend
	processes   map[string][]process
	marks       map[string][]processMark
	funnels     map[string][]funnelView
	points      map[string][]controlPoint
	tallies     []tallyReading
	neighbours  []neighbour
	files       []heldFile
	doubts      []doubt
}

// member is a row of benchmarks.member: a neighbour, or an authority of a group.
type member struct {
	Indicator, Period, Set string
	End                    time.Time
	Rank                   *int64 // nearest first; nil in a group
	Name, Closeness        string
	Since                  *int64 // year of the model since when it has been a neighbour
	Years, Symbol, Why     string
	Value, Lower, Upper    *float64
	HoldsOwn               *bool
}

// judgement is a row of benchmarks.judgement about a group or the other authorities of the run.
type judgement struct {
	Indicator, Period, Against, Name string
	End                              time.Time
	Value, Difference, Lower, Upper  *float64 // theirs, and ours less theirs with its limits
	Verdict, Group                   string   // Group is the configured reason of a group
}

// trend is a row of benchmarks.trend.
type trend struct {
	Indicator              string
	First, Last            time.Time
	Points                 int64
	Trend, Verdict, Method string
	Reason                 string
}

// process is a row of benchmarks.process: a stretch of monthly or quarterly figures, or why there is none.
type process struct {
	Indicator, Period            string
	Stretch                      int64 // 0 when refused
	First, Last                  time.Time
	Points                       int64
	Centre, Lower, Upper, Target *float64
	Firm                         bool
	Variation, Assurance         string
	FalseSignal                  *float64
	RebaseReason, Instead        string
	Reason                       string
}

// processMark is a point of benchmarks.process_point that is a signal.
type processMark struct {
	Indicator, Period string
	Stretch           int64
	End               time.Time
	Signal, Variation string
}

// funnelView is a row of benchmarks.funnel with what it is drawn by. What it says of the own figure is only told
// where the own cell is shown.
type funnelView struct {
	Indicator, Period, Years string
	End                      time.Time
	Authorities, Outside     int64
	Pooled, Phi, TauSquared  float64
	Verdict, Reason          string
	WideLower, WideUpper     float64
	areas                    []funnelArea
	limits                   []funnelLimits
}

// funnelArea is an authority of a funnel; never the own one.
type funnelArea struct {
	indicator, years   string
	Name               string
	Denominator, Value float64
}

// funnelLimits are the limits at a denominator, with the variation between authorities let in.
type funnelLimits struct {
	indicator, years                         string
	Denominator                              float64
	Lower, Upper, FurtherLower, FurtherUpper float64
}

// tallyReading is a reading of a tally with its members.
type tallyReading struct {
	Name, Reading, Against, Ties string
	Position                     int64
	Members                      []tallyMember
}

type tallyMember struct {
	name, reading       string
	Indicator, Polarity string
	Period              string
	End                 time.Time
	Own, Value          *float64
	Outcome             string // met, tied, not met, left out
	Verdict, Reason     string
}

// readStandings is what an authority is set against; nothing when no comparison has been made.
func readStandings(ctx context.Context, q Querier, areaCode string, asAt time.Time) (*standings, error) {
	out := &standings{
		members: map[string][]member{}, judgements: map[string][]judgement{}, trends: map[string]trend{}, processes: map[string][]process{},
		marks: map[string][]processMark{}, funnels: map[string][]funnelView{},
	}
	held, err := comparatorsHeld(ctx, q)
	if err != nil || !held {
		return out, err
	}
	if out.comparisons, err = readComparisons(ctx, q, areaCode, asAt); err != nil {
		return nil, err
	}
	members, err := readMembers(ctx, q, areaCode, asAt)
	if err != nil {
		return nil, err
	}
	for _, m := range members {
		out.members[m.Indicator] = append(out.members[m.Indicator], m)
	}
	judgements, err := readJudgements(ctx, q, areaCode, asAt)
	if err != nil {
		return nil, err
	}
	for _, j := range judgements {
		out.judgements[j.Indicator] = append(out.judgements[j.Indicator], j)
	}
	trends, err := readTrends(ctx, q, areaCode)
	if err != nil {
		return nil, err
	}
	for _, t := range trends {
		out.trends[t.Indicator] = t
	}
	processes, err := readProcesses(ctx, q, areaCode)
	if err != nil {
		return nil, err
	}
	for _, p := range processes {
		out.processes[p.Indicator] = append(out.processes[p.Indicator], p)
	}
	marks, err := readProcessMarks(ctx, q, areaCode)
	if err != nil {
		return nil, err
	}
	for _, m := range marks {
		out.marks[m.Indicator] = append(out.marks[m.Indicator], m)
	}
	funnels, err := readFunnels(ctx, q, areaCode, asAt)
	if err != nil {
		return nil, err
	}
	for _, f := range funnels {
		out.funnels[f.Indicator] = append(out.funnels[f.Indicator], f)
	}
	if out.points, err = readControlPoints(ctx, q, areaCode); err != nil {
		return nil, err
	}
	if out.tallies, err = readTallyReadings(ctx, q, areaCode); err != nil {
		return nil, err
	}
	if out.neighbours, err = readNeighbours(ctx, q, areaCode); err != nil {
		return nil, err
	}
	if out.files, err = readHeldFiles(ctx, q); err != nil {
		return nil, err
	}
	out.doubts, err = readDoubts(ctx, q)
	return out, err
}

func readMembers(ctx context.Context, q Querier, areaCode string, asAt time.Time) ([]member, error) {
	return collect(ctx, q, "neighbours", `
		select indicator, period, period_end, set_name, rank, member_name, closeness, common_since, years, symbol, why, value,
			lower, upper, holds_own
		from benchmarks.member
		where area_code = ? and period_end <= cast(? as date)
		order by indicator, period, period_end, set_name, rank, member_code`,
		func(rows *sql.Rows, m *member) error {
			return rows.Scan(&m.Indicator, &m.Period, &m.End, &m.Set, &m.Rank, &m.Name, &m.Closeness, &m.Since, &m.Years, &m.Symbol,
				&m.Why, &m.Value, &m.Lower, &m.Upper, &m.HoldsOwn)
		}, areaCode, asAt.Format(time.DateOnly))
}

func readJudgements(ctx context.Context, q Querier, areaCode string, asAt time.Time) ([]judgement, error) {
	return collect(ctx, q, "judgements", `
		select judgement.indicator, judgement.period, judgement.against, judgement.name, judgement.period_end, judgement.value,
			judgement.difference, judgement.difference_lower, judgement.difference_upper, judgement.verdict, coalesce(chosen.reason, '')
		from benchmarks.judgement
		left join (select name, min(reason) as reason from benchmarks.custom_group group by name) as chosen
			on judgement.against = 'group' and chosen.name = judgement.name
		where judgement.area_code = ? and judgement.against in ('group', 'others') and judgement.period_end <= cast(? as date)
		order by judgement.indicator, judgement.period, judgement.period_end, judgement.against, judgement.name`,
		func(rows *sql.Rows, j *judgement) error {
			return rows.Scan(&j.Indicator, &j.Period, &j.Against, &j.Name, &j.End, &j.Value, &j.Difference, &j.Lower, &j.Upper, &j.Verdict, &j.Group)
		}, areaCode, asAt.Format(time.DateOnly))
}

func readTrends(ctx context.Context, q Querier, areaCode string) ([]trend, error) {
	return collect(ctx, q, "trends", `
		select indicator, first_end, last_end, points, trend, verdict, method, reason
		from benchmarks.trend
		where area_code = ?
		order by indicator`,
		func(rows *sql.Rows, t *trend) error {
			var first, last sql.NullTime
			err := rows.Scan(&t.Indicator, &first, &last, &t.Points, &t.Trend, &t.Verdict, &t.Method, &t.Reason)
			t.First, t.Last = first.Time, last.Time
			return err
		}, areaCode)
}

func readProcesses(ctx context.Context, q Querier, areaCode string) ([]process, error) {
	return collect(ctx, q, "process control", `
		select indicator, period, stretch, first_end, last_end, points, centre, lower, upper, target, firm, variation, assurance,
			false_signal, rebase_reason, instead, reason
		from benchmarks.process
		where area_code = ?
		order by indicator, period, stretch`,
		func(rows *sql.Rows, p *process) error {
			var first, last sql.NullTime
			err := rows.Scan(&p.Indicator, &p.Period, &p.Stretch, &first, &last, &p.Points, &p.Centre, &p.Lower, &p.Upper, &p.Target,
				&p.Firm, &p.Variation, &p.Assurance, &p.FalseSignal, &p.RebaseReason, &p.Instead, &p.Reason)
			p.First, p.Last = first.Time, last.Time
			return err
		}, areaCode)
}

func readTallyReadings(ctx context.Context, q Querier, areaCode string) ([]tallyReading, error) {
	tallies, err := collect(ctx, q, "tallies", `
		select name, reading, against, ties, position
		from benchmarks.tally
		where area_code = ?
		order by position, name, reading`,
		func(rows *sql.Rows, t *tallyReading) error {
			return rows.Scan(&t.Name, &t.Reading, &t.Against, &t.Ties, &t.Position)
		}, areaCode)
	if err != nil {
		return nil, err
	}
	members, err := collect(ctx, q, "tallies", `
		select name, reading, indicator, polarity, coalesce(period, ''), period_end, own_value, value, outcome, verdict, reason
		from benchmarks.tally_member
		where area_code = ?
		order by name, reading, position`,
		func(rows *sql.Rows, m *tallyMember) error {
			var end sql.NullTime
			err := rows.Scan(&m.name, &m.reading, &m.Indicator, &m.Polarity, &m.Period, &end, &m.Own, &m.Value, &m.Outcome,
				&m.Verdict, &m.Reason)
			m.End = end.Time
			return err
		}, areaCode)
	if err != nil {
		return nil, err
	}
	for i := range tallies {
		for _, m := range members {
			if m.name == tallies[i].Name && m.reading == tallies[i].Reading {
				tallies[i].Members = append(tallies[i].Members, m)
			}
		}
	}
	return tallies, nil
}
