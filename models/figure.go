package models

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// State says whether a figure has a value and if not, why.
type State string

// The states. Only StateReported always has a value; a blank or absent cell has one when the report's other figures force it,
// and then carries FlagZeroImplied or FlagDerived. The last two arise only in comparisons.
const (
	StateReported      State = "reported"       // a number is printed
	StateBlank         State = "blank"          // the cell is there: empty, "/", "—", "无"
	StateAbsent        State = "absent"         // the row or column is not in the document
	StateUnreadable    State = "unreadable"     // something is printed that is no number, or its column is not certain
	StateNotReported   State = "not_reported"   // no report that year
	StateNotApplicable State = "not_applicable" // the edition has no such cell, or the agency owed no report
)

// States in the order of the dictionary.
var States = []State{StateReported, StateBlank, StateAbsent, StateUnreadable, StateNotReported, StateNotApplicable}

var stateLabels = map[State]Label{
	StateReported:      {"已填报", "reported"},
	StateBlank:         {"原文空白", "blank in the original"},
	StateAbsent:        {"原文无此栏", "not in the document"},
	StateUnreadable:    {"无法辨认", "unreadable"},
	StateNotReported:   {"未公布", "no report"},
	StateNotApplicable: {"不适用", "not applicable"},
}

// Label returns the state's name for people.
func (s State) Label() Label { return stateLabels[s] }

// Flags are remarks on a figure, as a set.
type Flags uint8

// The flags, in the order they are written.
const (
	FlagZeroImplied Flags = 1 << iota // a blank that the printed figures force to be 0
	FlagDerived                       // a blank or absent cell that the printed figures force to another number
	FlagApproximate                   // "5500 余条"
	FlagSuspect                       // a figure of a failed error rule of its own report, or of x.carry
	FlagRevised                       // differs from the revision before
	FlagUnverified                    // read with a guess that a person should confirm
	flagUnitInDoubt                   // see Doubt: raised on what is read for a comparison, never stored or written
	flagLeapInDoubt
)

var flagNames = []string{"zero_implied", "derived", "approximate", "suspect", "revised", "unverified"}

var flagLabels = []Label{{"推定为零", "zero implied"}, {"推算", "derived"}, {"约数", "approximate"}, {"存疑", "suspect"}, {"已修订", "revised"}, {"待核实", "unverified"}}

// Has reports whether f holds every flag of g.
func (f Flags) Has(g Flags) bool { return f&g == g }

// Names lists the flags in f by their codes.
func (f Flags) Names() []string {
	names := []string{}
	for i, n := range flagNames {
		if f&(1<<i) != 0 {
			names = append(names, n)
		}
	}
	return names
}

// Labels lists the flags in f by their names for people.
func (f Flags) Labels() []Label {
	var ls []Label
	for i, l := range flagLabels {
		if f&(1<<i) != 0 {
			ls = append(ls, l)
		}
	}
	return ls
}

// String writes the flags as in the data files: "derived;suspect".
func (f Flags) String() string { return strings.Join(f.Names(), ";") }

// ParseFlags reads what String writes; it fails on an unknown flag.
func ParseFlags(s string) (Flags, error) {
	var f Flags
	for n := range strings.SplitSeq(s, ";") {
		if n == "" {
			continue
		}
		i := slices.Index(flagNames, n)
		if i < 0 {
			return 0, fmt.Errorf("unknown flag %q", n)
		}
		f |= 1 << i
	}
	return f, nil
}

// MarshalJSON writes a list of codes, [] when there are none.
func (f Flags) MarshalJSON() ([]byte, error) { return json.Marshal(f.Names()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (f *Flags) UnmarshalJSON(b []byte) error {
	var names []string
	if err := json.Unmarshal(b, &names); err != nil {
		return err
	}
	var err error
	*f, err = ParseFlags(strings.Join(names, ";"))
	return err
}

// Value stores the flags as text.
func (f Flags) Value() (driver.Value, error) { return f.String(), nil }

// Scan reads what Value stores.
func (f *Flags) Scan(v any) error {
	var err error
	switch v := v.(type) {
	case string:
		*f, err = ParseFlags(v)
	case []byte:
		*f, err = ParseFlags(string(v))
	default:
		err = fmt.Errorf("flags from %T", v)
	}
	return err
}

// Where is a place in a document. Tables, rows, columns and pages count from 1; 0 means unknown. Rect is left, top, right and
// bottom in points from the page's top left corner, nil where the format has no pages.
type Where struct {
	Table  int         `json:"table,omitempty"`
	Row    int         `json:"row,omitempty"`
	Column int         `json:"column,omitempty"`
	Page   int         `json:"page,omitempty"`
	Rect   *[4]float64 `json:"rect,omitempty"`
	Quote  string      `json:"quote,omitempty"` // the sentence, for a figure read from text
}

// String describes the place in Chinese: "第2个表格第6行第7列".
func (w Where) String() string { return w.In(Zh) }

// In describes the place in a language: "第2个表格第6行第7列", "table 2, row 6, column 7". A sentence is quoted as it stands.
func (w Where) In(lang Lang) string {
	var parts []string
	for _, p := range []struct {
		n    int
		form Label
	}{{w.Page, Label{"第%d页", "page %d"}}, {w.Table, Label{"第%d个表格", "table %d"}}, {w.Row, Label{"第%d行", "row %d"}}, {w.Column, Label{"第%d列", "column %d"}}} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf(p.form.In(lang), p.n))
		}
	}
	if w.Quote != "" {
		parts = append(parts, "“"+w.Quote+"”")
	}
	return strings.Join(parts, Label{"", ", "}.In(lang))
}

// Value stores the place as JSON.
func (w Where) Value() (driver.Value, error) { return jsonText(w) }

// Scan reads what Value stores.
func (w *Where) Scan(v any) error { return scanJSON(v, w) }

// Figure is one number of one report: what was printed, how it was read, and where it stood.
type Figure struct {
	RevisionID uint   `json:"-" gorm:"primaryKey;autoIncrement:false"`
	Measure    string `json:"measure" gorm:"primaryKey"`
	Applicant  string `json:"applicant" gorm:"primaryKey"`
	Number     *int64 `json:"-" gorm:"column:value"` // scaled by the measure's Decimals; nil when unknown
	State      State  `json:"state"`
	Flags      Flags  `json:"flags" gorm:"type:text"`
	Raw        string `json:"raw"` // as printed
	Where      Where  `json:"where" gorm:"column:place;type:text"`
}

// Key returns the figure's key.
func (f Figure) Key() Key { return Key{f.Measure, f.Applicant} }

// Usable reports whether the figure may enter sums and rates: reported, zero_implied or derived.
func (f Figure) Usable() bool {
	return f.Number != nil && (f.State == StateReported || f.Flags&(FlagZeroImplied|FlagDerived) != 0)
}

// Text returns the value as a plain decimal, "" when unknown: "230", "96171.6".
func (f Figure) Text() string {
	if f.Number == nil {
		return ""
	}
	m, _ := MeasureOf(f.Measure)
	return Decimal(*f.Number, m.Decimals())
}

// Decimal writes a scaled integer as a plain decimal without trailing zeros: Decimal(961716, 1) is "96171.6".
func Decimal(n int64, decimals int) string {
	s := strconv.FormatInt(n, 10)
	if decimals == 0 {
		return s
	}
	sign := ""
	if s[0] == '-' {
		sign, s = "-", s[1:]
	}
	if len(s) <= decimals {
		s = strings.Repeat("0", decimals-len(s)+1) + s
	}
	whole, part := s[:len(s)-decimals], strings.TrimRight(s[len(s)-decimals:], "0")
	if part == "" {
		return sign + whole
	}
	return sign + whole + "." + part
}
