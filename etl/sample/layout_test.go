package sample

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/xuri/excelize/v2"
)

// The configurations are YAML with the keys of the design and paths that exist.
func TestConfigurationsNameWhatIsThere(t *testing.T) {
	type extract struct {
		Kind, Path, Authority string
		CostCentres           string `yaml:"cost_centres"`
		Accounts              string
	}
	type config struct {
		Authority   struct{ Code, Name string }
		Authorities []struct{ Code, Name string }
		Extracts    []extract
		Benchmarks  struct{ Path, Neighbours string }
		Commentary  struct{ Path, Required string }
		Reporting   struct{ From string }
		Warehouse   struct {
			Dir      string
			KeepRuns int `yaml:"keep_runs"`
		}
		Publish struct {
			Dir, Notice   string
			SuppressBelow int `yaml:"suppress_below"`
			RoundTo       int `yaml:"round_to"`
		}
		Tallies []struct {
			Name, Against, At, Ties string
			Members                 []string
			Readings                []struct {
				Name     string
				Polarity map[string]string
				LeaveOut map[string]string `yaml:"leave_out"`
			}
		}
	}
	for name, write := range map[string]func(dir string) error{
		"modern":  func(dir string) error { return Modern(context.Background(), dir, 1, lastYearEnd) },
		"hackney": func(dir string) error { return Hackney(context.Background(), dir, 1) },
		"write": func(dir string) error {
			return Write(context.Background(), dir, Options{Areas: 2, Years: 1, Children: 60, Seed: 1, YearEnd: lastYearEnd}, nil)
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := write(dir); err != nil {
				t.Fatal(err)
			}
			text, err := os.ReadFile(filepath.Join(dir, "sightline.yaml"))
			if err != nil {
				t.Fatal(err)
			}
			var held config
			if err := yaml.UnmarshalWithOptions(text, &held, yaml.DisallowUnknownField()); err != nil {
				t.Fatal(err)
			}
			if held.Publish.Notice == "" || (held.Authority.Code == "") != (name == "write") || (len(held.Authorities) == 2) != (name == "write") {
				t.Errorf("notice or authority is wanting: %+v", held)
			}
			if comments, err := filepath.Glob(filepath.Join(dir, held.Commentary.Path, "*", "*.md")); err != nil || (len(comments) == 3) != (name != "write") {
				t.Errorf("%d comments, %v", len(comments), err)
			}
			for _, e := range held.Extracts {
				for _, path := range []string{e.Path, e.CostCentres, e.Accounts} {
					if found, err := filepath.Glob(filepath.Join(dir, path)); path != "" && (err != nil || len(found) == 0) {
						t.Errorf("%s: nothing at %s", e.Kind, path)
					}
				}
				if (e.Authority != "") != (name == "write" && e.Kind != "population") {
					t.Errorf("%s names the authority %q", e.Kind, e.Authority)
				}
			}
		})
	}
}

// The comparators have the published layouts: the workbook's headings in row 3, ten neighbours that
// are in the long table, every place in every year of a measure.
func TestComparatorsHaveThePublishedLayouts(t *testing.T) {
	dir := t.TempDir()
	if err := Modern(context.Background(), dir, 1, lastYearEnd); err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenFile(filepath.Join(dir, "benchmarks", "sn_illustrative_2025.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	rows, err := book.GetRows("LA SN Groups")
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(rows[2][:9], []string{"LA num", "LA Name", "LA number", "GOInd", "GOReg", "SN1", "SNP", "SN2", "SNP"}) {
		t.Errorf("row 3 is %q", rows[2])
	}
	published, years := map[string]bool{}, map[string]int{}
	for _, r := range readCSV(t, filepath.Join(dir, "benchmarks", "bds_long_illustrative.csv")) {
		published[r["LA Number"]] = true
		years[r["Short Desc"]+r["Years"]]++
	}
	for _, cells := range rows[3:] {
		for i := 5; i < 25; i += 2 {
			if !published[cells[i]] || cells[i] == cells[0] {
				t.Errorf("neighbour %s of %s is not in the long table, or itself", cells[i], cells[0])
			}
		}
	}
	for label, places := range years {
		if places != 34 {
			t.Errorf("%s has %d places, want 34", label, places)
		}
	}
	if years["LAC_LongStable%2026"] == 0 || years["LACnum2016"] == 0 || years["LACFinance2025-26 (OT)"] == 0 {
		t.Error("a measure or a year is wanting")
	}
	dictionary := readCSV(t, filepath.Join(dir, "benchmarks", "lait_data_dictionary_illustrative.csv"))
	if len(dictionary) != len(measures()) || len(dictionary[0]) != 18 {
		t.Errorf("the dictionary has %d rows of %d columns", len(dictionary), len(dictionary[0]))
	}
}
