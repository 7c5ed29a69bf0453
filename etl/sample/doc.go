// Package sample writes seeded, invented extracts in the sources' own formats, to be read like any
// others: the SSDA903 set of each collection year, an HR establishment, absence lists, ledger
// postings with their maps, population, published comparators and the sightline.yaml that names them.
//
// In comes a folder, a seed and a size or a scenario; out go files. The same input gives the same
// bytes: every draw comes from one seeded source, no map is walked and no clock is read.
//
// Three doors. Write makes any number of authorities of any size, with every kind of fault when asked
// for. Modern is one invented authority of today, with a little dirt and with comparators. Hackney is
// the published story of an evaluation, built so that its printed figures come out of the rows.
//
// An SSDA903 set holds what that year's return holds, as it stood on 31 March: the rows that touch
// the year, an open episode without DEC and REC. So a child's history overlaps between the years and
// is put together by whoever reads it. The first year's episodes, reviews and decisions also carry
// the earlier history of the children in it, as an authority does when it first loads its returns;
// without it every length of stay would appear to begin with the first file.
//
// Nothing here is real. Child identifiers begin with ZZ, worker numbers with SW00, postcodes use the
// outward codes ZZ1 to ZZ89, which exist nowhere, provider numbers begin with 99 and the authorities
// of Write and Modern have codes that no authority has. The package imports nothing of ours and
// knows neither the warehouse nor an indicator.
package sample
