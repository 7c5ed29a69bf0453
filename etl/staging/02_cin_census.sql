-- What the children in need census reports of children. A document is known to the end of its collection
-- year. Its blocks are large, so each is reported just before the model of its core table, in
-- 11_0_census_referral.sql and so on, and the two of them never stand beside the others.
insert into reported_child (
    area_code, child_id, sex, born_on, ethnicity, expected_on, died_on, source, source_file, source_row, known_to, rank,
    file_id
)
select
    area_code,
    lachildid,
    case coalesce(sex, gendercurrent) when '1' then 'M' when '2' then 'F' when '0' then 'U' when '9' then 'U'
        else coalesce(sex, gendercurrent) end,
    personbirthdate,
    ethnicity,
    expectedpersonbirthdate,
    persondeathdate,
    'cin_census',
    source_file,
    source_row,
    make_date(collection_year, 3, 31),
    1,
    file_id
from typed_cin_census_child;

insert into reported_disability (
    area_code, child_id, disability, source, source_file, source_row, known_to, rank, file_id
)
select
    disability.area_code,
    child.lachildid,
    disability.disability,
    'cin_census',
    disability.source_file,
    disability.source_row,
    make_date(disability.collection_year, 3, 31),
    1,
    disability.file_id
from typed_cin_census_disability as disability
inner join typed_cin_census_child as child
    on child.source_file = disability.source_file and child.source_row = disability.parent_row;

-- Every referral with the child that it is of, which all that follows hangs on.
create or replace table working.census_referral as
select
    details.source_file,
    details.source_row,
    child.lachildid as child_id,
    details.cinreferraldate as referred_on,
    make_date(details.collection_year, 3, 31) as known_to
from typed_cin_census_cin_details as details
inner join typed_cin_census_child as child
    on child.source_file = details.source_file and child.source_row = details.parent_row;
