package commentary

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// MaxSize is the most bytes of a file: a comment is a few paragraphs, and a page holds several.
const MaxSize = 8 << 10

// maxAuthor is the most characters of an author's name.
const maxAuthor = 120

// Comment is a file that could be read.
type Comment struct {
	File      string // relative, with forward slashes
	SHA256    string
	Authority string // DfE code; empty where only one authority is configured
	Indicator string
	Period    string // one of Periods
	End       time.Time
	Figure    Figure // that it was written about
	Author    string
	Date      time.Time
	Public    bool   // may stand in the public edition
	Text      string // Markdown
	TextLine  int    // line of the file that the text begins on
	lines     map[string]int
}

// Place is where a key stands in the file, else its beginning: line and column from 1.
func (c Comment) Place(key string) (line, column int) {
	if at, ok := c.lines[key]; ok {
		return at, 1
	}
	return 1, 1
}

// Fault says what a comment cannot be used for, where, and what to do.
type Fault struct {
	File         string
	Line, Column int
	What         string
}

// Place is file:line:column, as editors jump to.
func (f Fault) Place() string { return fmt.Sprintf("%s:%d:%d", f.File, f.Line, f.Column) }

func (f Fault) String() string { return f.Place() + ": " + f.What }

// Periods are the kinds of period that a comment may be about, as `values` names them.
var Periods = []string{"month", "quarter", "year", "ytd", "rolling12", "snapshot"}

const (
	fence   = "---"
	startIt = "`sightline comment ID` writes a file to start from"
)

var (
	keys          = []string{"indicator", "period", "end", "figure", "author", "date", "audience", "authority"}
	optionalKeys  = []string{"audience", "authority"}
	indicatorForm = regexp.MustCompile(`^[a-z][a-z0-9_]{0,79}$`)
	authorityForm = regexp.MustCompile(`^[0-9]{3}$`)
)

// Parse reads a file. With any fault there is no comment.
func Parse(file string, raw []byte) (Comment, []Fault) {
	p := &reader{file: file, comment: Comment{File: file, lines: map[string]int{}}}
	if text, ok := p.text(raw); ok {
		p.read(text)
	}
	if len(p.faults) > 0 {
		return Comment{}, p.faults
	}
	return p.comment, nil
}

type reader struct {
	file    string
	comment Comment
	faults  []Fault
}

func (p *reader) fault(line, column int, format string, args ...any) {
	p.faults = append(p.faults, Fault{p.file, line, column, fmt.Sprintf(format, args...)})
}

// text is the file as lines of UTF-8 without a byte order mark.
func (p *reader) text(raw []byte) (string, bool) {
	switch {
	case len(raw) > MaxSize:
		p.fault(1, 1, "is larger than %d bytes: shorten the comment", MaxSize)
		return "", false
	case bytes.HasPrefix(raw, []byte{0xff, 0xfe}) || bytes.HasPrefix(raw, []byte{0xfe, 0xff}):
		p.fault(1, 1, "is not UTF-8: save it with the encoding UTF-8 (Notepad calls this one Unicode or UTF-16)")
		return "", false
	}
	raw = bytes.TrimPrefix(raw, []byte("\ufeff"))
	raw = bytes.ReplaceAll(bytes.ReplaceAll(raw, []byte("\r\n"), []byte("\n")), []byte("\r"), []byte("\n"))
	line, column := 1, 1
	for at := 0; at < len(raw); {
		r, size := utf8.DecodeRune(raw[at:])
		switch {
		case r == utf8.RuneError && size == 1:
			p.fault(line, column, "is not UTF-8: save it with the encoding UTF-8 (Notepad calls the other one ANSI)")
			return "", false
		case r != '\n' && r != '\t' && unicode.IsControl(r):
			p.fault(line, column, "has a control character: take it out")
			return "", false
		case r == '\n':
			line, column = line+1, 0
		}
		at, column = at+size, column+1
	}
	return string(raw), true
}

// read takes the lines of keys, then the text.
func (p *reader) read(text string) {
	lines := strings.Split(text, "\n")
	first := slices.IndexFunc(lines, func(line string) bool { return strings.TrimSpace(line) != "" })
	if first < 0 {
		p.fault(1, 1, "is empty; %s", startIt)
		return
	}
	if strings.TrimRight(lines[first], " \t") != fence {
		p.fault(first+1, 1, "want a line of three hyphens, then lines such as indicator: cla; %s", startIt)
		return
	}
	end := slices.IndexFunc(lines[first+1:], func(line string) bool { return strings.TrimRight(line, " \t") == fence })
	if end < 0 {
		p.fault(first+1, 1, "want a second line of three hyphens between the keys and the text")
		return
	}
	end += first + 1
	values := map[string]string{}
	for i := first + 1; i < end; i++ {
		p.key(lines[i], i+1, values)
	}
	p.fill(values, first+1)
	p.comment.Text, p.comment.TextLine = strings.TrimSpace(strings.Join(lines[end+1:], "\n")), end+2
	for at := end + 1; at < len(lines) && strings.TrimSpace(lines[at]) == ""; at++ {
		p.comment.TextLine++
	}
	if p.comment.Text == "" {
		p.fault(end+1, 1, "says nothing yet: write the comment below this line, or take the file away")
	}
}

// key reads a line key: value. Blank lines and those that begin with # say nothing.
func (p *reader) key(line string, number int, values map[string]string) {
	line = strings.TrimSpace(line)
	if line == "" || strings.HasPrefix(line, "#") {
		return
	}
	name, value, found := strings.Cut(line, ":")
	name = strings.ToLower(strings.TrimSpace(name))
	switch {
	case !found:
		p.fault(number, 1, "want key: value")
	case !slices.Contains(keys, name):
		// What stands there may be somebody's words and is not repeated.
		p.fault(number, 1, "unknown key: want one of %s", strings.Join(keys, ", "))
	case p.comment.lines[name] != 0:
		p.fault(number, 1, "%s stands twice, on line %d before", name, p.comment.lines[name])
	default:
		p.comment.lines[name] = number
		values[name] = unquoted(strings.TrimSpace(value))
	}
}

// unquoted takes off a pair of quotation marks, for those who know YAML.
func unquoted(value string) string {
	if n := len(value); n > 1 && (value[0] == '"' || value[0] == '\'') && value[n-1] == value[0] {
		return value[1 : n-1]
	}
	return value
}

// fill checks the values and keeps them.
func (p *reader) fill(values map[string]string, top int) {
	c := &p.comment
	for _, name := range keys {
		if values[name] != "" || slices.Contains(optionalKeys, name) && c.lines[name] == 0 {
			continue
		}
		line := c.lines[name]
		if line == 0 {
			p.fault(top, 1, "missing key %s; %s", name, startIt)
			continue
		}
		p.fault(line, 1, "%s: want a value", name)
	}
	check := func(name string, good bool, want string) {
		if values[name] != "" && !good {
			p.fault(c.lines[name], 1, "%s: want %s", name, want)
		}
	}
	c.Indicator, c.Period, c.Author, c.Authority = values["indicator"], values["period"], values["author"], values["authority"]
	check("indicator", indicatorForm.MatchString(c.Indicator), "an indicator's id such as re_referrals_12_months")
	check("period", slices.Contains(Periods, c.Period), "one of "+strings.Join(Periods, ", "))
	check("authority", authorityForm.MatchString(c.Authority), "the three-digit code of an authority")
	check("author", utf8.RuneCountInString(c.Author) <= maxAuthor, fmt.Sprintf("at most %d characters", maxAuthor))
	day := func(name string) time.Time {
		read, err := time.Parse(time.DateOnly, values[name])
		check(name, err == nil, "a day as YYYY-MM-DD")
		return read
	}
	c.End, c.Date = day("end"), day("date")
	check("audience", values["audience"] == "internal" || values["audience"] == "public", "internal or public")
	c.Public = values["audience"] == "public"
	var ok bool
	c.Figure, ok = ParseFigure(values["figure"])
	check("figure", ok, "the figure in full as the page prints it, such as 21.4% (214 of 1,000)")
}
