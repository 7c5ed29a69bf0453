-- One row per spell of absence; the last file that names it wins. A list without ids of its own
-- gets them from the worker and the first day.
insert into core.absence (
    area_code, absence_id, worker_id, absence_type, started_on, ended_on, days_lost, source_file, source_row
)
with
spells as (
    select
        *,
        coalesce(absence_id, employee_id || ' ' || start_date) as spell_id
    from typed_absence_spells
)

select
    area_code,
    spell_id,
    employee_id,
    absence_type,
    start_date,
    end_date,
    fte_working_days_lost_in_year,
    source_file,
    source_row
from spells
qualify rank() over (partition by area_code, spell_id order by file_id desc) = 1;
