package dashboards

import (
	"strings"
	"testing"
	"time"

	"sightline/indicators"
)

func TestHeapsAreToldByWhatIsKnownOfThem(t *testing.T) {
	end := time.Date(2025, 3, 31, 0, 0, 0, 0, time.UTC)
	e := &entry{Now: Cell{Figure: Figure{Period: periodYear, End: end}}}
	of := &indicators.Distribution{Unit: "working days"}
	for want, h := range map[string]heaping{
		"Look here: working days 8 to 10 hold 456 cases, where the days around them let expect about 257, more than":                                                                                                             {observed: 456, expected: 257, p: 0.01},
		"No clear difference next to the limit: working days 8 to 10 hold 185 cases, where the days around them let expect about 186.":                                                                                           {observed: 185, expected: 186, p: 0.9},
		"It cannot be told whether cases heap next to the limit: working days 8 to 10 hold 456 cases, where the days around them let expect about 257. The two are far apart, but the curve through those days fits them poorly": {observed: 456, expected: 257, p: 0.2},
	} {
		h.period, h.end, h.from, h.to, h.asked = periodYear, end, 8, 10, 1
		got, stands := lookHere(&h, of, e)
		if !strings.HasPrefix(got, want) || stands != strings.HasPrefix(got, "Look here") {
			t.Errorf("got %q, %v, want %q", got, stands, want)
		}
	}
}
