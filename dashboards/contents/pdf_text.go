package contents

import (
	"bytes"
	"encoding/binary"
	"regexp"
	"slices"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// font says what the codes of a font mean.
type font struct {
	length int // bytes of a code
	runes  map[uint32]string
}

var (
	toUnicode  = regexp.MustCompile(`/ToUnicode[\x00\t\n\f\r ]+(\d+)[\x00\t\n\f\r ]+\d+[\x00\t\n\f\r ]+R`)
	fontFolder = regexp.MustCompile(`/Font[\x00\t\n\f\r ]*<<([^>]*)>>`)
	fontRef    = regexp.MustCompile(`/Font[\x00\t\n\f\r ]+(\d+)[\x00\t\n\f\r ]+\d+[\x00\t\n\f\r ]+R`)
	fontName   = regexp.MustCompile(`/([^\x00\t\n\f\r /<>\[\]()]+)[\x00\t\n\f\r ]+(\d+)[\x00\t\n\f\r ]+\d+[\x00\t\n\f\r ]+R`)
	charBlock  = regexp.MustCompile(`(?s)beginbfchar(.*?)endbfchar`)
	rangeBlock = regexp.MustCompile(`(?s)beginbfrange(.*?)endbfrange`)
	codeBlock  = regexp.MustCompile(`(?s)begincodespacerange(.*?)endcodespacerange`)
	charPair   = regexp.MustCompile(`<([0-9A-Fa-f\s]*)>\s*<([0-9A-Fa-f\s]*)>`)
	rangeEntry = regexp.MustCompile(`<([0-9A-Fa-f\s]*)>\s*<([0-9A-Fa-f\s]*)>\s*(?:<([0-9A-Fa-f\s]*)>|\[([^\]]*)\])`)
	hexText    = regexp.MustCompile(`<([0-9A-Fa-f\s]*)>`)
)

// fontsOf are the fonts of a document by the names that its pages call them. One name may be several fonts.
func fontsOf(objects []object) map[string][]*font {
	meanings := map[int]*font{}
	heads := map[int][]byte{}
	streams := map[int][]byte{}
	for _, o := range objects {
		heads[o.number] = o.head
		if o.has {
			streams[o.number] = o.stream
		}
	}
	for _, o := range objects {
		if m := toUnicode.FindSubmatch(o.head); m != nil {
			number, _ := strconv.Atoi(string(m[1]))
			meanings[o.number] = meaning(streams[number])
		}
	}
	out := map[string][]*font{}
	enter := func(folder []byte) {
		for _, m := range fontName.FindAllSubmatch(folder, -1) {
			number, _ := strconv.Atoi(string(m[2]))
			name := string(m[1])
			if f := meanings[number]; f != nil && !slices.Contains(out[name], f) {
				out[name] = append(out[name], f)
			}
		}
	}
	for _, o := range objects {
		for _, m := range fontFolder.FindAllSubmatch(o.head, -1) {
			enter(m[1])
		}
		for _, m := range fontRef.FindAllSubmatch(o.head, -1) {
			number, _ := strconv.Atoi(string(m[1]))
			enter(heads[number])
		}
	}
	return out
}

// meaning reads a table of codes.
func meaning(table []byte) *font {
	out := &font{length: 1, runes: map[uint32]string{}}
	if m := codeBlock.FindSubmatch(table); m != nil {
		if pair := charPair.FindSubmatch(m[1]); pair != nil {
			out.length = min(max(len(unhex(pair[1])), 1), 4)
		}
	}
	for _, block := range charBlock.FindAllSubmatch(table, -1) {
		for _, m := range charPair.FindAllSubmatch(block[1], -1) {
			out.runes[code(unhex(m[1]))] = string(fromUTF16(unhex(m[2]), binary.BigEndian))
		}
	}
	for _, block := range rangeBlock.FindAllSubmatch(table, -1) {
		for _, m := range rangeEntry.FindAllSubmatch(block[1], -1) {
			from, to := code(unhex(m[1])), code(unhex(m[2]))
			if to < from || to-from > 1<<16 {
				continue
			}
			if m[4] != nil {
				for i, one := range hexText.FindAllSubmatch(m[4], -1) {
					out.runes[from+uint32(i)] = string(fromUTF16(unhex(one[1]), binary.BigEndian))
				}
				continue
			}
			units := utf16.Encode([]rune(string(fromUTF16(unhex(m[3]), binary.BigEndian))))
			for c := from; c <= to && len(units) > 0; c++ {
				out.runes[c] = string(utf16.Decode(units))
				units[len(units)-1]++
			}
		}
	}
	return out
}

func code(raw []byte) (out uint32) {
	for _, b := range raw {
		out = out<<8 | uint32(b)
	}
	return out
}

// text is what a string shown in the font says.
func (f *font) text(raw []byte) []byte {
	var out []byte
	for at := 0; at+f.length <= len(raw); at += f.length {
		if s, ok := f.runes[code(raw[at:at+f.length])]; ok {
			out = append(out, s...)
		} else if f.length == 1 {
			out = utf8.AppendRune(out, rune(raw[at]))
		}
	}
	return out
}

// shown is what a string says: in the fonts that may be meant, or as it stands.
func shown(raw []byte, fonts []*font) []byte {
	if len(fonts) == 0 {
		return plainString(raw)
	}
	var out []byte
	for i, f := range fonts {
		if i > 0 {
			out = append(out, '\n')
		}
		out = append(out, f.text(raw)...)
	}
	return out
}

// plainString is a string of a dictionary as UTF-8.
func plainString(raw []byte) []byte {
	switch {
	case bytes.HasPrefix(raw, []byte("\xfe\xff")), bytes.HasPrefix(raw, []byte("\xff\xfe")):
		return decoded(raw)
	case bytes.HasPrefix(raw, []byte("\xef\xbb\xbf")):
		return raw[3:]
	}
	return latin(raw)
}

// stringsIn are the strings of a dictionary, with those of its properties.
func stringsIn(head []byte) [][]byte {
	var out [][]byte
	for t := (tokens{text: head}); t.next(); {
		if t.kind == stringToken && len(t.value) > 0 {
			out = append(out, plainString(t.value))
		}
	}
	return out
}

// gap is the move within a shown text, in thousandths of its size, that reads as a space.
const gap = -200

// wordsOf are the words that a stream of drawing operators shows, a line to a line; spaced is the same with a space
// wherever the pen moves within a line, which some writers do between words and others within them.
func wordsOf(stream []byte, fonts map[string][]*font) (words, spaced []byte) {
	if !bytes.Contains(stream, []byte("BT")) || !bytes.Contains(stream, []byte("ET")) {
		return nil, nil
	}
	p := pen{fonts: fonts}
	for t := (tokens{text: stream}); t.next(); {
		switch t.kind {
		case numberToken:
			if v := t.number(); p.inList && v < gap {
				p.strings = append(p.strings, []byte{})
			} else {
				p.numbers = append(p.numbers, v)
			}
		case stringToken:
			p.strings = append(p.strings, bytes.Clone(t.value))
		case nameToken:
			p.name = string(t.value)
		case openToken, closeToken:
			p.inList = t.kind == openToken
		case wordToken:
			p.do(string(t.value))
			p.numbers, p.strings = p.numbers[:0], p.strings[:0]
		}
	}
	if len(p.beside) > 0 {
		p.write(append([]byte("\n"), bytes.Join(p.beside, []byte("\n"))...))
	}
	return p.words, p.spaced
}

// pen writes what a stream of operators shows.
type pen struct {
	fonts   map[string][]*font
	now     []*font
	x, y    float64
	name    string    // the last name given
	numbers []float64 // operands since the last operator
	strings [][]byte  // the same; an empty one is a space
	inList  bool
	beside  [][]byte // strings that are not shown, such as alternative words

	words, spaced []byte
}

// do carries out an operator.
func (p *pen) do(operator string) {
	switch operator {
	case "Tf":
		p.now = p.fonts[p.name]
	case "Tm":
		at := p.last(6)
		p.move(at[4], at[5], false)
	case "Td", "TD":
		by := p.last(2)
		p.move(p.x+by[0], p.y+by[1], by[1] == 0)
	case "T*":
		p.move(p.x, p.y-1, false)
	case "'", "\"":
		p.move(p.x, p.y-1, false)
		p.show()
	case "Tj", "TJ":
		p.show()
	default:
		for _, s := range p.strings {
			p.beside = append(p.beside, plainString(s))
		}
	}
}

func (p *pen) show() {
	for _, s := range p.strings {
		if len(s) == 0 {
			p.write([]byte(" "))
		}
		p.write(shown(s, p.now))
	}
}

func (p *pen) write(text []byte) {
	p.words, p.spaced = append(p.words, text...), append(p.spaced, text...)
}

// move goes to a place: another line, another cell of it, or on within the text.
func (p *pen) move(x, y float64, within bool) {
	switch {
	case len(p.words) == 0:
	case y != p.y:
		p.write([]byte("\n"))
	case within:
		p.spaced = append(p.spaced, ' ')
	case x != p.x:
		p.write([]byte("\t"))
	}
	p.x, p.y = x, y
}

// last is the last operands, noughts where there are not as many.
func (p *pen) last(n int) []float64 {
	if len(p.numbers) < n {
		return make([]float64, n)
	}
	return p.numbers[len(p.numbers)-n:]
}
