package benchmarks

import (
	"math"
	"strings"
	"testing"
	"unicode/utf8"
)

// Whatever a file holds, taking it apart ends in an error or in figures that are a number or a symbol. The
// heading and the records are varied apart, so that records are reached.
func FuzzParseEES(f *testing.F) {
	for _, seed := range []string{
		smallEES,
		strings.ReplaceAll(smallEES, ",", ";"),
		strings.ReplaceAll(smallEES, ",", "\t"),
		eesHead + "stage,number\n" + hackney("2025", "Entry to match,01:04") + hackney("202425", "A,k"),
		eesHead + "a,b,\n2025,Reporting year,Local authority,,,,,314 / 318,E09000021 / E09000027,x,\"1,234\",5%,\n",
		"time_period,time_identifier,geographic_level\n2025,Reporting year,National\n",
		"area_code,year,population,age_from,age_to\n204,2024,\"60,000\",0,4\n",
		smallMetadata,
	} {
		heading, records, _ := strings.Cut(seed, "\n")
		f.Add(heading, records)
	}
	metadata := []eesMetadata{{file: "m.csv", columns: map[string]eesColumn{
		"number": {Name: "number", Type: indicatorColumn}, "stage": {Name: "stage", Type: filterColumn},
	}}}
	f.Fuzz(func(t *testing.T, heading, records string) {
		plain, encoding := decode([]byte(heading + "\n" + records))
		src, err := takeText("fuzz.csv", plain, encoding)
		if err != nil {
			return
		}
		var table *eesTable
		switch src.kind {
		case EES:
			table, err = parseEES(src, metadata)
		case Population:
			table, err = parsePopulation(src)
		case EESMetadata:
			_, err = parseEESMetadata(src)
		default: // other kinds have parsers of their own
		}
		if err != nil || table == nil {
			return
		}
		for _, cells := range table.cells {
			if read, err := parseLabel(cells.years); err != nil || read.Last-read.First > 1 {
				t.Errorf("label %q, %v", cells.years, err)
			}
			if len(cells.area.code) != 3 || cells.area.name == "" {
				t.Errorf("area %+v", cells.area)
			}
			for _, figure := range cells.figures {
				c := figure.cell
				if !strings.HasPrefix(figure.measure.Measure, "ees:") || (c.symbol != "") != (c.sort == symbolCell) || math.IsNaN(c.value) || math.IsInf(c.value, 0) {
					t.Errorf("figure %+v of %q", c, figure.measure.Measure)
				}
			}
		}
		_ = table.notes()
	})
}

func FuzzReadCell(f *testing.F) {
	for _, seed := range []string{"1,234.5", "2.01E+02", "low", "[c]", "01:04:00", "12.5%", "-", "..", "1e-20", "9.99999e5", "٣", "1:2:3", "(1)", " 7 "} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, comma := range separators {
			got := readCell(text, comma)
			numeric := got.sort == numberCell || got.sort == durationCell
			switch {
			case !numeric && got.value != 0, math.IsNaN(got.value), math.IsInf(got.value, 0), got.decimals < 0:
				t.Errorf("%q: %+v", text, got)
			case (got.sort == symbolCell) != (got.symbol != ""):
				t.Errorf("%q: %+v", text, got)
			case comma != ',' && numeric && strings.Contains(text, ","):
				t.Errorf("%q: a comma was read where it may be a decimal point", text)
			case got.sort == blankCell && strings.TrimSpace(text) != "":
				t.Errorf("%q is not blank", text)
			}
		}
		if digits, ok := wholeText(text); ok && (digits == "" || strings.Trim(digits, "0123456789") != "" || len(digits) > 6) {
			t.Errorf("%q is no code: %q", text, digits)
		}
	})
}

func FuzzParseReleases(f *testing.F) {
	head := strings.Join(releasesColumns, ",") + "\n"
	for _, seed := range []string{"", head, head + strings.Repeat("a", 64) + ",x.csv,2025-01-02,Rev\n", head + "a,b\n", "\ufeff" + head + "\"\n"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		read, err := parseReleases("releases.csv", text)
		if err != nil {
			return
		}
		for sum := range read {
			if !sha256Text.MatchString(sum) {
				t.Errorf("hash %q", sum)
			}
		}
	})
}

func FuzzDecode(f *testing.F) {
	for _, seed := range []string{"plain", "\ufeffmark", inUTF16("wide"), "\xff\xfe\x00\xd8", "\xfe\xff\x00a", "caf\xe9", "\x81"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if plain, encoding := decode(text); encoding != "" && !utf8.Valid(plain) {
			t.Errorf("%s gave %q", encoding, plain)
		}
	})
}
