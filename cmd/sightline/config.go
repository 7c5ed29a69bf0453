package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"time"

	"sightline/etl"

	"github.com/goccy/go-yaml"
)

// config is sightline.yaml. Paths are relative to the file's folder until resolved.
type config struct {
	Authority   *authority      `yaml:"authority"`
	Authorities []authority     `yaml:"authorities"`
	Extracts    []extract       `yaml:"extracts"`
	Benchmarks  benchmarkConfig `yaml:"benchmarks"`
	Reporting   reportingConfig `yaml:"reporting"`
	Warehouse   warehouseConfig `yaml:"warehouse"`
	Publish     publishConfig   `yaml:"publish"`
	Schedule    scheduleConfig  `yaml:"schedule"`
	Quality     qualityConfig   `yaml:"quality"`

	root string // folder of the file, absolute
	file string // the file as named on the command line
	text []byte
}

type authority struct {
	Code string `yaml:"code"`
	Name string `yaml:"name"`
}

type extract struct {
	Kind        string `yaml:"kind"`
	Path        string `yaml:"path"`
	Authority   string `yaml:"authority"`
	Year        int    `yaml:"year"`
	CostCentres string `yaml:"cost_centres"`
	Accounts    string `yaml:"accounts"`
}

type benchmarkConfig struct {
	Path       string `yaml:"path"`
	Neighbours string `yaml:"neighbours"`
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
	Dir           string `yaml:"dir"`
	SuppressBelow int    `yaml:"suppress_below"`
	RoundTo       int    `yaml:"round_to"`
	Notice        string `yaml:"notice"` // a sentence shown at the top of every page
}

type scheduleConfig struct {
	Cron     string `yaml:"cron"`
	Timezone string `yaml:"timezone"`
	location *time.Location
}

type qualityConfig struct {
	MaxRejectShare *float64 `yaml:"max_reject_share"`
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
		Benchmarks: benchmarkConfig{Path: "benchmarks", Neighbours: "dfe-2025"},
		Reporting:  reportingConfig{From: "2019-04-01"},
		Warehouse:  warehouseConfig{Dir: "warehouse", KeepRuns: 14},
		Publish:    publishConfig{Dir: "published", SuppressBelow: 6},
		Schedule:   scheduleConfig{Cron: "0 6 3 * *", Timezone: "Europe/London"},
		root:       root, file: path, text: text,
	}
	if err := yaml.UnmarshalWithOptions(text, c, yaml.Strict()); err != nil {
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

var yamlPosition = regexp.MustCompile(`^\[(\d+):(\d+)\] ([^\n]*)`)

// yamlError writes a decoder's message as file:line:column and, for an unknown key, lists the keys
// that look like it.
func (c *config) yamlError(err error) error {
	match := yamlPosition.FindStringSubmatch(err.Error())
	if match == nil {
		return fmt.Errorf("%s: %w", c.file, err)
	}
	reason := match[3]
	if _, key, found := strings.Cut(reason, `unknown field "`); found {
		key = strings.TrimSuffix(key, `"`)
		reason = fmt.Sprintf("unknown key %q%s", key, nearKey(key))
	}
	return fmt.Errorf("%s:%s:%s: %s", c.file, match[1], match[2], reason)
}

var configKeys = []string{
	"authority", "authorities", "extracts", "benchmarks", "reporting", "warehouse", "publish", "schedule", "quality",
	"code", "name", "kind", "path", "year", "cost_centres", "accounts", "neighbours", "from", "dir", "keep_runs",
	"suppress_below", "round_to", "notice", "cron", "timezone", "max_reject_share",
}

func nearKey(key string) string {
	best, distance := "", 3
	for _, known := range configKeys {
		if d := editDistance(key, known); d < distance {
			best, distance = known, d
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf("; did you mean %q?", best)
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
	if c.Publish.SuppressBelow < 1 || c.Publish.SuppressBelow > 100 {
		fault("$.publish.suppress_below", "publish.suppress_below: want 1 to 100: 6 hides counts of 1 to 5, 1 hides none")
	}
	if c.Publish.RoundTo != 0 {
		fault("$.publish.round_to", "publish.round_to: want 0: figures are published to their indicator's decimals and never to a base")
	}
	if strings.Contains(c.resolve(c.Warehouse.Dir), "?") {
		fault("$.warehouse.dir", "warehouse.dir %s: want a path without a question mark, which DuckDB cannot open", c.resolve(c.Warehouse.Dir))
	}
	if c.Warehouse.KeepRuns < 1 {
		fault("$.warehouse.keep_runs", "warehouse.keep_runs: want 1 or more")
	}
	if share := c.Quality.MaxRejectShare; share != nil && (*share < 0 || *share > 1) {
		fault("$.quality.max_reject_share", "quality.max_reject_share: want a share from 0 to 1, e.g. 0.10")
	}
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

func (c *config) validateExtracts(fault func(path, format string, args ...any)) {
	if len(c.Extracts) == 0 {
		fault("$", "missing key extracts: want a list of {kind: ssda903, path: extracts/ssda903/}")
	}
	kinds, err := etl.Kinds()
	if err != nil {
		fault("$.extracts", "%v", err)
		return
	}
	for i, one := range c.Extracts {
		path := fmt.Sprintf("$.extracts[%d]", i)
		if !slices.Contains(kinds, one.Kind) {
			fault(path+".kind", "unknown extract kind %q: want one of %s", one.Kind, strings.Join(kinds, ", "))
		}
		if one.Path == "" {
			fault(path, "extract: missing key path")
		}
		if one.Authority != "" && !slices.ContainsFunc(c.Authorities, func(a authority) bool { return a.Code == one.Authority }) {
			fault(path+".authority", "authority %q is not among the configured authorities", one.Authority)
		}
		if one.Authority == "" && len(c.Authorities) > 1 && one.Kind != "population" {
			fault(path, "extract: missing key authority: with several authorities a file that does not name its own must be given one")
		}
		if one.Year != 0 && (one.Year < 2000 || one.Year > 2035) {
			fault(path+".year", "year %d: want the collection year, e.g. 2025 for the year to 31 March 2025", one.Year)
		}
		if (one.CostCentres != "" || one.Accounts != "") && one.Kind != "ledger" {
			fault(path, "cost_centres and accounts belong to kind ledger")
		}
		if one.Kind == "ledger" && (one.CostCentres == "" || one.Accounts == "") {
			fault(path, "ledger: missing keys cost_centres and accounts: the maps to section 251 lines and provider columns")
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

// extractsToLoad expands every entry to its files. A path that matches nothing is a fault, named
// with its place in the file.
func (c *config) extractsToLoad() ([]etl.Extract, error) {
	var (
		out    []etl.Extract
		faults []error
	)
	for i, one := range c.Extracts {
		load := etl.Extract{Kind: one.Kind, Label: one.Path, Authority: one.Authority, Year: one.Year}
		if one.CostCentres != "" {
			load.CostCentres = c.resolve(one.CostCentres)
		}
		if one.Accounts != "" {
			load.Accounts = c.resolve(one.Accounts)
		}
		place := c.at(fmt.Sprintf("$.extracts[%d].path", i))
		paths, err := c.expand(one.Path)
		if err != nil {
			faults = append(faults, fmt.Errorf("%s: %s: %w", place, one.Path, err))
			continue
		}
		load.Paths = slices.DeleteFunc(paths, func(path string) bool {
			return path == load.CostCentres || path == load.Accounts
		})
		if len(load.Paths) == 0 {
			wanted := "want a folder, a file or a pattern such as extracts/ssda903/*.csv"
			if info, statErr := os.Stat(c.resolve(one.Path)); statErr == nil && info.IsDir() {
				wanted = "the folder holds no CSV file: put the extract there, or take this entry out"
			}
			faults = append(faults, fmt.Errorf("%s: %s matches no file: %s", place, one.Path, wanted))
			continue
		}
		out = append(out, load)
	}
	if err := errors.Join(faults...); err != nil {
		return nil, usageError{err}
	}
	return out, nil
}

// expand lists the extract files of a folder (recursively), a file or a pattern, sorted. Hidden
// files and the reject files that earlier runs left beside the extracts are no extracts.
func (c *config) expand(configured string) ([]string, error) {
	path := c.resolve(configured)
	wanted := func(name string) bool {
		return !strings.HasPrefix(name, ".") && !strings.HasPrefix(name, "~$") && !strings.HasSuffix(name, ".rejects.csv")
	}
	info, err := os.Stat(path)
	if err == nil && !info.IsDir() {
		return []string{path}, nil
	}
	if err == nil {
		var out []string
		walkErr := filepath.WalkDir(path, func(name string, entry fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if entry.IsDir() && name != path && strings.HasPrefix(entry.Name(), ".") {
				return filepath.SkipDir
			}
			if !entry.IsDir() && wanted(entry.Name()) && strings.EqualFold(filepath.Ext(name), ".csv") {
				out = append(out, name)
			}
			return nil
		})
		slices.Sort(out)
		return out, walkErr
	}
	pattern := path
	if !filepath.IsAbs(configured) && runtime.GOOS != "windows" {
		// Only what the configuration says is a pattern, not the name of the folder that it lies in.
		pattern = filepath.Join(globCharacters.Replace(c.root), filepath.FromSlash(configured))
	}
	matches, err := filepath.Glob(pattern)
	if err != nil {
		return nil, fmt.Errorf("not a pattern: %w", err)
	}
	var out []string
	for _, match := range matches {
		if info, statErr := os.Stat(match); statErr == nil && !info.IsDir() && wanted(filepath.Base(match)) {
			out = append(out, match)
		}
	}
	slices.Sort(out)
	return out, nil
}

var globCharacters = strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`)

// lastCompleteMonth is the default as-at date.
func lastCompleteMonth(now time.Time) time.Time {
	return time.Date(now.Year(), now.Month(), 0, 0, 0, 0, 0, time.UTC)
}
