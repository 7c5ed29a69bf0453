package xmlfile

import (
	"bytes"
	"unicode/utf8"
)

// text takes the text between two tags, or the content of a CDATA section. at is where b begins in
// the token.
func (r *run) text(b []byte, at int, cdata bool) error {
	class, lines := classify(b)
	if class&(charControl|charHigh) != 0 {
		if err := r.checkChars(b, at); err != nil {
			return err
		}
	}
	if class&charGreater != 0 && !cdata {
		if i := bytes.Index(b, []byte("]]>")); i >= 0 {
			return r.fail(at+i, "]]> in text", "]]&gt;")
		}
	}
	if r.depth == 0 {
		if cdata || class&^(charWhite|charReturn) != 0 {
			return r.outside(b, at)
		}
		r.line += lines
		return nil
	}
	top := r.frames[r.depth-1].node
	if top != nil && top.owner != none {
		if err := r.leafText(top, b, at, class, cdata); err != nil {
			return err
		}
	} else if class&charReference != 0 && !cdata {
		var err error
		if r.scratch, err = r.decode(r.scratch[:0], b, at); err != nil {
			return err
		}
		if top != nil && !isWhite(r.scratch) {
			r.result.Stray++
		}
	} else if top != nil && class&^(charWhite|charReturn) != 0 {
		r.result.Stray++
	}
	r.line += lines
	return nil
}

// leafText adds to the value of a column.
func (r *run) leafText(leaf *node, b []byte, at int, class uint8, cdata bool) error {
	row := &r.open[leaf.owner]
	switch {
	case class&charReference != 0 && !cdata:
		var err error
		if row.text, err = r.decode(row.text, b, at); err != nil {
			return err
		}
	case class&charReturn != 0:
		row.text = appendLines(row.text, b)
	default:
		row.text = append(row.text, b...)
	}
	if len(row.text)-r.frames[r.depth-1].mark > maxLeaf {
		return r.fail(at, "the text of "+r.call([]byte(leaf.name))+" is longer than 64 kB", "")
	}
	return nil
}

// outside refuses text that is not within the root element.
func (r *run) outside(b []byte, at int) error {
	at += len(b) - len(trimWhite(b))
	if r.ended {
		return r.fail(at, "text after the root element", "nothing after "+r.call(r.rootName))
	}
	return r.fail(at, "text before the root element, or no XML at all", r.wantRoot())
}

// appendLines appends text with its line ends made line feeds.
func appendLines(dst, b []byte) []byte {
	for {
		i := bytes.IndexByte(b, '\r')
		if i < 0 {
			return append(dst, b...)
		}
		dst = append(append(dst, b[:i]...), '\n')
		b = b[i+1:]
		if len(b) > 0 && b[0] == '\n' {
			b = b[1:]
		}
	}
}

// decode appends text with its references resolved and its line ends made line feeds.
func (r *run) decode(dst, b []byte, at int) ([]byte, error) {
	for {
		i := bytes.IndexByte(b, '&')
		if i < 0 {
			return appendLines(dst, b), nil
		}
		dst = appendLines(dst, b[:i])
		char, length, message := resolve(b[i:])
		if length == 0 {
			wanted := "one of &lt; &gt; &amp; &apos; &quot; or the number of a character that XML allows"
			return dst, r.fail(at+i, message, wanted)
		}
		dst = utf8.AppendRune(dst, char)
		b, at = b[i+length:], at+i+length
	}
}

// resolve resolves the reference that b begins with. Its length is 0 where there is none.
func resolve(b []byte) (char rune, length int, message string) {
	if len(b) > 1 && b[1] == '#' {
		return numericReference(b)
	}
	for _, entity := range []struct {
		text string
		char rune
	}{{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&apos;", '\''}, {"&quot;", '"'}} {
		if len(b) >= len(entity.text) && string(b[:len(entity.text)]) == entity.text {
			return entity.char, len(entity.text), ""
		}
	}
	if n, _ := scanName(b[1:]); n > 0 && n+1 < len(b) && b[n+1] == ';' {
		return 0, 0, "an entity that XML itself does not have; entities of a document's own are refused"
	}
	return 0, 0, "an & that begins no reference"
}

func numericReference(b []byte) (char rune, length int, message string) {
	i, base := 2, rune(10)
	if len(b) > 2 && b[2] == 'x' {
		i, base = 3, 16
	}
	start := i
	for ; i < len(b) && b[i] != ';'; i++ {
		digit := rune(99)
		switch c := b[i]; {
		case '0' <= c && c <= '9':
			digit = rune(c - '0')
		case 'a' <= c && c <= 'f':
			digit = rune(c-'a') + 10
		case 'A' <= c && c <= 'F':
			digit = rune(c-'A') + 10
		}
		if digit >= base {
			return 0, 0, "a reference to a character without its number"
		}
		if char = char*base + digit; char > utf8.MaxRune {
			return 0, 0, "a reference to a character that XML forbids"
		}
	}
	switch {
	case i == start || i == len(b):
		return 0, 0, "a reference to a character without its number"
	case !legal(char):
		return 0, 0, "a reference to a character that XML forbids"
	}
	return char, i + 1, ""
}

// checkChars refuses what is not UTF-8 and what XML forbids.
func (r *run) checkChars(b []byte, at int) error {
	i, message := illegalAt(b)
	if r.narrow {
		// The decoder gives U+FFFD for the five bytes that windows-1252 does not define.
		if j := bytes.Index(b, []byte("\uFFFD")); j >= 0 && (i == none || j < i) {
			return r.fail(at+j, "a byte that the declared encoding does not define", "the file saved as UTF-8, and declared so")
		}
	}
	if i == none {
		return nil
	}
	wanted := ""
	if message == msgNotUTF8 {
		wanted = "the file saved as UTF-8, or a declaration of windows-1252 if it is that"
	}
	return r.fail(at+i, message, wanted)
}
