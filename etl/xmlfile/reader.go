package xmlfile

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Row is one occurrence of a table's element. Its slices are valid only during the call of the sink.
type Row struct {
	Table  int      // index in Layout.Tables
	No     int64    // ordinal among the table's elements, in the order of their start tags, from 1
	Parent int64    // No of the row of the nearest enclosing table; 0 where no table encloses
	Line   int64    // line of the start tag, from 1; a line ends with a line feed
	Values [][]byte // one per column, UTF-8, white space kept; nil where the element is absent or empty
	Fault  string   // what is wrong with the row, without values; empty where nothing is
}

// Sink takes rows. A row comes when its element ends, so after the rows within it. An error ends
// the reading and is returned as it is.
type Sink interface {
	Row(row *Row) error
}

// UnknownElement is a kind of element that the layout does not know. What lies within it is not
// counted.
type UnknownElement struct {
	Path  string // local names from the root, joined by /; ? for a name that is not plain
	Count int64
}

// Result says what a document held. After an error it covers what had been read.
type Result struct {
	Rows    []int64          // per table, the rows handed to the sink
	Unknown []UnknownElement // by path; kinds beyond the hundredth are counted last, as "..."
	Stray   int64            // texts beside elements where the layout expects elements only
	Bytes   int64            // read from the stream, after an error perhaps beyond its place
	Lines   int64            // lines, the last one counted even without an end
}

// Read reads one document to its end and hands its rows to the sink. The error is a *SyntaxError
// where the document is not well formed or not of this layout.
func (r *Reader) Read(ctx context.Context, in io.Reader, sink Sink) (Result, error) {
	source := counter{in: in}
	run := newRun(r, sink)
	err := run.read(ctx, &source)
	result := run.finish()
	result.Bytes = source.n
	return result, err
}

// frame is an open element.
type frame struct {
	node *node // nil within what the layout does not know
	name int   // where its name begins in run.names, if that is not the name of the node
	mark int   // where its text begins in the row, for a column
	next int   // which child is likely to come next
}

// openRow is the row of a table whose element is open. No table lies within itself, so one per
// table is enough.
type openRow struct {
	no, line int64
	text     []byte
	cells    []cell
	values   [][]byte
	repeated bool
}

// cell is where the value of a column is in the text of its row, and how often the leaf was there.
type cell struct {
	from, to, seen int
}

// kind tells unknown elements apart.
type kind struct {
	within *node
	name   string
}

// run is the reading of one document.
type run struct {
	*Reader
	sink     Sink
	row      Row
	open     []openRow
	started  []int64 // per table
	result   Result
	unknown  map[kind]*int64
	others   int64 // unknown elements of further kinds
	frames   [maxDepth]frame
	depth    int
	names    []byte // names of the open elements that are not those of their nodes
	rootName []byte
	ended    bool // the root element has ended

	token   []byte // being read
	offset  int64  // where it begins in the decoded document
	line    int64  // where it begins
	mark    int64  // bytes of the byte order mark
	narrow  bool   // the document had one byte a character
	wider   int64  // bytes by which the decoded document is ahead of the file
	lastEnd bool   // the document so far ends with a line feed
	attrs   [][]byte
	scratch []byte
}

func newRun(reader *Reader, sink Sink) *run {
	r := &run{Reader: reader, sink: sink, line: 1, unknown: map[kind]*int64{}}
	r.open = make([]openRow, len(reader.tables))
	for i, table := range reader.tables {
		r.open[i].cells = make([]cell, len(table.labels))
		r.open[i].values = make([][]byte, len(table.labels))
	}
	r.started = make([]int64, len(reader.tables))
	r.result.Rows = make([]int64, len(reader.tables))
	return r
}

// read is the loop over the tokens.
func (r *run) read(ctx context.Context, in io.Reader) error {
	document, err := open(in)
	if err != nil {
		return readError(err)
	}
	r.mark, r.narrow = document.mark, document.narrow
	source := feed{ctx: ctx, in: document.in, taken: &r.offset}
	tokens := newWindow(&source)
	for {
		length, err := r.quick(tokens.unread())
		if err != nil {
			return err
		}
		tokens.at += length
		kind, token, err := tokens.next()
		if err != nil {
			return r.broken(err, source.err)
		}
		if kind == tokenEnd {
			return r.complete()
		}
		if err := r.any(kind, token); err != nil {
			return err
		}
	}
}

// any reads a token, whatever it is.
func (r *run) any(kind tokenKind, token []byte) (err error) {
	r.token = token
	switch kind {
	case tokenStart:
		err = r.start(token)
	case tokenClose:
		err = r.end(token)
	case tokenText:
		err = r.text(token, 0, false)
	case tokenCData:
		err = r.cdata(token)
	case tokenComment:
		err = r.comment(token)
	case tokenAside:
		err = r.instruction(token)
	case tokenDocType:
		err = r.fail(0, "a document type definition (DTD): its entities could read other files or fill the memory, so none is read", "the file without it")
	case tokenEnd:
	}
	if err != nil {
		return err
	}
	r.offset += int64(len(token))
	r.lastEnd = token[len(token)-1] == '\n'
	if r.narrow {
		r.wider += continuations(token)
	}
	return nil
}

// start opens an element.
func (r *run) start(b []byte) error {
	if r.depth == 0 {
		return r.startRoot(b)
	}
	top := &r.frames[r.depth-1]
	// Most tags are a name that the layout knows, without attributes.
	if top.node != nil {
		if kid := top.find(b[1 : len(b)-1]); kid != nil {
			return r.push(kid, nil)
		}
	}
	t, err := r.parseTag(b)
	if err != nil {
		return err
	}
	var next *node
	if top.node != nil {
		local := localName(t.name)
		if next = top.find(local); next == nil {
			r.countUnknown(top.node, local)
		}
	}
	return r.enter(next, t)
}

// find looks for the child of that name, from the one that is likely to come next.
func (f *frame) find(name []byte) *node {
	kids := f.node.kids
	for i := f.next; i < len(kids); i++ {
		if string(name) == kids[i].name {
			f.next = i + 1
			return kids[i]
		}
	}
	for i := min(f.next, len(kids)) - 1; i >= 0; i-- {
		if string(name) == kids[i].name {
			f.next = i + 1
			return kids[i]
		}
	}
	return nil
}

func (r *run) startRoot(b []byte) error {
	t, err := r.parseTag(b)
	if err != nil {
		return err
	}
	if r.ended {
		return r.fail(0, "a second root element", "nothing after "+r.call(r.rootName))
	}
	local := localName(t.name)
	if !slices.ContainsFunc(r.roots, func(root string) bool { return root == string(local) }) {
		called := "something else"
		if plainName(local) {
			called = "<" + string(local) + ">"
		}
		return r.fail(0, "the root element is "+called, r.wantRoot())
	}
	r.rootName = bytes.Clone(local)
	return r.enter(r.root, t)
}

// enter opens an element and closes it again where its tag says so.
func (r *run) enter(n *node, t tag) error {
	if err := r.push(n, t.name); err != nil {
		return err
	}
	r.line += t.lines
	if t.closed {
		return r.pop()
	}
	return nil
}

// push opens an element. The name is nil where it is that of the node.
func (r *run) push(n *node, name []byte) error {
	if r.depth == maxDepth {
		return r.fail(0, "elements lie more than 64 deep within each other", "")
	}
	f := &r.frames[r.depth]
	r.depth++
	f.node, f.name, f.next = n, len(r.names), 0
	r.names = append(r.names, name...)
	if n == nil {
		return nil
	}
	if n.table != none {
		row := &r.open[n.table]
		r.started[n.table]++
		row.no, row.line = r.started[n.table], r.line
		row.text, row.repeated = row.text[:0], false
		clear(row.cells)
	}
	if n.owner != none {
		f.mark = len(r.open[n.owner].text)
	}
	return nil
}

// end closes the element that is open.
func (r *run) end(b []byte) error {
	if r.depth == 0 {
		return r.fail(0, "an end tag without its start tag", "")
	}
	name := r.innermost()
	if string(b[2:len(b)-1]) == string(name) {
		return r.pop()
	}
	length, err := r.checkName(b, 2)
	if err != nil {
		return err
	}
	if !isWhite(b[2+length : len(b)-1]) {
		return r.fail(2+length, "characters after the name in an end tag", "")
	}
	if found := b[2 : 2+length]; !bytes.Equal(found, name) {
		return r.fail(0, "the end tag of "+r.call(found)+" where "+r.call(name)+" is open", "</"+r.bare(name)+">")
	}
	r.line += int64(bytes.Count(b, []byte{'\n'}))
	return r.pop()
}

// innermost is the name of the innermost open element.
func (r *run) innermost() []byte {
	f := &r.frames[r.depth-1]
	if f.name == len(r.names) {
		return f.node.raw
	}
	return r.names[f.name:]
}

// pop closes the innermost element: its value is done, or its row.
func (r *run) pop() error {
	r.depth--
	f := &r.frames[r.depth]
	r.names = r.names[:f.name]
	r.ended = r.depth == 0
	n := f.node
	if n == nil {
		return nil
	}
	if n.owner != none {
		row := &r.open[n.owner]
		c := &row.cells[n.column]
		if c.seen++; c.seen == 1 {
			c.from, c.to = f.mark, len(row.text)
		} else {
			row.text, row.repeated = row.text[:f.mark], true
		}
	}
	if n.table != none {
		return r.emit(n.table)
	}
	return nil
}

// emit hands over the row of a table.
func (r *run) emit(table int) error {
	row, plan := &r.open[table], &r.tables[table]
	for i := range row.cells {
		c := &row.cells[i]
		row.values[i] = nil
		if c.to > c.from {
			row.values[i] = row.text[c.from:c.to:c.to]
		}
	}
	r.row = Row{Table: table, No: row.no, Line: row.line, Values: row.values}
	if plan.parent != none {
		r.row.Parent = r.open[plan.parent].no
	}
	if row.repeated {
		r.row.Fault = repeats(plan.labels, row.cells)
	}
	if err := r.sink.Row(&r.row); err != nil {
		return err
	}
	r.result.Rows[table]++
	return nil
}

// repeats names the columns that were there more than once.
func repeats(labels []string, cells []cell) string {
	var faults []string
	for i, c := range cells {
		if c.seen > 1 {
			faults = append(faults, fmt.Sprintf("%s appears %d times", labels[i], c.seen))
		}
	}
	return strings.Join(faults, "; ")
}

func (r *run) countUnknown(within *node, local []byte) {
	if !plainName(local) {
		local = []byte("?")
	}
	if count := r.unknown[kind{within: within, name: string(local)}]; count != nil {
		*count++
		return
	}
	if len(r.unknown) == maxUnknown {
		r.others++
		return
	}
	count := int64(1)
	r.unknown[kind{within: within, name: string(local)}] = &count
}

// complete checks that the document is whole, at its end.
func (r *run) complete() error {
	r.token = nil
	switch {
	case r.ended:
		return nil
	case r.depth > 0:
		name := r.innermost()
		return r.fail(0, "the file ends where "+r.call(name)+" is open", "</"+r.bare(name)+">")
	}
	return r.fail(0, "the file holds no element", r.wantRoot())
}

// broken says why the tokenizer gives no further token: its own error and why the feed stopped.
func (r *run) broken(err, stopped error) error {
	r.token = nil
	switch {
	case errors.Is(err, errLongToken):
		return r.fail(0, "a tag, text, comment, section or DTD that does not end within 1 MB", "")
	case errors.Is(err, io.EOF):
		return r.fail(0, "the file ends within a tag, comment, section or DTD", "")
	case stopped != nil && errors.Is(err, stopped):
		return readError(err)
	}
	return r.fail(0, "a <! that begins neither a comment nor a CDATA section", "&lt; in text")
}

func readError(err error) error {
	if syntax := (*SyntaxError)(nil); errors.As(err, &syntax) {
		return err
	}
	return fmt.Errorf("read xml: %w", err)
}

// finish sums up.
func (r *run) finish() Result {
	r.result.Lines = r.line
	if r.lastEnd || r.offset == 0 {
		r.result.Lines--
	}
	for k, count := range r.unknown {
		path := append(append([]string{string(r.rootName)}, k.within.path...), k.name)
		r.result.Unknown = append(r.result.Unknown, UnknownElement{Path: strings.Join(path, "/"), Count: *count})
	}
	slices.SortFunc(r.result.Unknown, func(a, b UnknownElement) int { return strings.Compare(a.Path, b.Path) })
	if r.others > 0 {
		r.result.Unknown = append(r.result.Unknown, UnknownElement{Path: "...", Count: r.others})
	}
	return r.result
}

// fail makes the error for a place in the token that is being read.
func (r *run) fail(at int, message, wanted string) error {
	before := r.token[:at]
	offset := r.mark + r.offset + int64(at) - r.wider
	if r.narrow {
		offset -= continuations(before)
	}
	return &SyntaxError{Line: r.line + int64(bytes.Count(before, []byte{'\n'})), Offset: offset, Message: message, Wanted: wanted}
}

// continuations counts the bytes of UTF-8 beyond one a character.
func continuations(b []byte) (n int64) {
	for _, c := range b {
		if c&0xC0 == 0x80 {
			n++
		}
	}
	return n
}

// call names an element by its name in the layout, if it has one.
func (r *run) call(name []byte) string {
	if local := localName(name); r.known[string(local)] {
		return "<" + string(local) + ">"
	}
	return "an element that the layout does not name"
}

// bare is what stands between the brackets of a tag that is wanted.
func (r *run) bare(name []byte) string {
	if r.known[string(localName(name))] {
		return string(localName(name))
	}
	return "..."
}

func (r *run) wantRoot() string {
	return "<" + strings.Join(r.roots, "> or <") + ">"
}
