package views

import (
	"cmp"
	"fmt"
	"net/url"
	"strings"
	"time"

	"gongkai/models"
)

// Desk is what pages of staff have in their frame besides: who is signed in, where they may go, and the token of forms.
type Desk struct {
	User  models.User
	Token string
	Nav   []Link
}

// DeskParts are the parts of the desk, in the order of its navigation.
func DeskParts(lang models.Lang) []Link {
	return []Link{
		{Text: phrase(lang, "工作台"), Href: "/desk"},
		{Text: phrase(lang, "年报"), Href: "/desk/reports"},
		{Text: phrase(lang, "上传年报"), Href: "/desk/hand-in"},
		{Text: phrase(lang, "反馈"), Href: "/desk/feedback"},
		{Text: phrase(lang, "待录入"), Href: "/desk/queue"},
		{Text: phrase(lang, "汇总"), Href: "/desk/consolidated"},
		{Text: phrase(lang, "机关名单"), Href: "/desk/agencies"},
		{Text: phrase(lang, "用户"), Href: "/desk/users"},
		{Text: phrase(lang, "设置"), Href: "/desk/settings"},
		{Text: phrase(lang, "审计记录"), Href: "/desk/audit"},
	}
}

// desk begins the frame of a page of staff.
func desk(f Frame, title string, crumbs ...Link) Frame {
	f.Title, f.Section, f.Private = title, SectionDesk, true
	if f.Path != "/desk" {
		f.Crumbs = append([]Link{{Text: phrase(f.lang(), "工作台"), Href: "/desk"}}, crumbs...)
	}
	return f
}

// moment is a time as China's clocks show it.
func moment(t time.Time) string { return t.In(beijing).Format("2006-01-02 15:04") }

func momentOr(t *time.Time, none string) string {
	if t == nil {
		return none
	}
	return moment(*t)
}

// SignInPage is the form by which staff sign in, at "/desk/sign-in".
type SignInPage struct {
	Frame
	Token, Back, Name string
	Failed            string
}

func (SignInPage) name() string { return "desk-sign-in" }

// NewSignInPage shows the form, with the name as it was given and why it failed, if it did.
func NewSignInPage(f Frame, token, back, name string, failed error) SignInPage {
	f.Title, f.Section, f.Private = phrase(f.lang(), "工作人员登录"), SectionDesk, true
	return SignInPage{f, token, back, name, sentenceOf(f.lang(), failed)}
}

// sentenceOf is the sentence of an error, "" if there is none.
func sentenceOf(lang models.Lang, err error) string {
	if err == nil {
		return ""
	}
	return ErrorText(lang, err)
}

// InvitationPage is the form by which an invited user sets a password.
type InvitationPage struct {
	Frame
	Token string
	User  models.User
	Wrong string
}

func (InvitationPage) name() string { return "desk-invitation" }

// NewInvitationPage shows the form, with what is wrong with the password, if anything is.
func NewInvitationPage(f Frame, token string, u models.User, wrong error) InvitationPage {
	f.Title, f.Section, f.Private = phrase(f.lang(), "设置密码"), SectionDesk, true
	return InvitationPage{f, token, u, sentenceOf(f.lang(), wrong)}
}

// MinPassword is how long a password must be.
func (InvitationPage) MinPassword() int { return models.MinPassword }

// DeskPage is where staff begin, at "/desk".
type DeskPage struct {
	Frame
	Lead  string
	Tasks []Task
	Mine  []Task // the reports of the agencies that the user acts for
}

func (DeskPage) name() string { return "desk" }

// DeskWork is how much waits for the office.
type DeskWork struct{ Feedback, Queue int }

// NewDeskPage shows what there is to do, in the parts that the user may go to, and the reports of the agencies that the user acts for.
func NewDeskPage(f Frame, work DeskWork, mine []OwnReport) DeskPage {
	lang := f.lang()
	f.Path = "/desk"
	p := DeskPage{Frame: desk(f, phrase(lang, "工作台"))}
	u := f.Desk.User
	p.Lead = phrase(lang, "%s，%s。", cmp.Or(u.Person, u.Name), u.Role.Label().In(lang))
	words := map[string]string{
		"/desk/reports":      phrase(lang, "谁交了、谁没交、谁要改；审核、退回、核实、公布。"),
		"/desk/hand-in":      phrase(lang, "上传年报文件，当场看到哪里对不上。"),
		"/desk/feedback":     phrase(lang, "%d 条还没有处理。", work.Feedback),
		"/desk/queue":        phrase(lang, "%d 份扫描件等文件等人录入。", work.Queue),
		"/desk/consolidated": phrase(lang, "确定计入哪些机关，写明不计入的原因，锁定一年的汇总。"),
		"/desk/agencies":     phrase(lang, "机关的名称、序列、应报年度，导入和导出名单，撤销修改。"),
		"/desk/users":        phrase(lang, "新建、邀请、停用用户，指定各用户的机关。"),
		"/desk/settings":     phrase(lang, "区名、联系方式、网站标识、公布期限、使用许可。"),
		"/desk/audit":        phrase(lang, "谁在什么时候做了什么，只增不改。"),
	}
	for _, l := range f.Desk.Nav {
		if text, ok := words[l.Href]; ok {
			p.Tasks = append(p.Tasks, Task{Title: l.Text, Href: l.Href, Text: text})
		}
	}
	p.Mine = ownReports(mine, lang)
	return p
}

// FeedbackInboxPage is what visitors wrote, at "/desk/feedback".
type FeedbackInboxPage struct {
	Frame
	States   []Link
	Messages []Message
	Done     string // the reference of the message that was just dealt with
}

func (FeedbackInboxPage) name() string { return "desk-feedback" }

// Message is one message of a visitor.
type Message struct {
	models.Feedback
	Kind, State, Received, DoneOn string
	Lines                         []string // of the message, as its writer broke them
}

// NewFeedbackInboxPage lists messages, those that wait or all.
func NewFeedbackInboxPage(f Frame, list []models.Feedback, all bool, done string) FeedbackInboxPage {
	lang := f.lang()
	p := FeedbackInboxPage{Frame: desk(f, phrase(lang, "反馈")), Done: done}
	p.States = []Link{{Text: phrase(lang, "未处理"), Href: "/desk/feedback", Current: !all}, {Text: phrase(lang, "全部"), Href: "/desk/feedback?state=all", Current: all},
		{Text: "CSV", Href: "/desk/feedback.csv"}}
	for _, m := range list {
		x := Message{Feedback: m, Kind: m.Kind.Label().In(lang), State: m.State.Label().In(lang), Received: moment(m.ReceivedAt), DoneOn: momentOr(m.DoneAt, "")}
		x.Lines = strings.Split(m.Message, "\n")
		p.Messages = append(p.Messages, x)
	}
	return p
}

// QueuePage is the documents that wait to be typed in, at "/desk/queue".
type QueuePage struct {
	Frame
	States   []Link
	Table    Table
	Items    []QueueItem
	Agencies []models.Agency // to assign to
	Failed   string
}

// QueueItem is what can be done with a document in the queue.
type QueueItem struct {
	models.QueueEntry
	Open bool
	Year string // "" if not known
}

func (QueuePage) name() string { return "desk-queue" }

// NewQueuePage lists documents, those that wait or all.
func NewQueuePage(f Frame, list []models.QueueEntry, agencies []models.Agency, all bool) QueuePage {
	lang := f.lang()
	p := QueuePage{Frame: desk(f, phrase(lang, "待录入"))}
	p.States = []Link{{Text: phrase(lang, "待录入"), Href: "/desk/queue", Current: !all}, {Text: phrase(lang, "全部"), Href: "/desk/queue?state=all", Current: all}}
	t := Table{Caption: phrase(lang, "不能自动读取、要人录入的文件"), Empty: phrase(lang, "没有要录入的文件。"), Class: "roomy",
		Head: []Row{{Cells: []Cell{Text(phrase(lang, "文件")), Text(phrase(lang, "机关")), Text(phrase(lang, "年度")), Text(phrase(lang, "为什么不能读取")), Text(phrase(lang, "收到时间")), Text(phrase(lang, "状态"))}}}}
	names := map[string]string{}
	for _, a := range agencies {
		names[a.ID] = a.Name
	}
	for _, e := range list {
		file := Cell{Text: e.Name, Href: "/desk/queue/" + e.SHA256, Header: true}
		who := Cell{Text: cmp.Or(names[e.AgencyID], phrase(lang, "不明"))}
		year := Cell{Text: phrase(lang, "不明")}
		if e.Year > 0 {
			year.Text = fmt.Sprint(e.Year)
		}
		state := Cell{Text: e.State.Label().In(lang), Note: e.Remark}
		if e.State == models.QueueOpen && e.Reported {
			state.Note = phrase(lang, "这个机关这一年已有年报，可能是更正")
		}
		item := QueueItem{QueueEntry: e, Open: e.State == models.QueueOpen}
		if e.Year > 0 {
			item.Year = year.Text
		}
		if item.Open && e.AgencyID != "" && e.Year >= models.FirstYear {
			state.Links = []Link{{Text: phrase(lang, "照原件录入"), Href: FillingPath(e.AgencyID, e.Year)}}
		}
		p.Items = append(p.Items, item)
		t.Rows = append(t.Rows, Row{Cells: []Cell{file, who, year, Text(e.Reason), Text(moment(e.QueuedAt)), state}})
	}
	p.Table, p.Agencies = t, agencies
	return p
}

// AuditPage is the audit, at "/desk/audit".
type AuditPage struct {
	Frame
	Query, From, Until string
	Actions            []Link // the note is the action's code
	CSV                string
	Table              Table
	Older              string // where older entries are, "" for the last page
}

func (AuditPage) name() string { return "desk-audit" }

// AuditQuery is what of the audit is asked for, as the form has it.
type AuditQuery struct{ Text, Action, From, Until string }

// Values are the parameters of a query.
func (q AuditQuery) Values() url.Values {
	v := url.Values{}
	for name, value := range map[string]string{"q": q.Text, "action": q.Action, "from": q.From, "until": q.Until} {
		if value != "" {
			v.Set(name, value)
		}
	}
	return v
}

// NewAuditPage lists entries. before is the id below which the next page begins, 0 for none.
func NewAuditPage(f Frame, q AuditQuery, list []models.AuditEntry, before uint) AuditPage {
	lang := f.lang()
	p := AuditPage{Frame: desk(f, phrase(lang, "审计记录")), Query: q.Text, From: q.From, Until: q.Until}
	p.CSV = "/desk/audit.csv"
	if query := q.Values().Encode(); query != "" {
		p.CSV += "?" + query
	}
	p.Actions = []Link{{Text: phrase(lang, "全部"), Current: q.Action == ""}}
	for _, a := range models.AuditActions() {
		p.Actions = append(p.Actions, Link{Text: a.Label().In(lang), Note: string(a), Current: string(a) == q.Action})
	}
	p.Table = auditTable(list, lang)
	if before > 0 {
		v := q.Values()
		v.Set("before", fmt.Sprint(before))
		p.Older = "/desk/audit?" + v.Encode()
	}
	return p
}

// auditTable lists entries of the audit.
func auditTable(list []models.AuditEntry, lang models.Lang) Table {
	t := Table{Caption: phrase(lang, "审计记录，新的在前"), Empty: phrase(lang, "没有符合条件的记录。"), Class: "roomy audit",
		Head: []Row{{Cells: []Cell{Text(phrase(lang, "时间")), Text(phrase(lang, "谁")), Text(phrase(lang, "做了什么")), Text(phrase(lang, "对象")), Text(phrase(lang, "内容"))}}}}
	for _, e := range list {
		who := Cell{Text: cmp.Or(e.Actor, phrase(lang, "命令行")), Note: e.Origin}
		t.Rows = append(t.Rows, Row{Cells: []Cell{{Text: moment(e.At), Header: true}, who, Text(e.Action.Label().In(lang)), Text(e.Object), Text(DetailsText(e.Details, lang))}})
	}
	return t
}

// DetailsText says in one line what changed.
func DetailsText(details []models.AuditDetail, lang models.Lang) string {
	var s string
	for i, d := range details {
		if i > 0 {
			s += models.Label{Zh: "；", En: "; "}.In(lang)
		}
		switch label := detailLabel(d.Field).In(lang); {
		case d.Old == "":
			s += phrase(lang, "%s：%s", label, d.New)
		case d.New == "":
			s += phrase(lang, "%s：%s → 空", label, d.Old)
		default:
			s += phrase(lang, "%s：%s → %s", label, d.Old, d.New)
		}
	}
	return s
}

// detailLabel is the name of what a detail is of, its code if it has none.
func detailLabel(field string) models.Label {
	for _, f := range models.SettingFields() {
		if f.Name == field {
			return f.Label
		}
	}
	if l, ok := detailLabels[field]; ok {
		return l
	}
	if k := models.ParseKey(field); k.Measure != "" {
		if _, ok := models.MeasureOf(k.Measure); ok {
			return models.Label{Zh: k.Name(models.Zh), En: k.Name(models.En)}
		}
	}
	return models.Label{Zh: field, En: field}
}

var detailLabels = map[string]models.Label{"person": {Zh: "姓名", En: "person"}, "role": {Zh: "角色", En: "role"}, "agencies": {Zh: "机关", En: "agencies"}, "agency_id": {Zh: "机关", En: "agency"},
	"year": {Zh: "年度", En: "year"}, "state": {Zh: "状态", En: "state"}, "remark": {Zh: "说明", En: "remark"}, "label": {Zh: "用途", En: "purpose"}, "scope": {Zh: "权限", En: "scope"},
	"expires_at": {Zh: "有效期至", En: "valid until"}, "deadlines": {Zh: "单独年度的期限", En: "deadlines of single years"}, "revision": {Zh: "版本", En: "revision"}, "file": {Zh: "文件", En: "file"},
	"reason": {Zh: "理由", En: "reason"}, "letter": {Zh: "退回信", En: "letter"}, "rule": {Zh: "规则", En: "rule"}, "finding": {Zh: "问题", En: "finding"}, "figures": {Zh: "数字", En: "figures"},
	"name": {Zh: "名称", En: "name"}, "kind": {Zh: "类别", En: "kind"}, "name_en": {Zh: "英文名称", En: "name in English"}, "position": {Zh: "序号", En: "position"}, "pinyin": {Zh: "拼音", En: "pinyin"},
	"former_names": {Zh: "曾用名", En: "former names"}, "aliases": {Zh: "别名", En: "aliases"}, "years_owed": {Zh: "应报年度", En: "years owed"}, "exempt": {Zh: "免报年度", En: "years exempt"}, "succession": {Zh: "承继", En: "succession"}}
