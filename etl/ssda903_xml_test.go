package etl_test

import (
	"strings"
	"testing"
)

// One document that holds every element of the return, on one physical line as systems write it: Ann
// has all there is of a child looked after; Ben came alone from abroad and has left care, a mother; Cat was
// adopted; Dee's birth date is none, which costs her header and nothing else; Eve has empty blocks.
var documentSSDA903 = strings.NewReplacer("\n", "", "\t", "").Replace(`<?xml version='1.0' encoding='us-ascii'?>
<EXPSSDA903>
<CHILD><HEADER><CHILDID>ann</CHILDID><UPN>A123456789012</UPN><SEX>2</SEX><DOB>11/07/2010</DOB><ETHNIC>WBRI</ETHNIC><UASC>0</UASC>
	<AREVIEW><REVIEW>01/06/2023</REVIEW><REVIEW_CODE>PN1</REVIEW_CODE></AREVIEW>
	<AREVIEW><REVIEW>01/11/2023</REVIEW><REVIEW_CODE>PN3</REVIEW_CODE></AREVIEW>
	<AMISSING><MISSING>M</MISSING><MIS_START>03/05/2023</MIS_START><MIS_END>04/05/2023</MIS_END></AMISSING>
	<AMISSING><MISSING>A</MISSING><MIS_START>30/03/2024</MIS_START><MIS_END /></AMISSING>
	<MOTHER /><MC_DOB />
	<PERMANENCE><PREV_PERM>P1</PREV_PERM><LA_PERM>902</LA_PERM><DATE_PERM>zz/05/2015</DATE_PERM></PERMANENCE>
	<OC2><SDQ_SCORE>14</SDQ_SCORE><CONVICTED>0</CONVICTED><HEALTH_CHECK /><IMMUNISATIONS>1</IMMUNISATIONS><TEETH_CHECK>1</TEETH_CHECK>
	<HEALTH_ASSESSMENT>1</HEALTH_ASSESSMENT><SUBSTANCE_MISUSE>1</SUBSTANCE_MISUSE><INTERVENTION_RECEIVED>0</INTERVENTION_RECEIVED>
	<INTERVENTION_OFFERED>1</INTERVENTION_OFFERED></OC2>
	<AD_PLACED><DATE_PLACED>05/05/2022</DATE_PLACED><DATE_PLACED_CEASED>06/06/2023</DATE_PLACED_CEASED><REASON_PLACED_CEASED>RD3</REASON_PLACED_CEASED></AD_PLACED>
	</HEADER>
	<EPISODE><DECOM>01/05/2022</DECOM><RNE>S</RNE><LS>C2</LS><CIN>N1</CIN><PL>U6</PL><PL_POST>AB1 2CD</PL_POST><HOME_POST>ab12cd</HOME_POST><URN>1234567</URN>
	<PLACE_PROVIDER>PR1</PLACE_PROVIDER><DEC>01/06/2023</DEC><REC>X1</REC><REASON_PLACE_CHANGE>CARPL</REASON_PLACE_CHANGE></EPISODE>
	<EPISODE><DECOM>01/06/2023</DECOM><RNE>P</RNE><LS>C2</LS><CIN>N1</CIN><PL>K2</PL><PL_POST>AB1 3CD</PL_POST><HOME_POST>AB1 2CD</HOME_POST><URN>SC123456</URN>
	<PLACE_PROVIDER>PR4</PLACE_PROVIDER><DEC /><REC /><REASON_PLACE_CHANGE /></EPISODE></CHILD>
<CHILD><HEADER><CHILDID>ben</CHILDID><UPN>UN3</UPN><SEX>1</SEX><DOB>01/02/2005</DOB><ETHNIC>OOTH</ETHNIC><UASC>1</UASC><DUC>01/02/2023</DUC><MOTHER>1</MOTHER>
	<MC_DOB>01/03/2022</MC_DOB><IN_TOUCH>YES</IN_TOUCH><ACTIV>F2</ACTIV><ACCOM>U1</ACCOM></HEADER></CHILD>
<CHILD><HEADER><CHILDID>cat</CHILDID><UPN>UN1</UPN><SEX>2</SEX><DOB>01/02/2021</DOB><ETHNIC>MWBC</ETHNIC><UASC /><MOTHER>0</MOTHER><MC_DOB />
	<DATE_INT>01/03/2022</DATE_INT><DATE_MATCH>01/10/2022</DATE_MATCH><FOSTER_CARE>0</FOSTER_CARE><NB_ADOPTR>2</NB_ADOPTR><SEX_ADOPTR>MF</SEX_ADOPTR>
	<LS_ADOPTR>L11</LS_ADOPTR></HEADER>
	<EPISODE><DECOM>01/03/2021</DECOM><RNE>S</RNE><LS>E1</LS><CIN>N1</CIN><PL>A4</PL><PL_POST /><HOME_POST /><URN /><PLACE_PROVIDER>PR2</PLACE_PROVIDER><DEC>01/07/2023</DEC>
	<REC>E11</REC><REASON_PLACE_CHANGE /></EPISODE></CHILD>
<CHILD><HEADER><CHILDID>dee</CHILDID><UPN>UN1</UPN><SEX>2</SEX><DOB>31/02/2012</DOB><ETHNIC>WBRI</ETHNIC><UASC>0</UASC><MOTHER /><MC_DOB />
	<AREVIEW><REVIEW>02/06/2023</REVIEW><REVIEW_CODE>PN1</REVIEW_CODE></AREVIEW></HEADER>
	<EPISODE><DECOM>01/05/2023</DECOM><RNE>S</RNE><LS>V2</LS><CIN>N4</CIN><PL>U4</PL><PL_POST /><HOME_POST /><URN /><PLACE_PROVIDER>PR1</PLACE_PROVIDER><DEC /><REC />
	<REASON_PLACE_CHANGE /></EPISODE></CHILD>
<CHILD><HEADER><CHILDID>eve</CHILDID><UPN>UN1</UPN><SEX>9</SEX><DOB>01/02/2012</DOB><ETHNIC>WBRI</ETHNIC><UASC /><DUC /><AREVIEW><REVIEW /><REVIEW_CODE /></AREVIEW>
	<AMISSING><MISSING /><MIS_START /><MIS_END /></AMISSING><MOTHER /><MC_DOB /><PERMANENCE><PREV_PERM /><LA_PERM /><DATE_PERM /></PERMANENCE>
	<OC2><SDQ_SCORE /><CONVICTED /></OC2><IN_TOUCH /><ACTIV /><ACCOM /><DATE_INT /><DATE_MATCH /><FOSTER_CARE /><NB_ADOPTR /><SEX_ADOPTR /><LS_ADOPTR />
	<AD_PLACED><DATE_PLACED /><DATE_PLACED_CEASED /><REASON_PLACED_CEASED /></AD_PLACED></HEADER></CHILD>
</EXPSSDA903>`)

// filesSSDA903 is the same as a set of CSV files.
var filesSSDA903 = map[string]string{
	"header": headerColumns + "ann,2,11/07/2010,WBRI,A123456789012,,\nben,1,01/02/2005,OOTH,UN3,1,01/03/2022\ncat,2,01/02/2021,MWBC,UN1,0,\n" +
		"dee,2,31/02/2012,WBRI,UN1,,\neve,9,01/02/2012,WBRI,UN1,,\n",
	"episodes": episodesColumns + "ann,01/05/2022,S,C2,N1,U6,PR1,01/06/2023,X1,CARPL,ab12cd,AB1 2CD,1234567\n" +
		"ann,01/06/2023,P,C2,N1,K2,PR4,,,,AB1 2CD,AB1 3CD,SC123456\ncat,01/03/2021,S,E1,N1,A4,PR2,01/07/2023,E11,,,,\ndee,01/05/2023,S,V2,N4,U4,PR1,,,,,,\n",
	"reviews": "CHILD,DOB,REVIEW,REVIEW_CODE\nann,11/07/2010,01/06/2023,PN1\nann,11/07/2010,01/11/2023,PN3\ndee,31/02/2012,02/06/2023,PN1\n",
	"uasc":    "CHILD,SEX,DOB,DUC\nben,1,01/02/2005,01/02/2023\n",
	"oc2": "CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,HEALTH_ASSESSMENT,SUBSTANCE_MISUSE,INTERVENTION_RECEIVED," +
		"INTERVENTION_OFFERED\nann,11/07/2010,14,,0,,1,1,1,1,0,1\n",
	"oc3":             "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\nben,01/02/2005,YES,F2,U1\n",
	"ad1":             "CHILD,DOB,DATE_INT,DATE_MATCH,FOSTER_CARE,NB_ADOPTR,SEX_ADOPTR,LS_ADOPTR\ncat,01/02/2021,01/03/2022,01/10/2022,0,2,MF,L11\n",
	"placed_adoption": "CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED\nann,11/07/2010,05/05/2022,06/06/2023,RD3\n",
	"prev_perm":       "CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM\nann,11/07/2010,P1,902,zz/05/2015\n",
	"missing":         "CHILD,DOB,MISSING,MIS_START,MIS_END\nann,11/07/2010,M,03/05/2023,04/05/2023\nann,11/07/2010,A,30/03/2024,\n",
}

// coreRows lists every row of core, the reference aside, without where it came from.
func (w *world) coreRows() []string {
	w.t.Helper()
	var rows []string
	for _, table := range w.rows(`
select table_name || '|' || string_agg(column_name, ', ' order by column_index)
from duckdb_columns()
where schema_name = 'core' and table_name not in ('area', 'calendar') and column_name not in ('source_file', 'source_row')
group by table_name order by table_name`) {
		name, columns, _ := strings.Cut(table, "|")
		for _, row := range w.rows("select " + columns + " from core." + name + " order by all") {
			rows = append(rows, name+": "+row)
		}
	}
	return rows
}

func TestSSDA903DocumentIsTheFilesInOne(t *testing.T) {
	set, document := newWorld(t), newWorld(t)
	for name, content := range filesSSDA903 {
		set.write("in/2024/"+name+".csv", content)
	}
	document.write("in/2023-24.xml", documentSSDA903)
	for _, w := range []*world{set, document} {
		w.opts.MaxRejectShare, w.opts.ShareConfigured = 0.5, true
		w.reconcilesByTable(w.mustLoad(w.extract("ssda903", "in")))
	}
	const files = "select table_name, area_code, collection_year, read, loaded, rejected from audit.file where read > 0 order by all"
	same(t, "records", document.rows(files), set.rows(files))
	const faults = "select table_name, split_part(column_name, '/', -1), kind, wanted, severity from audit.reject order by all"
	same(t, "faults", document.rows(faults), set.rows(faults))
	same(t, "what the faults are", document.rows("select table_name, source_row, column_name, severity from audit.reject order by all"), []string{
		"header|4|CHILD/HEADER/DOB|row", "header|5|CHILD/HEADER/SEX|cell", "reviews|3|DOB|cell",
	})
	same(t, "core", document.coreRows(), set.coreRows())
	same(t, "nothing of the document is missing", document.rows(`
select 'child', count(*) from core.child union all select 'uasc', count(*) from core.uasc
union all select 'care_episode', count(*) from core.care_episode union all select 'care_review', count(*) from core.care_review
union all select 'strengths_difficulties', count(*) from core.strengths_difficulties union all select 'health_outcome', count(*) from core.health_outcome
union all select 'care_leaver', count(*) from core.care_leaver union all select 'adoption', count(*) from core.adoption
union all select 'adoption_decision', count(*) from core.adoption_decision union all select 'previous_permanence', count(*) from core.previous_permanence
union all select 'missing_episode', count(*) from core.missing_episode`), []string{
		"child|4", "uasc|1", "care_episode|4", "care_review|3", "strengths_difficulties|1", "health_outcome|1", "care_leaver|1", "adoption|1",
		"adoption_decision|1", "previous_permanence|1", "missing_episode|2",
	})
	same(t, "every element is known", document.notices("unknown-elements", "stray-text"), []string{})
}

// A document and the CSV set of another year stitch as two CSV sets do.
func TestSSDA903DocumentBesideFiles(t *testing.T) {
	w := newWorld(t)
	w.opts.MaxRejectShare, w.opts.ShareConfigured = 0.5, true
	w.write("in/2024.xml", documentSSDA903)
	w.write("in/2025/episodes.csv", episodesColumns+"ann,01/06/2023,P,C2,N1,K2,PR4,01/09/2024,E4A,,AB1 2CD,AB1 3CD,SC123456\n")
	w.write("in/2025/social_worker.csv", "CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON\nann,11/07/2010,SW123,01/05/2024,,MANAGE\n")
	w.write("in/2025/dolo.csv", "CHILD,DOB,DOLO_START,DOLO_END\nann,11/07/2010,01/06/2024,01/07/2024\n")
	w.reconcilesByTable(w.mustLoad(w.extract("ssda903", "in")))
	same(t, "episodes", w.rows("select child_id, started_on, ended_on, reason_ceased, stitched, source_file from core.care_episode order by all"), []string{
		"ann|2022-05-01|2023-06-01|X1|-|in/2024.xml", "ann|2023-06-01|2024-09-01|E4A|-|in/2025/episodes.csv",
		"cat|2021-03-01|2023-07-01|E11|-|in/2024.xml", "dee|2023-05-01|2024-03-31|-|closed at year end|in/2024.xml",
	})
	same(t, "allocations", w.rows("select worker_ref, started_on, ended_on, source from core.allocation"), []string{"SW123|2024-05-01|-|ssda903"})
	same(t, "deprivation of liberty", w.rows("select started_on, ended_on from core.deprivation_of_liberty"), []string{"2024-06-01|2024-07-01"})
	same(t, "coverage", w.rows("select table_name, covered_from, covered_to from core.coverage where table_name in ('episodes', 'header', 'oc3') order by all"), []string{
		"episodes|2023-04-01|2025-03-31", "header|2023-04-01|2024-03-31", "oc3|2023-04-01|2024-03-31",
	})
}

func TestSSDA903DocumentNeedsAYear(t *testing.T) {
	w := newWorld(t)
	w.write("in/return.xml", documentSSDA903)
	report := w.mustLoad(w.extract("ssda903", "in"))
	if faults := faultsOf(report); len(faults) != 1 || !strings.Contains(faults[0], "year") {
		t.Errorf("got %v, want the document refused for want of a year", faults)
	}
}
