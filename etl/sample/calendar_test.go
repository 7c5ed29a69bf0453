package sample

import (
	"path/filepath"
	"testing"
)

// The bank holidays worked out here are those of the reference list.
func TestBankHolidays(t *testing.T) {
	listed, years := map[string]bool{}, map[int]bool{}
	for _, r := range readCSV(t, filepath.Join("..", "reference", "bank_holidays.csv")) {
		listed[r["day"]] = true
		years[int(number(r["day"][:4]))] = true
	}
	found := 0
	for year := range years {
		for _, d := range bankHolidays(year) {
			found++
			if !listed[d.iso()] {
				t.Errorf("%s is no bank holiday", d.iso())
			}
		}
	}
	if found != len(listed) || found < 150 {
		t.Errorf("%d bank holidays worked out, %d listed", found, len(listed))
	}
}

func TestWorkingDays(t *testing.T) {
	c := newCalendar(2020, 2026)
	thursday := newDay(2025, 4, 17) // before Easter
	for days, want := range map[int]day{0: thursday, 1: newDay(2025, 4, 22), 10: newDay(2025, 5, 6)} {
		if got := c.after(thursday, days); got != want {
			t.Errorf("%d working days after: %s, want %s", days, got, want)
		}
	}
	if got := c.after(newDay(2025, 4, 19), 0); got != newDay(2025, 4, 22) {
		t.Errorf("next working day: %s", got)
	}
	if got := c.between(newDay(2025, 4, 17), newDay(2025, 4, 22)); got != 2 {
		t.Errorf("%d working days over Easter, want 2", got)
	}
}
