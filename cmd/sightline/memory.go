package main

import (
	"runtime/debug"
	"runtime/metrics"
)

// roomForPages is memory that pages may fill before it is looked through for what is no longer used.
const roomForPages = 256 << 20

// collectLess lets the pages of an edition fill more memory before it is collected, and returns what undoes it: almost
// all that a publication makes is written and forgotten, and looking for it early costs a twelfth of the time. What
// somebody has set for the whole program (GOGC) stands, and so does the usual share where more than that is in use.
func collectLess() func() {
	const usual = 100 // percent of what is in use
	used := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(used)
	percent := usual
	if used[0].Value.Kind() == metrics.KindUint64 {
		percent = max(usual, min(4*usual, usual*roomForPages/int(max(used[0].Value.Uint64(), 1))))
	}
	before := debug.SetGCPercent(percent)
	if before != usual {
		debug.SetGCPercent(before)
	}
	return func() { debug.SetGCPercent(before) }
}
