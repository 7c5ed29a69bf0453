package dashboards

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// The least contrasts of the Web Content Accessibility Guidelines 2.2: 1.4.3 for text, 1.4.11 for the marks
// of a chart.
const (
	textContrast = 4.5
	markContrast = 3.0
)

// colourPair is a colour of the style sheet on the ground that it stands on.
type colourPair struct {
	Selector, Colour, Ground string
	Ratio, Least             float64
}

// colours are the pairs of a style sheet: every colour of a text, and every line or filling of a chart.
type colours struct {
	Texts, Marks           int
	LowestText, LowestMark colourPair
	Faults                 []colourPair
}

var (
	cssComment = regexp.MustCompile(`(?s)/\*.*?\*/`)
	cssRule    = regexp.MustCompile(`([^{}]+)\{([^{}]*)\}`)
	cssHex     = regexp.MustCompile(`#[0-9a-fA-F]{3,8}\b`)
)

// darkGrounds are the parts of a page that lie on the dark band at its head.
var darkGrounds = []string{".masthead", ".brand", ".area", ".asat"}

// quietMarks are lines that only guide the eye: nothing is read off them.
var quietMarks = []string{".step", ".leader", ".band", ".grid"}

// readColours works out the contrasts of a style sheet for the screen. A text whose rule sets no ground of its
// own stands on white or on the pale ground of boxes, of which the worse counts; marks of charts stand on white.
func readColours(sheet string) colours {
	sheet = screenRules(cssComment.ReplaceAllString(sheet, ""))
	var out colours
	names := map[string]string{}
	rules := cssRule.FindAllStringSubmatch(sheet, -1)
	for _, rule := range rules {
		if strings.TrimSpace(rule[1]) == ":root" {
			for name, value := range declarations(rule[2]) {
				names[name] = value
			}
		}
	}
	resolve := func(value string) string {
		if name, found := strings.CutPrefix(value, "var("); found {
			name, _, _ = strings.Cut(name, ")")
			value = names[strings.TrimSpace(name)]
		}
		if hex := cssHex.FindString(value); hex != "" {
			return hex
		}
		return map[string]string{"white": "#ffffff", "black": "#000000"}[strings.TrimSpace(value)]
	}
	for _, rule := range rules {
		selector := strings.Join(strings.Fields(rule[1]), " ")
		set := declarations(rule[2])
		grounds := []string{"#ffffff", resolve("var(--wash)")}
		if slices.ContainsFunc(darkGrounds, func(dark string) bool { return strings.HasPrefix(selector, dark) }) {
			grounds = []string{resolve("var(--deep)")}
		}
		if own := resolve(set["background"]); own != "" {
			grounds = []string{own}
		}
		if colour := resolve(set["color"]); colour != "" { //nolint:misspell // the property's name
			out.Texts++
			out.LowestText = out.take(selector, colour, grounds, textContrast, out.LowestText)
		}
		if slices.ContainsFunc(quietMarks, func(quiet string) bool { return strings.Contains(selector, quiet) }) {
			continue
		}
		// A line painted before the filling is a halo that parts a mark from what lies beneath: it is not to be seen.
		if strings.HasPrefix(set["paint-order"], "stroke") {
			delete(set, "stroke")
		}
		// A hollow mark is seen by its line, a filled one by its filling.
		best := ""
		for _, property := range []string{"fill", "stroke"} {
			if set["paint-order"] == "stroke" && property == "stroke" {
				continue // the halo of a letter, which stands out by its filling
			}
			if colour := resolve(set[property]); colour != "" && (best == "" || contrast(colour, "#ffffff") > contrast(best, "#ffffff")) {
				best = colour
			}
		}
		if best != "" {
			out.Marks++
			out.LowestMark = out.take(selector, best, []string{"#ffffff"}, markContrast, out.LowestMark)
		}
	}
	return out
}

// take works out the worst contrast of a colour and returns the lower of it and the lowest so far.
func (c *colours) take(selector, colour string, grounds []string, least float64, lowest colourPair) colourPair {
	pair := colourPair{Selector: selector, Colour: colour, Ratio: math.Inf(1), Least: least}
	for _, ground := range grounds {
		if ground == "" {
			continue
		}
		if ratio := contrast(colour, ground); ratio < pair.Ratio {
			pair.Ratio, pair.Ground = ratio, ground
		}
	}
	if pair.Ratio < least {
		c.Faults = append(c.Faults, pair)
	}
	if lowest.Selector == "" || pair.Ratio < lowest.Ratio {
		return pair
	}
	return lowest
}

// String is the pair in words.
func (p colourPair) String() string {
	return fmt.Sprintf("%s: %s on %s is %.2f to 1, at least %.1f is wanted", p.Selector, p.Colour, p.Ground, p.Ratio, p.Least)
}

// screenRules leaves out what is for paper and for colours of the reader's own.
func screenRules(sheet string) string {
	var out strings.Builder
	for sheet != "" {
		at := strings.Index(sheet, "@")
		if at < 0 {
			out.WriteString(sheet)
			break
		}
		out.WriteString(sheet[:at])
		sheet = sheet[at:]
		open := strings.IndexByte(sheet, '{')
		if open < 0 {
			break
		}
		head := sheet[:open]
		end, depth := open+1, 1
		for ; end < len(sheet) && depth > 0; end++ {
			switch sheet[end] {
			case '{':
				depth++
			case '}':
				depth--
			}
		}
		if strings.HasPrefix(head, "@media") && !strings.Contains(head, "print") && !strings.Contains(head, "forced-colors") { //nolint:misspell // the feature's name
			out.WriteString(sheet[open+1 : max(end-1, open+1)])
		}
		sheet = sheet[end:]
	}
	return out.String()
}

func declarations(text string) map[string]string {
	out := map[string]string{}
	for one := range strings.SplitSeq(text, ";") {
		if name, value, found := strings.Cut(one, ":"); found {
			out[strings.TrimSpace(name)] = strings.TrimSpace(value)
		}
	}
	return out
}

// contrast is the ratio of the guidelines' relative luminances, from 1 to 21.
func contrast(a, b string) float64 {
	x, y := luminance(a), luminance(b)
	return (math.Max(x, y) + 0.05) / (math.Min(x, y) + 0.05)
}

func luminance(hex string) float64 {
	hex = strings.TrimPrefix(hex, "#")
	if len(hex) < 6 {
		var long strings.Builder
		for _, digit := range hex {
			long.WriteString(strings.Repeat(string(digit), 2))
		}
		hex = long.String()
	}
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		if len(hex) < 2*i+2 {
			break
		}
		n, err := strconv.ParseUint(hex[2*i:2*i+2], 16, 8)
		if err != nil {
			return 0
		}
		channel := float64(n) / 255
		if channel <= 0.04045 {
			channel /= 12.92
		} else {
			channel = math.Pow((channel+0.055)/1.055, 2.4)
		}
		sum += weight * channel
	}
	return sum
}
