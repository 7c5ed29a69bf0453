package main

import (
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

var yamlPosition = regexp.MustCompile(`^\[(\d+):(\d+)\] ([^\n]*)`)

// yamlError writes a decoder's message as file:line:column. Of a value of the wrong kind it says what its key wants,
// and of an unknown key which keys its place knows.
func (c *config) yamlError(err error) error {
	match := yamlPosition.FindStringSubmatch(err.Error())
	if match == nil {
		return fmt.Errorf("%s: %w", c.file, err)
	}
	line, _ := strconv.Atoi(match[1])
	column, _ := strconv.Atoi(match[2])
	reason := match[3]
	var (
		unknown    *yaml.UnknownFieldError
		mistyped   *yaml.TypeError
		overflow   *yaml.OverflowError
		unexpected *yaml.UnexpectedNodeTypeError
	)
	switch {
	case errors.As(err, &unknown):
		_, key, _ := strings.Cut(reason, `unknown field "`)
		key = strings.TrimSuffix(key, `"`)
		reason = fmt.Sprintf("unknown key %q%s", key, nearKey(key, c.keysBeside(line, column)))
	case errors.As(err, &mistyped), errors.As(err, &overflow), errors.As(err, &unexpected):
		reason = c.wantedAt(line, column)
	}
	return fmt.Errorf("%s:%s:%s: %s", c.file, match[1], match[2], reason)
}

// nearKey is the known key that looks most like one that is not; where none does, all of them.
func nearKey(key string, known []string) string {
	best, distance := "", 3
	for _, one := range known {
		if d := editDistance(key, one); d < distance {
			best, distance = one, d
		}
	}
	switch {
	case best != "":
		return fmt.Sprintf("; did you mean %q?", best)
	case len(known) > 0:
		return ": want one of " + strings.Join(known, ", ")
	}
	return ""
}

// placed gathers the nodes that begin at a place of the text, outer ones first.
type placed struct {
	line, column int
	nodes        []ast.Node
}

func (p *placed) Visit(node ast.Node) ast.Visitor {
	if token := node.GetToken(); token != nil && token.Position != nil && token.Position.Line == p.line && token.Position.Column == p.column {
		p.nodes = append(p.nodes, node)
	}
	return p
}

// nodesAt are the nodes that begin at a place.
func (c *config) nodesAt(line, column int) []ast.Node {
	file, err := parser.ParseBytes(c.text, 0)
	if err != nil {
		return nil
	}
	found := &placed{line: line, column: column}
	for _, doc := range file.Docs {
		if doc.Body != nil {
			ast.Walk(found, doc.Body)
		}
	}
	return found.nodes
}

// keysBeside are the keys that the configuration knows where the key at a place stands.
func (c *config) keysBeside(line, column int) []string {
	for _, node := range c.nodesAt(line, column) {
		path := node.GetPath()
		if cut := strings.LastIndexByte(path, '.'); cut > 0 {
			if kind := configType(path[:cut]); kind != nil && kind.Kind() == reflect.Struct {
				return knownKeys(kind)
			}
		}
	}
	return nil
}

// wantedAt says what the value at a place should be: the outermost of what begins there that is of the wrong kind.
func (c *config) wantedAt(line, column int) string {
	said := "a value of another kind is wanted here"
	for _, node := range c.nodesAt(line, column) {
		kind := configType(node.GetPath())
		if kind == nil {
			continue
		}
		said = strings.TrimPrefix(node.GetPath(), "$.") + ": want " + wanted(kind)
		if !fits(kind, node) {
			break
		}
	}
	return said
}

// fits tells whether a list or a map stands where one is wanted; a single value it cannot tell and says that it does
// not.
func fits(kind reflect.Type, node ast.Node) bool {
	switch node.(type) {
	case *ast.MappingNode, *ast.MappingValueNode:
		return kind.Kind() == reflect.Struct || kind.Kind() == reflect.Map
	case *ast.SequenceNode:
		return kind.Kind() == reflect.Slice
	}
	return false
}

// wanted names a kind of value in words.
func wanted(kind reflect.Type) string {
	switch kind.Kind() { //nolint:exhaustive // no key holds another kind
	case reflect.Bool:
		return "true or false"
	case reflect.Int, reflect.Int64:
		return "a whole number"
	case reflect.Float64:
		return "a number"
	case reflect.String:
		return "a text on one line, in quotes where it has a colon"
	case reflect.Slice:
		return "a list, each entry in brackets or on a line after a hyphen"
	case reflect.Map:
		return "names, each with a value after a colon"
	case reflect.Struct:
		return "keys, each with a value after a colon: " + strings.Join(knownKeys(kind), ", ")
	}
	return "a value of another kind"
}

var pathStep = regexp.MustCompile(`\.([A-Za-z0-9_-]+)|\[\d+\]`)

// configType is the type of what a path such as $.publish.policy[0].zero holds; nil where the path leads out of the
// configuration.
func configType(path string) reflect.Type {
	kind := reflect.TypeFor[config]()
	if len(pathStep.ReplaceAllString(path, "")) != 1 {
		return nil
	}
	for _, step := range pathStep.FindAllStringSubmatch(path, -1) {
		switch {
		case step[1] == "" && kind.Kind() == reflect.Slice:
			kind = kind.Elem()
		case step[1] != "" && kind.Kind() == reflect.Struct:
			field := fieldOf(kind, step[1])
			if field == nil {
				return nil
			}
			kind = field
		default:
			return nil
		}
		if kind.Kind() == reflect.Pointer {
			kind = kind.Elem()
		}
	}
	return kind
}

func fieldOf(kind reflect.Type, key string) reflect.Type {
	for i := range kind.NumField() {
		if name := keyOf(kind.Field(i)); name == key && name != "" {
			return kind.Field(i).Type
		}
	}
	return nil
}

// knownKeys are the keys of a part of the configuration, as they are written in the code.
func knownKeys(kind reflect.Type) []string {
	var out []string
	for i := range kind.NumField() {
		if name := keyOf(kind.Field(i)); name != "" {
			out = append(out, name)
		}
	}
	return out
}

func keyOf(field reflect.StructField) string {
	name, _, _ := strings.Cut(field.Tag.Get("yaml"), ",")
	return name
}
