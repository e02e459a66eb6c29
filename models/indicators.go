package models

import "slices"

// DisplayRule says how a derived number may be shown. One function decides it for charts, tables, files and sentences.
type DisplayRule string

// The display rules.
const (
	DisplayOK           DisplayRule = "ok"            // denominator of 30 or more: percentage, fraction, ranked
	DisplaySmall        DisplayRule = "small_n"       // 10 to 29: percentage and fraction, hollow, not ranked; under 10: fraction only
	DisplayDenZero      DisplayRule = "den_zero"      // no percentage, neither 0 % nor 100 %
	DisplayInputMissing DisplayRule = "input_missing" // a figure it needs has no usable value
	DisplayInputSuspect DisplayRule = "input_suspect" // a figure it needs failed a relation: hollow, not ranked
	DisplaySeriesBreak  DisplayRule = "series_break"  // a change over a change of form or a merger: not comparable
)

// Denominators under FractionOnly are shown as a fraction without a percentage, those under FullDisplay are marked and not ranked.
const (
	FractionOnly = 10
	FullDisplay  = 30
)

// Term is a summand of an indicator: a figure, or the derived sum of a group of outcomes.
type Term struct {
	Measure   string // a measure, or applications.<group> with Group set
	Applicant string
	Group     string // the term is the sum of this group's lines, 其他处理 in whichever form is there
	Minus     bool   // subtracted
	Before    bool   // of the year before
}

// Indicator is a number derived from a report's figures. With Den it is a ratio shown as a percentage (or per hundred cases),
// without it a count in Unit.
type Indicator struct {
	Code     string
	Label    Label
	Unit     Unit // of a count, or PerHundred; "" for a percentage
	Formula  Label
	Caveat   Label // shown beside it; empty where there is none
	Num, Den []Term
	NoCases  Label // shown where the denominator is 0
	Editions []Edition
}

// PerHundred is the unit of a ratio that counts disputes for every hundred applications and can exceed 100.
const PerHundred Unit = "件次/百件"

// IndicatorOf finds an indicator by its code. YearOnYear is not among them: it is a change of any of them.
func IndicatorOf(code string) (Indicator, bool) {
	i := slices.IndexFunc(Indicators, func(x Indicator) bool { return x.Code == code })
	if i < 0 {
		return Indicator{}, false
	}
	return Indicators[i], true
}

// Ratio reports whether the indicator is a fraction.
func (i Indicator) Ratio() bool { return len(i.Den) > 0 }

// Terms lists the terms of numerator and denominator.
func (i Indicator) Terms() []Term { return slices.Concat(i.Num, i.Den) }

// LooksBack reports whether the indicator needs figures of the year before.
func (i Indicator) LooksBack() bool {
	return slices.ContainsFunc(i.Terms(), func(t Term) bool { return t.Before })
}

// Evaluation is an indicator of one report. Of a ratio, Num and Den are both set or both nil; of a count, Num alone.
type Evaluation struct {
	Num, Den *int64
	Display  DisplayRule
	Suspect  bool  // a figure it needs failed a relation
	State    State // reported, or why the first figure without a usable value has none
	Flags    Flags // of all its figures
}

// Eval computes the indicator from the figures of one report and, for an indicator that looks back, those of the same agency's
// report a year before (nil if there is none). It alone decides how the result may be shown. A figure that is not in the map
// counts as absent. Nothing is shown where a sum would overflow.
func (i Indicator) Eval(figures, before map[Key]Figure) Evaluation {
	e := Evaluation{State: StateReported}
	num, ok := e.sum(i.Num, figures, before)
	if ok && i.Ratio() {
		var den int64
		if den, ok = e.sum(i.Den, figures, before); ok {
			e.Den = &den
		}
	}
	if ok {
		e.Num = &num
	}
	e.Display = displayOf(e.Num, e.Den, i.Ratio(), e.Flags)
	e.Suspect = e.Flags.Has(FlagSuspect)
	return e
}

// displayOf is the rule that decides how a derived number may be shown.
func displayOf(num, den *int64, ratio bool, flags Flags) DisplayRule {
	switch {
	case num == nil || ratio && den == nil:
		return DisplayInputMissing
	case ratio && *den == 0:
		return DisplayDenZero
	case flags.Has(FlagSuspect):
		return DisplayInputSuspect
	case ratio && *den < FullDisplay:
		return DisplaySmall
	}
	return DisplayOK
}

// sum adds up terms, and notes the flags of all figures and the state of the first that is not usable.
func (e *Evaluation) sum(terms []Term, figures, before map[Key]Figure) (total int64, ok bool) {
	ok = true
	for _, t := range terms {
		from := figures
		if t.Before {
			from = before
		}
		for _, k := range t.keys(from) {
			f, found := from[k]
			e.Flags |= f.Flags
			n := int64(0)
			switch {
			case found && f.Usable():
				n = *f.Number
			case from == nil:
				e.missing(StateNotReported)
				ok = false
			case !found:
				e.missing(StateAbsent)
				ok = false
			default:
				e.missing(f.State)
				ok = false
			}
			if t.Minus {
				n = -n
			}
			var fits bool
			if total, fits = addExact(total, n); !fits {
				e.missing(StateUnreadable)
				ok = false
			}
		}
	}
	return total, ok
}

// missing keeps the reason of the first figure without a usable value.
func (e *Evaluation) missing(s State) {
	if e.State == StateReported {
		e.State = s
	}
}

// keys lists the figures of a term: its own key, or the lines of its group as the report has them.
func (t Term) keys(figures map[Key]Figure) []Key {
	if t.Group == "" {
		return []Key{{t.Measure, t.Applicant}}
	}
	_, single := figures[Key{"applications." + LineOther, t.Applicant}]
	return groupKeys(t.Group, t.Applicant, single)
}

// Keys lists every figure that the term may be made from, in either form of 其他处理.
func (t Term) Keys() []Key { return t.needs() }

// groupKeys lists the lines of a group of outcomes.
func groupKeys(group, applicant string, singleOther bool) []Key {
	var ks []Key
	for _, l := range LinesOf(singleOther) {
		if l.Group == group {
			ks = append(ks, Key{"applications." + l.Code, applicant})
		}
	}
	return ks
}

// needs lists every figure that a term may need, in either form of 其他处理.
func (t Term) needs() []Key {
	if t.Group == "" {
		return []Key{{t.Measure, t.Applicant}}
	}
	ks := groupKeys(t.Group, t.Applicant, false)
	if t.Group == LineOther {
		ks = append(ks, groupKeys(t.Group, t.Applicant, true)...)
	}
	return ks
}

// addExact returns a+b, and false on overflow.
func addExact(a, b int64) (int64, bool) {
	c := a + b
	return c, (c > a) == (b > 0)
}
