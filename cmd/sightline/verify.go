package main

import (
	"fmt"

	"sightline/dashboards"

	"github.com/spf13/cobra"
)

func newVerify(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "verify DIR",
		Short:   "Check a published folder against its manifest",
		Long:    "Check that every file of a published folder is the one its manifest names, and that none was added." + "\n" + exitHelp,
		Example: "  sightline verify published/current/public",
		Args:    cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			problems, err := dashboards.Verify(args[0])
			if err != nil {
				return usageError{err}
			}
			if len(problems) > 0 {
				for _, problem := range problems {
					a.printError(problem)
				}
				return fmt.Errorf("%s differs from its manifest in %d places", args[0], len(problems))
			}
			_, err = fmt.Fprintf(a.stdout, "%s is as published\n", args[0])
			return err
		},
	}
}
