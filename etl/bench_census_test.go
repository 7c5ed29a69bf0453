//go:build unix

package etl_test

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"sightline/etl"
	"sightline/etl/warehouse"
)

// writeCensus writes a made-up children in need census of about the given size: every child has one
// to three referrals, each with an assessment, some with an enquiry and a plan.
func writeCensus(b *testing.B, path string, size int) {
	b.Helper()
	file, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	out := bufio.NewWriterSize(file, 1<<20)
	random := rand.New(rand.NewPCG(1, 2))
	pick := func(list ...string) string { return list[random.IntN(len(list))] }
	written := 0
	put := func(format string, args ...any) {
		n, _ := fmt.Fprintf(out, format, args...)
		written += n
	}
	day := func(t time.Time) string { return t.Format(time.DateOnly) }
	put("<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2024</Year></CollectionDetails>" +
		"<Source><SourceLevel>L</SourceLevel><LEA>901</LEA><DateTime>2024-06-01T09:00:00</DateTime></Source></Header><Children>\n")
	for child := 100000; written < size; child++ {
		put("<Child>\n  <ChildIdentifiers>\n    <LAchildID>%d</LAchildID>\n    <UPNunknown>UN3</UPNunknown>\n    <PersonBirthDate>%s</PersonBirthDate>\n    <GenderCurrent>%s</GenderCurrent>\n  </ChildIdentifiers>\n"+
			"  <ChildCharacteristics>\n    <Ethnicity>%s</Ethnicity>\n    <Disabilities>\n      <Disability>%s</Disability>\n    </Disabilities>\n  </ChildCharacteristics>\n",
			child, day(time.Date(2006+random.IntN(17), 1, 1+random.IntN(360), 0, 0, 0, 0, time.UTC)), pick("1", "2"), pick("WBRI", "BAFR", "MOTH", "AIND"), pick("NONE", "LD", "AUT"))
		for n := 1 + random.IntN(3); n > 0; n-- {
			referred := time.Date(2023, 4, 1+random.IntN(340), 0, 0, 0, 0, time.UTC)
			put("  <CINdetails>\n    <CINreferralDate>%s</CINreferralDate>\n    <ReferralSource>%s</ReferralSource>\n    <PrimaryNeedCode>%s</PrimaryNeedCode>\n",
				day(referred), pick("1A", "2A", "6", "3A", "5D"), pick("N1", "N2", "N5"))
			put("    <Assessments>\n      <AssessmentActualStartDate>%s</AssessmentActualStartDate>\n      <AssessmentAuthorisationDate>%s</AssessmentAuthorisationDate>\n"+
				"      <FactorsIdentifiedAtAssessment>\n        <AssessmentFactors>%s</AssessmentFactors>\n        <AssessmentFactors>%s</AssessmentFactors>\n      </FactorsIdentifiedAtAssessment>\n    </Assessments>\n",
				day(referred), day(referred.AddDate(0, 0, 1+random.IntN(80))), pick("1A", "3B", "4B"), pick("16A", "17A", "20"))
			if random.IntN(2) == 0 {
				put("    <Section47>\n      <S47ActualStartDate>%s</S47ActualStartDate>\n      <InitialCPCtarget>%s</InitialCPCtarget>\n      <DateOfInitialCPC>%s</DateOfInitialCPC>\n      <ICPCnotRequired>false</ICPCnotRequired>\n    </Section47>\n",
					day(referred.AddDate(0, 0, 2)), day(referred.AddDate(0, 0, 23)), day(referred.AddDate(0, 0, 10+random.IntN(20))))
			}
			put("    <ReferralNFA>0</ReferralNFA>\n")
			if random.IntN(2) == 0 {
				start := referred.AddDate(0, 0, 20)
				put("    <ChildProtectionPlans>\n      <CPPstartDate>%s</CPPstartDate>\n      <InitialCategoryOfAbuse>%s</InitialCategoryOfAbuse>\n      <LatestCategoryOfAbuse>NEG</LatestCategoryOfAbuse>\n      <NumberOfPreviousCPP>%d</NumberOfPreviousCPP>\n"+
					"      <Reviews>\n        <CPPreviewDate>%s</CPPreviewDate>\n        <CPPreviewDate>%s</CPPreviewDate>\n      </Reviews>\n    </ChildProtectionPlans>\n",
					day(start), pick("NEG", "EMO", "PHY"), random.IntN(3), day(start.AddDate(0, 0, 80)), day(start.AddDate(0, 0, 240)))
			}
			put("  </CINdetails>\n")
		}
		put("</Child>\n")
	}
	put("</Children></Message>\n")
	if err := out.Flush(); err != nil {
		b.Fatal(err)
	}
	if err := file.Close(); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkLoadCensus reports what loading one census document into raw, core and audit costs, as a
// multiple of what expat's xmlwf takes to check that the same file is well formed, where it is
// installed: by the clock, x_expat, and in processor time, x_expat_cpu, which other work on the machine
// sways less. peak_MB is the most memory that the process had resident at any time, where the system
// tells it. CENSUS_MB sets the size of the document, 300 by default.
func BenchmarkLoadCensus(b *testing.B) {
	size := 300
	if text := os.Getenv("CENSUS_MB"); text != "" {
		var err error
		if size, err = strconv.Atoi(text); err != nil {
			b.Fatal(err)
		}
	}
	dir := b.TempDir()
	path := filepath.Join(dir, "census.xml")
	writeCensus(b, path, size<<20)
	expat, err := exec.LookPath("xmlwf")
	if err != nil {
		b.Log("xmlwf is not installed: the load is timed without its ratio to expat")
	}
	var floor, floorCPU, load, loadCPU time.Duration
	var rows int64
	for b.Loop() {
		if expat != "" {
			began, scan := time.Now(), exec.CommandContext(b.Context(), expat, path)
			if out, err := scan.CombinedOutput(); err != nil || len(out) > 0 {
				b.Fatalf("%v: %s", err, out)
			}
			floor += time.Since(began)
			floorCPU += scan.ProcessState.UserTime() + scan.ProcessState.SystemTime()
		}
		before := processorTime(b)
		load += timeInWarehouse(b, dir, "load", func(build *warehouse.Building) {
			report, err := etl.Load(b.Context(), build.DB(),
				[]etl.Extract{{Kind: "cin_census", Label: "bench", Paths: []string{path}}},
				etl.Options{Root: dir, Authorities: []etl.Authority{{Code: "901", Name: "Northshire"}}})
			if err != nil {
				b.Fatal(err)
			}
			if report.Rejected != 0 || report.Loaded == 0 {
				b.Fatalf("%d loaded, %d rejected", report.Loaded, report.Rejected)
			}
			rows = report.Read
		})
		loadCPU += processorTime(b) - before
	}
	if floor > 0 {
		b.ReportMetric(float64(load)/float64(floor), "x_expat")
		b.ReportMetric(float64(loadCPU)/float64(floorCPU), "x_expat_cpu")
	}
	if peak := peakMemory(); peak > 0 {
		b.ReportMetric(float64(peak>>20), "peak_MB")
	}
	b.ReportMetric(float64(rows)*float64(b.N)/load.Seconds(), "rows/s")
	b.ReportMetric(float64(size)*float64(b.N)/load.Seconds(), "MB/s")
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	b.ReportMetric(float64(memory.Sys>>20), "go_MB")
}

// processorTime is what this process has used of all processors, for itself and the system.
func processorTime(b *testing.B) time.Duration {
	b.Helper()
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		b.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// peakMemory is the most bytes that this process has had resident, 0 where the system does not tell.
func peakMemory() int64 {
	text, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(text)) {
		var kilobytes int64
		if n, _ := fmt.Sscanf(line, "VmHWM: %d kB", &kilobytes); n == 1 {
			return kilobytes << 10
		}
	}
	return 0
}
