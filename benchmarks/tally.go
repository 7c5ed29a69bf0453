package benchmarks

import (
	"context"
	"database/sql"
	_ "embed"
	"fmt"
	"slices"
	"time"

	"sightline/indicators"
)

//go:embed methods/tally.sql
var tallySQL string

// ByPolarity is the reading of a tally that is always made: each member by its own polarity.
const ByPolarity = "by polarity"

// The tallies that are always made, of every indicator.
const (
	tallyNeighbours = "against statistical neighbours"
	tallyEngland    = "against England"
)

// againstGroup is the word for a group of the configuration in benchmarks.judgement.
const againstGroup = "group"

// StandingTallies are the names of the tallies that are made without being configured.
func StandingTallies() []string { return []string{tallyNeighbours, tallyEngland} }

// Against are the words for what a figure is set against; a group has a name of its own.
func Against() []string {
	return []string{"neighbours", "median", "region", "england", againstGroup, "past", "others", "funnel"}
}

// TallyAgainst are those of them that a tally can count, besides the names of groups.
func TallyAgainst() []string { return []string{"neighbours", "median", "region", "england"} }

// The outcomes of a member of a tally.
const (
	Met     = "met"
	Tied    = "tied"
	NotMet  = "not met"
	LeftOut = "left out"
)

// candidate is an indicator of an authority as a tally finds it: the own figure, the comparator's and, where
// the source prints no number, what it says.
type candidate struct {
	areaCode, indicator string
	polarity            indicators.Direction
	period              string
	periodEnd           *time.Time
	ownValue            *float64
	symbol              string
	old                 bool // the latest figure ends more than a year before the run's last day
	value               *float64
	verdict, reason     string
	years, stale        string
	says, saidIn        string
	saidOfAnother       string // why the words may not be counted
}

// FillTallies replaces benchmarks.tally and benchmarks.tally_member from benchmarks.judgement, which Compare
// fills. There are the configured tallies, and for every own authority one against statistical neighbours and
// one against England over all indicators. The figure of a member is the one that ends on the tally's day or,
// without one, the latest that covers a year or stands at a day; a latest figure of more than a year before
// opts.AsAt is left out.
//
// A member is met when the own figure is at or on the better side of the comparator, both rounded half away
// from zero to the decimals that the indicator is published with, so that a tie is what a reader sees as
// equal; the tally says whether a tie counts. Where the source prints no number, what it says counts and the
// member says so. Left out, with the reason, is what has no better way, no figure, no comparator or cannot be
// compared. The verdicts of those counted are beside the count; they rest on unrounded figures.
func FillTallies(ctx context.Context, db *sql.DB, catalogue *indicators.Catalogue, opts Options) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // after a commit there is nothing to roll back
	for _, table := range []string{"tally", "tally_member"} {
		if _, err := tx.ExecContext(ctx, "delete from benchmarks."+table); err != nil {
			return fmt.Errorf("tallies: %w", err)
		}
	}
	standing := []Tally{{Name: tallyNeighbours, Against: "neighbours"}, {Name: tallyEngland, Against: "england"}}
	var (
		tallies []TallyResult
		members []TallyMember
	)
	position := 1 // of a tally by a reading
	for _, tally := range slices.Concat(opts.Tallies, standing) {
		found, err := readCandidates(ctx, tx, tally, opts)
		if err != nil {
			return fmt.Errorf("tally %s: %w", tally.Name, err)
		}
		made, listed := tally.count(catalogue, found, position)
		position += 1 + len(tally.Readings)
		tallies, members = append(tallies, made...), append(members, listed...)
	}
	if err := writeTallies(ctx, tx, tallies, members); err != nil {
		return fmt.Errorf("tallies: %w", err)
	}
	return tx.Commit()
}

// readCandidates finds the figures of a tally, by authority and in the catalogue's order.
func readCandidates(ctx context.Context, q Querier, tally Tally, opts Options) ([]candidate, error) {
	against, group := tally.Against, ""
	if !slices.Contains(TallyAgainst(), against) {
		against, group = againstGroup, tally.Against
	}
	var end, since any
	if !tally.End.IsZero() {
		end = tally.End
	} else if !opts.AsAt.IsZero() {
		since = opts.AsAt.AddDate(-1, 0, 0)
	}
	rows, err := q.QueryContext(ctx, tallySQL, against, group, end, since)
	if err != nil {
		return nil, err
	}
	return scanAll(rows, func(rows *sql.Rows, c *candidate) error {
		return rows.Scan(&c.areaCode, &c.indicator, &c.polarity, &c.period, &c.periodEnd, &c.ownValue, &c.symbol, &c.old,
			&c.value, &c.verdict, &c.reason, &c.years, &c.stale, &c.says, &c.saidIn, &c.saidOfAnother)
	})
}

// count makes the tally of every authority by every reading, the first of which has the position. found is
// sorted by authority.
func (t Tally) count(catalogue *indicators.Catalogue, found []candidate, position int) (tallies []TallyResult, members []TallyMember) {
	byArea := map[string][]candidate{}
	var areas []string
	for _, one := range found {
		if byArea[one.areaCode] == nil {
			areas = append(areas, one.areaCode)
		}
		byArea[one.areaCode] = append(byArea[one.areaCode], one)
	}
	for _, area := range areas {
		for i, reading := range slices.Concat([]Reading{{Name: ByPolarity}}, t.Readings) {
			result := TallyResult{
				Name: t.Name, Reading: reading.Name, AreaCode: area, Against: t.Against, Position: position + i, Ties: Met,
			}
			if t.TiesFail {
				result.Ties = NotMet
			}
			listed := t.membersOf(catalogue, byArea[area], reading, len(areas) > 1)
			result.add(listed)
			tallies, members = append(tallies, result), append(members, listed...)
		}
	}
	return tallies, members
}

// membersOf judges the members of a tally in their order, or all indicators where none are named.
func (t Tally) membersOf(catalogue *indicators.Catalogue, found []candidate, reading Reading, several bool) []TallyMember {
	chosen := found
	if len(t.Members) > 0 {
		chosen = nil
		for _, id := range t.Members {
			if i := slices.IndexFunc(found, func(c candidate) bool { return c.indicator == id }); i >= 0 {
				chosen = append(chosen, found[i])
			}
		}
	}
	out := make([]TallyMember, 0, len(chosen))
	for i, one := range chosen {
		polarity := one.polarity
		if way, ok := reading.Polarity[one.indicator]; ok {
			polarity = indicators.Direction(way)
		}
		member := TallyMember{
			Name: t.Name, Reading: reading.Name, AreaCode: one.areaCode, Indicator: one.indicator, Position: i + 1,
			Polarity: string(polarity), Period: one.period, PeriodEnd: one.periodEnd, OwnValue: one.ownValue, Value: one.value,
		}
		decimals := 0
		if def, err := catalogue.Find(one.indicator); err == nil && one.periodEnd != nil {
			decimals = def.DecimalsAt(*one.periodEnd)
		}
		member.Outcome, member.Verdict, member.Reason = one.judge(polarity, reading.LeaveOut[one.indicator], decimals, several)
		out = append(out, member)
	}
	return out
}

// judge says how a candidate counts by a polarity. dropped is the reason for which the reading leaves it out,
// empty when it does not; several tells that there is more than one own authority.
func (c candidate) judge(polarity indicators.Direction, dropped string, decimals int, several bool) (outcome, verdict, reason string) {
	worded := c.value == nil && c.says != ""
	why := ""
	switch {
	case dropped != "":
		why = "left out by this reading: " + dropped
	case polarity != indicators.High && polarity != indicators.Low:
		why = "neither a higher nor a lower figure is better"
	case worded && c.saidOfAnother != "":
		why = c.saidOfAnother
	case worded && several:
		why = "the source says in words how one authority stands, and not which of ours"
	case worded:
		return c.says, NotComparable, "rests on printed words alone, without a number: " + c.saidIn
	case c.ownValue == nil:
		why = "no figure of ours: " + symbolWords(c.symbol)
	case c.old:
		why = "our latest figure is more than a year older than this comparison"
	case c.value == nil:
		why = "no comparator is held for this figure"
	case c.verdict == NotComparable:
		why = "cannot be compared: " + c.reason
	}
	if why != "" {
		return LeftOut, NotComparable, why
	}
	outcome, reason = meets(*c.ownValue, *c.value, polarity, decimals)
	if c.years != "" {
		reason += ", comparator of " + c.years
	}
	if c.stale != "" {
		reason += "; " + c.stale
	}
	return outcome, readAs(c.verdict, c.polarity, polarity), reason
}

// meets sets an own figure against a comparator's as both are published.
func meets(own, other float64, polarity indicators.Direction, decimals int) (outcome, reason string) {
	ours, theirs := indicators.Round(own, decimals), indicators.Round(other, decimals)
	reason = fmt.Sprintf("%s against %s, %s is better",
		indicators.Text(own, decimals), indicators.Text(other, decimals), map[indicators.Direction]string{
			indicators.High: "higher", indicators.Low: "lower",
		}[polarity])
	switch {
	case ours == theirs:
		return Tied, reason
	case (ours > theirs) == (polarity == indicators.High):
		return Met, reason
	}
	return NotMet, reason
}

// readAs turns a verdict by one polarity into that by another.
func readAs(verdict string, from, to indicators.Direction) string {
	above := verdict == Higher || verdict == Better && from == indicators.High || verdict == Worse && from == indicators.Low
	switch {
	case verdict == Similar || verdict == NotComparable || from == to:
		return verdict
	case above == (to == indicators.High):
		return Better
	}
	return Worse
}

// symbolWords says why a figure has no value.
func symbolWords(symbol string) string {
	switch symbol {
	case "z":
		return "nothing to divide by, or the rule was not in force"
	case "x":
		return "not available"
	case "c":
		return "confidential"
	case "u":
		return "unreliable"
	case "low":
		return "rounds to nought"
	}
	return "none"
}
