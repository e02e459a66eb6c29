package models

import (
	"slices"
	"time"
)

// FindingCount says how a rule fares in one report.
type FindingCount struct {
	AgencyID string
	Year     int
	RuleCount
}

// Quality sums up how timely, complete and consistent the reports of some agencies and years are.
type Quality struct {
	Required     int // reports owed
	Published    int // of those owed
	OnTime       int // of those owed, published on the due day or before
	Undated      int // of those owed, published on a day that is not stated
	Cells        int // figures that the published reports should hold
	Filled       int // of them, with a value
	Pass, Fail   int // findings of the published reports
	Open         int // findings that could not be assessed
	WithErrors   int // published reports that fail a rule of severity error
	WithWarnings int // published reports that fail none of these, but a rule of severity warning
}

// QualityOf sums up the published reports of agencies and years; heads and counts of others are left out. A report that was not
// owed counts for its cells and findings alone.
func QualityOf(s Settings, agencies []Agency, years []int, heads []ReportHead, counts []FindingCount) Quality {
	var q Quality
	chosen := map[string]Agency{}
	for _, a := range agencies {
		chosen[a.ID] = a
		for _, y := range years {
			if a.OwesIn(y) {
				q.Required++
			}
		}
	}
	for _, h := range heads {
		a, ok := chosen[h.AgencyID]
		if !ok || !slices.Contains(years, h.Year) {
			continue
		}
		q.Cells += h.Cells
		q.Filled += h.Cells - h.Blank - h.Absent - h.Unreadable
		switch {
		case h.Errors > 0:
			q.WithErrors++
		case h.Warnings > 0:
			q.WithWarnings++
		}
		if !a.OwesIn(h.Year) {
			continue
		}
		q.Published++
		switch late, dated := s.DaysLate(h.Scope, h.Year, h.PublishedOn); {
		case !dated:
			q.Undated++
		case late <= 0:
			q.OnTime++
		}
	}
	for _, c := range counts {
		if _, ok := chosen[c.AgencyID]; ok && slices.Contains(years, c.Year) {
			q.Pass, q.Fail, q.Open = q.Pass+c.Pass, q.Fail+c.Fail, q.Open+c.NotAssessable
		}
	}
	return q
}

// DaysLate is how many days after the day it was due a report was published, 0 or less for one in time; false where the day, an ISO
// date, is not stated.
func (s Settings) DaysLate(scope Scope, year int, publishedOn string) (days int, dated bool) {
	due, err1 := time.Parse(time.DateOnly, s.DueOn(scope, year))
	on, err2 := time.Parse(time.DateOnly, publishedOn)
	if err1 != nil || err2 != nil {
		return 0, false
	}
	return int(on.Sub(due).Hours() / 24), true
}

// QualityRate is a share of reports, cells or findings. It is shown by the same rules as the indicators of figures.
type QualityRate struct {
	Code    string
	Label   Label
	Formula Label
	Caveat  Label
	noCases Label
	of      func(Quality) (num, den int)
}

// QualityRates are timeliness, completeness and consistency, in the order they are shown. They are never put into one score.
var QualityRates = []QualityRate{
	{Code: "on_time_rate", Label: Label{"按期率", "On time"}, noCases: Label{"无应报报告", "no report owed"},
		Formula: Label{"按期公布的报告 ÷ 应公布的报告", "reports published on time ÷ reports owed"},
		Caveat:  Label{"没有写明公布日期的报告不算按期，也不等于逾期。", "A report that states no day of publication is not counted as on time, which does not make it late."},
		of:      func(q Quality) (int, int) { return q.OnTime, q.Required }},
	{Code: "completeness", Label: Label{"完整率", "Complete"}, noCases: Label{"无报告", "no report"},
		Formula: Label{"有数值的格 ÷ 应有的格（表二至表四各格和第一部分的发布信息条数，只计已公布的报告）", "cells with a value ÷ cells there should be (tables two to four and the releases of section one, of published reports)"},
		Caveat:  Label{"空白但按勾稽关系只能是某个数的格，计入有数值。", "Blank cells that the other figures force to a number count as filled."},
		of:      func(q Quality) (int, int) { return q.Filled, q.Cells }},
	{Code: "pass_rate", Label: Label{"勾稽通过率", "Checks passed"}, noCases: Label{"没有可判断的检查", "no check could be judged"},
		Formula: Label{"通过的检查 ÷ 可判断的检查", "checks passed ÷ checks that could be judged"},
		Caveat:  Label{"所需数字不全、无法判断的检查不在分母内，也不算通过。", "Checks that lack a figure are not in the denominator and do not count as passed."},
		of:      func(q Quality) (int, int) { return q.Pass, q.Pass + q.Fail }},
}

// Subject is the rate as a subject, to show its points by.
func (r QualityRate) Subject() Subject {
	return Subject{Code: r.Code, Label: r.Label, Ratio: true, Editions: Editions, NoCases: r.noCases}
}

// Point is the rate of some reports.
func (r QualityRate) Point(q Quality) Point {
	n, d := r.of(q)
	num, den := int64(n), int64(d)
	return Point{State: StateReported, Num: &num, Den: &den, Display: displayOf(&num, &den, true, 0)}
}

// RuleCounts adds up how each rule fares, in the order of Rules; a rule without findings has a row of zeros.
func RuleCounts(counts []FindingCount) []RuleCount {
	sums := make([]RuleCount, len(Rules))
	place := map[string]int{}
	for i, r := range Rules {
		sums[i].Rule, place[r.ID] = r.ID, i
	}
	for _, c := range counts {
		if i, ok := place[c.Rule]; ok {
			sums[i].Pass, sums[i].Fail, sums[i].NotAssessable = sums[i].Pass+c.Pass, sums[i].Fail+c.Fail, sums[i].NotAssessable+c.NotAssessable
		}
	}
	return sums
}

// PassRate is the share of a rule's findings that passed, of those that could be judged.
func (c RuleCount) PassRate() Point {
	return QualityRates[len(QualityRates)-1].Point(Quality{Pass: c.Pass, Fail: c.Fail})
}
