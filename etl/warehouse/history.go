package warehouse

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Statuses of a run.
const (
	StatusRunning     = "running"
	StatusPublished   = "published"   // new warehouse, new publication
	StatusComputed    = "computed"    // new warehouse, publication untouched (--until)
	StatusRefused     = "refused"     // data refused, nothing changed
	StatusFailed      = "failed"      // nothing changed
	StatusInterrupted = "interrupted" // stopped or killed, nothing changed
)

// Run is the record of one run, kept as one small file so that it outlives the warehouse file it
// tells of, and is there for runs that left none.
type Run struct {
	RunID      string      `json:"run_id"`
	StartedAt  time.Time   `json:"started_at"`
	FinishedAt *time.Time  `json:"finished_at"`
	Status     string      `json:"status"`
	AsAt       string      `json:"as_at"`
	DueAt      *time.Time  `json:"due_at,omitempty"` // the scheduled time that the run answers to
	Message    string      `json:"message,omitempty"`
	Published  string      `json:"published,omitempty"` // edition folder
	Sources    []RunSource `json:"sources"`
}

// RunSource is one file that a run read. Read = Loaded + Rejected.
type RunSource struct {
	Kind         string `json:"kind"`
	File         string `json:"file"`
	SHA256       string `json:"sha256"`
	Read         int64  `json:"read"`
	Loaded       int64  `json:"loaded"`
	Rejected     int64  `json:"rejected"`
	SupersededBy string `json:"superseded_by"`
}

const historyFolder = "history"

// Record writes or replaces the record of a run.
func Record(dir string, run Run) error {
	folder := filepath.Join(dir, historyFolder)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return fmt.Errorf("record run: %w", err)
	}
	if run.Sources == nil {
		run.Sources = []RunSource{}
	}
	text, err := json.MarshalIndent(run, "", "  ")
	if err != nil {
		return err
	}
	path := filepath.Join(folder, run.RunID+".json")
	if err := os.WriteFile(path+".new", append(text, '\n'), 0o600); err != nil {
		return fmt.Errorf("record run: %w", err)
	}
	if err := os.Rename(path+".new", path); err != nil {
		return fmt.Errorf("record run: %w", err)
	}
	return nil
}

// Runs reads all records, newest first. No folder means no runs.
func Runs(dir string) ([]Run, error) {
	entries, err := os.ReadDir(filepath.Join(dir, historyFolder))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read history: %w", err)
	}
	var runs []Run
	for _, entry := range entries {
		if !strings.HasSuffix(entry.Name(), ".json") {
			continue
		}
		path := filepath.Join(dir, historyFolder, entry.Name())
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, fmt.Errorf("read history: %w", err)
		}
		var run Run
		if err := json.Unmarshal(text, &run); err != nil {
			return nil, fmt.Errorf("read history: %s is damaged: %w", path, err)
		}
		runs = append(runs, run)
	}
	slices.SortFunc(runs, func(a, b Run) int {
		if byTime := b.StartedAt.Compare(a.StartedAt); byTime != 0 {
			return byTime
		}
		return strings.Compare(b.RunID, a.RunID)
	})
	return runs, nil
}

// CloseInterrupted marks the records of runs that never finished. Call it with the lock held: then
// nothing else can be running.
func CloseInterrupted(dir string) error {
	runs, err := Runs(dir)
	if err != nil {
		return err
	}
	for _, run := range runs {
		if run.Status != StatusRunning {
			continue
		}
		run.Status = StatusInterrupted
		run.Message = "the process ended before the run did; what was published before still stands"
		if err := Record(dir, run); err != nil {
			return err
		}
	}
	return nil
}
