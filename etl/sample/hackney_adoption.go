package sample

import "fmt"

// Of the children adopted in the printed year, 45.5%.
const (
	hackneyAdopted = 11
	hackneyPlaced  = 5 // with adopters within twelve months of the decision
)

// adoptPrinted gives eleven of the children who left care in the printed year a way to adopters, five of
// them within twelve months of the decision. No other child who left that year was adopted.
func (p *population) adoptPrinted(stays []stay) error {
	var left []*stay
	for i := range stays {
		if to := stays[i].to; to != never && collectionYear(to) == hackneyPrinted {
			stays[i].unadopted = true
			left = append(left, &stays[i])
		}
	}
	p.Shuffle(len(left), func(i, j int) { left[i], left[j] = left[j], left[i] })
	adopted := 0
	for _, s := range left {
		waited := day(p.between(60, 330))
		if adopted >= hackneyPlaced {
			waited = day(p.between(380, 560))
		}
		if length := s.to - s.from; adopted == hackneyAdopted || length < waited+260 || length > 1900 {
			continue
		}
		adopted++
		placed := s.to - day(p.between(120, 150))
		a := &adoption{placed: placed, decided: placed - waited, order: s.to}
		a.matched = placed - day(p.between(7, 28))
		a.authorised = max(s.from+70, min(a.decided+day(p.between(10, 60)), placed-45))
		s.adopted, s.unadopted = a, false
		s.born = s.from - day(p.between(1, 900))
	}
	if adopted < hackneyAdopted {
		return fmt.Errorf("%d children who left in %d can have been adopted: want %d", adopted, hackneyPrinted, hackneyAdopted)
	}
	return nil
}
