package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"
)

// Bad input through the front door: each gets a message that names the file, the row and column
// where there is one and what was wanted, loses no good row and accounts for every row.
func TestBadInput(t *testing.T) {
	const head = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
	const good = "a,01/02/2023,S,V2,N1,U6,PR1,,,,,AA1 1AA,1234567\n"
	cases := []struct {
		name, file string
		code       int
		want       []string // of what check says
		loaded     int64    // of the episodes
		rejected   int64
	}{
		{"an empty file", "", exitRefused, []string{"extracts/2025/episodes.csv", "empty"}, 0, 0},
		{"a header only", head, exitDone, []string{"extracts/2025/episodes.csv", "has a header and no records"}, 0, 0},
		{"a missing column", strings.Replace(head, ",LS", "", 1) + "a,01/02/2023,S,N1,U6,PR1,,,,,AA1 1AA,1234567\n", exitRefused, []string{"extracts/2025/episodes.csv: row 1", "LS"}, 0, 0},
		{"an unknown column", strings.Replace(head, "URN\n", "URN,COLOUR\n", 1) + strings.Replace(good, "1234567\n", "1234567,red\n", 1), exitDone, []string{"COLOUR"}, 1, 0},
		{"UTF-16", utf16Text(head + good), exitRefused, []string{"extracts/2025/episodes.csv", "UTF-16"}, 0, 0},
		{"Windows-1252", head + good + "b\xe9,01/02/2023,S,V2,N1,U6,PR1,,,,,AA1 1AA,1234567\n", exitDone, []string{"read as Windows-1252"}, 2, 0},
		{"a byte order mark", "\xef\xbb\xbf" + head + good, exitDone, []string{"byte order mark"}, 1, 0},
		{"CRLF", strings.ReplaceAll(head+good, "\n", "\r\n"), exitDone, []string{"lines end in CRLF"}, 1, 0},
		{"semicolons", strings.ReplaceAll(head+good, ",", ";"), exitRefused, []string{"semicolons"}, 0, 0},
		{"too many fields", head + strings.Replace(good, "\n", ",x,y\n", 1) + strings.Replace(good, "a,", "b,", 1), exitDone, []string{"fields", "13"}, 1, 1},
		{"an impossible date", head + strings.Replace(good, "01/02/2023", "31/02/2023", 1) + strings.Replace(good, "a,", "b,", 1), exitDone, []string{"DECOM", "a date as dd/mm/yyyy"}, 1, 1},
		{"an episode that ends before it starts", head + strings.Replace(good, "PR1,,,", "PR1,01/01/2023,E4A,", 1) + strings.Replace(good, "a,", "b,", 1), exitDone, []string{"DEC", "a date after DECOM"}, 1, 1},
		{"an unknown code", head + strings.Replace(good, "U6", "U9", 1) + strings.Replace(good, "a,", "b,", 1), exitDone, []string{"PLACE", "one of"}, 1, 1},
		{"the same row twice", head + good + good, exitDone, []string{"duplicate"}, 1, 1},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			write := func(name, text string) {
				path := filepath.Join(dir, name)
				if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			config := filepath.Join(dir, "sightline.yaml")
			write("sightline.yaml", "authority: {code: \"204\", name: Hackney}\nextracts:\n  - {kind: ssda903, path: extracts}\nquality: {max_reject_share: 1}\n")
			write("extracts/2025/episodes.csv", c.file)
			write("extracts/2025/reviews.csv", "CHILD,DOB,REVIEW,REVIEW_CODE\na,12/08/2014,01/03/2025,PN1\n")
			stdout, stderr, code := try(t, "check", "--config", config)
			if code != c.code {
				t.Errorf("check: want exit %d, got %d: %s", c.code, code, stderr)
			}
			for _, want := range c.want {
				if !strings.Contains(stdout+stderr, want) {
					t.Errorf("check does not say %q:\n%s%s", want, stdout, stderr)
				}
			}
			// The good rows, here and in the other file, are in the warehouse whatever else is wrong.
			sightline(t, "run", "--config", config, "--as-at", "2025-03-31", "--until", "compute")
			var history struct {
				Runs []struct {
					Sources []struct {
						File                   string
						Read, Loaded, Rejected int64
					}
				}
			}
			if err := json.Unmarshal([]byte(sightline(t, "history", "--config", config, "--format", "json")), &history); err != nil {
				t.Fatal(err)
			}
			for _, source := range history.Runs[0].Sources {
				if source.Loaded+source.Rejected != source.Read {
					t.Errorf("%s: %d loaded and %d refused are not the %d read", source.File, source.Loaded, source.Rejected, source.Read)
				}
				if strings.HasSuffix(source.File, "reviews.csv") && source.Loaded != 1 {
					t.Errorf("the good file lost its row")
				}
				if strings.HasSuffix(source.File, "episodes.csv") && (source.Loaded != c.loaded || source.Rejected != c.rejected) {
					t.Errorf("want %d loaded and %d refused, got %d and %d", c.loaded, c.rejected, source.Loaded, source.Rejected)
				}
			}
		})
	}
}

func utf16Text(text string) string {
	out := []byte{0xff, 0xfe}
	for _, unit := range utf16.Encode([]rune(text)) {
		out = append(out, byte(unit), byte(unit>>8))
	}
	return string(out)
}
