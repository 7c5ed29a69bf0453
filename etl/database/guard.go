package database

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// guard returns the query without what follows its one statement, or says why it is not a single
// select. It reads the text as the driver's server would: comments, quoted text of every kind and
// quoted names are skipped. It stands beside the read-only transaction, not in its place.
func guard(driver, query string) (string, error) {
	refuse := func(format string, args ...any) (string, error) {
		return "", &Error{Driver: driver, What: Query, Message: "refused before it was sent: " + fmt.Sprintf(format, args...)}
	}
	if fault := unreadable(query); fault != "" {
		return refuse("%s", fault)
	}
	l := lexer{driver: driver, text: query}
	var before, last token // the two tokens before the current one
	end := -1
	for {
		t, fault := l.next()
		if fault != "" {
			return refuse("%s", fault)
		}
		switch {
		case t.kind == nothing:
			if last.kind == nothing {
				return refuse("it is empty (wanted one select)")
			}
			if end < 0 {
				end = last.end
			}
			return query[l.first:end], nil
		case t.is(";"):
			if end < 0 {
				end = last.end
			}
			if last.kind == nothing {
				return refuse("it begins with a semicolon (wanted one select)")
			}
			continue
		case end >= 0:
			return refuse("there is text after the semicolon (wanted one select and nothing else)")
		case last.kind == nothing && !t.word("select") && !t.word("with"):
			return refuse("it begins with neither select nor with (wanted one select)")
		}
		if fault := writes(driver, before, last, t); fault != "" {
			return refuse("%s", fault)
		}
		before, last = last, t
	}
}

// unreadable finds what servers and this guard might read differently.
func unreadable(query string) string {
	if !utf8.ValidString(query) {
		return "it is not UTF-8"
	}
	for i, r := range query {
		switch {
		case r == '\r' && !strings.HasPrefix(query[i:], "\r\n"):
			return "it holds a carriage return without a line feed (wanted ordinary line ends)"
		case r == '\n', r == '\r', r == '\t':
		case unicode.IsControl(r), r == '\u2028', r == '\u2029':
			return fmt.Sprintf("it holds the control character %U (wanted text, line ends and tabs)", r)
		}
	}
	return ""
}

// writes says in which way the token, after the two before it, is part of a statement that writes.
func writes(driver string, before, last, t token) string {
	const wanted = " (wanted a select; a column of that name has to be quoted)"
	if t.word("into") {
		return "it holds select … into, which writes" + wanted
	}
	switch {
	case !t.word("insert") && !t.word("update") && !t.word("delete") && !t.word("merge"):
	case last.is(")"), last.is("(") && (before.word("as") || before.word("materialized")): //nolint:misspell // a keyword
		return "it holds " + strings.ToLower(t.text) + ", which writes" + wanted
	}
	switch driver {
	case "postgres":
		// dblink opens a second connection, which the read-only transaction does not hold back.
		if t.is("(") && last.kind == name && strings.HasPrefix(strings.ToLower(last.text), "dblink") {
			return "it calls dblink, which reaches beyond the read-only transaction"
		}
	case "sqlserver":
		// Statements need no semicolon between them there, and no transaction is read-only. These
		// words are reserved: as names they have to be quoted anyway.
		for _, word := range strings.Fields(`
			insert update delete merge exec execute create alter drop truncate grant revoke deny backup
			restore dbcc kill shutdown use set declare begin commit rollback save tran transaction if
			while goto return waitfor print raiserror throw reconfigure checkpoint bulk openquery
			openrowset opendatasource writetext updatetext readtext`) {
			if t.word(word) {
				return "it holds " + word + ", which is not part of a select" + wanted
			}
		}
	}
	return ""
}

type tokenKind int

const (
	nothing tokenKind = iota // the end of the text
	name                     // a word that is not quoted: a keyword or a name
	quoted                   // text or a name in quotes of any kind
	mark                     // one character of anything else
)

type token struct {
	kind tokenKind
	text string
	end  int
}

func (t token) is(character string) bool { return t.kind == mark && t.text == character }

// word compares as a server would at its most lenient, with letters that fold to ASCII.
func (t token) word(keyword string) bool { return t.kind == name && strings.EqualFold(t.text, keyword) }

type lexer struct {
	driver string
	text   string
	at     int
	first  int  // where the first token begins
	found  bool // a token was found
	escape bool // the last token was an E'…' of PostgreSQL
}

func (l *lexer) rest() string            { return l.text[l.at:] }
func (l *lexer) sees(prefix string) bool { return strings.HasPrefix(l.rest(), prefix) }

// next returns the next token, or what is wrong with the text.
func (l *lexer) next() (token, string) {
	if fault := l.skipBlanks(); fault != "" {
		return token{}, fault
	}
	if !l.found {
		l.first, l.found = l.at, true
	}
	start, afterEscape := l.at, l.escape
	l.escape = false
	if l.at == len(l.text) {
		return token{}, ""
	}
	kind, fault := l.take(afterEscape)
	return token{kind: kind, text: l.text[start:l.at], end: l.at}, fault
}

func (l *lexer) take(afterEscape bool) (tokenKind, string) {
	r, size := utf8.DecodeRuneInString(l.rest())
	switch {
	case r == '\'':
		// PostgreSQL joins texts on following lines, and the second is then read as the first was.
		if afterEscape {
			return quoted, "an E'…' is followed by another text (wanted the text in one piece)"
		}
		return quoted, l.closing("'", "'")
	case r == '"':
		return quoted, l.closing(`"`, `"`)
	case r == '[' && l.driver == "sqlserver":
		return quoted, l.closing("[", "]")
	case r == '$' && l.driver == "postgres":
		if tag := dollarTag(l.rest()); tag != "" {
			return quoted, l.until(tag)
		}
		return mark, "it holds a $ that begins neither a name nor a text (wanted the value itself, not a placeholder)"
	case l.wordRune(r, true):
		return l.takeWord()
	case r >= utf8.RuneSelf && !unicode.IsPrint(r):
		return mark, fmt.Sprintf("it holds the invisible character %U, as texts copied from a document do (wanted an ordinary space)", r)
	case r >= utf8.RuneSelf:
		return mark, fmt.Sprintf("it holds the character %U outside of quotes (wanted plain SQL)", r)
	}
	l.at += size
	return mark, ""
}

// takeWord takes a word, and the text after it when the word says how that text is quoted.
func (l *lexer) takeWord() (tokenKind, string) {
	start := l.at
	for l.at < len(l.text) {
		r, size := utf8.DecodeRuneInString(l.rest())
		if !l.wordRune(r, false) {
			break
		}
		l.at += size
	}
	if !l.sees("'") {
		return name, ""
	}
	switch prefix := strings.ToLower(l.text[start:l.at]); {
	case l.driver == "postgres" && prefix == "e":
		l.escape = true
		return quoted, l.escaped()
	case l.driver == "oracle" && (prefix == "q" || prefix == "nq"):
		return quoted, l.alternative()
	}
	return name, ""
}

// wordRune says whether the character may be part of a word, or begin one. A digit begins none: in
// 1$$…$$ the dollars begin a text.
func (l *lexer) wordRune(r rune, begins bool) bool {
	switch {
	case r == '_', r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z':
		return true
	case r == '#', r == '@':
		return l.driver != "postgres"
	case r == '$', r >= '0' && r <= '9':
		return !begins
	}
	return r >= utf8.RuneSelf && (unicode.IsLetter(r) || !begins && (unicode.IsDigit(r) || unicode.IsMark(r)))
}

// skipBlanks passes spaces and comments. Comments lie within one another except in Oracle.
func (l *lexer) skipBlanks() string {
	for l.at < len(l.text) {
		switch {
		case strings.IndexByte(" \t\r\n", l.text[l.at]) >= 0:
			l.at++
		case l.sees("--"):
			if line := strings.IndexByte(l.rest(), '\n'); line >= 0 {
				l.at += line + 1
			} else {
				l.at = len(l.text)
			}
		case l.sees("/*"):
			if fault := l.comment(); fault != "" {
				return fault
			}
		default:
			return ""
		}
	}
	return ""
}

func (l *lexer) comment() string {
	depth := 1
	for l.at += 2; l.at < len(l.text); {
		switch {
		case l.sees("*/"):
			l.at += 2
			if depth--; depth == 0 {
				return ""
			}
		case l.sees("/*") && l.driver != "oracle":
			l.at += 2
			depth++
		default:
			l.at++
		}
	}
	return "a comment is not closed"
}

// closing passes a text in quotes in which the closing quote is doubled to stand for itself.
func (l *lexer) closing(opening, closing string) string {
	l.at += len(opening)
	for {
		end := strings.Index(l.rest(), closing)
		if end < 0 {
			l.at = len(l.text)
			return "a " + opening + " is not closed"
		}
		l.at += end + len(closing)
		if !l.sees(closing) {
			return ""
		}
		l.at += len(closing)
	}
}

// escaped passes the '…' of an E'…', in which a backslash takes the next character with it.
func (l *lexer) escaped() string {
	for l.at++; l.at < len(l.text); {
		switch {
		case l.sees(`\`):
			_, size := utf8.DecodeRuneInString(l.text[l.at+1:])
			l.at += 1 + size
		case l.sees("''"):
			l.at += 2
		case l.sees("'"):
			l.at++
			return ""
		default:
			l.at++
		}
	}
	return "a ' is not closed"
}

// alternative passes the '[…]' of Oracle's q'[…]', with any character for the brackets.
func (l *lexer) alternative() string {
	l.at++
	opening, size := utf8.DecodeRuneInString(l.rest())
	if size == 0 || unicode.IsSpace(opening) {
		return "a q'…' is not closed"
	}
	closing := opening
	if i := strings.IndexRune("[{(<", opening); i >= 0 {
		closing = rune("]})>"[i])
	}
	l.at += size
	end := string(closing) + "'"
	at := strings.Index(l.rest(), end)
	if at < 0 {
		l.at = len(l.text)
		return "a q'…' is not closed"
	}
	l.at += at + len(end)
	return ""
}

func (l *lexer) until(tag string) string {
	l.at += len(tag)
	end := strings.Index(l.rest(), tag)
	if end < 0 {
		l.at = len(l.text)
		return "a text in dollars is not closed"
	}
	l.at += end + len(tag)
	return ""
}

// dollarTag returns the $tag$ that text begins with, or "".
func dollarTag(text string) string {
	for i, r := range text[1:] {
		switch {
		case r == '$':
			return text[:i+2]
		case r == '_', r >= utf8.RuneSelf, unicode.IsLetter(r), i > 0 && r >= '0' && r <= '9':
		default:
			return ""
		}
	}
	return ""
}
