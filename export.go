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
	DB     string      `name:"db" default:"gongkai.db" env:"GONGKAI_DB" placeholder:"FILE" help:"数据库文件。 / Database file."`
	What   string      `default:"" enum:",report,${data_files}" help:"数据文件：${data_files}；report 是一份年报按国家统一格式的 docx 或 xlsx；sqlite、zip、datapackage 含全部文件，不用给。 / Which data file, or report, one report in the official layout; sqlite, zip and datapackage hold all data files."`
	Agency string      `placeholder:"CODE" help:"哪个机关的年报，机关代码（配合 --what report）。 / Whose report."`
	Year   int         `placeholder:"YEAR" help:"哪一年度的年报（配合 --what report）。 / Of which year."`
	Format string      `required:"" enum:"csv,json,ndjson,xlsx,parquet,docx,sqlite,zip,datapackage" help:"格式：${enum}。 / Format."`
	Header models.Lang `default:"" enum:",zh,en" help:"CSV、XLSX 的表头用中文（zh）或英文（en）名称，不给则用代码。 / Headers of CSV and XLSX as names rather than codes."`
	NoBOM  bool        `name:"no-bom" help:"CSV 不带字节顺序标记（BOM）。 / CSV without a byte order mark."`
	Output string      `short:"o" placeholder:"PATH" help:"写入文件，或文件夹（自动命名）；不给则写到标准输出。 / File to write, or a folder, in which the file gets its standard name; standard output if not given."`
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
	if e.What == officialReport {
		return e.writeReport(ctx, db, c.out)
	}
	d, err := export.Read(ctx, db)
	if err != nil {
		return err
	}
	to := e.Output
	if to == "" {
		return write(c.out, d)
	}
	if info, err := os.Stat(to); err == nil && info.IsDir() {
		file := e.What
		if f, ok := export.FileOf(e.What); ok {
			file = f.Name
		}
		to = filepath.Join(to, d.FileName(cmp.Or(file, export.PackageName), export.Format(cmp.Or(endings[e.Format], e.Format))))
	}
	return replaceFile(to, func(w io.Writer) error { return write(w, d) })
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

// writeReport writes the published report of an agency and year.
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
	}
	doc := export.NewOfficialReport(settings, agency, r, address, models.Zh)
	write := func(w io.Writer) error { return export.Official(doc).Write(w, e.Format) }
	to := e.Output
	if to == "" {
		return write(out)
	}
	if info, err := os.Stat(to); err == nil && info.IsDir() {
		to = filepath.Join(to, export.OfficialName(agency, e.Year)+"."+e.Format)
	}
	return replaceFile(to, write)
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
