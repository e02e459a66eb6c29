package models

import (
	"slices"
	"strings"
)

// ReasonNeeds lists the figures Reasons is made from.
func ReasonNeeds() []Key { return OutcomeNeeds() }

// Reasons sorts the applications that were not granted by the reason given, from the observations of ReasonNeeds: the lines of one
// group of outcomes, or of refused, unavailable, not_processed and other together for "". Reports that print 其他处理 as one line,
// as the form of 2019 does, have a part of their own for it; the three lines of the others are a part each.
func Reasons(group string, agencies []Agency, years []int, obs []Observation) BreakdownTable {
	b := Breakdown{Label: Label{"未予公开的理由", "Reasons for not granting"}, Noun: Label{"未予公开的申请", "applications not granted"}, Unit: Pieces, NoCases: noneOfGroup}
	if group != "" {
		g := groupOf(group)
		b.Label = Label{g.Label.Zh + "的理由", g.Label.En + ": reasons"}
		b.Noun = Label{g.Label.Zh + "的申请", "applications " + strings.ToLower(g.Label.En)}
	}
	one, three := formsOfOther(years, obs)
	for _, l := range Lines {
		switch {
		case l.Group == "" || l.Group == "granted" || l.Group == "partial" || group != "" && l.Group != group:
		case l.Code == LineOther && !one, l.Group == LineOther && l.Code != LineOther && !three:
		default:
			b.Parts = append(b.Parts, reasonPart(l))
		}
	}
	var printed Term
	if group != "" {
		printed = groupTerm(group)
	}
	return breakDown(b, printed, agencies, years, obs)
}

// reasonPart is a line as a part, under the number and name it has in the form.
func reasonPart(l Line) Part {
	r, _ := ReasonOf(l.Code)
	return Part{Code: l.Code, Label: l.Label, Short: r.Short, Group: l.Group, term: lineTerm(l.Code)}
}

// formsOfOther tells whether 其他处理 stands as one line, and whether as three, in any of the reports; without reports as in the form
// due in these years.
func formsOfOther(years []int, obs []Observation) (one, three bool) {
	for _, sh := range collect(obs) {
		_, single := sh.figures[Key{"applications." + LineOther, ApplicantTotal}]
		single = single || sh.edition == Edition2019
		one, three = one || single, three || !single
	}
	if !one && !three {
		for _, y := range years {
			single := EditionDue(y) == Edition2019
			one, three = one || single, three || !single
		}
	}
	return one, three
}

// ApplicantNeeds lists the figures ByApplicant is made from.
func ApplicantNeeds() []Key {
	ks := []Key{presence}
	for _, a := range Applicants[:len(Applicants)-1] {
		ks = append(ks, Key{presence.Measure, a.Code})
	}
	return ks
}

// ByApplicant sorts the applications received by who applied, from the observations of ApplicantNeeds.
func ByApplicant(agencies []Agency, years []int, obs []Observation) BreakdownTable {
	b := Breakdown{Label: Label{"本年新收申请的申请人", "Applications received, by applicant"}, Noun: Label{"新收申请", "applications received"}, Unit: Pieces, NoCases: Label{"无新收申请", "no application received"}}
	for _, a := range Applicants[:len(Applicants)-1] {
		b.Parts = append(b.Parts, Part{Code: a.Code, Label: a.Label, term: Term{Measure: presence.Measure, Applicant: a.Code}})
	}
	return breakDown(b, lineTerm("received"), agencies, years, obs)
}

// ApplicantOutcomeNeeds lists the figures ApplicantOutcomes is made from.
func ApplicantOutcomeNeeds() []Key {
	ks := []Key{presence}
	for _, a := range Applicants {
		for _, l := range Lines {
			if l.Group != "" || l.Code == "concluded" {
				ks = append(ks, Key{"applications." + l.Code, a.Code})
			}
		}
	}
	return ks
}

// ApplicantOutcomes sorts what was concluded for each kind of applicant into the six groups of outcomes, from the observations of
// ApplicantOutcomeNeeds: a row for each applicant, of one agency or, for "", of all organs whose tables have every such figure.
func ApplicantOutcomes(agencies []Agency, agencyID string, year int, obs []Observation) Breakdown {
	out := Breakdown{Label: Label{"各类申请人的处理结果", "Outcomes by applicant"}, Noun: Label{"办结的申请", "applications concluded"}, Unit: Pieces, NoCases: noneConcluded}
	whole := out
	applicants := Applicants[:len(Applicants)-1]
	for _, g := range Groups {
		out.Parts = append(out.Parts, Part{Code: g.Code, Label: g.Label, Group: g.Code})
		for _, a := range applicants {
			t := groupTerm(g.Code)
			t.Applicant = a.Code
			whole.Parts = append(whole.Parts, Part{Code: g.Code, term: t})
		}
	}
	from, ok := breakDown(whole, lineTerm("concluded"), agencies, []int{year}, obs).Row(agencyID, year)
	if !ok {
		return out
	}
	for i, a := range applicants {
		r := from
		r.Code, r.Label, r.State, r.Sum, r.Doubts, r.Points = a.Code, a.Label, StateReported, 0, 0, nil
		r.Printed = Point{Year: year, State: StateNotApplicable, Display: DisplayInputMissing}
		for g := range Groups {
			p := from.Points[g*len(applicants)+i]
			r.Points = append(r.Points, p)
			r.Doubts |= p.Flags.Doubts()
			r.add(p)
		}
		if from.Together() && !from.Complete() {
			r.State = from.State
		}
		out.Rows = append(out.Rows, r)
	}
	return out
}

// RemedyNeeds lists the figures RemedyResults is made from.
func RemedyNeeds(channel string) []Key {
	ks := []Key{presence}
	for _, c := range RemedyColumns {
		ks = append(ks, Key{Measure: "remedies." + channel + "." + c.Code})
	}
	return ks
}

// RemedyResults sorts the cases of a channel of table four by their result, those that are pending among them, from the observations
// of RemedyNeeds. An unknown channel has no rows.
func RemedyResults(channel string, agencies []Agency, years []int, obs []Observation) BreakdownTable {
	i := slices.IndexFunc(Channels, func(c Channel) bool { return c.Code == channel })
	if i < 0 {
		return BreakdownTable{}
	}
	b := Breakdown{Label: Channels[i].Label, Noun: remedyNouns[channel], Unit: Pieces, NoCases: noneLodged}
	var printed Term
	for _, c := range RemedyColumns {
		t := Term{Measure: "remedies." + channel + "." + c.Code}
		if c.Code == "total" {
			printed = t
			continue
		}
		b.Parts = append(b.Parts, Part{Code: c.Code, Label: c.Label, Open: c.Code == "pending", term: t})
	}
	return breakDown(b, printed, agencies, years, obs)
}

// remedyNouns are what to call the cases of a channel in a sentence.
var remedyNouns = map[string]Label{
	"reconsideration":   {"行政复议案件", "reconsiderations"},
	"litigation_direct": {"未经复议直接起诉的案件", "lawsuits without reconsideration"},
	"litigation_after":  {"复议后起诉的案件", "lawsuits after reconsideration"},
}
