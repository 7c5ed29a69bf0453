package etl_test

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"sightline/etl"
	"sightline/etl/warehouse"
)

// writeEpisodes writes made-up episodes: every child has one to eight, one after the other.
func writeEpisodes(b *testing.B, path string, rows int) {
	b.Helper()
	file, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	out := bufio.NewWriterSize(file, 1<<20)
	random := rand.New(rand.NewPCG(1, 2))
	pick := func(list ...string) string { return list[random.IntN(len(list))] }
	_, _ = fmt.Fprint(out, episodesColumns)
	for child, written := 100000, 0; written < rows; child++ {
		day := time.Date(2015, 4, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, random.IntN(3000))
		reason := "S"
		for n := 1 + random.IntN(8); n > 0 && written < rows; n-- {
			end := day.AddDate(0, 0, 1+random.IntN(400))
			ended, ceased := end.Format("02/01/2006"), "X1"
			switch {
			case n == 1 && random.IntN(2) == 0:
				ended, ceased = "", ""
			case n == 1:
				ceased = "E4A"
			}
			_, _ = fmt.Fprintf(out, "%d,%s,%s,%s,N1,%s,%s,%s,%s,%s,AB%d %dCD,EF%d %dGH,%07d\n", child, day.Format("02/01/2006"), reason,
				pick("C1", "C2", "V2", "E1"), pick("U6", "U4", "K2", "P1", "U1"), pick("PR1", "PR4", "PR2"), ended, ceased,
				pick("", "", "CARPL", "CREQB"), random.IntN(90), random.IntN(10), random.IntN(90), random.IntN(10), random.IntN(10000000))
			day, reason = end, pick("P", "L", "B", "T", "U")
			written++
		}
	}
	if err := out.Flush(); err != nil {
		b.Fatal(err)
	}
	if err := file.Close(); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkLoad reports what loading one large file of episodes into raw, core and audit costs, as
// a multiple of a plain typed read_csv of the same file into a file of the same storage version.
func BenchmarkLoad(b *testing.B) {
	const rows = 1_000_000
	dir := b.TempDir()
	path := filepath.Join(dir, "2025_episodes.csv")
	writeEpisodes(b, path, rows)
	var floor, load, derive time.Duration
	for b.Loop() {
		floor += timeInWarehouse(b, dir, "floor", func(build *warehouse.Building) {
			_, err := build.DB().ExecContext(b.Context(), fmt.Sprintf(`create table plain as from read_csv(%s, header = true, auto_detect = false,
dateformat = '%%d/%%m/%%Y', columns = {'CHILD': 'VARCHAR', 'DECOM': 'DATE', 'RNE': 'VARCHAR', 'LS': 'VARCHAR', 'CIN': 'VARCHAR',
'PLACE': 'VARCHAR', 'PLACE_PROVIDER': 'VARCHAR', 'DEC': 'DATE', 'REC': 'VARCHAR', 'REASON_PLACE_CHANGE': 'VARCHAR',
'HOME_POST': 'VARCHAR', 'PL_POST': 'VARCHAR', 'URN': 'VARCHAR'})`, warehouse.Quote(path)))
			if err != nil {
				b.Fatal(err)
			}
		})
		load += timeInWarehouse(b, dir, "load", func(build *warehouse.Building) {
			report, err := etl.Load(b.Context(), build.DB(),
				[]etl.Extract{{Kind: "ssda903", Label: "bench", Paths: []string{path}}},
				etl.Options{Root: dir, Authorities: []etl.Authority{{Code: "901", Name: "Northshire"}}})
			if err != nil {
				b.Fatal(err)
			}
			if report.Loaded != rows {
				b.Fatalf("%d loaded, want %d", report.Loaded, rows)
			}
			began := time.Now()
			if err := etl.Derive(b.Context(), build.DB()); err != nil {
				b.Fatal(err)
			}
			derive += time.Since(began)
		})
	}
	load -= derive // the second, repeated derivation
	b.ReportMetric(float64(load)/float64(floor), "x_floor")
	b.ReportMetric(float64(load-derive)/float64(floor), "x_floor_without_derive")
	b.ReportMetric(float64(rows)*float64(b.N)/load.Seconds(), "rows/s")
}

func timeInWarehouse(b *testing.B, dir, name string, work func(build *warehouse.Building)) time.Duration {
	b.Helper()
	build, err := warehouse.Build(b.Context(), filepath.Join(dir, name), "1")
	if err != nil {
		b.Fatal(err)
	}
	began := time.Now()
	work(build)
	if _, err := build.DB().ExecContext(b.Context(), "checkpoint warehouse"); err != nil {
		b.Fatal(err)
	}
	took := time.Since(began)
	if err := build.Discard(); err != nil {
		b.Fatal(err)
	}
	return took
}

// BenchmarkSmallLoad reports what a load costs before its first record: that of one file with ten
// episodes into a warehouse that is there already.
func BenchmarkSmallLoad(b *testing.B) {
	dir := b.TempDir()
	path := filepath.Join(dir, "2025_episodes.csv")
	writeEpisodes(b, path, 10)
	var load time.Duration
	for b.Loop() {
		load += timeInWarehouse(b, dir, "small", func(build *warehouse.Building) {
			report, err := etl.Load(b.Context(), build.DB(),
				[]etl.Extract{{Kind: "ssda903", Label: "bench", Paths: []string{path}}},
				etl.Options{Root: dir, Authorities: []etl.Authority{{Code: "901", Name: "Northshire"}}})
			if err != nil {
				b.Fatal(err)
			}
			if report.Loaded != 10 {
				b.Fatalf("%d loaded, want 10", report.Loaded)
			}
		})
	}
	b.ReportMetric(float64(load.Milliseconds())/float64(b.N), "ms/load")
}
