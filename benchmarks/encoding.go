package benchmarks

import (
	"bytes"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"unicode/utf16"
	"unicode/utf8"
)

// The encodings that spreadsheets save a text in. UTF-16 says so by its first two bytes. Windows-1252 is
// told only by what it is not, UTF-8; other one-byte encodings look the same, and differ above ASCII.
const (
	utf8Text    = "UTF-8"
	utf16Text   = "UTF-16"
	windows1252 = "Windows-1252"
)

// above127 are the characters of Windows-1252 from 0x80 to 0x9F, 0 where it has none; the others are
// Unicode's own. Source: the Unicode Consortium's mapping table CP1252.TXT.
var above127 = [32]rune{
	0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
	0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
}

var errNotUTF8 = errors.New("the text is not UTF-8: save it as CSV UTF-8")

func isUTF16(head []byte) bool {
	return bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff"))
}

// readText returns the text of a file in UTF-8, without a mark of its encoding, and the encoding it had.
func readText(path string) ([]byte, string, error) {
	info, err := os.Stat(path)
	if err == nil && info.Size() > maxCSV {
		return nil, "", fileFault(path, "the text is larger than 1 GB: want the published file")
	}
	if err != nil {
		return nil, "", pathFault(path, err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, "", pathFault(path, err)
	}
	text, encoding := decode(text)
	if encoding == "" || bytes.IndexByte(text, 0) >= 0 {
		return nil, "", fileFault(path, "the file holds bytes that are not text: %w", ErrUnrecognised)
	}
	return text, encoding, nil
}

// decode turns text into UTF-8 without a mark, and names the encoding it had; empty where it has none.
func decode(text []byte) ([]byte, string) {
	encoding := utf8Text
	if isUTF16(text) {
		out, ok := fromUTF16(text)
		if !ok {
			return nil, ""
		}
		text, encoding = out, utf16Text
	}
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	if !utf8.Valid(text) {
		encoding, text = windows1252, fromWindows1252(text)
	}
	return text, encoding
}

// fromUTF16 reads UTF-16 that begins with its mark; false where half a character is left over.
func fromUTF16(text []byte) ([]byte, bool) {
	if len(text)%2 != 0 {
		return nil, false
	}
	var order binary.ByteOrder = binary.LittleEndian
	if text[0] == 0xfe {
		order = binary.BigEndian
	}
	units := make([]uint16, 0, len(text)/2-1)
	for at := 2; at < len(text); at += 2 {
		units = append(units, order.Uint16(text[at:]))
	}
	out := make([]byte, 0, len(units))
	for at := 0; at < len(units); at++ {
		one := rune(units[at])
		if utf16.IsSurrogate(one) {
			if at+1 == len(units) {
				return nil, false
			}
			if one = utf16.DecodeRune(one, rune(units[at+1])); one == utf8.RuneError {
				return nil, false
			}
			at++
		}
		out = utf8.AppendRune(out, one)
	}
	return out, true
}

// fromWindows1252 reads Windows-1252; a byte that is none of its characters becomes utf8.RuneError.
func fromWindows1252(text []byte) []byte {
	out := make([]byte, 0, len(text)+len(text)/8)
	for _, one := range text {
		read := rune(one)
		if one >= 0x80 && one < 0xA0 {
			if read = above127[one-0x80]; read == 0 {
				read = utf8.RuneError
			}
		}
		out = utf8.AppendRune(out, read)
	}
	return out
}

func ascii(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// notUTF8 refuses text in which a letter beyond ASCII stands where it has to be known for certain.
func notUTF8(path string, row int64, column string) error {
	return &FileError{File: filepath.Base(path), Row: row, Column: column, Err: errNotUTF8}
}
