package benchmarks

import (
	"strings"
	"testing"
)

const saidHeading = "measure,comparator,years,value,says,source\n"

// Where a source prints no number it may say how ours stands; one of the two has to be there.
func TestStatedComparatorsMaySayHowOursStands(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "printed.csv", saidHeading+"assessments,England,2008-09,, Not Met ,A report\nassessments,neighbours,2008-09,12.5,,A report\n")
	db := load(t, dir)
	rows, err := db.QueryContext(t.Context(), "select value, coalesce(says, '') from benchmarks.stated order by row_number")
	must(t, err)
	defer rows.Close()
	var got []string
	for rows.Next() {
		var value *float64
		var says string
		must(t, rows.Scan(&value, &says))
		if value == nil {
			got = append(got, "no value, "+says)
		} else {
			got = append(got, "a value, "+says)
		}
	}
	must(t, rows.Err())
	if strings.Join(got, "; ") != "no value, not met; a value, " {
		t.Errorf("read %q", got)
	}
	for _, c := range []struct{ row, want string }{
		{"x,england,2009,,,A report", "row 2, column value: want a number, without unit or thousands separator, or nothing where column says has met or not met"},
		{"x,england,2009,about 4,,A report", "row 2, column value: want a number"},
		{"x,england,2009,4,met,A report", "row 2, column says: want nothing beside a value"},
		{"x,england,2009,,better,A report", "row 2, column says: want met or not met, or nothing"},
	} {
		folder := t.TempDir()
		write(t, folder, "printed.csv", saidHeading+c.row+"\n")
		if _, err := Load(t.Context(), memory(t), folder, nil); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.row, err, c.want)
		}
	}
}
