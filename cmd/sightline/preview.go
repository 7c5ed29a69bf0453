package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"
)

func newPreview(a *app) *cobra.Command {
	var (
		port    int
		edition string
	)
	cmd := &cobra.Command{
		Use:   "preview",
		Short: "Serve the published site on this machine only",
		Long: `Serve the current publication on the loopback interface until interrupted. Other machines cannot reach it.
The pages also open straight from their folder; this is for browsers that will not read files.` + "\n" + exitHelp,
		Example: "  sightline preview --port 8080",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := loadConfig(a.configPath)
			if err != nil {
				return err
			}
			if edition != "public" && edition != "internal" {
				return usagef("--edition %q: want public or internal", edition)
			}
			dir := filepath.Join(c.resolve(c.Publish.Dir), "current", edition)
			if _, err := os.Stat(dir); err != nil {
				return usagef("%s: nothing is published there yet: `sightline run` publishes", dir)
			}
			return a.preview(cmd.Context(), dir, port)
		},
	}
	cmd.Flags().IntVar(&port, "port", 0, "port to listen on (0 takes a free one)")
	cmd.Flags().StringVar(&edition, "edition", "public", "public or internal")
	return cmd
}

func (a *app) preview(ctx context.Context, dir string, port int) error {
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		return fmt.Errorf("preview: %w", err)
	}
	server := &http.Server{
		Handler:           http.FileServer(http.Dir(dir)),
		ReadHeaderTimeout: 10 * time.Second,
	}
	if _, err := fmt.Fprintf(a.stdout, "http://%s/ (stop with Ctrl-C)\n", listener.Addr()); err != nil {
		return errors.Join(err, listener.Close())
	}
	stopped := make(chan error, 1)
	go func() { stopped <- server.Serve(listener) }()
	select {
	case err := <-stopped:
		return fmt.Errorf("preview: %w", err)
	case <-ctx.Done():
		// A preview is stopped by interrupting it; that is its normal end.
		grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
		defer cancel()
		return errors.Join(server.Shutdown(grace), ctx.Err())
	}
}
