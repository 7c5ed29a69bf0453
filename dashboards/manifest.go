package dashboards

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

const (
	manifestName = "manifest.json"
	listsName    = "lists" // folder of the child-level work lists
)

// Manifest says what a published folder was made from and what is in it.
type Manifest struct {
	Format        string           `json:"format"`
	Audience      string           `json:"audience"` // public, internal or lists
	AsAt          string           `json:"as_at"`
	Version       string           `json:"version"`
	CatalogueHash string           `json:"catalogue_sha256"`
	SuppressBelow int              `json:"suppress_below"` // 0: nothing is hidden
	RoundTo       int              `json:"round_to"`       // 0 or 1: counts are exact
	Zero          string           `json:"zero,omitempty"` // shown or hidden; empty where nothing is hidden
	Policy        []ManifestPolicy `json:"policy,omitempty"`
	Sources       []ManifestSource `json:"sources"`
	Files         []ManifestFile   `json:"files"` // all but the manifest itself, by path
}

// ManifestSource is a file that was read.
type ManifestSource struct {
	Kind     string `json:"kind"`
	Table    string `json:"table"`
	File     string `json:"file"`
	SHA256   string `json:"sha256"`             // empty where withheld
	Withheld string `json:"withheld,omitempty"` // why the sum is not in the public edition
}

// ManifestPolicy is how an indicator's counts are published where that is not as the others are.
type ManifestPolicy struct {
	Indicator     string `json:"indicator"`
	SuppressBelow int    `json:"suppress_below"` // 1: no count is hidden
	RoundTo       int    `json:"round_to"`       // 1: counts are exact
	Zero          string `json:"zero"`
	Reason        string `json:"reason"`
}

// ManifestFile is a published file; Path has forward slashes and starts at the manifest's folder.
type ManifestFile struct {
	Path   string `json:"path"`
	SHA256 string `json:"sha256"`
	Bytes  int64  `json:"bytes"`
}

const manifestFormat = "sightline publication 1"

// tree writes the files of one audience and remembers their sums. Files may be written side by side.
type tree struct {
	mu       sync.Mutex // of folders and files
	root     string
	dirMode  fs.FileMode
	fileMode fs.FileMode
	files    []ManifestFile
}

func newTree(root string, private bool) (*tree, error) {
	t := &tree{root: root, dirMode: 0o755, fileMode: 0o644}
	if private {
		t.dirMode, t.fileMode = 0o700, 0o600
	}
	return t, t.folder(root)
}

// folder makes a folder with the tree's permissions, whatever the process's mask is.
func (t *tree) folder(dir string) error {
	if info, err := os.Stat(dir); err == nil && info.IsDir() {
		return nil
	}
	if dir != t.root {
		if err := t.folder(filepath.Dir(dir)); err != nil {
			return err
		}
	}
	if err := os.Mkdir(dir, t.dirMode); err != nil {
		return err
	}
	return os.Chmod(dir, t.dirMode)
}

// write writes a file of the edition. No text of one holds a character that turns a line, wherever it came from.
func (t *tree) write(name string, text []byte) error {
	switch filepath.Ext(name) {
	case ".html", ".csv", ".json":
		if hasTurn(text) {
			text = []byte(withoutTurns(string(text)))
		}
	}
	if err := t.put(name, text); err != nil {
		return err
	}
	sum := sha256.Sum256(text)
	t.mu.Lock()
	defer t.mu.Unlock()
	t.files = append(t.files, ManifestFile{Path: name, SHA256: hex.EncodeToString(sum[:]), Bytes: int64(len(text))})
	return nil
}

func (t *tree) put(name string, text []byte) error {
	target := filepath.Join(t.root, filepath.FromSlash(name))
	t.mu.Lock()
	err := t.folder(filepath.Dir(target))
	t.mu.Unlock()
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	if err := os.WriteFile(target, text, t.fileMode); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return os.Chmod(target, t.fileMode)
}

// seal writes the manifest and returns its bytes.
func (t *tree) seal(manifest Manifest) ([]byte, error) {
	manifest.Files = slices.SortedFunc(slices.Values(t.files), func(a, b ManifestFile) int { return strings.Compare(a.Path, b.Path) })
	text, err := json.MarshalIndent(manifest, "", "  ")
	if err != nil {
		return nil, err
	}
	text = append(text, '\n')
	return text, t.put(manifestName, text)
}

// Verify checks a published folder against its manifests: dir may be the folder public, internal or lists,
// an edition that holds them, or the folder that is published into, whose current edition is then
// checked. Problems are sentences, sorted by path; err says that there was nothing to check.
func Verify(dir string) (problems []string, err error) {
	if _, err := os.Stat(filepath.Join(dir, manifestName)); err == nil {
		return verifyTree(dir, "")
	}
	if _, err := os.Stat(filepath.Join(dir, currentName)); err == nil {
		dir = filepath.Join(dir, currentName)
	}
	checked := 0
	folders := make([]string, 0, len(audiences)+1)
	for _, audience := range audiences {
		folders = append(folders, audience.name)
	}
	if _, err := os.Stat(filepath.Join(dir, listsName)); err == nil { // an edition need not have lists
		folders = append(folders, listsName)
	}
	for _, folder := range folders {
		sub := filepath.Join(dir, folder)
		if _, err := os.Stat(filepath.Join(sub, manifestName)); err != nil {
			problems = append(problems, folder+"/"+manifestName+": is missing")
			continue
		}
		found, err := verifyTree(sub, folder+"/")
		if err != nil {
			return nil, err
		}
		problems = append(problems, found...)
		checked++
	}
	if checked == 0 {
		return nil, fmt.Errorf("verify %s: no %s in it, nor in a folder public, internal or lists", dir, manifestName)
	}
	return problems, nil
}

func verifyTree(dir, prefix string) ([]string, error) {
	text, err := os.ReadFile(filepath.Join(dir, manifestName))
	if err != nil {
		return nil, fmt.Errorf("verify: %w", err)
	}
	manifest, ok := parseManifest(text)
	if !ok {
		return []string{prefix + manifestName + ": is not a manifest of this program"}, nil
	}
	var problems []string
	listed := map[string]bool{manifestName: true}
	for _, file := range manifest.Files {
		if !fs.ValidPath(file.Path) || path.Clean(file.Path) != file.Path {
			problems = append(problems, prefix+manifestName+": lists a path outside its folder")
			continue
		}
		listed[file.Path] = true
		text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(file.Path)))
		switch sum := sha256.Sum256(text); {
		case errors.Is(err, fs.ErrNotExist):
			problems = append(problems, prefix+file.Path+": is missing")
		case err != nil:
			problems = append(problems, prefix+file.Path+": cannot be read")
		case hex.EncodeToString(sum[:]) != file.SHA256:
			problems = append(problems, prefix+file.Path+": has been changed since it was published")
		}
	}
	err = filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		if rel = filepath.ToSlash(rel); !listed[rel] {
			problems = append(problems, prefix+rel+": is not in the manifest")
		}
		return nil
	})
	slices.Sort(problems)
	return problems, err
}

func parseManifest(text []byte) (Manifest, bool) {
	var manifest Manifest
	err := json.Unmarshal(text, &manifest)
	return manifest, err == nil && manifest.Format == manifestFormat
}
