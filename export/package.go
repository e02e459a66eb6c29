package export

import (
	"archive/zip"
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"strings"
	"time"

	"gongkai/models"
)

// PackageName is the name of the archive of everything among the data files.
const PackageName = "all"

// PackageLabel is what to call it.
var PackageLabel = models.Label{Zh: "全部数据（ZIP）", En: "All data (ZIP)"}

// resource is a data file within the archive.
type resource struct {
	file   File
	rows   int
	bytes  int64
	sha256 string
}

func (r resource) path() string { return "data/" + r.file.Name + ".csv" }

// Zip writes everything into one archive: the data files as CSV without a byte order mark, datapackage.json, which describes them,
// a README in both languages, the licence, and SHA256SUMS. It reads the reports once and keeps the compressed files in a folder for
// what is of the moment, see Options.Temp. The same content gives the same bytes.
func Zip(w io.Writer, d Dataset, o Options) error {
	var outputs []Output
	spools := make([]*spool, len(Files))
	for i, f := range Files {
		spools[i] = newSpool(o.Temp)
		defer spools[i].drop()
		outputs = append(outputs, Output{File: f, Format: CSV, Writer: spools[i]})
	}
	rows, err := Make(d, outputs)
	if err != nil {
		return err
	}
	resources := make([]resource, len(Files))
	for i, s := range spools {
		if err := s.finish(); err != nil {
			return fmt.Errorf("pack %s: %w", Files[i].Name, err)
		}
		resources[i] = resource{Files[i], rows[i], s.size, s.sha256()}
	}
	descriptor, err := descriptor(d, resources)
	if err != nil {
		return err
	}
	archive := zip.NewWriter(w)
	texts := []struct {
		name    string
		content []byte
	}{{"README.md", readme(d, resources)}, {"LICENCE.txt", licence(d.Settings)}, {"datapackage.json", descriptor}}
	var sums strings.Builder
	for i, s := range spools {
		fmt.Fprintf(&sums, "%s  %s\n", s.sha256(), resources[i].path())
	}
	for _, x := range texts {
		sum := sha256.Sum256(x.content)
		fmt.Fprintf(&sums, "%s  %s\n", hex.EncodeToString(sum[:]), x.name)
	}
	texts = append(texts, struct {
		name    string
		content []byte
	}{"SHA256SUMS", []byte(sums.String())})
	for _, x := range texts {
		s := newSpool(o.Temp)
		if _, err := s.Write(x.content); err != nil {
			return fmt.Errorf("pack %s: %w", x.name, err)
		}
		if err := s.finish(); err != nil {
			return fmt.Errorf("pack %s: %w", x.name, err)
		}
		if err := s.putInto(archive, x.name); err != nil {
			return err
		}
	}
	for i, s := range spools {
		if err := s.putInto(archive, resources[i].path()); err != nil {
			return err
		}
	}
	if err := archive.Close(); err != nil {
		return fmt.Errorf("write the archive: %w", err)
	}
	return nil
}

// DataPackage writes datapackage.json for the files of the archive, without the archive.
func DataPackage(w io.Writer, d Dataset, o Options) error {
	var outputs []Output
	counts, sums := make([]counter, len(Files)), make([]hash.Hash, len(Files))
	for i, f := range Files {
		sums[i] = sha256.New()
		outputs = append(outputs, Output{File: f, Format: CSV, Writer: io.MultiWriter(&counts[i], sums[i])})
	}
	rows, err := Make(d, outputs)
	if err != nil {
		return err
	}
	resources := make([]resource, len(Files))
	for i := range Files {
		resources[i] = resource{Files[i], rows[i], counts[i].n, hex.EncodeToString(sums[i].Sum(nil))}
	}
	content, err := descriptor(d, resources)
	if err != nil {
		return err
	}
	_, err = w.Write(content)
	return err
}

// dataPackage is the descriptor of a data package. https://datapackage.org/standard/data-package/
type dataPackage struct {
	Schema       string         `json:"$schema"`
	Name         string         `json:"name"`
	ID           string         `json:"id,omitempty"`
	Title        string         `json:"title"`
	Description  string         `json:"description"`
	Homepage     string         `json:"homepage,omitempty"`
	Version      string         `json:"version"`
	Created      string         `json:"created,omitempty"`
	Keywords     []string       `json:"keywords"`
	Contributors []contributor  `json:"contributors"`
	Licences     []licenceEntry `json:"licenses,omitempty"`
	Rights       string         `json:"rights"`
	Sources      []sourceEntry  `json:"sources"`
	Resources    []dataResource `json:"resources"`
}

type contributor struct {
	Title string   `json:"title"`
	Roles []string `json:"roles"`
}

type licenceEntry struct {
	Title string `json:"title,omitempty"`
	Path  string `json:"path"`
}

type sourceEntry struct {
	Title string `json:"title"`
	Path  string `json:"path,omitempty"`
}

type dataResource struct {
	Name      string      `json:"name"`
	Type      string      `json:"type"`
	Title     string      `json:"title"`
	Path      string      `json:"path"`
	Format    string      `json:"format"`
	MediaType string      `json:"mediatype"`
	Encoding  string      `json:"encoding"`
	Bytes     int64       `json:"bytes"`
	Hash      string      `json:"hash"`
	Rows      int         `json:"rows"`
	Dialect   dialect     `json:"dialect"`
	Schema    tableSchema `json:"schema"`
}

type dialect struct {
	LineTerminator string `json:"lineTerminator"`
	DoubleQuote    bool   `json:"doubleQuote"`
}

type tableSchema struct {
	Fields        []tableField `json:"fields"`
	MissingValues []string     `json:"missingValues"`
	PrimaryKey    []string     `json:"primaryKey,omitempty"`
	ForeignKeys   []foreignKey `json:"foreignKeys,omitempty"`
}

type tableField struct {
	Name        string         `json:"name"`
	Type        string         `json:"type"`
	Title       string         `json:"title"`
	Description string         `json:"description"`
	Constraints map[string]any `json:"constraints,omitempty"`
}

type foreignKey struct {
	Fields    []string  `json:"fields"`
	Reference reference `json:"reference"`
}

type reference struct {
	Resource string   `json:"resource"`
	Fields   []string `json:"fields"`
}

// keys are what tells the rows of a file apart. The snapshot's id is in no key: it is one for the whole package, and empty for the
// live state.
var keys = map[string][]string{
	observationsFile.Name: {"agency_id", "year", "measure", "applicant"}, wideFile.Name: {"agency_id", "year"}, indicatorsFile.Name: {"agency_id", "year", "indicator_id"},
	agenciesFile.Name: {"agency_id"}, reportsFile.Name: {"agency_id", "year"}, textsFile.Name: {"report_id", "section"},
}

// descriptor is datapackage.json.
func descriptor(d Dataset, resources []resource) ([]byte, error) {
	s := d.Settings
	p := dataPackage{Schema: "https://datapackage.org/profiles/2.0/datapackage.json", Name: strings.ToLower("foi-" + ascii(cmp.Or(s.DistrictCode, "district"))),
		Title:       s.District + "政府信息公开年报数据",
		Description: "各机关政府信息公开工作年度报告中的数字、文字和校验结果。 / Figures, texts and checks of the yearly reports on government information disclosure.",
		Homepage:    s.BaseURL, Version: cmp.Or(d.SnapshotID, liveID), Created: stamp(d.SnapshotAt), Keywords: []string{"政府信息公开", "年度报告", "freedom of information"},
		Contributors: []contributor{{s.Office, []string{"publisher"}}}, Rights: s.Rights(models.Zh) + " / " + s.Rights(models.En)}
	if s.BaseURL != "" && d.SnapshotID != "" {
		p.ID = s.BaseURL + models.Snapshot{ID: d.SnapshotID}.Path()
	}
	if s.LicenceURL != "" {
		p.Licences = []licenceEntry{{s.Licence, s.LicenceURL}}
	}
	source := sourceEntry{Title: "各机关政府信息公开工作年度报告"}
	if s.BaseURL != "" {
		source.Path = s.BaseURL + "/reports"
	}
	p.Sources = []sourceEntry{source}
	for _, r := range resources {
		p.Resources = append(p.Resources, dataResource{Name: r.file.Name, Type: "table", Title: r.file.Label.Zh + " / " + r.file.Label.En, Path: r.path(), Format: "csv", MediaType: CSV.MediaType(),
			Encoding: "utf-8", Bytes: r.bytes, Hash: "sha256:" + r.sha256, Rows: r.rows, Dialect: dialect{"\r\n", true}, Schema: schemaOf(r.file)})
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(p); err != nil {
		return nil, fmt.Errorf("write datapackage.json: %w", err)
	}
	return b.Bytes(), nil
}

func schemaOf(f File) tableSchema {
	s := tableSchema{MissingValues: []string{""}, PrimaryKey: keys[f.Name]}
	for _, c := range f.Columns {
		kind := map[string]string{kindText: "string", kindInteger: "integer", kindDecimal: "number"}[c.kind()]
		m := c.Meaning()
		s.Fields = append(s.Fields, tableField{c.Code, kind, c.Label.Zh + " / " + c.Label.En, m.Zh + " / " + m.En, constraintsOf(c)})
		if c.Code == "agency_id" && f.Name != agenciesFile.Name && f.Name != observationsFile.Name && f.Name != indicatorsFile.Name { // these two have DISTRICT
			s.ForeignKeys = []foreignKey{{[]string{"agency_id"}, reference{agenciesFile.Name, []string{"agency_id"}}}}
		}
	}
	return s
}

// constraintsOf lists the words that a column may hold. Empty cells stand for no value and need none.
func constraintsOf(c Column) map[string]any {
	var words []string
	switch c.Code {
	case "value_status", "old_status":
		for _, s := range models.States {
			words = append(words, string(s))
		}
	case "row_type":
		return map[string]any{"required": true, "enum": []string{rowFigure, rowTotal}}
	case "scope":
		for _, s := range models.Scopes {
			words = append(words, string(s))
		}
	case "form":
		for _, e := range models.Editions {
			words = append(words, string(e))
		}
	}
	if words == nil {
		return nil
	}
	return map[string]any{"enum": words}
}

// licence is what the archive says of how its data may be used.
func licence(s models.Settings) []byte {
	var b strings.Builder
	for _, lang := range models.Langs {
		fmt.Fprintf(&b, "%s\n", s.Rights(lang))
	}
	if s.LicenceURL != "" {
		fmt.Fprintf(&b, "%s\n", s.LicenceURL)
	}
	return []byte(b.String())
}

// readme explains the archive in both languages.
func readme(d Dataset, resources []resource) []byte {
	s, en := d.Settings, d.Settings.In(models.En)
	var b strings.Builder
	snapshot, made := cmp.Or(d.SnapshotID, "实时数据 / live state"), ""
	if !d.SnapshotAt.IsZero() {
		made = "，" + d.SnapshotAt.UTC().Format(time.RFC3339)
	}
	fmt.Fprintf(&b, "# %s政府信息公开年报数据\n\n", s.District)
	if s.Demo {
		b.WriteString("**演示数据，全部虚构。 / Demo data, all invented.**\n\n")
	}
	fmt.Fprintf(&b, "快照 %s%s。主办单位：%s。许可：%s。\n\n", snapshot, made, s.Office, s.Rights(models.Zh))
	b.WriteString("| 文件 | 内容 | 行数 |\n|---|---|---|\n")
	for _, r := range resources {
		fmt.Fprintf(&b, "| `%s` | %s | %d |\n", r.path(), r.file.Label.Zh, r.rows)
	}
	b.WriteString("\n- 编码 UTF-8，无字节顺序标记（BOM）；逗号分隔，行尾 CRLF。用 Excel、WPS 打开请选“数据 → 自文本/CSV”，编码选 UTF-8，或在网站上下载带 BOM 的文件。\n" +
		"- **空不等于 0。**没有数值的原因在 `value_status` 列。\n" +
		"- **求和前先筛选。**`row_type` 为 `total` 的行是各机关合计，`applicant` 为 `total` 的行是申请人合计；`scope` 为 `territory` 的报告覆盖全区（县），不与各机关相加。\n" +
		"- 以 = + - @ 等开头的文字前加了一个单引号，避免被表格软件当作公式；数字列没有改动。\n" +
		"- 各列和代码的含义见 `data/dictionary.csv` 和 `datapackage.json`；校验值见 `SHA256SUMS`（`sha256sum -c SHA256SUMS`）。\n\n")
	fmt.Fprintf(&b, "# Data of the yearly disclosure reports of %s\n\n", en.District)
	fmt.Fprintf(&b, "Snapshot: %s%s. Publisher: %s. Licence: %s.\n\n", snapshot, strings.Replace(made, "，", ", ", 1), en.Office, s.Rights(models.En))
	b.WriteString("| File | Content | Rows |\n|---|---|---|\n")
	for _, r := range resources {
		fmt.Fprintf(&b, "| `%s` | %s | %d |\n", r.path(), r.file.Label.En, r.rows)
	}
	b.WriteString("\n- UTF-8 without a byte order mark, commas, CRLF. `pd.read_csv(path, encoding=\"utf-8-sig\")` reads these files and those of the site alike.\n" +
		"- **Empty is not 0.** Why there is no value stands in `value_status`.\n" +
		"- **Filter before adding up.** Rows whose `row_type` is `total` are sums over agencies, those whose `applicant` is `total` sums over applicants; reports whose `scope` is `territory` cover the whole district and are never added to its agencies.\n" +
		"- Text that begins with = + - @ and the like has an apostrophe before it, so that no spreadsheet takes it for a formula; columns of numbers are as they are.\n" +
		"- Columns and codes are explained in `data/dictionary.csv` and `datapackage.json`; checksums are in `SHA256SUMS` (`sha256sum -c SHA256SUMS`).\n")
	return []byte(b.String())
}

// Tables describes the data files as tables of a database, which is written elsewhere: their names have underscores.
func Tables() []models.DataTable {
	var list []models.DataTable
	for _, f := range Files {
		t := models.DataTable{Name: strings.ReplaceAll(f.Name, "-", "_"), Label: f.Label}
		for _, c := range f.Columns {
			t.Columns = append(t.Columns, models.DataColumn{Name: c.Code, Label: c.Label, Meaning: c.Meaning(), Kind: models.ColumnKind(c.kind())})
		}
		list = append(list, t)
	}
	return list
}

// Metadata is what a file with all of the data says of itself, as names and values.
func (d Dataset) Metadata() [][2]string {
	a := d.about(File{Name: PackageName, Label: PackageLabel})
	list := [][2]string{{"title", d.Settings.District + "政府信息公开年报数据"}, {"snapshot_id", d.SnapshotID}}
	for _, f := range a.Facts {
		list = append(list, [2]string{f.Name, f.Value})
	}
	return list
}
