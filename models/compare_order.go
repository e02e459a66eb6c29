package models

import (
	"cmp"
	"slices"
	"strings"
)

// Arrangement is an order of agencies.
type Arrangement string

// The arrangements. The official order (机构序列) is that of the comparison's agencies.
const (
	ByOrder Arrangement = "order"
	ByValue Arrangement = "value" // highest first
	ByName  Arrangement = "name"  // by pinyin, where the list of agencies has it
)

// Arrangements in the order they are offered.
var Arrangements = []Arrangement{ByOrder, ByValue, ByName}

// Arranged returns the comparison with its organs in another order; values are those of year. Backwards turns the order round, but what
// cannot be ranked stays at the end.
func (c Comparison) Arranged(by Arrangement, year int, backwards bool) Comparison {
	order := make([]int, len(c.Agencies))
	for i := range order {
		order[i] = i
	}
	last := len(order) // where the organs begin that stay at the end
	switch by {
	case ByName:
		slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(nameKey(c.Agencies[i]), nameKey(c.Agencies[j])) })
	case ByValue:
		ranked, unranked := c.Ranking(year)
		order, last = order[:0], len(ranked)
		for _, r := range append(ranked, unranked...) {
			order = append(order, c.index(r.Agency.ID))
		}
	}
	if backwards {
		slices.Reverse(order[:last])
	}
	arranged := c
	arranged.Agencies, arranged.Points = nil, nil
	for _, i := range order {
		arranged.Agencies, arranged.Points = append(arranged.Agencies, c.Agencies[i]), append(arranged.Points, c.Points[i])
	}
	return arranged
}

// Arranged returns the outcomes with their organs in another order; the value is the share disclosed in year, which suspect rows and
// those of few cases have no rank by.
func (t OutcomeTable) Arranged(by Arrangement, year int, backwards bool) OutcomeTable {
	return t.arranged(Subject{Ratio: true}, OutcomeRow.disclosed, by, year, backwards)
}

// ArrangedBySum is Arranged where the value is how many were concluded.
func (t OutcomeTable) ArrangedBySum(by Arrangement, year int, backwards bool) OutcomeTable {
	sum := func(r OutcomeRow) Point {
		if !r.Complete() {
			return Point{State: r.State}
		}
		return Point{State: StateReported, Number: &r.Sum, Display: DisplayOK}
	}
	return t.arranged(Subject{Unit: Pieces}, sum, by, year, backwards)
}

func (t OutcomeTable) arranged(s Subject, value func(OutcomeRow) Point, by Arrangement, year int, backwards bool) OutcomeTable {
	c := Comparison{Subject: s, Agencies: t.Agencies, Years: t.Years}
	place := map[string]int{}
	for i, rows := range t.Rows {
		points := make([]Point, len(rows))
		for j, r := range rows {
			points[j] = value(r)
			points[j].Flags |= r.Doubts
		}
		c.Points = append(c.Points, points)
		place[t.Agencies[i].ID] = i
	}
	arranged := t
	arranged.Agencies, arranged.Rows = nil, nil
	for _, a := range c.Arranged(by, year, backwards).Agencies {
		arranged.Agencies, arranged.Rows = append(arranged.Agencies, a), append(arranged.Rows, t.Rows[place[a.ID]])
	}
	return arranged
}

// nameKey sorts by pinyin, and by the name itself where there is none.
func nameKey(a Agency) string {
	if a.Pinyin != "" {
		return strings.ToLower(a.Pinyin)
	}
	return a.Name
}
