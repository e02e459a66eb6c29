package models

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
)

// AgencyList is the whole list of agencies, with what became of them. Whatever is done to agencies makes a new list of an old one; what
// differs between the two is what is previewed, kept, entered in the audit and taken back.
type AgencyList struct {
	Agencies    []Agency
	Successions []Succession
}

// Find returns the agency of an id.
func (l AgencyList) Find(id string) (Agency, bool) {
	i := slices.IndexFunc(l.Agencies, func(a Agency) bool { return a.ID == id })
	if i < 0 {
		return Agency{}, false
	}
	return l.Agencies[i], true
}

// Name is an agency's current name, its id if there is no such agency.
func (l AgencyList) Name(id string) string {
	if a, ok := l.Find(id); ok {
		return a.Name
	}
	return id
}

// With returns the list with an agency in it, a new one or another state of one that is there, at the place that it asks for: whoever
// stands between its old place and its new one moves by one.
func (l AgencyList) With(a Agency) AgencyList {
	list := slices.Clone(l.Agencies)
	i := slices.IndexFunc(list, func(x Agency) bool { return x.ID == a.ID })
	if a.Position < 1 {
		a.Position = 1
		for _, x := range list {
			a.Position = max(a.Position, x.Position+1)
		}
	}
	taken := slices.ContainsFunc(list, func(x Agency) bool { return x.ID != a.ID && x.Position == a.Position })
	for j := range list {
		p := &list[j].Position
		switch {
		case j == i || !taken:
		case (i < 0 || a.Position < list[i].Position) && *p >= a.Position && (i < 0 || *p < list[i].Position):
			*p++
		case i >= 0 && a.Position > list[i].Position && *p > list[i].Position && *p <= a.Position:
			*p--
		}
	}
	if i < 0 {
		list = append(list, a)
	} else {
		list[i] = a
	}
	slices.SortStableFunc(list, byPlace)
	return AgencyList{list, l.Successions}
}

func byPlace(a, b Agency) int { return cmp.Or(a.Position-b.Position, strings.Compare(a.ID, b.ID)) }

// Without returns the list without an agency and its successions.
func (l AgencyList) Without(id string) AgencyList {
	return AgencyList{slices.DeleteFunc(slices.Clone(l.Agencies), func(a Agency) bool { return a.ID == id }),
		slices.DeleteFunc(slices.Clone(l.Successions), func(s Succession) bool { return s.PredecessorID == id || s.SuccessorID == id })}
}

// Years are the years that somebody owes a report for, from the first to the last.
func (l AgencyList) Years() (first, last int) {
	for _, a := range l.Agencies {
		for _, o := range a.Owes {
			if first == 0 || o.Year < first {
				first = o.Year
			}
			last = max(last, o.Year)
		}
	}
	return first, last
}

// Ended returns what ended an agency: it was merged into another one, or abolished.
func (l AgencyList) Ended(id string) (Succession, bool) {
	i := slices.IndexFunc(l.Successions, func(s Succession) bool {
		return s.PredecessorID == id && (s.Kind == Merged || s.Kind == Abolished)
	})
	if i < 0 {
		return Succession{}, false
	}
	return l.Successions[i], true
}

// Version tells two states of the list apart.
func (l AgencyList) Version() string { return versionOf(l.sorted()) }

// sorted is the list as it is compared.
func (l AgencyList) sorted() AgencyList {
	out := AgencyList{make([]Agency, len(l.Agencies)), slices.Clone(l.Successions)}
	for i, a := range l.Agencies {
		out.Agencies[i] = a.Sorted()
	}
	slices.SortFunc(out.Agencies, func(a, b Agency) int { return strings.Compare(a.ID, b.ID) })
	slices.SortFunc(out.Successions, compareSuccessions)
	return out
}

func compareSuccessions(a, b Succession) int {
	return cmp.Or(strings.Compare(a.On, b.On), strings.Compare(a.PredecessorID, b.PredecessorID), strings.Compare(a.SuccessorID, b.SuccessorID), strings.Compare(string(a.Kind), string(b.Kind)))
}

// Version tells two states of an agency apart.
func (a Agency) Version() string { return versionOf(a.Sorted()) }

func versionOf(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // texts and numbers always encode
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:16])
}

// Sorted returns the agency with its names, years and reasons in order and marked as its own.
func (a Agency) Sorted() Agency {
	a.Names, a.Owes, a.Exempt = slices.Clone(a.Names), slices.Clone(a.Owes), slices.Clone(a.Exempt)
	for i := range a.Names {
		a.Names[i].AgencyID = a.ID
	}
	for i := range a.Owes {
		a.Owes[i].AgencyID = a.ID
	}
	for i := range a.Exempt {
		a.Exempt[i].AgencyID = a.ID
	}
	slices.SortFunc(a.Names, func(x, y AgencyName) int {
		if x.Alias != y.Alias {
			if y.Alias {
				return -1
			}
			return 1
		}
		return cmp.Or(strings.Compare(x.Until, y.Until), strings.Compare(x.Name, y.Name))
	})
	slices.SortFunc(a.Owes, func(x, y Obligation) int { return x.Year - y.Year })
	slices.SortFunc(a.Exempt, func(x, y Exemption) int { return x.Year - y.Year })
	if len(a.Names) == 0 {
		a.Names = nil
	}
	if len(a.Owes) == 0 {
		a.Owes = nil
	}
	if len(a.Exempt) == 0 {
		a.Exempt = nil
	}
	return a
}

// Values are the facts of an agency as texts, by the names that columns of the list and entries of the audit have for them, in
// order. The texts are those that the list as a file has.
func (a Agency) Values() []AuditDetail {
	a = a.Sorted()
	return []AuditDetail{{Field: "name", New: a.Name}, {Field: "kind", New: string(a.Kind)}, {Field: "name_en", New: a.NameEn}, {Field: "position", New: positionText(a)},
		{Field: "pinyin", New: a.Pinyin}, {Field: "former_names", New: a.FormerNames()}, {Field: "aliases", New: a.Aliases()}, {Field: "years_owed", New: YearsText(a.YearsOwed())},
		{Field: "exempt", New: a.Exemptions("；")}}
}

func positionText(a Agency) string {
	if a.Position == 0 {
		return ""
	}
	return strconv.Itoa(a.Position)
}

// FormerNames writes the names that the agency bore, each with its days.
func (a Agency) FormerNames() string {
	var list []string
	for _, n := range a.Names {
		switch {
		case n.Alias:
		case n.Since == "" && n.Until == "":
			list = append(list, n.Name)
		default:
			list = append(list, n.Name+"@"+n.Since+"~"+n.Until)
		}
	}
	return strings.Join(list, "；")
}

// Aliases writes the agency's other names.
func (a Agency) Aliases() string {
	var list []string
	for _, n := range a.Names {
		if n.Alias {
			list = append(list, n.Name)
		}
	}
	return strings.Join(list, "；")
}

// Exemptions writes the years for which the agency owes no report with the reasons: "2019-2020 尚未成立；2023 …".
func (a Agency) Exemptions(separator string) string {
	var list []string
	for _, g := range a.ExemptFor() {
		list = append(list, YearsText(g.Years)+" "+g.Reason)
	}
	return strings.Join(list, separator)
}

// ExemptYears are years for which an agency owes no report for one reason.
type ExemptYears struct {
	Years  []int
	Reason string
}

// ExemptFor are the years for which the agency owes no report by their reasons, in the order of the first of them.
func (a Agency) ExemptFor() []ExemptYears {
	var list []ExemptYears
	for _, e := range a.Sorted().Exempt {
		i := slices.IndexFunc(list, func(g ExemptYears) bool { return g.Reason == e.Reason })
		if i < 0 {
			i, list = len(list), append(list, ExemptYears{Reason: e.Reason})
		}
		list[i].Years = append(list[i].Years, e.Year)
	}
	return list
}

// YearsOwed are the years that the agency owes a report for.
func (a Agency) YearsOwed() []int {
	var years []int
	for _, o := range a.Owes {
		years = append(years, o.Year)
	}
	return years
}

// YearsExempt are the years that the agency is said to owe no report for.
func (a Agency) YearsExempt() []int {
	var years []int
	for _, e := range a.Exempt {
		years = append(years, e.Year)
	}
	return years
}

// Owing returns the agency as it owes a report for a year, or owes none for a reason, which may be "" where nothing is to be said of it.
func (a Agency) Owing(year int, owes bool, reason string) Agency {
	a.Owes = slices.DeleteFunc(slices.Clone(a.Owes), func(o Obligation) bool { return o.Year == year })
	a.Exempt = slices.DeleteFunc(slices.Clone(a.Exempt), func(e Exemption) bool { return e.Year == year })
	if owes {
		a.Owes = append(a.Owes, Obligation{Year: year})
	} else if reason != "" {
		a.Exempt = append(a.Exempt, Exemption{Year: year, Reason: reason})
	}
	a.Tidy()
	return a
}

// YearsText writes years as the list does: "2020-2025,2027".
func YearsText(years []int) string {
	years = slices.Compact(slices.Sorted(slices.Values(years)))
	var parts []string
	for i := 0; i < len(years); {
		j := i
		for j+1 < len(years) && years[j+1] == years[j]+1 {
			j++
		}
		text := strconv.Itoa(years[i])
		if j > i {
			text += "-" + strconv.Itoa(years[j])
		}
		parts = append(parts, text)
		i = j + 1
	}
	return strings.Join(parts, ",")
}
