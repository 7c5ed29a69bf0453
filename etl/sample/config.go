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
	}
	b.WriteString("  - {kind: population, path: extracts/population.csv}\n")
	if s.benchmarks != "" {
		fmt.Fprintf(&b, "benchmarks: {path: benchmarks/, neighbours: %s}\n", s.benchmarks)
	}
	fmt.Fprintf(&b, "reporting: {from: %s}\n", s.from.iso())
	b.WriteString("warehouse: {dir: warehouse, keep_runs: 14}\n")
	fmt.Fprintf(&b, "publish: {dir: published, suppress_below: 6, round_to: 0, notice: %q}\n", s.notice)
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
