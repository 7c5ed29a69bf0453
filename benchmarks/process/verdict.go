package process

import "sightline/benchmarks/judge"

// Polarity says which way of a figure is good.
type Polarity = judge.Polarity

// Variation is what a chart says of the process now.
type Variation string

// The verdicts on variation. No change is CommonVariation; special cause is one without a better way.
const (
	CommonVariation  Variation = "common cause"
	Improvement      Variation = "improvement"
	Concern          Variation = "concern"
	SpecialVariation Variation = "special cause"
)

// Assurance is what a chart says of a target.
type Assurance string

// The verdicts on a target.
const (
	WillMeet    Assurance = "will meet"
	MayMeet     Assurance = "may meet"
	WillNotMeet Assurance = "will not meet"
	NoTarget    Assurance = "no target"
)

// VariationOf says what the last point of a stretch shows, as the variation icon of Making Data Count
// does. Where rules mark it in both directions the result is improvement, as in Making Data Count's
// workbook.
func VariationOf(s Stretch, polarity Polarity) Variation {
	if len(s.Points) == 0 {
		return CommonVariation
	}
	return VariationAt(s.Points[len(s.Points)-1], polarity)
}

// VariationAt says what one point of a stretch shows, by the same rule as VariationOf.
func VariationAt(point Marked, polarity Polarity) Variation {
	good, bad := point.Up, point.Down
	if polarity == judge.Low {
		good, bad = bad, good
	}
	switch {
	case point.Signal == CommonCause:
		return CommonVariation
	case polarity != judge.High && polarity != judge.Low:
		return SpecialVariation
	case good:
		return Improvement
	case bad:
		return Concern
	default:
		return CommonVariation
	}
}

// AssuranceOf sets a target against the process limits of a stretch, as the assurance icon of Making Data
// Count does: with a target outside them on the good side the process will meet it as it runs now, on the
// bad side it will not, and within them, both ends included, it may. There is no target without a polarity,
// without limits, or when the target is no number.
func AssuranceOf(s Stretch, target *float64, polarity Polarity) Assurance {
	if target == nil || !s.Limited || polarity != judge.High && polarity != judge.Low {
		return NoTarget
	}
	switch {
	case *target > s.Upper:
		if polarity == judge.High {
			return WillNotMeet
		}
		return WillMeet
	case *target < s.Lower:
		if polarity == judge.High {
			return WillMeet
		}
		return WillNotMeet
	case *target >= s.Lower && *target <= s.Upper:
		return MayMeet
	default:
		return NoTarget
	}
}
