-- One row per measure that is described or published. LAIT keeps the first dictionary row of each
-- title; of the titles that share a short id, the first describes it.
insert into benchmarks.measure
with
-- Files in the order in which they are believed.
ranked_files as (
    select
        file_id,
        row_number() over (order by published_on desc nulls last, file_id) as file_rank,
    from benchmarks.file
),
rows_in_order as (
    select
        dictionary.*,
        row_number() over (order by ranked_files.file_rank, dictionary.row_number) as row_rank,
    from benchmarks.dictionary
    inner join ranked_files using (file_id)
),
titles as (
    select *
    from rows_in_order
    qualify row_number() over (partition by title order by row_rank) = 1
),
topics as (
    select
        measure,
        string_agg(topic, '; ' order by first_row) as topic,
    from (
        select measure, topic, min(row_rank) as first_row
        from rows_in_order
        where topic is not null
        group by measure, topic
    )
    group by measure
),
titles_in_order as (
    select
        titles.*,
        row_number() over (partition by measure order by row_rank) as place,
        string_agg(title, '; ') over (
            partition by measure order by row_rank
            rows between 1 following and unbounded following
        ) as later_titles,
    from titles
),
described as (
    select * from titles_in_order where place = 1
),
-- A measure that is known to equal one of LAIT's has its polarity, and is banded as it is.
self_described as (
    select
        own.*,
        coalesce(twins.polarity, own.polarity) as twin_polarity,
        coalesce(twins.banded, true) as twin_banded,
    from benchmarks.described as own
    inner join ranked_files using (file_id)
    left join described as twins on own.twin = twins.measure
    qualify row_number() over (partition by own.measure order by file_rank) = 1
),
published_measures as (
    select distinct measure from benchmarks.published
)
select
    measure,
    coalesce(described.title, self_described.title, measure),
    described.later_titles,
    coalesce(topics.topic, self_described.topic),
    coalesce(described.polarity, self_described.twin_polarity, '-'),
    coalesce(described.decimals, self_described.decimals, 1),
    coalesce(described.banded, self_described.twin_banded, true),
    described.chart_title,
    coalesce(described.axis, self_described.axis),
    coalesce(described.description, self_described.description),
    described.methodology,
    coalesce(described.owner, self_described.owner),
    described.link,
    coalesce(described.year_type, self_described.year_type),
    described.last_update,
    described.next_update,
    described.table_status,
from described
full join published_measures using (measure)
left join self_described using (measure)
left join topics using (measure)
order by measure
