package sample

import (
	"math"
	"slices"
)

// Postcodes use the outward codes ZZ1 to ZZ89, which exist nowhere. The lower ones are the authority's
// own districts and those around them, the higher ones farther and farther away.
const (
	homeDistricts = 30
	nearDistricts = 58
	districts     = 89
)

// postcode is where a child is placed: one time in four farther away than the districts around.
func (r dice) postcode() string {
	if r.chance(0.26) {
		return r.postcodeIn(nearDistricts+1, districts)
	}
	return r.postcodeIn(1, nearDistricts)
}

// homePostcode is where a child comes from.
func (r dice) homePostcode() string { return r.postcodeIn(1, homeDistricts) }

const inwardLetters = "ABDEFGHJLNPQRSTUWXYZ"

func (r dice) postcodeIn(from, to int) string {
	code := append([]byte("ZZ"), whole(r.between(from, to))...)
	return string(append(code, ' ', byte('0'+r.between(1, 9)),
		inwardLetters[r.IntN(len(inwardLetters))], inwardLetters[r.IntN(len(inwardLetters))]))
}

// reference is the grid reference of an invented postcode, in metres: it lies in the North Sea. The own
// districts lie within five miles of their middle and those around within seven; then come some from
// eleven to twenty-five miles and the others from twenty-seven miles up.
func reference(postcode string) (easting, northing int) {
	outward, inward := int(number(postcode[2:len(postcode)-4])), postcode[len(postcode)-3:]
	away := 1400 * math.Sqrt(float64(outward))
	switch {
	case outward > 70:
		away = 44000 + 4000*float64(outward-71)
	case outward > nearDistricts:
		away = 18000 + 2000*float64(outward-nearDistricts-1)
	}
	const golden = 2.399963 // radians: no two districts in one direction
	at := golden * float64(outward)
	aside := 40*int(inward[0]-'0') + 3*int(inward[1]-'A')
	return 580000 + int(away*math.Cos(at)) + aside, 700000 + int(away*math.Sin(at)) + 5*int(inward[2]-'A')
}

// writePostcodes writes the grid references of the postcodes that the authority's extracts mention, as
// an excerpt of the directory.
func (a *authority) writePostcodes(t *tree) error {
	var mentioned []string
	for _, c := range a.children {
		if c.home != "" {
			mentioned = append(mentioned, c.home)
		}
		for _, e := range c.episodes {
			mentioned = append(mentioned, e.home.postcode)
		}
	}
	slices.Sort(mentioned)
	b, err := t.create(a.folder+"/postcode/postcodes.csv", []string{"pcds", "oseast1m", "osnrth1m"}, style{})
	if err != nil {
		return err
	}
	for _, one := range slices.Compact(mentioned) {
		easting, northing := reference(one)
		b.write(one, whole(easting), whole(northing))
	}
	return b.close()
}
