package commentary_test

import (
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"sightline/dashboards/commentary"

	"golang.org/x/net/html"
)

const good = "---\nindicator: cla\nperiod: snapshot\nend: 2025-03-31\nfigure: 412\nauthor: Head of service\ndate: 2025-04-20\n---\nFewer came in.\n"

func TestAFileWrittenInNotepad(t *testing.T) {
	text := "\ufeff---\r\nIndicator: re_referrals_12_months\r\nperiod:year\r\nend: \"2026-03-31\"\r\n# what the page says\r\nfigure: 21.40% (214 of 1,000)\r\n" +
		"author: Head: assessment\r\ndate: 2026-04-20\r\naudience: public\r\n---\r\n\r\nFirst line.\r\nSecond.\r\n"
	c, faults := commentary.Parse("a.md", []byte(text))
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	if c.Indicator != "re_referrals_12_months" || c.Period != "year" || c.Author != "Head: assessment" || !c.Public || c.Text != "First line.\nSecond." || c.TextLine != 12 {
		t.Errorf("%+v", c)
	}
	if c.Figure.Value != "21.4" || c.Figure.Numerator != "214" || c.Figure.Denominator != "1000" {
		t.Errorf("%+v", c.Figure)
	}
	if line, _ := c.Place("figure"); line != 6 {
		t.Errorf("figure on line %d", line)
	}
}

func TestFaultsNameTheirPlaceAndWhatToDo(t *testing.T) {
	for want, text := range map[string]string{
		"a.md:1:1: is empty; `sightline comment":                                      " \n\n",
		"a.md:1:1: want a line of three hyphens, then lines":                          "Fewer came in.",
		"a.md:1:1: want a second line of three hyphens":                               "---\nindicator: cla\nFewer came in.",
		"a.md:1:1: is not UTF-8: save it with the encoding UTF-8 (Notepad calls this": "\xff\xfe-\x00",
		"a.md:9:9: is not UTF-8":                                                      strings.Replace(good, "came in", "ca\xe9 in", 1),
		"a.md:9:6: has a control character":                                           strings.Replace(good, " came", "\x00came", 1),
		"a.md:1:1: is larger than 8192 bytes":                                         good + strings.Repeat("a", commentary.MaxSize),
		"a.md:8:1: says nothing yet":                                                  strings.Replace(good, "Fewer came in.", " ", 1),
		"a.md:2:1: unknown key: want one of indicator, period":                        strings.Replace(good, "indicator", "indicatr", 1),
		"a.md:1:1: missing key author":                                                strings.Replace(good, "author: Head of service\n", "", 1),
		"a.md:6:1: author: want a value":                                              strings.Replace(good, "Head of service", "", 1),
		"a.md:3:1: indicator stands twice, on line 2 before":                          strings.Replace(good, "period:", "indicator: cla\nperiod:", 1),
		"a.md:3:1: want key: value":                                                   strings.Replace(good, "period:", "period", 1),
		"a.md:3:1: period: want one of month, quarter":                                strings.Replace(good, "snapshot", "week", 1),
		"a.md:4:1: end: want a day as YYYY-MM-DD":                                     strings.Replace(good, "2025-03-31", "31/03/2025", 1),
		"a.md:5:1: figure: want the figure in full":                                   strings.Replace(good, "412", "£3.9m", 1),
		"a.md:8:1: audience: want internal or public":                                 strings.Replace(good, "---\nFewer", "audience: everyone\n---\nFewer", 1),
		"a.md:8:1: authority: want the three-digit code":                              strings.Replace(good, "---\nFewer", "authority: Hackney\n---\nFewer", 1),
		"a.md:2:1: indicator: want an indicator's id":                                 strings.Replace(good, "cla", "<script>", 1),
	} {
		_, faults := commentary.Parse("a.md", []byte(text))
		if len(faults) == 0 || !strings.HasPrefix(faults[0].String(), want) {
			t.Errorf("%q: %v", want, faults)
		}
		for _, fault := range faults {
			if strings.Contains(fault.What, "came") {
				t.Errorf("%q repeats the text", fault.What)
			}
		}
	}
}

func TestAllFaultsOfAFileAreToldAtOnce(t *testing.T) {
	_, faults := commentary.Parse("a.md", []byte("---\nindicator: CLA\nperiod: week\nend: soon\n---\n"))
	if len(faults) != 7 {
		t.Errorf("%d faults: %v", len(faults), faults)
	}
}

func TestFigures(t *testing.T) {
	for text, want := range map[string]commentary.Figure{
		"21.4%":                           {Value: "21.4"},
		"21.40% (214 of 1,000)":           {Value: "21.4", Numerator: "214", Denominator: "1000"},
		"32.0 working days (of 124)":      {Value: "32", Denominator: "124"},
		"32 working days (of 124 cases)":  {Value: "32", Denominator: "124"},
		"52 per 10,000 (318 of 61,234)":   {Value: "52", Numerator: "318", Denominator: "61234"},
		"£88,100,000":                     {Value: "88100000"},
		"−£12.50":                         {Value: "-12.5"},
		"-3":                              {Value: "-3"},
		"0.0%":                            {Value: "0"},
		"£1,234.50 (£88,000,000 of 71.5)": {Value: "1234.5", Numerator: "88000000", Denominator: "71.5"},
		"13.9 (2,432 of 175)":             {Value: "13.9", Numerator: "2432", Denominator: "175"},
		"13.9 (2,432 over 175)":           {Value: "13.9", Numerator: "2432", Denominator: "175"},
		"13.9 working days (2,432 working days over 175 assessments)": {Value: "13.9", Numerator: "2432", Denominator: "175"},
		"15.4 cases per FTE (1,756 cases over 113.9 FTE)":             {Value: "15.4", Numerator: "1756", Denominator: "113.9"},
		"£1,588 (£66,612,345.67 over 41,947 children)":                {Value: "1588", Numerator: "66612345.67", Denominator: "41947"},
	} {
		got, ok := commentary.ParseFigure(text)
		want.Text = text
		if !ok || got != want {
			t.Errorf("%q: %+v, %v", text, got, ok)
		}
	}
	for _, text := range []string{"", "none", "£3.9m", "21.4% of 1,000", "21% (x of 3)", "1 2", "5%%", "(3 of 4)", "12 (3 of 4) and 5", "12 (3 cases)", "12 (3 under 4)", "12 (days over 4)", "12 (3 days over four)", "12 (3 days 2 over 4)", "12 (3 over)"} {
		if got, ok := commentary.ParseFigure(text); ok {
			t.Errorf("%q is taken for %+v", text, got)
		}
	}
	now := commentary.Figure{Value: "21.4", Numerator: "214", Denominator: "1000"}
	for text, want := range map[string]bool{"21.4%": true, "21.4% (214 of 1,000)": true, "21.4% (of 1,000)": true, "21.4% (215 of 1,004)": false, "21.5%": false, "21%": false} {
		if got, _ := commentary.ParseFigure(text); got.Same(now) != want {
			t.Errorf("%q: same %v", text, !want)
		}
	}
}

func TestReadingAFolderLosesNoGoodFile(t *testing.T) {
	fsys := fstest.MapFS{
		"cla/year.md":           {Data: []byte(good)},
		"cla/saved.md.txt":      {Data: []byte(good)},
		"cla/empty.md":          {},
		"cla/broken.md":         {Data: []byte("no keys")},
		"README.txt":            {Data: []byte("what goes here")},
		"cla/picture.png":       {Data: []byte("x")},
		"cla/.hidden.md":        {Data: []byte("x")},
		"cla/old/2024 draft.MD": {Data: []byte(good)},
	}
	out, err := commentary.Read(fsys, "commentary")
	if err != nil || len(out.Comments) != 3 || len(out.Faults) != 2 {
		t.Fatalf("%+v, %v", out, err)
	}
	if c := out.Comments[0]; c.File != "commentary/cla/old/2024 draft.MD" || len(c.SHA256) != 64 {
		t.Errorf("%+v", c)
	}
	if got := out.Faults[0].String(); got != "commentary/cla/broken.md:1:1: want a line of three hyphens, then lines such as indicator: cla; `sightline comment ID` writes a file to start from" {
		t.Error(got)
	}
}

func TestMarkdownIsHarmless(t *testing.T) {
	for text, want := range map[string]string{
		"# One\n\n### Two\n\n# Three":                "<h4>One</h4>\n<h5>Two</h5>\n<h4>Three</h4>\n",
		"*a* **b** `c`\n\n- d\n- e":                  "<p><em>a</em> <strong>b</strong> <code>c</code></p>\n<ul>\n<li>d</li>\n<li>e</li>\n</ul>\n",
		"<script>alert(1)</script>":                  "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n",
		"<img src=x onerror=alert(1)>\n\n<div>":      "<p>&lt;img src=x onerror=alert(1)&gt;</p>\n<p>&lt;div&gt;</p>\n",
		"<!-- a -->":                                 "<p>&lt;!-- a --&gt;</p>\n",
		"[a](javascript:alert(1))":                   "<p>a</p>\n",
		"[a](JaVaScRiPt&#58;alert(1))":               "<p>a</p>\n",
		"[a](javascript&amp;#58;alert(1))":           "<p><a href=\"javascript&amp;#58;alert(1)\">a</a></p>\n",
		"[a](data:text/html;base64,x)":               "<p>a</p>\n",
		"[a](//evil.example)":                        "<p>a</p>\n",
		"[a](/\\\\evil.example)":                     "<p>a</p>\n",
		"[a](\\\\\\\\evil.example)":                  "<p>a</p>\n",
		"[a](https://user:pass@www.gov.uk)":          "<p>a</p>\n",
		"[a](https://www.gov.uk/x?a=1&b=\"2)":        "<p><a href=\"https://www.gov.uk/x?a=1&amp;b=&#34;2\">a</a></p>\n",
		"[a](cla.html#months)":                       "<p><a href=\"cla.html#months\">a</a></p>\n",
		"<https://www.gov.uk> <javascript:alert(1)>": "<p><a href=\"https://www.gov.uk\">https://www.gov.uk</a> javascript:alert(1)</p>\n",
		"![a *picture*](https://evil.example/p.png)": "<p>a <em>picture</em></p>\n",
		"[![in a link](p.png)](https://www.gov.uk)":  "<p><a href=\"https://www.gov.uk\">in a link</a></p>\n",
		"![![nested](a.png)](b.png)":                 "<p>nested</p>\n",
		"a \u202egnp.exe\u2066 b&#x202E;c \u200fd":   "<p>a gnp.exe bc d</p>\n",
		"&lt;b&gt; &amp; &copy; &#0;":                "<p>&lt;b&gt; &amp; © \ufffd</p>\n",
		"````\n<b>\n````":                            "<pre><code>&lt;b&gt;\n</code></pre>\n",
		"```\"><script>\nx\n```":                     "<pre><code class=\"language-&quot;&gt;&lt;script&gt;\">x\n</code></pre>\n",
		"[a]: javascript:alert(1)\n\n[a] and [b][a]": "<p>a and b</p>\n",
		"👩‍👩‍👧 \"quoted\"":                           "<p>👩‍👩‍👧 &quot;quoted&quot;</p>\n",
	} {
		if got := string(commentary.HTML(text, 3)); got != want {
			t.Errorf("%q:\n got %q\nwant %q", text, got, want)
		}
	}
}

// allowed are the elements that a comment may become, with their attributes.
var allowed = map[string][]string{
	"p": nil, "em": nil, "strong": nil, "code": {"class"}, "pre": nil, "ul": nil, "ol": {"start"}, "li": nil, "blockquote": nil,
	"h4": nil, "h5": nil, "h6": nil, "hr": nil, "br": nil, "a": {"href"},
}

func FuzzHTML(f *testing.F) {
	for _, seed := range []string{
		"# a\n\n> b\n\n1. c\n2. d", "[a](javascript&#x3a;alert(1))", "<svg onload=alert(1)>", "![a](b \"c\")", "[a](<b c> 'd')",
		"\u202e", "***a**b*", "[a][b]\n\n[b]: //c", "`` ` ``", "<a@b.c>", "a\\\nb", "&#x6a;avascript:", "```a b\nc", strings.Repeat("[", 40),
		strings.Repeat("a", 300), "[x](vbscript:y)", "[x](\x01javascript:y)", "<http://a b>", "&NewLine;", "[a](jav&Tab;ascript:x)",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > commentary.MaxSize {
			return
		}
		out := string(commentary.HTML(text, 3))
		for tokens := html.NewTokenizer(strings.NewReader(out)); ; {
			kind := tokens.Next()
			if kind == html.ErrorToken {
				return
			}
			token := tokens.Token()
			switch kind { //nolint:exhaustive // of the others there is nothing to say
			case html.CommentToken, html.DoctypeToken:
				t.Fatalf("%q becomes %q", text, out)
			case html.StartTagToken, html.SelfClosingTagToken:
				attributes, ok := allowed[token.Data]
				if !ok {
					t.Fatalf("%q has an element %s", out, token.Data)
				}
				for _, a := range token.Attr {
					if !strings.Contains(strings.Join(attributes, " "), a.Key) {
						t.Fatalf("%q has an attribute %s", out, a.Key)
					}
					if a.Key == "href" && strings.Contains(a.Val, ":") && !strings.HasPrefix(a.Val, "http://") && !strings.HasPrefix(a.Val, "https://") &&
						!strings.ContainsAny(strings.SplitN(a.Val, ":", 2)[0], "/?#.") {
						t.Fatalf("%q leads to %q", out, a.Val)
					}
				}
			}
		}
	})
}

// A figure is read as it is written, and what is read is plain decimals.
func FuzzParseFigure(f *testing.F) {
	for _, seed := range []string{
		"21.4%", "52 per 10,000 (318 of 61,234)", "32 working days (of 124 cases)", "13.9 (2,432 of 175)", "13.9 (2,432 working days over 175 assessments)",
		"£1,588 (£66,612,345.67 over 41,947 children)", "−£12.50", "1 (2 over of 3)", "1 (over 3)", "1 (2 of over 3)", "1 (2  over 3)", "1 (", "1,,2 (3,of 4)", "1.0 (£ over £)",
	} {
		f.Add(seed)
	}
	plain := regexp.MustCompile(`^-?[0-9]+(\.[0-9]*[1-9])?$`)
	f.Fuzz(func(t *testing.T, text string) {
		got, ok := commentary.ParseFigure(text)
		if !ok {
			return
		}
		if got.Text != text || !plain.MatchString(got.Value) || got.Numerator != "" && !plain.MatchString(got.Numerator) ||
			got.Denominator != "" && !plain.MatchString(got.Denominator) || got.Numerator != "" && got.Denominator == "" || !got.Same(got) {
			t.Fatalf("%q is read as %+v", text, got)
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		good, "", "---\n---\n", "---\n:\n---\nx", "\ufeff---\r\nindicator: cla\r\n---\r\nx", "---\nfigure: £1,2,3 (4 of 5)\n---\n\n\nx",
		"---\nindicator: cla\nindicator: cla\n---\nx", "--- \nend: 9999-12-31\n---\n", "---\nauthor: '\n---\nx", "\xff\xfe", "a\x00b",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		c, faults := commentary.Parse("a.md", raw)
		lines := strings.Count(strings.ReplaceAll(string(raw), "\r", "\n"), "\n") + 1
		for _, fault := range faults {
			if fault.Line < 1 || fault.Line > lines || fault.Column < 1 || fault.What == "" {
				t.Fatalf("%+v of %d lines", fault, lines)
			}
		}
		if len(faults) == 0 && (c.Indicator == "" || c.Text == "" || c.Figure.Value == "" || c.End.IsZero() || c.TextLine > lines) {
			t.Fatalf("%+v", c)
		}
	})
}
