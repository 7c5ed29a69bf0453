package commentary

import (
	"bytes"
	"html"
	"html/template"
	"net/url"
	"strings"
	"unicode"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// markdown knows CommonMark without raw HTML: tags are text like any other.
//
//nolint:misspell // goldmark spells its names the American way
var markdown = goldmark.New(
	goldmark.WithParser(parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(parser.NewSetextHeadingParser(), 100),
			util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(parser.NewListParser(), 300),
			util.Prioritized(parser.NewListItemParser(), 400),
			util.Prioritized(parser.NewCodeBlockParser(), 500),
			util.Prioritized(parser.NewATXHeadingParser(), 600),
			util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
			util.Prioritized(parser.NewBlockquoteParser(), 800),
			util.Prioritized(parser.NewParagraphParser(), 1000),
		),
		parser.WithInlineParsers(
			util.Prioritized(parser.NewCodeSpanParser(), 100),
			util.Prioritized(parser.NewLinkParser(), 200),
			util.Prioritized(parser.NewAutoLinkParser(), 300),
			util.Prioritized(parser.NewEmphasisParser(), 500),
		),
		parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...),
	)),
	goldmark.WithRendererOptions(renderer.WithNodeRenderers(util.Prioritized(linker{}, 1))),
)

// HTML is a comment's text as a page carries it, below a heading of level above. Headings go on from there without
// skipping a level, links lead to http, https or a place relative to the page, and pictures are their words.
func HTML(written string, above int) template.HTML {
	source := []byte(written)
	tree := markdown.Parser().Parse(text.NewReader(source))
	settle(tree, above)
	var out bytes.Buffer
	if err := markdown.Renderer().Render(&out, source, tree); err != nil {
		// A buffer takes everything; should a node fail all the same, the text stands as it was typed.
		return template.HTML("<p>" + html.EscapeString(withoutTricks(written)) + "</p>\n") //nolint:gosec // escaped
	}
	return template.HTML(withoutTricks(out.String())) //nolint:gosec // written by a renderer that escapes, without raw HTML
}

// settle gives headings their levels and leaves no picture.
func settle(tree ast.Node, above int) {
	var open []int
	var pictures []*ast.Image
	_ = ast.Walk(tree, func(node ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := node.(type) {
		case *ast.Heading:
			for len(open) > 0 && open[len(open)-1] >= n.Level {
				open = open[:len(open)-1]
			}
			open = append(open, n.Level)
			n.Level = min(above+len(open), 6)
		case *ast.Image:
			pictures = append(pictures, n)
		}
		return ast.WalkContinue, nil
	})
	for _, picture := range pictures {
		unwrap(picture)
	}
}

// unwrap puts a node's children in its place.
func unwrap(node ast.Node) {
	parent := node.Parent()
	for child := node.FirstChild(); child != nil; {
		next := child.NextSibling()
		parent.InsertBefore(parent, node, child)
		child = next
	}
	parent.RemoveChild(parent, node)
}

// linker writes links: those that lead where they may, of others their words.
type linker struct{}

func (linker) RegisterFuncs(register renderer.NodeRendererFuncRegisterer) {
	register.Register(ast.KindLink, func(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
		link, _ := node.(*ast.Link)
		to, ok := destination(string(link.Destination))
		switch {
		case !ok:
		case entering:
			_, _ = w.WriteString(`<a href="` + html.EscapeString(to) + `">`)
		default:
			_, _ = w.WriteString("</a>")
		}
		return ast.WalkContinue, nil
	})
	register.Register(ast.KindAutoLink, func(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
		link, _ := node.(*ast.AutoLink)
		if !entering {
			return ast.WalkContinue, nil
		}
		label := html.EscapeString(string(link.Label(source)))
		if to, ok := destination(string(link.URL(source))); ok && link.AutoLinkType == ast.AutoLinkURL {
			label = `<a href="` + html.EscapeString(to) + `">` + label + "</a>"
		}
		_, _ = w.WriteString(label)
		return ast.WalkContinue, nil
	})
}

// destination is where a link may lead: http, https, or a place relative to the page. What a browser could read
// otherwise than we do is refused: backslashes, and a path that begins with two slashes and so names a host.
func destination(typed string) (string, bool) {
	raw := []byte(strings.TrimSpace(typed))
	raw = util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(raw)))
	to, err := url.Parse(string(raw))
	if err != nil || strings.ContainsAny(string(raw), "\\\x00\t\r\n") {
		return "", false
	}
	switch strings.ToLower(to.Scheme) {
	case "http", "https":
		return to.String(), to.Host != "" && to.User == nil && to.Opaque == ""
	case "":
		return to.String(), to.Host == "" && to.User == nil && to.Opaque == "" && len(raw) > 0 && !strings.HasPrefix(to.Path, "/")
	}
	return "", false
}

// withoutTricks takes out the marks that turn the direction of what follows, control characters, and what takes
// no room: text then stands in the order that it is read in.
func withoutTricks(written string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), r == '\u200b', r == '\ufeff', r == '\u2028', r == '\u2029':
			return -1
		}
		return r
	}, written)
}

// Clean is a line of text, such as an author's name, without such tricks.
func Clean(typed string) string { return strings.TrimSpace(withoutTricks(typed)) }
