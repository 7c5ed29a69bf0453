package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"sightline/dashboards"
	"sightline/etl/warehouse"
)

// BenchmarkPublish reports what writing an authority's site costs: seconds, pages a second, and the ratio to
// writing and syncing the same bytes to the same disk as plain files.
func BenchmarkPublish(b *testing.B) {
	dir := filepath.Join(b.TempDir(), "demo")
	a := &app{stdout: io.Discard, stderr: io.Discard, now: func() time.Time { return time.Date(2026, time.May, 4, 9, 0, 0, 0, time.UTC) }}
	if err := a.demo(b.Context(), "modern", dir, 1); err != nil {
		b.Fatal(err)
	}
	c, err := loadConfig(filepath.Join(dir, "sightline.yaml"))
	if err != nil {
		b.Fatal(err)
	}
	catalogue, err := loadCatalogue()
	if err != nil {
		b.Fatal(err)
	}
	asAt := time.Date(2026, time.March, 31, 0, 0, 0, 0, time.UTC)
	r := &runner{app: a, config: c, catalogue: catalogue.With(c.choices()), record: &warehouse.Run{}, opts: runOptions{asAt: asAt}, log: a.logger(true)}
	var spent, written time.Duration
	pages := 0
	for b.Loop() {
		db, err := warehouse.OpenCurrent(b.Context(), c.resolve(c.Warehouse.Dir))
		if err != nil {
			b.Fatal(err)
		}
		c.Publish.Dir = filepath.Join(b.TempDir(), "published")
		began := time.Now()
		published, err := r.publish(b.Context(), db, nil)
		if err != nil {
			b.Fatal(err)
		}
		spent += time.Since(began)
		pages += published.Pages
		written += writeAgain(b, published)
		if err := db.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(spent.Seconds()/float64(b.N), "s_site")
	b.ReportMetric(float64(pages)/spent.Seconds(), "pages/s")
	b.ReportMetric(float64(spent)/float64(written), "x_writing_the_bytes")
}

// writeAgain writes the bytes of an edition into another folder, each file with a sync as an edition's are, and
// returns how long that took.
func writeAgain(b *testing.B, published *dashboards.Published) time.Duration {
	b.Helper()
	into := b.TempDir()
	type file struct {
		name string
		text []byte
	}
	var list []file
	if err := filepath.WalkDir(published.Path, func(path string, entry os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		relative, err := filepath.Rel(published.Path, path)
		if err != nil {
			return err
		}
		if entry.IsDir() {
			return os.MkdirAll(filepath.Join(into, relative), 0o755)
		}
		text, err := os.ReadFile(path)
		list = append(list, file{relative, bytes.Clone(text)})
		return err
	}); err != nil {
		b.Fatal(err)
	}
	began := time.Now()
	for _, one := range list {
		out, err := os.Create(filepath.Join(into, one.name))
		if err != nil {
			b.Fatal(err)
		}
		if _, err := out.Write(one.text); err != nil {
			b.Fatal(err)
		}
		if err := out.Sync(); err != nil {
			b.Fatal(err)
		}
		if err := out.Close(); err != nil {
			b.Fatal(err)
		}
	}
	return time.Since(began)
}
