package indicators_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"sightline/etl"
	"sightline/etl/warehouse"
	"sightline/indicators"
)

func mustConn(tb testing.TB) *sql.Conn {
	tb.Helper()
	ctx := context.Background()
	db, err := warehouse.Memory(ctx)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = db.Close() })
	if err := etl.LoadReference(ctx, db, []etl.Authority{{Code: indicators.ExampleArea, Name: "Example"}}); err != nil {
		tb.Fatal(err)
	}
	if err := indicators.ApplySchema(ctx, db); err != nil {
		tb.Fatal(err)
	}
	conn, err := db.Conn(ctx)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = conn.Close() })
	return conn
}

func exec(tb testing.TB, conn *sql.Conn, statements ...string) {
	tb.Helper()
	for _, statement := range statements {
		if _, err := conn.ExecContext(context.Background(), statement); err != nil {
			tb.Fatalf("%s: %v", statement, err)
		}
	}
}

func day(text string) time.Time {
	parsed, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return parsed
}

// definition makes a catalogue of one indicator from the header lines that differ and the query.
func definition(tb testing.TB, query string, lines ...string) *indicators.Definition {
	tb.Helper()
	header := map[string]string{
		"title": "Title", "question": "Question?", "also": "[]", "statistic": "count", "unit": "children", "decimals": "0",
		"polarity": "{direction: neutral, reason: neither way is better}", "window": "snapshot", "year_end": `"03-31"`,
		"numerator": "cases", "denominator": "cases", "exclusions": "[]", "comparator": "{}", "companions": "[]",
		"caution": "none", "owner": "nobody", "completeness": "every case is judged", "edition": "[{from: 2008-04-01, rule: E1, source: here}]",
		"sources": "[{return: ssda903, table: episodes, field: DECOM}]",
	}
	for _, line := range lines {
		key, value, _ := strings.Cut(line, ": ")
		header[key] = value
	}
	var text strings.Builder
	text.WriteString("/* indicator\n")
	for _, key := range []string{
		"title", "question", "also", "edition", "statistic", "unit", "decimals", "polarity", "window",
		"year_end", "numerator", "denominator", "exclusions", "sources", "comparator", "companions", "completeness", "caution", "owner",
	} {
		fmt.Fprintf(&text, "%s: %s\n", key, header[key])
	}
	for _, key := range []string{"history", "clustered", "options", "distribution"} {
		if header[key] != "" {
			fmt.Fprintf(&text, "%s: %s\n", key, header[key])
		}
	}
	text.WriteString("*/\n" + query)
	catalogue, err := indicators.LoadCatalogue(fstest.MapFS{"theme/measure.sql": {Data: []byte(text.String())}})
	if err != nil {
		tb.Fatal(err)
	}
	return catalogue.Definitions[0]
}

func TestEveryExampleOfTheCatalogueAgrees(t *testing.T) {
	conn := mustConn(t)
	catalogue, err := indicators.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	proof := mustProof(t, conn, catalogue.Definitions)
	for _, def := range catalogue.Definitions {
		t.Run(def.ID, func(t *testing.T) {
			if len(def.Examples) < 3 {
				t.Errorf("%d examples: want the ordinary case, the boundary and the exclusions", len(def.Examples))
			}
			faults, err := proof.Run(context.Background(), def)
			for _, fault := range append(faults, err) {
				if fault != nil {
					t.Error(fault)
				}
			}
		})
	}
}

func mustProof(tb testing.TB, conn *sql.Conn, definitions []*indicators.Definition) *indicators.Proof {
	tb.Helper()
	proof, err := indicators.NewProof(context.Background(), conn, definitions,
		func(ctx context.Context, q indicators.Querier) error { return etl.Derive(ctx, q) })
	if err != nil {
		tb.Fatal(err)
	}
	return proof
}

func TestEveryQueryReadsOnlyCoreAndReturnsItsColumns(t *testing.T) {
	conn := mustConn(t)
	catalogue, err := indicators.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	if err := indicators.Check(context.Background(), conn, catalogue); err != nil {
		t.Error(err)
	}
	offender := definition(t, "select '901' as area_code, 'a' as case_id, as_at, 1 as numerator, 1 as denominator\nfrom snapshot, audit.file\n")
	err = indicators.Check(context.Background(), conn, &indicators.Catalogue{Definitions: []*indicators.Definition{offender}})
	if err == nil || !strings.Contains(err.Error(), "audit.file") {
		t.Errorf("a query that reads audit.file: got %v", err)
	}
}

func TestOneMoreFileIsOneMoreIndicator(t *testing.T) {
	conn := mustConn(t)
	files := fstest.MapFS{}
	for _, name := range []string{"looked_after/cla.sql"} {
		text, err := os.ReadFile("catalogue/" + name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: text}
		files["local/cla_local.sql"] = &fstest.MapFile{Data: text}
	}
	for name, file := range files {
		// Alone in its catalogue the file has no companions and no flows to name.
		text := string(file.Data)
		before, rest, _ := strings.Cut(text, "\ncompanions:")
		_, after, _ := strings.Cut(rest, "\noptions:")
		alone := before + "\ncompanions: []\noptions:" + after
		files[name] = &fstest.MapFile{Data: []byte(regexp.MustCompile(`(?m)^flows:.*\n`).ReplaceAllString(alone, ""))}
	}
	catalogue, err := indicators.LoadCatalogue(files)
	if err != nil {
		t.Fatal(err)
	}
	exec(t, conn, `insert into core.coverage values ('901', 'ssda903', null, null, null)`)
	if err := indicators.Compute(context.Background(), conn, catalogue.Definitions, indicators.Options{From: day("2025-01-01"), To: day("2025-03-31")}); err != nil {
		t.Fatal(err)
	}
	values, err := indicators.ReadValues(context.Background(), conn, "", indicators.Filter{Indicators: []string{"cla_local"}})
	if err != nil {
		t.Fatal(err)
	}
	if len(values) != 3 || *values[2].Numerator != "0" || values[2].Symbol != "" {
		t.Errorf("cla_local: want three month ends with a count of nought, got %+v", values)
	}
}

const flowQuery = "select '901' as area_code, transaction_no as case_id, month_ends_on as occurred_on, amount as numerator, null::decimal(18,2) as denominator\nfrom core.ledger_line\n"

func TestMonthsAddUpToLongerPeriods(t *testing.T) {
	conn := mustConn(t)
	exec(t, conn, `insert into core.coverage values ('901', 'ledger', null, null, null)`,
		`insert into core.ledger_line (area_code, financial_year, ledger_period, month_ends_on, transaction_no, cost_centre, account, amount, s251_line, entry)
		select '901', 'x', 1, last_day(date '2023-04-01' + interval (m) month), m::varchar, 'c', 'a', 0.10 + m, '3.1.1', 'expenditure'
		from range(24) as t(m)`)
	def := definition(t, flowQuery, "window: flow", "unit: £", "decimals: 2", "sources: [{return: ledger, table: postings, field: amount}]")
	if err := indicators.Compute(context.Background(), conn, []*indicators.Definition{def}, indicators.Options{From: day("2023-04-01"), To: day("2025-03-31")}); err != nil {
		t.Fatal(err)
	}
	// Posting m (0 for April 2023) is m pounds and ten pence.
	want := map[string]string{
		"month 2023-04-30": "0.1", "quarter 2023-06-30": "3.3", "year 2024-03-31": "67.2", "ytd 2023-12-31": "36.9",
		"rolling12 2024-04-30": "79.2", "year 2025-03-31": "211.2",
	}
	values, err := indicators.ReadValues(context.Background(), conn, "", indicators.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	count := map[indicators.PeriodKind]int{}
	for _, v := range values {
		count[v.Period]++
		key := string(v.Period) + " " + v.PeriodEnd.Format(time.DateOnly)
		if wanted, ok := want[key]; ok {
			delete(want, key)
			if *v.Numerator != wanted || v.Denominator != nil || v.Lower != nil {
				t.Errorf("%s: want %s, no denominator and no limits, got %+v", key, wanted, v)
			}
		}
	}
	if len(want) > 0 {
		t.Errorf("no value for %v", want)
	}
	for kind, wanted := range map[indicators.PeriodKind]int{"month": 24, "quarter": 8, "year": 2, "ytd": 24, "rolling12": 13} {
		if count[kind] != wanted {
			t.Errorf("%s: want %d periods wholly inside the reporting dates, got %d", kind, wanted, count[kind])
		}
	}
}

func TestWhatTheExtractsDoNotCoverIsNotAvailable(t *testing.T) {
	conn := mustConn(t)
	exec(t, conn,
		`insert into core.coverage values ('901', 'ssda903', 'episodes', '2023-04-01', '2024-03-31')`,
		`insert into core.care_episode (area_code, child_id, started_on, reason_new_episode, legal_status, placement_type) values ('901', 'a', '2020-01-01', 'S', 'V2', 'U6')`)
	query := "select area_code, child_id as case_id, as_at, 1 as numerator, 1 as denominator\nfrom core.care_episode\ninner join snapshot on started_on <= as_at\n"
	cases := []struct{ name, sources, at, symbol string }{
		{"the day before the first day covered stands", "episodes", "2023-03-31", ""},
		{"a day before that does not", "episodes", "2023-03-30", "x"},
		{"the last day covered stands", "episodes", "2024-03-31", ""},
		{"the day after it does not", "episodes", "2024-04-01", "x"},
		{"a table that was never given", "reviews", "2024-03-31", "x"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			def := definition(t, query, "sources: [{return: ssda903, table: "+c.sources+", field: F}]")
			e, err := indicators.Explain(context.Background(), conn, nil, def, indicators.Span{Kind: indicators.AtDay, Start: day(c.at), End: day(c.at)}, "")
			if err != nil {
				t.Fatal(err)
			}
			if e.Figures[0].Symbol != c.symbol || (e.Figures[0].Numerator == nil) != (c.symbol == "x") {
				t.Errorf("want symbol %q, got %+v", c.symbol, e.Figures[0])
			}
		})
	}
}

func TestAnEmptyDenominatorIsNotApplicableAndNeverNought(t *testing.T) {
	conn := mustConn(t)
	exec(t, conn, `insert into core.coverage values ('901', 'ssda903', null, null, null)`)
	def := definition(t, "select '901' as area_code, 'a' as case_id, as_at, 0 as numerator, 0 as denominator\nfrom snapshot\n", "statistic: ratio", "unit: percent")
	e, err := indicators.Explain(context.Background(), conn, nil, def, indicators.Span{Kind: indicators.AtDay, Start: day("2025-03-31"), End: day("2025-03-31")}, "")
	if err != nil {
		t.Fatal(err)
	}
	if f := e.Figures[0]; f.Symbol != "z" || f.Value != nil || *f.Denominator != "0" {
		t.Errorf("want z without a value, got %+v", f)
	}
}

// The known answers are those of the statistics' published worked examples.
func TestLimits(t *testing.T) {
	conn := mustConn(t)
	exec(t, conn, `insert into core.coverage values ('901', 'ssda903', null, null, null)`)
	cases := []struct {
		name, statistic, unit   string
		numerator, denominator  int
		lower, upper, tolerance float64
	}{
		{"Wilson 0 of 10", "ratio", "percent", 0, 10, 0, 27.75328, 1e-5},
		{"Wilson 1 of 10", "ratio", "percent", 1, 10, 1.787621, 40.415003, 1e-5},
		{"Wilson 58 of 100", "ratio", "percent", 58, 100, 48.206487, 67.201617, 1e-5},
		{"Wilson 352 of 352", "ratio", "percent", 352, 352, 98.920458, 100, 1e-5},
		{"exact count 0", "count", "children", 0, 0, 0, 3.688879, 1e-6},
		{"exact count 9", "count", "children", 9, 9, 4.115373, 17.0848, 1e-4},
		{"Byar count 10", "count", "children", 10, 10, 4.78744991, 18.39145861, 1e-6},
		{"Byar count 352", "count", "children", 352, 352, 316.18301811, 390.76289864, 1e-6},
		{"Byar rate 100 of 20000", "ratio", "per 10,000", 100, 20000, 81.36210549 / 2, 121.62793758 / 2, 1e-6},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			query := fmt.Sprintf("select '901' as area_code, 'a' as case_id, as_at, %d as numerator, %d as denominator\nfrom snapshot\n", c.numerator, c.denominator)
			def := definition(t, query, "statistic: "+c.statistic, "unit: "+c.unit)
			e, err := indicators.Explain(context.Background(), conn, nil, def, indicators.Span{Kind: indicators.AtDay, Start: day("2025-03-31"), End: day("2025-03-31")}, "")
			if err != nil {
				t.Fatal(err)
			}
			f := e.Figures[0]
			if f.Lower == nil || f.Upper == nil || math.Abs(*f.Lower-c.lower) > c.tolerance || math.Abs(*f.Upper-c.upper) > c.tolerance {
				t.Errorf("want %v to %v, got %+v", c.lower, c.upper, f)
			}
		})
	}
	t.Run("Student's t for the mean of 1 to 10", func(t *testing.T) {
		def := definition(t, "select '901' as area_code, n::varchar as case_id, as_at, n as numerator, 1 as denominator\nfrom snapshot, range(1, 11) as t(n)\n", "statistic: ratio", "unit: points")
		e, err := indicators.Explain(context.Background(), conn, nil, def, indicators.Span{Kind: indicators.AtDay, Start: day("2025-03-31"), End: day("2025-03-31")}, "")
		if err != nil {
			t.Fatal(err)
		}
		// Mean 5.5, variance 82.5/9, t of 9 degrees of freedom 2.262157.
		half := 2.2621571628 * math.Sqrt(82.5/9/10)
		if f := e.Figures[0]; math.Abs(*f.Lower-(5.5-half)) > 1e-6 || math.Abs(*f.Upper-(5.5+half)) > 1e-6 {
			t.Errorf("want 5.5 plus or minus %v, got %v to %v", half, *f.Lower, *f.Upper)
		}
	})
}

// Of ten cases the second and the ninth hold the median between them with 97.9%: each tail is 11 of 1,024.
func TestLimitsOfAMedianAreTwoOfItsCases(t *testing.T) {
	conn := mustConn(t)
	exec(t, conn, `insert into core.coverage values ('901', 'ssda903', null, null, null)`)
	for _, c := range []struct{ cases, lower, upper string }{{"10", "2", "9"}, {"6", "1", "6"}, {"5", "", ""}} {
		def := definition(t, "select '901' as area_code, n::varchar as case_id, as_at, n as numerator, 1 as denominator\nfrom snapshot, range(1, "+c.cases+" + 1) as t(n)\n", "statistic: median", "unit: days")
		e, err := indicators.Explain(context.Background(), conn, nil, def, indicators.Span{Kind: indicators.AtDay, Start: day("2025-03-31"), End: day("2025-03-31")}, "")
		if err != nil {
			t.Fatal(err)
		}
		text := func(v *float64) string {
			if v == nil {
				return ""
			}
			return strconv.FormatFloat(*v, 'f', -1, 64)
		}
		if f := e.Figures[0]; text(f.Lower) != c.lower || text(f.Upper) != c.upper {
			t.Errorf("%s cases: want %s to %s, got %s to %s", c.cases, c.lower, c.upper, text(f.Lower), text(f.Upper))
		}
	}
}

// Days of one worker come together: a share of days that says so has no limits. A share of all has its figure within.
func TestAClusteredShareHasNoLimitsAndAShareOfAllLiesWithinItsOwn(t *testing.T) {
	conn := mustConn(t)
	exec(t, conn, `insert into core.coverage values ('901', 'ssda903', null, null, null)`)
	figure := func(query string, lines ...string) indicators.Value {
		def := definition(t, query, append(lines, "statistic: ratio", "unit: percent")...)
		e, err := indicators.Explain(context.Background(), conn, nil, def, indicators.Span{Kind: indicators.AtDay, Start: day("2025-03-31"), End: day("2025-03-31")}, "")
		if err != nil {
			t.Fatal(err)
		}
		return e.Figures[0]
	}
	if f := figure("select '901' as area_code, 'a' as case_id, as_at, 9 as numerator, 250 as denominator\nfrom snapshot\n", "clustered: days of one worker"); f.Lower != nil || f.Upper != nil || *f.Value != 3.6 {
		t.Errorf("clustered: want 3.6 without limits, got %+v", f)
	}
	for n := range 40 {
		f := figure(fmt.Sprintf("select '901' as area_code, 'a' as case_id, as_at, %d as numerator, %d as denominator\nfrom snapshot\n", n+1, n+1))
		if *f.Upper < *f.Value || *f.Lower > *f.Value {
			t.Errorf("%d of %d: %v lies outside %v to %v", n+1, n+1, *f.Value, *f.Lower, *f.Upper)
		}
	}
}

func TestBreakdownsAddUpWithAnExplicitUnknown(t *testing.T) {
	conn := mustConn(t)
	exec(t, conn, `insert into core.coverage values ('901', 'ssda903', null, null, null)`,
		`insert into core.care_episode (area_code, child_id, started_on, reason_new_episode, legal_status, placement_type)
		values ('901', 'a', '2020-01-01', 'S', 'V2', 'U6'), ('901', 'b', '2020-01-01', 'S', 'V2', 'U6'), ('901', 'c', '2020-01-01', 'S', 'V2', 'U6')`,
		`insert into core.child (area_code, child_id, sex, born_on, ethnicity) values ('901', 'a', 'M', '2015-03-31', 'WBRI'), ('901', 'b', 'F', '2015-04-01', 'REFU')`,
		`insert into core.allocation (area_code, child_id, worker_ref, started_on) values ('901', 'a', 'SW1', '2024-01-01')`,
		`insert into core.worker (area_code, worker_id, swe_number, agency, fte, team_id) values ('901', 'w', 'SW1', false, 1, 'North')`)
	def := definition(t, "select area_code, child_id as case_id, child_id as person_id, as_at, 1 as numerator, 1 as denominator\nfrom core.care_episode\ninner join snapshot on started_on <= as_at\n")
	want := map[indicators.Breakdown]string{
		indicators.Sex: "female 1, male 1, unknown 1", indicators.Age: "10 to 15 1, 5 to 9 1, unknown 1",
		indicators.Ethnicity: "unknown 2, white 1", indicators.Team: "North 1, unknown 2",
	}
	for by, wanted := range want {
		t.Run(string(by), func(t *testing.T) {
			exec(t, conn, `create or replace temp table broken_down as select * from indicators.value limit 0`)
			if err := indicators.Compute(context.Background(), conn, []*indicators.Definition{def},
				indicators.Options{From: day("2025-03-01"), To: day("2025-03-31"), Into: "temp.broken_down", By: []indicators.Breakdown{by}}); err != nil {
				t.Fatal(err)
			}
			values, err := indicators.ReadValues(context.Background(), conn, "temp.broken_down", indicators.Filter{Breakdown: string(by)})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, v := range values {
				got = append(got, v.Group+" "+*v.Numerator)
			}
			if strings.Join(got, ", ") != wanted {
				t.Errorf("want %s, got %s", wanted, strings.Join(got, ", "))
			}
		})
	}
}

// A figure that rests on no people can be asked for by sex: all of it is in the group unknown.
func TestABreakdownOfCasesThatAreNotPeople(t *testing.T) {
	conn := mustConn(t)
	exec(t, conn, `insert into core.coverage values ('901', 'ssda903', null, null, null)`,
		`insert into core.child (area_code, child_id, sex) values ('901', 'ZZ1', 'M')`)
	def := definition(t, "select '901' as area_code, 'a' as case_id, as_at, 7 as numerator, 1 as denominator, null as person_id, null as note\nfrom snapshot\n")
	for _, by := range []indicators.Breakdown{indicators.Sex, indicators.Age, indicators.Ethnicity, indicators.Team} {
		exec(t, conn, `create or replace temp table broken_down as select * from indicators.value limit 0`)
		if err := indicators.Compute(context.Background(), conn, []*indicators.Definition{def},
			indicators.Options{From: day("2025-03-01"), To: day("2025-03-31"), Into: "temp.broken_down", By: []indicators.Breakdown{by}}); err != nil {
			t.Fatal(err)
		}
		values, err := indicators.ReadValues(context.Background(), conn, "temp.broken_down", indicators.Filter{Breakdown: string(by)})
		if err != nil || len(values) != 1 || values[0].Group != "unknown" || *values[0].Numerator != "7" {
			t.Errorf("%s: want 7 in unknown, got %+v (%v)", by, values, err)
		}
	}
}

// Nine referrals by month: of a and b it is known that they count and of c that it does not; of the
// others something is missing, whether the rules count them or not. Case f happens in two months.
const incompleteFlow = `select '901' as area_code, case_id, case_id as person_id, occurred_on, numerator, denominator, not_recorded
from (values
    ('a', date '2024-04-10', 1, 1, null), ('b', date '2024-05-10', 1, 1, null), ('c', date '2024-05-11', 0, 1, null),
    ('d', date '2024-05-12', 0, 1, 'date'), ('e', date '2024-06-12', 0, 0, 'date'),
    ('f', date '2024-04-12', 1, 1, 'reason'), ('f', date '2024-06-13', 1, 1, 'reason'), ('g', date '2024-07-01', 0, 0, 'date')
) as events(case_id, occurred_on, numerator, denominator, not_recorded)
`

func TestBoundsOfWhatCouldNotBeJudged(t *testing.T) {
	conn := mustConn(t)
	exec(t, conn, `insert into core.coverage values ('901', 'ssda903', null, null, null)`,
		`insert into core.child (area_code, child_id, sex) values ('901', 'a', 'M'), ('901', 'd', 'M'), ('901', 'e', 'F')`)
	show := func(v *float64) string {
		if v == nil {
			return "-"
		}
		return indicators.Text(*v, 1)
	}
	for _, c := range []struct {
		name  string
		by    indicators.Breakdown
		lines []string
		want  string // of each period: number not judged, value, lowest, highest
	}{
		{
			"a share", indicators.None,
			[]string{"statistic: ratio", "unit: percent"},
			"month 04: 1 100.0 50.0 100.0, month 05: 1 33.3 33.3 66.7, month 06: 2 100.0 0.0 100.0, month 07: 1 - 0.0 100.0, quarter 06: 3 66.7 28.6 85.7",
		},
		{
			"a count", indicators.None, nil,
			"month 04: 1 2.0 1.0 2.0, month 05: 1 1.0 1.0 2.0, month 06: 2 1.0 0.0 2.0, month 07: 1 0.0 0.0 1.0, quarter 06: 3 4.0 2.0 6.0",
		},
		{
			"a mean, whose cases could add anything", indicators.None,
			[]string{"statistic: ratio", "unit: points"},
			"month 04: 1 1.0 - -, month 05: 1 0.3 - -, month 06: 2 1.0 - -, month 07: 1 - - -, quarter 06: 3 0.7 - -",
		},
		{
			"a share of boys", indicators.Sex,
			[]string{"statistic: ratio", "unit: percent"},
			"month 04: 0 100.0 100.0 100.0, month 05: 1 0.0 0.0 100.0, month 06: 0 - - -, month 07: 0 - - -, quarter 06: 1 50.0 50.0 100.0",
		},
	} {
		def := definition(t, incompleteFlow, append(c.lines, "window: flow")...)
		exec(t, conn, `create or replace temp table bounded as select * from indicators.value limit 0`)
		if err := indicators.Compute(context.Background(), conn, []*indicators.Definition{def}, indicators.Options{
			From: day("2024-04-01"), To: day("2024-07-31"), Into: "temp.bounded", By: []indicators.Breakdown{c.by},
		}); err != nil {
			t.Fatal(err)
		}
		values, err := indicators.ReadValues(context.Background(), conn, "temp.bounded", indicators.Filter{Breakdown: string(c.by)})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, v := range values {
			if (v.Period == indicators.Month || v.Period == indicators.Quarter) && (v.Group == "" || v.Group == "male") {
				got = append(got, fmt.Sprintf("%s %s: %d %s %s %s", v.Period, v.PeriodEnd.Format("01"), *v.Unjudged, show(v.Value), show(v.Lowest), show(v.Highest)))
			}
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, strings.Join(got, ", "), c.want)
		}
	}
}

// A rate's population is no case, an amount that is no 0 or 1 has no bounds unless the query gives them,
// and of what the extracts do not cover nothing is said.
func TestBoundsOfRatesAndAmounts(t *testing.T) {
	conn := mustConn(t)
	exec(t, conn, `insert into core.coverage values ('901', 'ssda903', null, null, '2025-03-31')`)
	const columns = " as v(case_id, numerator, denominator, not_recorded, lowest, highest)\ncross join snapshot\n"
	query := func(list, rows string) string {
		return "select '901' as area_code, case_id, as_at, numerator, denominator, not_recorded" + list + "\nfrom (values " + rows + ")" + columns
	}
	for _, c := range []struct {
		name, query, at string
		lines           []string
		want            string
	}{
		{
			"a rate", query("", "('a', 1, 0, null, 0, 0), ('b', 0, 0, 'date', 0, 0), ('p', 0, 20000, null, 0, 0)"), "2025-03-31",
			[]string{"statistic: ratio", "unit: per 10,000"},
			"1 0.5 1",
		},
		{
			"an amount", query("", "('a', 1, 1, null, 0, 0), ('b', 2.5, 1, null, 0, 0), ('c', 0, 1, 'date', 0, 0)"), "2025-03-31",
			nil, "1  ",
		},
		{
			"an amount with its bounds", query(", lowest, highest", "('a', 7, 1, null, null, null), ('c', 0, 1, 'date', -2, 30)"), "2025-03-31",
			[]string{"unit: £"},
			"1 5 37",
		},
		{
			"a case of unknown amount among others", query(", lowest, highest", "('a', 7, 1, null, null, null), ('b', 0, 1, 'date', 0, 1), ('c', 0, 1, 'date', null, null)"), "2025-03-31",
			[]string{"unit: £"},
			"2  ",
		},
		{"a figure that is not available", query("", "('a', 1, 1, null, 0, 0), ('b', 1, 1, 'date', 0, 0)"), "2025-04-01", nil, "- "},
	} {
		def := definition(t, c.query, c.lines...)
		e, err := indicators.Explain(context.Background(), conn, nil, def, indicators.Span{Kind: indicators.AtDay, Start: day(c.at), End: day(c.at)}, "")
		if err != nil {
			t.Fatal(err)
		}
		f, got := e.Figures[0], "- "
		if f.Unjudged != nil {
			got = fmt.Sprintf("%d %s %s", *f.Unjudged, indicators.PlainNumber(indicators.Format(f.Lowest, 2)), indicators.PlainNumber(indicators.Format(f.Highest, 2)))
		} else if f.Lowest != nil || f.Highest != nil || f.JudgedNumerator != nil {
			got = "bounds without a number"
		}
		if got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
	one := definition(t, "select '901' as area_code, 'a' as case_id, as_at, 1 as numerator, 1 as denominator, 0 as lowest\nfrom snapshot\n")
	if err := indicators.Check(context.Background(), conn, &indicators.Catalogue{Definitions: []*indicators.Definition{one}}); err == nil || !strings.Contains(err.Error(), "one of lowest and highest") {
		t.Errorf("a query with one bound: %v", err)
	}
}

func TestAQueryThatFailsIsNamedByFileAndLine(t *testing.T) {
	conn := mustConn(t)
	def := definition(t, "select\n    area_code,\n    no_such_column as case_id\nfrom core.care_episode\n")
	err := indicators.Check(context.Background(), conn, &indicators.Catalogue{Definitions: []*indicators.Definition{def}})
	var fault *indicators.DefinitionError
	if !errors.As(err, &fault) || fault.Line != 24 {
		t.Errorf("want line 24 of the file, got %v", err)
	}
	missing := definition(t, "select area_code, child_id as case_id, 1 as numerator\nfrom core.care_episode\n")
	err = indicators.Check(context.Background(), conn, &indicators.Catalogue{Definitions: []*indicators.Definition{missing}})
	if err == nil || !strings.Contains(err.Error(), "no column as_at") || !strings.Contains(err.Error(), "no column denominator") {
		t.Errorf("want both missing columns named, got %v", err)
	}
}

// A year of cases at a month end each, for a number of children, is the work of one snapshot indicator.
func BenchmarkComputeSixtyMonths(b *testing.B) {
	conn := mustConn(b)
	exec(b, conn, `insert into core.coverage values ('901', 'ssda903', null, null, null)`,
		`insert into core.care_episode (area_code, child_id, started_on, reason_new_episode, legal_status, placement_type)
		select '901', n::varchar, date '2015-01-01' + (n % 3000)::integer, 'S', 'V2', 'U6' from range(100000) as t(n)`)
	def := definition(b, "select area_code, child_id as case_id, as_at, 1 as numerator, 1 as denominator\nfrom core.care_episode\ninner join snapshot on started_on <= as_at\n")
	for b.Loop() {
		exec(b, conn, `create or replace temp table benchmarked as select * from indicators.value limit 0`)
		if err := indicators.Compute(context.Background(), conn, []*indicators.Definition{def},
			indicators.Options{From: day("2020-04-01"), To: day("2025-03-31"), Into: "temp.benchmarked"}); err != nil {
			b.Fatal(err)
		}
	}
}

func mapFile(name, text string) fstest.MapFS { return fstest.MapFS{name: {Data: []byte(text)}} }
