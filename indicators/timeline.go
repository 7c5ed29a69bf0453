package indicators

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
)

//go:embed timeline.sql
var timelineQuery string

// Event is something known of a person: a stretch of time, or a day when To is empty and What happened once.
// From and To are ISO dates, empty for unknown or open.
type Event struct{ From, To, What, Detail string }

// Timeline lists what core tables know of a child or worker, in the order of time; of one authority, or of
// all when area is empty.
func Timeline(ctx context.Context, q Querier, person, area string) (events []Event, err error) {
	rows, err := q.QueryContext(ctx, timelineQuery, person, area)
	if err != nil {
		return nil, fmt.Errorf("read what is known: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var e Event
		if err := rows.Scan(&e.From, &e.To, &e.What, &e.Detail); err != nil {
			return nil, err
		}
		events = append(events, e)
	}
	return events, rows.Err()
}
