package indicators

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Choose writes down which values of the catalogue's options the figures of this warehouse are computed
// with; options that are not named keep their defaults. The error names every unknown option and value.
func Choose(ctx context.Context, q Querier, catalogue *Catalogue, choices map[string]string) error {
	if err := catalogue.CheckChoices(choices); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(choices)) {
		if _, err := q.ExecContext(ctx, `insert or replace into indicators.choice values (?, ?)`, name, choices[name]); err != nil {
			return fmt.Errorf("choose %s: %w", name, err)
		}
	}
	return nil
}

// CheckChoices wants every option known and every value one of its option's.
func (c *Catalogue) CheckChoices(choices map[string]string) error {
	options, err := c.Options()
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(choices)) {
		i := slices.IndexFunc(options, func(o Option) bool { return o.Name == name })
		if i < 0 {
			names := make([]string, len(options))
			for j, option := range options {
				names[j] = option.Name
			}
			return fmt.Errorf("unknown option %s: want one of %s", name, strings.Join(names, ", "))
		}
		if _, ok := options[i].Values[choices[name]]; !ok {
			return fmt.Errorf("option %s: unknown value %q: want one of %s",
				name, choices[name], strings.Join(slices.Sorted(maps.Keys(options[i].Values)), ", "))
		}
	}
	return nil
}

// With is the catalogue as it reads with these choices: where a title names an option in braces, the words of
// the value chosen stand in its place.
func (c *Catalogue) With(choices map[string]string) *Catalogue {
	out := &Catalogue{}
	for _, def := range c.Definitions {
		resolved := *def
		resolved.Title = def.titleWith(choices)
		out.Definitions = append(out.Definitions, &resolved)
	}
	return out
}

func (d *Definition) titleWith(choices map[string]string) string {
	title := d.titleForm
	for _, option := range d.Options {
		value, ok := choices[option.Name]
		if !ok {
			value = option.Default
		}
		title = strings.ReplaceAll(title, "{"+option.Name+"}", option.Values[value])
	}
	return title
}

// Aside tells, in words, which options of a definition the figures of this warehouse are computed with aside
// from their defaults; empty for none.
func Aside(ctx context.Context, q Querier, def *Definition) (string, error) {
	choices, err := readChoices(ctx, q)
	if err != nil {
		return "", err
	}
	var words []string
	for _, option := range def.Options {
		if value, ok := choices[option.Name]; ok && value != option.Default {
			words = append(words, option.Name+" = "+value)
		}
	}
	return strings.Join(words, ", "), nil
}

func readChoices(ctx context.Context, q Querier) (choices map[string]string, err error) {
	rows, err := q.QueryContext(ctx, `select option, value from indicators.choice`)
	if err != nil {
		return nil, fmt.Errorf("read choices: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	choices = map[string]string{}
	for rows.Next() {
		var name, value string
		if err := rows.Scan(&name, &value); err != nil {
			return nil, err
		}
		choices[name] = value
	}
	return choices, rows.Err()
}

// supplyChosen makes the one-row table chosen, with a column for each option of the definition, and
// returns what the edition column has to say of them: what was chosen aside from the defaults, and named
// options; empty for nothing.
func supplyChosen(ctx context.Context, q Querier, def *Definition) (aside string, err error) {
	if len(def.Options) == 0 {
		return "", nil
	}
	choices, err := readChoices(ctx, q)
	if err != nil {
		return "", err
	}
	var columns, words []string
	for _, option := range def.Options {
		value, ok := choices[option.Name]
		if !ok {
			value = option.Default
		}
		if value != option.Default || option.Named {
			words = append(words, option.Name+" = "+value)
		}
		columns = append(columns, fmt.Sprintf("'%s'::varchar as %s", strings.ReplaceAll(value, "'", "''"), option.Name))
	}
	_, err = q.ExecContext(ctx, "create or replace temp table chosen as select "+strings.Join(columns, ", "))
	return strings.Join(words, ", "), err
}
