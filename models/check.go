package models

import (
	"slices"
	"strings"
)

// Check puts a report through every rule and returns what each says of each of its subjects, in the order of Rules and of the
// form; the findings are numbered from 1. It changes nothing.
//
// previous are the reports of the year before of the same agency or, after a merger, of its predecessors; with none, the rules
// that compare years are not assessable. Printed figures count, and those that the printed figures force.
func Check(r Report, previous []Report, s Settings) []Finding {
	c := checked{reading: newReading(r), settings: s}
	for _, p := range previous {
		c.previous = append(c.previous, newReading(p))
	}
	var all []Finding
	for _, rule := range Rules {
		for _, f := range rule.evaluate(c) {
			f.Rule, f.Severity, f.No = rule.ID, rule.Severity, len(all)+1
			all = append(all, f)
		}
	}
	return all
}

// MarkSuspect sets FlagSuspect on the figures named by the revision's failed findings of severity error, and clears it elsewhere.
// A figure without a value is marked only if something unreadable is printed in its place.
func MarkSuspect(r *Revision) {
	suspect := map[Key]bool{}
	for _, f := range r.Findings {
		if f.Result == Fail && f.Severity == SeverityError {
			for _, k := range f.Figures {
				suspect[k] = true
			}
		}
	}
	for i := range r.Figures {
		f := &r.Figures[i]
		f.Flags &^= FlagSuspect
		if suspect[f.Key()] && (f.Number != nil || f.State == StateUnreadable) {
			f.Flags |= FlagSuspect
		}
	}
}

// reading is a report with its figures at hand.
type reading struct {
	Report
	figures map[Key]Figure
}

func newReading(r Report) reading { return reading{r, r.Revision.FigureMap()} }

// checked is what a rule is given: a report, last year's, and the settings.
type checked struct {
	reading
	previous []reading
	settings Settings
}

// Values of a finding besides the numbers of its rule.
const (
	valueCase    = "case"    // which of the rule's sentences applies, where the result does not tell
	valueMissing = "missing" // keys of the figures that are unknown, separated by ";"
)

// notAssessable is the finding of a rule that has nothing to look at; reason is the case of its sentence.
func notAssessable(subject, reason string) Finding {
	return Finding{Result: NotAssessable, Subject: subject, Values: FindingValues{valueCase: reason}}
}

// term is a figure in an equation. floor says that it is not negative, whatever it is.
type term struct {
	key          Key
	value        int64
	known, floor bool
}

func (r reading) term(k Key) term {
	f, ok := r.figures[k]
	t := term{key: k, floor: !ok || f.State != StateUnreadable}
	if f.Usable() {
		t.value, t.known = *f.Number, true
	}
	return t
}

func (r reading) terms(keys []Key) []term {
	var ts []term
	for _, k := range keys {
		ts = append(ts, r.term(k))
	}
	return ts
}

// balance is an equation weighed with what is known of it.
type balance struct {
	result      Result
	left, right int64 // sums of the known terms
	missing     []Key
}

// weigh compares the sums of two sides. With unknown terms on one side alone, it still fails if the known ones of that side
// exceed the other side, since counts are not negative.
func weigh(left, right []term) balance {
	var b balance
	sum := func(ts []term) (total int64, open, floor bool) {
		floor = true
		for _, t := range ts {
			total += t.value
			if !t.known {
				open, floor = true, floor && t.floor
				b.missing = append(b.missing, t.key)
			}
		}
		return total, open, floor
	}
	var openLeft, openRight, floorLeft, floorRight bool
	b.left, openLeft, floorLeft = sum(left)
	b.right, openRight, floorRight = sum(right)
	switch {
	case !openLeft && !openRight && b.left == b.right:
		b.result = Pass
	case !openLeft && !openRight,
		openLeft && !openRight && floorLeft && b.left > b.right,
		openRight && !openLeft && floorRight && b.right > b.left:
		b.result = Fail
	default:
		b.result = NotAssessable
	}
	return b
}

// finding makes the finding of a balance: the case "exceeds" is a failure seen in spite of unknown figures.
func (b balance) finding(subject string, figures []Key, values FindingValues) Finding {
	if b.result == Fail {
		values["difference"] = Decimal(max(b.left-b.right, b.right-b.left), 0)
	}
	if len(b.missing) > 0 {
		values[valueMissing] = joinKeys(b.missing)
		if b.result == Fail {
			values[valueCase] = "exceeds"
		}
	}
	return Finding{Result: b.result, Subject: subject, Figures: figures, Values: values}
}

func joinKeys(keys []Key) string {
	var list []string
	for _, k := range keys {
		list = append(list, k.String())
	}
	return strings.Join(list, ";")
}

// checkRelations evaluates the relations of one rule within the report.
func checkRelations(rule string) func(checked) []Finding {
	return func(c checked) []Finding {
		var fs []Finding
		for _, rel := range Relations(c.Revision.SingleOther()) {
			if rel.Rule != rule {
				continue
			}
			b := weigh(c.terms(rel.Left), c.terms(rel.Right))
			values := FindingValues{"left": Decimal(b.left, 0), "right": Decimal(b.right, 0)}
			if rule == "t3.balance" || rule == "t4.channel" {
				for _, k := range rel.Keys() {
					values[lastPart(k.Measure)] = c.figures[k].Text()
				}
			}
			fs = append(fs, b.finding(rel.Subject, rel.Keys(), values))
		}
		return fs
	}
}

// lastPart returns the code of the line or column: "upheld" of "remedies.reconsideration.upheld".
func lastPart(measure string) string { return measure[strings.LastIndex(measure, ".")+1:] }

// lastYear returns the one report of last year that this one may be compared with figure by figure, or the case of the sentence
// that says why there is none: no report, more than one (after a merger), or one that speaks for others.
func (c checked) lastYear() (reading, string) {
	switch {
	case len(c.previous) == 0:
		return reading{}, "no_previous"
	case len(c.previous) > 1 || c.previous[0].AgencyID != c.AgencyID:
		return reading{}, "successor"
	case c.previous[0].Revision.Scope != c.Revision.Scope:
		return reading{}, "scope"
	}
	return c.previous[0], ""
}

// sameScope reports whether all of last year's reports speak for the same as this one.
func (c checked) sameScope() bool {
	return !slices.ContainsFunc(c.previous, func(p reading) bool { return p.Revision.Scope != c.Revision.Scope })
}
