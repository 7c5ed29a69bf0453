-- What placements, and children's homes of the authority's own, had cost since 1 April when a quarter
-- ended. Of a placement that two files report for the same quarter the later file's row stands.
create table if not exists working.refused_placement_cost_placement_costs as
select * from typed_placement_cost_placement_costs limit 0;

create table if not exists working.refused_placement_cost_internal_residential_costs as
select * from typed_placement_cost_internal_residential_costs limit 0;

create or replace temp table quarter_of_file as
select
    file_id,
    regexp_extract(source_file, '.*(?:^|[^0-9])(20[0-9]{2})[-_ ]?(?:20)?[0-9]{2}(?:[^0-9]|$)', 1) as year_text,
    regexp_extract(lower(source_file), '.*(?:^|[^a-z])(?:q|qtr|quarter)[-_ ]?([1-4])(?:[^0-9]|$)', 1) as quarter_text
from load_file
where kind = 'placement_cost';

create or replace temp table placement_cost_row as
with
placements as (
    select
        cost.*,
        coalesce(regexp_extract(cost.year, '[0-9]{2,4}'), quarter_of_file.year_text) as year_text,
        cast(regexp_extract(coalesce(cost.quarter, quarter_of_file.quarter_text), '[1-4]') as integer) as quarter_no
    from typed_placement_cost_placement_costs as cost
    inner join quarter_of_file using (file_id)
),

dated as (
    select
        *,
        case length(year_text) when 4 then 0 else 2000 end + cast(year_text as integer) as first_year
    from placements
)

select
    * exclude (quarter),
    first_year || '-' || lpad(cast((first_year + 1) % 100 as varchar), 2, '0') as year_name,
    max(file_id) over (
        partition by area_code, child_id, placement_start_date, first_year, quarter_no
    ) as last_file_id
from dated;

create or replace temp table residential_cost_row as
with
homes as (
    select
        cost.*,
        coalesce(regexp_extract(cost.year, '[0-9]{2,4}'), quarter_of_file.year_text) as year_text,
        cast(regexp_extract(coalesce(cost.quarter, quarter_of_file.quarter_text), '[1-4]') as integer) as quarter_no
    from typed_placement_cost_internal_residential_costs as cost
    inner join quarter_of_file using (file_id)
),

dated as (
    select
        *,
        case length(year_text) when 4 then 0 else 2000 end + cast(year_text as integer) as first_year
    from homes
)

select
    * exclude (quarter),
    first_year || '-' || lpad(cast((first_year + 1) % 100 as varchar), 2, '0') as year_name,
    max(file_id) over (
        partition by area_code, asset_name, start_date, first_year, quarter_no
    ) as last_file_id
from dated;

insert into core.placement_cost (
    area_code, child_id, financial_year, quarter, legal_status, placement_started_on, placement_ended_on, placement_type,
    placement_provider, procurement_platform, urn, cost_to_date, from_social_care, from_health, from_education,
    source_file, source_row
)
select
    area_code,
    child_id,
    year_name,
    quarter_no,
    legal_status,
    placement_start_date,
    placement_end_date,
    placement_type,
    provider_type,
    left(procurement_platform, 1) || lower(substr(procurement_platform, 2)),
    ofsted_urn,
    total_committed_cost_accrued_in_fy_to_date,
    contribution_from_social_care_provider_s,
    contribution_from_health_provider_s,
    contribution_from_education_provider_s,
    source_file,
    source_row
from placement_cost_row
where file_id = last_file_id;

insert into core.residential_cost (
    area_code, asset_name, financial_year, quarter, urn, started_on, ended_on, cost_to_date, source_file, source_row
)
select
    area_code,
    asset_name,
    year_name,
    quarter_no,
    ofsted_urn,
    start_date,
    end_date,
    total_committed_cost_accrued_in_fy_to_date,
    source_file,
    source_row
from residential_cost_row
where file_id = last_file_id;

insert into audit.control_total (
    source_file, table_name, measure, received, loaded, superseded, rejected, unreadable, stated
)
with
amounts as (
    select
        file_id,
        source_row,
        case when file_id = last_file_id then 'loaded' else 'superseded' end as state,
        total_committed_cost_accrued_in_fy_to_date as cost_to_date,
        contribution_from_social_care_provider_s as from_social_care,
        contribution_from_health_provider_s as from_health,
        contribution_from_education_provider_s as from_education
    from placement_cost_row
    union all
    select
        refused.file_id,
        refused.source_row,
        coalesce(totals.kind, 'refused'),
        refused.total_committed_cost_accrued_in_fy_to_date,
        refused.contribution_from_social_care_provider_s,
        refused.contribution_from_health_provider_s,
        refused.contribution_from_education_provider_s
    from refused_placement_cost_placement_costs as refused
    left join (select distinct file_id, source_row, kind from load_fault where kind = 'total') as totals
        using (file_id, source_row)
    union all
    select
        file_id,
        source_row,
        case when file_id = last_file_id then 'loaded' else 'superseded' end,
        total_committed_cost_accrued_in_fy_to_date,
        null,
        null,
        null
    from residential_cost_row
    union all
    select
        refused.file_id,
        refused.source_row,
        coalesce(totals.kind, 'refused'),
        refused.total_committed_cost_accrued_in_fy_to_date,
        null,
        null,
        null
    from refused_placement_cost_internal_residential_costs as refused
    left join (select distinct file_id, source_row, kind from load_fault where kind = 'total') as totals
        using (file_id, source_row)
),

measured_rows as (
    unpivot amounts
    on cost_to_date, from_social_care, from_health, from_education
    into name measure value amount
),

sums as (
    select
        file_id,
        measure,
        coalesce(sum(amount) filter (state <> 'total'), 0) as received,
        coalesce(sum(amount) filter (state = 'loaded'), 0) as loaded,
        coalesce(sum(amount) filter (state = 'superseded'), 0) as superseded,
        coalesce(sum(amount) filter (state = 'refused'), 0) as rejected,
        -- The only total, behind all rows, is the report's.
        case
            when count(*) filter (state = 'total') = 1
                and max(source_row) filter (state = 'total') > coalesce(max(source_row) filter (state <> 'total'), 0)
                then max(amount) filter (state = 'total')
        end as stated
    from measured_rows
    group by file_id, measure
),

unread as (
    select
        file_id,
        case column_name
            when 'total_committed_cost_accrued_in_fy_to_date' then 'cost_to_date'
            when 'contribution_from_social_care_provider_s' then 'from_social_care'
            when 'contribution_from_health_provider_s' then 'from_health'
            when 'contribution_from_education_provider_s' then 'from_education'
        end as measure,
        count(distinct source_row) as records
    from load_fault
    where kind = 'decimal'
    group by file_id, column_name
),

broken as (
    select file_id, count(*) as records
    from load_fault
    where kind = 'fields'
    group by file_id
)

select
    load_file.source_file,
    load_file.table_name,
    measures.measure,
    coalesce(sums.received, 0),
    coalesce(sums.loaded, 0),
    coalesce(sums.superseded, 0),
    coalesce(sums.rejected, 0),
    coalesce(unread.records, 0) + coalesce(broken.records, 0),
    sums.stated
from load_file
inner join (values ('cost_to_date'), ('from_social_care'), ('from_health'), ('from_education')) as measures (measure)
    on load_file.kind = 'placement_cost'
left join sums
    on sums.file_id = load_file.file_id
    and sums.measure = measures.measure
left join unread
    on unread.file_id = load_file.file_id
    and unread.measure = measures.measure
left join broken
    on broken.file_id = load_file.file_id
where measures.measure = 'cost_to_date' or sums.file_id is not null or unread.file_id is not null
order by load_file.source_file, measures.measure;

insert into audit.notice (source_file, column_name, rule, message)
with
rows_of_files as (
    select file_id, last_file_id, source_file from placement_cost_row
    union all
    select file_id, last_file_id, source_file from residential_cost_row
)

select
    source_file,
    'total_committed_cost_accrued_in_fy_to_date',
    'cost-superseded',
    count(*) || ' rows: a later file reports the same placement or home for the quarter: left out'
from rows_of_files
where file_id <> last_file_id
group by source_file
order by source_file;

update audit.file
set superseded_by = whole.superseded_by
from (
    select
        cost.source_file,
        any_value(later.source_file) as superseded_by
    from (
        select file_id, last_file_id, source_file from placement_cost_row
        union all
        select file_id, last_file_id, source_file from residential_cost_row
    ) as cost
    inner join load_file as later
        on later.file_id = cost.last_file_id
    group by cost.source_file
    having bool_and(cost.file_id <> cost.last_file_id) and count(distinct later.file_id) = 1
) as whole
where whole.source_file = audit.file.source_file;

drop table quarter_of_file;

drop table placement_cost_row;

drop table residential_cost_row;

drop table refused_placement_cost_placement_costs;

drop table refused_placement_cost_internal_residential_costs;
