-- Reviews held of children looked after, from the Standard Safeguarding Dataset, on days that the
-- return does not cover. Where a review does not name the child its period of care does.
insert into core.care_review (area_code, child_id, reviewed_on, review_code, source_file, source_row)
with
periods as (
    select
        episode.area_code,
        episode.clae_cla_id as cla_id,
        min(episode.clae_person_id) as child_id
    from typed_ssd_cla_episodes as episode
    inner join ssd_file
        on ssd_file.file_id = episode.file_id and ssd_file.stands
    group by all
),

reviews as (
    select
        review.area_code,
        coalesce(review.clar_cla_person_id, periods.child_id) as child_id,
        review.clar_cla_review_date as reviewed_on,
        review.clar_cla_review_participation as review_code,
        review.source_file,
        review.source_row
    from typed_ssd_cla_reviews as review
    inner join ssd_file
        on ssd_file.file_id = review.file_id and ssd_file.stands
    left join periods
        on periods.area_code = review.area_code and periods.cla_id = review.clar_cla_id
    where review.clar_cla_review_date is not null and review.clar_cla_review_cancelled is distinct from true
)

select
    reviews.area_code,
    reviews.child_id,
    reviews.reviewed_on,
    reviews.review_code,
    reviews.source_file,
    reviews.source_row
from reviews
anti join ssd_return
    on
        ssd_return.area_code = reviews.area_code and ssd_return.table_name = 'reviews'
        and ssd_return.collection_year = year(reviews.reviewed_on + interval 9 month)
where reviews.child_id is not null
qualify row_number() over (
    partition by reviews.area_code, reviews.child_id, reviews.reviewed_on
    order by reviews.source_file, reviews.source_row
) = 1
order by reviews.source_file, reviews.source_row;
