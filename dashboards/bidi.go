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
func withoutTurns(text string) string { return turns.Replace(text) }
