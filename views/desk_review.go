package views

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/models"
)

// ReviewPage is one report as staff work on it, at "/desk/reports/{agency}/{year}".
type ReviewPage struct {
	Frame
	Here       string // where its forms send to
	AgencyName string
	Year       int
	Lead       string
	Facts      []Fact
	Office     bool // whoever looks may decide
	Seen       int  // the version of the submission shown; 0 for none
	Done       bool
	Failed     string
	Typed      Typed
	Lost       string // what was typed and has no form any more

	Acts                     []Offer // what the state of the submission allows; the value is the last part of the address
	CanReturn, CanReconsider bool

	Ways      []Link // how to hand in or correct
	Findings  []ReviewFinding
	Confirmed []ReviewFinding
	Changes   []ChangeItem // against what is public
	Reason    string       // why that is to be replaced
	Letter    string       // the draft of a letter that returns the report
	Remarks   []RemarkItem
	Cells     []Link // that a comment can be on; the note is the key
	Tables    []Table
	Figures   []FigureGroup
	Sections  []ReportSection
	Sources   []SourceItem
	Revisions []RevisionItem
	History   Table
}

func (ReviewPage) name() string { return "desk-review" }

// ReviewFinding is a failed check with what becomes of it.
type ReviewFinding struct {
	FindingItem
	ID       string
	Identity string
	Reason   string
	By       string
}

// RemarkItem is a letter or a comment.
type RemarkItem struct {
	ID      uint
	Kind    string
	On      Link
	Lines   []string
	By      string
	Settled string // "" where it waits
}

// Typed is what somebody wrote in a form that could not be kept.
type Typed struct{ Act, Text, Finding, Key string }

// Reviewed is what the page is made from.
type Reviewed struct {
	Agency     models.Agency
	Year       int
	State      models.Status
	Report     models.Report     // with the revision on which the office works, or else the public one; without an id where there is none
	Submission models.Submission // of Version 0 where there is none
	Public     *models.Revision
	Decisions  []models.Decision
	Remarks    []models.Remark
	Revisions  []models.Revision // all, oldest first
	Changes    map[int][]models.Change
	Reasons    map[uint]string // by id of revision, why it took the place of what was public
	Audit      []models.AuditEntry
	Ways       []Link
	Office     bool
	Done       bool
	Failed     error
	Typed      Typed
}

// NewReviewPage works the page out.
func NewReviewPage(f Frame, in Reviewed) ReviewPage {
	lang := f.lang()
	name := in.Agency.NameIn(in.Year)
	p := ReviewPage{Frame: desk(f, phrase(lang, "%s %d 年年度报告", name, in.Year), Link{Text: phrase(lang, "年报报送与审核"), Href: fmt.Sprintf("/desk/reports?year=%d", in.Year)}),
		Here: ReviewPath(in.Agency.ID, in.Year), AgencyName: name, Year: in.Year, Office: in.Office, Seen: in.Submission.Version, Done: in.Done, Failed: sentenceOf(lang, in.Failed), Typed: in.Typed, Ways: in.Ways}
	p.Lead = phrase(lang, "当前状态：%s。", in.State.Label().In(lang))
	p.History = auditTable(in.Audit, lang)
	if in.Report.ID == 0 {
		return p
	}
	r := &in.Report.Revision
	p.Lead += reportLead(models.CountOf(r), lang)
	p.Facts = reviewFacts(f, in)
	p.findings(in, lang)
	sub := in.Submission
	if p.Seen > 0 && in.Office {
		p.CanReturn = sub.State != models.StatusReturned
		waits := sub.State == models.StatusReceived || sub.State == models.StatusProblems
		switch {
		case waits && len(p.Findings) == 0:
			p.Acts = []Offer{{Value: "accept", Text: phrase(lang, "核实")}}
		case sub.State == models.StatusAccepted:
			p.Acts = []Offer{{Value: "publish", Text: phrase(lang, "公布")}, {Value: "reopen", Text: phrase(lang, "撤销核实")}}
		case sub.State == models.StatusReturned:
			p.Acts = []Offer{{Value: "reopen", Text: phrase(lang, "撤销退回")}}
		}
		p.CanReconsider = sub.State != models.StatusAccepted
	}
	if in.Public != nil && p.Seen > 0 {
		p.Reason = sub.Reason
		p.Changes = revisionItem(*r, true, models.Diff(in.Public.Figures, r.Figures), lang).Changes
	}
	p.Letter = letterDraft(f.Settings, name, in)
	if in.Typed.Act == "return" {
		p.Letter = in.Typed.Text
	}
	p.Lost = p.lost()
	p.remarks(in, lang)
	p.content(in, lang)
	return p
}

// lost is what somebody typed into a form that the page does not have as the report is now.
func (p *ReviewPage) lost() string {
	kept := true
	switch p.Typed.Act {
	case "return":
		kept = p.CanReturn
	case "comment":
		kept = p.Seen > 0
	case "confirm":
		kept = p.Seen > 0 && slices.ContainsFunc(p.Findings, func(x ReviewFinding) bool { return x.Identity == p.Typed.Finding })
	}
	if kept {
		return ""
	}
	return p.Typed.Text
}

func reviewFacts(f Frame, in Reviewed) []Fact {
	r, lang := &in.Report.Revision, f.lang()
	facts := []Fact{{Term: phrase(lang, "原标题"), Text: r.Title}, {Term: phrase(lang, "版本"), Text: phrase(lang, "第 %d 版", r.No)},
		{Term: phrase(lang, "应公布日期"), Text: f.Settings.DueOn(r.Scope, in.Year)}, {Term: phrase(lang, "统计范围"), Text: r.Scope.Label().In(lang)}, {Term: phrase(lang, "格式"), Text: phrase(lang, "%s 年版", string(r.Edition))}}
	if s := in.Submission; s.Version > 0 {
		facts = append(facts, Fact{Term: phrase(lang, "报送"), Text: moment(s.HandedInAt) + " " + s.HandedInBy}, Fact{Term: phrase(lang, "最近改动"), Text: moment(s.ChangedAt) + " " + s.ChangedBy})
	}
	if in.Public != nil {
		facts = append(facts, Fact{Term: phrase(lang, "公开的年报"), Text: phrase(lang, "第 %d 版", in.Public.No), Href: models.ReportPath(in.Agency.ID, in.Year)})
	}
	return facts
}

// findings lists what is to be mended or confirmed, and what was confirmed.
func (p *ReviewPage) findings(in Reviewed, lang models.Lang) {
	r := &in.Report.Revision
	for i, f := range r.Findings {
		if f.Result != models.Fail {
			continue
		}
		x := ReviewFinding{FindingItem: NewFindingItem(f, r.Edition, "", lang), ID: fmt.Sprintf("f-%d", i+1), Identity: f.Identity()}
		if in.Typed.Finding == x.Identity {
			x.Reason = in.Typed.Text
		}
		if j := slices.IndexFunc(in.Decisions, func(d models.Decision) bool { return d.Finding == x.Identity }); j >= 0 {
			x.Reason, x.By = in.Decisions[j].Reason, in.Decisions[j].DecidedBy+" "+moment(in.Decisions[j].DecidedAt)
			p.Confirmed = append(p.Confirmed, x)
			continue
		}
		if p.Seen == 0 && f.Confirmed != "" {
			x.Reason = f.Confirmed
			p.Confirmed = append(p.Confirmed, x)
			continue
		}
		p.Findings = append(p.Findings, x)
	}
}

// letterDraft is a letter that names every problem. It goes to the agency and is Chinese in every language of the site.
func letterDraft(s models.Settings, name string, in Reviewed) string {
	lines := []string{name + "：", fmt.Sprintf("你单位报送的 %d 年政府信息公开工作年度报告需要改正，现予退回。请改正下列问题后重新报送：", in.Year)}
	for i, f := range models.Open(in.Report.Revision.Findings, in.Decisions) {
		lines = append(lines, fmt.Sprintf("%d. %s", i+1, f.Sentence(models.Zh)))
	}
	return strings.Join(append(lines, s.Office), "\n")
}

func (p *ReviewPage) remarks(in Reviewed, lang models.Lang) {
	kinds := map[models.RemarkKind]string{models.RemarkLetter: phrase(lang, "退回信"), models.RemarkComment: phrase(lang, "意见")}
	edition := in.Report.Revision.Edition
	for _, r := range slices.Backward(in.Remarks) {
		x := RemarkItem{ID: r.ID, Kind: kinds[r.Kind], Lines: strings.Split(r.Body, "\n"), By: r.WrittenBy + " " + moment(r.WrittenAt)}
		if r.Key != "" {
			k := models.ParseKey(r.Key)
			x.On = Link{Text: k.Name(lang), Href: "#" + k.Place(edition)}
		}
		if r.SettledAt != nil {
			x.Settled = r.SettledBy + " " + moment(*r.SettledAt)
		}
		p.Remarks = append(p.Remarks, x)
	}
	for _, x := range in.Report.Revision.Figures {
		k := x.Key()
		p.Cells = append(p.Cells, Link{Text: k.Name(lang), Note: k.String(), Current: k.String() == in.Typed.Key})
	}
}

// content is the report itself, its documents and its history.
func (p *ReviewPage) content(in Reviewed, lang models.Lang) {
	r := &in.Report.Revision
	p.Tables = StatutoryTables(r, lang)
	p.Figures = figureGroups(r, "", histories(in.Revisions, in.Changes, lang), lang)
	for _, s := range models.Sections {
		if body := r.Text(s.No); body != "" {
			p.Sections = append(p.Sections, ReportSection{s.No, sectionTitle(s, lang), strings.Split(body, "\n")})
		}
	}
	for _, s := range r.Sources {
		p.Sources = append(p.Sources, SourceItem{Name: s.Name, Format: strings.ToUpper(s.Format), Size: byteSize(s.Size), SHA256: s.SHA256, Href: p.Here + "/originals/" + s.SHA256})
	}
	for _, v := range slices.Backward(in.Revisions) {
		it := revisionItem(v, v.ID == r.ID, in.Changes[v.No], lang)
		it.Reason = in.Reasons[v.ID]
		p.Revisions = append(p.Revisions, it)
	}
}
