package models

import (
	"slices"
	"strings"
)

// Kind is what sort of organ an agency is; peers are agencies of one kind.
type Kind string

// The kinds, in the official order of a district's list.
const (
	KindGovernment  Kind = "政府本级"
	KindDepartment  Kind = "政府组成部门"
	KindSubordinate Kind = "直属机构"
	KindDispatched  Kind = "派出机构"
	KindSubdistrict Kind = "街道"
	KindTown        Kind = "镇乡"
	KindOther       Kind = "其他"
)

// Kinds in order.
var Kinds = []Kind{KindGovernment, KindDepartment, KindSubordinate, KindDispatched, KindSubdistrict, KindTown, KindOther}

var kindLabels = map[Kind]string{KindGovernment: "Government", KindDepartment: "Departments", KindSubordinate: "Directly affiliated agencies",
	KindDispatched: "Dispatched agencies", KindSubdistrict: "Subdistricts", KindTown: "Towns and townships", KindOther: "Other"}

// Label returns the kind's name for people.
func (k Kind) Label() Label { return Label{string(k), kindLabels[k]} }

// Agency is an organ that owes reports. Its identity is stable; its names are dated.
type Agency struct {
	ID       string `gorm:"primaryKey"` // letter-prefixed, so that Excel keeps it text: "a-mzj"
	Position int    // in the official order (机构序列), from 1
	Kind     Kind
	Name     string       // the current name
	NameEn   string       // in English, without the district; may be empty
	Pinyin   string       // initials and sort key, as the office writes it; may be empty
	Names    []AgencyName // former names and aliases
	Owes     []Obligation // the years it owes a report
	Exempt   []Exemption  // the years it owes none that one might expect, with the reason
}

// AgencyName is a former name or an alias of an agency, besides its current name.
type AgencyName struct {
	AgencyID string `gorm:"primaryKey"`
	Name     string `gorm:"primaryKey"`
	Alias    bool   // a short or longer form, rather than a name the agency once bore
	Since    string // ISO date of the first day, "" if not known
	Until    string // ISO date of the last day, "" if not known
}

// Obligation is the fact that an agency owes a report for a year.
type Obligation struct {
	AgencyID string `gorm:"primaryKey"`
	Year     int    `gorm:"primaryKey;autoIncrement:false"`
}

// Exemption says why an agency owes no report for a year. It is public.
type Exemption struct {
	AgencyID string `gorm:"primaryKey"`
	Year     int    `gorm:"primaryKey;autoIncrement:false"`
	Reason   string
}

// SuccessionKind is what happened to an agency.
type SuccessionKind string

// The kinds of succession. Trends continue over a rename, and break, labelled, at the others.
const (
	Renamed   SuccessionKind = "renamed"
	Merged    SuccessionKind = "merged"
	Split     SuccessionKind = "split"
	Abolished SuccessionKind = "abolished"
)

var successionLabels = map[SuccessionKind]Label{Renamed: {"更名", "renamed"}, Merged: {"并入", "merged into"}, Split: {"拆分", "split into"}, Abolished: {"撤销", "abolished"}}

// Label returns the kind's name for people.
func (k SuccessionKind) Label() Label { return successionLabels[k] }

// Succession records that an agency's duties passed to another on a day.
type Succession struct {
	PredecessorID string         `gorm:"primaryKey"`
	SuccessorID   string         `gorm:"primaryKey"` // equal to PredecessorID for Renamed, "" for Abolished
	Kind          SuccessionKind `gorm:"primaryKey"`
	On            string         `gorm:"primaryKey;column:happened_on"` // ISO date
}

// OwesIn reports whether the agency owes a report for year.
func (a Agency) OwesIn(year int) bool {
	return slices.ContainsFunc(a.Owes, func(o Obligation) bool { return o.Year == year })
}

// ExemptIn returns why the agency owes no report for year, "" if nothing is said of it.
func (a Agency) ExemptIn(year int) string {
	i := slices.IndexFunc(a.Exempt, func(e Exemption) bool { return e.Year == year })
	if i < 0 {
		return ""
	}
	return a.Exempt[i].Reason
}

// NameIn returns the name the agency bore at the end of year: a former name until its last day, then the current one.
func (a Agency) NameIn(year int) string {
	day := isoDate(year, 12, 31)
	for _, n := range a.Names {
		if !n.Alias && n.Until != "" && n.Until >= day && (n.Since == "" || n.Since <= day) {
			return n.Name
		}
	}
	return a.Name
}

// In returns the agency for pages in a language: under its English name if it has one, its own becoming an alias.
func (a Agency) In(lang Lang) Agency {
	if lang != En || a.NameEn == "" {
		return a
	}
	a.Names = append(slices.Clone(a.Names), AgencyName{AgencyID: a.ID, Name: a.Name, Alias: true})
	a.Name = a.NameEn
	return a
}

// Called reports whether name is the agency's current or a former name or an alias, white space aside.
func (a Agency) Called(name string) bool {
	name = squeeze(name)
	return squeeze(a.Name) == name || slices.ContainsFunc(a.Names, func(n AgencyName) bool { return squeeze(n.Name) == name })
}

// FindAgency returns the agency called name. A longer form that ends in exactly one agency's name or alias, such as
// "淮安市洪泽区人民政府" for "洪泽区人民政府", finds it too.
func FindAgency(agencies []Agency, name string) (Agency, bool) {
	for _, a := range agencies {
		if a.Called(name) {
			return a, true
		}
	}
	var found []Agency
	for _, a := range agencies {
		if endsInNameOf(squeeze(name), a) {
			found = append(found, a)
		}
	}
	if len(found) == 1 {
		return found[0], true
	}
	return Agency{}, false
}

// endsInNameOf reports whether name is a name of the agency after the name of a higher place ("…省", "…市").
func endsInNameOf(name string, a Agency) bool {
	names := []string{a.Name}
	for _, n := range a.Names {
		names = append(names, n.Name)
	}
	for _, n := range names {
		if rest, ok := strings.CutSuffix(name, squeeze(n)); ok && (strings.HasSuffix(rest, "省") || strings.HasSuffix(rest, "市") || strings.HasSuffix(rest, "自治区")) {
			return true
		}
	}
	return false
}

// NearestAgencies returns at most n agencies whose names are most like name, best first.
func NearestAgencies(agencies []Agency, name string, n int) []Agency {
	name = squeeze(name)
	type scored struct {
		a Agency
		d int
	}
	var s []scored
	for _, a := range agencies {
		best := EditDistance(name, squeeze(a.Name))
		for _, x := range a.Names {
			best = min(best, EditDistance(name, squeeze(x.Name)))
		}
		s = append(s, scored{a, best})
	}
	slices.SortStableFunc(s, func(x, y scored) int { return x.d - y.d })
	var out []Agency
	for _, x := range s[:min(n, len(s))] {
		out = append(out, x.a)
	}
	return out
}

// EditDistance is the number of characters to insert, delete or replace to make a into b.
func EditDistance(a, b string) int {
	var xs, ys [40]rune // on the stack, as long as any label
	var rows [41]int
	x, y := appendRunes(xs[:0], a), appendRunes(ys[:0], b)
	row := rows[:0]
	for j := range len(y) + 1 {
		row = append(row, j)
	}
	for i := range x {
		diagonal := row[0]
		row[0] = i + 1
		for j := range y {
			cost := diagonal
			if x[i] != y[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, diagonal+1)
		}
	}
	return row[len(y)]
}

func appendRunes(to []rune, s string) []rune {
	for _, r := range s {
		to = append(to, r)
	}
	return to
}

// squeeze removes white space, ideographic spaces included.
func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }
