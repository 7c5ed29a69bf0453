package etl

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"testing"
	"testing/iotest"
)

// What comes out is what went in, however it is asked for and whatever the stream gives at a time.
func TestReadAheadGivesTheStream(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, size := range []int{0, 1, aheadBytes - 1, aheadBytes, aheadBytes + 1, 2*aheadBlocks*aheadBytes + 17} {
		want := make([]byte, size)
		for i := range want {
			want[i] = byte(random.Uint32())
		}
		for name, in := range map[string]io.Reader{"whole": bytes.NewReader(want), "halves": iotest.HalfReader(bytes.NewReader(want))} {
			ahead := newReadAhead(in)
			if err := iotest.TestReader(ahead, want); err != nil {
				t.Errorf("%s of %d bytes: %v", name, size, err)
			}
			ahead.stop()
		}
	}
}

// A stream that breaks gives what it had, then says that it cannot be read.
func TestReadAheadSaysWhatStoppedIt(t *testing.T) {
	broken := errors.New("the disk is gone")
	in := io.MultiReader(bytes.NewReader(make([]byte, aheadBytes+5)), iotest.ErrReader(broken))
	ahead := newReadAhead(in)
	defer ahead.stop()
	got, err := io.ReadAll(ahead)
	var unreadable *unreadableError
	if len(got) != aheadBytes+5 || !errors.As(err, &unreadable) || !errors.Is(err, broken) {
		t.Errorf("%d bytes, %v", len(got), err)
	}
}

// Who stops early leaves nothing running: the goroutine ends although nobody reads on.
func TestReadAheadStops(t *testing.T) {
	ahead := newReadAhead(iotest.DataErrReader(neverEnding{}))
	if _, err := io.ReadFull(ahead, make([]byte, 10)); err != nil {
		t.Fatal(err)
	}
	ahead.stop()
	for range ahead.filled { // closed when the goroutine ends
	}
}

type neverEnding struct{}

func (neverEnding) Read(p []byte) (int, error) { return len(p), nil }
