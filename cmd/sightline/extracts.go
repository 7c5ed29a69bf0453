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
	"sightline/etl/database"
)

// extract is one entry of the configuration's extracts: files, or a query to a database.
type extract struct {
	Kind        string          `yaml:"kind"`
	Path        string          `yaml:"path"`
	Database    *databaseConfig `yaml:"database"`
	Query       string          `yaml:"query"`
	Authority   string          `yaml:"authority"`
	Year        int             `yaml:"year"`
	CostCentres string          `yaml:"cost_centres"`
	Accounts    string          `yaml:"accounts"`
	Quality     qualityConfig   `yaml:"quality"`
}

// databaseConfig names a database. The connection text, which holds a password, is never in the
// file: it names the environment variable that does.
type databaseConfig struct {
	Driver  string `yaml:"driver"`
	DSNEnv  string `yaml:"dsn_env"`
	Timeout string `yaml:"timeout"`
	timeout time.Duration
}

var envForm = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

func (c *config) validateExtracts(fault func(path, format string, args ...any)) {
	if len(c.Extracts) == 0 {
		fault("$", "missing key extracts: want a list of {kind: ssda903, path: extracts/ssda903/}")
	}
	var err error
	if c.kinds, err = etl.Kinds(); err != nil {
		fault("$.extracts", "%v", err)
		return
	}
	names := make([]string, 0, len(c.kinds))
	for _, kind := range c.kinds {
		names = append(names, kind.Name)
	}
	for i := range c.Extracts {
		one := &c.Extracts[i]
		path := fmt.Sprintf("$.extracts[%d]", i)
		kind := c.kind(one.Kind)
		if kind == nil {
			fault(path+".kind", "unknown extract kind %q: want one of %s", one.Kind, strings.Join(names, ", "))
			continue
		}
		c.validateSource(path, one, fault)
		if one.Authority != "" && !slices.ContainsFunc(c.Authorities, func(a authority) bool { return a.Code == one.Authority }) {
			fault(path+".authority", "authority %q is not among the configured authorities", one.Authority)
		}
		if one.Authority == "" && len(c.Authorities) > 1 && !kind.NamesAuthority {
			fault(path, "extract: missing key authority: with several authorities a file that does not name its own must be given one")
		}
		if one.Year != 0 && (one.Year < 2000 || one.Year > 2035) {
			fault(path+".year", "year %d: want the collection year, e.g. 2025 for the year to 31 March 2025", one.Year)
		}
		if (one.CostCentres != "" || one.Accounts != "") && one.Kind != "ledger" && one.Kind != "budget" {
			fault(path, "cost_centres and accounts belong to kinds ledger and budget")
		}
		if one.Kind == "ledger" && (one.CostCentres == "" || one.Accounts == "") {
			fault(path, "ledger: missing keys cost_centres and accounts: the maps to section 251 lines and provider columns")
		}
		one.Quality.validate(path+".quality", fault)
	}
}

// kind finds an extract kind, nil when there is none of the name.
func (c *config) kind(name string) *etl.Kind {
	for i := range c.kinds {
		if c.kinds[i].Name == name {
			return &c.kinds[i]
		}
	}
	return nil
}

// validateSource refuses an entry that names neither files nor a query, or both.
func (c *config) validateSource(path string, one *extract, fault func(path, format string, args ...any)) {
	switch {
	case one.Database == nil && one.Query != "":
		fault(path, "extract: a query wants database: {driver: postgres, dsn_env: NAME}")
	case one.Database == nil && one.Path == "":
		fault(path, "extract: missing key path (or database and query)")
	case one.Database != nil && one.Path != "":
		fault(path, "extract: want path or database, not both")
	}
	if one.Database == nil {
		return
	}
	if strings.TrimSpace(one.Query) == "" {
		fault(path, "extract: missing key query: one select whose columns are named as the kind's table")
	}
	if !slices.Contains(database.Drivers(), one.Database.Driver) {
		fault(path+".database.driver", "database driver %q: want one of %s", one.Database.Driver, strings.Join(database.Drivers(), ", "))
	}
	if !envForm.MatchString(one.Database.DSNEnv) {
		fault(path+".database.dsn_env", "dsn_env: want the name of the environment variable that holds the connection text, never the text itself")
	}
	if one.Database.Timeout != "" {
		var err error
		if one.Database.timeout, err = time.ParseDuration(one.Database.Timeout); err != nil || one.Database.timeout <= 0 {
			fault(path+".database.timeout", "timeout: want a time such as 10m or 90s")
		}
	}
}

// label names the entry in messages.
func (e extract) label() string {
	if e.Database == nil {
		return e.Path
	}
	return fmt.Sprintf("%s query to %s", e.Kind, e.Database.DSNEnv)
}

// extractsToLoad expands every entry to its files, or to its query. A path that matches nothing and
// an environment variable that is not set are faults, named with their place in the file.
func (c *config) extractsToLoad() ([]etl.Extract, error) {
	var (
		out    []etl.Extract
		faults []error
	)
	labels := map[string]int{}
	for i, one := range c.Extracts {
		load := etl.Extract{
			Kind: one.Kind, Label: one.label(), Authority: one.Authority, Year: one.Year, MaxRejectShare: one.Quality.MaxRejectShare,
		}
		if one.CostCentres != "" {
			load.CostCentres = c.resolve(one.CostCentres)
		}
		if one.Accounts != "" {
			load.Accounts = c.resolve(one.Accounts)
		}
		var err error
		if one.Database != nil {
			err = c.queryToLoad(i, one, &load)
			if labels[load.Label]++; labels[load.Label] > 1 {
				load.Label = fmt.Sprintf("%s (%d)", load.Label, labels[load.Label])
			}
		} else {
			err = c.filesToLoad(i, one, &load)
		}
		if err != nil {
			faults = append(faults, err)
			continue
		}
		out = append(out, load)
	}
	if err := errors.Join(faults...); err != nil {
		return nil, usageError{err}
	}
	return out, nil
}

func (c *config) queryToLoad(i int, one extract, load *etl.Extract) error {
	dsn, set := os.LookupEnv(one.Database.DSNEnv)
	if !set || strings.TrimSpace(dsn) == "" {
		return fmt.Errorf("%s: environment variable %s is not set: want the connection text of the %s database",
			c.at(fmt.Sprintf("$.extracts[%d].database.dsn_env", i)), one.Database.DSNEnv, one.Database.Driver)
	}
	load.Database = &database.Source{Driver: one.Database.Driver, DSN: dsn, Query: one.Query, Timeout: one.Database.timeout}
	return nil
}

func (c *config) filesToLoad(i int, one extract, load *etl.Extract) error {
	place := func() string { return c.at(fmt.Sprintf("$.extracts[%d].path", i)) } // finding it reads the file again
	endings := c.kind(one.Kind).Extensions
	paths, err := c.expand(one.Path, endings)
	if err != nil {
		return fmt.Errorf("%s: %s: %w", place(), one.Path, err)
	}
	load.Paths = slices.DeleteFunc(paths, func(path string) bool {
		return path == load.CostCentres || path == load.Accounts
	})
	if len(load.Paths) > 0 {
		return nil
	}
	wanted := "want a folder, a file or a pattern such as extracts/" + one.Kind + "/*" + endings[0]
	if info, statErr := os.Stat(c.resolve(one.Path)); statErr == nil && info.IsDir() {
		kinds := make([]string, 0, len(endings))
		for _, ending := range endings {
			kinds = append(kinds, strings.ToUpper(ending[1:]))
		}
		wanted = "the folder holds no " + strings.Join(kinds, " or ") + " file: put the extract there, or take this entry out"
	}
	return fmt.Errorf("%s: %s matches no file: %s", place(), one.Path, wanted)
}

// expand lists the extract files of a folder (recursively), a file or a pattern, sorted. Hidden
// files and the reject files that earlier runs left beside the extracts are no extracts.
func (c *config) expand(configured string, endings []string) ([]string, error) {
	path := c.resolve(configured)
	info, err := os.Stat(path)
	if err == nil && !info.IsDir() {
		return []string{path}, nil
	}
	if err == nil {
		return walkExtracts(path, endings)
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
		if info, statErr := os.Stat(match); statErr == nil && !info.IsDir() && isExtract(filepath.Base(match)) {
			out = append(out, match)
		}
	}
	slices.Sort(out)
	return out, nil
}

func isExtract(name string) bool {
	return !strings.HasPrefix(name, ".") && !strings.HasPrefix(name, "~$") && !strings.HasSuffix(name, etl.RejectsSuffix)
}

func walkExtracts(folder string, endings []string) ([]string, error) {
	var out []string
	err := filepath.WalkDir(folder, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && name != folder && strings.HasPrefix(entry.Name(), ".") {
			return filepath.SkipDir
		}
		if !entry.IsDir() && isExtract(entry.Name()) && slices.Contains(endings, strings.ToLower(filepath.Ext(name))) {
			out = append(out, name)
		}
		return nil
	})
	slices.Sort(out)
	return out, err
}

var globCharacters = strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`)
