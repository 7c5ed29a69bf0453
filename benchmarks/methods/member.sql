-- The neighbours and the members of groups, one by one, with the limits that comparator_limit holds.
insert into benchmarks.member by name
with
own_areas as (
    select area_code from core.area where own
),
sets as (
    select
        neighbour.model as set_name,
        neighbour.area_code,
        neighbour.neighbour_code as member_code,
        neighbour.rank,
        neighbour.closeness,
        false as is_group,
    from benchmarks.neighbour
    semi join own_areas using (area_code)
    semi join model_span using (model)
    union all
    select
        custom_group.name as set_name,
        own_areas.area_code,
        custom_group.area_code as member_code,
        null as rank,
        '' as closeness,
        true as is_group,
    from benchmarks.custom_group
    inner join own_areas on custom_group.area_code <> own_areas.area_code
),
names as (
    select area_code, min(area_name) as area_name
    from (
        select area_code, area_name from benchmarks.area_region
        union all
        select area_code, area_name from benchmarks.authority
    )
    group by area_code
),
members as (
    select
        pair.pair_id,
        pair.indicator,
        pair.area_code,
        pair.period,
        pair.period_end,
        pair.label_end,
        pair.years,
        pair.value as own_value,
        sets.set_name,
        sets.is_group,
        sets.rank,
        sets.member_code,
        coalesce(names.area_name, cell.area_name, sets.member_code) as member_name,
        sets.closeness,
        since.common_since,
        cell.area_code is not null as in_file,
        cell.value,
        coalesce(cell.symbol, 'x') as symbol,
        coalesce(cell.dashed, false) as dashed,
        cell.other_value,
        coalesce(cell.printed_low, false) as printed_low,
        coalesce(cell.shared, false) as shared,
        coalesce(cell.at_odds, false) as at_odds,
        cell.numerator,
        cell.denominator,
        bounds.lower,
        bounds.upper,
        authority.existed_from,
        authority.existed_to,
    from comparison_pair as pair
    inner join sets
        on pair.area_code = sets.area_code and (sets.is_group or pair.model = sets.set_name)
    left join names on sets.member_code = names.area_code
    left join benchmarks.authority on sets.member_code = authority.area_code
    left join neighbour_since as since
        on sets.set_name = since.model
        and sets.area_code = since.area_code
        and sets.member_code = since.neighbour_code
        and not sets.is_group
    left join comparator_cell as cell
        on pair.indicator = cell.indicator
        and pair.label_end = cell.label_end
        and sets.member_code = cell.area_code
    left join comparator_limit as bounds
        on pair.indicator = bounds.indicator
        and pair.label_end = bounds.label_end
        and sets.member_code = bounds.area_code
    where pair.stance in ('published', 'made')
),
-- A joint return is printed alike for each of its authorities.
partners as (
    select
        members.pair_id,
        members.set_name,
        members.member_code,
        string_agg(distinct other.area_name, ', ' order by other.area_name) as with_whom,
    from members
    inner join comparator_cell as other
        on members.indicator = other.indicator
        and members.label_end = other.label_end
        and members.member_code <> other.area_code
        and other.shared
        and members.value is not distinct from other.value
        and members.symbol = other.symbol
        and members.numerator is not distinct from other.numerator
    where members.shared and other.area_level = 'authority'
    group by members.pair_id, members.set_name, members.member_code
)
select
    members.indicator,
    members.area_code,
    members.period,
    members.period_end,
    members.set_name,
    members.rank,
    members.member_code,
    members.member_name,
    members.closeness,
    members.common_since,
    members.years,
    members.value,
    members.symbol,
    concat_ws(
        '; ',
        case
            when members.value is not null then null
            when members.existed_to < members.label_end
                then 'no longer an authority since ' || strftime(members.existed_to + 1, '%B %Y')
            when members.existed_from > members.label_end
                then 'not an authority before ' || strftime(members.existed_from, '%B %Y')
            when not members.in_file then 'not in the published file'
            when members.other_value is not null
                then 'not given, and another published file has ' || members.other_value::varchar
            when members.dashed then 'not given: the file marks no reason'
            when members.symbol = 'c' then 'suppressed because the numbers are small'
            when members.symbol = 'x' then 'not available'
            when members.symbol = 'z' then 'not applicable'
            when members.symbol = 'u' then 'too unreliable to publish'
            when members.symbol = 'low' then 'rounds to nought but is not nought'
            else 'not given'
        end,
        case
            when not members.shared then null
            when partners.with_whom is null then 'joint return with another authority'
            else 'joint return with ' || partners.with_whom
        end,
        if(members.printed_low, 'printed as nought: it rounds to nought but is not nought', null),
        if(members.at_odds, 'no limits: the published numbers do not give the value', null)
    ) as why,
    members.numerator,
    members.denominator,
    members.lower,
    members.upper,
    members.own_value between members.lower and members.upper as holds_own,
from members
left join partners using (pair_id, set_name, member_code)
order by members.pair_id, members.is_group, members.set_name, members.rank, members.member_code
