package benchmarks

import (
	"context"
	_ "embed"
	"fmt"
	"time"

	"sightline/benchmarks/judge"
)

//go:embed methods/judge_own.sql
var judgeOwnSQL string

// How the other own authorities are put together: their numbers added up, or their figures averaged.
const (
	othersPooled = "pooled"
	othersMean   = "mean"
)

// ownRow is a figure of ours and, where there is a row of it, that of a year before.
type ownRow struct {
	ownFigure
	edition    string
	yearBefore time.Time
	before     *ownRow
	short      bool // the extracts begin too late for what the rule looks back to, for it or for the figure before
}

// readOwn reads the figures that are judged against others of ours, by indicator, period, its end and area.
func (c *comparer) readOwn(ctx context.Context) ([]*ownRow, error) {
	rows, err := c.q.QueryContext(ctx, judgeOwnSQL)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []*ownRow
	for rows.Next() {
		one, before := &ownRow{}, &ownRow{}
		var id, area, period string
		var end time.Time
		var edition *string
		var numbers, numbersBefore [5]*float64
		if err := rows.Scan(&id, &area, &period, &end, &one.edition, &numbers[0], &numbers[1], &numbers[2], &numbers[3], &numbers[4],
			&one.yearBefore, &edition, &numbersBefore[0], &numbersBefore[1], &numbersBefore[2], &numbersBefore[3], &numbersBefore[4],
			&one.short); err != nil {
			return nil, err
		}
		f := c.facts[id]
		one.ownFigure = newOwn(f, area, period, end, numbers[0], numbers[1], numbers[2], numbers[3], numbers[4])
		if edition != nil {
			before.edition = *edition
			before.ownFigure = newOwn(f, area, period, one.yearBefore,
				numbersBefore[0], numbersBefore[1], numbersBefore[2], numbersBefore[3], numbersBefore[4])
			one.before = before
		}
		out = append(out, one)
	}
	return out, rows.Err()
}

// judgeOwn sets figures of ours against those of a year before and against the other own authorities'.
func (c *comparer) judgeOwn(ctx context.Context) error {
	rows, err := c.readOwn(ctx)
	if err != nil {
		return fmt.Errorf("read own figures: %w", err)
	}
	var judgements []judgementRow
	for from := 0; from < len(rows); {
		to := from
		for to < len(rows) && rows[to].def == rows[from].def && rows[to].period == rows[from].period && rows[to].end.Equal(rows[from].end) {
			to++
		}
		for i := from; i < to; i++ {
			if rows[i].value == nil {
				continue
			}
			if rows[i].before != nil {
				judgements = append(judgements, rows[i].past())
			}
			judgements = append(judgements, againstOthersOf(rows[from:to], i-from)...)
		}
		from = to
	}
	return addRows(ctx, c.q, "benchmarks.judgement", judgements)
}

// past sets a figure against that of the same period a year before, of the same edition.
func (o *ownRow) past() judgementRow {
	r := o.row(againstPast, o.yearBefore.Format(time.DateOnly))
	before := o.before
	r.Value, r.Numerator, r.Denominator = before.value, before.numerator, before.denominator
	switch {
	case before.value == nil:
		r.Reason = "no figure a year before (" + longDate(o.yearBefore) + ")"
	case o.short:
		r.Reason = "the extracts begin too late for what the rule looks back to"
	case before.edition != o.edition:
		r.Reason = fmt.Sprintf("the definition changed: %s a year before (%s), %s now", before.edition, longDate(o.yearBefore), o.edition)
	case o.limits == nil || before.limits == nil:
		r.Reason = o.noInterval()
	default:
		var wider *judge.Estimate
		if e, ok := before.widerEstimate(); ok {
			wider = &e
		}
		o.differ(&r, before.estimate(), wider, "a year before ("+longDate(o.yearBefore)+")")
	}
	return r
}

// differ judges by the limits of the difference from another figure, which is known with limits at 95%
// and perhaps at 99.8%.
func (o *ownRow) differ(r *judgementRow, other judge.Estimate, otherWider *judge.Estimate, theirs string) {
	difference, ok := judge.Difference(o.estimate(), other)
	if !ok || difference.Limits == nil {
		r.Reason = "the limits do not hold the figures that they are of"
		return
	}
	var wider *judge.Limits
	if ours, has := o.widerEstimate(); has && otherWider != nil {
		if wide, ok := judge.Difference(ours, *otherWider); ok {
			wider = wide.Limits
		}
	}
	r.Difference = &difference.Value
	r.DifferenceLower, r.DifferenceUpper = ends(difference.Limits)
	verdict, strength := judge.Against(difference.Limits, wider, 0, o.polarity)
	r.Verdict, r.Strength, r.Method = string(verdict), strengthOf(verdict, strength), o.differenceMethod()
	r.Reason = o.differenceReason(*r, theirs, difference.Limits, wider)
}

// againstOthersOf sets the figure at a place among those of all own authorities for one period against the
// others: their numbers together, and the mean of their figures. Of counts and medians there is the mean alone.
func againstOthersOf(all []*ownRow, at int) []judgementRow {
	own := all[at]
	var others []*ownRow
	for i, other := range all {
		if i != at && other.value != nil && other.edition == own.edition {
			others = append(others, other)
		}
	}
	if len(others) == 0 {
		return nil
	}
	left := ""
	if without := len(all) - 1 - len(others); without > 0 {
		left = fmt.Sprintf("; %d of %d others have no figure", without, len(all)-1)
		if without == 1 {
			left = fmt.Sprintf("; 1 of %d others has no figure", len(all)-1)
		}
	}
	mean := own.meanOfOthers(others)
	if !own.pools() {
		return []judgementRow{withRemark(mean, left)}
	}
	return []judgementRow{withRemark(own.othersTogether(others), left), withRemark(mean, left)}
}

func withRemark(r judgementRow, remark string) judgementRow {
	if r.Verdict != NotComparable {
		r.Reason += remark
	}
	return r
}

// pools tells whether numerators and denominators of several authorities add up to a figure.
func (f *facts) pools() bool { return f.def.Statistic == "ratio" }

// othersTogether sets a figure against what the numbers of others make together.
func (o *ownRow) othersTogether(others []*ownRow) judgementRow {
	r := o.row(againstOthers, othersPooled)
	var numerator, denominator float64
	for _, other := range others {
		if other.numerator == nil || other.denominator == nil {
			r.Reason = "the numbers behind the figures are not held"
			return r
		}
		numerator += *other.numerator
		denominator += *other.denominator
	}
	value := numerator / denominator * o.factor
	r.Value, r.Numerator, r.Denominator = &value, &numerator, &denominator
	limits := o.facts.limits(&numerator, &denominator, judge.Level95)
	if o.limits == nil || limits == nil {
		r.Reason = o.noInterval()
		return r
	}
	wider := &judge.Estimate{Value: value, Limits: o.facts.limits(&numerator, &denominator, judge.Level998)}
	o.differ(&r, judge.Estimate{Value: value, Limits: limits}, wider, othersWords("of %s together", len(others)))
	return r
}

// othersWords puts how many others there are into a phrase, which falls away when there is but one.
func othersWords(phrase string, n int) string {
	if n == 1 {
		return "of the other authority"
	}
	return fmt.Sprintf(phrase, fmt.Sprintf("the %d other authorities", n))
}

// meanOfOthers sets a figure against the unweighted mean of others'.
func (o *ownRow) meanOfOthers(others []*ownRow) judgementRow {
	r := o.row(againstOthers, othersMean)
	estimates, wider := make([]judge.Estimate, len(others)), make([]judge.Estimate, len(others))
	sum, limited, widened := 0.0, true, true
	for i, other := range others {
		sum += *other.value
		estimates[i] = other.estimate()
		wider[i], _ = other.widerEstimate()
		limited, widened = limited && other.limits != nil, widened && other.wider != nil
	}
	value := sum / float64(len(others))
	r.Value = &value
	switch {
	case o.count():
		r.Reason = "a count follows the size of the authority"
		return r
	case o.limits == nil || !limited:
		r.Reason = o.noInterval()
		return r
	}
	mean, ok := judge.MeanOf(estimates)
	if !ok {
		r.Reason = "the limits do not hold the figures that they are of"
		return r
	}
	var wide *judge.Estimate
	if e, ok := judge.MeanOf(wider); ok && widened {
		wide = &e
	}
	o.differ(&r, mean, wide, othersWords("of the mean of %s", len(others)))
	return r
}
