package dashboards

import (
	"math/rand/v2"

	"sightline/dashboards/attack"
	"sightline/indicators"
)

// AttackedBy lets the build be told of findings that there are none of.
func (o *Options) AttackedBy(attacking func([]attack.Cell) *attack.Report) { o.attack = attacking }

// SmallFigures are the figures of a made-up authority with few cases, for all windows.
func SmallFigures(list *indicators.Catalogue, seed uint64, months, size int) []Figure {
	w := smallAuthority(rand.New(rand.NewPCG(seed, 7)), months, size)
	var out []Figure
	for _, def := range list.Definitions {
		out = append(out, w.figures(def)...)
	}
	return out
}

// IdentifyingColumn is the kind of identifier that a column of core holds.
func IdentifyingColumn(table, column string) string {
	return string(identifyingColumn("core", table, column))
}
