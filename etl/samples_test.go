package etl_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The public samples are random, not consistent, so what counts is that every record of every file
// is accounted for.
func TestPublicSamplesReconcile(t *testing.T) {
	tables := []string{
		"DoLo", "ad1", "episodes", "header", "missing", "oc2", "oc3", "placed_for_adoption", "placed_for_adoption_errors",
		"previous_permanence", "reviews", "sw_episodes", "uasc",
	}
	w := newWorld(t)
	for _, name := range tables {
		w.publicCopy("ssda903/"+name+".csv", "in/"+name+".csv")
	}
	e := w.extract("ssda903", "in")
	e.Year = 2018
	report := w.mustLoad(e)
	reconciles(t, w.db, report)
	if len(report.FileFaults) > 0 || len(report.Files) != len(tables) {
		t.Errorf("%d files, faults %v", len(report.Files), report.FileFaults)
	}
	same(t, "files", w.rows("select table_name, read, loaded, rejected from audit.file order by all"), []string{
		"ad1|29|29|0", "dolo|1|1|0", "episodes|5050|5050|0", "header|2675|2675|0", "missing|43|43|0", "oc2|2675|2675|0",
		"oc3|53|51|2", "placed_adoption|29|29|0", "placed_adoption|30|30|0", "prev_perm|2675|2675|0", "reviews|12582|12580|2",
		"social_worker|1|1|0", "uasc|132|132|0",
	})
	same(t, "rejects", w.rows(`select parse_filename(source_file), column_name, kind, severity, count(*) from audit.reject group by all order by all`), []string{
		"oc3.csv|ACCOM|code|row|2", "placed_for_adoption.csv|REASON_PLACED_CEASED|code|cell|29",
		"placed_for_adoption_errors.csv|REASON_PLACED_CEASED|code|cell|30", "reviews.csv|-|duplicate|row|2", "sw_episodes.csv|SW_REASON|code|cell|1",
	})
	same(t, "core", w.rows(`
select 'child', count(*) from core.child union all select 'care_episode', count(*) from core.care_episode
union all select 'raw', count(*) from raw.ssda903_episodes union all select 'open', count(*) from core.care_episode where ended_on is null`),
		[]string{"child|2675", "care_episode|5050", "raw|5050", "open|1413"})
	same(t, "a row leads back to its line", w.rows(`
select raw."CHILD" = core.child_id, raw."DECOM" = strftime(core.started_on, '%d/%m/%Y'), count(*)
from core.care_episode as core inner join raw.ssda903_episodes as raw using (source_file, source_row) group by all`), []string{"true|true|5050"})
}

func TestDirtySamplesReconcile(t *testing.T) {
	w := newWorld(t)
	for _, name := range []string{"SSDA903_2020_episodes.csv", "SSDA903_2020_header.csv"} {
		w.publicCopy("ssda903/dirty/"+name, "in/"+name)
	}
	report := w.mustLoad(w.extract("ssda903", "in"))
	reconciles(t, w.db, report)
	same(t, "files", w.rows("select table_name, collection_year, read, loaded, rejected from audit.file order by all"),
		[]string{"episodes|2020|5|3|2", "header|2020|5|2|3"})
	same(t, "refused", w.rows("select parse_filename(source_file), source_row, column_name, kind from audit.reject where severity = 'row' order by all"), []string{
		"SSDA903_2020_episodes.csv|3|LS|required", "SSDA903_2020_episodes.csv|6|RNE|code",
		"SSDA903_2020_header.csv|3|CHILD|duplicate", "SSDA903_2020_header.csv|4|CHILD|duplicate", "SSDA903_2020_header.csv|6|CHILD|duplicate",
	})
	same(t, "an unknown column is kept", w.rows(`select count("TEST_COLUMN") from raw.ssda903_episodes`), []string{"1"})
}

func TestHumanResourcesSamples(t *testing.T) {
	w := newWorld(t)
	w.publicCopy("synthetic/hr_establishment_2024-09-30_SYNTHETIC.csv", "hr/establishment.csv")
	w.publicCopy("synthetic/hr_sickness_2023-24_SYNTHETIC.csv", "absence/sickness.csv")
	report := w.mustLoad(w.extract("workforce", "hr"), w.extract("absence", "absence"))
	reconciles(t, w.db, report)
	same(t, "rejects", w.rejects(), nil)
	same(t, "in post on 30 September 2024", w.rows(`
select agency, sum(fte)::decimal(9, 1)::varchar from core.worker
where started_on <= date '2024-09-30' and (ended_on is null or ended_on > date '2024-09-30') group by all order by all`), []string{"false|49.8", "true|14.5"})
	same(t, "days lost", w.rows("select sum(days_lost)::decimal(9, 1)::varchar, count(*) from core.absence"), []string{"373.7|52"})
	same(t, "coverage", w.rows("select source, covered_from, covered_to from core.coverage order by all"),
		[]string{"absence|2023-04-01|2025-03-31", "workforce|-|-"})
}

func TestHumanResourcesRules(t *testing.T) {
	w := newWorld(t)
	w.write("hr/1.csv", "Worker ID,SWE,Agency,Role Code,Role,FTE,Start Date,End Date,Cases,Team\n"+
		"w1,,0,5,Case Holder,1,01/01/2024,,3,North\nw2,,0,5,Case Holder,-0.5,01/01/2024,,3,North\n"+
		"w3,,1,5,Case Holder,1.2,01/01/2024,,,North\nw4,,no,5,Case Holder,1,01/02/2024,01/01/2024,,North\n")
	w.write("hr/2.csv", "employee_id,swe_number,agency_worker,org_role_code,org_role,fte,role_start_date,role_end_date,cases_at_30_sept\n"+
		"w1,,0,5,Case Holder,0.5,01/01/2024,,3\n")
	report := w.mustLoad(w.extract("workforce", "hr"))
	reconciles(t, w.db, report)
	same(t, "workers", w.rows("select worker_id, fte::varchar, team_id from core.worker order by all"), []string{"w1|0.500000|-", "w3|1.200000|North"})
	same(t, "rejects", w.rejects(), []string{
		"3|FTE|range|a number of 0 or more|row", "5|Agency|code|0 or 1|row", "5|End Date|order|a date on or after role_start_date|row",
	})
	same(t, "notices", w.notices(), []string{"fte-over-one|1 rows: fte is above 1: one worker counted as more than full time"})
}

func TestPopulation(t *testing.T) {
	w := newWorld(t)
	w.write("pop/p.csv", "area_code,year,population,age_from,age_to\n204,2024,100,0,17\nE92000001,2024,5000,0,4\nX99999999,2024,1,0,4\n204,2024,100.0,9,4\n")
	w.write("pop/q.csv", "area_code,year,population\n204,2024,110\n204,2025,many\n")
	report := w.mustLoad(w.extract("population", "pop"))
	reconciles(t, w.db, report)
	same(t, "population", w.rows("select area_code <> 'E92000001', year, age_from, age_to, population from core.population order by all"),
		w.rows("select (select min(area_code) from core.area where ons_code = 'E92000001') <> 'E92000001', 2024, 0, 4, 5000 union all select true, 2024, 0, 17, 110 order by all"))
	same(t, "rejects", w.rejects(), []string{
		"3|population|integer|a whole number|row", "4|area_code|code|the code of an English authority or region, or of England|row",
		"5|age_to|order|an age not below age_from|row",
	})
	same(t, "files", w.rows("select area_code, read, loaded, rejected from audit.file order by all"), []string{"-|2|1|1", "-|4|2|2"})
}

// Values of a record go to the reject file and to raw and core, and nowhere else.
func TestNoValueLeaksFromBadRecords(t *testing.T) {
	const marker = "ZQXMARKERZQX"
	w := newWorld(t)
	var log strings.Builder
	w.opts.Log = textLogger(&log)
	w.opts.MaxRejectShare, w.opts.ShareConfigured = 0.5, true
	paths := []string{
		w.write("in/2024/header.csv", headerColumns+goodChild+"b,"+marker+",11/07/2010,"+marker+","+marker+","+marker+","+marker+"\n"+
			marker+",1,11/07/2010,WBRI,A123456789012,,\n"+marker+",1,11/07/2011,WBRI,A123456789012,,\n"+
			"c,1,"+marker+",WBRI,A123456789012,,\nd,1,"+marker+"\n\"e"+marker+"\"x,1,11/07/2010,WBRI,A123456789012,,\n"),
		w.write("in/2024/episodes.csv", episodesColumns+goodEpisode+
			strings.Repeat("a,"+marker+","+marker+","+marker+","+marker+","+marker+","+marker+","+marker+","+marker+","+marker+","+marker+","+marker+","+marker+"\n", 9)+
			marker+",01/05/2023,S,C2,N1,U6,PR1,01/04/2023,X1,,,,\n"),
		w.write("in/2024/no_header.csv", marker+",01/05/2023,S,C2,N1\n"),
		w.write("in/2024/utf8.csv", headerColumns+marker+"\xff,1,11/07/2010,WBRI,A123456789012\n"),
	}
	report, err := w.load(w.extract("ssda903", "in"))
	if err == nil || !strings.Contains(err.Error(), "records rejected") {
		t.Errorf("got %v, want the entry refused", err)
	}
	reconciles(t, w.db, report)
	said := err.Error() + log.String()
	for _, fault := range report.FileFaults {
		said += fault.Error()
	}
	for _, table := range []string{"audit.file", "audit.reject", "audit.notice"} {
		said += strings.Join(w.rows("from "+table), "\n")
	}
	if strings.Contains(said, marker) {
		t.Errorf("a value leaked: %s", said)
	}
	for i, path := range paths {
		text, err := os.ReadFile(path + ".rejects.csv")
		if i == 2 { // a file that was not read has no records to list
			continue
		}
		if err != nil || !strings.Contains(string(text), marker) {
			t.Errorf("%s: the reject file lacks the value as received: %v", filepath.Base(path), err)
		}
	}
	if left := w.rows("select table_name from duckdb_tables() where temporary and internal = false"); len(left) > 0 {
		t.Errorf("work tables left behind: %v", left)
	}
}
