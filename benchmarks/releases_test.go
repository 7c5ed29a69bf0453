package benchmarks

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

func day(t *testing.T, text string) time.Time {
	t.Helper()
	out, err := time.Parse(time.DateOnly, text)
	must(t, err)
	return out
}

// edition is a file with one figure of Hackney per label.
func edition(figures ...string) string {
	text := eesHead + "number\n"
	for _, figure := range figures {
		years, value, _ := strings.Cut(figure, "=")
		text += hackney(years, value)
	}
	return text
}

// superseded lists what has given way, as file, label, value, and the file that stands.
func superseded(t *testing.T, db *sql.DB) []string {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), `
		select file.file || ' ' || years || '=' || coalesce(value::varchar, symbol) || ' by ' || winner.file
		from benchmarks.superseded
		inner join benchmarks.file using (file_id)
		inner join benchmarks.file as winner on superseded.by_file_id = winner.file_id
		order by all`)
	must(t, err)
	out, err := scanAll(rows, func(rows *sql.Rows, into *string) error { return rows.Scan(into) })
	must(t, err)
	return out
}

func loadInto(t *testing.T, db *sql.DB, dir string) {
	t.Helper()
	_, err := Load(t.Context(), db, dir, nil)
	must(t, err)
}

func TestTheReleaseWithTheLaterYearStandsAndBothStay(t *testing.T) {
	source, dir, db := t.TempDir(), t.TempDir(), memory(t)
	taken, err := Import(t.Context(), db, []string{
		write(t, source, "z_old.csv", edition("2023=1", "2024=2")), write(t, source, "a_new.csv", edition("2024=3", "2025=4")),
	}, dir)
	if err != nil || !slices.Equal(taken[1].Notes, []string{"takes the place of z_old.csv in 1 figure"}) {
		t.Fatalf("%+v, %v", taken, err)
	}
	loadInto(t, db, dir)
	if got, want := cells(t, db), []string{"ees:number|204|2023=1.0", "ees:number|204|2024=3.0", "ees:number|204|2025=4.0"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := superseded(t, db), []string{"z_old.csv 2024=2.0 by a_new.csv"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	held, err := Holdings(t.Context(), db)
	if err != nil || held[0].Superseded != 0 || held[1].Superseded != 1 || held[1].Rows != 2 {
		t.Errorf("%+v, %v", held, err)
	}
	// The order in which they come does not matter.
	again := t.TempDir()
	taken, err = Import(t.Context(), db, []string{filepath.Join(source, "a_new.csv"), filepath.Join(source, "z_old.csv")}, again)
	if err != nil || !slices.Equal(taken[1].Notes, []string{"gives way to a_new.csv in 1 figure"}) {
		t.Errorf("%+v, %v", taken, err)
	}
}

func TestARevisionOfTheSameYearsStandsWhenBothSayWhenTheyCameOut(t *testing.T) {
	source, dir, db := t.TempDir(), t.TempDir(), memory(t)
	first := write(t, source, "first.csv", edition("2024=1", "2025=2"))
	revised := write(t, source, "revised.csv", edition("2024=1", "2025=9"))
	_, err := Import(t.Context(), db, []string{first}, dir)
	must(t, err)
	_, err = ImportRelease(t.Context(), db, []string{revised}, dir, Release{PublishedOn: day(t, "2026-03-01"), Name: "Rev"})
	for _, want := range []string{
		"import revised.csv: row 3, column number: the held file first.csv gives another value for measure ees:number, area 204 Hackney, year 2025",
		"and so for 1 figure in all", "say of each when it came out", "--published 2025-11-20 --release Rev FILE",
	} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("a revision beside a file of which nothing is said: %v, want %s", err, want)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, releasesFile)); err == nil {
		t.Error("something was written about a file that was refused")
	}
	again, err := ImportRelease(t.Context(), db, []string{first}, dir, Release{PublishedOn: day(t, "2025-11-20")})
	if err != nil || !again[0].AlreadyHeld || !slices.Equal(again[0].Notes, []string{"said of it: came out on 20 November 2025"}) {
		t.Fatalf("%+v, %v", again, err)
	}
	taken, err := ImportRelease(t.Context(), db, []string{revised}, dir, Release{PublishedOn: day(t, "2026-03-01"), Name: "Rev"})
	if err != nil || !slices.Equal(taken[0].Notes, []string{"takes the place of first.csv in 2 figures"}) {
		t.Fatalf("%+v, %v", taken, err)
	}
	loadInto(t, db, dir)
	if got, want := cells(t, db), []string{"ees:number|204|2024=1.0", "ees:number|204|2025=9.0"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := superseded(t, db), []string{"first.csv 2024=1.0 by revised.csv", "first.csv 2025=2.0 by revised.csv"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	var published, release string
	err = db.QueryRowContext(t.Context(), "select published_on::varchar, release from benchmarks.file where file = 'revised.csv'").Scan(&published, &release)
	if err != nil || published != "2026-03-01" || release != "Rev" {
		t.Errorf("%s, %s, %v", published, release, err)
	}
	text, err := os.ReadFile(filepath.Join(dir, releasesFile))
	if err != nil || !strings.HasPrefix(string(text), "sha256,file,published_on,release\n") || strings.Count(string(text), "\n") != 3 ||
		!strings.Contains(string(text), ",first.csv,2025-11-20,\n") || !strings.Contains(string(text), ",revised.csv,2026-03-01,Rev\n") {
		t.Errorf("releases.csv: %q, %v", text, err)
	}
	// To say that the first came out later turns it round; to say that both came out on one day is refused.
	_, err = ImportRelease(t.Context(), db, []string{first}, dir, Release{PublishedOn: day(t, "2026-03-01")})
	if err == nil || !strings.Contains(err.Error(), "gives another value") {
		t.Errorf("two releases of one day: %v", err)
	}
	_, err = ImportRelease(t.Context(), db, []string{first}, dir, Release{PublishedOn: day(t, "2026-04-01"), Name: "Final"})
	must(t, err)
	loadInto(t, db, dir)
	if got := superseded(t, db); !slices.Equal(got, []string{"revised.csv 2024=1.0 by first.csv", "revised.csv 2025=9.0 by first.csv"}) {
		t.Errorf("turned round: %q", got)
	}
}

// Of three files the rule does not depend on the order: where one of them has no date, their latest years
// decide between all of them.
func TestDatesDecideOnlyWhereEveryFileHasOne(t *testing.T) {
	dir, db := t.TempDir(), memory(t)
	write(t, dir, "a.csv", edition("2022=1", "2023=1"))
	write(t, dir, "b.csv", edition("2022=2", "2024=2"))
	write(t, dir, "c.csv", edition("2022=3", "2025=3"))
	hash := func(name string) string {
		sum, err := hashFile(filepath.Join(dir, name))
		must(t, err)
		return sum
	}
	write(t, dir, releasesFile, fmt.Sprintf("sha256,file,published_on,release\n%s,a.csv,2026-01-01,\n%s,c.csv,2025-01-01,\n", hash("a.csv"), hash("c.csv")))
	loadInto(t, db, dir)
	if got, want := superseded(t, db), []string{"a.csv 2022=1.0 by c.csv", "b.csv 2022=2.0 by c.csv"}; !slices.Equal(got, want) {
		t.Errorf("one without a date: %q, want %q", got, want)
	}
	write(t, dir, releasesFile, fmt.Sprintf("sha256,file,published_on,release\n%s,a.csv,2026-01-01,\n%s,c.csv,2025-01-01,\n%s,b.csv,2024-01-01,\n", hash("a.csv"), hash("c.csv"), hash("b.csv")))
	loadInto(t, db, dir)
	if got, want := superseded(t, db), []string{"b.csv 2022=2.0 by a.csv", "c.csv 2022=3.0 by a.csv"}; !slices.Equal(got, want) {
		t.Errorf("all with dates: %q, want %q", got, want)
	}
}

func TestFilesThatAgreeAreNotSuperseded(t *testing.T) {
	dir, db := t.TempDir(), memory(t)
	write(t, dir, "a.csv", edition("2024=1", "2025=2"))
	write(t, dir, "b.csv", edition("2025=2.0"))
	loadInto(t, db, dir)
	if got := superseded(t, db); len(got) > 0 {
		t.Errorf("%q", got)
	}
	var file string
	err := db.QueryRowContext(t.Context(), "select string_agg(distinct file, ',') from benchmarks.published inner join benchmarks.file using (file_id)").Scan(&file)
	if err != nil || file != "a.csv" {
		t.Errorf("figures are taken from %s, %v", file, err)
	}
}

func TestReleasesAreReadStrictly(t *testing.T) {
	dir, db := t.TempDir(), memory(t)
	write(t, dir, "a.csv", edition("2025=1"))
	sum, err := hashFile(filepath.Join(dir, "a.csv"))
	must(t, err)
	other := strings.Repeat("0", 64)
	for text, want := range map[string]string{
		"sha256,file,published\n":               "releases.csv: row 1: want the heading sha256,file,published_on,release",
		"":                                      "releases.csv: row 1: want the heading",
		"%HEAD%abc,a.csv,2025-01-01,\n":         "releases.csv: row 2, column sha256: want the file's SHA-256 hash",
		"%HEAD%" + sum + ",a.csv,01/02/2025,\n": "releases.csv: row 2, column published_on: want a date as YYYY-MM-DD",
		"%HEAD%" + sum + ",a.csv\n":             "releases.csv: row 2: want 4 fields",
		"%HEAD%" + sum + ",a.csv,,\n" + sum + ",a.csv,,R\n": "releases.csv: row 3, column sha256: row 2 is of the same file",
		"%HEAD%" + other + ",a.csv,2025-01-01,\n":           "releases.csv: row 2, column sha256: the file a.csv has another hash now",
	} {
		write(t, dir, releasesFile, strings.ReplaceAll(text, "%HEAD%", "sha256,file,published_on,release\n"))
		if _, err := Load(t.Context(), db, dir, nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
	write(t, dir, releasesFile, "sha256,file,published_on,release\n"+other+",gone.csv,2025-01-01,\n"+sum+",a.csv,,provisional\n")
	loadInto(t, db, dir)
	held, err := Holdings(t.Context(), db)
	if err != nil || len(held) != 1 || held[0].Release != (Release{Name: "provisional"}) {
		t.Errorf("%+v, %v", held, err)
	}
	// A published file of that name does not take the place of ours.
	taken, err := Import(t.Context(), db, []string{write(t, t.TempDir(), releasesFile, edition("2025=1", "2026=2"))}, dir)
	if err != nil || taken[0].File == releasesFile {
		t.Errorf("%+v, %v", taken, err)
	}
}

func TestALaterDictionaryDescribesTheMeasures(t *testing.T) {
	source, dir, db := t.TempDir(), t.TempDir(), memory(t)
	first := write(t, source, "a.csv", smallDictionary)
	second := write(t, source, "b.csv", strings.Replace(smallDictionary, ",Low,", ",High,", 1))
	_, err := Import(t.Context(), db, []string{first, second}, dir)
	if err == nil || !strings.Contains(err.Error(), "say of each when it came out") {
		t.Errorf("two dictionaries that disagree: %v", err)
	}
	_, err = ImportRelease(t.Context(), db, []string{first}, dir, Release{PublishedOn: day(t, "2025-01-01")})
	must(t, err)
	_, err = ImportRelease(t.Context(), db, []string{second}, dir, Release{PublishedOn: day(t, "2025-06-01")})
	must(t, err)
	loadInto(t, db, dir)
	var polarity string
	err = db.QueryRowContext(t.Context(), "select polarity from benchmarks.measure").Scan(&polarity)
	if err != nil || polarity != "High" {
		t.Errorf("polarity %q, %v", polarity, err)
	}
}

// twelve writes a measure over authorities, scaled by label.
func twelve(scales map[string]float64) string {
	text := eesHead + "percentage\n"
	for _, years := range []string{"2019", "2020", "2021", "2022", "2023"} {
		scale, ok := scales[years]
		if !ok {
			continue
		}
		for i := range 12 {
			code := fmt.Sprint(302 + i)
			text += fmt.Sprintf("%s,Reporting year,Local authority,E92000001,England,,,%s,,Name,%.6f\n", years, code, scale*float64(20+i))
		}
	}
	return text
}

func TestAMeasureThatChangedItsUnitIsDoubtedOnTheShorterSide(t *testing.T) {
	for _, c := range []struct {
		scales map[string]float64
		want   []string
	}{
		{map[string]float64{"2019": 0.01, "2020": 1, "2021": 1.1, "2022": 1.2}, []string{"2019"}},
		{map[string]float64{"2020": 1, "2021": 1, "2022": 0.01}, []string{"2022"}},
		{map[string]float64{"2020": 1, "2021": 1, "2022": 1000, "2023": 1000}, []string{"2020", "2021"}},
		{map[string]float64{"2020": 1, "2021": 1000, "2022": 1.2, "2023": 1.1}, []string{"2021"}},
		{map[string]float64{"2020": 1, "2021": 10, "2022": 100}, nil},
		{map[string]float64{"2020": 1, "2022": 40}, nil},
	} {
		db := load(t, filepath.Dir(write(t, t.TempDir(), "x.csv", twelve(c.scales))))
		rows, err := db.QueryContext(t.Context(), "select years from benchmarks.doubtful order by years")
		must(t, err)
		got, err := scanAll(rows, func(rows *sql.Rows, into *string) error { return rows.Scan(into) })
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%v: doubted %v, want %v, %v", c.scales, got, c.want, err)
		}
		if len(got) == 0 {
			continue
		}
		var reason string
		must(t, db.QueryRowContext(t.Context(), "select reason from benchmarks.doubtful").Scan(&reason))
		if !strings.Contains(reason, "the measure changed its unit: from 20") || !strings.Contains(reason, "the median of 12 authorities is ") {
			t.Errorf("reason %q", reason)
		}
		held, err := Holdings(t.Context(), db)
		if want := "ees:percentage (" + strings.Join(c.want, ", ") + ")"; err != nil || held[0].Doubtful != want {
			t.Errorf("listed %q, want %q, %v", held[0].Doubtful, want, err)
		}
	}
	// Nine authorities are too few to tell.
	nine := strings.Split(twelve(map[string]float64{"2020": 1, "2021": 1000}), "\n")
	nine = slices.DeleteFunc(nine, func(line string) bool {
		return strings.Contains(line, ",302,") || strings.Contains(line, ",303,") || strings.Contains(line, ",304,")
	})
	db := load(t, filepath.Dir(write(t, t.TempDir(), "x.csv", strings.Join(nine, "\n"))))
	var found int
	if err := db.QueryRowContext(t.Context(), "select count(*) from benchmarks.doubtful").Scan(&found); err != nil || found > 0 {
		t.Errorf("%d labels doubted, %v", found, err)
	}
}

func TestTheAgeOfAFileIsReckonedFromTheEndOfItsLatestYear(t *testing.T) {
	for _, c := range []struct {
		label, on string
		want      int
		ok        bool
	}{
		{"2025", "2025-03-31", 0, true},
		{"2025", "2025-04-29", 0, true},
		{"2025", "2025-04-30", 1, true},
		{"2025", "2026-03-31", 12, true},
		{"2024-25", "2026-03-30", 11, true},
		{"2025 (Rev)", "2025-01-01", 0, true},
		{"2025-09-30", "2025-12-31", 3, true},
		{"", "2025-01-01", 0, false},
	} {
		if got, ok := (Holding{LastYear: c.label}).Age(day(t, c.on)); got != c.want || ok != c.ok {
			t.Errorf("%s on %s: %d, %v", c.label, c.on, got, ok)
		}
	}
}

func TestAMeasureIsShownUnderItsTwin(t *testing.T) {
	dir := t.TempDir()
	text := eesHead + "turnover_rate_fte\n" + hackney("2025", "11.8")
	write(t, dir, "x.csv", text)
	db := load(t, dir)
	for asked, want := range map[string]string{
		"Work_Force_TO_Rate": "ees:turnover_rate_fte", "ees:turnover_rate_fte": "ees:turnover_rate_fte", "LAC": "LAC", "nothing": "nothing",
	} {
		if got, err := HeldAs(t.Context(), db, asked); err != nil || got != want {
			t.Errorf("%s is held as %s, want %s, %v", asked, got, want, err)
		}
	}
	var polarity string
	err := db.QueryRowContext(t.Context(), "select polarity from benchmarks.measure").Scan(&polarity)
	if err != nil || polarity != "Low" {
		t.Errorf("polarity %q without a dictionary, %v", polarity, err)
	}
}

func TestEveryLabelHasItsEndAndItsRevision(t *testing.T) {
	dir := t.TempDir()
	text := valuesHeading
	for _, label := range []string{"2025", "2025 (Rev)", "2025 (prov)", "2025 (Final)", "2024-25 (OT)", "0"} {
		text += "Rate,," + label + ",Ayton,1,901,North\n"
	}
	write(t, dir, "x.csv", text)
	rows, err := load(t, dir).QueryContext(t.Context(), `
		select concat_ws('|', years, coalesce(revision, 'none'), coalesce(revision_order::varchar, 'none'), coalesce(last_year::varchar, 'none'))
		from benchmarks.label order by all`)
	must(t, err)
	got, err := scanAll(rows, func(rows *sql.Rows, into *string) error { return rows.Scan(into) })
	want := []string{"0|none|none|none", "2024-25 (OT)|OT|1|2025", "2025 (Final)|Final|2|2025", "2025 (Rev)|Rev|3|2025", "2025 (prov)|prov|0|2025", "2025|none|1|2025"}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%q, want %q, %v", got, want, err)
	}
}
