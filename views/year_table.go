package views

import (
	"slices"

	"gongkai/models"
)

// YearTable is the agencies of one year by subject. The comparisons are of the same agencies.
func YearTable(year int, cs []models.Comparison, lang models.Lang) Table {
	return subjectTable(phrase(lang, "%d 年各机关主要数据", year), year, cs, nil, lang)
}

// YearSort is the order of a year's table: by "order" (机构序列), by "name", or by the code of a subject.
type YearSort struct {
	By        string
	Backwards bool
}

// String writes the order as in the address: "name", "-applications.received".
func (s YearSort) String() string {
	if s.Backwards {
		return "-" + s.By
	}
	return s.By
}

// YearSorts are the orders that a table of subjects can stand in, as in the address, the first being the default.
func YearSorts(list []models.Subject) []string {
	orders := []string{string(models.ByOrder), string(models.ByName), "-" + string(models.ByName)}
	for _, s := range list {
		orders = append(orders, s.Code, "-"+s.Code)
	}
	return orders
}

// SortedYearTable is YearTable in an order that its heads lead to: a subject's first from high to low, then from low to high, then back to
// the official order. What cannot be ranked stands at the end. href makes the address of each order, "" being the default.
func SortedYearTable(year int, cs []models.Comparison, s YearSort, href func(order string) string, lang models.Lang) Table {
	if len(cs) == 0 {
		return YearTable(year, cs, lang)
	}
	of, by := cs[0], models.Arrangement(s.By)
	if i := slices.IndexFunc(cs, func(c models.Comparison) bool { return c.Subject.Code == s.By }); i >= 0 {
		of, by = cs[i], models.ByValue
	}
	t := subjectTableIn(of.Arranged(by, year, s.Backwards).Agencies, phrase(lang, "%d 年各机关主要数据", year), year, cs, nil, lang)
	t.Sortable = false
	for i := range t.Head[0].Cells {
		c, own, falling := &t.Head[0].Cells[i], string(models.ByName), false
		if i > 0 {
			own, falling = cs[i-1].Subject.Code, true
		}
		next := own
		switch {
		case s.By == own && s.Backwards:
			next = ""
		case s.By == own:
			next = "-" + own
		}
		if c.Href = href(next); s.By == own {
			c.Sorted = "ascending"
			if falling != s.Backwards {
				c.Sorted = "descending"
			}
			c.Mark = map[string]string{"ascending": "↑", "descending": "↓"}[c.Sorted]
		}
	}
	return t
}
