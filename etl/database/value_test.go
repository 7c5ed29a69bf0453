package database

import (
	"math"
	"strings"
	"testing"
	"time"

	mssql "github.com/microsoft/go-mssqldb"
	"github.com/sijms/go-ora/v2/converters"
)

// TestValues writes what the drivers hand over, in the Go types in which they hand it over.
func TestValues(t *testing.T) {
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Skip("no time zones on this machine: ", err)
	}
	stored := []byte{0x99, 0xbc, 0xee, 0xa0, 0x0b, 0x9c, 0xf8, 0x4e, 0xbb, 0x6d, 0x6b, 0xb9, 0xbd, 0x38, 0x0a, 0x11}
	var asServerShows mssql.UniqueIdentifier
	if err := asServerShows.Scan(stored); err != nil {
		t.Fatal(err)
	}
	day := func(zone *time.Location) time.Time { return time.Date(2024, 7, 1, 0, 0, 0, 0, zone) }
	oracleDate, err := converters.DecodeDate([]byte{120, 124, 7, 1, 1, 1, 1})
	if err != nil {
		t.Fatal(err)
	}
	oracleZoned, err := converters.DecodeDate(converters.EncodeTimeStamp(time.Date(2024, 7, 1, 9, 5, 3, 250_000_000, time.FixedZone("", 3600)), true, true))
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		driver, typeName string
		value            any
		want             string
	}{
		{"sqlserver", "DATETIME", day(time.UTC), "2024-07-01"},
		{"sqlserver", "DATETIME2", time.Date(2024, 3, 31, 1, 30, 0, 123_456_700, time.UTC), "2024-03-31T01:30:00.1234567"},
		{"sqlserver", "DATE", day(london), "2024-07-01"},
		{"sqlserver", "TIME", time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC), "00:00:00"},
		{"sqlserver", "TIME", time.Date(1, 1, 1, 9, 5, 3, 500_000_000, time.UTC), "09:05:03.5"},
		{"sqlserver", "DATETIMEOFFSET", day(time.FixedZone("", 3600)), "2024-07-01T00:00:00+01:00"},
		{"sqlserver", "DECIMAL", []byte("1234567890123456789.10"), "1234567890123456789.10"},
		{"sqlserver", "MONEY", []byte("-1234.5000"), "-1234.5000"},
		{"sqlserver", "UNIQUEIDENTIFIER", stored, strings.ToLower(asServerShows.String())},
		{"sqlserver", "UNIQUEIDENTIFIER", stored, "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"},
		{"sqlserver", "BIT", true, "true"},
		{"sqlserver", "TINYINT", int64(255), "255"},
		{"sqlserver", "REAL", float64(float32(0.1)), "0.1"},
		{"sqlserver", "FLOAT", 0.1, "0.1"},
		{"sqlserver", "FLOAT", 1e-9, "1e-09"},
		{"sqlserver", "FLOAT", math.Copysign(0, -1), "-0"},
		{"sqlserver", "NCHAR", "né   ", "né"},
		{"sqlserver", "CHAR", "    ", ""},
		{"sqlserver", "NVARCHAR", " a ", " a "},
		{"oracle", "NUMBER", "0.10", "0.10"},
		{"oracle", "DATE", oracleDate, "2024-07-01"},
		{"oracle", "DATE", oracleDate.In(time.FixedZone("", 0)), "2024-07-01"},
		{"oracle", "TimeStampTZ_DTY", oracleZoned, "2024-07-01T09:05:03.25+01:00"},
		{"oracle", "CHAR", "a  ", "a"},
		{"oracle", "NCHAR", "a  ", "a  "}, // the driver's name for varchar2
		{"oracle", "IBFloat", float32(0.1), "0.1"},
		{"postgres", "TIMESTAMPTZ", day(london), "2024-06-30T23:00:00Z"},
		{"postgres", "FLOAT8", math.NaN(), "NaN"},
		{"postgres", "FLOAT8", math.Inf(1), "Infinity"},
		{"postgres", "FLOAT8", math.Inf(-1), "-Infinity"},
		{"postgres", "FLOAT8", 123456789012345680000.0, "123456789012345680000"},
	} {
		got, fault := one(t, test.driver, test.typeName, test.value)
		if fault != "" || string(got.Value) != test.want || got.Null {
			t.Errorf("%s %s: got %q, %s, want %q", test.driver, test.typeName, got.Value, fault, test.want)
		}
	}
	if got, fault := one(t, "oracle", "NCHAR", nil); !got.Null || len(got.Value) != 0 || fault != "" {
		t.Errorf("null: got %v, %s", got, fault)
	}
	if got, fault := one(t, "sqlserver", "NVARCHAR", ""); got.Null || fault != "" {
		t.Errorf("empty: got %v, %s", got, fault)
	}
}

func TestUnfitValues(t *testing.T) {
	for _, test := range []struct {
		value any
		want  string
	}{
		{"MARKER\xe9", "column c: text that is not UTF-8"},
		{"MARKER\x00", "column c: text with a NUL character"},
		{[]byte("MARKER"), "column c: binary data"},
		{struct{ name string }{"MARKER"}, "column c: a type that cannot be written as text"},
		{time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC), "column c: a date before the year 1 or after 9999"},
	} {
		_, fault := one(t, "sqlserver", "NVARCHAR", test.value)
		if !strings.HasPrefix(fault, test.want) || strings.Contains(fault, "MARKER") {
			t.Errorf("got %q, want %q", fault, test.want)
		}
	}
}

func TestRefusedTypes(t *testing.T) {
	for driver, types := range map[string][]string{
		"postgres":  {"bytea", "money", "790"},
		"sqlserver": {"VARBINARY", "IMAGE", "SQL_VARIANT", "GEOGRAPHY"},
		"oracle":    {"RAW", "LongRaw", "OCIBlobLocator"},
	} {
		d, err := dialectOf(driver)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range types {
			if advice := d.shape(strings.ToUpper(name)).refusal("scan"); !strings.HasPrefix(advice, "column scan ") {
				t.Errorf("%s %s: got %q", driver, name, advice)
			}
		}
	}
}

// one writes a value between two others, which must come out untouched.
func one(t *testing.T, driver, typeName string, value any) (Text, string) {
	t.Helper()
	d, err := dialectOf(driver)
	if err != nil {
		t.Fatal(err)
	}
	r := &record{names: []string{"b", "c", "d"}, shapes: []shape{plain, d.shape(strings.ToUpper(typeName)), plain}}
	r.prepare()
	r.raw[0], r.raw[1], r.raw[2] = "before", value, "after"
	if fault := r.format(); fault != "" {
		return Text{}, fault
	}
	if string(r.values[0].Value) != "before" || string(r.values[2].Value) != "after" {
		t.Errorf("neighbours: %q and %q", r.values[0].Value, r.values[2].Value)
	}
	return r.values[1], ""
}
