package models

// RevisedReport is a report whose current revision is not its first, with what changed against the one before. The revision comes without
// figures and texts.
type RevisedReport struct {
	AgencyID string
	Year     int
	Revision Revision
	Changes  []Change
}
