package views

// MeasuresPage is the catalogue of measures and indicators, at "/measures".
type MeasuresPage struct {
	Frame
	Groups []MeasureGroup
}

func (MeasuresPage) name() string { return "measures" }

// MeasureGroup is the measures of one table of the form, or the indicators.
type MeasureGroup struct {
	ID    string
	Title string
	Text  string
	Table Table
}

// MeasurePage is one measure or indicator, at "/measures/{code}".
type MeasurePage struct {
	Frame
	Name     string
	Lead     string // the finding of the newest year
	Facts    []Fact // 编码, 单位, 表中位置, 依据, 公式, 适用版式
	Caveats  []string
	Controls *Form
	Cards    []ChartCard // ranked dots of a year, lines, heatmap
}

func (MeasurePage) name() string { return "measure" }

// Fact is a term and what it stands for.
type Fact struct {
	Term string
	Text string
	Href string
	Code bool // set in a fixed-width face: codes and checksums
}
