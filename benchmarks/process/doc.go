// Package process draws process behaviour charts (XmR) of an authority's own series by the rules that
// NHS England's Making Data Count publishes and the open package NHSRplotthedots (NHS-R Community) carries
// out: what a process varies by of itself, which points are signals of something else, and whether a target
// lies within its reach. It also says which series must not be charted so.
//
// Its functions are pure: no database, no clock, no state.
package process
