-- One row per answer; the last file that has a respondent's answer to a question wins. A question left
-- unanswered is no answer.
insert into core.survey_response (
    area_code, survey, wave, answered_on, respondent_id, respondent_group, team_id, dimension, question, answer, scale_from,
    scale_to, source_file, source_row
)
with
last_answers as (
    select *
    from typed_survey_answers
    qualify row_number() over (
        partition by area_code, survey, wave, respondent_id, question
        order by file_id desc, source_row
    ) = 1
)

select
    area_code,
    survey,
    wave,
    answered_on,
    respondent_id,
    respondent_group,
    team,
    dimension,
    question,
    answer,
    scale_from,
    scale_to,
    source_file,
    source_row
from last_answers
where answer is not null;

insert into audit.notice (source_file, column_name, rule, message)
select
    source_file,
    'answer',
    'unanswered',
    count(*) || ' rows: a question without an answer: not counted'
from typed_survey_answers
where answer is null
group by source_file
order by source_file;
