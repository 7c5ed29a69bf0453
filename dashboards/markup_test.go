package dashboards

import (
	"html/template"
	"strings"
	"testing"
)

var oneCell = template.Must(template.New("cell").Parse(`<table><tr><td>{{.}}</td></tr></table>`))

// Rows that are written without a template are escaped as a template escapes them.
func FuzzCellsAreEscapedAsTemplatesDo(f *testing.F) {
	for _, text := range []string{
		"", "12.3%", "+1 day", `<script>alert("x")</script>`, "it's & \x00 all", "\xff\xfe", "–", "</td>", "&amp;", "\u202eevitneres", "`=`", "a\nb",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var want strings.Builder
		if err := oneCell.Execute(&want, text); err != nil {
			t.Fatal(err)
		}
		var got tableRows
		got.begin()
		got.cell(text, false)
		got.end()
		if rows := `<table>` + strings.TrimSuffix(string(got.markup()), "\n") + `</table>`; rows != want.String() {
			t.Errorf("%q is written as %s, a template writes %s", text, rows, want.String())
		}
	})
}

func TestRowsOfATable(t *testing.T) {
	got := table{Words: 1, Rows: []row{{"A & B", []string{"x<y", "+1"}}, {"C", nil}}}.Body()
	want := `<tr><th scope="row">A &amp; B</th><td>x&lt;y</td><td class="n">&#43;1</td></tr>` + "\n" + `<tr><th scope="row">C</th></tr>` + "\n"
	if string(got) != want {
		t.Errorf("%s; want %s", got, want)
	}
	got = exampleTable{Numbers: []bool{false, true}, Rows: [][]string{{"–", "3"}}}.Body()
	if want := `<tr><td>–</td><td class="n">3</td></tr>` + "\n"; string(got) != want {
		t.Errorf("%s; want %s", got, want)
	}
}

func TestTagsOfCellsGiveWayAndNothingElseDoes(t *testing.T) {
	for page, want := range map[string]string{
		`<tr><td>A1</td><td class="n">2</td></tr>`:             "||A1||2||",
		`<table><tbody><th scope="row">x</th></tbody></table>`: `<table><tbody><th scope="row">x</th></tbody></table>`,
		`<td class="A10423">1</td>`:                            `<td class="A10423">1|`,
		`a < b <t <td`:                                         `a < b <t <td`,
		`</tr`:                                                 `</tr`,
		``:                                                     ``,
	} {
		if got := string(withoutCellTags([]byte(page), []byte("|"))); got != want {
			t.Errorf("%s becomes %s; want %s", page, got, want)
		}
	}
}
