package contents

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"encoding/ascii85"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash/crc32"
	"os"
	"strings"
	"testing"
	"unicode/utf16"
)

// text is all parts of a file, one after the other.
func text(t *testing.T, name string, raw []byte) string {
	t.Helper()
	parts, err := Parts(name, raw)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, p := range parts {
		fmt.Fprintf(&out, "[%s]\n%s\n", p.Place, p.Text)
	}
	return out.String()
}

func deflated(t testing.TB, raw string) []byte {
	var out bytes.Buffer
	w := zlib.NewWriter(&out)
	if _, err := w.Write([]byte(raw)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func zipped(t testing.TB, comment string, parts map[string]string) []byte {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, text := range parts {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.SetComment(comment); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// A document as a browser prints it: compressed streams, codes of glyphs, words broken where letters are moved closer.
func TestADocumentOfABrowserIsReadAsItsWords(t *testing.T) {
	raw, err := os.ReadFile("testdata/chromium.pdf")
	if err != nil {
		t.Fatal(err)
	}
	got := text(t, "pack.pdf", raw)
	for _, want := range []string{
		"Plans started: 44, down from 50\n", "Difficult office affairs of ZZ00001, born 1 May 2012, at ZZ5 1AU.\n",
		"Period\tWexmoor\nYear to 31 March 2023\tc\n", "Board pack – Wexmoor",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("not there: %q\n%s", want, got)
		}
	}
	if bytes.Contains(raw, []byte("ZZ00001")) {
		t.Error("the example holds its words uncompressed: it shows nothing")
	}
}

// object is a PDF document of one stream with a dictionary.
func pdf(dictionary string, stream []byte) []byte {
	return []byte(fmt.Sprintf("%%PDF-1.7\n1 0 obj\n<<%s /Length %d>>\nstream\n%s\nendstream\nendobj\ntrailer <</Info 2 0 R>>\n", dictionary, len(stream), stream))
}

func TestStreamsOfADocumentAreUnpackedHoweverTheyArePacked(t *testing.T) {
	const secret = "BT /F1 12 Tf 1 0 0 1 10 10 Tm (MARKER) Tj ET"
	encoded := make([]byte, ascii85.MaxEncodedLen(len(secret)))
	encoded = append(encoded[:ascii85.Encode(encoded, []byte(secret))], "~>"...)
	// Rows of five bytes, each less the one above.
	var rows, above []byte
	for i := 0; i < len(secret); i += 5 {
		row := []byte(secret[i:min(i+5, len(secret))])
		rows = append(rows, 2)
		for k, b := range row {
			if k < len(above) {
				b -= above[k]
			}
			rows = append(rows, b)
		}
		above = row
	}
	for name, raw := range map[string][]byte{
		"plain":                  pdf("", []byte(secret)),
		"deflated":               pdf("/Filter /FlateDecode", deflated(t, secret)),
		"in a list":              pdf("/Filter [ /FlateDecode ]", deflated(t, secret)),
		"hexadecimal":            pdf("/Filter /ASCIIHexDecode", []byte(hex.EncodeToString([]byte(secret))+">")),
		"in base 85":             pdf("/Filter /ASCII85Decode", encoded),
		"twice":                  pdf("/Filter [/ASCIIHexDecode /FlateDecode]", []byte(hex.EncodeToString(deflated(t, secret)))),
		"predicted":              pdf("/Filter /FlateDecode /DecodeParms <</Predictor 12 /Columns 5>>", deflated(t, string(rows))),
		"of a length to find":    []byte("%PDF-1.7\n1 0 obj\n<</Filter /FlateDecode /Length 9 0 R>>\nstream\n" + string(deflated(t, secret)) + "\nendstream\nendobj\n"),
		"in a pack of objects":   pdf("/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", deflated(t, "7 0 <</Title (MARKER)>>")),
		"the sum left out":       pdf("/Filter /FlateDecode", deflated(t, secret)[:len(deflated(t, secret))-4]),
		"a string of bytes":      []byte("%PDF-1.7\n1 0 obj\n<</Title (MAR\\113\\105R)>>\nendobj\n"),
		"UTF-16":                 []byte("%PDF-1.7\n1 0 obj\n<</Title <FEFF004D00410052004B00450052>>>\nendobj\n"),
		"between objects":        []byte("%PDF-1.7\n% MARKER\n1 0 obj\n<<>>\nendobj\n"),
		"moved letter by letter": pdf("", []byte("BT /F1 12 Tf (M) Tj 5 0 Td (AR) Tj 9 0 Td [(K) -20 (ER)] TJ ET")),
	} {
		if got := text(t, "a.pdf", raw); !strings.Contains(got, "MARKER") {
			t.Errorf("%s: not read:\n%s", name, got)
		}
	}
}

func TestWhatCannotBeUnpackedIsAFault(t *testing.T) {
	for name, raw := range map[string][]byte{
		"a.pdf, encrypted": []byte("%PDF-1.7\ntrailer <</Encrypt 5 0 R>>\n"),
		"b.pdf, unknown":   pdf("/Filter /Crypt", []byte("x")),
		"c.pdf, no stream": pdf("/Filter /FlateDecode", []byte("no stream")),
		"d.xlsx":           []byte("no archive"),
		"e.png":            []byte(pngHead + "\x00\x00\xff\x00tEXtcut short"),
	} {
		file, _, _ := strings.Cut(name, ",")
		if _, err := Parts(file, raw); err == nil || !strings.Contains(err.Error(), file) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestPartsOfArchivesAreRead(t *testing.T) {
	inner := zipped(t, "", map[string]string{"deep.txt": "MARKER1"})
	raw := zipped(t, "MARKER2", map[string]string{"a.txt": "MARKER3", "MARKER4.txt": "", "inner.zip": string(inner)})
	raw = append(raw[:0:0], append(raw, []byte("MARKER5")...)...) // after its end
	got := text(t, "x.zip", raw)
	for i := 1; i <= 5; i++ {
		if want := fmt.Sprint("MARKER", i); !strings.Contains(got, want) {
			t.Errorf("%s is not there:\n%s", want, got)
		}
	}
}

func chunk(kind string, data []byte) []byte {
	out := binary.BigEndian.AppendUint32(nil, uint32(len(data)))
	out = append(append(out, kind...), data...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[4:]))
}

func TestTextsOfPicturesAreRead(t *testing.T) {
	raw := []byte(pngHead)
	raw = append(raw, chunk("tEXt", []byte("Comment\x00MARKER1"))...)
	raw = append(raw, chunk("zTXt", append([]byte("Comment\x00\x00"), deflated(t, "MARKER2")...))...)
	raw = append(raw, chunk("iTXt", append([]byte("Comment\x00\x01\x00en\x00Wort\x00"), deflated(t, "MARKER3")...))...)
	raw = append(raw, chunk("IDAT", []byte("pixels"))...)
	got := text(t, "a.png", raw)
	for i := 1; i <= 3; i++ {
		if want := fmt.Sprint("MARKER", i); !strings.Contains(got, want) {
			t.Errorf("%s is not there: %q", want, got)
		}
	}
	if strings.Contains(got, "pixels") {
		t.Error("pixels are no text")
	}
}

func TestUTF16IsDecoded(t *testing.T) {
	for _, order := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
		raw := order.AppendUint16(nil, 0xfeff)
		for _, unit := range utf16.Encode([]rune("MARKER Zoë")) {
			raw = order.AppendUint16(raw, unit)
		}
		if got := text(t, "a.txt", raw); !strings.Contains(got, "MARKER Zoë") {
			t.Errorf("%v: %q", order, got)
		}
	}
}

// No bytes make a reader panic, or unpack without end.
func FuzzParts(f *testing.F) {
	f.Add("a.pdf", pdf("/Filter /FlateDecode /DecodeParms <</Predictor 15 /Columns 3>>", deflated(f, "BT (x) Tj ET")))
	f.Add("a.pdf", []byte("%PDF-\n1 0 obj <</ToUnicode 2 0 R>> endobj 2 0 obj <<>> stream\nbeginbfrange <00> <ffffffff> <00> endbfrange\nendstream"))
	f.Add("a.pdf", []byte("%PDF-\n1 0 obj <</Type /ObjStm /N 3 /First 9>> stream\n1 0 2 -5 3 99999\nendstream (\\"))
	f.Add("a.zip", zipped(f, "c", map[string]string{"a": "b"}))
	f.Add("a.png", []byte(pngHead+"\x00\x00\x00\x01zTXt\x00\x00\x00\x00\x00"))
	f.Add("a.txt", []byte("\xff\xfea"))
	f.Fuzz(func(_ *testing.T, name string, raw []byte) {
		if len(raw) < 1<<14 {
			_, _ = Parts(name, raw)
		}
	})
}
