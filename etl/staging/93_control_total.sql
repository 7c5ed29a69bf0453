-- The control total to hold against the sender's own, in words, once every file of amounts is in. A
-- copy of a file that was read already is all superseded by it.
insert into audit.control_total (
    source_file, table_name, measure, received, loaded, superseded, rejected, unreadable, stated
)
select
    copy.source_file,
    copy.table_name,
    original.measure,
    original.received,
    0,
    original.received,
    0,
    original.unreadable,
    original.stated
from audit.file as copy
inner join audit.control_total as original
    on original.source_file = copy.superseded_by
    and original.table_name = copy.table_name
inner join audit.file as read_file
    on read_file.source_file = original.source_file
    and read_file.table_name = original.table_name
    and read_file.sha256 = copy.sha256
    and read_file.file_id < copy.file_id
on conflict do update set
    received = excluded.received,
    superseded = excluded.superseded,
    unreadable = excluded.unreadable,
    stated = excluded.stated;

insert into audit.notice (source_file, column_name, rule, message)
select
    source_file,
    measure,
    'control-total',
    case table_name
        when 'postings' then 'postings sum to '
        when 'debits_credits' then 'debits less credits sum to '
        else measure || ' sums to '
    end || received || ' pounds: ' || loaded || ' loaded, ' || superseded || ' superseded by a later file'
    || case when rejected <> 0 then ', ' || rejected || ' rejected' else '' end
    || case when unreadable > 0 then ', ' || unreadable || ' rows whose amount cannot be read' else '' end
    || case when stated = received then ', as the report states' else '' end
from audit.control_total
order by source_file, table_name, measure;

insert into audit.notice (source_file, column_name, rule, message)
select
    source_file,
    measure,
    'does-not-tie',
    'does not tie: its rows sum to ' || received || ' pounds and its own total says ' || stated || ', a difference of '
    || stated - received || ': ask for the file again'
from audit.control_total
where stated <> received
order by source_file, table_name, measure;
