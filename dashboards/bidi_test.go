package dashboards

import "testing"

func TestACellOfAWorkbookHoldsNoCharacterThatTurnsALine(t *testing.T) {
	if got := sheetText("a\u202eb\u2067c\u200fd\u061ce שלום"); got != "abcde שלום" {
		t.Errorf("the cell holds %q", got)
	}
}
