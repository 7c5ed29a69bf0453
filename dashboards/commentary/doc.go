// Package commentary reads what people write about figures: Markdown files, one for each indicator and period, that
// name the figure they were written about. It knows neither the warehouse nor the pages: whether a comment still is
// about the figure that stands is for the pages to say.
//
// A file begins with lines of key: value between two lines of three hyphens, so that it can be written in any editor:
//
//	---
//	indicator: re_referrals_12_months
//	period: year
//	end: 2026-03-31
//	figure: 21.4% (214 of 1,000)
//	author: Head of assessment
//	date: 2026-04-20
//	audience: internal
//	---
//	Text in Markdown.
//
// A file that cannot be used is a fault with its place and what to do, and never a reason to lose the others.
package commentary
