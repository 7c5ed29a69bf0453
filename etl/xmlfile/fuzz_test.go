package xmlfile

import (
	"bytes"
	"errors"
	"io"
	"reflect"
	"runtime/metrics"
	"strings"
	"testing"
	"testing/iotest"
)

// stricter are the refusals of documents that encoding/xml may read: each is a rule of XML that it
// does not check, or a limit of ours.
var stricter = []string{
	"holds no element", "no XML at all", "text after the root", "a second root", "the root element is", "document type definition",
	"neither a comment nor", "a character that XML forbids", "XML forbids", "not UTF-8", "declaration", "UTF-16", "UTF-32",
	"an encoding that is not read", "marked as UTF-8", "does not define", "not prefix:name", "characters in a tag", "the same attribute twice",
	"an instruction without a name", "64 deep", "64 attributes", "512 bytes", "64 kB", "1 MB",
	"a < that begins no tag", // names by the fourth edition that are none by the fifth
}

// mayAccept tells whether encoding/xml refuses a document that is one: it knows names by the fourth
// edition of XML 1.0 and has fewer letters than the fifth.
func mayAccept(doc []byte, err error) bool {
	names := strings.Contains(err.Error(), "invalid XML name") || strings.Contains(err.Error(), "expected ")
	return names && bytes.ContainsFunc(doc, func(r rune) bool { return r > 0x7f })
}

func allocated() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// FuzzRead holds the reader against encoding/xml: what that refuses is refused, what it reads is
// refused for a stated reason only, and what both read gives the same rows. How the stream is cut
// makes no difference, and no input makes it take more memory than its limits allow.
func FuzzRead(f *testing.F) {
	for _, doc := range documents() {
		if len(doc.text) < 2<<10 {
			f.Add([]byte(doc.text))
		}
	}
	layout := smallLayout()
	reader := compile(f, layout)
	f.Fuzz(func(t *testing.T, doc []byte) {
		before := allocated()
		got, err := readAll(reader, bytes.NewReader(doc))
		if grown := allocated() - before; grown > 16<<20+64*uint64(len(doc)) {
			t.Errorf("%d bytes were allocated for %d", grown, len(doc))
		}
		for _, cut := range []func(io.Reader) io.Reader{iotest.OneByteReader, iotest.HalfReader, iotest.DataErrReader} {
			again, _ := readAll(reader, cut(bytes.NewReader(doc)))
			if err != nil {
				again.Result.Bytes = got.Result.Bytes // how far it had read ahead
			}
			if !reflect.DeepEqual(again, got) {
				t.Fatalf("cut otherwise: %+v, not %+v", again, got)
			}
		}
		ref := newReference(layout)
		refErr := ref.read(doc)
		if err != nil {
			refused(t, err, refErr, doc)
			return
		}
		if refErr != nil {
			if !mayAccept(doc, refErr) {
				t.Fatalf("encoding/xml refuses: %v", refErr)
			}
			return
		}
		if diff := ref.differs(got); diff != "" {
			t.Fatal(diff)
		}
		if lines := int64(bytes.Count(doc, []byte("\n"))); got.Result.Lines < lines || got.Result.Lines > lines+1 || got.Result.Bytes != int64(len(doc)) {
			t.Fatalf("%d lines and %d bytes of %d and %d", got.Result.Lines, got.Result.Bytes, lines, len(doc))
		}
	})
}

// refused checks a refusal: it has a place in the document, and a reason that encoding/xml shares or
// that is known.
func refused(t *testing.T, err, refErr error, doc []byte) {
	t.Helper()
	var syntax *SyntaxError
	if !errors.As(err, &syntax) {
		t.Fatalf("no syntax error: %v", err)
	}
	if syntax.Line < 1 || syntax.Offset < 0 || syntax.Offset > int64(len(doc)) {
		t.Fatalf("line %d, byte %d of %d", syntax.Line, syntax.Offset, len(doc))
	}
	if refErr != nil {
		return
	}
	for _, reason := range stricter {
		if strings.Contains(syntax.Message, reason) {
			return
		}
	}
	t.Fatalf("encoding/xml reads what is refused: %v", err)
}
