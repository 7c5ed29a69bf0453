package contents

import (
	"bytes"
	"encoding/ascii85"
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// object is an object of a PDF document: its dictionary, or what it is instead, and its stream unpacked.
type object struct {
	number int
	head   []byte
	stream []byte
	has    bool    // it has a stream
	at     stretch // where the stream stands
}

var (
	objectStart = regexp.MustCompile(`(\d+)[\x00\t\n\f\r ]+\d+[\x00\t\n\f\r ]+obj\b`)
	streamStart = regexp.MustCompile(`\bstream(\r\n|\n|\r)`)
	lengthField = regexp.MustCompile(`/Length[\x00\t\n\f\r ]+(\d+)(?:[\x00\t\n\f\r ]+(\d+)[\x00\t\n\f\r ]+R)?`)
	filterField = regexp.MustCompile(`/(?:Filter|F)[\x00\t\n\f\r ]*(\[[^\]]*\]|/[A-Za-z0-9]+)`)
	filterName  = regexp.MustCompile(`/([A-Za-z0-9]+)`)
	predictor   = regexp.MustCompile(`/Predictor[\x00\t\n\f\r ]+(\d+)`)
	columns     = regexp.MustCompile(`/Columns[\x00\t\n\f\r ]+(\d+)`)
	colours     = regexp.MustCompile(`/Colors[\x00\t\n\f\r ]+(\d+)`) //nolint:misspell // the format spells it so
	picturePart = regexp.MustCompile(`/Subtype[\x00\t\n\f\r ]*/Image\b`)
	fontProgram = regexp.MustCompile(`/Length[123][\x00\t\n\f\r ]+\d`)
	objectPacks = regexp.MustCompile(`/Type[\x00\t\n\f\r ]*/ObjStm\b`)
	firstField  = regexp.MustCompile(`/First[\x00\t\n\f\r ]+(\d+)`)
	countField  = regexp.MustCompile(`/N[\x00\t\n\f\r ]+(\d+)`)
	encrypted   = regexp.MustCompile(`/Encrypt[\x00\t\n\f\r ]+(?:\d+[\x00\t\n\f\r ]+\d+[\x00\t\n\f\r ]+R|<<)`)
)

var errPacking = errors.New("it is packed in a way that is not read here")

// document reads a PDF document: the strings of its objects, its streams, and the words of its pages.
func document(name string, raw []byte) ([]Part, error) {
	if encrypted.Match(raw) {
		return nil, fmt.Errorf("%s: the document is encrypted, so nothing in it could be read", name)
	}
	objects, err := objectsOf(name, raw)
	fonts := fontsOf(objects)
	var within []stretch
	for _, o := range objects {
		if o.has {
			within = append(within, o.at)
		}
	}
	out := []Part{{Name: name, Text: less(raw, within)}}
	var strings [][]byte
	for _, o := range objects {
		strings = append(strings, stringsIn(o.head)...)
		if !o.has || len(o.stream) == 0 || picturePart.Match(o.head) || fontProgram.Match(o.head) {
			continue
		}
		place := "stream " + strconv.Itoa(o.number)
		if words, spaced := wordsOf(o.stream, fonts); len(words) > 0 {
			out = append(out, Part{Place: place, Name: name, Text: words, Page: true})
			if !bytes.Equal(words, spaced) {
				out = append(out, Part{Place: place, Name: name, Text: spaced})
			}
			continue
		}
		out = append(out, Part{Place: place, Name: name, Text: decoded(o.stream)})
	}
	if len(strings) > 0 {
		out = append(out, Part{Place: "strings", Name: name, Text: bytes.Join(strings, []byte("\n"))})
	}
	return out, err
}

// objectsOf finds the objects of a document by walking its bytes, those in packs of objects included.
func objectsOf(name string, raw []byte) ([]object, error) {
	var out []object
	var faults []error
	starts := objectStart.FindAllSubmatchIndex(raw, -1)
	for i, m := range starts {
		if m[0] < 0 {
			continue
		}
		end := len(raw)
		if i+1 < len(starts) {
			end = starts[i+1][0]
		}
		number, _ := strconv.Atoi(string(raw[m[2]:m[3]]))
		o := object{number: number, head: raw[m[1]:end]}
		begin := streamStart.FindSubmatchIndex(raw[m[1]:end])
		if stop := bytes.Index(o.head, []byte("endobj")); begin == nil || stop >= 0 && stop < begin[0] {
			if stop >= 0 {
				o.head = o.head[:stop]
			}
			out = append(out, o)
			continue
		}
		o.head, o.has = raw[m[1]:m[1]+begin[0]], true
		data, after := streamData(raw, o.head, m[1]+begin[1])
		for k := i + 1; k < len(starts) && starts[k][0] < after; k++ {
			starts[k][0] = -1 // it stands within the stream
		}
		o.at = stretch{m[1] + begin[1], after}
		text, err := unfiltered(o.head, data)
		if err != nil && !picturePart.Match(o.head) {
			faults = append(faults, fmt.Errorf("%s, stream %d: cannot be unpacked: %w", name, number, err))
		}
		if o.stream = text; err != nil {
			o.stream = data
		}
		out = append(out, o)
		if objectPacks.Match(o.head) {
			out = append(out, unpackedObjects(o)...)
		}
	}
	// The trailer's dictionary stands outside all objects.
	if at := bytes.LastIndex(raw, []byte("trailer")); at >= 0 {
		out = append(out, object{head: raw[at:]})
	}
	return out, errors.Join(faults...)
}

// streamData is the bytes of a stream that begins at a place: of the length that its dictionary gives, if it
// ends there, else to its end mark.
func streamData(raw, head []byte, at int) (data []byte, after int) {
	if m := lengthField.FindSubmatch(head); m != nil && len(m[2]) == 0 {
		if n, err := strconv.Atoi(string(m[1])); err == nil && n >= 0 && at+n <= len(raw) {
			if bytes.HasPrefix(bytes.TrimLeft(raw[at+n:min(at+n+16, len(raw))], "\r\n "), []byte("endstream")) {
				return raw[at : at+n], at + n
			}
		}
	}
	if end := bytes.Index(raw[at:], []byte("endstream")); end >= 0 {
		return raw[at : at+end], at + end
	}
	return raw[at:], len(raw)
}

// unfiltered undoes the filters of a stream.
func unfiltered(head, data []byte) ([]byte, error) {
	m := filterField.FindSubmatch(head)
	if m == nil {
		return data, nil
	}
	for _, filter := range filterName.FindAllSubmatch(m[1], -1) {
		var err error
		switch string(filter[1]) {
		case "FlateDecode", "Fl":
			if data, err = inflate(data); err == nil {
				data, err = unpredicted(head, data)
			}
		case "ASCIIHexDecode", "AHx":
			data = unhex(data)
		case "ASCII85Decode", "A85":
			data, err = un85(data)
		default:
			err = errPacking
		}
		if err != nil {
			return nil, err
		}
	}
	return data, nil
}

func un85(data []byte) ([]byte, error) {
	data = bytes.TrimPrefix(bytes.TrimSpace(data), []byte("<~"))
	if end := bytes.Index(data, []byte("~")); end >= 0 {
		data = data[:end]
	}
	out := make([]byte, len(data)*4+4) // a z is four noughts
	n, _, err := ascii85.Decode(out, data, true)
	return out[:n], err
}

// unhex reads hexadecimal digits; what is none is left out, and a last odd digit is followed by nought.
func unhex(data []byte) []byte {
	digits := make([]byte, 0, len(data)+1)
	for _, b := range data {
		if b == '>' {
			break
		}
		if b >= '0' && b <= '9' || b >= 'a' && b <= 'f' || b >= 'A' && b <= 'F' {
			digits = append(digits, b)
		}
	}
	if len(digits)%2 == 1 {
		digits = append(digits, '0')
	}
	out := make([]byte, len(digits)/2)
	_, _ = hex.Decode(out, digits) // they are all digits
	return out
}

// unpredicted undoes the prediction that a stream's rows were packed with.
func unpredicted(head, data []byte) ([]byte, error) {
	number := func(field *regexp.Regexp, otherwise int) int {
		if m := field.FindSubmatch(head); m != nil {
			if n, err := strconv.Atoi(string(m[1])); err == nil {
				return n
			}
		}
		return otherwise
	}
	switch kind := number(predictor, 1); {
	case kind <= 1:
		return data, nil
	case kind < 10:
		return nil, errPacking
	}
	pixel := max(number(colours, 1), 1)
	width := number(columns, 1) * pixel
	if width <= 0 || width > mostUnpacked {
		return nil, errPacking
	}
	out := make([]byte, 0, len(data))
	above := make([]byte, width)
	for at := 0; at+1 < len(data); at += width + 1 {
		row := bytes.Clone(data[at+1 : min(at+1+width, len(data))])
		for i := range row {
			left, corner := byte(0), byte(0)
			if i >= pixel {
				left, corner = row[i-pixel], above[i-pixel]
			}
			switch data[at] {
			case 1:
				row[i] += left
			case 2:
				row[i] += above[i]
			case 3:
				row[i] += byte((int(left) + int(above[i])) / 2)
			case 4:
				row[i] += paeth(left, above[i], corner)
			}
		}
		out = append(out, row...)
		above = append(row, make([]byte, width-len(row))...)
	}
	return out, nil
}

// paeth is the neighbour nearest to left + up - corner.
func paeth(left, up, corner byte) byte {
	distance := func(b byte) int {
		d := int(left) + int(up) - int(corner) - int(b)
		return max(d, -d)
	}
	switch {
	case distance(left) <= distance(up) && distance(left) <= distance(corner):
		return left
	case distance(up) <= distance(corner):
		return up
	}
	return corner
}

// unpackedObjects are the objects of a pack.
func unpackedObjects(pack object) []object {
	first, count := firstField.FindSubmatch(pack.head), countField.FindSubmatch(pack.head)
	if first == nil || count == nil {
		return nil
	}
	from, _ := strconv.Atoi(string(first[1]))
	n, _ := strconv.Atoi(string(count[1]))
	if from > len(pack.stream) {
		return nil
	}
	numbers := strings.Fields(string(pack.stream[:from]))
	var out []object
	for i := 0; i+1 < len(numbers) && i < 2*n; i += 2 {
		number, errNumber := strconv.Atoi(numbers[i])
		at, errAt := strconv.Atoi(numbers[i+1])
		end := len(pack.stream) - from
		if i+3 < len(numbers) {
			if next, err := strconv.Atoi(numbers[i+3]); err == nil {
				end = next
			}
		}
		if errNumber != nil || errAt != nil || at < 0 || at > end || from+end > len(pack.stream) {
			continue
		}
		out = append(out, object{number: number, head: pack.stream[from+at : from+end]})
	}
	return out
}
