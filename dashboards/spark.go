package dashboards

import (
	"math"
	"strings"

	"sightline/indicators"
)

// sparkline is a small line without axes; it goes beside figures in words.
type sparkline struct {
	Path string
	X, Y string // the newest point
}

const (
	sparkWidth  = 96.0
	sparkHeight = 28.0
)

func spark(cells []Cell) *sparkline {
	low, high, shown := math.Inf(1), math.Inf(-1), 0
	for _, c := range cells {
		if c.Told() {
			v := indicators.Round(*c.Value, c.Places)
			low, high = math.Min(low, v), math.Max(high, v)
			shown++
		}
	}
	if shown < 2 {
		return nil
	}
	span := math.Max(high-low, math.Abs(high)*0.02)
	if span == 0 {
		span = 1
	}
	var out sparkline
	var path strings.Builder
	open := false
	for i, c := range cells {
		if !c.Told() {
			open = false
			continue
		}
		command := "L"
		if !open {
			command = "M"
		}
		open = true
		out.X = coordinate(4 + float64(i)*(sparkWidth-8)/float64(len(cells)-1))
		out.Y = coordinate(sparkHeight - 4 - (indicators.Round(*c.Value, c.Places)-low)/span*(sparkHeight-8))
		path.WriteString(command + out.X + " " + out.Y)
	}
	out.Path = path.String()
	return &out
}
