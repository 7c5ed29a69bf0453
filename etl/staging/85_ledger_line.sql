-- Postings with the section 251 line of their cost centre and the kind of entry of their account, and
-- the control total of each file.
--
-- Which file stands where two hold the same: of the files of an authority's year the later is the one
-- that goes on longer (accounting period, then transaction date, then the order of the names). A posting
-- with a transaction and line number is the latest file's that has it. Postings without numbers count
-- once by file: a file of which a later one holds at least 95 % (equal rows as often as they stand) is an
-- extract of the year so far, and the later one stands for all of it; else both add.
create table if not exists working.refused_ledger_postings as
select * from typed_ledger_postings limit 0;

create table if not exists working.refused_ledger_debits_credits as
select * from typed_ledger_debits_credits limit 0;

-- Every row of the files, with its amount: expenditure positive, income negative.
create or replace temp table ledger_row as
with
single_amounts as (
    select * exclude (debit, credit), false as refused from typed_ledger_postings
    union all by name
    select * exclude (debit, credit), true as refused from refused_ledger_postings
),

debits_and_credits as (
    select *, false as refused from typed_ledger_debits_credits
    union all by name
    select *, true as refused from refused_ledger_debits_credits
),

-- A credit column without a positive figure carries the sign already.
credit_signs as (
    select
        file_id,
        count(*) filter (credit > 0) = 0 and count(*) filter (credit < 0) > 0 as signed
    from debits_and_credits
    group by file_id
),

both_forms as (
    select
        * exclude (amount, cr_dr),
        case when cr_dr in ('CR', 'C') then -abs(amount) else amount end as amount,
        cr_dr in ('CR', 'C') and amount < 0 as twice_credit
    from single_amounts
    union all by name
    select
        * exclude (debit, credit, signed),
        coalesce(debit, 0) - case when signed then -coalesce(credit, 0) else coalesce(credit, 0) end
        + case when debit is null and credit is null then null else 0 end as amount,
        signed and credit < 0 as twice_credit
    from debits_and_credits
    inner join credit_signs using (file_id)
),

left_out as (
    select distinct file_id, source_row, kind
    from load_fault
    where column_name is null and kind in ('total', 'heading', 'text')
),

unread as (
    select distinct file_id, source_row
    from load_fault
    where kind = 'decimal' and column_name in ('amount', 'debit', 'credit')
)

select
    both_forms.* exclude (amount, faults),
    load_file.extract_no,
    load_file.table_name,
    case when unread.source_row is null then both_forms.amount end as amount,
    case
        when left_out.kind is not null then left_out.kind
        when both_forms.refused then 'refused'
        else 'posting'
    end as state
from both_forms
inner join load_file using (file_id)
left join left_out using (file_id, source_row)
left join unread using (file_id, source_row);

create or replace temp table ledger_posting as
with
parts as (
    select
        * exclude (financial_year, period),
        regexp_extract(financial_year, '[0-9]{2,4}') as year_text,
        (strpos('APRMAYJUNJULAUGSEPOCTNOVDECJANFEBMAR', left(period, 3)) + 2) // 3 as month_no,
        case when regexp_matches(period, '^(19|20)[0-9]{2}') then left(period, 4) end as period_year,
        regexp_replace(period, '[.]0+$', '') as period
    from ledger_row
    where state = 'posting'
),

dated as (
    select
        * exclude (year_text, month_no, period_year, period),
        case
            when length(year_text) = 4 then try_cast(year_text as integer)
            when year_text <> '' then 2000 + try_cast(year_text as integer)
            when period_year is not null then try_cast(period_year as integer)
            else 2000 + try_cast(right(period, 2) as integer) - cast(month_no >= 10 as integer)
        end as first_year,
        case
            when month_no > 0 then month_no
            else try_cast(regexp_extract(case when period_year is null then period else substr(period, 5) end, '([0-9]{1,2})$', 1) as integer)
        end as period_no
    from parts
),

file_years as (
    select
        area_code,
        first_year,
        file_id,
        row_number() over (
            partition by area_code, first_year
            order by max(period_no), max(trans_date) nulls first, file_id
        ) as turn
    from dated
    group by area_code, first_year, file_id
)

select
    dated.*,
    file_years.turn,
    trans_no is not null and seq_no is not null as numbered,
    first_year || '-' || lpad(cast((first_year + 1) % 100 as varchar), 2, '0') as year_name,
    last_day(make_date(first_year, 3, 1) + to_months(greatest(1, least(12, period_no)))) as month_ends_on
from dated
inner join file_years using (area_code, first_year, file_id);

-- Which file-years without numbers a later file-year of the authority holds.
create or replace temp table ledger_resent as
with
bags as (
    select
        area_code,
        first_year,
        turn,
        hash(period_no, trans_date, trans_no, trans_type, ltrim(cost_centre, '0'), account, supplier_id, description, amount) as row_key,
        count(*) as rows_alike
    from ledger_posting
    where not numbered
    group by area_code, first_year, turn, row_key
),

sizes as (
    select area_code, first_year, turn, sum(rows_alike) as rows_held
    from bags
    group by area_code, first_year, turn
),

shared as (
    select
        earlier.area_code,
        earlier.first_year,
        earlier.turn,
        later.turn as later_turn,
        sum(least(earlier.rows_alike, later.rows_alike)) as rows_shared
    from bags as earlier
    inner join bags as later
        on later.area_code = earlier.area_code
        and later.first_year = earlier.first_year
        and later.row_key = earlier.row_key
        and later.turn > earlier.turn
    group by earlier.area_code, earlier.first_year, earlier.turn, later.turn
)

select
    area_code,
    first_year,
    turn,
    max(shared.later_turn) as later_turn,
    arg_max(shared.rows_shared, shared.later_turn) as rows_shared,
    any_value(sizes.rows_held) as rows_held
from shared
inner join sizes using (area_code, first_year, turn)
where shared.rows_shared >= 0.95 * sizes.rows_held
group by area_code, first_year, turn;

-- Each posting with the file that stands for it, its own or a later one.
create or replace temp table ledger_standing as
with
turns as (
    select
        posting.*,
        case
            when numbered then max(posting.turn) over (partition by area_code, first_year, trans_no, seq_no)
            else coalesce(resent.later_turn, posting.turn)
        end as last_turn
    from ledger_posting as posting
    left join ledger_resent as resent using (area_code, first_year, turn)
),

file_years as (
    select distinct area_code, first_year, turn, file_id, source_file from ledger_posting
)

select
    turns.*,
    file_years.file_id as last_file_id,
    file_years.source_file as last_file,
    cost_centre_of.s251_line,
    cost_centre_of.cost_centre_name as mapped_cost_centre_name,
    cost_centre_of.ambiguous as ambiguous_centre,
    account_of.account_name as mapped_account_name,
    account_of.subjective_group as mapped_subjective_group,
    account_of.provider_column,
    account_of.entry,
    account_of.ambiguous as ambiguous_account
from turns
inner join file_years
    on file_years.area_code = turns.area_code
    and file_years.first_year = turns.first_year
    and file_years.turn = turns.last_turn
inner join cost_centre_of
    on cost_centre_of.extract_no = turns.extract_no
    and cost_centre_of.cost_centre = turns.cost_centre
inner join account_of
    on account_of.extract_no = turns.extract_no
    and account_of.account = turns.account;

insert into core.ledger_line (
    area_code, financial_year, ledger_period, month_ends_on, transacted_on, transaction_no, line_no, transaction_type,
    cost_centre, cost_centre_name, account, account_name, subjective_group, amount, s251_line, provider_column, entry, source_file, source_row
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
    coalesce(mapped_cost_centre_name, cost_centre_name) as cost_centre_name,
    account,
    coalesce(mapped_account_name, account_name) as account_name,
    coalesce(mapped_subjective_group, subjective_group) as subjective_group,
    amount,
    s251_line,
    provider_column,
    entry,
    source_file,
    source_row
from ledger_standing
where file_id = last_file_id;

insert into audit.control_total (
    source_file, table_name, measure, received, loaded, superseded, rejected, unreadable, stated
)
with
files as (
    select file_id, source_file, table_name
    from load_file
    where kind = 'ledger' and table_name in ('postings', 'debits_credits')
),

sums as (
    select
        file_id,
        coalesce(sum(amount) filter (state in ('posting', 'refused')), 0) as received,
        coalesce(sum(amount) filter (state = 'refused'), 0) as rejected,
        count(*) filter (state = 'refused' and amount is null) as unreadable,
        max(source_row) filter (state in ('posting', 'refused')) as last_row
    from ledger_row
    group by file_id
),

standing as (
    select
        file_id,
        coalesce(sum(amount) filter (file_id = last_file_id), 0) as loaded,
        coalesce(sum(amount) filter (file_id <> last_file_id), 0) as superseded
    from ledger_standing
    group by file_id
),

broken as (
    select file_id, count(*) as records
    from load_fault
    where kind = 'fields'
    group by file_id
),

-- The report's own total: the last row labelled as one of the whole report, else the last row labelled
-- total and nothing else, if no posting follows and it is the only one or a total stands right above it.
totals as (
    select
        file_id,
        source_row,
        amount,
        regexp_matches(labels, '(^|[|]) *(GRAND|REPORT|OVERALL|FINAL)[- ]*TOTALS?\b') as whole,
        regexp_matches(labels, '(^|[|]) *(NET )?TOTALS?( NET| AMOUNT)? *:?([|]|$)') as bare,
        lag(source_row) over (partition by file_id order by source_row) = source_row - 1 as after_total
    from (
        select
            file_id,
            source_row,
            amount,
            upper(concat_ws('|', financial_year, period, trans_no, trans_type, cost_centre, cost_centre_name, account,
                account_name, subjective_group, supplier_id, description)) as labels
        from ledger_row
        where state = 'total'
    ) as labelled
),

bare_totals as (
    select
        file_id,
        arg_max(amount, source_row) as amount,
        max(source_row) as last_row,
        count(*) = 1 or arg_max(coalesce(after_total, false), source_row) as certain
    from totals
    where bare
    group by file_id
),

stated as (
    select
        files.file_id,
        coalesce(
            any_value(whole.amount),
            any_value(bare_totals.amount) filter (bare_totals.certain and bare_totals.last_row > coalesce(sums.last_row, 0))
        ) as amount
    from files
    left join sums using (file_id)
    left join bare_totals using (file_id)
    left join (
        select file_id, arg_max(amount, source_row) as amount from totals where whole group by file_id
    ) as whole using (file_id)
    group by files.file_id
)

select
    files.source_file,
    files.table_name,
    'amount',
    coalesce(sums.received, 0),
    coalesce(standing.loaded, 0),
    coalesce(standing.superseded, 0),
    coalesce(sums.rejected, 0),
    coalesce(sums.unreadable, 0) + coalesce(broken.records, 0),
    stated.amount
from files
left join sums using (file_id)
left join standing using (file_id)
left join broken using (file_id)
left join stated using (file_id)
order by files.source_file;

insert into audit.notice (source_file, column_name, rule, message)
select
    source_file,
    'amount',
    'ledger-superseded',
    case when numbered
        then count(*) || ' rows: a later file holds the same posting: left out'
        else count(*) || ' rows: ' || any_value(resent.rows_shared) || ' of them stand in ' || any_value(last_file)
            || ', a later extract of the year, which is used instead'
    end
from ledger_standing
left join ledger_resent as resent using (area_code, first_year, turn)
where file_id <> last_file_id
group by source_file, numbered, case when not numbered then first_year end
order by source_file, numbered, case when not numbered then first_year end;

insert into audit.notice (source_file, column_name, rule, message)
select
    source_file,
    'cost_centre',
    case when ambiguous_centre then 'ambiguous-cost-centre' else 'unmapped-cost-centre' end,
    count(*) || ' rows of ' || count(distinct cost_centre) || case
        when ambiguous_centre then ' cost centres that rows of the map, which differ by leading noughts, put on different lines: UNALLOCATED'
        else ' cost centres without a section 251 line: UNALLOCATED'
    end
from ledger_standing
where file_id = last_file_id and s251_line = 'UNALLOCATED'
group by source_file, ambiguous_centre
order by source_file, ambiguous_centre;

insert into audit.notice (source_file, column_name, rule, message)
select
    source_file,
    'account',
    case when ambiguous_account then 'ambiguous-account' else 'unmapped-account' end,
    count(*) || ' rows of ' || count(distinct account) || case
        when ambiguous_account then ' accounts that rows of the map, which differ by leading noughts, call different kinds: unmapped'
        else ' accounts without a kind: unmapped'
    end
from ledger_standing
where file_id = last_file_id and entry = 'unmapped'
group by source_file, ambiguous_account
order by source_file, ambiguous_account;

insert into audit.notice (source_file, column_name, rule, message)
select
    source_file,
    'period',
    case when period_no = 0 then 'opening-period' else 'adjustment-period' end,
    count(*) || ' rows of ' || sum(amount) || case
        when period_no = 0 then ' pounds in period 00, opening balances: counted in April'
        else ' pounds in periods 13 and over, adjustments: counted in March'
    end
from ledger_standing
where file_id = last_file_id and period_no not between 1 and 12
group by source_file, period_no = 0
order by source_file, period_no = 0;

insert into audit.notice (source_file, column_name, rule, message)
select
    source_file,
    case table_name when 'postings' then 'amount' else 'credit' end,
    'credit-sign',
    count(*) || ' rows: a credit that has a minus sign besides: taken as a credit once'
from ledger_row
where twice_credit and state in ('posting', 'refused')
group by source_file, table_name
order by source_file;

update audit.file
set superseded_by = whole.superseded_by
from (
    select
        source_file,
        any_value(last_file) as superseded_by
    from ledger_standing
    group by source_file
    having bool_and(file_id <> last_file_id) and count(distinct last_file_id) = 1
) as whole
where whole.source_file = audit.file.source_file;

drop table ledger_row;

drop table ledger_posting;

drop table ledger_resent;

drop table ledger_standing;

drop table refused_ledger_postings;

drop table refused_ledger_debits_credits;
