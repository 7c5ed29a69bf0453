// Package benchmarks holds published comparator figures and sets an authority's own beside them.
//
// In come published files exactly as downloaded, recognised by their content (the long table and the data
// dictionary of the Department for Education's Local Authority Interactive Tool, LAIT; data sets of
// Explore Education Statistics; statistical neighbours; revenue and section 251 outturn; population; plain
// lists), and the rows of indicators.value. Out goes schema benchmarks: what is held and what gave way to a
// newer release; LAIT's own comparison for every authority and measure (macro lait); for each own figure its
// comparators, a verdict against each with method and reason, the neighbours one by one, trend, funnel and
// process control; tallies.
//
// Values are not rounded here. Regions and England are published rows and never averages of ours. A symbol is
// never a number. Files that disagree about a figure, of which neither is the newer, are refused. The
// statistics are those of the packages judge and process. The package reads no extract and writes no page.
package benchmarks
