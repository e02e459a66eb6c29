package main

import (
	"cmp"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"gongkai/export"
	"gongkai/models"
	"gongkai/store"
)

type exportCommand struct {
	DB     string      `name:"db" default:"gongkai.db" env:"GONGKAI_DB" placeholder:"FILE" help:"数据库文件。 / Database file."`
	What   string      `default:"" enum:",${data_files}" help:"数据文件：${data_files}；sqlite、zip、datapackage 含全部文件，不用给。 / Which data file; sqlite, zip and datapackage hold them all."`
	Format string      `required:"" enum:"csv,json,ndjson,xlsx,parquet,sqlite,zip,datapackage" help:"格式：${enum}。 / Format."`
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
