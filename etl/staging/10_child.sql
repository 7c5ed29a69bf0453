-- One row per child: the header of the latest collection year, and of its files the last.
insert into core.child (
    area_code, child_id, sex, born_on, ethnicity, is_mother, mother_child_born_on, source_file, source_row
)
select
    area_code,
    child,
    case sex when '1' then 'M' when '2' then 'F' else sex end,
    dob,
    ethnic,
    mother,
    mc_dob,
    source_file,
    source_row
from typed_ssda903_header
qualify row_number() over (partition by area_code, child order by collection_year desc, file_id desc, source_row) = 1;

-- A child whose birth date, sex or ethnicity differs between years is worth a look, once per file.
insert into audit.notice (source_file, rule, message)
with
differing_headers as (
    select header.source_file
    from typed_ssda903_header as header
    inner join core.child as child
        on child.area_code = header.area_code and child.child_id = header.child
    where
        child.source_file <> header.source_file
        and (
            child.born_on is distinct from header.dob
            or child.ethnicity is distinct from header.ethnic
            or child.sex is distinct from case header.sex when '1' then 'M' when '2' then 'F' else header.sex end
        )
)

select
    source_file,
    'header-superseded',
    count(*) || ' rows: other details of the child stand in a later header and are used'
from differing_headers
group by source_file
order by source_file;
