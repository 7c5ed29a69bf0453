package dashboards

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"hash/crc32"
	"io"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
)

// workbookParts takes the parts of a workbook as the library makes them and packs them in one order with
// one date, so that the same figures give the same bytes.
type workbookParts struct {
	out   io.Writer
	text  map[string]*bytes.Buffer
	day   time.Time
	known *knownParts // what other workbooks have packed already; nil: nothing
}

// partBuffers hold parts until they are packed; a sheet of some thousand rows is a few megabytes long.
var partBuffers = sync.Pool{New: func() any { return &bytes.Buffer{} }}

// Create begins a part.
func (p *workbookParts) Create(name string) (io.Writer, error) {
	part := partBuffers.Get().(*bytes.Buffer)
	part.Reset()
	p.text[name] = part
	return part, nil
}

// AddFS is part of what the library wants of a writer; it adds folders to no workbook.
func (p *workbookParts) AddFS(fs.FS) error { return errors.ErrUnsupported }

var (
	contentType = regexp.MustCompile(`<(?:Default|Override)\b[^>]*?(?:/>|></(?:Default|Override)>)`)
	tableFilter = regexp.MustCompile(`<autoFilter\b[^>]*?(?:/>|></autoFilter>)`)
)

// Close packs the parts.
func (p *workbookParts) Close() error {
	defer func() {
		for _, part := range p.text {
			partBuffers.Put(part)
		}
		p.text = nil
	}()
	archive := zip.NewWriter(p.out)
	names := slices.SortedFunc(maps.Keys(p.text), func(a, b string) int {
		// The list of types comes first, as programs that read a stream expect.
		if first := (a == workbookTypes); first != (b == workbookTypes) {
			if first {
				return -1
			}
			return 1
		}
		return strings.Compare(a, b)
	})
	for _, name := range names {
		text := p.text[name].Bytes()
		switch {
		case name == workbookTypes:
			text = sortedTypes(text)
		case strings.HasPrefix(name, "xl/tables/"):
			text = tableFilter.ReplaceAll(text, nil)
		}
		packed, err := p.known.pack(name, text)
		if err != nil {
			return err
		}
		part, err := archive.CreateRaw(packed.header(name, p.day))
		if err != nil {
			return err
		}
		if _, err := part.Write(packed.bytes); err != nil {
			return err
		}
	}
	return archive.Close()
}

// packedPart is a part of a workbook as its archive holds it.
type packedPart struct {
	text  []byte // what is packed
	bytes []byte // as the archive holds it
	sum   uint32
}

// header describes the part for its archive, with a day as the time of writing.
func (p packedPart) header(name string, day time.Time) *zip.FileHeader {
	const version = 20 // of the format: the first that packs
	year, month, date := day.UTC().Date()
	out := &zip.FileHeader{
		Name: name, Method: zip.Deflate, CreatorVersion: version, ReaderVersion: version, CRC32: p.sum,
		CompressedSize64: uint64(len(p.bytes)), UncompressedSize64: uint64(len(p.text)),
	}
	out.ModifiedDate = uint16(date + int(month)<<5 + (max(year, 1980)-1980)<<9) //nolint:staticcheck // a raw part takes no other time
	return out
}

// knownParts are parts that workbooks of one publication have in common: themes, styles, relations, notes. Each would be
// packed a hundred times over. Of every name the last few that differ are kept.
type knownParts struct {
	mu   sync.Mutex
	held map[string][]packedPart
}

const (
	mostHeld     = 4
	longestKnown = 32 << 10
)

// pack packs a part, or finds it packed.
func (k *knownParts) pack(name string, text []byte) (packedPart, error) {
	if k == nil || len(text) > longestKnown {
		return deflatePart(text)
	}
	k.mu.Lock()
	for _, known := range k.held[name] {
		if bytes.Equal(known.text, text) {
			k.mu.Unlock()
			return known, nil
		}
	}
	k.mu.Unlock()
	out, err := deflatePart(text)
	if err != nil {
		return out, err
	}
	out.text = bytes.Clone(text) // the buffer that it stands in is used again
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.held == nil {
		k.held = map[string][]packedPart{}
	}
	if len(k.held[name]) >= mostHeld {
		k.held[name] = slices.Delete(k.held[name], 0, 1)
	}
	k.held[name] = append(k.held[name], out)
	return out, nil
}

func deflatePart(text []byte) (packedPart, error) {
	out := packedPart{text: text, sum: crc32.ChecksumIEEE(text)}
	writer := deflaters.Get().(*flate.Writer)
	defer deflaters.Put(writer)
	var packed bytes.Buffer
	packed.Grow(len(text)/8 + 64) // what tables come to
	writer.Reset(&packed)
	if _, err := writer.Write(text); err != nil {
		return out, err
	}
	err := writer.Close()
	out.bytes = packed.Bytes()
	return out, err
}

// deflaters are compressors to use again: to make one costs more than to compress a small part.
var deflaters = sync.Pool{New: func() any {
	out, err := flate.NewWriter(nil, flate.BestSpeed)
	if err != nil { // only for a level that there is none of
		panic(err)
	}
	return out
}}

// sortedTypes puts the types of parts in one order: the library writes them as its maps give them.
func sortedTypes(text []byte) []byte {
	found := contentType.FindAll(text, -1)
	at := contentType.FindIndex(text)
	if at == nil {
		return text
	}
	sorted := slices.SortedFunc(slices.Values(found), bytes.Compare)
	rest := contentType.ReplaceAll(text[at[0]:], nil)
	return slices.Concat(text[:at[0]], bytes.Join(sorted, nil), rest)
}
