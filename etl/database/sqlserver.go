package database

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	mssql "github.com/microsoft/go-mssqldb"
	"github.com/microsoft/go-mssqldb/msdsn"
)

func sqlserver() dialect {
	return dialect{
		name: "sqlserver", open: openSQLServer, begin: beginSQLServer, shape: sqlserverShape,
		explain: explainSQLServer,
	}
}

func openSQLServer(dsn string) (*sql.DB, error) {
	config, err := sqlserverConfig(dsn)
	if err != nil {
		return nil, err
	}
	return sql.OpenDB(mssql.NewConnectorConfig(config)), nil
}

func sqlserverConfig(dsn string) (msdsn.Config, error) {
	config, err := msdsn.Parse(dsn)
	if err != nil { // which may quote the connection text
		return config, &Error{
			Driver: "sqlserver", What: Connect,
			Message: "the connection text cannot be read (wanted sqlserver://user@host:1433?database=…, or server=…;database=…;user id=…)",
		}
	}
	if _, given := config.Parameters[msdsn.ApplicationIntent]; !given && config.Database != "" {
		config.ReadOnlyIntent = true
	}
	// Without the word the driver encrypts the sign-in only and sends the records in the clear.
	if _, given := config.Parameters[msdsn.Encrypt]; !given {
		config.Encryption = msdsn.EncryptionRequired
	}
	if _, given := config.Parameters[msdsn.AppName]; !given {
		config.AppName = "sightline"
	}
	config.LogFlags = 0                    // the driver's log holds statements and rows
	config.Encoding.Timezone = time.UTC    // dates without a zone come out as they are stored
	config.Encoding.GuidConversion = false // as appendMixedUUID reads them
	return config, nil
}

// beginSQLServer starts a transaction in which the query sees one moment of the database, where the
// database allows it. The driver refuses the standard library's wish for a read-only transaction,
// because the server has none.
func beginSQLServer(ctx context.Context, conn *sql.Conn, _ time.Duration) (*sql.Tx, error) {
	options := sql.TxOptions{Isolation: sql.LevelReadCommitted}
	var allowed bool
	err := conn.QueryRowContext(ctx, `
select cast(case when snapshot_isolation_state = 1 then 1 else 0 end as bit)
from sys.databases
where database_id = db_id()`).Scan(&allowed)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, err
	}
	if allowed {
		options.Isolation = sql.LevelSnapshot
	}
	return conn.BeginTx(ctx, &options)
}

func sqlserverShape(typeName string) shape {
	switch typeName {
	case "CHAR", "NCHAR":
		return padded
	case "DATETIMEOFFSET":
		return zoned
	case "TIME":
		return clock
	case "REAL":
		return single
	case "DECIMAL", "NUMERIC", "MONEY", "SMALLMONEY":
		return digits
	case "UNIQUEIDENTIFIER":
		return mixedUUID
	case "SQL_VARIANT":
		return variant
	case "BINARY", "VARBINARY", "IMAGE", "GEOGRAPHY", "GEOMETRY", "HIERARCHYID":
		return binary
	}
	return plain
}

func explainSQLServer(err error, query string) *Error {
	var server mssql.Error
	if !errors.As(err, &server) {
		if strings.HasPrefix(err.Error(), "login error") {
			return &Error{What: SignIn, Message: "the server refuses the account"}
		}
		return nil
	}
	e := sqlserverWording(server.Number)
	e.Code = fmt.Sprintf("error %d", server.Number)
	switch server.Number {
	case 102, 156, 170, 195, 207, 208, 209, 229, 230, 319, 4104, 4145, 8120, 8155, 8156:
		e.Message = stated(e.Message, harmless(server.Message, query))
	}
	return &e
}

// sqlserverWording is for the numbers of sys.messages.
func sqlserverWording(number int32) Error {
	switch number {
	case 18452, 18456, 18470, 18486:
		return Error{What: SignIn, Message: "the server refuses the user name or the password"}
	case 18487, 18488:
		return Error{What: SignIn, Message: "the password has expired"}
	case 4060, 4064, 911, 916:
		return Error{What: SignIn, Message: "the server has no database of that name for this account"}
	case 229, 230, 300, 297:
		return Error{What: Query, Message: "the account may not read what the query asks for"}
	case 1222:
		return Error{What: Timeout, Message: "the query waited too long for other work on the server: run again", cause: context.DeadlineExceeded}
	case 1205, 3951, 3952, 3960, 3961:
		return Error{What: Query, Message: "the server gave up the query for other work: run again"}
	case 3906, 3908:
		return Error{What: Query, Message: "the query writes, and extracts are only read (wanted a select)"}
	case 220, 232, 241, 242, 244, 245, 248, 295, 296, 8114, 8115, 8134, 8152, 8169, 9803:
		return Error{What: Query, Message: "a value cannot be converted or computed as the query asks"}
	case 701, 802, 1105, 8645, 9002:
		return Error{What: Query, Message: "the query asks for more than the server has"}
	case 596, 6005, 17142, 40197, 40501, 40613:
		return Error{What: Read, Message: "the server ended the connection; the rows are not complete"}
	}
	return Error{What: Query, Message: "the server does not accept the query"}
}
