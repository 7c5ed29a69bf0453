package xmlfile

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"testing"
)

// counting is a sink that does next to nothing.
type counting struct{ rows, bytes int64 }

func (c *counting) Row(row *Row) error {
	c.rows++
	for _, v := range row.Values {
		c.bytes += int64(len(v))
	}
	return nil
}

// BenchmarkRead shreds 50 MB of census. Compare its MB/s with BenchmarkEncodingXML, which only splits
// the same bytes into tokens. With XMLFILE_OUT set the census is also written there, so that other
// parsers can be timed on it.
func BenchmarkRead(b *testing.B) {
	doc := writeCensus(50 << 20)
	if path := os.Getenv("XMLFILE_OUT"); path != "" {
		if err := os.WriteFile(path, doc, 0o600); err != nil {
			b.Fatal(err)
		}
	}
	layout := cinLayout()
	reader := compile(b, layout)
	b.SetBytes(int64(len(doc)))
	b.ReportAllocs()
	for b.Loop() {
		var sink counting
		result, err := reader.Read(context.Background(), bytes.NewReader(doc), &sink)
		if err != nil || result.Rows[2] == 0 {
			b.Fatal(result.Rows, err)
		}
	}
}

// BenchmarkEncodingXML is the floor of the standard library: tokens only.
func BenchmarkEncodingXML(b *testing.B) {
	doc := writeCensus(50 << 20)
	b.SetBytes(int64(len(doc)))
	b.ReportAllocs()
	for b.Loop() {
		d := xml.NewDecoder(bytes.NewReader(doc))
		for {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				b.Fatal(err)
			}
		}
	}
}
