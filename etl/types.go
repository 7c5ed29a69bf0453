package etl

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"sightline/etl/warehouse"
)

// Texts that few rows differ in are enumerations: numbers that read, sort and compare as the texts that
// they stand for. Three quarters of what writing a table costs is text. The types belong to one load and
// hold what it can meet, so that no value is ever none of theirs:
//
//	load_name  the files, in raw and in all that follows
//	load_area  the configured authorities
//	load_kind  the kinds
//	load_code  the codes of all lists, and what models make of them

// The database tries out how each column compresses, which is a third of what it takes to compress them all,
// and looks for repeats among texts that hardly have any. So the columns that are alike in every extract say
// how they are written: numbers, days and enumerations are packed, a child's id stands as it is.
const (
	packed = " using compression bitpacking"
	asItIs = " using compression uncompressed"
)

// numbered are the columns, in a statement that makes a table of core, whose values take few bits each.
var numbered = regexp.MustCompile(`( (?:INTEGER|BIGINT|DATE|` + working + `\.\w+))([ ,)])`)

// madeCodes are what models make of codes.
var madeCodes = []string{"F", "M", "U"} //nolint:gochecknoglobals // a constant list

// enumerated are the tables of core that are largest, with their columns of codes. Each has an area_code,
// a source and a source_file.
var enumerated = []struct { //nolint:gochecknoglobals // a constant list
	table string
	codes []string
}{
	{"child", []string{"sex", "ethnicity"}},
	{"referral", []string{"referral_source", "primary_need", "reason_closed"}},
	{"assessment", nil},
	{"assessment_factor", []string{"factor"}},
	{"section47", nil},
	{"conference", nil},
	{"cin_plan", nil},
	{"protection_plan", []string{"initial_category", "latest_category"}},
	{"plan_review", nil},
	{"disability", []string{"disability"}},
	{"pre_proceedings", nil},
}

// createType creates an enumeration. A list may not be empty, so the empty text is always one.
func (l *loader) createType(ctx context.Context, name string, values []string) error {
	values = append(values, "")
	slices.Sort(values)
	values = slices.Compact(values)
	for i, value := range values {
		values[i] = warehouse.Quote(value)
	}
	return l.exec(ctx, "create work types", fmt.Sprintf("create or replace type working.%s as enum (%s)", name, strings.Join(values, ", ")))
}

// createNames creates the type of the names of all files that are to be read.
func (l *loader) createNames(ctx context.Context, jobs []job) error {
	names := make([]string, len(jobs))
	for i, j := range jobs {
		names[i] = l.nameOf(j)
	}
	return l.createType(ctx, "load_name", names)
}

// nameOf is what a file is called in tables and messages.
func (l *loader) nameOf(j job) string { return cmp.Or(j.name, l.relative(j.path)) }

// createTypes creates the types that do not depend on the files.
func (l *loader) createTypes(ctx context.Context) error {
	codes := slices.Clone(madeCodes)
	var areas, kinds []string
	for _, authority := range l.Authorities {
		areas = append(areas, authority.Code)
	}
	for _, src := range l.sources {
		kinds = append(kinds, src.Kind)
		for _, list := range src.Codes {
			for _, c := range list {
				codes = append(codes, c.Code)
			}
		}
	}
	for name, values := range map[string][]string{"load_area": areas, "load_kind": kinds, "load_code": codes} {
		if err := l.createType(ctx, name, values); err != nil {
			return err
		}
	}
	return nil
}

// enumerate gives the columns of core the types of the load, and says how they are written, while no row is
// there. To make the tables anew takes a tenth of the time that altering their columns does.
func (l *loader) enumerate(ctx context.Context) error {
	made, err := l.statementsOfCore(ctx)
	if err != nil {
		return fmt.Errorf("type core: %w", err)
	}
	statements := make([]string, len(enumerated))
	for i, e := range enumerated {
		statement := made[e.table]
		types := map[string][]string{
			working + ".load_area": {"area_code"}, working + ".load_kind": {"source"}, working + ".load_name": {"source_file"},
			working + ".load_code": e.codes, "VARCHAR" + asItIs: {"child_id"},
		}
		for to, columns := range types {
			for _, column := range columns {
				text := regexp.MustCompile(`[( ]"?` + column + `"? VARCHAR`)
				if !text.MatchString(statement) {
					return fmt.Errorf("type core: %s has no text %s", e.table, column)
				}
				statement = text.ReplaceAllStringFunc(statement, func(before string) string {
					return strings.TrimSuffix(before, "VARCHAR") + to
				})
			}
		}
		statement = numbered.ReplaceAllString(statement, "$1"+packed+"$2")
		statements[i] = strings.Replace(statement, "CREATE TABLE", "create or replace table", 1)
	}
	return l.exec(ctx, "type core", strings.Join(statements, "\n"))
}

// statementsOfCore are the statements that would make the tables of core.
func (l *loader) statementsOfCore(ctx context.Context) (made map[string]string, err error) {
	rows, err := l.conn.QueryContext(ctx, "select table_name, sql from duckdb_tables() where database_name = current_database() and schema_name = 'core'")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	made = map[string]string{}
	for rows.Next() {
		var name, statement string
		if err := rows.Scan(&name, &statement); err != nil {
			return nil, err
		}
		made[name] = statement
	}
	return made, rows.Err()
}
