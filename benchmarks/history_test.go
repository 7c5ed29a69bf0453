package benchmarks

import "testing"

// Three months of nearly nothing, which the extracts begin too late for, and twelve of 10 and 14 in turn: with
// the three the shift of the twelve would be a signal.
func TestFiguresThatTheExtractsBeginTooLateForAreNotCharted(t *testing.T) {
	db := controlWorld(t)
	putSeries(t, db, "starts", "month", "R", 0, counts(append([]float64{0, 1, 1}, turns(12, 10, 14)...)...)...)
	_, err := db.ExecContext(t.Context(), `update indicators.value set short_history = true where period_end <= ?::date`, monthEnd(2))
	must(t, err)
	charts, points := controlled(t, db, Options{AsAt: monthEnd(14)}, starts())
	if len(charts) != 1 || len(points) != 12 || !charts[0].FirstEnd.Equal(monthEnd(3)) || !near(charts[0].Centre, 12) {
		t.Errorf("%d points: %+v", len(points), charts)
	}
}
