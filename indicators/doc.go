// Package indicators computes the catalogue of indicators from the core tables.
//
// In come the typed tables of schema core, at the grain each of them states. Out go
// indicators.value, one row per indicator, area, period and breakdown group, and, when asked for,
// the case-level rows behind a figure. Numerators and denominators are summed as exact decimals;
// values are not rounded here. The package knows no extract and no page, and imports nothing of ours.
//
// How to add an indicator:
//
//  1. Copy a file of catalogue/<theme>/ that has the same statistic and window; its name is the id.
//  2. Rewrite the header: title, question, edition, unit, polarity and what is counted, in words. Under
//     comparator name the published measures by their ids (lait, ees, measure), the counts that they are
//     made of (numerator, denominator), under differs in what they are another than yours and under same
//     what you found alike; population has to be in one of the two. `sightline check` compares the rest
//     with the published files held. Where nothing is published, say so in its note.
//  3. Write the query: a CTE per step, reading only core and snapshot or period.
//  4. Return the window's columns; add person_id and note so that explain can say why.
//     Where something may be missing so that a case cannot be judged, return not_recorded: what it is,
//     in fixed words, or null. Say under completeness what becomes of such a case. Numerators that are
//     not 0 or 1 have bounds only where the query returns lowest and highest.
//     Of a measure of time say in the header under distribution from which day to which a case is timed (of), in
//     days or working days (unit), and where the limit lies (limit: up_to or from, and words), and return duration,
//     the whole days that the case took; of a median or a mean they are the numerator. unfinished tells a case
//     that has not come to its end.
//  5. Write one example per rule: the ordinary case, each date boundary from both sides,
//     each exclusion, a repeated child, an empty denominator.
//  6. Run `sightline test <id>` until every example agrees with the definition.
//  7. Run `sightline explain <id> --at DATE` on real extracts and read the reasons.
//  8. Write a [METHOD] line in CHANGELOG.md. Values, pages and downloads follow by themselves.
package indicators
