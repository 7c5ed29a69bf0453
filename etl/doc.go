// Package etl brings extracts into the warehouse: files as received into raw, typed and keyed rows
// into core, and what was read, refused and changed into audit.
//
// In come the files of each extract entry of the configuration, of the kinds that sources/*.yaml
// describe. Out go three schemas. raw keeps every value as text, with the file and the row it came
// from. audit.reject has a row per fault, audit.file the counts, audit.notice what was accepted but
// changed. core is filled by staging/*.sql, one model per core table, from work tables named
// typed_<kind>_<table> that hold the good rows with their types.
//
// Every record of every file is accounted for: read = loaded + rejected, or the load fails. Nothing
// that identifies a child leaves the warehouse but through the reject file, written beside the
// extract it came from: errors, logs and audit tables name a file, a row, a column and what was
// wanted, never a value.
//
// How to add an extract kind that comes as CSV: write sources/<kind>.yaml with its tables, columns
// and code lists, and a model staging/<core table>.sql that reads typed_<kind>_<table>. No Go.
package etl
