package checks

import (
	"io/fs"
	"strings"
	"testing"
)

// Whatever the file holds, it is a check with a query and examples, or refused with its name.
func FuzzParse(f *testing.F) {
	names, err := fs.Glob(embedded, "*.sql")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range names[:12] {
		text, err := fs.ReadFile(embedded, name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	f.Add("/* check\ntitle: t\n*/\nselect 1\n/* example: e\nat: 2025-03-31\n-- core.child --\nchild_id\n\"\n-- want --\n*/")
	f.Fuzz(func(t *testing.T, text string) {
		check, err := Parse("some_check.sql", []byte(text))
		switch {
		case err != nil && !strings.Contains(err.Error(), "some_check.sql"):
			t.Fatalf("want a fault that names the file, got %v", err)
		case err == nil && (strings.TrimSpace(check.QueryText()) == "" || len(check.Examples) == 0 || check.Title == ""):
			t.Fatalf("accepted without a query, an example or a title: %q", text)
		}
	})
}
