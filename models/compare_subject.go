package models

import (
	"slices"
	"strings"
)

// presence is a cell that every edition has, so that a comparison sees which reports are there whatever its subject.
var presence = Key{"applications.received", ApplicantTotal}

// SubjectOf returns the measure or indicator called code as a subject. A measure that is counted by applicant is taken for all of
// them unless one is named. An unknown code or applicant is EINVALID, and the sentence names what was likely meant.
func SubjectOf(code, applicant string) (Subject, error) {
	if i, ok := IndicatorOf(code); ok {
		if applicant != "" {
			return Subject{}, Errorf(EINVALID, "“%s”不按申请人分列，请去掉申请人“%s”。", i.Label.Zh, applicant)
		}
		return Subject{Code: code, Label: i.Label, Unit: i.Unit, Ratio: i.Ratio(), Editions: i.Editions, NoCases: i.NoCases}, nil
	}
	m, ok := MeasureOf(code)
	if !ok {
		near := nearSubjects(code)
		if len(near) == 0 {
			return Subject{}, Errorf(EINVALID, "没有编码为“%s”的指标，全部指标和编码见 /measures。", code)
		}
		return Subject{}, Errorf(EINVALID, "没有编码为“%s”的指标，相近的有：%s。", code, strings.Join(near, "、"))
	}
	s := Subject{Code: code, Label: m.Label, Unit: m.Unit, Decimals: m.Decimals(), Editions: m.Editions}
	if !m.ByApplicant {
		if applicant != "" {
			return Subject{}, Errorf(EINVALID, "“%s”不按申请人分列，请去掉申请人“%s”。", m.Label.Zh, applicant)
		}
		return s, nil
	}
	if applicant == "" {
		applicant = ApplicantTotal
	}
	i := slices.IndexFunc(Applicants, func(a Applicant) bool { return a.Code == applicant })
	if i < 0 {
		return Subject{}, Errorf(EINVALID, "没有编码为“%s”的申请人，可用的有：%s。", applicant, strings.Join(namedApplicants(), "、"))
	}
	s.Applicant = applicant
	if applicant != ApplicantTotal {
		l := Applicants[i].Label
		s.Label = Label{s.Label.Zh + "（" + l.Zh + "）", s.Label.En + " (" + l.En + ")"}
	}
	return s, nil
}

// Needs lists the figures a comparison of the subject is made from. For an indicator that looks back they are needed for the year
// before the first one too. The list always holds a cell that every report has, which tells that a report is there.
func (s Subject) Needs() []Key {
	ks := []Key{presence}
	add := func(k Key) {
		if !slices.Contains(ks, k) {
			ks = append(ks, k)
		}
	}
	i, ok := IndicatorOf(s.Code)
	if !ok {
		add(s.key())
		return ks
	}
	for _, t := range i.Terms() {
		for _, k := range t.needs() {
			add(k)
		}
	}
	return ks
}

// LooksBack reports whether a year's points need figures of the year before.
func (s Subject) LooksBack() bool {
	i, ok := IndicatorOf(s.Code)
	return ok && i.LooksBack()
}

// Logarithmic reports whether the subject may stand on a logarithmic axis: it is a count or amount, and nothing is subtracted in it.
func (s Subject) Logarithmic() bool {
	i, ok := IndicatorOf(s.Code)
	return !s.Ratio && !(ok && slices.ContainsFunc(i.Terms(), func(t Term) bool { return t.Minus }))
}

// key is the key of a measure's figure, and of an indicator's first.
func (s Subject) key() Key {
	if i, ok := IndicatorOf(s.Code); ok {
		return i.Num[0].needs()[0]
	}
	return Key{s.Code, s.Applicant}
}

// namedApplicants lists the applicants by name and code: "自然人（natural_person）".
func namedApplicants() []string {
	var named []string
	for _, a := range Applicants {
		named = append(named, withCode(a.Label, a.Code))
	}
	return named
}

func withCode(l Label, code string) string { return l.Zh + "（" + code + "）" }

const (
	maxNear    = 3  // how many subjects are proposed
	nearPart   = 3  // one in so many characters may be wrong
	shortest   = 4  // a shorter part of a code is in too many of them
	maxCompare = 64 // a distance to longer codes says nothing and costs much
)

// nearSubjects proposes measures and indicators for a code that is none, by name and code, the likeliest first: those that hold it
// as a part, and those that differ from it in a third of its characters at most.
func nearSubjects(code string) []string {
	if r := []rune(code); len(r) > maxCompare {
		return nil
	}
	type scored struct {
		named string
		d     int
	}
	var near []scored
	score := func(c string, l Label) {
		d := EditDistance(code, c)
		part := len(code) >= shortest && strings.Contains(c, code)
		if part {
			d -= len(c)
		}
		if part || d <= len([]rune(code))/nearPart {
			near = append(near, scored{withCode(l, c), d})
		}
	}
	for _, m := range Measures {
		score(m.Code, m.Label)
	}
	for _, i := range Indicators {
		score(i.Code, i.Label)
	}
	slices.SortStableFunc(near, func(a, b scored) int { return a.d - b.d })
	var named []string
	for _, s := range near[:min(maxNear, len(near))] {
		named = append(named, s.named)
	}
	return named
}
