package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"sightline/etl"
	"sightline/etl/checks"
	"sightline/etl/warehouse"
	"sightline/indicators"

	"github.com/spf13/cobra"
)

func newTest(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "test [ID...]",
		Short:   "Run the worked examples of the indicators and the checks",
		Long:    "Run every example of the catalogue and the checks, or of those named, and report those that disagree with their definition." + "\n" + exitHelp,
		Example: "  sightline test\n  sightline test cla\n  sightline test episodes_overlap",
		RunE: func(cmd *cobra.Command, ids []string) error {
			all, err := checks.Embedded()
			if err != nil {
				return err
			}
			list := all
			if len(ids) > 0 {
				list = slices.DeleteFunc(slices.Clone(all), func(check *checks.Check) bool { return !slices.Contains(ids, check.ID) })
				ids = slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return checks.Find(all, id) != nil })
				if len(ids) == 0 {
					return a.runCheckExamples(cmd.Context(), list)
				}
			}
			catalogue, err := loadCatalogue()
			if err != nil {
				return err
			}
			definitions, err := catalogue.Select(ids)
			if err != nil {
				return err
			}
			err = a.runExamples(cmd.Context(), definitions)
			if len(list) > 0 {
				err = errors.Join(err, a.runCheckExamples(cmd.Context(), list))
			}
			return err
		},
	}
}

func (a *app) runExamples(ctx context.Context, definitions []*indicators.Definition) (err error) {
	db, err := warehouse.Memory(ctx)
	if err != nil {
		return err
	}
	defer closing(&err, db.Close)
	if err := etl.LoadReference(ctx, db, nil); err != nil {
		return err
	}
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer closing(&err, conn.Close)
	if err := indicators.ApplySchema(ctx, conn); err != nil {
		return err
	}
	proof, err := indicators.NewProof(ctx, conn, definitions, func(ctx context.Context, q indicators.Querier) error { return etl.Derive(ctx, q) })
	if err != nil {
		return err
	}
	var faults []error
	passed := 0
	for _, def := range definitions {
		if len(def.Examples) == 0 {
			faults = append(faults, fmt.Errorf("%s: no example", def.File))
			continue
		}
		wrong, err := proof.Run(ctx, def)
		if err != nil {
			faults = append(faults, err)
			continue
		}
		passed += len(def.Examples) - len(wrong)
		faults = append(faults, wrong...)
	}
	out := &printer{w: a.stdout}
	out.linef("%d passed, %d failed", passed, len(faults))
	return errors.Join(append(faults, out.err)...)
}
