package workbook_test

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"sightline/etl/workbook"
)

const (
	benchRows    = 100_000
	benchColumns = 13
)

// benchRecord is a row as the lists have them: an identifier, dates, categories and a fraction.
func benchRecord(row int) []any {
	record := []any{1_000_000 + row, "a) Male", "b) WBRI"}
	for i := range 4 {
		record = append(record, time.Date(2020, 1, 1+(row+i)%1000, 0, 0, 0, 0, time.UTC))
	}
	return append(record, float64(row%18000)/1000, row%7, "N1 - Abuse or neglect", fmt.Sprintf("Team %d", row%40), fmt.Sprintf("Worker %d", row%900), nil)
}

// benchFiles writes the same records as a workbook and as a CSV file.
func benchFiles(b *testing.B) (book, table string) {
	b.Helper()
	folder := b.TempDir()
	book, table = filepath.Join(folder, "book.xlsx"), filepath.Join(folder, "table.csv")
	file := excelize.NewFile()
	defer file.Close()
	format := "dd/mm/yyyy"
	style, err := file.NewStyle(&excelize.Style{CustomNumFmt: &format})
	check(b, err)
	stream, err := file.NewStreamWriter("Sheet1")
	check(b, err)
	out, err := os.Create(table)
	check(b, err)
	defer out.Close()
	text := csv.NewWriter(out)
	for row := range benchRows {
		record := benchRecord(row)
		cells, texts := make([]any, benchColumns), make([]string, benchColumns)
		for i, value := range record {
			cells[i] = value
			switch value := value.(type) {
			case nil:
			case time.Time:
				cells[i], texts[i] = excelize.Cell{StyleID: style, Value: value}, value.Format(time.DateOnly)
			default:
				texts[i] = fmt.Sprint(value)
			}
		}
		check(b, stream.SetRow(fmt.Sprintf("A%d", row+1), cells))
		check(b, text.Write(texts))
	}
	check(b, stream.Flush())
	check(b, file.SaveAs(book))
	text.Flush()
	check(b, text.Error())
	return book, table
}

// BenchmarkRows reads a list of 100,000 rows and 13 columns. Besides rows/s it says how many times the
// time of encoding/csv over the same records that takes, in one run.
func BenchmarkRows(b *testing.B) {
	path, table := benchFiles(b)
	var reading, plain time.Duration
	for b.Loop() {
		began := time.Now()
		book, err := workbook.Open(path)
		check(b, err)
		count := 0
		check(b, book.Rows(b.Context(), "Sheet1", func(row workbook.Row) error {
			count += len(row.Cells)
			return nil
		}))
		check(b, book.Close())
		reading += time.Since(began)
		if want := benchRows * (benchColumns - 1); count != want {
			b.Fatalf("%d cells, want %d", count, want)
		}
		plain += readTable(b, table)
	}
	b.ReportMetric(benchRows*float64(b.N)/reading.Seconds(), "rows/s")
	b.ReportMetric(reading.Seconds()/plain.Seconds(), "times-csv")
}

func readTable(b *testing.B, path string) time.Duration {
	b.Helper()
	began := time.Now()
	file, err := os.Open(path)
	check(b, err)
	defer file.Close()
	reader := csv.NewReader(file)
	for {
		_, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return time.Since(began)
		}
		check(b, err)
	}
}
