-- Episodes of several collection years, stitched. Within one year nothing is touched but equal
-- records of two files. Of an authority's earlier years an episode without an end is an error, for
-- the next return should have ended it; it is dropped where a neighbour repeats it or a later file
-- replaces it, else closed. No code is invented: reason_ceased stays null where stitching closed.
create or replace temp table stitched_episode as
with
years as (
    select
        area_code,
        max(collection_year) as last_year
    from load_file
    -- A file without a record reports nothing, so it ends nothing.
    where kind = 'ssda903' and table_name = 'episodes' and records > 0
    group by area_code
    having count(*) > 1
),

episodes as (
    select
        episode.*,
        years.last_year,
        coalesce(episode.collection_year, years.last_year, 0) as file_year
    from typed_ssda903_episodes as episode
    inner join years using (area_code)
),

-- A record that two files of one year both hold, and an episode that a later year's file reports
-- again, are the same episode.
repeats as (
    select
        *,
        max(file_year) over (partition by area_code, child, decom) as reported_year,
        row_number() over (
            partition by
                area_code, child, decom, file_year, rne, ls, cin, place, place_provider, dec, rec,
                reason_place_change, home_post, pl_post, urn
            order by file_id desc, source_row
        ) as copy_no
    from episodes
),

neighbours as (
    select
        *,
        dec is null and file_year < coalesce(last_year, 0) as left_open,
        lag(file_year) over in_order as previous_year,
        lead(decom) over in_order as next_decom,
        lead(rne) over in_order as next_rne,
        coalesce(
            lag(decom) over in_order <> decom
            and row(lag(rne) over in_order, lag(ls) over in_order, lag(place) over in_order,
                lag(place_provider) over in_order, lag(pl_post) over in_order, lag(urn) over in_order)
            is not distinct from row(rne, ls, place, place_provider, pl_post, urn),
            false
        ) as repeats_previous,
        coalesce(
            lead(decom) over in_order <> decom
            and row(lead(rne) over in_order, lead(ls) over in_order, lead(place) over in_order,
                lead(place_provider) over in_order, lead(pl_post) over in_order, lead(urn) over in_order)
            is not distinct from row(rne, ls, place, place_provider, pl_post, urn),
            false
        ) as repeats_next
    from repeats
    where file_year = reported_year and copy_no = 1
    window in_order as (
        partition by area_code, child
        order by decom, file_year desc, file_id desc, source_row
    )
),

first_pass as (
    select
        *,
        case
            when not left_open then null
            when repeats_previous or repeats_next then 'dropped: repeated'
            when previous_year > file_year then 'dropped: superseded'
            when next_decom is null then 'closed at year end'
            when next_rne = 'S' then 'closed before next start'
            else 'closed at next episode'
        end as stitched
    from neighbours
),

closed as (
    select
        * exclude (dec, rec),
        case stitched
            when 'closed at year end' then greatest(decom, make_date(file_year, 3, 31))
            when 'closed before next start' then greatest(decom, least(make_date(file_year, 3, 31), next_decom - 1))
            when 'closed at next episode' then next_decom
            else dec
        end as dec,
        case
            when stitched = 'closed at next episode' then 'X1'
            when stitched is null then rec
        end as rec
    from first_pass
    where stitched is null or stitched not like 'dropped%'
),

following as (
    select
        *,
        lead(decom) over in_order as following_decom,
        lead(file_year) over in_order as following_year
    from closed
    window in_order as (
        partition by area_code, child
        order by decom, file_year desc, file_id desc, source_row
    )
),

second_pass as (
    select
        *,
        coalesce(
            following_year > file_year
            and following_decom > decom
            and (dec > following_decom or (dec < following_decom and rec = 'X1')),
            false
        ) as moved
    from following
)

select
    received_id,
    case when moved then following_decom else dec end as ended_on,
    rec as reason_ceased,
    case when moved then 'end moved to next episode' else stitched end as stitched
from second_pass
union all by name
select
    received_id,
    null as ended_on,
    null as reason_ceased,
    stitched
from first_pass
where stitched like 'dropped%'
union all by name
select
    received_id,
    null as ended_on,
    null as reason_ceased,
    case when file_year < reported_year then 'dropped: superseded' else 'dropped: in two files' end as stitched
from repeats
where file_year < reported_year or copy_no > 1;

insert into core.care_episode (
    area_code, child_id, started_on, reason_new_episode, legal_status, category_of_need, placement_type,
    placement_provider, ended_on, reason_ceased, reason_place_change, home_postcode, placement_postcode, urn,
    collection_year, stitched, source_file, source_row
)
select
    episode.area_code,
    episode.child,
    episode.decom,
    episode.rne,
    episode.ls,
    episode.cin,
    episode.place,
    episode.place_provider,
    case when stitched.received_id is null then episode.dec else stitched.ended_on end,
    case when stitched.received_id is null then episode.rec else stitched.reason_ceased end,
    episode.reason_place_change,
    episode.home_post,
    episode.pl_post,
    episode.urn,
    episode.collection_year,
    stitched.stitched,
    episode.source_file,
    episode.source_row
from typed_ssda903_episodes as episode
left join stitched_episode as stitched using (received_id)
where stitched.stitched is null or stitched.stitched not like 'dropped%';

insert into audit.notice (source_file, source_row, column_name, rule, message)
select
    episode.source_file,
    episode.source_row,
    case when stitched.stitched not like 'dropped%' then 'DEC' end,
    case when stitched.stitched like 'dropped%' then 'stitch-superseded' else 'stitch-closed' end,
    case stitched.stitched
        when 'dropped: repeated' then 'open in an earlier year and equal to the episode beside it but for its start: left out'
        when 'dropped: superseded' then 'a later file reports the episode: left out'
        when 'dropped: in two files' then 'another file of the year holds the same record: left out'
        when 'closed at year end' then 'open in an earlier year and in no later file: closed on 31 March of its year'
        when 'closed before next start' then 'open in an earlier year and the child starts again later: closed'
        when 'closed at next episode' then 'open in an earlier year: closed when the next episode starts'
        else 'its end does not meet the next episode of a later file: moved to that start'
    end
from typed_ssda903_episodes as episode
inner join stitched_episode as stitched using (received_id)
where stitched.stitched is not null
order by episode.source_file, episode.source_row;

drop table stitched_episode;
