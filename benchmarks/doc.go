// Package benchmarks holds published comparator figures and sets an authority's own beside them.
//
// In come published files as the Department for Education writes them (the long table and the data
// dictionary of its Local Authority Interactive Tool, LAIT; the statistical-neighbour workbooks), a
// plain list of stated comparators, and the rows of indicators.value. Out goes schema benchmarks:
// what is held, LAIT's own comparison for every authority and measure (macro lait), and one row per
// own figure with its comparators and a verdict (comparison). Values are not rounded here, regions
// and England are published rows and never averages of ours, and two files that disagree about one
// figure are refused. The package reads no extract and writes no page.
package benchmarks
