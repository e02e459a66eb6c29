package static_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"

	"gongkai/static"
)

func TestURL_HoldsHashOfContent(t *testing.T) {
	url := static.URL(static.Styles)
	if !regexp.MustCompile(`^/static/site\.[0-9a-f]{12}\.css$`).MatchString(url) {
		t.Fatalf("URL = %q", url)
	}
	a, kept, ok := static.Find(strings.TrimPrefix(url, static.Prefix))
	if !ok || !kept || len(a.Body) == 0 {
		t.Errorf("Find(%q) = %d bytes, kept %v, ok %v", url, len(a.Body), kept, ok)
	}
}

func TestFind(t *testing.T) {
	for _, tt := range []struct {
		name, path string
		kept, ok   bool
	}{
		{"plain name is found but not kept", "site.js", false, true},
		{"file in a folder", "echarts/LICENSE", false, true},
		{"hash of other content", "site.000000000000.css", false, false},
		{"unknown file", "secret.css", false, false},
		{"source of the sheets is not served", "css/tokens.css", false, false},
		{"way out of the folder", "../static.go", false, false},
		{"empty", "", false, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, kept, ok := static.Find(tt.path); kept != tt.kept || ok != tt.ok {
				t.Errorf("Find(%q) = kept %v, ok %v", tt.path, kept, ok)
			}
		})
	}
}

func TestAsset_CompressedFormsUnpackToBody(t *testing.T) {
	for _, name := range []string{static.Styles, static.Scripts, static.ECharts, static.Icon} {
		a, _, ok := static.Find(name)
		if !ok {
			t.Fatalf("no %s", name)
		}
		gz, err := gzip.NewReader(bytes.NewReader(a.Gzip()))
		if err != nil {
			t.Fatal(err)
		}
		if body, err := io.ReadAll(gz); err != nil || !bytes.Equal(body, a.Body) {
			t.Errorf("%s: gzip differs: %v", name, err)
		}
		if body, err := io.ReadAll(brotli.NewReader(bytes.NewReader(a.Brotli()))); err != nil || !bytes.Equal(body, a.Body) {
			t.Errorf("%s: brotli differs: %v", name, err)
		}
	}
}

// A page may load 220 KB of script, compressed with gzip.
func TestScripts_StayWithinBudget(t *testing.T) {
	size := 0
	for _, name := range []string{static.Scripts, static.Desk, static.ECharts} {
		a, _, _ := static.Find(name)
		size += len(a.Gzip())
	}
	if size > 220<<10 {
		t.Errorf("scripts take %d bytes", size)
	}
}

// Browsers on government desks are old: no :has(), no nested rules, and nothing comes from another host.
func TestStyles_UseWhatOldBrowsersKnow(t *testing.T) {
	a, _, _ := static.Find(static.Styles)
	css := string(a.Body)
	for _, bad := range []string{":has(", "@import", "url(", "box-shadow", "&"} {
		if strings.Contains(css, bad) {
			t.Errorf("styles contain %q", bad)
		}
	}
	depth, deepest := 0, 0
	for _, r := range css {
		switch r {
		case '{':
			depth++
			deepest = max(deepest, depth)
		case '}':
			depth--
		}
	}
	if depth != 0 || deepest > 2 { // a rule within @media is two deep
		t.Errorf("braces: %d left open, %d deep", depth, deepest)
	}
}

// A sheet that is in the folder but not in the list would style nothing, and no page would fail.
func TestStyles_HoldEverySheet(t *testing.T) {
	names, err := filepath.Glob("css/*.css")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	served, _, _ := static.Find(static.Styles)
	for _, name := range names {
		sheet, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(sheet)) {
			if line = strings.TrimSpace(line); strings.HasPrefix(line, ".") && !strings.Contains(string(served.Body), line) {
				t.Errorf("%s is not served: %s", name, line)
				break
			}
		}
	}
}

func TestScripts_ReachNoOtherHost(t *testing.T) {
	for _, name := range []string{static.Scripts, static.Styles} {
		a, _, _ := static.Find(name)
		if m := regexp.MustCompile(`https?://[^"'\s)]+`).Find(a.Body); m != nil {
			t.Errorf("%s names %s", name, m)
		}
	}
}
