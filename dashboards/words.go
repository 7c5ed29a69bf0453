package dashboards

import (
	"fmt"
	"math"
	"strings"

	"sightline/indicators"
)

// tag is a verdict in words with a sign; colour is never its only mark.
type tag struct {
	Class string // better, worse, same, plain or none: names a style, carries no meaning alone
	Sign  string
	Text  string
}

var (
	tagNone   = tag{"none", "–", "not compared"}
	tagChance = tag{"same", "≈", "could be chance"}
	tagSame   = tag{"same", "=", "no change"}
	tagApart  = tag{"none", "–", "not judged"}
)

// verdictTag dresses a verdict of benchmarks.comparison.
func verdictTag(verdict string) tag {
	switch lower := strings.ToLower(verdict); {
	case lower == "":
		return tagNone
	case strings.HasPrefix(lower, "not "):
		return tag{"none", "–", verdict}
	case strings.HasPrefix(lower, "better"):
		return tag{"better", "✓", verdict}
	case strings.HasPrefix(lower, "worse"):
		return tag{"worse", "!", verdict}
	case strings.HasPrefix(lower, "higher"):
		return tag{"plain", "↑", verdict}
	case strings.HasPrefix(lower, "lower"):
		return tag{"plain", "↓", verdict}
	default:
		return tag{"same", "≈", verdict}
	}
}

// polarityTag says whether a rise or a fall is the better way; where neither is, only which it was.
func polarityTag(def *indicators.Definition, up bool) tag {
	switch {
	case def.Polarity.Direction == indicators.Neutral:
		return tag{"plain", map[bool]string{true: "▲", false: "▼"}[up], map[bool]string{true: "higher", false: "lower"}[up]}
	case up == (def.Polarity.Direction == indicators.High):
		return tag{"better", "✓", "better"}
	default:
		return tag{"worse", "!", "worse"}
	}
}

// untestedTag is polarityTag for figures without limits: nothing says whether the change is more
// than chance, so it gets no verdict.
func untestedTag(def *indicators.Definition, up bool) tag {
	verdict := polarityTag(def, up)
	if def.Polarity.Direction == indicators.Neutral {
		verdict.Text += ", untested"
		return verdict
	}
	return tag{"plain", "·", verdict.Text + " way, untested"}
}

// change is what happened since the same point a year before.
type change struct {
	Known    bool
	Sign     string // arrow
	Words    string // up 1.2 percentage points
	Tag      tag
	From     string // the earlier figure with its unit
	Said     string // the same in running words
	Why      string // why two figures that are there are not compared
	Strength float64
	Up       bool
	Hidden   bool    // the earlier figure is there and hidden
	Untested bool    // without limits nothing says whether it is more than chance
	Share    float64 // of the earlier figure
}

// changeSince compares a cell with the one a year before it, as published. Where both have 95%
// limits, the limits of the difference are put together from theirs by squares (Newcombe, Stat.
// Med. 17 (1998) 873, method 10; Zou and Donner, Stat. Med. 27 (2008) 1693): a difference whose
// limits hold nought could be chance. Figures that share cases are closer than that allows for, so
// the word is given sparingly. A figure that misses what came before the extracts begin is compared with none, and neither
// are two whose difference may be no more than the cases that were not recorded.
func changeSince(def *indicators.Definition, now, before Cell) change {
	if now.Has() && before.Symbol == Confidential && now.Edition == before.Edition {
		return change{Hidden: true, Why: "not compared: the earlier figure is hidden"}
	}
	if !now.Has() || !before.Has() || now.Edition != before.Edition {
		return change{}
	}
	if before.ShortHistory || now.ShortHistory {
		return change{Why: "not compared: the extracts begin too late for the earlier figure"}
	}
	places := max(now.Places, before.Places)
	step := indicators.Round(*now.Value, places) - indicators.Round(*before.Value, places)
	out := change{
		Known: true, From: inSentence(*before.Value, now.Unit, places), Said: said(*before.Value, now.Unit, places), Up: step > 0,
	}
	if indicators.Round(step, places) == 0 {
		out.Sign, out.Words, out.Tag = "=", "no change", tagSame
		return out
	}
	out.Sign, out.Words = "↑", "up "
	if step < 0 {
		out.Sign, out.Words = "↓", "down "
	}
	out.Words += difference(step, now.Unit, places)
	out.Tag = polarityTag(def, step > 0)
	if now.Limited() && before.Limited() {
		half := math.Hypot(*now.Value-*now.Lower, *before.Upper-*before.Value)
		if step < 0 {
			half = math.Hypot(*now.Upper-*now.Value, *before.Value-*before.Lower)
		}
		if math.Abs(step) <= half {
			out.Tag = tagChance
		} else if half > 0 {
			out.Strength = math.Abs(step) / half
		}
		if out.Tag != tagChance && recordsDecide(now, before) {
			return change{Why: "not compared: more cases are not recorded than the two figures differ by"}
		}
	} else {
		out.Tag, out.Untested = untestedTag(def, step > 0), true
		// Without limits a change counts as large by its share of the earlier figure.
		if share := math.Abs(step) / math.Max(math.Abs(*before.Value), math.SmallestNonzeroFloat64); !math.IsInf(share, 0) {
			out.Strength = math.Min(share*10, 10)
			out.Share = share
		}
	}
	return out
}

// figureWords is a cell in a sentence.
func figureWords(c Cell) string {
	switch {
	case c.Symbol == Low:
		return "close to nought"
	case c.Has():
		return inSentence(*c.Value, c.Unit, c.Places)
	default:
		return symbolWords(c.Symbol)
	}
}

// saidFigure is figureWords in running words.
func saidFigure(c Cell) string {
	if c.Has() && c.Symbol == Shown {
		return said(*c.Value, c.Unit, c.Places)
	}
	return figureWords(c)
}

// tableFigure is a cell in a table.
func tableFigure(c Cell) string {
	if c.Has() && c.Symbol == Shown {
		return inTable(*c.Value, c.Unit, c.Places)
	}
	return string(c.Symbol)
}

func symbolWords(symbol Symbol) string {
	switch symbol {
	case NotApplicable:
		return "not applicable"
	case Confidential:
		return "hidden"
	case Low:
		return "close to nought"
	case Unreliable:
		return "too unreliable to show"
	default:
		return "not available"
	}
}

// whySymbol says why there is no figure.
func whySymbol(symbol Symbol, below int) string {
	switch symbol {
	case NotApplicable:
		return "there was nobody to count it among"
	case Confidential:
		return fmt.Sprintf("it rests on fewer than %d, or would give away a figure that does", below)
	case Low:
		return "it is not nought, but rounds to it"
	case Unreliable:
		return "it is too unreliable"
	default:
		return "the extracts do not cover the period"
	}
}

// limitsWords states 95% limits.
func limitsWords(c Cell) string {
	if !c.Limited() {
		return ""
	}
	return inTable(*c.Lower, c.Unit, c.Places) + " to " + inTable(*c.Upper, c.Unit, c.Places)
}

// finding is the title of an indicator's page: what the figure says, in about ten words.
func (e *entry) finding() string {
	def, now, compared, year := e.Def, e.Now, e.Latest, e.Year
	title := strings.TrimSuffix(def.Title, ".")
	if !e.Held {
		return title + ": not available"
	}
	if !now.Has() {
		return title + ": " + symbolWords(now.Symbol)
	}
	text := title + ": " + figureWords(now)
	switch {
	case now.Symbol == Shown && credited(*now.Value, now.Unit, now.Places):
		text = creditTitle(def, now)
	case now.Symbol == Shown && def.Finding != "":
		text = upperFirst(strings.Replace(def.Finding, "{}", figureWords(now), 1))
	case now.Symbol == Shown && strings.Contains(title, def.Unit):
		text = title + ": " + inTable(*now.Value, now.Unit, now.Places)
	}
	beside := compared != nil && compared.Relation != "" && compared.Same && compared.Verdict.Class != "none"
	// What five years changed beyond chance says more than that nothing could be told from one year, or from neighbours.
	quiet := beside && compared.Verdict.Class == "same" || !beside && (!year.Known || year.Tag.Class == "same")
	switch {
	case quiet && e.Five.Known && e.Five.To.Period == now.Period && e.Five.To.End.Equal(now.End):
		return text + e.Five.title()
	case beside:
		return text + ", " + compared.Relation
	case year.Known && year.Tag == tagChance:
		return text + ", no clear change in a year"
	case year.Known && year.Words == "no change":
		return text + ", no change in a year"
	case year.Known:
		if now.Symbol == Shown && credited(*now.Value, now.Unit, now.Places) {
			return text + ", spending " + year.Words + " in a year" // what came back went the other way
		}
		return text + ", " + year.Words + " in a year"
	default:
		return text
	}
}

// creditTitle is the title of money below nought: £4.3m more came back than was spent on residential care.
func creditTitle(def *indicators.Definition, now Cell) string {
	more := inSentence(-*now.Value, now.Unit, now.Places) + " more came back than was spent"
	if on, found := strings.CutPrefix(def.Finding, "{} spent"); found {
		return more + on
	}
	return strings.TrimSuffix(def.Title, ".") + ": " + more
}

// relation puts a figure beside a comparator: lower than neighbours. Where no verdict stands it says so, and
// nothing of which is the higher.
func relation(own, other float64, verdict tag, whom string) string {
	switch {
	case verdict == tagApart:
		return "not judged beside " + whom
	case verdict.Class == "none":
		return verdict.Text + " with " + whom
	case verdict.Class == "same":
		return "similar to " + whom
	case own > other:
		return "higher than " + whom
	case own < other:
		return "lower than " + whom
	default:
		return "the same as " + whom
	}
}

// themeWords is the heading of a theme.
func themeWords(theme string) string {
	switch theme {
	case "referral_assessment":
		return "Referrals and assessments"
	default:
		return upperFirst(strings.ReplaceAll(theme, "_", " "))
	}
}

// themeOrder is the way of a child through the service, then staff and money; other themes follow.
var themeOrder = []string{"referral_assessment", "child_protection", "looked_after", "adoption", "care_leavers", "workforce", "finance"}

// kindWords is an extract kind in words.
func kindWords(kind string) string {
	switch kind {
	case "ssda903":
		return "the looked-after children return (SSDA903)"
	case "cin_census":
		return "the children in need census"
	case "workforce":
		return "the establishment list or workforce census"
	case "absence":
		return "the absence extract"
	case "ledger":
		return "the ledger"
	case "population":
		return "the population estimates"
	case "assessment":
		return "the assessment list"
	case "annex_a":
		return "the Annex A lists"
	case "ssd":
		return "the Standard Safeguarding Dataset"
	case "allocation":
		return "the allocation extract"
	case "budget":
		return "the budget"
	case "placement_cost":
		return "the placement costs"
	case "postcode":
		return "the postcode directory"
	default:
		return strings.ReplaceAll(kind, "_", " ")
	}
}

// pluralKind tells whether the words for a kind of extract are a plural.
func pluralKind(kind string) bool {
	return kind == "population" || kind == "annex_a" || kind == "placement_cost"
}
