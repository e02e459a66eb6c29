package views

import (
	"gongkai/models"
)

// MethodPage explains where the figures come from and how they are read, at "/about/method".
type MethodPage struct {
	Frame
	Counts []Fact // agencies, reports, years in the database
	States []Fact // what each state of a figure means
	Flags  []Fact // what each mark means
}

func (MethodPage) name() string { return "method" }

// NewMethodPage explains every state and flag; counts say what is in the database.
func NewMethodPage(f Frame, counts []Fact) MethodPage {
	lang := f.lang()
	f.Title, f.Section = phrase(lang, "数据来源与加工方法"), SectionMethod
	p := MethodPage{Frame: f, Counts: counts}
	for _, s := range models.States {
		p.States = append(p.States, Fact{Term: s.Label().In(lang), Text: s.Meaning().In(lang)})
	}
	for flag := models.Flags(1); len(flag.Names()) > 0; flag <<= 1 {
		p.Flags = append(p.Flags, Fact{Term: flag.Labels()[0].In(lang), Text: flag.Meaning().In(lang)})
	}
	return p
}
