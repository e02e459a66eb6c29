package views

import (
	"fmt"
	"strconv"
	"strings"

	"gongkai/models"
)

// DeskAgenciesPage is the list of agencies to those who maintain it, at "/desk/agencies".
type DeskAgenciesPage struct {
	Frame
	Links []Link
	Table Table
	Years []Link // who owes a report in which year
	New   AgencyFields
	Acts  ActList
	Done  Act // what was just done
}

func (DeskAgenciesPage) name() string { return "desk-agencies" }

// NewDeskAgenciesPage lists the agencies with the last acts. year is the one that agencies report next; done is what was just done.
func NewDeskAgenciesPage(f Frame, l models.AgencyList, acts []models.AgencyAct, year int, done models.AgencyAct) DeskAgenciesPage {
	lang := f.lang()
	p := DeskAgenciesPage{Frame: desk(f, phrase(lang, "机关名单")), Acts: newActList(f, l, acts), Done: newAct(f, l, done)}
	p.Links = []Link{{Text: "CSV", Href: "/desk/agency-list.csv"}, {Text: "XLSX", Href: "/desk/agency-list.xlsx"}, {Text: phrase(lang, "全部操作记录"), Href: "/desk/agency-acts"}}
	p.Table = Table{Caption: phrase(lang, "机关名单，按机构序列"), Class: "roomy", Empty: phrase(lang, "名单里还没有机关。请在下面加入，或者导入名单文件。"),
		Head: []Row{{Cells: []Cell{NumberHeading(phrase(lang, "序号")), Heading(phrase(lang, "机关")), Heading(phrase(lang, "代码")), Heading(phrase(lang, "应报年度")), Heading(phrase(lang, "免报年度"))}}}}
	kind := models.Kind("")
	for _, a := range l.Agencies {
		if a.Kind != kind {
			kind = a.Kind
			p.Table.Rows = append(p.Table.Rows, Row{Group: true, Cells: []Cell{{Text: kind.Label().In(lang), Header: true, Scope: "rowgroup", Colspan: 5}}})
		}
		name := Cell{Text: a.In(lang).Name, Href: DeskAgencyPath(a.ID), Header: true, Note: strings.Join(formerNames(a), phrase(lang, "、"))}
		if s, ok := l.Ended(a.ID); ok {
			name.Mark = endedText(l, s, lang)
		}
		owes := Text(models.YearsText(a.YearsOwed()))
		if len(a.Owes) == 0 {
			owes = Cell{Text: phrase(lang, "没有"), Tone: ToneMissing}
		}
		p.Table.Rows = append(p.Table.Rows, Row{Cells: []Cell{{Text: strconv.Itoa(a.Position), Tone: ToneNumber}, name, {Text: a.ID, Code: true}, owes, Text(a.Exemptions(phrase(lang, "；")))}})
	}
	for y := year + 1; y > year-6; y-- {
		n := 0
		for _, a := range l.Agencies {
			if a.OwesIn(y) {
				n++
			}
		}
		p.Years = append(p.Years, Link{Text: phrase(lang, "%d 年", y), Href: obligationsPath(y), Note: phrase(lang, "%d 个机关", n)})
	}
	p.Add(models.Agency{}, nil, nil)
	return p
}

// Add sets the form of a new agency as it is filled in, with what is wrong with it.
func (p *DeskAgenciesPage) Add(given models.Agency, wrong map[models.AgencyField]error, failed error) {
	p.New = newAgencyFields(p.Frame, given, wrong, failed)
}

func endedText(l models.AgencyList, s models.Succession, lang models.Lang) string {
	if s.Kind == models.Merged {
		return phrase(lang, "%s 并入%s", s.On, l.Name(s.SuccessorID))
	}
	return phrase(lang, "%s 撤销", s.On)
}

// DeskAgencyPath is where an agency is maintained.
func DeskAgencyPath(id string) string { return "/desk/agencies/" + id }

func obligationsPath(year int) string { return fmt.Sprintf("/desk/obligations/%d", year) }

// AgencyFields are the fields of the form of an agency.
type AgencyFields struct {
	Token  string
	Agency models.Agency
	Kinds  []Link // the note is the kind's code
	Wrong  map[string]string
	Failed string
}

// Any reports whether there is a mistake in the form.
func (f AgencyFields) Any() bool { return len(f.Wrong) > 0 || f.Failed != "" }

func newAgencyFields(f Frame, given models.Agency, wrong map[models.AgencyField]error, failed error) AgencyFields {
	lang := f.lang()
	x := AgencyFields{Token: f.Desk.Token, Agency: given, Wrong: map[string]string{}, Failed: sentenceOf(lang, failed)}
	for _, k := range models.Kinds {
		x.Kinds = append(x.Kinds, Link{Text: k.Label().In(lang), Note: string(k), Current: k == given.Kind})
	}
	for field, err := range wrong {
		x.Wrong[string(field)] = sentenceOf(lang, err)
	}
	return x
}

// DeskAgency is what the page of an agency is made from.
type DeskAgency struct {
	List     models.AgencyList // as it is kept
	Given    models.Agency     // as the form is filled in
	Years    []int             // that the form asks for
	Acts     []models.AgencyAct
	Done     models.AgencyAct
	Wrong    map[models.AgencyField]error
	Failed   error
	Conflict bool // someone else has changed the agency meanwhile
}

// DeskAgencyPage is the form of an agency, at "/desk/agencies/ID".
type DeskAgencyPage struct {
	Frame
	Name      string // as it is kept
	Here      string
	Public    string
	Seen      string // the version that the form was made from
	Form      AgencyFields
	Position  string
	Former    []models.AgencyName // with empty ones to fill in
	Aliases   string
	Years     []OwedYear
	Facts     []Fact
	Both      Table // what the other one has saved, and what the form has
	Acts      ActList
	Done      Act
	Removable bool
}

// OwedYear is a year that the agency owes a report for, or why it does not.
type OwedYear struct {
	Year   int
	Owes   bool
	Reason string
}

func (DeskAgencyPage) name() string { return "desk-agency" }

// blankNames is how many more former names a form has room for.
const blankNames = 2

// NewDeskAgencyPage shows an agency in a form.
func NewDeskAgencyPage(f Frame, in DeskAgency) DeskAgencyPage {
	lang := f.lang()
	kept, _ := in.List.Find(in.Given.ID)
	p := DeskAgencyPage{Frame: desk(f, kept.In(lang).Name, Link{Text: phrase(lang, "机关名单"), Href: "/desk/agencies"}), Name: kept.In(lang).Name, Here: DeskAgencyPath(kept.ID), Public: AgencyPath(kept.ID),
		Seen: kept.Version(), Form: newAgencyFields(f, in.Given, in.Wrong, in.Failed), Acts: newActList(f, in.List, in.Acts).about(f, in.List, in.Acts, kept.ID), Done: newAct(f, in.List, in.Done)}
	if in.Given.Position > 0 {
		p.Position = strconv.Itoa(in.Given.Position)
	}
	var aliases []string
	for _, n := range in.Given.Names {
		if n.Alias {
			aliases = append(aliases, n.Name)
		} else {
			p.Former = append(p.Former, n)
		}
	}
	p.Former, p.Aliases = append(p.Former, make([]models.AgencyName, blankNames)...), strings.Join(aliases, "\n")
	for _, y := range in.Years {
		p.Years = append(p.Years, OwedYear{y, in.Given.OwesIn(y), in.Given.ExemptIn(y)})
	}
	p.Facts = []Fact{{Term: phrase(lang, "代码"), Text: kept.ID, Code: true}}
	for _, s := range in.List.Successions {
		if link, ok := successionLink(s, kept, in.List.Agencies, lang); ok {
			p.Facts = append(p.Facts, Fact{Term: phrase(lang, "承继"), Text: link.Text, Href: link.Href})
		}
	}
	if in.Conflict {
		p.Both = bothTable(kept, in.Given, lang)
	}
	return p
}

// bothTable sets what is kept beside what a form has, where they differ.
func bothTable(kept, given models.Agency, lang models.Lang) Table {
	t := Table{Caption: phrase(lang, "两边不同的地方"), Class: "roomy", Empty: phrase(lang, "别人保存的和您填的一样。"),
		Head: []Row{{Cells: []Cell{Heading(phrase(lang, "项目")), Heading(phrase(lang, "现在保存着的")), Heading(phrase(lang, "您填的"))}}}}
	old := kept.Values()
	if given.Position == 0 {
		given.Position = kept.Position
	}
	for i, d := range given.Values() {
		if was := old[i].New; was != d.New {
			t.Rows = append(t.Rows, Row{Cells: []Cell{Heading(detailLabel(d.Field).In(lang)), Text(was), Text(d.New)}})
		}
	}
	return t
}

// ObligationsPage is who owes a report for a year, at "/desk/obligations/YEAR".
type ObligationsPage struct {
	Frame
	Year   int
	Here   string
	Years  []Link
	Seen   string
	Rows   []ObligationRow
	Done   Act
	Failed string
}

// ObligationRow is one agency and the year.
type ObligationRow struct {
	OwedYear
	ID, Name, Kind string
	Before         string // whether it owed one for the year before
	Changed        bool   // it is not as it is kept
}

func (ObligationsPage) name() string { return "desk-obligations" }

// NewObligationsPage shows who owes a report for a year, as the form is filled in.
func NewObligationsPage(f Frame, year int, years []int, list, given models.AgencyList, done models.AgencyAct, failed error) ObligationsPage {
	lang := f.lang()
	p := ObligationsPage{Frame: desk(f, phrase(lang, "%d 年应报名单", year), Link{Text: phrase(lang, "机关名单"), Href: "/desk/agencies"}), Year: year, Here: obligationsPath(year),
		Seen: list.Version(), Done: newAct(f, list, done), Failed: sentenceOf(lang, failed)}
	for _, y := range years {
		p.Years = append(p.Years, Link{Text: phrase(lang, "%d 年", y), Href: obligationsPath(y), Current: y == year})
	}
	for _, a := range given.Agencies {
		r := ObligationRow{OwedYear: OwedYear{year, a.OwesIn(year), a.ExemptIn(year)}, ID: a.ID, Name: a.In(lang).Name, Kind: a.Kind.Label().In(lang), Before: phrase(lang, "上年不报")}
		if a.OwesIn(year - 1) {
			r.Before = phrase(lang, "上年应报")
		}
		if kept, ok := list.Find(a.ID); ok {
			r.Changed = failed != nil && (kept.OwesIn(year) != r.Owes || kept.ExemptIn(year) != r.Reason)
		}
		p.Rows = append(p.Rows, r)
	}
	return p
}
