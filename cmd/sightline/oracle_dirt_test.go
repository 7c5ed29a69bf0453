package main

import "slices"

// Positions in a row of episodes.
const (
	colDECOM = 1
	colRNE   = 2
	colLS    = 3
	colPLACE = 5
	colDEC   = 7
	colREC   = 8
	colPOST  = 11
	colURN   = 12
)

// spoil makes the return as faulty as returns are: rows that cannot be read, rows twice, episodes
// that end before they begin, codes of no list, children without a header, breaks in the chain.
func (r *careReturn) spoil(d dice, prefix string) {
	if d.in100(12) { // the first version of a file that was sent in again
		first := *r
		first.episodes = sheet{r.episodes.columns, slices.Clone(r.episodes.rows[:len(r.episodes.rows)*9/10])}
		for i := range first.episodes.rows {
			if d.in100(25) {
				first.spoilEpisode(d, i)
			}
		}
		r.earlier = &first.episodes
	}
	for i := range r.episodes.rows {
		if d.in100(9) {
			r.spoilEpisode(d, i)
		}
	}
	for range d.IntN(3) {
		if i := d.IntN(len(r.episodes.rows)); d.in100(70) {
			r.episodes.rows = append(r.episodes.rows, slices.Clone(r.episodes.rows[i])) // the same row twice
		}
	}
	if d.in100(30) { // an episode of a child of whom nothing else is known
		r.episodes.add(prefix+"orphan", yearEnd(r.year-1).british(), "S", "C2", "N1", "U6", "PR1", "", "", "", "", "AA1 1AA", "1234567")
	}
	r.header.rows = slices.DeleteFunc(r.header.rows, func([]string) bool { return d.in100(4) })
	for _, row := range r.header.rows {
		if d.in100(4) {
			row[2] = pick(d, "31/02/2010", "", "2010")
		}
	}
	for _, row := range r.leaver.rows {
		switch d.IntN(40) {
		case 0:
			row[3] = pick(d, "F9", "")
		case 1:
			row[2] = pick(d, "MAYBE", "")
		case 2:
			row[1] = pick(d, "31/11/2004", "")
		}
	}
	for _, row := range r.outcome.rows {
		switch d.IntN(30) {
		case 0:
			row[2] = pick(d, "41", "-1", "x", "14.0")
		case 1:
			row[3] = "SDQ9"
		case 2:
			row[1] = "30/02/2011"
		}
	}
	if d.in100(30) {
		d.Shuffle(len(r.episodes.rows), func(i, j int) {
			r.episodes.rows[i], r.episodes.rows[j] = r.episodes.rows[j], r.episodes.rows[i]
		})
	}
}

func (r *careReturn) spoilEpisode(d dice, i int) {
	row := slices.Clone(r.episodes.rows[i])
	decom, _ := readDay(row[colDECOM])
	dec, closed := readDay(row[colDEC])
	switch d.IntN(16) {
	case 0:
		row[colDECOM] = pick(d, "31/02/2023", "00/00/2022", "yesterday", "2022", "")
	case 1:
		row[colDEC] = pick(d, "30/02/2024", "soon", "31/11/2023")
	case 2, 3: // ends before it begins, or on the day
		row[colDEC], row[colREC] = (decom - day(d.IntN(3))).british(), "X1"
	case 4:
		row[colPLACE] = pick(d, "U9", "", "K9")
	case 5:
		row[colLS] = pick(d, "X9", "", "V5")
	case 6:
		row[colRNE] = pick(d, "Q", "", "SS")
	case 7:
		row[colREC] = pick(d, "E99", "X2")
	case 8: // open, with the reason of an end
		if !closed {
			row[colREC] = "X1"
		}
	case 9: // a gap of a day, or a day of overlap
		if closed {
			row[colDEC] = max(decom+1, dec+day(pick(d, -1, 1))).british()
		}
	case 10: // gone from this return
		row = nil
	case 11: // begun on another day than the other returns say
		if later := decom + day(pick(d, -2, -1, 1, 2)); !closed || later < dec {
			row[colDECOM] = later.british()
		}
	case 12:
		row[6] = "PR9"
	case 13:
		row[colPOST] = pick(d, "NOWHERE", "aa1 1aa", "AA11AA")
	case 14:
		row[colURN] = pick(d, "SC123456", "")
	case 15: // an end that the other returns do not have
		if !closed && decom+20 < yearEnd(r.year) {
			row[colDEC], row[colREC] = (decom + 20).british(), pick(d, "X1", "E4A")
		}
	}
	if row == nil {
		r.episodes.rows[i] = slices.Clone(r.episodes.rows[d.IntN(len(r.episodes.rows))])
		return
	}
	r.episodes.rows[i] = row
}
