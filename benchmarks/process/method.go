package process

import "strings"

// Method says in words how a chart is made.
func Method(options Options) string {
	screening := "moving ranges of 3.267 times their mean or more are left out and the mean is taken once more"
	if options.KeepOutliers {
		screening = "no moving range is left out"
	}
	parts := []string{
		"XmR chart by the rules of NHS England's Making Data Count as the package NHSRplotthedots carries them out." +
			" Centre: the mean. Limits: 2.66 mean moving ranges from it; " + screening + "." +
			" Limits of fewer than 13 points are trial limits.",
		"A point is marked by the first of: outside the limits (a point on a limit is not);" +
			" a trend of seven points, each higher or each lower than the one before (an equal neighbour ends it);" +
			" two of three neighbours beyond two thirds of the way to a limit and not outside it, all three on one side of the mean;" +
			" seven points in a row on one side of the mean (a point on the mean ends it)." +
			" Every point of a pattern is marked, not only the last.",
		"A period without a figure is passed over and its neighbours are taken for consecutive." +
			" Limits begin anew only where a decision with a date and a reason says so, and no pattern crosses that date.",
	}
	if options.Floor != nil || options.Ceiling != nil {
		parts = append(parts, "Limits are shown no further than a figure can go; points are judged by the uncut ones.")
	}
	return strings.Join(parts, " ")
}
