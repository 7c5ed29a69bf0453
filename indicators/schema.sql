create schema if not exists indicators;

-- One row per indicator, area, period and breakdown group. Numerators and denominators are exact;
-- value, lower and upper are unrounded and null where symbol is set. unjudged to highest say how
-- complete the figure is: lowest is what it would be with none of the cases that could not be judged
-- in the numerator, highest with all of them. They are null where symbol is x, and lowest and highest
-- also where nothing bounds what such a case could add. short_history says that the extracts begin after the
-- day that the rule looks back to (header key history): the figure misses what came before.
create table indicators.value (
    indicator varchar not null,
    edition varchar not null,
    area_code varchar not null,
    period varchar not null check (period in ('month', 'quarter', 'year', 'ytd', 'rolling12', 'snapshot')),
    period_start date not null,          -- of a snapshot: the day itself
    period_end date not null,
    breakdown varchar not null,          -- none, sex, team, ...
    "group" varchar not null,            -- empty for breakdown none
    numerator decimal(38, 9),
    denominator decimal(38, 9),          -- null for counts
    value double,
    lower double,                        -- 95% limits where the statistic has them
    upper double,
    unit varchar not null,
    symbol varchar not null,             -- '', z not applicable, x not available, c, low, u
    unjudged bigint,                     -- cases that something was not recorded of
    lowest double,
    highest double,
    judged_numerator decimal(38, 9),     -- numerator and denominator without those cases
    judged_denominator decimal(38, 9),
    short_history boolean not null default false
);

-- What the configuration chose where no source settles a point; an option without a row has its default.
create table indicators.choice (
    option varchar not null primary key,
    value varchar not null
);

-- How many cases took how long, for the period that an indicator's page opens with and the same a year before: a
-- row for each number of days or working days that some case took, one for the cases that had not come to their end
-- and one for those of which it is not known. Cases that the rules leave out for another reason are not here.
create table indicators.distribution (
    indicator varchar not null,
    area_code varchar not null,
    period varchar not null,
    period_start date not null,
    period_end date not null,
    state varchar not null check (state in ('timed', 'unfinished', 'unknown')),
    amount integer,                      -- in the unit of the definition's distribution; null unless timed
    cases bigint not null
);

-- Whether cases heap just inside a limit, in the newest period of each distribution that has one and enough
-- cases: those of the days window_from to window_to beside what the days around them suggest.
create table indicators.heaping (
    indicator varchar not null,
    area_code varchar not null,
    period varchar not null,
    period_end date not null,
    window_from integer not null,
    window_to integer not null,
    observed bigint not null,
    expected double not null,
    p double not null,                   -- two-sided
    p_adjusted double not null           -- by Holm over the limits of the authority
);
