package benchmarks

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"time"
)

// TallyResult is one tally of an authority by one reading, a row of benchmarks.tally.
type TallyResult struct {
	Name     string `json:"name"`
	Reading  string `json:"reading"`
	AreaCode string `json:"area_code"`
	Against  string `json:"against"`
	Position int    `json:"position"` // of tallies and readings, as configured
	Met      int    `json:"met"`      // members that meet or beat the comparator, ties among them where a tie counts
	Counted  int    `json:"counted"`  // members that are not left out
	Ties     string `json:"ties"`     // what a tie counts as: met or not met
	Better   int    `json:"better"`   // of those counted, by the verdicts
	Alike    int    `json:"alike"`    // similar
	Worse    int    `json:"worse"`
	Sentence string `json:"sentence"`
}

// TallyMember is one member of a tally, a row of benchmarks.tally_member. Values are unrounded.
type TallyMember struct {
	Name      string     `json:"name"`
	Reading   string     `json:"reading"`
	AreaCode  string     `json:"area_code"`
	Indicator string     `json:"indicator"`
	Position  int        `json:"position"`
	Polarity  string     `json:"polarity"`
	Period    string     `json:"period"`
	PeriodEnd *time.Time `json:"period_end"`
	OwnValue  *float64   `json:"own_value"`
	Value     *float64   `json:"value"` // of the comparator
	Outcome   string     `json:"outcome"`
	Verdict   string     `json:"verdict"`
	Reason    string     `json:"reason"`
}

// add counts the members and says the result in a sentence.
func (t *TallyResult) add(members []TallyMember) {
	worded, tied := 0, 0
	for _, member := range members {
		switch member.Outcome {
		case LeftOut:
			continue
		case Tied:
			tied++
		}
		t.Counted++
		if member.Outcome == Met || member.Outcome == Tied && t.Ties == Met {
			t.Met++
		}
		switch member.Verdict {
		case Better:
			t.Better++
		case Similar:
			t.Alike++
		case Worse:
			t.Worse++
		default:
			worded++
		}
	}
	t.Sentence = t.words(worded, tied, len(members))
}

// words is the sentence. Every number of it is a count of the members.
func (t *TallyResult) words(worded, tied, listed int) string {
	left := fmt.Sprintf("Left out: %d of %d.", listed-t.Counted, listed)
	if t.Counted == 0 {
		return "Nothing can be counted against " + againstWords(t.Against) + ". " + left
	}
	var out strings.Builder
	fmt.Fprintf(&out, "Meets or beats %s in %d of %d. ", againstWords(t.Against), t.Met, t.Counted)
	fmt.Fprintf(&out, "By 95%% limits better in %d, similar in %d and worse in %d", t.Better, t.Alike, t.Worse)
	if worded > 0 {
		fmt.Fprintf(&out, "; %d on printed words alone, which have no limits", worded)
	}
	fmt.Fprintf(&out, ". Ties: %d, counted as %s. %s", tied, t.Ties, left)
	return out.String()
}

// againstWords names what a tally is set against.
func againstWords(against string) string {
	switch against {
	case "neighbours":
		return "the mean of its statistical neighbours"
	case "median":
		return "the median of its statistical neighbours"
	case "region":
		return "its region"
	case "england":
		return "England"
	}
	return "the group " + against
}

func writeTallies(ctx context.Context, q Querier, tallies []TallyResult, members []TallyMember) error {
	for rows := range slices.Chunk(tallies, rowsAtOnce) {
		err := insertJSON(ctx, q, "tally", map[string]string{
			"name": "varchar", "reading": "varchar", "area_code": "varchar", "against": "varchar", "position": "integer",
			"met": "integer", "counted": "integer", "ties": "varchar", "better": "integer", "alike": "integer", "worse": "integer",
			"sentence": "varchar",
		}, `name, reading, area_code, against, "position", met, counted, ties, better, alike, worse, sentence`, rows)
		if err != nil {
			return err
		}
	}
	for rows := range slices.Chunk(members, rowsAtOnce) {
		err := insertJSON(ctx, q, "tally_member", map[string]string{
			"name": "varchar", "reading": "varchar", "area_code": "varchar", "indicator": "varchar", "position": "integer",
			"polarity": "varchar", "period": "varchar", "period_end": "varchar", "own_value": "double", "value": "double",
			"outcome": "varchar", "verdict": "varchar", "reason": "varchar",
		}, `name, reading, area_code, indicator, "position", polarity, nullif("period", '') as "period",
			period_end[1:10]::date as period_end, own_value, "value", outcome, verdict, reason`, rows)
		if err != nil {
			return err
		}
	}
	return nil
}

// Tallies reads benchmarks.tally for an area (empty: all) in the order in which they are configured, the
// standing ones last; with ids, those that have one of these indicators among their members.
func Tallies(ctx context.Context, q Querier, ids []string, area string) ([]TallyResult, error) {
	where, args := narrowed("tally_member", ids, area)
	rows, err := q.QueryContext(ctx, `
		select tally.name, tally.reading, tally.area_code, tally.against, tally.position, tally.met, tally.counted, tally.ties,
			tally.better, tally.alike, tally.worse, tally.sentence
		from benchmarks.tally
		where (name, reading, area_code) in (
			select (tally_member.name, tally_member.reading, tally_member.area_code)
			from benchmarks.tally_member
			where `+where+`
		)
		order by tally.area_code, tally.position`, args...)
	if err != nil {
		return nil, fmt.Errorf("read tallies: %w", err)
	}
	out, err := scanAll(rows, func(rows *sql.Rows, t *TallyResult) error {
		return rows.Scan(&t.Name, &t.Reading, &t.AreaCode, &t.Against, &t.Position, &t.Met, &t.Counted, &t.Ties,
			&t.Better, &t.Alike, &t.Worse, &t.Sentence)
	})
	if err != nil {
		return nil, fmt.Errorf("read tallies: %w", err)
	}
	return out, nil
}

// TallyMembers reads benchmarks.tally_member for some indicators (none named: all) and an area (empty: all),
// in the order of the tallies, their readings and their members.
func TallyMembers(ctx context.Context, q Querier, ids []string, area string) ([]TallyMember, error) {
	where, args := narrowed("tally_member", ids, area)
	rows, err := q.QueryContext(ctx, `
		select tally_member.name, tally_member.reading, tally_member.area_code, tally_member.indicator, tally_member.position,
			tally_member.polarity, coalesce(tally_member.period, ''), tally_member.period_end, tally_member.own_value,
			tally_member.value, tally_member.outcome, tally_member.verdict, tally_member.reason
		from benchmarks.tally_member
		inner join benchmarks.tally using (name, reading, area_code)
		where `+where+`
		order by tally_member.area_code, tally.position, tally_member.position`, args...)
	if err != nil {
		return nil, fmt.Errorf("read tallies: %w", err)
	}
	out, err := scanAll(rows, func(rows *sql.Rows, m *TallyMember) error {
		return rows.Scan(&m.Name, &m.Reading, &m.AreaCode, &m.Indicator, &m.Position, &m.Polarity, &m.Period, &m.PeriodEnd,
			&m.OwnValue, &m.Value, &m.Outcome, &m.Verdict, &m.Reason)
	})
	if err != nil {
		return nil, fmt.Errorf("read tallies: %w", err)
	}
	return out, nil
}

// narrowed is the condition that rows of a table are of some indicators (none named: all) and an area
// (empty: all), and its parameters.
func narrowed(table string, ids []string, area string) (condition string, args []any) {
	conditions := []string{"true"}
	if len(ids) > 0 {
		conditions = append(conditions, table+".indicator in ("+strings.TrimSuffix(strings.Repeat("?, ", len(ids)), ", ")+")")
		for _, id := range ids {
			args = append(args, id)
		}
	}
	if area != "" {
		conditions, args = append(conditions, table+".area_code = ?"), append(args, area)
	}
	return strings.Join(conditions, " and "), args
}
