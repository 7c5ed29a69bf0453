// Package database reads an extract from a database instead of a file.
//
// In comes a Source: a driver (postgres, sqlserver or oracle), the connection text and one select.
// Out come the names of the columns and then the rows as text, one at a time, in the order in which
// the server sends them; no more than a few of the driver's network buffers are held at once. The
// text is what the value is on the server (see Text for each type); reading it as a date or a number
// is the work of package etl, as it is for a file.
//
// The query runs in a transaction that the server itself keeps from writing where it can (postgres,
// oracle), with a limit on its time, and the transaction is always rolled back. SQL Server has no
// read-only transactions: there the query is refused when it holds any word that writes, the server
// is told that the connection only means to read, and the rollback undoes the rest. In every case
// the account should be one that may only read; nothing here replaces that.
//
// The package never writes to a database, never logs, and never puts into an error the connection
// text, a part of it, or a value from a record. A server's own words can quote values, so they are
// passed on only when they are about the text of the query.
//
// PostgreSQL is tested against a real server. SQL Server and Oracle share the code but have not been
// run against a live server: their settings, values and errors are tested with the drivers' own types.
package database
