package xmlfile

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"strings"

	"golang.org/x/text/encoding/charmap"
)

// maxDeclaration is how far into a document its XML declaration may reach.
const maxDeclaration = 1024

var byteOrderMark = []byte("\xef\xbb\xbf")

// counter counts the bytes that a stream gave.
type counter struct {
	in io.Reader
	n  int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.in.Read(p)
	c.n += int64(n)
	return n, err
}

// feed gives the tokenizer its bytes. It stops where the tokenizer holds more of an unfinished
// token than one may have, because its buffer would grow without end.
type feed struct {
	ctx   context.Context
	in    io.Reader
	given int64
	taken *int64 // bytes of the tokens that are done
	err   error  // why it stopped: io.EOF, errLongToken, or what the stream said
}

func (f *feed) Read(p []byte) (int, error) {
	if f.err != nil {
		return 0, f.err
	}
	if f.err = f.ctx.Err(); f.err != nil {
		return 0, f.err
	}
	room := maxToken - (f.given - *f.taken)
	if room <= 0 {
		f.err = errLongToken
		return 0, f.err
	}
	if int64(len(p)) > room {
		p = p[:room]
	}
	for tries := 0; tries < 100; tries++ { // the tokenizer takes 0 bytes without an error for the end
		n, err := f.in.Read(p)
		f.given += int64(n)
		f.err = err
		if n > 0 {
			return n, nil
		}
		if err != nil {
			return 0, err
		}
	}
	f.err = io.ErrNoProgress
	return 0, f.err
}

// opened is the beginning of a document, understood.
type opened struct {
	in     io.Reader // UTF-8 without a byte order mark
	mark   int64     // bytes of the mark that was left out
	narrow bool      // in was decoded from one byte a character
}

// open looks at the byte order mark and the XML declaration and gives the document as UTF-8.
func open(in io.Reader) (opened, error) {
	buffered := bufio.NewReaderSize(in, 4<<10)
	head, err := buffered.Peek(maxDeclaration)
	if err != nil && !errors.Is(err, io.EOF) {
		return opened{}, err
	}
	if name := wideEncoding(head); name != "" {
		return opened{}, &SyntaxError{Line: 1, Message: "the file is " + name, Wanted: "the file saved as UTF-8"}
	}
	o := opened{in: buffered}
	if bytes.HasPrefix(head, byteOrderMark) {
		o.mark = int64(len(byteOrderMark))
		head = head[o.mark:]
		if _, err := buffered.Discard(len(byteOrderMark)); err != nil {
			return opened{}, err
		}
	}
	if !declares(head) {
		return o, nil
	}
	end := bytes.Index(head, []byte("?>"))
	if end < 0 {
		return opened{}, &SyntaxError{Line: 1, Offset: o.mark, Message: "the XML declaration does not end within 1 kB", Wanted: wantDeclaration}
	}
	encoding, ok := parseDeclaration(head[len("<?xml"):end])
	if !ok {
		return opened{}, &SyntaxError{Line: 1, Offset: o.mark, Message: "the XML declaration is not one", Wanted: wantDeclaration}
	}
	switch strings.ToLower(encoding) {
	case "", "utf-8", "utf8", "us-ascii", "ascii":
	case "windows-1252", "cp1252", "iso-8859-1", "iso8859-1", "latin1", "iso_8859-1":
		if o.mark > 0 {
			return opened{}, &SyntaxError{Line: 1, Message: "the file is marked as UTF-8 and declares another encoding", Wanted: "a declaration of UTF-8"}
		}
		// Systems that declare ISO-8859-1 write windows-1252, which only differs where ISO-8859-1
		// has control characters; web browsers read it so too.
		o.in, o.narrow = charmap.Windows1252.NewDecoder().Reader(buffered), true
	case "utf-16", "utf-16le", "utf-16be", "ucs-2", "iso-10646-ucs-2", "unicode":
		return opened{}, &SyntaxError{Line: 1, Offset: o.mark, Message: "the file declares that it is UTF-16", Wanted: "the file saved as UTF-8, and declared so"}
	default:
		return opened{}, &SyntaxError{Line: 1, Offset: o.mark, Message: "the file declares an encoding that is not read", Wanted: "the file saved as UTF-8, and declared so"}
	}
	return o, nil
}

const wantDeclaration = `<?xml version="1.0" encoding="UTF-8"?>`

// wideEncoding names the encoding of a document that does not begin with one byte a character.
func wideEncoding(head []byte) string {
	for _, start := range []struct{ bytes, name string }{
		{"\xff\xfe\x00\x00", "UTF-32"},
		{"\x00\x00\xfe\xff", "UTF-32"},
		{"<\x00\x00\x00", "UTF-32"},
		{"\x00\x00\x00<", "UTF-32"},
		{"\xff\xfe", "UTF-16"},
		{"\xfe\xff", "UTF-16"},
		{"<\x00", "UTF-16"},
		{"\x00<", "UTF-16"},
	} {
		if bytes.HasPrefix(head, []byte(start.bytes)) {
			return start.name
		}
	}
	return ""
}

// declares tells whether a document begins with an XML declaration.
func declares(head []byte) bool {
	rest, ok := bytes.CutPrefix(head, []byte("<?xml"))
	return ok && len(rest) > 0 && (charClasses[rest[0]]&charWhite != 0 || rest[0] == '?')
}

// parseDeclaration reads what stands between <?xml and ?>: the version 1.0, then perhaps the
// encoding, then perhaps whether the document stands alone.
func parseDeclaration(b []byte) (encoding string, ok bool) {
	version, b, ok := pseudoAttribute(b, "version")
	if !ok || version != "1.0" {
		return "", false
	}
	encoding, rest, ok := pseudoAttribute(b, "encoding")
	if ok {
		if !encodingName(encoding) {
			return "", false
		}
		b = rest
	}
	alone, rest, ok := pseudoAttribute(b, "standalone")
	if ok {
		if alone != "yes" && alone != "no" {
			return "", false
		}
		b = rest
	}
	return encoding, isWhite(b)
}

// pseudoAttribute takes white space and name="value" from the start of b.
func pseudoAttribute(b []byte, name string) (value string, rest []byte, ok bool) {
	trimmed := trimWhite(b)
	if len(trimmed) == len(b) {
		return "", b, false
	}
	trimmed, ok = bytes.CutPrefix(trimmed, []byte(name))
	if !ok {
		return "", b, false
	}
	trimmed, ok = bytes.CutPrefix(trimWhite(trimmed), []byte("="))
	trimmed = trimWhite(trimmed)
	if !ok || len(trimmed) == 0 || trimmed[0] != '"' && trimmed[0] != '\'' {
		return "", b, false
	}
	end := bytes.IndexByte(trimmed[1:], trimmed[0])
	if end < 0 {
		return "", b, false
	}
	return string(trimmed[1 : 1+end]), trimmed[end+2:], true
}

// encodingName tells whether the text can name an encoding.
func encodingName(name string) bool {
	for i := range len(name) {
		class := nameClasses[name[i]]
		if i == 0 && (class != nameStart || name[i] == '_') || class != nameStart && class != namePart {
			return false
		}
	}
	return name != ""
}

func trimWhite(b []byte) []byte {
	for len(b) > 0 && charClasses[b[0]]&charWhite != 0 {
		b = b[1:]
	}
	return b
}
