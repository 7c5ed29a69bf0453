package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"sightline/indicators"

	"github.com/spf13/cobra"
)

func newIndicators(a *app) *cobra.Command {
	var showAs string
	cmd := &cobra.Command{
		Use:     "indicators [ID]",
		Short:   "List the catalogue, or show one definition",
		Long:    "List the indicators, or print one definition whole: header, query and worked examples." + "\n" + exitHelp,
		Example: "  sightline indicators\n  sightline indicators placement_two_years",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			catalogue, err := loadCatalogue()
			if err != nil {
				return err
			}
			if len(args) == 1 {
				def, err := catalogue.Find(args[0])
				if err != nil {
					return err
				}
				out := &printer{w: a.stdout}
				a.describe(out, def)
				out.linef("")
				out.linef("%s", indicators.QueryText(def))
				for _, example := range def.Examples {
					out.linef("")
					out.linef("Example: %s", example.Sentence)
					a.describeExample(out, example)
				}
				return out.err
			}
			list := &grid{columns: []string{"theme", "id", "also", "title", "unit", "polarity", "window", "examples"}, numeric: []string{"examples"}}
			for _, def := range catalogue.Definitions {
				list.rows = append(list.rows, []string{
					def.Theme, def.ID, strings.Join(def.Also, ", "), def.Title, def.Unit, string(def.Polarity.Direction),
					string(def.Window), fmt.Sprint(len(def.Examples)),
				})
			}
			return list.write(a.stdout, showAs)
		},
	}
	formatFlag(cmd, &showAs)
	return cmd
}

// describe prints a definition's header in words.
func (a *app) describe(out *printer, def *indicators.Definition) {
	line := func(label, text string) {
		if strings.TrimSpace(text) != "" {
			out.linef("%-14s %s", label, strings.Join(strings.Fields(text), " "))
		}
	}
	out.linef("%s  (%s/%s)", def.Title, def.Theme, def.ID)
	line("Also", strings.Join(def.Also, ", "))
	line("Question", def.Question)
	line("Statistic", fmt.Sprintf("%s, %s, %d decimals", def.Statistic, def.Unit, def.Decimals))
	line("Window", fmt.Sprintf("%s, year to %s", def.Window, def.YearEnd))
	line("Looks back", def.LooksBack())
	line("Numerator", def.Numerator)
	line("Denominator", def.Denominator)
	for _, exclusion := range def.Exclusions {
		line("Left out", exclusion)
	}
	for _, edition := range def.Editions {
		until := "onwards"
		if edition.To != "" {
			until = "to " + edition.To
		}
		line("Edition", fmt.Sprintf("%s from %s %s (%s)", edition.Rule, edition.From, until, edition.Source))
	}
	line("Polarity", fmt.Sprintf("%s: %s", def.Polarity.Direction, def.Polarity.Reason))
	for _, source := range def.Sources {
		text := fmt.Sprintf("%s, %s, %s", source.Return, source.Table, source.Field)
		if source.AnyOf != "" {
			text += fmt.Sprintf(" (one way of telling the %s)", source.AnyOf)
		}
		line("Source", text)
	}
	if def.Succeeds != "" {
		line("Succeeds", strings.Join(append([]string{def.Succeeds}, def.AlsoAfter...), ", "))
	}
	if def.SucceededBy != "" {
		line("Succeeded by", def.SucceededBy)
	}
	describeComparator(line, def.Comparator)
	line("Flows", strings.Join(def.Flows, ", "))
	for _, companion := range def.Companions {
		line("Read beside", companion.ID+": "+companion.Why)
	}
	for _, option := range def.Options {
		line("Option", fmt.Sprintf("%s: %s By default %s: %s", option.Name, option.Question, option.Default, option.Values[option.Default]))
		for _, value := range slices.Sorted(maps.Keys(option.Values)) {
			if value != option.Default {
				line("", fmt.Sprintf("%s: %s", value, option.Values[value]))
			}
		}
		line("", "Source: "+option.Source)
	}
	line("Completeness", def.Completeness)
	line("Caution", def.Caution)
	line("Owner", def.Owner)
}

// describeComparator prints the published measures of an indicator, in what they are another than it and what
// was found alike.
func describeComparator(line func(label, text string), c indicators.Comparator) {
	if c.LAIT != "" {
		line("Comparator", "LAIT measure "+c.LAIT)
	}
	for _, id := range []string{c.EES, c.Measure} {
		line("Comparator", id)
	}
	if len(c.Values()) == 0 && c.Published() {
		line("Comparator", "made of published counts")
	}
	line("", withLabel("numerator ", strings.Join(c.Numerator, ", or ")))
	line("", withLabel("denominator ", strings.Join(c.Denominator, ", or ")))
	if c.Scale != 0 {
		line("", fmt.Sprintf("published values are multiplied by %v", c.Scale))
	}
	for _, aspect := range indicators.Aspects {
		line("", withLabel("another "+aspect+": ", c.Differs[aspect]))
	}
	line("", withLabel("alike: ", strings.Join(c.Same, ", ")))
	line("Comparator", c.Note)
}

// withLabel puts a label before a text; nothing before nothing.
func withLabel(label, text string) string {
	if text == "" {
		return ""
	}
	return label + text
}

func (a *app) describeExample(out *printer, example indicators.Example) {
	out.linef("  at %s", example.At.Format("2 January 2006"))
	for _, name := range slices.Sorted(maps.Keys(example.Options)) {
		out.linef("  with %s = %s", name, example.Options[name])
	}
	tables := slices.Clone(example.Given)
	for _, wanted := range []*indicators.Table{example.Cases, example.Total} {
		if wanted != nil {
			tables = append(tables, *wanted)
		}
	}
	for _, table := range tables {
		out.linef("  %s", table.Name)
		out.linef("    %s", strings.Join(table.Columns, ","))
		for _, row := range table.Rows {
			out.linef("    %s", strings.Join(row, ","))
		}
	}
}
