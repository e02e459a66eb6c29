package views

// Table is a table with a caption. Wide ones scroll inside a region of their own, with the first column in place.
type Table struct {
	ID       string // unique on the page; "" if nothing links to it
	Caption  string
	Unit     string // “单位：件”; "" if columns name their own
	Head     []Row  // rows of headings; all their cells are headings
	Rows     []Row
	Foot     []Row
	Sortable bool     // script may sort by column; the order given is 机构序列
	Empty    string   // the sentence shown where there are no rows
	Columns  []string // classes of the columns that have a width of their own
	Class    string   // "wide" (first column stays), "official" (ruled all round), "roomy"
}

// Row is a row of a table.
type Row struct {
	ID    string // anchor
	Cells []Cell
	Group bool // a heading over the rows below, such as a kind of agency
	Focus bool // set apart: a highlighted agency, a total
}

// Tone says how a cell is set.
type Tone string

// The tones. Words accompany each of them, so that none is told by colour alone.
const (
	TonePlain   Tone = ""
	ToneNumber  Tone = "num"     // right aligned
	ToneMissing Tone = "missing" // no value: the reason as text
	ToneSuspect Tone = "suspect" // a value that failed a relation
	ToneSmall   Tone = "small"   // a ratio of few cases
)

// Cell is one place of a table.
type Cell struct {
	Text    string
	Note    string // beside or under the text, smaller: the fraction of a ratio, a former name
	Mark    string // a word set apart beside the text: 存疑, 推定, 约数
	Title   string // the full explanation, for a pointer
	Href    string
	Links   []Link
	ID      string // anchor
	Tone    Tone
	Sort    string // exact value to sort by; a cell without one sorts last
	Sorted  string // of a heading: "ascending" or "descending" where the rows are sorted by its column
	Header  bool   // a heading of its row or column
	Scope   string // of a heading, where it is not the ordinary one
	Blank   bool   // the corner of a head, which heads nothing
	Code    bool   // set in a fixed-width face
	Colspan int    // 0 and 1 alike
	Rowspan int
	Status  *YearStatus // a status glyph in place of text
	Spark   *Sparkline  // a sparkline in place of text
	Entry   *Entry      // a place to type a figure into, in place of text
}

// Text is a cell of words.
func Text(s string) Cell { return Cell{Text: s} }

// Heading is a heading cell.
func Heading(s string) Cell { return Cell{Text: s, Header: true} }

// NumberHeading heads a column of numbers.
func NumberHeading(s string) Cell { return Cell{Text: s, Header: true, Tone: ToneNumber} }

// ColumnScope is the scope of a heading in the table's head.
func (c Cell) ColumnScope() string {
	switch {
	case c.Scope != "":
		return c.Scope
	case c.Colspan > 1:
		return "colgroup"
	}
	return "col"
}

// RowScope is the scope of a heading in the table's body.
func (c Cell) RowScope() string {
	switch {
	case c.Scope != "":
		return c.Scope
	case c.Rowspan > 1:
		return "rowgroup"
	}
	return "row"
}

// MarkTone is how the mark is set: an amber ground for 存疑, grey otherwise.
func (c Cell) MarkTone() string {
	if c.Tone == ToneSuspect {
		return "suspect"
	}
	return ""
}
