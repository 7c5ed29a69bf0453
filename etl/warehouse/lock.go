package warehouse

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
)

// BusyError says that another process works in the same warehouse folder.
type BusyError struct {
	Dir   string
	PID   int       // 0 when the holder could not be read
	Since time.Time // zero when the holder could not be read
}

func (e *BusyError) Error() string {
	who := "another sightline process"
	if e.PID != 0 {
		who = fmt.Sprintf("another sightline process (number %d, since %s)", e.PID, e.Since.Format("2006-01-02 15:04:05"))
	}
	return fmt.Sprintf("%s is running in %s: wait until it has finished, or stop it, and run again", who, e.Dir)
}

type holder struct {
	PID   int       `json:"pid"`
	Since time.Time `json:"since"`
}

// Lock takes the folder for one run; release gives it back. The error is *BusyError when another
// process holds it. The lock goes with the process, so a killed run leaves none. It does not reach
// across network drives: keep the warehouse on a local disk.
func Lock(dir string, now time.Time) (release func() error, err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("warehouse folder: %w", err)
	}
	lock := flock.New(filepath.Join(dir, ".lock"), flock.SetPermissions(0o600))
	held := filepath.Join(dir, ".lock-holder")
	taken, err := lock.TryLock()
	if err != nil {
		return nil, fmt.Errorf("lock warehouse folder: %w", err)
	}
	if !taken {
		busy := &BusyError{Dir: dir}
		var by holder
		if text, readErr := os.ReadFile(held); readErr == nil && json.Unmarshal(text, &by) == nil {
			busy.PID, busy.Since = by.PID, by.Since
		}
		return nil, busy
	}
	text, err := json.Marshal(holder{PID: os.Getpid(), Since: now})
	if err != nil {
		return nil, err
	}
	if err := os.WriteFile(held, text, 0o600); err != nil {
		return nil, fmt.Errorf("lock warehouse folder: %w", err)
	}
	return lock.Unlock, nil
}
