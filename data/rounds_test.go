package data

import "testing"

func TestRounds_EndWithTheDemosDocuments(t *testing.T) {
	set := Demo()
	rounds := set.Rounds()
	if len(rounds) != 2 || len(rounds[1].Documents) != lateReports+correctedReports || rounds[0].DaysAgo <= rounds[1].DaysAgo {
		t.Fatalf("%d rounds", len(rounds))
	}
	last := map[string]Document{}
	names := map[string]bool{}
	for _, r := range rounds {
		for _, d := range r.Documents {
			if names[d.FileName] {
				t.Errorf("%s comes twice", d.FileName)
			}
			names[d.FileName] = true
			last[d.AgencyID+"/"+string(rune(d.Year))] = d
		}
	}
	if len(last) != len(set.Documents) {
		t.Errorf("%d reports, want %d", len(last), len(set.Documents))
	}
	for _, d := range set.Documents {
		if got := last[d.AgencyID+"/"+string(rune(d.Year))]; got.FileName != d.FileName {
			t.Errorf("%s %d ends as %s", d.AgencyID, d.Year, got.FileName)
		}
	}
	before, after := 0, 0
	for _, d := range rounds[0].Documents {
		for _, x := range set.Documents {
			if d.AgencyID == x.AgencyID && d.Year == x.Year && d.number("disclosure.licensing.decisions", "") != x.number("disclosure.licensing.decisions", "") {
				before++
			}
		}
	}
	for _, d := range rounds[1].Documents {
		if d.number("disclosure.licensing.decisions", "") > 0 {
			after++
		}
	}
	if before != correctedReports || after != lateReports+correctedReports {
		t.Errorf("%d wrong before, %d after", before, after)
	}
}
