// Package workbook reads an XLSX workbook's sheets as rows of text: what an analyst reads off the
// screen, without losing anything that the file holds.
//
// In: the path of an XLSX or XLSM file, transitional or strict. Out: the worksheets' names in the
// workbook's order and, for a sheet, each row that has anything in it, with the number that Excel
// gives the row. What the text of a cell is, is said at [Cell].
//
// It never calculates a formula, changes or writes a file, judges what a column means, or says a
// cell's value in an error. Macros are not looked at. No temporary file is made: a sheet is read as
// a stream from the file itself, and only the shared texts are held in memory.
//
// The parts are read with archive/zip and encoding/xml and not with excelize, which this project
// uses for writing and for small workbooks. Its row iterator does not tell a date from a number or
// a formula without a value from a blank, gives the index of a shared text that is missing as if
// that were the text, ends without an error where a sheet's XML is cut short, and puts large sheets
// into temporary files. Its other calls hold a whole sheet in memory.
//
// Limits, beyond which a workbook is refused as unreadable: 2 GiB for a sheet once unpacked (a sheet
// of 100,000 rows and 40 columns has some 0.2 GiB), 512 MiB for the shared texts once unpacked and
// 256 MiB for them in memory, 32 MiB for each part that describes the workbook, 1 MiB for one cell.
package workbook
