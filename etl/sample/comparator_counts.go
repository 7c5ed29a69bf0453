package sample

import (
	"math"
	"strconv"
)

// stableShare is a share of the placement stability release, with the groups that its counts are of.
type stableShare struct {
	measure, group, which string
	own                   func(figures) (count, of int)
	part                  float64 // of those looked after, who are in the group
}

func stabilities() []stableShare {
	return []stableShare{
		{
			"LACStable_2016on", "CLA on 31 March", "With 3 or more placements during the year",
			func(f figures) (int, int) { return f.restless, f.lookedAfter }, 1,
		},
		{
			"LAC_LongStable%", "Children looked after continuously for at least 2.5 years on 31 March aged under 16 years",
			"Living with the same carer for at least 2 years", func(f figures) (int, int) { return f.settled, f.long }, 0.32,
		},
	}
}

// writeCounts writes the placement stability of all places as Explore Education Statistics lays it out: counts
// beside the shares of the long table, so that the figures of others have limits. The counts of the authority
// itself are those of its own returns.
func (c *comparators) writeCounts(t *tree) error {
	b, err := t.create("benchmarks/placement_stability_illustrative.csv", []string{
		"time_period", "time_identifier", "geographic_level", "country_code", "country_name", "region_code", "region_name",
		"old_la_code", "la_name", "new_la_code", "cla_group", "placement_stability", "children_count", "children_percent",
	}, style{mark: true})
	if err != nil {
		return err
	}
	for year := c.last; year > c.last-modernYears; year-- {
		for _, s := range stabilities() {
			c.writeStability(b, s, year)
		}
	}
	return b.close()
}

func (c *comparators) writeStability(b *table, s stableShare, year int) {
	const all = "Total children"
	row := func(p place, which, count, percent string) {
		level, code, name, ons := "Local authority", whole(p.number), p.name, "E9900"+strconv.Itoa(p.number)+"0"
		if p.number == 970 {
			level, code, name, ons = "National", "", "", ""
		}
		b.write(whole(year), "Reporting year", level, "E92000001", "England", "", "", code, name, ons, s.group, which, count, percent)
	}
	var counts, totals int
	m := measure{short: s.measure, label: "%d"}
	for i, p := range c.places {
		looked, err := strconv.ParseFloat(c.value(measure{short: "LACnum", label: "%d"}, year, p.number), 64)
		if err != nil {
			continue
		}
		total := int(math.Round(looked * s.part))
		share, err := strconv.ParseFloat(c.value(m, year, p.number), 64)
		count := int(math.Round(share / 100 * float64(total)))
		if own, ok := c.counted[year]; i == 0 && ok {
			count, total = s.own(own)
		}
		row(p, all, whole(total), "100")
		if err != nil {
			row(p, s.which, "c", "c")
			continue
		}
		row(p, s.which, whole(count), c.value(m, year, p.number))
		counts, totals = counts+count, totals+total
	}
	tens := func(n int) int { return (n + 5) / 10 * 10 }
	row(place{number: 970}, all, whole(tens(totals)), "100")
	row(place{number: 970}, s.which, whole(tens(counts)), c.value(m, year, 970))
}
