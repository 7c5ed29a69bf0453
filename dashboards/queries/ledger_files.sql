-- The files that the postings of a financial year stand in.
select
    area_code,
    make_date(cast(left(financial_year, 4) as integer) + 1, 3, 31) as year_end,
    coalesce(source_file, '') as source_file,
    count(*) as postings
from core.ledger_line
where month_ends_on <= cast($1 as date)
group by area_code, financial_year, source_file
order by area_code, year_end, source_file
