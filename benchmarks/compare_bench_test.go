package benchmarks

import (
	"database/sql"
	"testing"

	"sightline/indicators"
)

// ownFromPublished takes authorities' published figures for their own.
func ownFromPublished(tb testing.TB, db *sql.DB, catalogue *indicators.Catalogue, areas ...string) {
	tb.Helper()
	ctx := tb.Context()
	if err := indicators.ApplySchema(ctx, db); err != nil {
		tb.Fatal(err)
	}
	for _, area := range areas {
		if _, err := db.ExecContext(ctx, `insert into core.area (area_code, area_name, area_level, own) values (?, ?, 'authority', true)`, area, area); err != nil {
			tb.Fatal(err)
		}
	}
	for _, def := range catalogue.Definitions {
		if def.Comparator.LAIT == "" {
			continue
		}
		for _, period := range []string{"year", "rolling12"} {
			if def.Window == indicators.Snapshot {
				period = "snapshot"
			}
			_, err := db.ExecContext(ctx, `insert into indicators.value
				(indicator, edition, area_code, period, period_start, period_end, breakdown, "group", numerator, denominator, value, lower, upper, unit, symbol)
				select distinct on (area_code, year_number) ?, 'R', area_code, ?, ((year_number - 1)::varchar || '-04-01')::date, (year_number::varchar || '-' || ?)::date, 'none', '', 20, 100, value, value * 0.9, value * 1.1, ?, ''
				from benchmarks.published where measure = ? and area_code in (select area_code from core.area) and length(years) = 4`,
				def.ID, period, def.YearEnd, def.Unit, def.Comparator.LAIT)
			if err != nil {
				tb.Fatal(err)
			}
			if period == "snapshot" {
				break
			}
		}
	}
}

func BenchmarkCompareOneAuthority(b *testing.B) {
	db := loadPublished(b)
	catalogue, err := indicators.Embedded()
	if err != nil {
		b.Fatal(err)
	}
	ownFromPublished(b, db, catalogue, "204")
	for b.Loop() {
		if err := Compare(b.Context(), db, catalogue, Options{Model: "dfe-2025"}); err != nil {
			b.Fatal(err)
		}
	}
	var rows int
	if err := db.QueryRowContext(b.Context(), "select count(*) from benchmarks.comparison").Scan(&rows); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(rows), "rows")
}
