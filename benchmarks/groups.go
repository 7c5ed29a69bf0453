package benchmarks

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"slices"
	"strings"
)

//go:embed methods/common_since.sql
var commonSinceSQL string

// groupWords are the names of the other things that a figure is set against, which a group may not bear.
var groupWords = []string{"neighbours", "median", "region", "england", "past", "others", "funnel"}

// FillGroups replaces benchmarks.custom_group by the groups of the configuration, one row per member. An own
// authority may be a member: whoever sets it against the group leaves it out. Refused, all faults joined, are
// a group without a name or with one that is taken, fewer than two members, a member twice, one that is no
// authority, and one that has ended.
func FillGroups(ctx context.Context, q Querier, groups []Group) error {
	held, err := heldAuthorities(ctx, q)
	if err != nil {
		return err
	}
	var faulty []error
	for i, group := range groups {
		same := slices.IndexFunc(groups, func(other Group) bool { return other.Name == group.Name })
		switch {
		case strings.TrimSpace(group.Name) == "":
			faulty = append(faulty, fmt.Errorf("group %d has no name: want one", i+1))
			continue
		case slices.Contains(groupWords, strings.ToLower(group.Name)):
			faulty = append(faulty, fmt.Errorf("group %s: the name is taken by a comparator of that name: want another", group.Name))
		case same < i:
			faulty = append(faulty, fmt.Errorf("group %s: group %d has this name too: want another", group.Name, same+1))
		}
		faulty = append(faulty, memberFaults(group, held)...)
	}
	if err := errors.Join(faulty...); err != nil {
		return err
	}
	if _, err := q.ExecContext(ctx, "truncate benchmarks.custom_group"); err != nil {
		return fmt.Errorf("fill groups: %w", err)
	}
	for _, group := range groups {
		for _, code := range group.Members {
			if _, err := q.ExecContext(ctx, "insert into benchmarks.custom_group values (?, ?, ?)", group.Name, code, group.Reason); err != nil {
				return fmt.Errorf("fill groups: %w", err)
			}
		}
	}
	return nil
}

// memberFaults are what is wrong with the members of a group.
func memberFaults(group Group, held []string) []error {
	var out []error
	fault := func(text string, args ...any) {
		out = append(out, fmt.Errorf("group %s: "+text, append([]any{group.Name}, args...)...))
	}
	if len(group.Members) < 2 {
		fault("want two members or more")
	}
	for i, code := range group.Members {
		known := geography().authorities[code]
		switch {
		case slices.Contains(group.Members[:i], code):
			fault("member %s is named twice: want it once", code)
		case known == nil && !slices.Contains(held, code):
			fault("member %s is the code of no authority: want three digits, e.g. 204", code)
		case known != nil && known.ExistedTo != "":
			fault("member %s, %s, ended on %s: want %s in its place", code, known.Name, known.ExistedTo, strings.ReplaceAll(known.SucceededBy, " ", " and "))
		}
	}
	return out
}

// heldAuthorities are the authorities of the files held, in which there may be some that are newer than the
// list of authorities.
func heldAuthorities(ctx context.Context, q Querier) ([]string, error) {
	rows, err := q.QueryContext(ctx, `
		select area_code from benchmarks.area_region
		union
		select area_code from benchmarks.published where area_level = 'authority'
		order by area_code`)
	if err != nil {
		return nil, fmt.Errorf("list authorities: %w", err)
	}
	codes, err := scanAll(rows, func(rows *sql.Rows, into *string) error { return rows.Scan(into) })
	if err != nil {
		return nil, fmt.Errorf("list authorities: %w", err)
	}
	return codes, nil
}
