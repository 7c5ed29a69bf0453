package sample

import "math/rand/v2"

// dice is the one source of chance of an authority: a PCG generator with a fixed seed.
type dice struct{ *rand.Rand }

// newDice gives each stream of a seed (an authority, a part of it) its own sequence.
func newDice(seed, stream uint64) dice {
	//nolint:gosec // the same seed must give the same records; nothing here is secret
	return dice{rand.New(rand.NewPCG(seed, stream*0x9e3779b97f4a7c15+1))}
}

// between draws a whole number from low to high, both included.
func (r dice) between(low, high int) int {
	if high <= low {
		return low
	}
	return low + r.IntN(high-low+1)
}

func (r dice) day(low, high day) day { return day(r.between(int(low), int(high))) }

func (r dice) chance(probability float64) bool { return r.Float64() < probability }

// wait draws a waiting time in days from an exponential distribution, at least one day.
func (r dice) wait(mean float64) int { return 1 + int(r.ExpFloat64()*mean) }

// weighted is a choice and how often it is taken, relative to the others.
type weighted struct {
	value  string
	weight int
}

func (r dice) pick(choices []weighted) string {
	total := 0
	for _, c := range choices {
		total += c.weight
	}
	draw := r.IntN(total)
	for _, c := range choices {
		if draw -= c.weight; draw < 0 {
			return c.value
		}
	}
	return choices[len(choices)-1].value
}
