package dashboards

import "testing"

func TestACellOfAWorkbookHoldsNoCharacterThatTurnsALine(t *testing.T) {
	if got := sheetText("a\u202eb\u2067c\u200fd\u061ce שלום"); got != "abcde שלום" {
		t.Errorf("the cell holds %q", got)
	}
}

// A text is only copied where it holds such a character: the bytes say so for every letter of the plane they are in.
func TestEveryCharacterThatTurnsALineIsSeenByItsBytes(t *testing.T) {
	found := 0
	for r := rune(0); r <= 0xffff; r++ {
		for _, text := range []string{string(r), "é" + string(r), string(r) + "–x"} {
			want := turns.Replace(text)
			if got := withoutTurns(text); got != want || hasTurn([]byte(text)) != (want != text) {
				t.Fatalf("%+q becomes %+q, want %+q", text, got, want)
			}
			if want != text {
				found++
			}
		}
	}
	if found != 3*12 {
		t.Errorf("%d texts hold one, want three for each of twelve", found)
	}
}
