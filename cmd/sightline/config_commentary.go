package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"sightline/dashboards/commentary"
)

// commentaryConfig says where people write about figures, and whether they must. Without it there are no comments.
type commentaryConfig struct {
	Path     string `yaml:"path"`
	Required string `yaml:"required"`
}

// What commentary.required asks for.
const (
	requiredNone    = "none"    // nothing is owed
	requiredAdverse = "adverse" // a comment on each adverse verdict
)

func (c *config) validateCommentary(fault faultFunc) {
	if c.Commentary == nil {
		return
	}
	needed(c.Commentary.Path, "$.commentary", "commentary", "path", fault)
	switch c.Commentary.Required {
	case "", requiredNone, requiredAdverse:
	default:
		fault("$.commentary.required", "commentary.required %q: want adverse, which lists each adverse verdict without a comment, or none", c.Commentary.Required)
	}
}

// comments reads the folder of comments; nil where none is configured. Files are named as the configuration names
// their folder.
func (c *config) comments() (*commentary.Folder, error) {
	if c.Commentary == nil {
		return nil, nil //nolint:nilnil // no folder is no fault
	}
	dir := c.resolve(c.Commentary.Path)
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		return &commentary.Folder{Faults: []commentary.Fault{{File: c.Commentary.Path, Line: 1, Column: 1, What: "is no folder: commentary.path names the folder that comments lie in"}}}, nil
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("commentary: %w", err)
	}
	return commentary.Read(os.DirFS(dir), filepath.ToSlash(c.Commentary.Path))
}

// commentsOwed tells whether adverse verdicts without a comment are listed.
func (c *config) commentsOwed() bool {
	return c.Commentary != nil && c.Commentary.Required == requiredAdverse
}
