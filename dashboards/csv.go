package dashboards

import (
	"bytes"
	"encoding/csv"
	"strings"
	"time"

	"sightline/indicators"
)

// dataFile writes cells as the published data file: values rounded half away from zero to the
// edition's decimals, limits to one more, a symbol where there is no value.
func dataFile(area Area, parts ...series) []byte {
	out := roomFor(parts)
	writer := csv.NewWriter(out)
	_ = writer.Write(indicators.ValueColumns()) // a buffer refuses nothing
	for _, part := range parts {
		for i := range part {
			c := &part[i]
			value, lower, upper := c.printed()
			_ = writer.Write([]string{
				c.Indicator, safeText(c.Edition), c.AreaCode, safeText(area.Name), c.Period,
				c.Start.Format(time.DateOnly), c.End.Format(time.DateOnly), c.Breakdown, safeText(c.Group),
				c.Numerator, c.Denominator, value, lower, upper, safeText(c.Unit), string(c.Symbol),
			})
		}
	}
	writer.Flush()
	return out.Bytes()
}

// roomFor is a buffer that need not grow often while the figures are written into it, a line of some hundred bytes each.
func roomFor(parts []series) *bytes.Buffer {
	lines := 2
	for _, part := range parts {
		lines += len(part)
	}
	out := &bytes.Buffer{}
	out.Grow(lines * 128)
	return out
}

// printed is the value and the limits as the data files print them, empty where they print none.
func (c Cell) printed() (value, lower, upper string) {
	if !c.Has() || c.Symbol != Shown {
		return "", "", ""
	}
	return indicators.Text(*c.Value, c.Places), indicators.Format(c.Lower, c.Places+1), indicators.Format(c.Upper, c.Places+1)
}

// safeText keeps spreadsheets from taking words for a formula.
func safeText(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) {
		return "'" + text
	}
	return text
}
