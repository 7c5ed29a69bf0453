-- Each contested cell goes to the file that stands; what older releases say of it is kept beside.
create or replace temporary table taken_over as
select *
from standing
where file_id = by_file_id and row_number is not null;

delete from benchmarks.published
using taken_over
where published.measure = taken_over.measure
    and published.years = taken_over.years
    and published.area_code = taken_over.area_code;

insert into benchmarks.published by name
select measure, area_code, area_name, area_level, years, year_number, value, symbol, shared, file_id
from taken_over
order by measure, years, area_code;

insert into benchmarks.superseded by name
select measure, area_code, years, value, symbol, file_id, by_file_id
from standing
where place > 1
order by measure, years, area_code, file_id;

drop table taken_over
