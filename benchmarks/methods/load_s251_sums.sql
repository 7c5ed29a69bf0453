-- Records whose figures do not add up by more than a pound: row and what. Identities of Table A1:
-- total is own, private, other public and voluntary provision; net current is total less income;
-- net revenue is net current less the two grants. A blank on either side leaves its identity out.
with
amounts as (
    select
        row_number,
        try_cast("OwnProvision" as double) + try_cast("PrivateProvision" as double)
        + try_cast("OtherPublic" as double) + try_cast("Voluntary" as double) as provision,
        try_cast("TotalExpenditure" as double) as total,
        try_cast("Income" as double) as income,
        try_cast("NetCurrentExpenditure" as double) as net_current,
        try_cast("GovGrantsInsideAEF" as double)
        + try_cast("GovGrantsOutsideAEF" as double) as grants,
        try_cast("LEANetRevenueExpenditure" as double) as net_revenue,
    from received
),
breaks as (
    select row_number, 'TotalExpenditure is not the sum of the four kinds of provision' as what
    from amounts
    where abs(provision - total) > 1
    union all
    select row_number, 'NetCurrentExpenditure is not TotalExpenditure less Income'
    from amounts
    where abs(total - income - net_current) > 1
    union all
    select row_number, 'LEANetRevenueExpenditure is not NetCurrentExpenditure less the grants'
    from amounts
    where abs(net_current - grants - net_revenue) > 1
)
select row_number, what
from breaks
order by row_number, what
