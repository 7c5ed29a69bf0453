package database

import (
	"context"
	"io"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"sightline/etl/database/postgrestest"
)

// episodes is an SSDA903-like table of 13 columns.
const episodes = `
create table episode as
select
    'C' || lpad((g / 4)::text, 8, '0') as child_id,
    date '2015-04-01' + (g % 3000) as decom,
    (array['S', 'P', 'L', 'T', 'U'])[1 + g % 5] as rne,
    (array['C2', 'V2', 'E1', 'J1'])[1 + g % 4] as legal_status,
    'N' || (1 + g % 8) as cin,
    (array['U1', 'U4', 'K2', 'P1', 'H5'])[1 + g % 5] as place,
    (array['PR0', 'PR1', 'PR4'])[1 + g % 3] as place_provider,
    case when g % 4 = 0 then null else date '2015-04-01' + (g % 3000) + 90 end as dec,
    case when g % 4 = 0 then null else 'X1' end as rec,
    'AB1 ' || (g % 10) || 'CD' as home_post,
    'AB2 ' || (g % 10) || 'EF' as pl_post,
    1000000 + g as urn,
    (g % 100000) / 100.0 as weekly_cost
from generate_series(1, 500000) as g`

// BenchmarkStream reads half a million rows of 13 columns, and in the same run has the same server
// copy them out as text, which is the least that reading them can take.
func BenchmarkStream(b *testing.B) {
	const rows = 500_000
	dsn := postgrestest.Start(b)
	ctx := b.Context()
	conn := connect(b, dsn)
	exec(b, conn, episodes)
	exec(b, conn, "vacuum analyse episode")
	var streamed, copied time.Duration
	for b.Loop() {
		started := time.Now()
		n, err := Stream(ctx, Source{Driver: "postgres", DSN: dsn, Query: "select * from episode"},
			func([]string) error { return nil }, func([]Text) error { return nil })
		if err != nil || n != rows {
			b.Fatal(n, err)
		}
		streamed += time.Since(started)
		copied += copyOut(ctx, b, conn)
	}
	b.ReportMetric(float64(rows)*float64(b.N)/streamed.Seconds(), "rows/s")
	b.ReportMetric(float64(rows)*float64(b.N)/copied.Seconds(), "copy-rows/s")
	b.ReportMetric(streamed.Seconds()/copied.Seconds(), "x-copy")
}

func copyOut(ctx context.Context, b *testing.B, conn *pgx.Conn) time.Duration {
	b.Helper()
	started := time.Now()
	if _, err := conn.PgConn().CopyTo(ctx, io.Discard, "copy (select * from episode) to stdout"); err != nil {
		b.Fatal(err)
	}
	return time.Since(started)
}
