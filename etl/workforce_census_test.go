package etl_test

import (
	"strings"
	"testing"
)

// workforceCensus is a return of authority 901 with its vacancies and workers.
func workforceCensus(collection, year, writtenAt, wrote string, workers ...string) string {
	return `<Message><Header><CollectionDetails><Collection>` + collection + `</Collection><Year>` + year + `</Year></CollectionDetails><Source><LEA>901</LEA><` +
		writtenAt + `>` + wrote + `</` + writtenAt + `></Source></Header><LALevelVacancies>` +
		elements("NumberOfVacancies", "7.50", "NoAgencyFTE", "5.25", "NoAgencyHeadcount", "6") + `</LALevelVacancies>` + strings.Join(workers, "") + `</Message>`
}

func censusWorker(agency, number string, more ...string) string {
	return `<CSWWWorker>` + elements("AgencyWorker", agency, "SWENo", number) + elements(more...) + `</CSWWWorker>`
}

func TestWorkforceCensusPublicSample(t *testing.T) {
	w := newWorld(t)
	w.opts.Authorities[0].Code = "301"
	w.publicCopy("csww/social_work_workforce_2022.xml", "csww/social_work_workforce_2022.xml")
	report := w.mustLoad(w.extract("workforce", "csww"))
	w.reconcilesByTable(report)
	same(t, "tables", w.tables(), []string{"social_work_workforce_2022.xml|vacancy|1|1|0", "social_work_workforce_2022.xml|worker_census|30|30|0"})
	same(t, "rejects", w.rejects(), []string{})
	same(t, "vacancies", w.rows("select area_code, census_on, vacancies_fte::varchar, agency_covering_fte::varchar, agency_covering_headcount from core.vacancy"),
		[]string{"301|2022-09-30|79.68|59.82|71"})
	same(t, "every element of a worker", w.rows(`
select * exclude (source_file) replace (fte::varchar as fte, days_lost::varchar as days_lost, contract_weeks::varchar as contract_weeks)
from core.worker_census where source_row in (1, 2) order by source_row`), []string{
		"301|OZ2054309383|2022-09-30|true|0.521371|-|1988-04-07|-|9|-|-|72|15.31|288.7|false|TRN|-|1|1",
		"301|YK7226043359|2022-09-30|true|0.000000|2|-|2019-09-23|8|7|10|66|29.87|2.5|-|-|-|4|2",
	})
	same(t, "posts", w.rows(`select worker_id, swe_number, agency, role_code, role, fte::varchar, started_on, ended_on, cases_held, team_id
from core.worker where source_row in (1, 2) order by source_row`), []string{
		"OZ2054309383|OZ2054309383|true|-|-|0.521371|1988-04-07|-|72|-", "YK7226043359|YK7226043359|true|2|Middle Manager|0.000000|-|2019-09-23|66|-",
	})
	same(t, "each worker is a post", w.rows("select count(*), count(distinct worker_id) from core.worker"), []string{"30|30"})
	same(t, "coverage", w.rows("select * from core.coverage order by all"),
		[]string{"301|workforce|vacancy|2021-10-01|2022-09-30", "301|workforce|worker_census|2021-10-01|2022-09-30"})
}

// Both published schemas, and what each leaves out.
func TestWorkforceCensusSchemas(t *testing.T) {
	w := newWorld(t)
	w.opts.MaxRejectShare, w.opts.ShareConfigured = 0.5, true
	w.write("csww/2023.xml", workforceCensus("CSWWW", "2023", "DataTime", "2023-11-01T00:00:00",
		censusWorker("0", "SW1234", "FTE", "1", "OrgRole", "5", "RoleStartDate", "2020-01-06", "Cases30", "14", "QualLevel", "4"),
		censusWorker("true", "SW1234567890"),
		censusWorker("true", "SW1234567890"),
		censusWorker("0", "SW123456", "FTE", "1.4", "ReasonAbsence", "XXX", "RoleStartDate", "2022-10-01", "RoleEndDate", "2022-09-01"),
		censusWorker("0", "1234"), censusWorker("", "SW7777", "FTE", "1"), censusWorker("0", "SW8888", "FTE", "1", "RoleEndDate", "soon")))
	report := w.mustLoad(w.extract("workforce", "csww"))
	w.reconcilesByTable(report)
	same(t, "rejects", w.rows("select table_name, source_row, column_name, kind, severity from audit.reject order by all"), []string{
		"worker_census|1|CSWWWorker/QualLevel|code|cell",
		"worker_census|4|CSWWWorker/ReasonAbsence|code|cell",
		"worker_census|5|CSWWWorker/SWENo|code|row",
		"worker_census|6|CSWWWorker/AgencyWorker|required|row",
		"worker_census|7|CSWWWorker/RoleEndDate|date|row",
	})
	same(t, "the census as sent", w.rows("select worker_id, agency, fte::varchar from core.worker_census order by all"),
		[]string{"SW1234|false|1.000000", "SW123456|false|1.400000", "SW1234567890|true|-", "SW1234567890|true|-"})
	same(t, "posts", w.rows("select worker_id, fte::varchar, role, started_on, cases_held from core.worker order by all"),
		[]string{"SW1234|1.000000|Case Holder|2020-01-06|14", "SW123456|1.400000|-|2022-10-01|-"})
	same(t, "notices", w.notices("without-fte", "fte-over-one", "role-order"), []string{
		"fte-over-one|1 rows: FTE is above 1: one worker counted as more than full time",
		"role-order|1 rows: RoleEndDate is before RoleStartDate: the role counts on no day",
		"without-fte|2 rows: without FTE: a worker of the census who is in no figure of full-time equivalents",
	})
}

// Who is in post on a census day is who that census names, whatever other years' censuses say.
func TestWorkforceCensusesOfSeveralYears(t *testing.T) {
	w := newWorld(t)
	stays := func(fte string) string { return censusWorker("0", "SW0001", "FTE", fte, "RoleStartDate", "2020-01-06") }
	agency := func(number string) string { return censusWorker("1", number, "FTE", "0.5") }
	w.write("csww/2021.xml", workforceCensus("CSWW", "2021", "DateTime", "2021-11-01T00:00:00", stays("0.8"), agency("SW1001"), agency("SW1001"),
		censusWorker("0", "SW0002", "FTE", "1", "RoleStartDate", "2019-01-07")))
	w.write("csww/2022.xml", workforceCensus("CSWW", "2022", "DateTime", "2022-11-01T00:00:00", stays("1"), agency("SW1001"), agency("SW1002"),
		censusWorker("0", "SW0003", "FTE", "1", "RoleStartDate", "2022-01-10", "RoleEndDate", "2022-06-30")))
	w.write("csww/2023.xml", workforceCensus("CSWW", "2023", "DateTime", "2023-11-01T00:00:00", stays("0.6"), agency("SW1002"), agency("SW1001")))
	w.write("csww/2022 corrected.xml", workforceCensus("CSWW", "2022", "DateTime", "2022-12-01T00:00:00", stays("1"), agency("SW1002"),
		censusWorker("0", "SW0003", "FTE", "1", "RoleStartDate", "2022-01-10", "RoleEndDate", "2022-06-30")))
	report := w.mustLoad(w.extract("workforce", "csww"))
	w.reconcilesByTable(report)
	same(t, "posts", w.rows("select worker_id, fte::varchar, started_on, ended_on from core.worker order by all"), []string{
		"SW0001|0.600000|2020-01-06|-", "SW0002|1.000000|2019-01-07|2021-10-01", "SW0003|1.000000|2022-01-10|2022-06-30",
		"SW1001|0.500000|2022-10-01|-", "SW1001|0.500000|-|2021-10-01", "SW1001|0.500000|-|2021-10-01", "SW1002|0.500000|2021-10-01|-",
	})
	same(t, "in post on each census day", w.rows(`
select census.census_on, count(*) = (
        select count(*) from core.worker as worker
        where coalesce(worker.started_on <= census.census_on, true) and (worker.ended_on is null or worker.ended_on > census.census_on)
    )
from core.worker_census as census where census.role_ended_on is null group by census.census_on order by all`),
		[]string{"2021-09-30|true", "2022-09-30|true", "2023-09-30|true"})
	same(t, "vacancies", w.rows("select census_on from core.vacancy order by all"), []string{"2021-09-30", "2022-09-30", "2023-09-30"})
	same(t, "coverage", w.rows("select table_name, covered_from, covered_to from core.coverage order by all"),
		[]string{"vacancy|2020-10-01|2023-09-30", "worker_census|2020-10-01|2023-09-30"})
}

// Where an establishment list tells who holds which post, a census adds its own facts and no posts.
func TestWorkforceCensusBesideTheList(t *testing.T) {
	w := newWorld(t)
	w.write("hr/list.csv", "employee_id,swe_number,agency_worker,org_role_code,org_role,fte,role_start_date,role_end_date,cases_at_30_sept\n"+
		"e1,SW0001,0,5,Case Holder,1,06/01/2020,,14\n")
	w.write("hr/csww.xml", workforceCensus("CSWW", "2022", "DateTime", "2022-11-01T00:00:00", censusWorker("0", "SW0001", "FTE", "1", "RoleStartDate", "2020-01-06")))
	report := w.mustLoad(w.extract("workforce", "hr"))
	w.reconcilesByTable(report)
	same(t, "posts", w.rows("select worker_id from core.worker"), []string{"e1"})
	same(t, "census", w.rows("select worker_id from core.worker_census"), []string{"SW0001"})
	same(t, "notices", w.notices("census-beside-list"), []string{"census-beside-list|1 rows: the establishment list tells who holds which post: the census adds none"})
	same(t, "coverage", w.rows("select table_name, covered_from from core.coverage order by all"),
		[]string{"establishment|-", "vacancy|2021-10-01", "worker_census|2021-10-01"})
}

// A return that says no year anywhere is refused, row by row.
func TestWorkforceCensusWithoutAYear(t *testing.T) {
	w := newWorld(t)
	w.write("hr/csww.xml", workforceCensus("CSWW", "", "DateTime", "2022-11-01T00:00:00", censusWorker("0", "SW0001", "FTE", "1")))
	if _, err := w.load(w.extract("workforce", "hr")); err == nil || !strings.Contains(err.Error(), "a census year") {
		t.Errorf("got %v, want the entry refused for want of a year", err)
	}
}
