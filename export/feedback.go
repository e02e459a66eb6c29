package export

import "gongkai/models"

// FeedbackTable is what visitors wrote, one message a row. It is for the office alone.
func FeedbackTable(list []models.Feedback) Table {
	t := Table{Name: "feedback", Columns: []Column{text("reference", "编号", "Reference"), text("received_at", "收到时间", "Received at"), text("kind", "类别", "Kind"),
		text("about", "页面", "Page"), text("message", "内容", "Message"), text("contact", "联系方式", "Contact"), text("state", "状态", "State"),
		text("done_at", "处理时间", "Done at"), text("remark", "处理说明", "Remark")}}
	for _, f := range list {
		done := ""
		if f.DoneAt != nil {
			done = stamp(*f.DoneAt)
		}
		t.Rows = append(t.Rows, []string{f.Reference, stamp(f.ReceivedAt), f.Kind.Label().Zh, f.About, f.Message, f.Contact, f.State.Label().Zh, done, f.Remark})
	}
	return t
}
