package models

import "time"

// QueueEntry is a document that is a report, as far as can be told, and cannot be read: a scan, a file under a password or a damaged
// one. Its figures wait to be typed in by hand; the document itself is kept as a Source.
type QueueEntry struct {
	SHA256   string     `json:"sha256" gorm:"primaryKey;column:sha256"` // of the document
	Name     string     `json:"name"`                                   // its file name as given
	AgencyID string     `json:"agency_id"`                              // "" if not known
	Year     int        `json:"year"`                                   // 0 if not known
	Reason   string     `json:"reason"`                                 // why it cannot be read, a sentence
	QueuedAt time.Time  `json:"queued_at"`
	State    QueueState `json:"state"`
	ClosedAt *time.Time `json:"closed_at"`         // nil while open
	Remark   string     `json:"remark"`            // why a person dropped it
	Reported bool       `json:"reported" gorm:"-"` // there is a report of its agency and year already
}

// QueueState says what became of a document that waits to be typed in.
type QueueState string

// The states. A report of the entry's agency and year, saved after the document came in, closes it.
const (
	QueueOpen    QueueState = "open"
	QueueDone    QueueState = "done"    // a report was saved
	QueueDropped QueueState = "dropped" // a person decided that it is not to be typed in
)

// QueueStates in order.
var QueueStates = []QueueState{QueueOpen, QueueDone, QueueDropped}

var queueStateLabels = map[QueueState]Label{QueueOpen: {"待录入", "to be typed in"}, QueueDone: {"已录入", "typed in"}, QueueDropped: {"不录入", "dropped"}}

// Label returns the state's name for people.
func (s QueueState) Label() Label { return queueStateLabels[s] }
