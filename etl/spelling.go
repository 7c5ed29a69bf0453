package etl

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"sightline/etl/warehouse"
)

// Spelling is how a system writes a code, as a person has settled it. Received is compared without
// case, surplus blanks, list letters and the kinds of dashes and quotation marks.
type Spelling struct {
	Kind, Table, Column, Received, Code string
}

// UnknownSpelling is a value of a column of codes that is neither a code nor a known spelling of one.
// It may repeat what stands in a child's record: it belongs in a file for the analyst and nowhere else.
type UnknownSpelling struct {
	Spelling
	Rows    int64
	Nearest string // codes that are spelled most alike, with commas
}

// SpellingError is a configured spelling that fits no code list.
type SpellingError struct{ Err error }

func (e *SpellingError) Error() string { return e.Err.Error() }

// Unwrap gives the faults.
func (e *SpellingError) Unwrap() error { return e.Err }

// scope names a code list across kinds.
func (t *table) scope(list string) string { return t.kind + "." + list }

// readsSpellings tells whether the column takes spellings besides codes.
func (t *table) readsSpellings(col column) bool {
	return col.Codes != "" && (col.Spelled || t.learnt[col.Codes])
}

func spelledName(col column) string {
	return warehouse.QuoteName("spelled_" + strings.ToLower(col.Name))
}

func spelledColumn(col column) string {
	return spelledName(col) + ".code as " + spelledName(col)
}

// spellingJoin finds the code that a received value is a spelling of. A list that does not take its
// meanings for codes takes only what the configuration settles.
func (t *table) spellingJoin(col column) string {
	known := ""
	if !col.Spelled {
		known = fmt.Sprintf(" and %s.configured", spelledName(col))
	}
	return fmt.Sprintf(`
    left join load_spelling as %[1]s
        on %[1]s.list = %[2]s and %[1]s.spelling = plain_spelling(raw.%[3]s)%[4]s`,
		spelledName(col), warehouse.Quote(t.scope(col.Codes)), warehouse.QuoteName(col.Name), known)
}

// createSpellings fills load_spelling: every way to write a code of a list, without what may vary:
// case, kinds of blanks, quotation marks and dashes, the letter of a list. A spelling that would
// stand for two codes stands for none.
func (l *loader) createSpellings(ctx context.Context, extracts []Extract) error {
	err := l.exec(ctx, "create spellings", `
create or replace macro working.plain_spelling(written) as trim(regexp_replace(
    regexp_replace(
        lower(translate(
            written,
            chr(160) || chr(8216) || chr(8217) || chr(8220) || chr(8221) || chr(8209) || chr(8211) || chr(8212),
            ' ''''""---'
        )),
        '\s+', ' ', 'g'
    ),
    '^ ?[a-z]{1,2}[).] ?', ''
));

create or replace table working.load_spelling_given (list varchar, code varchar, words varchar, configured boolean);`)
	if err != nil {
		return err
	}
	var tuples []string
	give := func(list, code, words string, configured bool) {
		tuples = append(tuples, fmt.Sprintf("(%s, %s, %s, %t)", warehouse.Quote(list), warehouse.Quote(code), warehouse.Quote(words), configured))
	}
	for _, src := range l.sources {
		if !slices.ContainsFunc(extracts, func(e Extract) bool { return e.Kind == src.Kind }) {
			continue
		}
		for list, codes := range src.Codes {
			for _, c := range codes {
				give(src.Kind+"."+list, c.Code, c.Means, false)
				for _, spelling := range c.Spellings {
					give(src.Kind+"."+list, c.Code, spelling, false)
				}
			}
		}
	}
	for _, s := range l.Spellings {
		col, tbl := l.spelledBy(s)
		give(tbl.scope(col.Codes), s.Code, s.Received, true)
	}
	slices.Sort(tuples)
	if err := l.insert(ctx, "load_spelling_given", tuples); err != nil {
		return err
	}
	// What a person has settled goes before what the list itself would say.
	return l.exec(ctx, "create spellings", `
create or replace table working.load_spelling as
with
written as (
    select list, code, code as spelling, false as configured from load_spelling_given where not configured
    union
    select list, code, words, configured from load_spelling_given
    union
    select given.list, given.code, given.code || signs.between || given.words, false
    from load_spelling_given as given
    cross join (values (' - '), (': '), (' '), ('-'), (' : '), (' -'), ('- ')) as signs (between)
    where not given.configured
),

plain as (
    select list, plain_spelling(spelling) as spelling, code, bool_or(configured) as configured
    from written
    group by all
)

select list, spelling, min(code) as code, bool_or(configured) as configured
from plain
where configured or (list, spelling) not in (select list, spelling from plain where configured)
group by list, spelling
having count(*) = 1`)
}

// settleSpellings checks the configured spellings and marks the lists that they extend.
func (l *loader) settleSpellings() error {
	var faults []error
	for i, s := range l.Spellings {
		col, tbl := l.spelledBy(s)
		switch {
		case col == nil:
			faults = append(faults, fmt.Errorf("spellings: row %d: want a kind, a table of it and a column of codes", i+2))
			continue
		case !slices.ContainsFunc(tbl.codes[col.Codes], func(c code) bool { return c.Code == s.Code }):
			faults = append(faults, fmt.Errorf("spellings: row %d: column %s takes no code %s: want %s", i+2, s.Column, s.Code, tbl.wantedOf(*col)))
			continue
		}
		for _, other := range l.source(s.Kind).Tables {
			if other.learnt == nil {
				other.learnt = map[string]bool{}
			}
			other.learnt[col.Codes] = true
		}
	}
	if err := errors.Join(faults...); err != nil {
		return &SpellingError{err}
	}
	return nil
}

// spelledBy finds the column of codes that a spelling is for, nil when there is none.
func (l *loader) spelledBy(s Spelling) (*column, *table) {
	src := l.source(s.Kind)
	if src == nil {
		return nil, nil
	}
	tbl := src.table(s.Table)
	if tbl == nil {
		return nil, nil
	}
	if col := tbl.column(s.Column); col != nil && col.Codes != "" {
		return col, tbl
	}
	return nil, nil
}

// nearestCodes is the query for the codes of a list that are spelled most like each value at fault.
func nearestCodes(tbl *table, col column) string {
	return fmt.Sprintf(`
select received, string_agg(code, ', ' order by likeness desc, code) as codes
from (
    select
        fault.received,
        spelling.code,
        -- A code that stands in the value as a word is nearer than any likeness of spelling.
        max(case
            when list_contains(string_split_regex(upper(fault.received), '[^A-Z0-9]+'), spelling.code) then 2
            else jaro_winkler_similarity(plain_spelling(fault.received), spelling.spelling)
        end) as likeness,
        row_number() over (partition by fault.received order by likeness desc, spelling.code) as place
    from (
        select distinct load_fault.received
        from load_fault
        inner join load_file using (file_id)
        where load_file.kind = %[1]s and load_file.table_name = %[2]s and load_fault.column_name = %[3]s
            and load_fault.kind = 'code' and load_fault.received is not null
    ) as fault
    inner join load_spelling as spelling
        on spelling.list = %[4]s
    group by fault.received, spelling.code
)
where place <= 3
group by received`, warehouse.Quote(tbl.kind), warehouse.Quote(tbl.Name), warehouse.Quote(col.Name), warehouse.Quote(tbl.scope(col.Codes)))
}

// nameNearest adds to each fault of a code the codes that are spelled most alike. It names codes,
// never the value.
func (l *loader) nameNearest(ctx context.Context, tbl *table) error {
	for _, col := range tbl.used() {
		if col.Codes == "" || len(tbl.codes[col.Codes]) < 4 {
			continue
		}
		var found bool
		row := l.conn.QueryRowContext(ctx, `
select count(*) > 0
from load_fault
inner join load_file using (file_id)
where load_file.kind = ? and load_file.table_name = ? and load_fault.column_name = ? and load_fault.kind = 'code'`, tbl.kind, tbl.Name, col.Name)
		if err := row.Scan(&found); err != nil {
			return fmt.Errorf("find nearest codes: %w", withoutValues(ctx, err))
		}
		if !found {
			continue
		}
		err := l.exec(ctx, "find nearest codes", fmt.Sprintf(`
update load_fault
set wanted = load_fault.wanted || '; nearest are ' || nearest.codes
from (%s) as nearest
inner join load_file
    on load_file.kind = %s and load_file.table_name = %s
where load_fault.file_id = load_file.file_id and load_fault.column_name = %s and load_fault.kind = 'code'
    and load_fault.received = nearest.received`, nearestCodes(tbl, col), warehouse.Quote(tbl.kind), warehouse.Quote(tbl.Name), warehouse.Quote(col.Name)))
		if err != nil {
			return err
		}
	}
	return nil
}

// unknownSpellings collects what stood in columns of codes and is no code, for the analyst to settle.
func (l *loader) unknownSpellings(ctx context.Context) error {
	for _, src := range l.sources {
		for _, tbl := range src.Tables {
			if _, read := l.tables[tbl.rawName()]; !read {
				continue
			}
			for _, col := range tbl.used() {
				if col.Codes == "" {
					continue
				}
				if err := l.unknownOf(ctx, tbl, col); err != nil {
					return err
				}
			}
		}
	}
	slices.SortStableFunc(l.report.Unknown, func(a, b UnknownSpelling) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Table, b.Table), cmp.Compare(a.Column, b.Column),
			cmp.Compare(b.Rows, a.Rows), cmp.Compare(a.Received, b.Received))
	})
	return nil
}

func (l *loader) unknownOf(ctx context.Context, tbl *table, col column) (err error) {
	rows, err := l.conn.QueryContext(ctx, fmt.Sprintf(`
select min(trim(fault.received)) as written, count(*), coalesce(min(nearest.codes), '')
from load_fault as fault
inner join load_file using (file_id)
left join (%s) as nearest
    on nearest.received = fault.received
where load_file.kind = ? and load_file.table_name = ? and fault.column_name = ? and fault.kind = 'code'
group by plain_spelling(fault.received)
order by written`, nearestCodes(tbl, col)), tbl.kind, tbl.Name, col.Name)
	if err != nil {
		return fmt.Errorf("list unknown spellings: %w", withoutValues(ctx, err))
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		u := UnknownSpelling{Spelling: Spelling{Kind: tbl.kind, Table: tbl.Name, Column: col.Name}}
		if err := rows.Scan(&u.Received, &u.Rows, &u.Nearest); err != nil {
			return fmt.Errorf("list unknown spellings: %w", err)
		}
		l.report.Unknown = append(l.report.Unknown, u)
	}
	return rows.Err()
}
