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
	formerName     = buildingPrefix + "former" // where links are not to be had, what was current until a moment ago
	previousName   = "previous"                // and what was before it
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
	if err := restore(dir); err != nil {
		return nil, fmt.Errorf("publication folder: %w", err)
	}
	folders, err := editionFolders(dir)
	if err != nil {
		return nil, fmt.Errorf("publication folder: %w", err)
	}
	for _, leftover := range folders {
		if !strings.HasPrefix(filepath.Base(leftover), buildingPrefix) {
			continue
		}
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

// editionFolders are the folders of editions beside the current one, and of those under construction, in order. The
// folder of publications may have any name: no pattern is made of it.
func editionFolders(dir string) ([]string, error) {
	entries, err := os.ReadDir(filepath.Join(dir, editionsName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var out []string
	for _, entry := range entries {
		if entry.IsDir() {
			out = append(out, filepath.Join(dir, editionsName, entry.Name()))
		}
	}
	return out, err
}

// restore puts back the folder that a publication without links had laid aside when it was cut off.
func restore(dir string) error {
	current, aside := filepath.Join(dir, currentName), filepath.Join(dir, editionsName, formerName)
	if _, err := os.Lstat(current); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	_, err := os.Stat(aside)
	if errors.Is(err, fs.ErrNotExist) { // nothing was laid aside
		return nil
	}
	return errors.Join(err, renameWithBackOff(aside, current))
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
// current is a folder, and the former one becomes editions/previous. What may not lie beside the new edition is taken
// away whatever else happens, and it is an error when somebody's open file keeps it there.
func (e *edition) swapFolders() error {
	current := filepath.Join(e.dir, currentName)
	previous := filepath.Join(e.dir, editionsName, previousName)
	aside := filepath.Join(e.dir, editionsName, formerName)
	if _, err := os.Stat(current); errors.Is(err, fs.ErrNotExist) {
		return renameWithBackOff(e.path, current)
	}
	if err := errors.Join(os.RemoveAll(aside), renameWithBackOff(current, aside)); err != nil {
		return fmt.Errorf("publish: %s is in use: %w", current, err)
	}
	if err := renameWithBackOff(e.path, current); err != nil {
		return errors.Join(fmt.Errorf("publish: %w", err), renameWithBackOff(aside, current))
	}
	gone := removeWithBackOff(previous)
	if gone != nil && slices.Contains(e.withdrawn, previousName) {
		gone = fmt.Errorf("publish: %s tells too much beside the new edition and is in use: close it and remove the folder: %w", previous, gone)
	} else if gone != nil { // somebody is reading it; it is replaced the next time
		gone, previous = nil, ""
	}
	switch {
	case slices.Contains(e.withdrawn, currentName):
		if err := removeWithBackOff(aside); err != nil {
			return errors.Join(gone, fmt.Errorf("publish: %s tells too much beside the new edition and is in use: close it and remove the folder: %w", aside, err))
		}
	case previous != "" && gone == nil:
		return renameWithBackOff(aside, previous)
	}
	return gone
}

// removeWithBackOff waits as renameWithBackOff does.
func removeWithBackOff(folder string) error {
	return withBackOff(func() error { return removeFolder(folder) })
}

// removeFolder is os.RemoveAll; a test lets it fail as it does where a file is open.
var removeFolder = os.RemoveAll //nolint:gochecknoglobals // no other system refuses to remove what is open

// renameWithBackOff waits for a virus scanner or an open file to let go of a folder.
func renameWithBackOff(from, to string) error {
	return withBackOff(func() error { return os.Rename(from, to) })
}

func withBackOff(try func() error) error {
	var err error
	for wait := 50 * time.Millisecond; wait < 4*time.Second; wait *= 2 {
		if err = try(); err == nil {
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
