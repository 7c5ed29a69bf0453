package benchmarks

import "testing"

func TestLabelsEndInTheirLastYear(t *testing.T) {
	for text, want := range map[string]label{
		"2025":              {First: 2025, Last: 2025, Single: true},
		"2025 (Rev)":        {First: 2025, Last: 2025, Single: true, Revision: "Rev"},
		"2025 (prov)":       {First: 2025, Last: 2025, Single: true, Revision: "prov"},
		"2024-25":           {First: 2024, Last: 2025, Single: false},
		"2024/25":           {First: 2024, Last: 2025, Single: false},
		"2024–25":           {First: 2024, Last: 2025, Single: false},
		"2024-2025":         {First: 2024, Last: 2025, Single: false},
		"2024-25 (OT)":      {First: 2024, Last: 2025, Single: false, Revision: "OT"},
		"1999-00":           {First: 1999, Last: 2000, Single: false},
		"2017-19":           {First: 2017, Last: 2019, Single: false},
		"2021/22-23/24":     {First: 2021, Last: 2024, Single: false},
		"2021/2022-2023/24": {First: 2021, Last: 2024, Single: false},
		"2025-09-30":        {First: 2025, Last: 2025, Single: true, EndsOn: "2025-09-30"},
		"2008-09-10":        {First: 2008, Last: 2008, Single: true, EndsOn: "2008-09-10"},
	} {
		if got, err := parseLabel(text); err != nil || got != want {
			t.Errorf("%s: %+v, %v, want %+v", text, got, err, want)
		}
	}
	for _, text := range []string{
		"", "0", "25", "20245", "year 2025", "2025 Rev", "2025 (Rev", "2025-", "2024--25", "-2025", "2025-24",
		"2025-2025", "2020-50", "2024-5", "2024-255", "2024/25-26/27-28", "٢٠٢٥", "2024-25)", "(2025)",
	} {
		if got, err := parseLabel(text); err == nil {
			t.Errorf("%q was read as %+v", text, got)
		}
	}
}

func FuzzParseLabel(f *testing.F) {
	for _, seed := range []string{"2025", "2024-25 (OT)", "2021/22-23/24", "2017-19", "0", "2025 (Rev)", "2024–25", "9999999999"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := parseLabel(text)
		if err != nil {
			if got != (label{}) {
				t.Errorf("%q: a refused label has years %+v", text, got)
			}
			return
		}
		if got.First < 1900 || got.Last < got.First || got.Last-got.First > longestSpan || got.Single != (got.First == got.Last) {
			t.Errorf("%q was read as %+v", text, got)
		}
	})
}

func TestVintageIsTheOneYearThatIsNamed(t *testing.T) {
	for _, c := range []struct {
		path, sheet string
		above       [][]string
		want        string // empty: refused
	}{
		{"sn_may_2025.xlsx", "LA SN Groups", [][]string{{"A", "B"}, {"1", "2"}}, "2025"},
		{"neighbours.xlsx", "Groups 2025", nil, "2025"},
		{"neighbours_2021.xlsx", "Groups", [][]string{{"Statistical neighbours, May 2025"}}, "2025"},
		{"sn-20250522.xlsx", "LA SN Groups", nil, "2025"},
		{"sn_may_2025.sha-12021abc.xlsx", "LA SN Groups", nil, "2025"},
		{"neighbours.xlsx", "LA SN Groups", nil, ""},
		{"sn_2021_2025.xlsx", "LA SN Groups", nil, ""},
	} {
		got, err := vintage(c.path, c.sheet, c.above)
		if got != c.want || (err == nil) != (c.want != "") {
			t.Errorf("%s, sheet %s: %q, %v, want %q", c.path, c.sheet, got, err, c.want)
		}
	}
}
