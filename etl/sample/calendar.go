package sample

import (
	"slices"
	"time"
)

// calendar numbers the working days of England, to count a due day from another.
type calendar struct {
	first   day
	through []int32 // working days from the first day through each
	working []day   // the working days in order
}

// newCalendar holds every day of the years from first to last.
func newCalendar(first, last int) *calendar {
	c := &calendar{first: newDay(first, time.January, 1)}
	var holidays []day
	for year := first; year <= last; year++ {
		holidays = append(holidays, bankHolidays(year)...)
	}
	slices.Sort(holidays)
	next := 0
	for d := c.first; d <= newDay(last, time.December, 31); d++ {
		for next < len(holidays) && holidays[next] < d {
			next++
		}
		if d == d.weekday() && (next == len(holidays) || holidays[next] != d) {
			c.working = append(c.working, d)
		}
		c.through = append(c.through, int32(len(c.working)))
	}
	return c
}

// after is the working day so many working days after a day; of none, the day itself or the next
// working day.
func (c *calendar) after(d day, days int) day {
	before := int(c.through[d-c.first])
	if days == 0 {
		if before > 0 && c.working[before-1] == d {
			return d
		}
		days = 1
	}
	return c.working[before+days-1]
}

// between counts the working days from one day to another, both included.
func (c *calendar) between(from, to day) int {
	return int(c.through[to-c.first]) - int(c.through[from-1-c.first])
}

// bankHolidays are those of England in a year, substitutes included.
func bankHolidays(year int) []day {
	substitute := func(d day) day {
		for d != d.weekday() {
			d++
		}
		return d
	}
	easter := easterSunday(year)
	newYear, christmas := substitute(newDay(year, time.January, 1)), newDay(year, time.December, 25)
	early, spring := mondayFrom(newDay(year, time.May, 1)), mondayFrom(newDay(year, time.May, 25))
	switch year { // moved for the sake of an occasion
	case 2012:
		spring = newDay(year, time.June, 4)
	case 2020:
		early = newDay(year, time.May, 8)
	case 2022:
		spring = newDay(year, time.June, 2)
	}
	days := []day{newYear, easter - 2, easter + 1, early, spring, mondayFrom(newDay(year, time.August, 25))}
	boxing := substitute(christmas + 1)
	if christmas != christmas.weekday() { // both fall on the weekend, or Christmas does on a Sunday
		days = append(days, substitute(christmas+1), substitute(christmas+1)+1)
	} else {
		days = append(days, christmas, boxing)
	}
	for _, one := range []day{
		newDay(2011, time.April, 29), newDay(2012, time.June, 5), newDay(2022, time.June, 3), newDay(2022, time.September, 19),
		newDay(2023, time.May, 8),
	} {
		if held, _, _ := one.civil(); held == year {
			days = append(days, one)
		}
	}
	return days
}

// mondayFrom is the first Monday on or after a day.
func mondayFrom(d day) day {
	for (int(d)+4)%7 != 1 {
		d++
	}
	return d
}

// easterSunday is by the Gregorian computus.
func easterSunday(year int) day {
	golden, century := year%19, year/100
	moon := (century - century/4 - (8*century+13)/25 + 19*golden + 15) % 30
	moon -= moon / 28 * (1 - moon/28*(29/(moon+1))*((21-golden)/11))
	weekday := (year + year/4 + moon + 2 - century + century/4) % 7
	full := moon - weekday
	month := 3 + (full+40)/44
	return newDay(year, time.Month(month), full+28-31*(month/4))
}
