// Package dashboards publishes the figures as static pages and data files.
//
// In come the tables indicators.value, indicators.choice and benchmarks.comparison, the own authorities of
// core.area, what audit says of the files read, and the catalogue, of which each definition makes a method
// page. Out goes one folder, replaced as a whole: public, where
// small counts are hidden, and internal, where nothing is hidden and every page is marked
// OFFICIAL-SENSITIVE. Each carries pages, CSV files and a manifest with the SHA-256 of everything.
// The same tables give the same bytes: no clock, no random names.
//
// The package computes no indicator and compares nothing. It reads no child's record but for the identifiers, which
// no file of public and internal may hold: an edition in which one is found is not published. A hidden
// figure is taken out before pages, charts and sentences are written (see Cell), so that nothing
// downstream can carry it. Pages ask no other host for anything and are complete without scripts.
//
// The charting library in assets/echarts.min.js is Apache ECharts, trimmed to the parts that
// assets/echarts/entry.js names. To build it again, run in assets/echarts:
//
//	npm ci
//	npm run build
//
// package-lock.json pins every package by its integrity. Licences are beside the file.
package dashboards
