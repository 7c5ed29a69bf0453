package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"sightline/dashboards"
)

func policyFile(t *testing.T, publish string) (*config, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "sightline.yaml")
	text := "authority: {code: \"204\", name: Hackney}\nextracts: [{kind: ssda903, path: x}]\n" + publish
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return loadConfig(path)
}

func TestPoliciesOfTablesAreReadAsTheScaffoldShowsThem(t *testing.T) {
	text, err := scaffold.ReadFile("scaffold/sightline.yaml")
	if err != nil {
		t.Fatal(err)
	}
	shown := regexp.MustCompile(`(?m)^# publish:\n(?:#   .*\n)+`).FindString(string(text))
	c, err := policyFile(t, regexp.MustCompile(`(?m)^# `).ReplaceAllString(shown, ""))
	if err != nil {
		t.Fatal(err)
	}
	known, err := loadCatalogue()
	if err != nil {
		t.Fatal(err)
	}
	tables := c.Publish.tables(known)
	leavers := dashboards.Policy{SuppressBelow: 10, RoundTo: 5, Reason: "cohorts are small and leavers are known locally"}
	if tables["in_eet_17_18"] != leavers || tables["in_touch_19_21"] != leavers {
		t.Errorf("care leavers are published by %+v", tables["in_eet_17_18"])
	}
	if got := tables["plans_open_two_years"]; got.SuppressBelow != 6 || got.RoundTo != 0 || !got.ZeroHidden {
		t.Errorf("an indicator named on its own is published by %+v", got)
	}
	if _, named := tables["cla"]; named || len(tables) != 8 {
		t.Errorf("%d tables have a policy of their own, want the seven of care leavers and one more", len(tables))
	}
}

func TestAnIndicatorsPolicyGoesBeforeItsThemes(t *testing.T) {
	c, err := policyFile(t, "publish:\n  round_to: 5\n  policy:\n    - {indicators: [cla], round_to: 0, reason: a}\n    - {themes: [looked_after], suppress_below: 11, reason: b}\n")
	if err != nil {
		t.Fatal(err)
	}
	known, err := loadCatalogue()
	if err != nil {
		t.Fatal(err)
	}
	tables := c.Publish.tables(known)
	if got := tables["cla"]; got != (dashboards.Policy{SuppressBelow: 6, Reason: "a"}) {
		t.Errorf("the indicator is published by %+v", got)
	}
	if got := tables["cla_rate"]; got != (dashboards.Policy{SuppressBelow: 11, RoundTo: 5, Reason: "b"}) {
		t.Errorf("the rest of the theme is published by %+v", got)
	}
}

// An edition that would give a small count away is data refused, like any other.
func TestALeakEndsWithTheCodeOfRefusedData(t *testing.T) {
	a := &app{stderr: io.Discard}
	err := fmt.Errorf("publish: %w", &dashboards.LeakError{Findings: []string{"plans_started (year)"}})
	if code := a.exit(context.Background(), err); code != exitRefused {
		t.Errorf("the exit code is %d, want %d", code, exitRefused)
	}
}

func TestFaultsOfPoliciesNameTheirPlace(t *testing.T) {
	for _, c := range []struct{ publish, want string }{
		{"publish: {suppress_below: 0}", "3:27: publish.suppress_below: want 1 to 100"},
		{"publish: {round_to: 7}", "3:21: publish.round_to: want 0, 5 or 10"},
		{"publish: {suppress_below: 3, round_to: 10}", "3:40: publish.round_to 10: a count of 3 would be told as nought: want suppress_below of 5 or more"},
		{"publish: {zero: maybe}", "3:17: publish.zero: want shown or hidden"},
		{"publish: {policy: [{themes: [care_leaver], zero: hidden, reason: r}]}", `3:30: publish.policy: there is no theme "care_leaver": want one of adoption, care_leavers`},
		{"publish: {policy: [{indicators: [cla_rates], zero: hidden, reason: r}]}", `3:34: publish.policy: there is no indicator "cla_rates": did you mean cla_rate?`},
		{"publish: {policy: [{indicators: [cla, cla], zero: hidden, reason: r}]}", "3:39: publish.policy: indicator cla is named twice"},
		{"publish: {policy: [{themes: [finance], indicators: [cla], zero: hidden, reason: r}]}", "want themes or indicators, and not both"},
		{"publish: {policy: [{zero: hidden, reason: r}]}", "want themes or indicators, and not both"},
		{"publish: {policy: [{indicators: [cla], zero: hidden}]}", "publish.policy: missing key reason"},
		{"publish: {policy: [{indicators: [cla], reason: r}]}", "it changes nothing"},
		{"publish: {policy: [{indicators: [cla], suppress_below: 101, reason: r}]}", "3:56: publish.policy.suppress_below: want 1 to 100"},
		{"publish: {policy: [{indicators: [cla], round_to: 3, reason: r}]}", "3:50: publish.policy.round_to: want 0, 5 or 10"},
		{"publish: {policy: [{indicators: [cla], zero: no, reason: r}]}", "publish.policy: zero: want shown or hidden"},
		{"publish: {policy: [{indicator: [cla], zero: hidden, reason: r}]}", `unknown key "indicator"; did you mean`},
	} {
		_, err := policyFile(t, c.publish+"\n")
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s\ngives %v\nwant %s", c.publish, err, c.want)
		}
	}
}
