package main

import (
	"encoding/csv"
	"encoding/xml"
	"errors"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// The oracle reads the extracts again, with the standard library alone.

// record is one row of an extract by column, trimmed.
type record map[string]string

// readTables reads every file of a folder into its table, by the name of a CSV file or the elements
// of a document. Of two CSV files of a table the one with the later date in its name stands.
func readTables(tb testing.TB, folder string) map[string][]record {
	tb.Helper()
	out := map[string][]record{}
	files, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil {
		tb.Fatal(err)
	}
	slices.Sort(files)
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			tb.Fatal(err)
		}
		if filepath.Ext(file) == ".xml" {
			readCareDocument(tb, string(text), out)
			continue
		}
		name, _, _ := strings.Cut(strings.TrimSuffix(filepath.Base(file), ".csv"), "_")
		out[name] = readCSV(tb, string(text))
	}
	return out
}

// readCSV reads records and leaves out those that repeat another exactly.
func readCSV(tb testing.TB, text string) []record {
	tb.Helper()
	records, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff"))).ReadAll()
	if err != nil {
		tb.Fatal(err)
	}
	var out []record
	seen := map[string]bool{}
	for _, cells := range records[1:] {
		if key := strings.Join(cells, "\x00"); seen[key] {
			continue
		} else {
			seen[key] = true
		}
		row := record{}
		for i, column := range records[0] {
			row[column] = strings.TrimSpace(cells[i])
		}
		out = append(out, row)
	}
	return out
}

// readCareDocument reads a document of the return into the tables that a CSV set would have.
func readCareDocument(tb testing.TB, text string, out map[string][]record) {
	tb.Helper()
	decoder := xml.NewDecoder(strings.NewReader(text))
	var path []string
	var header, block record
	var value strings.Builder
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			tb.Fatal(err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			path = append(path, t.Name.Local)
			value.Reset()
			switch t.Name.Local {
			case "CHILD":
				header = record{}
			case "EPISODE", "OC2":
				block = record{"CHILD": header["CHILD"], "DOB": header["DOB"]}
			}
		case xml.CharData:
			value.Write(t)
		case xml.EndElement:
			careElement(path, strings.TrimSpace(value.String()), header, block, out)
			path = path[:len(path)-1]
		}
	}
}

func careElement(path []string, value string, header, block record, out map[string][]record) {
	name := path[len(path)-1]
	switch name {
	case "CHILDID":
		name = "CHILD"
	case "PL":
		name = "PLACE"
	}
	switch parent := path[max(0, len(path)-2)]; {
	case name == "CHILD" && parent == "EXPSSDA903":
	case name == "EPISODE":
		if !slices.ContainsFunc(out["episodes"], func(r record) bool { return maps.Equal(r, block) }) {
			out["episodes"] = append(out["episodes"], block)
		}
	case name == "OC2":
		out["oc2"] = append(out["oc2"], block)
	case name == "HEADER":
		out["header"] = append(out["header"], header)
		if header["IN_TOUCH"]+header["ACTIV"]+header["ACCOM"] != "" {
			out["oc3"] = append(out["oc3"], header)
		}
	case parent == "HEADER":
		header[name] = value
	case parent == "EPISODE" || parent == "OC2":
		block[name] = value
	}
}

// Code lists of the return, the union over the years (formats 1.1 and the historic codes).
var careCodes = map[string][]string{
	"RNE":            strings.Fields("S L P T B U"),
	"LS":             strings.Fields("C1 C2 D1 E1 V2 V3 V4 L1 L2 L3 J1 J2 J3"),
	"PLACE":          strings.Fields("A3 A4 A5 A6 H5 K1 K2 K3 P1 P2 P3 R1 R2 R3 R5 S1 T0 T1 T2 T3 T4 U1 U2 U3 U4 U5 U6 Z1 Z11 Z12 Z13 Z14 Q1 Q2 M1 M2 M3"),
	"REC":            strings.Fields("X1 E11 E12 E2 E3 E4A E4B E13 E41 E43 E44 E45 E46 E47 E48 E5 E6 E7 E8 E9 E14 E15 E16 E17"),
	"PLACE_PROVIDER": strings.Fields("PR0 PR1 PR2 PR3 PR4 PR5"),
}

// code reads a code; ok is false of one that is on no list. Blank is a code that is not given.
func (r record) code(column string) (string, bool) {
	value := strings.ToUpper(r[column])
	return value, value == "" || slices.Contains(careCodes[column], value)
}

var postcodeForm = regexp.MustCompile(`^[A-Z]{1,2}[0-9][0-9A-Z]?[0-9][A-Z]{2}$`)

// postcode is without its inner space, empty when it is none.
func (r record) postcode(column string) string {
	value := strings.ReplaceAll(strings.ToUpper(r[column]), " ", "")
	if !postcodeForm.MatchString(value) {
		return ""
	}
	return value
}

// episode is a row of the return that could be read.
type episode struct {
	child               string
	decom, dec          day // never: open
	rne, ls, place, rec string
	key                 string // what a placement is known by: PLACE, PL_POST, URN, PLACE_PROVIDER
	hasPost             bool
	year                int    // of the file
	same                string // what makes two rows one for the stitching of years
}

// readEpisode types a row; ok is false when a column that a figure rests on cannot be read, or the
// episode does not end after it begins.
func readEpisode(r record, year int) (episode, bool) {
	e := episode{child: r["CHILD"], dec: never, year: year}
	var ok bool
	if e.decom, ok = readDay(r["DECOM"]); !ok || e.child == "" {
		return e, false
	}
	if r["DEC"] != "" {
		if e.dec, ok = readDay(r["DEC"]); !ok || e.dec <= e.decom {
			return e, false
		}
	}
	for column, target := range map[string]*string{"RNE": &e.rne, "LS": &e.ls, "PLACE": &e.place, "REC": &e.rec} {
		if *target, ok = r.code(column); !ok || *target == "" && column != "REC" {
			return e, false
		}
	}
	provider, ok := r.code("PLACE_PROVIDER")
	if !ok {
		provider = ""
	}
	post := r.postcode("PL_POST")
	e.hasPost = post != ""
	e.key = strings.Join([]string{e.place, post, strings.ToUpper(r["URN"]), provider}, "|")
	e.same = e.rne + "|" + e.ls + "|" + e.key
	return e, true
}

// outcomeScore is a row of OC2: a score from 0 to 40, or none.
type outcomeScore struct {
	child  string
	year   int
	score  int
	scored bool
}

func readOutcome(r record, year int) (outcomeScore, bool) {
	o := outcomeScore{child: r["CHILD"], year: year}
	if r["SDQ_SCORE"] == "" {
		return o, o.child != ""
	}
	score, err := strconv.Atoi(strings.TrimSuffix(r["SDQ_SCORE"], ".0"))
	if err != nil || score < 0 || score > 40 {
		return o, false
	}
	o.score, o.scored = score, true
	return o, o.child != ""
}
