package benchmarks

import (
	"context"
	_ "embed"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

//go:embed methods/load_neighbours_differ.sql
var loadNeighboursDifferSQL string

// closenessWords are the published bands, closest first.
var closenessWords = []string{"Extremely close", "Very close", "Close", "Somewhat close", "Not close"}

// neighbours is the content of a file of statistical neighbours, whatever its layout. Vintage is the year
// of the model.
type neighbours struct {
	vintage     string
	authorities []authority
	pairs       []pair
	pointed     int // codes that a spreadsheet had saved with a decimal point, 201.0, read as 201
}

type authority struct {
	Area   string `json:"area_code"`
	Name   string `json:"area_name"`
	Region string `json:"region_name"`
	row    int64
	column string // of its code
}

type pair struct {
	Area      string `json:"area_code"`
	Neighbour string `json:"neighbour_code"`
	Rank      int    `json:"rank"`
	Closeness string `json:"closeness"`
	Ordinal   int    `json:"closeness_ordinal"`
	row       int64
	column    string // of the neighbour's code
	name      string // the neighbour's, where the layout gives it beside the code
}

// printedPair is a neighbour as a row prints it.
type printedPair struct {
	row                     int64 // 0: that of the authority
	code, words, name       string
	codeColumn, wordsColumn string
}

// regionNames are the regions as LAIT's long table names them, with which they are matched.
var regionNames = []string{
	"North East", "North West", "Yorkshire and the Humber", "East Midlands", "West Midlands", "East of England",
	"London", "London (Inner)", "London (Outer)", "South East", "South West",
}

// regionName reads a region, whatever its capitals, and by the names of the Office for National
// Statistics for the parts of London.
func regionName(text string) (string, bool) {
	words := strings.ReplaceAll(normalWords(text), "&", "and")
	switch words {
	case "inner london":
		words = "london (inner)"
	case "outer london":
		words = "london (outer)"
	}
	at := slices.IndexFunc(regionNames, func(known string) bool { return normalWords(known) == words })
	if at < 0 {
		return "", false
	}
	return regionNames[at], true
}

// regionOf reads the region of an authority. One of an authority that is on no list may be on none either, as
// after a change of boundaries: then any words will do, but no number, code or dash.
func regionOf(code, text string) (string, bool) {
	if name, ok := regionName(text); ok {
		return name, true
	}
	text = strings.Join(strings.Fields(text), " ")
	words := len(text) > 2 && !strings.ContainsFunc(text, unicode.IsDigit) && closeness(text) == 0
	return text, words && geography().authorities[code] == nil
}

// whole is a code or a rank with what a spreadsheet makes of it undone, 201.0 being 201, and any other
// text as it is.
func whole(text string) string {
	if code, ok := wholeText(text); ok {
		return code
	}
	return text
}

// code is an authority's code as printed, with what a spreadsheet has done to it undone and counted.
func (n *neighbours) code(printed string) string {
	code := whole(printed)
	if code != printed {
		n.pointed++
	}
	return code
}

func isAreaCode(s string) bool {
	n, err := strconv.Atoi(s)
	return err == nil && len(s) == 3 && n >= 200
}

// closeness is the place of the words in closenessWords, from 1, whatever their capitals and
// blanks; 0 when they are none of them.
func closeness(words string) int {
	return 1 + slices.IndexFunc(closenessWords, func(known string) bool { return normalWords(known) == normalWords(words) })
}

// readPairs adds the neighbours of an authority, ten or none, and says whether they were well formed. An
// authority that the model does not know yet has a dash in every place.
func (n *neighbours) readPairs(found *faults, area string, line int64, printed []printedPair) bool {
	var pairs []pair
	for i, one := range printed {
		at := one.row
		if at == 0 {
			at = line
		}
		code := n.code(one.code)
		ordinal := closeness(one.words)
		absent := code == "" || code == "-"
		switch {
		case absent && len(pairs) == 0 && (one.words == "" || one.words == "-"):
			continue
		case absent || len(pairs) < i:
			found.add(at, one.codeColumn, "want ten neighbours or none")
			return false
		case !isAreaCode(code) || code == area || slices.ContainsFunc(pairs, func(p pair) bool { return p.Neighbour == code }):
			found.add(at, one.codeColumn, "want the three-digit code of another authority, once")
			return false
		case ordinal == 0:
			found.add(at, one.wordsColumn, "want one of %s", strings.Join(closenessWords, ", "))
			return false
		}
		pairs = append(pairs, pair{
			Area: area, Neighbour: code, Rank: i + 1, Closeness: closenessWords[ordinal-1], Ordinal: ordinal,
			row: at, column: one.codeColumn, name: one.name,
		})
	}
	n.pairs = append(n.pairs, pairs...)
	return true
}

// check compares the rows with each other and with what is known of the authorities.
func (n *neighbours) check(found *faults) {
	known := map[string]authority{}
	for _, entry := range n.authorities {
		if first, ok := known[entry.Area]; ok {
			found.add(entry.row, entry.column, "authority %s has two rows, this and row %d: want one", entry.Area, first.row)
			continue
		}
		known[entry.Area] = entry
		if other, slipped := geography().namedAs(entry.Area, entry.Name); slipped {
			found.add(entry.row, entry.column, "%s is the code of another authority than %s, whose is %s: the codes and the names have slipped",
				entry.Area, other.Name, other.Code)
		}
	}
	// What follows rests on whole rows: one that is faulty would seem lost to all that name it.
	if found.err() != nil {
		return
	}
	if len(known) == 0 {
		found.add(0, "", "there are no authorities under the headings")
	}
	for _, p := range n.pairs {
		neighbour, ok := known[p.Neighbour]
		switch {
		case !ok:
			found.add(p.row, p.column, "neighbour %d of authority %s has no row of its own (%s): the codes have slipped, a row is lost or there is no such authority",
				p.Rank, p.Area, p.Neighbour)
		case endedBefore(p.Neighbour, n.vintage) && !endedBefore(p.Area, n.vintage):
			gone := geography().authorities[p.Neighbour]
			found.add(p.row, p.column,
				"neighbour %d of authority %s is %s (%s), which ended on %s, before the year of the model: want an authority of that year, as %s",
				p.Rank, p.Area, gone.Name, gone.Code, gone.ExistedTo, strings.ReplaceAll(gone.SucceededBy, " ", " or "))
		case begunAfter(p.Area, n.vintage) || begunAfter(p.Neighbour, n.vintage):
			code := p.Neighbour
			if begunAfter(p.Area, n.vintage) {
				code = p.Area
			}
			begun := geography().authorities[code]
			found.add(p.row, p.column, "%s (%s) began on %s, after the year of the model, %s: the file is of a later model, and its name should say which",
				begun.Name, begun.Code, begun.ExistedFrom, n.vintage)
		case p.name != "" && normalWords(p.name) != normalWords(neighbour.Name):
			found.add(p.row, "neighbour_name", "want %s, as authority %s is called in its own rows", neighbour.Name, p.Neighbour)
		}
	}
}

// endedBefore tells whether an authority had ended when a year began. The models keep the neighbours that
// such an authority once had, and they may have ended with it.
func endedBefore(code, year string) bool {
	known := geography().authorities[code]
	return known != nil && known.ExistedTo != "" && known.ExistedTo < year+"-01-01"
}

// begunAfter tells whether an authority began when a year was over.
func begunAfter(code, year string) bool {
	known := geography().authorities[code]
	return known != nil && known.ExistedFrom != "" && known.ExistedFrom > year+"-12-31"
}

// loadNeighbours adds a neighbour model. The files of one model must agree, authority by authority.
func loadNeighbours(ctx context.Context, q Querier, src *source, file *Holding, id int) error {
	model := "dfe-" + src.book.vintage
	for i, entry := range src.book.authorities {
		// The forms write some names otherwise; comparisons show them as the long table does.
		if known := geography().authorities[entry.Area]; known != nil {
			src.book.authorities[i].Name = known.Name
		}
	}
	err := insertJSON(ctx, q, "area_region",
		map[string]string{"area_code": "varchar", "area_name": "varchar", "region_name": "varchar"},
		"? as model, area_code, area_name, region_name, ? as file_id", src.book.authorities, model, id)
	if err != nil {
		return fmt.Errorf("%s: %w", file.File, err)
	}
	err = insertJSON(ctx, q, "neighbour",
		map[string]string{
			"area_code": "varchar", "neighbour_code": "varchar", "rank": "integer",
			"closeness": "varchar", "closeness_ordinal": "integer",
		},
		"? as model, area_code, neighbour_code, rank, closeness, closeness_ordinal, ? as file_id", src.book.pairs, model, id)
	if err != nil {
		return fmt.Errorf("%s: %w", file.File, err)
	}
	count := int64(len(src.book.authorities))
	file.Vintage, file.Rows, file.Areas = src.book.vintage, count, count
	if src.book.pointed > 0 {
		src.notes = append(src.notes, fmt.Sprintf("%d codes that had been saved with a decimal point read without it", src.book.pointed))
	}
	return dropTwins(ctx, q, src, model, id)
}

// dropTwins removes what another file of the model says too, and refuses what it says differently. The
// CSV form of 2025 does not divide London: the region of a file that does stands, and where there is
// none the authority is compared with London.
func dropTwins(ctx context.Context, q Querier, src *source, model string, id int) error {
	var count int64
	var area, other string
	err := q.QueryRowContext(ctx, loadNeighboursDifferSQL, model, id).Scan(&count, &area, &other)
	if err != nil {
		return fmt.Errorf("%s: %w", filepath.Base(src.path), err)
	}
	if count > 0 {
		return fileFault(src.path, "the held file %s gives authority %s other neighbours, other closeness or another region under model %s "+
			"(and so for %d authorities in all): keep one of the two files", other, area, model, count)
	}
	for _, statement := range []string{
		`delete from benchmarks.neighbour
		where model = $1 and file_id = $2 and area_code in (
			select area_code from benchmarks.neighbour where model = $1 and file_id <> $2)`,
		`delete from benchmarks.area_region
		where model = $1 and $2 > 0 and (area_code, file_id) not in (
			select (area_code, arg_min(file_id, (region_name = 'London', file_id)))
			from benchmarks.area_region
			where model = $1
			group by area_code)`,
	} {
		if _, err := q.ExecContext(ctx, statement, model, id); err != nil {
			return fmt.Errorf("%s: %w", filepath.Base(src.path), err)
		}
	}
	return undividedLondon(ctx, q, src, model)
}

// undividedLondon notes how many authorities are set against London as a whole for want of a file that
// divides it.
func undividedLondon(ctx context.Context, q Querier, src *source, model string) error {
	var count int64
	err := q.QueryRowContext(ctx, "select count(*) from benchmarks.area_region where model = ? and region_name = 'London'", model).Scan(&count)
	if err != nil {
		return fmt.Errorf("%s: %w", filepath.Base(src.path), err)
	}
	if count > 0 {
		src.notes = append(src.notes, fmt.Sprintf(
			"%d authorities are given London undivided as their region: they are compared with London as a whole until the workbook "+
				"of the model, which divides it, is held", count))
	}
	return nil
}
