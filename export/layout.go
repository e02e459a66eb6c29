package export

import (
	"io"

	"gongkai/models"
)

// Layout is a report as blocks in reading order, before it becomes a file.
type Layout struct {
	Title       string // of the file, as programs list it
	Agency      string
	PublishedOn string // ISO date, "" if not known
	Mark        string // printed on every page, such as 演示数据; "" for none
	About       string // where the file is from and how it may be used, for its properties; "" for none
	Blocks      []Block
	web         webPage // how an HTML file differs from a plain UTF-8 page
}

// Role is what a block is in its document.
type Role int

// The roles.
const (
	RoleTitle Role = iota
	RoleText
	RoleHeading // of one of the six sections
	RoleTable
)

// Block is a paragraph, or a table if Role is RoleTable.
type Block struct {
	Role    Role
	Section int // 1 to 6; 0 for title and introduction
	Text    string
	Grid    *Grid
}

// Grid is a table with merged cells. A row lists only the cells that begin in it; columns covered from above are left out, as in HTML.
type Grid struct {
	Widths []int // of the columns, in twentieths of a point
	Header int   // rows at the top that repeat on each page
	Rows   [][]Cell
}

// Face is how a cell looks and what it does for its table.
type Face int

// The faces.
const (
	FaceHead   Face = iota // heads columns
	FaceLabel              // labels a row
	FaceFigure             // holds a number
)

// Cell is a cell that covers Across columns and Down rows.
type Cell struct {
	Text         string // a line feed cuts it into lines
	Across, Down int
	Face         Face
	Key          models.Key   // of the figure, for FaceFigure
	State        models.State // of the figure, for FaceFigure
}

func head(text string, across, down int) Cell { return Cell{Text: text, Across: across, Down: down} }
func label(text string, across, down int) Cell {
	return Cell{text, across, down, FaceLabel, models.Key{}, ""}
}

// placed is a cell at its column. Continued is true in every row but the first of a cell that covers several.
type placed struct {
	*Cell
	column    int
	continued bool
}

// place finds the column of every cell of the grid, row by row, and repeats a cell in each row that it covers.
func (g *Grid) place() [][]placed {
	rows := make([][]placed, len(g.Rows))
	left := map[int]int{}   // by column: rows that the cell beginning there still covers
	from := map[int]*Cell{} // by column: that cell
	for r := range g.Rows {
		column := 0
		continueDown := func() {
			for left[column] > 0 {
				left[column]--
				rows[r] = append(rows[r], placed{from[column], column, true})
				column += from[column].Across
			}
		}
		for c := range g.Rows[r] {
			continueDown()
			cell := &g.Rows[r][c]
			rows[r] = append(rows[r], placed{cell, column, false})
			left[column], from[column] = cell.Down-1, cell
			column += cell.Across
		}
		continueDown()
	}
	return rows
}

// Write writes the layout as "docx", "xlsx", "html" or "csv".
func (l Layout) Write(w io.Writer, format string) error {
	switch format {
	case "docx":
		return l.docx(w)
	case "xlsx":
		return l.xlsx(w)
	case "html":
		return l.html(w)
	case "csv":
		return l.csv(w)
	}
	return models.Errorf(models.EINVALID, "不能写成“%s”格式，可选 docx、xlsx、html 或 csv。", format)
}
