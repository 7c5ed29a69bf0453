package xmlfile

// quick reads the plain tokens at the start of b and returns how many bytes they have: tags that are
// nothing but a name that the layout knows, and text between them that needs neither a check nor a change.
// Nearly every token of a return is one. It stops before the first that is not, or that b may hold only a
// part of, and does with each what the functions for any token do.
func (r *run) quick(b []byte) (at int, err error) {
	for at < len(b) && r.depth > 0 && err == nil {
		var length int
		switch {
		case b[at] != '<':
			length = r.quickText(b[at:])
		case at+1 < len(b) && b[at+1] == '/':
			length, err = r.quickEnd(b[at:])
		default:
			length, err = r.quickStart(b[at:])
		}
		if length == 0 {
			break
		}
		at += length
	}
	if at > 0 {
		r.offset += int64(at)
		r.lastEnd = b[at-1] == '\n'
	}
	return at, err
}

// quickText reads text up to a <.
func (r *run) quickText(b []byte) int {
	class, lines, length := uint8(0), int64(0), len(b)
	for i, c := range b {
		if c == '<' {
			length = i
			break
		}
		class |= charClasses[c]
		if c == '\n' {
			lines++
		}
	}
	if length == len(b) || class&^(charWhite|charPlain) != 0 {
		return 0
	}
	if top := r.frames[r.depth-1].node; top != nil {
		switch {
		case top.owner != none:
			row := &r.open[top.owner]
			if len(row.text)+length-r.frames[r.depth-1].mark > maxLeaf {
				return 0
			}
			row.text = append(row.text, b[:length]...)
		case class&charPlain != 0:
			r.result.Stray++
		}
	}
	r.line += lines
	return length
}

// quickEnd reads the end tag of the element that is open.
func (r *run) quickEnd(b []byte) (int, error) {
	name := r.innermost()
	if !closes(b, 2, name) {
		return 0, nil
	}
	return len("</>") + len(name), r.pop()
}

// quickStart reads the start tag of an element that the layout knows, the one that is likely to come next
// first.
func (r *run) quickStart(b []byte) (int, error) {
	top := &r.frames[r.depth-1]
	if top.node == nil || r.depth == maxDepth {
		return 0, nil
	}
	kids := top.node.kids
	for i := range kids {
		place := top.next + i
		if place >= len(kids) {
			place -= len(kids)
		}
		kid := kids[place]
		if closes(b, 1, kid.raw) {
			top.next = place + 1
			return len("<>") + len(kid.raw), r.push(kid, nil)
		}
	}
	return 0, nil
}

// closes tells whether the name stands at a place in b, followed by a >.
func closes(b []byte, at int, name []byte) bool {
	end := at + len(name)
	return end < len(b) && b[end] == '>' && string(b[at:end]) == string(name)
}
