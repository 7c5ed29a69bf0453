package dashboards

import (
	"math"
	"testing"

	"sightline/indicators"
)

func editionsOf(def *indicators.Definition) *indicators.Definition {
	def.Editions = []indicators.Edition{{From: "2000-01-01"}}
	return def
}

// share is a percentage of people of which some could not be judged: met and unmet were; of the others
// the rules count some as met, some as unmet, and leave some out.
func share(met, unmet, countedMet, countedUnmet, leftOut int) Figure {
	judged, unjudged := met+unmet, int64(countedMet+countedUnmet+leftOut)
	numerator, denominator := met+countedMet, judged+countedMet+countedUnmet
	figure := Figure{
		Numerator: count(int64(numerator)), Denominator: count(int64(denominator)), Unit: indicators.Percent,
		JudgedNumerator: count(int64(met)), JudgedDenominator: count(int64(judged)), Unjudged: &unjudged,
	}
	if denominator == 0 {
		figure.Symbol = NotApplicable
	} else {
		value := 100 * float64(numerator) / float64(denominator)
		figure.Value = &value
	}
	if base := float64(judged) + float64(unjudged); base > 0 {
		lowest, highest := 100*float64(met)/base, 100*(float64(met)+float64(unjudged))/base
		figure.Lowest, figure.Highest = &lowest, &highest
	}
	return figure
}

// The attacker knows what is published (numerator, denominator, number not recorded and both bounds, to
// the last digit) and solves for everything that was not: how many were judged, how many of those count,
// and how the rules count those that were not judged.
func TestBoundsDoNotLetAHiddenNumberBeWorkedOut(t *testing.T) {
	const below = 6
	def := editionsOf(&indicators.Definition{Statistic: indicators.Ratio, Unit: indicators.Percent, Decimals: 1})
	shown, withheld := 0, 0
	sizes := []int{0, 1, 3, 5, 6, 9, 40}
	for _, met := range sizes {
		for _, unmet := range sizes {
			for _, countedMet := range sizes {
				for _, countedUnmet := range sizes {
					for _, leftOut := range sizes {
						cell := disclose(def, share(met, unmet, countedMet, countedUnmet, leftOut), below)
						if cell.Gap != GapShown {
							if cell.Unjudged != nil || cell.Lowest != nil || cell.Highest != nil || cell.JudgedNumerator+cell.JudgedDenominator != "" {
								t.Fatalf("a cell that hides what was not recorded still carries it: %+v", cell)
							}
							withheld++
							continue
						}
						if cell.Symbol == Confidential {
							t.Fatalf("a hidden figure tells what was not recorded: %+v", cell)
						}
						if *cell.Unjudged == 0 {
							continue
						}
						shown++
						numerator, _ := decimal(cell.Numerator)
						denominator, _ := decimal(cell.Denominator)
						unjudged := float64(*cell.Unjudged)
						all := math.Round(unjudged * 100 / (*cell.Highest - *cell.Lowest))
						judged, judgedMet := all-unjudged, math.Round(*cell.Lowest*all/100)
						for name, solved := range map[string]float64{
							"not judged": unjudged, "judged": judged, "judged and met": judgedMet, "judged and not met": judged - judgedMet,
							"not judged but counted": denominator - judged, "not judged and left out": unjudged - (denominator - judged),
							"not judged but counted as met":     numerator - judgedMet,
							"not judged but counted as not met": denominator - judged - (numerator - judgedMet),
						} {
							if solved > 0 && solved < below {
								t.Errorf("met %d, unmet %d, of the others %d met, %d unmet, %d left out: %v %s can be worked out",
									met, unmet, countedMet, countedUnmet, leftOut, solved, name)
							}
						}
					}
				}
			}
		}
	}
	if shown < 100 || withheld < 100 {
		t.Errorf("%d shown and %d withheld: too few to prove anything", shown, withheld)
	}
}

func TestWhatIsToldOfCasesNotRecorded(t *testing.T) {
	percent := editionsOf(&indicators.Definition{Statistic: indicators.Ratio, Unit: indicators.Percent})
	number := editionsOf(&indicators.Definition{Statistic: indicators.Count, Unit: "children"})
	mean := editionsOf(&indicators.Definition{Statistic: indicators.Ratio, Unit: "points", Decimals: 1})
	days := editionsOf(&indicators.Definition{Statistic: indicators.Ratio, Unit: "days per FTE"})
	spend := editionsOf(&indicators.Definition{Statistic: indicators.Count, Unit: "£"})
	made := func(numerator, denominator, judged, judgedOf string, unjudged int64, value, lowest, highest float64) Figure {
		return Figure{
			Numerator: numerator, Denominator: denominator, JudgedNumerator: judged, JudgedDenominator: judgedOf,
			Unjudged: &unjudged, Value: &value, Lowest: &lowest, Highest: &highest,
		}
	}
	unbounded := made("900", "180", "880", "170", 8, 5, 0, 0)
	unbounded.Lowest, unbounded.Highest = nil, nil
	fewUnbounded := unbounded
	three := int64(3)
	fewUnbounded.Unjudged = &three
	for _, c := range []struct {
		name             string
		def              *indicators.Definition
		figure           Figure
		public, internal string
	}{
		{"none", percent, share(30, 50, 0, 0, 0), "", ""},
		{"enough", percent, share(30, 50, 0, 0, 20), "20 of 100 not recorded; between 30% and 50%", "20 of 100 not recorded; between 30% and 50%"},
		{"few", percent, share(30, 50, 0, 0, 5), "fewer than 6 not recorded", "5 of 85 not recorded; between 35% and 41%"},
		{"enough, but few of them left out", percent, share(30, 50, 0, 7, 3), "number not recorded is hidden", "10 of 90 not recorded; between 33% and 44%"},
		{"few judged ones count", percent, share(2, 50, 8, 0, 0), "number not recorded is hidden", "8 of 60 not recorded; between 3% and 17%"},
		{"a hidden figure", percent, share(3, 50, 0, 0, 20), "", "20 of 73 not recorded; between 4% and 32%"},
		{"nobody judged", percent, share(0, 0, 0, 0, 9), "9 of 9 not recorded; between 0% and 100%", "9 of 9 not recorded; between 0% and 100%"},
		{"a count", number, made("40", "", "33", "", 7, 40, 33, 40), "7 of 40 not recorded; between 33 and 40", "7 of 40 not recorded; between 33 and 40"},
		{"a count of which few are judged", number, made("40", "", "4", "", 36, 40, 4, 40), "number not recorded is hidden", "36 of 40 not recorded; between 4 and 40"},
		{"a mean", mean, made("1300", "100", "1300", "100", 20, 13, 10.83, 17.5), "20 of 120 not recorded; between 10.8 and 17.5", "20 of 120 not recorded; between 10.8 and 17.5"},
		{"no bounds", days, unbounded, "8 not recorded", "8 not recorded"},
		{"few without bounds", days, fewUnbounded, "fewer than 6 not recorded", "3 not recorded"},
		{"money", spend, made("5000", "", "4000", "", 2, 5000, 4000, 5000), "2 not recorded; between £4,000 and £5,000", "2 not recorded; between £4,000 and £5,000"},
		{"not available", percent, Figure{Symbol: NotAvailable}, "", ""},
	} {
		c.figure.Unit = c.def.Unit
		for below, want := range map[int]string{6: c.public, 0: c.internal} {
			if got := gapWords(c.def, disclose(c.def, c.figure, below), below); got != want {
				t.Errorf("%s, hiding under %d: %q, want %q", c.name, below, got, want)
			}
		}
	}
}
