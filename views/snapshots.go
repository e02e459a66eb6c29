package views

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/models"
)

// SnapshotsPage lists the dated states of the data, at "/snapshots".
type SnapshotsPage struct {
	Frame
	Table Table
	Next  string // when the next one is planned, an ISO date; "" if nobody has said
}

func (SnapshotsPage) name() string { return "snapshots" }

// NewSnapshotsPage lists snapshots, the newest first.
func NewSnapshotsPage(f Frame, list []models.Snapshot) SnapshotsPage {
	lang := f.lang()
	f.Title, f.Section = phrase(lang, "数据快照"), SectionDownloads
	f.Crumbs = []Link{{Text: phrase(lang, "数据下载"), Href: "/downloads"}}
	t := Table{Caption: phrase(lang, "全部快照，最新的在前"), Class: "wide", Empty: phrase(lang, "还没有数据快照。"),
		Head: []Row{{Cells: []Cell{Heading(phrase(lang, "快照")), Heading(phrase(lang, "建立日期")), NumberHeading(phrase(lang, "年报份数")), NumberHeading(phrase(lang, "数字个数")), Heading(phrase(lang, "说明"))}}}}
	for _, s := range list {
		t.Rows = append(t.Rows, Row{Cells: []Cell{{Text: s.ID, Href: s.Path(), Header: true, Code: true}, Text(s.Day()), numberCell(s.Reports, lang), numberCell(s.Figures, lang), Text(s.Note)}})
	}
	return SnapshotsPage{Frame: f, Table: t, Next: f.Settings.NextSnapshot}
}

func numberCell(n int, lang models.Lang) Cell {
	return Cell{Text: grouped(n, lang), Tone: ToneNumber}
}

func grouped(n int, lang models.Lang) string {
	v := int64(n)
	return models.FormatNumber(&v, 0, lang)
}

// SnapshotSummary says in a sentence what a snapshot holds.
func SnapshotSummary(s models.Snapshot, lang models.Lang) string {
	text := phrase(lang, "%s 的数据：年度报告 %s 份，数字 %s 个。", s.Day(), grouped(s.Reports, lang), grouped(s.Figures, lang))
	if s.Note != "" {
		text += models.Label{Zh: "", En: " "}.In(lang) + s.Note
	}
	return text
}

// SnapshotPage shows what a snapshot holds and what changed since the one before, at "/snapshots/{id}".
type SnapshotPage struct {
	Frame
	Lead    string
	Facts   []Fact
	Files   Table
	Changes Table
	More    int    // changes that the page does not list
	All     string // the file of all changes; "" if there is none
	Before  models.Snapshot
	Share   []ShareText
	Pinned  []Link // pages as they were
}

func (SnapshotPage) name() string { return "snapshot" }

// maxCellChanges is how many changes a page lists.
const maxCellChanges = 200

// NewSnapshotPage describes a snapshot. before is the one before it, without ID if it is the first; labels name the data files.
func NewSnapshotPage(f Frame, s, before models.Snapshot, changes []models.ChangeRow, labels map[string]models.Label, lang models.Lang) SnapshotPage {
	f.Title, f.Section = phrase(lang, "数据快照 %s", s.ID), SectionDownloads
	f.Crumbs = []Link{{Text: phrase(lang, "数据下载"), Href: "/downloads"}, {Text: phrase(lang, "数据快照"), Href: "/snapshots"}}
	p := SnapshotPage{Frame: f, Lead: SnapshotSummary(s, lang), Before: before, Files: snapshotFiles(s, labels, lang)}
	p.Facts = []Fact{{Term: phrase(lang, "建立时间"), Text: clock(s.CreatedAt, lang)}, {Term: phrase(lang, "内容校验值（SHA-256）"), Text: s.Content, Code: true}}
	if before.ID != "" {
		p.Facts = append(p.Facts, Fact{Term: phrase(lang, "上一个快照"), Text: before.ID, Href: before.Path(), Code: true})
	}
	for _, file := range s.Files {
		if file.File == "changes" && file.Format == "csv" {
			p.All = SnapshotFilePath(s.ID, file.Name)
		}
	}
	p.Changes, p.More = changesTable(s, changes, lang)
	for _, page := range []Link{{Text: phrase(lang, "总览"), Href: "/"}, {Text: phrase(lang, "机关"), Href: "/agencies"}, {Text: phrase(lang, "比较"), Href: "/compare"}, {Text: phrase(lang, "数据质量"), Href: "/quality"}} {
		p.Pinned = append(p.Pinned, Link{Text: page.Text, Href: PinnedPath(page.Href, s.ID)})
	}
	shown := f
	shown.Snapshot, shown.Updated = s, s.CreatedAt
	address := f.URL(s.Path())
	what := models.Label{Zh: "数据集", En: "data set"}
	p.Share = []ShareText{{ID: "cite-gbt", Label: phrase(lang, "引用（GB/T 7714）"), Text: chineseCitation(shown, what.Zh, address), Path: address, Today: zhAccess},
		{ID: "cite-english", Label: phrase(lang, "英文引用"), Text: englishCitation(shown, what.En, address), Path: address, Today: enAccess}}
	if f.Settings.BaseURL != "" {
		for i := range p.Share {
			p.Share[i].Path = ""
		}
	}
	return p
}

// SnapshotFilePath is the address of a file of a snapshot. It has no language.
func SnapshotFilePath(id, name string) string { return "/snapshots/" + id + "/" + name }

// snapshotFiles lists the files of a snapshot with what they can be checked by.
func snapshotFiles(s models.Snapshot, labels map[string]models.Label, lang models.Lang) Table {
	t := Table{ID: "files", Caption: phrase(lang, "全部文件和校验值"), Class: "wide", Head: []Row{{Cells: []Cell{Heading(phrase(lang, "文件")), Heading(phrase(lang, "格式")), NumberHeading(phrase(lang, "行数")),
		NumberHeading(phrase(lang, "大小")), Heading("SHA-256")}}}}
	for _, f := range s.Files {
		rows := Cell{Text: grouped(f.Rows, lang), Tone: ToneNumber}
		if f.Rows == 0 && labels[f.File] == (models.Label{}) {
			rows.Text = ""
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{{Text: fileLabel(f.File, labels, lang), Href: SnapshotFilePath(s.ID, f.Name), Header: true}, Text(strings.ToUpper(f.Format)), rows,
			{Text: byteSize(f.Bytes), Tone: ToneNumber, Title: fmt.Sprint(f.Bytes)}, {Text: f.SHA256, Code: true}}})
	}
	return t
}

// fileLabel is a file's name for people.
func fileLabel(file string, labels map[string]models.Label, lang models.Lang) string {
	if l, ok := labels[file]; ok {
		return l.In(lang)
	}
	switch file {
	case "all":
		return phrase(lang, "全部数据")
	case "SHA256SUMS":
		return phrase(lang, "校验值清单")
	}
	return file
}

// changesTable lists changes, each with a link to its cell as the snapshot has it.
func changesTable(s models.Snapshot, changes []models.ChangeRow, lang models.Lang) (t Table, more int) {
	t = Table{ID: "changes", Caption: phrase(lang, "与上一个快照的差别"), Class: "wide", Empty: phrase(lang, "没有差别，或没有上一个快照。"), Head: []Row{{Cells: []Cell{Heading(phrase(lang, "机关")), NumberHeading(phrase(lang, "年度")),
		Heading(phrase(lang, "变更")), Heading(phrase(lang, "项目")), Heading(phrase(lang, "变更前")), Heading(phrase(lang, "变更后")), Heading(phrase(lang, "原因"))}}}}
	for _, c := range changes {
		if len(t.Rows) == maxCellChanges {
			more = len(changes) - maxCellChanges
			break
		}
		year := Cell{Text: fmt.Sprint(c.Year), Tone: ToneNumber}
		item := Cell{}
		if c.Kind == models.ReportAdded || c.Kind == models.FigureChanged {
			item = Cell{Text: phrase(lang, "年度报告"), Href: PinnedPath(models.ReportPath(c.AgencyID, c.Year), s.ID)}
		}
		if c.Kind == models.FigureChanged {
			item.Text = c.Key.Name(lang)
			if place := c.Key.Place(c.Edition); place != "" {
				item.Href += "#" + place
			}
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{{Text: c.Agency, Href: AgencyPath(c.AgencyID), Header: true}, year, Text(c.Kind.Label().In(lang)), item,
			sideCell(c.Kind, c.Old, c.OldState, c.OldFlags, lang), sideCell(c.Kind, c.New, c.State, c.Flags, lang), Text(c.Reason)}})
	}
	return t, more
}

// sideCell is a figure before or after a change: its value, or why there is none, and its flags.
func sideCell(kind models.CellChangeKind, value string, state models.State, flags models.Flags, lang models.Lang) Cell {
	if kind != models.FigureChanged {
		return Cell{}
	}
	c := Cell{Text: value, Tone: ToneNumber}
	if value == "" {
		c = Cell{Text: state.Label().In(lang), Tone: ToneMissing}
	}
	var marks []string
	for _, l := range (flags &^ models.FlagRevised).Labels() {
		marks = append(marks, l.In(lang))
	}
	c.Note = strings.Join(marks, models.Label{Zh: "、", En: ", "}.In(lang))
	return c
}

// DownloadsPage offers all data as files, at "/downloads".
type DownloadsPage struct {
	Frame
	Newest   models.Snapshot // without ID while there is none; the files are then those of the live state
	Summary  string
	Items    []DownloadItem
	Files    Table
	Snippets []ShareText
	Licence  Link
}

func (DownloadsPage) name() string { return "downloads" }

// DownloadItem is a data file with what it can be had as.
type DownloadItem struct {
	ID     string
	Title  string
	About  string
	Rows   string
	People []Link // what opens in a spreadsheet
	Tools  []Link // what programs read
}

// forPeople are the formats that open in a spreadsheet.
var forPeople = []string{"xlsx", "csv"}

// NewDownloadsPage offers the files of a snapshot or, if it has no ID, of the live state.
func NewDownloadsPage(f Frame, s models.Snapshot, labels map[string]models.Label, lang models.Lang) DownloadsPage {
	f.Title, f.Section = phrase(lang, "数据下载"), SectionDownloads
	p := DownloadsPage{Frame: f, Newest: s}
	if s.ID != "" {
		p.Summary = SnapshotSummary(s, lang)
		p.Files = snapshotFiles(s, labels, lang)
	}
	about := fileAbouts(lang)
	for _, file := range s.Files {
		if file.File == "SHA256SUMS" {
			continue
		}
		i := slices.IndexFunc(p.Items, func(it DownloadItem) bool { return it.ID == file.File })
		if i < 0 {
			p.Items = append(p.Items, DownloadItem{ID: file.File, Title: fileLabel(file.File, labels, lang), About: about[file.File]})
			i = len(p.Items) - 1
		}
		it := &p.Items[i]
		link := Link{Text: strings.ToUpper(file.Format), Href: "/downloads/live/" + file.Name}
		if s.ID != "" {
			link.Href, link.Note = SnapshotFilePath(s.ID, file.Name), byteSize(file.Bytes)
		}
		if labels[file.File] != (models.Label{}) {
			it.Rows = phrase(lang, "%s 行", grouped(file.Rows, lang))
		}
		if slices.Contains(forPeople, file.Format) {
			it.People = append(it.People, link)
		} else {
			it.Tools = append(it.Tools, link)
		}
	}
	slices.SortStableFunc(p.Items, func(a, b DownloadItem) int { // the whole first
		switch {
		case a.ID == "all" && b.ID != "all":
			return -1
		case b.ID == "all" && a.ID != "all":
			return 1
		}
		return 0
	})
	p.Snippets = snippets(f, s.Files, lang)
	p.Licence = Link{Text: f.Settings.Rights(lang), Href: f.Settings.LicenceURL}
	return p
}

// fileAbouts say what each file is.
func fileAbouts(lang models.Lang) map[string]string {
	return map[string]string{
		"all":               phrase(lang, "一个文件装下全部数据表、说明、字典、校验值和许可。"),
		"observations-long": phrase(lang, "最完整的一份：报告表格的每一格一行，带数值、状态、标记和原文位置。合计行的 row_type 是 total，不要与其他行相加。"),
		"agency-year-wide":  phrase(lang, "每个机关每年一行，各项数字一列一个，适合直接在表格软件里看。"),
		"indicators-long":   phrase(lang, "公开率、结转率等指标，每行带分子、分母和显示规则。"),
		"agencies":          phrase(lang, "机关名单：代码、名称、类别、应报年度。"),
		"agency-names":      phrase(lang, "机关的现用名、曾用名和别名，带起止日期。"),
		"reports":           phrase(lang, "每份年度报告一行，未公布的也在内：公布日期、是否逾期、来源和校验值。"),
		"quality-findings":  phrase(lang, "检查没有通过或无法判断的结果，一行一条。"),
		"changes":           phrase(lang, "与上一个快照相比变动的每一个数字，以及新增、撤下的报告。"),
		"texts":             phrase(lang, "各部分的文字，一个部分一行。"),
		"dictionary":        phrase(lang, "每一列、每个代码和标记的含义，中英对照。"),
	}
}
