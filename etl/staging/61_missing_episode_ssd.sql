-- Spells missing from the Standard Safeguarding Dataset, on days that the return does not cover. The
-- dataset has them of every child; core has those of children looked after when they went.
create or replace temp table ssd_missing_episode as
select
    missing.*,
    exists (
        select 1
        from core.care_episode as episode
        where
            episode.area_code = missing.area_code
            and episode.child_id = missing.miss_person_id
            and episode.started_on <= missing.miss_missing_episode_start_date
            and coalesce(episode.ended_on >= missing.miss_missing_episode_start_date, true)
    ) as looked_after
from typed_ssd_missing as missing
inner join ssd_file
    on ssd_file.file_id = missing.file_id and ssd_file.stands
anti join ssd_return
    on
        ssd_return.area_code = missing.area_code and ssd_return.table_name = 'missing'
        and ssd_return.collection_year = year(missing.miss_missing_episode_start_date + interval 9 month);

insert into core.missing_episode (
    area_code, child_id, missing_type, started_on, ended_on, source_file, source_row
)
select
    area_code,
    miss_person_id,
    miss_missing_episode_type,
    miss_missing_episode_start_date,
    miss_missing_episode_end_date,
    source_file,
    source_row
from ssd_missing_episode
where looked_after
order by file_id, source_row;

insert into audit.notice (source_file, column_name, rule, message)
select
    source_file,
    'miss_person_id',
    'ssd-not-looked-after',
    count(*) || ' rows: of children who were not looked after on that day: left out'
from ssd_missing_episode
where not looked_after
group by source_file
order by source_file;

drop table ssd_missing_episode;
