package xmlfile

import (
	"bytes"
	"unicode/utf8"
)

// Classes of bytes. The union of the classes of a text says which checks it needs.
const (
	charWhite     uint8 = 1 << iota // space, tab, line feed, carriage return
	charReturn                      // carriage return, which may need to become a line feed
	charReference                   // &
	charGreater                     // >, which may end a ]]>
	charLess                        // <
	charControl                     // what XML forbids
	charHigh                        // beyond ASCII
	charPlain                       // everything else
)

// Classes of bytes in names.
const (
	nameStart uint8 = 1 << iota // may begin a name
	namePart                    // may only continue one
	nameColon
	nameHigh // beyond ASCII
)

// charClasses and nameClasses are constant tables.
var (
	charClasses = makeCharClasses()
	nameClasses = makeNameClasses()
)

func makeCharClasses() (classes [256]uint8) {
	for c := range classes {
		switch {
		case c == ' ' || c == '\t' || c == '\n':
			classes[c] = charWhite
		case c == '\r':
			classes[c] = charWhite | charReturn
		case c < ' ':
			classes[c] = charControl
		case c == '&':
			classes[c] = charReference
		case c == '>':
			classes[c] = charGreater
		case c == '<':
			classes[c] = charLess
		case c >= utf8.RuneSelf:
			classes[c] = charHigh
		default:
			classes[c] = charPlain
		}
	}
	return classes
}

func makeNameClasses() (classes [256]uint8) {
	for c := range classes {
		switch {
		case 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_':
			classes[c] = nameStart
		case '0' <= c && c <= '9' || c == '-' || c == '.':
			classes[c] = namePart
		case c == ':':
			classes[c] = nameColon
		case c >= utf8.RuneSelf:
			classes[c] = nameHigh
		}
	}
	return classes
}

// classify returns the union of the classes of the bytes and the number of line feeds.
func classify(b []byte) (class uint8, lines int64) {
	for _, c := range b {
		class |= charClasses[c]
		if c == '\n' {
			lines++
		}
	}
	return class, lines
}

// isWhite tells whether there is nothing but white space as XML has it.
func isWhite(b []byte) bool {
	class, _ := classify(b)
	return class&^(charWhite|charReturn) == 0
}

// legal tells whether XML 1.0 allows the character.
func legal(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' ||
		r >= 0x20 && r <= 0xD7FF || r >= 0xE000 && r <= 0xFFFD || r >= 0x10000 && r <= utf8.MaxRune
}

// illegalAt returns the place of the first byte that is not UTF-8 or is a character that XML
// forbids, or none, and what is wrong with it.
func illegalAt(b []byte) (at int, message string) {
	for i := 0; i < len(b); {
		if b[i] < utf8.RuneSelf {
			if charClasses[b[i]]&charControl != 0 {
				return i, msgControl
			}
			i++
			continue
		}
		r, size := utf8.DecodeRune(b[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			return i, msgNotUTF8
		case !legal(r):
			return i, msgControl
		}
		i += size
	}
	return none, ""
}

// scanName returns the length of the longest name at the start, in bytes, and how many colons it has.
// It is 0 where no name begins.
func scanName(b []byte) (length, colons int) {
	i := 0
	for i < len(b) {
		class := nameClasses[b[i]]
		switch {
		case class == nameStart || class == namePart && i > 0:
			i++
		case class == nameColon:
			colons++
			i++
		case class == nameHigh:
			r, size := utf8.DecodeRune(b[i:])
			if !highNameStart(r) && (i == 0 || !highNamePart(r)) {
				return i, colons
			}
			i += size
		default:
			return i, colons
		}
	}
	return i, colons
}

// highNameStart tells whether the character beyond ASCII may begin a name (XML 1.0, 5th edition, [4]).
func highNameStart(r rune) bool {
	return r >= 0xC0 && r <= 0x2FF && r != 0xD7 && r != 0xF7 || r >= 0x370 && r <= 0x1FFF && r != 0x37E ||
		r >= 0x200C && r <= 0x200D || r >= 0x2070 && r <= 0x218F || r >= 0x2C00 && r <= 0x2FEF ||
		r >= 0x3001 && r <= 0xD7FF || r >= 0xF900 && r <= 0xFDCF || r >= 0xFDF0 && r < utf8.RuneError ||
		r >= 0x10000 && r <= 0xEFFFF
}

// highNamePart tells whether the character may only continue a name (XML 1.0, 5th edition, [4a]).
func highNamePart(r rune) bool {
	return r == 0xB7 || r >= 0x300 && r <= 0x36F || r >= 0x203F && r <= 0x2040
}

// plainName tells whether a name is one that reports may repeat: ASCII, no prefix, not long.
func plainName(b []byte) bool {
	if len(b) == 0 || len(b) > maxPlain {
		return false
	}
	for i, c := range b {
		class := nameClasses[c]
		if class != nameStart && (class != namePart || i == 0) {
			return false
		}
	}
	return true
}

// localName returns a name without its namespace prefix.
func localName(b []byte) []byte {
	return b[bytes.IndexByte(b, ':')+1:]
}
