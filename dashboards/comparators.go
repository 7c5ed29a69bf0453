package dashboards

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
)

// neighbour is an authority's neighbour by one of the models held.
type neighbour struct {
	Model, Name, Closeness, Region string
	Rank                           int64
}

// heldFile is a published file that comparators are taken from.
type heldFile struct {
	File, Kind, Vintage, Release, SHA256, Last string
	Published                                  sql.NullTime
	Rows, Superseded                           int64
}

func readNeighbours(ctx context.Context, q Querier, areaCode string) ([]neighbour, error) {
	return collect(ctx, q, "neighbours", `
		select neighbour.model, coalesce(area_region.area_name, neighbour.neighbour_code), neighbour.closeness,
			coalesce(area_region.region_name, ''), neighbour.rank
		from benchmarks.neighbour
		left join benchmarks.area_region
			on area_region.model = neighbour.model and area_region.area_code = neighbour.neighbour_code
		where neighbour.area_code = ?
		order by neighbour.model desc, neighbour.rank`,
		func(rows *sql.Rows, n *neighbour) error {
			return rows.Scan(&n.Model, &n.Name, &n.Closeness, &n.Region, &n.Rank)
		}, areaCode)
}

func readHeldFiles(ctx context.Context, q Querier) ([]heldFile, error) {
	return collect(ctx, q, "comparator files", `
		select file.file, file.kind, coalesce(file.vintage, ''), coalesce(file.release, ''), file.sha256, coalesce(file.last_year, ''),
			file.published_on, file.rows, count(superseded.measure)
		from benchmarks.file
		left join benchmarks.superseded on superseded.file_id = file.file_id
		group by all
		order by file.file`,
		func(rows *sql.Rows, f *heldFile) error {
			return rows.Scan(&f.File, &f.Kind, &f.Vintage, &f.Release, &f.SHA256, &f.Last, &f.Published, &f.Rows, &f.Superseded)
		})
}

// doubt is a stretch of a published measure that nothing is compared with.
type doubt struct{ Measure, Years, Reason string }

// readDoubts is the doubtful part of the measures that indicators are set against.
func readDoubts(ctx context.Context, q Querier) ([]doubt, error) {
	return collect(ctx, q, "doubtful measures", `
		select measure, string_agg(distinct years, ', ' order by years), reason
		from benchmarks.doubtful
		semi join benchmarks.crosswalk using (measure)
		group by measure, reason
		order by measure, reason`,
		func(rows *sql.Rows, d *doubt) error { return rows.Scan(&d.Measure, &d.Years, &d.Reason) })
}

type comparatorsView struct {
	layout
	Lede     string
	Models   []table
	Answers  table
	Without  []absentRow
	Files    table
	Doubts   []string
	HasFiles bool
}

func (b *book) comparatorsView() comparatorsView {
	view := comparatorsView{
		layout: b.layout("Comparators: who and what the figures are set beside", "comparators", 0),
		Answers: table{
			ID: "table-answers", Caption: "The published measure of each indicator", Words: 4,
			Columns: []string{"Indicator", "Measure", "Published for", "Age", "In what it differs"},
		},
		Files: table{
			ID: "table-held", Caption: "Published files held", Words: 6,
			Columns: []string{"File", "Holds", "Vintage", "Came out", "Release", "Latest", "SHA-256 begins", "Records", "Figures that a newer file replaces"},
		},
	}
	view.Models = b.modelTables()
	stale := 0
	for _, e := range b.entries {
		if e.Latest == nil {
			if e.Ended.IsZero() {
				view.Without = append(view.Without, absentRow{ID: e.Def.ID, Title: e.Def.Title, Why: withoutComparator(e)})
			}
			continue
		}
		c := e.Latest
		age := "in time"
		if c.Stale != "" {
			age = "old: " + c.Stale
			stale++
		}
		view.Answers.Rows = append(view.Answers.Rows, row{e.Def.Title, []string{c.Measure, c.Years, age, strings.Join(c.Differs, " ")}})
	}
	view.Lede = fmt.Sprintf("%s set beside published figures; %s of them old ones.", countOf(len(view.Answers.Rows), "indicator"), count(int64(stale)))
	for _, f := range b.standing.files {
		out := ""
		if f.Published.Valid {
			out = longDate(f.Published.Time)
		}
		view.Files.Rows = append(view.Files.Rows, row{f.File, []string{
			f.Kind, f.Vintage, out, f.Release, f.Last, f.SHA256[:min(12, len(f.SHA256))], count(f.Rows), count(f.Superseded),
		}})
	}
	view.HasFiles = len(view.Files.Rows) > 0
	view.Files, view.Answers = view.Files.withoutEmpty(), view.Answers.withoutEmpty()
	for _, d := range b.standing.doubts {
		view.Doubts = append(view.Doubts, sentence(d.Measure+", "+d.Years+": "+d.Reason))
	}
	return view
}

// withoutComparator says why nothing is held to set an indicator beside.
func withoutComparator(e *entry) string {
	c := e.Def.Comparator
	if c.LAIT == "" && c.EES == "" && c.Measure == "" && len(c.Numerator) == 0 {
		if c.Note != "" {
			return strings.TrimSuffix(strings.TrimSpace(c.Note), ".")
		}
		return "no measure is published"
	}
	wanted := slices.DeleteFunc([]string{c.LAIT, c.EES, c.Measure}, func(id string) bool { return id == "" })
	if len(wanted) == 0 {
		wanted = append(wanted, c.Numerator[0])
	}
	return "no file held has " + listOr(wanted) + " for a year that the figures reach"
}

// listOr joins alternatives.
func listOr(items []string) string {
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	return strings.Join(items[:len(items)-1], ", ") + " or " + items[len(items)-1]
}

// modelTables are the neighbours by each model held, the newest first.
func (b *book) modelTables() []table {
	var out []table
	for _, n := range b.standing.neighbours {
		if len(out) == 0 || out[len(out)-1].ID != "table-"+n.Model {
			out = append(out, table{
				ID: "table-" + n.Model, Caption: "Statistical neighbours from " + modelWords(n.Model) + ", nearest first", Words: 3,
				Columns: []string{"Authority", "How close", "Region", "Also on", ""},
			})
		}
		var also []string
		for _, other := range b.standing.neighbours {
			if other.Name == n.Name && other.Model != n.Model {
				also = append(also, modelWords(other.Model))
			}
		}
		t := &out[len(out)-1]
		t.Rows = append(t.Rows, row{n.Name, []string{n.Closeness, n.Region, strings.Join(also, ", "), ""}})
	}
	for i := range out {
		out[i] = out[i].withoutEmpty()
	}
	return out
}
