-- Children adopted, from the Standard Safeguarding Dataset, in years that the return does not cover.
insert into core.adoption (
    area_code, child_id, best_interest_on, matched_on, adopted_by_foster_carer, number_of_adopters, sex_of_adopters,
    legal_status_of_adopters, source_file, source_row
)
select
    permanence.area_code,
    permanence.perm_person_id,
    permanence.perm_adm_decision_date,
    permanence.perm_matched_date,
    permanence.perm_adopted_by_carer_flag,
    permanence.perm_number_of_adopters,
    permanence.perm_adopter_sex,
    permanence.perm_adopter_legal_status,
    permanence.source_file,
    permanence.source_row
from typed_ssd_permanence as permanence
inner join ssd_file
    on ssd_file.file_id = permanence.file_id and ssd_file.stands
anti join ssd_return
    on
        ssd_return.area_code = permanence.area_code and ssd_return.table_name = 'ad1'
        and ssd_return.collection_year = year(permanence.perm_permanence_order_date + interval 9 month)
where permanence.perm_permanence_order_type = 'ADOPTION' and permanence.perm_permanence_order_date is not null
qualify row_number() over (
    partition by permanence.area_code, permanence.perm_person_id
    order by permanence.perm_permanence_order_date desc, permanence.source_row desc
) = 1
order by permanence.file_id, permanence.source_row;
