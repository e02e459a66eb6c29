package views

// HomePage is the overview at "/".
type HomePage struct {
	Frame
	Year        int         // the year shown; 0 when the database is empty
	Headline    string      // one sentence: how many applications, how many releases, who has published
	Figures     []KeyFigure // five
	Cards       []ChartCard // outcomes by year, releases, licensing decisions, applications by agency
	Publication Publication
	Tasks       []Task
}

func (HomePage) name() string { return "home" }

// KeyFigure is one of the district's figures of a year in the ruled row.
type KeyFigure struct {
	Label    string
	Value    string // "1,284", "41.3%", or the reason it is missing
	Unit     string
	Change   string // “较上年 +12.4%”, “口径变化，不可比”
	Coverage string // “22/24 个机关”
	Mark     string // 存疑, 约数
	Href     string // its measure
	Spark    *Sparkline
}

// Publication says who has published for a year.
type Publication struct {
	Year   int
	Of     int // how many owe a report
	Groups []PublicationGroup
	Due    string // “本机关应于 2026 年 1 月 31 日前公布”
}

// PublicationGroup is the agencies of one publication status.
type PublicationGroup struct {
	Status   YearStatus // Year 0: of the group
	Agencies []Link
}

// Task leads a visitor to where a task begins.
type Task struct {
	Title string
	Text  string
	Href  string
}
