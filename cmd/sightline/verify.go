package main

import (
	"fmt"

	"sightline/dashboards"
	"sightline/dashboards/attack"

	"github.com/spf13/cobra"
)

func newVerify(a *app) *cobra.Command {
	var attacking bool
	cmd := &cobra.Command{
		Use:   "verify DIR",
		Short: "Check a published folder against its manifest",
		Long: "Check that every file of a published folder is the one its manifest names, and that none was added. With\n" +
			"--attack, try instead to work out the hidden counts of a public edition from its files and those of editions\n" +
			"that lie beside it: by sums and differences of what is shown, and by reading every page, chart, workbook, document\n" +
			"and picture for numbers of hidden figures. Each that can be narrowed to fewer numbers than the threshold is\n" +
			"listed with the published figures that give it away, and the command ends with 3." + "\n" + exitHelp,
		Example: "  sightline verify published/current/public\n  sightline verify --attack published/current/public",
		Args:    cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if attacking {
				return a.attack(args[0])
			}
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
	cmd.Flags().BoolVar(&attacking, "attack", false, "try to work out the hidden counts of a public edition; exit 3 when one can be")
	return cmd
}

// attack tries to work out hidden counts of the public edition in dir and lists those that it can.
func (a *app) attack(dir string) error {
	catalogue, err := loadCatalogue()
	if err != nil {
		return err
	}
	report, err := attack.Folder(dir, catalogue.Definitions)
	if err != nil {
		return usageError{err}
	}
	harmless := 0
	for _, finding := range report.Findings {
		if finding.Matters() {
			a.printError(finding.String())
		} else {
			harmless++
		}
	}
	if harmless > 0 {
		a.printError(fmt.Sprintf("note: %d hidden counts can be told to be nought, or to be large ones hidden for the sake of others, which gives nobody away", harmless))
	}
	for _, note := range report.Notes {
		a.printError("note: " + note)
	}
	if _, err := fmt.Fprintln(a.stdout, report.Summary()); err != nil {
		return err
	}
	if n := report.Against(); n > 0 {
		return refusedError{fmt.Errorf("%s: %s against publishing it", dir, countOf(n, "finding"))}
	}
	return nil
}
