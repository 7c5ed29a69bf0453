package dashboards

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// anyone is invented, one of every kind of identifier.
func anyone() []identifier {
	return []identifier{
		{childID, "ZZ00001"},
		{childID, "1204331"},
		{childID, "12/345-67"},
		{childID, "A12"},
		{childID, "431"},
		{childID, "C1010"},
		{workerID, "E0107"},
		{workerID, "Jane Smith"},
		{birthDay, "2012-05-01"},
		{birthDay, "2011-03-31"},
		{postcode, "ZZ5 1AU"},
		{officialID, "Z000123456781"},
		{oneName, "Featherstone"},
		{oneName, "O'Brien"},
		{oneName, "Zoë"},
		{oneName, "West"},
		{fullName, "Will May"},
	}
}

func watching() *lookout {
	return newLookout(anyone(), newVocabulary(nil, []string{"C1010", "will you, may I"}), []string{"Looked After West"}, []time.Time{time.Date(2011, 3, 31, 0, 0, 0, 0, time.UTC)})
}

func seenIn(t *testing.T, l *lookout, name string, raw []byte) []string {
	t.Helper()
	seen, _, err := l.lookIn(name, raw, map[string]bool{"1204331000": true}, &clean{})
	if err != nil {
		t.Fatal(err)
	}
	return kindsOf(seen)
}

func TestIdentifiersAreFoundHoweverTheyAreWritten(t *testing.T) {
	for text, kind := range map[string]identifierKind{
		"ZZ00001": childID, "zz00001": childID, "<td data-x=ZZ00001>": childID, "ZZ00001-2": childID, "child_ZZ00001.html": childID,
		"xZZ00001y": childID, "ZZ 00001": childID, "&#90;Z00001": childID, `"\u005aZ00001"`: childID, "a%5AZ00001": childID,
		`"\x5aZ00001"`: childID, "Ｚ Z00001": childID, "ＺＺ００００１": childID, "1204331": childID, `{"n":1204331}`: childID, "x,1204331,y": childID,
		"12/345-67": childID, "E0107": workerID, "by jane SMITH": workerID, "jane.smith@": workerID, "Jane&nbsp;Smith": workerID,
		"2012-05-01": birthDay, "2012-05-01T00:00:00Z": birthDay, "01/05/2012": birthDay, "1/5/2012": birthDay, "01.05.2012": birthDay,
		"01/05/12": birthDay, "1 May 2012": birthDay, "1st May 2012": birthDay, "1 MAY 2012": birthDay, "May 1, 2012": birthDay,
		"20120501": birthDay, "D:20120501132425": birthDay, "1&nbsp;May&nbsp;2012": birthDay,
		"ZZ5 1AU": postcode, "ZZ51AU": postcode, "zz5-1au": postcode, "ZZ5&nbsp;1AU": postcode, "zz5%201au": postcode,
		"Z000123456781": officialID, "upn:z000123456781": officialID,
		"Featherstone's": oneName, "FEATHERSTONE": oneName, "O’Brien": oneName, "OBrien": oneName, "Zoe": oneName, "Zoë": oneName, "ZOË": oneName,
		"Zoe\u0308": oneName, "will may": fullName, "Will, May": fullName,
	} {
		if got := seenIn(t, watching(), "a.html", []byte("<p>"+text+"</p>")); !slices.Equal(got, []string{string(kind)}) {
			t.Errorf("%s: found %q, want %q", text, got, kind)
		}
	}
}

// What pages print by construction, or only looks like an identifier, is none.
func TestFiguresDaysAndWordsAreNoIdentifiers(t *testing.T) {
	for _, text := range []string{
		"1,204,331", "£1204331.50", "1204331000", "12043310", "12/345", "1,234,567", "12,345,67", "E01070", "AE0107", "E010", "431", "A12", "C1010",
		"31 March 2011", "2011-03-31", "2012-05-02", "May 2012", "2012-05", "5/2012", "1 May", "featherstone", "feather stone", "west", "West", "Looked After West",
		"will", "Will", "May 2012", "o brien", "ZZ5", "1AU", "5/1/2012", "Z00012345678",
		"4f1c" + strings.Repeat("0", 20) + "ee0107" + strings.Repeat("a", 34),
	} {
		if got := seenIn(t, watching(), "a.html", []byte("<p>"+text+"</p>")); len(got) > 0 {
			t.Errorf("%s: found %q", text, got)
		}
	}
}

func TestWhatCannotBeToldIsCounted(t *testing.T) {
	l := watching()
	want := map[identifierKind]int{childID: 3, birthDay: 1, oneName: 1} // A12, 431 and C1010; the end of a year; West
	if !maps.Equal(l.Untold, want) {
		t.Errorf("counted %v, want %v", l.Untold, want)
	}
	seen, _, err := l.lookIn("a.csv", []byte("numerator\n1204331\n"), map[string]bool{"1204331": true}, &clean{})
	if err != nil || len(seen.kinds) > 0 || !seen.equals["1204331"] {
		t.Errorf("an id that is a figure as well: %v %v", seen, err)
	}
}

// sealed is a tree of files as Publish writes one.
func sealed(t *testing.T, files map[string][]byte) *tree {
	t.Helper()
	out, err := newTree(filepath.Join(t.TempDir(), "public"), false)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if err := out.write(name, files[name]); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := out.seal(Manifest{Format: manifestFormat, Audience: "public"}); err != nil {
		t.Fatal(err)
	}
	return out
}

func zipOf(t *testing.T, parts map[string]string) []byte {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(parts[name])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func pdfOf(t *testing.T, words string) []byte {
	var packed bytes.Buffer
	w := zlib.NewWriter(&packed)
	if _, err := fmt.Fprintf(w, "BT /F1 12 Tf (%s) Tj ET", words); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return fmt.Appendf(nil, "%%PDF-1.7\n1 0 obj\n<</Filter /FlateDecode /Length %d>>\nstream\n%s\nendstream\nendobj\n", packed.Len(), packed.Bytes())
}

// Every kind of identifier is planted in every kind of file.
func TestIdentifiersAreFoundInEveryCarrier(t *testing.T) {
	script, err := assetFiles.ReadFile("assets/page.js")
	if err != nil {
		t.Fatal(err)
	}
	for kind, value := range map[identifierKind]string{
		childID: "ZZ00001", workerID: "E0107", birthDay: "1 May 2012", postcode: "ZZ5 1AU", officialID: "Z000123456781", oneName: "Featherstone", fullName: "Will May",
	} {
		for name, raw := range map[string][]byte{
			"words.html":        []byte("<p>about " + value + "</p>"),
			"attribute.html":    []byte(`<td title="` + value + `">c</td>`),
			"comment.html":      []byte("<!-- " + value + " -->"),
			"data.json":         []byte(`{"a":["` + value + `"]}`),
			"data.csv":          []byte("value,note\n1," + value + "\n"),
			"drawing.svg":       []byte("<svg><desc>" + value + "</desc></svg>"),
			"shared.xlsx":       zipOf(t, map[string]string{"xl/sharedStrings.xml": "<sst><si><t>" + value + "</t></si></sst>"}),
			"cell.xlsx":         zipOf(t, map[string]string{"xl/worksheets/sheet1.xml": `<row r="1"><c r="A1" t="inlineStr"><is><t>` + value + "</t></is></c></row>"}),
			"properties.xlsx":   zipOf(t, map[string]string{"docProps/core.xml": "<dc:creator>" + value + "</dc:creator>"}),
			"part.zip":          zipOf(t, map[string]string{value + ".txt": ""}),
			"stream.pdf":        pdfOf(t, value),
			"info.pdf":          []byte("%PDF-1.7\n1 0 obj\n<</Title (" + value + ")>>\nendobj\n"),
			"wide.txt":          append([]byte("\xff\xfe"), []byte(strings.Join(strings.Split(value, ""), "\x00")+"\x00")...),
			"assets/page.js":    append(bytes.Clone(script), []byte("\n// "+value+"\n")...),
			"picture.png":       []byte("\x89PNG\r\n\x1a\n\x00\x00\x00" + string(rune(len(value)+8)) + "tEXtComment\x00" + value + "\x00\x00\x00\x00"),
			value + "/page.txt": []byte("nothing"),
		} {
			found, _, err := watching().tree(sealed(t, map[string][]byte{name: raw, "clean.html": []byte("<p>44 in the year to 31 March 2011</p>")}), "public")
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			named := strings.HasPrefix(name, value)
			// The manifest lists the names of files, and so holds what they hold.
			if named && len(found) == 2 && found[0].Named != found[1].Named {
				found = slices.DeleteFunc(found, func(f FoundIdentifier) bool { return !f.Named })
			}
			place := "public/" + name
			if named {
				place = "public"
			}
			if len(found) != 1 || found[0].File != place || found[0].Named != named || !slices.Equal(found[0].Kinds, []string{string(kind)}) {
				t.Errorf("%s in %s: found %+v", kind, name, found)
			}
			if message := (&IdentifierError{Found: found}).Error(); strings.Contains(message, value) || !strings.Contains(message, string(kind)) {
				t.Errorf("%s in %s: the message is %q", kind, name, message)
			}
		}
	}
}

func TestAFileThatCannotBeUnpackedStopsThePublication(t *testing.T) {
	if _, _, err := watching().tree(sealed(t, map[string][]byte{"a.xlsx": []byte("no archive")}), "public"); err == nil || !strings.Contains(err.Error(), "a.xlsx") {
		t.Errorf("error is %v", err)
	}
}

func TestTheProgramsOwnAssetsAreLeftOut(t *testing.T) {
	script, err := assetFiles.ReadFile("assets/echarts.min.js")
	if err != nil {
		t.Fatal(err)
	}
	l := newLookout([]identifier{{childID, "arrayBuffer"}, {childID, "function"}}, newVocabulary(nil, nil), nil, nil)
	found, _, err := l.tree(sealed(t, map[string][]byte{"assets/echarts.min.js": script}), "public")
	if err != nil || len(found) > 0 {
		t.Errorf("found %v, %v", found, err)
	}
}

// A workbook's references to cells and shared texts look like ids.
func TestReferencesOfAWorkbookAreNoIdentifiers(t *testing.T) {
	l := newLookout([]identifier{{childID, "A10423"}, {childID, "10423"}, {birthDay, "2007-08-02"}}, newVocabulary(nil, nil), nil, nil)
	sheet := `<worksheet xmlns:x="http://schemas.microsoft.com/office/2007/8/2/chart"><dimension ref="A1:A10423"/><row r="10423"><c r="A10423" s="10423" t="s"><v>10423</v></c></row></worksheet>`
	if got := seenIn(t, l, "a.xlsx", zipOf(t, map[string]string{"xl/worksheets/sheet1.xml": sheet})); len(got) > 0 {
		t.Errorf("found %v", got)
	}
	sheet = strings.Replace(sheet, `t="s"><v>10423`, `><v>10423`, 1)
	if got := seenIn(t, l, "a.xlsx", zipOf(t, map[string]string{"xl/worksheets/sheet1.xml": sheet})); len(got) != 1 {
		t.Errorf("a number in a cell: found %v", got)
	}
}

// No text makes the search panic, and what is found in a text is found wherever the text stands.
func FuzzLookout(f *testing.F) {
	for _, seed := range []string{"ZZ00001", "1 May 2012", "a%5AZ00001", "&#90;Z00001", "1,204,331", "\xff\xfeZ\x00", "Zoë\u0308", "12/345-67"} {
		f.Add(seed)
	}
	l := watching()
	f.Fuzz(func(t *testing.T, text string) {
		look := func(text string) []string {
			seen := newSighting()
			l.look([]byte(text), nil, &seen)
			return kindsOf(seen)
		}
		alone := look(text)
		inside := look(strings.Repeat("word ", 30000) + "\n\n\n\n" + text + "\n\n\n\nafter")
		if !slices.Equal(alone, inside) {
			t.Errorf("alone %v, after many words %v", alone, inside)
		}
	})
}

// The pages of one authority have to be searched in a fraction of a second.
func BenchmarkIdentifierScan(b *testing.B) {
	dir := os.Getenv("SIGHTLINE_EDITION")
	if dir == "" {
		b.Skip("SIGHTLINE_EDITION names no edition")
	}
	raw, err := os.ReadFile(filepath.Join(dir, "public", manifestName))
	if err != nil {
		b.Fatal(err)
	}
	manifest, _ := parseManifest(raw)
	var all []identifier
	for i := range 30_000 {
		all = append(all, identifier{childID, fmt.Sprintf("ZQ%05d", i)}, identifier{birthDay, time.Date(2000, 1, 1+i%8000, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)})
	}
	l := newLookout(all, newVocabulary(nil, nil), nil, nil)
	for b.Loop() {
		for _, audience := range []string{"public", "internal"} {
			if _, _, err := l.tree(&tree{root: filepath.Join(dir, audience), files: manifest.Files}, audience); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// An id in a text that somebody wrote is found there and everywhere else; a name in it is one that is meant to stand there.
func TestAnIdInAnAuthoritysOwnWordsIsNotSetAside(t *testing.T) {
	people := []identifier{
		{childID, "ZZ00028"},
		{officialID, "Z000972942458"},
		{workerID, "SW000005"},
		{workerID, "Ravenhurst"},
		{childID, "Wexmoor"},
		{oneName, "Ashdown"},
		{fullName, "Maud Ashdown"},
		{birthDay, "2012-05-03"},
	}
	l := newLookout(people, newVocabulary(nil, nil), []string{"Wexmoor ZZ00028 Z000972942458", "SW000005", "Ravenhurst unit", "Maud Ashdown", "agreed on 3 May 2012"}, nil)
	for text, want := range map[string]int{
		"Wexmoor ZZ00028": 2, "a number Z000972942458": 1, "answered for by SW000005": 1, "born on 3 May 2012": 1,
		"Ravenhurst unit": 0, "Maud Ashdown": 0,
	} {
		if got := seenIn(t, l, "a.html", []byte("<p>"+text+"</p>")); len(got) > 0 != (want > 0) {
			t.Errorf("%q: found %v", text, got)
		}
	}
	if l.Untold[workerID] != 1 || l.Untold[oneName] != 1 || l.Untold[fullName] != 1 || l.Untold[childID] != 0 {
		t.Errorf("set aside: %v", l.Untold)
	}
}

// Somebody was born on a day of a worked example: its page says nothing of them, any other page does.
func TestTheDayOfAWorkedExampleIsSparedOnThePageOfItsMethodAlone(t *testing.T) {
	l := newLookout([]identifier{{birthDay, "2012-05-03"}}, newVocabulary(nil, nil, workedText{"cla", "child_id,born_on\nA,2012-05-03"}, workedText{"plans_open", "A,2012-05-04"}), nil, nil)
	if l.Untold[birthDay] != 0 {
		t.Errorf("%d set aside", l.Untold[birthDay])
	}
	page := []byte("<p>A table of a worked example: born on 3 May 2012, starts to be looked after on 4 May 2020</p>")
	var once clean
	for _, c := range []struct {
		name  string
		found bool
	}{
		{"method/cla.html", false},
		{"204/method/cla.html", false},
		{"indicators/cla.html", true},
		{"method/plans_open.html", true},
		{"method/cla.csv", true},
		{"data/cla.csv", true},
		{"method/cla.html", false},
	} {
		seen, _, err := l.lookIn(c.name, page, nil, &once)
		if err != nil || seen.kinds[birthDay] != c.found {
			t.Errorf("%s: found %v, %v", c.name, seen.kinds, err)
		}
	}
}

// Net expenditure of some twenty million pounds reads as a day of this century.
func TestAnAmountThatReadsAsADayIsNoDateOfBirth(t *testing.T) {
	l := newLookout([]identifier{{birthDay, "2012-05-03"}}, newVocabulary(nil, nil), nil, nil)
	for text, want := range map[string]bool{
		"20120503": true, "born 20120503.": true, "20120503T0900": true, "20120503.41": false, "<v>20120503.5</v>": false,
	} {
		if got := seenIn(t, l, "a.csv", []byte(text)); len(got) > 0 != want {
			t.Errorf("%q: found %v", text, got)
		}
	}
	seen, _, err := l.lookIn("a.csv", []byte("net_expenditure,20120503"), map[string]bool{"20120503": true}, &clean{})
	if err != nil || len(seen.kinds) > 0 {
		t.Errorf("a figure of the edition: found %v, %v", seen.kinds, err)
	}
}

// Somebody may live where a worked example says: its method page would stop every publication.
func TestThePostcodeOfAWorkedExampleIsNoFind(t *testing.T) {
	people := []identifier{{postcode, "E8 1EA"}, {postcode, "N16 8EL"}, {postcode, "LS14AP"}}
	l := newLookout(people, newVocabulary(nil, []string{"-- core.placement_episode --\nchild_id,placement_postcode\nA,E8 1EA\nB,LS1 4AP"}), []string{"N16 8EL"}, nil)
	for text, want := range map[string]bool{"lives at E8 1EA": false, "E81EA": false, "LS1 4AP": false, "lives at N16 8EL": true} {
		if got := seenIn(t, l, "a.html", []byte("<p>"+text+"</p>")); len(got) > 0 != want {
			t.Errorf("%q: found %v", text, got)
		}
	}
	if l.Untold[postcode] != 2 {
		t.Errorf("set aside: %v", l.Untold)
	}
}
