package views

import (
	"cmp"
	"fmt"
	"strings"

	"gongkai/models"
)

// Act is one act on the list of agencies, as a page tells of it.
type Act struct {
	ID       uint
	At       string
	Who      string
	What     string
	Lines    []string // what changed, an agency a line
	More     string   // how many agencies there are besides
	Undone   bool     // it was taken back
	Undoable bool
	Undo     string // where the button sends to
	Token    string
}

// ActList is acts, the newest first.
type ActList []Act

// actLines is how many agencies an act names.
const actLines = 6

func newActList(f Frame, l models.AgencyList, acts []models.AgencyAct) ActList {
	var list ActList
	for _, a := range acts {
		list = append(list, newAct(f, l, a))
	}
	return list
}

// about leaves of acts what they did to one agency.
func (list ActList) about(f Frame, l models.AgencyList, acts []models.AgencyAct, id string) ActList {
	for i, a := range acts {
		list[i].Lines = []string{changeLine(l, a.Change, id, f.lang())}
		if n := len(a.Change.Told()) - 1; n > 0 {
			list[i].More = phrase(f.lang(), "另有 %d 个机关", n)
		}
	}
	return list
}

func newAct(f Frame, l models.AgencyList, a models.AgencyAct) Act {
	if a.ID == 0 {
		return Act{}
	}
	lang := f.lang()
	x := Act{ID: a.ID, At: moment(a.At), Who: cmp.Or(a.Actor, phrase(lang, "命令行")), What: a.Kind.Label().In(lang), Undone: a.UndoneBy > 0, Undoable: a.UndoneBy == 0,
		Undo: fmt.Sprintf("/desk/agency-acts/%d/undo", a.ID), Token: f.Desk.Token}
	switch {
	case a.Kind == models.ActUndone:
		x.What = phrase(lang, "撤销：%s", models.ActKind(a.Note).Label().In(lang))
	case a.Note != "":
		x.What = phrase(lang, "%s（%s）", x.What, a.Note)
	}
	ids := a.Change.Told()
	for _, id := range ids[:min(len(ids), actLines)] {
		x.Lines = append(x.Lines, changeLine(l, a.Change, id, lang))
	}
	if n := len(ids) - actLines; n > 0 {
		x.More = phrase(lang, "另有 %d 个机关", n)
	}
	return x
}

// changeLine tells what a change does to an agency, in one line.
func changeLine(l models.AgencyList, c models.ListChange, id string, lang models.Lang) string {
	name := l.Name(id)
	for _, e := range c.Agencies {
		if e.ID() == id {
			name = e.Name()
		}
	}
	return phrase(lang, "%s：%s", name, DetailsText(c.Details(id), lang))
}

// AgencyActsPage is all acts, at "/desk/agency-acts".
type AgencyActsPage struct {
	Frame
	Acts ActList
}

func (AgencyActsPage) name() string { return "desk-agency-acts" }

// NewAgencyActsPage lists acts.
func NewAgencyActsPage(f Frame, l models.AgencyList, acts []models.AgencyAct) AgencyActsPage {
	lang := f.lang()
	return AgencyActsPage{desk(f, phrase(lang, "名单的操作记录"), Link{Text: phrase(lang, "机关名单"), Href: "/desk/agencies"}), newActList(f, l, acts)}
}

// AgencyPreview is what the preview of a list is made from.
type AgencyPreview struct {
	Name          string // of the file
	Before, After models.AgencyList
	Lacks         []string // columns that the file does not have
	List          string   // the list that would be loaded, as CSV
	Failed        error    // why it cannot be
}

// AgencyPreviewPage is what loading a list would change, at "/desk/agency-list".
type AgencyPreviewPage struct {
	Frame
	Name, Seen, List string
	Lead             string
	Removed          []string // agencies that would go
	Lacks            string
	Table            Table
	Failed           string
	Ready            bool // it can be loaded, and changes something
}

func (AgencyPreviewPage) name() string { return "desk-agency-preview" }

// NewAgencyPreviewPage shows what loading a list would change.
func NewAgencyPreviewPage(f Frame, in AgencyPreview) AgencyPreviewPage {
	lang := f.lang()
	p := AgencyPreviewPage{Frame: desk(f, phrase(lang, "导入名单"), Link{Text: phrase(lang, "机关名单"), Href: "/desk/agencies"}), Name: in.Name, Seen: in.Before.Version(), List: in.List,
		Failed: sentenceOf(lang, in.Failed)}
	if in.List == "" {
		return p
	}
	c := models.ChangeOf(in.Before, in.After)
	p.Ready = !c.Empty() && (in.Failed == nil || models.ErrorCode(in.Failed) == models.ECONFLICT)
	added, changed, moved := 0, 0, 0
	p.Table = Table{Caption: phrase(lang, "导入后会有的变化"), Class: "roomy", Head: []Row{{Cells: []Cell{Heading(phrase(lang, "机关")), Heading(phrase(lang, "变化")), Heading(phrase(lang, "内容"))}}}}
	whats := map[string]string{}
	for _, e := range c.Agencies {
		switch {
		case e.Before == nil:
			added++
			whats[e.ID()] = phrase(lang, "新增")
		case e.After == nil:
			p.Removed = append(p.Removed, e.Name())
			whats[e.ID()] = phrase(lang, "删除")
		case e.Moved():
			moved++
			whats[e.ID()] = phrase(lang, "换位置")
		default:
			changed++
			whats[e.ID()] = phrase(lang, "修改")
		}
	}
	for _, id := range c.IDs() {
		if d := c.Details(id); len(d) > 0 {
			name := Cell{Text: in.After.Name(id), Header: true, Note: id}
			if _, ok := in.After.Find(id); !ok {
				name.Text = in.Before.Name(id)
			}
			p.Table.Rows = append(p.Table.Rows, Row{Cells: []Cell{name, Text(cmp.Or(whats[id], phrase(lang, "承继"))), Text(DetailsText(d, lang))}})
		}
	}
	p.Lead = phrase(lang, "文件里有 %d 个机关：新增 %d 个，修改 %d 个，只换位置 %d 个，删除 %d 个；承继关系增加 %d 条，减少 %d 条。", len(in.After.Agencies), added, changed, moved, len(p.Removed), len(c.Come), len(c.Gone))
	if c.Empty() {
		p.Lead = phrase(lang, "文件和现在的名单一样，没有要导入的。")
	}
	if len(in.Lacks) > 0 {
		p.Lacks = phrase(lang, "文件没有这些列，各机关原有的内容不变：%s。", strings.Join(in.Lacks, phrase(lang, "、")))
	}
	return p
}
