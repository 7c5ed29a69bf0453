// Package browser prints pages through a Chromium, Chrome or Edge that is installed on the machine. It installs
// none, and what it opens asks no other host for anything.
package browser

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// ErrNone says that no browser was found.
var ErrNone = errors.New("no Chromium, Chrome or Edge is installed")

// Variable names a browser that lies somewhere else.
const Variable = "SIGHTLINE_BROWSER"

// Find is the path of an installed browser: that of the variable SIGHTLINE_BROWSER, else the first of the usual
// names and places. The error wraps ErrNone when there is none.
func Find() (string, error) {
	if chosen := os.Getenv(Variable); chosen != "" {
		path, err := exec.LookPath(chosen)
		if err != nil {
			return "", fmt.Errorf("%w where %s says: %s", ErrNone, Variable, chosen)
		}
		return path, nil
	}
	for _, place := range places(runtime.GOOS, os.Getenv) {
		if path, err := exec.LookPath(place); err == nil {
			return path, nil
		}
	}
	return "", ErrNone
}

// places are where a system keeps its browsers.
func places(system string, env func(string) string) []string {
	switch system {
	case "windows":
		var out []string
		for _, root := range []string{env("ProgramFiles"), env("ProgramFiles(x86)"), env("LocalAppData")} {
			if root == "" {
				continue
			}
			for _, program := range []string{`Google\Chrome\Application\chrome.exe`, `Chromium\Application\chrome.exe`, `Microsoft\Edge\Application\msedge.exe`} {
				out = append(out, root+`\`+program)
			}
		}
		return append(out, "chrome.exe", "msedge.exe")
	case "darwin":
		var out []string
		for _, root := range []string{"/Applications", filepath.Join(env("HOME"), "Applications")} {
			for _, program := range []string{"Chromium", "Google Chrome", "Microsoft Edge"} {
				out = append(out, filepath.Join(root, program+".app", "Contents", "MacOS", program))
			}
		}
		return out
	default:
		return []string{
			"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "microsoft-edge-stable",
			"/snap/bin/chromium", "/opt/google/chrome/chrome",
		}
	}
}

// Open starts a browser without a window and gives the context of a tab of it; cancel closes both.
func Open(ctx context.Context, path string, options ...chromedp.ContextOption) (context.Context, context.CancelFunc) {
	settings := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.DisableGPU, chromedp.ExecPath(path), chromedp.Flag("no-proxy-server", true),
		chromedp.Flag("hide-scrollbars", true), chromedp.Flag("font-render-hinting", "none"),
		chromedp.Flag("disable-component-update", true))
	if os.Geteuid() == 0 {
		settings = append(settings, chromedp.NoSandbox) // the sandbox refuses to run as root; only pages of ours are opened
	}
	ctx, stop := chromedp.NewExecAllocator(ctx, settings...)
	ctx, closeTab := chromedp.NewContext(ctx, options...)
	return ctx, func() { closeTab(); stop() }
}

// longestPrint is how long a page may take.
const longestPrint = 2 * time.Minute

// Print makes, through the browser at path, a tagged PDF with an outline of a whole page of HTML, which must need no
// other file. Head and foot are HTML for the margins of every sheet of paper. The day stands for the time of writing,
// so that the same page through the same browser gives the same bytes; each page has a browser of its own for that,
// because a browser numbers the elements of all pages that it has seen.
func Print(ctx context.Context, path string, markup []byte, head, foot string, day time.Time) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, longestPrint)
	defer cancel()
	// What the browser cannot do is returned; what else it has to say is of no use to a run.
	ctx, stop := Open(ctx, path, chromedp.WithErrorf(func(string, ...any) {}))
	defer stop()
	if err := chromedp.Do(ctx, content(markup)); err != nil {
		return nil, fmt.Errorf("print through %s: %w", path, err)
	}
	yes := true
	text, err := chromedp.Run(ctx, chromedp.PrintToPDF(
		chromedp.PDFPaper(chromedp.PaperA4), chromedp.PDFPrintBackground(),
		chromedp.PDFHeaderTemplate(head), chromedp.PDFFooterTemplate(foot),
		func(params *page.PrintToPDFParams) {
			params.PreferCSSPageSize, params.GenerateTaggedPDF, params.GenerateDocumentOutline = &yes, &yes, &yes
		},
	))
	if err != nil {
		return nil, fmt.Errorf("print through %s: %w", path, err)
	}
	if !bytes.HasPrefix(text, []byte("%PDF-")) {
		return nil, fmt.Errorf("print through %s: what came back is no PDF", path)
	}
	return dated(text, day), nil
}

// content replaces the tab's page.
func content(markup []byte) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		tree, err := cdp.Call(ctx, target, page.GetFrameTree, cdp.Empty{})
		if err != nil {
			return err
		}
		_, err = cdp.Call(ctx, target, page.SetDocumentContent, page.SetDocumentContentParams{FrameID: tree.FrameTree.Frame.ID, HTML: string(markup)})
		return err
	})
}

var (
	writtenBy = regexp.MustCompile(`/Creator ?\((?:[^()\\]|\\.|\([^()]*\))*\)`)
	writtenAt = regexp.MustCompile(`/(CreationDate|ModDate) ?\(D:\d{14}[^)]*\)`)
)

// dated puts a day in the place of the time of writing and our name in that of the browser, in as many bytes, so
// that nothing in the file moves.
func dated(text []byte, day time.Time) []byte {
	// The browser also names the machine's system.
	text = writtenBy.ReplaceAllFunc(text, func(found []byte) []byte {
		start := bytes.IndexByte(found, '(')
		out := bytes.Repeat([]byte(" "), len(found))
		copy(out, found[:start])
		copy(out[start:], "(Sightline)"[:min(len("(Sightline)"), len(found)-start)])
		return out
	})
	return writtenAt.ReplaceAllFunc(text, func(found []byte) []byte {
		out := bytes.Clone(found)
		at := bytes.Index(out, []byte("D:")) + 2
		copy(out[at:], day.UTC().Format("20060102150405"))
		for i := at + 14; i < len(out); i++ { // the offset from UTC
			if out[i] >= '0' && out[i] <= '9' {
				out[i] = '0'
			}
			if out[i] == '-' {
				out[i] = '+'
			}
		}
		return out
	})
}
