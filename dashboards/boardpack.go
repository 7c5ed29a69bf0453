package dashboards

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"log/slog"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// packName is the board pack of an authority.
const packName = "board-pack.pdf"

//go:embed assets/pack.css
var packStyle string

// Print makes a PDF of a whole page of HTML that needs no other file; head and foot are HTML for the margins of
// every sheet. day stands for the time of writing.
type Print func(markup []byte, head, foot string, day time.Time) ([]byte, error)

// printError is a board pack that could not be printed: the pages are published without it.
type printError struct{ err error }

func (e *printError) Error() string { return "board pack: " + e.err.Error() }
func (e *printError) Unwrap() error { return e.err }

var packTemplate = template.Must(template.New("pack").Parse(`<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>{{.Title}}</title>
<style>{{.Style}}</style>
</head>
<body>
<div class="pack-cover">
{{if .Marking}}<p class="marking"><strong>{{.Marking}}</strong> Small numbers are not hidden here. Do not pass on.</p>
{{end}}<h1>{{.Title}}</h1>
<p class="asat">Data to {{.AsAt}}{{with .Asked}}. Run to {{.}}, but the extracts end earlier{{end}}</p>
{{if .Notice}}<p class="notice">{{.Notice}}</p>
{{end}}{{if .Below}}<p>Counts of 1 to {{.Highest}} are hidden, and so is every figure that they could be worked out from.</p>
{{end}}<nav aria-label="Contents"><ol>
{{range .Parts}}<li><a href="#{{.ID}}">{{.Title}}</a></li>
{{end}}</ol></nav>
<p>Made by Sightline{{with .Version}} {{.}}{{end}}. The pages that this is printed from hold more: every indicator with its charts, tables, definition and data.</p>
</div>
<main>
{{range .Parts}}<article class="pack-part" id="{{.ID}}">
{{.Body}}
</article>
{{end}}</main>
</body>
</html>
`))

type packView struct {
	layout
	Style template.CSS
	Parts []packPart
}

type packPart struct {
	ID, Title string
	Body      template.HTML
}

// packPages are the pages that a board pack is put together from, in order; those that are not there are left out.
func (b *book) packPages() []string {
	out := []string{"index.html"}
	for _, theme := range b.themes() {
		out = append(out, themeFolder+theme[0].Def.Theme+".html")
	}
	return append(out, "workforce.html", "money.html", "about.html")
}

// writePack prints the pages of a board pack into one file. It is called when those pages are written, and takes
// them as they are published: nothing can be in it that is not in them.
func (b *book) writePack() error {
	if b.site.opts.Print == nil {
		return nil
	}
	style, err := assetFiles.ReadFile("assets/style.css")
	if err != nil {
		return err
	}
	view := packView{
		layout: b.layout("Children’s social care figures: "+b.area.Name, "", 0),
		Style:  template.CSS(string(style) + packStyle), //nolint:gosec // our own style sheets
	}
	at := map[string]string{} // page to part
	var pages []string
	tree := b.site.trees[b.tree]
	for _, name := range b.packPages() {
		if _, err := os.Stat(tree.path(b.folder + name)); errors.Is(err, fs.ErrNotExist) {
			continue
		}
		at[name] = fmt.Sprintf("part-%d", len(pages)+1)
		pages = append(pages, name)
	}
	for _, name := range pages {
		text, err := os.ReadFile(tree.path(b.folder + name))
		if err != nil {
			return fmt.Errorf("board pack: %w", err)
		}
		part, err := packed(text, name, at)
		if err != nil {
			return fmt.Errorf("board pack: %s: %w", name, err)
		}
		view.Parts = append(view.Parts, part)
	}
	var markup bytes.Buffer
	if err := packTemplate.Execute(&markup, view); err != nil {
		return fmt.Errorf("board pack: %w", err)
	}
	head, foot := packMargins(view.layout)
	text, err := b.site.opts.Print(markup.Bytes(), head, foot, b.site.opts.AsAt)
	if err != nil {
		return &printError{err}
	}
	b.site.published.Packs++
	return tree.write(b.folder+packName, text)
}

// path is where a file of the tree lies.
func (t *tree) path(name string) string { return filepath.Join(t.root, filepath.FromSlash(name)) }

// packMargins are head and foot of every sheet: the marking, the authority, the day and the page number.
func packMargins(frame layout) (head, foot string) {
	const style = `style="font: 8px Arial, sans-serif; width: 100%; padding: 0 14mm; display: flex; justify-content: space-between; color: #14202b"` //nolint:misspell // a property of style sheets
	marking := "<b>" + html.EscapeString(frame.Marking) + "</b>"
	head = "<div " + style + "><span></span>" + marking + "<span></span></div>"
	foot = "<div " + style + "><span>" + html.EscapeString(frame.Area+", data to "+frame.AsAt) + "</span>" + marking +
		`<span>Page <span class="pageNumber"></span> of <span class="totalPages"></span></span></div>`
	return head, foot
}

// packed takes the main part of a page, with ids of its own and links within the pack.
func packed(text []byte, name string, at map[string]string) (packPart, error) {
	document, err := html.Parse(bytes.NewReader(text))
	if err != nil {
		return packPart{}, err
	}
	body := elementOf(document, atom.Main)
	if body == nil {
		return packPart{}, errors.New("has no main part")
	}
	part := packPart{ID: at[name]}
	if heading := elementOf(body, atom.H1); heading != nil {
		part.Title = strings.Join(strings.Fields(wordsUnder(heading)), " ")
	}
	if name == "index.html" {
		part.Title = "Overview"
	}
	packNodes(body, name, at)
	var out bytes.Buffer
	for child := range body.ChildNodes() {
		if err := html.Render(&out, child); err != nil {
			return packPart{}, err
		}
	}
	part.Body = template.HTML(out.String()) //nolint:gosec // a template of ours made it and escaped what it was given
	return part, nil
}

func elementOf(node *html.Node, tag atom.Atom) *html.Node {
	for one := range node.Descendants() {
		if one.Type == html.ElementNode && one.DataAtom == tag {
			return one
		}
	}
	return nil
}

func wordsUnder(node *html.Node) string {
	var out strings.Builder
	for one := range node.Descendants() {
		if one.Type == html.TextNode {
			out.WriteString(one.Data)
		}
	}
	return out.String()
}

// packNodes changes what stands under a node for the pack.
func packNodes(parent *html.Node, name string, at map[string]string) {
	var next *html.Node
	for node := parent.FirstChild; node != nil; node = next {
		next = node.NextSibling
		if node.Type != html.ElementNode {
			continue
		}
		// What opens on request is detail that the pages have and the pack leaves out.
		if node.DataAtom == atom.Script || node.DataAtom == atom.Details && !besideChart(node) || hasClass(node, "crumb") || hasClass(node, "chart-live") {
			parent.RemoveChild(node)
			continue
		}
		node.Attr = packAttributes(node, name, at)
		if node.DataAtom == atom.Details {
			node.Attr = append(node.Attr, html.Attribute{Key: "open"})
		}
		packNodes(node, name, at)
	}
}

// besideChart tells whether the node holds the table of a chart.
func besideChart(node *html.Node) bool {
	for before := range node.Parent.ChildNodes() {
		if before == node {
			return false
		}
		if hasClass(before, "chart") {
			return true
		}
	}
	return false
}

func hasClass(node *html.Node, class string) bool {
	return slices.ContainsFunc(node.Attr, func(a html.Attribute) bool {
		return a.Key == "class" && slices.Contains(strings.Fields(a.Val), class)
	})
}

// packAttributes gives ids and what names them the name of the part, and leads links inside the pack to the part;
// other links become words, for on paper they lead nowhere.
func packAttributes(node *html.Node, name string, at map[string]string) []html.Attribute {
	var out []html.Attribute
	own := at[name] + "-"
	for _, a := range node.Attr {
		switch a.Key {
		case "id":
			a.Val = own + a.Val
		case "aria-labelledby", "aria-describedby":
			ids := strings.Fields(a.Val)
			for i := range ids {
				ids[i] = own + ids[i]
			}
			a.Val = strings.Join(ids, " ")
		case "tabindex", "data-chart":
			continue
		case "href":
			file, place, _ := strings.Cut(a.Val, "#")
			target := name
			if file != "" {
				target = path.Join(path.Dir(name), file)
			}
			part, inside := at[target]
			if !inside {
				continue
			}
			a.Val = "#" + part
			if place != "" {
				a.Val += "-" + place
			}
		}
		out = append(out, a)
	}
	return out
}

// withoutPack are the options for pages whose board pack could not be printed; it says so.
func withoutPack(opts Options, err *printError) Options {
	opts.Log.Warn("no board pack was printed: the pages are published without it", slog.String("error", err.err.Error()))
	opts.Print = nil
	return opts
}
