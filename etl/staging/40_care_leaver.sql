-- Care leavers as they were around their birthday of the collection year.
insert into core.care_leaver (
    area_code, child_id, born_on, collection_year, in_touch, activity, accommodation, source_file, source_row
)
select
    area_code,
    child,
    dob,
    collection_year,
    in_touch,
    activ,
    accom,
    source_file,
    source_row
from typed_ssda903_oc3
qualify rank() over (
    partition by area_code, child, collection_year
    order by collection_year desc nulls last, file_id desc
) = 1;
