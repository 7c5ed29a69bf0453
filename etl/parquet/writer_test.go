package parquet_test

import (
	"bytes"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	_ "github.com/duckdb/duckdb-go/v2"

	"sightline/etl/parquet"
)

// row is a row with two numbers and some texts; an empty text is null.
type row struct {
	numbers []int64
	texts   []string
}

func names(prefix string, count int) []string {
	var out []string
	for i := range count {
		out = append(out, fmt.Sprintf("%s%d", prefix, i))
	}
	return out
}

// roundTrip writes the rows and lets the database read them.
func roundTrip(t *testing.T, db *sql.DB, w *parquet.Writer, rows []row) (read []row) {
	t.Helper()
	for _, r := range rows {
		var texts [][]byte
		for _, text := range r.texts {
			texts = append(texts, []byte(text))
		}
		w.Append(r.numbers, texts)
	}
	bytesKept := 0
	for _, r := range rows {
		bytesKept += 8*len(r.numbers) + len(strings.Join(r.texts, ""))
	}
	if w.Rows() != len(rows) || w.Size() != bytesKept {
		t.Fatalf("%d rows of %d bytes, want %d of %d", w.Rows(), w.Size(), len(rows), bytesKept)
	}
	var file bytes.Buffer
	if size, err := w.WriteTo(&file); err != nil || size != int64(file.Len()) || w.Rows() != 0 || w.Size() != 0 {
		t.Fatalf("%d bytes said, %d written, %d rows left: %v", size, file.Len(), w.Rows(), err)
	}
	path := filepath.Join(t.TempDir(), "rows.parquet")
	if err := os.WriteFile(path, file.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	found, err := db.QueryContext(t.Context(), "select * from read_parquet(?)", path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = found.Close() }()
	for found.Next() {
		r := row{numbers: make([]int64, len(rows[0].numbers)), texts: make([]string, len(rows[0].texts))}
		var into []any
		for i := range r.numbers {
			into = append(into, &r.numbers[i])
		}
		texts := make([]sql.NullString, len(r.texts))
		for i := range texts {
			into = append(into, &texts[i])
		}
		if err := found.Scan(into...); err != nil {
			t.Fatal(err)
		}
		for i, text := range texts {
			if r.texts[i] = text.String; text.Valid && text.String == "" {
				t.Fatal("an empty text came back as empty, want null")
			}
		}
		read = append(read, r)
	}
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	return read
}

func open(t testing.TB) *sql.DB {
	t.Helper()
	db, err := sql.Open("duckdb", "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func equal(a, b row) bool {
	return slices.Equal(a.numbers, b.numbers) && slices.Equal(a.texts, b.texts)
}

// What is written comes back row by row, from files of one row to several of the database's vectors,
// with and without nulls, by one writer for all of them.
func TestRowsComeBack(t *testing.T) {
	db := open(t)
	odd := []string{"", "a", "12 bytes long", "thirteen, or more \"quoted\"", "Ångström 姓 😀 \u202eשלום", "\x00\t\r\n", strings.Repeat("é", 70_000)}
	for _, columns := range []int{1, 2, 17} {
		w := parquet.NewWriter(names("n", 2), names("c", columns))
		for _, count := range []int{1, 7, 8, 9, 2047, 2049, 40_001} {
			var rows []row
			for i := range count {
				r := row{numbers: []int64{int64(i), -int64(i) << 40}}
				for c := range columns {
					text := odd[(i*7+c*3+i/11)%(len(odd)-1)]
					switch {
					case c%3 == 1:
						text = "all there"
					case c%5 == 2:
						text = ""
					case i == count/2:
						text = odd[len(odd)-1]
					}
					r.texts = append(r.texts, text)
				}
				rows = append(rows, r)
			}
			read := roundTrip(t, db, w, rows)
			if len(read) != len(rows) {
				t.Fatalf("%d rows of %d columns came back, want %d", len(read), columns, len(rows))
			}
			for i := range rows {
				if !equal(read[i], rows[i]) {
					t.Fatalf("row %d of %d with %d columns came back otherwise", i, count, columns)
				}
			}
		}
	}
}

// Text that is no UTF-8 is refused by the reader, not altered.
func TestTextThatIsNoUTF8IsRefused(t *testing.T) {
	w := parquet.NewWriter([]string{"n"}, []string{"c"})
	w.Append([]int64{1}, [][]byte{{0xff, 0xfe}})
	path := filepath.Join(t.TempDir(), "rows.parquet")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.WriteTo(file); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	var text string
	if err := open(t).QueryRowContext(t.Context(), "select c from read_parquet(?)", path).Scan(&text); err == nil {
		t.Fatalf("%q was read", text)
	}
}

// A full disk is an error.
func TestWriteErrorsAreReported(t *testing.T) {
	w := parquet.NewWriter([]string{"n"}, []string{"c"})
	w.Append([]int64{1}, [][]byte{[]byte("x")})
	if _, err := w.WriteTo(full{}); err == nil {
		t.Fatal("no error")
	}
}

type full struct{}

func (full) Write(p []byte) (int, error) { return 0, os.ErrClosed }

func FuzzRoundTrip(f *testing.F) {
	f.Add(int64(1), "a", "", uint8(3))
	f.Add(int64(-1), "", "long enough not to be inline", uint8(9))
	f.Add(int64(1)<<62, "\x00", "😀", uint8(200))
	db := open(f)
	f.Fuzz(func(t *testing.T, number int64, first, second string, count uint8) {
		first, second = strings.ToValidUTF8(first, "?"), strings.ToValidUTF8(second, "?")
		rows := []row{{numbers: []int64{number}, texts: []string{first, second}}}
		for i := range int(count) {
			next := row{numbers: []int64{number + int64(i)}, texts: []string{second, first}}
			if i%3 == 0 {
				next.texts = []string{"", first + second}
			}
			rows = append(rows, next)
		}
		read := roundTrip(t, db, parquet.NewWriter([]string{"n"}, []string{"a", "b"}), rows)
		if !slices.EqualFunc(read, rows, equal) {
			t.Fatal("the rows came back otherwise")
		}
	})
}
