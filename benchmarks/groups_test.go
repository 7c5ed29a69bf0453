package benchmarks

import (
	"database/sql"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func scanLines(t *testing.T, rows *sql.Rows) []string {
	t.Helper()
	lines, err := scanAll(rows, func(rows *sql.Rows, into *string) error { return rows.Scan(into) })
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

// 902 is a neighbour of 901 in all three models, 903 in the last two, 904 in the first and the last, 914 in
// the last alone; 913 is an authority that the first two do not have.
func TestSinceWhenANeighbourHasBeenOne(t *testing.T) {
	dir := t.TempDir()
	for year, ten := range map[string]string{
		"2014": "902 904 905 906 907 908 910 911 912 915",
		"2021": "902 903 905 906 907 908 910 911 912 915",
		"2025": "902 903 904 906 907 908 910 911 912 914",
	} {
		rows := [][]string{append([]string{"901", "Ayton", "North East"}, strings.Fields(ten)...)}
		if year == "2025" {
			rows = append(rows, append([]string{"913", "Newton", "North East"}, strings.Fields(ten)...))
		}
		for _, code := range []string{"902", "903", "904", "905", "906", "907", "908", "910", "911", "912", "914", "915"} {
			rows = append(rows, []string{code, "Other " + code, "North East"})
		}
		workbook(t, filepath.Join(dir, "sn_"+year+".xlsx"), nil, rows...)
	}
	db := load(t, dir)
	for model, want := range map[string][]string{
		"dfe-2025": {
			"901|902|2014", "901|903|2021", "901|904|2025", "901|906|2014", "901|907|2014", "901|908|2014", "901|910|2014", "901|911|2014", "901|912|2014", "901|914|2025",
			"913|902|2025", "913|903|2025", "913|904|2025", "913|906|2025", "913|907|2025", "913|908|2025", "913|910|2025", "913|911|2025", "913|912|2025", "913|914|2025",
		},
		// A later model says nothing of an earlier one.
		"dfe-2021": {
			"901|902|2014", "901|903|2021", "901|905|2014", "901|906|2014", "901|907|2014", "901|908|2014", "901|910|2014", "901|911|2014", "901|912|2014", "901|915|2014",
		},
		"dfe-1999": nil,
	} {
		rows, err := db.QueryContext(t.Context(), `
			select concat_ws('|', area_code, neighbour_code, common_since)
			from benchmarks.common_since($1)
			where model = $1
			order by area_code, neighbour_code`, model)
		if err != nil {
			t.Fatal(err)
		}
		if got := scanLines(t, rows); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", model, got, want)
		}
	}
}

func TestHackneysNeighboursInCommonSince2021(t *testing.T) {
	needPublished(t)
	rows, err := load(t, folderOf(t, workbook2021, workbook2025)).QueryContext(t.Context(), `
		select neighbour_code
		from benchmarks.common_since('dfe-2025')
		where area_code = '204' and common_since = 2021
		order by neighbour_code`)
	if err != nil {
		t.Fatal(err)
	}
	// By the lists of the specification: 202, 213, 352, 211 of 2025 are new.
	if got, want := scanLines(t, rows), []string{"206", "208", "209", "210", "309", "320"}; !slices.Equal(got, want) {
		t.Errorf("in common since 2021: %q, want %q", got, want)
	}
}

func TestGroupsAreCheckedAndKept(t *testing.T) {
	ctx := t.Context()
	db := load(t, t.TempDir())
	good := []Group{
		{Name: "Inner London", Members: []string{"204", "206", "210"}, Reason: "the sub-region's own group"},
		{Name: "Coast", Members: []string{"837", "839"}},
	}
	for _, c := range []struct {
		name   string
		change func([]Group)
		want   string
	}{
		{"an ended member", func([]Group) {}, "group Coast: member 837, Bournemouth (Pre LG), ended on 2019-03-31: want 839 in its place"},
		{"an unknown member", func(g []Group) { g[1].Members = []string{"999", "839"} }, "group Coast: member 999 is the code of no authority"},
		{"a region", func(g []Group) { g[1].Members = []string{"986", "839"} }, "group Coast: member 986 is the code of no authority"},
		{"a member twice", func(g []Group) { g[1].Members = []string{"838", "839", "838"} }, "group Coast: member 838 is named twice"},
		{"one member", func(g []Group) { g[1].Members = []string{"839"} }, "group Coast: want two members or more"},
		{"no member", func(g []Group) { g[1].Members = nil }, "group Coast: want two members or more"},
		{"no name", func(g []Group) { g[1].Name = " " }, "group 2 has no name"},
		{"a name twice", func(g []Group) { g[1].Name = "Inner London" }, "group Inner London: group 1 has this name too"},
		{"a comparator's name", func(g []Group) { g[1].Name = "England" }, "group England: the name is taken by a comparator"},
	} {
		groups := slices.Clone(good)
		c.change(groups)
		if err := FillGroups(ctx, db, groups); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
	good[1].Members = []string{"838", "839"}
	for range 2 {
		if err := FillGroups(ctx, db, good); err != nil {
			t.Fatal(err)
		}
	}
	rows, err := db.QueryContext(ctx, "select concat_ws('|', name, area_code, reason) from benchmarks.custom_group order by name, area_code")
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"Coast|838|", "Coast|839|",
		"Inner London|204|the sub-region's own group", "Inner London|206|the sub-region's own group", "Inner London|210|the sub-region's own group",
	}
	if got := scanLines(t, rows); !slices.Equal(got, want) {
		t.Errorf("held are %q, want %q", got, want)
	}
	if err := FillGroups(ctx, db, nil); err != nil {
		t.Fatal(err)
	}
	// An authority that is newer than the list of authorities is known by the files that hold it.
	dir := t.TempDir()
	workbook(t, filepath.Join(dir, "sn_2025.xlsx"), nil, elevenAuthorities()...)
	if err := FillGroups(ctx, load(t, dir), []Group{{Name: "New", Members: []string{"901", "902"}}}); err != nil {
		t.Error(err)
	}
}
