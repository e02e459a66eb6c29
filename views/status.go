package views

// Publication kinds of an agency and year.
const (
	OnTime  = "on_time"
	Late    = "late"
	Undated = "undated" // published, the day not stated
	Missing = "missing"
	NotDue  = "not_due"
)

// YearStatus is whether and when an agency published its report for a year, as a glyph with a word.
type YearStatus struct {
	Year    int
	Kind    string // OnTime, Late, Undated, Missing, NotDue
	Glyph   string // ● ◐ ○ –
	Text    string // 按期, 逾期 12 天, 未公布, 不适用
	Suspect bool   // its figures fail a check: ⚠ 存疑
	Title   string
	Href    string // of the report
	Current bool
}
