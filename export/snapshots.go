package export

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"

	"gongkai/models"
)

// SnapshotTable is snapshots, one a row, in the order given.
func SnapshotTable(list []models.Snapshot) Table {
	t := Table{Name: "snapshots", Columns: []Column{
		snapshotColumn.saying("快照的编号，由生成的日期而来；参数 snapshot 用的就是它。", "The snapshot's id, made from its day; the parameter snapshot takes it."),
		count("no", "序号", "Number").saying("第几个快照，从 1 起。", "The number of the snapshot, from 1."),
		count("version", "数据版次", "Version of the data").saying("保存后网站数据的版次；每次改动数据都加一，可能不连续。", "The version of the site's data once it was kept. Every change counts it up, so there are gaps."),
		text("created_at", "生成时间", "Made at").saying("生成快照的时间（UTC）。", "When the snapshot was made, in UTC."),
		text("note", "说明", "Note").saying("生成快照时写的说明；没有写的为空。", "What was said of it when it was made; empty if nothing was."),
		count("reports", "报告数", "Reports").saying("快照中已公布的年报份数。", "How many published reports it holds."),
		count("figures", "数据格数", "Figures").saying("这些年报的数据格数，没有数值的也算。", "How many cells those reports have, those without a value included."),
		text("sha256", "内容校验值", "SHA-256 of the content").saying("快照全部内容的 SHA-256 校验值；内容相同则相同。", "The checksum of all that the snapshot holds: the same for the same content."),
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

// ReadJSON reads a file that was written as JSON, under columns: those of the file may have stood in another order, or been fewer. Unlike
// CSV it has every text as it is, without the mark that keeps spreadsheets from running it.
func ReadJSON(r io.Reader, columns []Column) (Table, error) {
	t := Table{Columns: columns}
	var records []map[string]any
	d := json.NewDecoder(r)
	d.UseNumber() // which stay as they are written
	if err := d.Decode(&records); err != nil {
		return t, fmt.Errorf("read rows: %w", err)
	}
	for _, record := range records {
		row := make([]string, len(columns))
		for i, c := range columns {
			if cell := record[c.Code]; cell != nil {
				row[i] = fmt.Sprint(cell)
			}
		}
		t.Rows = append(t.Rows, row)
	}
	return t, nil
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
