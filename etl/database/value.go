package database

import (
	"bytes"
	"math"
	"strconv"
	"time"
	"unicode/utf8"
)

// shape is how the values of a column are written as text.
type shape int

const (
	plain     shape = iota // by what the driver hands over
	padded                 // char(n): without blanks on the right
	zoned                  // an instant with the offset that the driver hands over
	utc                    // an instant that is stored without an offset
	clock                  // a time of day
	single                 // a floating-point number of 32 bits
	digits                 // bytes that are text: an exact number, json, xml
	mixedUUID              // SQL Server's sixteen bytes, the first three groups reversed
	binary                 // refused
	currency               // refused: text that depends on the server's language
	variant                // refused: another type in each row
)

// refusal says what to write instead of a column that cannot be read as text; "" for one that can.
func (s shape) refusal(column string) string {
	switch s {
	case binary:
		return "column " + column + " holds binary data: leave it out of the query"
	case currency:
		return "column " + column + " is of type money, which is written as the server's language has it: write " +
			column + "::numeric as " + column
	case variant:
		return "column " + column + " may hold another type in each row: write cast(" + column + " as <type>) as " + column
	default:
		return ""
	}
}

// record turns the rows of one query into text, in memory that is used again for each row.
type record struct {
	names   []string
	shapes  []shape
	raw     []any
	targets []any
	ends    []int
	buffer  []byte
	values  []Text
}

func (r *record) prepare() {
	n := len(r.names)
	r.raw, r.targets, r.ends, r.values = make([]any, n), make([]any, n), make([]int, n), make([]Text, n)
	for i := range r.raw {
		r.targets[i] = &r.raw[i]
	}
}

// format writes the row that was scanned into values. The fault, if any, names the column and what
// was wanted of it, and never the value.
func (r *record) format() (fault string) {
	r.buffer = r.buffer[:0]
	for i, value := range r.raw {
		start := len(r.buffer)
		r.buffer, fault = appendText(r.buffer, value, r.shapes[i])
		if fault == "" {
			fault = unfit(r.buffer[start:])
		}
		if fault != "" {
			return "column " + r.names[i] + ": " + fault
		}
		r.ends[i] = len(r.buffer)
	}
	// Cut only now: the buffer may have moved while it grew.
	start := 0
	for i, end := range r.ends {
		r.values[i] = Text{Value: r.buffer[start:end:end], Null: r.raw[i] == nil}
		start = end
	}
	return ""
}

func unfit(text []byte) string {
	switch {
	case !utf8.Valid(text):
		return "text that is not UTF-8 (wanted a database or a column whose encoding is declared as what it is)"
	case bytes.IndexByte(text, 0) >= 0:
		return "text with a NUL character (wanted text without)"
	}
	return ""
}

func appendText(to []byte, value any, as shape) (text []byte, fault string) {
	switch v := value.(type) {
	case nil:
		return to, ""
	case string:
		to = append(to, v...)
		if as == padded {
			to = to[:len(to)-trailingBlanks(v)]
		}
		return to, ""
	case int64:
		return strconv.AppendInt(to, v, 10), ""
	case float64:
		return appendFloat(to, v, as), ""
	case float32:
		return appendFloat(to, float64(v), single), ""
	case bool:
		return strconv.AppendBool(to, v), ""
	case time.Time:
		return appendTime(to, v, as)
	case []byte:
		switch {
		case as == digits:
			return append(to, v...), ""
		case as == mixedUUID && len(v) == 16:
			return appendMixedUUID(to, v), ""
		}
		return to, "binary data (wanted a type that is text: leave the column out of the query)"
	}
	return to, "a type that cannot be written as text (wanted a cast to text in the query)"
}

func trailingBlanks(s string) int {
	n := 0
	for n < len(s) && s[len(s)-1-n] == ' ' {
		n++
	}
	return n
}

// appendFloat writes the fewest digits that read back as the same number, without an exponent for
// numbers of an ordinary size.
func appendFloat(to []byte, v float64, as shape) []byte {
	bits := 64
	if as == single {
		bits = 32
	}
	switch size := math.Abs(v); {
	case math.IsNaN(v):
		return append(to, "NaN"...)
	case math.IsInf(v, 1):
		return append(to, "Infinity"...)
	case math.IsInf(v, -1):
		return append(to, "-Infinity"...)
	case size != 0 && (size < 1e-6 || size >= 1e21):
		return strconv.AppendFloat(to, v, 'e', -1, bits)
	}
	return strconv.AppendFloat(to, v, 'f', -1, bits)
}

func appendTime(to []byte, t time.Time, as shape) (text []byte, fault string) {
	if as == clock {
		return t.AppendFormat(to, "15:04:05.999999999"), ""
	}
	if as == utc {
		t = t.UTC()
	}
	year, month, day := t.Date()
	if year < 1 || year > 9999 {
		return to, "a date before the year 1 or after 9999 (wanted a date within)"
	}
	hour, minute, second := t.Clock()
	if as == zoned || as == utc {
		return t.AppendFormat(to, "2006-01-02T15:04:05.999999999Z07:00"), ""
	}
	if hour != 0 || minute != 0 || second != 0 || t.Nanosecond() != 0 {
		return t.AppendFormat(to, "2006-01-02T15:04:05.999999999"), ""
	}
	// By hand: most values of most extracts are dates, and this is several times faster.
	return append(to,
		byte('0'+year/1000), byte('0'+year/100%10), byte('0'+year/10%10), byte('0'+year%10), '-',
		byte('0'+month/10), byte('0'+month%10), '-', byte('0'+day/10), byte('0'+day%10)), ""
}

// appendMixedUUID writes a uniqueidentifier as SQL Server shows it (but in lower case, as the other
// servers do): the first three groups are stored with their bytes reversed.
func appendMixedUUID(to, b []byte) []byte {
	const hex = "0123456789abcdef"
	for _, i := range []int{3, 2, 1, 0, -1, 5, 4, -1, 7, 6, -1, 8, 9, -1, 10, 11, 12, 13, 14, 15} {
		if i < 0 {
			to = append(to, '-')
			continue
		}
		to = append(to, hex[b[i]>>4], hex[b[i]&15])
	}
	return to
}
