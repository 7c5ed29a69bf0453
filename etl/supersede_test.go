package etl_test

import (
	"os"
	"testing"
	"time"

	"sightline/etl"
)

const (
	firstReturn  = episodesColumns + "a,01/05/2024,S,C2,N1,U6,PR1,,,,,,\nb,01/05/2024,S,C2,N1,U6,PR1,,,,,,\nc,01/05/2024,S,C2,N1,U6,PR1,,,,,,\n"
	secondReturn = episodesColumns + "a,01/05/2024,S,C2,N1,K2,PR1,,,,,,\nb,02/05/2024,S,C2,N1,U6,PR1,,,,,,\n"
	otherTeam    = episodesColumns + "x,01/05/2024,S,C2,N1,U6,PR1,,,,,,\ny,01/05/2024,S,C2,N1,U6,PR1,,,,,,\n"
)

const standing = "select child_id, started_on, placement_type from core.care_episode order by all"

// A corrected return replaces the whole of the earlier one for its year, whatever stood in it, and
// the report says which file won. Every row stays accounted for.
func TestCorrectedReturnReplacesTheEarlierOne(t *testing.T) {
	w := newWorld(t)
	early, late := w.write("in/2025_episodes_v9.csv", firstReturn), w.write("in/2025_episodes_v10.csv", secondReturn)
	together(t, early, late)
	report := w.mustLoad(w.extract("ssda903", "in"))
	same(t, "episodes", w.rows(standing), []string{"a|2024-05-01|K2", "b|2024-05-02|U6"})
	for _, file := range report.Files {
		want := ""
		if file.File == "in/2025_episodes_v9.csv" {
			want = "in/2025_episodes_v10.csv"
		}
		if file.SupersededBy != want || file.Read != file.Loaded+file.Rejected {
			t.Errorf("%s: superseded by %q, want %q; read %d = %d + %d", file.File, file.SupersededBy, want, file.Read, file.Loaded, file.Rejected)
		}
	}
	same(t, "notices", w.rows("select source_file, message from audit.notice where rule = 'superseded'"), []string{
		"in/2025_episodes_v9.csv|is not used: in/2025_episodes_v10.csv is a later version of it, for the same authority and year; 1 children stand only in the earlier one",
	})
}

// Of two versions the later is told by a date in the name, then by the time of the file, then by name.
func TestWhichVersionIsTheLater(t *testing.T) {
	for name, c := range map[string]struct {
		first, second string // the second must win
		hours         int    // of the second's time after the first's
	}{
		"a date in the name":          {"in/2025/episodes_2025-06-30.csv", "in/2025/episodes_2025-07-15.csv", -9},
		"a date in the folder's name": {"in/2025-04-30/episodes.csv", "in/20250502/episodes.csv", -9},
		"the time of the file":        {"in/2025/episodes.csv", "in/2025/corrected.csv", 1},
		"numbers by their size":       {"in/2025/episodes (2).csv", "in/2025/episodes (10).csv", 0},
		"an addition to the name":     {"in/2025/episodes.csv", "in/2025/episodes_resubmitted.csv", 0},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			first, second := w.write(c.first, firstReturn), w.write(c.second, secondReturn)
			together(t, first, second)
			at := time.Date(2025, 8, 1, 9, 0, 0, 0, time.UTC).Add(time.Duration(c.hours) * time.Hour)
			if err := os.Chtimes(second, at, at); err != nil {
				t.Fatal(err)
			}
			e := w.extract("ssda903", "in")
			e.Year = 2025
			w.mustLoad(e)
			same(t, "episodes", w.rows(standing), []string{"a|2024-05-01|K2", "b|2024-05-02|U6"})
		})
	}
}

// Files of one year that share few children are parts of one return: all of them stand.
func TestPartsOfOneReturnAllStand(t *testing.T) {
	w := newWorld(t)
	w.write("in/2025_episodes_north.csv", secondReturn)
	w.write("in/2025_episodes_south.csv", otherTeam)
	report := w.mustLoad(w.extract("ssda903", "in"))
	same(t, "episodes", w.rows(standing), []string{"a|2024-05-01|K2", "b|2024-05-02|U6", "x|2024-05-01|U6", "y|2024-05-01|U6"})
	if n := len(w.rows("select * from audit.notice where rule = 'superseded'")); n > 0 || report.Loaded != 4 {
		t.Errorf("%d superseded, %d loaded", n, report.Loaded)
	}
}

// Another year, or another authority, is another return.
func TestOtherYearsAndAuthoritiesAreNotReplaced(t *testing.T) {
	w := newWorld(t)
	w.opts.Authorities = []etl.Authority{{Code: "901", Name: "Northshire"}, {Code: "902", Name: "Southshire"}}
	w.write("north/2025_episodes.csv", secondReturn)
	w.write("south/2025_episodes.csv", firstReturn)
	north, south := w.extract("ssda903", "north"), w.extract("ssda903", "south")
	north.Authority, south.Authority = "901", "902"
	w.mustLoad(north, south)
	same(t, "episodes", w.rows("select area_code, count(*) from core.care_episode group by all order by all"), []string{"901|2", "902|3"})
}

// together gives files one time, as when they are copied.
func together(t *testing.T, paths ...string) {
	t.Helper()
	at := time.Date(2025, 8, 1, 9, 0, 0, 0, time.UTC)
	for _, path := range paths {
		if err := os.Chtimes(path, at, at); err != nil {
			t.Fatal(err)
		}
	}
}

// A document says itself when it was written, whatever its name and time; one without a record was
// not filled, and replaces nothing.
func TestDocumentWrittenLaterStands(t *testing.T) {
	census := func(written, children string) string {
		return "<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2024</Year></CollectionDetails><Source><LEA>901</LEA><DateTime>" +
			written + "</DateTime></Source></Header><Children>" + children + "</Children></Message>"
	}
	child := func(id, referred string) string {
		return "<Child><ChildIdentifiers><LAchildID>" + id + "</LAchildID><PersonBirthDate>2015-01-01</PersonBirthDate><GenderCurrent>1</GenderCurrent></ChildIdentifiers>" +
			"<ChildCharacteristics><Ethnicity>WBRI</Ethnicity></ChildCharacteristics><CINdetails><CINreferralDate>" + referred +
			"</CINreferralDate><ReferralSource>1A</ReferralSource><ReferralNFA>0</ReferralNFA></CINdetails></Child>"
	}
	w := newWorld(t)
	w.write("in/z_first.xml", census("2024-05-01T09:00:00", child("a", "2023-06-01")+child("b", "2023-06-01")))
	w.write("in/a_second.xml", census("2024-06-01T09:00:00", child("a", "2023-06-02")))
	w.write("in/m_empty.xml", census("2024-07-01T09:00:00", ""))
	report := w.mustLoad(w.extract("cin_census", "in"))
	same(t, "referrals", w.rows("select child_id, referred_on from core.referral order by all"), []string{"a|2023-06-02"})
	for _, file := range report.Files {
		want := map[string]string{"in/z_first.xml": "in/a_second.xml"}[file.File]
		if file.SupersededBy != want || file.Read != file.Loaded+file.Rejected {
			t.Errorf("%s %s: superseded by %q, want %q", file.File, file.Table, file.SupersededBy, want)
		}
	}
	same(t, "empty", w.rows("select source_file from audit.notice where rule = 'no-records'"), []string{"in/m_empty.xml"})
}
