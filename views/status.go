package views

import (
	"fmt"
	"time"

	"gongkai/models"
)

// The ways an agency stands to its report of a year.
const (
	OnTime  = "on_time"
	Late    = "late"
	Undated = "undated" // published, the day not stated
	Missing = "missing"
	NotDue  = "not_due"
)

// YearStatus is whether and when an agency published its report for a year, as a glyph with a word.
type YearStatus struct {
	Year    int
	Kind    string // OnTime, Late, Undated, Missing, NotDue
	Glyph   string // ● ◐ ◌ ○ –
	Text    string // 按期, 逾期 12 天, 未注明日期, 未公布, 不适用
	Suspect bool   // a figure of it failed a check
	Title   string // the day and the day it was due
	Href    string // of the report

	Original string // the document the report was read from; "" where it is not told
	Current  bool
}

var glyphs = map[string]string{OnTime: "●", Late: "◐", Undated: "◌", Missing: "○", NotDue: "–"}

// NewYearStatus tells how an agency stands to its report for a year. Head is the report's, nil where there is none.
func NewYearStatus(lang models.Lang, s models.Settings, a models.Agency, year int, head *models.ReportHead) YearStatus {
	st := YearStatus{Year: year}
	switch {
	case head == nil && a.OwesIn(year):
		st.Kind = Missing
	case head == nil:
		st.Kind = NotDue
	default:
		st.Href, st.Suspect = models.ReportPath(a.ID, year), head.Errors > 0
		st.Kind, st.Text, st.Title = published(lang, s.DueOn(head.Scope, year), head.PublishedOn)
	}
	st.Glyph = glyphs[st.Kind]
	if st.Text == "" {
		st.Text = statusText(lang, st.Kind)
	}
	return st
}

// published compares the day of publication with the day it was due, both ISO dates.
func published(lang models.Lang, due, on string) (kind, text, title string) {
	last, err1 := time.Parse(time.DateOnly, due)
	day, err2 := time.Parse(time.DateOnly, on)
	if err1 != nil || err2 != nil {
		return Undated, "", phrase(lang, "应于 %s 前公布，原文没有写明公布日期", due)
	}
	title = phrase(lang, "%s 公布，应于 %s 前公布", on, due)
	if days := int(day.Sub(last).Hours() / 24); days > 0 {
		return Late, phrase(lang, "逾期 %d 天", days), title
	}
	return OnTime, "", title
}

func statusText(lang models.Lang, kind string) string {
	switch kind {
	case OnTime:
		return phrase(lang, "按期")
	case Late:
		return phrase(lang, "逾期")
	case Undated:
		return phrase(lang, "日期不详")
	case Missing:
		return phrase(lang, "未公布")
	}
	return phrase(lang, "不适用")
}

// Legend explains the glyphs.
func Legend(lang models.Lang) []YearStatus {
	var all []YearStatus
	for _, k := range []string{OnTime, Late, Undated, Missing, NotDue} {
		all = append(all, YearStatus{Kind: k, Glyph: glyphs[k], Text: statusText(lang, k)})
	}
	return all
}

// Heads finds reports by agency and year.
type Heads map[string]map[int]*models.ReportHead

// NewHeads indexes a list of reports.
func NewHeads(list []models.ReportHead) Heads {
	h := Heads{}
	for i := range list {
		r := &list[i]
		if h[r.AgencyID] == nil {
			h[r.AgencyID] = map[int]*models.ReportHead{}
		}
		h[r.AgencyID][r.Year] = r
	}
	return h
}

// Strip is an agency's status in each year; current is the year shown now, 0 for none.
func (h Heads) Strip(lang models.Lang, s models.Settings, a models.Agency, years []int, current int) []YearStatus {
	var strip []YearStatus
	for _, y := range years {
		st := NewYearStatus(lang, s, a, y, h[a.ID][y])
		st.Current = y == current
		strip = append(strip, st)
	}
	return strip
}

// Publication says who of the agencies has published for a year. Those that owe nothing and published nothing are left out.
func (h Heads) Publication(lang models.Lang, s models.Settings, agencies []models.Agency, year int) Publication {
	p := Publication{Year: year}
	byKind := map[string][]Link{}
	for _, a := range agencies {
		if a.OwesIn(year) {
			p.Of++
		}
		st := NewYearStatus(lang, s, a, year, h[a.ID][year])
		l := Link{Text: a.NameIn(year), Href: st.Href}
		if st.Href == "" {
			l.Href = AgencyPath(a.ID)
		}
		if st.Kind == Late {
			l.Note = st.Text
		}
		byKind[st.Kind] = append(byKind[st.Kind], l)
	}
	for _, k := range []string{Missing, Late, Undated, OnTime} {
		if len(byKind[k]) > 0 {
			p.Groups = append(p.Groups, PublicationGroup{YearStatus{Kind: k, Glyph: glyphs[k], Text: statusText(lang, k)}, byKind[k]})
		}
	}
	p.Due = phrase(lang, "各部门应于 %s 前公布，区政府应于 %s 前公布（《中华人民共和国政府信息公开条例》第四十九条）。",
		s.DueOn(models.ScopeOrgan, year), s.DueOn(models.ScopeTerritory, year))
	return p
}

// AgencyPath is the page of an agency.
func AgencyPath(id string) string { return "/agencies/" + id }

// YearPath is the page of a year.
func YearPath(year int) string { return fmt.Sprintf("/years/%d", year) }

// MeasurePath is the page of a measure or indicator.
func MeasurePath(code string) string { return "/measures/" + code }
