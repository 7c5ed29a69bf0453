// Package xmlfile shreds one XML document into rows of several tables, as a layout describes them.
//
// In comes a stream of bytes and a compiled layout; out go rows, one per element that the layout
// calls a table, handed to a sink in the order in which the elements end, and a count of what the
// layout did not know. The document is read once, with bounded memory, and strictly: whatever is
// not well formed is refused with the line and the byte where it is. A document type definition is
// refused, so nothing is ever expanded, fetched or included.
//
// The package never interprets a value, never opens a file, and never puts text of the document
// into a message.
package xmlfile

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Column is a leaf beneath a table's element.
type Column struct {
	Name string
	Path []string // local names from the table's element; empty for the element's own text
}

// Table is one kind of element whose every occurrence makes a row.
type Table struct {
	Name    string
	Element []string // local names from the root
	Columns []Column
}

// Layout describes a kind of document. Tables may lie within each other; a leaf that may repeat is
// a table of its own, with a column whose path is empty.
type Layout struct {
	Root   []string // names of the root element; any of them may begin a table's path
	Tables []Table
}

// Reader reads documents of one layout. It holds no state of a document, so that any number of
// goroutines may read with it.
type Reader struct {
	roots  []string
	root   *node
	tables []tablePlan
	known  map[string]bool // names of the layout, which messages may repeat
}

// tablePlan is what reading needs to know of a table.
type tablePlan struct {
	parent int      // the nearest enclosing table, or none
	labels []string // what faults call the columns
}

// none stands for no table or no column.
const none = -1

// node is an element that the layout knows.
type node struct {
	name   string
	raw    []byte   // the name
	path   []string // from below the root
	kids   []*node
	table  int // the table whose row the element makes, or none
	owner  int // the table whose column the element is, or none
	column int // the column in owner
}

func newNode(name string, path []string) *node {
	return &node{name: name, raw: []byte(name), path: path, table: none, owner: none, column: none}
}

// kid returns the child of that name, and adds it where there is none.
func (n *node) kid(name string) *node {
	for _, kid := range n.kids {
		if kid.name == name {
			return kid
		}
	}
	kid := newNode(name, append(slices.Clone(n.path), name))
	n.kids = append(n.kids, kid)
	return kid
}

// Compile checks the layout and makes a reader of it. The error names everything that is wrong.
func (l *Layout) Compile() (*Reader, error) {
	c := compiler{layout: l, reader: &Reader{roots: slices.Clone(l.Root), root: newNode("", nil), known: map[string]bool{}}}
	c.checkRoots()
	c.checkNames()
	if len(c.faults) == 0 { // paths are only followed where every name is one
		nodes := c.placeTables()
		for i, n := range nodes {
			if n != nil {
				c.placeColumns(i, n)
			}
		}
		c.checkLeaves(c.reader.root)
		c.findParents(c.reader.root, none)
	}
	if len(c.faults) > 0 {
		return nil, errors.Join(c.faults...)
	}
	return c.reader, nil
}

// compiler gathers the faults of a layout while its tree is built.
type compiler struct {
	layout *Layout
	reader *Reader
	faults []error
}

func (c *compiler) fault(format string, args ...any) {
	c.faults = append(c.faults, fmt.Errorf("compile xml layout: "+format, args...))
}

func (c *compiler) checkRoots() {
	if len(c.layout.Root) == 0 {
		c.fault("no root element is named")
	}
	for i, name := range c.layout.Root {
		switch {
		case !plainName([]byte(name)):
			c.fault("root %q is not a plain element name", name)
		case slices.Contains(c.layout.Root[:i], name):
			c.fault("root %q is named twice", name)
		}
		c.reader.known[name] = true
	}
	if len(c.layout.Tables) == 0 {
		c.fault("no table is described")
	}
}

func (c *compiler) checkNames() {
	tables := map[string]bool{}
	for i, t := range c.layout.Tables {
		switch {
		case t.Name == "":
			c.fault("table %d has no name", i+1)
		case tables[t.Name]:
			c.fault("table %q is described twice", t.Name)
		}
		tables[t.Name] = true
		switch {
		case len(t.Element) == 0:
			c.fault("table %q has no element", t.Name)
		case !slices.Contains(c.layout.Root, t.Element[0]):
			c.fault("table %q: path %q does not begin with a root (want %s)", t.Name, strings.Join(t.Element, "/"), strings.Join(c.layout.Root, " or "))
		}
		c.checkPath(t.Name, t.Element)
		columns := map[string]bool{}
		for j, column := range t.Columns {
			switch {
			case column.Name == "":
				c.fault("table %q: column %d has no name", t.Name, j+1)
			case columns[column.Name]:
				c.fault("table %q: column %q is described twice", t.Name, column.Name)
			}
			columns[column.Name] = true
			c.checkPath(t.Name, column.Path)
			if len(t.Element)+len(column.Path) > maxDepth {
				c.fault("table %q: column %q lies deeper than %d elements", t.Name, column.Name, maxDepth)
			}
		}
	}
}

func (c *compiler) checkPath(table string, path []string) {
	for _, name := range path {
		if !plainName([]byte(name)) {
			c.fault("table %q: %q is not a plain element name", table, name)
		}
		c.reader.known[name] = true
	}
}

// placeTables puts the tables into the tree, before any column, so that columns can see them.
func (c *compiler) placeTables() []*node {
	nodes := make([]*node, len(c.layout.Tables))
	c.reader.tables = make([]tablePlan, len(c.layout.Tables))
	for i, t := range c.layout.Tables {
		n := c.reader.root
		for _, name := range t.Element[1:] {
			n = n.kid(name)
		}
		if n.table != none {
			c.fault("tables %q and %q have the same element", c.layout.Tables[n.table].Name, t.Name)
			continue
		}
		n.table = i
		nodes[i] = n
	}
	return nodes
}

func (c *compiler) placeColumns(table int, at *node) {
	t := c.layout.Tables[table]
	labels := make([]string, len(t.Columns))
	leaves := map[string]int{}
	for i, column := range t.Columns {
		n := at
		for _, name := range column.Path {
			n = n.kid(name)
			if n.table != none {
				c.fault("table %q: column %q lies within the element of table %q", t.Name, column.Name, c.layout.Tables[n.table].Name)
				break
			}
		}
		if n.owner == table {
			c.fault("table %q: columns %q and %q have the same path", t.Name, t.Columns[n.column].Name, column.Name)
		}
		if n != at && n.table != none {
			continue
		}
		n.owner, n.column = table, i
		labels[i] = n.name
		leaves[n.name]++
	}
	for i, column := range t.Columns {
		if leaves[labels[i]] > 1 {
			labels[i] = strings.Join(column.Path, "/")
		}
	}
	c.reader.tables[table] = tablePlan{labels: labels}
}

// checkLeaves finds columns that hold elements as well: their text would be indentation.
func (c *compiler) checkLeaves(n *node) {
	if n.owner != none && len(n.kids) > 0 {
		t := c.layout.Tables[n.owner]
		c.fault("table %q: column %q holds elements of the layout and can be no text", t.Name, t.Columns[n.column].Name)
	}
	for _, kid := range n.kids {
		c.checkLeaves(kid)
	}
}

func (c *compiler) findParents(n *node, enclosing int) {
	if n.table != none {
		c.reader.tables[n.table].parent = enclosing
		enclosing = n.table
	}
	for _, kid := range n.kids {
		c.findParents(kid, enclosing)
	}
}
