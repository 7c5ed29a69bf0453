-- What a person should look at in the episodes that were read by the rules but contradict them.
delete from audit.notice
where rule in ('placement-unchanged', 'restarted-same-day');

insert into audit.notice (source_file, source_row, column_name, rule, message)
select
    source_file,
    source_row,
    'PLACE' as column_name,
    'placement-unchanged' as rule,
    'placement type, postcode, URN and provider are those of the previous episode although a move '
    || 'is recorded: read as the same placement' as message
from episode_in_spell
where spell_rule = 'continues: unchanged'
order by source_file, source_row;

insert into audit.notice (source_file, source_row, column_name, rule, message)
select
    source_file,
    source_row,
    'RNE' as column_name,
    'restarted-same-day' as rule,
    'care starts (S) on the day the previous episode ended: read as a new period of care' as message
from episode_in_period
where restarted_same_day
order by source_file, source_row;

drop table episode_in_spell;
drop table episode_in_period;
