package xmlfile

import (
	"bytes"
)

// tag is a start tag or an empty element, taken apart.
type tag struct {
	name   []byte
	closed bool  // an empty element: <name/>
	lines  int64 // line feeds between the brackets
}

// parseTag takes apart a token from < to >, and checks its attributes, which nothing reads.
func (r *run) parseTag(b []byte) (tag, error) {
	length, err := r.checkName(b, 1)
	if err != nil {
		return tag{}, err
	}
	t := tag{name: b[1 : 1+length]}
	end := len(b) - 1
	if end > 1+length && b[end-1] == '/' {
		t.closed = true
		end--
	}
	if 1+length < end {
		if err := r.attributes(b[:end], 1+length); err != nil {
			return tag{}, err
		}
		t.lines = int64(bytes.Count(b, []byte{'\n'}))
	}
	return t, nil
}

// checkName returns the length of the name of an element at a place in the token.
func (r *run) checkName(b []byte, at int) (int, error) {
	length, colons := scanName(b[at:])
	switch {
	case length == 0:
		return 0, r.fail(at-1, "a < that begins no tag", "&lt; in text")
	case length > maxName:
		return 0, r.fail(at, "the name of an element is longer than 512 bytes", "")
	case badColons(b[at:at+length], colons):
		return 0, r.fail(at, "the name of an element is not prefix:name", "")
	}
	return length, nil
}

// badColons tells whether a name has colons that separate no prefix.
func badColons(name []byte, colons int) bool {
	if colons == 0 {
		return false
	}
	colon := bytes.IndexByte(name, ':')
	if colons > 1 || colon == 0 || colon == len(name)-1 {
		return true
	}
	length, _ := scanName(name[colon+1:])
	return length == 0
}

// attributes checks what stands between the name of an element and the end of its tag.
func (r *run) attributes(b []byte, at int) error {
	r.attrs = r.attrs[:0]
	for {
		rest := trimWhite(b[at:])
		if len(rest) == 0 {
			return nil
		}
		if len(rest) == len(b)-at {
			return r.fail(at, "characters in a tag that are no attribute", "a space, then name=\"value\"")
		}
		at = len(b) - len(rest)
		length, colons := scanName(rest)
		if length == 0 || badColons(rest[:length], colons) {
			return r.fail(at, "characters in a tag that are no attribute", "name=\"value\"")
		}
		name := rest[:length]
		for _, other := range r.attrs {
			if bytes.Equal(other, name) {
				return r.fail(at, "an element has the same attribute twice", "")
			}
		}
		if len(r.attrs) == maxAttributes {
			return r.fail(at, "an element has more than 64 attributes", "")
		}
		r.attrs = append(r.attrs, name)
		rest, ok := bytes.CutPrefix(trimWhite(rest[length:]), []byte{'='})
		rest = trimWhite(rest)
		if !ok || len(rest) == 0 || rest[0] != '"' && rest[0] != '\'' {
			return r.fail(at, "an attribute without a value in quotation marks", "name=\"value\"")
		}
		end := bytes.IndexByte(rest[1:], rest[0])
		if end < 0 {
			return r.fail(at, "an attribute without a value in quotation marks", "name=\"value\"")
		}
		value := rest[1 : 1+end]
		if err := r.attributeValue(value, len(b)-len(rest)+1); err != nil {
			return err
		}
		at = len(b) - len(rest) + end + 2
	}
}

func (r *run) attributeValue(value []byte, at int) error {
	class, _ := classify(value)
	if class&charLess != 0 {
		return r.fail(at+bytes.IndexByte(value, '<'), "a < in the value of an attribute", "&lt;")
	}
	if class&(charControl|charHigh) != 0 {
		if err := r.checkChars(value, at); err != nil {
			return err
		}
	}
	if class&charReference != 0 {
		var err error
		r.scratch, err = r.decode(r.scratch[:0], value, at)
		return err
	}
	return nil
}

// comment checks a token from <!-- to -->.
func (r *run) comment(b []byte) error {
	const opening, closing = "<!--", "-->"
	if !bytes.HasPrefix(b, []byte(opening)) {
		return r.fail(0, "a comment that is not <!-- text -->", "")
	}
	body := b[len(opening) : len(b)-len(closing)]
	if bytes.Contains(body, []byte("--")) || bytes.HasSuffix(body, []byte("-")) {
		return r.fail(0, "a comment with -- in it", "")
	}
	return r.aside(b)
}

// cdata takes the content of a CDATA section.
func (r *run) cdata(b []byte) error {
	const opening, closing = "<![CDATA[", "]]>"
	if !bytes.HasPrefix(b, []byte(opening)) || len(b) < len(opening)+len(closing) {
		return r.fail(0, "markup that XML does not know", "")
	}
	return r.text(b[len(opening):len(b)-len(closing)], len(opening), true)
}

// instruction checks a processing instruction, of which none is followed.
func (r *run) instruction(b []byte) error {
	length := 0
	if len(b) >= len("<??>") {
		length, _ = scanName(b[2 : len(b)-2])
	}
	if length == 0 {
		return r.fail(0, "an instruction without a name", "<?name text?>")
	}
	if after := b[2+length]; 2+length < len(b)-2 && charClasses[after]&charWhite == 0 {
		return r.fail(2+length, "an instruction without a name", "<?name text?>")
	}
	if bytes.EqualFold(b[2:2+length], []byte("xml")) && (r.offset > 0 || !declares(b)) {
		return r.fail(0, "an XML declaration that is not at the very start", "")
	}
	return r.aside(b)
}

// aside checks the characters of a token that holds no data.
func (r *run) aside(b []byte) error {
	class, lines := classify(b)
	if class&(charControl|charHigh) != 0 {
		if err := r.checkChars(b, 0); err != nil {
			return err
		}
	}
	r.line += lines
	return nil
}
