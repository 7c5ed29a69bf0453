package dashboards_test

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"sightline/dashboards"
)

// files reads every file under dir by its path.
func files(t testing.TB, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	dir, err := filepath.EvalSymlinks(dir)
	if err != nil {
		t.Fatal(err)
	}
	err = filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		out[filepath.ToSlash(rel)] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func records(t testing.TB, text string) []map[string]string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, row := range rows[1:] {
		record := map[string]string{}
		for i, column := range rows[0] {
			record[column] = row[i]
		}
		out = append(out, record)
	}
	return out
}

func find(t testing.TB, list []map[string]string, period, end string) map[string]string {
	t.Helper()
	for _, record := range list {
		if record["period"] == period && record["period_end"] == end {
			return record
		}
	}
	t.Fatalf("no %s to %s in the data file", period, end)
	return nil
}

func TestPublishedTree(t *testing.T) {
	dir := t.TempDir()
	published := publish(t, world(t), dir)
	tree := files(t, filepath.Join(dir, "current"))
	for _, audience := range []string{"public/", "internal/"} {
		for _, name := range []string{
			"index.html", "about.html", "data-quality.html", "manifest.json", "data/all.csv", "data/cla.csv", "data/completeness.csv",
			"indicators/cla.html", "indicators/re_referrals.html", "assets/style.css", "assets/page.js",
			"assets/echarts.min.js", "assets/echarts.LICENSE.txt", "assets/echarts.NOTICE.txt",
		} {
			if _, ok := tree[audience+name]; !ok {
				t.Errorf("%s%s was not published", audience, name)
			}
		}
	}
	for name, text := range tree {
		if !strings.HasSuffix(name, ".html") {
			continue
		}
		if marked := strings.Contains(text, "OFFICIAL-SENSITIVE"); marked != strings.HasPrefix(name, "internal/") {
			t.Errorf("%s: marked OFFICIAL-SENSITIVE is %v", name, marked)
		}
		for _, want := range []string{`lang="en-GB"`, "These records are invented.", "Data to 31 March 2025", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: does not say %q", name, want)
			}
		}
		for _, never := range []string{" style=", "<style", "http://", "https://", "javascript:", " onload="} {
			if strings.Contains(text, never) {
				t.Errorf("%s: contains %q", name, never)
			}
		}
		if strings.Count(text, "<h1>") != 1 {
			t.Errorf("%s: has %d first headings", name, strings.Count(text, "<h1>"))
		}
	}
	if published.Indicators != 12 || published.WithFigures != 10 || published.Hidden == 0 {
		t.Errorf("published %+v; want 12 indicators, 10 of them with figures, and some hidden", published)
	}
	for path, mode := range map[string]fs.FileMode{
		"public": 0o755, "public/data": 0o755, "public/index.html": 0o644, "internal": 0o700, "internal/data": 0o700, "internal/index.html": 0o600,
	} {
		info, err := os.Stat(filepath.Join(dir, "current", path))
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != mode {
			t.Errorf("%s has mode %o, want %o", path, info.Mode().Perm(), mode)
		}
	}
}

func TestPagesSayWhatTheFiguresSay(t *testing.T) {
	dir := t.TempDir()
	publish(t, world(t), dir)
	tree := files(t, filepath.Join(dir, "current", "public"))
	for name, wants := range map[string][]string{
		"index.html": {
			"1 indicator better than neighbours", "1 indicator worse than neighbours", "needs the children in need census, which was not among the extracts",
			"9 of 10", "the extracts given do not cover a whole period",
		},
		"indicators/placements_three_or_more.html": {
			"<h1>Three or more placements in the year: 10.7%, lower than neighbours (11.6%)</h1>",
			"95% limits: 8.1% to 13.8%", "<dt>30</dt><dd>Children looked after on the last day", "<dt>out of 281</dt><dd>All children",
			"Without Kensington and Chelsea", "Rolling 12 months", "A lower figure is better", "What this does not show",
			`href="cla.html"`, `href="../data/placements_three_or_more.csv"`, "place 41 of 150, quartile band B",
		},
		"indicators/residential_spend.html": {"£2.7m", "down £264,000 in a year", "£2,737,965", "No published comparator is held"},
		"indicators/re_referrals.html":      {"not available", "No published comparator is held"},
		"indicators/placed_within_12_months.html": {
			"<h1>Placed for adoption within 12 months: hidden</h1>", "Because it rests on fewer than 6, or would give away a figure that does.", "78.8%", "44.4%",
		},
		"data-quality.html": {"fewer than 100", "about 1,000", "about 88,200", "efefefefefef", "stitch superseded"},
	} {
		for _, want := range wants {
			if !strings.Contains(tree[name], want) {
				t.Errorf("%s: does not say %q", name, want)
			}
		}
	}
	for name, text := range tree {
		if strings.Contains(text, "SECRET-MESSAGE") {
			t.Errorf("%s: repeats the message of a notice", name)
		}
	}
}

func TestDataFiles(t *testing.T) {
	dir := t.TempDir()
	publish(t, world(t), dir)
	tree := files(t, filepath.Join(dir, "current"))
	header, _, _ := strings.Cut(tree["public/data/all.csv"], "\n")
	if want := "indicator,edition,area_code,area_name,period,period_start,period_end,breakdown,group,numerator,denominator,value,lower,upper,unit,symbol"; header != want {
		t.Errorf("header is\n%s\nwant\n%s", header, want)
	}
	public, internal := records(t, tree["public/data/placed_within_12_months.csv"]), records(t, tree["internal/data/placed_within_12_months.csv"])
	hidden := find(t, public, "year", "2025-03-31")
	for _, column := range []string{"numerator", "denominator", "value", "lower", "upper"} {
		if hidden[column] != "" {
			t.Errorf("the hidden row has %s %q", column, hidden[column])
		}
	}
	if hidden["symbol"] != "c" || hidden["area_name"] != "Hackney" {
		t.Errorf("the hidden row is %v", hidden)
	}
	if whole := find(t, internal, "year", "2025-03-31"); whole["numerator"] != "5" || whole["value"] != "45.5" || whole["symbol"] != "" {
		t.Errorf("the internal row is %v", whole)
	}
	if shown := find(t, public, "year", "2024-03-31"); shown["numerator"] != "8" || shown["denominator"] != "18" || shown["value"] != "44.4" || shown["lower"] != "23.19" || shown["upper"] != "68.19" {
		t.Errorf("a shown row is %v", shown)
	}
	if nought := find(t, public, "year", "2022-03-31"); nought["numerator"] != "0" || nought["value"] != "0.0" || nought["symbol"] != "" {
		t.Errorf("nought is %v", nought)
	}
	if empty := find(t, internal, "month", "2025-01-31"); empty["symbol"] != "z" || empty["value"] != "" {
		t.Errorf("an empty denominator is %v", empty)
	}
	sickness := records(t, tree["public/data/sickness_days_per_fte.csv"])
	if low := find(t, sickness, "year", "2025-03-31"); low["symbol"] != "low" || low["value"] != "" || low["denominator"] != "181.125" {
		t.Errorf("a value that rounds to nought is %v", low)
	}
	if plain := find(t, sickness, "year", "2023-03-31"); plain["value"] != "15.66" || plain["denominator"] != "190.333333333" || plain["numerator"] != "2981.25" {
		t.Errorf("days per FTE are %v", plain)
	}
	if absent := find(t, records(t, tree["public/data/placements_three_or_more.csv"]), "rolling12", "2019-06-30"); absent["symbol"] != "x" || absent["numerator"] != "" {
		t.Errorf("a period that is not covered is %v", absent)
	}
}

func TestHowCompleteTheFiguresAre(t *testing.T) {
	dir := t.TempDir()
	publish(t, world(t), dir)
	tree := files(t, filepath.Join(dir, "current"))
	const columns = "indicator,area_code,period,period_start,period_end,breakdown,group,value,unjudged,lowest,highest,symbol,short_history"
	page := "indicators/placements_three_or_more.html"
	for _, want := range []string{
		"of 281 not recorded; between 10.7% and", "<th scope=\"col\" class=\"n\">Not recorded</th>", "The bounds are what the figure would be",
		"A child whose placements are not recorded counts as having fewer than three.",
	} {
		if !strings.Contains(tree["internal/"+page], want) {
			t.Errorf("the internal page does not say %q", want)
		}
	}
	for name, want := range map[string]string{
		"public/indicators/sdq_average.html": "14 of 164 not recorded; between", "internal/indicators/sickness_days_per_fte.html": "3 not recorded",
		"public/indicators/sickness_days_per_fte.html": "Fewer than 6 not recorded", "public/indicators/cla.html": "All cases behind the latest figure are recorded.",
		"internal/index.html": "of 281 not recorded; between 10.7% and", "public/about.html": `href="data/completeness.csv"`,
	} {
		if !strings.Contains(tree[name], want) {
			t.Errorf("%s does not say %q", name, want)
		}
	}
	if strings.Contains(tree["public/indicators/cla.html"], "not recorded;") || strings.Contains(tree["public/indicators/cla.html"], "Not recorded</th>") {
		t.Error("a page speaks of cases not recorded where there are none")
	}
	for _, audience := range []string{"public/", "internal/"} {
		header, _, _ := strings.Cut(tree[audience+"data/completeness.csv"], "\n")
		if header != columns {
			t.Errorf("%sdata/completeness.csv has the columns %s", audience, header)
		}
		if !strings.Contains(tree[audience+"manifest.json"], `"data/completeness.csv"`) {
			t.Errorf("%smanifest.json does not list the completeness file", audience)
		}
		figures, gaps := records(t, tree[audience+"data/all.csv"]), records(t, tree[audience+"data/completeness.csv"])
		if len(figures) != len(gaps) {
			t.Fatalf("%s: %d figures and %d rows on completeness", audience, len(figures), len(gaps))
		}
		few := 0
		for i, gap := range gaps {
			told := gap["unjudged"] + gap["lowest"] + gap["highest"]
			if gap["value"] != figures[i]["value"] || figures[i]["symbol"] == "c" && told != "" {
				t.Errorf("%s: a row beside %v is %v", audience, figures[i], gap)
			}
			if gap["symbol"] == "c" && told != "" {
				t.Errorf("%s: a hidden row carries numbers: %v", audience, gap)
			}
			n, err := strconv.Atoi(gap["unjudged"])
			if err == nil && n > 0 && n < 6 && gap["indicator"] != "residential_spend" {
				few++
			}
		}
		if (few > 0) != (audience == "internal/") {
			t.Errorf("%s: %d rows tell a number of 1 to 5", audience, few)
		}
	}
}

// The hidden figures of the seed are unlike any other of their indicator, so they can be searched for.
func TestHiddenFiguresAreNowhereInPublic(t *testing.T) {
	dir := t.TempDir()
	publish(t, world(t), dir)
	tree := files(t, filepath.Join(dir, "current"))
	secrets := []string{
		"45.5", "45.45", "27.3", "27.27", // 5 of 11, 3 of 11
		"76.5", "76.47", // 13 of 17: all but four
		"28.6", "28.57", ">2<", ">7<", // 2 of 7
		"9.30", "9.3%", ">4<", ">43<", // 4 of 43
		"24.2", "69.2", "6.0%", "51.0%", // limits of the hidden years
		">3<", ">5<", ">11<", ">13<", ">17<",
	}
	about := map[string]string{
		"indicators/placed_within_12_months.html": "", "data/placed_within_12_months.csv": "",
	}
	for name := range about {
		for _, secret := range secrets {
			if strings.Contains(tree["public/"+name], secret) {
				t.Errorf("public/%s gives away %q", name, secret)
			}
		}
	}
	for _, secret := range []string{"45.5", "27.3", "76.5", "28.6", "SECRET-REASON"} {
		if !strings.Contains(tree["internal/indicators/placed_within_12_months.html"], secret) {
			t.Errorf("the internal page does not have %q: the search above proves nothing", secret)
		}
	}
	for name, text := range tree {
		if !strings.HasPrefix(name, "public/") || strings.HasPrefix(name, "public/assets/") {
			continue
		}
		for _, secret := range []string{"45.4545", "45.5%", "27.3%", "76.5%", "28.6%", "SECRET-REASON"} {
			if strings.Contains(text, secret) {
				t.Errorf("%s gives away %q", name, secret)
			}
		}
	}
	// The overview must not tell the change, the verdict or the place of a hidden figure.
	_, row, found := strings.Cut(tree["public/index.html"], `<a href="indicators/placed_within_12_months.html">Placed`)
	row, _, _ = strings.Cut(row, "</tr>")
	if !found || strings.Contains(row, "worse") || strings.Contains(row, "better") || strings.Contains(row, "↑") || strings.Contains(row, "↓") {
		t.Errorf("the overview's row of a hidden figure tells too much: %s", row)
	}
	for _, record := range records(t, tree["public/data/all.csv"]) {
		if record["symbol"] == "c" && record["numerator"]+record["denominator"]+record["value"]+record["lower"]+record["upper"] != "" {
			t.Errorf("a hidden row carries numbers: %v", record)
		}
	}
}

func TestSameTablesGiveTheSameBytes(t *testing.T) {
	one, two := t.TempDir(), t.TempDir()
	first, second := publish(t, world(t), one), publish(t, world(t), two)
	if first.Edition != second.Edition {
		t.Errorf("editions %s and %s differ", first.Edition, second.Edition)
	}
	a, b := files(t, filepath.Join(one, "current")), files(t, filepath.Join(two, "current"))
	if len(a) != len(b) {
		t.Errorf("%d files and %d files", len(a), len(b))
	}
	for name := range a {
		if a[name] != b[name] {
			t.Errorf("%s differs", name)
		}
	}
	if again := publish(t, world(t), one); again.Edition != first.Edition {
		t.Errorf("publishing again made %s of %s", again.Edition, first.Edition)
	}
}

func editions(t testing.TB, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join(dir, "editions"))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, entry := range entries {
		out = append(out, entry.Name())
	}
	return out
}

func TestAFailureLeavesTheOldEdition(t *testing.T) {
	dir, db := t.TempDir(), world(t)
	first := publish(t, db, dir)
	before := files(t, filepath.Join(dir, "current"))

	ctx, cancel := context.WithCancel(context.Background())
	opts := options(t, dir)
	opts.Version = "2.0.0"
	opts.Progress = func(done, _ int, _ string) {
		if done == 4 {
			cancel()
		}
	}
	if _, err := dashboards.Publish(ctx, db, opts); err == nil {
		t.Fatal("a cancelled publication reported success")
	}
	opts = options(t, dir)
	opts.Version = "3.0.0"
	refusal := errors.New("the warehouse could not be switched")
	opts.Ready = func() error { return refusal }
	if _, err := dashboards.Publish(context.Background(), db, opts); !errors.Is(err, refusal) {
		t.Fatalf("error is %v, want the one of Ready", err)
	}
	execute(t, db, "alter table audit.reject rename to elsewhere")
	if _, err := dashboards.Publish(context.Background(), db, options(t, dir)); err == nil || !strings.Contains(err.Error(), "read rejects") {
		t.Fatalf("error is %v, want one that says what could not be read", err)
	}
	execute(t, db, "alter table audit.elsewhere rename to reject")

	if after := files(t, filepath.Join(dir, "current")); len(after) != len(before) || after["public/index.html"] != before["public/index.html"] {
		t.Error("the failed publication changed what stood")
	}
	if got := editions(t, dir); !slices.Equal(got, []string{first.Edition}) {
		t.Errorf("editions are %v, want only %s", got, first.Edition)
	}
}

func TestEditionsAreReplacedAsAWholeAndThePreviousOneIsKept(t *testing.T) {
	dir, db := t.TempDir(), world(t)
	if err := os.MkdirAll(filepath.Join(dir, "editions", ".building-killed", "public"), 0o755); err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, version := range []string{"1", "2", "3"} {
		opts := options(t, dir)
		opts.Version = version
		published, err := dashboards.Publish(context.Background(), db, opts)
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, published.Edition)
	}
	want := []string{names[1], names[2]}
	slices.Sort(want)
	if got := editions(t, dir); !slices.Equal(got, want) {
		t.Errorf("editions are %v, want %v", got, want)
	}
	target, err := os.Readlink(filepath.Join(dir, "current"))
	if err != nil || filepath.Base(target) != names[2] {
		t.Errorf("current is %s (%v), want %s", target, err, names[2])
	}
}

func TestVerifyFindsWhatWasChanged(t *testing.T) {
	dir, db := t.TempDir(), world(t)
	publish(t, db, dir)
	for _, place := range []string{dir, filepath.Join(dir, "current"), filepath.Join(dir, "current", "public")} {
		if problems, err := dashboards.Verify(place); err != nil || len(problems) != 0 {
			t.Errorf("verify %s: %v, %v", place, problems, err)
		}
	}
	if _, err := dashboards.Verify(t.TempDir()); err == nil {
		t.Error("an empty folder was verified")
	}
	public := filepath.Join(dir, "current", "public")
	if err := os.WriteFile(filepath.Join(public, "data", "cla.csv"), []byte("changed"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(public, "extra.html"), []byte("added"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(public, "about.html")); err != nil {
		t.Fatal(err)
	}
	problems, err := dashboards.Verify(dir)
	want := []string{"public/about.html: is missing", "public/data/cla.csv: has been changed since it was published", "public/extra.html: is not in the manifest"}
	if err != nil || !slices.Equal(problems, want) {
		t.Errorf("problems are %q (%v), want %q", problems, err, want)
	}
	// Publishing the same again heals an edition that somebody changed.
	publish(t, db, dir)
	if problems, err := dashboards.Verify(dir); err != nil || len(problems) != 0 {
		t.Errorf("after publishing again: %v, %v", problems, err)
	}
}

// The sum of a file with one record proves a guess at an id, a sex and a date of birth within seconds.
func TestTheSumOfAFileWithFewRecordsIsForTheInternalEditionAlone(t *testing.T) {
	db, dir := world(t), t.TempDir()
	if _, err := db.Exec(`insert into audit.file (file_id, kind, table_name, source_file, sha256, area_code, collection_year, read, loaded, rejected) values
		(4, 'ssda903', 'uasc', 'extracts/ssda903/2024-25/UASC.csv', repeat('1f', 32), '204', 2025, 99, 99, 0),
		(5, 'population', 'population', 'extracts/population.csv', repeat('2e', 32), null, 2025, 4, 4, 0),
		(6, 'annex_a', 'list_1', 'extracts/annex_a.xlsx', repeat('3d', 32), '204', 2025, 60, 60, 0),
		(7, 'annex_a', 'list_2', 'extracts/annex_a.xlsx', repeat('3d', 32), '204', 2025, 60, 60, 0)`); err != nil {
		t.Fatal(err)
	}
	publish(t, db, dir)
	for audience, want := range map[string]map[string]bool{
		"public":   {"1f": false, "2e": true, "3d": true},
		"internal": {"1f": true, "2e": true, "3d": true},
	} {
		for _, name := range []string{"manifest.json", "data-quality.html"} {
			text := string(files(t, filepath.Join(dir, "current", audience))[name])
			for sum, told := range want {
				if strings.Contains(text, strings.Repeat(sum, 6)) != told {
					t.Errorf("%s/%s: sum %s… told is %v, want %v", audience, name, sum, !told, told)
				}
			}
			if withheld := strings.Contains(text, "withheld"); withheld != (audience == "public") {
				t.Errorf("%s/%s: says that a sum is withheld: %v", audience, name, withheld)
			}
		}
	}
}

func TestManifestSaysWhatWasRead(t *testing.T) {
	dir := t.TempDir()
	publish(t, world(t), dir)
	var manifest dashboards.Manifest
	text, err := os.ReadFile(filepath.Join(dir, "current", "public", "manifest.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &manifest); err != nil {
		t.Fatal(err)
	}
	if manifest.AsAt != asAt || manifest.Version != "1.2.3" || manifest.CatalogueHash != strings.Repeat("0f", 32) || manifest.SuppressBelow != 6 || manifest.Audience != "public" {
		t.Errorf("manifest is %+v", manifest)
	}
	if len(manifest.Sources) != 3 || manifest.Sources[0].SHA256 != strings.Repeat("ef", 32) {
		t.Errorf("sources are %+v", manifest.Sources)
	}
	if tree := files(t, filepath.Join(dir, "current", "public")); len(manifest.Files) != len(tree)-1 {
		t.Errorf("the manifest lists %d files of %d", len(manifest.Files), len(tree)-1)
	}
}

func TestNamesAreEscaped(t *testing.T) {
	dir, db := t.TempDir(), world(t)
	execute(t, db, `update core.area set area_name = '=1+1 </script><script>alert("x")</script> & ''Co''' where own`)
	publish(t, db, dir)
	for name, text := range files(t, filepath.Join(dir, "current", "public")) {
		switch {
		case strings.HasSuffix(name, ".html") && strings.Contains(text, "<script>alert"):
			t.Errorf("%s: the name was written as markup", name)
		case name == "data/all.csv":
			if got := records(t, text)[0]["area_name"]; !strings.HasPrefix(got, "'=1+1 </script>") {
				t.Errorf("a spreadsheet would take the name %q for a formula", got)
			}
		}
	}
}

// A name of an extract may hold characters that turn the rest of its line; whatever prints a name prints it without.
func TestNoNameTurnsTheRestOfItsLine(t *testing.T) {
	db := world(t)
	const turns = "\u202e\u202a\u202d\u2066\u2067\u2068\u2069\u200e\u200f"
	execute(t, db, hostileTeams)
	execute(t, db, "update core.area set area_name = 'West"+turns+"Moor' where own")
	dir := t.TempDir()
	opts := options(t, dir)
	opts.Notice, opts.Contact = "Read"+turns+"this", "help"+turns+"desk"
	if _, err := dashboards.Publish(context.Background(), db, opts); err != nil {
		t.Fatal(err)
	}
	named := 0
	for name, text := range files(t, filepath.Join(dir, "current")) {
		if filepath.Ext(name) == ".xlsx" {
			continue // compressed: proven below on the text of a cell
		}
		if strings.ContainsAny(text, turns) {
			t.Errorf("%s holds a character that turns a line", name)
		}
		if strings.Contains(text, "WestMoor") {
			named++
		}
	}
	if named < 10 {
		t.Errorf("%d files name the authority: the test looks at the wrong ones", named)
	}
}

func TestWithoutComparatorsPagesSayThatNoneIsHeld(t *testing.T) {
	for name, statement := range map[string]string{
		"no table": "drop table benchmarks.comparison", "an empty table": "delete from benchmarks.comparison",
	} {
		dir, db := t.TempDir(), world(t)
		execute(t, db, statement)
		publish(t, db, dir)
		tree := files(t, filepath.Join(dir, "current", "public"))
		for page, want := range map[string]string{
			"index.html": "No published comparator is held", "indicators/cla_rate.html": "No published comparator is held for this indicator", "comparators.html": "Nothing is held that any indicator can be set beside",
		} {
			if !strings.Contains(tree[page], want) {
				t.Errorf("%s: %s does not say %q", name, page, want)
			}
		}
	}
}
