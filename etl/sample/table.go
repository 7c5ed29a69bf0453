package sample

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// tree is the folder that is written into. Every file of an extract goes through it, so that the
// names of faults are relative to one root.
type tree struct {
	root   string
	ledger *faultLedger // nil: no faults are injected
}

// table is one CSV file being written, row by row, with the faults planned for it.
type table struct {
	name    string // relative to the root, forward slashes
	columns []string
	file    *os.File
	out     *bufio.Writer
	row     int // rows written, the header included
	line    []byte
	ends    string
	cells   []string
	planned []plannedFault
	ledger  *faultLedger
	err     error
}

// style says how an exporting system writes a file.
type style struct {
	mark bool // byte order mark
	crlf bool
}

func (t *tree) create(name string, columns []string, how style) (*table, error) {
	path := filepath.Join(t.root, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("create folder of %s: %w", name, err)
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return nil, fmt.Errorf("create %s: %w", name, err)
	}
	b := &table{
		name: name, columns: columns, file: file, out: bufio.NewWriterSize(file, 1<<16),
		ends: "\n", ledger: t.ledger, cells: make([]string, 0, len(columns)),
	}
	if how.crlf {
		b.ends = "\r\n"
	}
	if how.mark {
		b.line = append(b.line, "\uFEFF"...)
	}
	b.planned = t.ledger.plan(name)
	b.emit(columns)
	return b, nil
}

// write adds one row and the faults that are due at it.
func (b *table) write(cells ...string) {
	if len(b.planned) > 0 && b.row >= b.planned[0].after {
		fault := b.planned[0]
		b.planned = b.planned[1:]
		if fault.inPlace {
			cells = b.spoil(fault, cells)
			b.emit(cells)
			return
		}
		b.emit(cells)
		b.emit(b.spoil(fault, cells))
		return
	}
	b.emit(cells)
	if len(b.planned) > 0 {
		b.cells = append(b.cells[:0], cells...)
	}
}

// spoil makes the faulty form of a row and notes where it will stand.
func (b *table) spoil(fault plannedFault, cells []string) []string {
	spoiled := fault.apply(b.columns, cells)
	b.ledger.note(b.name, b.row+1, fault.fault)
	return spoiled
}

func (b *table) emit(cells []string) {
	line := b.line
	for i, cell := range cells {
		if i > 0 {
			line = append(line, ',')
		}
		if wantsQuotes(cell) {
			line = append(line, '"')
			line = append(line, strings.ReplaceAll(cell, `"`, `""`)...)
			line = append(line, '"')
			continue
		}
		line = append(line, cell...)
	}
	line = append(line, b.ends...)
	if _, err := b.out.Write(line); err != nil && b.err == nil {
		b.err = err
	}
	b.line = line[:0]
	b.row++
}

func wantsQuotes(cell string) bool {
	for i := range len(cell) {
		if b := cell[i]; b == ',' || b == '"' || b == '\r' || b == '\n' {
			return true
		}
	}
	return false
}

// close writes the faults for which the file was too short, then the file itself.
func (b *table) close() error {
	for _, fault := range b.planned {
		if len(b.cells) == 0 || fault.inPlace {
			continue
		}
		b.emit(b.spoil(fault, b.cells))
	}
	for _, more := range b.ledger.appendices(b.name) {
		b.emit(more.cells)
		for _, n := range more.says {
			n.file, n.table, n.row = b.name, readersTable(tableOf(b.name)), b.row
			b.ledger.say(n)
		}
	}
	err := errors.Join(b.err, b.out.Flush(), b.file.Close())
	if err != nil {
		return fmt.Errorf("write %s: %w", b.name, err)
	}
	return nil
}

// text writes a whole small file.
func (t *tree) text(name, content string) error {
	path := filepath.Join(t.root, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("create folder of %s: %w", name, err)
	}
	//nolint:gosec // the names are made up here, and one file is a copy of another
	if err := os.WriteFile(path, []byte(content), fs.FileMode(0o600)); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

func whole(n int) string { return strconv.Itoa(n) }

// tenths writes 8 as 0.8 and 10 as 1.
func tenths(n int) string { return strconv.FormatFloat(float64(n)/10, 'f', -1, 64) }

// pounds writes pence as pounds with two decimals.
func pounds(pence int64) string {
	sign := ""
	if pence < 0 {
		sign, pence = "-", -pence
	}
	return sign + strconv.FormatInt(pence/100, 10) + "." + twoDigits(int(pence%100))
}
