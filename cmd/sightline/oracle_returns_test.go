package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// sheet is one table of an extract as text, before it is written as CSV or XML.
type sheet struct {
	columns []string
	rows    [][]string
}

func (s *sheet) add(values ...string) { s.rows = append(s.rows, values) }

func columns(text string) []string { return strings.Split(text, ",") }

const (
	headerColumns  = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB"
	episodeColumns = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN"
	outcomeColumns = "CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,HEALTH_ASSESSMENT,SUBSTANCE_MISUSE,INTERVENTION_RECEIVED,INTERVENTION_OFFERED"
	leaverColumns  = "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM"
)

// careReturn is the return of one authority and collection year.
type careReturn struct {
	year                              int
	header, episodes, outcome, leaver sheet
	earlier                           *sheet // the episodes as first sent in, where they were corrected
}

func makeReturn(d dice, children []childLife, year int) *careReturn {
	r := &careReturn{
		year:   year,
		header: sheet{columns: columns(headerColumns)}, episodes: sheet{columns: columns(episodeColumns)},
		outcome: sheet{columns: columns(outcomeColumns)}, leaver: sheet{columns: columns(leaverColumns)},
	}
	for _, child := range children {
		stays := child.inReturn(year)
		if len(stays) == 0 {
			continue
		}
		sex := pick(d, "1", "2")
		if year >= 2025 {
			sex = pick(d, "M", "F")
		}
		r.header.add(child.id, sex, child.born.british(), pick(d, "WBRI", "BCRB", "MOTH"), "UN1", "", "")
		for _, s := range stays {
			r.episodes.add(child.id, s.decom.british(), s.rne, s.ls, s.need, s.place, s.provider, s.dec.british(), s.rec, s.reason, s.homePost, s.placePost, s.urn)
		}
		if stays[len(stays)-1].dec == never && d.in100(85) {
			score, reason := itoa(d.IntN(41)), ""
			if d.in100(15) {
				score, reason = "", pick(d, "SDQ1", "SDQ2", "SDQ5", "")
			}
			r.outcome.add(child.id, child.born.british(), score, reason, "0", "", "1", "1", "1", "0", "", "")
		}
	}
	return r
}

// and is the return with the rows of another, which may be the first.
func (r *careReturn) and(other *careReturn) *careReturn {
	if r == nil {
		return other
	}
	if r.earlier != nil || other.earlier != nil {
		var first sheet
		for _, one := range []*careReturn{r, other} {
			version := one.earlier
			if version == nil {
				version = &one.episodes
			}
			first.columns, first.rows = version.columns, append(first.rows, version.rows...)
		}
		r.earlier = &first
	}
	for to, from := range map[*sheet]*sheet{&r.header: &other.header, &r.episodes: &other.episodes, &r.outcome: &other.outcome, &r.leaver: &other.leaver} {
		to.rows = append(to.rows, from.rows...)
	}
	return r
}

// style is how a file is written: none of it changes what the file says.
type style struct {
	crlf, mark, iso, lower, padded bool
}

func someStyle(d dice) style {
	return style{crlf: d.in100(15), mark: d.in100(15), iso: d.in100(15), lower: d.in100(10), padded: d.in100(10)}
}

// writeCSV writes a sheet in the style.
func writeCSV(tb testing.TB, path string, s sheet, how style) {
	tb.Helper()
	var text strings.Builder
	if how.mark {
		text.WriteString("\ufeff")
	}
	line := "\n"
	if how.crlf {
		line = "\r\n"
	}
	text.WriteString(strings.Join(s.columns, ",") + line)
	for _, row := range s.rows {
		cells := slices.Clone(row)
		for i, cell := range cells {
			cells[i] = styled(cell, s.columns[i], how)
		}
		text.WriteString(strings.Join(cells, ",") + line)
	}
	writeText(tb, path, text.String())
}

func styled(cell, column string, how style) string {
	if at, ok := readDay(cell); ok && how.iso {
		return at.iso()
	}
	switch column {
	case "RNE", "LS", "PLACE", "REC", "PLACE_PROVIDER", "PL_POST":
		if how.lower {
			cell = strings.ToLower(cell)
		}
		if how.padded && cell != "" {
			cell = " " + cell + " "
		}
	}
	return cell
}

func writeText(tb testing.TB, path, text string) {
	tb.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		tb.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		tb.Fatal(err)
	}
}

// write puts the return into the world's folder, as a set of CSV files or as one document.
func (r *careReturn) write(tb testing.TB, d dice, dir string, asDocument bool) {
	tb.Helper()
	if asDocument {
		writeText(tb, filepath.Join(dir, itoa(r.year), "return.xml"), r.document())
		return
	}
	folder := filepath.Join(dir, itoa(r.year))
	name := "episodes"
	if r.earlier != nil {
		writeCSV(tb, filepath.Join(folder, fmt.Sprintf("episodes_%d-04-20.csv", r.year)), *r.earlier, someStyle(d))
		name = fmt.Sprintf("episodes_%d-06-30", r.year)
	}
	for i, one := range []sheet{r.header, r.episodes, r.outcome, r.leaver} {
		if len(one.rows) > 0 {
			writeCSV(tb, filepath.Join(folder, []string{"header", name, "oc2", "oc3"}[i]+".csv"), one, someStyle(d))
		}
	}
}

// document is the return as XML: everything of a child hangs on the child's element.
func (r *careReturn) document() string {
	var text strings.Builder
	text.WriteString("<EXPSSDA903>")
	for _, child := range r.header.rows {
		text.WriteString("<CHILD><HEADER>")
		for i, column := range []string{"CHILDID", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB"} {
			element(&text, column, child[i])
		}
		for _, row := range r.outcome.rows {
			if row[0] == child[0] {
				text.WriteString("<OC2>")
				for i := 2; i < len(row); i++ {
					element(&text, r.outcome.columns[i], row[i])
				}
				text.WriteString("</OC2>")
			}
		}
		for _, row := range r.leaver.rows {
			if row[0] == child[0] {
				for i := 2; i < len(row); i++ {
					element(&text, r.leaver.columns[i], row[i])
				}
			}
		}
		text.WriteString("</HEADER>")
		for _, row := range r.episodes.rows {
			if row[0] == child[0] {
				text.WriteString("<EPISODE>")
				for i := 1; i < len(row); i++ {
					name := r.episodes.columns[i]
					if name == "PLACE" {
						name = "PL"
					}
					element(&text, name, row[i])
				}
				text.WriteString("</EPISODE>")
			}
		}
		text.WriteString("</CHILD>")
	}
	text.WriteString("</EXPSSDA903>")
	return text.String()
}

func element(text *strings.Builder, name, value string) {
	if value == "" {
		fmt.Fprintf(text, "<%s />", name)
		return
	}
	fmt.Fprintf(text, "<%s>%s</%s>", name, value, name)
}
