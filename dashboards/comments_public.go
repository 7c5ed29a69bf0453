package dashboards

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"sightline/dashboards/commentary"
	"sightline/indicators"

	"golang.org/x/net/html"
)

// A comment in the public edition is free text about figures of which some are hidden and others are not published.
// It may name those numbers alone that the indicator's public page prints anyway, days, and pounds, which are about no
// one in particular. Nothing of it is changed: a comment that says more is left out as a whole.

var (
	monthWords = `(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:t(?:ember)?)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)`
	// harmless are numbers that are no figures: days, years and pounds.
	harmless = regexp.MustCompile(`(?i)\b\d{1,2}(?:st|nd|rd|th)? ` + monthWords + `\b(?: \d{4})?|\b` + monthWords + ` \d{4}\b|` +
		`\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}/\d{1,2}/\d{4}\b|\b(?:19|20)\d{2}(?:[-/–](?:\d{2}|\d{4}))?\b|£\d[\d,]*(?:\.\d+)?(?: ?(?:m|bn|k|million|billion|thousand))?\b`)
	digits      = regexp.MustCompile(`\d[\d,]*(?:\.\d+)?`)
	numberWords = regexp.MustCompile(`(?i)\b(?:(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?|dozens?|hundreds?|couple|half|third|quarter of|twice)\b|` +
		`(?:one|a single|only one) (?:\w+ )?(?:child|young person|person|boy|girl|baby|sibling|case|family|review|plan|placement|worker|carer|leaver)\b)`)
	smallWords = map[string]string{
		"two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10", "eleven": "11",
		"twelve": "12", "thirteen": "13", "fourteen": "14", "fifteen": "15", "sixteen": "16", "seventeen": "17", "eighteen": "18", "nineteen": "19",
	}
)

// withholds says why a comment may not stand in the public edition, and on which line; empty when it may.
func (b *book) withholds(e *entry, c commentary.Comment, cell Cell, published bool) (string, int) {
	line, _ := c.Place("end")
	switch {
	case !published || !cell.held():
		return "its period is not in the public edition", line
	case !cell.Has():
		return "its figure is not shown in the public edition", line
	}
	printed := b.printedNumbers(e)
	hidden := slices.ContainsFunc(e.Cells, func(c Cell) bool { return c.Symbol == Confidential })
	for _, number := range numbersOf(c.Author + "\n" + textOf(string(commentary.HTML(c.Text, 3)), true)) {
		at := c.TextLine + lineOf(c.Text, number)
		switch {
		case hidden:
			return "it has a number, and figures of this indicator are hidden in public: write it without numbers, or with audience: internal", at
		case !printed[plainWord(number)]:
			return "it has a number that the public page of this indicator does not print: write it without, or with audience: internal", at
		}
	}
	return "", 0
}

// printedNumbers are the numbers of an indicator's public page and of its definition, as plain decimals.
func (b *book) printedNumbers(e *entry) map[string]bool {
	out := map[string]bool{}
	say := func(texts ...string) {
		for _, text := range texts {
			for _, number := range digits.FindAllString(text, -1) {
				out[commentary.Plain(number)] = true
			}
		}
	}
	for _, c := range e.Cells {
		if c.Has() && c.Breakdown == string(indicators.None) {
			say(tableFigure(c), limitsWords(c), amount(c.Numerator, e.Def, false), amount(c.Denominator, e.Def, true))
		}
	}
	for _, c := range e.Compared {
		say(c.Mean, c.Region, c.England)
	}
	say(e.Year.Words, e.Year.From)
	if t := b.target(e); t != nil {
		say(t.Value, t.Tolerance)
	}
	say(e.Def.Title, e.Def.Question, e.Def.Numerator, e.Def.Denominator, e.Def.Unit)
	return out
}

// numbersOf finds the numbers of a text, in digits and in words, that are not days, years or pounds. Digits of other
// scripts and fractions in one sign are given as they stand, and nothing prints those.
func numbersOf(text string) []string {
	text = harmless.ReplaceAllString(text, " ")
	out := append(digits.FindAllString(text, -1), numberWords.FindAllString(text, -1)...)
	for _, r := range text {
		if r > unicode.MaxASCII && unicode.IsNumber(r) {
			out = append(out, string(r))
		}
	}
	return out
}

// plainWord is a number of digits or a word as a plain decimal; other words stay.
func plainWord(number string) string {
	if word, ok := smallWords[strings.ToLower(number)]; ok {
		return word
	}
	return commentary.Plain(number)
}

// lineOf is how many lines stand before the first that has the words.
func lineOf(text, words string) int {
	before, _, found := strings.Cut(strings.ToLower(text), strings.ToLower(words))
	if !found {
		return 0
	}
	return strings.Count(before, "\n")
}

// textOf is the text of a piece of HTML as a reader sees it and, when asked for, what its attributes say: where links
// lead, and the number that a list begins with.
func textOf(page string, attributes bool) string {
	var out strings.Builder
	tokens := html.NewTokenizer(strings.NewReader(page))
	for {
		kind := tokens.Next()
		if kind == html.ErrorToken {
			return out.String()
		}
		if kind == html.TextToken {
			out.Write(tokens.Text())
			continue
		}
		for _, a := range tokens.Token().Attr {
			if attributes {
				out.WriteString(" " + a.Val + " ")
			}
		}
	}
}
