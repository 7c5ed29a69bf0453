-- Health and offending over the year, of children looked after for twelve months.
insert into core.health_outcome (
    area_code, child_id, collection_year, convicted, development_check, immunisations, teeth_check, health_assessment,
    substance_misuse, intervention_received, intervention_offered, source_file, source_row
)
select
    area_code,
    child,
    collection_year,
    convicted,
    health_check,
    immunisations,
    teeth_check,
    health_assessment,
    substance_misuse,
    intervention_received,
    intervention_offered,
    source_file,
    source_row
from typed_ssda903_oc2
qualify rank() over (
    partition by area_code, child, collection_year
    order by collection_year desc nulls last, file_id desc
) = 1;
