package workbook

import (
	"archive/zip"
	"encoding/xml"
	"math"
	"strconv"
	"strings"
	"time"
)

// readFormats says of each cell format, in the order that cells refer to them, whether it shows a
// date.
func readFormats(entry *zip.File) ([]bool, error) {
	codes := map[string]string{}
	var ids []string
	err := readPart(entry, describingLimit, func(p *part, start xml.StartElement) error {
		switch start.Name.Local {
		case "numFmts": // conditional formats have numFmt elements too, outside of this one
			return p.each(func(format xml.StartElement) error {
				codes[attribute(format, "numFmtId")] = attribute(format, "formatCode")
				return p.skip()
			})
		case "cellXfs":
			return p.each(func(xf xml.StartElement) error {
				if xf.Name.Local == "xf" {
					ids = append(ids, attribute(xf, "numFmtId"))
				}
				return p.skip()
			})
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	dates := make([]bool, len(ids))
	for i, id := range ids {
		if code, ok := codes[id]; ok {
			dates[i] = showsDate(code)
		} else {
			dates[i] = isBuiltInDate(id)
		}
	}
	return dates, nil
}

// isBuiltInDate knows the formats that a workbook need not spell out: 14 to 17 and 22 everywhere, the
// others in East Asia. Those that show a time of day alone (18 to 21, 45 to 47) are not dates.
func isBuiltInDate(id string) bool {
	n, err := strconv.Atoi(id)
	return err == nil && (n >= 14 && n <= 17 || n == 22 || n >= 27 && n <= 31 || n == 36 || n >= 50 && n <= 54 || n == 57 || n == 58)
}

// showsDate says whether a number format shows a day, month or year. A format has up to four
// sections for positive, negative, zero and text; the first counts, unless a condition such as [<1]
// chooses between them: then any does.
func showsDate(code string) bool {
	if name := strings.ToLower(code); name == "general" || name == "standard" {
		return false
	}
	sections := []formatSection{{}}
	for i := 0; i < len(code); i++ {
		now := &sections[len(sections)-1]
		switch c := code[i]; c {
		case '"':
			i = skipTo(code, i, '"')
		case '[':
			end := skipTo(code, i, ']')
			now.conditional = now.conditional || i+1 < len(code) && strings.IndexByte("<>=", code[i+1]) >= 0
			now.time = now.time || i+1 < len(code) && strings.IndexByte("hHmMsS", code[i+1]) >= 0 && isElapsed(code[i+1:end])
			i = end
		case '\\', '_', '*':
			i++
		case ';':
			sections = append(sections, formatSection{})
		case 'd', 'D', 'y', 'Y':
			now.date = true
		case 'm', 'M':
			now.month = true
		case 'h', 'H', 's', 'S':
			now.time = true
		}
	}
	if !sections[0].conditional {
		return sections[0].isDate()
	}
	for _, section := range sections {
		if section.isDate() {
			return true
		}
	}
	return false
}

// formatSection is what a section of a number format shows. The letter m is a month, or minutes next
// to hours and seconds.
type formatSection struct {
	date, month, time, conditional bool
}

func (s formatSection) isDate() bool { return s.date || s.month && !s.time }

// isElapsed says whether the letters in brackets are all the same, as in [h] and [mm], and so not a
// colour such as [Magenta].
func isElapsed(letters string) bool {
	return strings.Trim(strings.ToLower(letters), strings.ToLower(letters[:1])) == ""
}

// skipTo is where the sign next stands after a place in a text, or the text's last place.
func skipTo(s string, from int, sign byte) int {
	if i := strings.IndexByte(s[from+1:], sign); i >= 0 {
		return from + 1 + i
	}
	return len(s) - 1
}

// epoch is a workbook's date system.
type epoch int

const (
	epoch1900 epoch = iota // day 1 is 1 January 1900, and day 60 the 29 February that never was
	epoch1904              // day 0 is 1 January 1904
)

const (
	secondsPerDay = 24 * 60 * 60
	lastDay1900   = 2958465 // 31 December 9999
	lastDay1904   = 2957003
	leapYearBug   = 60
)

// date writes a serial number as a day, with the time of day, to the second, unless it is midnight.
// It says false of a number that is no date: before the first or after the last day, and the day 60.
func (e epoch) date(serial float64) (string, bool) {
	if !(serial >= 0 && serial < lastDay1900+1) {
		return "", false
	}
	seconds := int64(math.Round(serial * secondsPerDay))
	day, clock := int(seconds/secondsPerDay), seconds%secondsPerDay
	zero := time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case e == epoch1904 && day > lastDay1904:
		return "", false
	case e == epoch1904:
		zero = time.Date(1904, time.January, 1, 0, 0, 0, 0, time.UTC)
	case day < 1 || day == leapYearBug || day > lastDay1900:
		return "", false
	case day < leapYearBug:
		day++
	}
	return dateText(zero.AddDate(0, 0, day).Add(time.Duration(clock) * time.Second)), true
}

func dateText(t time.Time) string {
	if t.Hour() == 0 && t.Minute() == 0 && t.Second() == 0 {
		return t.Format(time.DateOnly)
	}
	return t.Format("2006-01-02T15:04:05")
}
