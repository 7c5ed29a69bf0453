package etl

import (
	"context"
	_ "embed"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strings"

	"sightline/etl/warehouse"
)

// areasCSV lists the English authorities by three-digit code, the regions and England; Inner and
// Outer London stand beside London because authorities there are compared within them.
//
//go:embed reference/areas.csv
var areasCSV string

// bankHolidaysCSV lists the bank holidays of England and Wales, 2005 to 2030. A holiday proclaimed
// later is one more row.
//
//go:embed reference/bank_holidays.csv
var bankHolidaysCSV string

const insertAreas = `
insert into core.area (area_code, area_name, area_level, ons_code, region_name, own)
select
    listed.area_code,
    listed.area_name,
    listed.area_level,
    nullif(listed.ons_code, ''),
    nullif(listed.region_name, ''),
    own.area_code is not null
from (
    select unnest(from_json(cast(? as json), '[{"area_code": "varchar", "area_name": "varchar",
        "area_level": "varchar", "ons_code": "varchar", "region_name": "varchar"}]'), recursive := true)
) as listed
left join (
    select distinct unnest(from_json(cast(? as json), '["varchar"]')) as area_code
) as own
    using (area_code)
order by listed.area_code`

const insertUnlistedAuthority = `
insert into core.area (area_code, area_name, area_level, own)
select ?, ?, 'authority', true
where not exists (from core.area where area_code = ?)`

// Working days are Monday to Friday outside bank holidays; the running number makes the working
// days between two dates a subtraction.
const insertCalendar = `
insert into core.calendar (day, working_day, bank_holiday, working_day_number)
with
days as (
    select cast(unnest(range(date '2005-01-01', date '2031-01-01', interval 1 day)) as date) as day
),

holidays as (
    select distinct cast(unnest(from_json(cast(? as json), '["varchar"]')) as date) as day
),

marked_days as (
    select
        days.day,
        holidays.day is not null as bank_holiday,
        isodow(days.day) <= 5 and holidays.day is null as working_day
    from days
    left join holidays
        on holidays.day = days.day
)

select
    day,
    working_day,
    bank_holiday,
    sum(cast(working_day as integer)) over (order by day rows unbounded preceding)
from marked_days
order by day`

// LoadReference replaces core.area with the built-in list of authorities, regions and England, and
// core.calendar with every day from 1 January 2005 to 31 December 2030. Areas in own are marked as
// this warehouse's own; one whose code is not on the list is added under its configured name,
// without a region.
func LoadReference(ctx context.Context, q warehouse.Querier, own []Authority) error {
	areas, err := referenceRows("areas.csv", areasCSV)
	if err != nil {
		return err
	}
	holidays, err := referenceRows("bank_holidays.csv", bankHolidaysCSV)
	if err != nil {
		return err
	}
	days := make([]string, len(holidays))
	for i, holiday := range holidays {
		days[i] = holiday["day"]
	}
	codes := make([]string, len(own))
	for i, authority := range own {
		codes[i] = authority.Code
	}
	areasJSON, err := json.Marshal(areas)
	if err != nil {
		return err
	}
	codesJSON, err := json.Marshal(codes)
	if err != nil {
		return err
	}
	daysJSON, err := json.Marshal(days)
	if err != nil {
		return err
	}
	steps := []struct {
		name, query string
		args        []any
	}{
		{"areas", "delete from core.area", nil},
		{"areas", insertAreas, []any{string(areasJSON), string(codesJSON)}},
		{"calendar", "delete from core.calendar", nil},
		{"calendar", insertCalendar, []any{string(daysJSON)}},
	}
	for _, step := range steps {
		if _, err := q.ExecContext(ctx, step.query, step.args...); err != nil {
			return fmt.Errorf("load reference %s: %w", step.name, err)
		}
	}
	for _, authority := range own {
		if _, err := q.ExecContext(ctx, insertUnlistedAuthority, authority.Code, authority.Name, authority.Code); err != nil {
			return fmt.Errorf("load reference areas: authority %s: %w", authority.Code, err)
		}
	}
	return nil
}

// referenceRows reads a built-in CSV file into one map per row, keyed by the header's names.
func referenceRows(name, text string) ([]map[string]string, error) {
	records, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("reference %s: %w", name, err)
	}
	if len(records) == 0 {
		return nil, fmt.Errorf("reference %s: no header", name)
	}
	rows := make([]map[string]string, 0, len(records)-1)
	for _, record := range records[1:] {
		row := make(map[string]string, len(record))
		for i, column := range records[0] {
			row[column] = record[i]
		}
		rows = append(rows, row)
	}
	return rows, nil
}
