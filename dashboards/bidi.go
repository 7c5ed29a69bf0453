package dashboards

import "strings"

// turns are the characters that turn the direction of the letters after them: in a name of an extract they would turn
// the rest of a line or of a cell, and hide what a name really is. Arabic and Hebrew letters need none of them.
var turns = strings.NewReplacer(
	"\u200e", "", "\u200f", "", "\u061c", "",
	"\u202a", "", "\u202b", "", "\u202c", "", "\u202d", "", "\u202e", "",
	"\u2066", "", "\u2067", "", "\u2068", "", "\u2069", "",
)

// withoutTurns is a text without them.
func withoutTurns(text string) string {
	if !hasTurn(text) { // as good as all: a page is not copied for it
		return text
	}
	return turns.Replace(text)
}

// hasTurn tells whether a text holds one, by its bytes.
func hasTurn[T string | []byte](text T) bool {
	for i := 0; i+2 < len(text); i++ {
		switch {
		case text[i] < 0xd8:
		case text[i] == 0xd8 && text[i+1] == 0x9c, text[i] == 0xe2 && text[i+1] == 0x81 && text[i+2] >= 0xa6 && text[i+2] <= 0xa9:
			return true
		case text[i] == 0xe2 && text[i+1] == 0x80 && (text[i+2] == 0x8e || text[i+2] == 0x8f || text[i+2] >= 0xaa && text[i+2] <= 0xae):
			return true
		}
	}
	return len(text) >= 2 && text[len(text)-2] == 0xd8 && text[len(text)-1] == 0x9c
}
