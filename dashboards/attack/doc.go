// Package attack tries to work out hidden counts of a published edition from the published files alone, the
// way an outsider would, and reports every count that it can bound too tightly.
//
// What it knows. A hidden count is a whole number, nought or more. A count over a length of time where every
// case happens on one day is the sum of its months, so that any two windows tell of a third one; a child who
// counts once in a window makes it at least as large as its parts and at most their sum. Groups add up to the
// whole, a numerator and the rest of its denominator add up to the denominator, and one number may be published
// under several names: table identities says which, and why. A value printed to some decimals, and 95% limits,
// bound what they were made from. An earlier edition that still lies beside this one counts as published.
//
// How it decides. Counts that hang together form a block. Bounds are propagated exactly in whole numbers:
// windows of one count by shortest paths between days, linked counts by sums. Where that leaves a range narrower
// than the threshold, the count leaks, and the published cells behind the bounds are named. Otherwise a count
// passes only with proof: its windows are alone, for which the propagated range is exact, or two worlds of
// whole numbers are found that agree with everything published and lie the threshold apart. Where neither is
// found, linear programming and then a search try to narrow the range; what is still open after a stated effort
// is reported as not decided, which is a finding.
//
// Besides, every carrier is read: data files, tables, pictures and the options of charts, words, attributes,
// workbooks and metadata. A number about a cell that is hidden elsewhere is a finding of its own.
//
// Cells does the reasoning on cells in memory; Folder reads a folder and adds the carriers.
package attack
