-- The figures of a file of Explore Education Statistics, as taken apart, one row per measure, label and
-- area. The verb is the path of the text that holds them.
create or replace temporary table incoming as
select
    row_number,
    column_name,
    measure,
    area_code,
    area_name,
    area_level,
    years,
    left(years, 4)::integer as year_number,
    value,
    coalesce(symbol, '') as symbol,
    shared,
from read_csv(%s, auto_detect = false, header = false, delim = ',', quote = '"', escape = '"', columns = {
    'row_number': 'bigint', 'column_name': 'varchar', 'measure': 'varchar', 'area_code': 'varchar',
    'area_name': 'varchar', 'area_level': 'varchar', 'years': 'varchar', 'value': 'double',
    'symbol': 'varchar', 'shared': 'boolean'
})
