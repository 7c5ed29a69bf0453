package etl_test

import (
	"errors"
	"strings"
	"testing"

	"sightline/etl"
)

// A spelling that no list knows is refused and listed for a person to settle; once settled it is
// read, and nothing else is. No spelling is ever guessed.
func TestSpellingsAreLearntNotGuessed(t *testing.T) {
	const text = episodesColumns +
		"a,01/05/2024,S,C2,N1,Residential (K2),PR1,,,,,,\n" +
		"b,01/05/2024,S,C2,N1,residential  (k2),PR1,,,,,,\n" +
		"c,01/05/2024,S,C2,N1,children home,PR1,,,,,,\n" +
		"d,01/05/2024,S,C2,N1,K2,PR1,,,,,,\n"
	w := newWorld(t)
	w.write("in/2025_episodes.csv", text)
	w.opts.MaxRejectShare, w.opts.ShareConfigured, w.opts.KeepUnknown = 1, true, true
	report := w.mustLoad(w.extract("ssda903", "in"))
	var unknown []string
	for _, u := range report.Unknown {
		if !strings.Contains(u.Nearest, "K2") {
			t.Errorf("%s: nearest are %s", u.Received, u.Nearest)
		}
		unknown = append(unknown, strings.Join([]string{u.Kind, u.Table, u.Column, u.Received}, "|"))
	}
	same(t, "unknown", unknown, []string{
		"ssda903|episodes|PLACE|Residential (K2)", "ssda903|episodes|PLACE|children home",
	})
	same(t, "loaded", w.rows("select child_id from core.care_episode"), []string{"d"})

	w = newWorld(t)
	w.write("in/2025_episodes.csv", text)
	w.opts.MaxRejectShare, w.opts.ShareConfigured = 1, true
	w.opts.Spellings = []etl.Spelling{{Kind: "ssda903", Table: "episodes", Column: "PLACE", Received: "Residential (K2)", Code: "K2"}}
	w.mustLoad(w.extract("ssda903", "in"))
	same(t, "loaded", w.rows("select child_id, placement_type from core.care_episode order by all"), []string{"a|K2", "b|K2", "d|K2"})
	same(t, "raw", w.rows("select place from raw.ssda903_episodes order by source_row"), []string{"Residential (K2)", "residential  (k2)", "children home", "K2"})
}

func TestSpellingOfNoCodeIsRefused(t *testing.T) {
	w := newWorld(t)
	w.write("in/2025_episodes.csv", firstReturn)
	for _, c := range []struct {
		spelling etl.Spelling
		want     string
	}{
		{etl.Spelling{Kind: "ssda903", Table: "episodes", Column: "PLACE", Received: "home", Code: "K9"}, "row 2: column PLACE takes no code K9: want one of A3"},
		{etl.Spelling{Kind: "ssda903", Table: "episodes", Column: "CHILD", Received: "home", Code: "K2"}, "row 2: want a kind, a table of it and a column of codes"},
		{etl.Spelling{Kind: "nothing", Table: "episodes", Column: "PLACE", Received: "home", Code: "K2"}, "row 2: want a kind"},
	} {
		w.opts.Spellings = []etl.Spelling{c.spelling}
		_, err := w.load(w.extract("ssda903", "in"))
		var fault *etl.SpellingError
		if !errors.As(err, &fault) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
}
