package dashboards

import (
	"bytes"
	"html"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// token is a run of letters and digits of a text, folded: lower case, without accents.
type token struct {
	from, to int  // in the folded text, in which runs follow each other without a gap
	gap      int  // bytes between it and the run before; more than a few part words
	joint    byte // the last of those bytes
	letters  bool
	digits   bool
	capital  bool // it begins with one
	figure   bool // it is part of a number with decimals or with commas between thousands
}

// tokenizer folds a text run by run.
type tokenizer struct {
	text   []byte
	at     int
	folded []byte
	token
}

// asciiFold is a letter's or digit's folded byte, and nought for what parts runs.
var asciiFold = func() (out [128]byte) {
	for b := byte('0'); b <= '9'; b++ {
		out[b] = b
	}
	for b := byte('a'); b <= 'z'; b++ {
		out[b], out[b-'a'+'A'] = b, b
	}
	return out
}()

// next reads a run; false at the end. folded keeps growing; what is before the last few runs may be cut off.
func (t *tokenizer) next() bool {
	before := t.at
	text := t.text
	for t.at < len(text) {
		b := text[t.at]
		if b < utf8.RuneSelf {
			if asciiFold[b] != 0 {
				break
			}
			t.at++
			continue
		}
		r, size := utf8.DecodeRune(text[t.at:])
		if letterOrDigit(r) {
			break
		}
		t.at += size
	}
	if t.at >= len(text) {
		return false
	}
	start := t.at
	was := t.token
	t.token = token{from: len(t.folded), gap: start - before}
	if start > 0 {
		t.joint = text[start-1]
	}
	for t.at < len(text) {
		b := text[t.at]
		if b < utf8.RuneSelf {
			f := asciiFold[b]
			if f == 0 {
				break
			}
			t.letters = t.letters || f > '9'
			t.digits = t.digits || f <= '9'
			if t.at == start {
				t.capital = b >= 'A' && b <= 'Z'
			}
			t.folded = append(t.folded, f)
			t.at++
			continue
		}
		r, size := utf8.DecodeRune(text[t.at:])
		if !letterOrDigit(r) && !unicode.Is(unicode.Mn, r) {
			break
		}
		if t.at == start {
			t.capital = unicode.IsUpper(r)
		}
		t.at += size
		t.letters = t.letters || unicode.IsLetter(r)
		t.digits = t.digits || unicode.IsDigit(r)
		t.folded = appendFolded(t.folded, r)
	}
	t.to = len(t.folded)
	if t.digits && !t.letters {
		// 12,345 and 123.45 are written by a formatter of numbers: an id is not.
		thousands := t.at+4 <= len(text) && text[t.at] == ',' && threeDigits(text[t.at+1:]) && t.to-t.from <= 3
		decimals := t.at+1 < len(text) && text[t.at] == '.' && asciiFold[text[t.at+1]&127] != 0 && text[t.at+1] <= '9'
		t.figure = thousands || decimals || t.gap == 1 && (t.joint == '.' || t.joint == ',' && t.to-t.from == 3 && was.figure) && was.digits && !was.letters
	}
	return true
}

func threeDigits(text []byte) bool {
	for i := range 3 {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return len(text) == 3 || text[3] < '0' || text[3] > '9'
}

func letterOrDigit(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// without are letters that no decomposition takes apart.
var without = strings.NewReplacer("ø", "o", "ł", "l", "đ", "d", "ß", "ss", "æ", "ae", "œ", "oe", "ð", "d", "þ", "th", "ı", "i")

// appendFolded appends a letter or digit in lower case and without accents.
func appendFolded(out []byte, r rune) []byte {
	if unicode.IsDigit(r) {
		if v := norm.NFKD.String(string(r)); len(v) == 1 {
			return append(out, v...)
		}
	}
	for _, part := range without.Replace(strings.ToLower(norm.NFKD.String(string(r)))) {
		if !unicode.Is(unicode.Mn, part) {
			out = utf8.AppendRune(out, part)
		}
	}
	return out
}

// fold is a text's runs joined, how many there are, and whether the first begins with a capital.
func fold(text string) (folded string, runs int) {
	t := tokenizer{text: []byte(text)}
	for t.next() {
		runs++
	}
	return string(t.folded), runs
}

// readings are the ways in which a program may read a text: with its entities undone, and with its escapes and
// percent signs undone as well.
func readings(text []byte) [][]byte {
	if bytes.IndexByte(text, '&') < 0 && bytes.IndexByte(text, '%') < 0 && bytes.IndexByte(text, '\\') < 0 {
		return [][]byte{text}
	}
	plain := string(text)
	if strings.IndexByte(plain, '&') >= 0 {
		plain = html.UnescapeString(plain)
		text = []byte(plain)
	}
	out := [][]byte{text}
	for range 2 { // an attribute may hold an option in which a text is escaped once more
		if strings.Contains(plain, `\u`) || strings.Contains(plain, `\x`) {
			plain = unescaped(plain)
		}
		if strings.IndexByte(plain, '%') >= 0 {
			plain = unpercented(plain)
		}
		if strings.IndexByte(plain, '&') >= 0 && len(plain) != len(text) { // an escape may have held an entity
			plain = html.UnescapeString(plain)
		}
	}
	if plain != string(text) {
		out = append(out, []byte(plain))
	}
	return out
}

// unescaped undoes \u0041 and \x41; what stands after another backslash is left alone.
func unescaped(text string) string {
	var out strings.Builder
	for at := 0; at < len(text); at++ {
		size := 0
		if text[at] == '\\' && at+1 < len(text) {
			switch text[at+1] {
			case 'u':
				size = 4
			case 'x':
				size = 2
			}
		}
		if size > 0 && at+2+size <= len(text) {
			if v, err := strconv.ParseUint(text[at+2:at+2+size], 16, 32); err == nil {
				out.WriteRune(rune(v))
				at += 1 + size
				continue
			}
		}
		out.WriteByte(text[at])
	}
	return out.String()
}

func unpercented(text string) string {
	coded := false
	for at := strings.IndexByte(text, '%'); at >= 0 && at+3 <= len(text); {
		if isHex(text[at+1]) && isHex(text[at+2]) {
			coded = true
			break
		}
		next := strings.IndexByte(text[at+1:], '%')
		if next < 0 {
			break
		}
		at += 1 + next
	}
	if !coded {
		return text
	}
	var out strings.Builder
	out.Grow(len(text))
	for at := 0; at < len(text); at++ {
		if text[at] == '%' && at+3 <= len(text) {
			if v, err := strconv.ParseUint(text[at+1:at+3], 16, 8); err == nil {
				out.WriteByte(byte(v))
				at += 2
				continue
			}
		}
		out.WriteByte(text[at])
	}
	return out.String()
}

func isHex(b byte) bool {
	return b >= '0' && b <= '9' || b >= 'a' && b <= 'f' || b >= 'A' && b <= 'F'
}
