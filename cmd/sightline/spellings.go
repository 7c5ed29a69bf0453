package main

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"sightline/etl"
)

// spellingColumns are the columns of the file of spellings. A person fills in code; what stands in
// received may come from a child's record, so the file is for the data team alone.
var spellingColumns = []string{"kind", "table", "column", "received", "rows", "nearest", "code"}

// spellings reads the configured file of spellings: the rows that a person has given a code.
func (c *config) spellings() ([]etl.Spelling, error) {
	if c.Spellings == "" {
		return nil, nil
	}
	rows, err := readSpellings(c.resolve(c.Spellings))
	if err != nil {
		return nil, usagef("%s: spellings: %w", c.at("$.spellings"), err)
	}
	out := make([]etl.Spelling, 0, len(rows))
	for _, row := range rows {
		out = append(out, etl.Spelling{Kind: row[0], Table: row[1], Column: row[2], Received: row[3], Code: row[6]})
	}
	return out, nil
}

// readSpellings reads the rows of a file of spellings that have a code, in the order of
// spellingColumns. Extra columns and the order of columns do not matter.
func readSpellings(path string) ([][]string, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("cannot be read: %w", err)
	}
	reader := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))))
	header, err := reader.Read()
	if err != nil {
		return nil, errors.New("row 1: want a header with the columns kind, table, column, received and code")
	}
	at := make([]int, len(spellingColumns))
	for i, name := range spellingColumns {
		at[i] = slices.IndexFunc(header, func(field string) bool { return strings.EqualFold(strings.TrimSpace(field), name) })
		if at[i] < 0 && name != "rows" && name != "nearest" {
			return nil, fmt.Errorf("row 1: no column %s", name)
		}
	}
	var rows [][]string
	for n := 2; ; n++ {
		record, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return nil, fmt.Errorf("row %d: want %d cells, as the header has", n, len(header))
		}
		row := make([]string, len(at))
		for i, from := range at {
			if from >= 0 {
				row[i] = strings.TrimSpace(record[from])
			}
		}
		switch {
		case row[6] == "":
		case row[0] == "" || row[1] == "" || row[2] == "" || row[3] == "":
			return nil, fmt.Errorf("row %d: want kind, table, column and received with a code", n)
		default:
			row[6] = strings.ToUpper(row[6])
			rows = append(rows, row)
		}
	}
}

// writeUnknown writes the spellings that no code list knows for a person to fill in. What a person
// has filled in before stays.
func writeUnknown(path string, unknown []etl.UnknownSpelling) (err error) {
	settled, err := readSpellings(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return usagef("%s: %w", path, err)
	}
	rows := settled
	for _, u := range unknown {
		rows = append(rows, []string{u.Kind, u.Table, u.Column, u.Received, strconv.FormatInt(u.Rows, 10), u.Nearest, ""})
	}
	slices.SortStableFunc(rows, func(a, b []string) int {
		return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1]), cmp.Compare(a[2], b[2]))
	})
	out, err := os.CreateTemp(filepath.Dir(path), ".spellings-*") // mode 0600
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(out.Name()))
		}
	}()
	writer := csv.NewWriter(out)
	err = errors.Join(writer.Write(spellingColumns), writer.WriteAll(rows), out.Close())
	if err != nil {
		return err
	}
	return os.Rename(out.Name(), path)
}

// saveUnknown writes the file of unknown spellings and says how many there are, never which.
func (a *app) saveUnknown(path string, report *etl.Report) error {
	if err := writeUnknown(path, report.Unknown); err != nil {
		return err
	}
	var rows int64
	for _, u := range report.Unknown {
		rows += u.Rows
	}
	_, err := fmt.Fprintf(a.stdout, "%s in %s: %s; fill in the column code and name the file in the configuration as spellings:\n",
		countOf(len(report.Unknown), "unknown spelling"), countOf(int(rows), "row"), path)
	return err
}
