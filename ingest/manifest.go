package ingest

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"gongkai/models"
)

// ManifestRow says of one file what the file itself may not say.
type ManifestRow struct {
	Line        int // in the manifest, for messages
	File        string
	AgencyID    string
	Year        int // 0 if not given
	Scope       models.Scope
	SourceURL   string
	PublishedOn string // ISO date
}

var manifestColumns = []column{
	{"file", "文件", []string{"文件名", "路径", "path"}, true},
	{"agency_id", "机关代码", []string{"代码", "agency"}, false},
	{"year", "年度", []string{"年份"}, false},
	{"scope", "范围", []string{"统计范围"}, false},
	{"source_url", "来源网址", []string{"网址", "来源", "url"}, false},
	{"published_on", "公布日期", []string{"发布日期"}, false},
}

// ReadManifest reads the list that goes with a folder of documents, as CSV in the ways ReadAgencies accepts: 文件 file (required,
// with forward slashes), 机关代码 agency_id, 年度 year, 范围 scope, 来源网址 source_url, 公布日期 published_on. It fails with EINVALID
// and a sentence that names line and column.
func ReadManifest(data []byte) ([]ManifestRow, error) {
	sheet, err := readSheet("文件清单", data, manifestColumns)
	if err != nil {
		return nil, err
	}
	var rows []ManifestRow
	for _, r := range sheet.rows {
		m, err := readManifestRow(r)
		if err != nil {
			return nil, err
		}
		if i := slices.IndexFunc(rows, func(o ManifestRow) bool { return o.File == m.File }); i >= 0 {
			return nil, r.errorf("file", "“%s”与第 %d 行重复。", m.File, rows[i].Line)
		}
		rows = append(rows, m)
	}
	return rows, nil
}

func readManifestRow(r sheetRow) (ManifestRow, error) {
	m := ManifestRow{Line: r.line, AgencyID: r.get("agency_id"), SourceURL: r.get("source_url")}
	if r.get("file") == "" {
		return m, r.errorf("file", "没有填写。")
	}
	m.File = path.Clean(strings.ReplaceAll(r.get("file"), `\`, "/"))
	if y := strings.TrimSuffix(r.get("year"), "年"); y != "" {
		n, err := strconv.Atoi(y)
		if err != nil || n < firstYear || n > 2200 {
			return m, r.errorf("year", "“%s”不是年度，应为四位数字。", r.get("year"))
		}
		m.Year = n
	}
	if text := r.get("scope"); text != "" {
		i := slices.IndexFunc(models.Scopes, func(s models.Scope) bool { return string(s) == text || s.Label().Zh == text })
		if i < 0 {
			return m, r.errorf("scope", "没有“%s”这种范围，应为：organ（本机关）、own_level（本级）、territory（全区、全县）。", text)
		}
		m.Scope = models.Scopes[i]
	}
	if u := m.SourceURL; u != "" && !strings.HasPrefix(u, "http://") && !strings.HasPrefix(u, "https://") {
		return m, r.errorf("source_url", "“%s”不是网址，应以 http:// 或 https:// 开头。", u)
	}
	if text := r.get("published_on"); text != "" {
		var ok bool
		if m.PublishedOn, ok = readDate(text); !ok {
			return m, r.errorf("published_on", "“%s”不是有效的日期，应写成 2025-01-31。", text)
		}
	}
	return m, nil
}
