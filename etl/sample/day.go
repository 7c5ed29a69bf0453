package sample

import (
	"math"
	"time"
)

// day is a date as days since 1 January 1970; a child's history is arithmetic on it.
type day int32

// never is the end of something that has not ended.
const never day = math.MaxInt32

func newDay(year int, month time.Month, dayOfMonth int) day {
	return day(time.Date(year, month, dayOfMonth, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// yearStart and yearEnd bound a collection year: 2025 is 1 April 2024 to 31 March 2025.
func yearStart(year int) day { return newDay(year-1, time.April, 1) }
func yearEnd(year int) day   { return newDay(year, time.March, 31) }

// collectionYear is the collection year that a day falls in.
func collectionYear(d day) int {
	year, month, _ := d.civil()
	if month >= time.April {
		return year + 1
	}
	return year
}

// civil is the calendar date of a day, by the proleptic Gregorian count of 400-year eras that begin
// on 1 March, so that the leap day is the last of its year.
func (d day) civil() (year int, month time.Month, dayOfMonth int) {
	shifted := int(d) + 719468
	era := shifted / 146097
	dayOfEra := shifted - era*146097
	yearOfEra := (dayOfEra - dayOfEra/1460 + dayOfEra/36524 - dayOfEra/146096) / 365
	dayOfYear := dayOfEra - (365*yearOfEra + yearOfEra/4 - yearOfEra/100)
	fifth := (5*dayOfYear + 2) / 153
	dayOfMonth = dayOfYear - (153*fifth+2)/5 + 1
	number := fifth + 3
	year = yearOfEra + era*400
	if number > 12 {
		number -= 12
		year++
	}
	return year, time.Month(number), dayOfMonth
}

// addMonths keeps the day of the month, clamped to the month's last day.
func (d day) addMonths(months int) day {
	year, month, dayOfMonth := d.civil()
	index := year*12 + int(month) - 1 + months
	year, month = index/12, time.Month(index%12+1)
	last := time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC).Day()
	return newDay(year, month, min(dayOfMonth, last))
}

func (d day) addYears(years int) day { return d.addMonths(12 * years) }

// weekday is the day itself, or the Friday before a Saturday or Sunday.
func (d day) weekday() day {
	switch (int(d) + 4) % 7 { // 1 January 1970 was a Thursday; 0 is Sunday
	case 0:
		return d - 2
	case 6:
		return d - 1
	}
	return d
}

// age is in completed years.
func age(born, on day) int {
	bornYear, bornMonth, bornDay := born.civil()
	year, month, dayOfMonth := on.civil()
	years := year - bornYear
	if month < bornMonth || month == bornMonth && dayOfMonth < bornDay {
		years--
	}
	return years
}

// appendDay writes dd/mm/yyyy, or nothing for never.
func appendDay(to []byte, d day) []byte {
	if d == never {
		return to
	}
	year, month, dayOfMonth := d.civil()
	return append(to,
		byte('0'+dayOfMonth/10), byte('0'+dayOfMonth%10), '/',
		byte('0'+int(month)/10), byte('0'+int(month)%10), '/',
		byte('0'+year/1000), byte('0'+year/100%10), byte('0'+year/10%10), byte('0'+year%10))
}

func (d day) String() string { return string(appendDay(nil, d)) }

func (d day) iso() string {
	if d == never {
		return ""
	}
	year, month, dayOfMonth := d.civil()
	return time.Date(year, month, dayOfMonth, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}
