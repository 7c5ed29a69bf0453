package etl_test

import (
	"testing"

	"sightline/etl"
)

func TestAllocationLists(t *testing.T) {
	w := newWorld(t)
	w.write("allocation/a.csv", "child_id,worker_id,role,team,started_on,ended_on,case_id,reason\n"+
		"a,w1,Social worker,North,01/04/2024,,1,\na,w1,Social worker,North,01/04/2024,30/06/2024,2,Transfer\na,w2,Manager,North,01/04/2024,,1,\n"+
		"b,w1,,,01/05/2024,30/04/2024,,\nb,w1,,,01/06/2024,,,\nb,w1,,,01/06/2024,,,\n")
	w.write("allocation/b.csv", "Start Date,End Date,Worker,Child ID\n2024-06-01,2024-07-01,w1,b\n2024-08-01,,w3,b\n")
	w.opts.ShareConfigured, w.opts.MaxRejectShare = true, 0.5
	report := w.mustLoad(w.extract("allocation", "allocation"))
	reconciles(t, w.db, report)
	same(t, "allocations", w.rows("select child_id, worker_ref, role, team_id, started_on, ended_on, reason_changed, source from core.allocation order by all"), []string{
		"a|w1|Social worker|North|2024-04-01|-|-|allocation", "a|w2|Manager|North|2024-04-01|-|-|allocation",
		"b|w1|-|-|2024-06-01|2024-07-01|-|allocation", "b|w3|-|-|2024-08-01|-|-|allocation",
	})
	same(t, "rejects", w.rejects(), []string{
		"5|ended_on|order|a date on or after started_on|row", "7|-|duplicate|each record once: an equal one stands above|row",
	})
}

func TestAssessmentLists(t *testing.T) {
	w := newWorld(t)
	w.opts.ShareConfigured, w.opts.MaxRejectShare = true, 0.5
	w.write("assessment/a.csv", "child_id,referral_on,type,started_on,completed_on,team\n"+
		"a,01/04/2010,initial,02/04/2010,12/04/2010,North\na,01/04/2010,Core assessment,12/04/2010,,North\nb,,SINGLE,01/05/2014,,\n"+
		"c,01/04/2010,review,02/04/2010,,\nc,01/04/2010,core,02/04/2010,01/04/2010,\nc,01/04/2010,core,,,\n")
	w.write("assessment/b.csv", "child_id,referral_on,type,started_on,completed_on,team\na,01/04/2010,core,12/04/2010,28/05/2010,South\n"+
		"b,,single,01/05/2014,01/06/2014,South\n")
	report := w.mustLoad(w.extract("assessment", "assessment"))
	reconciles(t, w.db, report)
	same(t, "assessments", w.rows("select child_id, assessment_type, referred_on, started_on, completed_on, team_id, source from core.assessment order by all"), []string{
		"a|core|2010-04-01|2010-04-12|2010-05-28|South|assessment", "a|initial|2010-04-01|2010-04-02|2010-04-12|North|assessment",
		"b|single|-|2014-05-01|2014-06-01|South|assessment",
	})
	same(t, "referrals", w.rows("select count(*) from core.referral"), []string{"0"})
	same(t, "rejects", w.rows("select source_row, column_name, kind from audit.reject order by all"), []string{
		"5|type|code", "6|completed_on|order", "7|started_on|required",
	})
}

func TestTargets(t *testing.T) {
	w := newWorld(t)
	w.opts.Authorities = []etl.Authority{{Code: "901", Name: "Northshire"}, {Code: "902", Name: "Southshire"}}
	w.opts.ShareConfigured, w.opts.MaxRejectShare = true, 0.6
	w.write("targets/a.csv", "authority,indicator,value,tolerance,owner,reason,review_on,valid_from,valid_to\n"+
		",cla_rate,52.5,2.5,Director,Plan,01/10/2024,01/04/2024,31/03/2025\n,cla_rate,50,,Director,,,01/04/2025,\n,cla_rate,49,,,,,31/03/2025,\n"+
		"902,cla_rate,60,0,,,,01/04/2024,\n,residential_share,12%,,,,,01/04/2024,\n,residential_share,ten,,,,,01/04/2023,\n999,referrals,1,,,,,01/04/2024,\n"+
		",Referrals,1,,,,,01/04/2024,\n,referrals,1,,,,01/01/2024,01/04/2024,\n,referrals,1,,,,,01/04/2024,01/01/2024\n"+
		",repeat_plans,20,10%,,,,01/04/2024,\n,plan_reviews_in_time,97,-1,,,,01/04/2024,\n")
	w.write("targets/b.csv", "indicator,value,owner,valid_from,valid_to,Target_tolerance\nresidential_share,-.5,,01/04/2025,,.25\n")
	e := w.extract("targets", "targets")
	e.Authority = "901"
	report := w.mustLoad(e)
	reconciles(t, w.db, report)
	same(t, "targets", w.rows("select area_code, indicator, value::double, tolerance::double, owner, reason, review_on, valid_from, valid_to from core.target order by all"), []string{
		"901|cla_rate|50|-|Director|-|-|2025-04-01|-", "901|cla_rate|52.5|2.5|Director|Plan|2024-10-01|2024-04-01|2025-03-31",
		"901|plan_reviews_in_time|97|-|-|-|-|2024-04-01|-", "901|repeat_plans|20|-|-|-|-|2024-04-01|-",
		"901|residential_share|-0.5|0.25|-|-|-|2025-04-01|-", "902|cla_rate|60|0|-|-|-|2024-04-01|-",
	})
	same(t, "rejects", w.rows("select source_row, column_name, kind from audit.reject order by all"), []string{
		"4|valid_from|overlap", "7|value|form", "8|authority|code", "9|indicator|form", "10|review_on|order", "11|valid_to|order", "12|tolerance|form", "13|tolerance|form",
	})
}

// Of the directory core keeps what the extracts mention and a distance can be taken from.
func TestPostcodeDirectory(t *testing.T) {
	w := newWorld(t)
	w.write("care/2024/episodes.csv", episodesColumns+
		"a,01/05/2023,S,C2,N1,U6,PR1,,,,AB1 2CD,je23aa,1234567\nb,01/05/2023,S,C2,N1,U6,PR1,,,,BT1 1AA,XY9 9XY,1234567\n")
	w.write("cost/2024-25_Q1.csv", placementColumns+",Home postcode,Placement postcode\na,C2,01/04/2023,,U6,PR4,,,1,,,,ef45gh,\n")
	w.write("postcode/ONSPD.csv", "pcd,pcds,dointr,oseast1m,osnrth1m,lat\nAB1 2CD,AB1 2CD,198001,394251,0806376,57.1\nJE2 3AA,JE2 3AA,198001,,,99.9\n"+
		"BT1 1AA,BT1 1AA,198001,333900,374500,54.6\nEF4 5GH,EF4 5GH,198001,500000,200000,51.7\nGH1 1AA,GH1 1AA,198001,500001,200001,51.7\n")
	report := w.mustLoad(w.extract("ssda903", "care"), w.extract("placement_cost", "cost"), w.extract("postcode", "postcode"))
	reconciles(t, w.db, report)
	same(t, "postcodes", w.rows("select * from core.postcode order by all"), []string{"AB1 2CD|394251|806376", "EF4 5GH|500000|200000"})
	same(t, "notices", w.notices("postcode-irish-grid", "postcode-without-grid"), []string{
		"postcode-irish-grid|1 rows: a postcode of Northern Ireland, on the Irish grid: left out of distances",
		"postcode-without-grid|1 rows: a postcode without a grid reference, as those of the Crown dependencies: left out",
	})
}

func TestSurveys(t *testing.T) {
	w := newWorld(t)
	w.opts.ShareConfigured, w.opts.MaxRejectShare = true, 0.5
	w.write("survey/a.csv", "survey,wave,respondent_id,respondent_group,team,answered_on,dimension,question,answer,scale_from,scale_to\n"+
		"staff,2024,1,social worker,North,01/05/2024,support,q1,4,1,5\nstaff,2024,1,social worker,North,01/05/2024,support,q2,,1,5\n"+
		"staff,2024,2,,,x,,q1,6,1,5\nstaff,2024,3,,,,,q1,agree,1,5\nstaff,2024,4,,,,,q1,2.5,,\nstaff,2024,4,,,,,q1,3,,\nstaff,2024,5,,,,,q1,3,5,1\n")
	w.write("survey/b.csv", "survey,wave,respondent_id,question,answer\nstaff,2024,1,q2,5\n")
	report := w.mustLoad(w.extract("survey", "survey"))
	reconciles(t, w.db, report)
	same(t, "answers", w.rows(`select survey, wave, answered_on, respondent_id, respondent_group, team_id, dimension, question, answer::double, scale_from::double, scale_to::double
from core.survey_response order by all`), []string{
		"staff|2024|2024-05-01|1|social worker|North|support|q1|4|1|5", "staff|2024|-|1|-|-|-|q2|5|-|-", "staff|2024|-|4|-|-|-|q1|2.5|-|-",
	})
	same(t, "rejects", w.rows("select source_row, column_name, kind, severity from audit.reject order by all"), []string{
		"4|answer|range|row", "4|answered_on|date|cell", "5|answer|decimal|row", "7|respondent_id|duplicate|row", "8|scale_to|order|row",
	})
	same(t, "notices", w.notices("unanswered"), []string{"unanswered|1 rows: a question without an answer: not counted"})
}

// Ages are kept as they stand; without them an estimate is of 0 to 17.
func TestPopulationAges(t *testing.T) {
	w := newWorld(t)
	w.opts.ShareConfigured, w.opts.MaxRejectShare = true, 0.5
	w.write("population/a.csv", "area_code,year,population,age_from,age_to\n204,2024,100,,\n204,2024,30,0,4\n204,2024,70,5,17\n204,2024,1,10,9\n204,2024,2,0,17\n")
	report := w.mustLoad(w.extract("population", "population"))
	reconciles(t, w.db, report)
	same(t, "estimates", w.rows("select area_code, year, age_from, age_to, population from core.population order by all"), []string{
		"204|2024|0|4|30", "204|2024|0|17|100", "204|2024|5|17|70",
	})
	same(t, "rejects", w.rows("select source_row, column_name, kind from audit.reject order by all"), []string{"5|age_to|order", "6|area_code|duplicate"})
}
