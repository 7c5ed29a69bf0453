package workbook

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"io"
)

const (
	describingLimit = 32 << 20  // bytes of a part that describes the workbook
	sharedLimit     = 512 << 20 // bytes of the shared texts' part
	heldLimit       = 256 << 20 // bytes of the shared texts in memory
	sheetLimit      = 2 << 30   // bytes of a sheet
	cellLimit       = 1 << 20   // bytes of one mark-up token, and of one cell's text
	depthLimit      = 100       // elements inside each other
	flagEncrypted   = 1         // in the header of an archive's entry
)

var (
	errDamaged = errors.New("damaged")
	errSize    = errors.New("too large")
)

// part reads the elements of one XML part. It demands that the elements close as they open, and
// that the part is as long, and sums up, as the archive says; the text of its errors says nothing of
// the content.
type part struct {
	body io.ReadCloser
	in   *meter
	xml  *xml.Decoder
	open []xml.Name
}

func openPart(entry *zip.File, limit int64) (*part, error) {
	if entry.Flags&flagEncrypted != 0 {
		return nil, &UnreadableError{Message: "the workbook is protected by a password", Wanted: "a copy without the password"}
	}
	if entry.UncompressedSize64 > uint64(limit) {
		return nil, errSize
	}
	body, err := entry.Open()
	if err != nil {
		return nil, errDamaged
	}
	in := &meter{from: body, left: limit}
	return &part{body: body, in: in, xml: xml.NewDecoder(in)}, nil
}

// close lets the part go; its length and sum were checked when its end was read.
func (p *part) close() { _ = p.body.Close() }

// next gives the next start, end or text; text is good until the following call. At the end of the
// part it gives io.EOF.
func (p *part) next() (xml.Token, error) {
	for {
		token, err := p.xml.RawToken()
		if err != nil {
			return nil, p.fault(err)
		}
		p.in.mark = p.xml.InputOffset()
		switch token := token.(type) {
		case xml.StartElement:
			if len(p.open) == depthLimit {
				return nil, errDamaged
			}
			p.open = append(p.open, token.Name)
			return token, nil
		case xml.EndElement:
			last := len(p.open) - 1
			if last < 0 || p.open[last] != token.Name {
				return nil, errDamaged
			}
			p.open = p.open[:last]
			return token, nil
		case xml.CharData:
			return token, nil
		}
	}
}

func (p *part) fault(err error) error {
	switch {
	case errors.Is(err, errSize):
		return errSize
	case errors.Is(err, io.EOF) && len(p.open) == 0:
		return io.EOF
	}
	return errDamaged
}

// skip reads to the end of the element that has just started.
func (p *part) skip() error {
	for depth := len(p.open); len(p.open) >= depth; {
		if _, err := p.next(); err != nil {
			return inside(err)
		}
	}
	return nil
}

// each calls the function with every element directly inside the one that has just started; the
// function has to read to the element's end.
func (p *part) each(child func(xml.StartElement) error) error {
	for {
		token, err := p.next()
		if err != nil {
			return inside(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			if err := child(token); err != nil {
				return err
			}
		case xml.EndElement:
			return nil
		}
	}
}

// text adds the text of the element that has just started to what is there.
func (p *part) text(to []byte) ([]byte, error) {
	for {
		token, err := p.next()
		if err != nil {
			return to, inside(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			if err := p.skip(); err != nil {
				return to, err
			}
		case xml.CharData:
			if len(to)+len(token) > cellLimit {
				return to, errSize
			}
			to = append(to, token...)
		case xml.EndElement:
			return to, nil
		}
	}
}

// richText adds the text of a shared or inline string that has just started: its runs joined,
// without the phonetic guides.
func (p *part) richText(to []byte) ([]byte, error) {
	var run func(xml.StartElement) error
	run = func(start xml.StartElement) (err error) {
		switch start.Name.Local {
		case "t":
			to, err = p.text(to)
			return err
		case "r":
			return p.each(run)
		}
		return p.skip()
	}
	err := p.each(run)
	return to, err
}

// inside turns the end of the part into a fault, for it came inside an element.
func inside(err error) error {
	if errors.Is(err, io.EOF) {
		return errDamaged
	}
	return err
}

// attribute is the value of an element's attribute of no namespace.
func attribute(of xml.StartElement, name string) string {
	for _, attr := range of.Attr {
		if attr.Name.Local == name && attr.Name.Space == "" {
			return attr.Value
		}
	}
	return ""
}

// meter stops a part that unpacks to more than its limit, or a token of it that does.
type meter struct {
	from io.Reader
	left int64 // until the part's limit
	read int64
	mark int64 // where the last whole token ended
}

func (m *meter) Read(to []byte) (int, error) {
	if m.left <= 0 || m.read-m.mark > cellLimit {
		return 0, errSize
	}
	n, err := m.from.Read(to)
	m.read += int64(n)
	m.left -= int64(n)
	return n, err
}
