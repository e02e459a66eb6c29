package data

import (
	"path/filepath"
	"slices"
	"strings"
)

// Round is what comes in before one snapshot of the demo.
type Round struct {
	Note      string // of the snapshot
	DaysAgo   int    // when it is made
	Documents []Document
}

// What the second round brings: how many reports of the newest year come late, and how many are corrected.
const (
	lateReports      = 3
	correctedReports = 2
)

// Rounds are the demo's documents in the two rounds in which they come in. Some of the newest reports come late; two others were first
// published with a wrong number of licences, and are corrected. Both rounds together leave the figures of Documents.
func (s DemoSet) Rounds() []Round {
	first, second := Round{Note: "首次公布", DaysAgo: 30}, Round{Note: "补充迟交的报告，更正两处数字"}
	var plain []int
	for i, d := range s.Documents {
		if d.Year == lastYear && len(d.Quirks) == 0 && len(d.Faults) == 0 && d.number("disclosure.licensing.decisions", "") > 0 {
			plain = append(plain, i)
		}
	}
	if len(plain) < lateReports+correctedReports {
		return []Round{{Note: first.Note, Documents: s.Documents}}
	}
	corrected, late := plain[:correctedReports], plain[len(plain)-lateReports:]
	for i, d := range s.Documents {
		switch {
		case slices.Contains(late, i):
			second.Documents = append(second.Documents, d)
		case slices.Contains(corrected, i):
			first.Documents, second.Documents = append(first.Documents, d.wrong()), append(second.Documents, d)
		default:
			first.Documents = append(first.Documents, d)
		}
	}
	return []Round{first, second}
}

// wrong is the document before its number of licences was corrected.
func (d Document) wrong() Document {
	d.Revision.Figures = slices.Clone(d.Revision.Figures)
	d.print("disclosure.licensing.decisions", "", d.number("disclosure.licensing.decisions", "")*10)
	ending := filepath.Ext(d.FileName)
	d.FileName = strings.TrimSuffix(d.FileName, ending) + "-first" + ending
	return d
}
