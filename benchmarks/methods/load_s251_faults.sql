-- The records of a section 251 table that cannot be typed, with every place: row, column, what was
-- wanted.
with
lines as (
    select
        row_number,
        regexp_replace(trim("LA"), '^([0-9]{3})\.0+$', '\1') as area,
        lower(trim("LA Name")) as area_name,
        regexp_replace(trim("LineNumber"), '\.0+$', '') as line,
        regexp_extract(trim("CYPServiceDescription"), '^[0-9]+(\.[0-9]+)*') as number_described,
        regexp_extract(
            trim("CYPServiceDescription"), '^[0-9]+(\.[0-9]+)*[a-z]'
        ) as letter_described,
        regexp_replace(lower("CYPServiceDescription"), '[^a-z0-9]', '', 'g') as described,
    from received
),
first_descriptions as (
    select line, arg_min(described, row_number) as described
    from lines
    group by line
),
amounts as (
    unpivot (
        select
            row_number,
            "OwnProvision",
            "PrivateProvision",
            "OtherPublic",
            "Voluntary",
            "TotalExpenditure",
            "Income",
            "NetCurrentExpenditure",
            "GovGrantsInsideAEF",
            "GovGrantsOutsideAEF",
            "LEANetRevenueExpenditure",
        from received
    )
    on columns(* exclude (row_number))
    into name column_name value printed
),
faults as (
    select
        row_number,
        1 as place,
        'LA' as column_name,
        'want the three-digit code of an authority' as wanted,
    from lines
    anti join place on lines.area = place.printed and place.area_level = 'authority'
    union all
    -- An authority that has ended may bear the name of the one that took its place.
    select
        row_number,
        1,
        'LA',
        'the name is of another authority, ' || named.area_code
        || ': the codes and the names have slipped'
    from lines
    inner join place on lines.area = place.printed
    inner join place as named
        on lines.area_name = lower(named.area_name) and named.printed = named.area_code
    where named.area_code <> place.area_code
        and not list_contains(string_split(place.succeeded_by, ' '), named.area_code)
    union all
    select row_number, 2, 'LineNumber', 'want the number of a line of Table A1, e.g. 6'
    from lines
    where not regexp_full_match(coalesce(line, ''), '[0-9]+(\.[0-9]+)*[a-z]?')
    union all
    select
        row_number,
        3,
        'CYPServiceDescription',
        'want the description of line ' || coalesce(line, '') || ', which begins with its number'
    from lines
    where coalesce(described, '') = ''
        or number_described <> '' and line not in (number_described, letter_described)
    union all
    select
        row_number,
        3,
        'CYPServiceDescription',
        'an earlier record describes line ' || line || ' otherwise: want one description'
    from lines
    inner join first_descriptions using (line)
    where lines.described <> first_descriptions.described
    union all
    select row_number, 4, 'LineNumber', 'an earlier record is of this authority and line: want one'
    from lines
    qualify row_number() over (partition by area, line order by row_number) > 1
    union all
    select
        row_number,
        5,
        column_name,
        'want a number of pounds, without unit or thousands separator, or nothing'
    from amounts
    where not regexp_full_match(trim(printed), '-?[0-9]+(\.[0-9]+)?|')
)
select row_number, column_name, wanted
from faults
order by row_number, place, column_name
