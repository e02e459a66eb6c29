package main

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// imports is who may import whom, from left to right the way of the data: ingest, models, store, charts and export, handlers,
// views. A package that is not listed may import nothing of the project.
var imports = map[string][]string{
	"gongkai":                  {"handlers", "store", "ingest", "export", "charts", "models", "data"},
	"gongkai/handlers":         {"ingest", "store", "charts", "charts/svg", "export", "views", "static", "models"},
	"gongkai/views":            {"ingest/cells", "models", "charts", "static"},
	"gongkai/ingest":           {"ingest/doc", "ingest/docx", "ingest/mht", "ingest/odt", "ingest/rtf", "ingest/pdf", "ingest/sheet", "ingest/webpage", "ingest/plaintext", "ingest/charset", "ingest/recognise", "ingest/cells", "models"},
	"gongkai/ingest/docx":      {"ingest/cells", "ingest/numeral", "ingest/part", "models"},
	"gongkai/ingest/odt":       {"ingest/cells", "ingest/numeral", "ingest/part", "models"},
	"gongkai/ingest/pdf":       {"ingest/cells", "models"},
	"gongkai/ingest/webpage":   {"ingest/cells", "ingest/charset", "models"},
	"gongkai/ingest/plaintext": {"ingest/cells", "ingest/charset", "models"},
	"gongkai/ingest/recognise": {"ingest/cells", "models"},
	"gongkai/store":            {"models", "store/password", "store/pinyin"},
	"gongkai/store/password":   {},
	"gongkai/store/pinyin":     {},
	"gongkai/charts":           {"models"},
	"gongkai/charts/svg":       {"charts", "static"},
	"gongkai/export":           {"models"},
	"gongkai/data":             {"models"},
	"gongkai/models":           {},
	"gongkai/static":           {},
	"gongkai/ingest/cells":     {},
	"gongkai/ingest/charset":   {},
	"gongkai/ingest/numeral":   {},
	"gongkai/ingest/part":      {},
	"gongkai/ingest/mht":       {"ingest/cells", "ingest/plaintext", "ingest/webpage", "models"},
	"gongkai/ingest/rtf":       {"ingest/cells", "ingest/edged", "models"},
	"gongkai/ingest/doc":       {"ingest/cells", "ingest/edged", "ingest/numeral", "ingest/ole", "models"},
	"gongkai/ingest/edged":     {"ingest/cells"},
	"gongkai/ingest/ole":       {},
	"gongkai/ingest/sheet":     {"ingest/cells", "ingest/charset", "ingest/odt", "ingest/ole", "ingest/part", "models"},
}

// standardOnly are the packages that import nothing but the standard library; static would be, but for the brotli encoder.
var standardOnly = []string{"gongkai/models", "gongkai/ingest/cells"}

// soleImporter says which package a library stays behind.
var soleImporter = map[string]string{
	"gorm.io/":                        "gongkai/store",
	"github.com/glebarez/":            "gongkai/store",
	"github.com/alexedwards/argon2id": "gongkai/store/password",
	"github.com/pressly/goose":        "gongkai/store",
	"github.com/klauspost/compress":   "gongkai/store",
	"github.com/go-echarts/":          "gongkai/charts",
	"github.com/dop251/goja":          "gongkai/charts/svg",
	"github.com/gofiber/":             "gongkai/handlers",
	"github.com/alecthomas/kong":      "gongkai",
	"github.com/klippa-app/go-pdfium": "gongkai/ingest/pdf",
	"github.com/tetratelabs/wazero":   "gongkai/ingest/pdf",
	"github.com/schollz/progressbar":  "gongkai",
	"github.com/richardlehane/mscfb":  "gongkai/ingest/ole",
	"github.com/xuri/excelize":        "gongkai/export",
	"github.com/parquet-go/":          "gongkai/export",
}

func TestArchitecture(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", "{{.ImportPath}} {{join .Imports \" \"}}", "./...").Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(out)) {
		fields := strings.Fields(line)
		pkg := fields[0]
		allowed, known := imports[pkg]
		if !known {
			if strings.HasSuffix(pkg, "test") { // helpers of tests
				continue
			}
			t.Errorf("package %s is not in the table of ARCHITECTURE.md", pkg)
		}
		for _, imported := range fields[1:] {
			if own, ok := strings.CutPrefix(imported, "gongkai/"); ok && !slices.Contains(allowed, own) {
				t.Errorf("%s imports %s", pkg, imported)
			}
			if slices.Contains(standardOnly, pkg) && strings.Contains(strings.Split(imported, "/")[0], ".") {
				t.Errorf("%s imports %s, which is not in the standard library", pkg, imported)
			}
			for library, behind := range soleImporter {
				if strings.HasPrefix(imported, library) && pkg != behind {
					t.Errorf("%s imports %s, which stays behind %s", pkg, imported, behind)
				}
			}
		}
	}
}
