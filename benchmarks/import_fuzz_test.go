package benchmarks

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Whatever stands in a text that is taken for one of these kinds, it is held or refused with its place: the
// database never stumbles over it.
func FuzzImportText(f *testing.F) {
	heads := []string{
		plainList[:strings.Index(plainList, "\n")+1], "measure,area_code,years,value,symbol\n", s251Small[:strings.Index(s251Small, "\n")+1],
	}
	for i, whole := range []string{plainList, heads[1] + "x,204,2025,1e5,\nx,980,2024-25,,low\n", s251Small} {
		f.Add(i, strings.TrimPrefix(whole, heads[i]))
	}
	f.Add(2, "204,Hackney,,,A,10,20,30,40,100,30,70,5,5,60\n") // neither number nor description
	dir := f.TempDir()
	db := memory(f)
	f.Fuzz(func(t *testing.T, head int, body string) {
		path := filepath.Join(dir, "list_2013-14.csv")
		text := heads[(head%len(heads)+len(heads))%len(heads)] + body
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := Import(t.Context(), db, []string{path}, t.TempDir())
		var fault *FileError
		if err != nil && !errors.As(err, &fault) {
			t.Fatalf("%v", err)
		}
	})
}
