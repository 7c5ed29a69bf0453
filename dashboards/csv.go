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
func dataFile(area Area, cells []Cell) []byte {
	var out bytes.Buffer
	writer := csv.NewWriter(&out)
	_ = writer.Write(indicators.ValueColumns()) // a buffer refuses nothing
	for _, c := range cells {
		record := []string{
			c.Indicator, safeText(c.Edition), c.AreaCode, safeText(area.Name), c.Period,
			c.Start.Format(time.DateOnly), c.End.Format(time.DateOnly), c.Breakdown, safeText(c.Group),
			c.Numerator, c.Denominator, "", "", "", safeText(c.Unit), string(c.Symbol),
		}
		if c.Has() && c.Symbol == Shown {
			record[11] = indicators.Text(*c.Value, c.Places)
			if c.Lower != nil {
				record[12] = indicators.Text(*c.Lower, c.Places+1)
			}
			if c.Upper != nil {
				record[13] = indicators.Text(*c.Upper, c.Places+1)
			}
		}
		_ = writer.Write(record)
	}
	writer.Flush()
	return out.Bytes()
}

// safeText keeps spreadsheets from taking words for a formula.
func safeText(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) {
		return "'" + text
	}
	return text
}
