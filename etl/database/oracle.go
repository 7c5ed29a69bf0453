package database

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	ora "github.com/sijms/go-ora/v2"
	"github.com/sijms/go-ora/v2/network"
)

func oracle() dialect {
	return dialect{
		name: "oracle", open: openOracle, begin: beginOracle, shape: oracleShape, explain: explainOracle,
	}
}

func openOracle(dsn string) (*sql.DB, error) {
	dsn, err := oracleDSN(dsn)
	if err != nil {
		return nil, err
	}
	return sql.OpenDB(ora.NewConnector(dsn)), nil
}

// oracleDSN adds how many rows to fetch at once, when it is not given: the driver's 25 would cost a
// journey to the server for every 25 rows.
func oracleDSN(dsn string) (string, error) {
	const wanted = " (wanted oracle://user@host:1521/service)"
	at, err := url.Parse(dsn)
	if err != nil || at.Scheme != "oracle" {
		return "", &Error{Driver: "oracle", What: Connect, Message: "the connection text cannot be read" + wanted}
	}
	config, err := ora.ParseConfig(dsn)
	if err != nil { // which may quote the connection text
		return "", &Error{Driver: "oracle", What: Connect, Message: "the connection text cannot be read" + wanted}
	}
	if config.TraceFilePath != "" || config.TraceDir != "" {
		return "", &Error{Driver: "oracle", What: Connect, Message: "the connection text asks for a trace file, which would hold records: take it out"}
	}
	options := at.Query()
	for key := range options {
		if strings.EqualFold(key, "PREFETCH_ROWS") {
			return dsn, nil
		}
	}
	options.Set("PREFETCH_ROWS", "1000")
	at.RawQuery = options.Encode()
	return at.String(), nil
}

// beginOracle asks for the read-only transaction in words: the driver refuses the standard library's
// wish for one. It has to be the transaction's first statement.
func beginOracle(ctx context.Context, conn *sql.Conn, _ time.Duration) (*sql.Tx, error) {
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	if _, err := tx.ExecContext(ctx, "set transaction read only"); err != nil {
		return nil, errors.Join(err, tx.Rollback())
	}
	return tx, nil
}

// oracleShape goes by the driver's names, in which NCHAR is varchar2 and CHAR is char(n). NUMBER
// comes as text.
func oracleShape(typeName string) shape {
	switch typeName {
	case "CHAR":
		return padded
	case "TIMESTAMPTZ", "TIMESTAMPTZ_DTY", "TIMESTAMPLTZ_DTY", "TIMESTAMPELTZ", "TIMESTAMPTZDTY":
		return zoned
	case "IBFLOAT", "BFLOAT":
		return single
	case "RAW", "LONGRAW", "VARRAW", "LONGVARRAW", "OCIBLOBLOCATOR", "OCIFILELOCATOR", "VECTOR":
		return binary
	}
	return plain
}

func explainOracle(err error, query string) *Error {
	var server *network.OracleError
	if !errors.As(err, &server) {
		return nil
	}
	e := oracleWording(server.ErrCode)
	e.Code = fmt.Sprintf("ORA-%05d", server.ErrCode)
	// ORA-06512 marks the stack of a function, which may have run a statement of its own.
	if strings.Contains(server.ErrMsg, "ORA-06512") {
		return &e
	}
	switch server.ErrCode {
	case 904, 907, 911, 918, 923, 933, 936, 937, 942, 979, 1031, 1789, 1790:
		message := strings.TrimPrefix(strings.TrimSpace(server.ErrMsg), e.Code+":")
		e.Message = stated(e.Message, harmless(message, query))
	}
	return &e
}

// oracleWording is for the numbers of Oracle's error messages manual.
func oracleWording(number int) Error {
	switch number {
	case 1017, 1005:
		return Error{What: SignIn, Message: "the server refuses the user name or the password"}
	case 28000:
		return Error{What: SignIn, Message: "the account is locked (ask who administers the server)"}
	case 28001:
		return Error{What: SignIn, Message: "the password has expired"}
	case 1045:
		return Error{What: SignIn, Message: "the account may not sign in (ask who administers the server)"}
	case 12505, 12514:
		return Error{What: SignIn, Message: "the server has no service of that name"}
	case 12516, 12518, 12519, 12520, 12528, 1033, 1034, 1089:
		return Error{What: Connect, Message: "the server takes no connection now: run again later"}
	case 12541, 12564, 12506:
		return Error{What: Connect, Message: "nothing at that host and port takes connections from here"}
	case 942, 1031:
		return Error{What: Query, Message: "there is no such table, or the account may not read it"}
	case 1456, 16000:
		return Error{What: Query, Message: "the query writes, and extracts are only read (wanted a select)"}
	case 1013, 40, 51:
		return Error{
			What: Timeout, cause: context.DeadlineExceeded,
			Message: "the server stopped the query, which took too long: narrow the query or raise the timeout",
		}
	case 1555:
		return Error{What: Read, Message: "the server no longer has the data as they were when the query began: run again at a quieter time"}
	case 1722, 1438, 1426, 1476, 1830, 1839, 1840, 1841, 1843, 1847, 1858, 1861, 6502:
		return Error{What: Query, Message: "a value cannot be converted or computed as the query asks"}
	case 1652, 4030, 4031, 2391, 2392, 2395:
		return Error{What: Query, Message: "the query asks for more than the server has or the account is allowed"}
	case 28, 600, 1012, 3113, 3114, 3135, 7445, 12537:
		return Error{What: Read, Message: "the server ended the connection; the rows are not complete"}
	}
	return Error{What: Query, Message: "the server does not accept the query"}
}
