package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
	"github.com/spf13/cobra"
)

// printer writes lines and keeps the first error.
type printer struct {
	w   io.Writer
	err error
}

func (p *printer) linef(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format+"\n", args...)
	}
}

// grid is a result with named columns; cells are text, empty for none.
type grid struct {
	columns []string
	numeric []string // columns that hold numbers: right-aligned in a table, numbers in JSON
	rows    [][]string
}

var formats = []string{"table", "csv", "json"}

// formatFlag adds --format to a command.
func formatFlag(cmd *cobra.Command, into *string, allowed ...string) {
	if len(allowed) == 0 {
		allowed = formats
	}
	cmd.Flags().StringVar(into, "format", "table", strings.Join(allowed, ", "))
	cmd.PreRunE = func(*cobra.Command, []string) error {
		if !slices.Contains(allowed, *into) {
			return usagef("--format %q: want one of %s", *into, strings.Join(allowed, ", "))
		}
		return nil
	}
}

// json is the grid as a part of a larger JSON text.
func (g *grid) json() (json.RawMessage, error) {
	var out strings.Builder
	err := g.write(&out, "json")
	return json.RawMessage(out.String()), err
}

func (g *grid) write(w io.Writer, format string) error {
	switch format {
	case "csv":
		writer := csv.NewWriter(w)
		if err := writer.Write(g.columns); err != nil {
			return err
		}
		if err := writer.WriteAll(g.rows); err != nil {
			return err
		}
		writer.Flush()
		return writer.Error()
	case "json":
		return g.writeJSON(w)
	default:
		return g.writeTable(w)
	}
}

// writeJSON writes an array of objects in column order; an empty number is null.
func (g *grid) writeJSON(w io.Writer) error {
	var out strings.Builder
	out.WriteString("[")
	for i, row := range g.rows {
		if i > 0 {
			out.WriteString(",")
		}
		out.WriteString("\n  {")
		for j, column := range g.columns {
			if j > 0 {
				out.WriteString(", ")
			}
			cell, err := g.jsonCell(column, row[j])
			if err != nil {
				return err
			}
			out.WriteString(strconv.Quote(column) + ": " + cell)
		}
		out.WriteString("}")
	}
	if len(g.rows) > 0 {
		out.WriteString("\n")
	}
	out.WriteString("]\n")
	_, err := io.WriteString(w, out.String())
	return err
}

func (g *grid) jsonCell(column, cell string) (string, error) {
	if slices.Contains(g.numeric, column) {
		if cell == "" {
			return "null", nil
		}
		if json.Valid([]byte(cell)) {
			return cell, nil
		}
	}
	quoted, err := json.Marshal(cell)
	return string(quoted), err
}

func (g *grid) writeTable(w io.Writer) error {
	writer := table.NewWriter()
	writer.SetStyle(table.StyleLight)
	writer.Style().Format.Header = text.FormatDefault
	header := table.Row{}
	var configs []table.ColumnConfig
	for i, column := range g.columns {
		header = append(header, column)
		if slices.Contains(g.numeric, column) {
			configs = append(configs, table.ColumnConfig{Number: i + 1, Align: text.AlignRight})
		} else {
			configs = append(configs, table.ColumnConfig{Number: i + 1, WidthMax: 70})
		}
	}
	writer.AppendHeader(header)
	writer.SetColumnConfigs(configs)
	for _, row := range g.rows {
		cells := table.Row{}
		for _, cell := range row {
			cells = append(cells, cell)
		}
		writer.AppendRow(cells)
	}
	_, err := fmt.Fprintln(w, writer.Render())
	return err
}

// countOf writes "1 file" or "2 files".
func countOf(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// number writes a float with every digit it needs and no more; empty for nil.
func number(value *float64) string {
	if value == nil {
		return ""
	}
	return strconv.FormatFloat(*value, 'f', -1, 64)
}

func orEmpty(value *string) string {
	if value == nil {
		return ""
	}
	return *value
}
