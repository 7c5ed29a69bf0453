-- Since when each neighbour of a model has been one: the year of the earliest held model from which
-- on it is a neighbour of the authority in every held model up to the one asked for. A model that
-- does not know the authority, or has no neighbours for it, ends the run.
create or replace macro benchmarks.common_since(model_asked) as table
with
models as (
    select distinct model, try_cast(right(model, 4) as integer) as model_year
    from benchmarks.neighbour
),
models_up_to_asked as (
    select model, model_year
    from models
    where model_year <= try_cast(right(model_asked, 4) as integer)
),
asked_pairs as (
    select area_code, neighbour_code
    from benchmarks.neighbour
    where model = model_asked
),
-- One row per pair and model, in it or not.
standings as (
    select
        asked_pairs.area_code,
        asked_pairs.neighbour_code,
        models_up_to_asked.model_year,
        neighbour.model is not null as is_neighbour,
    from asked_pairs
    cross join models_up_to_asked
    left join benchmarks.neighbour
        on neighbour.model = models_up_to_asked.model
        and neighbour.area_code = asked_pairs.area_code
        and neighbour.neighbour_code = asked_pairs.neighbour_code
),
breaks as (
    select
        area_code,
        neighbour_code,
        coalesce(max(model_year) filter (where not is_neighbour), 0) as last_break,
    from standings
    group by area_code, neighbour_code
)
select
    model_asked as model,
    standings.area_code,
    standings.neighbour_code,
    min(standings.model_year) as common_since,
from standings
inner join breaks using (area_code, neighbour_code)
where standings.model_year > breaks.last_break
group by standings.area_code, standings.neighbour_code
