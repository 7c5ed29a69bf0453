package sample

import (
	"fmt"
	"math"
	"testing"
)

// Invented postcodes lie on the grid, those around home within twenty miles of it and the last ones beyond.
func TestPostcodesLieWhereTheyShould(t *testing.T) {
	at := func(district int) (x, y float64) {
		easting, northing := reference(fmt.Sprintf("ZZ%d 5LL", district))
		if easting < 0 || easting > 700000 || northing < 0 || northing > 1300000 {
			t.Errorf("district %d lies off the grid", district)
		}
		return float64(easting), float64(northing)
	}
	for district := range districts {
		x, y := at(district + 1)
		for home := range homeDistricts {
			fromX, fromY := at(home + 1)
			miles := math.Hypot(x-fromX, y-fromY) / 1609.3
			if far := miles > 20; far && district < nearDistricts || !far && district > 70 {
				t.Errorf("district %d is %.1f miles from home district %d", district+1, miles, home+1)
			}
		}
	}
}
