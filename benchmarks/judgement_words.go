package benchmarks

import (
	"fmt"
	"strings"
	"time"

	"sightline/benchmarks/judge"
	"sightline/indicators"
)

// The methods, in words, with their sources.
const (
	methodNone = "none"

	singleRule = "single-interval method: a comparator within our 95% limits is similar (OHID, Fingertips technical guidance)"
	wilson     = "limits by Wilson (1927)"
	poisson    = "limits by Byar's approximation, exact below ten events (Breslow and Day 1987; Garwood 1936)"
	student    = "limits by Student's t (1908)"
	ranksOf    = "limits by ranks of the cases (Conover 1999)"

	differenceRule = "limits of the difference of two figures taken as independent: similar when they hold nought"
	newcombe       = "Newcombe (1998), method 10"
	mover          = "MOVER of Zou and Donner (2008)"

	methodFunnel = "funnel limits about the pooled figure, widened by an additive variance between authorities, phi winsorised at 10% (Spiegelhalter 2005)"
)

// intervalMethod names the method of our limits.
func (f *facts) intervalMethod() string {
	switch {
	case f.proportion():
		return wilson
	case f.count() || f.rate():
		return poisson
	case f.def.Statistic == indicators.Median:
		return ranksOf
	default:
		return student
	}
}

func methodSingle(o ownFigure) string { return singleRule + "; " + o.intervalMethod() }

func (f *facts) differenceMethod() string {
	if f.proportion() {
		return differenceRule + "; " + newcombe
	}
	return differenceRule + "; " + mover + "; " + f.intervalMethod()
}

// mostDecimals is more than a published figure is ever told apart by.
const mostDecimals = 15

// telling is the number of decimals, one more than the indicator's at least, at which a value that lies
// outside limits is seen to lie outside.
func (f *facts) telling(value float64, among ...*judge.Limits) int {
	decimals := f.def.Decimals + 1
	for ; decimals < mostDecimals; decimals++ {
		seen := true
		v := indicators.Round(value, decimals)
		for _, limits := range among {
			if limits != nil {
				seen = seen && (value >= limits.Lower || v < indicators.Round(limits.Lower, decimals)) &&
					(value <= limits.Upper || v > indicators.Round(limits.Upper, decimals))
			}
		}
		if seen {
			break
		}
	}
	return decimals
}

func between(limits *judge.Limits, decimals int) string {
	return indicators.Text(limits.Lower, decimals) + " to " + indicators.Text(limits.Upper, decimals)
}

// good says which way the polarity points.
func (f *facts) good() string {
	switch f.polarity {
	case judge.High:
		return "high is good"
	case judge.Low:
		return "low is good"
	default:
		return "neither way is better"
	}
}

func sideWords(value float64, limits *judge.Limits) string {
	switch judge.SideOf(*limits, value) {
	case judge.Above:
		return "below"
	case judge.Below:
		return "above"
	default:
		return "within"
	}
}

// singleReason is the sentence of a judgement by the single-interval rule.
func (o ownFigure) singleReason(s subject, r judgementRow) string {
	decimals := o.telling(*s.value, o.limits, o.wider)
	remark := ""
	if s.remark != "" {
		remark = " (" + s.remark + ")"
	}
	text := fmt.Sprintf("%s: %s %s%s lies %s the 95%% limits %s of our %s", r.Verdict, s.words, indicators.Text(*s.value, decimals), remark,
		sideWords(*s.value, o.limits), between(o.limits, decimals), indicators.Text(*o.value, decimals))
	if r.Verdict != Similar {
		if o.wider != nil {
			text += fmt.Sprintf(" and %s the 99.8%% limits %s", sideWords(*s.value, o.wider), between(o.wider, decimals))
		}
		text += "; " + o.good()
	}
	if r.Difference != nil {
		limits := &judge.Limits{Lower: *r.DifferenceLower, Upper: *r.DifferenceUpper}
		finer := max(decimals, o.telling(0, limits))
		text += fmt.Sprintf("; the difference %s has 95%% limits %s", indicators.Text(*r.Difference, finer), between(limits, finer))
		if r.Verdict != Similar && limits.Contains(0) {
			text += ", which hold nought: the comparator varies, too"
		}
	}
	if s.few != "" {
		text += "; " + s.few
	}
	return text
}

// reason is the sentence of a row of comparison. rows are those of judgePair.
func (p *pairing) reason(rows []judgementRow) string {
	if obstacle := p.obstacle(); obstacle != "" {
		return obstacle
	}
	decimals := p.def.Decimals + 1
	for _, value := range []*float64{p.mean, p.england} {
		if value != nil {
			decimals = max(decimals, p.telling(*value, p.limits))
		}
	}
	neighbours, england := "no neighbour mean", "no England figure"
	if p.mean != nil {
		neighbours = "neighbours " + indicators.Text(*p.mean, decimals)
	}
	if p.england != nil {
		england = "England " + indicators.Text(*p.england, decimals)
	}
	parts := []string{fmt.Sprintf("%s, %s, against our 95%% limits %s", neighbours, england, between(p.limits, decimals))}
	mean, median := rows[0], rows[1]
	switch {
	case p.mean == nil:
		parts = append(parts, p.noNeighbours())
	case mean.Verdict != median.Verdict && median.Verdict != NotComparable:
		parts = append(parts, fmt.Sprintf("the mean gives %s and the median %s gives %s", mean.Verdict,
			indicators.Text(*p.median, p.telling(*p.median, p.limits)), median.Verdict))
	}
	if p.mean != nil && p.meanComputed && *p.used < fewNeighbours {
		parts = append(parts, fmt.Sprintf("the mean rests on few: %d of %d neighbours", *p.used, p.listed))
	}
	return strings.Join(parts, "; ")
}

// differenceReason is the sentence of a judgement by the limits of a difference. theirs is how the
// other figure is called after its number: "a year before (31 March 2024)".
func (o ownFigure) differenceReason(r judgementRow, theirs string, limits, wider *judge.Limits) string {
	decimals := o.telling(0, limits, wider)
	number := func(v float64) string { return indicators.Text(v, decimals) }
	text := fmt.Sprintf("%s: our %s less %s %s is %s, with 95%% limits %s", r.Verdict, number(*o.value), number(*r.Value), theirs,
		number(*r.Difference), between(limits, decimals))
	// The limits lie where nought does not.
	where := map[string]string{"below": "above nought", "above": "below nought", "within": "that hold nought"}
	text += " " + where[sideWords(0, limits)]
	if r.Verdict == Similar {
		return text
	}
	if wider != nil {
		text += fmt.Sprintf(" and 99.8%% limits %s %s", between(wider, decimals), where[sideWords(0, wider)])
	}
	return text + "; " + o.good()
}

// longDate writes a day as in a sentence.
func longDate(t time.Time) string { return t.Format("2 January 2006") }
