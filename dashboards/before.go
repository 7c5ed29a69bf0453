package dashboards

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"sightline/indicators"
)

// baseEdition is what an internal edition tells its changes from: the newest edition of an earlier day that lies in the
// folder published into. It is read as any reader could read it, from its files. The public edition is set beside no
// other: that a count moved by little tells of the few that moved it.
type baseEdition struct {
	asAt    time.Time
	records []baseRecord
}

// baseRecord is a figure or a verdict of the base.
type baseRecord struct {
	Indicator, Edition, Period, End string
	Value                           string // as published; empty for a verdict
	Verdict                         string // beside neighbours; empty for a figure
}

// baseName is the file in which an edition keeps what it told its changes from. The edition itself may be gone when the
// same day is published again, which must give the same bytes.
const baseName = "data/before.csv"

var baseColumns = []string{"as_at", "indicator", "edition", "period", "period_end", "value", "verdict"}

// findBase looks for the base of an authority's pages of asAt; nil when there is none. An edition of the same day that
// kept its base comes first, then the newest edition of an earlier day.
func findBase(dir, folder string, asAt time.Time) *baseEdition {
	folders, err := editionFolders(dir)
	if err != nil {
		return nil
	}
	var best *editionFiles
	for _, path := range append([]string{filepath.Join(dir, currentName)}, folders...) {
		if strings.HasPrefix(filepath.Base(path), buildingPrefix) {
			continue
		}
		found := openEdition(filepath.Join(path, "internal"))
		if found == nil {
			continue
		}
		if found.asAt.Equal(asAt) {
			if base := found.keptBase(folder); base != nil {
				return base
			}
		}
		if found.asAt.Before(asAt) && (best == nil || found.asAt.After(best.asAt)) {
			best = found
		}
	}
	if best == nil {
		return nil
	}
	return best.asBase(folder)
}

// keptBase is the base that an edition of the same day was told from.
func (f *editionFiles) keptBase(folder string) *baseEdition {
	out := &baseEdition{}
	for _, row := range f.rows(folder + baseName) {
		asAt, err := time.Parse(time.DateOnly, row["as_at"])
		if err != nil {
			return nil
		}
		out.asAt = asAt
		out.records = append(out.records, baseRecord{row["indicator"], row["edition"], row["period"], row["period_end"], row["value"], row["verdict"]})
	}
	if len(out.records) == 0 {
		return nil
	}
	return out
}

// asBase is what an edition of an earlier day showed.
func (f *editionFiles) asBase(folder string) *baseEdition {
	out := &baseEdition{asAt: f.asAt}
	for _, row := range f.rows(folder + "data/all.csv") {
		if row["breakdown"] == string(indicators.None) && row["value"] != "" && row["symbol"] == "" && countedInBase(row["period"]) {
			out.records = append(out.records, baseRecord{row["indicator"], row["edition"], row["period"], row["period_end"], row["value"], ""})
		}
	}
	if len(out.records) == 0 {
		return nil
	}
	for _, row := range f.rows(folder + "data/verdicts.csv") {
		out.records = append(out.records, baseRecord{row["indicator"], "", row["period"], row["period_end"], "", row["verdict_neighbours"]})
	}
	return out
}

// countedInBase leaves out the windows that hold other windows and move with them.
func countedInBase(period string) bool {
	return period == periodMonth || period == periodSnapshot || period == periodYear
}

// file is the base as it is kept.
func (f *baseEdition) file() []byte {
	var out bytes.Buffer
	writer := csv.NewWriter(&out)
	_ = writer.Write(baseColumns) // a buffer refuses nothing
	for _, r := range f.records {
		_ = writer.Write([]string{f.asAt.Format(time.DateOnly), r.Indicator, r.Edition, r.Period, r.End, r.Value, r.Verdict})
	}
	writer.Flush()
	return out.Bytes()
}

// editionFiles are the files of one audience of an edition.
type editionFiles struct {
	asAt time.Time
	dir  string            // of the audience
	sums map[string]string // SHA-256 by path
}

func openEdition(dir string) *editionFiles {
	text, err := os.ReadFile(filepath.Join(dir, manifestName))
	if err != nil {
		return nil // a folder of something else
	}
	manifest, ok := parseManifest(text)
	if !ok {
		return nil
	}
	asAt, err := time.Parse(time.DateOnly, manifest.AsAt)
	if err != nil {
		return nil
	}
	out := &editionFiles{asAt: asAt, dir: dir, sums: map[string]string{}}
	for _, file := range manifest.Files {
		out.sums[file.Path] = file.SHA256
	}
	return out
}

// rows reads a CSV file of the edition by its columns' names; nothing when it has none, or when somebody changed it.
func (f *editionFiles) rows(name string) []map[string]string {
	text, err := os.ReadFile(filepath.Join(f.dir, filepath.FromSlash(name)))
	if err != nil {
		return nil
	}
	if sum := sha256.Sum256(text); hex.EncodeToString(sum[:]) != f.sums[name] {
		return nil
	}
	records, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil || len(records) == 0 {
		return nil
	}
	out := make([]map[string]string, 0, len(records)-1)
	for _, record := range records[1:] {
		row := map[string]string{}
		for i, column := range records[0] {
			row[column] = record[i]
		}
		out = append(out, row)
	}
	return out
}

// verdictColumns are those of data/verdicts.csv: how the newest figure of each indicator stands, as the pages say it.
// The next edition tells from them what is new.
var verdictColumns = []string{"indicator", "area_code", "period", "period_end", "verdict_neighbours", "verdict_england"}

func (b *book) verdictsFile() []byte {
	var out bytes.Buffer
	writer := csv.NewWriter(&out)
	_ = writer.Write(verdictColumns) // a buffer refuses nothing
	for _, e := range b.entries {
		c := e.Latest
		if c == nil || !c.Cell.Has() {
			continue
		}
		_ = writer.Write([]string{
			e.Def.ID, b.area.Code, c.Cell.Period, c.Cell.End.Format(time.DateOnly), verdictWord(c.Verdict), verdictWord(c.VerdictEngland),
		})
	}
	writer.Flush()
	return out.Bytes()
}

func verdictWord(t tag) string {
	if t.Class == tagNone.Class {
		return ""
	}
	return t.Text
}

// verdictItem tells of a verdict beside neighbours that another one stood before in the edition before.
func (b *book) verdictItem(e *entry) (newsItem, bool) {
	c := e.Latest
	if c == nil || !c.Cell.Has() || b.base == nil || c.mean == nil {
		return newsItem{}, false
	}
	then := ""
	for _, r := range b.base.records {
		if r.Indicator == e.Def.ID && r.Verdict != "" {
			then = r.Verdict
		}
	}
	now := verdictWord(c.Verdict)
	if now == "" || then == "" || now == then {
		return newsItem{}, false
	}
	out := e.item(rankVerdict, 1)
	out.Fresh, out.Tag = true, c.Verdict
	out.Text = fmt.Sprintf("%s beside neighbours (%s; neighbours %s), where the edition to %s said %s",
		now, c.Own, c.dated(c.Mean), longDate(b.base.asAt), then)
	return out, true
}

// revisedView is the past figures that the edition before showed otherwise.
type revisedView struct {
	Words      string // how many
	ID, Title  string // of the largest
	Largest    string
	Indicators []briefMember // of each indicator, how many
}

// revision is a past figure that is shown otherwise than before.
type revision struct {
	cell     Cell
	then     float64
	strength float64
}

// sinceBase adds to what changed what only the edition before can tell: figures of the past that moved, figures
// for the first time, and those that there are no more.
func (b *book) sinceBase(view *newsView) {
	if b.base == nil {
		return
	}
	before := map[string]string{}
	shown := map[string]bool{}
	for _, r := range b.base.records {
		if r.Value != "" {
			before[figureKey(r.Indicator, r.Edition, r.Period, r.End)] = r.Value
			shown[r.Indicator] = true
		}
	}
	view.BaseAsAt = longDate(b.base.asAt)
	total, revised := 0, [][]revision{}
	var members []*entry
	for _, e := range b.entries {
		now := slices.ContainsFunc(e.Cells, func(c Cell) bool {
			return countedInBase(c.Period) && c.Breakdown == string(indicators.None) && c.Has() && c.Symbol == Shown
		})
		switch {
		case now && !shown[e.Def.ID]:
			view.First = append(view.First, briefMember{e.Def.ID, e.Def.Title})
		case !now && shown[e.Def.ID]:
			view.Gone = append(view.Gone, briefMember{e.Def.ID, e.Def.Title})
		}
		if list := e.revisions(before); len(list) > 0 {
			total += len(list)
			revised, members = append(revised, list), append(members, e)
		}
	}
	if total > 0 {
		view.Revised = b.revisedView(total, revised, members)
	}
}

func figureKey(parts ...string) string { return strings.Join(parts, "\x00") }

// revisions are an indicator's past figures that were shown otherwise, largest first.
func (e *entry) revisions(before map[string]string) []revision {
	var out []revision
	for _, c := range e.Cells {
		if !countedInBase(c.Period) || c.Breakdown != string(indicators.None) || !c.Has() || c.Symbol != Shown {
			continue
		}
		value, ok := before[figureKey(c.Indicator, safeText(c.Edition), c.Period, c.End.Format(time.DateOnly))]
		if !ok {
			continue
		}
		then, err := strconv.ParseFloat(value, 64)
		now := indicators.Round(*c.Value, c.Places)
		if err != nil || indicators.Text(now, c.Places) == value || math.Abs(now-then) < 1e-9 {
			continue
		}
		out = append(out, revision{c, then, math.Abs(now-then) / math.Max(math.Abs(then), 1)})
	}
	slices.SortStableFunc(out, func(x, y revision) int { return cmp.Compare(y.strength, x.strength) })
	return out
}

// revisedView words revisions; each list is of one of the entries, largest first.
func (b *book) revisedView(total int, lists [][]revision, entries []*entry) *revisedView {
	out := &revisedView{Words: fmt.Sprintf("%s of %s %s shown otherwise than in the edition to %s.", countOf(total, "past figure"),
		countOf(len(lists), "indicator"), map[bool]string{true: "is", false: "are"}[total == 1], longDate(b.base.asAt))}
	best := -1.0
	for i, list := range lists {
		out.Indicators = append(out.Indicators, briefMember{entries[i].Def.ID, entries[i].Def.Title + ": " + countOf(len(list), "figure")})
		if first := list[0]; first.strength > best {
			best = first.strength
			c := first.cell
			out.ID, out.Title = entries[i].Def.ID, entries[i].Def.Title
			out.Largest = fmt.Sprintf("%s: %s then, %s now", upperFirst(periodWords(c.Period, c.Start, c.End)),
				inSentence(first.then, c.Unit, c.Places), inSentence(*c.Value, c.Unit, c.Places))
		}
	}
	return out
}

// writeForNext keeps the verdicts for the next edition, and the base for this one made again.
func (b *book) writeForNext() error {
	t := b.site.trees[b.tree]
	if err := t.write(b.folder+"data/verdicts.csv", b.verdictsFile()); err != nil || b.base == nil {
		return err
	}
	return t.write(b.folder+baseName, b.base.file())
}
