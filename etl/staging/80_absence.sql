-- One row per spell of absence, or per part of one. A list without ids of its own gets them from the
-- worker and the first day.
--
-- Some systems report a spell once for every year it touches, with the days lost in that year only.
-- Such rows are parts of the spell and get the dates that lie in their year, so that each day counts
-- once. A row's year is its own year column, else, where the header says that days are those "in year",
-- the year in the file's name; it is the financial year if every row of the file touches that, else the
-- year to 30 September if every row touches that, else none is taken.
--
-- Parts of one spell never overlap between files: a later file's row stands in place of those of
-- earlier files that it overlaps, so an open spell is closed by a newer file.
create or replace temp table absence_part as
with
spells as (
    select
        spell.* exclude (hours_lost, hours_per_day, fte_working_days_lost_in_year),
        coalesce(fte_working_days_lost_in_year, hours_lost / hours_per_day) as days_lost
    from typed_absence_spells as spell
    union all by name
    select
        * exclude (hours_lost, hours_per_day),
        hours_lost / hours_per_day as days_lost
    from typed_absence_spells_in_hours
),

years_of_files as (
    select distinct
        load_file.file_id,
        regexp_extract(load_file.source_file, '.*(?:^|[^0-9])(20[0-9]{2})[-_ ]?(?:20)?([0-9]{2})(?:[^0-9]|$)', ['first', 'second']) as years
    from load_file
    inner join load_header
        on load_header.file_id = load_file.file_id
        and load_header.column_name in ('fte_working_days_lost_in_year', 'hours_lost')
    where load_file.kind = 'absence' and regexp_matches(lower(load_header.spelled), 'in[^a-z]*year')
),

reported_years as (
    select
        spells.*,
        coalesce(absence_id, employee_id || ' ' || start_date) as spell_id,
        coalesce(
            case length(regexp_extract(spells.year, '[0-9]{2,4}')) when 4 then 0 else 2000 end
            + try_cast(regexp_extract(spells.year, '[0-9]{2,4}') as integer),
            case when (try_cast(years.first as integer) + 1) % 100 = try_cast(years.second as integer) then try_cast(years.first as integer) end
        ) as first_year
    from spells
    left join years_of_files using (file_id)
),

year_kinds as (
    select
        file_id,
        bool_and(
            start_date <= make_date(first_year + 1, 3, 31)
            and coalesce(end_date, date '9999-12-31') >= make_date(first_year, 4, 1)
        ) as financial,
        bool_and(
            start_date <= make_date(first_year + 1, 9, 30)
            and coalesce(end_date, date '9999-12-31') >= make_date(first_year, 10, 1)
        ) as census
    from reported_years
    where first_year is not null
    group by file_id
),

windows as (
    select
        reported_years.*,
        case
            when financial then make_date(first_year, 4, 1)
            when census then make_date(first_year, 10, 1)
        end as year_from,
        case
            when financial then make_date(first_year + 1, 3, 31)
            when census then make_date(first_year + 1, 9, 30)
        end as year_to
    from reported_years
    left join year_kinds using (file_id)
)

select
    *,
    greatest(start_date, coalesce(year_from, start_date)) as part_from,
    least(coalesce(end_date, year_to, date '9999-12-31'), coalesce(year_to, date '9999-12-31')) as part_to
from windows;

create or replace temp table absence_standing as
select
    part.*,
    exists (
        select 1
        from absence_part as later
        where
            later.area_code = part.area_code
            and later.employee_id = part.employee_id
            and later.spell_id = part.spell_id
            and later.file_id > part.file_id
            and later.part_from <= part.part_to
            and later.part_to >= part.part_from
    ) as superseded,
    exists (
        select 1
        from absence_part as next_part
        where
            next_part.area_code = part.area_code
            and next_part.employee_id = part.employee_id
            and next_part.spell_id = part.spell_id
            and next_part.part_from > part.part_to
    ) as goes_on
from absence_part as part;

-- An open spell stays open unless a row of a later year goes on with it.
insert into core.absence (
    area_code, absence_id, worker_id, absence_type, started_on, ended_on, days_lost, source_file, source_row
)
select
    area_code,
    spell_id,
    employee_id,
    absence_type,
    part_from,
    case when end_date is null and not goes_on then null else part_to end,
    days_lost,
    source_file,
    source_row
from absence_standing
where not superseded;

insert into audit.notice (source_file, column_name, rule, message)
select
    source_file,
    'start_date',
    'absence-superseded',
    count(*) || ' rows: a later file reports the same days of the absence: left out'
from absence_standing
where superseded
group by source_file
order by source_file;

insert into audit.notice (source_file, column_name, rule, message)
select
    source_file,
    'start_date',
    'absence-part',
    count(*) || ' rows: an absence that reaches beyond the year whose days the row reports: kept as the part in that year'
from absence_standing
where not superseded and (part_from > start_date or part_to < end_date)
group by source_file
order by source_file;

-- Two absences of a worker on one day: together no more than the worker's day, as in a phased return, or more.
insert into audit.notice (source_file, source_row, column_name, rule, message)
with
contracts as (
    select area_code, worker_id, least(1, max(fte)) as fte
    from core.worker
    where fte > 0
    group by area_code, worker_id
),

absences as (
    select
        absence.*,
        coalesce(absence.ended_on, date '9999-12-31') as last_day,
        case
            when absence.ended_on is null or absence.days_lost is null then 1
            when end_day.working_day_number > before_day.working_day_number
                then absence.days_lost / (end_day.working_day_number - before_day.working_day_number) / coalesce(contracts.fte, 1)
            else 0
        end as day_share
    from core.absence as absence
    left join core.calendar as before_day
        on before_day.day = absence.started_on - 1
    left join core.calendar as end_day
        on end_day.day = absence.ended_on
    left join contracts using (area_code, worker_id)
),

overlapping as (
    select
        second.source_file,
        second.source_row,
        max(first.day_share + second.day_share) as day_share
    from absences as first
    inner join absences as second
        on second.area_code = first.area_code
        and second.worker_id = first.worker_id
        and second.started_on <= first.last_day
        and second.last_day >= first.started_on
        and (first.started_on, first.source_file, first.source_row) < (second.started_on, second.source_file, second.source_row)
    group by second.source_file, second.source_row
)

select
    source_file,
    source_row,
    'start_date',
    case when day_share > 1.001 then 'absence-overlap' else 'absence-phased' end,
    case when day_share > 1.001
        then 'overlaps another absence of the worker: both count'
        else 'overlaps another absence of the worker with part days, as in a phased return: both count'
    end
from overlapping
order by source_file, source_row;

drop table absence_part;

drop table absence_standing;
