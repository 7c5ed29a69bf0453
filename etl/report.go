package etl

import (
	"fmt"
	"strings"
)

// Report says what a load read. Files come in the order they were read, extract by extract.
type Report struct {
	Files      []FileReport
	FileFaults []FileFault // files that could not be read at all; the others were loaded
	Notices    []Notice    // as in audit.notice, ordered by file, column, rule and message
	Read       int64
	Loaded     int64
	Rejected   int64
	// RejectFiles are the paths of the reject files written beside the extracts.
	RejectFiles []string
	// Unknown are the values of columns of codes that are no code, when asked for. They may repeat what
	// stands in a child's record.
	Unknown []UnknownSpelling
}

// FileReport is one table of one file read: Read = Loaded + Rejected. A CSV file is one table; of a
// document or a workbook each table has a report of its own.
type FileReport struct {
	Extract  int // the entry that it was read for, from 0
	Kind     string
	Table    string // the kind's table that the file was recognised as
	File     string // relative to the configuration, with forward slashes
	SHA256   string
	AreaCode string // "" when the rows name their area
	Year     int    // collection year; 0 when there is none
	Read     int64
	Loaded   int64
	Rejected int64
	// SupersededBy is the file that replaced the whole of this one, "" if none did.
	SupersededBy string
}

// Notice is something about a file that was accepted and that a person should look at. It never
// repeats a value of a record.
type Notice struct {
	File    string // relative to the configuration, with forward slashes
	Column  string // as the extract spells it; "" when the notice is not of one column
	Rule    string // e.g. encoding, extra-columns, code-out-of-year
	Message string
	Rows    int64 // records that it is about; 0 when it is of the file
}

// FileFault is a file that could not be read as its kind.
type FileFault struct {
	File    string // relative to the configuration, with forward slashes
	Row     int64  // as a spreadsheet numbers it; 0 when the fault is of the whole file
	Column  string
	Kind    string // empty, header, encoding, unrecognised, year, authority, unreadable, form
	Message string
	Wanted  string
}

func (f FileFault) Error() string {
	at := f.File
	if f.Row > 0 {
		at += fmt.Sprintf(": row %d", f.Row)
	}
	return fmt.Sprintf("%s: %s (wanted: %s)", at, f.Message, f.Wanted)
}

// ExtractError is an extract entry that cannot be used as it stands in the configuration.
type ExtractError struct {
	Label  string // the path as the configuration writes it
	Reason string
	Err    error // what the database said, nil for files
}

func (e *ExtractError) Error() string { return fmt.Sprintf("extract %s: %s", e.Label, e.Reason) }

// Unwrap gives the database's error.
func (e *ExtractError) Unwrap() error { return e.Err }

// RefusedError is an extract entry refused as a whole: too many of its records could not be used.
type RefusedError struct {
	Label    string
	Rejected int64
	Read     int64
	Limit    float64 // share of records that may be rejected
	Causes   []Cause // the three commonest
}

// Cause is one reason for rejects and how many records have it.
type Cause struct {
	Table, Column, Kind, Wanted string
	Rows                        int64
}

// Share is the share of records rejected, 0 to 1.
func (e *RefusedError) Share() float64 { return float64(e.Rejected) / float64(e.Read) }

func (e *RefusedError) Error() string {
	var causes []string
	for _, c := range e.Causes {
		of := c.Table
		if c.Column != "" {
			of += " " + c.Column
		}
		causes = append(causes, fmt.Sprintf("%s: %s in %d rows, wanted %s", of, c.Kind, c.Rows, c.Wanted))
	}
	return fmt.Sprintf("extract %s: %d of %d records rejected (%.1f%%, limit %.1f%%): %s",
		e.Label, e.Rejected, e.Read, 100*e.Share(), 100*e.Limit, strings.Join(causes, "; "))
}
