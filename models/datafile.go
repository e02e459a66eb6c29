package models

// DataTable is one table of a database file for the public, as a data file has it.
type DataTable struct {
	Name    string // "observations_long"
	Label   Label
	Columns []DataColumn
}

// DataColumn is a column of a DataTable. Cells are text; of a number they are plain decimals, and "" is none.
type DataColumn struct {
	Name    string
	Label   Label
	Meaning Label
	Kind    ColumnKind
}

// ColumnKind is what a column's cells are.
type ColumnKind string

// The kinds of columns.
const (
	ColumnText    ColumnKind = "text"
	ColumnInteger ColumnKind = "integer"
	ColumnDecimal ColumnKind = "decimal"
)
