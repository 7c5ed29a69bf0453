// Package checks finds rows that should not be as they are: what was read and typed well and still
// cannot be true, or hides a figure.
//
// In come the core tables that a load has filled, and one file per check: a header that says what is
// wrong, how bad it is, the number the field knows it by and which figures it moves; one select that
// returns the rows; worked examples. Out go rows of audit.finding, counts of them by rule, team, age
// and extract kind, and work lists of the children concerned. The package never changes a row of
// core, and nothing but the work lists repeats an id: counts are all that leaves it otherwise.
//
// How to add a check: write <id>.sql beside the others. No Go.
package checks
