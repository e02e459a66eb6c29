package charts

import (
	"encoding/json"
	"math/big"
	"slices"
	"strings"

	"gongkai/models"
)

// Options say what to draw of a comparison, the same for all kinds of charts.
type Options struct {
	ID    string // unique on the page; "" for the kind's name
	Lang  models.Lang
	Title string   // the finding, if the caller has a better one
	Year  int      // of a chart of one year; 0 for the last
	From  int      // the earlier year of a chart of two; 0 for the first
	Focus []string // ids of agencies to set apart, at most MaxHighlights are
	Sort  Order
	Mode  Mode // of outcomes
	Scale Scale
	Bars  bool // a chart of one year has bars for counts on a linear scale, in place of dots
	Alone bool // what is highlighted is drawn with the median and quartiles, without the other agencies
	Limit int  // how many rows a chart of changes has at most; 0 for all
}

// Order is the order of agencies in a chart of one year.
type Order string

// The orders. The official one (机构序列) is the order of the comparison's agencies.
const (
	OrderOfficial Order = ""
	OrderValue    Order = "value" // highest first, what cannot be ranked at the end
)

// Mode is whether outcomes are drawn as shares or as counts.
type Mode string

// The modes.
const (
	ModeShare Mode = ""
	ModeCount Mode = "count"
)

// id returns the chart's id.
func (o Options) id(k Kind) string {
	if o.ID != "" {
		return o.ID
	}
	return string(k)
}

// focus returns at most MaxHighlights ids.
func (o Options) focus() []string { return o.Focus[:min(len(o.Focus), MaxHighlights)] }

// rank returns the place of an agency among the highlighted ones, -1 if it is not.
func (o Options) rank(agencyID string) int { return slices.Index(o.focus(), agencyID) }

// yearOf returns the year to draw: the one asked for, or the last.
func (o Options) yearOf(years []int) int {
	if o.Year != 0 || len(years) == 0 {
		return o.Year
	}
	return years[len(years)-1]
}

// in picks the words of the language.
func (o Options) in(zh, en string) string { return models.Label{Zh: zh, En: en}.In(o.Lang) }

// plot returns the number to draw at a point, in the subject's unit or percent, and false where nothing may be drawn: no value, or
// a ratio of fewer cases than a percentage is given for.
func plot(p models.Point, s models.Subject) (json.Number, bool) {
	if !p.Known() || p.Den != nil && *p.Den < models.FractionOnly {
		return "", false
	}
	return exact(p.Value(s)), true
}

// exact writes a value with as many decimals as amounts have, without trailing zeros.
func exact(v *big.Rat) json.Number {
	s := v.FloatString(6)
	s = strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
	if s == "-0" || s == "" {
		s = "0"
	}
	return json.Number(s)
}

// hollow reports whether a point is drawn as an outline: suspect, or a ratio of few cases.
func hollow(p models.Point) bool {
	return p.Doubtful() || p.Den != nil && *p.Den < models.FullDisplay
}

// tip describes a point of an agency for the tooltip.
func (o Options) tip(name string, year int, p models.Point, s models.Subject) *Tip {
	sh := models.ShowPoint(p, s, o.Lang)
	t := &Tip{Name: name, Year: yearText(year), Text: sh.Text, Note: sh.Note(), State: string(p.State), Href: o.Lang.Path(p.Href())}
	if p.AgencyID == "" {
		t.Href = ""
	}
	if p.Number != nil {
		t.Text = o.withUnit(sh.Text, s.Unit)
	}
	return t
}

// withUnit puts the unit behind a number.
func (o Options) withUnit(number string, u models.Unit) string {
	unit := u.Label().In(o.Lang)
	if o.Lang == models.En && u != models.Wan && u != models.Yuan {
		return number
	}
	return number + " " + unit
}
