package dashboards

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// accessFault is something in a page that keeps somebody from using it.
type accessFault struct{ Page, What string }

// accessMeasure is what was measured in the pages of an edition when they were written: it is counted in the
// very bytes that are published.
type accessMeasure struct {
	Pages, Headings, Tables, Charts, Pictures, Regions, Links int
	Faults                                                    []accessFault
	HeaviestPage                                              string
	Heaviest                                                  int // bytes of markup, style and script; the charting library is left out
}

// add takes the measures of a page.
func (m *accessMeasure) add(page accessMeasure) {
	m.Pages, m.Headings, m.Tables, m.Charts = m.Pages+1, m.Headings+page.Headings, m.Tables+page.Tables, m.Charts+page.Charts
	m.Pictures, m.Regions, m.Links = m.Pictures+page.Pictures, m.Regions+page.Regions, m.Links+page.Links
	m.Faults = append(m.Faults, page.Faults...)
	if page.Heaviest > m.Heaviest || page.Heaviest == m.Heaviest && page.HeaviestPage < m.HeaviestPage {
		m.Heaviest, m.HeaviestPage = page.Heaviest, page.HeaviestPage
	}
}

// settle puts the faults in order: pages may be written side by side.
func (m *accessMeasure) settle() {
	slices.SortFunc(m.Faults, func(a, b accessFault) int {
		return cmp.Or(strings.Compare(a.Page, b.Page), strings.Compare(a.What, b.What))
	})
	m.Faults = slices.Compact(m.Faults)
}

// pageReader walks through a page and remembers what has to come yet.
type pageReader struct {
	accessMeasure
	page       string
	ids        map[string]bool
	wanted     map[string]string // id to what wants it
	captions   map[string]bool
	level      int // of the heading before
	firsts     int
	mains      int
	title      string
	language   string
	skip       bool // the first link leads to the main content
	chart      bool // a chart whose table has not come yet
	inChart    bool
	table      *readTable
	picture    *readPicture
	link       *readLink
	collecting *strings.Builder // text of the element that is being read
}

type readTable struct {
	caption        strings.Builder
	captioned      bool
	heads, unscope int
}

type readPicture struct {
	named, hidden, described bool
}

type readLink struct {
	text  strings.Builder
	named bool
}

// measurePage reads a page as it is published. scripts and styles are the bytes that it loads besides, the
// charting library left out.
func measurePage(name string, text []byte, besides int) accessMeasure {
	r := &pageReader{page: name, ids: map[string]bool{}, wanted: map[string]string{}, captions: map[string]bool{}}
	r.HeaviestPage, r.Heaviest = name, len(text)+besides
	tokens := html.NewTokenizer(bytes.NewReader(withoutCellTags(text, nil)))
	var held attributes
	for {
		switch tokens.Next() {
		case html.ErrorToken:
			r.finish()
			return r.accessMeasure
		case html.TextToken:
			r.text(tokens.Text())
		case html.StartTagToken, html.SelfClosingTagToken:
			tag, more := tokens.TagName()
			r.start(string(tag), held.read(tokens, more))
		case html.EndTagToken:
			tag, _ := tokens.TagName()
			r.end(string(tag))
		default:
		}
	}
}

// attributes are those of a tag, as the tokenizer holds them until it goes on: a page has some thousand tags, and
// hardly any of what they carry is asked for.
type attributes []struct{ key, value []byte }

// read takes the attributes of the tag that the tokenizer is at, and no others.
func (a *attributes) read(tokens *html.Tokenizer, more bool) attributes {
	*a = (*a)[:0]
	for more {
		var one struct{ key, value []byte }
		one.key, one.value, more = tokens.TagAttr()
		*a = append(*a, one)
	}
	return *a
}

// get is the value of an attribute; empty where there is none.
func (a attributes) get(key string) string {
	for i := range a {
		if string(a[i].key) == key {
			return string(a[i].value)
		}
	}
	return ""
}

// has tells whether there is such an attribute, be it an empty one.
func (a attributes) has(key string) bool {
	for i := range a {
		if string(a[i].key) == key {
			return true
		}
	}
	return false
}

func (r *pageReader) fault(format string, args ...any) {
	r.Faults = append(r.Faults, accessFault{r.page, fmt.Sprintf(format, args...)})
}

func (r *pageReader) text(text []byte) {
	if r.collecting != nil {
		r.collecting.Write(text)
	}
	if r.link != nil {
		r.link.text.Write(text)
	}
}

func (r *pageReader) start(tag string, a attributes) {
	r.common(tag, a)
	switch tag {
	case "html":
		r.language = a.get("lang")
	case "title":
		if r.picture == nil {
			r.collecting = &strings.Builder{}
		} else {
			r.picture.named = true
		}
	case "meta":
		if a.get("name") == "viewport" && (strings.Contains(a.get("content"), "user-scalable=no") || strings.Contains(a.get("content"), "maximum-scale")) {
			r.fault("the page cannot be enlarged")
		}
	case "main":
		r.mains++
	case "h1", "h2", "h3", "h4", "h5", "h6":
		r.heading(int(tag[1] - '0'))
	case "table":
		r.table, r.chart = &readTable{}, false
		r.Tables++
	case "caption":
		if r.table != nil {
			r.table.captioned, r.collecting = true, &r.table.caption
		}
	case "th":
		if r.table != nil {
			r.table.heads++
			if a.get("scope") == "" {
				r.table.unscope++
			}
		}
	case "img":
		r.Pictures++
		if !a.has("alt") {
			r.fault("a picture has no alternative text")
		}
	case "svg":
		r.Pictures++
		r.picture = &readPicture{hidden: a.get("aria-hidden") == "true", named: a.get("aria-label") != "" || a.get("aria-labelledby") != ""}
		if !r.picture.hidden && a.get("role") != "img" {
			r.fault("a drawing is not marked as a picture")
		}
	case "desc":
		if r.picture != nil {
			r.picture.described = true
		}
	case "a":
		r.startLink(a)
	case "script":
		if a.get("src") == "" && a.get("type") != "application/json" {
			r.fault("a script stands in the page")
		}
	case "style":
		r.fault("a style stands in the page")
	case "input", "select", "textarea":
		if a.get("aria-label") == "" && a.get("aria-labelledby") == "" && a.get("type") != "hidden" {
			r.fault("a field has no label")
		}
	}
}

// common checks what any element may carry.
func (r *pageReader) common(tag string, a attributes) {
	for i := range a {
		switch key := a[i].key; string(key) {
		case "id":
			id := string(a[i].value)
			if r.ids[id] && id != "" {
				r.fault("two elements have the id %s", id)
			}
			r.ids[id] = true
		case "aria-labelledby", "aria-describedby", "data-chart":
			for id := range strings.FieldsSeq(string(a[i].value)) {
				r.wanted[id] = string(key)
			}
		case "style":
			if len(a[i].value) > 0 {
				r.fault("a style stands in the page")
			}
		case "tabindex":
			if order, err := strconv.Atoi(string(a[i].value)); err == nil && order > 0 {
				r.fault("the order of keyboard steps is set by hand")
			}
		case "class":
			r.classes(tag, string(a[i].value), a)
		}
	}
}

// classes checks what the classes of an element ask of it.
func (r *pageReader) classes(tag, names string, a attributes) {
	for class := range strings.FieldsSeq(names) {
		switch class {
		case "chart":
			r.Charts++
			r.chart, r.inChart = true, true
		case "scroll":
			r.Regions++
			if a.get("tabindex") != "0" || a.get("role") != "region" || a.get("aria-labelledby")+a.get("aria-label") == "" {
				r.fault("a region that scrolls cannot be reached by keyboard or has no name (%s)", tag)
			}
		}
	}
}

func (r *pageReader) heading(level int) {
	r.Headings++
	if level == 1 {
		r.firsts++
	}
	if level > r.level+1 {
		r.fault("a heading of level %d follows one of level %d", level, r.level)
	}
	r.level = level
}

func (r *pageReader) startLink(a attributes) {
	r.Links++
	href := a.get("href")
	if r.Links == 1 {
		r.skip = href == "#main"
	}
	if id, found := strings.CutPrefix(href, "#"); found && id != "" {
		r.wanted[id] = "link"
	}
	r.link = &readLink{named: a.get("aria-label") != ""}
}

func (r *pageReader) end(tag string) {
	switch tag {
	case "title":
		if r.picture == nil && r.collecting != nil {
			r.title, r.collecting = strings.TrimSpace(r.collecting.String()), nil
		}
	case "caption":
		r.collecting = nil
	case "table":
		r.endTable()
	case "svg":
		if p := r.picture; p != nil && !p.hidden {
			if !p.named {
				r.fault("a drawing has no name")
			}
			if r.inChart && !p.described {
				r.fault("a chart has no description")
			}
		}
		r.picture, r.inChart = nil, false
	case "a":
		if r.link != nil && !r.link.named && strings.TrimSpace(r.link.text.String()) == "" {
			r.fault("a link has no text")
		}
		r.link = nil
	case "section", "main":
		if r.chart {
			r.fault("a chart has no table below it")
		}
		r.chart = false
	}
}

func (r *pageReader) endTable() {
	t := r.table
	if t == nil {
		return
	}
	caption := strings.TrimSpace(t.caption.String())
	switch {
	case !t.captioned || caption == "":
		r.fault("a table has no caption")
	case r.captions[caption]:
		r.fault("two tables have the caption %q", caption)
	}
	r.captions[caption] = true
	if t.heads == 0 {
		r.fault("a table has no heads")
	}
	if t.unscope > 0 {
		r.fault("%d heads of a table do not say whether they head a row or a column", t.unscope)
	}
	r.table = nil
}

// finish checks what only the end of the page can tell.
func (r *pageReader) finish() {
	if r.language != "en-GB" {
		r.fault("the language is %q", r.language)
	}
	if r.title == "" {
		r.fault("the page has no title")
	}
	if r.firsts != 1 {
		r.fault("the page has %d headings of the first level", r.firsts)
	}
	if r.mains != 1 {
		r.fault("the page has %d main parts", r.mains)
	}
	if !r.skip {
		r.fault("the first link does not lead to the main content")
	}
	for id, what := range r.wanted {
		if !r.ids[id] {
			r.fault("a %s names %s, which is not in the page", what, id)
		}
	}
}
