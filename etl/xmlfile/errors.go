package xmlfile

import (
	"errors"
	"fmt"
)

// Limits on what a document may hold, which keep memory bounded. No return that an authority sends
// comes near any of them.
const (
	maxToken      = 1 << 20  // bytes of one tag, text, comment, CDATA section or instruction
	maxLeaf       = 64 << 10 // bytes of the text of one leaf
	maxDepth      = 64       // elements within each other
	maxName       = 512      // bytes of the name of an element
	maxAttributes = 64       // attributes of one element
	maxPlain      = 64       // bytes of a name that reports may repeat
	maxUnknown    = 100      // kinds of unknown elements that are told apart
)

var errLongToken = errors.New("a token is longer than 1 MB")

// SyntaxError says where a document is not what it must be. It never holds text of the document;
// it names elements only by names that the layout holds, but for the root.
type SyntaxError struct {
	Line    int64  // from 1
	Offset  int64  // bytes of the file before the fault
	Message string // what is wrong
	Wanted  string // what was wanted; may be empty
}

func (e *SyntaxError) Error() string {
	text := fmt.Sprintf("line %d, byte %d: %s", e.Line, e.Offset, e.Message)
	if e.Wanted != "" {
		text += " (want " + e.Wanted + ")"
	}
	return text
}

// Messages that more than one place gives.
const (
	msgControl = "a control character or other character that XML forbids"
	msgNotUTF8 = "a byte that is not UTF-8"
)
