package dashboards

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"time"

	"sightline/dashboards/attack"
)

// former is an edition that lies beside the one being made. What it shows counts as published. Where the two
// together would tell a small count it is withdrawn: it goes when the new edition becomes the current one. The new
// edition itself never depends on what lies beside it, so that the same inputs make the same bytes.
type former struct {
	name      string // of its folder in editions, or current
	cells     map[string][]attack.Cell
	withdrawn string // why; empty while it may stay
}

// Reasons for which an edition is withdrawn.
const (
	otherPolicy  = "it was made with another disclosure policy"
	unreadable   = "it cannot be read, and so not be set beside the new one"
	movedALittle = "a count moved by less than the threshold between it and the new one, which tells of a few cases that came late"
	givesAway    = "with it, counts that the new one hides could be worked out"
)

// readFormers reads the public folders that a reader may hold beside the edition being made.
func readFormers(dir string, policy Manifest) ([]*former, error) {
	folders, err := editionFolders(dir)
	if err != nil {
		return nil, fmt.Errorf("publish: %w", err)
	}
	if info, err := os.Lstat(filepath.Join(dir, currentName)); err == nil && info.IsDir() { // where links are not to be had
		folders = append(folders, filepath.Join(dir, currentName))
	}
	var out []*former
	for _, folder := range folders {
		if strings.HasPrefix(filepath.Base(folder), ".") {
			continue
		}
		public := filepath.Join(folder, audiences[0].name)
		if _, err := os.Stat(public); errors.Is(err, fs.ErrNotExist) {
			continue
		}
		out = append(out, readFormer(public, filepath.Base(folder), policy))
	}
	return out, nil
}

func readFormer(public, name string, policy Manifest) *former {
	f := &former{name: name, cells: map[string][]attack.Cell{}}
	var manifest Manifest
	text, err := os.ReadFile(filepath.Join(public, manifestName))
	if err == nil {
		err = json.Unmarshal(text, &manifest)
	}
	switch {
	case err != nil:
		f.withdrawn = unreadable
		return f
	case manifest.SuppressBelow != policy.SuppressBelow || manifest.RoundTo != policy.RoundTo || manifest.Zero != policy.Zero ||
		!reflect.DeepEqual(manifest.Policy, policy.Policy):
		f.withdrawn = otherPolicy
		return f
	}
	cells, err := attack.Published(public, editionsName+"/"+name)
	if err != nil {
		f.withdrawn = unreadable
		return f
	}
	for _, c := range cells {
		f.cells[c.Area] = append(f.cells[c.Area], c)
	}
	return f
}

// besideFormers withdraws the editions that would tell something beside the cells of an authority.
func (g *guard) besideFormers(formers []*former, area string) {
	var staying []attack.Cell
	for _, f := range formers {
		older := f.cells[area]
		if f.withdrawn != "" || len(older) == 0 {
			continue
		}
		switch {
		case g.movedALittle(older):
			f.withdrawn = movedALittle
		case len(g.audit(older).Findings) > 0:
			f.withdrawn = givesAway
		default:
			staying = append(staying, older...)
		}
	}
	if !slices.ContainsFunc(staying, func(c attack.Cell) bool { return c.Edition != staying[0].Edition }) || len(g.audit(staying).Findings) == 0 {
		return
	}
	for _, f := range formers {
		if f.withdrawn == "" && len(f.cells[area]) > 0 {
			f.withdrawn = givesAway
		}
	}
}

// movedALittle tells whether a count that both editions show is another by less than the threshold. The two side by
// side say how many cases came late or were taken back, and with two counts of one figure what became of them.
func (g *guard) movedALittle(older []attack.Cell) bool {
	return slices.ContainsFunc(older, func(o attack.Cell) bool {
		p, ok := g.spots[attack.Evidence{
			Indicator: o.Indicator, Area: o.Area, Period: o.Period, Start: o.Start.Format(time.DateOnly), End: o.End.Format(time.DateOnly),
			Breakdown: o.Breakdown, Group: o.Group,
		}]
		if !ok {
			return false
		}
		def, now := g.entries[p.entry].Def, asPrinted(*g.at(p))
		if def.Money() || g.at(p).Rounded {
			return false
		}
		pairs := [][2]string{{o.Denominator, now.Denominator}, {o.Unjudged, now.Unjudged}}
		if !isMean(def) {
			pairs = append(pairs, [2]string{o.Numerator, now.Numerator})
		}
		return slices.ContainsFunc(pairs, func(pair [2]string) bool {
			before, had := decimal(pair[0])
			after, has := decimal(pair[1])
			moved := max(before-after, after-before)
			return had && has && moved > 0 && moved < float64(g.at(p).Below)
		})
	})
}

// withdrawn are the folders of editions that are to go.
func (s *site) withdrawn() []string {
	var out []string
	for _, f := range s.formers {
		if f.withdrawn != "" {
			out = append(out, f.name)
			s.opts.Log.Info("an earlier edition goes when this one is current", slog.String("edition", f.name), slog.String("because", f.withdrawn))
		}
	}
	return out
}
