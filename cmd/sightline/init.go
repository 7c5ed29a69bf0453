package main

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
)

//go:embed scaffold
var scaffold embed.FS

func newInit(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "init DIR",
		Short: "Write a configuration and the extract folders to start from",
		Long: `Write sightline.yaml and the folders it names, each with a note on what goes there. Files that exist are
left alone.` + "\n" + exitHelp,
		Example: "  sightline init .",
		Args:    cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			return a.scaffold(args[0])
		},
	}
}

func (a *app) scaffold(dir string) error {
	return fs.WalkDir(scaffold, "scaffold", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		relative, err := filepath.Rel("scaffold", filepath.FromSlash(name))
		if err != nil {
			return err
		}
		target := filepath.Join(dir, relative)
		if entry.IsDir() {
			return os.MkdirAll(target, 0o700)
		}
		text, err := scaffold.ReadFile(name)
		if err != nil {
			return err
		}
		file, err := os.OpenFile(target, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if errors.Is(err, fs.ErrExist) {
			_, err = fmt.Fprintf(a.stdout, "kept    %s\n", target)
			return err
		}
		if err != nil {
			return fmt.Errorf("init: %w", err)
		}
		if _, err := file.Write(text); err != nil {
			return errors.Join(err, file.Close())
		}
		if err := file.Close(); err != nil {
			return err
		}
		_, err = fmt.Fprintf(a.stdout, "written %s\n", target)
		return err
	})
}
