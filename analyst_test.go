package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"gongkai/data"
	"gongkai/export"
	"gongkai/handlers"
	"gongkai/models"
	"gongkai/store"
)

// served is a site with two snapshots, which knows where it stands, and the second snapshot. Its address is without an end.
func served(t *testing.T) (root string, snap models.Snapshot, db *store.Store) {
	t.Helper()
	db = published(t, filepath.Join(t.TempDir(), "a.db"), 0)
	var years []data.Document // of one agency
	for _, d := range data.Demo().Documents {
		if d.AgencyID == "a-mzj" && len(years) < 4 {
			years = append(years, d)
		}
	}
	importSome(t, db, years[:3])
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	root = "http://" + l.Addr().String()
	settings, err := db.Settings(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	settings.BaseURL = root
	if err := db.SaveSettings(t.Context(), settings); err != nil {
		t.Fatal(err)
	}
	for i := range 2 {
		if snap, err = export.Publish(t.Context(), db, export.Publication{Now: snapshotDay.Add(time.Duration(i) * 24 * time.Hour), Database: writeSQLite}); err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			importSome(t, db, years[3:])
		}
	}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- handlers.Serve(ctx, l, handlers.Config{Store: db}) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	return root, snap, db
}

func visit(t *testing.T, address string) (*http.Response, []byte) {
	t.Helper()
	res, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != 200 || res.ContentLength >= 0 && int64(len(body)) != res.ContentLength {
		t.Fatalf("%s: %d, %d bytes of %d, %v", address, res.StatusCode, len(body), res.ContentLength, err)
	}
	return res, body
}

// What an analyst can do from the page of downloads alone: take every file, which is what its checksum on the page says; run every
// program that is there to be copied, all of which add up to the same numbers; and go on to what to cite and what changed.
func TestDownloads_AnAnalystNeedsNothingElse(t *testing.T) {
	root, snap, db := served(t)
	_, page := visit(t, root+"/downloads")
	links := map[string]bool{}
	for _, m := range regexp.MustCompile(`href="(/snapshots/[^"]+/[^"]+)"`).FindAllStringSubmatch(string(page), -1) {
		links[m[1]] = true
	}
	if kept, err := db.Snapshot(t.Context(), snap.ID); err != nil || len(links) != len(kept.Files) {
		t.Errorf("%d links to %d files, %v", len(links), len(kept.Files), err)
	}
	for link := range links {
		_, content := visit(t, root+link)
		if sum := sha256.Sum256(content); !strings.Contains(string(page), hex.EncodeToString(sum[:])) {
			t.Errorf("the checksum of %s is not on the page", link)
		}
	}
	for path, wants := range map[string][]string{"/downloads": {`href="/snapshots/` + snap.ID + `"`, `href="/snapshots"`}, snap.Path(): {"[DS/OL]", "新增报告", "SHA-256"}} {
		_, body := visit(t, root+path)
		for _, want := range wants {
			if !strings.Contains(string(body), want) {
				t.Errorf("%s lacks %q", path, want)
			}
		}
	}

	want := receivedByYear(t, root)
	var lines []string
	for _, y := range []int{2021, 2022, 2023, 2024, 2025} {
		if n, ok := want[y]; ok {
			lines = append(lines, fmt.Sprintf(`%d\D+?%s(\.0)?`, y, n))
		}
	}
	sums := regexp.MustCompile(`(?s)` + strings.Join(lines, `\s.*?`) + `\s*`)
	if len(want) < 2 {
		t.Fatalf("the sums are %v", want)
	}
	programs := map[string]string{}
	for _, m := range regexp.MustCompile(`(?s)<textarea id="use-([a-z-]+)"[^>]*>(.*?)</textarea>`).FindAllStringSubmatch(string(page), -1) {
		programs[m[1]] = html.UnescapeString(m[2])
	}
	for id, tools := range map[string][][]string{
		"pandas":  {{"python3", "-c", "import pandas"}, {"/usr/bin/python3", "-c", "import pandas"}},
		"r":       {{"Rscript", "--version"}},
		"sqlite":  {{"bash", "-c", "command -v curl && command -v sqlite3"}},
		"curl":    {{"bash", "-c", "command -v curl && command -v unzip && command -v sha256sum"}},
		"parquet": {{"bash", "-c", "command -v curl && command -v duckdb"}},
	} {
		t.Run(id, func(t *testing.T) {
			code, ok := programs[id]
			if !ok || !strings.Contains(code, root+"/downloads/latest/") {
				t.Fatalf("the program is %q", code)
			}
			runner := toolOf(tools)
			if runner == "" {
				if os.Getenv("CI") != "" && id != "parquet" { // no package of Debian has DuckDB
					t.Fatal("there is nothing to run it")
				}
				t.Skip("there is nothing to run it")
			}
			args := map[string][]string{"pandas": {"-c", code}, "r": {"-e", code}}[id]
			if args == nil {
				args = []string{"-e", "-c", code}
			}
			c := exec.CommandContext(t.Context(), runner, args...)
			c.Dir, c.Env = t.TempDir(), append(os.Environ(), "LC_ALL=C.UTF-8")
			out, err := c.CombinedOutput()
			if err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			if id == "curl" {
				if n := bytes.Count(out, []byte(": OK\n")); n != len(export.Files)+3 {
					t.Errorf("%d files are as their checksums say:\n%s", n, out)
				}
				return
			}
			if !sums.Match(out) {
				t.Errorf("it prints\n%s\nwanted %v", out, want)
			}
		})
	}
	for _, id := range []string{"excel", "power-query"} { // no program here runs these; the address in them is that of the file
		address := regexp.MustCompile(`http://[^"\s]+`).FindString(programs[id])
		if res, body := visit(t, address); !bytes.HasPrefix(body, []byte("\ufeffsnapshot_id,")) || res.Request.URL.Path == "/downloads/latest/observations-long.csv" {
			t.Errorf("%s leads to %s: %.40q", id, res.Request.URL, body)
		}
	}
}

// toolOf is the program of the first of some commands that works.
func toolOf(commands [][]string) string {
	for _, c := range commands {
		if exec.Command(c[0], c[1:]...).Run() == nil {
			return c[0]
		}
	}
	return ""
}

// receivedByYear is what the programs add up, by another way: the API.
func receivedByYear(t *testing.T, root string) map[int]string {
	t.Helper()
	_, body := visit(t, root+"/api/v1/observations?m=applications.received&by=total&limit=10000")
	var rows []struct {
		Year  int
		Value *int
	}
	if err := json.Unmarshal(body, &rows); err != nil {
		t.Fatal(err)
	}
	sums, texts := map[int]int{}, map[int]string{}
	for _, r := range rows {
		if r.Value != nil {
			sums[r.Year] += *r.Value
			texts[r.Year] = strconv.Itoa(sums[r.Year])
		}
	}
	return texts
}
