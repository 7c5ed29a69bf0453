package dashboards

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"
)

const (
	editionsName   = "editions"
	currentName    = "current"
	buildingPrefix = ".building-"
)

// edition is a publication under construction, beside the one that stands.
type edition struct {
	dir  string // publish.dir
	path string // the folder being filled

	withdrawn []string // folders of earlier editions that go once this one is current
}

func newEdition(dir string) (*edition, error) {
	editions := filepath.Join(dir, editionsName)
	if err := os.MkdirAll(editions, 0o755); err != nil {
		return nil, fmt.Errorf("publication folder: %w", err)
	}
	leftovers, err := filepath.Glob(filepath.Join(editions, buildingPrefix+"*"))
	if err != nil {
		return nil, err
	}
	for _, leftover := range leftovers {
		if err := os.RemoveAll(leftover); err != nil {
			return nil, fmt.Errorf("publication folder: %w", err)
		}
	}
	path, err := os.MkdirTemp(editions, buildingPrefix)
	if err != nil {
		return nil, fmt.Errorf("publication folder: %w", err)
	}
	return &edition{dir: dir, path: path}, os.Chmod(path, 0o755)
}

func (e *edition) discard() error { return os.RemoveAll(e.path) }

// promote gives the folder its name, which is the hash of its manifests and so of its content, makes
// it durable and, once ready agrees, makes it the current one. It returns the name and where the
// edition lies.
func (e *edition) promote(ready func() error, manifests ...[]byte) (name, path string, err error) {
	sum := sha256.New()
	for _, manifest := range manifests {
		sum.Write(manifest)
	}
	name = hex.EncodeToString(sum.Sum(nil))[:16]
	if err := syncTree(e.path); err != nil {
		return "", "", fmt.Errorf("publish: %w", err)
	}
	if ready != nil {
		if err := ready(); err != nil {
			return "", "", err
		}
	}
	if runtime.GOOS == "windows" {
		return name, filepath.Join(e.dir, currentName), e.swapFolders()
	}
	target := filepath.Join(e.dir, editionsName, name)
	former, err := os.Readlink(filepath.Join(e.dir, currentName))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", "", fmt.Errorf("publish: %s is not a link of ours: %w", filepath.Join(e.dir, currentName), err)
	}
	if err := e.settle(target); err != nil {
		return "", "", fmt.Errorf("publish: %w", err)
	}
	if err := switchLink(e.dir, filepath.Join(editionsName, name)); err != nil {
		return "", "", fmt.Errorf("publish: %w", err)
	}
	return name, target, errors.Join(prune(e.dir, name, filepath.Base(former)), e.withdraw(name))
}

// withdraw removes the earlier editions that may not lie beside the one that is current now.
func (e *edition) withdraw(current string) error {
	var faults []error
	for _, name := range e.withdrawn {
		if name != current {
			faults = append(faults, os.RemoveAll(filepath.Join(e.dir, editionsName, name)))
		}
	}
	return errors.Join(faults...)
}

// settle moves the built folder to target. A target that is there already holds the same content,
// unless somebody changed it since: then it is replaced.
func (e *edition) settle(target string) error {
	if _, err := os.Stat(target); err == nil {
		if problems, err := Verify(target); err == nil && len(problems) == 0 {
			return e.discard()
		}
		spoilt := filepath.Join(filepath.Dir(target), buildingPrefix+"spoilt")
		if err := errors.Join(os.RemoveAll(spoilt), os.Rename(target, spoilt)); err != nil {
			return err
		}
		defer func() { _ = os.RemoveAll(spoilt) }()
	}
	if err := os.Rename(e.path, target); err != nil {
		return err
	}
	return syncPath(filepath.Dir(target))
}

func switchLink(dir, target string) error {
	temp := filepath.Join(dir, currentName+".new")
	if err := os.Remove(temp); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.Symlink(target, temp); err != nil {
		return err
	}
	if err := os.Rename(temp, filepath.Join(dir, currentName)); err != nil {
		return err
	}
	return syncPath(dir)
}

// swapFolders is for Windows, where links need rights that a council's laptop does not give:
// current is a folder, and the former one becomes editions/previous.
func (e *edition) swapFolders() error {
	current := filepath.Join(e.dir, currentName)
	previous := filepath.Join(e.dir, editionsName, "previous")
	aside := filepath.Join(e.dir, editionsName, buildingPrefix+"former")
	if _, err := os.Stat(current); errors.Is(err, fs.ErrNotExist) {
		return renameWithBackOff(e.path, current)
	}
	if err := errors.Join(os.RemoveAll(aside), renameWithBackOff(current, aside)); err != nil {
		return fmt.Errorf("publish: %s is in use: %w", current, err)
	}
	if err := renameWithBackOff(e.path, current); err != nil {
		return errors.Join(fmt.Errorf("publish: %w", err), renameWithBackOff(aside, current))
	}
	// Somebody may be reading the one before; then it is replaced the next time.
	if os.RemoveAll(previous) == nil {
		if slices.Contains(e.withdrawn, currentName) {
			return os.RemoveAll(aside)
		}
		return renameWithBackOff(aside, previous)
	}
	return nil
}

// renameWithBackOff waits for a virus scanner or an open file to let go of a folder.
func renameWithBackOff(from, to string) error {
	var err error
	for wait := 50 * time.Millisecond; wait < 4*time.Second; wait *= 2 {
		if err = os.Rename(from, to); err == nil {
			return nil
		}
		time.Sleep(wait)
	}
	return err
}

// prune removes all editions but the current and the one before it. When the same content was
// published again there is no newer one before it, and the others stay.
func prune(dir, current, former string) error {
	entries, err := os.ReadDir(filepath.Join(dir, editionsName))
	if err != nil || former == current || former == "." {
		return err
	}
	for _, entry := range entries {
		name := entry.Name()
		if slices.Contains([]string{current, former}, name) || strings.HasPrefix(name, buildingPrefix) {
			continue
		}
		err = errors.Join(err, os.RemoveAll(filepath.Join(dir, editionsName, name)))
	}
	return err
}

// syncTree flushes a folder and all in it to disk, folders after what they hold. Files wait for the
// disk side by side: one by one, the waiting takes longer than the writing.
func syncTree(root string) error {
	var files, folders []string
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err == nil && entry.IsDir() {
			folders = append(folders, name)
		} else {
			files = append(files, name)
		}
		return err
	})
	if err != nil {
		return err
	}
	var group errgroup.Group
	group.SetLimit(16)
	for _, name := range files {
		group.Go(func() error { return syncPath(name) })
	}
	err = group.Wait()
	for _, folder := range slices.Backward(folders) {
		err = errors.Join(err, syncPath(folder))
	}
	return err
}

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
