package dashboards

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"
)

// identifierKind is what an identifier is of; a message names it and never the identifier itself.
type identifierKind string

const (
	childID    identifierKind = "a child's id"
	workerID   identifierKind = "a worker's id"
	adopterID  identifierKind = "an adopter's id"
	answerID   identifierKind = "a respondent's id"
	officialID identifierKind = "a pupil or health service number"
	birthDay   identifierKind = "a date of birth"
	postcode   identifierKind = "a postcode"
	fullName   identifierKind = "a person's full name"
	oneName    identifierKind = "a forename or surname"
)

// Columns of core that identify somebody, by name; a column that ends in one of these words counts as well.
var identifyingColumns = map[string]identifierKind{
	"child_id": childID, "worker_id": workerID, "worker_ref": workerID, "swe_number": workerID, "personal_adviser": workerID,
	"adopter_id": adopterID, "family_id": adopterID, "respondent_id": answerID,
	"born_on": birthDay, "expected_on": birthDay,
	"postcode": postcode, "upn": officialID,
	"forename": oneName, "surname": oneName,
}

// identifyingRaw are the columns of extracts as received that core leaves out, by their names without case and
// underscores: pupil and health service numbers, names, and days of birth that a later record has corrected.
var identifyingRaw = []struct {
	name *regexp.Regexp
	kind identifierKind
}{
	{regexp.MustCompile(`unknown$`), ""}, // why there is none
	{regexp.MustCompile(`upn$|nhsnumber|singleuniqueid|^ninumber|nationalinsurance`), officialID},
	{regexp.MustCompile(`forename$|firstname$|givenname$|surname$|lastname$|familyname$`), oneName},
	{regexp.MustCompile(`(^|pers|mc)dob$|dateofbirth$|birthdate$`), birthDay},
}

var forenameColumn = regexp.MustCompile(`forename$|firstname$|givenname$`)

// identifyingColumn is the kind of identifier that a column of the warehouse holds; empty when it holds none.
func identifyingColumn(schema, table, column string) identifierKind {
	plain := strings.ToLower(column)
	if schema == "core" {
		if table == "postcode" { // grid references of every postcode that any extract mentions, offices included
			return ""
		}
		for name, kind := range identifyingColumns {
			if plain == name || strings.HasSuffix(plain, "_"+name) {
				return kind
			}
		}
		return ""
	}
	for _, raw := range identifyingRaw {
		if raw.name.MatchString(strings.ReplaceAll(plain, "_", "")) {
			return raw.kind
		}
	}
	return ""
}

// identifier is one that core, or an extract as received, holds.
type identifier struct {
	Kind  identifierKind
	Value string // of a day of birth, and of a day that pages may print: as an ISO date where it can be read
}

// readIdentifiers reads every identifier once.
func readIdentifiers(ctx context.Context, q Querier) ([]identifier, error) {
	query, err := identifierQuery(ctx, q)
	if err != nil || query == "" {
		return nil, err
	}
	return collect(ctx, q, "identifiers", query, func(rows *sql.Rows, i *identifier) error { return rows.Scan(&i.Kind, &i.Value) })
}

// identifierQuery is the query of all identifiers, made from the columns that there are.
func identifierQuery(ctx context.Context, q Querier) (string, error) {
	type column struct{ schema, table, name, kind string }
	columns, err := collect(ctx, q, "the columns that identify people", `
		select schema_name, table_name, column_name, data_type
		from duckdb_columns()
		where schema_name in ('core', 'raw') and database_name = current_database()
		order by schema_name, table_name, column_index`,
		func(rows *sql.Rows, c *column) error { return rows.Scan(&c.schema, &c.table, &c.name, &c.kind) })
	if err != nil {
		return "", err
	}
	quoted := func(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }
	var parts []string
	names := map[string][]string{} // by table: forename and surname
	for _, c := range columns {
		kind := identifyingColumn(c.schema, c.table, c.name)
		if kind == "" {
			continue
		}
		table, name := quoted(c.schema)+"."+quoted(c.table), quoted(c.name)
		text := "cast(" + name + " as varchar)"
		switch {
		case kind == birthDay && c.kind != "DATE":
			text = fmt.Sprintf("cast(coalesce(try_cast(%s as date), try_strptime(%s, ['%%d/%%m/%%Y', '%%Y/%%m/%%d', '%%d-%%m-%%Y'])::date) as varchar)", name, name)
		case kind == oneName:
			plain := strings.ReplaceAll(strings.ToLower(c.name), "_", "")
			if pair := names[table]; forenameColumn.MatchString(plain) {
				names[table] = append([]string{name}, pair...)
			} else {
				names[table] = append(pair, name)
			}
		}
		parts = append(parts, fmt.Sprintf("select '%s' as kind, %s as value from %s", strings.ReplaceAll(string(kind), "'", "''"), text, table))
	}
	for _, table := range slices.Sorted(maps.Keys(names)) {
		if pair := names[table]; len(pair) == 2 {
			parts = append(parts, fmt.Sprintf("select '%s', %s || ' ' || %s from %s", strings.ReplaceAll(string(fullName), "'", "''"), pair[0], pair[1], table))
		}
	}
	if len(parts) == 0 {
		return "", nil
	}
	return "select distinct kind, trim(value) from (" + strings.Join(parts, "\nunion all\n") + ") where trim(value) <> '' order by all", nil
}

// printedText is a text that pages print by construction and that comes from core.
type printedText struct {
	Text string
	Code bool // a code for something that is no person; else words that somebody chose
}

// readPrintedTexts are the codes and names of authorities, teams and cost centres, and what is said of targets. A team
// may be known by what looks like somebody's id: only a plain number is taken for its code.
func readPrintedTexts(ctx context.Context, q Querier) ([]printedText, error) {
	return collect(ctx, q, "words that pages print", `
		select word, bool_or(code) as code from (
			select unnest([area_code, ons_code]) as word, true as code from core.area
			union all
			select unnest([area_name, region_name]), false from core.area
			union all
			select unnest([team_id, parent_team_id]) as id, regexp_full_match(id, '[0-9]+') from core.team
			union all
			select team_name, false from core.team
			union all
			select distinct unnest([cost_centre, account, s251_line]), true from core.ledger_line
			union all
			select distinct account_name, false from core.ledger_line
			union all
			select distinct unnest([cost_centre, account, s251_line]), true from core.budget_line
			union all
			select unnest([owner, reason]), false from core.target
		)
		where word is not null group by word order by word`,
		func(rows *sql.Rows, t *printedText) error { return rows.Scan(&t.Text, &t.Code) })
}

// readPrintedDays are the days that pages print by construction: ends of periods, what extracts cover, and until
// when targets hold.
func readPrintedDays(ctx context.Context, q Querier) ([]time.Time, error) {
	return collect(ctx, q, "days that pages print", `
		select distinct day::date as day from (
			select unnest([period_start, period_end]) as day from (select distinct period_start, period_end from indicators.value)
			union all
			select unnest([covered_from, covered_to]) from core.coverage
			union all
			select unnest([review_on, valid_from, valid_to]) from core.target
		)
		where day is not null order by day`,
		func(rows *sql.Rows, day *time.Time) error { return rows.Scan(day) })
}

// IdentifierError says which files of an edition hold an identifier of somebody, and of what kind. It never says
// which. What was published before stands.
type IdentifierError struct {
	Found []FoundIdentifier
}

// FoundIdentifier is a file with the kinds of identifier in it.
type FoundIdentifier struct {
	File  string // with the audience, as public/index.html; the folder alone when the file's own name holds one
	Kinds []string
	Named bool // the name of a file, or of a folder in it, holds it
}

// mostFound is how many files a message names.
const mostFound = 10

func (e *IdentifierError) Error() string {
	var lines []string
	for _, f := range e.Found[:min(len(e.Found), mostFound)] {
		place := f.File
		if f.Named {
			place = "the name of a file in " + f.File
		}
		lines = append(lines, fmt.Sprintf("publish: %s holds %s", place, strings.Join(f.Kinds, " and ")))
	}
	if more := len(e.Found) - mostFound; more > 0 {
		lines = append(lines, fmt.Sprintf("publish: and %d files more", more))
	}
	return strings.Join(lines, "\n") + "\nnothing was published and what was published before still stands; take it out of the text, the name or the file that it came from"
}

func (f FoundIdentifier) order(other FoundIdentifier) int {
	return cmp.Or(strings.Compare(f.File, other.File), slices.Compare(f.Kinds, other.Kinds))
}
