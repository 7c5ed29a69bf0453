package dashboards_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"sightline/dashboards"
	"sightline/dashboards/commentary"
)

// written makes the file of a comment.
func written(indicator, period, end, figure, more, text string) *fstest.MapFile {
	return &fstest.MapFile{Data: []byte(fmt.Sprintf("---\nindicator: %s\nperiod: %s\nend: %s\nfigure: %s\nauthor: Head of service\ndate: 2025-04-20\n%s---\n%s\n",
		indicator, period, end, figure, more, text))}
}

const public = "audience: public\n"

// commented publishes the seeded world with comments and gives what was logged.
func commented(t *testing.T, files fstest.MapFS, more string, changes ...func(*dashboards.Options)) (*dashboards.Published, string) {
	t.Helper()
	db := world(t)
	execute(t, db, "select 1;"+more)
	folder, err := commentary.Read(files, "commentary")
	if err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	opts := options(t, t.TempDir())
	for _, change := range changes {
		change(&opts)
	}
	opts.Commentary, opts.CommentOwed, opts.Log = folder, true, slog.New(slog.NewTextHandler(&log, nil))
	out, err := dashboards.Publish(context.Background(), db, opts)
	if err != nil {
		t.Fatal(err)
	}
	return out, log.String()
}

func wantIn(t *testing.T, page, name string, wants ...string) {
	t.Helper()
	for _, want := range wants {
		if !strings.Contains(page, want) {
			t.Errorf("%s does not say %q", name, want)
		}
	}
}

func wantNone(t *testing.T, page, name string, secrets ...string) {
	t.Helper()
	for _, secret := range secrets {
		if strings.Contains(page, secret) {
			t.Errorf("%s says %q", name, secret)
		}
	}
}

func TestACommentStandsApartAndIsFlaggedWhenTheFigureMoves(t *testing.T) {
	out, _ := commented(t, fstest.MapFS{
		"a.md": written("assessments_45_days", "year", "2025-03-31", "89.1% (733 of 823)", public, "The duty team **grew** in May."),
		"b.md": written("assessments_45_days", "year", "2024-03-31", "88.1% (714 of 811)", public, "Before that it was slower."),
		"c.md": written("assessments_45_days", "year", "2025-03-31", "89.1%", "", "A word for managers: 733 of 823."),
	}, "")
	page := pageOf(t, out, "internal/indicators/assessments_45_days.html")
	wantIn(t, page, "internal", `<h2 id="commentary">Commentary</h2>`, "Written by people.",
		`<h3>Year to 31 March 2025</h3> <p class="by"><bdi>Head of service</bdi>, 20 April 2025. Also in the public edition</p> <blockquote dir="auto"> <p>The duty team <strong>grew</strong> in May.</p> </blockquote>`,
		"<strong>Out of date.</strong> Written about another figure: it was 88.1% (714 of 811), it is 88.7% (719 of 811).",
		"Internal only</p> <blockquote dir=\"auto\"> <p>A word for managers")
	if strings.Count(page, "Out of date.") != 1 || strings.Index(page, "in May") > strings.Index(page, "it was slower") {
		t.Error("the newest comment does not come first, or the wrong one is flagged")
	}
	page = pageOf(t, out, "public/indicators/assessments_45_days.html")
	wantIn(t, page, "public", "grew</strong> in May", "Written about an earlier figure, which has changed since.")
	wantNone(t, page, "public", "714", "88.1%", "A word for managers", "Also in the public", "Internal only", "Owed")
	for audience, want := range map[string]int{"public": 2, "internal": 3} {
		text, err := os.ReadFile(filepath.Join(out.Path, audience, "manifest.json"))
		if err != nil {
			t.Fatal(err)
		}
		var manifest dashboards.Manifest
		if err := json.Unmarshal(text, &manifest); err != nil {
			t.Fatal(err)
		}
		cited := 0
		for _, source := range manifest.Sources {
			if source.Kind == "commentary" && len(source.SHA256) == 64 && strings.HasPrefix(source.File, "commentary/") {
				cited++
			}
		}
		if cited != want {
			t.Errorf("%s manifest cites %d comments, want %d", audience, cited, want)
		}
	}
}

// Where counts are rounded in public a comment still is about the exact figure, which it may not name there.
func TestACommentBesideRoundedCounts(t *testing.T) {
	out, log := commented(t, fstest.MapFS{
		"a.md": written("assessments_45_days", "year", "2025-03-31", "89.1% (733 of 823)", public, "The duty team grew."),
		"b.md": written("assessments_45_days", "year", "2024-03-31", "88.1% (714 of 811)", public, "Before that it was slower."),
		"c.md": written("assessments_45_days", "year", "2023-03-31", "88.7% (701 of 790)", public, "It was 701 of 790."),
	}, "", func(o *dashboards.Options) { o.RoundTo = 10 })
	page := pageOf(t, out, "public/indicators/assessments_45_days.html")
	wantIn(t, page, "public", "The duty team grew.", "Before that it was slower.")
	if strings.Count(page, "Out of date.") != 1 || strings.Contains(page, "701") {
		t.Error("the wrong comment is flagged, or an exact count is told")
	}
	wantIn(t, log, "log", "at=commentary/c.md:10:1")
}

func TestAPublicCommentSaysNoNumberThatThePageDoesNot(t *testing.T) {
	texts := []struct {
		text   string
		stands bool
	}{
		{"It was 72 for neighbours since 31 March 2024.", true},
		{"We spent £250,000 on it in 2024-25, and £1.2 million by 3 May.", true},
		{"The rate is per 10,000 children.", true},
		{"In May it was 91.7.", false},
		{"Only 7 came.", false},
		{"Only seven came.", false},
		{"One child came.", false},
		{"Only &#55; came.", false},
		{"Only ７ came.", false},
		{"Fewer than 3 came.", false},
		{"Four-fifths and a half came.", false},
		{"Twenty-one came.", false},
		{"It fell by 4%.", false},
		{"They came:\n\n7. late", false},
		{"They came [late](x.html?n=7).", false},
	}
	files := fstest.MapFS{}
	for i, one := range texts {
		end := time.Date(2019, time.Month(6+3*i+1), 0, 0, 0, 0, 0, time.UTC)
		files[fmt.Sprintf("%02d.md", i)] = written("cla_rate", "snapshot", end.Format(time.DateOnly), "1", public, one.text+fmt.Sprintf(" [mark](m%c.html)", 'a'+i))
	}
	out, log := commented(t, files, "")
	page, internal := pageOf(t, out, "public/indicators/cla_rate.html"), pageOf(t, out, "internal/indicators/cla_rate.html")
	for i, one := range texts {
		mark := fmt.Sprintf("m%c.html", 'a'+i)
		if strings.Contains(page, mark) != one.stands {
			t.Errorf("%q: stands in public: %v", one.text, !one.stands)
		}
		if withheld := strings.Contains(log, fmt.Sprintf("at=commentary/%02d.md:", i)); withheld == one.stands {
			t.Errorf("%q: log %s", one.text, log)
		}
		wantIn(t, internal, "internal", mark)
	}
	wantNone(t, log, "log", "91.7", "came", "seven")
}

// Of an indicator with hidden figures a comment may stand in public when it names no number; about a hidden figure
// none may.
func TestAPublicCommentBesideHiddenFigures(t *testing.T) {
	out, log := commented(t, fstest.MapFS{
		"hidden.md": written("placed_within_12_months", "year", "2025-03-31", "45.5% (5 of 11)", public, "It fell."),
		"number.md": written("placed_within_12_months", "year", "2024-03-31", "44.4% (8 of 18)", public, "\nIt rose\nto 44.4%."),
		"words.md":  written("placed_within_12_months", "year", "2022-03-31", "0.0% (0 of 9)", public, "Courts were closed."),
		"month.md":  written("assessments_45_days", "ytd", "2025-02-28", "1%", public, "No."),
	}, `insert into indicators.value select * replace ('assessments_45_days' as indicator, 'percent' as unit) from indicators.value
		where indicator = 'assessment_duration' and period = 'ytd'`)
	page := pageOf(t, out, "public/indicators/placed_within_12_months.html")
	wantIn(t, page, "public", "Courts were closed.")
	wantNone(t, page, "public", "It fell", "It rose")
	wantIn(t, log, "log", `at=commentary/hidden.md:4:1 what="its figure is not shown`, `at=commentary/number.md:12:1 what="it has a number, and figures`,
		`at=commentary/month.md:4:1 what="its period is not in the public edition`)
	wantNone(t, log, "log", "44.4", "45.5", "5 of 11")
	wantIn(t, pageOf(t, out, "internal/data-quality.html"), "data quality", "commentary/number.md:12:1", "the public edition")
	wantNone(t, pageOf(t, out, "public/data-quality.html"), "public data quality", "commentary/")
}

func TestCommentsThatCannotBeUsedAreToldAndCostNoOther(t *testing.T) {
	out, log := commented(t, fstest.MapFS{
		"good.md":    written("cla", "snapshot", "2025-03-31", "1", "", "Good."),
		"again.md":   written("cla", "snapshot", "2025-03-31", "1", "", "Again."),
		"unknown.md": written("claa", "snapshot", "2025-03-31", "1", "", "Unknown."),
		"never.md":   written("cla", "snapshot", "2030-03-31", "1", "", "Never."),
		"window.md":  written("cla", "year", "2025-03-31", "1", "", "Window."),
		"absent.md":  written("placements_three_or_more", "month", "2020-01-31", "1", "", "Absent."),
		"area.md":    written("cla", "snapshot", "2025-03-31", "1", "authority: \"999\"\n", "Area."),
		"empty.md":   {Data: []byte("---\n---\n")},
		"bytes.md":   {Data: []byte("\xff\xfe")},
	}, "")
	for _, want := range []string{
		`at=commentary/unknown.md:2:1 what="there is no such indicator: `,
		`at=commentary/good.md:4:1 what="a second comment about the same figure: commentary/again.md stands`,
		`at=commentary/never.md:4:1 what="the indicator has no figure of period snapshot that ends on 2030-03-31`,
		"at=commentary/window.md:4:1", "at=commentary/absent.md:4:1", `at=commentary/area.md:8:1 what="authority 999 is not configured"`,
		`at=commentary/empty.md:1:1`, `at=commentary/bytes.md:1:1 what="is not UTF-8`,
	} {
		if !strings.Contains(log, want) {
			t.Errorf("log does not say %s", want)
		}
	}
	wantIn(t, pageOf(t, out, "internal/indicators/cla.html"), "page", "Again.")
	page := pageOf(t, out, "internal/data-quality.html")
	wantIn(t, page, "data quality", "Comments that cannot be used", "commentary/unknown.md:2:1", "commentary/bytes.md:1:1", "commentary/never.md:4:1")
	wantNone(t, pageOf(t, out, "public/data-quality.html"), "public data quality", "commentary/")
	front := pageOf(t, out, "internal/index.html")
	wantIn(t, front, "front page", "Comments that cannot be used", "<bdi>commentary/bytes.md:1:1: Is not UTF-8", "more, and what to do about them", "data-quality.html#comment-faults")
	wantNone(t, pageOf(t, out, "public/index.html"), "public front page", "commentary/", "cannot be used")
}

// Who is owed a comment and wrote one that was refused learns of it where it is owed.
func TestAnOwedCommentNamesTheOneThatWasRefused(t *testing.T) {
	target := `insert into core.target (area_code, indicator, value, owner, valid_from) values ('204', 'assessments_45_days', 95, 'Head', '2024-04-01')`
	for name, files := range map[string]fstest.MapFS{
		"wrong day":    {"x.md": written("assessments_45_days", "year", "2030-03-31", "89.1%", "", "Late.")},
		"unread file":  {"assessments_45_days/x.md": {Data: []byte("\xff\xfe")}},
		"another area": {"x.md": written("assessments_45_days", "year", "2025-03-31", "89.1%", "authority: \"999\"\n", "Area.")},
	} {
		out, _ := commented(t, files, target)
		wantIn(t, pageOf(t, out, "internal/index.html"), name, "a comment is owed: that in commentary/", "x.md:", " cannot be used")
		wantIn(t, pageOf(t, out, "internal/data-quality.html"), name, "A comment cannot be used: <bdi>commentary/")
	}
	out, _ := commented(t, fstest.MapFS{"x.md": written("cla", "year", "2030-03-31", "89.1%", "", "Of another indicator.")}, target)
	front := pageOf(t, out, "internal/index.html")
	wantIn(t, front, "front page", "a comment is owed.")
	wantNone(t, front, "front page", "a comment is owed: that")
}

// Somebody's slip neither reaches a page, a manifest or the log nor stops the publication.
func TestACommentThatTellsWhoSomebodyIsIsLeftOut(t *testing.T) {
	out, log := commented(t, fstest.MapFS{
		"id.md":            written("cla", "snapshot", "2025-03-31", "1", "", "We moved QX-778123 at once."),
		"born.md":          written("cla", "snapshot", "2024-03-31", "1", "", "He was born on 4 June 2013."),
		"visit.md":         written("cla", "snapshot", "2023-03-31", "1", "", "Inspectors came on 4 June 2013."),
		"QX-778123.md":     written("cla", "snapshot", "2022-03-31", "1", "", "Named."),
		"QX-778123/bad.md": {Data: []byte("no")},
		"split.md":         written("cla", "snapshot", "2021-03-31", "1", "", "We moved QX-**778123** at once."),
		"author.md":        written("cla", "snapshot", "2020-03-31", "1", "", "By the book."),
	}, "insert into core.child (area_code, child_id, born_on) values ('204', 'QX-778123', '2013-06-04')")
	page := pageOf(t, out, "internal/indicators/cla.html")
	wantIn(t, page, "page", "Inspectors came", "By the book.")
	wantIn(t, log, "log", "at=commentary/id.md:9:1", "it holds a child's id: nobody may be told from a comment", "at=commentary/born.md:9:1", "at=commentary/split.md:9:1",
		"(a name that tells who somebody is)", "give it another")
	for _, text := range []string{page, log, pageOf(t, out, "internal/data-quality.html"), pageOf(t, out, "internal/manifest.json")} {
		wantNone(t, text, "text", "778123", "He was born")
	}
}

func TestAHostileCommentIsHarmless(t *testing.T) {
	long := strings.Repeat("a", 300)
	out, _ := commented(t, fstest.MapFS{
		"<script>alert(1)</script>.md": {Data: []byte("no")},
		"a.md": {Data: []byte("---\nindicator: cla\nperiod: snapshot\nend: 2025-03-31\nfigure: 1 <b>\nauthor: <script>x</script> \"\u202eevil 😀\ndate: 2025-04-20\n---\n" +
			"<script>alert(2)</script> [x](javascript:alert(3)) ![y](https://evil.example/z.png) \u202egnp " + long + "\n\n<img src=x onerror=alert(4)>\n\n# Heading")},
	}, "")
	page := pageOf(t, out, "internal/indicators/cla.html")
	wantIn(t, page, "page", "&lt;script&gt;x&lt;/script&gt; &#34;evil 😀", "&lt;script&gt;alert(2)&lt;/script&gt; x y gnp "+long, "&lt;img src=x onerror=alert(4)&gt;", "<h4>Heading</h4>",
		"it was 1 &lt;b&gt;, it is")
	wantNone(t, page, "page", "\u202e", "<script>alert", "href=\"javascript", "<img", "evil.example")
	for _, name := range []string{"internal/data-quality.html", "internal/index.html"} {
		page := pageOf(t, out, name)
		wantIn(t, page, name, "&lt;script&gt;alert(1)&lt;/script&gt;.md:1:1")
		wantNone(t, page, name, "<script>alert")
	}
}

func TestCommentsAreOwedOnAdverseVerdicts(t *testing.T) {
	adverse := seedTargets + `
		update benchmarks.process set variation = 'concern' where indicator = 'assessments_45_days';`
	out, log := commented(t, nil, adverse)
	page := pageOf(t, out, "internal/data-quality.html")
	wantIn(t, page, "data quality", `<h2 id="owed">Comments owed</h2>`,
		"Assessments within 45 days</a>: 89.1%, year to 31 March 2025; a real change for the worse, month by month and as the work runs it will not meet its target.",
		"Average strengths and difficulties score</a>: ", "worse than statistical neighbours.",
		"Nobody is named as its owner.", "Its review is overdue: it was to be on 30 March 2025.", "no_such_indicator", "There is no such indicator.")
	wantIn(t, log, "log", "comments are owed on adverse verdicts", "owed=3")
	wantNone(t, pageOf(t, out, "public/data-quality.html"), "public data quality", "owed", "no_such_indicator", "Nobody is named")

	out, log = commented(t, fstest.MapFS{
		"a.md": written("assessments_45_days", "year", "2025-03-31", "89.1%", "", "We know."),
		"b.md": written("sdq_average", "year", "2025-03-31", "1.0", "", "We knew."),
	}, adverse)
	page = pageOf(t, out, "internal/data-quality.html")
	wantNone(t, page, "data quality", "Assessments within 45 days</a>: 89.1%")
	wantIn(t, page, "data quality", "worse than statistical neighbours. There is a comment, about another figure.")
	wantIn(t, log, "log", "owed=2")
}

// A page stays small however much is written.
func TestAPageHasRoomForTheNewestComments(t *testing.T) {
	files := fstest.MapFS{}
	for year := 2020; year <= 2025; year++ {
		files[fmt.Sprint(year, ".md")] = written("cla", "snapshot", fmt.Sprint(year, "-03-31"), "1", "", strings.Repeat("word ", 1500))
	}
	out, _ := commented(t, files, "")
	page := pageOf(t, out, "internal/indicators/cla.html")
	wantIn(t, page, "page", "<h3>At 31 March 2025</h3>", "4 earlier comments are kept in the folder of commentary.")
	wantNone(t, page, "page", "<h3>At 31 March 2023</h3>")
	if len(page) > 100_000 {
		t.Errorf("%d bytes", len(page))
	}
}
