-- Reviews held; one that several files report is the latest file's.
insert into core.care_review (
    area_code, child_id, reviewed_on, review_code, source_file, source_row
)
select
    area_code,
    child,
    review,
    review_code,
    source_file,
    source_row
from typed_ssda903_reviews
qualify rank() over (
    partition by area_code, child, review
    order by collection_year desc nulls last, file_id desc
) = 1;
