package views

import "gongkai/models"

// FillingState is what the script of a form is told after each change: what is kept, worked out and found of it. Fields have their names
// in the form.
type FillingState struct {
	Version   int               `json:"version"`
	Kept      string            `json:"kept"`     // when it was last kept, and by whom
	Values    map[string]string `json:"values"`   // what is kept of each field; one that is empty is left out
	Totals    map[string]string `json:"totals"`   // "" where a part is not known
	Wrong     []string          `json:"wrong"`    // cells that cannot be read
	Notes     []FillingNote     `json:"notes"`    // what the checks say
	Lead      string            `json:"lead"`     // how far it is filled in
	Releases  string            `json:"releases"` // what was read from the texts
	Compared  string            `json:"compared"` // a heading for Changes
	Changes   []string          `json:"changes"`  // against what was handed in or published
	Conflicts []FillingConflict `json:"conflicts"`
}

// State is what the page says, for its script.
func (p FillingPage) State() FillingState { return p.state }

func fillingState(p FillingPage, in Filling, notes []FillingNote) FillingState {
	edition := in.Kept.Edition()
	s := FillingState{Version: in.Kept.Version, Kept: p.Kept, Values: fieldValues(in.Kept.Filling), Totals: map[string]string{}, Wrong: []string{}, Notes: notes,
		Lead: p.Lead, Releases: p.Releases, Compared: p.Compared, Changes: p.Changes, Conflicts: p.Conflicts}
	at := in.Revision.FigureMap()
	for _, total := range in.Kept.Totals() {
		k := total.Left[0]
		s.Totals[k.Place(edition)] = ""
		if f := at[k]; f.State == models.StateReported {
			s.Totals[k.Place(edition)] = f.Text()
		}
	}
	for _, m := range in.Mistakes {
		s.Wrong = append(s.Wrong, models.ParseKey(m.Key).Place(edition))
	}
	return s
}
