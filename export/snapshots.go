package export

import (
	"slices"
	"strconv"
	"strings"

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

// SnapshotFileTable lists the files of a snapshot.
func SnapshotFileTable(s models.Snapshot) Table {
	t := Table{Name: "files", Columns: []Column{snapshotColumn, text("file", "数据文件", "Data file"), text("format", "格式", "Format"), text("name", "文件名", "File name"),
		count("rows", "行数", "Rows"), count("bytes", "字节数", "Bytes"), text("sha256", "校验值", "SHA-256"), text("created_at", "建立时间", "Created at")}}
	for _, f := range s.Files {
		bytes := ""
		if f.SHA256 != "" {
			bytes = strconv.FormatInt(f.Bytes, 10)
		}
		t.Rows = append(t.Rows, []string{s.ID, f.File, f.Format, f.Name, strconv.Itoa(f.Rows), bytes, f.SHA256, stamp(s.CreatedAt)})
	}
	return t
}

// Rearranged are the records of a CSV file, its heading first, under columns: those of the file that wrote them may have stood in another
// order, or been fewer.
func Rearranged(columns []Column, records [][]string) Table {
	t := Table{Columns: columns}
	place := make([]int, len(columns))
	for i, c := range columns {
		place[i] = slices.IndexFunc(records[0], func(code string) bool { return strings.TrimPrefix(code, "\ufeff") == c.Code })
	}
	for _, r := range records[1:] {
		row := make([]string, len(columns))
		for i, at := range place {
			if at >= 0 && at < len(r) {
				row[i] = r[at]
			}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// ChangeRows reads the rows of the file of changes.
func ChangeRows(t Table) []models.ChangeRow {
	place := map[string]int{}
	for i, c := range t.Columns {
		place[c.Code] = i
	}
	var list []models.ChangeRow
	for _, row := range t.Rows {
		at := func(column string) string { return row[place[column]] }
		flags := func(column string) models.Flags { f, _ := models.ParseFlags(at(column)); return f }
		year, _ := strconv.Atoi(at("year"))
		list = append(list, models.ChangeRow{Kind: models.CellChangeKind(at("change")), AgencyID: at("agency_id"), Agency: at("agency_name"), Year: year,
			Key: models.Key{Measure: at("measure"), Applicant: at("applicant")}, Edition: models.Edition(at("form")), Old: at("old_value"), New: at("value"),
			OldState: models.State(at("old_status")), State: models.State(at("value_status")), OldFlags: flags("old_flags"), Flags: flags("flags"), Reason: at("reason")})
	}
	return list
}
