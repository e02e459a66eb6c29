package models

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
)

// Severity says what a failed rule means.
type Severity string

// An error makes the figures it involves suspect; a warning is a question to the agency. Both block publishing by the office
// until mended or confirmed, neither blocks an import.
const (
	SeverityError   Severity = "error"
	SeverityWarning Severity = "warning"
)

// Label returns the severity's name for people.
func (s Severity) Label() Label {
	if s == SeverityError {
		return Label{"错误", "error"}
	}
	return Label{"提示", "warning"}
}

// Result is the outcome of a rule for one subject.
type Result string

// The results. A rule is not assessable where a figure it needs is unknown.
const (
	Pass          Result = "pass"
	Fail          Result = "fail"
	NotAssessable Result = "not_assessable"
)

var resultLabels = map[Result]Label{Pass: {"通过", "pass"}, Fail: {"未通过", "fail"}, NotAssessable: {"无法判断", "not assessable"}}

// Label returns the result's name for people.
func (r Result) Label() Label { return resultLabels[r] }

// Finding is what one rule says of one subject: a line, an applicant, a channel, a measure or the whole report. Its sentence is
// made per language by Finding.Sentence; only what the sentence needs is stored.
type Finding struct {
	RevisionID uint          `json:"-" gorm:"primaryKey;autoIncrement:false"`
	No         int           `json:"-" gorm:"primaryKey;autoIncrement:false"`
	Rule       string        `json:"rule"`
	Severity   Severity      `json:"severity"`
	Result     Result        `json:"result"`
	Subject    string        `json:"subject,omitempty"`        // applicant, line, channel, measure or section code; "" for the whole report
	Figures    FigureRefs    `json:"figures" gorm:"type:text"` // the figures involved
	Values     FindingValues `json:"values,omitempty" gorm:"type:text;column:details"`

	Confirmed string `json:"confirmed,omitempty" gorm:"-"` // why the figures are right although the rule fails, as published; "" if the office said nothing
}

// FigureRefs are the keys of figures of the finding's own report. JSON: a list of "measure|applicant".
type FigureRefs []Key

// MarshalJSON writes [] rather than null for none.
func (r FigureRefs) MarshalJSON() ([]byte, error) {
	list := make([]string, len(r))
	for i, k := range r {
		list[i] = k.String()
	}
	return json.Marshal(list)
}

// UnmarshalJSON reads what MarshalJSON writes.
func (r *FigureRefs) UnmarshalJSON(b []byte) error {
	var list []string
	if err := json.Unmarshal(b, &list); err != nil {
		return err
	}
	*r = nil
	for _, s := range list {
		*r = append(*r, ParseKey(s))
	}
	return nil
}

// Value stores the keys as JSON.
func (r FigureRefs) Value() (driver.Value, error) { return jsonText(r) }

// Scan reads what Value stores.
func (r *FigureRefs) Scan(v any) error { return scanJSON(v, r) }

// FindingValues are the named values of a finding's sentence, as plain decimals, dates or names.
type FindingValues map[string]string

// Value stores the values as JSON.
func (v FindingValues) Value() (driver.Value, error) { return jsonText(v) }

// Scan reads what Value stores.
func (v *FindingValues) Scan(x any) error { return scanJSON(x, v) }

func jsonText(v any) (driver.Value, error) {
	b, err := json.Marshal(v)
	return string(b), err
}

func scanJSON(v, into any) error {
	switch v := v.(type) {
	case string:
		return json.Unmarshal([]byte(v), into)
	case []byte:
		return json.Unmarshal(v, into)
	}
	return fmt.Errorf("JSON from %T", v)
}
