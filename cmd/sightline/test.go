package main

import (
	"context"
	"errors"
	"fmt"

	"sightline/etl"
	"sightline/etl/warehouse"
	"sightline/indicators"

	"github.com/spf13/cobra"
)

func newTest(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "test [ID...]",
		Short:   "Run the worked examples of the indicators",
		Long:    "Run every example of the catalogue, or of the indicators named, and report those that disagree with their definition." + "\n" + exitHelp,
		Example: "  sightline test\n  sightline test cla",
		RunE: func(cmd *cobra.Command, ids []string) error {
			catalogue, err := loadCatalogue()
			if err != nil {
				return err
			}
			definitions, err := catalogue.Select(ids)
			if err != nil {
				return err
			}
			return a.runExamples(cmd.Context(), definitions)
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
	derive := func(ctx context.Context, q indicators.Querier) error { return etl.Derive(ctx, q) }
	var faults []error
	passed := 0
	for _, def := range definitions {
		if len(def.Examples) == 0 {
			faults = append(faults, fmt.Errorf("%s: no example", def.File))
		}
		for _, example := range def.Examples {
			if err := indicators.RunExample(ctx, conn, def, example, derive); err != nil {
				faults = append(faults, err)
				continue
			}
			passed++
		}
	}
	out := &printer{w: a.stdout}
	out.linef("%d passed, %d failed", passed, len(faults))
	return errors.Join(append(faults, out.err)...)
}
