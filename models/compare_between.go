package models

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
)

// Changed is how an organ's value went from one year to another, which need not be the next.
type Changed struct {
	Agency   Agency
	From, To Point
	Change   YearChange
}

// Told reports whether the change may be told, ranked and counted: both values are there, comparable and not suspect.
func (x Changed) Told() bool {
	return x.Change.Kind != ChangeUnknown && x.Change.Kind != ChangeBroken && !x.Change.Suspect
}

// Between lays out how each organ's value went from one year to another, in the order of the agencies. Organs that owed no report in
// either year are left out. A merger or split after the first year makes a change ChangeBroken. It is nil where one of the years is
// not among Years.
func (c Comparison) Between(from, to int) []Changed {
	i, j := c.YearIndex(from), c.YearIndex(to)
	if i < 0 || j < 0 {
		return nil
	}
	var all []Changed
	for n, a := range c.Agencies {
		x := Changed{Agency: a, From: c.Points[n][i], To: c.Points[n][j]}
		if x.From.owesNone() && x.To.owesNone() {
			continue
		}
		broken := slices.ContainsFunc(c.Breaks, func(b Break) bool { return b.AgencyID == a.ID && from < b.Year && b.Year <= to })
		x.Change = ChangeBetween(x.From, x.To, c.Subject, broken)
		all = append(all, x)
	}
	return all
}

// ByChange orders changes by their size, the largest first whichever way it went. Those that cannot be told follow as they were.
func ByChange(list []Changed) []Changed {
	sorted := slices.Clone(list)
	slices.SortStableFunc(sorted, func(x, y Changed) int {
		switch {
		case x.Told() && y.Told():
			return y.Change.size().Cmp(x.Change.size())
		case x.Told():
			return -1
		case y.Told():
			return 1
		}
		return 0
	})
	return sorted
}

// size is by how much the value changed, in the subject's unit or percentage points; 0 where that is not known.
func (c YearChange) size() *big.Rat {
	switch c.Kind {
	case ChangeUnknown, ChangeBroken:
		return new(big.Rat)
	case ChangePoints:
		return new(big.Rat).Abs(c.Rate)
	}
	difference := new(big.Int).Sub(big.NewInt(c.To), big.NewInt(c.From))
	return new(big.Rat).SetFrac(difference.Abs(difference), big.NewInt(scale(c.Decimals)))
}

// Difference tells a change as a signed amount without the unit of counts: "+18", "−2.1 个百分点", "0", "口径变化，不可比", and "—" where it
// is not known.
func (c YearChange) Difference(lang Lang) string {
	switch {
	case c.Kind == ChangeUnknown:
		return NoValue
	case c.Kind == ChangeBroken:
		return textBroken.In(lang)
	case c.Kind == ChangePoints && c.Unit == "":
		return c.Signed() + Label{" 个百分点", " points"}.In(lang)
	}
	return c.Signed()
}

// Signed is the difference as a number with its sign, percentage points with one decimal: "+18", "−2.1"; "—" where it is not known or
// may not be told.
func (c YearChange) Signed() string {
	if c.Kind == ChangeUnknown || c.Kind == ChangeBroken {
		return NoValue
	}
	text := separate(trimZeros(c.size().FloatString(c.Decimals)))
	if c.Kind == ChangePoints {
		text = FormatRat(c.size(), 1)
	}
	switch {
	case text == "0" || text == "0.0":
		return text
	case c.Sign() < 0:
		return "−" + text
	}
	return "+" + text
}

// BetweenHeadline tells how organs changed from one year to another: of those with the given ids each by its values, else how many
// went up and down. Of a count it names the one that changed most: "2020 年至 2025 年，新收政府信息公开申请增加的机关 12 个，减少的 7 个，
// 持平的 1 个；变化最大的是区公安局（52 件，+18）".
func (c Comparison) BetweenHeadline(agencyIDs []string, from, to int, lang Lang) string {
	list := c.Between(from, to)
	name := c.Subject.Phrase(lang)
	if len(agencyIDs) > 0 {
		var parts []string
		for _, x := range list {
			if slices.Contains(agencyIDs, x.Agency.ID) {
				parts = append(parts, c.changedText(x, lang))
			}
		}
		if len(parts) > 0 {
			return upperFirst(sentence(lang, "%d 年至 %d 年%s：%s", "%[3]s, %[1]d to %[2]d: %[4]s", from, to, name, strings.Join(parts, Label{"；", "; "}.In(lang))))
		}
	}
	up, down, same := 0, 0, 0
	for _, x := range list {
		switch {
		case !x.Told():
		case x.Change.Sign() > 0:
			up++
		case x.Change.Sign() < 0:
			down++
		default:
			same++
		}
	}
	if up+down+same == 0 {
		return c.prefix(lang) + sentence(lang, "%d 年和 %d 年没有可以相比的“%s”数据", "No agency has comparable figures for %[3]s in %[1]d and %[2]d", from, to, name)
	}
	text := sentence(lang, "%d 年至 %d 年，%s增加的机关 %d 个，减少的 %d 个，持平的 %d 个", "From %d to %d, %s went up at %d [agency|agencies], down at %d, and stayed the same at %d",
		from, to, name, up, down, same)
	if c.Subject.Ratio && lang != En {
		text = fmt.Sprintf("%d 年至 %d 年，%s提高的机关 %d 个，降低的 %d 个，持平的 %d 个", from, to, name, up, down, same)
	}
	most := ByChange(list)
	if c.Subject.Ratio || most[0].Change.Sign() == 0 || len(most) > 1 && most[1].Told() && most[1].Change.size().Cmp(most[0].Change.size()) == 0 {
		return c.prefix(lang) + text
	}
	value := strings.TrimSpace(c.Subject.valueText(most[0].To, lang))
	return c.prefix(lang) + text + sentence(lang, "；变化最大的是%s（%s，%s）", "; the largest change was at %s (%s, %s)", most[0].Agency.NameIn(to), value, most[0].Change.Difference(lang))
}

// changedText is one organ's two values: "区教育局由 52 件到 70 件（+18）".
func (c Comparison) changedText(x Changed, lang Lang) string {
	value := func(p Point) string {
		if !p.Known() {
			return missingText(p, c.Subject).In(lang)
		}
		text := strings.TrimSpace(c.Subject.valueText(p, lang))
		if p.Doubtful() {
			text += bracketed(p.Flags.DoubtMark(lang), lang)
		}
		return text
	}
	text := fmt.Sprintf(Label{"%s由%s到%s", "%s from %s to %s"}.In(lang), x.Agency.NameIn(x.To.Year), spaced(value(x.From), lang), spaced(value(x.To), lang))
	if x.Change.Kind == ChangeUnknown || x.Change.Suspect {
		return text
	}
	return text + bracketed(x.Change.Difference(lang), lang)
}

// spaced sets a number apart from the Chinese before it.
func spaced(text string, lang Lang) string {
	if lang != En && text != "" && text[0] < 0x80 {
		return " " + text
	}
	return text
}
