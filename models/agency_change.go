package models

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// AgencyEdit is what became of one agency: Before is nil for one that was added, After for one that was removed.
type AgencyEdit struct {
	Before, After *Agency `json:",omitempty"`
}

// ID is the agency's.
func (e AgencyEdit) ID() string {
	if e.After != nil {
		return e.After.ID
	}
	return e.Before.ID
}

// Name is the agency's, the one it has afterwards.
func (e AgencyEdit) Name() string {
	if e.After != nil {
		return e.After.Name
	}
	return e.Before.Name
}

// Moved reports whether nothing but the agency's place in the order changed.
func (e AgencyEdit) Moved() bool {
	d := e.details()
	return e.Before != nil && e.After != nil && len(d) == 1 && d[0].Field == "position"
}

func (e AgencyEdit) details() []AuditDetail {
	var before, after Agency
	if e.Before != nil {
		before = *e.Before
	}
	if e.After != nil {
		after = *e.After
	}
	old := before.Values()
	var list []AuditDetail
	for i, d := range after.Values() {
		if d.Old = old[i].New; d.Old != d.New {
			list = append(list, d)
		}
	}
	return list
}

// ListChange is what differs between two states of the list of agencies.
type ListChange struct {
	Agencies []AgencyEdit
	Gone     []Succession `json:",omitempty"`
	Come     []Succession `json:",omitempty"`
}

// ChangeOf says what differs between two lists.
func ChangeOf(before, after AgencyList) ListChange {
	var c ListChange
	before, after = before.sorted(), after.sorted()
	for _, a := range after.Agencies {
		old, ok := before.Find(a.ID)
		switch {
		case !ok:
			c.Agencies = append(c.Agencies, AgencyEdit{After: &a})
		case old.Version() != a.Version():
			c.Agencies = append(c.Agencies, AgencyEdit{Before: &old, After: &a})
		}
	}
	for _, a := range before.Agencies {
		if _, ok := after.Find(a.ID); !ok {
			c.Agencies = append(c.Agencies, AgencyEdit{Before: &a})
		}
	}
	missing := func(from, in []Succession) []Succession {
		return slices.DeleteFunc(slices.Clone(from), func(s Succession) bool { return slices.Contains(in, s) })
	}
	c.Gone, c.Come = missing(before.Successions, after.Successions), missing(after.Successions, before.Successions)
	return c
}

// Empty reports whether nothing differs.
func (c ListChange) Empty() bool { return len(c.Agencies)+len(c.Gone)+len(c.Come) == 0 }

// Removed lists the agencies that are gone afterwards.
func (c ListChange) Removed() []Agency {
	var list []Agency
	for _, e := range c.Agencies {
		if e.After == nil {
			list = append(list, *e.Before)
		}
	}
	return list
}

// IDs are those of the agencies that the change is about, those of successions included.
func (c ListChange) IDs() []string {
	var ids []string
	for _, e := range c.Agencies {
		ids = append(ids, e.ID())
	}
	for _, s := range slices.Concat(c.Gone, c.Come) {
		ids = append(ids, s.PredecessorID)
		if s.SuccessorID != "" {
			ids = append(ids, s.SuccessorID)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// Told are the ids of the agencies that an account of the change has to name: all of which something changed, without those that only
// made room for another one.
func (c ListChange) Told() []string {
	var all, told []string
	for _, id := range c.IDs() {
		if len(c.Details(id)) == 0 {
			continue
		}
		all = append(all, id)
		if !slices.ContainsFunc(c.Agencies, func(e AgencyEdit) bool { return e.ID() == id && e.Moved() }) {
			told = append(told, id)
		}
	}
	if len(told) == 0 { // nothing but the order
		return all
	}
	return told
}

// Inverse takes the change back.
func (c ListChange) Inverse() ListChange {
	back := ListChange{Gone: c.Come, Come: c.Gone}
	for _, e := range c.Agencies {
		back.Agencies = append(back.Agencies, AgencyEdit{Before: e.After, After: e.Before})
	}
	return back
}

// Apply makes the change to a list. It fails with ECONFLICT, and a sentence that names the agency, if something that it changes is not
// as it was before it. The place in the order alone is no such thing: others moved since stay where they are.
func (c ListChange) Apply(l AgencyList) (AgencyList, error) {
	out := AgencyList{slices.Clone(l.Agencies), slices.Clone(l.Successions)}
	for _, e := range c.Agencies {
		now, ok := out.Find(e.ID())
		if ok != (e.Before != nil) || ok && !sameBut(now, *e.Before, e.Moved()) {
			return l, Errorf(ECONFLICT, "%s后来又改过，不能直接撤销。请先撤销后来的修改，或者在它的页面上改正。", cmp.Or(now.Name, e.Name()))
		}
		i := slices.IndexFunc(out.Agencies, func(a Agency) bool { return a.ID == e.ID() })
		switch {
		case e.After == nil:
			out.Agencies = slices.Delete(out.Agencies, i, i+1)
		case i < 0:
			out.Agencies = append(out.Agencies, *e.After)
		case e.Moved():
			out.Agencies[i].Position = e.After.Position
		default:
			place := out.Agencies[i].Position
			if out.Agencies[i] = *e.After; e.Before.Position == e.After.Position {
				out.Agencies[i].Position = place
			}
		}
	}
	for _, s := range c.Gone {
		i := slices.Index(out.Successions, s)
		if i < 0 {
			return l, Errorf(ECONFLICT, "%s 的承继关系后来又改过，不能直接撤销。", s.On)
		}
		out.Successions = slices.Delete(out.Successions, i, i+1)
	}
	for _, s := range c.Come {
		if !slices.Contains(out.Successions, s) {
			out.Successions = append(out.Successions, s)
		}
	}
	slices.SortStableFunc(out.Agencies, byPlace)
	slices.SortFunc(out.Successions, compareSuccessions)
	return out, nil
}

// sameBut reports whether two states of an agency are the same, their places in the order aside where loose.
func sameBut(a, b Agency, loose bool) bool {
	if loose {
		return true
	}
	a.Position, b.Position = 0, 0
	return a.Version() == b.Version()
}

// Details says what of an agency changed, with the successions in which it is the predecessor, as the audit keeps it.
func (c ListChange) Details(id string) []AuditDetail {
	var list []AuditDetail
	for _, e := range c.Agencies {
		if e.ID() == id {
			list = append(list, e.details()...)
		}
	}
	for _, s := range c.Gone {
		if s.PredecessorID == id {
			list = append(list, AuditDetail{Field: "succession", Old: s.Text()})
		}
	}
	for _, s := range c.Come {
		if s.PredecessorID == id {
			list = append(list, AuditDetail{Field: "succession", New: s.Text()})
		}
	}
	return list
}

// Text writes a succession as the list does: "并入 a-wlj@2023-03-01".
func (s Succession) Text() string {
	text := s.Kind.Label().Zh
	if s.Kind == Merged || s.Kind == Split {
		text += " " + s.SuccessorID
	}
	return text + "@" + s.On
}

// ActKind is how the list of agencies was changed.
type ActKind string

// The kinds of acts.
const (
	ActAdded     ActKind = "added"
	ActChanged   ActKind = "changed"
	ActRemoved   ActKind = "removed"
	ActSucceeded ActKind = "succession"
	ActImported  ActKind = "imported"
	ActLoaded    ActKind = "loaded"
	ActUndone    ActKind = "undone"
)

var actLabels = map[ActKind]Label{ActAdded: {"加入机关", "agency added"}, ActChanged: {"修改机关", "agency changed"}, ActRemoved: {"删除机关", "agency removed"},
	ActSucceeded: {"更名、合并、拆分或撤销", "rename, merger, split or abolition"}, ActImported: {"导入名单", "list imported"}, ActLoaded: {"命令行载入名单", "list loaded by command"}, ActUndone: {"撤销操作", "act undone"}}

// Label returns the kind's name for people.
func (k ActKind) Label() Label { return actLabels[k] }

// AgencyAct is one act on the list of agencies. It is kept for ever, with what is needed to take it back.
type AgencyAct struct {
	ID       uint
	At       time.Time
	Actor    string // the user's name, "" for the command line
	Kind     ActKind
	Note     string     // a reason, the name of a file; may be empty
	Change   ListChange `gorm:"serializer:json;type:text"`
	Touched  string     // " a-1 a-2 ": the agencies it is about
	Undoes   uint       // the act that it takes back, 0 for none
	UndoneBy uint       // the act that took it back, 0 if it stands
}

// Touches reports whether the act is about an agency.
func (a AgencyAct) Touches(id string) bool { return strings.Contains(a.Touched, " "+id+" ") }
