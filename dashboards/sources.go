package dashboards

import (
	"slices"
	"strings"

	"sightline/indicators"
)

// sourceNeed is something that an indicator must be told, by any one of its ways.
type sourceNeed struct {
	What string // what it is that several ways can tell; empty where there is one way
	Ways []sourceWay
}

// sourceWay is a set of tables that together meet a need.
type sourceWay struct {
	name    string
	Returns []string // kinds of extract
	Tables  []sourceTable
}

// sourceTable is a table of a return with the fields that count.
type sourceTable struct {
	Return, Table string
	Fields        []string
}

// needsOf sorts an indicator's sources into what each of them is there for.
func needsOf(def *indicators.Definition) []sourceNeed {
	var out []sourceNeed
	keys := map[string]int{} // what is needed to its place in out
	for _, source := range def.Sources {
		key := "any of " + source.AnyOf
		if source.AnyOf == "" {
			key = source.Return
		}
		at, seen := keys[key]
		if !seen {
			at = len(out)
			keys[key] = at
			out = append(out, sourceNeed{What: strings.ReplaceAll(source.AnyOf, "_", " ")})
		}
		out[at].add(source)
	}
	return out
}

func (n *sourceNeed) add(source indicators.Source) {
	name := source.Way
	if name == "" {
		name = source.Return
	}
	at := slices.IndexFunc(n.Ways, func(w sourceWay) bool { return w.name == name })
	if at < 0 {
		at = len(n.Ways)
		n.Ways = append(n.Ways, sourceWay{name: name})
	}
	way := &n.Ways[at]
	if !slices.Contains(way.Returns, source.Return) {
		way.Returns = append(way.Returns, source.Return)
	}
	table := slices.IndexFunc(way.Tables, func(t sourceTable) bool { return t.Return == source.Return && t.Table == source.Table })
	if table < 0 {
		table = len(way.Tables)
		way.Tables = append(way.Tables, sourceTable{Return: source.Return, Table: source.Table})
	}
	if fields := &way.Tables[table].Fields; !slices.Contains(*fields, source.Field) {
		*fields = append(*fields, source.Field)
	}
}

// words names the returns that meet a need: the children in need census or the Annex A lists.
func (n sourceNeed) words() string {
	var ways []string
	for _, way := range n.Ways {
		var kinds []string
		for _, kind := range way.Returns {
			kinds = append(kinds, kindWords(kind))
		}
		if words := listWords(kinds); !slices.Contains(ways, words) {
			ways = append(ways, words)
		}
	}
	return strings.Join(ways, " or ")
}

// sentence is a way of meeting a need in full: each table with its fields.
func (w sourceWay) sentence() string {
	var parts []string
	for i, table := range w.Tables {
		words := ""
		if i == 0 || w.Tables[i-1].Return != table.Return {
			words = kindWords(table.Return) + ": "
		}
		noun := ", field "
		if len(table.Fields) > 1 {
			noun = ", fields "
		}
		parts = append(parts, words+table.Table+noun+listWords(table.Fields))
	}
	return upperFirst(strings.Join(parts, "; "))
}

// Sentences are the ways of a need, the second and later begun with "or".
func (n sourceNeed) Sentences() []string {
	var out []string
	for i, way := range n.Ways {
		words := way.sentence()
		if i > 0 {
			words = "or " + strings.ToLower(words[:1]) + words[1:]
		}
		out = append(out, words)
	}
	return out
}

// fewRecords is how many records a file needs before its sum may be told to anybody: with fewer, somebody who knows
// the layout, or all records but one, could try what is missing until the sum agrees.
const fewRecords = 100

// guessable tells whether the sum of a file could prove a guess at its records. Population and postcodes are
// published figures that tell of no one.
func (s *site) guessable(source Source) bool {
	if source.Kind == "population" || source.Kind == "postcode" {
		return false
	}
	var records int64
	for _, one := range s.sources {
		if one.File == source.File {
			records += one.Read
		}
	}
	return records < fewRecords
}
