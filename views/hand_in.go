package views

import (
	"cmp"
	"fmt"

	"gongkai/models"
)

// HandIn is what the page to upload reports is made of: what may be chosen, what was chosen, and what became of each file.
type HandIn struct {
	Agencies []models.Agency // that the user acts for
	Years    []int
	Waiting  []models.SubmissionHead // with the office
	Review   bool                    // there is a page for each report

	Most, MostOfOne, MostFiles int // MB at once and in one file, and files

	Agency, Year, Reason string // as the form has them
	Failed               error  // why no file was looked at
	Results              []HandInResult
}

// HandInResult tells what became of one file.
type HandInResult struct {
	File, SHA256 string
	AgencyID     string
	AgencyName   string
	Year         int
	State        models.SaveState // "" if it was not kept
	Revision     int
	Edition      models.Edition
	Submission   models.Status    // the state of the submission as it stands now
	Version      int              // its version
	Changes      int              // figures that differ from those that are public
	Findings     []models.Finding // what is to be fixed or confirmed
	Notes        []models.Note
	Unread       string // why it waits to be typed in
	Err          error
}

// HandInPage is the form to upload reports, at "/desk/hand-in".
type HandInPage struct {
	Frame
	Limits   string
	Most     int    // MB at once
	Address  string // of the page for programs
	Agencies []Link // the note is the id
	Years    []Link
	Reason   string
	Seen     []string // which versions of submissions the page knows: AGENCY/YEAR/VERSION
	Failed   string
	Summary  string // of the results
	AllWell  bool
	Results  []HandInItem
}

// HandInItem is what became of one file, in words.
type HandInItem struct {
	File     string
	Tone     string // "pass", "warning", "error"
	Label    string
	Sentence string
	Findings []FindingItem
	More     string // findings that are not listed
	Notes    []string
	Next     []Link
}

func (HandInPage) name() string { return "desk-hand-in" }

// NewHandInPage shows the form, as it was filled in, below what became of the files that were just sent.
func NewHandInPage(f Frame, in HandIn) HandInPage {
	lang := f.lang()
	p := HandInPage{Frame: desk(f, phrase(lang, "上传年报")), Reason: in.Reason, Failed: sentenceOf(lang, in.Failed), AllWell: true}
	p.Most, p.Address = in.Most, cmp.Or(f.Settings.BaseURL, phrase(lang, "https://本站地址"))+"/desk/hand-in"
	p.Limits = phrase(lang, "Word、WPS、PDF、网页、Excel 或 zip 压缩包；每份不超过 %d MB，一次不超过 %d 个、共 %d MB。", in.MostOfOne, in.MostFiles, in.Most)
	p.Agencies = []Link{{Text: phrase(lang, "按文件里写的"), Current: in.Agency == ""}}
	for _, a := range in.Agencies {
		p.Agencies = append(p.Agencies, Link{Text: a.Name, Note: a.ID, Current: a.ID == in.Agency})
	}
	p.Years = []Link{{Text: phrase(lang, "按文件里写的"), Current: in.Year == ""}}
	for _, y := range in.Years {
		p.Years = append(p.Years, Link{Text: fmt.Sprint(y), Note: fmt.Sprint(y), Current: fmt.Sprint(y) == in.Year})
	}
	for _, s := range in.Waiting {
		p.Seen = append(p.Seen, fmt.Sprintf("%s/%d/%d", s.AgencyID, s.Year, s.Version))
	}
	kept, open := 0, 0
	for _, r := range in.Results {
		it := newHandInItem(r, in.Review, lang)
		p.Results = append(p.Results, it)
		p.AllWell = p.AllWell && it.Tone == "pass"
		if r.Err == nil {
			kept++
		}
		if it.Tone == "warning" {
			open++
		}
	}
	if len(in.Results) > 0 {
		p.Summary = phrase(lang, "共 %d 个文件：收到 %d 个，其中 %d 个要处理；没有收 %d 个。", len(in.Results), kept, open, len(in.Results)-kept)
	}
	return p
}

// maxHandInFindings is how many findings are listed with a file; a wrong form may have hundreds.
const maxHandInFindings = 20

func newHandInItem(r HandInResult, review bool, lang models.Lang) HandInItem {
	it := HandInItem{File: r.File}
	report := phrase(lang, "%s %d 年的年报", r.AgencyName, r.Year)
	page := fmt.Sprintf("/desk/reports/%s/%d", r.AgencyID, r.Year)
	if review && r.AgencyID != "" && r.Year != 0 && r.Unread == "" {
		it.Next = []Link{{Text: phrase(lang, "查看这份年报的处理情况"), Href: page}}
	}
	switch {
	case r.Err != nil:
		it.Tone, it.Label, it.Sentence = "error", phrase(lang, "没有收"), ErrorText(lang, r.Err)
		return it
	case r.Unread != "":
		it.Tone, it.Label = "warning", phrase(lang, "待录入")
		it.Sentence = phrase(lang, "文件已收下，但数字读不出来，要由人照着录入：%s", r.Unread)
		if r.AgencyID == "" || r.Year == 0 {
			it.Sentence += phrase(lang, "也不知道是哪个机关哪一年的，请联系办公室说明。")
		}
		return it
	}
	it.Tone, it.Label, it.Sentence = "pass", phrase(lang, "已收下"), handInSentence(r, report, lang)
	for i, f := range r.Findings {
		if i == maxHandInFindings {
			it.More = phrase(lang, "另有 %d 处，见这份年报的处理情况。", len(r.Findings)-i)
			break
		}
		x := NewFindingItem(f, r.Edition, page, lang)
		if !review {
			x.Links = nil
		}
		it.Findings = append(it.Findings, x)
	}
	for _, n := range r.Notes {
		it.Notes = append(it.Notes, n.Message)
	}
	if len(r.Findings) > 0 {
		it.Tone, it.Label = "warning", phrase(lang, "有问题")
	}
	return it
}

// handInSentence says what became of a file that was kept.
func handInSentence(r HandInResult, report string, lang models.Lang) string {
	state := cmp.Or(r.Submission, models.StatusPublished).Label().In(lang)
	var s string
	switch r.State {
	case models.SavedUnchanged:
		return phrase(lang, "%s：这份文件已经交过，没有重复收，现在是“%s”。", report, state)
	case models.SavedSecondSource:
		return phrase(lang, "%s：与刚交的一份数字相同，作为同一份年报的另一个文件收下。", report)
	case models.SavedRevised:
		s = phrase(lang, "%s：更正已收下，与已公布的相比改了 %d 处，核实公布之前，公布的数字不变。", report, r.Changes)
	default:
		s = phrase(lang, "%s：已收下，第 %d 版，现在是“%s”。", report, r.Revision, state)
	}
	if n := len(r.Findings); n > 0 {
		s += phrase(lang, "有 %d 处对不上，请改正后再交一次，或由办公室确认原文如此：", n)
	}
	return s
}
