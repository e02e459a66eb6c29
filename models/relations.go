package models

// Relation is an equation between figures of one report that holds in every correct form: the sum of Left equals the sum of
// Right. Checks evaluate it, Solve derives unknown cells from it, and the recogniser places short rows by it.
type Relation struct {
	Rule    string // t3.balance, t3.outcomes, t3.row or t4.channel
	Subject string // applicant, line or channel
	Left    []Key
	Right   []Key
}

// Keys lists the figures of both sides.
func (r Relation) Keys() []Key { return append(append([]Key{}, r.Left...), r.Right...) }

// Relations returns the relations within one report (勾稽关系), with the group 其他处理 as one line or as three.
func Relations(singleOther bool) []Relation {
	var rs []Relation
	at := func(line, applicant string) Key { return Key{"applications." + line, applicant} }
	lines := LinesOf(singleOther)
	for _, a := range Applicants {
		rs = append(rs, Relation{"t3.balance", a.Code,
			[]Key{at("received", a.Code), at("carried_in", a.Code)}, []Key{at("concluded", a.Code), at("carried_out", a.Code)}})
		outcomes := Relation{Rule: "t3.outcomes", Subject: a.Code, Left: []Key{at("concluded", a.Code)}}
		for _, l := range lines {
			if l.Group != "" {
				outcomes.Right = append(outcomes.Right, at(l.Code, a.Code))
			}
		}
		rs = append(rs, outcomes)
	}
	for _, l := range lines {
		row := Relation{Rule: "t3.row", Subject: l.Code, Left: []Key{at(l.Code, ApplicantTotal)}}
		for _, a := range Applicants {
			if a.Code != ApplicantTotal {
				row.Right = append(row.Right, at(l.Code, a.Code))
			}
		}
		rs = append(rs, row)
	}
	for _, ch := range Channels {
		channel := Relation{Rule: "t4.channel", Subject: ch.Code, Left: []Key{{"remedies." + ch.Code + ".total", ""}}}
		for _, c := range RemedyColumns {
			if c.Code != "total" {
				channel.Right = append(channel.Right, Key{"remedies." + ch.Code + "." + c.Code, ""})
			}
		}
		rs = append(rs, channel)
	}
	return rs
}
