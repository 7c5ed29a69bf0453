package benchmarks

import (
	"context"
	"fmt"
	"path/filepath"
)

// loadNeighbours adds a neighbour model. Two workbooks of one year must agree, authority by
// authority.
func loadNeighbours(ctx context.Context, q Querier, src *source, file *Holding, id int) error {
	model := "dfe-" + src.book.vintage
	err := insertJSON(ctx, q, "area_region",
		map[string]string{"area_code": "varchar", "area_name": "varchar", "region_name": "varchar"},
		"? as model, area_code, area_name, region_name, ? as file_id", src.book.authorities, model, id)
	if err != nil {
		return fmt.Errorf("%s: %w", file.File, err)
	}
	err = insertJSON(ctx, q, "neighbour",
		map[string]string{
			"area_code": "varchar", "neighbour_code": "varchar", "rank": "integer",
			"closeness": "varchar", "closeness_ordinal": "integer",
		},
		"? as model, area_code, neighbour_code, rank, closeness, closeness_ordinal, ? as file_id", src.book.pairs, model, id)
	if err != nil {
		return fmt.Errorf("%s: %w", file.File, err)
	}
	file.Vintage, file.Rows, file.Areas = src.book.vintage, src.records, src.records
	return dropTwins(ctx, q, src, model, id)
}

// dropTwins removes what another workbook of the model says too, and refuses what it says
// differently.
func dropTwins(ctx context.Context, q Querier, src *source, model string, id int) error {
	var count int64
	var area, other string
	err := q.QueryRowContext(ctx, `
		with
		regions as (
			select area_code, region_name, file_id from benchmarks.area_region where model = $1
		),
		sets as (
			select area_code, list(neighbour_code order by rank) as neighbours, file_id
			from benchmarks.neighbour
			where model = $1
			group by area_code, file_id
		),
		claims as (
			select regions.area_code, regions.region_name, sets.neighbours, regions.file_id
			from regions
			left join sets using (area_code, file_id)
		)
		select count(*), coalesce(min(incoming.area_code), ''), coalesce(min(file.file), '')
		from claims as incoming
		inner join claims as held using (area_code)
		inner join benchmarks.file on held.file_id = file.file_id
		where incoming.file_id = $2 and held.file_id <> $2
			and (incoming.region_name, incoming.neighbours) is distinct from (held.region_name, held.neighbours)`,
		model, id).Scan(&count, &area, &other)
	if err != nil {
		return fmt.Errorf("%s: %w", filepath.Base(src.path), err)
	}
	if count > 0 {
		return fileFault(src.path, "the held file %s gives authority %s other neighbours or another region under model %s (and so for %d authorities in all): keep one of the two files", other, area, model, count)
	}
	for _, table := range []string{"neighbour", "area_region"} {
		_, err := q.ExecContext(ctx, `
			delete from benchmarks.`+table+`
			where model = $1 and file_id = $2 and area_code in (
				select area_code from benchmarks.`+table+` where model = $1 and file_id <> $2)`, model, id)
		if err != nil {
			return fmt.Errorf("%s: %w", filepath.Base(src.path), err)
		}
	}
	return nil
}
