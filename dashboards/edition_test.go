package dashboards

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// swap lays an edition over those that are there in the way that is used where links are not to be had.
func swap(t *testing.T, dir, words string, withdrawn ...string) error {
	t.Helper()
	e, err := newEdition(dir)
	if err != nil {
		t.Fatal(err)
	}
	e.withdrawn = withdrawn
	if err := os.WriteFile(filepath.Join(e.path, "words"), []byte(words), 0o600); err != nil {
		t.Fatal(err)
	}
	return e.swapFolders()
}

// lies is what lies in a folder of publications: the words of each edition by its folder.
func lies(t *testing.T, dir string) (out []string) {
	t.Helper()
	folders, err := editionFolders(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, folder := range append([]string{filepath.Join(dir, currentName)}, folders...) {
		text, err := os.ReadFile(filepath.Join(folder, "words"))
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, filepath.Base(folder)+": "+string(text))
	}
	return out
}

func want(t *testing.T, dir string, all ...string) {
	t.Helper()
	if got := lies(t, dir); !slices.Equal(got, all) {
		t.Errorf("there lie %q, want %q", got, all)
	}
}

func TestFoldersAreSwappedWhereLinksAreNotToBeHad(t *testing.T) {
	dir := t.TempDir()
	for _, words := range []string{"first", "second", "third"} {
		if err := swap(t, dir, words); err != nil {
			t.Fatal(err)
		}
	}
	want(t, dir, "current: third", "previous: second")
	if err := swap(t, dir, "fourth", currentName); err != nil {
		t.Fatal(err)
	}
	want(t, dir, "current: fourth")
}

// Between two renames there is no current edition. A run that is cut off there loses none.
func TestAnEditionThatWasLaidAsideComesBack(t *testing.T) {
	dir := t.TempDir()
	if err := swap(t, dir, "first"); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(filepath.Join(dir, currentName), filepath.Join(dir, editionsName, formerName)); err != nil {
		t.Fatal(err)
	}
	e, err := newEdition(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := e.discard(); err != nil {
		t.Fatal(err)
	}
	want(t, dir, "current: first")
}

// A reader's open file keeps a folder where it is. That is an error when the edition in it tells too much.
func TestAnEditionInUse(t *testing.T) {
	for _, c := range []struct {
		name, held string
		withdrawn  []string
		fails      bool
		left       []string
	}{
		{"the one before is read, and may be", previousName, nil, false, []string{"current: third", ".building-former: second", "previous: first"}},
		{"the one before is read, and tells too much", previousName, []string{previousName}, true, []string{"current: third", ".building-former: second", "previous: first"}},
		{"the one before is read, and the other tells too much", previousName, []string{currentName}, false, []string{"current: third", "previous: first"}},
		{"the other is read, and tells too much", formerName, []string{currentName}, true, []string{"current: third", ".building-former: second"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			for _, words := range []string{"first", "second"} {
				if err := swap(t, dir, words); err != nil {
					t.Fatal(err)
				}
			}
			defer func() { removeFolder = os.RemoveAll }()
			removeFolder = func(folder string) error {
				if filepath.Base(folder) == c.held {
					return errors.New("it is used by another process")
				}
				return os.RemoveAll(folder)
			}
			err := swap(t, dir, "third", c.withdrawn...)
			if (err != nil) != c.fails || err != nil && !strings.Contains(err.Error(), c.held+" tells too much beside the new edition and is in use") {
				t.Errorf("error is %v", err)
			}
			want(t, dir, c.left...)
		})
	}
}
