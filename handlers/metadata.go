package handlers

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"gongkai/export"
	"gongkai/models"
	"gongkai/views"
)

// metadata tells what the rows of a view, or of one of its charts, are of.
func (x content) metadata(as asked, f views.Frame, rows export.Table) export.Metadata {
	m := export.Metadata{Title: about(f).Title, Page: f.URL(f.Path), Filters: filters(f.Path),
		Source:  export.SourceMetadata{Site: f.SiteName(), Publisher: f.Settings.Office, District: f.Settings.District, DistrictCode: f.Settings.DistrictCode},
		Data:    export.StateMetadata{Snapshot: f.Snapshot.ID, Version: f.Version},
		Licence: export.LicenceMetadata{Title: f.Rights(), URL: f.Settings.LicenceURL}}
	since := f.Updated
	if f.Snapshot.ID != "" {
		since = f.Snapshot.CreatedAt
	}
	if !since.IsZero() {
		m.Data.Updated = since.UTC().Format(time.RFC3339)
	}
	if f.Settings.Demo {
		m.Source.Warning = views.Phrase(f.Lang, "演示数据，均为虚构，请勿引用")
	}
	m.Describe(rows)
	what, fragment, files, own := f.Title, "", f.Data, f.Metadata
	if as.chart != "" {
		files, own = chartData(f, as.chart), ofChart(f.Metadata, as.chart)
		if ch := x.charts[as.chart].card.Chart; ch.ID != "" { // a table by itself has no card
			m.Chart = &export.ChartMetadata{ID: ch.ID, Headline: ch.Title, Subtitle: ch.Subtitle, Unit: ch.Unit, Coverage: ch.Coverage, Notes: slices.Concat([]string{}, ch.Notes)}
			m.Source.Text = ch.Source
			what, fragment, files = ch.Subtitle, "#"+ch.ID, cardData(f, ch)
			m.Page += fragment
		}
	}
	m.Citations.GBT7714, m.Citations.English = views.Citations(f, what, fragment)
	for _, l := range append(slices.Clone(files), views.Link{Text: strings.ToUpper(formatMeta), Href: own}) {
		m.Formats = append(m.Formats, export.FormatMetadata{Format: strings.ToLower(l.Text), URL: f.URL(l.Href), MediaType: l.DataType()})
	}
	return m
}

// filters are the parameters of an address, which is a canonical one.
func filters(address string) map[string]string {
	u, err := url.Parse(address)
	list := map[string]string{}
	if err != nil {
		return list
	}
	for name, values := range u.Query() {
		list[name] = strings.Join(values, "~")
	}
	return list
}

// names are the names of a view's file, given its rows. English pages have no Chinese one.
func (x content) names(as asked, f views.Frame, rows export.Table) string {
	name := viewFile(as, f, rows.Years())
	if f.Lang == models.En {
		return `filename="` + name + `"`
	}
	return fileNames(name, export.ChineseFileName(models.Label{Zh: chinesePart(views.TitleOf(x.page))}, rows.Years(), export.ExtentView, as.format))
}

// viewFile names the file of a view after its address, the years of its rows and the state of the data.
func viewFile(as asked, f views.Frame, years []int) string {
	path, query, _ := strings.Cut(f.Path, "?")
	if path == "/" {
		path = "overview"
	}
	words := []string{path}
	for p := range strings.SplitSeq(query, "&") {
		if strings.HasPrefix(p, views.SnapshotParameter+"=") || strings.HasPrefix(p, "y=") && len(years) > 0 {
			continue // said by other parts of the name
		}
		words = append(words, p)
	}
	words = strings.FieldsFunc(strings.Join(append(words, as.chart), " "), func(r rune) bool {
		return r != '_' && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
	})
	if n := len(words); len(years) == 1 && n > 1 && words[n-1] == strconv.Itoa(years[0]) {
		words = words[:n-1]
	}
	state := f.Snapshot.ID
	if state == "" {
		state = fmt.Sprintf("v%d", f.Version)
	}
	return export.ViewFileName(f.Settings, strings.Join(words, "-"), years, state, as.format)
}

// maxTitle is how many characters of a page's title stand in the name of a file.
const maxTitle = 40

// chinesePart makes a title fit for the name of a file in any system.
func chinesePart(title string) string {
	r := []rune(strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`/\:*?"<>|`, r) {
			return '-'
		}
		return r
	}, title))
	return string(r[:min(len(r), maxTitle)])
}

// wholeFile is the data file that holds every figure.
const wholeFile = "observations-long"

// whole is all the data of the state that a page shows: the files of its snapshot, of the newest one for the live state, or while there
// is none, of the live state itself.
func whole(live, w *world) views.Whole {
	snap, pinned := w.snapshot, w.snapshot.ID != ""
	if !pinned && len(live.snapshots) > 0 {
		snap = live.snapshots[0]
	}
	x := views.Whole{Snapshot: snap.ID}
	if snap.ID == "" {
		for _, format := range export.Formats {
			x.Files = append(x.Files, views.Link{Text: strings.ToUpper(string(format)), Href: "/downloads/live/" + wholeFile + "." + string(format)})
		}
		return x
	}
	for _, file := range snap.Files {
		if file.File != wholeFile {
			continue
		}
		href := "/downloads/latest/" + wholeFile + "." + file.Format
		if pinned {
			href = views.SnapshotFilePath(snap.ID, file.Name)
		}
		x.Rows = file.Rows
		x.Files = append(x.Files, views.Link{Text: strings.ToUpper(file.Format), Href: href})
	}
	return x
}
