package models

// EntryKind is what an entry of the dictionary is about.
type EntryKind string

// The kinds of entries, in the dictionary's order.
const (
	EntryMeasure   EntryKind = "measure"
	EntryIndicator EntryKind = "indicator"
	EntryGroup     EntryKind = "outcome"
	EntryApplicant EntryKind = "applicant"
	EntryState     EntryKind = "value_status"
	EntryFlag      EntryKind = "flag"
	EntryDisplay   EntryKind = "display_rule"
	EntrySymbol    EntryKind = "symbol"
	EntryColumn    EntryKind = "column"
)

// EntryKinds are the kinds in order.
var EntryKinds = []EntryKind{EntryMeasure, EntryIndicator, EntryGroup, EntryApplicant, EntryState, EntryFlag, EntryDisplay, EntrySymbol, EntryColumn}

var entryKindLabels = map[EntryKind]Label{
	EntryMeasure:   {"年报中的数据项", "Measures of the report"},
	EntryIndicator: {"计算的指标", "Derived indicators"},
	EntryGroup:     {"处理结果的六类", "The six kinds of outcomes"},
	EntryApplicant: {"申请人类型", "Applicants"},
	EntryState:     {"数值状态", "States of a value"},
	EntryFlag:      {"数字旁的标记", "Marks beside figures"},
	EntryDisplay:   {"比率的展示规则", "Display rules of ratios"},
	EntrySymbol:    {"页面上的符号", "Signs on the pages"},
	EntryColumn:    {"数据文件的列", "Columns of the data files"},
}

// Label returns the kind's name.
func (k EntryKind) Label() Label { return entryKindLabels[k] }

// Entry explains one word of the site or of its files.
type Entry struct {
	Kind    EntryKind
	Code    string // as in files and addresses; a sign as it is drawn
	Label   Label
	Meaning Label
	Unit    Label // of measures and indicators
	Formula Label // of indicators
	Caveat  Label // of indicators
	Law     Label
	Status  string // of states and flags: the observation status of SDMX that is nearest
}

// Anchor is the entry's place on the dictionary's page: the code of a measure or indicator by itself, and behind its kind that of any
// other, since different kinds share codes.
func (e Entry) Anchor() string {
	if e.Kind == EntryMeasure || e.Kind == EntryIndicator {
		return e.Code
	}
	return string(e.Kind) + "." + e.Code
}

// Dictionary explains every word but the columns of data files, in order.
func Dictionary() []Entry {
	var list []Entry
	for _, m := range Measures {
		d := DefinitionOf(m.Code)
		list = append(list, Entry{Kind: EntryMeasure, Code: m.Code, Label: m.Label, Meaning: d.Meaning, Law: d.Law, Unit: m.Unit.Label()})
	}
	for _, i := range Indicators {
		list = append(list, Entry{Kind: EntryIndicator, Code: i.Code, Label: i.Label, Unit: i.Unit.Label(), Formula: i.Formula, Caveat: i.Caveat})
	}
	for _, g := range Groups {
		d := DefinitionOf(g.Code)
		list = append(list, Entry{Kind: EntryGroup, Code: g.Code, Label: g.Label, Meaning: d.Meaning, Law: d.Law})
	}
	for _, a := range Applicants {
		list = append(list, Entry{Kind: EntryApplicant, Code: a.Code, Label: a.Label, Meaning: applicantMeaning(a.Code)})
	}
	for _, s := range States {
		list = append(list, Entry{Kind: EntryState, Code: string(s), Label: s.Label(), Meaning: s.Meaning(), Status: stateStatus[s]})
	}
	for f := Flags(1); len(f.Names()) > 0; f <<= 1 {
		list = append(list, Entry{Kind: EntryFlag, Code: f.String(), Label: f.Labels()[0], Meaning: f.Meaning(), Status: flagStatus[f]})
	}
	list = append(list, displayEntries...)
	return append(list, signEntries...)
}

// Meaning says what a state tells of a figure.
func (s State) Meaning() Label { return stateMeanings[s] }

// Meaning says what a single flag tells of a figure.
func (f Flags) Meaning() Label { return flagMeanings[f] }

func applicantMeaning(code string) Label {
	switch code {
	case "natural_person":
		return Label{"公民个人提出的申请。", "Applications of private persons."}
	case ApplicantTotal:
		return Label{"自然人和五类法人或其他组织之和，按原文印出的数。", "The sum of natural persons and the five kinds of organisations, as printed."}
	}
	return Label{"“法人或其他组织”中的一类。", "One of the five kinds of organisations."}
}
