package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"sightline/etl/warehouse"
)

func london(t *testing.T) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func TestDueTimesNeitherSkipNorDoubleWhenTheClocksChange(t *testing.T) {
	zone := london(t)
	clock, err := parseCron("30 1 * * *")
	if err != nil {
		t.Fatal(err)
	}
	var due []string
	at := time.Date(2026, time.March, 28, 12, 0, 0, 0, zone)
	for range 2 {
		at = clock.next(at, zone)
		due = append(due, at.Format(time.DateTime+" MST"))
	}
	at = time.Date(2026, time.October, 24, 12, 0, 0, 0, zone)
	for range 2 {
		at = clock.next(at, zone)
		due = append(due, at.Format(time.DateTime+" MST"))
	}
	want := "2026-03-29 02:30:00 BST, 2026-03-30 01:30:00 BST, 2026-10-25 01:30:00 BST, 2026-10-26 01:30:00 GMT"
	if strings.Join(due, ", ") != want {
		t.Errorf("want %s, got %s", want, strings.Join(due, ", "))
	}
}

func TestManyMissedTimesAreOneDueTime(t *testing.T) {
	zone := london(t)
	clock, err := parseCron("0 6 3 * *")
	if err != nil {
		t.Fatal(err)
	}
	since := time.Date(2026, time.January, 3, 6, 0, 0, 0, zone)
	now := time.Date(2026, time.May, 20, 9, 0, 0, 0, zone)
	if due := clock.lastDue(since, now, zone); due.Format(time.DateOnly) != "2026-05-03" {
		t.Errorf("want 3 May 2026, got %v", due)
	}
	if due := clock.lastDue(time.Date(2026, time.May, 3, 6, 0, 0, 0, zone), now, zone); !due.IsZero() {
		t.Errorf("want nothing due after the run of 3 May, got %v", due)
	}
}

func TestACronExpressionThatCannotBeUsedIsRefusedInWords(t *testing.T) {
	for text, want := range map[string]string{
		"TZ=UTC":        "want no zone here",
		"0 0 31 2 *":    "never falls due",
		"0 6 3 *":       "is not a cron expression",
		"@every 1h":     "want times of day",
		"0 25 * * *":    "is not a cron expression",
		"CRON_TZ=0 * *": "want no zone here",
	} {
		if _, err := parseCron(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: want %q, got %v", text, want, err)
		}
	}
}

func FuzzParseCron(f *testing.F) {
	f.Add("0 6 3 * *")
	f.Add("TZ=0")
	f.Add("@monthly")
	f.Fuzz(func(t *testing.T, text string) {
		if clock, err := parseCron(text); err == nil {
			at := time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC)
			if next := clock.next(at, time.UTC); !next.After(at) {
				t.Errorf("%q: next due %v is not after %v", text, next, at)
			}
		}
	})
}

// A machine that was off when a run fell due catches up once at the start; a second look finds
// nothing to do; stopping leaves no lock behind.
func TestAMissedRunIsCaughtUpOnce(t *testing.T) {
	dir := smallAuthority(t)
	config := filepath.Join(dir, "sightline.yaml")
	sightline(t, "run", "--config", config, "--as-at", "2025-03-31")
	before := runCount(t, dir)

	var clock atomic.Int64
	clock.Store(fixedClock().AddDate(0, 1, 0).Unix()) // 22 December: the run of 3 December was missed
	ctx, cancel := context.WithCancel(context.Background())
	var out, logs bytes.Buffer
	done := make(chan int, 1)
	go func() {
		done <- run(ctx, []string{"schedule", "--config", config}, strings.NewReader(""), &out, &logs,
			func() time.Time { return time.Unix(clock.Load(), 0).UTC() })
	}()
	deadline := time.Now().Add(time.Minute)
	for published(t, dir) < 2 && time.Now().Before(deadline) {
		time.Sleep(20 * time.Millisecond)
	}
	cancel()
	if code := <-done; code != exitInterrupted {
		t.Errorf("want exit %d after an interrupt, got %d: %s", exitInterrupted, code, logs.String())
	}
	if after := runCount(t, dir); after != before+1 {
		t.Errorf("want one run more than %d, got %d\n%s", before, after, logs.String())
	}
	runs, err := warehouse.Runs(filepath.Join(dir, "warehouse"))
	if err != nil {
		t.Fatal(err)
	}
	if runs[0].DueAt == nil || runs[0].DueAt.Format(time.DateOnly) != "2026-12-03" || runs[0].AsAt != "2026-11-30" {
		t.Errorf("want the run of 3 December as at 30 November, got %+v", runs[0])
	}
	release, err := warehouse.Lock(filepath.Join(dir, "warehouse"), fixedClock())
	if err != nil {
		t.Fatalf("the lock was left behind: %v", err)
	}
	if err := release(); err != nil {
		t.Fatal(err)
	}
}

func runCount(t *testing.T, dir string) int {
	t.Helper()
	runs, err := warehouse.Runs(filepath.Join(dir, "warehouse"))
	if err != nil {
		t.Fatal(err)
	}
	return len(runs)
}

func published(t *testing.T, dir string) int {
	t.Helper()
	runs, err := warehouse.Runs(filepath.Join(dir, "warehouse"))
	if err != nil {
		return 0
	}
	count := 0
	for _, run := range runs {
		if run.Status == warehouse.StatusPublished {
			count++
		}
	}
	return count
}

// smallAuthority writes a configuration and a handful of episodes.
func smallAuthority(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	files := map[string]string{
		"sightline.yaml": "authority: {code: \"204\", name: Hackney}\nextracts:\n  - {kind: ssda903, path: extracts/ssda903/}\nreporting: {from: 2024-04-01}\n",
		"extracts/ssda903/2025/episodes.csv": "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n" +
			"a,01/02/2023,S,V2,N1,U6,PR1,10/05/2024,X1,CREQB,,AA1 1AA,1234567\n" +
			"a,10/05/2024,P,V2,N1,U6,PR4,02/12/2024,X1,LAREQ,,AA2 2BB,7654321\n" +
			"a,02/12/2024,P,V2,N1,K2,PR4,,,,,AA3 3CC,2345678\n" +
			"b,01/02/2024,S,V2,N1,U6,PR1,,,,,AA1 1AA,1234567\n" +
			"c,29/03/2025,S,V3,N1,U6,PR1,01/04/2025,E4A,,,AA1 1AA,1234567\n",
		"extracts/ssda903/2025/header.csv": "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\na,M,12/08/2014,WBRI,UN1,,\nb,F,01/02/2015,WBRI,UN1,,\nc,F,01/02/2015,WBRI,UN1,,\n",
	}
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}
