package indicators

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Case is one row that a query returned. Numerator and Denominator are exact decimals as text;
// a candidate that the rules leave out has a denominator of 0 and the reason.
type Case struct {
	Area        string
	Span        Span
	CaseID      string
	PersonID    string
	Numerator   string
	Denominator string
	Reason      string
	NotRecorded string // what was not recorded, so that the case could not be judged; empty when it was
	Duration    string // days or working days that it took; empty when not known, or not asked
	Unfinished  string // 1 of a case that had not come to its end
}

func (c Case) column(name string) (string, error) {
	switch name {
	case "case_id":
		return c.CaseID, nil
	case "person_id":
		return c.PersonID, nil
	case "numerator":
		return c.Numerator, nil
	case "denominator":
		return c.Denominator, nil
	case "reason":
		return c.Reason, nil
	case "not_recorded":
		return c.NotRecorded, nil
	case "duration":
		return c.Duration, nil
	case "unfinished":
		return c.Unfinished, nil
	default:
		return "", fmt.Errorf("want: unknown column %s: want case_id, person_id, numerator, denominator, reason, not_recorded, duration or unfinished", name)
	}
}

// Value is one row of indicators.value. Numbers are nil where the row has none.
type Value struct {
	Indicator   string
	Edition     string
	AreaCode    string
	AreaName    string
	Period      PeriodKind
	PeriodStart time.Time
	PeriodEnd   time.Time
	Breakdown   string
	Group       string
	Numerator   *string // exact decimal, no trailing noughts
	Denominator *string
	Value       *float64 // unrounded
	Lower       *float64
	Upper       *float64
	Unit        string
	Symbol      string

	// How complete the figure is: the cases that could not be judged because something was not recorded,
	// and the value with none and with all of them in the numerator. Nil where the row has none.
	Unjudged          *int64
	Lowest            *float64
	Highest           *float64
	JudgedNumerator   *string // numerator and denominator without those cases
	JudgedDenominator *string

	// ShortHistory tells that the extracts begin after the day that the rule looks back to, so that the figure
	// misses what came before.
	ShortHistory bool
}

// ValueColumns are the columns that figures are printed and published with, in their fixed order.
func ValueColumns() []string {
	return []string{
		"indicator", "edition", "area_code", "area_name", "period", "period_start", "period_end", "breakdown", "group",
		"numerator", "denominator", "value", "lower", "upper", "unit", "symbol",
	}
}

// CompletenessColumns are the columns that the completeness of figures is printed and published with,
// in their fixed order.
func CompletenessColumns() []string {
	return []string{
		"indicator", "area_code", "period", "period_start", "period_end", "breakdown", "group",
		"value", "unjudged", "lowest", "highest", "symbol",
	}
}

// Explanation is a figure with every case behind it.
type Explanation struct {
	Definition *Definition
	Span       Span
	Figures    []Value // one per own authority
	Cases      []Case
	Companions []CompanionFigure
	Chosen     string // options chosen aside from their defaults, in words; empty for none

	// Begins is, by authority, the first day that the extracts cover of the time that the rule looks back to.
	Begins map[string]time.Time
}

// CompanionFigure is an indicator to be read beside another, with its figures for the same day.
type CompanionFigure struct {
	Definition *Definition
	Why        string
	Figures    []Value
}

// Explain computes one indicator for one period again and returns the figures and every case, of
// all own authorities or of one, and the figures of its companions that the catalogue has, for the period
// of the same kind that ends that day. q must be one connection and may be of a warehouse opened
// read-only.
func Explain(ctx context.Context, q Querier, catalogue *Catalogue, def *Definition, span Span, area string) (*Explanation, error) {
	figures, chosen, err := figuresOf(ctx, q, def, span, area)
	if err != nil {
		return nil, err
	}
	cases, err := readCases(ctx, q, def, span)
	if err != nil {
		return nil, err
	}
	begins, err := historyHeld(ctx, q, def, span)
	if err != nil {
		return nil, err
	}
	explanation := &Explanation{Definition: def, Span: span, Figures: figures, Chosen: chosen, Begins: begins}
	for _, c := range cases {
		if area == "" || c.Area == area {
			explanation.Cases = append(explanation.Cases, c)
		}
	}
	for _, companion := range def.Companions {
		beside, err := catalogue.Find(companion.ID)
		if err != nil {
			return nil, err
		}
		figures, _, err := figuresOf(ctx, q, beside, beside.nearest(span), area)
		if err != nil {
			return nil, err
		}
		explanation.Companions = append(explanation.Companions, CompanionFigure{Definition: beside, Why: companion.Why, Figures: figures})
	}
	return explanation, nil
}

// nearest is the indicator's own period for another's: the one of the same kind that ends on the same day,
// or its year so far where no year of its own ends then.
func (d *Definition) nearest(span Span) Span {
	kind := span.Kind
	if kind == AtDay {
		kind = ""
	}
	own, err := d.Ending(span.End, kind)
	if err != nil {
		own = Span{Kind: YTD, Start: d.spanStart(YTD, span.End), End: span.End}
	}
	return own
}

// figuresOf computes one period of one indicator and leaves its cases in indicator_case.
func figuresOf(ctx context.Context, q Querier, def *Definition, span Span, area string) (figures []Value, chosen string, err error) {
	const into = "temp.explained_value"
	if _, err := q.ExecContext(ctx, `create or replace temp table explained_value as select * from indicators.value limit 0`); err != nil {
		return nil, "", fmt.Errorf("explain %s: %w", def.ID, err)
	}
	c, err := newComputer(ctx, q, into, nil)
	if err != nil {
		return nil, "", err
	}
	c.keep = wholeCase
	if err := errors.Join(c.compute(ctx, def, []Span{span}), c.finish(ctx)); err != nil {
		return nil, "", err
	}
	figures, err = ReadValues(ctx, q, into, Filter{Area: area})
	return figures, c.aside, err
}

// Follow looks for a person in every definition, each for its period of the given kind that ends on day
// (empty for its year, or year so far), and returns an explanation per definition, without figures, whose
// cases are the person's. None means that no rule makes the person a candidate. id is a child's or
// worker's; a case of no person is found by its own id.
func Follow(ctx context.Context, q Querier, definitions []*Definition, id string, day time.Time, kind PeriodKind, area string) ([]*Explanation, error) {
	var out []*Explanation
	for _, def := range definitions {
		span := def.nearest(Span{Kind: kind, Start: day, End: day})
		if err := askFor(ctx, q, []Span{span}); err != nil {
			return nil, err
		}
		got, err := runQuery(ctx, q, def, nil, wholeCase)
		if err != nil {
			return nil, err
		}
		cases, err := readCases(ctx, q, def, span)
		if err != nil {
			return nil, err
		}
		explanation := &Explanation{Definition: def, Span: span, Chosen: got.aside}
		for _, c := range cases {
			if (c.PersonID == id || c.PersonID == "" && c.CaseID == id) && (area == "" || c.Area == area) {
				explanation.Cases = append(explanation.Cases, c)
			}
		}
		out = append(out, explanation)
	}
	return out, nil
}

// readCases reads the temporary table indicator_case for one span: counted cases first.
func readCases(ctx context.Context, q Querier, def *Definition, span Span) ([]Case, error) {
	all, err := allCases(ctx, q, def)
	if err != nil {
		return nil, err
	}
	var cases []Case
	for _, c := range all {
		if c.in(span, def.Window) {
			c.Span = span
			cases = append(cases, c.Case)
		}
	}
	return cases, nil
}

// allCases reads the temporary table indicator_case: per authority counted cases first.
func allCases(ctx context.Context, q Querier, def *Definition) (cases []datedCase, err error) {
	kind := "''"
	if def.Window == Spanning {
		kind = "period"
	}
	rows, err := q.QueryContext(ctx, `
		select `+kind+`, `+def.caseDay()+`, area_code, case_id::varchar, coalesce(person_id::varchar, ''),
			coalesce(numerator::varchar, ''), coalesce(denominator::varchar, ''),
			case
				when not_recorded is null then coalesce(note, '')
				else concat_ws('; ', 'not recorded: ' || not_recorded, note)
			end as reason,
			coalesce(not_recorded, ''), coalesce(duration::varchar, ''), case when unfinished then '1' else '' end
		from indicator_case
		order by area_code, denominator = 0 and numerator = 0, case_id, person_id, numerator desc, denominator, note, not_recorded`)
	if err != nil {
		return nil, fmt.Errorf("read cases of %s: %w", def.ID, err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var (
			c   datedCase
			day sql.NullTime
		)
		if err := rows.Scan(&c.kind, &day, &c.Area, &c.CaseID, &c.PersonID, &c.Numerator, &c.Denominator, &c.Reason, &c.NotRecorded,
			&c.Duration, &c.Unfinished); err != nil {
			return nil, err
		}
		c.day = day.Time
		c.Numerator, c.Denominator = PlainNumber(c.Numerator), PlainNumber(c.Denominator)
		cases = append(cases, c)
	}
	return cases, rows.Err()
}

// Filter narrows the values read; zero fields do not narrow.
type Filter struct {
	Indicators []string
	Area       string
	From, To   time.Time // of the period's end
	Period     PeriodKind
	Breakdown  string
}

// ReadValues reads value rows from table (indicators.value when empty), in the order of indicator,
// area, breakdown, group, kind of period from month to snapshot, and period end.
func ReadValues(ctx context.Context, q Querier, table string, filter Filter) (values []Value, err error) {
	if table == "" {
		table = "indicators.value"
	}
	list := ""
	for _, id := range filter.Indicators {
		list += "," + id
	}
	rows, err := q.QueryContext(ctx, `
		select value.indicator, value.edition, value.area_code, coalesce(area.area_name, value.area_code), value.period,
			value.period_start, value.period_end, value.breakdown, value."group", value.numerator::varchar,
			value.denominator::varchar, value.value, value.lower, value.upper, value.unit, value.symbol,
			value.unjudged, value.lowest, value.highest, value.judged_numerator::varchar, value.judged_denominator::varchar,
			value.short_history
		from `+table+` as value
		left join core.area as area using (area_code)
		where ($indicators = '' or list_contains(string_split($indicators, ','), value.indicator))
			and ($area = '' or value.area_code = $area)
			and ($from::date is null or value.period_end >= $from::date)
			and ($to::date is null or value.period_end <= $to::date)
			and ($period = '' or value.period in ($period, 'snapshot'))
			and ($breakdown = '' or value.breakdown = $breakdown)
		order by value.indicator, value.area_code, value.breakdown, value."group",
			list_position(['month', 'quarter', 'ytd', 'rolling12', 'year', 'snapshot'], value.period), value.period_end`,
		sql.Named("indicators", list), sql.Named("area", filter.Area), sql.Named("from", dateOrNil(filter.From)),
		sql.Named("to", dateOrNil(filter.To)), sql.Named("period", string(filter.Period)), sql.Named("breakdown", filter.Breakdown))
	if err != nil {
		return nil, fmt.Errorf("read values: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var v Value
		if err := rows.Scan(&v.Indicator, &v.Edition, &v.AreaCode, &v.AreaName, &v.Period, &v.PeriodStart, &v.PeriodEnd,
			&v.Breakdown, &v.Group, &v.Numerator, &v.Denominator, &v.Value, &v.Lower, &v.Upper, &v.Unit, &v.Symbol,
			&v.Unjudged, &v.Lowest, &v.Highest, &v.JudgedNumerator, &v.JudgedDenominator,
			&v.ShortHistory); err != nil {
			return nil, err
		}
		for _, number := range []*string{v.Numerator, v.Denominator, v.JudgedNumerator, v.JudgedDenominator} {
			if number != nil {
				*number = PlainNumber(*number)
			}
		}
		values = append(values, v)
	}
	return values, rows.Err()
}

func dateOrNil(day time.Time) any {
	if day.IsZero() {
		return nil
	}
	return day.Format(time.DateOnly)
}
