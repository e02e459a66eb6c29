package models

// CarryRule is the rule that what is carried in is what was carried over the year before.
const CarryRule = "x.carry"

// OnePerReport keeps of failed findings by applicant one for each report, in the order of the reports: that on the total if there is one,
// else the first.
func OnePerReport(found []ReportFinding) []ReportFinding {
	place := map[reportKey]int{}
	var kept []ReportFinding
	for _, f := range found {
		k := reportKey{f.AgencyID, f.Year}
		switch i, ok := place[k]; {
		case !ok:
			place[k] = len(kept)
			kept = append(kept, f)
		case f.Subject == ApplicantTotal:
			kept[i] = f
		}
	}
	return kept
}
