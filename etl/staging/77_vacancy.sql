-- Vacancies of the authority on each census day; the last file of a year wins.
insert into core.vacancy (
    area_code, census_on, vacancies_fte, agency_covering_fte, agency_covering_headcount, source_file, source_row
)
select
    area_code,
    make_date(collection_year, 9, 30),
    numberofvacancies,
    noagencyfte,
    noagencyheadcount,
    source_file,
    source_row
from typed_workforce_vacancy
qualify row_number() over (partition by area_code, collection_year order by file_id desc, source_row) = 1;
