package dashboards

import (
	"bytes"
	"strings"
	"testing"
)

func drawnBlock(t *testing.T, block chartBlock) string {
	t.Helper()
	templates, err := parseTemplates()
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := templates["indicator"].ExecuteTemplate(&out, "chart", block); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func shownPoint(v float64, text string) point { return point{Value: &v, Text: text, Cell: text} }

func hiddenPoint() point { return point{Text: "hidden", Cell: "c", Mark: "c"} }

func lowPoint() point { return point{Text: "close to nought", Cell: "low", Mark: "low"} }

func withLimits(p point, lower, upper float64, words string) point {
	p.Lower, p.Upper, p.Limits = &lower, &upper, words
	return p
}

// exampleBlocks is a chart of every kind, with a gap, a mark, a negative amount and names that could do harm.
func exampleBlocks() map[string]chartBlock {
	hostile := "=1+1\t\r\n <script>\"' 🎈 \u202e" + strings.Repeat("long ", 60)
	line1 := line{Name: "Own", Style: "own", Points: []point{shownPoint(12, "12%"), hiddenPoint(), shownPoint(20, "20%"), shownPoint(18, "18%")}}
	return map[string]chartBlock{
		"line": newLineChart(lineChart{
			ID: "chart-1", Number: 1, Title: hostile, Unit: "percent", Labels: []string{"Mar 2022", "Mar 2023", "Mar 2024", "Mar 2025"}, Head: "Period", Newest: true,
			Lines: []line{
				line1,
				{Name: "England", Style: "england", Points: []point{shownPoint(15, "15%"), shownPoint(16, "16%"), {}, shownPoint(16.5, "16.5%")}},
				{Name: "Region", Style: "region", Points: []point{shownPoint(11, "11%"), lowPoint(), shownPoint(14, "14%"), shownPoint(13, "13%")}},
				{Name: "Real change", Style: "signal", Marks: true, Points: []point{{}, {}, shownPoint(20, "20%"), {}}},
			},
			Breaks: []lineBreak{{2, "new rule", "A new rule begins with"}},
		}),
		"bars": newBarChart(barChart{
			ID: "chart-2", Number: 2, Title: "Teams", Unit: "£", Head: "Team", Labels: []string{hostile, "Team B", "Team C"},
			Series: []barSeries{{Name: "Spent", Points: []point{shownPoint(1200000, "£1,200,000"), shownPoint(-300000, minus+"£300,000"), hiddenPoint()}}},
			Levels: []level{{Name: "Budget", Value: 1000000, Text: "£1.0m", Cell: "£1,000,000", Style: "target"}},
		}),
		"columns": newBarChart(barChart{
			ID: "chart-3", Number: 3, Title: "Days", Unit: "cases", Head: "Working days", Upright: true, Axis: "working days", Labels: []string{"0–9", "10–19", "20–29"},
			Series: []barSeries{
				{Name: "This year", Points: []point{shownPoint(70, "70"), shownPoint(95, "95"), shownPoint(80, "80")}},
				{Name: "Year before", Style: "neighbours", Points: []point{shownPoint(75, "75"), shownPoint(90, "90"), shownPoint(88, "88")}},
			},
			Breaks: []lineBreak{{2, "limit", "The limit lies before"}},
		}),
		"dots": newDotChart(dotChart{
			ID: "chart-4", Number: 4, Title: "Neighbours", Unit: "percent", Head: "Authority", Order: "lowest first",
			Rows: []dotRow{
				{Name: "Here", Own: true, Point: withLimits(shownPoint(10, "10%"), 8, 13, "8% to 13%")},
				{Name: hostile, Point: withLimits(shownPoint(12, "12%"), 9, 16, "9% to 16%")},
				{Name: "There", Point: shownPoint(15, "15%")},
				{Name: "Hidden place", Point: hiddenPoint()},
			},
			Levels: []level{{Name: "England", Value: 11, Text: "11%", Cell: "11%"}},
		}),
		"funnel": newFunnelChart(funnelChart{
			ID: "chart-5", Number: 5, Title: "All", Unit: "percent", Places: 1, Pooled: 11, TableID: "table-funnel",
			Areas:  []funnelArea{{Name: "A", Denominator: 100, Value: 12.04}, {Name: "B", Denominator: 400, Value: 9}, {Name: "C", Denominator: 900, Value: 11.5}},
			Limits: []funnelLimits{{Denominator: 100, Lower: 5, Upper: 17, FurtherLower: 2, FurtherUpper: 20}, {Denominator: 900, Lower: 9, Upper: 13, FurtherLower: 8, FurtherUpper: 14}},
			Own:    &funnelArea{Name: "Here", Denominator: 403, Value: 13.6},
		}),
	}
}

func TestEveryKindOfChartSaysTheSameInPictureDataAndTable(t *testing.T) {
	for kind, block := range exampleBlocks() {
		page := drawnBlock(t, block)
		if err := proveCharts([]byte(page)); err != nil {
			t.Errorf("%s: %v", kind, err)
		}
		if strings.Contains(page, "<script>\"") {
			t.Errorf("%s: a name is markup", kind)
		}
	}
}

// A fault planted in any of the three, or in the words, is found.
func TestAChartThatSaysAnotherThingIsFound(t *testing.T) {
	pages := map[string]string{}
	for kind, block := range exampleBlocks() {
		pages[kind] = drawnBlock(t, block)
	}
	for name, fault := range map[string]struct{ kind, from, to string }{
		"another number in the table":        {"line", `>20%</td>`, `>21%</td>`},
		"another number in the data":         {"line", `[12,"-",20,`, `[12,"-",20.5,`},
		"another place in the drawing":       {"line", `L507.5 `, `L507.5 9`},
		"a figure where one is hidden":       {"line", `[12,"-",20,`, `[12,13,20,`},
		"nought where it is close to it":     {"line", `[11,"-",14,`, `[11,0,14,`},
		"a figure in the table alone":        {"line", `>c</td>`, `>13%</td>`},
		"a mark beside the line":             {"line", `["-","-",20,"-"]`, `["-","-",19,"-"]`},
		"the direction":                      {"line", "up from", "down from"},
		"other words for the screen reader":  {"line", `"description":"Line`, `"description":"A line`},
		"bars that begin above nought":       {"bars", `"low":-500000`, `"low":100000`},
		"a bar of another length":            {"bars", `£1,200,000</td>`, `£1,300,000</td>`},
		"a column of another height":         {"columns", `"value":95`, `"value":96`},
		"a column drawn from above nought":   {"columns", `class="bar" x="86.7" y="`, `class="bar" x="86.7" y="1`},
		"a dot elsewhere":                    {"dots", `"value":[12,1]`, `"value":[13,1]`},
		"a neighbour's figure in the table":  {"dots", `>15%</td>`, `>16%</td>`},
		"a hidden neighbour in the table":    {"dots", `>c</td>`, `>14%</td>`},
		"a point of the funnel elsewhere":    {"funnel", `[400,9]`, `[500,9]`},
		"a figure of the funnel's table":     {"funnel", `>12.04%</td>`, `>12.05%</td>`},
		"no words on highest and lowest":     {"funnel", "Highest", "High"},
		"a chart of a kind that nobody knew": {"dots", `"kind":"dot"`, `"kind":"pie"`},
	} {
		page := strings.ReplaceAll(pages[fault.kind], fault.from, fault.to)
		if page == pages[fault.kind] {
			t.Errorf("%s: %q is not in the page", name, fault.from)
			continue
		}
		if proveCharts([]byte(page)) == nil {
			t.Errorf("%s is not found", name)
		}
	}
}

// An authority of any size has its money drawn to the penny and told as shortPounds writes it.
func TestMoneyOfAnySizeAgreesWithItsTable(t *testing.T) {
	for _, v := range []float64{0, 0.49, 12.5, 999.99, 9_384.57, 9_999.6, 10_000, 14_499.99, 143_384.57, -143_384.57, 999_499, 999_500, 1_249_999, -87_144_167.55} {
		for places := range 3 {
			cell := shortPounds(v, places)
			if !agrees(cell, v) {
				t.Errorf("%v is told as %q and found to be another amount", v, cell)
			}
			told, _ := cellValue(cell)
			if off := 3 * writtenTo(cell, told); agrees(cell, v+off) {
				t.Errorf("%v is found to agree with %q", v+off, cell)
			}
		}
	}
}
