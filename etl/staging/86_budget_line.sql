-- Budget lines with the section 251 line of their cost centre and the kind of entry of their account,
-- and the control totals of each file. Two files of an authority's year that share at least half of the
-- smaller one's lines (period, cost centre, account) are two versions of the budget: the later one, in
-- the order of the files, stands alone. Files that share less add.
create table if not exists working.refused_budget_lines as
select * from typed_budget_lines limit 0;

create or replace temp table budget_row as
with
parts as (
    select
        line.*,
        load_file.extract_no,
        regexp_extract(financial_year, '[0-9]{2,4}') as year_text,
        (strpos('APRMAYJUNJULAUGSEPOCTNOVDECJANFEBMAR', left(period, 3)) + 2) // 3 as month_no,
        regexp_replace(
            case when regexp_matches(period, '^(19|20)[0-9]{2}') then substr(period, 5) else period end, '[.]0+$', ''
        ) as period_text
    from typed_budget_lines as line
    inner join load_file using (file_id)
),

dated as (
    select
        *,
        case length(year_text) when 4 then 0 else 2000 end + try_cast(year_text as integer) as first_year,
        case when month_no > 0 then month_no else try_cast(regexp_extract(period_text, '([0-9]{1,2})$', 1) as integer) end as period_no
    from parts
),

lines_of_files as (
    select distinct area_code, first_year, file_id, period_no, cost_centre, account
    from dated
),

sizes as (
    select area_code, first_year, file_id, count(*) as lines_held
    from lines_of_files
    group by area_code, first_year, file_id
),

shared as (
    select
        earlier.area_code,
        earlier.first_year,
        earlier.file_id,
        later.file_id as later_file_id,
        count(*) as lines_shared
    from lines_of_files as earlier
    inner join lines_of_files as later
        on later.area_code = earlier.area_code
        and later.first_year = earlier.first_year
        and later.file_id > earlier.file_id
        and later.period_no is not distinct from earlier.period_no
        and later.cost_centre = earlier.cost_centre
        and later.account is not distinct from earlier.account
    group by earlier.area_code, earlier.first_year, earlier.file_id, later.file_id
),

versions as (
    select
        shared.area_code,
        shared.first_year,
        shared.file_id,
        max(shared.later_file_id) as later_file_id
    from shared
    inner join sizes as earlier using (area_code, first_year, file_id)
    inner join sizes as later
        on later.area_code = shared.area_code
        and later.first_year = shared.first_year
        and later.file_id = shared.later_file_id
    where shared.lines_shared >= 0.5 * least(earlier.lines_held, later.lines_held)
    group by shared.area_code, shared.first_year, shared.file_id
)

select
    dated.*,
    coalesce(versions.later_file_id, dated.file_id) as last_file_id,
    first_year || '-' || lpad(cast((first_year + 1) % 100 as varchar), 2, '0') as year_name,
    last_day(make_date(first_year, 3, 1) + to_months(period_no)) as month_ends_on,
    cost_centre_of.s251_line,
    cost_centre_of.ambiguous as ambiguous_centre,
    account_of.provider_column,
    coalesce(account_of.entry, 'unmapped') as entry,
    coalesce(account_of.ambiguous, false) as ambiguous_account
from dated
left join versions using (area_code, first_year, file_id)
inner join cost_centre_of using (extract_no, cost_centre)
left join account_of
    on account_of.extract_no = dated.extract_no
    and account_of.account = dated.account;

insert into core.budget_line (
    area_code, financial_year, month_ends_on, cost_centre, account, s251_line, provider_column, entry, budget, revised_budget,
    forecast, source_file, source_row
)
select
    area_code,
    year_name,
    month_ends_on,
    cost_centre,
    account,
    s251_line,
    provider_column,
    entry,
    budget,
    revised_budget,
    forecast,
    source_file,
    source_row
from budget_row
where file_id = last_file_id;

insert into audit.control_total (
    source_file, table_name, measure, received, loaded, superseded, rejected, unreadable, stated
)
with
measured_rows as (
    unpivot (
        select
            file_id,
            source_row,
            case when file_id = last_file_id then 'loaded' else 'superseded' end as state,
            null as labels,
            budget,
            revised_budget,
            forecast
        from budget_row
        union all
        select
            refused.file_id,
            refused.source_row,
            coalesce(left_out.kind, 'refused'),
            upper(concat_ws('|', financial_year, period, cost_centre, cost_centre_name, account, account_name, description)),
            budget,
            revised_budget,
            forecast
        from refused_budget_lines as refused
        left join (
            select distinct file_id, source_row, kind
            from load_fault
            where column_name is null and kind in ('total', 'heading', 'text')
        ) as left_out using (file_id, source_row)
    )
    on budget, revised_budget, forecast
    into name measure value amount
),

sums as (
    select
        file_id,
        measure,
        coalesce(sum(amount) filter (state in ('loaded', 'superseded', 'refused')), 0) as received,
        coalesce(sum(amount) filter (state = 'loaded'), 0) as loaded,
        coalesce(sum(amount) filter (state = 'superseded'), 0) as superseded,
        coalesce(sum(amount) filter (state = 'refused'), 0) as rejected,
        max(source_row) filter (state in ('loaded', 'superseded', 'refused')) as last_row
    from measured_rows
    group by file_id, measure
),

-- The total of the whole report, by its label or as the only row labelled total, behind all lines.
stated as (
    select
        file_id,
        measure,
        arg_max(amount, source_row) filter (whole) as whole_amount,
        arg_max(amount, source_row) filter (bare) as bare_amount,
        max(source_row) filter (bare) as bare_row,
        count(*) filter (bare) as bare_rows
    from (
        select
            *,
            regexp_matches(labels, '(^|[|]) *(GRAND|REPORT|OVERALL|FINAL)[- ]*TOTALS?\b') as whole,
            regexp_matches(labels, '(^|[|]) *(NET )?TOTALS?( NET| AMOUNT)? *:?([|]|$)') as bare
        from measured_rows
        where state = 'total'
    ) as totals
    group by file_id, measure
),

unread as (
    select
        file_id,
        column_name as measure,
        count(distinct source_row) as records
    from load_fault
    where kind = 'decimal'
    group by file_id, column_name
),

broken as (
    select file_id, count(*) as records
    from load_fault
    where kind = 'fields'
    group by file_id
)

select
    load_file.source_file,
    load_file.table_name,
    measures.measure,
    coalesce(sums.received, 0),
    coalesce(sums.loaded, 0),
    coalesce(sums.superseded, 0),
    coalesce(sums.rejected, 0),
    coalesce(unread.records, 0) + coalesce(broken.records, 0),
    coalesce(
        stated.whole_amount,
        case when stated.bare_rows = 1 and stated.bare_row > coalesce(sums.last_row, 0) then stated.bare_amount end
    )
from load_file
inner join (values ('budget'), ('revised_budget'), ('forecast')) as measures (measure)
    on load_file.kind = 'budget'
    and load_file.table_name = 'lines'
left join sums
    on sums.file_id = load_file.file_id
    and sums.measure = measures.measure
left join stated
    on stated.file_id = load_file.file_id
    and stated.measure = measures.measure
left join unread
    on unread.file_id = load_file.file_id
    and unread.measure = measures.measure
left join broken
    on broken.file_id = load_file.file_id
where measures.measure = 'budget' or sums.file_id is not null or unread.file_id is not null
order by load_file.source_file, measures.measure;

insert into audit.notice (source_file, column_name, rule, message)
select
    budget_row.source_file,
    'budget',
    'budget-superseded',
    count(*) || ' rows: ' || later.source_file || ' holds a later version of the year''s budget, which is used instead'
from budget_row
inner join load_file as later
    on later.file_id = budget_row.last_file_id
where budget_row.file_id <> budget_row.last_file_id
group by budget_row.source_file, later.source_file
order by budget_row.source_file, later.source_file;

insert into audit.notice (source_file, column_name, rule, message)
select
    source_file,
    'cost_centre',
    case when ambiguous_centre then 'ambiguous-cost-centre' else 'unmapped-cost-centre' end,
    count(*) || ' rows of ' || count(distinct cost_centre) || case
        when ambiguous_centre then ' cost centres that rows of the map, which differ by leading noughts, put on different lines: UNALLOCATED'
        else ' cost centres without a section 251 line: UNALLOCATED'
    end
from budget_row
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
from budget_row
where file_id = last_file_id and entry = 'unmapped' and account is not null
group by source_file, ambiguous_account
order by source_file, ambiguous_account;

update audit.file
set superseded_by = whole.superseded_by
from (
    select
        budget_row.source_file,
        any_value(later.source_file) as superseded_by
    from budget_row
    inner join load_file as later
        on later.file_id = budget_row.last_file_id
    group by budget_row.source_file
    having bool_and(budget_row.file_id <> budget_row.last_file_id) and count(distinct later.file_id) = 1
) as whole
where whole.source_file = audit.file.source_file;

drop table budget_row;

drop table refused_budget_lines;

drop table cost_centre_of;

drop table account_of;
