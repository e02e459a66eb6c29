package views

import (
	"strconv"

	"gongkai/models"
)

// APIPage is the documentation of the programming interface, at "/api". All of it but the prose is made from the tables that the
// interface itself is made from.
type APIPage struct {
	Frame
	Root      string // address of the interface, with its host where the site knows it
	Endpoints []APIEndpoint
	General   Table // parameters that every endpoint has
	Problems  Table // by their anchors
	Snippets  []APISnippet
	Limit     int // rows of a page
	MaxLimit  int
	Requests  int // a minute
}

func (APIPage) name() string { return "api" }

// APIEndpoint is one collection of the interface.
type APIEndpoint struct {
	ID         string
	Title      string
	About      string
	Order      string
	Parameters Table
	Columns    Table
	Tries      []Link // to look at in a browser
}

// APISnippet is a program that reads the interface, to copy.
type APISnippet struct {
	ID    string
	Title string
	Note  string
	Code  string
}

// APIParameter is a parameter of an endpoint.
type APIParameter struct {
	Name    string
	About   models.Label
	Values  string // those there are, "" where they are too many or free
	Href    string // where they are listed
	Default string
	Example string
}

// APIColumn is a column of an endpoint.
type APIColumn struct {
	Code    string
	Label   models.Label
	Meaning models.Label
	Type    string
}

// APIProblem is a way in which the interface can fail.
type APIProblem struct {
	Code   string
	Status int
	Title  models.Label
	Advice models.Label
}

// NewAPIPage begins the page; the tables are filled in by those who have them.
func NewAPIPage(f Frame) APIPage {
	f.Title, f.Section = phrase(f.lang(), "数据接口"), SectionAPI
	f.Description = phrase(f.lang(), "程序怎样读取%s政府信息公开年度数据：地址、参数、列、分页、错误、限制和不变的承诺。", f.Settings.District)
	return APIPage{Frame: f, Root: f.URL(APIRoot)}
}

// APIRoot is where the programming interface stands.
const APIRoot = "/api/v1"

// ParametersTable lists parameters.
func ParametersTable(caption string, list []APIParameter, lang models.Lang) Table {
	t := Table{Caption: caption, Class: "codes", Head: []Row{{Cells: []Cell{Heading(phrase(lang, "参数")), Heading(phrase(lang, "含义")), Heading(phrase(lang, "可以写的值"))}}}}
	for _, p := range list {
		values := Cell{Text: p.Values, Code: true}
		switch {
		case p.Href != "":
			values.Links = []Link{{Text: phrase(lang, "全部的值"), Href: p.Href}}
		case p.Values == "" && p.Example == "":
			values = Text("—")
		}
		if values.Text == "" && p.Example != "" {
			values.Text = p.Example
		}
		about := Text(p.About.In(lang))
		if p.Default != "" {
			about.Note = phrase(lang, "默认 %s", p.Default)
		}
		if values.Text == "" {
			values.Code = false
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{{Text: p.Name, Header: true, Code: true}, about, values}})
	}
	return t
}

// ColumnsTable lists columns.
func ColumnsTable(caption string, list []APIColumn, lang models.Lang) Table {
	t := Table{Caption: caption, Class: "codes", Head: []Row{{Cells: []Cell{Heading(phrase(lang, "列")), Heading(phrase(lang, "含义")), Heading(phrase(lang, "JSON 中的类型"))}}}}
	for _, c := range list {
		t.Rows = append(t.Rows, Row{Cells: []Cell{{Text: c.Code, Header: true, Code: true}, {Text: c.Label.In(lang), Note: c.Meaning.In(lang)}, {Text: c.Type, Code: true}}})
	}
	return t
}

// ProblemsTable lists ways to fail. Each row has its code as anchor: a problem's type leads there.
func ProblemsTable(list []APIProblem, lang models.Lang) Table {
	t := Table{Caption: phrase(lang, "错误的种类"), Class: "codes", Head: []Row{{Cells: []Cell{Heading("type"), NumberHeading(phrase(lang, "状态码")), Heading(phrase(lang, "意思")), Heading(phrase(lang, "怎样办"))}}}}
	for _, p := range list {
		t.Rows = append(t.Rows, Row{ID: p.Code, Cells: []Cell{{Text: p.Code, Header: true, Code: true}, {Text: strconv.Itoa(p.Status), Tone: ToneNumber}, Text(p.Title.In(lang)), Text(p.Advice.In(lang))}})
	}
	return t
}
