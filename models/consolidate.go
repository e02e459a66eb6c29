package models

import (
	"slices"
	"strings"
)

// Exclusion leaves an organ out of a consolidated report, with the reason that is given for it.
type Exclusion struct {
	Year     int    `gorm:"primaryKey;autoIncrement:false"`
	AgencyID string `gorm:"primaryKey"`
	Reason   string
}

// Contribution is what one organ brings to one cell of a consolidated report.
type Contribution struct {
	Agency Agency
	Figure Figure // StateNotReported without a report; StateNotApplicable where its edition has no such cell
	Value  *int64 // what is added; nil if it is not known
}

// ConsolidatedCell is a cell of the form with the sum over the organs included, and what the government printed in it.
type ConsolidatedCell struct {
	Key   Key
	Sum   int64          // of what is known: the whole, or at least so much
	Have  int            // organs whose figure is known
	Parts []Contribution // of every organ included, in the official order
	Own   *Figure        // the same cell of the government's report on its territory; nil without such a report or cell
}

// Complete reports whether the sum is the whole: every organ's figure is known.
func (c ConsolidatedCell) Complete() bool { return c.Have == len(c.Parts) }

// Known reports whether there is anything to show: the whole, or a part of it.
func (c ConsolidatedCell) Known() bool { return c.Have > 0 }

// Suspect counts the parts that failed a relation.
func (c ConsolidatedCell) Suspect() int {
	n := 0
	for _, p := range c.Parts {
		if p.Value != nil && p.Figure.Flags.Has(FlagSuspect) {
			n++
		}
	}
	return n
}

// Text is the sum as a plain decimal, "" if nothing is known of it.
func (c ConsolidatedCell) Text() string {
	if !c.Known() {
		return ""
	}
	m, _ := MeasureOf(c.Key.Measure)
	return Decimal(c.Sum, m.Decimals())
}

// Difference is the government's figure less the sum; false unless both are known and the sum is complete.
func (c ConsolidatedCell) Difference() (int64, bool) {
	if c.Own == nil || !c.Own.Usable() || !c.Complete() || !c.Known() {
		return 0, false
	}
	return *c.Own.Number - c.Sum, true
}

// BlockerKind is why a consolidated report is not ready.
type BlockerKind string

// The kinds of blockers, in the order they are listed.
const (
	BlockMissing    BlockerKind = "missing"     // an organ has no report
	BlockSuspect    BlockerKind = "suspect"     // figures failed a relation
	BlockUnknown    BlockerKind = "unknown"     // cells are blank, absent or unreadable
	BlockEdition    BlockerKind = "edition"     // a report is in the form of another edition
	BlockOneLine    BlockerKind = "one_line"    // 其他处理 is one line where the form has three
	BlockUnverified BlockerKind = "unverified"  // figures were read with a guess
	BlockScope      BlockerKind = "scope"       // the government's report says that it speaks for itself alone
	BlockNotOwed    BlockerKind = "not_owed"    // a report of an organ that owes none
	BlockExcluded   BlockerKind = "excluded"    // left out, with a reason
	BlockSuccession BlockerKind = "succession"  // merged or split in the year
	BlockOwnOffice  BlockerKind = "own_office"  // the government's office may be counted with its government and by itself
	BlockRules      BlockerKind = "rules"       // 规章, which no district may issue
	BlockSubdivided BlockerKind = "subdistrict" // subdistricts and towns are included
	BlockReview     BlockerKind = "review"      // cases that the government itself decided
)

// Blocker is something to settle before a consolidated report is final. Agency is empty where it is about no single organ, Count is
// how many cells or organs it is about, and Keys are the first of them.
type Blocker struct {
	Kind   BlockerKind
	Agency Agency
	Other  Agency // the other organ of a succession, or the government's office
	Count  int
	Keys   []Key
	Reason string // of an exclusion
	Advice bool   // a question to settle rather than something that is wrong
}

// Consolidation is the three statutory tables of a district for a year, each cell the sum of its organs.
type Consolidation struct {
	Year     int
	Edition  Edition
	Owing    []Agency           // the organs that the report is to be made of
	Included []Agency           // those of them with a report that is not excluded
	Cells    []ConsolidatedCell // tables two to four in the form's order
	Releases ConsolidatedCell   // 发布信息条数, which is in the text
	Own      *ReportHead        // the government's own report on its territory, nil if there is none
	Blockers []Blocker
	byKey    map[Key]int
}

// Cell returns the cell of a key.
func (c Consolidation) Cell(k Key) (ConsolidatedCell, bool) {
	if k == c.Releases.Key {
		return c.Releases, true
	}
	i, ok := c.byKey[k]
	if !ok {
		return ConsolidatedCell{}, false
	}
	return c.Cells[i], true
}

// CellAt returns the cell at a place of the form: "t3.r06.c7".
func (c Consolidation) CellAt(place string) (ConsolidatedCell, bool) {
	for _, x := range append([]ConsolidatedCell{c.Releases}, c.Cells...) {
		if x.Key.Place(c.Edition) == place {
			return x, true
		}
	}
	return ConsolidatedCell{}, false
}

// organReport is one report with its figures at hand.
type organReport struct {
	head    ReportHead
	figures map[Key]Figure
	oneLine bool // 其他处理 stands as one line
}

// Consolidate sums the reports of a year up, in the form that is due for it. An organ is whoever owes a report or made one; a report
// on a whole territory is never added to it, but shown beside the sums. A government's report on its own level counts as one organ.
// What an organ has not reported, left blank or reported in another form stays unknown, and makes the sums it belongs to incomplete.
func Consolidate(year int, agencies []Agency, heads []ReportHead, observed []Observation, successions []Succession, excluded []Exclusion) Consolidation {
	c := Consolidation{Year: year, Edition: EditionDue(year), byKey: map[Key]int{}}
	reports := map[string]organReport{}
	for _, h := range heads {
		if h.Year == year {
			reports[h.AgencyID] = organReport{head: h, figures: map[Key]Figure{}}
		}
	}
	for _, o := range observed {
		if r, ok := reports[o.AgencyID]; ok && o.Year == year {
			r.figures[o.Key()] = o.Figure
		}
	}
	for id, r := range reports {
		_, one := r.figures[Key{"applications." + LineOther, ApplicantTotal}]
		r.oneLine = one || r.head.Edition == Edition2019
		reports[id] = r
	}
	var territory organReport
	for _, a := range agencies {
		r, ok := reports[a.ID]
		switch {
		case ok && r.head.Scope == ScopeTerritory:
			if c.Own == nil {
				territory, c.Own = r, &r.head
			}
			continue
		case !ok && !a.OwesIn(year), !ok && a.Kind == KindGovernment:
			continue
		}
		if i := slices.IndexFunc(excluded, func(x Exclusion) bool { return x.Year == year && x.AgencyID == a.ID }); i >= 0 {
			c.Blockers = append(c.Blockers, Blocker{Kind: BlockExcluded, Agency: a, Count: 1, Reason: excluded[i].Reason, Advice: true})
			continue
		}
		c.Owing = append(c.Owing, a)
		if ok {
			c.Included = append(c.Included, a)
		}
	}
	sum := func(k Key) ConsolidatedCell {
		x := ConsolidatedCell{Key: k}
		for _, a := range c.Owing {
			p := Contribution{Agency: a, Figure: Figure{Measure: k.Measure, Applicant: k.Applicant, State: StateNotReported}}
			if r, ok := reports[a.ID]; ok {
				p.Figure, p.Value = r.part(k)
			}
			if p.Value != nil {
				x.Sum, x.Have = x.Sum+*p.Value, x.Have+1
			}
			x.Parts = append(x.Parts, p)
		}
		if c.Own != nil {
			if f, _ := territory.part(k); f.State != StateNotApplicable {
				x.Own = &f
			}
		}
		return x
	}
	for _, k := range Cells(c.Edition, false) {
		c.byKey[k] = len(c.Cells)
		c.Cells = append(c.Cells, sum(k))
	}
	c.Releases = sum(Key{Measure: "releases.total"})
	c.block(reports, successions)
	return c
}

// part is what a report says of a cell of the form that is due, and the value that it adds. A measure that its edition does not have
// is never taken from another one. The group 其他处理 is the same in both editions: its one line is the sum of the three, and a line
// of 0 leaves 0 for each.
func (r organReport) part(k Key) (Figure, *int64) {
	if f, ok := r.figures[k]; ok {
		if f.Usable() {
			return f, f.Number
		}
		return f, nil
	}
	f := Figure{Measure: k.Measure, Applicant: k.Applicant, State: StateAbsent}
	line, isLine := strings.CutPrefix(k.Measure, "applications.")
	switch {
	case isLine && strings.HasPrefix(line, LineOther+".") && r.oneLine:
		one := r.figures[Key{"applications." + LineOther, k.Applicant}]
		if one.Usable() && *one.Number == 0 {
			f.Number, f.State, f.Flags, f.Raw, f.Where = new(int64), one.State, one.Flags, one.Raw, one.Where
			return f, f.Number
		}
		f.State = StateNotApplicable
	case isLine && line == LineOther && !r.oneLine:
		total := int64(0)
		for _, l := range linesWithThreeOther {
			if l.Group != LineOther {
				continue
			}
			x := r.figures[Key{"applications." + l.Code, k.Applicant}]
			if !x.Usable() {
				return f, nil
			}
			total += *x.Number
			f.Flags |= x.Flags &^ (FlagZeroImplied | FlagDerived)
		}
		f.Number, f.Flags = &total, f.Flags|FlagDerived
		return f, f.Number
	default:
		if m, ok := MeasureOf(k.Measure); ok && !m.In(r.head.Edition) {
			f.State = StateNotApplicable
		}
	}
	return f, nil
}

// Figures are the sums as figures of a report: unknown ones are blank, incomplete ones are printed with the words that say so.
func (c Consolidation) Figures(lang Lang) []Figure {
	var fs []Figure
	for _, x := range c.Cells {
		f := Figure{Measure: x.Key.Measure, Applicant: x.Key.Applicant, State: StateBlank}
		if x.Known() {
			n := x.Sum
			f.Number, f.State, f.Raw = &n, StateReported, x.Text()
			if !x.Complete() {
				f.Raw = Label{"至少 ", "at least "}.In(lang) + f.Raw
			}
		}
		fs = append(fs, f)
	}
	return fs
}
