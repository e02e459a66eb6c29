package export

import (
	"strings"

	"gongkai/models"
)

// Whether a file holds everything or what a page shows.
const (
	ExtentFull = "full"
	ExtentView = "view"
)

// liveID stands for the live state where a version is asked for.
const liveID = "live"

// FileName is the name of a data file: "foi-990101-observations-long-2021-2025-full-s2026-03-31.csv". Its parts are in order the
// district, the file, the years, whether it holds everything, and the snapshot; what is not known is left out. It is plain ASCII, safe
// in any folder and header.
func FileName(s models.Settings, file string, years []int, extent, snapshotID, ending string) string {
	parts := []string{"foi"}
	for _, p := range []string{ascii(s.DistrictCode), ascii(file), yearRange(years), extent, ascii(snapshotID)} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, "-") + "." + ending
}

// FileName is the name of one of the dataset's files.
func (d Dataset) FileName(file string, format Format) string {
	return FileName(d.Settings, file, d.Years, ExtentFull, d.SnapshotID, string(format))
}

// ChineseFileName is what a browser calls the file where it can: "政府信息公开年报-指标数据-全部-2021-2025.csv".
func ChineseFileName(f models.Label, years []int, extent, ending string) string {
	parts := []string{"政府信息公开年报", f.Zh, map[string]string{ExtentFull: "全部", ExtentView: "当前视图"}[extent]}
	if y := yearRange(years); y != "" {
		parts = append(parts, y)
	}
	return strings.Join(parts, "-") + "." + ending
}

// maxName is how long the name of a view's file may get.
const maxName = 119

// ViewFileName is the name of the file of a view: "foi-990101-compare-a-a-1-trend-2021-2025-view-s2026-03-31.csv". Words that are too
// many for a name are cut.
func ViewFileName(s models.Settings, view string, years []int, state, ending string) string {
	room := maxName - len(FileName(s, "", years, ExtentView, state, ending)) - len("-")
	return FileName(s, strings.TrimRight(view[:max(0, min(len(view), room))], "-"), years, ExtentView, state, ending)
}

// ascii keeps letters, digits, "-", "_" and "." and makes the rest "_".
func ascii(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '-' || r == '_' || r == '.' {
			return r
		}
		return '_'
	}, text)
}
