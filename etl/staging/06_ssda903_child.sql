-- What the return on children looked after reports of children: of a child the header of the latest
-- collection year, and of its files the last.
insert into reported_child (
    area_code, child_id, sex, born_on, ethnicity, is_mother, mother_child_born_on, source, source_file, source_row,
    known_to, rank, file_id
)
select
    area_code,
    child,
    case sex when '1' then 'M' when '2' then 'F' else sex end,
    dob,
    ethnic,
    mother,
    mc_dob,
    'ssda903',
    source_file,
    source_row,
    make_date(collection_year, 3, 31),
    0,
    file_id
from typed_ssda903_header
qualify row_number() over (
    partition by area_code, child
    order by collection_year desc, file_id desc, source_row
) = 1;
