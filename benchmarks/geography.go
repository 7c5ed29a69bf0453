package benchmarks

import (
	"context"
	"embed"
	"encoding/csv"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
)

//go:embed reference/*.csv
var referenceFiles embed.FS

// authorityArea is an authority that publishes figures, or once did. Codes of nine characters change with
// boundaries; those of three digits do not, and join files.
type authorityArea struct {
	Code        string   `json:"area_code"`
	Name        string   `json:"area_name"` // as LAIT writes it
	Region      string   `json:"region_name"`
	ExistedFrom string   `json:"existed_from"` // ISO date; empty: since before the files begin
	ExistedTo   string   `json:"existed_to"`   // last day; empty: it exists
	SucceededBy string   `json:"succeeded_by"` // codes with blanks between them
	ONSCodes    []string `json:"-"`            // those of nine characters that it has had
}

// regionArea is England, a region or a part of London.
type regionArea struct {
	Code  string // LAIT's number
	Name  string // as LAIT writes it
	Level string // region or country
}

// gazetteer is the geography of the published files.
type gazetteer struct {
	authorities map[string]*authorityArea // by three-digit code
	ordered     []*authorityArea
	owners      map[string]string     // nine-character code to the three-digit code
	regions     map[string]regionArea // by nine-character code
}

// england is the code of the country that the files are about.
const england = "E92000001"

var geography = sync.OnceValue(readGeography)

// readGeography reads the embedded lists, which the tests hold to their form.
func readGeography() *gazetteer {
	places := &gazetteer{
		authorities: map[string]*authorityArea{}, owners: map[string]string{}, regions: map[string]regionArea{},
	}
	for _, row := range readReference("reference/regions.csv") {
		places.regions[row["code"]] = regionArea{Code: row["area_code"], Name: row["name"], Level: row["level"]}
	}
	for _, row := range readReference("reference/geography.csv") {
		code := row["old_la_code"]
		one := places.authorities[code]
		if one == nil {
			one = &authorityArea{
				Code: code, Name: row["name"], Region: places.regions[row["region_code"]].Name,
				ExistedFrom: row["existed_from"], ExistedTo: row["existed_to"], SucceededBy: row["succeeded_by"],
			}
			places.authorities[code] = one
			places.ordered = append(places.ordered, one)
		}
		one.ONSCodes = append(one.ONSCodes, row["new_la_code"])
		places.owners[row["new_la_code"]] = code
	}
	return places
}

// readReference reads an embedded list, one map per row.
func readReference(name string) []map[string]string {
	file, err := referenceFiles.Open(name)
	if err != nil {
		panic(fmt.Sprintf("embedded %s: %v", name, err))
	}
	defer file.Close()
	records, err := csv.NewReader(file).ReadAll()
	if err != nil {
		panic(fmt.Sprintf("embedded %s: %v", name, err))
	}
	var out []map[string]string
	for _, record := range records[1:] {
		row := map[string]string{}
		for i, column := range records[0] {
			row[column] = record[i]
		}
		out = append(out, row)
	}
	return out
}

// fillAuthorities lists the embedded authorities in benchmarks.authority.
func fillAuthorities(ctx context.Context, q Querier) error {
	err := insertJSON(ctx, q, "authority",
		map[string]string{
			"area_code": "varchar", "area_name": "varchar", "region_name": "varchar",
			"existed_from": "varchar", "existed_to": "varchar", "succeeded_by": "varchar",
		},
		"area_code, area_name, region_name, nullif(existed_from, '')::date as existed_from, nullif(existed_to, '')::date as existed_to, nullif(succeeded_by, '') as succeeded_by",
		geography().ordered)
	if err != nil {
		return fmt.Errorf("list authorities: %w", err)
	}
	return nil
}

var (
	onsCode        = regexp.MustCompile(`^[A-Z][0-9]{8}$`)
	unknownPlace   = []string{"x", "z", ":", "c"} // codes of places that are unknown or do not apply
	otherCountries = regexp.MustCompile(`^([WSN]92000004|S92000003|N92000002|K0[1-9]000001|[LM]93000001)$`)
)

// area is a place that a record is about.
type area struct {
	code, name, level string
}

// newcomer is an authority that is on no list, as after a reorganisation: it has a code of three digits, a name
// that is no other's and a code of nine characters that is nobody's either. Without them the code is a slip.
func (g *gazetteer) newcomer(code, ons, name string) *authorityArea {
	_, owned := g.owners[ons]
	_, named := g.namedAs(code, name)
	if !isAreaCode(code) || owned || named || !onsCode.MatchString(ons) || strings.TrimSpace(name) == "" {
		return nil
	}
	return &authorityArea{Code: code, Name: strings.TrimSpace(name)}
}

// authoritiesOf finds the authorities that a record names. One return of several authorities has their codes
// with strokes between them. strange are nine-character codes that the embedded list does not know, as after
// a change of boundaries; they do no harm, as the three-digit code joins. fault is what is wrong, and column
// says whether in the old or the new code.
func (g *gazetteer) authoritiesOf(oldCode, newCode, printed string) (areas []area, strange []string, column, fault string) {
	const joint = "/"
	oldCodes := strings.Split(oldCode, joint)
	newCodes := strings.Split(newCode, joint)
	if strings.TrimSpace(newCode) == "" {
		newCodes = make([]string, len(oldCodes)) // abolished authorities may have none
	}
	if len(newCodes) != len(oldCodes) {
		return nil, nil, "new_la_code", fmt.Sprintf("want as many codes as old_la_code has, %d", len(oldCodes))
	}
	for i, text := range oldCodes {
		code, ok := wholeText(text)
		one := g.authorities[code]
		ons := strings.ToUpper(strings.TrimSpace(newCodes[i]))
		if one == nil && ok && len(oldCodes) == 1 {
			one = g.newcomer(code, ons, printed)
		}
		if !ok || one == nil {
			return nil, nil, "old_la_code", "want the three-digit code of an English authority"
		}
		if slices.ContainsFunc(areas, func(other area) bool { return other.code == code }) {
			return nil, nil, "old_la_code", "want each authority once"
		}
		areas = append(areas, area{code: code, name: one.Name, level: "authority"})
		owner, known := g.owners[ons]
		switch {
		case ons == "" || slices.Contains(unknownPlace, strings.ToLower(ons)):
		case known && owner != code:
			return nil, nil, "new_la_code", fmt.Sprintf("this is the code of %s, and old_la_code is that of %s: the codes have slipped", g.authorities[owner].Name, one.Name)
		case !known && !onsCode.MatchString(ons):
			return nil, nil, "new_la_code", "want a code of nine characters such as E09000012, or nothing"
		case !known:
			strange = append(strange, ons)
		}
	}
	return areas, strange, "", ""
}
