package dashboards

import "strings"

// writeRest writes the pages and files of an authority other than those of single indicators.
func (b *book) writeRest() error {
	var all []series
	for _, e := range b.entries {
		all = append(all, e.Cells)
	}
	if err := b.site.trees[b.tree].write(b.folder+"data/all.csv", dataFile(b.entries...)); err != nil {
		return err
	}
	if err := b.site.trees[b.tree].write(b.folder+"data/completeness.csv", completenessFile(all...)); err != nil {
		return err
	}
	if b.audience.private {
		if err := b.writeForNext(); err != nil {
			return err
		}
	}
	front := b.overviewView()
	b.site.summaries[b.tree] = append(b.site.summaries[b.tree], b.summary(front))
	for _, page := range []struct {
		template, name string
		view           any
	}{
		{"overview", "index.html", front},
		{"quality", "data-quality.html", b.qualityView()},
		{"comparators", "comparators.html", b.comparatorsView()},
		{"about", "about.html", b.aboutView()},
	} {
		if err := b.site.page(b.tree, page.template, b.folder+page.name, page.view); err != nil {
			return err
		}
	}
	return nil
}

type qualityView struct {
	layout
	Files    []qualityRow
	Rejects  []tallyRow
	Notices  []tallyRow
	Rejected bool
	Withheld bool   // the sum of a file is not told
	Reach    *table // how far the extracts go

	Oversight *oversight // of targets and comments; internal only
	SetAside  []tallyRow // identifiers that are not searched for; internal only
	Searched  bool       // files are searched for identifiers
}

type qualityRow struct {
	Kind, Table, File, Read, Loaded, Rejected, SHA256, SupersededBy string
}

type tallyRow struct{ File, Rule, Words, Rows string }

func (b *book) qualityView() qualityView {
	view := qualityView{layout: b.layout("Data quality: what was read and what was refused", "quality", 0)}
	ours := map[string]bool{"": true}
	for _, source := range b.site.sources {
		if source.AreaCode != "" && source.AreaCode != b.area.Code {
			continue
		}
		ours[source.File] = true
		view.Rejected = view.Rejected || source.Rejected > 0
		sum := source.SHA256[:min(12, len(source.SHA256))]
		if !b.audience.private && b.site.guessable(source) {
			sum = ""
		}
		view.Withheld = view.Withheld || sum == ""
		view.Files = append(view.Files, qualityRow{
			Kind: source.Kind, Table: source.Table, File: source.File, SHA256: sum,
			SupersededBy: source.SupersededBy, Read: b.rowsWords(source.Read),
			Loaded: b.rowsWords(source.Loaded), Rejected: b.rowsWords(source.Rejected),
		})
	}
	rows := func(tallies []tally) []tallyRow {
		var out []tallyRow
		for _, t := range tallies {
			if ours[t.File] {
				out = append(out, tallyRow{t.File, strings.ReplaceAll(t.Rule, "-", " "), t.Words, b.rowsWords(t.Rows)})
			}
		}
		return out
	}
	view.Reach = b.extractTable()
	view.Rejects, view.Notices = rows(b.site.rejects), rows(b.site.notices)
	view.Oversight = b.oversight()
	if b.audience.private {
		view.SetAside = b.site.setAside()
		view.Searched = b.site.lookout != nil
	}
	return view
}
