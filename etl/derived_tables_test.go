package etl_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

const lookedAfterQuery = `select started_on, ended_on, left_out, episode_started_on, care_period_no, placement_no,
		placement_type, underlying_placement_type
	from core.looked_after where child_id = ? order by started_on`

func TestDeriveSaysOneThingOfAChildOnADay(t *testing.T) {
	db := memory(t)
	cases := []struct {
		rule, episodes string
		want           []string
	}{
		{
			"episodes that follow each other stand as they are; care that ended is a candidate on that day",
			`2023-02-01,S,V2,U6,PR1,2024-05-10,X1,AA1 1AA,1234567
			2024-05-10,P,V2,T1,PR4,2024-05-20,E4A,AA2 2BB,7654321`,
			[]string{
				"2023-02-01 2024-05-10 - 2023-02-01 1 1 U6 U6",
				"2024-05-10 2024-05-20 - 2024-05-10 1 1 T1 U6",
				"2024-05-20 2024-05-21 care ended on the day 2024-05-10 1 1 T1 U6",
			},
		},
		{
			"short breaks are candidates for as long as they last",
			`2024-01-10,S,V4,U6,PR1,2024-03-02,X1,AA1 1AA,1234567
			2024-03-02,L,V2,U6,PR1,,,AA1 1AA,1234567`,
			[]string{
				"2024-01-10 2024-03-02 agreed series of short breaks (V3, V4) 2024-01-10 1 - U6 -",
				"2024-03-02 - - 2024-03-02 1 1 U6 U6",
			},
		},
		{
			"of overlapping episodes the last to start counts, and the one before when it has ended",
			`2024-01-10,S,C2,U4,PR1,2024-04-01,E4A,AA1 1AA,1234567
			2024-02-01,P,C2,K2,PR1,2024-02-20,X1,AA4 4DD,`,
			[]string{
				"2024-01-10 2024-02-01 - 2024-01-10 1 1 U4 U4",
				"2024-02-01 2024-02-20 - 2024-02-01 2 2 K2 K2",
				"2024-02-20 2024-02-21 - 2024-01-10 1 1 U4 U4",
				"2024-02-21 2024-04-01 - 2024-01-10 1 1 U4 U4",
				"2024-04-01 2024-04-02 care ended on the day 2024-01-10 1 1 U4 U4",
			},
		},
		{
			"an episode that ends on its first day makes a candidate of that day only",
			`2024-01-10,S,C2,U4,PR1,2024-01-10,E4A,AA1 1AA,1234567`,
			[]string{"2024-01-10 2024-01-11 care ended on the day - - - - -"},
		},
	}
	for i, c := range cases {
		insertEpisodes(t, db, fmt.Sprint(i), parseEpisodes(t, c.episodes))
	}
	derive(t, db)
	derive(t, db)
	for i, c := range cases {
		t.Run(c.rule, func(t *testing.T) {
			if got := lines(t, db, lookedAfterQuery, fmt.Sprint(i)); !slices.Equal(got, c.want) {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

// saidByHand is what the episodes say of a child on a day, and the day the episode behind it started.
func saidByHand(episodes []episode, day string) (left, started string) {
	left = "-"
	for _, e := range episodes {
		open := e.started <= day && (e.ended == "" || e.ended > day)
		breaks := e.ls == "V3" || e.ls == "V4"
		switch {
		case open && !breaks && (left != "counted" || e.started > started):
			left, started = "counted", e.started
		case open && breaks && left != "counted" && (left != "breaks" || e.started > started):
			left, started = "breaks", e.started
		case e.ended == day && (left == "-" || left == "ended"):
			left = "ended"
			if e.started < day && e.started > started {
				started = e.started
			}
		}
	}
	return left, orDash(started)
}

func TestDeriveAgreesWithEpisodesReadDayByDay(t *testing.T) {
	db := memory(t)
	r := rand.New(rand.NewPCG(903, 2))
	histories := make([][]episode, 60)
	for i := range histories {
		histories[i] = randomHistory(r)
		insertEpisodes(t, db, fmt.Sprint(i), histories[i])
	}
	derive(t, db)
	said := map[string]int{}
	for i, history := range histories {
		got := lines(t, db, `
			select
				strftime(calendar.day, '%Y-%m-%d'),
				case when said.started_on is null then '-' when said.left_out is null then 'counted'
					when said.left_out like '%short breaks%' then 'breaks' else 'ended' end,
				coalesce(strftime(said.episode_started_on, '%Y-%m-%d'), '-')
			from (select unnest(generate_series(date '2014-12-01', date '2023-12-31', interval 1 day)) as day) as calendar
			left join core.looked_after as said
				on said.child_id = ? and said.started_on <= calendar.day
				and coalesce(said.ended_on, date '9999-12-31') > calendar.day
			order by 1, 2, 3`, fmt.Sprint(i))
		var want []string
		for day := time.Date(2014, 12, 1, 0, 0, 0, 0, time.UTC); day.Year() < 2024; day = day.AddDate(0, 0, 1) {
			iso := day.Format(time.DateOnly)
			left, started := saidByHand(history, iso)
			said[left]++
			want = append(want, iso+" "+left+" "+started)
		}
		if !slices.Equal(got, want) {
			t.Fatalf("child %d: the days of %q differ from those read by hand", i, history)
		}
	}
	for _, word := range []string{"-", "counted", "breaks", "ended"} {
		if said[word] == 0 {
			t.Errorf("no day is %q: want histories that exercise every standing", word)
		}
	}
}

func TestDeriveTellsExpenditureFromIncome(t *testing.T) {
	db := memory(t)
	if _, err := db.ExecContext(t.Context(), `
		insert into core.ledger_line (area_code, financial_year, ledger_period, month_ends_on, cost_centre, account, amount,
			s251_line, entry)
		values
			('901', '2024-25', 1, '2024-04-30', 'C1', 'A1', 100, '3.1.1', 'expenditure'),
			('901', '2024-25', 1, '2024-04-30', 'C1', 'A1', -130, '3.1.1', 'expenditure'),
			('901', '2024-25', 1, '2024-04-30', 'C1', 'A2', 50, '3.1.1', 'recharge'),
			('901', '2024-25', 2, '2024-05-31', 'C1', 'A2', -20, '3.1.1', 'recharge'),
			('901', '2025-26', 1, '2025-04-30', 'C1', 'A2', 10, '3.1.1', 'recharge'),
			('901', '2025-26', 1, '2025-04-30', 'C1', 'A2', -20, '3.1.1', 'recharge'),
			('901', '2024-25', 1, '2024-04-30', 'C1', 'A3', -5, '3.1.1', 'unmapped'),
			('901', '2024-25', 1, '2024-04-30', 'C1', 'A4', -900, '3.1.1', 'income')`); err != nil {
		t.Fatal(err)
	}
	derive(t, db)
	derive(t, db)
	got := lines(t, db, `select month_ends_on, account, cast(amount as integer), left_out, description
		from core.gross_expenditure order by account, month_ends_on, amount`)
	want := []string{
		"2024-04-30 A1 -30 - cost centre C1, account A1, line 3.1.1",
		"2024-04-30 A2 50 - cost centre C1, account A2, line 3.1.1, recharge received",
		"2024-05-31 A2 -20 - cost centre C1, account A2, line 3.1.1, recharge received",
		"2025-04-30 A2 -20 recharge to others, which is income cost centre C1, account A2, line 3.1.1, recharge received",
		"2025-04-30 A2 10 - cost centre C1, account A2, line 3.1.1, recharge received",
		"2024-04-30 A3 -5 credit on an account without a mapping cost centre C1, account A3, line 3.1.1, account without a mapping",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
