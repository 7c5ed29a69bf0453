-- Decisions that a child should be placed for adoption, from the Standard Safeguarding Dataset, in
-- years that the return does not cover.
insert into core.adoption_decision (
    area_code, child_id, decided_on, ceased_on, reason_ceased, source_file, source_row
)
select
    permanence.area_code,
    permanence.perm_person_id,
    permanence.perm_adm_decision_date,
    permanence.perm_decision_reversed_date,
    permanence.perm_decision_reversed_reason,
    permanence.source_file,
    permanence.source_row
from typed_ssd_permanence as permanence
inner join ssd_file
    on ssd_file.file_id = permanence.file_id and ssd_file.stands
anti join ssd_return
    on
        ssd_return.area_code = permanence.area_code and ssd_return.table_name = 'placed_adoption'
        and ssd_return.collection_year = year(permanence.perm_adm_decision_date + interval 9 month)
where permanence.perm_adm_decision_date is not null
qualify row_number() over (
    partition by permanence.area_code, permanence.perm_person_id, permanence.perm_adm_decision_date
    order by permanence.source_row desc
) = 1
order by permanence.file_id, permanence.source_row;
