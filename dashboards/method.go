package dashboards

import (
	"bytes"
	"fmt"
	"html/template"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"sightline/indicators"
)

// methodPage is an indicator's method page. Body holds no figure, so that one serves every edition.
type methodPage struct {
	layout
	Body template.HTML
}

// methodView is a definition in words.
type methodView struct {
	Def        *indicators.Definition
	Theme      string
	Figures    string // way to the page with the figures; empty where each authority has its own
	Statistic  string
	Decimals   string
	Window     string
	YearEnd    string
	Limits     []string
	Polarity   string
	Editions   []editionRow
	Succeeds   []methodLink
	Successor  *methodLink
	Options    []optionView
	Aside      bool // at least one option is not at its default
	Sources    []sourceNeed
	Companions []methodLink
	Query      string
	Owner      string
	Policy     string // how its counts are published
	Examples   []exampleView
}

type methodLink struct{ ID, Title, Why string }

type editionRow struct{ From, To, Rule, Decimals, Source string }

// optionView is a point that no source settles, and how these figures read it.
type optionView struct {
	Name, Question, Source string
	Values                 []optionValue // the default first
	Aside                  bool          // not the default
	Chosen                 string
	Setting                string // as the configuration writes it
}

type optionValue struct {
	Words   string
	Name    string
	Default bool
	Used    bool
}

// methodsView is the list of all method pages.
type methodsView struct {
	layout
	Themes []methodTheme
	Aside  []methodLink // options not at their defaults: question and what was chosen
}

type methodTheme struct {
	ID, Name string
	Methods  []methodLink
}

// writeMethods writes the method pages, once for all authorities.
func (s *site) writeMethods() error {
	list := methodsView{}
	for _, group := range byTheme(s.opts.Catalogue.Definitions) {
		theme := methodTheme{ID: group[0].Theme, Name: themeWords(group[0].Theme)}
		for _, def := range group {
			theme.Methods = append(theme.Methods, methodLink{ID: def.ID, Title: def.Title, Why: def.Question})
			if err := s.writeMethod(def); err != nil {
				return err
			}
		}
		list.Themes = append(list.Themes, theme)
	}
	options, err := s.opts.Catalogue.Options()
	if err != nil {
		return err
	}
	for _, option := range options {
		if chosen := s.chosen(option); chosen != option.Default {
			list.Aside = append(list.Aside, methodLink{ID: option.Name, Title: option.Question, Why: option.Values[chosen]})
		}
	}
	for i, audience := range audiences {
		list.layout = s.sharedLayout(audience, "How the figures are made", "methods", 1)
		if err := s.page(i, "methods", methodFolder+"index.html", list); err != nil {
			return err
		}
	}
	return nil
}

func (s *site) writeMethod(def *indicators.Definition) error {
	var body bytes.Buffer
	if err := s.templates["method"].ExecuteTemplate(&body, "method", s.methodView(def)); err != nil {
		return fmt.Errorf("page %s%s.html: %w", methodFolder, def.ID, err)
	}
	for i, audience := range audiences {
		page := methodPage{
			layout: s.sharedLayout(audience, "Method: "+def.Title, "methods", 1).within(),
			Body:   template.HTML(body.String()), //nolint:gosec // a template of ours made it and escaped what it was given
		}
		if err := s.page(i, "method", methodFolder+def.ID+".html", page); err != nil {
			return err
		}
	}
	return nil
}

// sharedLayout frames a page that all authorities of an edition share.
func (s *site) sharedLayout(audience audience, title, section string, depth int) layout {
	up := strings.Repeat("../", depth)
	covered, asked := dataTo(s.opts.AsAt, s.areas...)
	out := layout{
		Title: title, Assets: up + "assets/", Home: up, Root: up, Section: section, Several: len(s.areas) > 1,
		Private: audience.private, Marking: audience.marking, Notice: s.opts.Notice, AsAt: covered, Asked: asked, Version: s.opts.Version,
		Below: audience.hides(s.opts.SuppressBelow), Hides: s.opts.hidesWords(audience),
	}
	if !out.Several {
		out.Area = s.areas[0].Name
	}
	return out
}

// chosen is the value of an option that the figures were computed with.
func (s *site) chosen(option indicators.Option) string {
	if value, ok := s.choices[option.Name]; ok {
		return value
	}
	return option.Default
}

func (s *site) methodView(def *indicators.Definition) methodView {
	view := methodView{
		Def: def, Theme: themeWords(def.Theme), Statistic: statisticWords(def), Decimals: decimalWords(def),
		Window: windowWords(def), YearEnd: yearEndWords(def), Limits: limitsMethod(def), Polarity: polarityWords(def),
		Sources: needsOf(def), Query: indicators.QueryText(def), Owner: sentence(def.Owner), Examples: exampleViews(def),
		Successor: s.methodLink(def.SucceededBy, ""), Policy: s.policyWords(def),
	}
	for _, id := range append([]string{def.Succeeds}, def.AlsoAfter...) {
		if former := s.methodLink(id, ""); former != nil {
			view.Succeeds = append(view.Succeeds, *former)
		}
	}
	if len(s.areas) == 1 {
		view.Figures = "../indicators/" + def.ID + ".html"
	}
	for _, edition := range def.Editions {
		row := editionRow{From: isoWords(edition.From), To: isoWords(edition.To), Rule: edition.Rule, Source: edition.Source}
		if edition.To == "" {
			row.To = "still in force"
		}
		places := def.Decimals
		if edition.Decimals != nil {
			places = *edition.Decimals
		}
		row.Decimals = strconv.Itoa(places)
		view.Editions = append(view.Editions, row)
	}
	for _, option := range def.Options {
		shown := s.optionView(option)
		view.Aside = view.Aside || shown.Aside
		view.Options = append(view.Options, shown)
	}
	for _, companion := range def.Companions {
		if linked := s.methodLink(companion.ID, sentence(companion.Why)); linked != nil {
			view.Companions = append(view.Companions, *linked)
		}
	}
	return view
}

func (s *site) methodLink(id, why string) *methodLink {
	for _, def := range s.opts.Catalogue.Definitions {
		if id != "" && def.ID == id {
			return &methodLink{id, def.Title, why}
		}
	}
	return nil
}

func (s *site) optionView(option indicators.Option) optionView {
	used := s.chosen(option)
	out := optionView{
		Name: option.Name, Question: option.Question, Source: sentence(option.Source), Aside: used != option.Default,
		Chosen: option.Values[used], Setting: option.Name + ": " + used,
	}
	names := slices.Sorted(maps.Keys(option.Values))
	slices.SortStableFunc(names, func(a, b string) int {
		switch option.Default {
		case a:
			return -1
		case b:
			return 1
		}
		return 0
	})
	for _, name := range names {
		out.Values = append(out.Values, optionValue{Words: sentence(option.Values[name]), Name: name, Default: name == option.Default, Used: name == used})
	}
	return out
}

func statisticWords(def *indicators.Definition) string {
	switch {
	case def.Statistic == indicators.Median:
		return "A median, in " + def.Unit + ": the case in the middle when all are put in order; of an even number, half way between the two in the middle."
	case def.Statistic == indicators.Count && def.Money():
		return "A sum of money, in pounds."
	case def.Statistic == indicators.Count:
		return "A number of " + def.Unit + "."
	case def.Unit == indicators.Percent:
		return "A percentage: the numerator out of the denominator."
	case strings.HasPrefix(def.Unit, "per "):
		return "A rate " + def.Unit + ": the numerator divided by the denominator and multiplied to that number."
	case def.Money():
		return "An amount in pounds" + strings.TrimPrefix(def.Unit, "£") + ": the numerator divided by the denominator."
	default:
		return "A mean, in " + def.Unit + ": the numerator divided by the denominator."
	}
}

func decimalWords(def *indicators.Definition) string {
	if def.Decimals == 0 {
		return "Published as a whole number, rounded half away from zero, once, at the end."
	}
	return "Published to " + countOf(def.Decimals, "decimal") + ", rounded half away from zero, once, at the end."
}

func windowWords(def *indicators.Definition) string {
	switch def.Window {
	case indicators.Snapshot:
		return "It stands at a day: the last of each month, or any day asked for."
	case indicators.Flow:
		return "It covers a length of time. What happens in single months adds up to quarters, years to date, whole years and any twelve months."
	default:
		return "It covers a length of time: a month, a quarter, a year to date, a whole year or any twelve months. Each is worked out afresh, because months do not add up."
	}
}

func yearEndWords(def *indicators.Definition) string {
	day, err := time.Parse("01-02", def.YearEnd)
	if err != nil {
		return ""
	}
	return "Its year ends on " + day.Format("2 January") + "."
}

// limitsMethod says how the 95% limits of an indicator are worked out, and who says so.
func limitsMethod(def *indicators.Definition) []string {
	const byar = "From ten on, Byar’s approximation is used (N. E. Breslow and N. E. Day, Statistical Methods in Cancer Research, vol. 2, 1987). " +
		"Below ten the limits are exact, by the chi-squared distribution (F. Garwood, Biometrika 28, 1936, page 437)."
	switch {
	case def.Money():
		return []string{"None. Money spent is money spent: there is nothing that scatters by chance in the way that numbers of children do."}
	case def.Statistic == indicators.Median:
		return []string{
			"The limits are two of the cases themselves: those between which the median lies with a probability of at least 95%, by their place in the order (W. J. Conover, Practical Nonparametric Statistics, 3rd edition, 1999, section 3.2).",
			"With fewer than six cases there are no such two, and no limits.",
		}
	case def.Clustered != "":
		return []string{"None. " + sentence(def.Clustered)}
	case def.Unit == indicators.Percent:
		return []string{"Wilson’s score method (E. B. Wilson, Journal of the American Statistical Association 22, 1927, page 209). The limits stay between 0% and 100% and hold for small numbers and for shares of none and all."}
	case def.Statistic == indicators.Count:
		return []string{"The number is taken as one of events that happen one by one. " + byar}
	case strings.HasPrefix(def.Unit, "per "):
		return []string{"The numerator is taken as a number of events that happen one by one, and its limits are divided by the denominator as the figure is. " + byar}
	default:
		return []string{
			"Student’s t distribution (Student, Biometrika 6, 1908, page 1), from the scatter of the cases about their mean, where there are at least ten cases and each counts once in the denominator.",
			"Otherwise there are no limits.",
		}
	}
}

// byTheme groups definitions in the order of a child's way through the service, then staff and money.
func byTheme(defs []*indicators.Definition) [][]*indicators.Definition {
	sorted := slices.Clone(defs)
	slices.SortStableFunc(sorted, func(x, y *indicators.Definition) int { return compareThemes(x.Theme, y.Theme) })
	var out [][]*indicators.Definition
	for i, def := range sorted {
		if i == 0 || sorted[i-1].Theme != def.Theme {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], def)
	}
	return out
}
