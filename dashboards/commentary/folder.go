package commentary

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// maxFiles is the most files of a folder that are read: more are a folder of something else.
const maxFiles = 5000

// Folder is a folder of comments as it was read.
type Folder struct {
	Comments []Comment // by file
	Faults   []Fault   // by file and line
}

// suffixes are the names that a comment may end in: Notepad adds .txt where it is not told otherwise.
var suffixes = []string{".md", ".markdown", ".txt"}

// Read reads the comments in a folder and the folders in it, by name. Files whose names begin with README and those
// of other kinds are passed over. prefix stands before the names that are told. A folder that is not there is a
// fault like any other; an error is one of reading the disk.
func Read(fsys fs.FS, prefix string) (*Folder, error) {
	out := &Folder{}
	read := 0
	err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		told := path.Join(prefix, name)
		switch {
		case errors.Is(err, fs.ErrNotExist) && name == ".":
			out.Faults = append(out.Faults, Fault{path.Clean(prefix), 1, 1, "no such folder: make it, or take commentary out of the configuration"})
			return fs.SkipAll
		case err != nil:
			out.Faults = append(out.Faults, Fault{told, 1, 1, "cannot be read: " + cause(err)})
			return nil
		case !isComment(entry):
			return nil
		}
		if read++; read > maxFiles {
			out.Faults = append(out.Faults, Fault{told, 1, 1, fmt.Sprintf("more than %d files: this one and those after it are not read", maxFiles)})
			return fs.SkipAll
		}
		out.add(fsys, name, told)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read commentary: %w", err)
	}
	return out, nil
}

func isComment(entry fs.DirEntry) bool {
	name := strings.ToLower(entry.Name())
	return !entry.IsDir() && !strings.HasPrefix(name, "readme") && !strings.HasPrefix(name, ".") &&
		slices.ContainsFunc(suffixes, func(suffix string) bool { return strings.HasSuffix(name, suffix) })
}

func (f *Folder) add(fsys fs.FS, name, told string) {
	raw, err := readSome(fsys, name)
	if err != nil {
		f.Faults = append(f.Faults, Fault{told, 1, 1, "cannot be read: " + cause(err)})
		return
	}
	comment, faults := Parse(told, raw)
	if len(faults) > 0 {
		f.Faults = append(f.Faults, faults...)
		return
	}
	sum := sha256.Sum256(raw)
	comment.SHA256 = hex.EncodeToString(sum[:])
	f.Comments = append(f.Comments, comment)
}

// readSome reads a file as far as tells that it is too large.
func readSome(fsys fs.FS, name string) (raw []byte, err error) {
	// A pipe would keep the run waiting as soon as it is opened.
	if info, err := fs.Stat(fsys, name); err != nil {
		return nil, err
	} else if !info.Mode().IsRegular() {
		return nil, errors.New("is not a file")
	}
	file, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	return io.ReadAll(io.LimitReader(file, MaxSize+1))
}

// cause is an error of a file without the path, which stands before it.
func cause(err error) string {
	var of *fs.PathError
	if errors.As(err, &of) {
		return of.Err.Error()
	}
	return err.Error()
}
