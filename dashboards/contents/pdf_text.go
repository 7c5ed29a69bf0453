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
	var (
		t        = tokens{text: stream}
		numbers  []float64
		strings  [][]byte
		name     string
		now      []*font
		x, y     float64
		showing  bool
		inArray  bool
		contents [][]byte // strings beside the text, such as alternative words
	)
	write := func(text []byte) {
		words, spaced = append(words, text...), append(spaced, text...)
	}
	move := func(toX, toY float64, within bool) {
		switch {
		case len(words) == 0:
		case toY != y:
			write([]byte("\n"))
		case within:
			spaced = append(spaced, ' ')
		case toX != x:
			write([]byte("\t"))
		}
		x, y = toX, toY
	}
	last := func(n int) []float64 {
		if len(numbers) < n {
			return make([]float64, n)
		}
		return numbers[len(numbers)-n:]
	}
	for t.next() {
		switch t.kind {
		case numberToken:
			if v := t.number(); inArray && v < gap {
				strings = append(strings, []byte{})
			} else {
				numbers = append(numbers, v)
			}
			continue
		case stringToken:
			strings = append(strings, bytes.Clone(t.value))
			continue
		case nameToken:
			name = string(t.value)
			continue
		case openToken:
			inArray = true
			continue
		case closeToken:
			inArray = false
			continue
		}
		switch string(t.value) {
		case "BT":
			showing = true
		case "ET":
			showing = false
		case "Tf":
			now = fonts[name]
		case "Tm":
			p := last(6)
			move(p[4], p[5], false)
		case "Td", "TD":
			p := last(2)
			move(x+p[0], y+p[1], p[1] == 0)
		case "T*":
			move(x, y-1, false)
		case "Tj", "TJ", "'", "\"":
			if t.value[0] != 'T' {
				move(x, y-1, false)
			}
			for _, s := range strings {
				if len(s) == 0 {
					write([]byte(" "))
				}
				write(shown(s, now))
			}
			strings = nil
		}
		if !showing || len(t.value) != 2 || t.value[0] != 'T' {
			for _, s := range strings {
				contents = append(contents, plainString(s))
			}
		}
		numbers, strings = numbers[:0], strings[:0]
	}
	if len(contents) > 0 {
		write(append([]byte("\n"), bytes.Join(contents, []byte("\n"))...))
	}
	return words, spaced
}
