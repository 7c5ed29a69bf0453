package main

import (
	"encoding/json"
	"fmt"
	"time"

	"sightline/etl/warehouse"

	"github.com/spf13/cobra"
)

func newHistory(a *app) *cobra.Command {
	var showAs string
	cmd := &cobra.Command{
		Use:     "history",
		Short:   "List the runs: when, what was read and refused, what was published",
		Long:    "List the runs, newest first. JSON holds every file with its hash and counts." + "\n" + exitHelp,
		Example: "  sightline history --format json",
		Args:    cobra.NoArgs,
		RunE: func(_ *cobra.Command, _ []string) error {
			c, err := loadConfig(a.configPath)
			if err != nil {
				return err
			}
			runs, err := warehouse.Runs(c.resolve(c.Warehouse.Dir))
			if err != nil {
				return err
			}
			if showAs == "json" {
				if runs == nil {
					runs = []warehouse.Run{}
				}
				encoder := json.NewEncoder(a.stdout)
				encoder.SetIndent("", "  ")
				return encoder.Encode(struct {
					Runs []warehouse.Run `json:"runs"`
				}{runs})
			}
			list := &grid{
				columns: []string{"run", "started", "took", "status", "as_at", "files", "read", "loaded", "refused"},
				numeric: []string{"files", "read", "loaded", "refused"},
			}
			for _, run := range runs {
				var read, loaded, rejected int64
				for _, source := range run.Sources {
					read, loaded, rejected = read+source.Read, loaded+source.Loaded, rejected+source.Rejected
				}
				took := ""
				if run.FinishedAt != nil {
					took = run.FinishedAt.Sub(run.StartedAt).String()
				}
				list.rows = append(list.rows, []string{
					run.RunID, run.StartedAt.Format(time.DateTime), took, run.Status, run.AsAt,
					fmt.Sprint(len(run.Sources)), fmt.Sprint(read), fmt.Sprint(loaded), fmt.Sprint(rejected),
				})
			}
			return list.write(a.stdout, showAs)
		},
	}
	formatFlag(cmd, &showAs, "table", "json")
	return cmd
}
