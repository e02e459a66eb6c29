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
		p.States = append(p.States, Fact{Term: s.Label().In(lang), Text: stateMeaning(s, lang)})
	}
	for flag := models.Flags(1); len(flag.Names()) > 0; flag <<= 1 {
		p.Flags = append(p.Flags, Fact{Term: flag.Labels()[0].In(lang), Text: flagMeaning(flag, lang)})
	}
	return p
}

func stateMeaning(s models.State, lang models.Lang) string {
	switch s {
	case models.StateReported:
		return phrase(lang, "原文这一格印有数字，0 也是数字。")
	case models.StateBlank:
		return phrase(lang, "原文有这一格，但没有填数字，或填的是“/”“—”“无”。空白不当作 0。")
	case models.StateAbsent:
		return phrase(lang, "原文的表里没有这一行或这一列。")
	case models.StateUnreadable:
		return phrase(lang, "原文印的不是数字，或不能确定它属于哪一列。")
	case models.StateNotReported:
		return phrase(lang, "机关应当公布这一年的年度报告，但没有找到。")
	case models.StateNotApplicable:
		return phrase(lang, "这一年的格式没有这一格，或机关这一年不需要报告。")
	}
	return ""
}

func flagMeaning(f models.Flags, lang models.Lang) string {
	switch f {
	case models.FlagZeroImplied:
		return phrase(lang, "原文空白，但同一报告中的其他数字决定它只能是 0。")
	case models.FlagDerived:
		return phrase(lang, "原文空白或缺栏，但同一报告中的其他数字决定了它的值。")
	case models.FlagApproximate:
		return phrase(lang, "原文写的是“余”“多”“近”。")
	case models.FlagSuspect:
		return phrase(lang, "与同一报告或上一年报告中的其他数字矛盾。照原文列出，不改动，不参加排序。")
	case models.FlagRevised:
		return phrase(lang, "与上一次导入的内容不同。")
	case models.FlagUnverified:
		return phrase(lang, "读取时有推测的成分，需要人工核实。")
	}
	return ""
}
