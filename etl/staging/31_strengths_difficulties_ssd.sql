-- Scores from the Standard Safeguarding Dataset, known on the day they were completed, in years that
-- the return does not cover. The dataset's reason for a missing score is a placeholder.
insert into core.strengths_difficulties (
    area_code, child_id, collection_year, known_on, score, source_file, source_row
)
select
    score.area_code,
    score.csdq_person_id,
    year(score.csdq_sdq_completed_date + interval 9 month),
    score.csdq_sdq_completed_date,
    score.csdq_sdq_score,
    score.source_file,
    score.source_row
from typed_ssd_sdq_scores as score
inner join ssd_file
    on ssd_file.file_id = score.file_id and ssd_file.stands
anti join ssd_return
    on
        ssd_return.area_code = score.area_code and ssd_return.table_name = 'oc2'
        and ssd_return.collection_year = year(score.csdq_sdq_completed_date + interval 9 month)
where score.csdq_sdq_completed_date is not null and score.csdq_sdq_score is not null
order by score.file_id, score.source_row;
