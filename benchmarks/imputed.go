package benchmarks

import (
	"fmt"
	"strings"
	"sync"
)

// imputedTotal is a published total in which an authority counts with other figures than those of the year.
type imputedTotal struct {
	authority string
	totals    []string // regions and England, as LAIT names them
	words     string   // at its figures of 2020
}

// imputedTotals are the known ones by measure and label, from an embedded list.
var imputedTotals = sync.OnceValue(func() map[[2]string]imputedTotal {
	out := map[[2]string]imputedTotal{}
	for _, row := range readReference("reference/imputed.csv") {
		for years := range strings.FieldsSeq(row["years"]) {
			out[[2]string{row["measure"], years}] = imputedTotal{row["authority"], strings.Split(row["totals"], "; "), row["words"]}
		}
	}
	return out
})

// imputedWords says which of the totals that a figure is set against count an authority with figures of
// another year; empty when none is known to.
func imputedWords(measure, years, region string) string {
	one, ok := imputedTotals()[[2]string{measure, years}]
	if !ok {
		return ""
	}
	totals := "England"
	for _, name := range one.totals {
		if name == region {
			totals += " and " + name
		}
	}
	return fmt.Sprintf("%s: %s counted %s", totals, one.authority, one.words)
}
