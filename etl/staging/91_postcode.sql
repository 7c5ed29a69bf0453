-- Grid references of the postcodes that episodes, placement costs and lists of looked-after children
-- mention, from the last directory that has them. Postcodes without a reference (the Crown
-- dependencies, and some that belong to no place) and those of Northern Ireland, whose references are
-- on the Irish grid, give no distance.
insert into core.postcode (postcode, easting, northing)
with
mentioned as (
    select home_postcode as postcode from core.care_episode
    union
    select placement_postcode from core.care_episode
    union
    select home_postcode from typed_placement_cost_placement_costs
    union
    select placement_postcode from typed_placement_cost_placement_costs
    union
    select placement_postcode from core.looked_after_list
),

wanted as (
    select distinct regexp_replace(upper(replace(postcode, ' ', '')), '^(.+)(...)$', '\1 \2') as postcode
    from mentioned
    where postcode is not null
)

select
    directory.pcds,
    cast(arg_max(directory.oseast1m, directory.file_id) as integer),
    cast(arg_max(directory.osnrth1m, directory.file_id) as integer)
from typed_postcode_postcodes as directory
inner join wanted
    on wanted.postcode = directory.pcds
where directory.oseast1m is not null and directory.osnrth1m is not null and directory.pcds not like 'BT%'
group by directory.pcds
order by directory.pcds;

insert into audit.notice (source_file, column_name, rule, message)
select
    source_file,
    'pcds',
    case when pcds like 'BT%' then 'postcode-irish-grid' else 'postcode-without-grid' end,
    count(*) || case when pcds like 'BT%'
        then ' rows: a postcode of Northern Ireland, on the Irish grid: left out of distances'
        else ' rows: a postcode without a grid reference, as those of the Crown dependencies: left out'
    end
from typed_postcode_postcodes
where pcds like 'BT%' or oseast1m is null or osnrth1m is null
group by source_file, pcds like 'BT%'
order by source_file, pcds like 'BT%';
