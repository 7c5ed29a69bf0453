-- Postings with the section 251 line of their cost centre and the kind of entry of their account.
-- A posting that a later file repeats is the later file's. Nothing is dropped for want of a map:
-- a cost centre without a line is UNALLOCATED, an account without a kind unmapped.
create or replace temp table ledger_posting as
with
postings as (
    select
        posting.*,
        load_file.extract_no,
        cast(left(coalesce(financial_year, period), 4) as integer) as first_year,
        cast(regexp_extract(period, '([0-9]{1,2})$', 1) as integer) as period_no,
        case
            when cr_dr in ('CR', 'C') then -abs(amount)
            else amount
        end as signed_amount,
        ltrim(cost_centre, '0') as cost_centre_key,
        ltrim(account, '0') as account_key
    from typed_ledger_postings as posting
    inner join load_file using (file_id)
),

lines as (
    select
        load_map.extract_no,
        ltrim(map.cost_centre, '0') as cost_centre_key,
        any_value(map.s251_line order by map.file_id) as s251_line
    from typed_ledger_cost_centre_map as map
    inner join load_map using (file_id)
    group by all
),

accounts as (
    select
        load_map.extract_no,
        ltrim(map.account, '0') as account_key,
        any_value(map.s251_provider_column order by map.file_id) as provider_column,
        any_value(map.kind order by map.file_id) as kind
    from typed_ledger_account_map as map
    inner join load_map using (file_id)
    group by all
)

select
    postings.*,
    first_year || '-' || lpad(cast((first_year + 1) % 100 as varchar), 2, '0') as year_name,
    last_day(make_date(first_year, 3, 1) + to_months(greatest(1, least(12, period_no)))) as month_ends_on,
    coalesce(lines.s251_line, 'UNALLOCATED') as s251_line,
    accounts.kind as entry_kind,
    case when accounts.kind in ('E', 'R') then lower(accounts.provider_column) end as provider_column,
    case
        when trans_no is not null and seq_no is not null
        then max(file_id) over (partition by area_code, first_year, trans_no, seq_no)
        else file_id
    end as last_file_id
from postings
left join lines using (extract_no, cost_centre_key)
left join accounts using (extract_no, account_key);

insert into core.ledger_line (
    area_code, financial_year, ledger_period, month_ends_on, transacted_on, transaction_no, line_no, transaction_type,
    cost_centre, account, amount, s251_line, provider_column, entry, source_file, source_row
)
select
    area_code,
    year_name,
    period_no,
    month_ends_on,
    trans_date,
    trans_no,
    seq_no,
    trans_type,
    cost_centre,
    account,
    signed_amount,
    s251_line,
    provider_column,
    case entry_kind
        when 'E' then 'expenditure'
        when 'R' then 'recharge'
        when 'I' then 'income'
        when 'G_IN' then 'grant_inside_aef'
        when 'G_OUT' then 'grant_outside_aef'
        else 'unmapped'
    end,
    source_file,
    source_row
from ledger_posting
where file_id = last_file_id;

-- The control total to hold against the ledger's own: all postings read, and what became of them.
insert into audit.notice (source_file, column_name, rule, message)
select
    source_file,
    'amount',
    'control-total',
    'postings sum to ' || sum(signed_amount) || ' pounds: ' || coalesce(sum(signed_amount) filter (file_id = last_file_id), 0)
    || ' loaded, ' || coalesce(sum(signed_amount) filter (file_id <> last_file_id), 0) || ' superseded by a later file'
from ledger_posting
group by source_file
order by source_file;

insert into audit.notice (source_file, column_name, rule, message)
select
    source_file,
    'trans_no',
    'ledger-superseded',
    count(*) || ' rows: a later file holds the same posting: left out'
from ledger_posting
where file_id <> last_file_id
group by source_file
order by source_file;

insert into audit.notice (source_file, column_name, rule, message)
select
    source_file,
    'cost_centre',
    'unmapped-cost-centre',
    count(*) || ' rows of ' || count(distinct cost_centre) || ' cost centres without a section 251 line: UNALLOCATED'
from ledger_posting
where file_id = last_file_id and s251_line = 'UNALLOCATED'
group by source_file
order by source_file;

insert into audit.notice (source_file, column_name, rule, message)
select
    source_file,
    'account',
    'unmapped-account',
    count(*) || ' rows of ' || count(distinct account) || ' accounts without a kind: unmapped'
from ledger_posting
where file_id = last_file_id and entry_kind is null
group by source_file
order by source_file;

update audit.file
set superseded_by = whole.superseded_by
from (
    select
        posting.source_file,
        any_value(later.source_file) as superseded_by
    from ledger_posting as posting
    inner join load_file as later
        on later.file_id = posting.last_file_id
    group by posting.source_file
    having bool_and(posting.file_id <> posting.last_file_id) and count(distinct later.file_id) = 1
) as whole
where whole.source_file = audit.file.source_file;

drop table ledger_posting;
