package sample

// era is what a time's returns look like: the codes in use and how often they occur.
type era struct {
	ethnicities   []weighted
	needs         []weighted
	unaccompanied float64 // share of those aged 14 and over at the start
	restless      [3]int  // share of settled, moving and restless children, per hundred
	sameCarer     float64 // share of moves in which the carer stays (RNE T and U)
	latePerReview float64
	strained      [2]day // from, to: months in which three times as many reviews are late
	homes         int    // children's homes and residential schools, per cent of the weights of homeFor
	modern        bool   // U placements, special guardianship codes by carer, social worker episodes
}

// adults is the chance that a stay of that many days ends on the eighteenth birthday.
func (e era) adults(days int) float64 {
	if days < 150 {
		return 0.06
	}
	return 0.34
}

func today() era {
	return era{
		ethnicities: []weighted{
			{"WBRI", 66},
			{"WOTH", 4},
			{"MWBC", 4},
			{"MWAS", 2},
			{"MOTH", 3},
			{"APKN", 3},
			{"ABAN", 1},
			{"AOTH", 2},
			{"BAFR", 6},
			{"BCRB", 3},
			{"BOTH", 2},
			{"WROM", 1},
			{"OOTH", 2},
			{"NOBT", 1},
		},
		needs: []weighted{
			{"N1", 66}, {"N2", 3}, {"N3", 3}, {"N4", 7}, {"N5", 14}, {"N6", 2}, {"N8", 5},
		},
		unaccompanied: 0.14, restless: [3]int{69, 16, 15}, sameCarer: 0.05, latePerReview: 0.033, homes: 116, modern: true,
	}
}

func nationalIndicators() era {
	return era{
		ethnicities: []weighted{
			{"WBRI", 24},
			{"WOTH", 8},
			{"WIRI", 1},
			{"MWBC", 9},
			{"MWBA", 4},
			{"MOTH", 5},
			{"BCRB", 18},
			{"BAFR", 18},
			{"BOTH", 6},
			{"AOTH", 3},
			{"ABAN", 1},
			{"OOTH", 3},
		},
		needs: []weighted{
			{"N1", 62}, {"N2", 4}, {"N3", 6}, {"N4", 8}, {"N5", 12}, {"N6", 3}, {"N8", 5},
		},
		unaccompanied: 0.16, restless: [3]int{68, 24, 8}, latePerReview: 0.036, homes: 60,
	}
}

// homeFor draws a placement for a child of an age; the provider and its number come with the type.
func (p *population) homeFor(years int, uasc bool) placement {
	foster := func(own, long, kin, kinLong, early int) []weighted {
		if p.era.modern {
			return []weighted{{"U6", own}, {"U4", long}, {"U3", kin}, {"U1", kinLong}, {"U5", early}}
		}
		return []weighted{{"Q2", own + long + early}, {"Q1", kin + kinLong}}
	}
	var choices []weighted
	band := 0
	switch {
	case years < 2:
		choices = append(foster(56, 2, 18, 2, 10), weighted{"P1", 7}, weighted{"R3", 4})
	case years < 11:
		band = 1
		choices = append(foster(42, 25, 13, 9, 1), weighted{"P1", 6}, weighted{"K2", p.homes(5)}, weighted{"S1", 1})
	case uasc:
		band = 2
		choices = append(foster(45, 6, 8, 0, 0), weighted{"H5", 41}, weighted{"K2", 3})
	case years < 16:
		band = 3
		choices = append(foster(34, 23, 9, 8, 0), weighted{"P1", 5}, weighted{"K2", p.homes(23)},
			weighted{"S1", 2}, weighted{"K1", 1}, weighted{"R1", 1})
	default:
		band = 4
		choices = append(foster(25, 20, 7, 5, 0), weighted{"P1", 5}, weighted{"K2", p.homes(18)},
			weighted{"H5", 24}, weighted{"R1", 1}, weighted{"K1", 1}, weighted{"R5", 1})
	}
	return p.placed(p.inTurn(&p.homed[band], choices))
}

// inTurn takes choices in turn, evenly by their weights, so that a small authority's shares do not hang
// on chance. The steps are the golden section of the whole.
func (p *population) inTurn(turn *int, choices []weighted) string {
	total := 0
	for _, c := range choices {
		total += c.weight
	}
	*turn++
	draw := *turn * 618 % 1000 * total / 1000
	for _, c := range choices {
		if draw -= c.weight; draw < 0 {
			return c.value
		}
	}
	return choices[len(choices)-1].value
}

// homes is the weight of children's homes in the era.
func (p *population) homes(weight int) int { return weight * p.era.homes / 100 }

// placed gives a placement type its provider, postcode and provider number.
func (p *population) placed(place string) placement {
	h := placement{place: place, postcode: p.postcode(), provider: "PR1", urn: p.home.urn}
	switch place {
	case "P1":
		h.provider, h.urn = "PR0", "XXXXXXX"
	case "U1", "U2", "U3", "Q1":
	case "A3", "A4", "A5", "A6":
		h.urn = "XXXXXXX"
	case "R5":
		h.provider, h.urn = "PR3", "XXXXXXX"
	default:
		h.provider = p.pick([]weighted{{"PR1", 48}, {"PR4", 42}, {"PR5", 10}})
		if place == "K2" || place == "H5" || place == "S1" || place == "R1" {
			h.provider = p.pick([]weighted{{"PR1", 12}, {"PR4", 78}, {"PR5", 10}})
		}
		if h.provider != "PR1" || place[0] != 'U' && place[0] != 'Q' {
			h.urn = p.urn()
		}
	}
	return h
}
