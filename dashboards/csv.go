package dashboards

import (
	"bytes"
	"encoding/csv"
	"strings"
	"time"

	"sightline/indicators"
)

// dataFile is a published data file of the indicators.
func dataFile(entries ...*entry) []byte {
	var out bytes.Buffer
	writer := csv.NewWriter(&out)
	_ = writer.Write(indicators.ValueColumns()) // a buffer refuses nothing
	writer.Flush()
	size := out.Len()
	for _, e := range entries {
		size += len(e.rows())
	}
	out.Grow(size)
	for _, e := range entries {
		out.Write(e.rows())
	}
	return out.Bytes()
}

// writeRows writes cells as the published data file has them: values rounded half away from zero to the edition's
// decimals, limits to one more, a symbol where there is no value.
func writeRows(area Area, cells series) []byte {
	out := roomFor([]series{cells})
	writer := csv.NewWriter(out)
	row := make([]string, 0, len(indicators.ValueColumns()))
	for i := range cells {
		c := &cells[i]
		value, lower, upper := c.printed()
		row = append(row[:0],
			c.Indicator, safeText(c.Edition), c.AreaCode, safeText(area.Name), c.Period,
			c.Start.Format(time.DateOnly), c.End.Format(time.DateOnly), c.Breakdown, safeText(c.Group),
			c.Numerator, c.Denominator, value, lower, upper, safeText(c.Unit), string(c.Symbol))
		_ = writer.Write(row) // a buffer refuses nothing
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
