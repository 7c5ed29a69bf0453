package dashboards

import "testing"

func TestTheStyleSheetKeepsItsContrasts(t *testing.T) {
	sheet, err := assetFiles.ReadFile("assets/style.css")
	if err != nil {
		t.Fatal(err)
	}
	found := readColours(string(sheet))
	for _, fault := range found.Faults {
		t.Error(fault)
	}
	if found.Texts < 10 || found.Marks < 10 {
		t.Errorf("%d colours of text and %d of marks: too few were read", found.Texts, found.Marks)
	}
}

//nolint:misspell // the property has its American name
func TestAContrastThatIsTooLowIsFound(t *testing.T) {
	for sheet, want := range map[string]int{
		".a { color: #999999; }":                                   1,
		".a { color: #595959; }":                                   0,
		".mark { fill: #dddddd; }":                                 1,
		".mark { fill: #ffffff; stroke: #12436D; }":                0, // hollow
		".words { paint-order: stroke; stroke: #fff; }":            0, // a halo
		".words { paint-order: stroke; stroke: #fff; fill: #ddd }": 1,
	} {
		if got := readColours(sheet); len(got.Faults) != want {
			t.Errorf("%s: %d faults, want %d: %v", sheet, len(got.Faults), want, got.Faults)
		}
	}
}
