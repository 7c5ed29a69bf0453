package etl_test

import (
	"slices"
	"testing"

	"sightline/etl"
)

func TestLoadReferenceKnowsEveryAuthorityAndMarksOurs(t *testing.T) {
	db := memory(t)
	own := []etl.Authority{{Code: "204", Name: "Our Borough"}, {Code: "901", Name: "Exampleshire"}}
	for range 2 {
		if err := etl.LoadReference(t.Context(), db, own); err != nil {
			t.Fatal(err)
		}
	}
	got := lines(t, db, `select area_code, area_name, area_level, ons_code, region_name
		from core.area where own order by area_code`)
	want := []string{
		"204 Hackney authority E09000012 London (Inner)",
		"901 Exampleshire authority - -",
	}
	if !slices.Equal(got, want) {
		t.Errorf("own areas: got %q, want %q", got, want)
	}
	got = lines(t, db, `select area_level, count(*) >= 152, count(*), count(region_name) from core.area
		where area_level <> 'authority' group by area_level
		union all
		select 'authority with region', count(*) >= 152, null, null from core.area where region_name is not null
		order by all`)
	if want := []string{"authority with region true - -", "country false 1 0", "region false 11 0"}; !slices.Equal(got, want) {
		t.Errorf("areas: got %q, want %q", got, want)
	}
	got = lines(t, db, `select region_name from core.area where region_name is not null except select area_name from core.area`)
	if len(got) != 0 {
		t.Errorf("regions of authorities that are no region: %q", got)
	}
}

func TestCalendarCountsWorkingDays(t *testing.T) {
	db := memory(t)
	if err := etl.LoadReference(t.Context(), db, nil); err != nil {
		t.Fatal(err)
	}
	got := lines(t, db, `select min(day), max(day), count(*), count(*) filter (where bank_holiday) from core.calendar`)
	if want := []string{"2005-01-01 2030-12-31 9496 213"}; !slices.Equal(got, want) {
		t.Errorf("calendar: got %q, want %q", got, want)
	}
	for _, c := range []struct {
		name, from, to string
		want           string
	}{
		{"the same day is none", "2025-03-05", "2025-03-05", "0"},
		{"a weekend adds none", "2025-03-07", "2025-03-09", "0"},
		{"a start on Saturday makes Monday day 1", "2025-03-08", "2025-03-10", "1"},
		{"Easter takes two", "2025-04-16", "2025-04-23", "3"},
		{"twenty working days", "2025-03-05", "2025-04-02", "20"},
		{"workforce year 2022/23", "2022-09-30", "2023-09-30", "251"},
		{"workforce year 2023/24", "2023-09-30", "2024-09-30", "253"},
		{"workforce year 2024/25", "2024-09-30", "2025-09-30", "253"},
	} {
		got := lines(t, db, `select b.working_day_number - a.working_day_number
			from core.calendar as a cross join core.calendar as b
			where a.day = cast(? as date) and b.day = cast(? as date)`, c.from, c.to)
		if want := []string{c.want}; !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", c.name, got, want)
		}
	}
}
