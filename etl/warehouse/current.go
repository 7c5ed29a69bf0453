package warehouse

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
)

// The current file is named by a symbolic link, or on Windows, where a file that a reader holds
// open cannot be replaced, by a one-line pointer file.
const (
	currentLink    = "current.duckdb"
	currentPointer = "current.txt"
)

func currentPath(dir string) (string, error) {
	name, err := currentName(dir)
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, name)
	if _, err := os.Stat(path); err != nil {
		return "", fmt.Errorf("warehouse: the current file %s cannot be read: %w", path, err)
	}
	return path, nil
}

func currentName(dir string) (string, error) {
	if runtime.GOOS == "windows" {
		text, err := os.ReadFile(filepath.Join(dir, currentPointer))
		if errors.Is(err, fs.ErrNotExist) {
			return "", ErrNone
		}
		return filepath.Base(strings.TrimSpace(string(text))), err
	}
	target, err := os.Readlink(filepath.Join(dir, currentLink))
	if errors.Is(err, fs.ErrNotExist) {
		return "", ErrNone
	}
	return filepath.Base(target), err
}

func switchCurrent(dir, name string) error {
	if runtime.GOOS == "windows" {
		temp := filepath.Join(dir, currentPointer+".new")
		if err := os.WriteFile(temp, []byte(name+"\n"), 0o600); err != nil {
			return err
		}
		return os.Rename(temp, filepath.Join(dir, currentPointer))
	}
	temp := filepath.Join(dir, currentLink+".new")
	if err := os.Remove(temp); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.Symlink(name, temp); err != nil {
		return err
	}
	if err := os.Rename(temp, filepath.Join(dir, currentLink)); err != nil {
		return err
	}
	return syncPath(dir)
}

// syncPath flushes a file or folder to disk; a rename is durable only once its folder is.
func syncPath(path string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(file.Sync(), file.Close())
}

// prune removes all but the newest keep run files. The current one is never removed. Leftovers of
// killed runs (files with a write-ahead log, spill folders) go too: only one run works at a time.
func prune(dir string, keep int) error {
	current, err := currentName(dir)
	if err != nil {
		return err
	}
	runs, err := filepath.Glob(filepath.Join(dir, "run_*.duckdb"))
	if err != nil {
		return err
	}
	slices.Sort(runs)
	slices.Reverse(runs)
	kept := 0
	for _, path := range runs {
		_, walErr := os.Stat(path + ".wal")
		if filepath.Base(path) == current || (kept < max(keep, 1)-1 && walErr != nil) {
			if filepath.Base(path) != current {
				kept++
			}
			continue
		}
		err = errors.Join(err, os.Remove(path))
		if walErr == nil {
			err = errors.Join(err, os.Remove(path+".wal"))
		}
	}
	return errors.Join(err, removeSpills(dir))
}

// forgottenAfter is when a reader's folder is one that was killed, whose records nobody else would remove.
const forgottenAfter = 24 * time.Hour

// removeSpills removes what runs and readers left in their temporary folders when they were killed. Readers
// may be at work; a run has the lock.
func removeSpills(dir string) error {
	spills, err := filepath.Glob(filepath.Join(dir, buildSpills+"*"))
	readers, globErr := filepath.Glob(filepath.Join(dir, readerSpills+"*"))
	for _, path := range readers {
		if info, statErr := os.Stat(path); statErr == nil && time.Since(info.ModTime()) > forgottenAfter {
			spills = append(spills, path)
		}
	}
	err = errors.Join(err, globErr)
	for _, path := range spills {
		err = errors.Join(err, os.RemoveAll(path))
	}
	return err
}
