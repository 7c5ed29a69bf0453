package xmlfile

import (
	"bytes"
	"errors"
	"io"
)

// tokenKind is what a token is by its first bytes.
type tokenKind int

const (
	tokenEnd     tokenKind = iota // of the stream
	tokenText                     // up to the next <
	tokenStart                    // <name ...> or <name .../>
	tokenClose                    // </name>
	tokenCData                    // <![CDATA[ ... ]]>
	tokenComment                  // <!-- ... -->
	tokenAside                    // <? ... ?>
	tokenDocType                  // only its beginning, for none is read
)

// errUnknownMarkup is returned for a <! that begins nothing.
var errUnknownMarkup = errors.New("a <! that begins nothing known")

// window cuts a stream into tokens. They tile the stream: one begins where the other ended. It knows where
// they end and nothing else; whether they are what they must be is for others to check.
type window struct {
	in   io.Reader
	data []byte // read
	at   int    // where the next token begins
}

const windowBytes = 128 << 10

func newWindow(in io.Reader) *window {
	return &window{in: in, data: make([]byte, 0, windowBytes)}
}

// unread is what has been read of the tokens to come.
func (w *window) unread() []byte { return w.data[w.at:] }

// more reads on. Tokens that were given before are no longer valid.
func (w *window) more() error {
	rest := len(w.data) - w.at
	switch {
	case w.at > 0 && rest <= cap(w.data)/2:
		w.data = w.data[:copy(w.data, w.unread())]
		w.at = 0
	case len(w.data) == cap(w.data):
		larger := make([]byte, rest, 2*cap(w.data))
		copy(larger, w.unread())
		w.data, w.at = larger, 0
	}
	n, err := w.in.Read(w.data[len(w.data):cap(w.data)])
	w.data = w.data[:len(w.data)+n]
	if n > 0 {
		return nil // an error comes again
	}
	return err
}

// next gives the next token, which is valid until the call after it. The error is what the stream said
// before the token's end, io.EOF among it.
func (w *window) next() (kind tokenKind, token []byte, err error) {
	if len(w.unread()) == 0 {
		if err := w.more(); errors.Is(err, io.EOF) {
			return tokenEnd, nil, nil
		} else if err != nil {
			return 0, nil, err
		}
	}
	if w.unread()[0] != '<' {
		return w.text()
	}
	if err := w.have(2); err != nil {
		return 0, nil, err
	}
	switch w.unread()[1] {
	case '/':
		token, err = w.until(2, ">")
		return tokenClose, token, err
	case '?':
		token, err = w.until(2, "?>")
		return tokenAside, token, err
	case '!':
		return w.declaration()
	}
	token, err = w.tag()
	return tokenStart, token, err
}

// have makes sure that so many bytes have been read.
func (w *window) have(count int) error {
	for len(w.unread()) < count {
		if err := w.more(); err != nil {
			return err
		}
	}
	return nil
}

// take gives the token of that length.
func (w *window) take(length int) []byte {
	token := w.unread()[:length]
	w.at += length
	return token
}

// text goes up to the next <, or to the end of the stream.
func (w *window) text() (tokenKind, []byte, error) {
	for searched := 0; ; {
		if i := bytes.IndexByte(w.unread()[searched:], '<'); i >= 0 {
			return tokenText, w.take(searched + i), nil
		}
		searched = len(w.unread())
		if err := w.more(); errors.Is(err, io.EOF) {
			return tokenText, w.take(searched), nil
		} else if err != nil {
			return 0, nil, err
		}
	}
}

// until goes to the end of what closes the token, which does not begin before from.
func (w *window) until(from int, closing string) ([]byte, error) {
	for searched := from; ; {
		if i := bytes.Index(w.unread()[min(searched, len(w.unread())):], []byte(closing)); i >= 0 {
			return w.take(searched + i + len(closing)), nil
		}
		searched = max(from, len(w.unread())-len(closing)+1) // it may have begun
		if err := w.more(); err != nil {
			return nil, err
		}
	}
}

// tag goes to the first > that is not within quotation marks.
func (w *window) tag() ([]byte, error) {
	quote := byte(0)
	for searched := 1; ; {
		for i, c := range w.unread()[searched:] {
			switch {
			case quote != 0:
				if c == quote {
					quote = 0
				}
			case c == '"' || c == '\'':
				quote = c
			case c == '>':
				return w.take(searched + i + 1), nil
			}
		}
		searched = len(w.unread())
		if err := w.more(); err != nil {
			return nil, err
		}
	}
}

// declaration is what begins with <!.
func (w *window) declaration() (kind tokenKind, token []byte, err error) {
	if err := w.have(3); err != nil {
		return 0, nil, err
	}
	switch w.unread()[2] {
	case '[':
		token, err = w.until(3, "]]>")
		return tokenCData, token, err
	case '-':
		token, err = w.until(len("<!--"), "-->")
		return tokenComment, token, err
	case 'D', 'd':
		return tokenDocType, w.take(3), nil
	}
	return 0, nil, errUnknownMarkup
}
