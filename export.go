package main

import (
	"cmp"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"gongkai/export"
	"gongkai/models"
	"gongkai/store"
)

type exportCommand struct {
	DB       string      `name:"db" default:"gongkai.db" env:"GONGKAI_DB" placeholder:"FILE" help:"数据库文件。 / Database file."`
	What     string      `default:"" enum:",report,${data_files}" help:"数据文件：${data_files}；report 是一份年报按国家统一格式的 docx 或 xlsx；sqlite、zip、datapackage 含全部文件，不用给。 / Which data file, or report, one report in the official layout; sqlite, zip and datapackage hold all data files."`
	Agency   string      `placeholder:"CODE" help:"哪个机关的年报，机关代码（配合 --what report）。 / Whose report."`
	Year     int         `placeholder:"YEAR" help:"哪一年度的年报（配合 --what report）。 / Of which year."`
	Format   string      `required:"" enum:"csv,json,ndjson,xlsx,parquet,docx,sqlite,zip,datapackage" help:"格式：${enum}。 / Format."`
	Header   models.Lang `default:"" enum:",zh,en" help:"CSV、XLSX 的表头用中文（zh）或英文（en）名称，不给则用代码。 / Headers of CSV and XLSX as names rather than codes."`
	NoBOM    bool        `name:"no-bom" help:"CSV 不带字节顺序标记（BOM）。 / CSV without a byte order mark."`
	Snapshot string      `placeholder:"ID" help:"数据快照的编号，如 s2026-03-31：导出那时的数据；不给则导出当前数据。 / A snapshot: its data rather than those of now."`
	Output   string      `short:"o" placeholder:"PATH" help:"写入文件，或文件夹（自动命名）；不给则写到标准输出。 / File to write, or a folder, in which the file gets its standard name; standard output if not given."`
}

// endings are the ends of file names where they are not the format.
var endings = map[string]string{"datapackage": "datapackage.json"}

// Run writes one data file of all published reports, or all of them in one. A file is put in place when it is complete.
func (e *exportCommand) Run(ctx context.Context, c *console) error {
	if _, err := os.Stat(e.DB); err != nil {
		return fileError(e.DB, err)
	}
	write, err := e.writer(ctx)
	if err != nil {
		return err
	}
	db, err := store.Open(ctx, e.DB)
	if err != nil {
		return err
	}
	defer db.Close()
	if e.Snapshot != "" {
		return e.exportPast(ctx, db, c.out, write)
	}
	if e.What == officialReport {
		return e.writeReport(ctx, db, c.out)
	}
	d, err := export.Read(ctx, db)
	if err != nil {
		return err
	}
	return e.put(c.out, e.fileName(d), func(w io.Writer) error { return write(w, d) })
}

// exportPast writes a file of a snapshot: the one that was kept with it and is cited, byte by byte, or, if it has none such, one made
// from its data.
func (e *exportCommand) exportPast(ctx context.Context, db *store.Store, out io.Writer, write func(io.Writer, export.Dataset) error) error {
	snap, err := db.Snapshot(ctx, e.Snapshot)
	if err != nil {
		return err
	}
	if f, ok := e.kept(snap); ok {
		return e.put(out, f.Name, func(w io.Writer) error {
			_, err := io.Copy(w, db.ReadSnapshotFile(ctx, snap.ID, f.Name, 0, f.Bytes))
			return err
		})
	}
	dir, err := os.MkdirTemp("", "gongkai-*")
	if err != nil {
		return models.Errorf(models.EINVALID, "无法建立临时文件夹，请检查磁盘空间和权限。")
	}
	defer os.RemoveAll(dir)
	past, d, err := export.OpenPast(ctx, db, snap.ID, dir)
	if err != nil {
		return err
	}
	defer past.Close()
	if e.What == officialReport {
		return e.writeReport(ctx, past, out)
	}
	return e.put(out, e.fileName(d), func(w io.Writer) error { return write(w, d) })
}

// kept finds the file that was asked for among those that a snapshot keeps. They are as the site gives them: CSV with a byte order mark,
// and codes for headers.
func (e *exportCommand) kept(snap models.Snapshot) (models.SnapshotFile, bool) {
	name := export.PackageName
	if f, ok := export.FileOf(e.What); ok {
		name = f.Name
	}
	if e.What == officialReport || e.Header != "" || e.NoBOM && e.Format == string(export.CSV) {
		return models.SnapshotFile{}, false
	}
	i := slices.IndexFunc(snap.Files, func(f models.SnapshotFile) bool { return f.File == name && f.Format == e.Format })
	if i < 0 {
		return models.SnapshotFile{}, false
	}
	return snap.Files[i], true
}

// fileName is the standard name of the file that was asked for.
func (e *exportCommand) fileName(d export.Dataset) string {
	file := e.What
	if f, ok := export.FileOf(e.What); ok {
		file = f.Name
	}
	return d.FileName(cmp.Or(file, export.PackageName), export.Format(cmp.Or(endings[e.Format], e.Format)))
}

// put writes to where it is to go: to out, to the file of the option, or under its name into the folder of the option.
func (e *exportCommand) put(out io.Writer, name string, write func(io.Writer) error) error {
	if e.Output == "" {
		return write(out)
	}
	to := e.Output
	if info, err := os.Stat(to); err == nil && info.IsDir() {
		to = filepath.Join(to, name)
	}
	return replaceFile(to, write)
}

// writer returns what writes the file that was asked for.
func (e *exportCommand) writer(ctx context.Context) (func(w io.Writer, d export.Dataset) error, error) {
	whole := map[string]func(w io.Writer, d export.Dataset) error{
		"sqlite":      func(w io.Writer, d export.Dataset) error { return writeSQLite(ctx, w, d) },
		"zip":         func(w io.Writer, d export.Dataset) error { return export.Zip(w, d, export.Options{}) },
		"datapackage": func(w io.Writer, d export.Dataset) error { return export.DataPackage(w, d, export.Options{}) },
	}
	if write, ok := whole[e.Format]; ok {
		if e.What != "" {
			return nil, models.Errorf(models.EINVALID, "%s 含全部数据文件，请去掉 --what。", e.Format)
		}
		return write, nil
	}
	official := slices.Contains(export.OfficialFormats, e.Format)
	switch {
	case e.What == officialReport && (e.Agency == "" || e.Year == 0 || !official):
		return nil, models.Errorf(models.EINVALID, "导出年报请用 --what report --agency 机关代码 --year 年度 --format docx（或 xlsx）。")
	case e.What == officialReport:
		return nil, nil
	case e.Agency != "" || e.Year != 0 || e.Format == "docx":
		return nil, models.Errorf(models.EINVALID, "--agency、--year 和 docx 格式只用于 --what report。")
	}
	file, ok := export.FileOf(e.What)
	if !ok {
		return nil, models.Errorf(models.EINVALID, "请用 --what 给出要哪个数据文件，可选：%s。", strings.Join(export.FileNames(), "、"))
	}
	return func(w io.Writer, d export.Dataset) error {
		return file.Write(w, d, export.Format(e.Format), export.Options{BOM: !e.NoBOM, Header: e.Header})
	}, nil
}

// writeSQLite writes a database of the data files. It is made in a folder for what is of the moment, because a database needs a file.
func writeSQLite(ctx context.Context, w io.Writer, d export.Dataset) error {
	dir, err := os.MkdirTemp("", "gongkai-*")
	if err != nil {
		return models.Errorf(models.EINVALID, "无法建立临时文件夹，请检查磁盘空间和权限。")
	}
	defer os.RemoveAll(dir)
	name := filepath.Join(dir, "data.sqlite")
	file, err := store.CreateDataFile(ctx, name, export.Tables())
	if err != nil {
		return err
	}
	if err := export.Each(d, export.Files, file.Insert); err != nil {
		return errors.Join(err, file.Abandon())
	}
	if err := file.Close(d.Metadata()); err != nil {
		return err
	}
	made, err := os.Open(name)
	if err != nil {
		return err
	}
	defer made.Close()
	_, err = io.Copy(w, made)
	return err
}

// officialReport is the --what that is no data file: one report set anew in the official layout.
const officialReport = "report"

// writeReport writes the published report of an agency and year, now or in a snapshot.
func (e *exportCommand) writeReport(ctx context.Context, db *store.Store, out io.Writer) error {
	agency, err := db.Agency(ctx, e.Agency)
	if err != nil {
		return err
	}
	r, err := db.Report(ctx, agency.ID, e.Year)
	if err != nil {
		return err
	}
	if r.Status != models.StatusPublished {
		return models.Errorf(models.ENOTFOUND, "%s %d 年的年报还没有公布，不能导出。", agency.NameIn(e.Year), e.Year)
	}
	settings, err := db.Settings(ctx)
	if err != nil {
		return err
	}
	address := ""
	if settings.BaseURL != "" {
		address = settings.BaseURL + models.ReportPath(agency.ID, e.Year)
		if e.Snapshot != "" {
			address += "?snapshot=" + e.Snapshot
		}
	}
	doc := export.NewOfficialReport(settings, agency, r, address, models.Zh)
	return e.put(out, export.OfficialName(agency, e.Year)+"."+e.Format, func(w io.Writer) error { return export.Official(doc).Write(w, e.Format) })
}

// replaceFile writes a file beside its place and moves it there once it is complete.
func replaceFile(name string, write func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(name), ".gongkai-*")
	if err != nil {
		return models.Errorf(models.EINVALID, "无法写入“%s”，请检查文件夹是否存在、是否有写入权限。", name)
	}
	defer os.Remove(f.Name()) // gone already if all went well
	if err := write(f); err != nil {
		f.Close()
		return err
	}
	if err := f.Chmod(0o644); err != nil {
		f.Close()
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}
