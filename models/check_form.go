package models

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// This file holds the rules that look at the document itself: its head, its parts and its cells.

// checkYear compares the years of the title and of the period with the report's year; it needs at least two of them.
func checkYear(c checked) []Finding {
	values := FindingValues{}
	first, stated, equal := 0, 0, true
	for _, y := range []struct {
		name string
		year int
	}{{"title", c.Revision.TitleYear}, {"period", c.Revision.PeriodYear}, {"year", c.Year}} {
		if y.year == 0 {
			continue
		}
		values[y.name] = strconv.Itoa(y.year)
		if stated++; stated == 1 {
			first = y.year
		}
		equal = equal && y.year == first
	}
	f := Finding{Result: Pass, Values: values}
	switch {
	case c.Revision.TitleYear == 0 && c.Revision.PeriodYear == 0 || stated < 2:
		f.Result = NotAssessable
	case !equal:
		f.Result = Fail
	}
	return []Finding{f}
}

// checkDeadline compares the date of publication with the deadline of the settings.
func checkDeadline(c checked) []Finding {
	if c.Year == 0 {
		return []Finding{notAssessable("", "no_year")}
	}
	f := Finding{Result: Pass, Values: FindingValues{"due": c.settings.DueOn(c.Revision.Scope, c.Year), "published": c.Revision.PublishedOn}}
	due, err := time.Parse(time.DateOnly, f.Values["due"])
	published, err2 := time.Parse(time.DateOnly, c.Revision.PublishedOn)
	switch {
	case err != nil || err2 != nil:
		f.Result = NotAssessable
	case published.After(due):
		f.Result = Fail
		f.Values["days"] = strconv.Itoa(int(published.Sub(due).Hours() / 24))
	}
	return []Finding{f}
}

// feeWords are the ways to speak of the processing fee in section six; 行政事业性收费 is another matter and is taken out first.
var (
	feeWords  = regexp.MustCompile(`处理费|收费|收取[^。；\n]{0,24}费|费用|计收[^。；\n]{0,12}费`)
	otherFees = strings.NewReplacer("行政事业性收费", "", "诉讼费用", "")
)

// checkFee looks for the processing fee in section six: the figure that was read from there, or, in a report that an older version of
// the recogniser read without one, the words. Words without a certain amount are for a person to judge.
func checkFee(c checked) []Finding {
	switch {
	case c.Year == 0:
		return []Finding{notAssessable("", "no_year")}
	case c.Year < 2021:
		return []Finding{notAssessable("", "early")}
	case c.Revision.section(6) == nil:
		return []Finding{notAssessable("", "no_section")}
	}
	fee := Key{Measure: MeasureFee}
	f, read := c.figures[fee]
	if read && f.State == StateReported {
		return []Finding{{Result: Pass, Figures: []Key{fee}, Values: FindingValues{"quote": f.Where.Quote}}}
	}
	text := otherFees.Replace(plain(squeeze(c.Revision.Text(6))))
	at := feeWords.FindStringIndex(text)
	switch {
	case at == nil && f.State != StateUnreadable:
		return []Finding{{Result: Fail, Values: FindingValues{}}}
	case !read:
		return []Finding{{Result: Pass, Values: FindingValues{"quote": sentenceAt(text, at[0])}}}
	}
	open := notAssessable("", "unclear")
	if open.Values["quote"] = f.Where.Quote; at != nil && f.Where.Quote == "" {
		open.Values["quote"] = sentenceAt(text, at[0])
	}
	return []Finding{open}
}

// section returns the text of section no, nil if the document has no such section.
func (r *Revision) section(no int) *Text {
	for i := range r.Texts {
		if r.Texts[i].Section == no {
			return &r.Texts[i]
		}
	}
	return nil
}

// checkSections looks for the six sections: prose in one, five and six, a table in two to four. One finding per part that is
// missing, or one for all. A table that stands without its heading is there.
func checkSections(c checked) []Finding {
	var failed []Finding
	for _, s := range Sections {
		text := c.Revision.section(s.No)
		reason := ""
		switch table := s.No >= 2 && s.No <= 4; {
		case table && c.hasTable(s.No) && !c.legible(s.No):
			reason = "unreadable"
		case table && !c.hasTable(s.No) && text != nil:
			reason = "table"
		case table && !c.hasTable(s.No), !table && text == nil:
			reason = "section"
		case !table && squeeze(text.Body) == "":
			reason = "empty"
		}
		if reason != "" {
			failed = append(failed, Finding{Result: Fail, Subject: s.Code, Values: FindingValues{valueCase: reason}})
		}
	}
	if len(failed) > 0 {
		return failed
	}
	return []Finding{{Result: Pass}}
}

// hasTable reports whether the document has any cell of the table of section no.
func (r reading) hasTable(no int) bool {
	for _, f := range r.Revision.Figures {
		if m, ok := MeasureOf(f.Measure); ok && m.Section == no && f.State != StateAbsent {
			return true
		}
	}
	return false
}

// legible reports whether any cell of the table of section no could be read, blank ones included.
func (r reading) legible(no int) bool {
	return slices.ContainsFunc(r.Revision.Figures, func(f Figure) bool {
		m, ok := MeasureOf(f.Measure)
		return ok && m.Section == no && f.State != StateAbsent && f.State != StateUnreadable
	})
}

// checkBlank lists the cells that are printed without a number, those included whose value the other figures force: the form
// asks for a 0.
func checkBlank(c checked) []Finding {
	var blank, open []Key
	cells := 0
	for _, f := range c.Revision.Figures {
		if m, ok := MeasureOf(f.Measure); !ok || !m.InTable() || f.State == StateAbsent {
			continue
		}
		cells++
		if f.State == StateBlank {
			blank = append(blank, f.Key())
			if f.Number == nil {
				open = append(open, f.Key())
			}
		}
	}
	switch {
	case cells == 0:
		return []Finding{notAssessable("", "no_table")}
	case len(blank) == 0:
		return []Finding{{Result: Pass}}
	}
	f := Finding{Result: Fail, Figures: blank, Values: FindingValues{"count": strconv.Itoa(len(blank)), "open": strconv.Itoa(len(open)),
		valueMissing: joinKeys(open)}}
	if len(open) == 0 {
		f.Values[valueCase] = "solved"
	}
	return []Finding{f}
}

var (
	negative   = regexp.MustCompile(`^[-－−–]\d+(\.\d+)?$`)
	fractional = regexp.MustCompile(`^[-－−–+＋]?\d*\.\d*[1-9]\d*$`)
)

// checkCounts looks for counts that are negative or broken. One finding per such figure, or one for all.
func checkCounts(c checked) []Finding {
	var failed []Finding
	var unreadable []Key
	known := 0
	for _, f := range c.Revision.Figures {
		m, ok := MeasureOf(f.Measure)
		if !ok || m.Money() {
			continue
		}
		raw := asciiDigits(squeeze(f.Raw))
		printed := f.State == StateUnreadable || f.State == StateReported
		reason := ""
		switch signed := strings.HasSuffix(f.Measure, ".items_change"); {
		case !signed && (f.Usable() && *f.Number < 0 || printed && negative.MatchString(raw)):
			reason = "negative"
		case printed && fractional.MatchString(raw):
			reason = "fraction"
		case f.State == StateUnreadable:
			unreadable = append(unreadable, f.Key())
		case f.Usable():
			known++
		}
		if reason != "" {
			failed = append(failed, Finding{Result: Fail, Subject: f.Measure, Figures: []Key{f.Key()},
				Values: FindingValues{"raw": f.Raw, valueCase: reason}})
		}
	}
	switch {
	case len(failed) > 0:
		return failed
	case len(unreadable) > 0:
		return []Finding{{Result: NotAssessable, Figures: unreadable, Values: FindingValues{valueMissing: joinKeys(unreadable)}}}
	case known == 0:
		return []Finding{notAssessable("", "no_figures")}
	}
	return []Finding{{Result: Pass}}
}

// asciiDigits writes full-width digits and points as ASCII.
func asciiDigits(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		case r == '．':
			return '.'
		}
		return r
	}, s)
}
