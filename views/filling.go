package views

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"gongkai/models"
)

// FillingPath is the form of an agency's report of a year, as it is filled in on the web.
func FillingPath(agencyID string, year int) string {
	return fmt.Sprintf("/desk/reports/%s/%d/form", strings.ToLower(agencyID), year)
}

// Filling is what the page of a form is made from.
type Filling struct {
	Agency     models.Agency
	Kept       models.KeptFilling
	Revision   models.Revision              // what it says now, checked
	Mistakes   []models.Note                // cells that cannot be read
	Last       map[models.Key]models.Figure // last year's figures; nil if there is no report
	Current    *models.Revision             // what was handed in or is published, nil if nothing
	Submission models.Submission            // without Version if nothing is handed in
	Published  bool                         // there are published figures that it would replace
	Reason     string
	Conflicts  []models.Edit   // what somebody else has changed meanwhile: From is theirs, To mine
	Shown      *models.Filling // what stands in the fields, if that is not what is kept
	Failed     error           // why it was not handed in
	Done       string          // "saved", "handed-in" or "dropped"
	Review     bool            // there is a page of the report to lead to
}

// FillingPage is the form of a report, at "/desk/reports/{agency}/{year}/form".
//
// The name and the id of a field is its place in the national form, "t3.r06.c7"; those of the others are text1 to text6, none, scope and
// published_on. Seen is the state that the page shows, as JSON by those names, a part under "none:" and its code: what is sent back is compared with it, so that only what somebody changed
// on this page changes what others may have changed meanwhile.
type FillingPage struct {
	Frame
	AgencyName string
	Year       int
	Address    string // of the form
	Back       Link
	Lead       string
	States     []string // sentences: what was handed in, who typed last
	Tables     []FillingTable
	Texts      []FillingText
	Scopes     []Choice
	Published  string // the date
	General    []FillingNote
	Changes    []string // against what was handed in or published
	Compared   string   // what Changes are against
	Conflicts  []FillingConflict
	Seen       string
	Submission int
	NeedReason bool
	Reason     string
	Closed     string // why it cannot be handed in now
	Underway   bool   // something is kept that could be dropped
	Done       string
	Failed     string
	Releases   string // what was read from the texts
	Kept       string // when it was last kept, and by whom
	state      FillingState
}

func (FillingPage) name() string { return "desk-filling" }

// FillingTable is a table of the form with the parts that may be stated to have no data.
type FillingTable struct {
	Table
	No    int // of its section
	None  []Choice
	Notes []FillingNote
}

// Choice is one of several values of a field.
type Choice struct {
	Value, Text string
	Chosen      bool
}

// FillingText is the prose of a section.
type FillingText struct {
	No          int
	Title, Body string
	Hint        string
	Rows        int
}

// FillingNote is what a check says of the form, or a cell that cannot be read.
type FillingNote struct {
	ID       string   `json:"id"`
	Tone     string   `json:"tone"`
	Label    string   `json:"label"`
	Sentence string   `json:"sentence"`
	Section  int      `json:"section"` // of the table that it is about, 0 for the whole form
	Cells    []Link   `json:"cells"`   // some of the cells it is about
	Places   []string `json:"places"`  // all of them
}

// FillingConflict is a field that two people changed at once.
type FillingConflict struct {
	Field  string `json:"field"`
	Name   string `json:"name"`
	Theirs string `json:"theirs"`
	Mine   string `json:"mine"`
}

// Entry is a cell of the form.
type Entry struct {
	Name, Value, Label string
	Sum                bool // a total, worked out
	Decimal            bool
	Wrong              bool
	Says               string // ids of what describes it
	Last, LastTitle    string
}

// NewFillingPage shows a form.
func NewFillingPage(f Frame, in Filling) FillingPage {
	lang, k := f.lang(), in.Kept
	if in.Shown == nil {
		in.Shown = &k.Filling
		if mine, _, err := k.Apply(in.Conflicts); err == nil {
			in.Shown = &mine
		}
	}
	name := in.Agency.NameIn(k.Year)
	p := FillingPage{AgencyName: name, Year: k.Year, Address: FillingPath(in.Agency.ID, k.Year), Published: in.Shown.PublishedOn, Submission: in.Submission.Version, Done: in.Done,
		NeedReason: in.Published, Reason: in.Reason, Failed: sentenceOf(lang, in.Failed), Underway: k.Version > 0}
	if in.Review {
		p.Back = Link{Text: phrase(lang, "查看这份年报的处理情况"), Href: fmt.Sprintf("/desk/reports/%s/%d", in.Agency.ID, k.Year)}
	}
	f.Path = p.Address
	p.Frame = desk(f, phrase(lang, "填报：%s %d 年", name, k.Year), Link{Text: name})
	var notes []FillingNote
	if k.Version > 0 || in.Current != nil { // an empty form has done nothing wrong yet
		notes = FillingNotes(in.Revision, in.Mistakes, lang)
	}
	p.Tables = fillingTables(in, notes, lang)
	for _, n := range notes {
		if n.Section == 0 {
			p.General = append(p.General, n)
		}
	}
	p.Lead = FillingLead(in.Revision, k.Filling, lang)
	p.States = fillingStates(in, lang)
	for _, s := range models.Scopes {
		p.Scopes = append(p.Scopes, Choice{string(s), s.Label().In(lang), s == in.Shown.Scope})
	}
	for _, s := range models.Sections {
		t := FillingText{No: s.No, Title: sectionTitle(s, lang), Body: in.Shown.Texts[s.No], Rows: 3, Hint: textHints(lang)[s.No]}
		if s.No == 1 || s.No >= 5 {
			t.Rows = 8
		}
		p.Texts = append(p.Texts, t)
	}
	p.Releases = releasesText(in.Revision, lang)
	if in.Current != nil {
		changes := models.Diff(in.Current.Figures, in.Revision.Figures)
		for _, c := range changes {
			p.Changes = append(p.Changes, phrase(lang, "%s：由 %s 改为 %s", c.Key.Name(lang), stated(c.Old, lang), stated(c.New, lang)))
		}
		p.Compared = phrase(lang, "与已公布的数字相比，改动了 %d 处", len(changes))
		if in.Submission.Version > 0 {
			p.Compared = phrase(lang, "与已交的数字相比，改动了 %d 处", len(changes))
		}
	}
	p.Seen = seenFilling(k.Filling)
	for _, e := range in.Conflicts {
		p.Conflicts = append(p.Conflicts, fillingConflict(e, k.Edition(), lang))
	}
	if in.Submission.Version > 0 && !in.Submission.State.CanHandIn() {
		p.Closed = phrase(lang, "这份年报办公室已经核实，不能再交新的版本；如有错误，请联系办公室退回后再交。")
	}
	p.Kept = keptText(k, lang)
	p.state = fillingState(p, in, notes)
	return p
}

// fillingConflict puts into words what two people did to a field.
func fillingConflict(e models.Edit, edition models.Edition, lang models.Lang) FillingConflict {
	words := func(s string) string {
		kind, _, _ := strings.Cut(e.Field, ":")
		switch {
		case kind == "none" && s == models.Stated:
			return phrase(lang, "勾选")
		case kind == "none":
			return phrase(lang, "不勾选")
		case kind == "scope":
			return models.Scope(s).Label().In(lang)
		case s == "":
			return phrase(lang, "空")
		}
		return s
	}
	return FillingConflict{FieldName(e.Field, edition), fieldLabel(e.Field, lang), words(e.From), words(e.To)}
}

// seenFilling writes the state of a form for FillingPage.Seen.
func seenFilling(f models.Filling) string {
	b, err := json.Marshal(fieldValues(f))
	if err != nil {
		panic(err) // texts always encode
	}
	return string(b)
}

// fieldValues is what stands in each field, by its name in the form.
func fieldValues(f models.Filling) map[string]string {
	values := map[string]string{}
	for field, v := range f.Values() {
		values[FieldName(field, f.Edition())] = v
	}
	return values
}

// FieldName is the name that a field of a models.Edit has in the form.
func FieldName(field string, e models.Edition) string {
	kind, of, _ := strings.Cut(field, ":")
	switch kind {
	case "cell":
		return models.ParseKey(of).Place(e)
	case "text":
		return "text" + of
	}
	return field
}

// fieldLabel is what to call a field in a sentence.
func fieldLabel(field string, lang models.Lang) string {
	kind, of, _ := strings.Cut(field, ":")
	switch kind {
	case "cell":
		return models.ParseKey(of).Name(lang)
	case "text":
		for _, s := range models.Sections {
			if fmt.Sprint(s.No) == of {
				return sectionTitle(s, lang)
			}
		}
	case "none":
		for _, e := range models.Editions {
			for _, part := range models.FormParts(e) {
				if part.Code == of {
					return phrase(lang, "本项无数据：%s", part.Label.In(lang))
				}
			}
		}
	case "scope":
		return phrase(lang, "统计范围")
	}
	return phrase(lang, "公布日期")
}

func textHints(lang models.Lang) map[int]string {
	return map[int]string{
		1: phrase(lang, "写明全年发布信息的条数；写网站、微信、微博各多少的，分别写。年报里只有这里有这个数。"),
		2: phrase(lang, "表二之外要说明的，可以不写。"), 3: phrase(lang, "表三之外要说明的，可以不写。"), 4: phrase(lang, "表四之外要说明的，可以不写。"),
		6: phrase(lang, "写明本年度收取信息处理费的情况，没有收取也要写明。"),
	}
}

// releasesText says which figures were read from the texts, so that whoever types sees what will be counted.
func releasesText(rev models.Revision, lang models.Lang) string {
	var found []string
	for _, f := range rev.Figures {
		if m, _ := models.MeasureOf(f.Measure); !m.InTable() && f.State == models.StateReported {
			found = append(found, m.Label.In(lang)+" "+stated(f, lang)+" "+m.Unit.Label().In(lang))
		}
	}
	if len(found) == 0 {
		return ""
	}
	return phrase(lang, "从文字里读到：%s。", strings.Join(found, models.Label{Zh: "，", En: ", "}.In(lang)))
}

func fillingStates(in Filling, lang models.Lang) []string {
	var list []string
	if s := in.Submission; s.Version > 0 {
		list = append(list, phrase(lang, "已交给办公室（%s，%s），现在是“%s”。", s.HandedInBy, moment(s.HandedInAt), s.State.Label().In(lang)))
	}
	if in.Published {
		list = append(list, phrase(lang, "这份年报已经公布。在这里改正后交给办公室，核实之前公布的数字不变。"))
	}
	switch k := in.Kept; {
	case k.Version > 0: // Kept says it
	case in.Current != nil:
		list = append(list, phrase(lang, "下面是原来的数字，改哪一格就改哪一格。"))
	case slices.ContainsFunc(k.Typed(), func(key models.Key) bool { return k.Cells[key.String()] != "" }):
		list = append(list, phrase(lang, "“上年结转”已按上年报告的“结转下年度”填好，请核对。"))
	}
	return list
}

// keptText says when a form was last kept, "" if it never was.
func keptText(k models.KeptFilling, lang models.Lang) string {
	if k.Version == 0 {
		return ""
	}
	return phrase(lang, "上次保存：%s，%s。还没有交。", moment(k.ChangedAt), k.ChangedBy)
}

// FillingLead says how far a form is filled in.
func FillingLead(rev models.Revision, f models.Filling, lang models.Lang) string {
	at, filled := rev.FigureMap(), 0
	keys := f.Typed()
	for _, k := range keys {
		if at[k].State == models.StateReported {
			filled++
		}
	}
	return phrase(lang, "要填 %d 格，已填 %d 格；合计自动计算，没有的填 0。", len(keys), filled)
}
