package etl

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"regexp"

	"sightline/etl/database"
)

// RejectFolder is the folder, beside the configuration, of the reject files of extracts that are no
// files.
const RejectFolder = "rejects"

var unsafeInName = regexp.MustCompile(`[^A-Za-z0-9._-]+`)

// runQuery brings an extract's rows from its database into a file that is read like one the
// authority wrote: the same header, the same checks, the same count.
func (l *loader) runQuery(ctx context.Context, i int, e Extract) (j job, err error) {
	folder, err := l.tempFolder()
	if err != nil {
		return job{}, err
	}
	path := filepath.Join(folder, fmt.Sprintf("query_%d.csv", i))
	out, closeOut, err := createCSV(path)
	if err != nil {
		return job{}, err
	}
	defer func() { err = errors.Join(err, closeOut()) }()
	if l.Progress != nil {
		l.Progress(0, 1, e.Label)
	}
	count, err := database.Stream(ctx, *e.Database,
		func(names []string) error {
			writeFields(out, names)
			return nil
		},
		func(values []database.Text) error {
			for i, value := range values {
				if i > 0 {
					_ = out.WriteByte(',')
				}
				if value.Null {
					continue
				}
				writeQuoted(out, string(value.Value))
			}
			if len(values) == 1 && values[0].Null {
				_, _ = out.WriteString(`""`) // else the line would be blank, and no record
			}
			return out.WriteByte('\n')
		})
	var fault *database.Error
	if errors.As(err, &fault) && ctx.Err() == nil {
		return job{}, &ExtractError{Label: e.Label, Reason: fault.Error(), Err: fault}
	}
	if err != nil {
		return job{}, fmt.Errorf("extract %s: %w", e.Label, err)
	}
	l.Log.InfoContext(ctx, "query read", slog.String("extract", e.Label), slog.Int64("records", count))
	name := string(bytes.Trim(unsafeInName.ReplaceAll([]byte(e.Label), []byte("-")), "-."))
	return job{
		extract: i, path: path, name: e.Label,
		rejects: filepath.Join(l.Root, RejectFolder, fmt.Sprintf("%02d-%s%s", i+1, name, RejectsSuffix)),
	}, nil
}
