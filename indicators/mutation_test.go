package indicators_test

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"sightline/etl"
	"sightline/indicators"
)

// mutant is a query with one thing changed.
type mutant struct {
	name string // line of the query as written, what was changed and to what
	text string
}

// A rule of mutation finds what to change in a query without its texts and comments, and what to.
var mutations = []struct {
	find *regexp.Regexp
	into func(found string) []string
}{
	{regexp.MustCompile(`<=|>=|<>|<|>|=`), func(found string) []string {
		return map[string][]string{
			"<": {"<="}, "<=": {"<"}, ">": {">="}, ">=": {">"}, "=": {"<>"}, "<>": {"="},
		}[found]
	}},
	{regexp.MustCompile(`\bdistinct\b(?: on\b)?`), func(found string) []string {
		if found != "distinct" {
			return nil
		}
		return []string{""}
	}},
	{regexp.MustCompile(`\bis (?:not )?distinct from\b`), func(found string) []string {
		if found == "is distinct from" {
			return []string{"is not distinct from"}
		}
		return []string{"is distinct from"}
	}},
	{regexp.MustCompile(`\bunion(?: all)?\b`), func(found string) []string {
		if found == "union" {
			return []string{"union all"}
		}
		return nil
	}},
	{regexp.MustCompile(`\b\d+\b`), func(found string) []string {
		n, err := strconv.Atoi(found)
		if err != nil {
			return nil
		}
		return []string{strconv.Itoa(n + 1)}
	}},
	{regexp.MustCompile(`\bis (?:not )?null\b`), func(found string) []string {
		if found == "is null" {
			return []string{"is not null"}
		}
		return []string{"is null"}
	}},
	{regexp.MustCompile(`\b(?:and|or)\b`), func(found string) []string {
		return map[string][]string{"and": {"or"}, "or": {"and"}}[found]
	}},
	{regexp.MustCompile(`\bnot in\b|\bin\b`), func(found string) []string {
		return map[string][]string{"in": {"not in"}, "not in": {"in"}}[found]
	}},
	{regexp.MustCompile(`\b(?:min|max|least|greatest|bool_or|bool_and|arg_min|arg_max|min_by|max_by)\(`), func(found string) []string {
		return map[string][]string{
			"min(": {"max("}, "max(": {"min("}, "least(": {"greatest("}, "greatest(": {"least("},
			"bool_or(": {"bool_and("}, "bool_and(": {"bool_or("},
			"arg_min(": {"arg_max("}, "arg_max(": {"arg_min("}, "min_by(": {"max_by("}, "max_by(": {"min_by("},
		}[found]
	}},
}

var (
	betweenAnd  = regexp.MustCompile(`\bbetween\b[^\n]*?\band\b`)
	notCode     = regexp.MustCompile(`(?s)/\*.*?\*/|--[^\n]*|'[^']*'`)
	joinByNames = regexp.MustCompile(`\bas (?:integer|varchar|date|decimal)\b[^\n]*|decimal\([^)]*\)|\$\d+|\b[a-z_]+\d+\b`)
)

// blank makes what is found spaces, so that the rest keeps its place.
func blank(text string, find *regexp.Regexp) string {
	return find.ReplaceAllStringFunc(text, func(found string) string {
		spaces := []byte(found) // byte by byte: a pound sign has two
		for i := range spaces {
			if spaces[i] != '\n' {
				spaces[i] = ' '
			}
		}
		return string(spaces)
	})
}

// mutants makes every mutant of a definition's query.
func mutants(def *indicators.Definition) []mutant {
	code := blank(def.Query, notCode)
	code = blank(code, joinByNames)
	var out []mutant
	seen := map[string]int{}
	add := func(from, to int, into string) {
		line := def.Query[strings.LastIndexByte(def.Query[:from], '\n')+1:]
		line, _, _ = strings.Cut(line, "\n")
		name := fmt.Sprintf("%s: %s: %s as %s", def.ID, strings.TrimSpace(line), def.Query[from:to], strconv.Quote(into))
		if seen[name]++; seen[name] > 1 {
			name += fmt.Sprintf(" (%d)", seen[name])
		}
		out = append(out, mutant{name, def.Query[:from] + into + def.Query[to:]})
	}
	within := betweenAnd.FindAllStringIndex(code, -1)
	for _, rule := range mutations {
		for _, at := range rule.find.FindAllStringIndex(code, -1) {
			found := code[at[0]:at[1]]
			if found == "and" && slices.ContainsFunc(within, func(span []int) bool { return span[1] == at[1] }) {
				continue // the and of a between is no operator
			}
			for _, into := range rule.into(found) {
				add(at[0], at[1], into)
			}
		}
	}
	for _, at := range within {
		// The end of an interval that includes it, a day further on, for dates and numbers alike.
		add(at[1], at[1], " 1 +")
	}
	return out
}

const survivorsFile = "testdata/survivors.txt"

// readSurvivors are the mutants that change nothing, with the reason why.
func readSurvivors(t *testing.T) map[string]string {
	text, err := os.ReadFile(survivorsFile)
	if err != nil {
		t.Fatal(err)
	}
	reasons := map[string]string{}
	name := ""
	for line := range strings.Lines(string(text)) {
		line = strings.TrimRight(line, "\n")
		switch {
		case strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "    "):
			reasons[name] += strings.TrimSpace(line)
		default:
			name = line
			reasons[name] = ""
		}
	}
	return reasons
}

type mutantResult struct {
	name   string
	caught bool
	fault  string
}

// tryMutants answers the definition's examples, which it loads alone, with every mutant of its query.
func tryMutants(t *testing.T, conn *sql.Conn, def *indicators.Definition, reasons map[string]string) (results []mutantResult) {
	ctx := context.Background()
	if err := clearCore(ctx, conn); err != nil {
		t.Error(err)
		return nil
	}
	proof, err := indicators.NewProof(ctx, conn, []*indicators.Definition{def},
		func(ctx context.Context, q indicators.Querier) error { return etl.Derive(ctx, q) })
	if err != nil {
		t.Error(err)
		return nil
	}
	for _, m := range mutants(def) {
		changed := *def
		changed.Query = m.text
		// A mutant that runs away is caught too.
		limited, cancel := context.WithTimeout(ctx, 10*time.Second)
		disagrees, err := proof.Disagrees(limited, &changed)
		cancel()
		reason, excused := reasons[m.name]
		result := mutantResult{name: m.name, caught: err != nil || disagrees}
		switch {
		case !result.caught && !excused:
			result.fault = "no example catches"
		case !result.caught && reason == "":
			result.fault = survivorsFile + " gives no reason for"
		case result.caught && excused:
			result.fault = survivorsFile + " excuses a mutant that the examples catch"
		}
		results = append(results, result)
	}
	return results
}

// clearCore empties every core table but the calendar.
func clearCore(ctx context.Context, conn *sql.Conn) error {
	var statements string
	if err := conn.QueryRowContext(ctx, `
		select string_agg('delete from core.' || table_name, '; ' order by table_name)
		from duckdb_tables()
		where schema_name = 'core' and table_name <> 'calendar'`).Scan(&statements); err != nil {
		return err
	}
	_, err := conn.ExecContext(ctx, statements)
	return err
}

// Every comparison, interval and distinct of every query matters to an example: a query with one of them
// changed disagrees with its examples, or there is a written reason why the change means nothing.
func TestExamplesCatchEveryMutant(t *testing.T) {
	if testing.Short() {
		t.Skip("thousands of changed queries take a minute")
	}
	catalogue, err := indicators.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	reasons := readSurvivors(t)
	unmet := maps.Clone(reasons)
	var (
		mu            sync.Mutex
		tried, caught int
		group         sync.WaitGroup
		queue         = make(chan *indicators.Definition)
	)
	for range 2 {
		conn := mustConn(t)
		exec(t, conn, "set threads = 1")
		group.Go(func() {
			for def := range queue {
				for _, result := range tryMutants(t, conn, def, reasons) {
					mu.Lock()
					tried++
					if result.caught {
						caught++
					}
					if result.fault != "" {
						t.Errorf("%s\n%s", result.fault, result.name)
					}
					delete(unmet, result.name)
					mu.Unlock()
				}
			}
		})
	}
	only := strings.FieldsFunc(os.Getenv("MUTATE"), func(r rune) bool { return r == ',' })
	for _, def := range catalogue.Definitions {
		if len(only) == 0 || slices.Contains(only, def.ID) {
			queue <- def
		}
	}
	close(queue)
	group.Wait()
	if os.Getenv("MUTATE") == "" {
		for name := range unmet {
			t.Errorf("%s excuses a mutant that is none any more\n%s", survivorsFile, name)
		}
	}
	t.Logf("%d mutants, %d caught by an example", tried, caught)
}
