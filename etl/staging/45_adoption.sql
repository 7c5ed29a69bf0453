-- One row per child adopted; an adopted child who comes back has a new id.
insert into core.adoption (
    area_code, child_id, best_interest_on, matched_on, adopted_by_foster_carer, number_of_adopters, sex_of_adopters,
    legal_status_of_adopters, source_file, source_row
)
select
    area_code,
    child,
    date_int,
    date_match,
    foster_care,
    nb_adoptr,
    sex_adoptr,
    ls_adoptr,
    source_file,
    source_row
from typed_ssda903_ad1
qualify rank() over (
    partition by area_code, child
    order by collection_year desc nulls last, file_id desc
) = 1;
