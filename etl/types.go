package etl

import (
	"cmp"
	"context"
	"fmt"
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

// enumerate gives the columns of core the types of the load, while no row is there.
func (l *loader) enumerate(ctx context.Context) error {
	var statements []string
	for _, e := range enumerated {
		types := map[string][]string{"load_area": {"area_code"}, "load_kind": {"source"}, "load_name": {"source_file"}, "load_code": e.codes}
		for name, columns := range types {
			for _, column := range columns {
				statements = append(statements, fmt.Sprintf("alter table core.%s alter column %s type working.%s", e.table, column, name))
			}
		}
	}
	slices.Sort(statements)
	return l.exec(ctx, "type core", strings.Join(statements, ";\n"))
}
