package benchmarks

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// place is a way of naming an area in a file: its three-digit code, or one of nine characters.
type place struct {
	Printed   string `json:"printed"`
	Code      string `json:"area_code"`
	Name      string `json:"area_name"`
	Level     string `json:"area_level"`
	Successor string `json:"succeeded_by"` // codes with blanks between them
}

// byONS finds an area by its code of nine characters.
func (g *gazetteer) byONS(ons string) (area, bool) {
	if region, ok := g.regions[ons]; ok {
		return area{code: region.Code, name: region.Name, level: region.Level}, true
	}
	code, ok := g.owners[ons]
	if !ok {
		return area{}, false
	}
	return area{code: code, name: g.authorities[code].Name, level: "authority"}, true
}

// namedAs finds the other authority that a name is of, when codes and names have slipped against each
// other. One that has ended may bear the name of the one that took its place, as Dorset does.
func (g *gazetteer) namedAs(code, name string) (*authorityArea, bool) {
	for _, other := range g.ordered {
		if normalWords(other.Name) != normalWords(name) {
			continue
		}
		own := g.authorities[code]
		if other.Code == code || own != nil && slices.Contains(strings.Fields(own.SucceededBy), other.Code) {
			return nil, false
		}
		return other, true
	}
	return nil, false
}

// places lists the ways of naming every authority, region and England.
func (g *gazetteer) places() []place {
	var out []place
	for _, one := range g.ordered {
		out = append(out, place{one.Code, one.Code, one.Name, "authority", one.SucceededBy})
	}
	for printed, code := range g.owners {
		if printed != "" {
			out = append(out, place{printed, code, g.authorities[code].Name, "authority", g.authorities[code].SucceededBy})
		}
	}
	for printed, region := range g.regions {
		out = append(out, place{printed, region.Code, region.Name, region.Level, ""}, place{region.Code, region.Code, region.Name, region.Level, ""})
	}
	slices.SortFunc(out, func(a, b place) int { return cmp.Compare(a.Printed, b.Printed) })
	return slices.Compact(out)
}

// fillPlaces puts them into the temporary table place, one row per printed code.
func fillPlaces(ctx context.Context, q Querier) error {
	err := fillTemporary(ctx, q, "place",
		map[string]string{
			"printed": "varchar", "area_code": "varchar", "area_name": "varchar", "area_level": "varchar", "succeeded_by": "varchar",
		}, geography().places())
	if err != nil {
		return fmt.Errorf("list areas: %w", err)
	}
	return nil
}

// fillTemporary makes a temporary table of records by way of one parameter. columns are the records' fields
// and their types.
func fillTemporary(ctx context.Context, q Querier, table string, columns map[string]string, records any) error {
	text, err := json.Marshal(records)
	if err != nil {
		return err
	}
	shape, err := json.Marshal([]map[string]string{columns})
	if err != nil {
		return err
	}
	_, err = q.ExecContext(ctx, fmt.Sprintf(`
		create or replace temporary table %s as
		select unnest(from_json(?::json, '%s'), recursive := true)`, table, shape), string(text))
	return err
}
