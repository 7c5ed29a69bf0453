package checks

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"sightline/etl/example"

	"github.com/goccy/go-yaml"
)

//go:embed *.sql
var embedded embed.FS

// Severity says what a finding is worth.
type Severity string

// The severities. A fail cannot be true and moves a figure; a warn may be true and has to be looked at.
const (
	Fail Severity = "fail"
	Warn Severity = "warn"
)

// Subject says whose id a check's person_id is.
type Subject string

// The subjects of a check.
const (
	Child  Subject = "child"
	Worker Subject = "worker"
	Record Subject = "record" // of no person: a posting, a target, an estimate
)

// Effect is a figure that the rows found move, and how.
type Effect struct {
	Of  string `yaml:"of"` // an indicator, or a theme when it is most of its indicators
	How string `yaml:"how"`
}

// Check is one check, from one file. ID is the file's name.
type Check struct {
	ID   string `yaml:"-"`
	File string `yaml:"-"`

	Title    string   `yaml:"title"`
	Severity Severity `yaml:"severity"`
	Rule     *string  `yaml:"rule"`                // the field's own number, e.g. SSDA903 501; empty when it has none
	RuleNote string   `yaml:"rule_note,omitempty"` // why there is no number, or how the check differs from it
	About    Subject  `yaml:"about"`
	Message  string   `yaml:"message"` // what is wrong and what to do, for the analyst
	Figures  []Effect `yaml:"figures"`
	Tables   []string `yaml:"tables"` // core tables that the query reads; the rows found are the first one's
	Source   string   `yaml:"source"` // where the rule is written down

	// Query is the whole file, comments included, so that a line number in a database message is a
	// line number of the file.
	Query    string            `yaml:"-"`
	Examples []example.Example `yaml:"-"`
}

const headerMark = "/* check"

var (
	idForm    = regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)
	ruleForm  = regexp.MustCompile(`^(SSDA903 [0-9A-Za-z]+|CIN [0-9]+Q?)(, (SSDA903 [0-9A-Za-z]+|CIN [0-9]+Q?))*$`)
	coreTable = regexp.MustCompile(`\bcore\.[a-z][a-z0-9_]*`)
	blocks    = regexp.MustCompile(`(?s)/\*.*?\*/`)
)

// exampleForm is what stands in the examples of checks: at is the day that figures cover last, today
// the day of the run, which is at when it is not given.
func exampleForm() example.Form {
	return example.Form{Options: []string{"at", "today"}, Wants: []string{"want"}}
}

// Embedded are the checks of this program, by id. The error joins every fault found, each an
// *example.Fault.
func Embedded() ([]*Check, error) { return Load(embedded) }

// Load reads every *.sql file at the root of files.
func Load(files fs.FS) ([]*Check, error) {
	names, err := fs.Glob(files, "*.sql")
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	var (
		all    []*Check
		faults []error
	)
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		check, err := Parse(name, text)
		if err != nil {
			faults = append(faults, err)
			continue
		}
		all = append(all, check)
	}
	return all, errors.Join(faults...)
}

// Find is the check of an id, or nil.
func Find(all []*Check, id string) *Check {
	for _, check := range all {
		if check.ID == id {
			return check
		}
	}
	return nil
}

// decodeHeader reads strict YAML. The decoder panics on some texts that are none, which is a fault of
// the text like any other.
func decodeHeader(text []byte, check *Check) (err error) {
	defer func() {
		if recover() != nil {
			err = errors.New("not YAML that can be read")
		}
	}()
	return yaml.NewDecoder(bytes.NewReader(text), yaml.Strict()).Decode(check)
}

// Parse reads the file of a check.
func Parse(name string, text []byte) (*Check, error) {
	fault := func(line int, format string, args ...any) error {
		return &example.Fault{File: name, Line: line, Err: fmt.Errorf(format, args...)}
	}
	id, isSQL := strings.CutSuffix(name, ".sql")
	if !isSQL || !idForm.MatchString(id) {
		return nil, fault(0, "want a file <id>.sql in lower case letters, digits and single underscores")
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
	check := &Check{ID: id, File: name, Query: string(text)}
	// The blank first line stands for the opening mark, so that YAML's line numbers are the file's.
	if err := decodeHeader(append([]byte("\n"), header...), check); err != nil {
		line, reason := yamlFault(err)
		return nil, fault(line, "header: %s", reason)
	}
	var faults []error
	for _, wrong := range check.headerFaults() {
		faults = append(faults, fault(headerLine(header, wrong.key), "header: %s", wrong.text))
	}
	bodyLine := 2 + bytes.Count(header, []byte("\n")) + 1
	examples, err := example.Parse(name, body, bodyLine, exampleForm())
	if err != nil {
		faults = append(faults, err)
	}
	check.Examples = examples
	for _, wrong := range check.bodyFaults(string(body)) {
		faults = append(faults, fault(bodyLine, "%s", wrong))
	}
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	return check, nil
}

type headerFault struct{ key, text string }

// headerFaults lists what strict decoding cannot see: missing keys and words outside their lists.
func (c *Check) headerFaults() []headerFault {
	var out []headerFault
	add := func(key, format string, args ...any) {
		out = append(out, headerFault{key, fmt.Sprintf(format, args...)})
	}
	for _, one := range []struct{ key, value string }{
		{"title", c.Title}, {"message", c.Message}, {"source", c.Source},
	} {
		if strings.TrimSpace(one.value) == "" {
			add(one.key, "missing key %s", one.key)
		}
	}
	if c.Severity != Fail && c.Severity != Warn {
		add("severity", "severity %q: want fail or warn", c.Severity)
	}
	if !slices.Contains([]Subject{Child, Worker, Record}, c.About) {
		add("about", "about %q: want child, worker or record", c.About)
	}
	switch {
	case c.Rule == nil:
		add("rule", `missing key rule: want the field's own number, or "" and a rule_note`)
	case *c.Rule == "" && strings.TrimSpace(c.RuleNote) == "":
		add("rule", "an empty rule wants a rule_note that says why there is no number")
	case *c.Rule != "" && !ruleForm.MatchString(*c.Rule):
		add("rule", "rule %q: want SSDA903 or CIN and the number, several with commas between", *c.Rule)
	}
	if len(c.Figures) == 0 {
		add("figures", "missing key figures")
	}
	for _, effect := range c.Figures {
		if !idForm.MatchString(effect.Of) || strings.TrimSpace(effect.How) == "" {
			add("figures", "figures: want of (an indicator or a theme) and how")
		}
	}
	return out
}

// bodyFaults lists what is wrong with the query and the examples.
func (c *Check) bodyFaults(body string) []string {
	var out []string
	query := withoutComments(body)
	switch {
	case strings.TrimSpace(query) == "":
		out = append(out, "want a query after the header")
	case strings.Contains(query, ";"):
		out = append(out, "want one select without a semicolon")
	}
	read := coreTable.FindAllString(query, -1)
	slices.Sort(read)
	read = slices.Compact(read)
	named := slices.Clone(c.Tables)
	slices.Sort(named)
	if !slices.Equal(read, named) {
		out = append(out, fmt.Sprintf("tables: the query reads %s: want exactly these", strings.Join(read, ", ")))
	}
	var finding, clear bool
	for _, one := range c.Examples {
		if one.Options["at"] == "" {
			out = append(out, fmt.Sprintf("example %q: missing at: YYYY-MM-DD", one.Sentence))
		}
		if want := one.Wants["want"]; want != nil {
			finding, clear = finding || len(want.Rows) > 0, clear || len(want.Rows) == 0
		}
	}
	if !finding || !clear {
		out = append(out, "want at least two examples: one whose rows are found and a near miss that finds none")
	}
	return out
}

// headerLine finds the file line of a top-level key; 1 when the key is not there.
func headerLine(header []byte, key string) int {
	for i, line := range bytes.Split(header, []byte("\n")) {
		if bytes.HasPrefix(line, []byte(key+":")) {
			return i + 2
		}
	}
	return 1
}

var yamlPosition = regexp.MustCompile(`^\[(\d+):\d+\] ([^\n]*)`)

// yamlFault splits a message of the YAML reader into line and reason, without the source excerpt.
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

func withoutComments(query string) string {
	var out strings.Builder
	for line := range strings.Lines(blocks.ReplaceAllString(query, "")) {
		code, comment, commented := strings.Cut(line, "--")
		out.WriteString(code)
		if commented && strings.HasSuffix(comment, "\n") {
			out.WriteString("\n")
		}
	}
	return out.String()
}

// QueryText is the query alone, without header and examples, for reading.
func (c *Check) QueryText() string {
	return strings.TrimSpace(blocks.ReplaceAllString(c.Query, ""))
}
