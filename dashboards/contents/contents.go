// Package contents unpacks published files into the texts that a reader, or a reader's program, can get out of
// them: the parts of archives and workbooks, the streams, strings and page text of PDF documents, and what pictures
// carry beside their image.
//
// It reads what is there and not what should be there: a PDF document's objects are found by walking its bytes, so
// that one which no table of contents mentions is read as well. What cannot be unpacked is reported as a fault,
// because what was not read was not checked.
package contents

import (
	"archive/zip"
	"bytes"
	"cmp"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Part is a text of a file.
type Part struct {
	Place string // within the file: part xl/sharedStrings.xml, stream 8; empty for the file itself
	Name  string // of a part of an archive, with forward slashes; else that of the file
	Text  []byte // UTF-8 where the file says how it is written; else its bytes
	Page  bool   // the words of a page of a document, a line to a line
}

// mostUnpacked is how much of one part is unpacked, against archives made to fill a memory.
const mostUnpacked = 64 << 20

// mostTrusted is how much room is made for a part on its archive's word.
const mostTrusted = 4 << 20

// mostNested is how deep archives within archives are read.
const mostNested = 3

var errTooLong = errors.New("it unpacks to more than 64 MB")

// Parts are the texts of a file, by its name; the first is the file's own bytes, decoded where they are UTF-16, less
// what is packed in it and comes after unpacked. Pixels and the outlines of letters are left out. The error joins what
// could not be unpacked; the parts that could are returned with it.
func Parts(name string, raw []byte) ([]Part, error) { return parts(name, raw, 0) }

func parts(name string, raw []byte, depth int) ([]Part, error) {
	switch {
	case bytes.HasPrefix(raw, []byte("PK\x03\x04")), bytes.HasPrefix(raw, []byte("PK\x05\x06")), packed(name):
		if depth >= mostNested {
			return nil, fmt.Errorf("%s: archives within archives are read %d deep", name, mostNested)
		}
		return unzip(name, raw, depth)
	case bytes.Contains(raw[:min(len(raw), 1024)], []byte("%PDF-")):
		return document(name, raw)
	case bytes.HasPrefix(raw, []byte(pngHead)):
		return picture(name, raw)
	}
	return []Part{{Name: name, Text: decoded(raw)}}, nil
}

// stretch is bytes of a file, from the first to the one after the last.
type stretch struct{ from, to int }

// less is a file without some stretches of it.
func less(raw []byte, stretches []stretch) []byte {
	slices.SortFunc(stretches, func(a, b stretch) int { return cmp.Compare(a.from, b.from) })
	out := make([]byte, 0, len(raw))
	at := 0
	for _, s := range stretches {
		if s.from < 0 || s.from > len(raw) || s.to < s.from { // it is not where the file says
			continue
		}
		if s.from > at {
			out = append(append(out, raw[at:s.from]...), '\n')
		}
		at = max(at, min(s.to, len(raw)))
	}
	return append(out, raw[at:]...)
}

// packed tells whether a file of this name should be an archive.
func packed(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".xlsx", ".xlsm", ".zip", ".ods", ".docx", ".pptx":
		return true
	}
	return false
}

// unzip reads the parts of an archive, their names and their comments.
func unzip(name string, raw []byte, depth int) ([]Part, error) {
	reader, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return nil, fmt.Errorf("%s: not an archive that can be read", name)
	}
	var out []Part
	var faults []error
	var within []stretch
	for _, f := range reader.File {
		if from, err := f.DataOffset(); err == nil {
			within = append(within, stretch{int(from), int(from) + int(f.CompressedSize64)})
		}
	}
	out = append(out, Part{Name: name, Text: less(raw, within)})
	if reader.Comment != "" {
		out = append(out, Part{Place: "comment", Name: name, Text: []byte(reader.Comment)})
	}
	for _, f := range reader.File {
		place := "part " + f.Name
		if f.Comment != "" {
			out = append(out, Part{Place: place + ", comment", Name: f.Name, Text: []byte(f.Comment)})
		}
		if f.FileInfo().IsDir() {
			continue
		}
		text, err := inflated(f)
		if err != nil {
			faults = append(faults, fmt.Errorf("%s, %s: cannot be unpacked: %w", name, place, err))
			continue
		}
		inner, err := parts(f.Name, text, depth+1)
		faults = append(faults, err)
		for _, p := range inner {
			p.Place = strings.TrimSuffix(place+", "+p.Place, ", ")
			out = append(out, p)
		}
	}
	return out, errors.Join(faults...)
}

func inflated(f *zip.File) ([]byte, error) {
	open, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer func() { _ = open.Close() }() // it is only read from
	var out bytes.Buffer
	out.Grow(int(min(f.UncompressedSize64, mostTrusted)) + bytes.MinRead) // so much at once, if the archive says so
	_, err = out.ReadFrom(io.LimitReader(open, mostUnpacked+1))
	if err == nil && out.Len() > mostUnpacked {
		err = errTooLong
	}
	return out.Bytes(), err
}

// limited reads to the end, which must not be too far.
func limited(r io.Reader) ([]byte, error) {
	text, err := io.ReadAll(io.LimitReader(r, mostUnpacked+1))
	if err == nil && len(text) > mostUnpacked {
		return nil, errTooLong
	}
	return text, err
}

// decoded is a text as UTF-8: from UTF-16 where a mark, or nought bytes in every other place, say that it is.
func decoded(raw []byte) []byte {
	switch {
	case bytes.HasPrefix(raw, []byte("\xff\xfe")):
		return fromUTF16(raw[2:], binary.LittleEndian)
	case bytes.HasPrefix(raw, []byte("\xfe\xff")):
		return fromUTF16(raw[2:], binary.BigEndian)
	}
	return raw
}

func fromUTF16(raw []byte, order binary.ByteOrder) []byte {
	units := make([]uint16, 0, len(raw)/2)
	for i := 0; i+1 < len(raw); i += 2 {
		units = append(units, order.Uint16(raw[i:]))
	}
	return []byte(string(utf16.Decode(units)))
}

const pngHead = "\x89PNG\r\n\x1a\n"

// picture reads the texts of a PNG picture: of its chunks all but the image itself.
func picture(name string, raw []byte) ([]Part, error) {
	var out []Part
	var faults []error
	at := len(pngHead)
	for at+12 <= len(raw) {
		size := int(binary.BigEndian.Uint32(raw[at:]))
		kind := string(raw[at+4 : at+8])
		if size < 0 || at+12+size > len(raw) {
			faults = append(faults, fmt.Errorf("%s: its chunk %q is cut short", name, kind))
			break
		}
		data := raw[at+8 : at+8+size]
		place := "chunk " + kind
		switch kind {
		case "zTXt", "iCCP":
			key, rest, _ := bytes.Cut(data, []byte{0})
			if len(rest) > 0 {
				text, err := inflate(rest[1:])
				faults = append(faults, named(err, name, place))
				out = append(out, Part{Place: place, Name: name, Text: append(append(bytes.Clone(key), ": "...), text...)})
			}
		case "iTXt":
			text, err := international(data)
			faults = append(faults, named(err, name, place))
			out = append(out, Part{Place: place, Name: name, Text: text})
		case "IDAT":
		default:
			out = append(out, Part{Place: place, Name: name, Text: bytes.ReplaceAll(data, []byte{0}, []byte(": "))})
		}
		at += 12 + size
		if kind == "IEND" {
			break
		}
	}
	if at < len(raw) {
		out = append(out, Part{Place: "after its end", Name: name, Text: decoded(raw[at:])})
	}
	return out, errors.Join(faults...)
}

// international is the text of an iTXt chunk, which may be deflated.
func international(data []byte) ([]byte, error) {
	key, rest, ok := bytes.Cut(data, []byte{0})
	if !ok || len(rest) < 2 {
		return data, nil
	}
	deflated := rest[0] == 1
	language, rest, _ := bytes.Cut(rest[2:], []byte{0})
	translated, text, _ := bytes.Cut(rest, []byte{0})
	var err error
	if deflated {
		text, err = inflate(text)
	}
	return bytes.Join([][]byte{key, language, translated, text}, []byte(": ")), err
}

func named(err error, name, place string) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s, %s: cannot be unpacked: %w", name, place, err)
}

// inflate unpacks a zlib stream; what comes before a fault is returned with it.
func inflate(raw []byte) ([]byte, error) {
	reader, err := zlib.NewReader(bytes.NewReader(raw))
	if err != nil {
		return nil, err
	}
	defer func() { _ = reader.Close() }() // it is only read from
	text, err := limited(reader)
	// Writers leave out the sum at the end, or write it wrong; the text is whole without it.
	if errors.Is(err, zlib.ErrChecksum) || errors.Is(err, io.ErrUnexpectedEOF) && len(text) > 0 {
		err = nil
	}
	return text, err
}

// latin is a byte string as UTF-8, each byte its character, unless it is UTF-8 already.
func latin(raw []byte) []byte {
	if utf8.Valid(raw) {
		return raw
	}
	out := make([]byte, 0, len(raw)*2)
	for _, b := range raw {
		out = utf8.AppendRune(out, rune(b))
	}
	return out
}
