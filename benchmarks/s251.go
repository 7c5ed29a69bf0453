package benchmarks

import (
	"context"
	"database/sql"
	_ "embed"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
)

var (
	//go:embed methods/load_s251.sql
	loadS251SQL string
	//go:embed methods/load_s251_faults.sql
	loadS251FaultsSQL string
	//go:embed methods/load_s251_sums.sql
	loadS251SumsSQL string
)

// s251Columns are those of Table A1 of the section 251 outturn, children's and young people's services,
// as the Department for Education published it up to 2013-14: a row per authority and line, in pounds.
var s251Columns = []string{
	"LA", "LA Name", "LineNumber", "CYPServiceDescription", "OwnProvision", "PrivateProvision", "OtherPublic", "Voluntary",
	"TotalExpenditure", "Income", "NetCurrentExpenditure", "GovGrantsInsideAEF", "GovGrantsOutsideAEF", "LEANetRevenueExpenditure",
}

// s251Words are the columns of amounts in words.
var s251Words = map[string]string{
	"OwnProvision": "own provision", "PrivateProvision": "private provision", "OtherPublic": "other public provision",
	"Voluntary": "voluntary provision", "TotalExpenditure": "total expenditure", "Income": "income",
	"NetCurrentExpenditure": "net current expenditure", "GovGrantsInsideAEF": "government grants inside AEF",
	"GovGrantsOutsideAEF": "government grants outside AEF", "LEANetRevenueExpenditure": "net revenue expenditure",
}

// loadS251 adds a Table A1. The table does not say its year; the file's name has to.
func loadS251(ctx context.Context, q Querier, src *source, file *Holding, id int) error {
	years, ok := financialYearOf(publishedName(src.path))
	if !ok {
		return fileFault(src.path, "the table does not say which financial year it holds: put the one year into the file's name, e.g. s251_outturn_2013-14.csv")
	}
	if _, err := receive(ctx, q, src); err != nil {
		return err
	}
	if err := fillPlaces(ctx, q); err != nil {
		return err
	}
	if err := everyFault(ctx, q, src, loadS251FaultsSQL); err != nil {
		return err
	}
	if _, err := q.ExecContext(ctx, loadS251SQL, years); err != nil {
		return fmt.Errorf("%s: %w", file.File, err)
	}
	if err := noteSums(ctx, q, src); err != nil {
		return err
	}
	if err := claimCells(ctx, q, src, file, id); err != nil {
		return err
	}
	return describeS251(ctx, q, src, id)
}

// noteSums says which records do not add up. The published figures are what they are: they are kept.
func noteSums(ctx context.Context, q Querier, src *source) error {
	rows, err := q.QueryContext(ctx, loadS251SumsSQL)
	if err != nil {
		return fmt.Errorf("%s: %w", filepath.Base(src.path), err)
	}
	type broken struct {
		row  int64
		what string
	}
	breaks, err := scanAll(rows, func(rows *sql.Rows, into *broken) error { return rows.Scan(&into.row, &into.what) })
	if err != nil {
		return fmt.Errorf("%s: %w", filepath.Base(src.path), err)
	}
	for i, one := range breaks {
		if i == faultLimit {
			src.notes = append(src.notes, fmt.Sprintf("%d sums more that differ by more than a pound", len(breaks)-i))
			break
		}
		src.notes = append(src.notes, fmt.Sprintf("row %d: %s, by more than a pound; kept as published", src.line(one.row), one.what))
	}
	return nil
}

// describeS251 describes the measures: the table is its own dictionary.
func describeS251(ctx context.Context, q Querier, src *source, id int) error {
	var columns []string
	for _, column := range s251Columns {
		if words, ok := s251Words[column]; ok {
			columns = append(columns, fmt.Sprintf("when '%s' then '%s'", column, words))
		}
	}
	_, err := q.ExecContext(ctx, `
		insert into benchmarks.described by name
		select
			$1::integer as file_id,
			measure,
			'Section 251 outturn, Table A1: ' || min(description) || ', '
				|| case column_name `+strings.Join(columns, " ")+` end as title,
			'Section 251 outturn' as topic,
			'-' as polarity,
			0 as decimals,
			'£' as axis,
			'Financial year' as year_type
		from incoming
		group by measure, column_name
		order by measure`, id)
	if err != nil {
		return fmt.Errorf("%s: %w", filepath.Base(src.path), err)
	}
	return nil
}

// financialYearOf is the label, 2013-14, of the one financial year that a file's name gives: 2013-14,
// 2013_14, 2013-2014, 201314, 13-14 or 1314. A bare 2021 may be the year or 2020-21 and counts as neither.
func financialYearOf(name string) (string, bool) {
	var labels []string
	add := func(first, last string) {
		if len(first) == 2 {
			first = "20" + first
		}
		if label, ok := yearPair(first, last[len(last)-2:]); ok && first >= "2000" && first < "2080" && !slices.Contains(labels, label) {
			labels = append(labels, label)
		}
	}
	runs := digits.FindAllStringIndex(name, -1)
	// mark is what stands between run i and the next, when both may be years and it is one mark.
	mark := func(i int) string {
		if i < 0 || i+1 >= len(runs) || runs[i+1][0] != runs[i][1]+1 || !yearLong(runs[i]) || !yearLong(runs[i+1]) {
			return ""
		}
		return strings.Trim(name[runs[i][1]:runs[i+1][0]], ".()[]")
	}
	for i, run := range runs {
		text := name[run[0]:run[1]]
		switch {
		case len(text) == 6, len(text) == 8 && text[4:6] == "20":
			add(text[:4], text[4:])
		case len(text) == 4 && !strings.HasPrefix(text, "20"):
			add(text[:2], text[2:])
		}
		// Three numbers in a row are a date.
		if between := mark(i); between == "" || between == mark(i-1) || between == mark(i+1) {
			continue
		}
		next := name[runs[i+1][0]:runs[i+1][1]]
		if len(next) == 2 || len(text) == 4 && next[:2] == "20" {
			add(text, next)
		}
	}
	if len(labels) != 1 {
		return "", false
	}
	return labels[0], true
}

// yearLong tells whether a run of digits is as long as a year, in full or without its century.
func yearLong(run []int) bool { return run[1]-run[0] == 2 || run[1]-run[0] == 4 }
