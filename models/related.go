package models

import "slices"

// Related are the subjects that stand near one: what it is worked out from, what is worked out from it, and those beside it in the form.
type Related struct {
	Inputs     []Subject // measures that an indicator is made from
	Indicators []Subject // indicators made from a measure, or that share a figure of the numerator with an indicator
	Beside     []Subject // measures of the same group of outcomes, channel or item
}

// RelatedTo lists the subjects near the one called code, in the order of their tables. It is empty for an unknown code.
func RelatedTo(code string) Related {
	var r Related
	own := numeratorOf(code)
	if i, ok := IndicatorOf(code); ok {
		for _, m := range Measures {
			if slices.ContainsFunc(i.Terms(), func(t Term) bool { return uses(t, m.Code) }) {
				r.Inputs = append(r.Inputs, subjectsOf(m.Code)...)
			}
		}
	}
	for _, i := range Indicators {
		near := slices.ContainsFunc(i.Terms(), func(t Term) bool { return uses(t, code) })
		if len(own) > 0 {
			near = slices.ContainsFunc(own, func(m string) bool { return slices.Contains(numeratorOf(i.Code), m) })
		}
		if near && i.Code != code {
			r.Indicators = append(r.Indicators, subjectsOf(i.Code)...)
		}
	}
	if _, ok := MeasureOf(code); ok {
		for _, m := range Measures {
			if m.Code != code && familyOf(m.Code) == familyOf(code) {
				r.Beside = append(r.Beside, subjectsOf(m.Code)...)
			}
		}
	}
	return r
}

// uses reports whether a term is made from a measure.
func uses(t Term, measure string) bool {
	return slices.ContainsFunc(t.Keys(), func(k Key) bool { return k.Measure == measure })
}

// numeratorOf lists the measures that an indicator counts; nil for a measure.
func numeratorOf(code string) []string {
	i, ok := IndicatorOf(code)
	if !ok {
		return nil
	}
	var list []string
	for _, t := range i.Num {
		for _, k := range t.Keys() {
			list = append(list, k.Measure)
		}
	}
	return list
}

// familyOf is what measures beside each other share: the area and item of tables two and four, the group of outcomes of a line, the
// section of the others.
func familyOf(code string) string {
	for _, l := range Lines {
		if "applications."+l.Code == code {
			return "applications." + l.Group
		}
	}
	for i := len(code) - 1; i >= 0; i-- {
		if code[i] == '.' {
			return code[:i]
		}
	}
	return code
}

func subjectsOf(code string) []Subject {
	s, err := SubjectOf(code, "")
	if err != nil {
		return nil
	}
	return []Subject{s}
}
