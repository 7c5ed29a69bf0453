package sample

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf16"
)

// plantFiles writes files that cannot be read at all, in a folder of their own that broken.yaml names,
// and beside the good ones those that a reader accepts with a remark: an earlier version of a census
// and a return under another name.
func (t *tree) plantFiles(a *authority, year int) error {
	var faults []error
	put := func(name, content string, row int, column, kind, note string) {
		faults = append(faults, t.text(name, content))
		t.ledger.say(noted{file: name, row: row, column: column, kind: kind, severity: "file", note: note})
	}
	returns := fmt.Sprintf("broken/ssda903/%d/", year)
	header := "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n"
	child := "ZZF00201,F,06/05/2014,WBRI,A123456789012,,\n"
	put(returns+"utf16.csv", wide(header+child), 0, "", "encoding", "UTF-16")
	put(returns+"empty.csv", "", 0, "", "empty", "no byte in it")
	put(returns+"zipped.csv", "PK\x03\x04no sheet", 0, "", "encoding", "a workbook named as CSV")
	put(returns+"no_ethnic.csv", "CHILD,SEX,DOB,UPN,MOTHER,MC_DOB\nZZF00201,F,06/05/2014,A123456789012,,\n", 1, "ETHNIC", "header", "a column is left out")
	put(returns+"twice.csv", "CHILD,"+header+"ZZF00201,"+child, 1, "CHILD", "header", "a column stands twice")
	put(returns+"semicolons.csv", strings.ReplaceAll(header+child, ",", ";"), 1, "", "header", "semicolons between the columns")
	put(returns+"unknown.csv", "name,colour\nZZF00201,blue\n", 1, "", "unrecognised", "columns of no table")
	put("broken/ssda903/header.csv", header+child, 0, "", "year", "no collection year in any name")
	census := censusHeader(a.code, year, "2") + aChild(201, "", "", aCase(fmt.Sprintf("%d-06-02", year-1), "", "0", "")) + "</Children>\n</Message>\n"
	census = strings.ReplaceAll(census, usualBirth, fmt.Sprintf("%d-05-06", year-12))
	put("broken/cin_census/doctype.xml", strings.Replace(census, "<Message>", "<!DOCTYPE Message [<!ENTITY a \"a\">]>\n<Message>", 1), 2, "", "form", "a document type definition")
	put("broken/cin_census/cut_short.xml", census[:len(census)-60], strings.Count(census[:len(census)-60], "\n")+1, "", "form", "ends in the middle")
	put("broken/cin_census/other_return.xml", strings.Replace(census, "<Collection>CIN<", "<Collection>CSWW<", 1), 0, "", "unrecognised", "names another return")
	put("broken/cin_census/other_area.xml", strings.Replace(census, "<LEA>"+a.code, "<LEA>999", 1), 0, "", "authority", "of an authority that is not configured")
	put("broken/cin_census/list.xml", header+child, 0, "", "unrecognised", "CSV where XML is wanted")
	put("broken/annex_a/damaged.xlsx", "PK\x03\x04no sheet", 0, "", "unreadable", "no workbook")
	put("broken/ledger/sheet.csv", "<Message/>\n", 0, "", "unrecognised", "XML where CSV is wanted")

	remark := func(name, kind, note string) {
		t.ledger.say(noted{file: name, kind: kind, severity: "note", note: note})
	}
	if first, last := a.censusYears(); first <= last {
		name := fmt.Sprintf("%s/cin_census/CIN_%s_%d_first.xml", a.folder, a.code, last)
		faults = append(faults, t.text(name, strings.Replace(census, "-06-02T", "-05-20T", 1)))
		remark(name, "superseded", "an earlier version of the year's census")
	}
	for _, copied := range []string{"prev_perm"} {
		name := fmt.Sprintf("%s/ssda903/%d/%s_again.csv", a.folder, year, copied)
		content, err := os.ReadFile(filepath.Join(t.root, filepath.FromSlash(strings.Replace(name, "_again", "", 1))))
		faults = append(faults, err, t.text(name, string(content)))
		remark(name, "same-content", "the same file under another name")
	}
	remark(a.folder+"/maps/cost_centres.csv", "encoding", "Windows-1252: two names have an accent or a dash")
	for y := max(a.year, 2024); y <= year; y++ {
		remark(fmt.Sprintf("%s/ssda903/%d/social_worker.csv", a.folder, y), "byte-order-mark", "a byte order mark")
	}
	return errors.Join(faults...)
}

// wide is text in UTF-16, low byte first, with its mark.
func wide(text string) string {
	out := []byte{0xff, 0xfe}
	for _, unit := range utf16.Encode([]rune(text)) {
		out = append(out, byte(unit&0xff), byte(unit>>8))
	}
	return string(out)
}
