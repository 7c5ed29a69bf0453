package main

import (
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	newsLine = regexp.MustCompile(`(?s)<li><span class="tag[^>]*>.*?</span> <a href="indicators/(\w+)\.html">[^<]*</a>: ([^<]*?)\.(?:<span|</li>)`)
	// The forms in which a front page tells of a signal at the newest point of a chart.
	signalForms = map[string]*regexp.Regexp{
		"outside limits": regexp.MustCompile(`^(\S+) in (.+?), (above|below) the usual range of (?:up to (\S+?)|(\S+) or more|(\S+) to (\S+?))(?:, the \d+\w\w (?:month|quarter) in a row)?$`),
		"trend":          regexp.MustCompile(`^(\S+) in (.+?), the last of (\d+) (?:month|quarter)s each (higher|lower) than the one before$`),
		"two of three":   regexp.MustCompile(`^(\S+) in (.+?), with 2 of the last 3 (?:month|quarter)s near the (upper|lower) edge of the usual range of (?:up to (\S+?)|(\S+) or more|(\S+) to (\S+?))$`),
		"shift":          regexp.MustCompile(`^(\S+) in (.+?), the (\d+)\w\w (?:month|quarter) in a row (above|below) the mean of (\S+?)$`),
	}
)

// signalsAreTrue holds every signal that a front page tells of against the points and limits of the tables, and says
// how many there were and what of it is not so.
func signalsAreTrue(t *testing.T, config, page string, process []map[string]string) (told int, faults []string) {
	t.Helper()
	points := rows(t, sightline(t, "compare", "--of", "points", "--format", "csv", "--config", config))
	for _, line := range newsLine.FindAllStringSubmatch(page, -1) {
		id, text := line[1], html.UnescapeString(line[2])
		for signal, form := range signalForms {
			said := form.FindStringSubmatch(text)
			if said == nil {
				continue
			}
			told++
			if !slices.ContainsFunc(process, func(row map[string]string) bool {
				return row["indicator"] == id && row["stretch"] != "0" && saysSignal(signal, said, row, newestPoint(points, row))
			}) {
				faults = append(faults, fmt.Sprintf("%s: %q: no chart says so", id, text))
			}
		}
	}
	return told, faults
}

// newestPoint is the last point of a stretch.
func newestPoint(points []map[string]string, stretch map[string]string) map[string]string {
	var newest map[string]string
	for _, p := range points {
		same := p["indicator"] == stretch["indicator"] && p["area_code"] == stretch["area_code"] && p["period"] == stretch["period"] && p["stretch"] == stretch["stretch"]
		if same && (newest == nil || p["period_end"] > newest["period_end"]) {
			newest = p
		}
	}
	return newest
}

func saysSignal(signal string, said []string, stretch, newest map[string]string) bool {
	if newest == nil || newest["signal"] != signal || !saysNumber(said[1], newest["value"]) {
		return false
	}
	switch signal {
	case "outside limits", "two of three":
		switch {
		case said[4] != "":
			return strings.HasPrefix(stretch["lower"], "-") && saysNumber(said[4], stretch["upper"])
		case said[5] != "":
			return saysNumber(said[5], stretch["lower"])
		}
		return saysNumber(said[6], stretch["lower"]) && saysNumber(said[7], stretch["upper"])
	case "shift":
		return saysNumber(said[5], stretch["centre"])
	default:
		return strings.TrimSpace(said[3]) != ""
	}
}
