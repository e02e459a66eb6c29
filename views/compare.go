package views

// ComparePage compares agencies, at "/compare".
//
// Its form sends m (measure or indicator), by (applicant), a (agency, repeated), from, to (years) and view; the handler
// redirects to the canonical address with a=x~y and y=from..to.
type ComparePage struct {
	Frame
	Form    CompareForm
	Card    ChartCard
	Views   []Link // 趋势, 排序, 热力图, 结果构成
	Presets []Link
}

func (ComparePage) name() string { return "compare" }

// CompareForm is what a visitor chooses on the compare page.
type CompareForm struct {
	Subject   Select // measures and indicators grouped by table
	Applicant Select // no groups where the subject is not counted by applicant
	From, To  Select
	View      string // kept when the form is sent
	Agencies  []ChoiceGroup
	Chosen    int // how many agencies are highlighted
	Max       int // how many may be: 6
}

// ChoiceGroup is a group of check boxes.
type ChoiceGroup struct {
	Label   string
	Choices []Option
}
