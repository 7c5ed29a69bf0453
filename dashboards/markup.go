package dashboards

import (
	"bytes"
	"html/template"
	"strings"
)

// tableRows writes rows of tables as markup. Tables are nine tenths of what pages hold, and a template that walks them
// cell by cell takes ten times as long for the same text.
type tableRows struct{ out strings.Builder }

// head begins a row with its heading.
func (t *tableRows) head(text string) {
	t.out.WriteString(`<tr><th scope="row">`)
	escapeInto(&t.out, text)
	t.out.WriteString("</th>")
}

// begin begins a row without a heading.
func (t *tableRows) begin() { t.out.WriteString("<tr>") }

// cell writes a cell; numbers are set right.
func (t *tableRows) cell(text string, number bool) {
	if number {
		t.out.WriteString(`<td class="n">`)
	} else {
		t.out.WriteString("<td>")
	}
	escapeInto(&t.out, text)
	t.out.WriteString("</td>")
}

func (t *tableRows) end() { t.out.WriteString("</tr>\n") }

// markup is the rows. Whatever text they were given is escaped.
func (t *tableRows) markup() template.HTML {
	return template.HTML(t.out.String()) //nolint:gosec // escaped cell by cell
}

// special are the bytes that html/template writes otherwise in the text of an element.
const special = "\x00\"&'+<>"

// escapeInto writes a text as html/template does between tags.
func escapeInto(out *strings.Builder, text string) {
	if strings.ContainsAny(text, special) {
		text = strings.ReplaceAll(template.HTMLEscapeString(text), "+", "&#43;")
	}
	out.WriteString(text)
}

// Body is the table's rows as markup.
func (t table) Body() template.HTML {
	var out tableRows
	for _, r := range t.Rows {
		out.head(r.Head)
		for i, text := range r.Cells {
			out.cell(text, i >= t.Words)
		}
		out.end()
	}
	return out.markup()
}

// Body is the example's rows as markup.
func (t exampleTable) Body() template.HTML {
	var out tableRows
	for _, cells := range t.Rows {
		out.begin()
		for i, text := range cells {
			out.cell(text, t.Numbers[i])
		}
		out.end()
	}
	return out.markup()
}

// cellTags are the tags of rows and cells of tables as pages write them: they name nothing, and nothing hangs on them.
// Two thirds of the tags of a page are such.
var cellTags = [][]byte{[]byte("<td>"), []byte("</td>"), []byte(`<td class="n">`), []byte("<tr>"), []byte("</tr>")}

// withoutCellTags is a page with something else in the place of each of them.
func withoutCellTags(page, instead []byte) []byte {
	out := make([]byte, 0, len(page))
	for {
		at := bytes.IndexByte(page, '<')
		if at < 0 {
			return append(out, page...)
		}
		out, page = append(out, page[:at]...), page[at:]
		size := 0
		if len(page) > 2 && (page[1] == 't' || page[1] == '/' && page[2] == 't') {
			for _, tag := range cellTags {
				if bytes.HasPrefix(page, tag) {
					size = len(tag)
					break
				}
			}
		}
		if size > 0 {
			out, page = append(out, instead...), page[size:]
		} else {
			out, page = append(out, '<'), page[1:]
		}
	}
}
