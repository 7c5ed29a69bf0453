package main

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"time"
)

// day is a date as the number of days since 1 January 1970; never is no date at all.
type day int

const never day = 1 << 30

func on(year int, month time.Month, number int) day {
	return day(time.Date(year, month, number, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

func (d day) date() (int, time.Month, int) {
	return time.Unix(int64(d)*86400, 0).UTC().Date()
}

func (d day) iso() string {
	if d == never {
		return ""
	}
	return time.Unix(int64(d)*86400, 0).UTC().Format(time.DateOnly)
}

func (d day) british() string {
	if d == never {
		return ""
	}
	return time.Unix(int64(d)*86400, 0).UTC().Format("02/01/2006")
}

// readDay reads a date as the extracts write it: ten characters, dd/mm/yyyy or yyyy-mm-dd.
func readDay(text string) (day, bool) {
	for _, layout := range []string{"02/01/2006", time.DateOnly} {
		if at, err := time.Parse(layout, text); err == nil && len(text) == 10 {
			return day(at.Unix() / 86400), true
		}
	}
	return never, false
}

// addMonths keeps the day number and clamps it to the last day of the month (spec 0.3).
func (d day) addMonths(months int) day {
	year, month, number := d.date()
	first := time.Date(year, month+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return on(first.Year(), first.Month(), min(number, last))
}

// monthEnd is the last day of the month.
func (d day) monthEnd() day {
	year, month, _ := d.date()
	return on(year, month+1, 0)
}

// ageAt is completed years; a birthday on 29 February falls on 1 March in other years (spec 0.2).
func ageAt(born, at day) int {
	birthYear, birthMonth, birthDay := born.date()
	year, month, number := at.date()
	age := year - birthYear
	if month < birthMonth || month == birthMonth && number < birthDay {
		age--
	}
	return age
}

// collectionYear is 2025 for a day of the year to 31 March 2025.
func (d day) collectionYear() int {
	year, month, _ := d.date()
	if month >= time.April {
		return year + 1
	}
	return year
}

// bankHolidays of England and Wales, as printed in the specification (0.4).
const bankHolidays = `
2021 01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28
2022 01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27
2023 01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26
2024 01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26
2025 01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26`

var holidays = func() map[day]bool {
	out := map[day]bool{}
	for _, line := range strings.Split(strings.TrimSpace(bankHolidays), "\n") {
		words := strings.Fields(line)
		for _, word := range words[1:] {
			if at, ok := readDay(words[0] + "-" + word); ok {
				out[at] = true
			}
		}
	}
	return out
}()

func (d day) workingDay() bool {
	weekday := (int(d) + 4) % 7 // 1 January 1970 was a Thursday
	return weekday != 0 && weekday != 6 && !holidays[d]
}

// workingDays is wd(a, b) of spec 0.4: the working days after from up to and including to.
func workingDays(from, to day) int {
	count := 0
	for d := from + 1; d <= to; d++ {
		if d.workingDay() {
			count++
		}
	}
	return count
}

// addWorkingDays is the day on which the given number of working days after from is reached.
func addWorkingDays(from day, number int) day {
	at := from
	for number > 0 {
		at++
		if at.workingDay() {
			number--
		}
	}
	return at
}

// dice draws from one seeded stream.
type dice struct{ *rand.Rand }

func newDice(seed uint64, stream uint64) dice { return dice{rand.New(rand.NewPCG(seed, stream))} }

// in100 is true in so many cases of a hundred.
func (d dice) in100(share int) bool { return d.IntN(100) < share }

func pick[T any](d dice, from ...T) T { return from[d.IntN(len(from))] }

// near is a day at or beside the given one.
func (d dice) near(at day) day { return at + day(pick(d, -1, 0, 0, 0, 1)) }

func itoa(number int) string { return strconv.Itoa(number) }
