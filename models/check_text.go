package models

import "slices"

// This file holds the rules that compare section one with tables three and four.

// candidate is a number that the tables lawfully give for a statement, unless figures of it are missing.
type candidate struct {
	value   int64
	missing []Key
}

func (c checked) sumOf(keys ...Key) candidate {
	var sum candidate
	for _, t := range c.terms(keys) {
		sum.value += t.value
		if !t.known {
			sum.missing = append(sum.missing, t.key)
		}
	}
	return sum
}

func applicationTotal(line string) Key { return Key{"applications." + line, ApplicantTotal} }

// checkTextApplications has one subject for each line of table three that texts speak of.
func checkTextApplications(c checked) []Finding {
	received, carriedIn := applicationTotal("received"), applicationTotal("carried_in")
	concluded, carriedOut := applicationTotal("concluded"), applicationTotal("carried_out")
	said := statementsOf(c.Revision.Text(1), c.Year)
	all := c.sumOf(received, carriedIn)
	var fs []Finding
	for _, subject := range []struct {
		line  string
		kinds []string
		key   Key
		more  []candidate
	}{
		{"received", []string{"received"}, received, []candidate{all}},
		{"carried_in", []string{"carried_in"}, carriedIn, nil},
		{"concluded", []string{"concluded", kindHandled}, concluded, []candidate{all, c.sumOf(received)}},
		{"carried_out", []string{"carried_out"}, carriedOut, nil},
	} {
		var own []statement
		for _, s := range said {
			if slices.Contains(subject.kinds, s.kind) {
				own = append(own, s)
			}
		}
		fs = append(fs, c.compareText(subject.line, own, []Key{subject.key}, func(s statement) []candidate {
			if s.kind == "concluded" {
				return nil // 答复 is 办结 and nothing else
			}
			return subject.more
		}))
	}
	return fs
}

// checkTextRemedies has two subjects: reconsiderations, and lawsuits of both kinds together.
func checkTextRemedies(c checked) []Finding {
	said := statementsOf(c.Revision.Text(1), c.Year)
	var fs []Finding
	for _, subject := range []struct {
		kind     string
		channels []string
	}{{"reconsideration", []string{"reconsideration"}}, {kindLitigation, []string{"litigation_direct", "litigation_after"}}} {
		var own []statement
		for _, s := range said {
			if s.kind == subject.kind {
				own = append(own, s)
			}
		}
		var keys []Key
		for _, ch := range subject.channels {
			keys = append(keys, Key{Measure: "remedies." + ch + ".total"})
		}
		fs = append(fs, c.compareText(subject.kind, own, keys, func(statement) []candidate { return nil }))
	}
	return fs
}

// compareText compares what the text says with the sum of keys, or with what else is lawful for a statement. One statement that
// agrees is enough: the others may speak of parts. A government's text may speak of itself alone, while its table covers all
// its organs, so that a smaller number proves nothing.
func (c checked) compareText(subject string, said []statement, keys []Key, lawful func(statement) []candidate) Finding {
	if c.Revision.section(1) == nil {
		return notAssessable(subject, "no_section")
	}
	if len(said) == 0 {
		return notAssessable(subject, "not_stated")
	}
	table := c.sumOf(keys...)
	f := Finding{Result: Fail, Subject: subject, Figures: keys, Values: FindingValues{
		"text": Decimal(said[0].value, 0), "quote": said[0].quote, "table": Decimal(table.value, 0)}}
	var missing []Key
	smaller := true
	for _, s := range said {
		for _, cand := range append([]candidate{table}, lawful(s)...) {
			if missing = append(missing, cand.missing...); cand.missing == nil && agrees(s, cand.value) {
				f.Result = Pass
				f.Values["text"], f.Values["quote"], f.Values["table"] = Decimal(s.value, 0), s.quote, Decimal(cand.value, 0)
				return f
			}
		}
		smaller = smaller && s.value < table.value
	}
	switch {
	case len(missing) > 0:
		f.Result = NotAssessable
		f.Values[valueMissing] = joinKeys(uniqueKeys(missing))
	case smaller && c.Revision.Scope != ScopeOrgan && c.Revision.Scope != "":
		f.Result = NotAssessable
		f.Values[valueCase] = "territory"
	}
	return f
}

// agrees reports whether a table's number is what the statement says; "10余件" says anything from 10 up to, but not including, 20.
func agrees(s statement, value int64) bool {
	if s.approximate {
		return value >= s.value-s.value/10 && value < 2*s.value
	}
	return value == s.value
}

func uniqueKeys(keys []Key) []Key {
	var out []Key
	for _, k := range keys {
		if !slices.Contains(out, k) {
			out = append(out, k)
		}
	}
	return out
}
