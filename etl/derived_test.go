package etl_test

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"sightline/etl"
	"sightline/etl/warehouse"
)

// episode is a row of the return: DECOM, RNE, LS, PLACE, PLACE_PROVIDER, DEC, REC, PL_POST, URN.
// Empty text is an empty cell.
type episode struct {
	started, rne, ls, place, provider, ended, rec, postcode, urn string
}

// key is what the return calls one placement.
func (e episode) key() [4]string { return [4]string{e.place, e.postcode, e.urn, e.provider} }

func parseEpisodes(tb testing.TB, text string) []episode {
	tb.Helper()
	var out []episode
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		cells := strings.Split(line, ",")
		if len(cells) != 9 {
			tb.Fatalf("episode %q: want 9 cells", line)
		}
		out = append(out, episode{cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], cells[6], cells[7], cells[8]})
	}
	return out
}

func insertEpisodes(tb testing.TB, db *sql.DB, child string, episodes []episode) {
	tb.Helper()
	for i, e := range episodes {
		_, err := db.ExecContext(tb.Context(), `
			insert into core.care_episode (area_code, child_id, started_on, reason_new_episode,
				legal_status, placement_type, placement_provider, ended_on, reason_ceased,
				placement_postcode, urn, source_file, source_row)
			select '901', ?, cast(? as date), ?, ?, ?, nullif(?, ''), cast(nullif(?, '') as date),
				nullif(?, ''), nullif(?, ''), nullif(?, ''), 'episodes.csv', ?`,
			child, e.started, e.rne, e.ls, e.place, e.provider, e.ended, e.rec, e.postcode, e.urn, i+2)
		if err != nil {
			tb.Fatal(err)
		}
	}
}

func derive(tb testing.TB, db *sql.DB) {
	tb.Helper()
	if err := etl.Derive(tb.Context(), db); err != nil {
		tb.Fatal(err)
	}
}

func memory(tb testing.TB) *sql.DB {
	tb.Helper()
	db, err := warehouse.Memory(context.WithoutCancel(tb.Context()))
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := db.Close(); err != nil {
			tb.Error(err)
		}
	})
	return db
}

// lines reads a query's rows as text, cells joined by spaces, - for null.
func lines(tb testing.TB, db *sql.DB, query string, args ...any) []string {
	tb.Helper()
	rows, err := db.QueryContext(tb.Context(), query, args...)
	if err != nil {
		tb.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	columns, err := rows.Columns()
	if err != nil {
		tb.Fatal(err)
	}
	var out []string
	for rows.Next() {
		cells, targets := make([]any, len(columns)), make([]any, len(columns))
		for i := range cells {
			targets[i] = &cells[i]
		}
		if err := rows.Scan(targets...); err != nil {
			tb.Fatal(err)
		}
		texts := make([]string, len(cells))
		for i, cell := range cells {
			switch value := cell.(type) {
			case nil:
				texts[i] = "-"
			case time.Time:
				texts[i] = value.Format(time.DateOnly)
			default:
				texts[i] = fmt.Sprint(value)
			}
		}
		out = append(out, strings.Join(texts, " "))
	}
	if err := rows.Err(); err != nil {
		tb.Fatal(err)
	}
	return out
}

const (
	placementQuery = `select care_period_no, started_on, ended_on, placement_type, first_placement_type, opened_by
		from core.placement where child_id = ? order by placement_no`
	periodQuery = `select care_period_no, started_on, ended_on, reason_ceased, began_as_short_breaks, counted_from
		from core.care_period where child_id = ? order by care_period_no`
	underlyingQuery = `select placement_no, started_on, placement_type, underlying_placement_type
		from core.placement_episode where child_id = ? order by started_on, placement_no`
)

// Placements and periods are wanted in the columns of placementQuery and periodQuery.
func TestDeriveFollowsTheSpellRules(t *testing.T) {
	db := memory(t)
	cases := []struct {
		rule       string
		episodes   string
		placements []string
		periods    []string
	}{
		{
			"each move opens a placement",
			`2023-02-01,S,V2,U6,PR1,2024-05-10,X1,AA1 1AA,1234567
			2024-05-10,P,V2,U6,PR4,2024-12-02,X1,AA2 2BB,7654321
			2024-12-02,P,V2,K2,PR4,,,AA3 3CC,2345678`,
			[]string{"1 2023-02-01 2024-05-10 U6 U6 S", "1 2024-05-10 2024-12-02 U6 U6 P", "1 2024-12-02 - K2 K2 P"},
			[]string{"1 2023-02-01 - - false 2023-02-01"},
		},
		{
			"an exact duplicate is one episode",
			`2023-06-01,S,V2,U6,PR1,2024-09-12,X1,AA1 1AA,1234567
			2024-09-12,P,V2,U6,PR1,,,AA2 2BB,1234567
			2024-09-12,P,V2,U6,PR1,,,AA2 2BB,1234567`,
			[]string{"1 2023-06-01 2024-09-12 U6 U6 S", "1 2024-09-12 - U6 U6 P"},
			[]string{"1 2023-06-01 - - false 2023-06-01"},
		},
		{
			"an episode that ends on its first day is no episode",
			`2023-06-01,S,V2,U6,PR1,2024-09-12,X1,AA1 1AA,1234567
			2024-09-12,P,V2,K2,PR1,2024-09-12,X1,AA3 3CC,1234567
			2024-09-12,P,V2,U6,PR1,,,AA2 2BB,1234567`,
			[]string{"1 2023-06-01 2024-09-12 U6 U6 S", "1 2024-09-12 - U6 U6 P"},
			[]string{"1 2023-06-01 - - false 2023-06-01"},
		},
		{
			"legal status alone does not open a placement",
			`2024-02-01,S,V2,U6,PR1,2024-06-20,X1,AA1 1AA,1234567
			2024-06-20,L,C1,U6,PR1,2025-01-14,X1,AA1 1AA,1234567
			2025-01-14,L,C2,U6,PR1,,,AA1 1AA,1234567`,
			[]string{"1 2024-02-01 - U6 U6 S"},
			[]string{"1 2024-02-01 - - false 2024-02-01"},
		},
		{
			"a temporary placement and the return from it belong to the placement before",
			`2022-03-11,S,C2,U4,PR1,2024-06-03,X1,AA1 1AA,1234567
			2024-06-03,P,C2,T3,,2024-06-17,X1,AA5 5EE,
			2024-06-17,P,C2,U4,PR1,2024-08-10,X1,AA1 1AA,1234567
			2024-08-10,P,C2,T2,,2024-08-24,X1,AA6 6FF,
			2024-08-24,P,C2,U4,PR1,,,AA1 1AA,1234567`,
			[]string{"1 2022-03-11 - U4 U4 S"},
			[]string{"1 2022-03-11 - - false 2022-03-11"},
		},
		{
			"a move somewhere else after a temporary placement opens a placement",
			`2022-03-11,S,C2,U4,PR1,2024-06-03,X1,AA1 1AA,1234567
			2024-06-03,P,C2,T1,,2024-06-17,X1,AA5 5EE,
			2024-06-17,P,C2,U4,PR1,,,AA2 2BB,7654321`,
			[]string{"1 2022-03-11 2024-06-17 U4 U4 S", "1 2024-06-17 - U4 U4 P"},
			[]string{"1 2022-03-11 - - false 2022-03-11"},
		},
		{
			"the missing codes of old are read like temporary placements",
			`2009-01-11,S,C2,Q2,PR1,2009-06-03,X1,AA1 1AA,
			2009-06-03,P,C2,M3,,2009-06-10,X1,,
			2009-06-10,P,C2,Q2,PR1,,,AA1 1AA,`,
			[]string{"1 2009-01-11 - Q2 Q2 S"},
			[]string{"1 2009-01-11 - - false 2009-01-11"},
		},
		{
			"a temporary placement at the start of a period belongs to the first placement",
			`2024-03-11,S,C2,T1,,2024-04-03,X1,AA9 9ZZ,
			2024-04-03,P,C2,U4,PR1,,,AA1 1AA,1234567`,
			[]string{"1 2024-03-11 - U4 U4 S"},
			[]string{"1 2024-03-11 - - false 2024-03-11"},
		},
		{
			"a period with nothing but a temporary placement has that one",
			`2024-03-11,S,C2,T1,,2024-04-03,E4A,AA9 9ZZ,`,
			[]string{"1 2024-03-11 2024-04-03 T1 T1 S"},
			[]string{"1 2024-03-11 2024-04-03 E4A false 2024-03-11"},
		},
		{
			"the same carer is the same placement, with or without a change of legal status",
			`2022-03-11,S,V2,U4,PR4,2024-06-03,X1,AA1 1AA,7654321
			2024-06-03,T,V2,U4,PR1,2024-09-10,X1,AA2 2BB,1234567
			2024-09-10,U,C2,U5,PR1,,,AA3 3CC,1234567`,
			[]string{"1 2022-03-11 - U5 U4 S"},
			[]string{"1 2022-03-11 - - false 2022-03-11"},
		},
		{
			"adoption by the current foster carer is the same placement whatever the reason",
			`2022-03-11,S,C1,U6,PR1,2024-06-03,X1,AA1 1AA,1234567
			2024-06-03,B,E1,A5,PR1,,,AA7 7GG,XXXXXXX`,
			[]string{"1 2022-03-11 - A5 U6 S"},
			[]string{"1 2022-03-11 - - false 2022-03-11"},
		},
		{
			"adoption by somebody else is a move",
			`2022-03-11,S,C1,U6,PR1,2024-06-03,X1,AA1 1AA,1234567
			2024-06-03,B,E1,A6,PR1,,,AA7 7GG,XXXXXXX`,
			[]string{"1 2022-03-11 2024-06-03 U6 U6 S", "1 2024-06-03 - A6 A6 B"},
			[]string{"1 2022-03-11 - - false 2022-03-11"},
		},
		{
			"adoption straight from a home is a move",
			`2022-03-11,S,C1,K2,PR1,2024-06-03,X1,AA1 1AA,1234567
			2024-06-03,B,E1,A5,PR1,,,AA7 7GG,XXXXXXX`,
			[]string{"1 2022-03-11 2024-06-03 K2 K2 S", "1 2024-06-03 - A5 A5 B"},
			[]string{"1 2022-03-11 - - false 2022-03-11"},
		},
		{
			"going back to an earlier carer after another placement is a move",
			`2023-01-15,S,C2,U4,PR1,2024-06-20,X1,AA1 1AA,1234567
			2024-06-20,P,C2,P1,PR0,2024-11-28,X1,AA8 8HH,
			2024-11-28,P,C2,U4,PR1,,,AA1 1AA,1234567`,
			[]string{"1 2023-01-15 2024-06-20 U4 U4 S", "1 2024-06-20 2024-11-28 P1 P1 P", "1 2024-11-28 - U4 U4 P"},
			[]string{"1 2023-01-15 - - false 2023-01-15"},
		},
		{
			"a move to the same address, provider and URN is none",
			`2023-01-15,S,C2,U4,PR1,2024-06-20,X1,AA1 1AA,1234567
			2024-06-20,P,C2,U4,PR1,,,AA1 1AA,1234567`,
			[]string{"1 2023-01-15 - U4 U4 S"},
			[]string{"1 2023-01-15 - - false 2023-01-15"},
		},
		{
			"a move where no postcode is given is a move",
			`2023-01-15,S,C2,P2,PR1,2024-06-20,X1,,
			2024-06-20,P,C2,P2,PR1,,,,`,
			[]string{"1 2023-01-15 2024-06-20 P2 P2 S", "1 2024-06-20 - P2 P2 P"},
			[]string{"1 2023-01-15 - - false 2023-01-15"},
		},
		{
			"leaving and starting again on the same day is a new period and a new placement",
			`2019-09-30,S,V2,U4,PR1,2023-06-03,E4A,AA1 1AA,1234567
			2023-06-03,S,V2,U4,PR1,,,AA1 1AA,1234567`,
			[]string{"1 2019-09-30 2023-06-03 U4 U4 S", "2 2023-06-03 - U4 U4 S"},
			[]string{"1 2019-09-30 2023-06-03 E4A false 2019-09-30", "2 2023-06-03 - - false 2023-06-03"},
		},
		{
			"an episode that starts on another day than the last one ended opens a period",
			`2023-01-15,S,C2,U4,PR1,2024-06-20,X1,AA1 1AA,1234567
			2024-06-21,L,C1,U4,PR1,,,AA1 1AA,1234567`,
			[]string{"1 2023-01-15 2024-06-20 U4 U4 S", "2 2024-06-21 - U4 U4 L"},
			[]string{"1 2023-01-15 2024-06-20 X1 false 2023-01-15", "2 2024-06-21 - - false 2024-06-21"},
		},
		{
			"an episode closed only because a later extract went on does not end the period",
			`2023-01-15,S,C2,U4,PR1,2024-06-20,,AA1 1AA,1234567
			2024-06-20,P,C1,K2,PR1,,,AA3 3CC,2345678`,
			[]string{"1 2023-01-15 2024-06-20 U4 U4 S", "1 2024-06-20 - K2 K2 P"},
			[]string{"1 2023-01-15 - - false 2023-01-15"},
		},
		{
			"short breaks that turn into continuous care are one period, placed from the first counted day",
			`2022-01-10,S,V4,U6,PR1,2022-03-02,X1,AA1 1AA,1234567
			2022-03-02,L,V2,U6,PR1,,,AA1 1AA,1234567`,
			[]string{"1 2022-03-02 - U6 U6 L"},
			[]string{"1 2022-01-10 - - true 2022-03-02"},
		},
		{
			"short breaks alone have no placement",
			`2025-03-29,S,V3,U6,PR1,2025-04-01,E4A,AA1 1AA,1234567`,
			nil,
			[]string{"1 2025-03-29 2025-04-01 E4A true -"},
		},
		{
			"an unfinished episode followed by another, and overlapping ones, take their place in date order",
			`2023-01-15,S,C2,U4,PR1,,,AA1 1AA,1234567
			2023-01-15,S,C2,K2,PR1,2023-03-01,X1,AA3 3CC,2345678
			2023-02-01,P,C2,H5,PR1,2023-02-20,X1,AA4 4DD,`,
			[]string{"1 2023-01-15 2023-03-01 K2 K2 S", "2 2023-01-15 - U4 U4 S", "3 2023-02-01 2023-02-20 H5 H5 P"},
			[]string{"1 2023-01-15 2023-03-01 X1 false 2023-01-15", "2 2023-01-15 - - false 2023-01-15", "3 2023-02-01 2023-02-20 X1 false 2023-02-01"},
		},
	}
	for i, c := range cases {
		insertEpisodes(t, db, fmt.Sprint(i), parseEpisodes(t, c.episodes))
	}
	derive(t, db)
	for i, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			if got := lines(t, db, placementQuery, fmt.Sprint(i)); !slices.Equal(got, c.placements) {
				t.Errorf("placements:\ngot  %q\nwant %q", got, c.placements)
			}
			if got := lines(t, db, periodQuery, fmt.Sprint(i)); !slices.Equal(got, c.periods) {
				t.Errorf("periods of care:\ngot  %q\nwant %q", got, c.periods)
			}
		})
	}
}

func TestDeriveLooksThroughTemporaryPlacements(t *testing.T) {
	db := memory(t)
	insertEpisodes(t, db, "a", parseEpisodes(t, `
		2024-01-01,S,C2,T1,,2024-02-01,X1,AA9 9ZZ,
		2024-02-01,P,C2,K2,PR4,2024-06-03,X1,AA3 3CC,2345678
		2024-06-03,P,C2,T1,,2024-06-10,X1,AA9 9ZZ,
		2024-06-10,L,C1,T4,,2024-06-12,X1,AA9 9ZZ,
		2024-06-12,P,C1,U4,PR1,,,AA1 1AA,1234567`))
	derive(t, db)
	want := []string{"1 2024-01-01 T1 T1", "1 2024-02-01 K2 K2", "1 2024-06-03 T1 K2", "1 2024-06-10 T4 K2", "2 2024-06-12 U4 U4"}
	if got := lines(t, db, underlyingQuery, "a"); !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestDeriveDescribesAPlacementByItsLastSettledEpisode(t *testing.T) {
	db := memory(t)
	insertEpisodes(t, db, "a", parseEpisodes(t, `
		2024-01-01,S,C2,U4,PR4,2024-02-01,X1,AA1 1AA,7654321
		2024-02-01,T,C2,U4,PR1,2024-03-01,X1,AA2 2BB,
		2024-03-01,P,C2,T1,,,,AA9 9ZZ,`))
	derive(t, db)
	got := lines(t, db, `select placement_provider, placement_postcode, urn, ended_on from core.placement`)
	if want := []string{"PR1 AA2 2BB - -"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestDeriveRepeatsItselfAndReportsWhatItInterpreted(t *testing.T) {
	db := memory(t)
	insertEpisodes(t, db, "a", parseEpisodes(t, `
		2019-09-30,S,V2,U4,PR1,2022-06-03,E4A,AA1 1AA,1234567
		2022-06-03,S,V2,U4,PR1,2023-06-03,X1,AA1 1AA,1234567
		2023-06-03,P,V2,U4,PR1,,,AA1 1AA,1234567`))
	derive(t, db)
	derive(t, db)
	got := lines(t, db, `select source_file, source_row, column_name, rule from audit.notice order by source_row`)
	want := []string{"episodes.csv 3 RNE restarted-same-day", "episodes.csv 4 PLACE placement-unchanged"}
	if !slices.Equal(got, want) {
		t.Errorf("notices: got %q, want %q", got, want)
	}
	if got := lines(t, db, placementQuery, "a"); len(got) != 2 {
		t.Errorf("placements after two runs: got %q, want two", got)
	}
}

// spellsByHand walks one child's episodes as a person would on paper: a pencil on the placement the
// child is in, another on the last thing that happened.
func spellsByHand(episodes []episode) (placements, periods []string) {
	type spell struct {
		period                        int
		from, to, first, last, opener string
		settled                       episode
		hasSettled                    bool
	}
	var rows []episode
	for _, e := range episodes {
		if (e.ended == "" || e.ended > e.started) && !slices.Contains(rows, e) {
			rows = append(rows, e)
		}
	}
	slices.SortStableFunc(rows, func(a, b episode) int {
		if a.started != b.started {
			return strings.Compare(a.started, b.started)
		}
		if a.ended == b.ended {
			return 0
		}
		if a.ended == "" {
			return 1
		}
		if b.ended == "" {
			return -1
		}
		return strings.Compare(a.ended, b.ended)
	})
	var current *spell
	finish := func() {
		if current != nil {
			placements = append(placements, strings.Join([]string{
				fmt.Sprint(current.period), current.from,
				orDash(current.to), current.last, current.first, current.opener,
			}, " "))
		}
		current = nil
	}
	period, periodFrom, breaks, counted := 0, "", false, ""
	absent := false
	var before *episode
	endPeriod := func() {
		finish()
		if before != nil {
			periods = append(periods, strings.Join([]string{
				fmt.Sprint(period), periodFrom, orDash(before.ended),
				orDash(before.rec), fmt.Sprint(breaks), orDash(counted),
			}, " "))
		}
	}
	for i := range rows {
		e := rows[i]
		shortBreak := e.ls == "V3" || e.ls == "V4"
		ceasedBefore := before == nil || (before.rec != "X1" && before.rec != "")
		if ceasedBefore || e.rne == "S" || before.ended != e.started {
			endPeriod()
			period, periodFrom, breaks, counted, absent = period+1, e.started, shortBreak, "", false
		}
		before = &rows[i]
		if shortBreak {
			continue
		}
		if counted == "" {
			counted = e.started
		}
		away := e.place[0] == 'T' || e.place[0] == 'M'
		moved := current == nil
		if !moved && !away && current.hasSettled {
			here := current.settled
			switch e.rne {
			case "P", "B", "S":
				fosterCarerAdopts := (e.place == "A3" || e.place == "A5") && strings.ContainsRune("UQ", rune(here.place[0]))
				back := here.key() == e.key() && (absent || e.postcode != "")
				moved = !fosterCarerAdopts && !back
			}
		}
		if moved {
			finish()
			current = &spell{period: period, from: e.started, first: e.place, last: e.place, opener: e.rne}
		}
		current.to = e.ended
		if !away {
			if !current.hasSettled {
				current.first = e.place
			}
			current.settled, current.hasSettled, current.last = e, true, e.place
		} else if !current.hasSettled {
			current.last = e.place
		}
		absent = away
	}
	endPeriod()
	return placements, periods
}

func orDash(text string) string {
	if text == "" {
		return "-"
	}
	return text
}

func randomHistory(r *rand.Rand) []episode {
	pick := func(words string) string {
		list := strings.Fields(words)
		word := list[r.IntN(len(list))]
		if word == "-" {
			return ""
		}
		return word
	}
	day := time.Date(2015, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, r.IntN(2000))
	var out []episode
	for range 1 + r.IntN(12) {
		e := episode{
			started: day.Format(time.DateOnly),
			rne:     pick("S L P P P P P T B U"), ls: pick("V2 V2 C1 C2 C2 V3 V4"),
			place:    pick("U4 U4 U1 K2 K2 T1 T4 T1 M3 A3 A5 A6 P1 Q2"),
			provider: pick("PR1 PR1 PR4"), postcode: pick("A1 A1 A2 -"), urn: pick("1 -"),
		}
		day = day.AddDate(0, 0, r.IntN(60))
		if r.IntN(12) > 0 {
			e.ended, e.rec = day.Format(time.DateOnly), pick("X1 X1 X1 X1 X1 X1 E4A -")
		}
		out = append(out, e)
		switch r.IntN(12) {
		case 0:
			out = append(out, e)
		case 1:
			day = day.AddDate(0, 0, r.IntN(20)-10)
		case 2, 3:
			// Back to where the child was before the last episode.
			if len(out) > 1 {
				back := out[len(out)-2]
				back.started, back.ended, back.rec, back.rne = day.Format(time.DateOnly), "", "", "P"
				day = day.AddDate(0, 0, 1+r.IntN(60))
				back.ended, back.rec = day.Format(time.DateOnly), "X1"
				out = append(out, back)
			}
		}
	}
	return out
}

func TestDeriveAgreesWithEpisodesReadByHand(t *testing.T) {
	db := memory(t)
	r := rand.New(rand.NewPCG(903, 1))
	histories := make([][]episode, 200)
	for i := range histories {
		histories[i] = randomHistory(r)
		insertEpisodes(t, db, fmt.Sprint(i), histories[i])
	}
	derive(t, db)
	spells, moves := 0, 0
	for i, history := range histories {
		placements, periods := spellsByHand(history)
		spells, moves = spells+len(history), moves+len(placements)
		if got := lines(t, db, placementQuery, fmt.Sprint(i)); !slices.Equal(got, placements) {
			t.Fatalf("child %d: placements of %q:\ngot  %q\nwant %q", i, history, got, placements)
		}
		if got := lines(t, db, periodQuery, fmt.Sprint(i)); !slices.Equal(got, periods) {
			t.Fatalf("child %d: periods of care of %q:\ngot  %q\nwant %q", i, history, got, periods)
		}
	}
	if moves*5 < spells || moves*10 > spells*9 {
		t.Errorf("%d episodes made %d placements: want histories that exercise both joining and opening", spells, moves)
	}
}
