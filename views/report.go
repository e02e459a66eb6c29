package views

// ReportPage is one report with the place of every figure, at "/reports/{agency}/{year}".
//
// The anchor of a figure is its place in the national form, "t3.r06.c7": it names the entry in Figures, which holds the raw
// text, the place in the document, the state and the checks. A cell of a statutory table links to it.
type ReportPage struct {
	Frame
	AgencyName string // of that year
	AgencyHref string
	Year       int
	Lead       string       // “表二至表四 200 格，读到 176 格；2 项检查未通过。”
	Strip      []YearStatus // the agency's years, this one current
	Facts      []Fact
	Findings   []FindingItem // failed, errors first
	Open       []FindingItem // not assessable
	Passed     int           // how many checks passed
	Official   []Link        // the report as files in the official layout
	Tables     []Table       // tables two, three and four in the official layout
	Figures    []FigureGroup // every figure of the report, releases first
	Sections   []ReportSection
	Notes      []NoteItem
	Sources    []SourceItem
	Revisions  []RevisionItem
	Read       string // how and when the figures were read and published here
}

func (ReportPage) name() string { return "report" }

// FigureGroup is the figures of one section.
type FigureGroup struct {
	Title string
	Items []FigureItem
}

// FigureItem is one figure with where it came from.
type FigureItem struct {
	Anchor string // "t3.r06.c7"
	Name   string // “表三“予以公开”行“总计”列”
	Value  Cell
	Raw    string // as printed; "" where nothing was
	State  string
	Flags  []string
	Where  string // “第2个表格第6行第7列”, or the sentence
	Source string // that place in the document as the site shows it
	Checks []FindingItem

	History []string // how later revisions changed it, oldest first
}

// ReportSection is the prose of a section.
type ReportSection struct {
	No         int
	Title      string // “一、总体情况”
	Paragraphs []string
}

// NoteItem is a remark of the recogniser.
type NoteItem struct {
	Message string
	Where   string
	Href    string // the figure concerned
	Source  string // the place in the document as the site shows it
}

// SourceItem is an original document.
type SourceItem struct {
	Name      string
	Format    string
	Size      string
	SHA256    string
	Retrieved string
	URL       string // where it was published
	Href      string // the archived copy, "" if it cannot be had here
	Reading   string // its text and tables as a page
}

// RevisionItem is one state of the report's content.
type RevisionItem struct {
	No      int
	When    string
	Current bool
	Reason  string       // why it took the place of the one before; "" where nobody said
	Changes []ChangeItem // against the revision before
}

// ChangeItem is a figure that differs from the revision before.
type ChangeItem struct {
	Figure Link
	Old    string
	New    string
}
