package export

import (
	"encoding/json"
	"fmt"

	"gongkai/models"
)

// AuditTable is the audit, one entry a row. It is for staff alone.
func AuditTable(list []models.AuditEntry) Table {
	t := Table{Name: "audit", Columns: []Column{number("id", "编号", "No."), text("at", "时间", "At"), text("actor", "谁", "Actor"), text("origin", "地址", "Address"),
		text("action", "做了什么", "Action"), text("action_name", "做了什么（名称）", "Action, name"), text("object", "对象", "Object"), text("details", "内容", "Details")}}
	for _, e := range list {
		details, err := json.Marshal(e.Details)
		if err != nil {
			panic(err) // texts always encode
		}
		t.Rows = append(t.Rows, []string{fmt.Sprint(e.ID), stamp(e.At), e.Actor, e.Origin, string(e.Action), e.Action.Label().Zh, e.Object, string(details)})
	}
	return t
}
