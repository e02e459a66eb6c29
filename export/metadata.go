package export

import (
	"encoding/json"
	"io"
	"slices"
	"strconv"

	"gongkai/models"
)

// Metadata is what stands beside the file of a view, so that whoever finds the file later knows what it is of.
type Metadata struct {
	Title     string            `json:"title"`
	Chart     *ChartMetadata    `json:"chart,omitempty"` // whose rows they are; absent for the page's own
	Page      string            `json:"page"`
	Filters   map[string]string `json:"filters"` // the canonical query of the page
	Units     []string          `json:"units"`
	Coverage  Coverage          `json:"coverage"`
	Rows      int               `json:"rows"`
	Columns   []ColumnMetadata  `json:"columns"`
	Source    SourceMetadata    `json:"source"`
	Data      StateMetadata     `json:"data"`
	Licence   LicenceMetadata   `json:"licence"`
	Citations CitationMetadata  `json:"citations"`
	Formats   []FormatMetadata  `json:"formats"`
}

// ChartMetadata describes a chart in the words of its card.
type ChartMetadata struct {
	ID       string   `json:"id"`
	Headline string   `json:"headline"`
	Subtitle string   `json:"subtitle"`
	Unit     string   `json:"unit,omitempty"`
	Coverage string   `json:"coverage,omitempty"`
	Notes    []string `json:"notes"`
}

// Coverage is what years and how many agencies rows are of.
type Coverage struct {
	Years    []int `json:"years"`
	Agencies int   `json:"agencies"`
}

// ColumnMetadata explains a column.
type ColumnMetadata struct {
	Code       string         `json:"code"`
	Type       string         `json:"type"` // string, integer or number
	Label      LabelMetadata  `json:"label"`
	Definition *LabelMetadata `json:"definition,omitempty"` // wherever the label alone does not say it
}

// LabelMetadata is a text in both languages.
type LabelMetadata struct {
	Zh string `json:"zh"`
	En string `json:"en"`
}

// SourceMetadata says who publishes what the rows are from.
type SourceMetadata struct {
	Site         string `json:"site"`
	Publisher    string `json:"publisher"`
	District     string `json:"district"`
	DistrictCode string `json:"district_code"`
	Text         string `json:"text,omitempty"`
	Warning      string `json:"warning,omitempty"` // that the numbers are made up
}

// StateMetadata is the state of the data: a snapshot, or else a version of the live data.
type StateMetadata struct {
	Snapshot string `json:"snapshot_id"` // "" for the live state
	Version  int64  `json:"version"`
	Updated  string `json:"updated"` // RFC 3339; "" where there is no data
}

// LicenceMetadata says how the rows may be used.
type LicenceMetadata struct {
	Title string `json:"title"`
	URL   string `json:"url,omitempty"`
}

// CitationMetadata is how to cite the view.
type CitationMetadata struct {
	GBT7714 string `json:"gbt7714"`
	English string `json:"english"`
}

// FormatMetadata is the view in one format.
type FormatMetadata struct {
	Format    string `json:"format"`
	URL       string `json:"url"`
	MediaType string `json:"media_type"`
}

// Describe fills in what the table says of itself: units, coverage, rows and columns.
func (m *Metadata) Describe(t Table) {
	m.Rows, m.Units, m.Coverage = len(t.Rows), orNone(t.distinct("unit")), Coverage{Years: orNone(t.Years()), Agencies: t.agencies()}
	m.Columns = make([]ColumnMetadata, len(t.Columns))
	for i, c := range t.Columns {
		x := ColumnMetadata{Code: c.Code, Type: "number", Label: LabelMetadata(c.Label)}
		switch {
		case c.Text:
			x.Type = "string"
		case c.Whole:
			x.Type = "integer"
		}
		if d := c.Meaning(); d != (models.Label{}) {
			x.Definition = (*LabelMetadata)(&d)
		}
		m.Columns[i] = x
	}
}

// Write writes the metadata as JSON.
func (m Metadata) Write(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(m)
}

// orNone makes an empty list of none, which JSON writes as [].
func orNone[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// Years lists the years that rows are of, in order; none where no column says.
func (t Table) Years() []int {
	var years []int
	for _, text := range t.distinct("year") {
		if y, err := strconv.Atoi(text); err == nil {
			years = append(years, y)
		}
	}
	slices.Sort(years)
	return years
}

// agencies counts the agencies that rows are of.
func (t Table) agencies() int {
	return len(slices.DeleteFunc(t.distinct("agency_id"), func(id string) bool { return id == districtID }))
}

// distinct lists what stands in a column, each once and in order of appearance, without what is empty.
func (t Table) distinct(code string) []string {
	i := slices.IndexFunc(t.Columns, func(c Column) bool { return c.Code == code })
	if i < 0 {
		return nil
	}
	var list []string
	seen := map[string]bool{"": true}
	for _, row := range t.Rows {
		if !seen[row[i]] {
			seen[row[i]] = true
			list = append(list, row[i])
		}
	}
	return list
}
