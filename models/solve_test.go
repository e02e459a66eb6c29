package models

import (
	"testing"
)

// printed returns a consistent form-2021 revision in which every cell of tables three and four is printed as 0, but for those in set.
// A nil number is a blank cell.
func printed(set map[string]*int64) *Revision {
	r := &Revision{Edition: Edition2021}
	zero := int64(0)
	for _, k := range Cells(Edition2021, false) {
		f := Figure{Measure: k.Measure, Applicant: k.Applicant, State: StateReported, Number: &zero, Raw: "0"}
		if n, ok := set[k.String()]; ok {
			f.Number = n
			if n == nil {
				f.State, f.Raw = StateBlank, "/"
			}
		}
		r.Figures = append(r.Figures, f)
	}
	return r
}

func num(n int64) *int64 { return &n }

func get(t *testing.T, r *Revision, key string) Figure {
	t.Helper()
	f, ok := r.Figure(ParseKey(key))
	if !ok {
		t.Fatalf("no figure %s", key)
	}
	return f
}

func TestSolve_BlankForcedToZero(t *testing.T) {
	r := printed(map[string]*int64{"remedies.reconsideration.upheld|": nil})
	r.Solve()
	f := get(t, r, "remedies.reconsideration.upheld|")
	if f.Text() != "0" || f.Flags != FlagZeroImplied || f.State != StateBlank {
		t.Errorf("got %q %v %v", f.Text(), f.Flags, f.State)
	}
}

func TestSolve_SeventhFromSix(t *testing.T) {
	r := printed(map[string]*int64{
		"applications.received|natural_person": num(5), "applications.received|enterprise": num(2), "applications.received|total": nil,
		"applications.concluded|natural_person": num(5), "applications.concluded|enterprise": num(2), "applications.concluded|total": num(7),
		"applications.granted|natural_person": num(5), "applications.granted|enterprise": num(2), "applications.granted|total": num(7),
	})
	r.Solve()
	if f := get(t, r, "applications.received|total"); f.Text() != "7" || f.Flags != FlagDerived {
		t.Errorf("got %q %v", f.Text(), f.Flags)
	}
}

func TestSolve_BlankFormForcesNothing(t *testing.T) {
	set := map[string]*int64{}
	for _, k := range Cells(Edition2021, false) {
		set[k.String()] = nil
	}
	r := printed(set)
	r.Solve()
	for _, f := range r.Figures {
		if f.Number != nil {
			t.Fatalf("%v became %s", f.Key(), f.Text())
		}
	}
}

func TestSolve_NothingFromABrokenRelation(t *testing.T) {
	// 10 + 1 + blank + 0 printed as 0 in total: the blank is not forced, the printed figures stay.
	r := printed(map[string]*int64{"remedies.reconsideration.upheld|": num(10), "remedies.reconsideration.corrected|": num(1), "remedies.reconsideration.other|": nil})
	r.Solve()
	if f := get(t, r, "remedies.reconsideration.other|"); f.Number != nil {
		t.Errorf("solved to %s", f.Text())
	}
	if f := get(t, r, "remedies.reconsideration.total|"); f.Text() != "0" {
		t.Errorf("the printed total became %s", f.Text())
	}
}

func TestSolve_ContradictingRelationsForceNothing(t *testing.T) {
	// The row says 2, the column says 0.
	r := printed(map[string]*int64{"applications.granted|total": num(2), "applications.granted|welfare": nil})
	r.Solve()
	if f := get(t, r, "applications.granted|welfare"); f.Number != nil {
		t.Errorf("solved to %s", f.Text())
	}
}

func TestSolve_MissingTotalColumnSurvivesOneWrongFigure(t *testing.T) {
	set := map[string]*int64{"applications.granted|natural_person": num(3), "applications.received|natural_person": num(3), "applications.concluded|natural_person": num(4)}
	for _, l := range LinesOf(false) {
		set["applications."+l.Code+"|total"] = nil
	}
	r := printed(set)
	r.Solve()
	for line, want := range map[string]string{"granted": "3", "received": "3", "concluded": "4", "partial": "0"} {
		if f := get(t, r, "applications."+line+"|total"); f.Text() != want {
			t.Errorf("%s: got %q, want %s", line, f.Text(), want)
		}
	}
}

func TestSolve_CombinesRelations(t *testing.T) {
	// Two blanks in one row and two in one column share a cell; only all relations together fix them.
	r := printed(map[string]*int64{
		"applications.received|natural_person": num(4), "applications.received|total": num(4),
		"applications.concluded|natural_person": num(4), "applications.concluded|total": num(4),
		"applications.granted|natural_person": nil, "applications.granted|total": nil,
		"applications.partial|natural_person": nil, "applications.partial|total": num(1),
	})
	r.Solve()
	for key, want := range map[string]string{"applications.granted|natural_person": "3", "applications.partial|natural_person": "1", "applications.granted|total": "3"} {
		if f := get(t, r, key); f.Text() != want {
			t.Errorf("%s: got %q, want %s", key, f.Text(), want)
		}
	}
}

func TestSolve_UnreadableCellStaysUnknown(t *testing.T) {
	r := printed(map[string]*int64{"remedies.reconsideration.other|": nil})
	for i := range r.Figures {
		if r.Figures[i].Measure == "remedies.reconsideration.other" {
			r.Figures[i].State, r.Figures[i].Raw = StateUnreadable, "-3"
		}
	}
	r.Solve()
	if f := get(t, r, "remedies.reconsideration.other|"); f.Number != nil {
		t.Errorf("solved to %s", f.Text())
	}
}

func BenchmarkSolve_BlankForm(b *testing.B) {
	set := map[string]*int64{}
	for _, k := range Cells(Edition2021, false) {
		set[k.String()] = nil
	}
	for b.Loop() {
		printed(set).Solve()
	}
}
