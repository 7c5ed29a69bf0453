-- One row per measure that is described or published. LAIT keeps the first dictionary row of each
-- title; of the titles that share a short id, the first describes it.
insert into benchmarks.measure
with
titles as (
    select *
    from benchmarks.dictionary
    qualify row_number() over (partition by title order by file_id, row_number) = 1
),
topics as (
    select
        measure,
        string_agg(topic, '; ' order by first_row) as topic,
    from (
        select measure, topic, min((file_id, row_number)) as first_row
        from benchmarks.dictionary
        where topic is not null
        group by measure, topic
    )
    group by measure
),
titles_in_order as (
    select
        titles.*,
        row_number() over (partition by measure order by file_id, row_number) as place,
        string_agg(title, '; ') over (
            partition by measure order by file_id, row_number
            rows between 1 following and unbounded following
        ) as later_titles,
    from titles
),
described as (
    select * from titles_in_order where place = 1
),
published_measures as (
    select distinct measure from benchmarks.published
)
select
    measure,
    coalesce(described.title, measure),
    described.later_titles,
    topics.topic,
    coalesce(described.polarity, '-'),
    coalesce(described.decimals, 1),
    coalesce(described.banded, true),
    described.chart_title,
    described.axis,
    described.description,
    described.methodology,
    described.owner,
    described.link,
    described.year_type,
    described.last_update,
    described.next_update,
    described.table_status,
from described
full join published_measures using (measure)
left join topics using (measure)
order by measure
