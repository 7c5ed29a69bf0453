package sample

import (
	"errors"
	"fmt"
)

// writeCommentary writes what somebody might have said of two figures at the end of the last year. What is said of the
// number looked after is about the figure that the extracts make; what is said of placements was written when fewer of
// them had been entered, and so is about another figure than the one that stands.
func (a *authority) writeCommentary(t *tree, year int, fewer, moves string) error {
	now, before := a.figuresAt(year), a.figuresAt(year-1)
	early := now.restless - 5
	return errors.Join(
		t.comment("cla", "snapshot", yearEnd(year), whole(now.lookedAfter), "Head of looked after children", 20, "public", fewer),
		t.comment("cla", "snapshot", yearEnd(year-1), whole(before.lookedAfter), "Head of looked after children", 22, "internal",
			"The placements panel now sees every admission within a week.\n"),
		t.comment("placements_three_or_more", "snapshot", yearEnd(year),
			fmt.Sprintf("%d%% (%d of %d)", (200*early+now.lookedAfter)/(2*now.lookedAfter), early, now.lookedAfter), "Head of commissioning", 3, "internal", moves),
	)
}

// comment writes one comment, so many days after the period that it is about.
func (t *tree) comment(indicator, period string, end day, figure, author string, days int, audience, text string) error {
	name := fmt.Sprintf("commentary/%s/%s-%s.md", indicator, period, end.iso())
	return t.text(name, fmt.Sprintf("---\nindicator: %s\nperiod: %s\nend: %s\nfigure: %s\nauthor: %s\ndate: %s\naudience: %s\n---\n%s",
		indicator, period, end.iso(), figure, author, (end+day(days)).iso(), audience, text))
}
