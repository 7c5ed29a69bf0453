package main

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"sightline/benchmarks"
	"sightline/etl"

	"github.com/goccy/go-yaml"
)

// config is sightline.yaml. Paths are relative to the file's folder until resolved.
type config struct {
	Authority   *authority        `yaml:"authority"`
	Authorities []authority       `yaml:"authorities"`
	Extracts    []extract         `yaml:"extracts"`
	Benchmarks  benchmarkConfig   `yaml:"benchmarks"`
	Process     processConfig     `yaml:"process"`
	Tallies     []tallyConfig     `yaml:"tallies"`
	Reporting   reportingConfig   `yaml:"reporting"`
	Warehouse   warehouseConfig   `yaml:"warehouse"`
	Publish     publishConfig     `yaml:"publish"`
	Schedule    scheduleConfig    `yaml:"schedule"`
	Quality     qualityConfig     `yaml:"quality"`
	Commentary  *commentaryConfig `yaml:"commentary"`
	Spellings   string            `yaml:"spellings"` // file of the ways in which systems write codes

	// Definitions chooses how points that no source settles are read: option name to value.
	Definitions map[string]any `yaml:"definitions"`

	kinds []etl.Kind

	root string // folder of the file, absolute
	file string // the file as named on the command line
	text []byte
}

type authority struct {
	Code string `yaml:"code"`
	Name string `yaml:"name"`
}

type reportingConfig struct {
	From string `yaml:"from"`
	from time.Time
}

type warehouseConfig struct {
	Dir      string `yaml:"dir"`
	KeepRuns int    `yaml:"keep_runs"`
}

type publishConfig struct {
	Dir           string         `yaml:"dir"`
	SuppressBelow int            `yaml:"suppress_below"`
	RoundTo       int            `yaml:"round_to"`
	Zero          string         `yaml:"zero"`   // shown or hidden
	Policy        []policyConfig `yaml:"policy"` // of tables that are published otherwise
	Notice        string         `yaml:"notice"` // a sentence shown at the top of every page
	// Contact is whom to tell what cannot be used: an address or a telephone number.
	Contact string `yaml:"contact"`
	PDF     bool   `yaml:"pdf"` // print a board pack through an installed browser
}

type scheduleConfig struct {
	Cron     string `yaml:"cron"`
	Timezone string `yaml:"timezone"`
	location *time.Location
}

// qualityConfig is the shares above which a source is refused as a whole and the age from which the pages warn of
// it, of the configuration or of one extract.
type qualityConfig struct {
	MaxRejectShare *float64 `yaml:"max_reject_share"` // of its records, those refused
	MaxFailShare   *float64 `yaml:"max_fail_share"`   // of its records, those that a check of severity fail finds
	StaleAfterDays *int     `yaml:"stale_after_days"` // how old its newest record may be without a warning on the pages
}

// maxConfigSize keeps a file of aliases of aliases from filling the memory.
const maxConfigSize = 1 << 20

var areaCodeForm = regexp.MustCompile(`^[0-9]{3}$`)

// loadConfig reads and validates the configuration. Every fault is a usageError that names
// file:line:column.
func loadConfig(path string) (*config, error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, usagef("%s: no such file; `sightline init .` writes one to start from, --config names another", path)
	}
	if err != nil {
		return nil, usagef("%s: %w", path, err)
	}
	if info.Size() > maxConfigSize {
		return nil, usagef("%s: %d bytes is too large for a configuration: want at most %d", path, info.Size(), maxConfigSize)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, usagef("%s: %w", path, err)
	}
	root, err := filepath.Abs(filepath.Dir(path))
	if err != nil {
		return nil, err
	}
	c := &config{
		Benchmarks: benchmarkConfig{Path: "benchmarks", Neighbours: "dfe-2025", StaleAfter: benchmarks.DefaultStaleAfter},
		Reporting:  reportingConfig{From: "2019-04-01"},
		Warehouse:  warehouseConfig{Dir: "warehouse", KeepRuns: 14},
		Publish:    publishConfig{Dir: "published", SuppressBelow: 6},
		Schedule:   scheduleConfig{Cron: "0 6 3 * *", Timezone: "Europe/London"},
		root:       root, file: path, text: text,
	}
	if err := c.decode(); err != nil {
		return nil, usageError{c.yamlError(err)}
	}
	if c.file == "" {
		return nil, usagef("%s:1:1: the file says nothing: want authority and extracts; `sightline init .` writes one to start from", path)
	}
	if err := c.validate(); err != nil {
		return nil, usageError{err}
	}
	return c, nil
}

// decode reads strict YAML. The decoder panics on some texts that are none, which is a fault of the
// text like any other.
func (c *config) decode() (err error) {
	defer func() {
		if recover() != nil {
			err = errors.New("not YAML that can be read")
		}
	}()
	return yaml.UnmarshalWithOptions(c.text, c, yaml.Strict())
}

// editDistance is Levenshtein's, for telling a misspelt key from a wrong one.
func editDistance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		previous := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			previous, row[j+1] = row[j+1], min(row[j+1]+1, row[j]+1, previous+cost)
		}
	}
	return row[len(b)]
}

// at is file:line:column of a YAML path, for faults that decoding cannot see.
func (c *config) at(path string) string {
	yamlPath, err := yaml.PathString(path)
	if err != nil {
		return c.file
	}
	node, err := yamlPath.ReadNode(strings.NewReader(string(c.text)))
	if err != nil || node == nil || node.GetToken() == nil {
		return c.file
	}
	position := node.GetToken().Position
	return fmt.Sprintf("%s:%d:%d", c.file, position.Line, position.Column)
}

func (c *config) validate() error {
	var faults []error
	fault := func(path, format string, args ...any) {
		faults = append(faults, fmt.Errorf("%s: %s", c.at(path), fmt.Sprintf(format, args...)))
	}
	c.validateAuthorities(fault)
	c.validateExtracts(fault)
	var err error
	if c.Reporting.from, err = time.Parse(time.DateOnly, c.Reporting.From); err != nil {
		fault("$.reporting.from", "reporting.from: want a date as YYYY-MM-DD")
	}
	c.validatePolicy(fault)
	if strings.Contains(c.resolve(c.Warehouse.Dir), "?") {
		fault("$.warehouse.dir", "warehouse.dir %s: want a path without a question mark, which DuckDB cannot open", c.resolve(c.Warehouse.Dir))
	}
	if c.Warehouse.KeepRuns < 1 {
		fault("$.warehouse.keep_runs", "warehouse.keep_runs: want 1 or more")
	}
	c.Quality.validate("$.quality", fault)
	c.validateDefinitions(fault)
	c.validateComparison(fault)
	c.validateCommentary(fault)
	if c.Schedule.location, err = time.LoadLocation(c.Schedule.Timezone); err != nil {
		fault("$.schedule.timezone", "schedule.timezone %q: want a zone such as Europe/London", c.Schedule.Timezone)
	}
	if _, err := parseCron(c.Schedule.Cron); err != nil {
		fault("$.schedule.cron", "schedule.cron: %v", err)
	}
	return errors.Join(faults...)
}

func (c *config) validateAuthorities(fault func(path, format string, args ...any)) {
	switch {
	case c.Authority == nil && len(c.Authorities) == 0:
		fault("$", "missing key authority: want authority: {code: \"204\", name: Hackney}")
	case c.Authority != nil && len(c.Authorities) > 0:
		fault("$.authorities", "want authority or authorities, not both")
	case c.Authority != nil:
		c.Authorities = []authority{*c.Authority}
	}
	seen := map[string]bool{}
	for i, one := range c.Authorities {
		path := "$.authority"
		if c.Authority == nil {
			path = fmt.Sprintf("$.authorities[%d]", i)
		}
		if !areaCodeForm.MatchString(one.Code) {
			fault(path+".code", "authority code %q: want the DfE three-digit code in quotes, e.g. \"204\"", one.Code)
		}
		if strings.TrimSpace(one.Name) == "" {
			fault(path, "authority: missing key name")
		}
		if seen[one.Code] {
			fault(path+".code", "authority code %q is listed twice", one.Code)
		}
		seen[one.Code] = true
	}
}

// validateDefinitions wants every option known to the catalogue, with one of its values.
func (c *config) validateDefinitions(fault func(path, format string, args ...any)) {
	if len(c.Definitions) == 0 {
		return
	}
	catalogue, err := loadCatalogue()
	if err != nil {
		fault("$.definitions", "definitions: %v", err)
		return
	}
	for _, name := range slices.Sorted(maps.Keys(c.Definitions)) {
		if c.Definitions[name] == nil {
			fault("$.definitions."+name, "definitions: option %s: want a value", name)
			continue
		}
		if err := catalogue.CheckChoices(map[string]string{name: fmt.Sprint(c.Definitions[name])}); err != nil {
			fault("$.definitions."+name, "definitions: %v", err)
		}
	}
}

// choices are the options that the configuration sets, as texts.
func (c *config) choices() map[string]string {
	out := make(map[string]string, len(c.Definitions))
	for name, value := range c.Definitions {
		out[name] = fmt.Sprint(value)
	}
	return out
}

// validate refuses shares that are none.
func (q qualityConfig) validate(path string, fault func(path, format string, args ...any)) {
	q.validateStale(path, fault)
	for key, share := range map[string]*float64{"max_reject_share": q.MaxRejectShare, "max_fail_share": q.MaxFailShare} {
		if share != nil && (*share < 0 || *share > 1) {
			fault(path+"."+key, "quality.%s: want a share from 0 to 1, e.g. 0.10", key)
		}
	}
}

// knowsArea refuses an authority that the configuration does not name; an empty code is all of them.
func (c *config) knowsArea(code string) error {
	if code == "" {
		return nil
	}
	var codes []string
	for _, one := range c.Authorities {
		if one.Code == code {
			return nil
		}
		codes = append(codes, one.Code)
	}
	return usagef("--area %q is not configured: want one of %s", code, strings.Join(codes, ", "))
}

// resolve makes a configured path absolute.
func (c *config) resolve(path string) string {
	if filepath.IsAbs(path) {
		return filepath.Clean(path)
	}
	return filepath.Join(c.root, filepath.FromSlash(path))
}

// lastCompleteMonth is the default as-at date.
func lastCompleteMonth(now time.Time) time.Time {
	return time.Date(now.Year(), now.Month(), 0, 0, 0, 0, 0, time.UTC)
}
