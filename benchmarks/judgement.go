package benchmarks

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"sightline/benchmarks/judge"
)

// What a figure may be set against.
const (
	againstNeighbours = "neighbours"
	againstMedian     = "median"
	againstRegion     = "region"
	againstEngland    = "england"
	againstPast       = "past"
	againstOthers     = "others"
	againstFunnel     = "funnel"
)

// fewNeighbours is the number below which a mean of ten neighbours is said to rest on few. LAIT has no
// least number, so the verdict stands.
const fewNeighbours = 5

// ownFigure is a figure of ours with its limits at both levels, nil where it has none.
type ownFigure struct {
	*facts
	area                   string
	period                 string
	end                    time.Time
	value                  *float64
	numerator, denominator *float64
	limits, wider          *judge.Limits
}

// newOwn finds the limits of an own figure. Those at 95% are the figure's; at 99.8% they come from the same
// numbers by the same method. A median has none: its cases are not at hand.
func newOwn(f *facts, area, period string, end time.Time, numerator, denominator, value, lower, upper *float64) ownFigure {
	own := ownFigure{facts: f, area: area, period: period, end: end, value: value, numerator: numerator, denominator: denominator}
	if value == nil || lower == nil || upper == nil {
		return own
	}
	own.limits = &judge.Limits{Lower: *lower, Upper: *upper}
	switch {
	case f.count() || f.proportion() || f.rate():
		own.wider = f.limits(numerator, denominator, judge.Level998)
	case numerator != nil && denominator != nil:
		if limits, ok := judge.WidenMean(*value, *own.limits, int(*denominator), judge.Level998); ok {
			own.wider = &limits
		}
	}
	if own.wider != nil && (own.wider.Lower > own.limits.Lower || own.wider.Upper < own.limits.Upper) {
		own.wider = nil
	}
	return own
}

func (o ownFigure) estimate() judge.Estimate {
	return judge.Estimate{Value: *o.value, Limits: o.limits}
}

// widerEstimate is the estimate at 99.8%; ok is false where there are no such limits.
func (o ownFigure) widerEstimate() (e judge.Estimate, ok bool) {
	return judge.Estimate{Value: *o.value, Limits: o.wider}, o.wider != nil
}

// judgementRow is a row of benchmarks.judgement.
type judgementRow struct {
	Indicator       string   `json:"indicator"`
	AreaCode        string   `json:"area_code"`
	Period          string   `json:"period"`
	PeriodEnd       isoDay   `json:"period_end"`
	Against         string   `json:"against"`
	Name            string   `json:"name"`
	Years           *string  `json:"years"`
	OwnValue        *float64 `json:"own_value"`
	Value           *float64 `json:"value"`
	Numerator       *float64 `json:"numerator"`
	Denominator     *float64 `json:"denominator"`
	Lower           *float64 `json:"lower"`
	Upper           *float64 `json:"upper"`
	Lower998        *float64 `json:"lower_998"`
	Upper998        *float64 `json:"upper_998"`
	Difference      *float64 `json:"difference"`
	DifferenceLower *float64 `json:"difference_lower"`
	DifferenceUpper *float64 `json:"difference_upper"`
	Verdict         string   `json:"verdict"`
	Strength        string   `json:"strength"`
	Method          string   `json:"method"`
	Reason          string   `json:"reason"`
}

// row begins a judgement: what it is of, with our limits, and not comparable until something else is said.
func (o ownFigure) row(against, name string) judgementRow {
	r := judgementRow{
		Indicator: o.def.ID, AreaCode: o.area, Period: o.period, PeriodEnd: dayOf(o.end), Against: against, Name: name,
		OwnValue: o.value, Verdict: NotComparable, Method: methodNone,
	}
	r.Lower, r.Upper = ends(o.limits)
	r.Lower998, r.Upper998 = ends(o.wider)
	return r
}

func ends(limits *judge.Limits) (lower, upper *float64) {
	if limits == nil {
		return nil, nil
	}
	return &limits.Lower, &limits.Upper
}

// subject is what an own figure is set against, and how it is called in a sentence.
type subject struct {
	against, name, years string
	words                string // the neighbours' mean
	remark               string // what the figure rests on, in brackets: 8 of 10
	few                  string // what is said when it rests on few
	value                *float64
	missing              string // why there is no value
	numerator            *float64
	denominator          *float64
	estimate             *judge.Estimate // with 95% limits, where it has some
}

// set judges by the single-interval rule: does the comparator lie within our limits?
func (o ownFigure) set(s subject, obstacle string) judgementRow {
	r := o.row(s.against, s.name)
	if s.years != "" {
		r.Years = &s.years
	}
	r.Value, r.Numerator, r.Denominator = s.value, s.numerator, s.denominator
	switch {
	case obstacle != "":
		r.Reason = obstacle
		return r
	case s.value == nil:
		r.Reason = s.missing
		return r
	}
	verdict, strength := judge.Against(o.limits, o.wider, *s.value, o.polarity)
	r.Verdict, r.Strength, r.Method = string(verdict), strengthOf(verdict, strength), methodSingle(o)
	if s.estimate != nil {
		if difference, ok := judge.Difference(o.estimate(), *s.estimate); ok && difference.Limits != nil {
			r.Difference = &difference.Value
			r.DifferenceLower, r.DifferenceUpper = ends(difference.Limits)
		}
	}
	r.Reason = o.singleReason(s, r)
	return r
}

// strengthOf is the strength of a verdict. Where the wider limits are not known what is known is 95%.
func strengthOf(verdict judge.Verdict, strength string) string {
	if strength == "" && verdict != judge.Similar && verdict != judge.NotComparable {
		return judge.Strength95
	}
	return strength
}

// pairing is an own figure and the comparators that answer it.
type pairing struct {
	ownFigure
	id                                              int
	areaName                                        string
	labelEnd                                        time.Time
	stance, years, measure, model                   string
	inModel                                         bool
	listed                                          int // neighbours that the model lists
	doubt, statedObstacle                           string
	mean, median, region, england                   *float64
	used                                            *int64 // nil when the mean is stated
	meanComputed, regionPublished, englandPublished bool
	regionName                                      string
	rank                                            *int64
	rankPolarity                                    string // High, Low or -
	nextUpdate                                      string
	newestLabel                                     bool
}

func (p *pairing) key() labelKey { return labelKey{p.def.ID, dayOf(p.labelEnd)} }

// published tells whether published cells stand behind the comparators.
func (p *pairing) published() bool { return p.stance == "published" || p.stance == "made" }

// obstacle is why no verdict may rest on the comparators; empty when one may.
func (p *pairing) obstacle() string {
	switch {
	case p.value == nil:
		return "no own figure"
	case p.doubt != "":
		return p.doubt
	case p.statedObstacle != "":
		return p.statedObstacle
	case p.facts.obstacle != "":
		return p.facts.obstacle
	case p.limits == nil:
		return p.noInterval()
	}
	return YearsApart(p.end.Year(), p.labelEnd.Year())
}

// mostYearsApart is how many years a comparator may lie before or after the figure that it judges: work and counting
// rules move too far in more.
const mostYearsApart = 1

// YearsApart says why figures of two years are not judged beside each other, by the years that both end in; empty
// when they may be.
func YearsApart(ours, theirs int) string {
	if max(ours-theirs, theirs-ours) <= mostYearsApart {
		return ""
	}
	return fmt.Sprintf("our figure is of %d and theirs of %d, more than one year apart", ours, theirs)
}

func (c *comparer) readPairs(ctx context.Context) ([]*pairing, error) {
	rows, err := c.q.QueryContext(ctx, `
		select pair_id, indicator, area_code, area_name, period, period_end, numerator, denominator, value, lower, upper,
			label_end, stance, years, coalesce(measure, ''), model, in_model, neighbours_listed, coalesce(doubt, ''), coalesce(stated_obstacle, ''),
			neighbour_mean, neighbour_median, region, england, neighbours_used, mean_computed, region_published, england_published,
			coalesce(region_name, ''), rank, coalesce(rank_polarity, '-'), coalesce(next_update, ''), coalesce(newest_label, false)
		from comparison_pair
		order by pair_id`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []*pairing
	for rows.Next() {
		p := &pairing{}
		var id, area, period string
		var end time.Time
		var numerator, denominator, value, lower, upper *float64
		if err := rows.Scan(&p.id, &id, &area, &p.areaName, &period, &end, &numerator, &denominator, &value, &lower, &upper,
			&p.labelEnd, &p.stance, &p.years, &p.measure, &p.model, &p.inModel, &p.listed, &p.doubt, &p.statedObstacle,
			&p.mean, &p.median, &p.region, &p.england, &p.used, &p.meanComputed, &p.regionPublished, &p.englandPublished,
			&p.regionName, &p.rank, &p.rankPolarity, &p.nextUpdate, &p.newestLabel); err != nil {
			return nil, err
		}
		p.ownFigure = newOwn(c.facts[id], area, period, end, numerator, denominator, value, lower, upper)
		out = append(out, p)
	}
	return out, rows.Err()
}

// verdictRow is what is judged of a row of benchmarks.comparison.
type verdictRow struct {
	PairID             int    `json:"pair_id"`
	VerdictNeighbours  string `json:"verdict_neighbours"`
	VerdictMedian      string `json:"verdict_median"`
	VerdictRegion      string `json:"verdict_region"`
	VerdictEngland     string `json:"verdict_england"`
	StrengthNeighbours string `json:"strength_neighbours"`
	StrengthEngland    string `json:"strength_england"`
	AveragesDiffer     bool   `json:"averages_differ"`
	Reason             string `json:"reason"`
	Remark             string `json:"remark"`
	Stale              string `json:"stale"`
	NeighboursShared   string `json:"neighbours_shared"`
	NeighboursWithin   *int   `json:"neighbours_within"`
	NeighboursLimited  *int   `json:"neighbours_limited"`
	RankBest           *int   `json:"rank_best"`
	RankWorst          *int   `json:"rank_worst"`
}

// judge fills comparison, the judgements against published and stated figures, and funnel.
func (c *comparer) judge(ctx context.Context) error {
	pairs, err := c.readPairs(ctx)
	if err != nil {
		return err
	}
	var verdicts []verdictRow
	var judgements []judgementRow
	var funnels []funnelRow
	var drawn funnelDrawing
	pools := map[labelKey]*pool{}
	for _, p := range pairs {
		rows := c.judgePair(p)
		verdict := c.standing(p, rows)
		if c.cells[p.key()] != nil && pools[p.key()] == nil {
			pools[p.key()] = newPool(p.facts, c.cells[p.key()])
		}
		plot, row := p.funnel(pools[p.key()])
		if plot != nil {
			funnels = append(funnels, *plot)
			drawn.add(p, pools[p.key()])
		}
		if row != nil {
			rows = append(rows, *row)
		}
		verdicts, judgements = append(verdicts, verdict), append(judgements, rows...)
	}
	if err := addRows(ctx, c.q, "benchmarks.judgement", judgements); err != nil {
		return err
	}
	if err := addRows(ctx, c.q, "benchmarks.funnel", funnels); err != nil {
		return err
	}
	if err := drawn.write(ctx, c.q); err != nil {
		return err
	}
	return c.writeComparisons(ctx, verdicts)
}

func (c *comparer) writeComparisons(ctx context.Context, verdicts []verdictRow) error {
	_, err := c.q.ExecContext(ctx, `
		create or replace temporary table comparison_verdict (
			pair_id integer, verdict_neighbours varchar, verdict_median varchar, verdict_region varchar, verdict_england varchar,
			strength_neighbours varchar, strength_england varchar, averages_differ boolean, reason varchar, remark varchar,
			stale varchar, neighbours_shared varchar, neighbours_within integer, neighbours_limited integer,
			rank_best integer, rank_worst integer)`)
	if err != nil {
		return err
	}
	if err := addRows(ctx, c.q, "temp.comparison_verdict", verdicts); err != nil {
		return err
	}
	_, err = c.q.ExecContext(ctx, judgeComparisonsSQL)
	return err
}

// judgePair sets a figure against its neighbours' mean and median, region, England and every group.
func (c *comparer) judgePair(p *pairing) []judgementRow {
	obstacle := p.obstacle()
	subjects := []subject{c.neighbours(p), p.medianOf(), c.place(p, againstRegion), c.place(p, againstEngland)}
	for _, name := range c.names {
		subjects = append(subjects, c.group(p, name))
	}
	rows := make([]judgementRow, 0, len(subjects)+1)
	for _, s := range subjects {
		s.years = p.years
		rows = append(rows, p.set(s, obstacle))
	}
	return rows
}

// members gives the cells of a set's members that have a value, and their names.
func (c *comparer) members(p *pairing, name string) (used []*areaFigure, listed int) {
	codes := c.sets[setKey{name, p.area}]
	for _, code := range codes {
		if x := c.find(p.key(), code); x != nil && x.value != nil {
			used = append(used, x)
		}
	}
	return used, len(codes)
}

// meanOf is the mean of cells with limits, where all of them have limits.
func (f *facts) meanOf(cells []*areaFigure) *judge.Estimate {
	estimates := make([]judge.Estimate, len(cells))
	for i, x := range cells {
		if estimates[i] = x.estimate(f); estimates[i].Limits == nil {
			return nil
		}
	}
	if mean, ok := judge.MeanOf(estimates); ok {
		return &mean
	}
	return nil
}

func (c *comparer) neighbours(p *pairing) subject {
	s := subject{against: againstNeighbours, name: p.model, words: "the neighbours' mean", value: p.mean, missing: p.noNeighbours()}
	if p.mean == nil || !p.meanComputed {
		return s
	}
	used, listed := c.members(p, p.model)
	s.remark = fmt.Sprintf("%d of %d", len(used), listed)
	if len(used) < fewNeighbours {
		s.few = fmt.Sprintf("it rests on few: %d of %d neighbours have a figure", len(used), listed)
		if len(used) == 1 {
			s.few = fmt.Sprintf("it rests on few: 1 of %d neighbours has a figure", listed)
		}
	}
	s.estimate = p.meanOf(used)
	return s
}

func (p *pairing) medianOf() subject {
	s := subject{against: againstMedian, name: p.model, words: "the neighbours' median", value: p.median, missing: p.noNeighbours()}
	if p.mean != nil && !p.meanComputed {
		s.missing = "the neighbours' mean is stated and their figures are not held"
	}
	return s
}

// noNeighbours says why there is no neighbours' mean.
func (p *pairing) noNeighbours() string {
	switch {
	case p.model == "":
		return "no neighbour model is held"
	case !p.inModel:
		return fmt.Sprintf("%s is not in neighbour model %s", p.areaName, p.model)
	case p.listed == 0:
		return fmt.Sprintf("neighbour model %s lists no neighbours of %s", p.model, p.areaName)
	case !p.published():
		return "no neighbours' mean is stated"
	}
	return fmt.Sprintf("none of the %d neighbours has a figure for %s", p.listed, p.years)
}

// place is the region or England as a subject.
func (c *comparer) place(p *pairing, against string) subject {
	s := subject{against: against, name: "England", words: "England", value: p.england, missing: "no figure for England"}
	published, level := p.englandPublished, "country"
	if against == againstRegion {
		s.name, s.words, s.value, s.missing = p.regionName, p.regionName, p.region, "no figure for "+p.regionName
		if p.regionName == "" {
			s.words, s.missing = "the region", "no figure for the region"
		}
		published, level = p.regionPublished, "region"
	}
	if s.value == nil || !published {
		return s
	}
	for _, x := range c.cells[p.key()] {
		if x.level != level || x.value == nil || level == "region" && x.name != p.regionName {
			continue
		}
		s.numerator, s.denominator = x.numerator, x.denominator
		if x.limits != nil {
			e := x.estimate(p.facts)
			s.estimate = &e
		}
	}
	return s
}

// group is a group chosen in the configuration as a subject: the unweighted mean of its members, as LAIT
// averages neighbours.
func (c *comparer) group(p *pairing, name string) subject {
	s := subject{against: againstGroup, name: name, words: "the mean of " + name}
	used, listed := c.members(p, name)
	s.remark = fmt.Sprintf("%d of %d", len(used), listed)
	s.missing = fmt.Sprintf("none of the %d members of %s has a figure for %s", listed, name, p.years)
	if listed == 0 {
		s.missing = fmt.Sprintf("%s has no members but %s", name, p.areaName)
	}
	if len(used) == 0 {
		return s
	}
	sum := 0.0
	for _, x := range used {
		sum += *x.value
	}
	mean := sum / float64(len(used))
	s.value, s.estimate = &mean, p.meanOf(used)
	return s
}

// standing is what a row of comparison says beside the numbers. rows are those of judgePair.
func (c *comparer) standing(p *pairing, rows []judgementRow) verdictRow {
	mean, median, region, england := rows[0], rows[1], rows[2], rows[3]
	v := verdictRow{
		PairID: p.id, VerdictNeighbours: mean.Verdict, VerdictMedian: median.Verdict, VerdictRegion: region.Verdict,
		VerdictEngland: england.Verdict, StrengthNeighbours: mean.Strength, StrengthEngland: england.Strength,
		AveragesDiffer: mean.Verdict != median.Verdict && mean.Verdict != NotComparable && median.Verdict != NotComparable,
		Reason:         p.reason(rows), Stale: c.stale(p),
	}
	used, _ := c.members(p, p.model)
	var shared []string
	within, limited := 0, 0
	for _, x := range used {
		if x.shared {
			shared = append(shared, x.name)
		}
		if x.limits != nil && p.value != nil {
			limited++
			if x.limits.Contains(*p.value) {
				within++
			}
		}
	}
	v.NeighboursShared = strings.Join(shared, "; ")
	if limited > 0 {
		v.NeighboursWithin, v.NeighboursLimited = &within, &limited
	}
	var remark string
	v.RankBest, v.RankWorst, remark = c.rankRange(p)
	v.Remark = strings.Join(slices.DeleteFunc([]string{imputedWords(p.measure, p.years, p.regionName), remark}, func(s string) bool { return s == "" }), "; ")
	return v
}

// rankRange gives the ranks that the limits of all ranked authorities allow. One without limits could stand
// anywhere, which widens the range; remark says how many there are.
func (c *comparer) rankRange(p *pairing) (best, worst *int, remark string) {
	own := c.find(p.key(), p.area)
	if p.rank == nil || own == nil || own.value == nil {
		return nil, nil, ""
	}
	var others []judge.Estimate
	for _, x := range c.cells[p.key()] {
		if x.level == "authority" && x.value != nil && x != own {
			others = append(others, x.estimate(p.facts))
		}
	}
	ranks, ok := judge.RankRange(own.estimate(p.facts), others, judge.Polarity(strings.ToLower(p.rankPolarity)))
	if !ok {
		return nil, nil, ""
	}
	if ranks.WithoutLimits > 0 {
		remark = fmt.Sprintf("in the range of ranks %d of %d authorities could stand anywhere: no numbers are held behind their figures",
			ranks.WithoutLimits, ranks.Ranked)
		if ranks.WithoutLimits == 1 {
			remark = fmt.Sprintf("in the range of ranks 1 of %d authorities could stand anywhere: no numbers are held behind its figure", ranks.Ranked)
		}
	}
	return &ranks.Best, &ranks.Worst, remark
}
