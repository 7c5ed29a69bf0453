-- What the maps of an entry say of each code that its postings and budgets use. A code is looked up
-- as it is written; if the map lacks it, without the leading noughts that spreadsheets take away,
-- provided that all rows of the map which agree so far say the same. Nothing is dropped for want of a
-- map: such a cost centre is UNALLOCATED, such an account unmapped.
create or replace temp table cost_centre_of as
with
used as (
    select file_id, cost_centre from typed_ledger_postings
    union all
    select file_id, cost_centre from typed_ledger_debits_credits
    union all
    select file_id, cost_centre from typed_budget_lines
),

centres as (
    select distinct
        load_file.extract_no,
        used.cost_centre
    from used
    inner join load_file using (file_id)
),

map_rows as (
    select file_id, cost_centre, cost_centre_name, s251_line from typed_ledger_cost_centre_map
    union all
    select file_id, cost_centre, cost_centre_name, s251_line from typed_budget_cost_centre_map
),

written as (
    select
        load_map.extract_no,
        map_rows.cost_centre,
        any_value(map_rows.cost_centre_name order by map_rows.file_id) as cost_centre_name,
        any_value(map_rows.s251_line order by map_rows.file_id) as s251_line
    from map_rows
    inner join load_map using (file_id)
    group by load_map.extract_no, map_rows.cost_centre
),

trimmed as (
    select
        extract_no,
        ltrim(cost_centre, '0') as cost_centre_key,
        any_value(cost_centre_name order by cost_centre) as cost_centre_name,
        any_value(s251_line) as s251_line,
        count(distinct coalesce(s251_line, '')) > 1 as ambiguous
    from written
    group by extract_no, cost_centre_key
)

select
    centres.extract_no,
    centres.cost_centre,
    coalesce(written.cost_centre_name, trimmed.cost_centre_name) as cost_centre_name,
    coalesce(
        case
            when written.cost_centre is not null then written.s251_line
            when not trimmed.ambiguous then trimmed.s251_line
        end,
        'UNALLOCATED'
    ) as s251_line,
    written.cost_centre is null and coalesce(trimmed.ambiguous, false) as ambiguous
from centres
left join written using (extract_no, cost_centre)
left join trimmed
    on trimmed.extract_no = centres.extract_no
    and trimmed.cost_centre_key = ltrim(centres.cost_centre, '0');

create or replace temp table account_of as
with
used as (
    select file_id, account from typed_ledger_postings
    union all
    select file_id, account from typed_ledger_debits_credits
    union all
    select file_id, account from typed_budget_lines where account is not null
),

accounts as (
    select distinct
        load_file.extract_no,
        used.account
    from used
    inner join load_file using (file_id)
),

map_rows as (
    select file_id, account, account_name, subjective_group, s251_provider_column, kind from typed_ledger_account_map
    union all
    select file_id, account, account_name, subjective_group, s251_provider_column, kind from typed_budget_account_map
),

written as (
    select
        load_map.extract_no,
        map_rows.account,
        any_value(map_rows.account_name order by map_rows.file_id) as account_name,
        any_value(map_rows.subjective_group order by map_rows.file_id) as subjective_group,
        any_value({'provider': map_rows.s251_provider_column, 'kind': map_rows.kind} order by map_rows.file_id) as says
    from map_rows
    inner join load_map using (file_id)
    group by load_map.extract_no, map_rows.account
),

trimmed as (
    select
        extract_no,
        ltrim(account, '0') as account_key,
        any_value(account_name order by account) as account_name,
        any_value(subjective_group order by account) as subjective_group,
        any_value(says) as says,
        count(distinct says) > 1 as ambiguous
    from written
    group by extract_no, account_key
),

mapped as (
    select
        accounts.extract_no,
        accounts.account,
        case
            when written.account is not null then written.says
            when not trimmed.ambiguous then trimmed.says
        end as says,
        coalesce(written.account_name, trimmed.account_name) as account_name,
        coalesce(written.subjective_group, trimmed.subjective_group) as subjective_group,
        written.account is null and coalesce(trimmed.ambiguous, false) as ambiguous
    from accounts
    left join written using (extract_no, account)
    left join trimmed
        on trimmed.extract_no = accounts.extract_no
        and trimmed.account_key = ltrim(accounts.account, '0')
)

select
    extract_no,
    account,
    account_name,
    subjective_group,
    case when says.kind in ('E', 'R') then lower(says.provider) end as provider_column,
    case says.kind
        when 'E' then 'expenditure'
        when 'R' then 'recharge'
        when 'I' then 'income'
        when 'G_IN' then 'grant_inside_aef'
        when 'G_OUT' then 'grant_outside_aef'
        else 'unmapped'
    end as entry,
    ambiguous
from mapped;
