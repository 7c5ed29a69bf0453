package benchmarks

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestTheEmbeddedGeographyIsWhole(t *testing.T) {
	places := geography()
	if len(places.authorities) != 158 || len(places.regions) != 12 || len(places.owners) != 163 {
		t.Errorf("%d authorities, %d regions, %d codes of nine characters", len(places.authorities), len(places.regions), len(places.owners))
	}
	for code, one := range places.authorities {
		if !isAreaCode(code) || one.Name == "" || one.Region == "" || len(one.ONSCodes) == 0 {
			t.Errorf("%+v", one)
		}
		for _, text := range []string{one.ExistedFrom, one.ExistedTo} {
			if _, err := time.Parse(time.DateOnly, text); text != "" && err != nil {
				t.Errorf("%s: %v", code, err)
			}
		}
		// Who succeeds an authority begins on the day after it ends.
		for next := range strings.FieldsSeq(one.SucceededBy) {
			last, err := time.Parse(time.DateOnly, one.ExistedTo)
			if err != nil || places.authorities[next].ExistedFrom != last.AddDate(0, 0, 1).Format(time.DateOnly) {
				t.Errorf("%s ends on %q, %s begins on %q", code, one.ExistedTo, next, places.authorities[next].ExistedFrom)
			}
		}
	}
	db := load(t, t.TempDir())
	var ended string
	err := db.QueryRowContext(t.Context(), `
		select string_agg(area_code || ' to ' || coalesce(succeeded_by, ''), ', ' order by area_code)
		from benchmarks.authority
		where existed_to is not null`).Scan(&ended)
	if want := "835 to 838 839, 836 to 839, 837 to 839, 909 to 942 943, 928 to 940 941"; err != nil || ended != want {
		t.Errorf("%s, want %s, %v", ended, want, err)
	}
}

func TestTheEmbeddedListsAreThePublishedOnes(t *testing.T) {
	needPublished(t)
	places := geography()
	for _, row := range readCSV(t, publishedData+"/la_codes/ees_la_geography.csv") {
		if _, _, _, fault := places.authoritiesOf(row["old_la_code"], row["new_la_code"], row["la_name"]); fault != "" {
			t.Errorf("%s %s: %s", row["old_la_code"], row["new_la_code"], fault)
		}
	}
	for _, row := range readCSV(t, publishedData+"/la_codes/la_code_list.csv") {
		if one, ok := places.find(row["la_number"]); row["la_number"] != "1000" && (!ok || one.name != row["la_name"]) {
			t.Errorf("%s %s is %+v", row["la_number"], row["la_name"], one)
		}
	}
	for _, row := range readCSV(t, publishedData+"/la_codes/region_map.csv") {
		if one := places.regions[row["ees_region_code"]]; one.Code != row["lait_number"] || one.Name != row["lait_name"] {
			t.Errorf("%s is %+v", row["ees_region_code"], one)
		}
	}
	for _, row := range readCSV(t, publishedData+"/lait/lait_to_ees_map.csv") {
		at := slices.IndexFunc(twins(), func(pair twin) bool { return pair.LAIT == row["lait_short_desc"] })
		if at < 0 || !strings.HasPrefix(twins()[at].EES, "ees:"+row["ees_column"]) {
			t.Errorf("%s has no twin of column %s", row["lait_short_desc"], row["ees_column"])
			continue
		}
		var filters map[string]string
		must(t, json.Unmarshal([]byte(row["ees_filters_json"]), &filters))
		for _, value := range filters {
			if !strings.Contains(twins()[at].EES, value) {
				t.Errorf("%s lacks %q", twins()[at].EES, value)
			}
		}
	}
	if _, err := os.Stat(publishedData + "/ees"); err != nil {
		t.Error(err)
	}
}
