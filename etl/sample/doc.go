// Package sample writes seeded, invented extracts in the sources' own formats, to be read like any
// others: the SSDA903 set and the children in need census of each collection year, the workbook of
// inspectors' lists, an HR establishment and the workforce census, absence lists, worker and child
// involvements, ledger postings with their maps, budgets, placement costs, targets, population,
// published comparators, grid references of postcodes and the sightline.yaml that names them.
//
// In comes a folder, a seed and a size or a scenario; out go files. The same input gives the same
// bytes: every draw comes from one seeded source, no map is walked and no clock is read.
//
// All of it tells one history. A child in care has the same id in the census, in the lists and in the
// costs as in the SSDA903 sets, was referred before it came into care and is open until care ends. What
// comes after the returns has chance of its own, so that one extract is the same with another or without.
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
// The evaluation's years are before any layout of the children in need census that is read here, and
// before the single assessment: child by child nothing was returned of them. So Hackney's referrals,
// enquiries, conferences, plans and reviews come as what a case system of today gives of its own past, in
// tables of the Standard Safeguarding Dataset, and its initial and core assessments, for which the dataset
// has no place, as a list of their own. The dataset has no number of previous plans either: whether a plan
// is a child's first follows from the plans that the system holds. Codes are today's.
//
// With faults there stand, beside every right record, records that a reader has to refuse and, of
// children and workers of their own, records that cannot be true; and, in a folder and a configuration
// of their own, files that cannot be read. faults.csv lists each with its place and with what a reader
// has to say of it: a reject's kind, a check's id or a remark's rule.
//
// Nothing here is real. Child identifiers begin with ZZ, worker numbers with SW00, postcodes use the
// outward codes ZZ1 to ZZ89, which exist nowhere, provider numbers begin with 99 and the authorities
// of Write and Modern have codes that no authority has. The package imports nothing of ours and
// knows neither the warehouse nor an indicator.
package sample
