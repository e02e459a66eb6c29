package models

import "encoding/json"

// Change is a figure that two revisions of one report state differently. On the side whose edition has no such cell the figure
// has StateNotApplicable and no value.
type Change struct {
	Key      Key
	Old, New Figure
}

// Diff lists the figures on which two revisions differ in value, state or approximation, in the order of after and then of before.
// Another way to print the same thing ("０" for "0", "—" for an empty cell) is no difference.
func Diff(before, after []Figure) []Change {
	old := make(map[Key]Figure, len(before))
	for _, f := range before {
		old[f.Key()] = f
	}
	var changes []Change
	seen := make(map[Key]bool, len(after))
	for _, f := range after {
		k := f.Key()
		seen[k] = true
		o, ok := old[k]
		if !ok {
			o = noCell(k)
		}
		if !SameFigure(o, f) {
			changes = append(changes, Change{k, o, f})
		}
	}
	for _, f := range before {
		if k := f.Key(); !seen[k] {
			changes = append(changes, Change{k, f, noCell(k)})
		}
	}
	return changes
}

// SameFigure reports whether two readings of one cell state the same: value, state and whether it is approximate.
func SameFigure(a, b Figure) bool {
	if a.State != b.State || a.Flags&FlagApproximate != b.Flags&FlagApproximate || (a.Number == nil) != (b.Number == nil) {
		return false
	}
	return a.Number == nil || *a.Number == *b.Number
}

func noCell(k Key) Figure {
	return Figure{Measure: k.Measure, Applicant: k.Applicant, State: StateNotApplicable}
}

// SaveState says what saving a document did.
type SaveState string

// The outcomes of saving a document.
const (
	SavedNew          SaveState = "new"           // the first report of this agency and year
	SavedRevised      SaveState = "revised"       // other content than before: a further revision, the old one stays
	SavedSecondSource SaveState = "second_source" // the same content in another file
	SavedUnchanged    SaveState = "unchanged"     // this very file was there already
	SavedSuperseded   SaveState = "superseded"    // the file of an older revision: it was corrected since, and the correction stands
	SavedQueued       SaveState = "queued"        // cannot be read: kept until its figures are typed in
)

var saveStateLabels = map[SaveState]Label{SavedNew: {"新增", "new"}, SavedRevised: {"已修订", "revised"},
	SavedSecondSource: {"另一份相同的文件", "second source"}, SavedUnchanged: {"没有变化", "unchanged"}, SavedSuperseded: {"已有更正", "superseded"},
	SavedQueued: {"待录入", "to be typed in"}}

// Label returns the state's name for people.
func (s SaveState) Label() Label { return saveStateLabels[s] }

// Saved is what saving a document led to.
type Saved struct {
	State      SaveState
	ReportID   uint
	RevisionID uint // the current revision
	No         int  // its number
	Superseded int  // the number of the revision that the file is of, where State is SavedSuperseded
	Changes    []Change
	Findings   []Finding // of the current revision
}

// MarshalJSON writes the figure's key with both values as decimals, left out where there is none, and both states.
func (c Change) MarshalJSON() ([]byte, error) {
	type side struct {
		Value json.Number `json:"value,omitempty"`
		State State       `json:"state"`
		Raw   string      `json:"raw,omitempty"`
	}
	of := func(f Figure) side { return side{json.Number(f.Text()), f.State, f.Raw} }
	return json.Marshal(struct {
		Figure string `json:"figure"`
		Old    side   `json:"old"`
		New    side   `json:"new"`
	}{c.Key.String(), of(c.Old), of(c.New)})
}
