-- Prospective adopters; the latest workbook knows best how far each has come.
insert into core.adopter (
    area_code, adopter_id, family_id, enquired_on, stage1_started_on, stage1_ended_on, stage2_started_on,
    stage2_ended_on, applied_on, approved_on, matched_on, placed_on, children_placed, adopted_on, left_on, reason_left,
    source, source_file, source_row
)
select
    adopter.area_code,
    adopter.individual_adopter_identifier,
    adopter.family_identifier,
    adopter.date_enquiry_received,
    adopter.date_stage_1_started,
    adopter.date_stage_1_ended,
    adopter.date_stage_2_started,
    adopter.date_stage_2_ended,
    adopter.date_application_submitted,
    adopter.date_application_approved,
    adopter.date_adopter_matched_with_child_ren,
    adopter.date_child_children_placed_with_adopter_s,
    adopter.no_of_children_placed,
    adopter.date_of_adoption_order,
    adopter.date_of_leaving_adoption_process,
    adopter.reason_for_leaving_adoption_process,
    'annex_a',
    adopter.source_file,
    adopter.source_row
from typed_annex_a_adopters as adopter
inner join annex_a_file using (file_id)
qualify rank() over (
    partition by adopter.area_code, adopter.individual_adopter_identifier
    order by annex_a_file.known_to desc nulls last, adopter.file_id desc
) = 1
order by adopter.file_id, adopter.source_row;
