package benchmarks

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Release is what somebody has said of a published file: when it came out and under what name. The files do
// not say it themselves.
type Release struct {
	PublishedOn time.Time // zero: not said
	Name        string    // empty: not said
}

func (r Release) said() bool { return !r.PublishedOn.IsZero() || r.Name != "" }

// over fills what is not said from what was said before.
func (r Release) over(before Release) Release {
	if r.PublishedOn.IsZero() {
		r.PublishedOn = before.PublishedOn
	}
	r.Name = cmp.Or(r.Name, before.Name)
	return r
}

// words is what is said, e.g. Rev, 20 November 2025.
func (r Release) words() string {
	var out []string
	if r.Name != "" {
		out = append(out, r.Name)
	}
	if !r.PublishedOn.IsZero() {
		out = append(out, "came out on "+r.PublishedOn.Format("2 January 2006"))
	}
	return strings.Join(out, ", ")
}

// releasesFile keeps, in the folder of published files, what was said of them. It may be edited by hand.
const releasesFile = "releases.csv"

var releasesColumns = []string{"sha256", "file", "published_on", "release"}

var sha256Text = regexp.MustCompile(`^[0-9a-f]{64}$`)

// releases is what releases.csv says, by hash.
type releases map[string]releaseLine

type releaseLine struct {
	Release
	file string
	row  int64
}

// readReleases reads releases.csv of a folder; a folder without one says nothing.
func readReleases(dir string) (releases, error) {
	path := filepath.Join(dir, releasesFile)
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return releases{}, nil
	}
	if err != nil {
		return nil, pathFault(path, err)
	}
	return parseReleases(path, text)
}

func parseReleases(path string, text []byte) (releases, error) {
	reader := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\ufeff"))))
	reader.FieldsPerRecord = -1
	records, err := reader.ReadAll()
	if err != nil {
		return nil, csvFault(path, err)
	}
	if len(records) == 0 || !slices.Equal(records[0], releasesColumns) {
		return nil, &FileError{File: filepath.Base(path), Row: 1, Err: fmt.Errorf("want the heading %s", strings.Join(releasesColumns, ","))}
	}
	out := releases{}
	found := &faults{path: path}
	for i, record := range records[1:] {
		row := int64(i + 2)
		if len(record) != len(releasesColumns) {
			found.add(row, "", "want %d fields", len(releasesColumns))
			continue
		}
		line := releaseLine{Release: Release{Name: strings.TrimSpace(record[3])}, file: record[1], row: row}
		switch {
		case !sha256Text.MatchString(record[0]):
			found.add(row, "sha256", "want the file's SHA-256 hash, 64 digits and small letters, as `sightline benchmarks list` prints it")
		case out[record[0]].row > 0:
			found.add(row, "sha256", "row %d is of the same file: want one row each", out[record[0]].row)
		}
		if day := strings.TrimSpace(record[2]); day != "" {
			if line.PublishedOn, err = time.Parse(time.DateOnly, day); err != nil {
				found.add(row, "published_on", "want a date as YYYY-MM-DD, or nothing")
			}
		}
		out[record[0]] = line
	}
	return out, found.err()
}

func (r releases) clone() releases { return maps.Clone(r) }

// write replaces releases.csv of a folder as a whole, in the order of the files' names.
func (r releases) write(dir string) error {
	var text bytes.Buffer
	writer := csv.NewWriter(&text)
	_ = writer.Write(releasesColumns) // a buffer takes everything
	for _, sum := range slices.SortedFunc(maps.Keys(r), func(a, b string) int {
		return cmp.Or(cmp.Compare(r[a].file, r[b].file), cmp.Compare(a, b))
	}) {
		day := ""
		if !r[sum].PublishedOn.IsZero() {
			day = r[sum].PublishedOn.Format(time.DateOnly)
		}
		_ = writer.Write([]string{sum, r[sum].file, day, r[sum].Name})
	}
	writer.Flush()
	return writeFile(dir, releasesFile, &text)
}

// strangers are the lines of releases.csv whose file is not held: of a file that was taken away, which does
// no harm, or of one that has other bytes now, of which the line says nothing any more.
func (r releases) strangers(dir string, held []Holding) (gone []string, err error) {
	found := &faults{path: filepath.Join(dir, releasesFile)}
	for _, sum := range slices.SortedFunc(maps.Keys(r), func(a, b string) int { return cmp.Compare(r[a].row, r[b].row) }) {
		switch {
		case slices.ContainsFunc(held, func(file Holding) bool { return file.SHA256 == sum }):
		case slices.ContainsFunc(held, func(file Holding) bool { return file.File == r[sum].file }):
			found.add(r[sum].row, "sha256", "the file %s has another hash now: import it again saying when it came out, or take the row out", r[sum].file)
		default:
			gone = append(gone, r[sum].file)
		}
	}
	return gone, found.err()
}
