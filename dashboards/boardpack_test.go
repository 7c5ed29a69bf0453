package dashboards_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"sightline/dashboards"
	"sightline/dashboards/browser"
)

// A board pack is tagged, has bookmarks, a title and a language, and the same figures give the same bytes.
func TestBoardPackIsTaggedAndRepeats(t *testing.T) {
	program := browserPath(t)
	var packs []map[string]string
	for range 2 {
		dir := t.TempDir()
		opts := options(t, dir)
		opts.Print = func(markup []byte, head, foot string, day time.Time) ([]byte, error) {
			return browser.Print(context.Background(), program, markup, head, foot, day)
		}
		published, err := dashboards.Publish(context.Background(), world(t), opts)
		if err != nil {
			t.Fatal(err)
		}
		if published.Packs != 2 {
			t.Fatalf("%d board packs were printed", published.Packs)
		}
		tree := files(t, filepath.Join(dir, "current"))
		if problems, err := dashboards.Verify(dir); err != nil || len(problems) > 0 {
			t.Errorf("the edition does not agree with its manifest: %v %v", problems, err)
		}
		if !strings.Contains(tree["public/index.html"], `href="board-pack.pdf"`) || !strings.Contains(tree["public/indicators/cla.html"], `href="../board-pack.pdf"`) {
			t.Error("no page leads to the board pack")
		}
		packs = append(packs, map[string]string{"public": tree["public/board-pack.pdf"], "internal": tree["internal/board-pack.pdf"]})
	}
	for _, audience := range []string{"public", "internal"} {
		text := packs[0][audience]
		if text != packs[1][audience] {
			t.Errorf("%s: two prints of the same figures differ", audience)
		}
		for _, want := range []string{"%PDF-1", "/StructTreeRoot", "/Marked true", "/Lang (en-GB)", "/Outlines ", "/Creator (Sightline)", "(D:20250331000000+00'00')"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: the PDF does not hold %q", audience, want)
			}
		}
		if n := len(regexp.MustCompile(`/Type /Page\b[^s]`).FindAllString(text, -1)); n < 5 {
			t.Errorf("%s: the PDF has %d pages", audience, n)
		}
		if strings.Contains(text, "Linux") || strings.Contains(text, "HeadlessChrome") {
			t.Errorf("%s: the PDF tells of the machine that it was made on", audience)
		}
	}
}

// What goes to the printer is the pages' own main parts: every id once, links inside the pack or none, the marking
// on every sheet of the internal edition.
func TestBoardPackIsMadeOfThePages(t *testing.T) {
	dir := t.TempDir()
	opts := options(t, dir)
	var sheets []string
	var margins []string
	opts.Print = func(markup []byte, head, foot string, day time.Time) ([]byte, error) {
		if !day.Equal(opts.AsAt) {
			t.Errorf("the day is %s", day)
		}
		sheets, margins = append(sheets, string(markup)), append(margins, head+foot)
		return []byte("%PDF-1.4 stand-in"), nil
	}
	if _, err := dashboards.Publish(context.Background(), world(t), opts); err != nil {
		t.Fatal(err)
	}
	if len(sheets) != 2 {
		t.Fatalf("%d packs went to the printer", len(sheets))
	}
	for i, private := range []bool{false, true} {
		text := sheets[i]
		for _, want := range []string{"Children’s social care figures: Hackney", "Data to 31 March 2025", ">Overview</a>", ">Looked after</a>", "These records are invented."} {
			if !strings.Contains(text, want) {
				t.Errorf("pack %d does not say %q", i, want)
			}
		}
		if strings.Contains(text, "<script") || strings.Contains(text, "http") && strings.Contains(text, "src=") {
			t.Errorf("pack %d would load something", i)
		}
		if marked := strings.Count(margins[i], "OFFICIAL-SENSITIVE") == 2; marked != private {
			t.Errorf("pack %d is marked on every sheet: %v", i, marked)
		}
		var ids []string
		for _, match := range regexp.MustCompile(` id="([^"]*)"`).FindAllStringSubmatch(text, -1) {
			if slices.Contains(ids, match[1]) {
				t.Errorf("pack %d has two elements %s", i, match[1])
			}
			ids = append(ids, match[1])
		}
		for _, match := range regexp.MustCompile(` (?:href|aria-labelledby)="#?([^"]*)"`).FindAllStringSubmatch(text, -1) {
			for _, id := range strings.Fields(match[1]) {
				if !slices.Contains(ids, id) {
					t.Errorf("pack %d leads to %s, which is not in it", i, id)
				}
			}
		}
		for _, secret := range []string{"45.5%", "27.3%", "76.5%", "28.6%"} {
			if !private && strings.Contains(text, secret) {
				t.Errorf("the public pack gives away %s", secret)
			}
		}
	}
}

// A printer that fails costs the pack, never the pages.
func TestPagesArePublishedWhenNothingCanBePrinted(t *testing.T) {
	dir := t.TempDir()
	var log bytes.Buffer
	opts := options(t, dir)
	opts.Log = slog.New(slog.NewTextHandler(&log, nil))
	opts.Print = func([]byte, string, string, time.Time) ([]byte, error) { return nil, errors.New("out of paper") }
	published, err := dashboards.Publish(context.Background(), world(t), opts)
	if err != nil {
		t.Fatal(err)
	}
	if published.Packs != 0 || !strings.Contains(log.String(), "out of paper") {
		t.Errorf("published %+v, log %s", published, log.String())
	}
	for name, text := range files(t, filepath.Join(dir, "current")) {
		if strings.Contains(text, "board-pack.pdf") && !strings.HasSuffix(name, ".txt") {
			t.Errorf("%s speaks of a board pack that there is none of", name)
		}
	}
	plain := publish(t, world(t), t.TempDir())
	if plain.Edition != published.Edition {
		t.Error("an edition whose pack failed differs from one without a pack")
	}
}

func TestFindingABrowser(t *testing.T) {
	empty := t.TempDir()
	t.Setenv("PATH", empty)
	t.Setenv(browser.Variable, filepath.Join(empty, "none"))
	if _, err := browser.Find(); !errors.Is(err, browser.ErrNone) {
		t.Errorf("a browser that is not there: %v", err)
	}
	program := filepath.Join(empty, "my-browser")
	if err := os.WriteFile(program, []byte("#!/bin/sh\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv(browser.Variable, program)
	if path, err := browser.Find(); err != nil || path != program {
		t.Errorf("found %q: %v", path, err)
	}
}
