package main

import (
	"context"
	"io"
	"os"
	"path/filepath"

	"gongkai/export"
	"gongkai/models"
	"gongkai/store"
)

type exportCommand struct {
	DB     string        `name:"db" default:"gongkai.db" env:"GONGKAI_DB" placeholder:"FILE" help:"数据库文件。 / Database file."`
	What   string        `required:"" enum:"${data_files}" help:"数据文件：${enum}。 / Which data file."`
	Format export.Format `required:"" enum:"csv,json" help:"格式：${enum}。 / Format."`
	Output string        `short:"o" placeholder:"FILE" help:"写入文件；不给则写到标准输出。 / File to write; standard output if not given."`
}

// Run writes one data file of all published reports. A file is put in place when it is complete.
func (e *exportCommand) Run(ctx context.Context, c *console) error {
	if _, err := os.Stat(e.DB); err != nil {
		return fileError(e.DB, err)
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
	file, ok := export.FileOf(e.What)
	if !ok {
		return models.Errorf(models.EINVALID, "没有名为“%s”的数据文件。", e.What)
	}
	write := func(w io.Writer) error { return file.Write(w, d, e.Format, export.Options{BOM: true}) }
	if e.Output == "" {
		return write(c.out)
	}
	return replaceFile(e.Output, write)
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
