package xmlfile

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"
)

// endless gives its start once and then its body again and again, up to a size.
type endless struct {
	start, body string
	left        int
}

func (e *endless) Read(p []byte) (int, error) {
	if e.left <= 0 {
		return 0, io.EOF
	}
	n := copy(p, e.start)
	e.start = e.start[n:]
	for e.start == "" && n < len(p) {
		k := copy(p[n:], e.body)
		e.body = e.body[k:] + e.body[:k]
		n += k
	}
	e.left -= n
	return n, nil
}

func TestMemoryIsBounded(t *testing.T) {
	for _, test := range []struct{ name, start, body, refused string }{
		{"text", "<r><t><a>", "1", "does not end within 1 MB"},
		{"text in many pieces", "<r><t><a>", "1<!---->", "longer than 64 kB"},
		{"text of sections", "<r><t><a>", "<![CDATA[1]]>", "longer than 64 kB"},
		{"unknown text", "<r><z>", "1", "does not end within 1 MB"},
		{"a comment", "<r><!-- ", "<>", "does not end within 1 MB"},
		{"a section", "<r><![CDATA[", "<>", "does not end within 1 MB"},
		{"an instruction", "<r><?p ", "<>", "does not end within 1 MB"},
		{"a document type", "<!DOCTYPE ", "<>", "document type definition"},
		{"a name", "<", "r", "does not end within 1 MB"},
		{"an end tag", "<r></r", " ", "does not end within 1 MB"},
		{"an attribute", "<r a='", "<>", "does not end within 1 MB"},
		{"attributes", "<r ", "a='' ", "does not end within 1 MB"},
		{"elements within each other", "", "<r>", "64 deep"},
		{"unknown elements", "<r>", "<z/>", ""},
		{"rows", "<r>", "<t><a>1</a></t>", ""},
		{"leaves in a row", "<r><t>", "<a>1</a>", ""},
		{"white space", " ", "\n", "does not end within 1 MB"},
		{"no XML", "", "CHILD,DOB\n", "does not end within 1 MB"},
	} {
		t.Run(test.name, func(t *testing.T) {
			reader := compile(t, smallLayout())
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, err := reader.Read(context.Background(), &endless{start: test.start, body: test.body, left: 12 << 20}, &counting{})
			runtime.ReadMemStats(&after)
			if grown := after.TotalAlloc - before.TotalAlloc; grown > 6<<20 {
				t.Errorf("%d bytes were allocated", grown)
			}
			var syntax *SyntaxError
			if !errors.As(err, &syntax) || !strings.Contains(err.Error(), test.refused) {
				t.Errorf("error %v, want %q", err, test.refused)
			}
		})
	}
}

func TestNothingIsAllocatedPerElement(t *testing.T) {
	reader := compile(t, smallLayout())
	size := func(n int) float64 {
		doc := []byte("<r>" + strings.Repeat("<t x='1'><p:a>1&amp;\r\n</p:a ><c>x<b/></c><us><u>1</u></us><z>2</z></t>", n) + "</r>")
		return testing.AllocsPerRun(5, func() {
			if _, err := reader.Read(context.Background(), bytes.NewReader(doc), &counting{}); err != nil {
				t.Fatal(err)
			}
		})
	}
	if few, many := size(10), size(5000); many > few+20 {
		t.Errorf("%v allocations for 10 rows, %v for 5000", few, many)
	}
}

// failing is a sink that takes one row.
type failing struct{ err error }

func (f *failing) Row(row *Row) error {
	if row.No > 1 {
		return f.err
	}
	return nil
}

func TestErrorsThatAreNotTheDocumentsComeBackAsTheyAre(t *testing.T) {
	reader := compile(t, smallLayout())
	own := errors.New("disk full")
	result, err := reader.Read(context.Background(), strings.NewReader("<r><t/><t/><t/></r>"), &failing{own})
	if !errors.Is(err, own) || result.Rows[0] != 1 {
		t.Errorf("sink: %v after %v rows", err, result.Rows)
	}
	_, err = reader.Read(context.Background(), io.MultiReader(strings.NewReader("<r>"+strings.Repeat("<t/>", 2000)), iotest.ErrReader(own)), &counting{})
	if !errors.Is(err, own) {
		t.Errorf("stream: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err = reader.Read(ctx, strings.NewReader("<r/>"), &counting{}); !errors.Is(err, context.Canceled) {
		t.Errorf("context: %v", err)
	}
	var syntax *SyntaxError
	if errors.As(err, &syntax) {
		t.Error("a cancelled reading is called a fault of the document")
	}
}

// Values of a record must never reach a log, so no message may repeat what the document says.
func TestMessagesRepeatNothingOfTheDocument(t *testing.T) {
	const marker = "Zmarker"
	reader := compile(t, smallLayout())
	for _, text := range []string{
		"<r><t><a>Zmarker&Zmarker;</a></t></r>", "<r><t><a>Zmarker & Zmarker</a></t></r>", "<r><t><a>Zmarker\x01</a></t></r>",
		"<r><Zmarker></t></r>", "<r></Zmarker></r>", "<r><Zmarker:t></a></r>", "<r><Zmarker>", "<r a='Zmarker' a='Zmarker'/>",
		"<r Zmarker/>", "<r Zmarker='1' Zmarker='2'/>", "<r/>Zmarker", "Zmarker<r/>", "<r><!-- Zmarker -- --></r>", "<r><!Zmarker></r>",
		"<!DOCTYPE Zmarker>", "<?xml version='1.0' encoding='Zmarker'?><r/>", "<r><?xml Zmarker?></r>", "<r><t><a>Zmarker]]></a></t></r>",
		"<r><t><a>Zmarker", "<r><t><a Zmarker", "<r><t><a>Zmarker < Zmarker</a></t></r>", "<r><t><a>&#Zmarker;</a></t></r>",
	} {
		_, err := readAll(reader, strings.NewReader(text))
		if err == nil || strings.Contains(err.Error(), marker) {
			t.Errorf("%q: %v", text, err)
		}
	}
	got, err := readAll(reader, strings.NewReader("<r><t><a>Zmarker</a><a>Zmarker</a></t></r>"))
	if err != nil || got.Rows[0].Fault != "a appears 2 times" {
		t.Errorf("fault %q, %v", got.Rows[0].Fault, err)
	}
}

func TestLayoutsThatCannotBeReadAreRefused(t *testing.T) {
	path := func(names ...string) []string { return names }
	table := func(name string, element []string, columns ...Column) Table {
		return Table{Name: name, Element: element, Columns: columns}
	}
	root := path("r")
	for _, test := range []struct {
		layout Layout
		want   []string
	}{
		{Layout{}, []string{"no root element is named", "no table is described"}},
		{Layout{Root: path("r", "r", "", "p:r")}, []string{`root "r" is named twice`, `root "" is not a plain`, `root "p:r" is not a plain`}},
		{Layout{Root: root, Tables: []Table{table("", root), table("t", nil), table("t", path("r", "t")), table("v", path("x", "v"))}}, []string{
			"table 1 has no name", `table "t" has no element`, `table "t" is described twice`, `table "v": path "x/v" does not begin with a root (want r)`,
		}},
		{Layout{Root: root, Tables: []Table{table("t", path("r", "t"), Column{}, Column{Name: "a", Path: path("a b")}, Column{Name: "a", Path: path("")})}}, []string{
			`table "t": column 1 has no name`, `table "t": "a b" is not a plain`, `column "a" is described twice`, `table "t": "" is not a plain`,
		}},
		{Layout{Root: root, Tables: []Table{table("t", path("r", "t")), table("u", path("r", "t"))}}, []string{`tables "t" and "u" have the same element`}},
		{Layout{Root: root, Tables: []Table{table("t", path("r", "t"), Column{"a", path("x")}, Column{"b", path("x")})}}, []string{`columns "a" and "b" have the same path`}},
		{Layout{Root: root, Tables: []Table{table("t", path("r", "t"), Column{"a", path("x")}, Column{"b", path("x", "y")})}}, []string{`column "a" holds elements`}},
		{Layout{Root: root, Tables: []Table{table("t", path("r", "t"), Column{"a", path("u", "y")}), table("u", path("r", "t", "u"))}}, []string{`column "a" lies within the element of table "u"`}},
		{Layout{Root: root, Tables: []Table{table("t", path("r", "t"), Column{"a", nil}), table("u", path("r", "t", "u"))}}, []string{`column "a" holds elements`}},
	} {
		_, err := test.layout.Compile()
		for _, want := range test.want {
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("error %v, want %q", err, want)
			}
		}
	}
}

// Two leaves of one name in one table are told apart in faults.
func TestFaultsNameTheLeafThatRepeats(t *testing.T) {
	reader := compile(t, Layout{Root: []string{"r"}, Tables: []Table{{Name: "t", Element: []string{"r"}, Columns: []Column{
		{Name: "one", Path: []string{"p", "date"}}, {Name: "other", Path: []string{"q", "date"}}, {Name: "sex", Path: []string{"sex"}},
	}}}})
	got, err := readAll(reader, strings.NewReader("<r><p><date>1</date></p><q><date>2</date></q><p><date/></p><sex/><sex/><sex/></r>"))
	if want := "p/date appears 2 times; sex appears 3 times"; err != nil || got.Rows[0].Fault != want {
		t.Errorf("%v, fault %q, want %q", err, got.Rows[0].Fault, want)
	}
	if want := fmt.Sprintf("%q", []string{"1", "2", "\x00"}); fmt.Sprintf("%q", got.Rows[0].Values) != want {
		t.Errorf("values %q", got.Rows[0].Values)
	}
}
