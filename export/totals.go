package export

import (
	"maps"
	"slices"
	"strconv"

	"gongkai/models"
)

// totalFlags are the flags that a total takes over from its figures. The others tell how one printed cell was read.
const totalFlags = models.FlagSuspect | models.FlagApproximate | models.FlagRevised

// totals are sums over organs, by year and figure.
type totals map[int]map[models.Key]*total

type total struct {
	value int64
	over  bool // past what an integer holds: there is no value then
	have  int  // organs with a usable figure
	of    int  // organs that owed a report whose form has the figure
	flags models.Flags
}

// add counts an organ's figures in. A report that covers a territory is no part of a sum, nor is a government's missing one.
func (t totals) add(e entry, figures []models.Figure) {
	if e.report == nil && e.agency.Kind == models.KindGovernment || e.report != nil && e.report.Revision.Scope == models.ScopeTerritory {
		return
	}
	sums := t[e.year]
	if sums == nil {
		sums = map[models.Key]*total{}
		t[e.year] = sums
	}
	for _, f := range figures {
		s := sums[f.Key()]
		if s == nil {
			s = &total{}
			sums[f.Key()] = s
		}
		s.of++
		if f.Usable() {
			sum := s.value + *f.Number
			s.over = s.over || (sum > s.value) != (*f.Number > 0) && *f.Number != 0
			s.value = sum
			s.have++
			s.flags |= f.Flags & totalFlags
		}
	}
}

// emit writes the totals as rows of the observations file, by year and in the form's order. A total is in no document, so it has no
// status; it has a value where any organ has a usable figure, and the coverage says how many have.
func (t totals) emit(d *Dataset, emit emitter) error {
	for _, year := range slices.Sorted(maps.Keys(t)) {
		for _, m := range models.Measures {
			for _, applicant := range applicantsOf(m) {
				s := t[year][models.Key{Measure: m.Code, Applicant: applicant}]
				if s == nil {
					continue
				}
				value := ""
				if s.have > 0 && !s.over {
					value = models.Decimal(s.value, m.Decimals())
				}
				err := emit([]string{d.SnapshotID, rowTotal, d.Settings.DistrictCode, districtID, d.Settings.District, "", strconv.Itoa(year),
					strconv.Itoa(m.Section), m.Code, m.Label.Zh, applicant, value, string(m.Unit), "", s.flags.String(), "",
					"", "", "", "", "", "", strconv.Itoa(s.have), strconv.Itoa(s.of)})
				if err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// applicantsOf lists the applicants that a measure is counted by, "" alone for the others.
func applicantsOf(m models.Measure) []string {
	if !m.ByApplicant {
		return []string{""}
	}
	codes := make([]string, len(models.Applicants))
	for i, a := range models.Applicants {
		codes[i] = a.Code
	}
	return codes
}
