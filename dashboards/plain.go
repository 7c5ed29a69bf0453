package dashboards

import (
	"regexp"
	"strings"
)

// The tables give reasons in the words of statistics. Pages say the same in a reader's.
var (
	correlated  = regexp.MustCompile(` \(neighbouring figures here correlate at [0-9.]+\)`)
	departments = regexp.MustCompile(`\bdfe-((?:19|20)[0-9]{2})\b`)
	inPlain     = strings.NewReplacer(
		"no confidence interval for this statistic", "no 95% limits can be worked out for a figure of this kind",
		"cannot be compared: ", "nothing tells a difference from chance: ",
		"a stock counts most of the same cases at each date, so that chance alone makes trends and shifts",
		"month ends count mostly the same cases again, so that chance alone can look like a change",
		"successive figures of rolling 12 months count the same events again, so that chance alone makes trends and shifts",
		"twelve months to one month end and to the next count mostly the same events, so that chance alone can look like a change",
		"successive figures of year to date count the same events again, so that chance alone makes trends and shifts",
		"years to date count the same events again each month, so that chance alone can look like a change",
		"chart its flows, those who come and those who go", "look at those who come and those who go",
		"chart the single months", "look at the single months",
		"neighbours of model ", "neighbours from ",
	)
)

// plainReason is a reason of the tables in plain words.
func plainReason(text string) string {
	return modelWords(inPlain.Replace(correlated.ReplaceAllString(text, "")))
}

// modelWords names the lists of neighbours that the Department for Education published by their year: dfe-2025.
func modelWords(text string) string {
	return departments.ReplaceAllString(text, "the DfE list of $1")
}
