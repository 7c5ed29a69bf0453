// Package judge holds the statistics by which a figure is set against another: limits, verdicts,
// differences, ranks, trends and funnel limits. Its functions are pure: no database, no clock, no state.
//
// Values are in the unit of the figure and limits in the same. A function that cannot answer says so
// by ok = false, an error or a Reason; none panics, whatever the numbers are. Not-a-number, infinities,
// negative counts, a denominator of nought and more events than cases are no input for any of them.
//
// A complete count still varies by chance as evidence of what brings it about, so the limits of official
// counts are those of a sample; this is the view of the Fingertips technical guidance (OHID).
package judge
