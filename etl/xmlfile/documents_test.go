package xmlfile

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/iotest"
)

// smallLayout is a layout with every shape there is: leaves, leaves in containers, repeats as tables,
// a table within a table, a table that is not in another.
func smallLayout() Layout {
	return Layout{Root: []string{"r", "R"}, Tables: []Table{
		{Name: "t", Element: []string{"r", "t"}, Columns: []Column{{Name: "a", Path: []string{"a"}}, {Name: "b", Path: []string{"c", "b"}}}},
		{Name: "u", Element: []string{"r", "t", "us", "u"}, Columns: []Column{{Name: "text"}}},
		{Name: "n", Element: []string{"r", "t", "n"}, Columns: []Column{{Name: "y", Path: []string{"y"}}}},
		{Name: "m", Element: []string{"r", "t", "n", "m"}, Columns: []Column{{Name: "text"}}},
		{Name: "x", Element: []string{"r", "d", "e"}, Columns: []Column{{Name: "x", Path: []string{"x"}}}},
	}}
}

// document is a document and what is to become of it.
type document struct {
	name    string
	text    string
	refused string // part of the message; "" for a document that is read
	line    int64  // of the refusal, where it is not 1
	lenient bool   // encoding/xml reads what is refused
}

// documents are all the ways that we know of to be, or not to be, a document.
func documents() []document {
	deep := strings.Repeat("<z>", 63) + strings.Repeat("</z>", 63)
	return []document{
		{name: "ordinary", text: "<r>\n <t><a>1</a><c><b>2</b></c><us><u>3</u><u>4</u></us></t>\n <t/>\n</r>\n"},
		{name: "nested tables", text: "<r><t><n><y>1</y><m>2</m><m/></n><n/><a>3</a></t><d><e><x>4</x></e></d></r>"},
		{name: "another root name", text: "<R><t><a>1</a></t><z/></R>"},
		{name: "empty elements are nothing", text: "<r><t><a/><c><b></b></c></t></r>"},
		{name: "white space is kept", text: "<r><t><a> 1 </a><c><b>\t\n</b></c></t></r>"},
		{name: "line ends become line feeds", text: "<r>\r\n<t>\r<a>1\r\n2\r3&#13;\n4</a></t></r>"},
		{name: "line ends across a section", text: "<r><t><a>1\r<![CDATA[\n\r\n]]></a></t></r>"},
		{name: "references", text: "<r><t><a>&lt;&gt;&amp;&apos;&quot;&#65;&#x42;&#x1F600;&#0000000000000000065;</a></t></r>"},
		{name: "sections are text", text: "<r><t><a>1<![CDATA[<b>&amp;]]]>2<![CDATA[]]></a></t></r>"},
		{name: "an empty section is nothing", text: "<r><t><a><![CDATA[]]></a></t></r>"},
		{name: "comments within a leaf", text: "<r><t><a>1<!-- 9 -->2<?p 9?>3</a></t></r>"},
		{name: "comments that begin with what ends one", text: "<r><t><!--> --><a>1</a><!---> --></t></r>"},
		{name: "comments and instructions outside", text: "<!-- a --><?p q?>\n<r/>\n<!----><?p?>\n"},
		{name: "attributes", text: "<r xmlns=\"urn:x\" a='>' b=\"/>\" ><t\n c = \"&lt;\"\n/><t d=\"]]>\"><a e=''>1</a ></t\n></r>"},
		{name: "prefixes", text: "<p:r xmlns:p=\"urn:p\"><p:t><a>1</a><q:a>2</q:a></p:t></p:r>"},
		{name: "a name beyond ASCII", text: "<r><é>1</é></r>"},
		{name: "a leaf twice", text: "<r><t><a>1</a><a>2</a><c><b>3</b></c><c><b>4</b><b/></c></t><t><a>5</a></t></r>"},
		{name: "a leaf twice, empty first", text: "<r><t><a/><a>2</a></t></r>"},
		{name: "a leaf with elements", text: "<r><t><a>1<z>2<a>3</a></z>4</a></t></r>"},
		{name: "stray text", text: "<r>1<t>2<a>3</a>4<c> 5 <b/></c><![CDATA[6]]>&#32;&#9;</t></r>"},
		{name: "unknown elements", text: "<r><z><t><a>1</a></t></z><t><z/><z>2</z><zz:z/></t><d><é/></d></r>"},
		{name: "a byte order mark", text: "\xef\xbb\xbf<r><t><a>1</a></t></r>"},
		{name: "a declaration", text: "<?xml version='1.0' encoding='Utf-8' standalone=\"yes\" ?><r/>"},
		{name: "a declaration without an encoding", text: "<?xml version=\"1.0\"?><r/>"},
		{name: "ASCII declared", text: "<?xml version=\"1.0\" encoding=\"US-ASCII\"?><r/>"},
		{name: "windows-1252 declared", text: "<?xml version=\"1.0\" encoding=\"windows-1252\"?>\n<r><t><a>\x91\x80\xe9\x92</a></t></r>"},
		{name: "ISO-8859-1 declared", text: "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><r><t><a>\xa3\x92</a></t></r>"},
		{name: "every kind of character", text: "<r><t><a>\x7f\u0085\u00a0\ue000\ufffd\U0010ffff</a></t></r>"},
		{name: "brackets in text", text: "<r><t><a>]] ]&gt; > ]]&gt;</a></t></r>"},
		{name: "64 elements deep", text: "<r>" + deep + "</r>"},

		{name: "empty", text: "", refused: "holds no element", lenient: true},
		{name: "only white space", text: " \n\n", refused: "holds no element", line: 3, lenient: true},
		{name: "only a comment", text: "<!-- a -->", refused: "holds no element", lenient: true},
		{name: "no XML", text: "CHILD,DOB\n1,2\n", refused: "no XML at all", lenient: true},
		{name: "a zip file", text: "PK\x03\x04", refused: "XML forbids"},
		{name: "text before the root", text: "\n\n x<r/>", refused: "text before the root", line: 3, lenient: true},
		{name: "text after the root", text: "<r/>\nx", refused: "text after the root", line: 2, lenient: true},
		{name: "a section after the root", text: "<r/><![CDATA[]]>", refused: "text after the root", lenient: true},
		{name: "a reference after the root", text: "<r/>&#32;", refused: "text after the root", lenient: true},
		{name: "two roots", text: "<r/>\n<r/>", refused: "a second root", line: 2, lenient: true},
		{name: "the wrong root", text: "<Message/>", refused: "the root element is <Message> (want <r> or <R>)", lenient: true},
		{name: "a document type", text: "<!DOCTYPE r>\n<r/>", refused: "document type definition", lenient: true},
		{name: "an external entity", text: "<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><r><t><a>&x;</a></t></r>", refused: "document type definition"},
		{name: "a billion laughs", text: "<!DOCTYPE r [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><r>&b;</r>", refused: "document type definition"},
		{name: "a document type inside", text: "<r><!DOCTYPE r></r>", refused: "document type definition", lenient: true},
		{name: "another declaration", text: "<r><!ELEMENT r ANY></r>", refused: "neither a comment nor", lenient: true},
		{name: "an entity of its own", text: "<r><t><a>\n&nbsp;</a></t></r>", refused: "an entity that XML itself does not have", line: 2},
		{name: "an entity in stray text", text: "<r>&nbsp;</r>", refused: "an entity that XML itself does not have"},
		{name: "an entity in unknown text", text: "<r><z>&nbsp;</z></r>", refused: "an entity that XML itself does not have"},
		{name: "an entity in an attribute", text: "<r a=\"&nbsp;\"/>", refused: "an entity that XML itself does not have"},
		{name: "a bare ampersand", text: "<r><t><a>1 & 2</a></t></r>", refused: "an & that begins no reference"},
		{name: "an ampersand at the end", text: "<r><t><a>1&</a></t></r>", refused: "an & that begins no reference"},
		{name: "a reference without an end", text: "<r><t><a>&amp</a></t></r>", refused: "an & that begins no reference"},
		{name: "character 0", text: "<r><t><a>&#0;</a></t></r>", refused: "a character that XML forbids"},
		{name: "a control character by number", text: "<r><t><a>&#x1F;</a></t></r>", refused: "a character that XML forbids"},
		{name: "half a character by number", text: "<r><t><a>&#xD800;</a></t></r>", refused: "a character that XML forbids", lenient: true},
		{name: "a character beyond the last", text: "<r><t><a>&#x110000;</a></t></r>", refused: "a character that XML forbids"},
		{name: "a number that overflows", text: "<r><t><a>&#99999999999999999999999;</a></t></r>", refused: "a character that XML forbids"},
		{name: "no number", text: "<r><t><a>&#;</a></t></r>", refused: "without its number"},
		{name: "no hexadecimal number", text: "<r><t><a>&#X41;</a></t></r>", refused: "without its number"},
		{name: "a control character", text: "<r>\n<t><a>\n\x01</a></t></r>", refused: "XML forbids", line: 3},
		{name: "a zero byte", text: "<r>\x00</r>", refused: "XML forbids"},
		{name: "no character", text: "<r>\ufffe</r>", refused: "XML forbids"},
		{name: "a control character in a comment", text: "<r><!-- \x01 --></r>", refused: "XML forbids", lenient: true},
		{name: "a control character in an attribute", text: "<r a=\"\x01\"/>", refused: "XML forbids"},
		{name: "not UTF-8", text: "<r>\n<t><a>\xa3</a></t></r>", refused: "not UTF-8", line: 2},
		{name: "not UTF-8 in an instruction", text: "<r><?p \xff?></r>", refused: "not UTF-8", lenient: true},
		{name: "half of a character", text: "<r><t><a>\xc3</a></t></r>", refused: "not UTF-8"},
		{name: "half a pair as UTF-8", text: "<r><t><a>\xed\xa0\x80</a></t></r>", refused: "not UTF-8"},
		{name: "UTF-16 with a mark", text: "\xff\xfe<\x00r\x00/\x00>\x00", refused: "the file is UTF-16 (want the file saved as UTF-8)"},
		{name: "UTF-16 without a mark", text: "\x00<\x00r\x00/\x00>", refused: "the file is UTF-16"},
		{name: "UTF-16 declared", text: "<?xml version=\"1.0\" encoding=\"utf-16\"?><r/>", refused: "declares that it is UTF-16"},
		{name: "an encoding that nobody knows", text: "<?xml version=\"1.0\" encoding=\"EBCDIC-CP-GB\"?><r/>", refused: "an encoding that is not read"},
		{name: "a mark and another encoding", text: "\xef\xbb\xbf<?xml version=\"1.0\" encoding=\"windows-1252\"?><r/>", refused: "marked as UTF-8", lenient: true},
		{name: "a byte that windows-1252 lacks", text: "<?xml version=\"1.0\" encoding=\"windows-1252\"?><r>\n\x81</r>", refused: "does not define", line: 2, lenient: true},
		{name: "a declaration of version 1.1", text: "<?xml version=\"1.1\"?><r/>", refused: "declaration is not one"},
		{name: "a declaration without a version", text: "<?xml encoding=\"UTF-8\"?><r/>", refused: "declaration is not one", lenient: true},
		{name: "a declaration without end", text: "<?xml version=\"1.0\" <r/>", refused: "does not end within"},
		{name: "a declaration that is late", text: "\n<?xml version=\"1.0\"?><r/>", refused: "not at the very start", line: 2, lenient: true},
		{name: "]]> in text", text: "<r><t><a>]]></a></t></r>", refused: "]]> in text"},
		{name: "tags that cross", text: "<r><t><a>1</t></a></r>", refused: "the end tag of <t> where <a> is open (want </a>)"},
		{name: "another prefix at the end", text: "<r><p:t></t></r>", refused: "the end tag of <t> where <t> is open"},
		{name: "no prefix at the start", text: "<r><t></p:t></r>", refused: "the end tag of <t> where <t> is open"},
		{name: "another name at the end", text: "<r><secret></private></r>", refused: "the end tag of an element that the layout does not name where an element"},
		{name: "an end without a start", text: "<r/></r>", refused: "an end tag without its start tag"},
		{name: "cut off in an element", text: "<r>\n<t>", refused: "the file ends where <t> is open (want </t>)", line: 2},
		{name: "cut off in text", text: "<r><t><a>12", refused: "the file ends where <a> is open"},
		{name: "cut off in a tag", text: "<r><t><a", refused: "the file ends within a tag"},
		{name: "cut off in an attribute", text: "<r><t a=\"", refused: "the file ends within a tag"},
		{name: "cut off in an end tag", text: "<r></r", refused: "the file ends within a tag"},
		{name: "cut off in a comment", text: "<r><!-- a", refused: "the file ends within a tag"},
		{name: "cut off in a section", text: "<r><![CDATA[ a", refused: "the file ends within a tag"},
		{name: "cut off after <", text: "<r><", refused: "the file ends within a tag"},
		{name: "a tag without a name", text: "<r>1 < 2</r>", refused: "a < that begins no tag"},
		{name: "a tag without a name that ends", text: "<r>1 < 2></r>", refused: "a < that begins no tag"},
		{name: "an empty tag", text: "<r><></></r>", refused: "a < that begins no tag"},
		{name: "a name that begins with a digit", text: "<r><1/></r>", refused: "a < that begins no tag"},
		{name: "a name with two colons", text: "<r><a:b:c/></r>", refused: "not prefix:name"},
		{name: "a name that is a colon", text: "<r><:/></r>", refused: "not prefix:name", lenient: true},
		{name: "a local name that is none", text: "<r><a:1/></r>", refused: "not prefix:name", lenient: true},
		{name: "a name in an end tag that is none", text: "<r></1></r>", refused: "a < that begins no tag"},
		{name: "more in an end tag", text: "<r></r a=\"1\">", refused: "characters after the name in an end tag"},
		{name: "a tag in a tag", text: "<r><t <a></a></t></r>", refused: "characters in a tag"},
		{name: "the same attribute twice", text: "<r a=\"1\" b=\"2\" a=\"3\"/>", refused: "the same attribute twice", lenient: true},
		{name: "attributes without a space", text: "<r a=\"1\"b=\"2\"/>", refused: "characters in a tag", lenient: true},
		{name: "an attribute without quotation marks", text: "<r a=1/>", refused: "an attribute without a value"},
		{name: "an attribute without a value", text: "<r a/>", refused: "an attribute without a value"},
		{name: "a < in an attribute", text: "<r a=\"<\"/>", refused: "a < in the value"},
		{name: "a slash before a space", text: "<r / >", refused: "characters in a tag"},
		{name: "-- in a comment", text: "<r><!-- a -- b --></r>", refused: "a comment with -- in it"},
		{name: "--- at the end of a comment", text: "<r><!-- a ---></r>", refused: "a comment with -- in it"},
		{name: "half a comment", text: "<r><!- a --></r>", refused: "a comment that is not"},
		{name: "half a section", text: "<r><![CDAT[ ]]></r>", refused: "markup that XML does not know"},
		{name: "an instruction without a name", text: "<r><? a?></r>", refused: "an instruction without a name"},
		{name: "an instruction with a quotation mark", text: "<r><?a\"b\"?></r>", refused: "an instruction without a name", lenient: true},
		{name: "65 elements deep", text: "<r><z>" + deep + "</z></r>", refused: "more than 64 deep", lenient: true},
		{name: "a long name", text: "<r><" + strings.Repeat("z", maxName+1) + "/></r>", refused: "longer than 512 bytes", lenient: true},
		{name: "a long leaf", text: "<r><t><a>" + strings.Repeat("1", maxLeaf+1) + "</a></t></r>", refused: "longer than 64 kB", lenient: true},
	}
}

func TestDocumentsAreReadOrRefusedAsEncodingXMLDoesUnlessItIsTooLenient(t *testing.T) {
	reader := compile(t, smallLayout())
	for _, doc := range documents() {
		t.Run(doc.name, func(t *testing.T) {
			got, err := readAll(reader, strings.NewReader(doc.text))
			ref := newReference(smallLayout())
			refErr := ref.read([]byte(doc.text))
			if slow, _ := readAll(reader, iotest.OneByteReader(strings.NewReader(doc.text))); slow.Err != got.Err || ref.differs(slow) != ref.differs(got) {
				t.Errorf("byte by byte: %+v", slow)
			}
			if doc.refused == "" {
				if err != nil || refErr != nil {
					t.Fatalf("refused: %v; by encoding/xml: %v", err, refErr)
				}
				if diff := ref.differs(got); diff != "" {
					t.Error(diff)
				}
				return
			}
			var syntax *SyntaxError
			if !errors.As(err, &syntax) || !strings.Contains(err.Error(), doc.refused) {
				t.Fatalf("error %v, want %q", err, doc.refused)
			}
			if want := max(1, doc.line); syntax.Line != want {
				t.Errorf("line %d, want %d", syntax.Line, want)
			}
			if syntax.Offset < 0 || syntax.Offset > int64(len(doc.text)) {
				t.Errorf("byte %d of %d", syntax.Offset, len(doc.text))
			}
			if lenient := refErr == nil; lenient != doc.lenient {
				t.Errorf("encoding/xml says %v, and lenient is %v", refErr, doc.lenient)
			}
		})
	}
}

// The byte of a refusal is the byte in the file, mark and encoding notwithstanding.
func TestTheByteOfARefusalIsTheByteInTheFile(t *testing.T) {
	reader := compile(t, smallLayout())
	for _, text := range []string{
		"<r>\n<t><a>12\x01</a></t></r>",
		"\xef\xbb\xbf<r>\n<t><a>é2\x01</a></t></r>",
		"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<r><t><a>\xa3\x80</a><c><b>\xe9\x01</b></c></t></r>",
		"<?xml version=\"1.0\" encoding=\"windows-1252\"?>\n<r x=\"\xe9\xe9\x01\"/>",
	} {
		_, err := readAll(reader, strings.NewReader(text))
		var syntax *SyntaxError
		if !errors.As(err, &syntax) || syntax.Offset != int64(strings.IndexByte(text, 1)) {
			t.Errorf("%q: %v, want byte %d", text, err, strings.IndexByte(text, 1))
		}
	}
}

func TestRowsCarryTheirLinesOrdinalsAndParents(t *testing.T) {
	text := "<R>\n<t\n>\n<us><u>1</u>\n<u a=\"\n\">2</u></us>\n<n><m>3</m></n>\n</t>\n<t><us><u/></us></t><d><e/></d></R>\n"
	got, err := readAll(compile(t, smallLayout()), strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	want := []gathered{
		{Table: 1, No: 1, Parent: 1, Line: 4, Values: []string{"1"}},
		{Table: 1, No: 2, Parent: 1, Line: 5, Values: []string{"2"}},
		{Table: 3, No: 1, Parent: 1, Line: 7, Values: []string{"3"}},
		{Table: 2, No: 1, Parent: 1, Line: 7, Values: []string{"\x00"}},
		{Table: 0, No: 1, Parent: 0, Line: 2, Values: []string{"\x00", "\x00"}},
		{Table: 1, No: 3, Parent: 2, Line: 9, Values: []string{"\x00"}},
		{Table: 0, No: 2, Parent: 0, Line: 9, Values: []string{"\x00", "\x00"}},
		{Table: 4, No: 1, Parent: 0, Line: 9, Values: []string{"\x00"}},
	}
	if ref := (&reference{rows: want}); ref.differs(got) != "" {
		t.Error(ref.differs(got))
	}
	if got.Result.Lines != 9 || got.Result.Bytes != int64(len(text)) {
		t.Errorf("%d lines and %d bytes", got.Result.Lines, got.Result.Bytes)
	}
}

func TestUnknownElementsBeyondAHundredKindsAreCountedTogether(t *testing.T) {
	var b bytes.Buffer
	b.WriteString("<r><" + strings.Repeat("y", maxPlain+1) + "/>")
	for range 2 {
		for n := range 110 {
			fmt.Fprintf(&b, "<z%03d/>", n)
		}
	}
	b.WriteString("</r>")
	got, err := readAll(compile(t, smallLayout()), &b)
	if err != nil {
		t.Fatal(err)
	}
	unknown := got.Result.Unknown
	if len(unknown) != maxUnknown+1 {
		t.Fatalf("%d kinds, want %d", len(unknown), maxUnknown+1)
	}
	for i, want := range map[int]UnknownElement{0: {"r/?", 1}, 1: {"r/z000", 2}, 99: {"r/z098", 2}, 100: {"...", 22}} {
		if unknown[i] != want {
			t.Errorf("kind %d is %v, want %v", i, unknown[i], want)
		}
	}
}
