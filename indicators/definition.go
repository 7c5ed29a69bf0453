package indicators

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
)

// Statistic says how cases become a value.
type Statistic string

// The statistics an indicator may declare.
const (
	Count  Statistic = "count"  // sum of numerators
	Ratio  Statistic = "ratio"  // sum of numerators over sum of denominators, times the unit's multiplier
	Median Statistic = "median" // median of numerators
)

// Window says what a case's date means and which periods a value covers.
type Window string

// The windows an indicator may declare.
const (
	Flow     Window = "flow"     // cases happen on a day; months add up to quarters and years
	Snapshot Window = "snapshot" // cases stand at a day
	Spanning Window = "period"   // cases are counted once per period; months do not add up
)

// Direction says which way of an indicator is good.
type Direction string

// The directions of a polarity.
const (
	High    Direction = "high"
	Low     Direction = "low"
	Neutral Direction = "neutral"
)

// Polarity is a direction and the reason for it.
type Polarity struct {
	Direction Direction `yaml:"direction"`
	Reason    string    `yaml:"reason"`
}

// Edition is one wording of the rule and the dates it held for. The last edition may be open.
type Edition struct {
	From   string `yaml:"from"` // ISO date, first period end it applies to
	To     string `yaml:"to,omitempty"`
	Rule   string `yaml:"rule"`   // short key, e.g. PS3.2016; the edition column of published figures
	Source string `yaml:"source"` // where the rule is written down

	// Decimals overrides the indicator's where the edition was published more or less finely.
	Decimals *int `yaml:"decimals,omitempty"`
}

// Source is a field of a return that the query rests on. Return is an extract kind.
//
// What the extracts do not cover makes a figure not available. Every source is needed, but of those that
// share the word AnyOf one way is enough: a return, or what shares the word Way, with all of its tables.
type Source struct {
	Return string `yaml:"return"`
	Table  string `yaml:"table"`
	Field  string `yaml:"field"`
	AnyOf  string `yaml:"any_of,omitempty"` // what it tells, e.g. referrals
	Way    string `yaml:"way,omitempty"`    // the way of telling it; empty for the return's name
}

// need is what the source stands for in the question whether the extracts cover a period.
func (s Source) need() string {
	if s.AnyOf != "" {
		return s.AnyOf
	}
	return s.Return + " " + s.Table
}

// way is the way of meeting a need that the source belongs to.
func (s Source) way() string {
	if s.Way != "" {
		return s.Way
	}
	return s.Return
}

// Option is a point that no source settles: how it is read here by default, and how else an authority may
// choose to read it in its configuration. Indicators that declare an option of the same name declare
// the same option.
type Option struct {
	Name     string            `yaml:"name"`
	Question string            `yaml:"question"`
	Default  string            `yaml:"default"`
	Values   map[string]string `yaml:"values"` // each value's meaning in words; the default's too
	Source   string            `yaml:"source"` // what the sources say, or do not

	// Named options are in the edition of every figure, the default too: without them it says nothing.
	Named bool `yaml:"named,omitempty"`
}

// Companion is an indicator to be read beside this one, and why.
type Companion struct {
	ID  string `yaml:"id"`
	Why string `yaml:"why"`
}

// Definition is one indicator: its header, its query and its examples, from one file of the
// catalogue. Theme and ID are the file's folder and name.
type Definition struct {
	ID    string `yaml:"-"`
	Theme string `yaml:"-"`
	File  string `yaml:"-"` // path inside the catalogue

	Title       string      `yaml:"title"`             // {option} stands for the words of the option's value
	Finding     string      `yaml:"finding,omitempty"` // what the figure says, in a few words, {} for the figure with its unit
	Question    string      `yaml:"question"`          // what a manager asks
	Also        []string    `yaml:"also"`              // other names, e.g. NI 62
	Editions    []Edition   `yaml:"edition"`
	Succeeds    string      `yaml:"succeeds,omitempty"`
	AlsoAfter   []string    `yaml:"also_succeeds,omitempty"` // where one rule took the place of several
	SucceededBy string      `yaml:"succeeded_by,omitempty"`
	Statistic   Statistic   `yaml:"statistic"`
	Unit        string      `yaml:"unit"` // percent, per 10,000, children, points, £, ...
	Decimals    int         `yaml:"decimals"`
	Polarity    Polarity    `yaml:"polarity"`
	Window      Window      `yaml:"window"`
	YearEnd     string      `yaml:"year_end"` // MM-DD
	Numerator   string      `yaml:"numerator"`
	Denominator string      `yaml:"denominator"`
	Exclusions  []string    `yaml:"exclusions"`
	Sources     []Source    `yaml:"sources"`
	Comparator  Comparator  `yaml:"comparator"`
	Companions  []Companion `yaml:"companions"`
	Options     []Option    `yaml:"options,omitempty"`
	Caution     string      `yaml:"caution"` // what it does not show
	Owner       string      `yaml:"owner"`

	// Flows are the indicators of what adds to and takes from what stands at a day. Months of a stock follow
	// one another too closely for statistical process control, months of a flow do not.
	Flows []string `yaml:"flows,omitempty"`

	// History is how many whole months the rule looks back before the period begins or, of a snapshot, back
	// from its day, for events that a later extract does not repeat. Extracts that begin later than that
	// miss some. Nought: each record carries all that the rule asks of it.
	History Months `yaml:"history,omitempty"`

	// Clustered says why the ones of a share's denominator are no trials of their own, as the days of one worker
	// are not: such a share has no 95% limits, which would be far too narrow. Empty: they are.
	Clustered string `yaml:"clustered,omitempty"`

	// Distribution says what the cases took and where the limit lies; nil of a figure that is not about time.
	Distribution *Distribution `yaml:"distribution,omitempty"`

	// Completeness is a sentence for the reader: what has to be recorded for a case to be judged, and
	// what becomes of a case of which it is not.
	Completeness string `yaml:"completeness"`

	titleForm string // the title as written

	// Query is the whole file, comments included, so that a line number in a database message is a
	// line number of the file.
	Query    string    `yaml:"-"`
	Examples []Example `yaml:"-"`
}

// DefinitionError is a fault in a catalogue file. Line is 0 when the fault is of the whole file.
type DefinitionError struct {
	File string
	Line int
	Err  error
}

func (e *DefinitionError) Error() string {
	if e.Line == 0 {
		return fmt.Sprintf("%s: %v", e.File, e.Err)
	}
	return fmt.Sprintf("%s:%d: %v", e.File, e.Line, e.Err)
}

func (e *DefinitionError) Unwrap() error { return e.Err }

// Percent is the unit of a proportion; its values run from 0 to 100.
const Percent = "percent"

// perTenThousand is the unit of a rate over a population.
const perTenThousand = "per 10,000"

// Multiplier is what a ratio is multiplied by to be in the indicator's unit.
func (d *Definition) Multiplier() float64 {
	switch d.Unit {
	case Percent:
		return 100
	case perTenThousand:
		return 10_000
	default:
		return 1
	}
}

// Money tells whether the unit is pounds, whole or per something.
func (d *Definition) Money() bool { return strings.HasPrefix(d.Unit, "£") }

// EditionAt is the edition in force for a period that ends on day; the nearest one when none is.
func (d *Definition) EditionAt(day time.Time) Edition {
	iso := day.Format(time.DateOnly)
	for _, edition := range slices.Backward(d.Editions) {
		if edition.From <= iso {
			return edition
		}
	}
	return d.Editions[0]
}

// DecimalsAt is the number of decimals a value for a period that ends on day is published with.
func (d *Definition) DecimalsAt(day time.Time) int {
	if decimals := d.EditionAt(day).Decimals; decimals != nil {
		return *decimals
	}
	return d.Decimals
}

const headerMark = "/* indicator"

var idForm = regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)

// decodeHeader reads strict YAML. The decoder panics on some texts that are none, which is a fault of
// the text like any other.
func decodeHeader(text []byte, def *Definition) (err error) {
	defer func() {
		if recover() != nil {
			err = errors.New("not YAML that can be read")
		}
	}()
	return yaml.NewDecoder(bytes.NewReader(text), yaml.Strict()).Decode(def)
}

// ParseDefinition reads a catalogue file. name is theme/id.sql. The error joins every fault found,
// each a *DefinitionError.
func ParseDefinition(name string, text []byte) (*Definition, error) {
	fault := func(line int, format string, args ...any) error {
		return &DefinitionError{File: name, Line: line, Err: fmt.Errorf(format, args...)}
	}
	theme, base, ok := strings.Cut(name, "/")
	id, isSQL := strings.CutSuffix(base, ".sql")
	if !ok || !isSQL || !idForm.MatchString(id) || !idForm.MatchString(theme) {
		return nil, fault(0, "want a file theme/id.sql in lower case letters, digits and single underscores")
	}
	text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
	rest, found := bytes.CutPrefix(text, []byte(headerMark+"\n"))
	if !found {
		return nil, fault(1, "want the first line to be %q", headerMark)
	}
	header, body, found := bytes.Cut(rest, []byte("\n*/"))
	if !found {
		return nil, fault(1, "the header comment is not closed: want a line */")
	}
	def := &Definition{ID: id, Theme: theme, File: name, Query: string(text)}
	// The blank first line stands for the opening mark, so that YAML's line numbers are the file's.
	if err := decodeHeader(append([]byte("\n"), header...), def); err != nil {
		line, reason := yamlFault(err)
		return nil, fault(line, "header: %s", reason)
	}
	def.titleForm = def.Title
	def.Title = def.titleWith(nil)
	var faults []error
	for _, reason := range def.faults() {
		faults = append(faults, fault(headerLine(header, reason.key), "header: %s", reason.text))
	}
	bodyLine := 1 + bytes.Count(header, []byte("\n")) + 2
	examples, err := parseExamples(name, body, bodyLine)
	if err != nil {
		faults = append(faults, err)
	}
	def.Examples = examples
	if query := stripComments(string(body)); strings.TrimSpace(query) == "" {
		faults = append(faults, fault(bodyLine, "want a query after the header"))
	} else if strings.Contains(query, ";") {
		faults = append(faults, fault(bodyLine, "want one select without a semicolon"))
	}
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	return def, nil
}

// mostFindingWords leave room in the title of a page for what the figure is beside.
const mostFindingWords = 9

type headerFault struct{ key, text string }

// faults lists what strict decoding cannot see: missing keys and words outside their lists.
func (d *Definition) faults() []headerFault {
	var out []headerFault
	add := func(key, format string, args ...any) {
		out = append(out, headerFault{key, fmt.Sprintf(format, args...)})
	}
	for key, value := range map[string]string{
		"title": d.Title, "question": d.Question, "unit": d.Unit, "numerator": d.Numerator,
		"completeness": d.Completeness, "caution": d.Caution, "owner": d.Owner,
	} {
		if strings.TrimSpace(value) == "" {
			add(key, "missing key %s", key)
		}
	}
	if strings.ContainsAny(d.Title, "{}") {
		add("title", "title: want an option of this definition in braces, or none")
	}
	if d.Finding != "" && (strings.Count(d.Finding, "{}") != 1 || strings.ContainsAny(strings.Replace(d.Finding, "{}", "", 1), "{}.:") ||
		len(strings.Fields(d.Finding)) > mostFindingWords) {
		add("finding", "finding: want at most %d words with {} once, where the figure goes, and no colon or full stop", mostFindingWords)
	}
	if d.Statistic == Ratio && strings.TrimSpace(d.Denominator) == "" {
		add("denominator", "missing key denominator: a ratio needs one")
	}
	if !slices.Contains([]Statistic{Count, Ratio, Median}, d.Statistic) {
		add("statistic", "statistic %q: want count, ratio or median", d.Statistic)
	}
	if !slices.Contains([]Window{Flow, Snapshot, Spanning}, d.Window) {
		add("window", "window %q: want flow, snapshot or period", d.Window)
	}
	if !slices.Contains([]Direction{High, Low, Neutral}, d.Polarity.Direction) {
		add("polarity", "polarity direction %q: want high, low or neutral", d.Polarity.Direction)
	}
	if strings.TrimSpace(d.Polarity.Reason) == "" {
		add("polarity", "missing key polarity.reason")
	}
	if _, err := time.Parse("01-02", d.YearEnd); err != nil {
		add("year_end", "year_end %q: want month and day as MM-DD, e.g. 03-31", d.YearEnd)
	}
	if d.Decimals < 0 || d.Decimals > 6 {
		add("decimals", "decimals %d: want 0 to 6", d.Decimals)
	}
	if d.History < 0 || d.History > mostHistory {
		add("history", "history: want whole months, 0 to %d", mostHistory)
	}
	if len(d.Editions) == 0 {
		add("edition", "missing key edition")
	}
	for _, edition := range d.Editions {
		if _, err := time.Parse(time.DateOnly, edition.From); err != nil || edition.Rule == "" || edition.Source == "" {
			add("edition", "edition: want from (YYYY-MM-DD), rule and source")
		}
	}
	if len(d.Sources) == 0 {
		add("sources", "missing key sources")
	}
	for _, source := range d.Sources {
		if source.Return == "" || source.Table == "" || source.Field == "" {
			add("sources", "sources: want return, table and field")
		}
		if source.Way != "" && source.AnyOf == "" {
			add("sources", "sources: way %s: want any_of beside it", source.Way)
		}
	}
	for _, option := range d.Options {
		if reason := option.fault(); reason != "" {
			add("options", "options: %s", reason)
		}
	}
	for _, reason := range slices.Concat(d.Comparator.faults(d), d.flowFaults(), d.distributionFaults()) {
		add(reason.key, "%s", reason.text)
	}
	slices.SortFunc(out, func(a, b headerFault) int { return strings.Compare(a.key+a.text, b.key+b.text) })
	return out
}

// fault says what is wrong with an option; empty when nothing is.
func (o Option) fault() string {
	switch {
	case !idForm.MatchString(o.Name):
		return fmt.Sprintf("name %q: want lower case letters, digits and single underscores", o.Name)
	case o.Question == "" || o.Source == "":
		return o.Name + ": want question and source"
	case len(o.Values) < 2:
		return o.Name + ": want at least two values"
	case o.Values[o.Default] == "":
		return fmt.Sprintf("%s: the default %q is none of its values", o.Name, o.Default)
	}
	return ""
}

// headerLine finds the file line of a key; 1 when it is not there. A dot leads to a key inside a block, of
// which the line of the block stands in where the key has none of its own.
func headerLine(header []byte, key string) int {
	lines := bytes.Split(header, []byte("\n"))
	found := -1
	for depth, part := range strings.Split(key, ".") {
		at := slices.IndexFunc(lines[found+1:], func(line []byte) bool {
			within := bytes.HasPrefix(line, []byte(" "))
			return within == (depth > 0) && bytes.HasPrefix(bytes.TrimLeft(line, " "), []byte(part+":"))
		})
		end := slices.IndexFunc(lines[found+1:], func(line []byte) bool { return depth > 0 && !bytes.HasPrefix(line, []byte(" ")) })
		if at < 0 || end >= 0 && at > end {
			break
		}
		found += at + 1
	}
	return max(found+2, 1)
}

var yamlPosition = regexp.MustCompile(`^\[(\d+):\d+\] ([^\n]*)`)

// yamlFault splits a goccy/go-yaml message into line and reason, without the source excerpt.
func yamlFault(err error) (int, string) {
	match := yamlPosition.FindStringSubmatch(err.Error())
	if match == nil {
		return 1, err.Error()
	}
	line := 0
	if _, scanErr := fmt.Sscan(match[1], &line); scanErr != nil {
		return 1, err.Error()
	}
	return line, match[2]
}

var blockComment = regexp.MustCompile(`(?s)/\*.*?\*/`)

func stripComments(query string) string {
	query = blockComment.ReplaceAllString(query, "")
	var out strings.Builder
	for line := range strings.Lines(query) {
		code, _, _ := strings.Cut(line, "--")
		out.WriteString(code)
	}
	return out.String()
}

// QueryText is the query alone, without header and examples, for reading.
func QueryText(d *Definition) string {
	return strings.TrimSpace(blockComment.ReplaceAllString(d.Query, ""))
}
