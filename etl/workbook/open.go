package workbook

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"strings"
)

// UnreadableError says why a file or a sheet cannot be read and what the analyst may do about it.
// Neither text holds anything from a cell; a sheet's name and a row's number may occur.
type UnreadableError struct {
	Message string // what is the matter, e.g. "the workbook is protected by a password"
	Wanted  string // what would be read, e.g. "save a copy without the password"
}

func (e *UnreadableError) Error() string { return e.Message + ": " + e.Wanted }

const saveAgain = "open it in Excel, save it as an Excel Workbook (.xlsx) and try again"

func damaged() *UnreadableError {
	return &UnreadableError{Message: "the workbook is damaged or cut short", Wanted: "fetch it again, or " + saveAgain}
}

func tooLarge(what string) *UnreadableError {
	return &UnreadableError{
		Message: what + " is larger, once unpacked, than a workbook of case records can be",
		Wanted:  "a workbook that holds only the lists; " + saveAgain,
	}
}

// Sheet is a worksheet. Hidden says that Excel does not show it, in whichever of the two ways.
type Sheet struct {
	Name   string
	Hidden bool
}

// Book is an open workbook. One goroutine at a time may use it.
type Book struct {
	file    *os.File
	parts   map[string]*zip.File // by name in small letters, without a leading slash
	sheets  []Sheet
	targets []*zip.File // of sheets
	dates   []bool      // whether a cell format shows a date
	from    epoch
	texts   *zip.File // nil when there are none
	shared  []string
	loaded  bool // shared
}

// Open reads what a workbook says about itself. The error is an *UnreadableError when the file is
// there but is no workbook that can be read: another kind of file, protected by a password, in the
// old .xls form or the binary .xlsb one, damaged, cut short, or too large. What is the matter with a
// sheet shows only when its rows are read.
func Open(path string) (*Book, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	book, err := open(file)
	if err != nil {
		_ = file.Close()
		return nil, err
	}
	book.file = file
	return book, nil
}

// Close lets the file go.
func (b *Book) Close() error { return b.file.Close() }

// Sheets lists the worksheets in the workbook's order, hidden ones too. Sheets of another kind, which
// hold a chart or a dialogue and no cells, are left out.
func (b *Book) Sheets() []Sheet { return append([]Sheet(nil), b.sheets...) }

func open(file *os.File) (*Book, error) {
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return nil, &UnreadableError{Message: "this is a folder", Wanted: "an XLSX workbook"}
	}
	if err := recognise(file, info.Size()); err != nil {
		return nil, err
	}
	archive, err := zip.NewReader(file, info.Size())
	if err != nil {
		return nil, damaged()
	}
	book := &Book{parts: map[string]*zip.File{}}
	for _, entry := range archive.File {
		name := partName(entry.Name)
		if _, again := book.parts[name]; !again {
			book.parts[name] = entry
		}
	}
	if err := book.describe(); err != nil {
		return nil, err
	}
	return book, nil
}

// partName is a part's name as it is looked up: some writers use backslashes or other capitals than
// the references do.
func partName(name string) string {
	return strings.TrimPrefix(path.Clean("/"+strings.ToLower(strings.ReplaceAll(name, `\`, "/"))), "/")
}

// The first bytes of files that may carry a workbook's name.
var (
	zipMark  = []byte("PK\x03\x04")
	oleMark  = []byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}
	htmlMark = []byte("<")
)

// recognise refuses by its first bytes a file that is not a zip archive.
func recognise(file io.ReaderAt, size int64) error {
	head := make([]byte, 512)
	n, err := file.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("read workbook: %w", err)
	}
	head = head[:n]
	text := bytes.TrimSpace(bytes.TrimPrefix(head, []byte("\ufeff")))
	switch {
	case bytes.HasPrefix(head, zipMark):
		return nil
	case bytes.HasPrefix(head, oleMark):
		return oleFault(io.NewSectionReader(file, 0, size))
	case len(text) == 0:
		return &UnreadableError{Message: "the file is empty", Wanted: "an XLSX workbook: fetch it again"}
	case bytes.HasPrefix(text, htmlMark):
		return &UnreadableError{Message: "the file is a web page or XML under a workbook's name", Wanted: saveAgain}
	}
	return &UnreadableError{Message: "the file is not an XLSX workbook", Wanted: saveAgain}
}

// oleFault tells a protected workbook from an old one: both are compound files, which name what they
// hold in UTF-16.
func oleFault(file io.Reader) error {
	sealed, old := utf16Name("EncryptedPackage"), utf16Name("Workbook")
	block := make([]byte, 1<<20)
	var kept []byte // the end of the last block: a name may lie across two
	isOld := false
	for {
		n, err := io.ReadFull(file, block)
		window := append(kept, block[:n]...)
		if bytes.Contains(window, sealed) {
			return &UnreadableError{
				Message: "the workbook is protected by a password or encrypted by a sensitivity label",
				Wanted:  "open it in Excel and save a copy that is not protected",
			}
		}
		isOld = isOld || bytes.Contains(window, old)
		if err != nil {
			break
		}
		kept = append([]byte(nil), window[len(window)-len(sealed):]...)
	}
	if isOld {
		return &UnreadableError{Message: "the workbook is in the old .xls form", Wanted: saveAgain}
	}
	return &UnreadableError{Message: "the file is an old Office document and no XLSX workbook", Wanted: saveAgain}
}

func utf16Name(name string) []byte {
	var out []byte
	for i := range len(name) {
		out = append(out, name[i], 0)
	}
	return out
}

// notWorkbook says what an archive without a workbook's parts is, as far as its names tell.
func (b *Book) notWorkbook() error {
	if _, binary := b.parts["xl/workbook.bin"]; binary {
		return &UnreadableError{Message: "the workbook is in the binary .xlsb form", Wanted: saveAgain}
	}
	if _, open := b.parts["content.xml"]; open {
		return &UnreadableError{Message: "the file is an OpenDocument one", Wanted: saveAgain}
	}
	return &UnreadableError{Message: "the file is a zip archive without a workbook in it", Wanted: "the workbook itself"}
}
