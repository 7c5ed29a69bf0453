package sample

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
)

// modernYears is how many collection years the modern scenario has.
const modernYears = 5

// Modern fills dir with the extracts of Wexmoor, an invented authority of today that looks after
// about 400 children: five collection years to yearEnd (a 31 March), its workforce, absences, ledger
// and population, comparators in the layouts they are published in, and a sightline.yaml.
//
// One thing happens that a chart should show: in the second half of the third year three times as many
// reviews are late, as when reviewing officers are wanting, and it passes. The number looked after
// rises by about a tenth until the fourth year and turns.
//
// A little dirt is in it, well under one row in a hundred, as in any real extract. In each year's
// SSDA903 set: in episodes a row with an impossible date, one with an unknown placement code, one
// that ends before it begins, an exact duplicate and a row with one field too many; in reviews an
// impossible date and a duplicate; in header an unknown ethnicity; in oc2 one score above 40. The last
// two are in the row itself, the others stand beside the right row, as entries do that were keyed
// twice. The social worker
// episodes have a byte order mark and CRLF. The map of cost centres is not UTF-8: two names have an
// accent or a dash in Windows-1252. Nothing is wrong with the census, the involvements, the budgets, the
// placement costs and the targets. Of three comments two are about the figures that stand and one about a figure of
// before the last placements were entered. annex_a.yaml reads the inspectors' lists instead of the census. Directorate overheads have no line of the section 251 return.
func Modern(ctx context.Context, dir string, seed uint64, end time.Time) error {
	year, err := closingYear(end)
	if err == nil {
		err = writeModern(ctx, dir, seed, year)
	}
	if err != nil {
		return fmt.Errorf("write modern scenario: %w", err)
	}
	return nil
}

func writeModern(ctx context.Context, dir string, seed uint64, year int) error {
	t := &tree{root: dir, ledger: &faultLedger{seed: seed, kinds: dirt()}}
	r := newDice(seed, 601)
	first := year - modernYears + 1
	a := &authority{code: "601", name: areaName(0), folder: "extracts", seed: seed << 8}
	a.population = &population{dice: r, era: today(), year: first, last: year}
	a.era.strained = [2]day{yearEnd(year-3) + 180, yearEnd(year-2) + 1}
	stock := []int{379, 386, 397, 409, 414, 403}
	a.settle(stock, "", 1200)
	a.invent(stock[modernYears])
	if err := a.write(ctx, t, 1, accented(centres())); err != nil {
		return err
	}
	residents := wexmoorResidents(year)
	published := newComparators(newDice(seed, 602), a.name, year)
	for y := first; y <= year; y++ {
		published.own(a.figuresAt(y), residents, y)
	}
	config := settings{areas: []*authority{a}, benchmarks: "dfe-2025", from: yearStart(first), notice: inventedNotice, cases: true, comments: true}
	lists := config
	lists.lists = true
	return errors.Join(
		t.writePopulation(residents),
		published.writeLong(t),
		published.writeCounts(t),
		published.writeDictionary(t),
		published.writeNeighbours(t),
		a.writeCommentary(t, year, "Fewer children are looked after than a year before. More went home to their families under supervision; "+
			"[the number starting](cla_started.html) is to be read with it.\n",
			"Most of these moves were **planned**, from emergency beds to foster homes. Each third move now goes to a panel:\n\n"+
				"- the worker says what was tried\n- the carer says what would have helped\n"),
		t.text("sightline.yaml", config.text()),
		t.text("annex_a.yaml", lists.text()),
	)
}

// wexmoorResidents is the population aged 0 to 17 at each mid-year that a rate may need.
func wexmoorResidents(year int) []residents {
	var list []residents
	for y := year - modernYears - 2; y < year; y++ {
		list = append(list, residents{"601", y, 55180 - 90*(year-1-y) + 37*((y*7)%5)})
	}
	return list
}

// accented gives two cost centres names as Windows-1252 writes them: the bytes are not UTF-8.
func accented(list []centre) []centre {
	named := make([]centre, len(list))
	copy(named, list)
	for i := range named {
		switch named[i].code {
		case "C3030":
			named[i].name = "Youth caf\xe9 and drop-in"
		case "C1011":
			named[i].name = strings.Replace(named[i].name, "Oak House ", "Oak House \x96 ", 1)
		}
	}
	return named
}
