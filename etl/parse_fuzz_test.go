package etl

import (
	"bytes"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// A file surveyed in pieces, cut anywhere, is surveyed as if it were in one: the hash apart, which
// is taken beside it.
func FuzzSurvey(f *testing.F) {
	for _, seed := range []string{
		"a,b\nc,d\n", "a,b\r\nc,d\r\n", "a\rb\rc", "\"a\nb\",c\n", "\xef\xbb\xbfa,b\n", "a,\xe9\n", "\xe2\x82\xac,b\n\n", ",,\nx,y\n", "a\x00b", "\"a\"\"b\",c\nd\n",
	} {
		f.Add([]byte(seed), uint16(3), uint16(5))
	}
	f.Fuzz(func(t *testing.T, content []byte, first, second uint16) {
		if len(content) == 0 {
			return
		}
		survey := func(cuts ...int) survey {
			s := &surveyor{survey: survey{plain: true, end: '\n'}}
			rest := bytes.Clone(content)
			for _, cut := range cuts {
				if cut = min(cut, len(rest)); cut > 0 {
					s.chunk(rest[:cut])
					rest = rest[cut:]
				}
			}
			if len(rest) > 0 {
				s.chunk(rest)
			}
			s.finish()
			return s.survey
		}
		whole, pieces := survey(), survey(int(first), int(second))
		if !whole.plain && !pieces.plain { // the count of separators is promised for plain files only
			whole.lines, whole.commas, pieces.lines, pieces.commas = 0, 0, 0, 0
		}
		if !reflect.DeepEqual(whole, pieces) {
			t.Fatalf("in one %+v, in pieces %+v", whole, pieces)
		}
		if whole.plain && int64(bytes.Count(content, []byte{'\n'})) > whole.lines {
			t.Fatalf("%d lines counted of %q", whole.lines, content)
		}
	})
}

var loneYear = regexp.MustCompile(`^[^0-9]*(20[0-2][0-9])[^0-9]*$`)

// Whatever a file is called, its years are years that returns have been made for; a name whose only
// number is a year says that year, and one without a number says none.
func FuzzCollectionYear(f *testing.F) {
	for _, seed := range []string{
		"in/2024/episodes.csv", "SSDA903_2024-25_header.csv", "202425.csv", "2025-04-30/x.csv", "2020-25.csv", "20240331.csv", "v2 2019 2020", "0002024", "2024/2025", "é2024é",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, name string) {
		years := yearsIn(name)
		if !slices.IsSorted(years) || len(slices.Compact(slices.Clone(years))) != len(years) {
			t.Fatalf("%q: %v", name, years)
		}
		for _, year := range years {
			if year < firstCollectionYear || year > lastCollectionYear {
				t.Fatalf("%q: %v", name, years)
			}
		}
		if found := loneYear.FindStringSubmatch(name); found != nil && (len(years) != 1 || found[1] != strings.TrimSpace(found[1])) {
			t.Fatalf("%q: %v, want %s", name, years, found[1])
		}
		if !strings.ContainsAny(name, "0123456789") && len(years) > 0 {
			t.Fatalf("%q: %v", name, years)
		}
		if year, fault := collectionYear(path.Join("in", name), 2021); fault != nil || year == 0 {
			t.Fatalf("%q: the configured year settles it, got %d, %v", name, year, fault)
		}
	})
}
