package dashboards_test

import (
	"context"
	"database/sql"
	"math/rand"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	spc "sightline/benchmarks/process"
	"sightline/dashboards"
)

// months gives re_referrals a chart of 24 months: alike but for the newest ones.
func months(t *testing.T, db *sql.DB, newest string) {
	t.Helper()
	execute(t, db, `
		delete from indicators.value where indicator = 're_referrals';
		create or replace temp table course as
		select period_end, 20 + (i % 2) as y, 'common cause' as signal from ends where period_end > date '2023-03-31';
		`+newest+`
		insert into indicators.value (indicator, edition, area_code, period, period_start, period_end, breakdown, "group",
			numerator, denominator, value, lower, upper, unit, symbol)
		select 're_referrals', 'R.2009', '204', 'month', date_trunc('month', period_end), period_end, 'none', '',
			y * 10, 1000, y, y - 2, y + 2, 'percent', '' from course;
		delete from benchmarks.process where indicator = 're_referrals';
		delete from benchmarks.process_point where indicator = 're_referrals';
		insert into benchmarks.process (indicator, area_code, period, stretch, first_end, last_end, points, centre, lower, upper, lower_2,
			upper_2, firm, variation, assurance, target, false_signal, rebase_reason, instead, reason)
		select 're_referrals', '204', 'month', 1, min(period_end), max(period_end), count(*), 20.5, 17.84, 23.16, 18.7, 22.3, true,
			case when arg_max(signal, period_end) = 'common cause' then 'common cause' when arg_max(y, period_end) > 20.5 then 'concern' else 'improvement' end,
			'no target', null, 0.19, '', '', '' from course;
		insert into benchmarks.process_point (indicator, area_code, period, stretch, period_end, value, signal, variation)
		select 're_referrals', '204', 'month', 1, period_end, y, signal, 'common cause' from course;`)
}

func frontPages(t *testing.T, db *sql.DB, dir string) (public, internal string) {
	t.Helper()
	publish(t, db, dir)
	tree := files(t, filepath.Join(dir, "current"))
	return plainText(tree["public/index.html"]), plainText(tree["internal/index.html"])
}

func TestTheFrontPageTellsOfASignalInTheNewestMonth(t *testing.T) {
	for name, c := range map[string]struct{ newest, want string }{
		"outside": {
			`update course set y = 31, signal = 'outside limits' where period_end = date '2025-03-31';`,
			"real change, worse Referrals within 12 months of another : 31.0% in March 2025, above the usual range of 17.8% to 23.2%.",
		},
		"below": {
			`update course set y = 9, signal = 'outside limits' where period_end = date '2025-03-31';`,
			"real change, better Referrals within 12 months of another : 9.0% in March 2025, below the usual range of 17.8% to 23.2%.",
		},
		"shift": {
			`update course set y = 22, signal = 'shift' where period_end >= date '2024-09-30';`,
			"22.0% in March 2025, the 7th month in a row above the mean of 20.5%.",
		},
	} {
		db := world(t)
		months(t, db, c.newest)
		public, internal := frontPages(t, db, t.TempDir())
		changed, _, _ := strings.Cut(internal, "Signals from earlier")
		if !strings.Contains(changed, "What changed since 28 February 2025") || !strings.Contains(changed, c.want) {
			t.Errorf("%s: internal does not say %q: %s", name, c.want, changed)
		}
		if strings.Contains(public, "usual range") || strings.Contains(public, "in a row") || strings.Contains(public, "February 2025") {
			t.Errorf("%s: the public page speaks of months", name)
		}
	}
}

// A signal that stood there the month before is no news.
func TestASignalOfTheMonthBeforeIsNotNew(t *testing.T) {
	db := world(t)
	months(t, db, `update course set y = 31, signal = 'outside limits' where period_end >= date '2025-02-28';`)
	_, internal := frontPages(t, db, t.TempDir())
	_, still, found := strings.Cut(internal, "Signals from earlier that still stand")
	if !found || !strings.Contains(still, "31.0% in March 2025, above the usual range of 17.8% to 23.2%, the 2nd month in a row.") {
		t.Error("a signal of two months is not told of as one that was there before")
	}
}

func TestNoRealChangeIsSaidPlainly(t *testing.T) {
	db := world(t)
	execute(t, db, `delete from indicators.value where indicator not in ('re_referrals', 'cla'); delete from benchmarks.comparison`)
	months(t, db, ``)
	_, internal := frontPages(t, db, t.TempDir())
	for _, want := range []string{
		"Nothing new since 28 February 2025: of 1 chart of months or quarters", "no real change within the usual range",
		"1 chart was looked at. Were nothing but chance at work, at least one would show a new signal in 1% of months, and a signal somewhere along its points in 19%.",
	} {
		if !strings.Contains(internal, want) {
			t.Errorf("the internal page does not say %q", want)
		}
	}
}

// What process control refuses is not charted by another name: a stock says so in its row.
func TestARowWithoutAChartSaysWhy(t *testing.T) {
	db := world(t)
	execute(t, db, `update benchmarks.process set reason = 'stock: ' || reason where indicator = 'cla'`)
	public, internal := frontPages(t, db, t.TempDir())
	if !strings.Contains(internal, "counts at month ends: no chart of months") || strings.Contains(public, "no chart of months") {
		t.Error("a stock's row does not say that it has no chart, or says so in public, where months are not shown")
	}
}

func TestAnExtractThatIsTooOldIsWarnedOf(t *testing.T) {
	db := world(t)
	execute(t, db, `
		insert into core.coverage values ('204', 'ssda903', 'episodes', '2019-04-01', '2025-03-31'), ('204', 'ledger', 'postings', '2019-04-01', '2025-01-31');
		insert into core.care_review (area_code, child_id, reviewed_on, source_file) values
			('204', 'A', '2025-03-20', 'extracts/ssda903/2024-25/Episodes.csv'), ('204', 'A', '2026-01-01', 'extracts/ssda903/2024-25/Episodes.csv')`)
	dir := t.TempDir()
	opts := options(t, dir)
	spend, err := opts.Catalogue.Find("residential_spend")
	if err != nil {
		t.Fatal(err)
	}
	for i := range spend.Sources {
		spend.Sources[i].Return = "ledger"
	}
	if _, err := dashboards.Publish(context.Background(), db, opts); err != nil {
		t.Fatal(err)
	}
	tree := files(t, filepath.Join(dir, "current"))
	public, internal := plainText(tree["public/index.html"]), plainText(tree["internal/index.html"])
	if want := "Old data. The ledger is old: its newest record is of 31 January 2025, 59 days before 31 March 2025; the limit is 45 days."; !strings.Contains(internal, want) {
		t.Errorf("internal does not say %q", want)
	}
	if want := "Old data. The ledger is old: it ends more than 45 days before 31 March 2025; the newest figures that rest on it are to 31 December 2024, 90 days before."; !strings.Contains(public, want) || strings.Contains(public, "31 January 2025") {
		t.Errorf("public does not say %q, or names the day of a record", want)
	}
	for _, page := range []string{public, internal} {
		if strings.Contains(page, "SSDA903) is old") || !strings.Contains(page, "1 indicator rests on it") || !strings.Contains(page, "rests on an old extract: the ledger") {
			t.Error("a fresh extract is warned of, or an indicator is not said to rest on the old one")
		}
	}
	opts.StaleAfter = map[string]int{"": 5, "ledger": 60}
	if _, err := dashboards.Publish(context.Background(), db, opts); err != nil {
		t.Fatal(err)
	}
	page := plainText(files(t, filepath.Join(dir, "current"))["internal/index.html"])
	if strings.Contains(page, "ledger is old") || !strings.Contains(page, "20 March 2025, 11 days before 31 March 2025; the limit is 5 days.") {
		t.Error("the configured limits do not hold")
	}
}

// The internal page tells which figures of the past are shown otherwise than in the edition of the month before, and
// tells it again, byte for byte, when the same is published once more. The public page is set beside no edition.
func TestFiguresThatMovedAreToldInsideAndTheSameAgain(t *testing.T) {
	db, dir := world(t), t.TempDir()
	opts := options(t, dir)
	opts.AsAt = day(t, "2025-02-28")
	if _, err := dashboards.Publish(context.Background(), db, opts); err != nil {
		t.Fatal(err)
	}
	execute(t, db, `update indicators.value set value = value + 3, numerator = numerator + 3
		where indicator = 'cla' and period = 'snapshot' and breakdown = 'none' and period_end in (date '2024-06-30', date '2024-07-31')`)
	first := publish(t, db, dir)
	tree := files(t, filepath.Join(dir, "current"))
	internal := plainText(tree["internal/index.html"])
	if want := "2 past figures of 1 indicator are shown otherwise than in the edition to 28 February 2025. The largest: Children looked after . At "; !strings.Contains(internal, want) {
		t.Errorf("the internal page does not say %q", want)
	}
	moved := regexp.MustCompile(`The largest: Children looked after \. At (\d+ \w+ \d{4}): (\d+) children then, (\d+) children now\.`).FindStringSubmatch(internal)
	if moved == nil {
		t.Fatal("no sentence says which figure moved most")
	}
	end, err := time.Parse("2 January 2006", moved[1])
	if err != nil {
		t.Fatal(err)
	}
	var then, now string
	if err := db.QueryRow(`select (value - 3)::integer::varchar, value::integer::varchar from indicators.value
		where indicator = 'cla' and period = 'snapshot' and breakdown = 'none' and period_end = ?`, end).Scan(&then, &now); err != nil {
		t.Fatal(err)
	}
	if moved[2] != then || moved[3] != now || moved[1] != "30 June 2024" && moved[1] != "31 July 2024" {
		t.Errorf("%q: the tables have %s and %s", moved[0], then, now)
	}
	if strings.Contains(plainText(tree["public/index.html"]), "otherwise") {
		t.Error("the public page tells that figures moved: a small step tells of the few who made it")
	}
	if again := publish(t, db, dir); again.Edition != first.Edition {
		t.Errorf("published again the edition is %s, not %s", again.Edition, first.Edition)
	}
}

// The chance that the page prints for a new signal is what chance alone does to a chart.
func TestChanceOfANewSignal(t *testing.T) {
	const charts, length = 12000, 24
	random := rand.New(rand.NewSource(7))
	fresh := 0
	for range charts {
		points := make([]spc.Point, length)
		for i := range points {
			points[i] = spc.Point{End: time.Date(2020, time.Month(i+2), 0, 0, 0, 0, 0, time.UTC), Value: random.NormFloat64()}
		}
		if now, before := last(t, points), last(t, points[:length-1]); now.Signal != spc.CommonCause &&
			(before.Signal == spc.CommonCause || before.Direction != now.Direction) {
			fresh++
		}
	}
	if share := float64(fresh) / charts; share < 0.010 || share > 0.015 {
		t.Errorf("chance raises a new signal in %.4f of charts, the page reckons with 0.0125", share)
	}
}

func last(t *testing.T, points []spc.Point) spc.Marked {
	t.Helper()
	stretches, err := spc.Chart(points, nil, spc.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return stretches[0].Points[len(points)-1]
}

// When a schedule asked for the run is an input, and on the page; a run by hand has no such time, and no page a clock's.
func TestTheFrontPageSaysWhatAScheduleAskedFor(t *testing.T) {
	db := world(t)
	for due, want := range map[time.Time]string{
		time.Date(2025, 4, 3, 6, 0, 0, 0, time.UTC): "Published edition Run due on 3 April 2025 at 06:00",
		{}: "",
	} {
		dir := t.TempDir()
		opts := options(t, dir)
		opts.DueAt = due
		if _, err := dashboards.Publish(context.Background(), db, opts); err != nil {
			t.Fatal(err)
		}
		tree := files(t, filepath.Join(dir, "current"))
		for _, audience := range []string{"public/", "internal/"} {
			front := plainText(tree[audience+"index.html"])
			if want != "" && !strings.Contains(front, want) || want == "" && strings.Contains(front, "Run due") {
				t.Errorf("%s: due %v: %s", audience, due, front[:min(len(front), 400)])
			}
			if about := plainText(tree[audience+"about.html"]); !strings.Contains(about, "it is in the history of runs ( sightline history ), which the data team keeps") {
				t.Errorf("%s: about.html does not say where the moment of the run is", audience)
			}
		}
	}
}

// A verdict beside neighbours that turned since the edition before, and a target that the newest figure misses and the one
// before met, are told inside with the numbers of the tables.
func TestTurnedVerdictsAndMissedTargetsAreTold(t *testing.T) {
	db, dir := world(t), t.TempDir()
	execute(t, db, `update benchmarks.comparison set verdict_neighbours = 'similar' where indicator = 'sdq_average'`)
	opts := options(t, dir)
	opts.AsAt = day(t, "2025-02-28")
	if _, err := dashboards.Publish(context.Background(), db, opts); err != nil {
		t.Fatal(err)
	}
	execute(t, db, `
		update benchmarks.comparison set verdict_neighbours = 'worse' where indicator = 'sdq_average';
		insert into core.target (area_code, indicator, value, owner, valid_from) values ('204', 'sdq_average', 18, 'Head', '2024-04-01');
		insert into indicators.value select * replace ('rolling12' as period, date '2024-03-01' as period_start, date '2025-02-28' as period_end,
			17.2 as value, 16 as lower, 18.4 as upper) from indicators.value
		where indicator = 'sdq_average' and period = 'year' and period_end = date '2025-03-31' and breakdown = 'none'`)
	publish(t, db, dir)
	tree := files(t, filepath.Join(dir, "current"))
	told := regexp.MustCompile(`Average strengths and difficulties score : worse beside neighbours \((\S+); neighbours (\S+?)(?: in \S+)?\), where the edition to 28 February 2025 said similar\.`)
	said := told.FindStringSubmatch(plainText(tree["internal/index.html"]))
	if said == nil {
		t.Fatal("the internal page does not tell of the verdict that turned")
	}
	var own, mean string
	if err := db.QueryRow(`select round(value.value, 1)::decimal(9, 1)::varchar, round(neighbour_mean, 1)::decimal(9, 1)::varchar
		from benchmarks.comparison
		inner join indicators.value using (indicator, area_code, period, period_end)
		where indicator = 'sdq_average' and value.breakdown = 'none' and period_end <= date '2025-03-31'
		order by period_end desc limit 1`).Scan(&own, &mean); err != nil {
		t.Fatal(err)
	}
	if want := "Average strengths and difficulties score : " + own + " points in the year to 31 March 2025 misses the target of 18 points or less; 17.2 points, in the 12 months to 28 February 2025, met it."; !strings.Contains(plainText(tree["internal/index.html"]), want) {
		t.Errorf("the internal page does not say %q", want)
	}
	if said[1] != own || said[2] != mean {
		t.Errorf("%q: the tables have %s and %s", said[0], own, mean)
	}
	if told.MatchString(plainText(tree["public/index.html"])) {
		t.Error("the public page is set beside an earlier edition")
	}
}
