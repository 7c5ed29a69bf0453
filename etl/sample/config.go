package sample

import (
	"fmt"
	"strings"
)

// settings is what goes into sightline.yaml.
type settings struct {
	areas      []*authority
	several    bool // a list of authorities, and every extract names its own
	benchmarks string
	from       day
	notice     string
	lists      bool // the inspectors' lists instead of the census
	cases      bool // the extracts of referrals, budgets and costs are there, too
	comments   bool // somebody wrote about figures
	early      bool // a case system's tables and its list of initial and core assessments are there
}

// residents is the population aged 0 to 17 of one authority at one mid-year.
type residents struct {
	code  string
	year  int
	count int
}

func (s settings) text() string {
	var b strings.Builder
	b.WriteString("# Written by sightline. Every record is invented.\n")
	if !s.several {
		fmt.Fprintf(&b, "authority: {code: %q, name: %q}\n", s.areas[0].code, s.areas[0].name)
	} else {
		b.WriteString("authorities:\n")
		for _, a := range s.areas {
			fmt.Fprintf(&b, "  - {code: %q, name: %q}\n", a.code, a.name)
		}
	}
	b.WriteString("extracts:\n")
	for _, a := range s.areas {
		owner := ""
		if s.several {
			owner = fmt.Sprintf(", authority: %q", a.code)
		}
		maps := fmt.Sprintf(", cost_centres: %s/maps/cost_centres.csv, accounts: %s/maps/accounts.csv", a.folder, a.folder)
		fmt.Fprintf(&b, "  - {kind: ssda903, path: %s/ssda903/%s}\n", a.folder, owner)
		fmt.Fprintf(&b, "  - {kind: workforce, path: %s/workforce/%s}\n", a.folder, owner)
		fmt.Fprintf(&b, "  - {kind: absence, path: %s/absence/%s}\n", a.folder, owner)
		fmt.Fprintf(&b, "  - {kind: ledger, path: %s/ledger/*.csv%s%s}\n", a.folder, maps, owner)
		if s.cases {
			s.writeCases(&b, a, maps, owner)
		}
		if s.early {
			fmt.Fprintf(&b, "  - {kind: ssd, path: %s/ssd/%s}\n", a.folder, owner)
			fmt.Fprintf(&b, "  - {kind: assessment, path: %s/assessment/%s}\n", a.folder, owner)
		}
	}
	b.WriteString("  - {kind: population, path: extracts/population.csv}\n")
	if s.benchmarks != "" {
		fmt.Fprintf(&b, "benchmarks: {path: benchmarks/, neighbours: %s}\n", s.benchmarks)
	}
	if s.comments {
		b.WriteString("commentary: {path: commentary/, required: adverse}\n")
	}
	fmt.Fprintf(&b, "reporting: {from: %s}\n", s.from.iso())
	kept := ""
	if s.lists {
		kept = "_annex_a"
	}
	fmt.Fprintf(&b, "warehouse: {dir: warehouse%s, keep_runs: 14}\n", kept)
	fmt.Fprintf(&b, "publish: {dir: published%s, suppress_below: 6, round_to: 0, notice: %q}\n", kept, s.notice)
	return b.String()
}

func (t *tree) writePopulation(list []residents) error {
	b, err := t.create("extracts/population.csv", []string{"area_code", "year", "population"}, style{})
	if err != nil {
		return err
	}
	for _, r := range list {
		b.write(r.code, whole(r.year), whole(r.count))
	}
	return b.close()
}

// broken is the configuration that names the files that cannot be read.
func (s settings) broken() string {
	one := s
	one.areas = s.areas[:1]
	var b strings.Builder
	b.WriteString("# Written by sightline. Files that cannot be read, one of each kind; a run refuses them all.\n")
	if !s.several {
		fmt.Fprintf(&b, "authority: {code: %q, name: %q}\n", s.areas[0].code, s.areas[0].name)
	} else {
		fmt.Fprintf(&b, "authorities:\n  - {code: %q, name: %q}\n", s.areas[0].code, s.areas[0].name)
	}
	b.WriteString("extracts:\n")
	for _, kind := range []string{"ssda903", "cin_census", "annex_a", "ledger"} {
		maps := ""
		if kind == "ledger" {
			maps = fmt.Sprintf(", cost_centres: %[1]s/maps/cost_centres.csv, accounts: %[1]s/maps/accounts.csv", s.areas[0].folder)
		}
		fmt.Fprintf(&b, "  - {kind: %s, path: broken/%s/%s}\n", kind, kind, maps)
	}
	fmt.Fprintf(&b, "reporting: {from: %s}\nwarehouse: {dir: warehouse_broken, keep_runs: 14}\npublish: {dir: published_broken, suppress_below: 6, round_to: 0}\n", s.from.iso())
	return b.String()
}

func (s settings) writeCases(b *strings.Builder, a *authority, maps, owner string) {
	if first, last := a.censusYears(); s.lists {
		fmt.Fprintf(b, "  - {kind: annex_a, path: %s/annex_a/%s}\n", a.folder, owner)
	} else if first <= last {
		fmt.Fprintf(b, "  - {kind: cin_census, path: %s/cin_census/%s}\n", a.folder, owner)
	}
	fmt.Fprintf(b, "  - {kind: allocation, path: %s/allocation/%s}\n", a.folder, owner)
	fmt.Fprintf(b, "  - {kind: budget, path: %s/budget/*.csv%s%s}\n", a.folder, maps, owner)
	fmt.Fprintf(b, "  - {kind: placement_cost, path: %s/placement_cost/%s}\n", a.folder, owner)
	fmt.Fprintf(b, "  - {kind: targets, path: %s/targets/%s}\n", a.folder, owner)
	fmt.Fprintf(b, "  - {kind: postcode, path: %s/postcode/%s}\n", a.folder, owner)
}
