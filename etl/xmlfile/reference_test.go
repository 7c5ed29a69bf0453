package xmlfile

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"sort"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
)

// gathered is a row that outlives the call of the sink.
type gathered struct {
	Table            int
	No, Parent, Line int64
	Values           []string // "\x00" for nil, which no value can be
	Fault            string
}

type collector struct{ rows []gathered }

func (c *collector) Row(row *Row) error {
	g := gathered{Table: row.Table, No: row.No, Parent: row.Parent, Line: row.Line, Fault: row.Fault}
	for _, v := range row.Values {
		if v == nil {
			g.Values = append(g.Values, "\x00")
			continue
		}
		g.Values = append(g.Values, string(v))
	}
	c.rows = append(c.rows, g)
	return nil
}

func compile(tb testing.TB, l Layout) *Reader {
	tb.Helper()
	r, err := l.Compile()
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

// reading is all that reading a document gave.
type reading struct {
	Rows   []gathered
	Result Result
	Err    string
}

func readAll(r *Reader, in io.Reader) (reading, error) {
	var c collector
	result, err := r.Read(context.Background(), in, &c)
	got := reading{Rows: c.rows, Result: result}
	if err != nil {
		got.Err = err.Error()
	}
	return got, err
}

// reference reads a document with encoding/xml and plain path strings: slow, and too lenient in the
// ways that the tests list, but independent of everything that is tested.
type reference struct {
	layout  Layout
	known   map[string]bool
	tables  map[string]int
	leaves  map[string][2]int
	started []int64
	path    []string
	root    string // as the document names it
	open    map[int]*gathered
	seen    map[[2]int]int
	texts   []*strings.Builder
	rows    []gathered
	unknown map[string]int64
	stray   int64
}

func newReference(l Layout) *reference {
	ref := &reference{
		layout: l, known: map[string]bool{}, tables: map[string]int{}, leaves: map[string][2]int{},
		started: make([]int64, len(l.Tables)), open: map[int]*gathered{}, seen: map[[2]int]int{}, unknown: map[string]int64{},
	}
	for i, t := range l.Tables {
		ref.tables[strings.Join(t.Element, "/")] = i
		for n := range t.Element {
			ref.known[strings.Join(t.Element[:n+1], "/")] = true
		}
		for j, c := range t.Columns {
			full := append(slices.Clone(t.Element), c.Path...)
			ref.leaves[strings.Join(full, "/")] = [2]int{i, j}
			for n := range full {
				ref.known[strings.Join(full[:n+1], "/")] = true
			}
		}
	}
	return ref
}

func (ref *reference) read(doc []byte) error {
	d := xml.NewDecoder(bytes.NewReader(bytes.TrimPrefix(doc, []byte("\xef\xbb\xbf"))))
	d.CharsetReader = func(label string, in io.Reader) (io.Reader, error) {
		switch strings.ToLower(label) {
		case "us-ascii", "ascii", "utf8":
			return in, nil
		case "windows-1252", "cp1252", "iso-8859-1", "iso8859-1", "latin1", "iso_8859-1":
			return charmap.Windows1252.NewDecoder().Reader(in), nil
		}
		return nil, errors.New("unknown encoding")
	}
	for {
		line, _ := d.InputPos()
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			ref.start(t.Name.Local, int64(line))
		case xml.EndElement:
			ref.end()
		case xml.CharData:
			ref.text(string(t))
		}
	}
}

func (ref *reference) start(name string, line int64) {
	parent := strings.Join(ref.path, "/")
	if len(ref.path) == 0 {
		ref.root = name
		if slices.Contains(ref.layout.Root, name) {
			name = ref.layout.Root[0] // the names of the root are one
		}
	}
	ref.path = append(ref.path, name)
	path := strings.Join(ref.path, "/")
	if (parent == "" || ref.known[parent]) && !ref.known[path] {
		if !plainName([]byte(name)) {
			path = parent + "/?"
		}
		ref.unknown[ref.root+strings.TrimPrefix(path, ref.path[0])]++
	}
	if table, ok := ref.tables[path]; ok {
		ref.started[table]++
		row := &gathered{Table: table, No: ref.started[table], Line: line}
		for n := len(ref.path) - 1; n > 0; n-- {
			if outer, ok := ref.tables[strings.Join(ref.path[:n], "/")]; ok {
				row.Parent = ref.open[outer].No
				break
			}
		}
		for i := range ref.layout.Tables[table].Columns {
			row.Values = append(row.Values, "\x00")
			ref.seen[[2]int{table, i}] = 0
		}
		ref.open[table] = row
	}
	ref.texts = append(ref.texts, &strings.Builder{})
}

func (ref *reference) end() {
	path := strings.Join(ref.path, "/")
	text := ref.texts[len(ref.texts)-1].String()
	if leaf, ok := ref.leaves[path]; ok {
		if ref.seen[leaf]++; ref.seen[leaf] == 1 && text != "" {
			ref.open[leaf[0]].Values[leaf[1]] = text
		}
	}
	if table, ok := ref.tables[path]; ok {
		row := ref.open[table]
		for i, c := range ref.layout.Tables[table].Columns {
			if n := ref.seen[[2]int{table, i}]; n > 1 {
				row.Fault = strings.TrimPrefix(row.Fault+fmt.Sprintf("; %s appears %d times", c.Path[len(c.Path)-1], n), "; ")
			}
		}
		ref.rows = append(ref.rows, *row)
		delete(ref.open, table)
	}
	ref.path = ref.path[:len(ref.path)-1]
	ref.texts = ref.texts[:len(ref.texts)-1]
}

func (ref *reference) text(text string) {
	if len(ref.path) == 0 {
		return
	}
	path := strings.Join(ref.path, "/")
	if _, ok := ref.leaves[path]; ok {
		ref.texts[len(ref.texts)-1].WriteString(text)
	} else if ref.known[path] && strings.Trim(text, " \t\r\n") != "" {
		ref.stray++
	}
}

// sortedUnknown is as Result.Unknown, for fewer than a hundred kinds.
func (ref *reference) sortedUnknown() []UnknownElement {
	var unknown []UnknownElement
	for path, count := range ref.unknown {
		unknown = append(unknown, UnknownElement{Path: path, Count: count})
	}
	sort.Slice(unknown, func(i, j int) bool { return unknown[i].Path < unknown[j].Path })
	return unknown
}

// differs tells how what was read differs from the reference; "" if it does not.
func (ref *reference) differs(got reading) string {
	if len(got.Rows) != len(ref.rows) {
		return fmt.Sprintf("%d rows, the reference has %d", len(got.Rows), len(ref.rows))
	}
	for i := range got.Rows {
		if g, w := fmt.Sprintf("%#v", got.Rows[i]), fmt.Sprintf("%#v", ref.rows[i]); g != w {
			return fmt.Sprintf("row %d is %s, the reference has %s", i+1, g, w)
		}
	}
	if got.Result.Stray != ref.stray {
		return fmt.Sprintf("%d stray texts, the reference has %d", got.Result.Stray, ref.stray)
	}
	if want := ref.sortedUnknown(); len(want) < maxUnknown && !slices.Equal(got.Result.Unknown, want) {
		return fmt.Sprintf("unknown elements %v, the reference has %v", got.Result.Unknown, want)
	}
	return ""
}
