package models

import (
	"math/big"
	"slices"
	"strings"
)

// NoValue stands where there is no number. It is never 0.
const NoValue = "—"

var (
	markSuspect     = Label{"存疑", "suspect"}
	markSmall       = Label{"小样本", "few cases"}
	markZero        = Label{"推定", "implied"}
	markDerived     = Label{"推算", "derived"}
	markRevised     = Label{"修订", "revised"}
	markApproximate = Label{"约数", "approximate"}
	markInput       = Label{"缺数据", "incomplete"}
	markNotStated   = Label{"原文未写明", "not stated"}
	textBroken      = Label{"口径变化，不可比", "not comparable"}
)

var unitLabels = map[Unit]Label{
	Pieces: {"件", "items"}, Items: {"项", "items"}, Pages: {"条", "items"}, Wan: {"万元", "10,000 yuan"}, Yuan: {"元", "yuan"},
	PerHundred: {"件次/百件", "per 100"}, "": {"%", "%"},
}

// Label returns the unit's name for people. The unit of a percentage is "%".
func (u Unit) Label() Label { return unitLabels[u] }

// FormatNumber writes a scaled integer for people, with thousands separators and without trailing zeros: "96,171.6". Nil is "—".
// Chinese and English write numbers alike.
func FormatNumber(n *int64, decimals int, _ Lang) string {
	if n == nil {
		return NoValue
	}
	return separate(Decimal(*n, decimals))
}

// FormatRat writes an exact number for people with the given decimals, halves rounded away from zero.
func FormatRat(r *big.Rat, decimals int) string {
	if r == nil {
		return NoValue
	}
	s := r.FloatString(decimals)
	if strings.Trim(s, "-0.") == "" {
		s = strings.TrimPrefix(s, "-")
	}
	return separate(s)
}

// Percent writes num/den as a percentage with one decimal, worked out from the integers: "41.3%". It is "—" where den is 0.
func Percent(num, den int64) string {
	if den == 0 {
		return NoValue
	}
	return FormatRat(percent(num, den), 1) + "%"
}

// separate puts commas between the thousands of a plain decimal.
func separate(s string) string {
	sign := ""
	if rest, ok := strings.CutPrefix(s, "-"); ok {
		sign, s = "−", rest
	}
	whole, part, found := strings.Cut(s, ".")
	var b strings.Builder
	for i, d := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(d)
	}
	if found {
		b.WriteString("." + part)
	}
	return sign + b.String()
}

// Shown is a point as people read it.
type Shown struct {
	Text     string // "12,345", "41.3%", "3/7", "—", "未公布", "无办结件"
	Fraction string // of a percentage: "95/230"
	Mark     string // what to know about it: "存疑", "推定", "约数", "小样本", "原文空白"
	Revised  string // "修订" where it differs from the revision before, whether there is a number or not
	lang     Lang
}

// String puts the value and what to know about it on one line: "41.3%（95/230）", "0 推定", "— 原文空白". That it was revised is no
// part of it: a sentence tells what holds now.
func (s Shown) String() string {
	line := s.Text
	if s.Fraction != "" {
		line += bracketed(s.Fraction, s.lang)
	}
	if s.Mark != "" {
		line += " " + s.Mark
	}
	return line
}

// bracketed puts text in the brackets of a language.
func bracketed(text string, lang Lang) string {
	return Label{"（" + text + "）", " (" + text + ")"}.In(lang)
}

// Note is what stands beside the text, smaller: "95/230", "95/230 小样本", "推定", "存疑、修订".
func (s Shown) Note() string { return strings.TrimSpace(s.Fraction + " " + s.Marks()) }

// Marks is all there is to know about the text: Mark and Revised.
func (s Shown) Marks() string { return listed(s.lang, s.Mark, s.Revised) }

// ShowPoint renders a point in words, known, blank and unreadable alike. Every output uses it.
func ShowPoint(p Point, s Subject, lang Lang) Shown {
	show := showKnown
	if !p.Known() {
		show = showMissing
	}
	shown := show(p, s, lang)
	if p.Flags.Has(FlagRevised) {
		shown.Revised = markRevised.In(lang)
	}
	return shown
}

func showKnown(p Point, s Subject, lang Lang) Shown {
	sh := Shown{Mark: marksOf(p, lang), lang: lang}
	switch {
	case p.Number != nil:
		sh.Text = FormatNumber(p.Number, s.Decimals, lang)
	case *p.Den == 0:
		sh.Text = noCasesOf(s).In(lang)
	case *p.Den < FractionOnly:
		sh.Text = fraction(p, lang)
	default:
		sh.Text, sh.Fraction = ratioText(p.Value(s), s, lang), fraction(p, lang)
	}
	return sh
}

// FormatPoint is ShowPoint as a text and a note.
func FormatPoint(p Point, s Subject, lang Lang) (text, note string) {
	sh := ShowPoint(p, s, lang)
	return sh.Text, sh.Note()
}

// FormatValue writes an exact value of a subject, such as a median: a percentage with one decimal, a count with two at most.
func FormatValue(v *big.Rat, s Subject, lang Lang) string {
	if s.Ratio {
		return ratioText(v, s, lang)
	}
	return trimZeros(FormatRat(v, 2))
}

// ratioText writes a ratio: a percentage, or the plain number of a ratio per hundred.
func ratioText(percent *big.Rat, s Subject, lang Lang) string {
	text := FormatRat(percent, 1)
	if s.Unit == "" {
		text += "%"
	}
	return text
}

func fraction(p Point, lang Lang) string {
	return FormatNumber(p.Num, 0, lang) + "/" + FormatNumber(p.Den, 0, lang)
}

// marksOf lists what to know about a known point.
func marksOf(p Point, lang Lang) string {
	var marks []string
	add := func(yes bool, l Label) {
		if yes {
			marks = append(marks, l.In(lang))
		}
	}
	for _, d := range doubts {
		add(p.Flags.Has(d.flag), d.mark)
	}
	add(p.Num != nil && *p.Den >= FractionOnly && *p.Den < FullDisplay, markSmall)
	add(p.Flags.Has(FlagApproximate), markApproximate)
	if p.Number != nil { // what was implied in one of many figures of a ratio says little of the ratio
		add(p.Flags.Has(FlagZeroImplied) && *p.Number == 0, markZero)
		add(p.Flags.Has(FlagDerived), markDerived)
	}
	return listed(lang, marks...)
}

// listed joins the words that there are.
func listed(lang Lang, words ...string) string {
	words = slices.DeleteFunc(words, func(w string) bool { return w == "" })
	return strings.Join(words, Label{"、", ", "}.In(lang))
}

func showMissing(p Point, s Subject, lang Lang) Shown {
	l := missingText(p, s).In(lang)
	switch {
	case p.Display == DisplaySeriesBreak, p.State == StateNotReported, p.State == StateNotApplicable:
		return Shown{Text: l, lang: lang}
	}
	return Shown{Text: NoValue, Mark: l, lang: lang}
}

// missingText says why a point has no value.
func missingText(p Point, s Subject) Label {
	_, derived := IndicatorOf(s.Code)
	switch {
	case p.Display == DisplaySeriesBreak:
		return textBroken
	case p.State == StateNotReported, p.State == StateNotApplicable:
		return p.State.Label()
	case derived, p.AgencyID == "":
		return markInput
	case p.State == StateAbsent && inProse(s.Code):
		return markNotStated
	}
	return p.State.Label()
}

// inProse reports whether code is a measure that stands in no cell: a report that lacks it did not state it.
func inProse(code string) bool {
	m, ok := MeasureOf(code)
	return ok && !m.InTable()
}

func noCasesOf(s Subject) Label {
	if s.NoCases == (Label{}) {
		return noneConcluded
	}
	return s.NoCases
}

// Text tells the change as a part of a sentence: "较上年增加 3.2%", "较上年提高 2.1 个百分点", "由 0 增至 12 件", "口径变化，不可比". It is
// "" where the change is not known.
func (c YearChange) Text(lang Lang) string {
	amount := c.amount(lang)
	switch {
	case c.Kind == ChangeUnknown:
		return ""
	case c.Kind == ChangeBroken:
		return textBroken.In(lang)
	case c.Kind == ChangeFromZero:
		to := FormatNumber(&c.To, c.Decimals, lang) + unitAfter(c.Unit, lang)
		return Label{"由 0 增至 " + to, "up from 0 to " + to}.In(lang)
	case c.Sign() == 0:
		return Label{"与上年持平", "unchanged on the year before"}.In(lang)
	case c.tinyPoints():
		return Label{"较上年变化不足 0.1 个百分点", "changed by less than 0.1 percentage points on the year before"}.In(lang)
	case c.Kind == ChangePoints:
		verb := Label{"提高", "up"}
		if c.Sign() < 0 {
			verb = Label{"降低", "down"}
		}
		return Label{"较上年" + verb.Zh + " " + amount, verb.En + " " + amount + " on the year before"}.In(lang)
	}
	verb := Label{"增加", "up"}
	if c.Sign() < 0 {
		verb = Label{"减少", "down"}
	}
	return Label{"较上年" + verb.Zh + " " + amount, verb.En + " " + amount + " on the year before"}.In(lang)
}

// Short tells the change in a table: "+3.2%", "−2.1 个百分点", "+3 件", "由 0 增至 12 件", "口径变化，不可比", and "—" where it is not known.
func (c YearChange) Short(lang Lang) string {
	switch {
	case c.Kind == ChangeUnknown:
		return NoValue
	case c.Kind == ChangeBroken, c.Kind == ChangeFromZero, c.Sign() == 0:
		return c.Text(lang)
	case c.tinyPoints():
		return Label{"不足 0.1 个百分点", "under 0.1 percentage points"}.In(lang)
	case c.Sign() > 0:
		return "+" + c.amount(lang)
	}
	return "−" + c.amount(lang)
}

// tinyPoints reports whether a rate changed, but by less than one decimal shows.
func (c YearChange) tinyPoints() bool {
	return c.Kind == ChangePoints && c.Unit == "" && c.Rate != nil && FormatRat(new(big.Rat).Abs(c.Rate), 1) == "0.0"
}

// amount is how much the value changed, without a sign. A change too small for one decimal of a percentage is told as a difference.
func (c YearChange) amount(lang Lang) string {
	if c.Rate != nil {
		rate := FormatRat(new(big.Rat).Abs(c.Rate), 1)
		switch {
		case c.Kind == ChangePoints && c.Unit != "":
			return rate
		case c.Kind == ChangePoints:
			return rate + Label{" 个百分点", " percentage points"}.In(lang)
		case rate != "0.0":
			return rate + "%"
		}
	}
	difference := new(big.Int).Sub(big.NewInt(c.To), big.NewInt(c.From))
	exact := new(big.Rat).SetFrac(difference.Abs(difference), big.NewInt(scale(c.Decimals)))
	return separate(trimZeros(exact.FloatString(c.Decimals))) + unitAfter(c.Unit, lang)
}

// trimZeros drops the zeros at the end of a decimal fraction.
func trimZeros(s string) string {
	if !strings.Contains(s, ".") {
		return s
	}
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

// unitAfter is the unit as it follows a number in a sentence.
func unitAfter(u Unit, lang Lang) string {
	if lang == En && slices.Contains([]Unit{Pieces, Items, Pages}, u) {
		return ""
	}
	if lang == En && u == Wan { // its name begins with a number
		return " × " + u.Label().En
	}
	return " " + u.Label().In(lang)
}

// FormatCoverage tells how many organs a total is of: "22/24 个机关".
func FormatCoverage(have, of int, lang Lang) string {
	h, o := int64(have), int64(of)
	return FormatNumber(&h, 0, lang) + "/" + FormatNumber(&o, 0, lang) + Label{" 个机关", " agencies"}.In(lang)
}
