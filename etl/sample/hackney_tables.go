package sample

import (
	"errors"
	"fmt"
)

// write writes the cases as the authority's case system gives them today: referrals, enquiries, plans and
// reviews as tables of the Standard Safeguarding Dataset, which has no place for initial and core
// assessments, and these as a list of their own.
func (c *earlyCases) write(t *tree, folder string) error {
	for n, r := range c.cases {
		if r.child.id == "" {
			r.child.id = fmt.Sprintf("ZZHN%05d", n+1)
			if r.child.inCare != nil {
				r.child.id = r.child.inCare.id
			}
		}
	}
	return errors.Join(
		c.writePersons(t, folder), c.writeReferrals(t, folder), c.writeEnquiries(t, folder), c.writePlans(t, folder),
		c.writeAssessments(t, folder),
	)
}

// known is a day as the case system shows it on its last day.
func (c *earlyCases) known(on day) string {
	if on > c.last {
		return ""
	}
	return on.iso()
}

func (c *earlyCases) writePersons(t *tree, folder string) error {
	b, err := t.create(folder+"/ssd/ssd_person.csv", []string{"pers_person_id", "pers_sex", "pers_ethnicity", "pers_dob"}, style{})
	if err != nil {
		return err
	}
	for _, r := range c.cases {
		if r.child.last != r {
			continue
		}
		sex := "F"
		if r.child.male {
			sex = "M"
		}
		b.write(r.child.id, sex, r.child.ethnicity, r.child.born.iso())
	}
	return b.close()
}

func (c *earlyCases) writeReferrals(t *tree, folder string) error {
	b, err := t.create(folder+"/ssd/ssd_cin_episodes.csv", []string{
		"cine_referral_id", "cine_person_id", "cine_referral_date", "cine_cin_primary_need_code", "cine_referral_source_code",
		"cine_referral_nfa", "cine_close_reason", "cine_close_date", "cine_referral_team",
	}, style{})
	if err != nil {
		return err
	}
	for n, r := range c.cases {
		nothing, closed, reason := "N", "", ""
		if r.nothing {
			nothing = "Y"
		} else if closed = c.known(r.closed); closed != "" {
			reason = "RC8"
			if r.plan != nil || r.child.inCare != nil {
				reason = "RC7"
			}
		}
		b.write(referralNo(n), r.child.id, r.on.iso(), r.need, r.source, nothing, reason, closed, earlyTeam)
	}
	return b.close()
}

// earlyTeam takes referrals and makes initial assessments; the units do what follows.
const earlyTeam = "Access and Assessment"

func unit(n int) string { return fmt.Sprintf("Unit %d", n%6+1) }

func referralNo(n int) string { return fmt.Sprintf("ZZHR%05d", n+1) }

func (c *earlyCases) writeEnquiries(t *tree, folder string) error {
	b, err := t.create(folder+"/ssd/ssd_s47_enquiry.csv", []string{
		"s47e_s47_enquiry_id", "s47e_referral_id", "s47e_person_id", "s47e_s47_start_date", "s47e_s47_nfa", "s47e_s47_completed_by_team",
	}, style{})
	if err != nil {
		return err
	}
	held, err := t.create(folder+"/ssd/ssd_initial_cp_conference.csv", []string{
		"icpc_icpc_id", "icpc_s47_enquiry_id", "icpc_person_id", "icpc_referral_id", "icpc_icpc_transfer_in", "icpc_icpc_target_date",
		"icpc_icpc_date", "icpc_icpc_outcome_cp_flag", "icpc_icpc_team",
	}, style{})
	if err != nil {
		return errors.Join(err, b.close())
	}
	for n, r := range c.cases {
		if r.plan == nil {
			continue
		}
		enquiry := fmt.Sprintf("ZZHE%05d", n+1)
		b.write(enquiry, referralNo(n), r.child.id, r.enquiry.on.iso(), "N", unit(n))
		held.write(fmt.Sprintf("ZZHC%05d", n+1), enquiry, r.child.id, referralNo(n), "N", r.enquiry.due.iso(), r.enquiry.held.iso(), "Y", unit(n))
	}
	return errors.Join(b.close(), held.close())
}

func (c *earlyCases) writePlans(t *tree, folder string) error {
	b, err := t.create(folder+"/ssd/ssd_cp_plans.csv", []string{
		"cppl_cp_plan_id", "cppl_referral_id", "cppl_icpc_id", "cppl_person_id", "cppl_cp_plan_start_date", "cppl_cp_plan_end_date",
		"cppl_cp_plan_initial_category", "cppl_cp_plan_latest_category",
	}, style{})
	if err != nil {
		return err
	}
	reviews, err := t.create(folder+"/ssd/ssd_cp_reviews.csv", []string{
		"cppr_cp_review_id", "cppr_person_id", "cppr_cp_plan_id", "cppr_cp_review_date",
	}, style{})
	if err != nil {
		return errors.Join(err, b.close())
	}
	for n, r := range c.cases {
		if r.plan == nil {
			continue
		}
		plan := fmt.Sprintf("ZZHP%05d", n+1)
		b.write(plan, referralNo(n), fmt.Sprintf("ZZHC%05d", n+1), r.child.id, r.plan.from.iso(), c.known(r.plan.to), r.plan.first, r.plan.latest)
		for i, on := range r.plan.reviews {
			reviews.write(fmt.Sprintf("%s-%d", plan, i+1), r.child.id, plan, on.iso())
		}
	}
	return errors.Join(b.close(), reviews.close())
}

func (c *earlyCases) writeAssessments(t *tree, folder string) error {
	b, err := t.create(folder+"/assessment/initial_and_core_assessments.csv", []string{
		"child_id", "referral_on", "type", "started_on", "completed_on", "team",
	}, style{})
	if err != nil {
		return err
	}
	for n, r := range c.cases {
		for i, one := range []span{r.initial, r.core} {
			if one.from == 0 || one.from > c.last {
				continue
			}
			to := one.to
			if to > c.last {
				to = never
			}
			kind, team := "initial", earlyTeam
			if i == 1 {
				kind, team = "core", unit(n)
			}
			b.write(r.child.id, r.on.String(), kind, one.from.String(), to.String(), team)
		}
	}
	return b.close()
}
