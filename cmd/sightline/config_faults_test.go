package main

import (
	"strings"
	"testing"
)

func TestValuesOfTheWrongKindSayWhatIsWanted(t *testing.T) {
	const texts = "a text on one line"
	for _, c := range []struct{ text, want string }{
		{"publish: {pdf: maybe}", "3:16: publish.pdf: want true or false"},
		{"publish: {round_to: x}", "3:21: publish.round_to: want a whole number"},
		{"publish: {round_to: 99999999999999999999}", "3:21: publish.round_to: want a whole number"},
		{"publish: {dir: [a]}", "3:16: publish.dir: want " + texts},
		{"publish: {dir: {a: b}}", "3:16: publish.dir: want " + texts},
		{"publish:\n  dir:\n    a: b", "publish.dir: want " + texts},
		{"publish:\n  dir:\n    - a", "publish.dir: want " + texts},
		{"publish: 3", "3:10: publish: want keys, each with a value after a colon: dir, suppress_below, round_to"},
		{"publish: [a]", "3:10: publish: want keys"},
		{"publish: {policy: x}", "3:19: publish.policy: want a list"},
		{"publish: {policy: [x]}", "3:20: publish.policy[0]: want keys, each with a value after a colon: themes, indicators"},
		{"publish: {policy: {a: b}}", "3:19: publish.policy: want a list"},
		{"publish:\n  policy:\n    a: b", "publish.policy: want a list"},
		{"publish: {policy: [{themes: x, reason: r}]}", "3:29: publish.policy[0].themes: want a list"},
		{"publish: {policy: [{suppress_below: x}]}", "3:37: publish.policy[0].suppress_below: want a whole number"},
		{"quality: {max_fail_share: x}", "3:27: quality.max_fail_share: want a number"},
		{"quality: {stale_after_days: [1]}", "3:29: quality.stale_after_days: want a whole number"},
		{"definitions: x", "3:14: definitions: want names, each with a value after a colon"},
		{"definitions: [x]", "3:14: definitions: want names"},
		{"benchmarks: 3", "3:13: benchmarks: want keys"},
		{"tallies: {a: b}", "tallies: want a list"},
		{"commentary: yes", "3:13: commentary: want keys, each with a value after a colon: path, required"},
		{"publish: {policy: [{table: x}]}", `3:21: unknown key "table": want one of themes, indicators, suppress_below, round_to, zero, reason`},
		{"colour: red", `3:1: unknown key "colour": want one of authority, authorities, extracts`},
		{"publish:\n  colour: red", `4:3: unknown key "colour": want one of dir, suppress_below`},
		{"publish: {suppres_below: 3}", `3:11: unknown key "suppres_below"; did you mean "suppress_below"?`},
	} {
		_, err := policyFile(t, c.text+"\n")
		if err == nil {
			t.Errorf("%s is taken", c.text)
			continue
		}
		if !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s\ngives %v\nwant %s", c.text, err, c.want)
		}
		for _, word := range []string{"unmarshal", "struct", "mapping", "sequence", "interface", "Go "} {
			if strings.Contains(err.Error(), word) {
				t.Errorf("%s\ngives %v\nwhich speaks of %q", c.text, err, word)
			}
		}
	}
}
