-- Mid-year estimates, without ages the children of 0 to 17; the last file wins. A nine-character
-- code is read as the area that has it.
insert into core.population (area_code, year, age_from, age_to, population, source_file, source_row)
with
estimates as (
    select
        estimate.file_id,
        coalesce(area.area_code, estimate.area_code) as area_code,
        estimate.year,
        coalesce(estimate.age_from, 0) as age_from,
        coalesce(estimate.age_to, 17) as age_to,
        estimate.population,
        estimate.source_file,
        estimate.source_row
    from typed_population_estimates as estimate
    left join core.area as area
        on area.ons_code = estimate.area_code
)

select
    area_code,
    year,
    age_from,
    age_to,
    population,
    source_file,
    source_row
from estimates
qualify row_number() over (partition by area_code, year, age_from, age_to order by file_id desc, source_row) = 1;
