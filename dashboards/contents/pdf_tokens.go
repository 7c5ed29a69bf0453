package contents

import (
	"bytes"
	"strconv"
)

// tokenKind is what a token of a PDF document is.
type tokenKind int

const (
	wordToken tokenKind = iota // an operator, or a word such as true
	numberToken
	nameToken
	stringToken
	openToken  // of a list
	closeToken // of a list
)

// tokens reads a dictionary or a stream of operators token by token.
type tokens struct {
	text  []byte
	at    int
	kind  tokenKind
	value []byte // of a name without its slash, of a string decoded
}

func (t *tokens) number() float64 {
	v, _ := strconv.ParseFloat(string(t.value), 64)
	return v
}

const (
	blanks     = "\x00\t\n\f\r "
	delimiters = "()<>[]{}/%"
)

// next reads a token; false at the end.
func (t *tokens) next() bool {
	for t.at < len(t.text) {
		b := t.text[t.at]
		switch {
		case bytes.IndexByte([]byte(blanks), b) >= 0:
			t.at++
			continue
		case b == '%':
			if end := bytes.IndexAny(t.text[t.at:], "\r\n"); end >= 0 {
				t.at += end
				continue
			}
			t.at = len(t.text)
			return false
		case b == '(':
			t.literal()
			return true
		case b == '<' && t.at+1 < len(t.text) && t.text[t.at+1] == '<': // a dictionary
			t.at += 2
			continue
		case b == '<':
			t.hexadecimal()
			return true
		case b == '>' || b == '{' || b == '}' || b == ')':
			t.at++
			continue
		case b == '[' || b == ']':
			t.at++
			t.kind, t.value = openToken, nil
			if b == ']' {
				t.kind = closeToken
			}
			return true
		}
		t.word()
		return true
	}
	return false
}

// word reads a name, a number or an operator.
func (t *tokens) word() {
	from := t.at
	if t.text[t.at] == '/' {
		t.at++
	}
	for t.at < len(t.text) && bytes.IndexByte([]byte(blanks+delimiters), t.text[t.at]) < 0 {
		t.at++
	}
	t.value = t.text[from:t.at]
	switch {
	case t.value[0] == '/':
		t.kind, t.value = nameToken, t.value[1:]
	case bytes.IndexByte([]byte("+-.0123456789"), t.value[0]) >= 0:
		t.kind = numberToken
	default:
		t.kind = wordToken
	}
}

// hexadecimal reads a string of hexadecimal digits.
func (t *tokens) hexadecimal() {
	from := t.at + 1
	end := bytes.IndexByte(t.text[from:], '>')
	if end < 0 {
		end = len(t.text) - from
	}
	t.kind, t.value = stringToken, unhex(t.text[from:from+end])
	t.at = min(from+end+1, len(t.text))
}

// literal reads a string in round brackets, which may hold pairs of them and escapes.
func (t *tokens) literal() {
	t.kind, t.value = stringToken, []byte{}
	depth := 0
	for ; t.at < len(t.text); t.at++ {
		b := t.text[t.at]
		switch b {
		case '(':
			if depth++; depth == 1 {
				continue
			}
		case ')':
			if depth--; depth == 0 {
				t.at++
				return
			}
		case '\\':
			t.escape()
			continue
		}
		t.value = append(t.value, b)
	}
}

// escape reads what follows a backslash.
func (t *tokens) escape() {
	if t.at++; t.at >= len(t.text) {
		return
	}
	switch b := t.text[t.at]; b {
	case 'n':
		t.value = append(t.value, '\n')
	case 'r':
		t.value = append(t.value, '\r')
	case 't':
		t.value = append(t.value, '\t')
	case 'b', 'f':
		t.value = append(t.value, ' ')
	case '\r', '\n': // the line goes on
		if b == '\r' && t.at+1 < len(t.text) && t.text[t.at+1] == '\n' {
			t.at++
		}
	default:
		if b < '0' || b > '7' {
			t.value = append(t.value, b)
			return
		}
		v := 0
		for k := 0; k < 3 && t.at < len(t.text) && t.text[t.at] >= '0' && t.text[t.at] <= '7'; k++ {
			v = v*8 + int(t.text[t.at]-'0')
			t.at++
		}
		t.at--
		t.value = append(t.value, byte(v))
	}
}
