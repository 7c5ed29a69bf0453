package dashboards

import (
	"strings"
	"testing"
)

// A data file that repeats others is searched where it says something else than they do, and where one follows another.
func TestRowsThatStandInAnotherFileAreSearchedThere(t *testing.T) {
	const head = "indicator,edition,value\n"
	files := map[string]string{
		"cla":        head + "cla,CLA,10423\ncla,CLA,11\ncla,CLA,12\n",
		"cla_rate":   head + "cla_rate,CLA,60\n",
		"plans_open": head + "plans_open,CPP,1\nplans_open,CPP,2\n",
		"empty":      head,
	}
	file := func(id string) []byte { return []byte(files[id]) }
	rows := func(id string) string { return strings.TrimPrefix(files[id], head) }
	whole := head + rows("cla") + rows("cla_rate") + rows("plans_open")
	got := string(withoutRepeats([]byte(whole), file))
	if strings.Contains(got, "CLA,11\n") {
		t.Errorf("rows of another file are searched twice: %q", got)
	}
	for _, joint := range []string{head + "cla,", "cla,CLA,12\ncla_rate,CLA,60\n", "cla_rate,CLA,60\nplans_open,CPP,1\n"} {
		if !strings.Contains(got, joint) {
			t.Errorf("where one file follows another is not searched: %q is not in %q", joint, got)
		}
	}
	for name, text := range map[string]string{
		"a row of its own":        strings.Replace(whole, "CLA,11", "CLA,A10423", 1),
		"a row more":              whole + "plans_open,CPP,A10423\n",
		"a row less":              strings.Replace(whole, "cla,CLA,11\n", "", 1),
		"an indicator of no file": whole + "other,CPP,A10423\n",
		"a file without rows":     whole + "empty,CPP,A10423\n",
		"no end of the line":      strings.TrimSuffix(whole, "\n"),
		"no lines at all":         "A10423",
	} {
		if got := string(withoutRepeats([]byte(text), file)); got != text {
			t.Errorf("%s: of %q only %q is searched", name, text, got)
		}
	}
}
