package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"gongkai/ingest"
	"gongkai/models"
	"gongkai/store"
)

type importCommand struct {
	DB             string       `name:"db" default:"gongkai.db" env:"GONGKAI_DB" placeholder:"FILE" help:"数据库文件，没有则新建。 / Database file, made if there is none."`
	Agency         string       `placeholder:"ID" help:"机关代码；不给则按文件里的机关名称。 / Agency id, if not as the file says."`
	Year           int          `placeholder:"Y" help:"年度；不给则按文件。 / Report year, if the file does not say."`
	Scope          models.Scope `placeholder:"S" enum:",organ,own_level,territory" default:"" help:"统计范围：organ 本机关、own_level 本级、territory 全区（县）。 / What the figures cover."`
	Manifest       string       `placeholder:"CSV" help:"文件清单：文件、机关代码、年度、范围、来源网址、公布日期。 / List of files with agency, year, scope, source URL and publication date."`
	CreateAgencies bool         `help:"名单里没有的机关自动建立。 / Make agencies that are not in the list."`
	Revert         bool         `help:"较早版本的文件也导入，退回其后的更正；不加则保留更正。 / Let the file of an older revision take the later correction back."`
	JSON           bool         `name:"json" help:"输出 JSON。 / Write JSON."`
	Paths          []string     `arg:"" optional:"" name:"path" help:"文件、文件夹或 ZIP；只给清单时读清单里的文件。 / Files, folders or ZIP archives; with a manifest alone, the files in it."`
}

// failure is a file that was not imported.
type failure struct {
	File  string      `json:"file"`
	Error string      `json:"error"`
	Code  models.Code `json:"code"`
}

// importJSON is what import --json prints.
type importJSON struct {
	Imported    []ingest.Outcome         `json:"imported"`
	Queued      []ingest.Outcome         `json:"queued"` // cannot be read: to be typed in, or done with already
	Failed      []failure                `json:"failed"`
	Summary     map[models.SaveState]int `json:"summary"`
	Interrupted bool                     `json:"interrupted"`
}

// Run imports the files in their order; what was imported stays, whatever becomes of the rest. An interrupt is obeyed between files.
func (m *importCommand) Run(ctx context.Context, c *console) error {
	list, err := m.manifest()
	if err != nil {
		return err
	}
	files, err := m.find(list)
	if err != nil {
		return err
	}
	db, err := store.Open(ctx, m.DB)
	if err != nil {
		return err
	}
	defer db.Close()

	batch := ingest.NewBatch(db)
	p := newProgress(c, len(files), "导入")
	result := importJSON{Imported: []ingest.Outcome{}, Queued: []ingest.Outcome{}, Failed: []failure{}, Summary: map[models.SaveState]int{}}
	say := func(format string, args ...any) {
		if !m.JSON {
			p.clear()
			fmt.Fprintf(c.out, format+"\n", args...)
		}
	}
	fail := func(file string, err error) {
		result.Failed = append(result.Failed, failure{file, sentence(err), models.ErrorCode(err)})
		say("失败 %s：%s", file, sentence(err))
	}
	items := func(yield func(ingest.Item) bool) {
		for _, f := range files {
			for d, err := range f.documents(ctx) {
				// The folders of this machine are nobody's business: what is kept is the name within the folder or archive.
				if !yield(ingest.Item{Label: d.name, Name: d.within, Data: d.data, Options: m.options(list.row(d)), Err: err}) {
					return
				}
			}
			p.add()
		}
	}
	result.Interrupted = batch.ImportAll(ctx, items, func(d ingest.Item, o ingest.Outcome, err error) {
		if err != nil {
			fail(d.Label, err)
			return
		}
		o.File = d.Label
		if o.Queue != nil {
			result.Queued = append(result.Queued, o)
		} else {
			result.Imported = append(result.Imported, o)
		}
		result.Summary[o.State]++
		say("%s", outcomeLine(o))
	}) != nil
	p.finish()
	for _, row := range list.unused() {
		if !result.Interrupted {
			fail(row.File, models.Errorf(models.ENOTFOUND, "文件清单第 %d 行的文件没有找到。", row.Line))
		}
	}
	if m.JSON {
		if err := writeJSON(c.out, result); err != nil {
			return err
		}
	} else {
		fmt.Fprintln(c.out, result.summary())
	}
	if len(result.Failed) > 0 || result.Interrupted {
		return errFailed
	}
	if result.Summary[models.SavedQueued] > 0 {
		return errQueued
	}
	return nil
}

func (m *importCommand) options(row ingest.ManifestRow) ingest.ImportOptions {
	o := ingest.ImportOptions{AgencyID: m.Agency, Year: m.Year, Scope: m.Scope, CreateAgencies: m.CreateAgencies, Revert: m.Revert, Now: time.Now().UTC(),
		SourceURL: row.SourceURL, PublishedOn: row.PublishedOn}
	if row.AgencyID != "" {
		o.AgencyID = row.AgencyID
	}
	if row.Year != 0 {
		o.Year = row.Year
	}
	if row.Scope != "" {
		o.Scope = row.Scope
	}
	return o
}

// outcomeLine says what became of a file.
func outcomeLine(o ingest.Outcome) string {
	if q := o.Queue; q != nil {
		return fmt.Sprintf("%s %s：%s。%s", q.State.Label().Zh, o.File, whose(*q, o.AgencyName), cmp.Or(q.Remark, q.Reason))
	}
	if o.State == models.SavedSuperseded {
		return fmt.Sprintf("%s %s：这是%s %d 年年报第 %d 版的文件，现行的是第 %d 版，没有改动。如果更正有误、确要退回这份文件，请加 --revert 再导入。",
			o.State.Label().Zh, o.File, o.AgencyName, o.Year, o.Superseded, o.Revision)
	}
	line := fmt.Sprintf("%s %s：%s %d 年（%s年版），错误 %d 项，提示 %d 项", o.State.Label().Zh, o.File, o.AgencyName, o.Year, o.Edition, o.Errors, o.Warnings)
	if o.Created {
		line += "，新建机关 " + o.AgencyID
	}
	if n := len(o.Changes); n > 0 {
		line += fmt.Sprintf("，与上一版本有 %d 处不同", n)
	}
	if n := len(o.Notes); n > 0 {
		line += fmt.Sprintf("，说明 %d 条", n)
	}
	return line
}

func (r importJSON) summary() string {
	parts := []string{}
	for _, s := range []models.SaveState{models.SavedNew, models.SavedRevised, models.SavedSecondSource, models.SavedUnchanged, models.SavedSuperseded, models.SavedQueued} {
		if n := r.Summary[s]; n > 0 {
			parts = append(parts, fmt.Sprintf("%s %d", s.Label().Zh, n))
		}
	}
	line := fmt.Sprintf("共 %d 个文件：%s。", len(r.Imported)+len(r.Queued)+len(r.Failed), strings.Join(append(parts, fmt.Sprintf("失败 %d", len(r.Failed))), "，"))
	if r.Summary[models.SavedQueued] > 0 {
		line += "待录入的用 gongkai queue 查看。"
	}
	if r.Interrupted {
		line += "已中断，其余文件没有导入；已导入的保留。"
	}
	return line
}

// manifest is the list that goes with the files. The zero value is none.
type manifest struct {
	folder string // that its file names start from
	file   string
	rows   []ingest.ManifestRow
	used   map[int]bool // by line
}

func (m *importCommand) manifest() (*manifest, error) {
	list := &manifest{used: map[int]bool{}}
	if m.Manifest == "" {
		return list, nil
	}
	data, err := readFile(m.Manifest)
	if err != nil {
		return nil, err
	}
	list.file, list.folder = filepath.Clean(m.Manifest), filepath.Dir(m.Manifest)
	list.rows, err = ingest.ReadManifest(data)
	return list, err
}

// row returns what the list says of a document: the row that names its path from the list's folder, from the folder or archive it
// was found in, or else its name alone. It is empty if there is none.
func (l *manifest) row(d document) ingest.ManifestRow {
	names := []string{d.within, path.Base(d.within)}
	if rel, err := filepath.Rel(l.folder, d.name); err == nil {
		names = append([]string{filepath.ToSlash(rel)}, names...)
	}
	for _, name := range names {
		if i := slices.IndexFunc(l.rows, func(r ingest.ManifestRow) bool { return r.File == name }); i >= 0 {
			l.used[l.rows[i].Line] = true
			return l.rows[i]
		}
	}
	return ingest.ManifestRow{}
}

// unused lists the rows for which no file was found.
func (l *manifest) unused() []ingest.ManifestRow {
	return slices.DeleteFunc(slices.Clone(l.rows), func(r ingest.ManifestRow) bool { return l.used[r.Line] })
}

// document is one document to import. name is what messages call it, within its path in the folder or archive it came from.
type document struct {
	name, within string
	data         []byte
}

// source is a file that is or holds documents.
type source struct{ name, within string }

// documents reads the file, and unpacks it if it is an archive.
func (s source) documents(ctx context.Context) iter.Seq2[document, error] {
	return func(yield func(document, error) bool) {
		data, err := readFile(s.name)
		if err != nil {
			yield(document{name: s.name, within: s.within}, err)
			return
		}
		for f, err := range ingest.Expand(ctx, filepath.Base(s.name), data) {
			d := document{s.name, s.within, f.Data}
			if f.Name != filepath.Base(s.name) { // found in an archive
				d.name, d.within = s.name+"/"+f.Name, f.Name
			}
			if !yield(d, err) {
				return
			}
		}
	}
}

// find lists the files under the paths, folders walked in the order of names. The manifest and what ingest.Litter tells are left
// out.
func (m *importCommand) find(list *manifest) ([]source, error) {
	paths := slices.Clone(m.Paths)
	if len(paths) == 0 {
		for _, r := range list.rows {
			paths = append(paths, filepath.Join(list.folder, filepath.FromSlash(r.File)))
		}
	}
	if len(paths) == 0 {
		return nil, models.Errorf(models.EINVALID, "没有给出要导入的文件。用 gongkai import --help 查看用法。")
	}
	var files []source
	for _, root := range paths {
		if info, err := os.Stat(root); err != nil || !info.IsDir() {
			files = append(files, source{root, filepath.Base(root)}) // one that cannot be read fails by itself
			continue
		}
		err := filepath.WalkDir(root, func(name string, e fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			hidden := name != root && ingest.Litter(e.Name())
			switch {
			case hidden && e.IsDir():
				return filepath.SkipDir
			case hidden, e.IsDir(), filepath.Clean(name) == list.file:
				return nil
			}
			within, err := filepath.Rel(root, name)
			files = append(files, source{name, filepath.ToSlash(within)})
			return err
		})
		if err != nil {
			return nil, fileError(root, err)
		}
	}
	return files, nil
}

// progress is a bar on a terminal, and nothing elsewhere.
type progress struct{ bar *progressbar.ProgressBar }

func newProgress(c *console, total int, what string) progress {
	f, ok := c.err.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return progress{}
	}
	return progress{progressbar.NewOptions(total, progressbar.OptionSetDescription(what), progressbar.OptionSetWriter(c.err),
		progressbar.OptionShowCount(), progressbar.OptionClearOnFinish())}
}

// A bar that cannot be drawn is no reason to stop.

func (p progress) add() {
	if p.bar != nil {
		_ = p.bar.Add(1)
	}
}

// clear makes room for a line of output.
func (p progress) clear() {
	if p.bar != nil {
		_ = p.bar.Clear()
	}
}

func (p progress) finish() {
	if p.bar != nil {
		_ = p.bar.Finish()
	}
}

type agenciesCommand struct {
	DB   string `name:"db" default:"gongkai.db" env:"GONGKAI_DB" placeholder:"FILE" help:"数据库文件，没有则新建。 / Database file, made if there is none."`
	File string `arg:"" name:"file.csv" help:"机关名单：机关代码、序号、类别、名称、别名、曾用名、应报年度、承继。 / The list: agency_id, position, kind, name, aliases, former_names, owes, succession."`
}

// Run replaces the list of agencies by the one in the file.
func (a *agenciesCommand) Run(ctx context.Context, c *console) error {
	data, err := readFile(a.File)
	if err != nil {
		return err
	}
	db, err := store.Open(ctx, a.DB)
	if err != nil {
		return err
	}
	defer db.Close()
	return loadAgencies(ctx, db, c.out, a.File, data)
}

func loadAgencies(ctx context.Context, db *store.Store, w io.Writer, name string, data []byte) error {
	file, err := ingest.ReadAgencies(data)
	if err != nil {
		return err
	}
	if _, err := db.ChangeAgencies(ctx, models.ActLoaded, filepath.Base(name), func(old models.AgencyList) (models.AgencyList, error) { return file.Over(old), nil }); err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "已载入 %d 个机关，承继关系 %d 条。\n", len(file.Agencies), len(file.Successions))
	return err
}
