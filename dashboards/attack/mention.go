package attack

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// mention is a day named in a text, with the kind of period if the words before it say one.
type mention struct {
	from, to int // place in the text
	kind     string
	end      time.Time
}

const monthNames = `Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:t(?:ember)?)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?`

var (
	datePattern   = regexp.MustCompile(`\b(?:(\d{1,2}) )?(` + monthNames + `) (\d{4})\b|\b(\d{4})-(\d{2})-(\d{2})\b`)
	numberPattern = regexp.MustCompile(`[-−]?£?\d+(?:,\d{3})*(?:\.\d+)?%?`)
	noFigures     = regexp.MustCompile(`(?i)(?:fewer|more|less) than \d+|counts? (?:of|under|below) \d+(?: to \d+)?|\b1 (?:to|and) \d+\b|95% limits|` +
		`\b(?:12|24) months|\bthe (?:last |past )?\d+ (?:years|quarters|months)\b|\b(?:figure|table|line|NI) \d+|\bover \d+ miles|\baged? \d+(?:(?:,| and| to| or) ?\d+)*|\b(?:19|20)\d\d(?:[-/]\d\d)?\b|section \d+|per \d[\d,]*|\d[\d,]* days old`)
	monthNumbers = map[string]time.Month{
		"Jan": 1, "Feb": 2, "Mar": 3, "Apr": 4, "May": 5, "Jun": 6, "Jul": 7, "Aug": 8, "Sep": 9, "Oct": 10, "Nov": 11, "Dec": 12,
	}
)

// leads are the words before a date that say the kind of period.
var leads = []struct{ words, kind string }{
	{"year to date, ", "ytd"},
	{"year to date to ", "ytd"},
	{"year to ", "year"},
	{"year ending ", "year"},
	{"12 months to ", "rolling12"},
	{"twelve months to ", "rolling12"},
	{"quarter to ", "quarter"},
	{"month to ", "month"},
	{"at ", snapshot},
	{"on ", snapshot},
}

// mentions finds the days that a text names.
func mentions(text string) []mention {
	var out []mention
	for _, m := range datePattern.FindAllStringSubmatchIndex(text, -1) {
		group := func(i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return text[m[2*i]:m[2*i+1]]
		}
		found := mention{from: m[0], to: m[1]}
		switch {
		case group(4) != "":
			day, err := time.Parse(time.DateOnly, group(0))
			if err != nil {
				continue
			}
			found.end = day
		case group(1) != "":
			day, _ := strconv.Atoi(group(1))
			year, _ := strconv.Atoi(group(3))
			found.end = time.Date(year, monthNumbers[group(2)[:3]], day, 0, 0, 0, 0, time.UTC)
		default:
			year, _ := strconv.Atoi(group(3))
			found.end = time.Date(year, monthNumbers[group(2)[:3]]+1, 0, 0, 0, 0, 0, time.UTC)
		}
		before := strings.ToLower(text[max(0, m[0]-24):m[0]])
		for _, lead := range leads {
			if strings.HasSuffix(before, lead.words) {
				found.kind = lead.kind
				break
			}
		}
		// "year to date, 1 April 2024 to 31 March 2025" names its last day second.
		if n := len(out); n > 0 && out[n-1].kind == "ytd" && strings.TrimSpace(text[out[n-1].to:m[0]]) == "to" {
			found.kind, found.from = "ytd", out[n-1].from
			out = out[:n-1]
		}
		out = append(out, found)
	}
	return out
}

// spoken is a number in a text.
type spoken struct {
	from, to int
	text     string
}

// numbersIn finds the numbers of a text that belong to no date and to no words that are not about a figure, such as
// the threshold, ages, years and the numbers of tables.
func numbersIn(text string, dates []mention) []spoken {
	blank := []byte(text)
	clear := func(from, to int) {
		for i := from; i < to; i++ {
			blank[i] = ' '
		}
	}
	for _, d := range dates {
		clear(d.from, d.to)
	}
	for _, m := range noFigures.FindAllIndex(blank, -1) {
		clear(m[0], m[1])
	}
	var out []spoken
	for _, m := range inWords.FindAllSubmatchIndex(blank, -1) {
		out = append(out, spoken{m[2], m[3], numberWords[strings.ToLower(string(blank[m[2]:m[3]]))]})
	}
	for _, m := range numberPattern.FindAllIndex(blank, -1) {
		// A number inside a word, such as an id, is none.
		if m[0] > 0 && wordByte(blank[m[0]-1]) || m[1] < len(blank) && wordByte(blank[m[1]]) {
			continue
		}
		out = append(out, spoken{m[0], m[1], string(blank[m[0]:m[1]])})
	}
	slices.SortFunc(out, func(a, b spoken) int { return cmp.Compare(a.from, b.from) })
	return out
}

// inWords are counts of people and of what happens to them that are written as words.
var (
	inWords = regexp.MustCompile(`(?i)\b(one|two|three|four|five|six|seven|eight|nine|ten) (?:\w+ )?(?:child|children|young (?:people|person)|people|persons?|boys?|girls?|bab(?:y|ies)|` +
		`cases?|plans?|referrals?|placements?|adoptions?|adopters?|workers?|leavers?|famil(?:y|ies)|siblings?)\b`)
	numberWords = map[string]string{
		"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10",
	}
)

func wordByte(b byte) bool {
	return b == '_' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9'
}

// claim is a number that a text gives for a day.
type claim struct {
	mention
	number string
}

// claims pairs each day of a text with the number nearest before it, else after it, in the same clause. What a clause
// says from its first word about others on is left out; what it says before stays.
func (k *known) claims(text string) []claim {
	var out []claim
	text = k.withoutAsides(text)
	for _, clause := range strings.FieldsFunc(strings.ReplaceAll(text, ". ", "\n"), func(r rune) bool { return r == '\n' || r == ';' }) {
		dates := mentions(clause)
		own := clause[:k.fromOthers(clause)]
		numbers := numbersIn(own, mentions(own))
		for i, d := range dates {
			from, to := 0, len(clause)
			if i > 0 {
				from = dates[i-1].to
			}
			if i+1 < len(dates) {
				to = dates[i+1].from
			}
			var before, after *spoken
			for k := range numbers {
				n := &numbers[k]
				if n.from >= from && n.to <= d.from {
					before = n
				}
				if after == nil && n.from >= d.to && n.to <= to {
					after = n
				}
			}
			switch {
			case before != nil:
				out = append(out, claim{d, before.text})
			case after != nil && len(dates) == 1:
				out = append(out, claim{d, after.text})
			}
		}
	}
	return out
}

// withoutAsides is a text without what stands in brackets about others, or after a word about them: 14%, similar to
// neighbours (12% in 2024).
func (k *known) withoutAsides(text string) string {
	asides := inBrackets.FindAllStringIndex(text, -1)
	for i := len(asides) - 1; i >= 0; i-- {
		from, to := asides[i][0], asides[i][1]
		if before := text[max(0, from-40):to]; k.fromOthers(before) < len(before) {
			text = text[:from] + text[to:]
		}
	}
	return text
}

var inBrackets = regexp.MustCompile(`\([^()]*\)`)

var others = regexp.MustCompile(`(?i)neighbour|comparator|\bengland|\bregion|former rule|later rule|target|population|mid-\d{4}|published for`)

// fromOthers is where a clause begins to be about anything but the area's own figure; its length where it does not.
func (k *known) fromOthers(clause string) int {
	out := len(clause)
	if m := others.FindStringIndex(clause); m != nil {
		out = m[0]
	}
	for _, name := range k.others {
		if at := strings.Index(clause[:out], name); at >= 0 {
			out = at
		}
	}
	return out
}

// other tells whether a series or a line is that of another authority, a region, or the like.
func (k *known) other(name string) bool {
	return others.MatchString(name) || slices.Contains(k.others, name)
}

var undress = strings.NewReplacer(",", "", "£", "", "%", "", "−", "-", "\u00a0", "")

// plain is a printed number without its dress.
func plain(text string) string {
	text = undress.Replace(strings.TrimSpace(text))
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	return text
}
