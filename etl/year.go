package etl

import (
	"fmt"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

const (
	firstCollectionYear = 2000
	lastCollectionYear  = 2035
)

var (
	yearForm = regexp.MustCompile(`(?:^|[^0-9])(20[0-9]{2})(?:[-_/ ]?((?:20)?[0-9]{2}))?(?:[^0-9]|$)`)
	dateForm = regexp.MustCompile(`^20[0-9]{2}([-_. ])(?:0[1-9]|1[0-2])[-_. ](?:0[1-9]|[12][0-9]|3[01])(?:[^0-9]|$)`)
)

// collectionYear settles a file's collection year: 2024 is the year to 31 March 2024, 2024-25 and
// 202425 are the year to 31 March 2025. The file's own name goes first, then its folder's, then
// the year that the configuration gives, then the nearest folder above, within the configuration's,
// that names one. A name of several years decides nothing, and is a fault when the configuration
// gives no year. 0 when nothing names one.
func collectionYear(file string, configured int) (int, *FileFault) {
	name, folder := path.Base(file), path.Dir(file)
	years := yearsIn(name)
	if len(years) == 0 {
		name = path.Base(folder)
		years = yearsIn(name)
	}
	if len(years) != 1 && configured != 0 {
		return configured, nil
	}
	// Folders above the configuration's are no part of how the extracts are named.
	if filepath.IsLocal(filepath.FromSlash(file)) {
		for len(years) == 0 && folder != "." {
			folder = path.Dir(folder)
			name = path.Base(folder)
			years = yearsIn(name)
		}
	}
	switch len(years) {
	case 0:
		return 0, nil
	case 1:
		return years[0], nil
	}
	words := make([]string, len(years))
	for i, year := range years {
		words[i] = strconv.Itoa(year)
	}
	last := len(words) - 1
	return 0, &FileFault{
		Kind:    "year",
		Message: fmt.Sprintf("could be of any of the years that %s names: %s and %s", name, strings.Join(words[:last], ", "), words[last]),
		Wanted:  "year: on the extract in the configuration, or one collection year in the file's name",
	}
}

// yearsIn lists the collection years that a name says, sorted, each once. A date such as 2025-04-30
// says its year only when nothing else in the name says one: it is when the file was written.
func yearsIn(name string) []int {
	var years, dated []int
	add := func(list []int, year int) []int {
		if year >= firstCollectionYear && year <= lastCollectionYear {
			list = append(list, year)
		}
		return list
	}
	for len(name) > 0 {
		found := yearForm.FindStringSubmatchIndex(name)
		if found == nil {
			break
		}
		year, _ := strconv.Atoi(name[found[2]:found[3]])
		next, second := found[3], 0
		if found[4] >= 0 {
			second, _ = strconv.Atoi(name[found[4]:found[5]])
		}
		switch {
		case found[4] >= 0 && second%100 == (year+1)%100 && (second < 100 || second == year+1):
			years, next = add(years, year+1), found[5]
		case found[4] >= 0 && found[4] == found[3]:
			// six or eight digits in a row that are no pair of years: a date
		case found[4] >= 0 && name[found[3]] == '-' && second > 12 && second < 100 && 2000+second > year:
			years, next = add(add(years, year), 2000+second), found[5] // 2020-25: not a month, so a span
		case dateForm.MatchString(name[found[2]:]):
			dated = add(dated, year)
		default:
			years = add(years, year)
		}
		name = name[next:]
	}
	if len(years) == 0 {
		years = dated
	}
	slices.Sort(years)
	return slices.Compact(years)
}
