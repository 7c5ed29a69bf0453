package benchmarks

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sightline/indicators"
)

// crossDB is a database with the tables of schema benchmarks and what the statements put into them.
func crossDB(t *testing.T, statements ...string) *sql.DB {
	t.Helper()
	db := memory(t)
	if err := ApplySchema(t.Context(), db); err != nil {
		t.Fatal(err)
	}
	for _, statement := range statements {
		if _, err := db.ExecContext(t.Context(), statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
	return db
}

// described puts a measure into the dictionary and gives it one value.
func described(measure, polarity, axis, title, yearType string) string {
	text := func(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }
	return fmt.Sprintf(`
		insert into benchmarks.dictionary (file_id, row_number, measure, title, polarity, decimals, banded, axis, year_type)
			values (1, 1, %[1]s, %[4]s, %[2]s, 1, true, %[3]s, %[5]s);
		insert into benchmarks.measure (measure, title, polarity, decimals, banded, axis, year_type)
			values (%[1]s, %[4]s, %[2]s, 1, true, %[3]s, %[5]s);
		insert into benchmarks.published (measure, area_code, area_name, area_level, years, year_number, value, symbol, file_id)
			values (%[1]s, '204', 'Hackney', 'authority', '2025', 2025, 1, '', 1)`,
		text(measure), text(polarity), text(axis), text(title), text(yearType))
}

// share is an indicator of a share, low being good, in years to 31 March.
func share(c indicators.Comparator) *indicators.Catalogue {
	return &indicators.Catalogue{Definitions: []*indicators.Definition{{
		ID: "share", File: "theme/share.sql", Statistic: indicators.Ratio, Unit: indicators.Percent, YearEnd: "03-31", Decimals: 1,
		Polarity: indicators.Polarity{Direction: indicators.Low}, Comparator: c,
	}}}
}

func TestWhatThePublishedFilesContradictIsFound(t *testing.T) {
	fits := described("M", "Low", "% Children Looked After", "Share of children", "Financial Year")
	only := func(c indicators.Comparator) indicators.Comparator { c.LAIT = "M"; return c }
	unitStated := map[string]string{"unit": "another"}
	for _, c := range []struct {
		name       string
		comparator indicators.Comparator
		held       []string
		want       string // aspect: ours, theirs; empty for no fault
	}{
		{"it fits", only(indicators.Comparator{}), []string{fits}, ""},
		{"not described, unit not told", only(indicators.Comparator{}), nil, ""},
		{
			"another unit", only(indicators.Comparator{}),
			[]string{described("M", "Low", "Rate per 10,000", "Rate of children", "Financial Year")},
			"unit: percent, per 10,000",
		},
		{
			"another unit by the title", only(indicators.Comparator{}),
			[]string{described("M", "Low", "Social Workers", "Number FTE of social workers", "Annual")},
			"unit: percent, number",
		},
		{
			"another unit, stated", only(indicators.Comparator{Differs: unitStated}),
			[]string{described("M", "Low", "Rate per 10,000", "Rate of children", "Financial Year")},
			"",
		},
		{"a unit stated to be another that is the same", only(indicators.Comparator{Differs: unitStated}), []string{fits}, "unit: percent, the same"},
		{
			"unit not told", only(indicators.Comparator{}),
			[]string{described("M", "Low", "Turnover rate", "Rate of social worker turnover", "Annual")},
			"unit: percent, not told by",
		},
		{
			"axis and title contradict each other", only(indicators.Comparator{}),
			[]string{described("M", "Low", "% leaving", "Number of leavers", "Annual")},
			"unit: percent, not told by",
		},
		{
			"unit not told and stated", only(indicators.Comparator{Same: []string{"unit"}}),
			[]string{described("M", "Low", "Turnover rate", "Rate of social worker turnover", "Annual")},
			"",
		},
		{
			"another polarity", only(indicators.Comparator{}),
			[]string{described("M", "High", "% kept", "Share kept", "Financial Year")},
			"polarity: low, high",
		},
		{
			"no polarity", only(indicators.Comparator{}),
			[]string{described("M", "-", "% kept", "Share kept", "Financial Year")},
			"polarity: low, neutral",
		},
		{
			"another polarity, stated", only(indicators.Comparator{Differs: map[string]string{"polarity": "another"}}),
			[]string{described("M", "-", "% kept", "Share kept", "Financial Year")},
			"",
		},
		{"a polarity stated to be another that is the same", only(indicators.Comparator{Differs: map[string]string{"polarity": "x"}}), []string{fits}, "polarity: low, the same"},
		{
			"another year", only(indicators.Comparator{}),
			[]string{described("M", "Low", "% kept", "Share kept", "Annual (end of Sept)")},
			"period: year to 03-31, year to 09-30",
		},
		{
			"another year, stated", only(indicators.Comparator{Differs: map[string]string{"period": "another"}}),
			[]string{described("M", "Low", "% kept", "Share kept", "Academic Year")},
			"",
		},
		{
			"a share as numerator", only(indicators.Comparator{Numerator: []string{"N"}, Denominator: []string{"D"}}),
			[]string{fits, described("N", "-", "% of all", "Share", "Annual"), described("D", "-", "Number", "All", "Annual")},
			"unit: a count or an amount, percent",
		},
		{
			"a measure that its file lacks", only(indicators.Comparator{Numerator: []string{"ees:leavers_fte"}, Denominator: []string{"ees:inpost_fte"}}),
			[]string{fits, described("ees:inpost_fte", "-", "", "in post", "")},
			"held: declared, not in Explore Education Statistics, Children's social work workforce",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			faults, err := CheckCrosswalk(t.Context(), crossDB(t, c.held...), share(c.comparator))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, fault := range faults {
				got = append(got, fmt.Sprintf("%s: %s, %s", fault.Aspect, fault.Ours, fault.Theirs))
				if fault.Do == "" || fault.Indicator != "share" || fault.Measure == "" {
					t.Errorf("not whole: %+v", fault)
				}
			}
			if c.want == "" && len(got) > 0 || c.want != "" && (len(got) != 1 || !strings.HasPrefix(got[0], c.want)) {
				t.Errorf("want %q, got %q", c.want, got)
			}
		})
	}
}

// A part of the long table is not the long table, and is no reason to call measures missing.
func TestAMeasureIsMissedInAFileAndNotInAPartOfIt(t *testing.T) {
	catalogue := &indicators.Catalogue{}
	for _, id := range []string{"a", "b", "c"} {
		one := share(indicators.Comparator{LAIT: id}).Definitions[0]
		one.ID = id
		catalogue.Definitions = append(catalogue.Definitions, one)
	}
	missed := func(held ...string) string {
		var statements, out []string
		for _, id := range held {
			statements = append(statements, described(id, "Low", "% of all", "Share", "Annual"))
		}
		faults, err := CheckCrosswalk(t.Context(), crossDB(t, statements...), catalogue)
		if err != nil {
			t.Fatal(err)
		}
		for _, fault := range faults {
			out = append(out, fault.Indicator+" "+fault.Aspect)
		}
		return strings.Join(out, ", ")
	}
	if got := missed("a"); got != "" {
		t.Errorf("one of three held: want nothing missed, got %s", got)
	}
	if got := missed("a", "b"); got != "c held" {
		t.Errorf("two of three held: want c missed, got %s", got)
	}
}

// Published value, numerator and denominator of thirty authorities, the value rounded as it is printed.
func TestCountsThatDoNotMakeTheValueAreFound(t *testing.T) {
	const cells = `
		insert into benchmarks.published (measure, area_code, area_name, area_level, years, year_number, value, symbol, file_id)
		select measure, (300 + i)::varchar, 'A' || i, 'authority', '2025', 2025, value, '', 1
		from (select i, 40 + i as n, 100 + 3 * i as d from range(30) as r(i)),
			unnest([
				{'measure': 'M', 'value': floor(%s * n / d + 0.5)},
				{'measure': 'N', 'value': n::double},
				{'measure': 'D', 'value': d::double}]) as u(cell),
			lateral (select cell.measure as measure, cell.value as value)`
	comparator := indicators.Comparator{LAIT: "M", Numerator: []string{"N"}, Denominator: []string{"D"}, Same: []string{"unit"}}
	check := func(factor string) []Fault {
		faults, err := CheckCrosswalk(t.Context(), crossDB(t, fmt.Sprintf(cells, factor)), share(comparator))
		if err != nil {
			t.Fatal(err)
		}
		return faults
	}
	if faults := check("100"); len(faults) > 0 {
		t.Errorf("counts that make the value: got %v", faults)
	}
	faults := check("105")
	if len(faults) != 1 || faults[0].Aspect != FaultCounts || faults[0].Measure != "N / D" || !strings.Contains(faults[0].Theirs, "of 30 cells only") {
		t.Errorf("counts of something else: got %v", faults)
	}
}

// wholeCrosswalk loads every published file that is beside the repository and of a kind that is known.
func wholeCrosswalk(t *testing.T) *sql.DB {
	t.Helper()
	needPublished(t)
	files := []string{longTable, dictionaryFile, workbook2021, workbook2025}
	for _, pattern := range []string{"ees/*.csv", "finance/RO3*.ods", "finance/s251_outturn*.csv"} {
		more, err := filepath.Glob(filepath.Join(publishedData, pattern))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, more...)
	}
	return load(t, folderOf(t, files...))
}

func TestTheCataloguesCrosswalkAgreesWithThePublishedFiles(t *testing.T) {
	db := wholeCrosswalk(t)
	catalogue, err := indicators.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	faults, err := CheckCrosswalk(t.Context(), db, catalogue)
	if err != nil {
		t.Fatal(err)
	}
	for _, fault := range faults {
		t.Error(fault)
	}
	plantedFaults(t, db, catalogue)
	asAt := time.Date(2026, 10, 31, 0, 0, 0, 0, time.UTC)
	ready, err := Readiness(t.Context(), db, catalogue, Options{Model: "dfe-2025", AsAt: asAt}, "204")
	if err != nil {
		t.Fatal(err)
	}
	byID := map[string]Ready{}
	for i, one := range ready {
		byID[one.Indicator] = one
		if one.Indicator != catalogue.Definitions[i].ID {
			t.Fatalf("want the order of the catalogue, got %s in place %d", one.Indicator, i)
		}
		if one.Unmatched != (one.Measure == "") {
			t.Errorf("%s: unmatched %v, answered by %q: want every declared measure held", one.Indicator, one.Unmatched, one.Measure)
		}
		if len(one.Missing) > 0 {
			t.Errorf("%s: missing %q with every file held", one.Indicator, one.Missing)
		}
	}
	for id, want := range map[string]string{
		// Years to 31 March 2025 are nineteen months old at the end of October 2026.
		"cla_rate":              "LAC 2025 2025-03-31 19 204 10 of 10, LACnum, ees:population_estimate [Children looked after on 31 March each year]",
		"workers_three_or_more": "Stability_SocialWorker 2024 2024-03-31 31 204 10 of 10, ees:number [CLA on 31 March; 3 or more social workers during the year], ees:number [CLA on 31 March; Total children]",
		"in_eet_17_18":          "ees:care_leaver_percent [Total in education, employment or training; 17 to 18 years] 2025 2025-03-31 19 204 10 of 10, ees:care_leaver_count [Total in education, employment or training; 17 to 18 years], ees:care_leaver_count [Total; 17 to 18 years]",
		"agency_spend":          "ro3:RO3-cscsvmem-run-exp 2024-25 2025-03-31 19 204 10 of 10, , ",
		"cla_spend":             "TotalLACFinance 2024-25 (OT) 2025-03-31 19 204 10 of 10, , ",
		"spend_per_child":       "C&YPExpenditure / ees:population_estimate [Children looked after on 31 March each year] 2024-25 (OT) 2025-03-31 19 204 10 of 10, C&YPExpenditure, ees:population_estimate [Children looked after on 31 March each year]",
		"turnover_rate":         "Work_Force_TO_Rate 2025 2025-09-30 13 204 9 of 10, Social_Work_Leavers, Work_Force_NoSW",
		"conferences_15_days":   "CP_conf_15days 2025 2025-03-31 19 204 10 of 10, , ",
		"placed_within_12_months": "ees:number [Total; Age on starting final period of care; Children adopted who were placed for adoption within 12 months of the LA decision to place the child for adoption] / No_of LAC Adopted 2025 2025-03-31 19 204 0 of 10, " +
			"ees:number [Total; Age on starting final period of care; Children adopted who were placed for adoption within 12 months of the LA decision to place the child for adoption], No_of LAC Adopted",
	} {
		one := byID[id]
		measure := one.Measure
		if one.Divisor != "" {
			measure += " / " + one.Divisor
		}
		var near, age string
		if len(one.Near) == 1 {
			near = fmt.Sprintf("%s %d of %d", one.Near[0].Area, one.Near[0].Held, one.Near[0].Of)
		}
		if one.Age != nil {
			age = fmt.Sprint(*one.Age)
		}
		got := fmt.Sprintf("%s %s %s %s %s, %s, %s", measure, one.Years, one.Ends.Format(time.DateOnly), age, near, one.Numerator, one.Denominator)
		if got != want {
			t.Errorf("%s:\nwant %s\ngot  %s", id, want, got)
		}
		if stale := one.Age != nil && *one.Age >= DefaultStaleAfter; one.Stale != stale || stale != (id == "workers_three_or_more") {
			t.Errorf("%s: stale %v", id, one.Stale)
		}
	}
}

// plantedFaults declares the wrong measure of an indicator and wants it found in the published files.
func plantedFaults(t *testing.T, db *sql.DB, catalogue *indicators.Catalogue) {
	t.Helper()
	for _, c := range []struct {
		id    string
		plant func(c *indicators.Comparator)
		want  string // aspects, in their order
	}{
		// LAIT calls NoCareLeavers the number of care leavers; it is those whose accommodation is judged.
		{"in_eet_19_21", func(c *indicators.Comparator) { c.Denominator = []string{"NoCareLeavers"} }, "counts"},
		{"plans_open_two_years", func(c *indicators.Comparator) { c.Numerator = []string{"CPRDuration"} }, "counts"},
		{"cla_rate", func(c *indicators.Comparator) { c.LAIT = "LACnum" }, "unit, counts"},
		{"referrals", func(c *indicators.Comparator) { c.LAIT = "CPP_Abuse_Rate" }, "unit, polarity"},
		{"in_touch_19_21", func(c *indicators.Comparator) { c.LAIT = "CareLeavers_LA_NotInTouch" }, "polarity"},
		{"turnover_rate", func(c *indicators.Comparator) { c.LAIT = "LAC_Start_Rate" }, "unit, polarity, period, counts"},
		{"vacancy_rate", func(c *indicators.Comparator) { c.LAIT = "Work_Force_Vacancy" }, "held"},
		{"sdq_average", func(c *indicators.Comparator) {
			c.EES = "ees:children_count [SDQ mean; Ages 5 to 16 years with SDQ score]"
		}, "held"},
		{"agency_spend", func(c *indicators.Comparator) { c.Measure = "ro3:RO3-agency-run-exp" }, "held"},
	} {
		planted := &indicators.Catalogue{}
		for _, def := range catalogue.Definitions {
			changed := *def
			if def.ID == c.id {
				c.plant(&changed.Comparator)
			}
			planted.Definitions = append(planted.Definitions, &changed)
		}
		faults, err := CheckCrosswalk(t.Context(), db, planted)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, fault := range faults {
			if fault.Indicator != c.id {
				t.Errorf("planted in %s, found in %s", c.id, fault)
			}
			got = append(got, fault.Aspect)
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%s: want %s, got %v", c.id, c.want, faults)
		}
	}
}

// What is not held is named with the publication that brings it.
func TestWhatIsMissingIsNamedWithItsPublication(t *testing.T) {
	catalogue, err := indicators.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	ready, err := Readiness(t.Context(), crossDB(t), catalogue, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range ready {
		if one.Measure != "" || one.Age != nil || one.Stale || len(one.Near) > 0 || len(one.Faults) > 0 {
			t.Errorf("%s: nothing is held, got %+v", one.Indicator, one)
		}
		if one.Unmatched != (len(one.Missing) == 0) {
			t.Errorf("%s: unmatched %v and missing %q", one.Indicator, one.Unmatched, one.Missing)
		}
		for _, words := range one.Missing {
			if strings.Contains(words, "an Explore Education Statistics file with the column") {
				t.Errorf("%s: %s: want the file's name", one.Indicator, words)
			}
		}
	}
}

// A stated comparator answers where no published file does, and a later revision of a label before an earlier.
func TestWhatAnswersIsTheLatestLabelAndItsLastRevision(t *testing.T) {
	db := crossDB(t, `
		insert into benchmarks.file (file_id, file, sha256, kind, rows, measures, areas) values (1, 'long.csv', '', 'values', 1, 1, 1), (2, 'stated.csv', '', 'stated', 1, 1, 1);
		insert into benchmarks.label (years, first_year, last_year, single_year, revision_order)
			values ('2024', 2024, 2024, true, 1), ('2024 (Rev)', 2024, 2024, true, 3), ('2024 (prov)', 2024, 2024, true, 0), ('2023', 2023, 2023, true, 1);
		insert into benchmarks.published (measure, area_code, area_name, area_level, years, year_number, value, symbol, file_id) values
			('M', '204', 'Hackney', 'authority', '2024', 2024, 1, '', 1), ('M', '205', 'H', 'authority', '2024 (prov)', 2024, 1, '', 1),
			('M', '205', 'H', 'authority', '2024 (Rev)', 2024, 1, '', 1), ('M', '204', 'Hackney', 'authority', '2023', 2023, 1, '', 1);
		insert into benchmarks.stated (file_id, row_number, measure, comparator, years, value, source) values (2, 1, 'share', 'england', '2024', 1, 'a book')`)
	for _, c := range []struct {
		measure, want string
	}{{"M", "M 2024 (Rev) values"}, {"Another", " 2024 stated"}} {
		ready, err := Readiness(t.Context(), db, share(indicators.Comparator{LAIT: c.measure}), Options{})
		if err != nil {
			t.Fatal(err)
		}
		one := ready[0]
		if got := fmt.Sprintf("%s %s %s", one.Measure, one.Years, one.Kind); got != c.want || one.Stated != (one.Measure == "") {
			t.Errorf("want %q, got %q", c.want, got)
		}
	}
}

func TestEveryMeasureOfTheCatalogueHasAPublicationThatIsKnown(t *testing.T) {
	catalogue, err := indicators.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir(filepath.Join(publishedData, "ees"))
	for _, def := range catalogue.Definitions {
		for _, id := range declaredIDs(def) {
			name := datasetOf(id)
			_, stem, ok := strings.Cut(name, ": ")
			if strings.HasPrefix(name, "an Explore") {
				t.Errorf("%s: %s is in no file that is known", def.ID, id)
			}
			if err != nil || !ok {
				continue
			}
			found := false
			for _, file := range files {
				found = found || strings.HasPrefix(file.Name(), stem)
			}
			if !found {
				t.Errorf("%s: no file begins with %s", id, stem)
			}
		}
	}
}
