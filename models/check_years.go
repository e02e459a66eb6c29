package models

import "strconv"

// This file holds the rules that look at two years.

// checkCarry compares what was carried in with what last year's reports carried over.
func checkCarry(c checked) []Finding {
	var fs []Finding
	for _, a := range Applicants {
		in := Key{"applications.carried_in", a.Code}
		switch {
		case len(c.previous) == 0:
			fs = append(fs, notAssessable(a.Code, "no_previous"))
		case !c.sameScope():
			fs = append(fs, notAssessable(a.Code, "scope"))
		default:
			var out []term
			for _, p := range c.previous {
				out = append(out, p.term(Key{"applications.carried_out", a.Code}))
			}
			b := weigh([]term{c.term(in)}, out)
			fs = append(fs, b.finding(a.Code, []Key{in}, FindingValues{"last_year": strconv.Itoa(c.Year - 1),
				"left": Decimal(b.left, 0), "right": Decimal(b.right, 0)}))
		}
	}
	return fs
}

// checkStock compares the documents in force with last year's.
func checkStock(c checked) []Finding {
	var fs []Finding
	for _, item := range []string{"rules", "normative_documents"} {
		at := func(column string) Key { return Key{"disclosure." + item + "." + column, ""} }
		reason := ""
		switch {
		case len(c.previous) == 0:
			reason = "no_previous"
		case !c.sameScope():
			reason = "scope"
		case c.Revision.Edition != Edition2021:
			reason = "edition"
		}
		last := []term{c.term(at("issued"))}
		for _, p := range c.previous {
			if p.Revision.Edition != Edition2021 {
				reason = "edition"
			}
			last = append(last, p.term(at("in_force")))
		}
		if reason != "" {
			fs = append(fs, notAssessable(item, reason))
			continue
		}
		b := weigh([]term{c.term(at("in_force")), c.term(at("repealed"))}, last)
		values := FindingValues{"last_year": strconv.Itoa(c.Year - 1), "left": Decimal(b.left, 0), "right": Decimal(b.right, 0)}
		var stock int64
		for _, t := range last[1:] {
			stock += t.value
		}
		values["in_force_last_year"] = Decimal(stock, 0)
		values["expected"] = Decimal(b.right-c.term(at("repealed")).value, 0)
		for _, column := range []string{"in_force", "issued", "repealed"} {
			values[column] = c.figures[at(column)].Text()
		}
		fs = append(fs, b.finding(item, []Key{at("in_force"), at("issued"), at("repealed")}, values))
	}
	return fs
}

// checkUnit looks for fees in yuan where the form asks for 10,000 yuan: about 10⁴ times last year's or a ten-thousandth, within a
// factor of three for the change of the year itself.
func checkUnit(c checked) []Finding {
	fees := Key{"disclosure.fees.amount", ""}
	p, reason := c.lastYear()
	if reason == "" && (c.Revision.Edition != Edition2021 || p.Revision.Edition != Edition2021) {
		reason = "edition"
	}
	if reason != "" {
		return []Finding{notAssessable(fees.Measure, reason)}
	}
	now, before := c.term(fees), p.term(fees)
	f := Finding{Result: Pass, Subject: fees.Measure, Figures: []Key{fees}, Values: FindingValues{"last_year": strconv.Itoa(c.Year - 1),
		"value": c.figures[fees].Text(), "before": p.figures[fees].Text()}}
	large, small := max(now.value, before.value), min(now.value, before.value)
	switch {
	case !now.known || !before.known:
		f.Result = NotAssessable
	case small > 0 && large/small >= 3333 && large/small <= 30000:
		f.Result = Fail
		f.Values[valueCase] = "more"
		if now.value < before.value {
			f.Values[valueCase] = "less"
		}
	}
	return []Finding{f}
}

// checkTenfold looks for counts that grew or fell tenfold. Of table three it takes the totals only: what one kind of applicant
// asks for changes by chance. One finding per count that jumped, or one for all.
func checkTenfold(c checked) []Finding {
	p, reason := c.lastYear()
	if reason != "" {
		return []Finding{notAssessable("", reason)}
	}
	var failed []Finding
	var seen []Key
	for _, m := range Measures {
		if m.Money() || !m.In(c.Revision.Edition) || !m.In(p.Revision.Edition) {
			continue
		}
		k := Key{Measure: m.Code}
		if m.ByApplicant {
			k.Applicant = ApplicantTotal
		}
		now, before := c.term(k), p.term(k)
		if !now.known || !before.known {
			continue
		}
		seen = append(seen, k)
		large, small := max(now.value, before.value), min(now.value, before.value)
		if large < 100 || small < 0 || large/10 < small {
			continue
		}
		f := Finding{Result: Fail, Subject: m.Code, Figures: []Key{k}, Values: FindingValues{"last_year": strconv.Itoa(c.Year - 1),
			"value": c.figures[k].Text(), "before": p.figures[k].Text(), valueCase: "more"}}
		if now.value < before.value {
			f.Values[valueCase] = "less"
		}
		failed = append(failed, f)
	}
	switch {
	case len(failed) > 0:
		return failed
	case len(seen) == 0:
		return []Finding{notAssessable("", "nothing_common")}
	}
	return []Finding{{Result: Pass, Figures: seen, Values: FindingValues{"count": strconv.Itoa(len(seen)), "last_year": strconv.Itoa(c.Year - 1)}}}
}

// checkSame looks for a report that repeats last year's.
func checkSame(c checked) []Finding {
	p, reason := c.lastYear()
	if reason != "" {
		return []Finding{notAssessable("", reason)}
	}
	common, equal := 0, true
	var nonzero []Key
	for _, f := range c.Revision.Figures {
		now, before := c.term(f.Key()), p.term(f.Key())
		if !now.known || !before.known {
			continue
		}
		common++
		equal = equal && now.value == before.value
		if now.value != 0 {
			nonzero = append(nonzero, f.Key())
		}
	}
	values := FindingValues{"count": strconv.Itoa(len(nonzero)), "last_year": strconv.Itoa(c.Year - 1)}
	switch {
	case common == 0:
		return []Finding{notAssessable("", "nothing_common")}
	case equal && len(nonzero) >= 5:
		return []Finding{{Result: Fail, Figures: nonzero, Values: values}}
	case equal:
		values[valueCase] = "few"
	}
	return []Finding{{Result: Pass, Values: values}}
}
