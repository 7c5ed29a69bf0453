// Package parquet writes rows that Go has made as Parquet, for the database to read: whole numbers
// and text, one row group, plain and uncompressed.
//
// In come rows of a fixed number of columns, kept column by column. Out goes one complete Parquet
// file, with nothing in it but the rows: no statistics, no dictionaries. The database reads it in a
// fraction of the time that CSV of the same rows takes, for it neither looks for separators nor copies
// text. Numbers are int64 and never null; text is UTF-8, which the database checks, and may be null.
// The size of a file is limited to what an int32 counts in each column: the caller writes one for
// every few tens of thousands of rows.
package parquet
