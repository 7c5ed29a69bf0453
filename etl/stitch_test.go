package etl_test

import (
	"strings"
	"testing"
)

// Episodes of several collection years, one case per rule. Each line is child, then the episode's
// columns from DECOM to URN; the files are 2023/episodes.csv and so on.
func TestStitching(t *testing.T) {
	cases := []struct {
		name    string
		years   map[string]string
		want    []string // child, started_on, ended_on, reason_ceased, stitched
		notices []string // file, row, rule
	}{
		{
			name: "one year is not touched",
			years: map[string]string{
				"2023": "a,01/05/2022,S,C2,N1,U6,PR1,,,,,,\na,01/06/2022,P,C2,N1,K2,PR4,,,,,,\na,01/07/2022,P,C2,N1,K2,PR4,01/09/2022,E4A,,,,",
			},
			want: []string{"a|2022-05-01|-|-|-", "a|2022-06-01|-|-|-", "a|2022-07-01|2022-09-01|E4A|-"},
		},
		{
			name: "rule 1: open and equal to the next but for its start is dropped",
			years: map[string]string{
				"2023": "a,01/05/2022,S,C2,N1,U6,PR1,,,,,AB1 2CD,7",
				"2024": "a,02/05/2022,S,C2,N1,U6,PR1,,,,,AB1 2CD,7",
			},
			want:    []string{"a|2022-05-02|-|-|-"},
			notices: []string{"in/2023/episodes.csv|2|stitch-superseded"},
		},
		{
			name: "rule 1: open and equal to the previous but for its start is dropped",
			years: map[string]string{
				"2023": "a,03/05/2022,S,C2,N1,U6,PR1,,,,,AB1 2CD,7",
				"2024": "a,01/05/2022,S,C2,N1,U6,PR1,01/06/2023,E4A,,,AB1 2CD,7",
			},
			want:    []string{"a|2022-05-01|2023-06-01|E4A|-"},
			notices: []string{"in/2023/episodes.csv|2|stitch-superseded"},
		},
		{
			name: "another URN is another placement: closed at the next start with X1",
			years: map[string]string{
				"2023": "a,01/05/2022,S,C2,N1,U6,PR1,,,,,AB1 2CD,7",
				"2024": "a,02/06/2022,P,C2,N1,U6,PR1,,,,,AB1 2CD,8",
			},
			want:    []string{"a|2022-05-01|2022-06-02|X1|closed at next episode", "a|2022-06-02|-|-|-"},
			notices: []string{"in/2023/episodes.csv|2|stitch-closed"},
		},
		{
			name: "rule 2: a later file reports the episode with its end",
			years: map[string]string{
				"2023": "a,01/05/2022,S,C2,N1,U6,PR1,,,,,,",
				"2024": "a,01/05/2022,S,C2,N1,U6,PR1,01/06/2023,E4A,,,,",
			},
			want:    []string{"a|2022-05-01|2023-06-01|E4A|-"},
			notices: []string{"in/2023/episodes.csv|2|stitch-superseded"},
		},
		{
			name: "rule 2: the previous row comes from a later file",
			years: map[string]string{
				"2023": "a,10/06/2022,P,C2,N1,K2,PR4,,,,,,",
				"2024": "a,01/05/2022,S,C2,N1,U6,PR1,01/06/2023,E4A,,,,",
			},
			want:    []string{"a|2022-05-01|2023-06-01|E4A|-"},
			notices: []string{"in/2023/episodes.csv|2|stitch-superseded"},
		},
		{
			name: "a closed episode that a later year reports again is the later year's",
			years: map[string]string{
				"2023": "a,01/05/2022,S,C2,N1,U6,PR1,01/02/2023,E8,,,,",
				"2024": "a,01/05/2022,S,C2,N1,U6,PR1,01/02/2023,E4A,,,,",
			},
			want:    []string{"a|2022-05-01|2023-02-01|E4A|-"},
			notices: []string{"in/2023/episodes.csv|2|stitch-superseded"},
		},
		{
			name: "rule 3: open and in no later file is closed on 31 March of its year",
			years: map[string]string{
				"2023": "a,01/05/2022,S,C2,N1,U6,PR1,,,,,,",
				"2024": "b,01/05/2023,S,C2,N1,U6,PR1,,,,,,",
			},
			want:    []string{"a|2022-05-01|2023-03-31|-|closed at year end", "b|2023-05-01|-|-|-"},
			notices: []string{"in/2023/episodes.csv|2|stitch-closed"},
		},
		{
			name: "rule 4: the child starts again after the year's end: closed on 31 March",
			years: map[string]string{
				"2023": "a,01/05/2022,S,C2,N1,U6,PR1,,,,,,",
				"2024": "a,01/08/2023,S,C2,N1,K2,PR4,,,,,,",
			},
			want:    []string{"a|2022-05-01|2023-03-31|-|closed before next start", "a|2023-08-01|-|-|-"},
			notices: []string{"in/2023/episodes.csv|2|stitch-closed"},
		},
		{
			name: "rule 4: the child starts again within the year: closed the day before",
			years: map[string]string{
				"2023": "a,01/05/2022,S,C2,N1,U6,PR1,,,,,,",
				"2024": "a,01/02/2023,S,C2,N1,K2,PR4,,,,,,",
			},
			want:    []string{"a|2022-05-01|2023-01-31|-|closed before next start", "a|2023-02-01|-|-|-"},
			notices: []string{"in/2023/episodes.csv|2|stitch-closed"},
		},
		{
			name: "rule 5: closed at the next episode with X1",
			years: map[string]string{
				"2023": "a,01/05/2022,S,C2,N1,U6,PR1,,,,,,",
				"2024": "a,01/08/2023,L,V2,N1,U6,PR1,,,,,,",
			},
			want:    []string{"a|2022-05-01|2023-08-01|X1|closed at next episode", "a|2023-08-01|-|-|-"},
			notices: []string{"in/2023/episodes.csv|2|stitch-closed"},
		},
		{
			name: "second pass: an end after the next episode of a later file moves to its start",
			years: map[string]string{
				"2023": "a,01/05/2022,S,C2,N1,U6,PR1,20/03/2023,X1,,,,",
				"2024": "a,10/03/2023,P,C2,N1,K2,PR4,,,,,,",
			},
			want:    []string{"a|2022-05-01|2023-03-10|X1|end moved to next episode", "a|2023-03-10|-|-|-"},
			notices: []string{"in/2023/episodes.csv|2|stitch-closed"},
		},
		{
			name: "second pass: an end with X1 before the next episode of a later file moves to its start",
			years: map[string]string{
				"2023": "a,01/05/2022,S,C2,N1,U6,PR1,20/03/2023,X1,,,,",
				"2024": "a,05/04/2023,P,C2,N1,K2,PR4,,,,,,",
			},
			want:    []string{"a|2022-05-01|2023-04-05|X1|end moved to next episode", "a|2023-04-05|-|-|-"},
			notices: []string{"in/2023/episodes.csv|2|stitch-closed"},
		},
		{
			name: "an end that is no X1 before the next episode stands: the child left and came back",
			years: map[string]string{
				"2023": "a,01/05/2022,S,C2,N1,U6,PR1,20/03/2023,E4A,,,,",
				"2024": "a,05/04/2023,S,C2,N1,K2,PR4,,,,,,",
			},
			want: []string{"a|2022-05-01|2023-03-20|E4A|-", "a|2023-04-05|-|-|-"},
		},
		{
			name: "three years of one open episode are one episode",
			years: map[string]string{
				"2022": "a,01/05/2021,S,C2,N1,U6,PR1,,,,,,", "2023": "a,01/05/2021,S,C2,N1,U6,PR1,,,,,,", "2024": "a,01/05/2021,S,C2,N1,U6,PR1,,,,,,",
			},
			want:    []string{"a|2021-05-01|-|-|-"},
			notices: []string{"in/2022/episodes.csv|2|stitch-superseded", "in/2023/episodes.csv|2|stitch-superseded"},
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			for year, lines := range c.years {
				w.write("in/"+year+"/episodes.csv", episodesColumns+strings.TrimSpace(lines)+"\n")
			}
			report := w.mustLoad(w.extract("ssda903", "in"))
			reconciles(t, w.db, report)
			if report.Rejected != 0 {
				t.Errorf("%d rejected: what stitching drops is not rejected", report.Rejected)
			}
			same(t, "episodes", w.rows("select child_id, started_on, ended_on, reason_ceased, stitched from core.care_episode order by all"), c.want)
			same(t, "notices", w.rows("select source_file, source_row, rule from audit.notice where rule like 'stitch%' order by all"), c.notices)
		})
	}
}

func TestYearsMerge(t *testing.T) {
	w := newWorld(t)
	w.write("in/2023/header.csv", headerColumns+"a,1,11/07/2010,WBRI,A123456789012,,\nb,2,11/07/2011,WBRI,A123456789012,,\n")
	w.write("in/2024/header.csv", headerColumns+"a,1,12/07/2010,WBRI,A123456789012,,\n")
	w.write("in/2023/missing.csv", "CHILD,DOB,MISSING,MIS_START,MIS_END\na,11/07/2010,M,30/03/2023,\n")
	w.write("in/2024/missing.csv", "CHILD,DOB,MISSING,MIS_START,MIS_END\na,11/07/2010,M,30/03/2023,02/04/2023\na,11/07/2010,A,30/03/2023,02/04/2023\n")
	w.write("in/2023/oc3.csv", "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\nz,01/05/2005,YES,F1,B1\n")
	w.write("in/2024/oc3.csv", "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\nz,01/05/2005,NO,0,0\n")
	report := w.mustLoad(w.extract("ssda903", "in"))
	reconciles(t, w.db, report)
	same(t, "the latest header wins", w.rows("select child_id, born_on from core.child order by all"), []string{"a|2010-07-12", "b|2011-07-11"})
	same(t, "the latest end wins", w.rows("select missing_type, started_on, ended_on from core.missing_episode order by all"),
		[]string{"A|2023-03-30|2023-04-02", "M|2023-03-30|2023-04-02"})
	same(t, "each year of a care leaver is kept", w.rows("select collection_year, in_touch from core.care_leaver order by all"), []string{"2023|YES", "2024|NO"})
	same(t, "notices", w.notices(), []string{"header-superseded|1 rows: other details of the child stand in a later header and are used"})
	same(t, "coverage", w.rows("select * from core.coverage"), []string{
		"901|ssda903|header|2022-04-01|2024-03-31", "901|ssda903|missing|2022-04-01|2024-03-31", "901|ssda903|oc3|2022-04-01|2024-03-31",
	})
}

func TestTheSameFileTwiceIsReadOnce(t *testing.T) {
	w := newWorld(t)
	w.write("in/2024/episodes.csv", episodesColumns+goodEpisode)
	w.write("in/2024/episodes copy.csv", episodesColumns+goodEpisode)
	report := w.mustLoad(w.extract("ssda903", "in"))
	reconciles(t, w.db, report)
	same(t, "episodes", w.rows("select child_id, source_file from core.care_episode"), []string{"a|in/2024/episodes copy.csv"})
	same(t, "files", w.rows("select source_file, read, loaded, rejected, superseded_by from audit.file order by all"),
		[]string{"in/2024/episodes copy.csv|1|1|0|-", "in/2024/episodes.csv|1|1|0|in/2024/episodes copy.csv"})
}
