package views

// RulesPage is the catalogue of checks with live counts, at "/rules".
type RulesPage struct {
	Frame
	Reports int // how many reports were checked
	Rules   []RuleItem
}

func (RulesPage) name() string { return "rules" }

// RuleItem is one rule and how it fares over all reports.
type RuleItem struct {
	ID            string
	Title         string
	Formula       string // in words
	Source        string // of law or form
	Severity      string
	Error         bool
	Pass          int
	Fail          int
	NotAssessable int
	Failures      []Link // reports that fail it
	More          int    // how many further reports fail it
}

// MethodPage explains where the figures come from and how they are read, at "/about/method".
type MethodPage struct {
	Frame
	States []Fact // states and flags with their meaning
	Flags  []Fact
	Rules  []Fact // display rules
	Counts []Fact // reports, figures, documents in the database
}

func (MethodPage) name() string { return "method" }

// ErrorPage is shown for a status of 400 and above.
type ErrorPage struct {
	Frame
	Status  int
	Message string // a full sentence
	Links   []Link // where to go instead
}

func (ErrorPage) name() string { return "error" }
