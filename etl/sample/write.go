package sample

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"time"
)

// inventedNotice is shown on every page that is made from these records.
const inventedNotice = "Everything on this page is invented: the records belong to no real child and the comparators are illustrative."

// Options says how much Write makes.
type Options struct {
	Areas    int       // authorities, at least 1
	Years    int       // collection years up to YearEnd, at least 1
	Children int       // children looked after at any time in those years, per authority; about, at least 40
	Seed     uint64    // the same seed gives the same bytes
	Faults   bool      // every kind of fault in every authority's files, listed in faults.csv; files that cannot be read in broken.yaml
	YearEnd  time.Time // the last 31 March
}

func (o Options) check() error {
	var faults []error
	if o.Areas < 1 || o.Areas > mostAreas {
		faults = append(faults, fmt.Errorf("areas is %d: want 1 to %d", o.Areas, mostAreas))
	}
	if o.Years < 1 || o.Years > 20 {
		faults = append(faults, fmt.Errorf("years is %d: want 1 to 20", o.Years))
	}
	if o.Children < 40 || o.Children > 90000 {
		faults = append(faults, fmt.Errorf("children is %d: want 40 to 90000", o.Children))
	}
	if _, err := closingYear(o.YearEnd); err != nil {
		faults = append(faults, err)
	}
	return errors.Join(faults...)
}

func closingYear(end time.Time) (int, error) {
	if end.Month() != time.March || end.Day() != 31 || end.Year() < 2006 || end.Year() > 2030 {
		return 0, fmt.Errorf("year end is %s: want a 31 March from 2006 to 2030", end.Format(time.DateOnly))
	}
	return end.Year(), nil
}

// Write fills dir with extracts of opts.Areas invented authorities and a sightline.yaml that names
// them; annex_a.yaml reads the inspectors' lists instead of the census. Files that are there already under the same names are replaced. progress, which may be nil,
// is told how many authorities are done; calls do not overlap.
func Write(ctx context.Context, dir string, opts Options, progress func(done, total int)) error {
	if err := opts.check(); err != nil {
		return fmt.Errorf("write sample: %w", err)
	}
	t := &tree{root: dir}
	year, _ := closingYear(opts.YearEnd)
	if opts.Faults {
		t.ledger = &faultLedger{seed: opts.Seed, kinds: catalogue(), appended: map[string][]appendix{}, last: year}
	}
	areas := make([]*authority, opts.Areas)
	people := make([][]residents, opts.Areas)
	if err := writeAreas(ctx, t, opts, year, areas, people, progress); err != nil {
		return fmt.Errorf("write sample: %w", err)
	}
	var population []residents
	for _, list := range people {
		population = append(population, list...)
	}
	config := settings{areas: areas, several: opts.Areas > 1, from: yearStart(year - opts.Years + 1), notice: inventedNotice, cases: true}
	lists := config
	lists.lists = true
	err := errors.Join(t.writePopulation(population), t.text("sightline.yaml", config.text()), t.text("annex_a.yaml", lists.text()))
	if opts.Faults {
		err = errors.Join(err, t.plantFiles(areas[0], year), t.text("broken.yaml", config.broken()), t.ledger.write(t))
	}
	if err != nil {
		return fmt.Errorf("write sample: %w", err)
	}
	return nil
}

// writeAreas writes the authorities, as many at a time as there are processors. Each has its own
// dice, so that the order does not matter.
func writeAreas(
	ctx context.Context, t *tree, opts Options, year int, areas []*authority, people [][]residents,
	progress func(done, total int),
) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	next := make(chan int)
	var workers sync.WaitGroup
	var mu sync.Mutex
	done := 0
	for range min(opts.Areas, runtime.GOMAXPROCS(0)) {
		workers.Go(func() {
			for i := range next {
				area, list, err := writeArea(ctx, t, opts, year, i)
				if err != nil {
					cancel(err)
					continue
				}
				areas[i], people[i] = area, list
				mu.Lock()
				done++
				if progress != nil {
					progress(done, opts.Areas)
				}
				mu.Unlock()
			}
		})
	}
	for i := range opts.Areas {
		if ctx.Err() != nil {
			break
		}
		next <- i
	}
	close(next)
	workers.Wait()
	return context.Cause(ctx)
}

// writeArea makes one authority, writes its extracts and forgets its children.
func writeArea(ctx context.Context, t *tree, opts Options, year, i int) (*authority, []residents, error) {
	code, err := areaCode(i)
	if err != nil {
		return nil, nil, err
	}
	r := newDice(opts.Seed, uint64(i)+1)
	a := &authority{code: code, name: areaName(i), folder: "extracts", seed: opts.Seed<<8 + uint64(i)}
	prefix := ""
	if opts.Areas > 1 {
		a.folder, prefix = "extracts/"+code, code
	}
	a.population = &population{dice: r, prefix: prefix, era: today(), year: year - opts.Years + 1, last: year}
	stock := r.stock(opts.Years, opts.Children)
	a.settle(stock, prefix, opts.Children)
	scale := float64(stock[opts.Years]) / 400
	a.invent(stock[opts.Years])
	list := apportioned(centres())
	if opts.Faults {
		list = accented(centres())
	}
	if err := a.write(ctx, t, scale, list); err != nil {
		return nil, nil, err
	}
	var people []residents
	for y := a.year - 2; y < year; y++ {
		people = append(people, residents{code, y, int(float64(stock[opts.Years]) * 137 * (1 + 0.003*float64(y-year)))})
	}
	return &authority{code: a.code, name: a.name, folder: a.folder, population: &population{year: a.year, last: a.last}}, people, nil
}

// stock draws how many children are looked after when the first year opens and at each year end, so
// that about so many are looked after at any time.
func (r dice) stock(years, children int) []int {
	level := make([]int, years+1)
	for y := range level {
		level[y] = 10000
	}
	ever := 0
	for _, n := range steady(0, level).entrants {
		ever += n
	}
	at := float64(children) * 10000 / float64(ever)
	for y := range level {
		level[y] = max(4, int(at))
		at *= 1 + 0.03*(r.Float64()-0.45)
	}
	return level
}

// settle fills an authority of today with its workforce and its children.
func (a *authority) settle(stock []int, letter string, children int) {
	a.staff = newWorkforce(letter)
	a.dice.staff(a.staff, max(8, stock[0]*41/100), yearStart(a.year), yearEnd(a.last))
	a.people(a.stays(steady(a.year, stock)))
	a.shortBreaks(1 + children/250)
	a.earlierLeavers(1 + children/45)
	began := max(yearStart(a.year), yearStart(2024))
	for _, c := range a.children {
		for i := range c.stays {
			a.allocate(c, &c.stays[i], a.staff, began)
		}
	}
}

// write writes the extracts of one authority.
func (a *authority) write(ctx context.Context, t *tree, scale float64, list []centre) error {
	a.plantDoubts(t.ledger)
	cases := make(chan error, 1)
	go func() { cases <- a.writeCases(ctx, t) }() // they share nothing that is written
	err := errors.Join(a.writeYears(ctx, t, scale, list), <-cases)
	if err == nil {
		err = a.writeLists(t)
	}
	return err
}

// writeYears writes the extracts that are drawn from the authority's own chance, in their order.
func (a *authority) writeYears(ctx context.Context, t *tree, scale float64, list []centre) error {
	for year := a.year; year <= a.last; year++ {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if err := a.writeReturn(t, year); err != nil {
			return err
		}
		absences := a.spells(a.staff, year)
		a.absences = append(a.absences, absences...)
		if err := t.writeSpells(a.folder, year, absences); err != nil {
			return err
		}
		inflation := 1 - 0.042*float64(a.last-year)
		spent := a.budgetOf(list, scale*inflation)
		if err := t.writeLedger(a.dice, a.folder, year, spent); err != nil {
			return err
		}
		if err := t.writeBudget(newDice(a.seed, budgetStream+uint64(year)), a.folder, year, spent); err != nil {
			return err
		}
	}
	if err := t.writeMaps(a.folder, list); err != nil {
		return err
	}
	return a.staff.write(t, a.folder, yearEnd(a.last))
}
