-- Published comparators and the comparison of our own figures with them. The tables are refilled as
-- a whole by every load; the statements may be repeated.
create schema if not exists benchmarks;

-- One row per file held.
create table if not exists benchmarks.file (
    file_id integer not null primary key,  -- files in the order of their names
    file varchar not null unique,          -- name inside the folder of published files
    sha256 varchar not null,
    kind varchar not null,                 -- see Kind
    vintage varchar,                       -- neighbours: the model's year; values: the latest year
    published_on date,                     -- when it came out, where somebody has said so
    release varchar,                       -- its name or revision, where somebody has said so
    rows bigint not null,                  -- records of the file
    measures bigint not null,              -- in the file, whether or not another holds them too
    areas bigint not null,
    first_year varchar,                    -- label
    last_year varchar
);

-- Authorities that publish figures or once did, from the lists inside the program.
create table if not exists benchmarks.authority (
    area_code varchar not null primary key, -- three digits
    area_name varchar not null,             -- as LAIT writes it
    region_name varchar not null,           -- as LAIT writes it; Inner or Outer London within London
    existed_from date,                      -- null: since before the published figures
    existed_to date,                        -- last day; null: it exists
    succeeded_by varchar                    -- codes with blanks between them
);

-- What the metadata files of Explore Education Statistics say of columns.
create table if not exists benchmarks.ees_column (
    file_id integer not null,              -- of the metadata file
    column_name varchar not null,
    column_type varchar not null check (column_type in ('Filter', 'Indicator')),
    label varchar not null,
    unit varchar,
    decimals integer,
    grouping_column varchar
);

-- Measures that a file describes itself, every file's; the LAIT dictionary has a table of its own.
create table if not exists benchmarks.described (
    file_id integer not null,
    measure varchar not null,
    title varchar not null,
    topic varchar,
    polarity varchar not null,             -- High, Low or -
    decimals integer not null,
    axis varchar,                          -- the unit, where it is known
    twin varchar,                          -- LAIT measure that it is known to equal
    year_type varchar,
    description varchar,
    owner varchar
);

-- LAIT's data dictionary, every row as held; a title may be claimed by several files.
create table if not exists benchmarks.dictionary (
    file_id integer not null,
    row_number bigint not null,            -- record after the header
    measure varchar not null,              -- Measure_short, trimmed
    title varchar not null,                -- Measure
    topic varchar,
    polarity varchar not null,             -- High, Low or -
    decimals integer not null,
    banded boolean not null,               -- false: No_Quartile is N
    chart_title varchar,
    axis varchar,
    description varchar,
    methodology varchar,
    owner varchar,
    link varchar,
    year_type varchar,
    last_update varchar,                   -- ISO date where the dictionary gives a day
    next_update varchar,
    table_status varchar
);

-- One row per measure that is described or published. A short id that the dictionary gives to two
-- titles keeps the first of them. Of several files that describe a measure the one that came out last
-- does.
create table if not exists benchmarks.measure (
    measure varchar not null primary key,  -- Short Desc of the long table, opaque
    title varchar not null,                -- the measure's id when no dictionary describes it
    other_titles varchar,                  -- '; '-joined
    topic varchar,                         -- '; '-joined
    polarity varchar not null,             -- High, Low or -
    decimals integer not null,             -- LAIT's display; 1 when not stated
    banded boolean not null,
    chart_title varchar,
    axis varchar,
    description varchar,
    methodology varchar,
    owner varchar,
    link varchar,
    year_type varchar,
    last_update varchar,
    next_update varchar,
    table_status varchar
);

-- Published values: key measure, years, area_code. A value is null where the table prints a mark. Of
-- several files that hold a cell the newer release stands here and the others in superseded.
create table if not exists benchmarks.published (
    measure varchar not null,
    area_code varchar not null,            -- 204, 970 England, 980 to 990 regions
    area_name varchar not null,
    area_level varchar not null check (area_level in ('authority', 'region', 'country')),
    years varchar not null,                -- the label as published
    year_number integer not null,          -- its first four characters
    value double,
    symbol varchar not null,               -- '' or z x c u low; x where the table only prints a dash
    shared boolean not null default false, -- one return for several authorities, printed for each of them
    file_id integer not null               -- the file that it is taken from
);

-- Cells that a newer release gives too, alike or not.
create table if not exists benchmarks.superseded (
    measure varchar not null,
    area_code varchar not null,
    years varchar not null,
    value double,
    symbol varchar not null,
    file_id integer not null,              -- the file that gave way
    by_file_id integer not null            -- the file that stands
);

-- Cells that are held and compared with nothing, and why: a measure that changed its unit.
create table if not exists benchmarks.doubtful (
    measure varchar not null,
    years varchar not null,
    reason varchar not null
);

-- When each label of published and stated figures ends.
create table if not exists benchmarks.label (
    years varchar not null primary key,
    first_year integer,                    -- null when the label cannot be read as a year
    last_year integer,
    single_year boolean,                   -- '2025'; false for '2024-25', '2022-24'
    ends_on date,                          -- where the label is a day, as in lists of in-year figures
    revision varchar,                      -- the remark in brackets: prov, Final, Rev, OT
    revision_order integer                 -- of labels that end alike the greatest stands: prov 0, none 1, Final 2, Rev 3
);

-- Statistical neighbours of a model such as dfe-2025, nearest first. The relation is not symmetric.
create table if not exists benchmarks.neighbour (
    model varchar not null,
    area_code varchar not null,
    neighbour_code varchar not null,
    rank integer not null,
    closeness varchar not null,
    closeness_ordinal integer not null,    -- 1 Extremely close to 5 Not close
    file_id integer not null
);

-- The region that a model's workbook compares an authority with (GOReg).
create table if not exists benchmarks.area_region (
    model varchar not null,
    area_code varchar not null,
    area_name varchar not null,
    region_name varchar not null,
    file_id integer not null
);

-- Comparators that exist only as a printed figure.
create table if not exists benchmarks.stated (
    file_id integer not null,
    row_number bigint not null,
    measure varchar not null,              -- an indicator id or a measure of the long table
    comparator varchar not null check (comparator in ('neighbours', 'region', 'england')),
    years varchar not null,
    value double,                          -- null when the source says how ours stands and prints no number
    says varchar check (says in ('met', 'not met')), -- what it says then, of ours against the comparator
    source varchar not null,
    note varchar,
    not_comparable varchar                 -- why no verdict may rest on it; null when one may
);

-- What a comparison has to know of each indicator, from the catalogue's headers.
create table if not exists benchmarks.match (
    indicator varchar not null primary key,
    position integer not null,             -- place in the catalogue
    title varchar not null,
    statistic varchar not null,            -- count, ratio, median
    "window" varchar not null,             -- flow, snapshot, period
    unit varchar not null,
    multiplier double not null,
    polarity varchar not null,             -- high, low or neutral, the indicator's own
    year_end varchar not null,             -- MM-DD
    decimals integer not null,
    note varchar,                          -- what a reader has to know of the published measure
    differs varchar,                       -- in what it is another than ours, in words
    aside varchar                          -- options of the definition that are not at their defaults
);

-- The published measures of each indicator; of those of one role the first that is held serves.
create table if not exists benchmarks.crosswalk (
    indicator varchar not null,
    role varchar not null check (role in ('value', 'numerator', 'denominator')),
    place integer not null,
    measure varchar not null,
    scale double not null                  -- a published value times this is in the indicator's unit
);

-- Groups of authorities chosen in the configuration.
create table if not exists benchmarks.custom_group (
    name varchar not null,
    area_code varchar not null,
    reason varchar not null
);

-- One row per own figure that a comparator answers. Values are unrounded.
create table if not exists benchmarks.comparison (
    indicator varchar not null,
    area_code varchar not null,
    period varchar not null,
    period_end date not null,
    comparator_years varchar,              -- the label the comparators were published under
    measure varchar,
    model varchar not null,                -- empty: no neighbour model is held
    own_value double,
    neighbour_mean double,
    neighbours_used integer,               -- null when the mean was stated and not computed
    neighbour_median double,
    neighbours_missing varchar,            -- names, nearest first, '; '-joined
    region_name varchar,
    region double,
    england double,
    rank integer,                          -- of the authority's own published value, see Compare
    ranked integer,
    band varchar,
    verdict_neighbours varchar not null,
    verdict_england varchar not null,
    reason varchar not null,
    source varchar not null,
    note varchar not null,
    differs varchar not null,              -- in what the published measure is another than ours; empty: in nothing
    stale varchar not null,                -- why the comparators are old; empty: they are not
    neighbour_low double,                  -- least and greatest of the neighbours' values
    neighbour_high double,
    neighbours_shared varchar not null,    -- names of neighbours whose value is of a joint return or imputed
    neighbours_within integer,             -- neighbours whose own 95% limits hold our value
    neighbours_limited integer,            -- neighbours that have limits
    rank_best integer,                     -- the ranks that the limits of all authorities allow
    rank_worst integer,
    verdict_median varchar not null,
    verdict_region varchar not null,
    strength_neighbours varchar not null,  -- 95% or 99.8% where the verdict is not similar; else empty
    strength_england varchar not null,
    averages_differ boolean not null       -- the neighbours' mean and median lead to different verdicts
);

-- One row per own figure and thing that it is set against. Values are unrounded.
create table if not exists benchmarks.judgement (
    indicator varchar not null,
    area_code varchar not null,
    period varchar not null,
    period_end date not null,
    against varchar not null,              -- neighbours, median, region, england, group, past, others, funnel
    name varchar not null,                 -- the group's name, the model, the region; the period before for past
    years varchar,                         -- label of the comparator; null for own figures
    own_value double,
    value double,                          -- of the comparator
    numerator double,                      -- of the comparator, where it is known
    denominator double,
    lower double,                          -- 95% limits of the figure that the comparator is held against
    upper double,
    lower_998 double,
    upper_998 double,
    difference double,                     -- ours less theirs, with 95% limits, where both have numbers behind them
    difference_lower double,
    difference_upper double,
    verdict varchar not null,
    strength varchar not null,             -- 95% or 99.8% where the verdict is not similar; else empty
    method varchar not null,               -- in words, with its source
    reason varchar not null                -- what was set against what, or why not
);

-- The neighbours and the members of groups, one by one.
create table if not exists benchmarks.member (
    indicator varchar not null,
    area_code varchar not null,            -- the own authority
    period varchar not null,
    period_end date not null,
    set_name varchar not null,             -- model or group
    rank integer,                          -- nearest first; null in a group
    member_code varchar not null,
    member_name varchar not null,
    closeness varchar not null,            -- empty in a group
    common_since integer,                  -- year of the earliest held model since when it has been one without a break
    years varchar not null,
    value double,
    symbol varchar not null,
    why varchar not null,                  -- why there is no value, or in what it is another than it seems
    numerator double,
    denominator double,
    lower double,                          -- 95% limits
    upper double,
    holds_own boolean                      -- its limits hold our value
);

-- Five-point trend test of the own figures of years.
create table if not exists benchmarks.trend (
    indicator varchar not null,
    area_code varchar not null,
    first_end date,
    last_end date,
    points integer not null,
    slope double,
    chi_squared double,
    trend varchar not null,                -- increasing, decreasing, no significant change, not tested
    verdict varchar not null,              -- getting better, getting worse, or the trend again where neither is better
    method varchar not null,
    reason varchar not null
);

-- The own figure among all authorities: control limits about the pooled figure, plain and widened by
-- what authorities differ beyond chance.
create table if not exists benchmarks.funnel (
    indicator varchar not null,
    area_code varchar not null,
    period varchar not null,
    period_end date not null,
    years varchar not null,
    authorities integer not null,
    pooled double not null,
    own_value double not null,
    denominator double not null,
    lower double not null,                 -- 95% and 99.8% limits at our denominator
    upper double not null,
    lower_998 double not null,
    upper_998 double not null,
    outside integer not null,              -- authorities outside the plain 95% limits
    phi double not null,                   -- overdispersion
    tau_squared double not null,
    wide_lower double not null,            -- limits with the variation between authorities let in
    wide_upper double not null,
    wide_lower_998 double not null,
    wide_upper_998 double not null,
    verdict varchar not null,
    strength varchar not null,
    reason varchar not null
);

-- The authorities behind a funnel, whoever's figure is set among them. The value is in the indicator's unit.
create table if not exists benchmarks.funnel_authority (
    indicator varchar not null,
    years varchar not null,
    area_code varchar not null,
    area_name varchar not null,
    numerator double not null,
    denominator double not null,
    value double not null
);

-- The limits of a funnel from its least to its greatest denominator, to draw them by.
create table if not exists benchmarks.funnel_limit (
    indicator varchar not null,
    years varchar not null,
    denominator double not null,
    lower double not null,                 -- about the pooled figure, 95% and 99.8%
    upper double not null,
    lower_998 double not null,
    upper_998 double not null,
    wide_lower double not null,            -- with the variation between authorities let in
    wide_upper double not null,
    wide_lower_998 double not null,
    wide_upper_998 double not null
);

-- Statistical process control on the own monthly figures: one row per indicator, area and stretch
-- between rebases, or one that says why not.
create table if not exists benchmarks.process (
    indicator varchar not null,
    area_code varchar not null,
    period varchar not null,               -- month or quarter
    stretch integer not null,              -- from 1; 0 when refused
    first_end date,
    last_end date,
    points integer not null,
    centre double,
    lower double,
    upper double,
    lower_2 double,                        -- two thirds of the way
    upper_2 double,
    firm boolean not null,                 -- limits rest on 13 points or more
    variation varchar not null,            -- common cause, improvement, concern, special cause, or refused
    assurance varchar not null,            -- will meet, may meet, will not meet, or no target
    target double,
    false_signal double,                   -- chance that such a series of chance alone would show a signal
    rebase_reason varchar not null,
    instead varchar not null,              -- ids of the flows to chart instead
    reason varchar not null
);

create table if not exists benchmarks.process_point (
    indicator varchar not null,
    area_code varchar not null,
    period varchar not null,
    stretch integer not null,
    period_end date not null,
    value double not null,
    signal varchar not null,               -- common cause, outside limits, trend, two of three, shift
    variation varchar not null             -- what the signal is: common cause, improvement, concern, special cause
);

-- Tallies: in how many of its members the own figure meets or beats a comparator, by each reading.
create table if not exists benchmarks.tally (
    name varchar not null,
    reading varchar not null,
    area_code varchar not null,
    against varchar not null,
    position integer not null,
    met integer not null,
    counted integer not null,
    ties varchar not null,                 -- a tie counts as met, or does not
    better integer not null,               -- of those counted, by the verdicts
    alike integer not null,
    worse integer not null,
    sentence varchar not null
);

create table if not exists benchmarks.tally_member (
    name varchar not null,
    reading varchar not null,
    area_code varchar not null,
    indicator varchar not null,
    position integer not null,
    polarity varchar not null,
    period varchar,
    period_end date,
    own_value double,
    value double,                          -- of the comparator
    outcome varchar not null,              -- met, tied, not met, left out
    verdict varchar not null,
    reason varchar not null                -- why it is left out, or what the outcome rests on
);
