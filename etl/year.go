package etl

import (
	"path"
	"regexp"
	"strconv"
)

const (
	firstCollectionYear = 2000
	lastCollectionYear  = 2035
)

var yearForm = regexp.MustCompile(`(?:^|[^0-9])(20[0-9]{2})(?:[-_/ ]?((?:20)?[0-9]{2}))?(?:[^0-9]|$)`)

// collectionYear is the year that a file's name, else its folder's name, says: 2024 is the year to
// 31 March 2024, 2024-25 and 202425 are the year to 31 March 2025. 0 when neither says one.
func collectionYear(file string) int {
	if year := yearIn(path.Base(file)); year != 0 {
		return year
	}
	return yearIn(path.Base(path.Dir(file)))
}

func yearIn(name string) int {
	for len(name) > 0 {
		found := yearForm.FindStringSubmatchIndex(name)
		if found == nil {
			return 0
		}
		year, _ := strconv.Atoi(name[found[2]:found[3]])
		next := found[3]
		if found[4] >= 0 {
			second, _ := strconv.Atoi(name[found[4]:found[5]])
			switch {
			case second%100 == (year+1)%100 && (second < 100 || second == year+1):
				year++
			case found[4] == found[3]:
				year = 0 // six or eight digits in a row that are no pair of years: a date
			}
		}
		if year >= firstCollectionYear && year <= lastCollectionYear {
			return year
		}
		name = name[next:]
	}
	return 0
}
