package sample

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// regions are the invented regions; the long table numbers regions 980 to 990 and England 970.
func regions() [2]place {
	return [2]place{{number: 989, name: "Marches and Vale"}, {number: 990, name: "Wold and Fen"}}
}

// measure is one published measure: where its values lie and how far authorities differ.
type measure struct {
	short, title, topic, polarity, axis, dps, yearType string
	centre, spread, drift                              float64
	from                                               int    // first year published
	label                                              string // printf form of the Years label
	count                                              bool   // regions and England add up
	unpublished                                        bool   // of the authority itself nothing is out
	decimals                                           int
}

func measures() []measure {
	const looked, workforce, finance = "Children Looked After", "Children's Services Workforce", "Children's Service Finance"
	m := func(short, title, topic, polarity, axis string, centre, spread, drift float64) measure {
		return measure{
			short: short, title: title, topic: topic, polarity: polarity, axis: axis, dps: "NA",
			yearType: "Financial Year", centre: centre, spread: spread, drift: drift, from: 2016, label: "%d",
		}
	}
	number := m("LACnum", "Number of Children looked after", looked, "-", "Number of children", 430, 150, 6)
	number.count, number.dps, number.yearType = true, "0", "Annual"
	sdq := m("Emotional_LAC", "Emotional Health of Looked after Children", looked, "Low", "Score", 13.1, 0.6, 0.04)
	sdq.decimals = 1
	turnover := m("Work_Force_TO_Rate", "Percentage rate of social worker turnover", workforce, "Low", "Turnover rate", 15.5, 3.2, 0)
	agency := m("Work_Force_Agecy_Rate", "Percentage of agency social workers", workforce, "Low", "% agency staff", 16.5, 5, 0.2)
	absence := m("Work_Force_SWAbsence", "Social Worker absence rate", workforce, "Low", "Absence rate", 3.4, 0.7, 0.02)
	cases := m("Work_Force_AvgNumCase_SW", "Average number of cases per social worker", workforce, "Low", "Cases", 16, 1.8, -0.1)
	weekly := m("LACFinance", "Looked after children weekly unit costs", finance, "NA", "£ a week", 1450, 260, 75)
	for _, one := range []*measure{&turnover, &agency, &absence, &cases} {
		one.decimals, one.yearType = 1, "Annual (end of Sept)"
	}
	weekly.label, weekly.dps = "%d-%02d (OT)", "0"
	workers := m("Stability_SocialWorker", "Three or more social workers during the year", looked, "Low", "% of children", 24, 6, 0)
	workers.from = 2024
	long := m("LAC_LongStable%", "Long Term Placement Stability (%)", looked, "High", "% of children", 69, 4.5, -0.1)
	starts := m("LAC_Start_Rate", "Rate of children starting to be looked after", looked, "-", "Rate per 10,000", 29, 6, 0.1)
	ceases := m("LAC_Cease_Rate", "Rate of children ceasing to be looked after", looked, "-", "Rate per 10,000", 28, 6, 0.1)
	long.from, starts.from, ceases.from = 2018, 2018, 2018
	return append([]measure{
		number,
		m("LAC", "Children looked after rate per 10,000", looked, "-", "Rate per 10,000", 63, 9, 0.8),
		starts, ceases,
		m("LACStable_2016on", "Three or more placements (%)", looked, "Low", "% of children", 10.4, 1.9, 0), long,
		sdq, workers,
		m("LAC_SecHome_And_ChildHome", "In secure homes and children's homes (%)", looked, "-", "% of children", 13.5, 2.4, 0.2),
		m("LACDistance", "Placed more than 20 miles from home, outside the boundary (%)", looked, "Low", "% of children", 17, 5, 0.1),
		m("Children_missing", "Missing during the year (%)", looked, "-", "% of children", 11, 3, 0),
		m("%_of LAC Adopted", "Adopted in year (%)", "Adoption", "High", "% of children ceasing", 10, 3, -0.3),
		m("CareLeaverEET", "Care leavers in education, employment or training (%)", "Care Leavers", "High", "% of leavers", 55, 6, 0.2),
		m("CareLeaverAcc", "Care leavers in suitable accommodation (%)", "Care Leavers", "High", "% of leavers", 88, 4, 0),
		turnover, agency, absence, cases, weekly,
	}, needMeasures()...)
}

// needMeasures are those of children in need and plans, whose published values for the authority itself are
// not out.
func needMeasures() []measure {
	const need, plans = "Children in Need", "Child Protection"
	var out []measure
	for _, one := range []struct {
		short, title, topic, polarity, axis string
		centre, spread                      float64
	}{
		{"CPP_Total_Rateper10,000", "Rate of referrals", need, "-", "Rate per 10,000", 535, 85},
		{"ReReferral", "Referrals within 12 months of an earlier one (%)", need, "Low", "% of referrals", 21.5, 3.5},
		{"CIN_Refferals_NFA", "Referrals without further action (%)", need, "-", "% of referrals", 7, 2},
		{"Continue_Assess_Comp", "Assessments within 45 working days (%)", need, "High", "% of assessments", 82, 6},
		{"CP_conf_15days", "Initial conferences within 15 working days (%)", plans, "High", "% of conferences", 79, 6},
		{"CPP_rate", "Rate of children on a plan", plans, "-", "Rate per 10,000", 42, 7},
		{"PrevRegCPR", "Plans that are a second or later one (%)", plans, "Low", "% of plans", 23.5, 3},
		{"RevCP", "Plans reviewed in time (%)", plans, "High", "% of plans", 91, 4},
		{"CPPlans2yrs", "Plans of two years and more, ended (%)", plans, "Low", "% of plans", 3.8, 0.9},
		{"CPPlans2yrsActive", "Plans of two years and more, open (%)", plans, "Low", "% of plans", 2.4, 0.6},
	} {
		out = append(out, measure{
			short: one.short, title: one.title, topic: one.topic, polarity: one.polarity, axis: one.axis, dps: "1",
			yearType: "Financial Year", centre: one.centre, spread: one.spread, from: 2016, label: "%d", decimals: 1, unpublished: true,
		})
	}
	return out
}

// place is an authority, region or country of the long table.
type place struct {
	number int
	name   string
	region string
}

// comparators are the published values of an invented country of thirty-one authorities.
type comparators struct {
	dice
	places    []place // the authority itself first, then its ten neighbours, then the others
	last      int
	measures  []measure
	values    map[string]string // measure, label and number; looked up, never walked
	neighbour [][]int           // of each place, ten others as indexes, nearest first
	counted   map[int]figures   // the authority's own counts, by year
}

func newComparators(r dice, own string, last int) *comparators {
	wide := regions()
	c := &comparators{dice: r, last: last, measures: measures(), values: map[string]string{}, counted: map[int]figures{}}
	for i := range 31 {
		p := place{number: 601 + i, name: areaName(i), region: wide[1].name}
		if i > 0 && i%3 == 0 {
			p.region = wide[0].name
		}
		c.places = append(c.places, p)
	}
	c.places[0].name = own
	for i := range c.places {
		var near []int
		for step := 1; len(near) < 10; step++ {
			other := (i + step) % len(c.places)
			if i > 0 && step == 10 {
				other = (i + 17) % len(c.places)
			}
			near = append(near, other)
		}
		c.neighbour = append(c.neighbour, near)
	}
	for _, m := range c.measures {
		c.draw(m)
	}
	return c
}

func (m measure) yearLabel(year int) string {
	if strings.Count(m.label, "%") == 2 {
		return fmt.Sprintf(m.label, year-1, year%100)
	}
	return fmt.Sprintf(m.label, year)
}

func (c *comparators) set(m measure, year, number int, value float64) {
	c.values[m.short+"|"+m.yearLabel(year)+"|"+whole(number)] = strconv.FormatFloat(value, 'f', -1, 64)
}

func (c *comparators) value(m measure, year, number int) string {
	if v, ok := c.values[m.short+"|"+m.yearLabel(year)+"|"+whole(number)]; ok {
		return v
	}
	return "-"
}

func rounded(value float64, decimals int) float64 {
	scale := math.Pow(10, float64(decimals))
	return math.Floor(value*scale+0.5) / scale
}

// draw gives every authority its own level and a wander from year to year; one value in fifty is
// missing. Regions and England have their own rows: sums of counts, else something near the middle.
func (c *comparators) draw(m measure) {
	level := make([]float64, len(c.places))
	for i := range level {
		level[i] = m.centre + m.spread*c.NormFloat64()
	}
	for year := m.from; year <= c.last; year++ {
		england, wide := 0.0, [2]float64{}
		for i, p := range c.places {
			v := level[i] + m.drift*float64(year-c.last) + 0.22*m.spread*c.NormFloat64()
			v = rounded(max(v, m.centre/5), m.decimals)
			if m.yearType == "Financial Year" && strings.Contains(m.axis, "%") {
				v = min(v, 100)
			}
			if i > 0 && !m.count && c.chance(0.02) || i == 0 && m.unpublished {
				continue
			}
			c.set(m, year, p.number, v)
			england += v
			for at, region := range regions() {
				if p.region == region.name {
					wide[at] += v
				}
			}
		}
		middle := m.centre + m.drift*float64(year-c.last)
		for at, region := range regions() {
			if !m.count {
				wide[at] = rounded(middle+0.3*m.spread*c.NormFloat64(), m.decimals)
			}
			c.set(m, year, region.number, wide[at])
		}
		if !m.count {
			england = rounded(middle+0.05*m.spread*c.NormFloat64(), m.decimals)
		}
		c.set(m, year, 970, england)
	}
}

// own replaces the authority's published values of a year by those its own returns give, rounded as
// they are published.
func (c *comparators) own(f figures, population []residents, year int) {
	share := func(n, of int) float64 { return rounded(100*float64(n)/float64(max(of, 1)), 0) }
	c.counted[year] = f
	residents := 1
	for _, p := range population {
		if p.year == year-1 {
			residents = p.count
		}
	}
	for _, m := range c.measures {
		var value float64
		switch m.short {
		case "LACnum":
			value = float64(f.lookedAfter)
		case "LAC":
			value = rounded(10000*float64(f.lookedAfter)/float64(residents), 0)
		case "LACStable_2016on":
			value = share(f.restless, f.lookedAfter)
		case "LAC_LongStable%":
			value = share(f.settled, f.long)
		case "LAC_SecHome_And_ChildHome":
			value = share(f.homes, f.lookedAfter)
		case "Emotional_LAC":
			value = rounded(float64(f.points)/float64(max(f.scored, 1)), 1)
		default:
			continue
		}
		c.set(m, year, c.places[0].number, value)
	}
}

// writeLong writes the long table: every place in every year of every measure, "-" where there is
// no value.
func (c *comparators) writeLong(t *tree) error {
	b, err := t.create("benchmarks/bds_long_illustrative.csv", []string{
		"Short Desc", "Data item", "Years", "LA and Regions", "Values", "LA Number", "Region",
	}, style{})
	if err != nil {
		return err
	}
	for _, m := range c.measures {
		for year := m.from; year <= c.last; year++ {
			for _, p := range c.places {
				b.write(m.short, "", m.yearLabel(year), p.name, c.value(m, year, p.number), whole(p.number), p.region)
			}
			wide := regions()
			for _, p := range append(wide[:], place{number: 970, name: "England"}) {
				b.write(m.short, "", m.yearLabel(year), p.name, c.value(m, year, p.number), whole(p.number), "NA")
			}
		}
	}
	return b.close()
}

// writeDictionary writes the data dictionary in its 18 columns, every field quoted and a line break
// inside one as the published file has them.
func (c *comparators) writeDictionary(t *tree) error {
	var b strings.Builder
	row := func(cells ...string) {
		for i, cell := range cells {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString(`"` + strings.ReplaceAll(cell, `"`, `""`) + `"`)
		}
		b.WriteByte('\n')
	}
	row("Measure_code", "Topic", "Measure", "Chart_title", "Measure_short", "Polarity", "y_axis_name", "state_funded_flag",
		"Table_status", "Description", "Last Update", "Next Update", "Data Owner (DO) /Supplier and Contact Details",
		"Methodology", "Hyperlink(s)", "dps", "Year_Type", "No_Quartile")
	for i, m := range c.measures {
		row(whole(9001+i), m.topic, m.title, m.title, m.short, m.polarity, m.axis, "NA", "invented",
			"Illustrative values of "+m.title+".\r\r\n\r\r\nNo authority published them.", "45962", "46327",
			"nobody: invented", "Drawn at random around a plausible middle.", "NA", m.dps, m.yearType, "NA")
	}
	return t.text("benchmarks/lait_data_dictionary_illustrative.csv", b.String())
}

// writeNeighbours writes the statistical-neighbour workbook in the layout of the 2025 one: letters
// and numbers, column numbers, headings in row 3, an authority a row from row 4.
func (c *comparators) writeNeighbours(t *tree) (err error) {
	const name = "benchmarks/sn_illustrative_2025.xlsx"
	book := excelize.NewFile()
	defer func() {
		if e := book.Close(); err == nil {
			err = e
		}
		if err != nil {
			err = fmt.Errorf("write %s: %w", name, err)
		}
	}()
	const sheet = "LA SN Groups"
	if err = book.SetSheetName("Sheet1", sheet); err != nil {
		return err
	}
	letters := []any{"A", "B", "C", "D", "E"}
	numbers := []any{1, 2, 3, 4, 5}
	headings := []any{"LA num", "LA Name", "LA number", "GOInd", "GOReg"}
	for i := range 20 {
		letters, numbers = append(letters, i+3), append(numbers, i+6)
		if i%2 == 0 {
			headings = append(headings, "SN"+whole(i/2+1), "SNP")
		}
	}
	rows := [][]any{letters, numbers, headings}
	closeness := []string{
		"Extremely close", "Extremely close", "Very close", "Very close", "Very Close", "Close", "Close", "Close ",
		"Somewhat close", "Not close",
	}
	for i, p := range c.places {
		row := []any{p.number, p.name, p.number, 9, p.region}
		for rank, other := range c.neighbour[i] {
			row = append(row, c.places[other].number, closeness[rank])
		}
		rows = append(rows, row)
	}
	for i, row := range rows {
		if err = book.SetSheetRow(sheet, "A"+whole(i+1), &row); err != nil {
			return err
		}
	}
	var file strings.Builder
	if err = book.Write(&file); err != nil {
		return err
	}
	return t.text(name, file.String())
}
