package export

import (
	"strconv"

	"gongkai/models"
)

// SnapshotTable is snapshots, one a row, in the order given.
func SnapshotTable(list []models.Snapshot) Table {
	t := Table{Name: "snapshots", Columns: []Column{
		snapshotColumn, count("no", "序号", "Number"), count("version", "数据版次", "Version of the data"), text("created_at", "生成时间", "Made at"), text("note", "说明", "Note"),
		count("reports", "报告数", "Reports"), count("figures", "数据格数", "Figures"), text("sha256", "内容校验值", "SHA-256 of the content"),
	}}
	for _, s := range list {
		t.Rows = append(t.Rows, []string{s.ID, strconv.Itoa(s.No), strconv.FormatInt(s.Version, 10), stamp(s.CreatedAt), s.Note, strconv.Itoa(s.Reports), strconv.Itoa(s.Figures), s.Content})
	}
	return t
}
