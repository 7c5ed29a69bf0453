package etl

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

const (
	surveyChunk = 1 << 20
	headBytes   = 64 << 10
	headRecords = 40 // how far down a header is looked for
)

// survey is what one pass over a file's bytes tells.
type survey struct {
	sha256 string
	size   int64
	head   []byte // the beginning, for the header
	latin  bool   // not UTF-8: read as Windows-1252
	end    byte   // line end: \n, or \r where a file has nothing else
	mark   bool   // begins with a byte order mark
	// lineEnds says in words how lines end, "" when they end in LF.
	lineEnds string
	// plain: the database may read the file as it is. Its header is its first line, its lines all
	// end alike, none is blank and no quotation mark is left open at a line's end, so that lines
	// are records.
	plain  bool
	lines  int64 // lines, header included; records only when plain
	commas int64 // separators of all lines; known only when plain
	fault  *FileFault
}

type surveyor struct {
	survey
	newlines, returns, pairs int64
	last                     byte
	rest                     []byte // an unfinished line
	tail                     []byte // an unfinished UTF-8 sequence
	nul                      bool
}

// surveyHead reads the beginning of the file, which tells how it carries its records.
func surveyHead(path string) (result *survey, err error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	head, err := io.ReadAll(io.LimitReader(file, headBytes))
	return &survey{head: head}, err
}

// surveyFile reads the file once: its hash, its encoding, its line ends and how many lines it has.
func surveyFile(path string) (result *survey, err error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	return surveyReader(file)
}

func surveyReader(in io.Reader) (*survey, error) {
	s := &surveyor{survey: survey{plain: true, end: '\n'}}
	hash := sha256.New()
	chunk := make([]byte, surveyChunk)
	for {
		n, err := io.ReadFull(in, chunk)
		if n > 0 {
			hash.Write(chunk[:n])
			s.chunk(chunk[:n])
		}
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			break
		}
		if err != nil {
			return nil, err
		}
	}
	s.sha256 = hex.EncodeToString(hash.Sum(nil))
	s.finish()
	return &s.survey, nil
}

func (s *surveyor) chunk(b []byte) {
	s.size += int64(len(b))
	if room := headBytes - len(s.head); room > 0 {
		s.head = append(s.head, b[:min(room, len(b))]...)
	}
	s.nul = s.nul || bytes.IndexByte(b, 0) >= 0
	s.checkUTF8(b)
	s.newlines += int64(bytes.Count(b, []byte{'\n'}))
	returns := int64(bytes.Count(b, []byte{'\r'}))
	s.returns += returns
	if returns > 0 {
		s.pairs += int64(bytes.Count(b, []byte("\r\n")))
	}
	if s.last == '\r' && b[0] == '\n' { // between two chunks
		s.pairs++
	}
	s.last = b[len(b)-1]
	if !s.plain {
		return
	}
	last := bytes.LastIndexByte(b, '\n')
	if last < 0 {
		s.rest = append(s.rest, b...)
		s.plain = len(s.rest) < maxRecordBytes
		return
	}
	lines := b[:last+1]
	if len(s.rest) > 0 {
		lines = append(s.rest, lines...)
	}
	s.wholeLines(lines)
	s.rest = append([]byte(nil), b[last+1:]...)
}

// wholeLines looks at lines that are complete for what keeps the database from reading them as
// they are.
func (s *surveyor) wholeLines(b []byte) {
	s.lines += int64(bytes.Count(b, []byte{'\n'}))
	blank := b[0] == '\n' || bytes.HasPrefix(b, []byte("\r\n")) || bytes.Contains(b, []byte("\n\n")) ||
		bytes.Contains(b, []byte("\n\r\n"))
	// A line that begins with a comma may be a spreadsheet's empty row.
	empty := b[0] == ',' || bytes.Contains(b, []byte("\n,"))
	commas, closed := countCommas(b)
	s.commas += commas
	if blank || empty || !closed {
		s.plain = false
	}
}

// countCommas counts the separators of whole lines, and tells whether every line is a record: the
// database drops surplus empty fields without a word, and with them the sign of a shifted row.
func countCommas(b []byte) (commas int64, closed bool) {
	if bytes.IndexByte(b, '"') < 0 {
		return int64(bytes.Count(b, []byte{','})), true
	}
	for line := range bytes.Lines(b) {
		if bytes.IndexByte(line, '"') < 0 {
			commas += int64(bytes.Count(line, []byte{','}))
			continue
		}
		fields, open, fault := splitRecord(bytes.TrimRight(line, "\r\n"))
		if open || fault != "" {
			return commas, false
		}
		commas += int64(len(fields) - 1)
	}
	return commas, true
}

func (s *surveyor) checkUTF8(b []byte) {
	if s.latin {
		return
	}
	if len(s.tail) > 0 {
		// Complete the sequence that the chunk before cut off.
		take := min(len(b), utf8.UTFMax-len(s.tail))
		joined := append(s.tail, b[:take]...)
		r, size := utf8.DecodeRune(joined)
		switch {
		case !utf8.FullRune(joined) && take == len(b): // not complete yet
			s.tail = append([]byte(nil), joined...)
			return
		case r == utf8.RuneError && size <= 1:
			s.latin = true
			return
		case size > len(s.tail):
			b = b[size-len(s.tail):]
		}
		s.tail = nil
	}
	for cut := 1; cut < utf8.UTFMax && cut <= len(b); cut++ {
		if last := b[len(b)-cut:]; utf8.RuneStart(last[0]) {
			if !utf8.FullRune(last) {
				s.tail = append([]byte(nil), last...)
				b = b[:len(b)-cut]
			}
			break
		}
	}
	s.latin = !utf8.Valid(b)
}

func (s *surveyor) finish() {
	if len(s.tail) > 0 {
		s.latin = true
	}
	if s.newlines == 0 && s.returns > 0 {
		s.end, s.plain = '\r', false
	}
	if s.plain && len(s.rest) > 0 {
		s.wholeLines(append(s.rest, '\n'))
	}
	if s.latin || s.returns != s.pairs || (s.pairs > 0 && s.pairs != s.newlines) {
		s.plain = false
	}
	s.mark = bytes.HasPrefix(s.head, []byte("\xef\xbb\xbf"))
	switch {
	case s.end == '\r':
		s.lineEnds = "lines end in CR"
	case s.pairs > 0 && 2*s.pairs >= s.newlines: // a line break within a cell may be LF
		s.lineEnds = "lines end in CRLF"
	case s.pairs > 0:
		s.lineEnds = "some lines end in CRLF, the others in LF"
	}
	s.fault = s.unreadable()
}

// unreadable says why the file is no text that can be read as CSV, if it is not.
func (s *surveyor) unreadable() *FileFault {
	fault := func(kind, message, wanted string) *FileFault {
		return &FileFault{Kind: kind, Message: message, Wanted: wanted}
	}
	switch {
	case s.size == 0 || len(bytes.TrimSpace(bytes.TrimPrefix(s.head, []byte("\xef\xbb\xbf")))) == 0 && s.size <= headBytes:
		return fault("empty", "is empty", "a header row and records")
	case bytes.HasPrefix(s.head, []byte("PK\x03\x04")):
		return fault("encoding", "is a workbook or zip archive, not CSV", "the sheet saved as UTF-8 CSV")
	case bytes.HasPrefix(s.head, []byte("\xd0\xcf\x11\xe0")):
		return fault("encoding", "is an old Excel workbook, not CSV", "the sheet saved as UTF-8 CSV")
	case bytes.HasPrefix(s.head, []byte("\xff\xfe")), bytes.HasPrefix(s.head, []byte("\xfe\xff")), s.nul && utf16Like(s.head):
		return fault("encoding", "is UTF-16: save it as UTF-8", "UTF-8 text")
	case s.nul:
		return fault("encoding", "holds NUL bytes, so it is not text", "UTF-8 text")
	}
	return nil
}

// utf16Like tells whether every other byte of the beginning is NUL, as in Latin text in UTF-16.
func utf16Like(head []byte) bool {
	var nuls [2]int
	for i, b := range head {
		if b == 0 {
			nuls[i%2]++
		}
	}
	half := len(head) / 2
	return half > 0 && max(nuls[0], nuls[1]) > half*8/10 && min(nuls[0], nuls[1]) < half/10+1
}

// text gives the file's text as UTF-8 without a byte order mark.
func (s *survey) text(in io.Reader) io.Reader {
	if s.latin {
		return charmap.Windows1252.NewDecoder().Reader(in)
	}
	return in
}

// headText is the beginning as UTF-8, in whole lines where it is not the whole file.
func (s *survey) headText() io.Reader {
	head := s.head
	if int64(len(head)) < s.size {
		// The last line may be cut off.
		if last := bytes.LastIndexByte(head, s.end); last >= 0 {
			head = head[:last+1]
		}
	}
	return s.text(bytes.NewReader(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf"))))
}

// headLines gives the first lines as they stand, for what the header is when it is no CSV.
func (s *survey) headLines() ([]string, error) {
	text, err := io.ReadAll(s.headText())
	if err != nil {
		return nil, err
	}
	lines := strings.Split(string(text), string(rune(s.end)))
	return lines[:min(len(lines), headRecords)], nil
}

// headRecords gives the first records with their rows, for the search for the header.
func (s *survey) headRecords() (records [][]string, rows []int64, err error) {
	reader := newRecordReader(s.headText(), s.end)
	for len(records) < headRecords {
		rec, err := reader.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, nil, err
		}
		if rec.fault == "" && !rec.blank() {
			records, rows = append(records, rec.fields), append(rows, rec.row)
		}
	}
	return records, rows, nil
}
