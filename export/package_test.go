package export_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"gongkai/export"
	"gongkai/models"
)

// archived is the archive of a dataset.
func archived(t *testing.T, d export.Dataset) []byte {
	t.Helper()
	temp := t.TempDir()
	var b bytes.Buffer
	if err := export.Zip(&b, d, export.Options{Temp: temp}); err != nil {
		t.Fatal(err)
	}
	if left, err := os.ReadDir(temp); err != nil || len(left) > 0 {
		t.Errorf("left %v behind, %v", left, err)
	}
	return b.Bytes()
}

func TestZip_HoldsEverything(t *testing.T) {
	content := archived(t, small())
	if !bytes.Equal(content, archived(t, small())) {
		t.Error("the archive differs from run to run")
	}
	all := entries(t, content)
	if len(all) != len(export.Files)+4 {
		t.Errorf("%d entries", len(all))
	}
	for _, f := range export.Files {
		if want := written(t, f, small(), export.CSV, export.Options{}); !bytes.Equal(all["data/"+f.Name+".csv"], want) {
			t.Errorf("data/%s.csv is another file than alone", f.Name)
		}
	}
	listed := map[string]bool{}
	for line := range strings.Lines(string(all["SHA256SUMS"])) {
		sum, name, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
		if got := sha256.Sum256(all[name]); hex.EncodeToString(got[:]) != sum {
			t.Errorf("the checksum of %q is wrong", name)
		}
		listed[name] = true
	}
	if len(listed) != len(all)-1 {
		t.Errorf("%d checksums for %d entries", len(listed), len(all))
	}
	for _, want := range []string{"空不等于 0", "Empty is not 0", "未声明许可", "no licence declared", "s2024-04-01", "`data/texts.csv` | 报告文字 | 3"} {
		if !bytes.Contains(all["README.md"], []byte(want)) {
			t.Errorf("the README lacks %q:\n%s", want, all["README.md"])
		}
	}
	golden(t, "datapackage.json", all["datapackage.json"])
	var alone bytes.Buffer
	if err := export.DataPackage(&alone, small(), export.Options{}); err != nil || !bytes.Equal(alone.Bytes(), all["datapackage.json"]) {
		t.Errorf("datapackage.json alone is another one, %v", err)
	}
}

func TestDataPackage_ValidByItsSchema(t *testing.T) {
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	schema, err := compiler.Compile("testdata/datapackage-2.0.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	licensed := small()
	licensed.Settings.Licence, licensed.Settings.LicenceURL, licensed.Settings.BaseURL = "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/", "https://gk.example.gov.cn"
	for name, d := range map[string]export.Dataset{"small": small(), "licensed": licensed, "empty": {}, "live": export.Dataset{Settings: models.DefaultSettings()}} {
		var b bytes.Buffer
		if err := export.DataPackage(&b, d, export.Options{}); err != nil {
			t.Fatal(err)
		}
		content, err := jsonschema.UnmarshalJSON(&b)
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(content); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	broken, _ := jsonschema.UnmarshalJSON(strings.NewReader(`{"resources": [{"name": "A B", "path": "../x.csv", "schema": {"fields": [{"name": "v", "type": "numeric"}]}}]}`))
	if err := schema.Validate(broken); err == nil {
		t.Error("the schema lets everything pass")
	}
}

// What datapackage.json says of the files holds: columns, types, words, keys and references.
func TestDataPackage_TellsTheTruth(t *testing.T) {
	all := entries(t, archived(t, small()))
	var p struct {
		Resources []struct {
			Name, Path, Hash string
			Bytes, Rows      int
			Schema           struct {
				Fields []struct {
					Name, Type  string
					Constraints struct{ Enum []string }
				}
				PrimaryKey  []string
				ForeignKeys []struct{ Fields []string }
			}
		}
	}
	if err := json.Unmarshal(all["datapackage.json"], &p); err != nil {
		t.Fatal(err)
	}
	agencies := map[string]bool{}
	for _, r := range records(t, "agencies", small()) {
		agencies[r["agency_id"]] = true
	}
	for _, r := range p.Resources {
		content := all[r.Path]
		sum := sha256.Sum256(content)
		if len(content) != r.Bytes || "sha256:"+hex.EncodeToString(sum[:]) != r.Hash {
			t.Errorf("%s: size or checksum is wrong", r.Name)
		}
		rows, err := csv.NewReader(bytes.NewReader(content)).ReadAll()
		if err != nil || len(rows)-1 != r.Rows {
			t.Fatalf("%s: %d rows, want %d, %v", r.Name, len(rows)-1, r.Rows, err)
		}
		place := map[string]int{}
		for i, f := range r.Schema.Fields {
			place[f.Name] = i
			if rows[0][i] != f.Name {
				t.Errorf("%s: column %d is %s, not %s", r.Name, i+1, rows[0][i], f.Name)
			}
		}
		seen := map[string]bool{}
		for _, row := range rows[1:] {
			for i, f := range r.Schema.Fields {
				if row[i] == "" {
					continue
				}
				if f.Type != "string" && !json.Valid([]byte(row[i])) || f.Type == "integer" && strings.Contains(row[i], ".") {
					t.Errorf("%s: %s holds %q, which is no %s", r.Name, f.Name, row[i], f.Type)
				}
				if f.Constraints.Enum != nil && !slices.Contains(f.Constraints.Enum, row[i]) {
					t.Errorf("%s: %s holds %q, which is none of %v", r.Name, f.Name, row[i], f.Constraints.Enum)
				}
			}
			var key []string
			for _, k := range r.Schema.PrimaryKey {
				key = append(key, row[place[k]])
			}
			if k := fmt.Sprintf("%q", key); key != nil && seen[k] {
				t.Errorf("%s: the key %s stands twice", r.Name, k)
			} else {
				seen[k] = true
			}
			for _, fk := range r.Schema.ForeignKeys {
				if id := row[place[fk.Fields[0]]]; !agencies[id] {
					t.Errorf("%s: no agency %q", r.Name, id)
				}
			}
		}
	}
}

func TestFileName(t *testing.T) {
	d := small()
	d.Years = []int{2021, 2022, 2025}
	if got, want := d.FileName("observations-long", "csv"), "foi-990101-observations-long-2021-2025-full-s2024-04-01.csv"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got, want := export.FileName(models.Settings{DistrictCode: "../990101\r\n"}, "wide", nil, export.ExtentView, "", "xlsx"), "foi-.._990101__-wide-view.xlsx"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got, want := export.ChineseFileName(models.Label{Zh: "指标数据"}, []int{2025}, export.ExtentFull, "csv"), "政府信息公开年报-指标数据-全部-2025.csv"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestCatalogue(t *testing.T) {
	s := small().Settings
	s.BaseURL, s.LicenceURL, s.Licence = "https://gk.example.gov.cn", "https://creativecommons.org/licenses/by/4.0/", "CC BY 4.0"
	x := models.Snapshot{ID: "s2024-04-01", CreatedAt: time.Date(2024, 4, 1, 1, 2, 3, 0, time.UTC), Reports: 3, Figures: 600,
		Files: []models.SnapshotFile{{File: "reports", Format: "csv", Name: "foi-990101-reports-2023-full-s2024-04-01.csv", Bytes: 12, SHA256: "ab12"}, {File: "all", Format: "zip", Name: "all.zip", Bytes: 99, SHA256: "cd34"}}}
	catalogue, err := export.Catalogue(s, []models.Snapshot{x})
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "catalog.jsonld", catalogue)
	markup, err := export.DatasetMarkup(s, x, []int{2021, 2023}, models.En)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "dataset.jsonld", markup)
	if none, err := export.Catalogue(models.DefaultSettings(), nil); err != nil || !json.Valid(none) {
		t.Errorf("an empty catalogue is %s, %v", none, err)
	}
}
