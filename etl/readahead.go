package etl

import (
	"errors"
	"io"
)

// What takes a document apart never waits for what reads and hashes it while there are blocks in between.
const (
	aheadBlocks = 8
	aheadBytes  = 256 << 10
)

// readAhead reads a stream in a goroutine of its own, some blocks ahead of who asks for it. What the stream
// says at its end, an *unreadableError for all but io.EOF, comes after its last byte.
type readAhead struct {
	filled chan []byte
	empty  chan []byte
	done   chan struct{}
	block  []byte // being given, from its buffer's start
	given  int
	err    error // valid when filled is closed
}

func newReadAhead(in io.Reader) *readAhead {
	r := &readAhead{filled: make(chan []byte, aheadBlocks), empty: make(chan []byte, aheadBlocks), done: make(chan struct{})}
	for range aheadBlocks {
		r.empty <- make([]byte, aheadBytes)
	}
	go r.fill(in)
	return r
}

func (r *readAhead) fill(in io.Reader) {
	defer close(r.filled)
	for {
		var block []byte
		select {
		case block = <-r.empty:
		case <-r.done:
			r.err = io.ErrClosedPipe
			return
		}
		n, err := io.ReadFull(in, block[:aheadBytes])
		if n > 0 {
			r.filled <- block[:n] // there is room for every block
		}
		switch {
		case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
			r.err = io.EOF
			return
		case err != nil:
			r.err = &unreadableError{err}
			return
		}
	}
}

// Read gives what has been read ahead.
func (r *readAhead) Read(p []byte) (int, error) {
	if r.given == len(r.block) {
		if r.block != nil {
			r.empty <- r.block // there is room for every block
		}
		var ok bool
		if r.block, ok = <-r.filled; !ok {
			r.block, r.given = nil, 0
			return 0, r.err
		}
		r.given = 0
	}
	n := copy(p, r.block[r.given:])
	r.given += n
	return n, nil
}

// stop ends the reading; who has read to the end need not.
func (r *readAhead) stop() { close(r.done) }
